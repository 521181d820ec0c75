"""Memos on the study, on transcripts and on codes; those of codings stand beside them."""

from __future__ import annotations

import pytest
from conftest import INTERVIEW, assert_sound

from workbench import Operation, Study, WorkbenchError
from workbench.errors import CodingError

HOSTILE = "<script>alert(1)</script> æøå 😀 \u202eשלום"


def set_memo(study: Study, about: str, target: str, text: str) -> None:
    study.apply(Operation("memo.set", {"memos": [[about, target, text]]}, "A1"))


def test_memos_of_every_kind_stand_in_one_frame(filled: Study) -> None:
    filled.set_memo(HOSTILE, coder="A1")
    filled.set_memo("kort", coder="A1", transcript="first")
    filled.set_memo("bredere?", coder="A2", code="voluntariness")
    place = INTERVIEW.index("Det var rart")
    coding = filled.code("first", place, place + 12, "flexibility", coder="A1", memo="godt citat")
    filled.code("first", 0, 5, "flexibility", coder="A1")
    rows = filled.memos(language="da").to_dict("records")
    assert [(row["about"], row["label"], row["coder"], row["text"]) for row in rows] == [
        ("study", "", "A1", HOSTILE),
        ("transcript", "first", "A1", "kort"),
        ("code", "Frivillighed", "A2", "bredere?"),
        ("coding", "Flexibility", "A1", "godt citat"),
    ]
    of_coding = rows[-1]
    assert (of_coding["target"], of_coding["transcript"]) == (coding, "first")
    assert (of_coding["start"], of_coding["end"], of_coding["quote"]) == (place, place + 12, "Det var rart")
    assert filled.memos()["changed"].is_monotonic_increasing
    assert_sound(filled)


def test_memos_of_one_coder_can_be_asked_for(filled: Study) -> None:
    filled.set_memo("mine", coder="A1")
    filled.set_memo("yours", coder="A2")
    filled.code("first", 0, 5, "flexibility", coder="A2", memo="yours too")
    assert [memo.text for memo in filled.memo_list("A2")] == ["yours", "yours too"]
    assert filled.memos("A3").empty
    assert list(filled.memos("A3").columns) == list(filled.memos().columns)


def test_a_memo_is_rewritten_and_taken_away(filled: Study) -> None:
    filled.set_memo("one", coder="A1", code="flexibility")
    filled.set_memo("two", coder="A1", code="flexibility")
    filled.set_memo("other coder", coder="A2", code="flexibility")
    assert [memo.text for memo in filled.memo_list("A1")] == ["two"]
    filled.set_memo("", coder="A1", code="flexibility")
    filled.set_memo("  ", coder="A1", transcript="first")
    assert [memo.text for memo in filled.memo_list()] == ["other coder"]
    assert_sound(filled)


@pytest.mark.parametrize(
    ("about", "target", "text", "match"),
    [
        ("weather", "", "x", "no memos about 'weather'"),
        ("study", "first", "x", "has no target"),
        ("transcript", "first", "x", "no transcript 'first'"),
        ("code", "nothing", "x", "no code 'nothing'"),
        ("study", "", "a\0b", "NUL"),
        ("study", "", None, "cannot be"),
    ],
)
def test_a_memo_on_nothing_is_refused(filled: Study, about: str, target: str, text: str, match: str) -> None:
    with pytest.raises(WorkbenchError, match=match):
        set_memo(filled, about, target, text)
    assert filled.memo_list() == []


def test_two_memos_of_one_operation_on_the_same_thing_are_refused(filled: Study) -> None:
    with pytest.raises(CodingError, match="stands twice"):
        filled.apply(Operation("memo.set", {"memos": [["study", "", "a"], ["study", "", "b"]]}, "A1"))


def test_a_memo_is_about_one_thing(filled: Study) -> None:
    with pytest.raises(WorkbenchError, match="not about both"):
        filled.set_memo("x", coder="A1", transcript="first", code="flexibility")


def test_a_memo_outlives_its_code(filled: Study, tmp_path) -> None:
    filled.set_memo("keep me", coder="A1", code="flexibility")
    path = tmp_path / "new.yaml"
    path.write_text("codes: [{id: T1, label: {en: Theme one}}]")
    filled.set_scheme(path)
    assert [(memo.label, memo.text) for memo in filled.memo_list()] == [("flexibility", "keep me")]
    assert_sound(filled)
