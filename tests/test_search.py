"""Searching what was said: words without case and accents, in newest texts, on both databases alike."""

from __future__ import annotations

import pytest
from conftest import INTERVIEW, fill

from workbench import Study


@pytest.mark.parametrize(
    ("words", "turns"),
    [
        ("Altså", [1]),
        ("altsa", [1]),
        ("ALTSÅ hun", [1]),
        ("aeh", []),
        ("æh", [3]),
        ("alts\u0061\u030a", [1]),
        ("brændte ringede", [3]),
        ("ringede rart", []),
        ("gang?", [0]),
        ("x" * 3000, []),
    ],
)
def test_words_are_found_without_case_and_accents(filled: Study, words: str, turns: list[int]) -> None:
    assert filled.search(words)["turn"].tolist() == turns


def test_words_that_no_space_divides_are_found(study: Study, interview) -> None:
    study.import_transcripts(
        interview(text="Borger: Det var rart.Så gik vi.\n\nInterviewer: anna@herlev.dk og/eller bror_in\n"),
        progress=False,
    )
    assert study.search("så")["turn"].tolist() == [0]
    for words in ("herlev", "eller", "bror in"):
        assert study.search(words)["turn"].tolist() == [1]


def test_older_texts_take_no_place_among_the_turns_that_are_found(filled: Study, interview) -> None:
    for number in range(3):
        filled.import_transcripts(interview(text=f"{INTERVIEW}\nBorger: Nummer {number}.\n"), progress=False)
    assert filled.search("ringede", most=1)["turn"].tolist() == [3]
    assert filled.search("nummer", most=1)["text"].tolist() == ["Nummer 2."]


def test_a_turn_of_a_hundred_thousand_different_words_is_searched(
    study: Study, scheme_file, register_file, interview
) -> None:
    words = " ".join(f"ord{number}nummer" for number in range(100_000))
    fill(study, scheme_file, register_file, interview(text=f"Borger: {words}\n\nInterviewer: Tak.\n"))
    assert study.search("ord5nummer ord99999")["turn"].tolist() == [0]
    assert study.search("ord5nummer ord100000").empty
