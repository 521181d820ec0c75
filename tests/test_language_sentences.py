"""Sentences of a turn: abbreviations, dialogue, numbers; places in the text as it stands."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench import Study
from workbench.language.pipeline import pipeline, sentences
from workbench.language.transcript_language import transcript_language


def split(text: str, language: str = "da") -> list[str]:
    return [text[start:end] for start, end in sentences(text, language)]


@pytest.mark.parametrize(
    "known",
    [
        ["Hun hjalp mig f.eks. med at ringe.", "Det var rart."],
        ["Det var bl.a. derfor, jeg kom i gang ca. kl. 14.30 den 3. maj.", "Ja."],
        ["Det er bl.a. Mette, der ringer."],
        ["Vi havde kaffe, kage osv.", "Så gik vi."],
        ["Hun kom kl. 9 om morgenen.", "Nej."],
        ["Det var alt.", "Vi var med.", "Det var en.", "Så gik vi."],
        ["Hun bor på Ndr. Fasanvej 3, 1. tv. i byen.", "Ring på tlf. 12 34 56 78."],
        ["Vi mødtes ca. 2 gange om ugen, dvs. otte gange i alt.", "Det er evt. Lars."],
        ["Dr. Hansen sagde det.", "Jf. loven er det nr. 3."],
        ["Sådan gør man.", "Så kom hun."],
        ["Hun sagde: »Du kan godt!« og så gik hun.", "Hvad så?"],
        ["– Kommer du?", "– Ja, det gør jeg.", "– Godt."],
        ['"Kommer du?" spurgte hun.', '"Ja!" sagde jeg.'],
        ["Nej!!!", "Hvad?!", "Ja…"],
        ["nej.", "Så gik vi."],
    ],
)
def test_danish_sentences_end_where_they_end(known: list[str]) -> None:
    assert split(" ".join(known)) == known


def test_no_space_after_a_full_stop_still_ends_a_sentence() -> None:
    assert split("Det var rart.Så gik vi.") == ["Det var rart.", "Så gik vi."]


@pytest.mark.parametrize(
    "known",
    [
        ["Mr. Smith left at 5 p.m. on Jan. 3rd.", "Dr. Jones wasn't there."],
        ['"Why?" he asked.', "I don't know, e.g. because of work."],
        ["I said no.", "Then he left."],
    ],
)
def test_english_sentences_end_where_they_end(known: list[str]) -> None:
    assert split(" ".join(known), "en") == known


def test_places_count_code_points_and_leave_white_space_out() -> None:
    text = "  😀 Hej. \n\n Ne\u0301j.\u00a0\n"
    assert [text[start:end] for start, end in sentences(text, "da")] == ["😀 Hej.", "Ne\u0301j."]
    assert sentences("", "da") == sentences(" \n ", "da") == []


@settings(deadline=None)
@given(
    text=st.text(alphabet='aB.,!?…–"»«() \n\u00a0😀e\u0301ø39مש', max_size=60),
    language=st.sampled_from(["da", "en", "und"]),
)
def test_sentences_hold_everything_but_white_space_in_order(text: str, language: str) -> None:
    found = sentences(text, language)
    assert all(start < end for start, end in found)
    assert all(end <= start for (_, end), (start, _) in pairwise(found))
    assert all(text[start:end] == text[start:end].strip() for start, end in found)
    assert "".join("".join(text[start:end].split()) for start, end in found) == "".join(text.split())


@pytest.mark.parametrize("run", ["_" * 50_000, "(" * 50_000, "😀" * 50_000, "'s" * 25_000])
def test_an_endless_run_of_signs_is_part_of_a_sentence(run: str) -> None:
    # Read by spaCy's tokenizer alone, each of these would take minutes.
    known = ["Navn og dato.", f"Her: {run} ja.", "Tak."]
    assert split(" ".join(known)) == known


def test_a_language_without_rules_of_its_own_still_has_sentences() -> None:
    assert split("Ja. Nej.", "kl") == ["Ja.", "Nej."]
    assert pipeline("kl").lang == "xx"


def test_a_pipeline_gives_words_their_lemmas() -> None:
    assert [token.lemma_ for token in pipeline("da-DK")("Mentorerne ringede.")] == ["mentor", "ringe", "."]


def test_a_transcript_has_sentences_within_its_turns_and_the_lemmas_of_what_was_said(
    file_study: Study, interview: Callable[..., Path]
) -> None:
    said = "Borgere: 😀 Hun ringede. Mentorerne kom.\r\n\r\nInterviewer: Børnene?\r\n\r\nBorgere: Nej.\r\n"
    file_study.import_transcripts(interview(text=said), progress=False)
    document = file_study.document("first")
    found = transcript_language(document)
    assert [document.text[start:end] for start, end in found.sentences] == [
        "😀 Hun ringede.",
        "Mentorerne kom.",
        "Børnene?",
        "Nej.",
    ]
    assert found.lemmas == {
        "børnene": "barn",
        "kom": "komme",
        "mentorerne": "mentor",
        "ringede": "ringe",
    }
