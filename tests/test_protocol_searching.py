"""Searching from a desk, and coding all places that a search finds in one step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from conftest import assert_sound
from desk_requests import Message, adding, ask, entry, operation, refused, save, undoing
from hypothesis import given
from hypothesis import strategies as st

from workbench import Study
from workbench.protocol.searching import HITS

LONG = "B: " + " ".join(f"hun og han {number}" for number in range(30)) + "\n"


def search(study: Study, words: str = "hun", **fields: Any) -> Message:
    asked = {"by": "form", "transcript": None, "code": "flexibility", "most": 500, **fields}
    reply = ask(study, "search", words=words, **asked)
    assert reply["type"] == "hits", reply
    return reply


def coding_hits(found: Message, words: str = "hun", left_out: str = "", **fields: Any) -> Message:
    """The operation of a desk that codes the places of an answer."""
    hits = {
        "words": words,
        "by": "form",
        "transcript": None,
        "code": "flexibility",
        "attributes": {},
        "leftOut": left_out,
        "digest": found["digest"],
        **fields,
    }
    return operation("coding.add", {"hits": hits})


def coded(study: Study, transcript: str = "first") -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in study.codings_in(transcript, "A1")]


def test_hits_tell_who_says_what_where(filled: Study) -> None:
    save(filled, adding(filled, "hun"))
    found = search(filled)
    first, second, _ = found["hits"]
    text = filled.document("first").text
    assert text[first["start"] : first["end"]] == text[second["start"] : second["end"]] == "hun"
    assert (first["transcript"], first["speaker"], first["text"]) == ("first", "Borger", "hun")
    assert (first["before"], second["before"]) == ("Altså, ", "Så ringede ")
    assert (first["already"], second["already"]) == (True, False)
    assert (found["total"], found["cut"]) == (3, False)


def test_a_search_by_lemma_finds_other_forms(filled: Study) -> None:
    found = search(filled, "ringe", by="lemma")
    assert [hit["text"] for hit in found["hits"]] == ["ringede"]


def test_a_search_in_one_transcript_finds_nothing_elsewhere(
    filled: Study, interview: Callable[..., Any]
) -> None:
    filled.import_transcripts(interview("second.txt", LONG), language="da", progress=False)
    uid = filled.document("second").uid
    assert {hit["transcript"] for hit in search(filled, transcript=uid)["hits"]} == {"second"}
    assert {hit["transcript"] for hit in search(filled)["hits"]} == {"first", "second"}


@pytest.mark.parametrize("words", ["", "  ", "😀", "...", "findes ikke"])
def test_words_that_are_nowhere_have_no_hits(filled: Study, words: str) -> None:
    assert (search(filled, words)["total"], search(filled, words)["cut"]) == (0, False)


def test_all_hits_are_coded_but_those_left_out_and_undone_in_one_step(filled: Study) -> None:
    found = search(filled, "det")
    places = [(hit["start"], hit["end"]) for hit in found["hits"]]
    made = coding_hits(found, "det", left_out="1")
    reply = save(filled, made)
    assert (len(places), reply["seq"], filled.newest) == (3, reply["seq"], reply["seq"])
    assert coded(filled) == [places[0], places[2]]
    assert {one.id for one in filled.codings_in("first")} == {f"{made['id']}-{n}" for n in range(2)}
    save(filled, undoing(made))
    assert coded(filled) == []
    assert_sound(filled)


def test_coding_hits_again_under_the_same_id_is_answered_as_repeated(filled: Study) -> None:
    made = coding_hits(search(filled))
    first = save(filled, made)
    assert save(filled, made) == {**first, "repeated": True}
    save(filled, undoing(made))
    assert save(filled, {**made, "id": made["id"].upper()}) == {**first, "repeated": True}
    assert coded(filled) == []


def test_hits_are_not_coded_under_an_id_of_something_else(filled: Study) -> None:
    memo = operation("memo.set", {"memos": [["study", "", "begin"]]})
    save(filled, memo)
    made = {**coding_hits(search(filled)), "id": memo["id"]}
    assert "another operation" in refused(ask(filled, "apply", operations=[made]))


def test_hits_that_are_other_ones_now_are_not_coded(filled: Study, interview: Callable[..., Any]) -> None:
    made = coding_hits(search(filled))
    filled.import_transcripts(interview("second.txt", LONG), language="da", progress=False)
    assert "other places now" in refused(ask(filled, "apply", operations=[made]))
    assert coded(filled) == coded(filled, "second") == []


def test_of_an_answer_that_was_cut_only_what_was_shown_is_coded(
    filled: Study, interview: Callable[..., Any]
) -> None:
    filled.import_transcripts(interview("second.txt", LONG), language="da", progress=False)
    found = search(filled, most=5)
    assert (len(found["hits"]), found["total"], found["cut"]) == (5, 33, True)
    save(filled, coding_hits(found))
    places = [(hit["transcript"], hit["start"], hit["end"]) for hit in found["hits"]]
    codings = [*filled.codings_in("first"), *filled.codings_in("second")]
    assert [(one.transcript, one.start, one.end) for one in codings] == places


def test_a_place_that_got_the_code_since_it_was_looked_at_is_looked_at_again(filled: Study) -> None:
    places = [(hit["start"], hit["end"]) for hit in search(filled)["hits"]]
    looked_at = search(filled)
    save(filled, adding(filled, "hun"))
    assert "meanwhile" in refused(ask(filled, "apply", operations=[coding_hits(looked_at)]))
    assert coded(filled) == places[:1]
    made = coding_hits(search(filled), left_out="0")
    save(filled, made)
    # The desk knows each new coding by its number among the places that it did not leave out.
    for number, (start, end) in enumerate(places[1:]):
        one = filled.codings_by_id([f"{made['id']}-{number}"])[f"{made['id']}-{number}"]
        assert (one.start, one.end) == (start, end)


def test_a_choice_that_leaves_every_place_out_is_refused(filled: Study) -> None:
    made = coding_hits(search(filled), left_out="0-500")
    assert "no place left" in refused(ask(filled, "apply", operations=[made]))


def test_hits_carry_the_attributes_that_were_chosen(filled: Study) -> None:
    save(filled, coding_hits(search(filled), attributes={"stance": "absent"}))
    assert {one.attributes["stance"] for one in filled.codings_in("first")} == {"absent"}
    wrong = coding_hits(search(filled, "det"), "det", attributes={"stance": "maybe"})
    assert "not a value" in refused(ask(filled, "apply", operations=[wrong]))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("leftOut", "1-"),
        ("leftOut", "1;2"),
        ("leftOut", "9" * 50),
        ("leftOut", [1]),
        ("digest", ""),
        ("digest", "500"),
        ("digest", "99999-abc"),
        ("digest", "²-abc"),
        ("by", "sound"),
        ("attributes", {"stance": 1}),
        ("code", None),
        ("transcript", "nowhere"),
        ("extra", 1),
    ],
)
def test_malformed_hits_are_refused_for_good(filled: Study, field: str, value: Any) -> None:
    made = coding_hits(search(filled), **{field: value})
    refused(ask(filled, "apply", operations=[made]))
    assert coded(filled) == []


def test_hits_and_plain_codings_do_not_mix(filled: Study) -> None:
    made = coding_hits(search(filled))
    made["payload"]["codings"] = [entry(filled, "rart")]
    assert "'codings'" in refused(ask(filled, "apply", operations=[made]))


@given(st.sets(st.integers(0, 400)))
def test_numbers_left_out_are_read_as_the_browser_writes_them(numbers: set[int]) -> None:
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    written = ",".join(f"{first}" if first == last else f"{first}-{last}" for first, last in runs)
    hits = coding_hits({"digest": "500-abc"}, left_out=written)["payload"]
    assert HITS(hits)["hits"]["leftOut"] == numbers


def test_the_language_of_a_transcript_is_told_in_its_own_offsets(filled: Study) -> None:
    told = ask(filled, "language", transcript="first")
    text = filled.document("first").text
    sentences = [text[start:end] for start, end in told["sentences"]]
    assert sentences[-2:] == ["Æh, ja.", "Det gjorde hun tit."]
    assert told["lemmas"]["ringede"] == "ringe"
    assert "no transcript" in refused(ask(filled, "language", transcript="third"))
