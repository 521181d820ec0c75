"""Memos on the study, on transcripts and on codes; those of codings stand beside them."""

from __future__ import annotations

import pytest
from conftest import INTERVIEW, assert_sound
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench import Operation, Study, WorkbenchError
from workbench.errors import ChangedMeanwhileError, CodingError

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


def typing(about: str, target: str, text: str, over: str) -> Operation:
    """A memo as a desk sends it, which says which text it was typed over."""
    if about == "coding":
        return Operation("coding.change", {"changes": [[target, {"memo": text, "over": over}]]}, "A1")
    return Operation("memo.set", {"memos": [[about, target, text, over]]}, "A1")


@pytest.fixture(params=["study", "transcript", "code", "coding"])
def subject(filled: Study, request: pytest.FixtureRequest) -> tuple[str, str]:
    """Something that a memo can be about, with its target."""
    match request.param:
        case "transcript":
            return "transcript", filled.document("first").uid
        case "code":
            return "code", "flexibility"
        case "coding":
            return "coding", filled.code("first", 0, 5, "flexibility", coder="A1")
    return "study", ""


def written(study: Study) -> list[str]:
    return [memo.text for memo in study.memo_list("A1")]


def test_a_memo_that_was_typed_over_another_text_than_the_study_holds_is_refused(
    filled: Study, subject: tuple[str, str]
) -> None:
    filled.apply(typing(*subject, "From A.", ""))
    newest = filled.newest
    with pytest.raises(ChangedMeanwhileError, match="changed this memo meanwhile"):
        filled.apply(typing(*subject, "From B.", ""))
    with pytest.raises(ChangedMeanwhileError, match="changed this memo meanwhile"):
        filled.apply(typing(*subject, "", "From B."))
    assert (written(filled), filled.newest) == (["From A."], newest)
    filled.apply(typing(*subject, "From A.\nFrom B.", "From A."))
    assert written(filled) == ["From A.\nFrom B."]
    assert_sound(filled)


def test_a_text_that_stands_there_already_and_a_blank_one_are_not_in_the_way(
    filled: Study, subject: tuple[str, str]
) -> None:
    filled.apply(typing(*subject, "Same.", ""), typing(*subject, "Same.", ""))
    filled.apply(typing(*subject, " \n", "Same."), typing(*subject, "Again.", ""))
    filled.apply(typing(*subject, "", "Again."), typing(*subject, "Last.", " \n"))
    assert written(filled) == ["Last."]
    assert_sound(filled)


def test_memos_typed_in_a_row_are_taken_back_and_done_again(filled: Study, subject: tuple[str, str]) -> None:
    row = [typing(*subject, "one", ""), typing(*subject, "one two", "one")]
    filled.apply(*row)
    undone = filled.undo(*(one.id for one in row), coder="A1").operation
    assert written(filled) == []
    with pytest.raises(ChangedMeanwhileError):
        filled.apply(typing(*subject, "one two three", "one two"))
    filled.undo(undone.id, coder="A1")
    filled.apply(typing(*subject, "one two three", "one two"))
    assert written(filled) == ["one two three"]
    assert_sound(filled)


def test_whoever_does_not_say_what_was_typed_over_writes_over_what_stands_there(filled: Study) -> None:
    coding = filled.code("first", 0, 5, "flexibility", coder="A1", memo="old")
    filled.change_coding(coding, coder="A1", memo="new")
    for text in ("one", "two"):
        filled.set_memo(text, coder="A1")
    assert written(filled) == ["two", "new"]
    assert_sound(filled)


def test_one_memo_that_was_changed_meanwhile_keeps_the_others_of_its_operation_back(filled: Study) -> None:
    filled.set_memo("there", coder="A1")
    rows = [["code", "flexibility", "mine", ""], ["study", "", "mine", "not there"]]
    with pytest.raises(ChangedMeanwhileError):
        filled.apply(Operation("memo.set", {"memos": rows}, "A1"))
    assert written(filled) == ["there"]


def test_the_memo_of_another_coder_is_in_nobodys_way(filled: Study) -> None:
    filled.set_memo("of A2", coder="A2")
    filled.apply(typing("study", "", "of A1", ""))
    assert sorted(memo.text for memo in filled.memo_list()) == ["of A1", "of A2"]


@given(
    steps=st.lists(
        st.tuples(st.integers(0, 2), st.sampled_from(["type", "save", "look"])), min_size=1, max_size=25
    )
)
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_windows_type_into_a_memo_every_word_is_in_the_study_at_the_end(
    filled: Study, steps: list[tuple[int, str]]
) -> None:
    filled.set_memo("", coder="A1")
    # What each window shows, and the text of the study that this was typed over.
    shown, seen, typed = [""] * 3, [""] * 3, []

    def there() -> str:
        return "".join(written(filled))

    def save(window: int) -> None:
        try:
            filled.apply(typing("study", "", shown[window], seen[window]))
        except ChangedMeanwhileError:
            mine = shown[window].removeprefix(seen[window])
            filled.apply(typing("study", "", there() + mine, there()))
        shown[window] = seen[window] = there()

    for window, does in steps:
        if does == "type":
            typed.append(f"w{len(typed)}")
            shown[window] += f" {typed[-1]}"
        elif does == "save":
            save(window)
        elif shown[window] == seen[window]:
            shown[window] = seen[window] = there()
    for window in range(3):
        save(window)
    assert sorted(there().split()) == sorted(typed)
    assert_sound(filled)
