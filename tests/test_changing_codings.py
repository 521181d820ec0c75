"""Codings can be moved, recoded, given attributes and memos; they stay the same codings."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import INTERVIEW, assert_sound

from workbench import Operation, Study, WorkbenchError
from workbench.errors import ChangedMeanwhileError, CodingError


def change(study: Study, coding: str, **fields: Any) -> Operation:
    operation = Operation("coding.change", {"changes": [[coding, fields]]}, "A1")
    study.apply(operation)
    return operation


def only(study: Study) -> dict[str, Any]:
    (row,) = study.codings().to_dict("records")
    return row


def test_a_changed_coding_keeps_its_id_coder_time_and_origin(filled: Study) -> None:
    coding = filled.code("first", 0, 5, "flexibility", coder="A1")
    before = only(filled)
    filled.change_coding(
        coding, coder="A1", start=60, end=70, code="free_exit", memo="måske 😀", stance="absent"
    )
    after = only(filled)
    kept = ("coding", "coder", "created", "origin")
    assert [after[name] for name in kept] == [before[name] for name in kept]
    assert (after["start"], after["end"], after["text"]) == (60, 70, INTERVIEW[60:70])
    assert (after["code"], after["memo"], after["stance"]) == ("free_exit", "måske 😀", "absent")
    assert_sound(filled)


def test_a_moved_coding_belongs_to_whoever_speaks_at_its_new_place(filled: Study) -> None:
    coding = filled.code("first", 13, 20, "flexibility", coder="A1")
    assert only(filled)["speaker"] == "Interviewer"
    place = INTERVIEW.index("Det var rart")
    filled.change_coding(coding, coder="A1", start=place, end=place + 12)
    assert (only(filled)["speaker"], only(filled)["turn"]) == ("Borger", 1)


def test_what_is_not_named_stays_as_it_is(filled: Study) -> None:
    coding = filled.code("first", 0, 5, "flexibility", coder="A1", memo="keep", stance="absent")
    filled.change_coding(coding, coder="A1", code="voluntariness")
    assert (only(filled)["memo"], only(filled)["stance"], only(filled)["start"]) == ("keep", "absent", 0)
    filled.change_coding(coding, coder="A1", stance="")
    assert (only(filled)["stance"], only(filled)["memo"]) == ("present", "keep")
    change(filled, coding, memo="")
    assert only(filled)["memo"] == ""


def test_two_codings_may_swap_their_codes(filled: Study) -> None:
    one = filled.code("first", 0, 5, "flexibility", coder="A1")
    other = filled.code("first", 0, 5, "free_exit", coder="A1")
    rows = [[one, {"code": "free_exit"}], [other, {"code": "flexibility"}]]
    filled.apply(Operation("coding.change", {"changes": rows}, "A1"))
    found = {coding.id: coding.code for coding in filled.codings_in("first")}
    assert found == {one: "free_exit", other: "flexibility"}
    assert [coding.id for coding in filled.codings_in("first")] == [one, other]
    assert_sound(filled)


@pytest.mark.parametrize(
    ("fields", "match"),
    [
        ({"code": "nothing"}, "no code 'nothing'"),
        ({"revision": 2, "start": 0, "end": 3}, "text has changed to revision 1"),
        ({"revision": 1, "start": 5, "end": 5}, "empty or out of range"),
        ({"revision": 1, "start": 0, "end": 5000}, "empty or out of range"),
        ({"attributes": {"mood": "good"}}, "no attribute 'mood'"),
        ({"attributes": {"stance": "sideways"}}, "not a value"),
        ({"code": "free_exit"}, "has coded this passage with this code already"),
        ({"start": 1, "end": 2}, "'revision', 'start' and 'end'"),
        ({"revision": True, "start": 1, "end": 2}, "whole numbers"),
        ({"checked": False}, "only be true"),
        ({"memo": None}, "'memo' of a coding"),
        ({"memo": "new", "over": None}, "'over' of a coding"),
        ({"code": "voluntariness", "over": ""}, "there is no 'memo'"),
        ({"memo": "new", "over": "never there"}, "changed this memo meanwhile"),
        ({"coder": "A2"}, "'coder' of a coding"),
        ({"attributes": {"stance": 1}}, "must be text"),
        ({}, "nothing of the coding"),
    ],
    ids=str,
)
def test_a_change_that_would_make_no_valid_coding_is_refused(
    filled: Study, fields: dict[str, Any], match: str
) -> None:
    coding = filled.code("first", 0, 5, "flexibility", coder="A1")
    filled.code("first", 0, 5, "free_exit", coder="A1")
    before, newest = filled.codings(), filled.newest
    with pytest.raises((CodingError, ChangedMeanwhileError), match=match):
        change(filled, coding, **fields)
    assert filled.codings().equals(before)
    assert filled.newest == newest


def test_one_wrong_change_of_several_changes_nothing(filled: Study) -> None:
    coding = filled.code("first", 0, 5, "flexibility", coder="A1")
    rows = [[coding, {"memo": "new"}], ["no-such-coding", {"memo": "new"}]]
    with pytest.raises(CodingError, match="no coding 'no-such-coding'"):
        filled.apply(Operation("coding.change", {"changes": rows}, "A1"))
    with pytest.raises(CodingError, match="stands twice"):
        filled.apply(Operation("coding.change", {"changes": [rows[0], rows[0]]}, "A1"))
    assert only(filled)["memo"] == ""


def test_a_coding_of_a_retired_code_can_still_be_mended_but_no_other_made_one(filled: Study) -> None:
    coding = filled.code("first", 0, 5, "flexibility", coder="A1")
    other = filled.code("first", 0, 5, "free_exit", coder="A1")
    filled.change_scheme({"do": "edit", "code": "flexibility", "set": {"retired": True}}, coder="A1")
    filled.change_coding(coding, coder="A1", start=0, end=4, memo="mended")
    with pytest.raises(CodingError, match="retired"):
        filled.change_coding(other, coder="A1", code="flexibility")
    assert_sound(filled)


def test_a_lost_coding_gets_a_place_in_the_newest_text(filled: Study, interview) -> None:
    place = INTERVIEW.index("Det var rart")
    coding = filled.code("first", place, place + 12, "flexibility", coder="A1")
    filled.import_transcripts(interview(text=INTERVIEW.replace("Det var rart", "Nå")), progress=False)
    assert only(filled)["anchor"] == "lost"
    filled.change_coding(coding, coder="A1", start=place, end=place + 2)
    assert (only(filled)["text"], only(filled)["anchor"], only(filled)["revision"]) == ("Nå", "original", 2)
    assert_sound(filled)


def test_a_place_needs_both_its_ends(filled: Study) -> None:
    coding = filled.code("first", 0, 5, "flexibility", coder="A1")
    with pytest.raises(WorkbenchError, match="both its start and its end"):
        filled.change_coding(coding, coder="A1", start=2)
    with pytest.raises(WorkbenchError, match="no coding"):
        filled.change_coding("nothing", coder="A1", start=2, end=3)
