"""Undo brings back exactly what an operation replaced, or is refused and changes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import INTERVIEW, assert_sound

from workbench import CodingStatus, Operation, SpeakerLink, Study, WorkbenchError
from workbench.errors import ChangedMeanwhileError, CodingError
from workbench.store import tables


def last(study: Study) -> str:
    return study.operations()[-1].operation.id


def state(study: Study) -> dict[str, Any]:
    """All that an undo may change, without row numbers and without what only counts up."""
    with study._store.reading() as connection:
        names = [c for c in tables.coding.columns if c.name not in ("n", "transcript_id", "speaker_id")]
        found = {
            "codings": sorted(
                map(tuple, connection.execute(tables.coding.select().with_only_columns(*names)))
            ),
            "memos": sorted(map(tuple, connection.execute(tables.memo.select()))),
            "judgements": sorted(map(tuple, connection.execute(tables.judgement.select()))),
        }
    return found | {
        "scheme": study.scheme,
        "statuses": study.statuses().to_dict("records"),
        "speakers": study.speakers().to_dict("records"),
    }


def coded(study: Study) -> str:
    return study.code("first", 0, 5, "flexibility", coder="A1", memo="first thought", stance="absent")


CHANGES = {
    "a new coding": lambda study, _: study.code("first", 7, 9, "flexibility", coder="A1"),
    "a removed coding": lambda study, coding: study.uncode(coding, coder="A1"),
    "a changed coding": lambda study, coding: study.change_coding(
        coding, coder="A1", start=60, end=70, code="free_exit", memo="second", stance="present"
    ),
    "a status": lambda study, _: study.set_statuses([CodingStatus("first", "A1", "done")]),
    "a link": lambda study, _: study.link([SpeakerLink("first", "Borger", "P1", "citizen")]),
    "a memo": lambda study, _: study.set_memo("ærligt", coder="A1", code="flexibility"),
    "an edited code": lambda study, _: study.change_scheme(
        {"do": "edit", "code": "flexibility", "set": {"definition": {"en": "new"}}}, coder="A1"
    ),
    "a merge": lambda study, _: study.change_scheme(
        {"do": "merge", "code": "flexibility", "into": "free_exit"}, coder="A1"
    ),
    "a split": lambda study, coding: study.change_scheme(
        {"do": "add", "code": {"id": "new", "label": {"en": "New"}}},
        {"do": "recode", "codings": [coding], "to": "new"},
        coder="A1",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_undo_restores_what_was_and_redo_does_it_again(filled: Study, name: str) -> None:
    coding = coded(filled)
    before = state(filled)
    CHANGES[name](filled, coding)
    after, operation = state(filled), last(filled)
    assert after != before
    undone = filled.undo(operation, coder="A1").operation.id
    assert state(filled) == before
    assert_sound(filled)
    redone = filled.undo(undone, coder="A1").operation.id
    assert state(filled) == after
    filled.undo(redone, coder="A1")
    assert state(filled) == before
    assert_sound(filled)


def test_several_operations_are_taken_back_as_one_step(filled: Study) -> None:
    before = state(filled)
    coding = coded(filled)
    operations = [last(filled)]
    for name in ("a changed coding", "a status", "an edited code", "a merge"):
        CHANGES[name](filled, coding)
        operations.append(last(filled))
    after = state(filled)
    count = filled.newest
    undone = filled.undo(*operations, coder="A1")
    assert state(filled) == before
    assert filled.newest == count + 1
    filled.undo(undone.operation.id, coder="A1")
    assert state(filled) == after
    assert_sound(filled)


def refused(
    study: Study, operation: str, match: str, kind: type[WorkbenchError] = ChangedMeanwhileError
) -> None:
    before, newest = state(study), study.newest
    with pytest.raises(kind, match=match):
        study.undo(operation, coder="A1")
    assert state(study) == before
    assert study.newest == newest
    assert_sound(study)


def test_what_somebody_changed_since_is_not_taken_back(filled: Study) -> None:
    coding = coded(filled)
    added = last(filled)
    filled.change_coding(coding, coder="A2", memo="mine now")
    refused(filled, added, "changed since by A2")


def test_what_somebody_removed_since_is_not_taken_back(filled: Study) -> None:
    coding = coded(filled)
    filled.change_coding(coding, coder="A1", memo="second")
    changed = last(filled)
    filled.uncode(coding, coder="A2")
    refused(filled, changed, "removed since")


def test_a_removed_coding_does_not_come_back_beside_a_new_one_like_it(filled: Study) -> None:
    filled.uncode(coded(filled), coder="A1")
    removed = last(filled)
    coded(filled)
    refused(filled, removed, "coded this passage with this code already", CodingError)


@pytest.mark.parametrize("name", ["a new coding", "a changed coding", "a removed coding"])
def test_codings_of_an_older_text_are_not_taken_back(filled: Study, interview, name: str) -> None:
    CHANGES[name](filled, coded(filled))
    operation = last(filled)
    filled.import_transcripts(interview(text=INTERVIEW + "\nBorger: Ja.\n"), progress=False)
    refused(filled, operation, "new revision")


@pytest.mark.parametrize(
    ("name", "newer"),
    [
        ("a status", lambda study: study.set_statuses([CodingStatus("first", "A1", "in progress")])),
        ("a link", lambda study: study.link([SpeakerLink("first", "Borger", "P2")])),
        ("a memo", lambda study: study.set_memo("andet", coder="A1", code="flexibility")),
        ("an edited code", lambda study: CHANGES["a split"](study, study.codings_in("first")[0].id)),
        ("a merge", lambda study: CHANGES["an edited code"](study, "")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_nothing_that_was_set_again_since_is_taken_back(filled: Study, name: str, newer: Any) -> None:
    CHANGES[name](filled, coded(filled))
    operation = last(filled)
    newer(filled)
    refused(filled, operation, "was changed since|changed since by")


def test_nothing_is_taken_back_twice_but_what_was_done_again_is(filled: Study) -> None:
    before = state(filled)
    coded(filled)
    added = last(filled)
    undone = filled.undo(added, coder="A1").operation.id
    refused(filled, added, "taken back already", CodingError)
    filled.undo(undone, coder="A1")
    refused(filled, undone, "taken back already", CodingError)
    filled.undo(added, coder="A1")
    assert state(filled) == before


def test_some_operations_cannot_be_taken_back_and_it_is_said_why(filled: Study, interview) -> None:
    filled.import_transcripts(interview(text=INTERVIEW + "\nBorger: Ja.\n"), progress=False)
    by_kind = {recorded.operation.kind: recorded.operation.id for recorded in filled.operations()}
    refused(filled, by_kind["transcript.import"], "import of a transcript cannot", CodingError)
    refused(filled, by_kind["transcript.revise"], "new revision of a text cannot", CodingError)
    refused(filled, by_kind["register.set"], "outcome register into force cannot", CodingError)
    refused(filled, by_kind["scheme.set"], "first coding scheme of a study cannot", CodingError)
    refused(filled, "6e0a6f0e-1111-4c4c-8888-000000000000", "no operation", CodingError)


def test_operations_are_named_the_newest_first(filled: Study) -> None:
    coded(filled)
    one = last(filled)
    filled.code("first", 7, 9, "flexibility", coder="A1")
    with pytest.raises(CodingError, match="newest first"):
        filled.apply(Operation("operation.undo", {"operations": [one, last(filled)]}, "A1"))
    with pytest.raises(CodingError, match="stands twice"):
        filled.apply(Operation("operation.undo", {"operations": [one, one]}, "A1"))
    with pytest.raises(CodingError, match="names no operation"):
        filled.apply(Operation("operation.undo", {"operations": []}, "A1"))


def test_a_new_scheme_is_taken_back_unless_codings_need_it(filled: Study, tmp_path) -> None:
    path = tmp_path / "new.yaml"
    path.write_text("codes: [{id: T1, label: {en: Theme one}}, {id: flexibility, label: {en: Flexibility}}]")
    before = filled.scheme
    filled.set_scheme(path)
    operation = last(filled)
    coding = filled.code("first", 0, 5, "T1", coder="A1")
    refused(filled, operation, "'T1' is not in it")
    filled.uncode(coding, coder="A1")
    filled.undo(operation, coder="A1")
    assert filled.scheme == before
    assert_sound(filled)


def test_a_coding_does_not_come_back_into_a_scheme_without_its_code(filled: Study, tmp_path) -> None:
    coding = filled.code("first", 0, 5, "free_exit", coder="A1")
    filled.uncode(coding, coder="A1")
    removed = last(filled)
    path = tmp_path / "new.yaml"
    path.write_text("codes: [{id: T1, label: {en: Theme one}}]")
    filled.set_scheme(path)
    refused(filled, removed, "scheme was changed since, and the code 'free_exit' is not in it")


def test_an_undo_that_fails_at_its_last_operation_changes_nothing(filled: Study) -> None:
    coding = coded(filled)
    filled.set_memo("a", coder="A1", transcript="first")
    memo = last(filled)
    filled.set_statuses([CodingStatus("first", "A1", "done")])
    status = last(filled)
    filled.change_coding(coding, coder="A1", memo="x")
    changed = last(filled)
    filled.set_memo("b", coder="A1", transcript="first")
    before = state(filled)
    with pytest.raises(ChangedMeanwhileError, match="a memo was changed since"):
        filled.undo(changed, status, memo, coder="A1")
    assert state(filled) == before
    assert_sound(filled)


def test_a_lost_coding_that_was_removed_comes_back_as_it_was(filled: Study, interview) -> None:
    place = INTERVIEW.index("Det var rart")
    coding = filled.code("first", place, place + 12, "flexibility", coder="A1")
    filled.import_transcripts(interview(text=INTERVIEW.replace("Det var rart", "Nå")), progress=False)
    before = state(filled)
    filled.uncode(coding, coder="A1")
    filled.undo(last(filled), coder="A1")
    assert state(filled) == before
    assert_sound(filled)


def test_check_notices_when_what_an_operation_replaced_was_tampered_with(filled: Study) -> None:
    filled.uncode(coded(filled), coder="A1")
    with filled._store.writing() as connection:
        connection.execute(
            tables.operation.update()
            .where(tables.operation.c.kind == "coding.remove")
            .values(replaced='{"codings":[]}')
        )
    assert [problem for problem in filled.check().problems if "replaced is not what" in problem]


def test_sending_an_undo_again_changes_nothing(filled: Study) -> None:
    coded(filled)
    operation = Operation("operation.undo", {"operations": [last(filled)]}, "A1")
    assert not filled.apply(operation).repeated
    assert filled.apply(operation).repeated
    assert filled.codings().empty
