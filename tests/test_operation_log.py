"""The operation log is the only way to change a study, and its whole story."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import assert_sound

from workbench import CodingStatus, Operation, SpeakerLink, Study, WorkbenchError


def add(study: Study, start: int = 0, end: int = 5, **changes: object) -> Operation:
    document = study.document("first")
    entry = [document.uid, document.revision, start, end, "flexibility", "A1", {}, "", "manual"]
    return Operation("coding.add", {"codings": [entry]}, "A1", **changes)


def test_sending_an_operation_again_changes_nothing(filled: Study) -> None:
    operation = add(filled)
    first = filled.apply(operation)
    again = filled.apply(operation)
    assert (first.repeated, again.repeated) == (False, True)
    assert (first.seq, first.time) == (again.seq, again.time)
    assert len(filled.codings()) == 1


def test_an_operation_id_cannot_be_used_for_something_else(filled: Study) -> None:
    operation = add(filled)
    filled.apply(operation)
    with pytest.raises(WorkbenchError, match="another operation with the id"):
        filled.apply(add(filled, 1, 3, id=operation.id))
    assert len(filled.codings()) == 1


def test_operations_sent_together_are_saved_all_or_none(filled: Study) -> None:
    before = filled.newest
    with pytest.raises(WorkbenchError, match="out of range"):
        filled.apply(add(filled, 0, 5), add(filled, 0, 5000))
    assert filled.newest == before
    assert filled.codings().empty
    assert_sound(filled)


def test_every_change_is_in_the_log_with_its_coder(filled: Study) -> None:
    before = filled.newest
    coding = filled.code("first", 0, 5, "flexibility", coder="A1")
    filled.set_statuses([CodingStatus("first", "A1", "done")], coder="A1")
    filled.link([SpeakerLink("first", "Borger", "P1", "citizen")], coder="B2")
    filled.uncode(coding, coder="A1")
    log = filled.operations(since=before)
    assert [(entry.operation.kind, entry.operation.coder) for entry in log] == [
        ("coding.add", "A1"),
        ("status.set", "A1"),
        ("speaker.link", "B2"),
        ("coding.remove", "A1"),
    ]
    assert [entry.seq for entry in log] == sorted(entry.seq for entry in log)
    assert filled.newest == log[-1].seq
    assert_sound(filled)


def test_the_log_leads_to_the_same_study_when_it_is_replayed(filled: Study) -> None:
    kept = filled.code("first", 0, 5, "flexibility", coder="A1", stance="absent")
    gone = filled.code("first", 5, 9, "free_exit", coder="A2")
    filled.uncode(gone, coder="A2")
    assert_sound(filled)
    assert list(filled.codings()["coding"]) == [kept]


def test_state_that_the_log_does_not_tell_is_found_by_check(
    file_study: Study, interview, scheme_file
) -> None:
    file_study.set_scheme(scheme_file)
    file_study.import_transcripts(interview(), progress=False)
    file_study.code("first", 0, 5, "flexibility", coder="A1")
    with file_study._store.writing() as connection:
        connection.exec_driver_sql("UPDATE coding SET code = 'voluntariness'")
    assert any("coding" in problem for problem in file_study.check().problems)


def test_a_text_changed_behind_the_back_of_the_workbench_is_found_by_check(
    file_study: Study, interview
) -> None:
    file_study.import_transcripts(interview(), progress=False)
    with file_study._store.writing() as connection:
        connection.exec_driver_sql("UPDATE content SET body = replace(body, 'nej', 'jo')")
    assert any("not what was imported" in problem for problem in file_study.check().problems)


@pytest.mark.parametrize("kind", ["coding.delete", "", "DROP TABLE"])
def test_unknown_kinds_of_operation_are_refused(kind: str) -> None:
    with pytest.raises(WorkbenchError, match="no operation of the kind"):
        Operation(kind, {}, "A1")  # type: ignore[arg-type]  # the wrong kind is the point


def test_text_that_is_no_valid_unicode_is_refused(filled: Study) -> None:
    with pytest.raises(WorkbenchError, match="cannot be written down"):
        filled.code("first", 0, 5, "flexibility", coder="A1", memo="half a pair \ud83d")
    assert filled.codings().empty


def test_a_study_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "study.qwb"
    with Study.create(path) as made, made._store.writing() as connection:
        connection.exec_driver_sql("UPDATE meta SET value = '999' WHERE key = 'schema_version'")
    before = path.read_bytes()
    with pytest.raises(WorkbenchError, match="newer version of the workbench"):
        Study.open(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_study_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("not a database at all, " * 100)
    with pytest.raises(WorkbenchError, match="not a study"):
        Study.open(other)
    with pytest.raises(WorkbenchError, match="no study here"):
        Study.open(tmp_path / "missing.qwb")


def test_a_study_is_not_made_over_another_one(study: Study, location: str) -> None:
    with pytest.raises(WorkbenchError, match="here already"):
        Study.create(location)
    assert study.newest == 0
