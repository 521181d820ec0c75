"""What a desk is told of codings and memos when it asks for more than a transcript."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desk_requests import Message, adding, ask, changing, operation, refused, save

from workbench import Study

DEFINITION = {"do": "edit", "code": "flexibility", "set": {"definition": {"en": "Bending rules"}}}


def quotations(study: Study, from_: int = 0, most: int = 100, **chosen: Any) -> Message:
    reply = ask(study, "quotations", filter=chosen, **{"from": from_}, most=most)
    assert reply["type"] == "quotations", reply
    return reply


def texts(found: Message) -> list[str]:
    return [row["text"] for row in found["rows"]]


@pytest.fixture
def coded(filled: Study) -> Study:
    """A study in which A1 and B2 have coded."""
    save(filled, adding(filled, "Og så?"), adding(filled, "nej 😀", "free_exit"), adding(filled, "tit"))
    save(filled, adding(filled, "rart", "voluntariness", "B2"), coder="B2")
    return filled


def test_quotations_have_their_words_speaker_and_surroundings(coded: Study) -> None:
    found = quotations(coded)
    assert (found["total"], texts(found)) == (3, ["nej 😀", "Og så?", "tit"])
    assert found["speakers"] == ["Borger", "Interviewer"]
    first = found["rows"][0]
    assert (first["transcript"], first["speaker"], first["coder"]) == ("first", "Borger", "A1")
    assert first["before"].endswith("kunne sige ")
    assert first["after"].startswith(". Det var rart.")
    text = coded.document("first").text
    assert text[first["start"] : first["end"]] == "nej 😀"


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"code": "voluntariness"}, ["nej 😀"]),
        ({"code": "free_exit"}, ["nej 😀"]),
        ({"speaker": "Interviewer"}, ["Og så?"]),
        ({"speaker": "nobody"}, []),
        ({"coder": "B2"}, ["rart"]),
        ({"text": "OG sa"}, ["Og så?"]),
        ({"transcript": "first", "code": "flexibility"}, ["Og så?", "tit"]),
        ({"transcript": "second"}, []),
        ({"memo": True}, []),
        ({"older": True}, []),
        ({"code": None, "memo": False}, ["nej 😀", "Og så?", "tit"]),
    ],
)
def test_quotations_are_chosen_by_what_is_asked_for(
    coded: Study, chosen: dict[str, Any], told: list[str]
) -> None:
    assert texts(quotations(coded, **chosen)) == told


def test_quotations_come_in_pages(coded: Study) -> None:
    pages = [quotations(coded, from_=start, most=2) for start in (0, 2, 4)]
    assert [page["total"] for page in pages] == [3, 3, 3]
    assert [texts(page) for page in pages] == [["nej 😀", "Og så?"], ["tit"], []]


def test_quotations_of_a_code_that_is_not_there_are_refused(coded: Study) -> None:
    assert "no code 'luck'" in refused(
        ask(coded, "quotations", filter={"code": "luck"}, **{"from": 0}, most=1)
    )


def test_a_long_quotation_is_cut(filled: Study, interview: Callable[..., Path]) -> None:
    filled.import_transcripts(interview("long.txt", f"A: {'ord ' * 1000}\n"), progress=False)
    filled.code("long", 3, 3000, "flexibility", coder="A1")
    assert [len(text) for text in texts(quotations(filled))] == [1000]


def test_an_older_definition_is_marked_and_shown_until_the_coding_is_checked(coded: Study) -> None:
    coded.change_scheme(DEFINITION, coder="B2")
    found = quotations(coded, older=True)
    assert [row["older"] for row in found["rows"]] == [True, True]
    id_ = found["rows"][0]["id"]
    inspected = ask(coded, "inspect", coding=id_)["coding"]
    assert (inspected["then"]["id"], inspected["then"]["definition"]) == ("flexibility", {})
    save(coded, changing(id_, checked=True))
    assert ask(coded, "inspect", coding=id_)["coding"]["then"] is None
    assert quotations(coded, older=True)["total"] == 1


def test_a_coding_is_told_in_full(coded: Study) -> None:
    id_ = coded.code("first", 0, 5, "flexibility", coder="B2", memo="why?", stance="absent")
    inspected = ask(coded, "inspect", coding=id_)["coding"]
    created = inspected.pop("created")
    assert created.endswith("+00:00")
    assert inspected == {
        "id": id_,
        "transcript": "first",
        "start": 0,
        "end": 5,
        "code": "flexibility",
        "coder": "B2",
        "attributes": {"stance": "absent"},
        "memo": "why?",
        "origin": "manual",
        "anchor": "original",
        "then": None,
    }


def test_a_coding_that_is_not_there_is_refused(coded: Study) -> None:
    assert "no such coding" in refused(ask(coded, "inspect", coding="unknown-0"))


def test_memos_tell_what_they_are_about(coded: Study) -> None:
    uid = coded.document("first").uid
    (first, *_) = quotations(coded)["rows"]
    written = [["study", "", "journal"], ["transcript", uid, "tired"], ["code", "free_exit", "wide"]]
    save(coded, operation("memo.set", {"memos": written}), changing(first["id"], memo="really?"))
    save(coded, operation("memo.set", {"memos": [["study", "", "mine"]]}, "B2"), coder="B2")
    told = ask(coded, "memos")["memos"]
    assert [[one["about"], one["target"], one["label"], one["text"]] for one in told] == [
        ["study", "", "", "journal"],
        ["transcript", uid, "first", "tired"],
        ["code", "free_exit", "free_exit", "wide"],
        ["coding", first["id"], "free_exit", "really?"],
    ]
    assert {one["coder"] for one in told} == {"A1"}
    assert [one["place"] for one in told] == [
        None,
        None,
        None,
        {"transcript": "first", "start": first["start"], "end": first["end"], "text": "nej 😀"},
    ]
    save(coded, operation("memo.set", {"memos": [["transcript", uid, ""]]}))
    assert len(ask(coded, "memos")["memos"]) == 3
