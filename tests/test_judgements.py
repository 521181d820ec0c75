"""Judgements on findings belong to the study, each with its author, and nobody writes over another's."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import REPOSITORY, assert_sound
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_undo import last

from workbench import Operation, Study, WorkbenchError
from workbench.errors import ChangedMeanwhileError
from workbench.model.judgement_rules import FIELDS

HOSTILE = "<script>alert(1)</script> æøå 😀 \u202eשלום '; DROP TABLE judgement"
ABOUT = "themes by outcome/result"
BASIS = {"yes": {"shown": "1/2", "codings": "a", "scheme": "b", "people": "c"}}


def row(
    value: Any, field: str = "note", *, at: str = "flexibility", replaces: str | None = None, **more: Any
) -> list[Any]:
    return [ABOUT, at, more.get("column", ""), field, value, more.get("made_on", BASIS), replaces]


def judge(study: Study, *rows: list[Any], coder: str = "A1") -> str:
    return study.apply(Operation("judgement.set", {"judgements": list(rows)}, coder)).operation.id


def values(study: Study) -> dict[tuple[str, str], Any]:
    frame = study.judgements()
    return {(one["row"], one["field"]): one["value"] for one in frame.to_dict("records")}


def test_a_judgement_tells_who_made_it_when_on_what_and_by_which_operation(filled: Study) -> None:
    made = judge(filled, row(HOSTILE), row(["q1", "q2"], "chosen", column="yes"), coder="Åse")
    first, second = filled.judgements().sort_values("field").to_dict("records")
    assert (first["field"], first["value"], first["column"]) == ("chosen", ["q1", "q2"], "yes")
    assert second["value"] == HOSTILE
    assert (second["coder"], second["made_on"], second["operation"]) == ("Åse", BASIS, made)
    assert second["changed"].isoformat() == filled.operation(made).time
    assert_sound(filled)


def test_it_is_rewritten_and_taken_away_by_whoever_saw_it(filled: Study) -> None:
    first = judge(filled, row("one"))
    second = judge(filled, row("two", replaces=first), coder="A2")
    assert values(filled) == {("flexibility", "note"): "two"}
    judge(filled, row(None, replaces=second, made_on={}))
    assert values(filled) == {}
    assert_sound(filled)


@pytest.mark.parametrize("value", ["mine", None])
def test_whoever_did_not_see_what_stands_there_is_told_and_nothing_is_lost(filled: Study, value: Any) -> None:
    made_on = {} if value is None else BASIS
    seen = judge(filled, row("first"))
    judge(filled, row("theirs", replaces=seen), coder="A2")
    with pytest.raises(ChangedMeanwhileError, match="A2 changed note meanwhile"):
        judge(filled, row("elsewhere", at="free_exit"), row(value, replaces=seen, made_on=made_on))
    assert values(filled) == {("flexibility", "note"): "theirs"}


def test_whoever_rewrites_what_was_taken_away_meanwhile_is_told(filled: Study) -> None:
    seen = judge(filled, row("first"))
    judge(filled, row(None, replaces=seen, made_on={}))
    with pytest.raises(ChangedMeanwhileError, match="took away note"):
        judge(filled, row("mine", replaces=seen))
    with pytest.raises(ChangedMeanwhileError):
        judge(filled, row("first"), row("x", at="y", replaces=seen))


def test_the_same_operation_twice_changes_nothing(filled: Study) -> None:
    made = Operation("judgement.set", {"judgements": [row("once")]}, "A1")
    assert not filled.apply(made).repeated
    assert filled.apply(made).repeated
    assert len(filled.judgements()) == 1


def test_undo_brings_back_what_stood_there_with_its_author_and_redo_does_it_again(filled: Study) -> None:
    first = judge(filled, row("one"))
    before = filled.judgements()
    second = judge(filled, row("two", replaces=first), row("new", at="free_exit"), coder="A2")
    after = filled.judgements()
    undone = filled.undo(second, coder="A2").operation.id
    assert filled.judgements().equals(before)
    # What came back is what `first` made: whoever saw that may go on from it.
    filled.undo(undone, coder="A2")
    assert filled.judgements().equals(after)
    filled.undo(last(filled), coder="A2")
    judge(filled, row("three", replaces=first))
    with pytest.raises(ChangedMeanwhileError, match="a judgement was changed since"):
        filled.undo(first, coder="A1")
    assert_sound(filled)


def test_several_are_taken_back_as_one_step(filled: Study) -> None:
    first = judge(filled, row("one"))
    second = judge(filled, row("two", replaces=first))
    filled.undo(first, second, coder="A1")
    assert filled.judgements().empty
    assert_sound(filled)


def test_what_was_written_into_the_table_past_the_log_is_found(filled: Study) -> None:
    judge(filled, row("one"))
    with filled._store.writing() as connection:
        connection.exec_driver_sql("UPDATE judgement SET value = '\"other\"'")
    assert filled.check().problems == ("the table judgement is not what the operation log says",)


LONG = "x" * 100_001


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], "0 judgements"),
        ([row("x", "mood")], "nothing is judged as 'mood'"),
        ([row("x", at="")], "one of them is empty"),
        ([row("x", at="y" * 1200 + "å" * 500)], "2000 bytes"),
        ([row("x"), row("y")], "stands twice"),
        ([row("  ")], "not an empty one"),
        ([row(["x"])], "'note' is a text"),
        ([row(LONG)], "100001 characters"),
        ([row("great", "fit")], "not a fit"),
        ([row("no", "reported")], "only be yes"),
        ([row("x", "chosen")], "'chosen' is a list"),
        ([row([], "chosen")], "'chosen' is a list"),
        ([row(["a", "a"], "chosen")], "twice"),
        ([row(["a", 3], "chosen")], "something else than ids"),
        ([row(None)], "stands on nothing"),
        ([row("x", made_on={"yes": {"mood": "x"}})], "and nothing else"),
        ([row("x", made_on={"yes": {"shown": 3}})], "short texts"),
        ([row("x", made_on={"yes": "x"})], "cannot hold 'yes'"),
        ([row("x", made_on={str(n): {} for n in range(1001)})], "at most 1000 cells"),
        ([row("x", replaces=3)], "cannot be"),
        ([row("x")[:6]], "cannot be"),
        ([row("a\0b")], "NUL"),
        ([row("x", made_on={"a\0": {"shown": ""}})], "NUL"),
        ([row("half \ud83d")], "written down"),
        ([row("x", at="half \ud83d")], "written down"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_cannot_be_a_judgement_is_refused_in_words(file_study: Study, rows: Any, told: str) -> None:
    with pytest.raises(WorkbenchError, match=told):
        judge(file_study, *rows)
    assert file_study.newest == 0


def test_a_part_that_nobody_knows_is_refused(file_study: Study) -> None:
    with pytest.raises(WorkbenchError, match="'mood' is not a part"):
        file_study.apply(Operation("judgement.set", {"judgements": [row("x")], "mood": 1}, "A1"))


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=30)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.tuples(TEXT, TEXT, TEXT | st.just(""), st.sampled_from(["note", "summary", "released"])),
    value=TEXT.filter(str.strip),
)
def test_any_text_comes_back_as_it_was_written(file_study: Study, place: tuple[str, ...], value: str) -> None:
    there = {tuple(one[:4]): one[8] for one in file_study.judgements().itertuples(index=False)}
    judge(file_study, [*place, value, {}, there.get(place)])
    kept = {tuple(one[:4]): one[4] for one in file_study.judgements().itertuples(index=False)}
    assert kept[place] == value


def test_every_field_is_told_in_the_documentation() -> None:
    section = (REPOSITORY / "docs" / "operations.md").read_text(encoding="utf-8").split("## judgement.set")[1]
    assert [name for name in FIELDS if f"| `{name}` |" not in section.split("\n## ")[0]] == []
