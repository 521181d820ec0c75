"""Readers and writers at once: every answer is of one moment, and nobody keeps others out."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import INTERVIEW, assert_sound
from sqlalchemy import event

from workbench import Operation, Study, WorkbenchError
from workbench.store.documents import text_sha256


def after_first(study: Study, table: str, change: Callable[[], object]) -> None:
    """Let `change` happen right after the study was first asked for something of a table."""
    left = [change]

    def happen(*event_: object) -> None:
        if f"FROM {table}" in str(event_[2]) and left:
            left.pop()()

    event.listen(study._store._engine, "after_cursor_execute", happen)


@pytest.fixture
def other(filled: Study, location: str):
    assert filled.scheme
    with Study.open(location) as opened:
        yield opened


def test_quotes_are_of_one_moment_though_a_text_is_revised_meanwhile(
    filled: Study, other: Study, interview
) -> None:
    filled.code("first", 0, 5, "flexibility", coder="A1")
    path = interview(text="Ny linje.\n" + INTERVIEW)
    after_first(filled, "coding", lambda: other.import_transcripts(path, progress=False))
    quotes = filled.quotes()
    assert quotes["revision"].tolist() == [1]
    assert quotes["text"].tolist() == ["Inter"]
    assert filled.quotes()["revision"].tolist() == [2]


def test_a_coding_that_is_moved_while_an_edited_text_is_imported_stays_where_it_was_moved(
    filled: Study, other: Study, interview
) -> None:
    one = filled.code("first", 37, 42, "flexibility", coder="A1")
    longer = {"revision": 1, "start": 37, "end": 60, "code": "flexibility"}
    moved = Operation("coding.change", {"changes": [[one, longer]]}, "A1")
    words = INTERVIEW[37:60]
    path = interview(text="Ny linje.\n" + INTERVIEW)
    after_first(filled, "coding", lambda: other.apply(moved))
    filled.import_transcripts(path, progress=False)
    quotes = filled.quotes()
    assert quotes["revision"].tolist() == [2]
    assert quotes["text"].tolist() == [words]
    assert_sound(filled)


def test_frames_are_of_one_moment_though_somebody_codes_meanwhile(filled: Study, other: Study) -> None:
    filled.code("first", 0, 5, "flexibility", coder="A1")

    def change() -> None:
        other.code("first", 5, 9, "flexibility", coder="A2")

    after_first(filled, "scheme", change)
    frames = filled.frames()
    assert len(frames.codings) == 1
    assert len(filled.codings()) == 2


def test_a_register_put_into_force_meanwhile_is_not_taken_for_the_one_before(
    filled: Study, other: Study, tmp_path: Path
) -> None:
    newer = tmp_path / "newer.csv"
    newer.write_text("person,result\nP9,yes\n")
    filled._registers = {}
    after_first(filled, "content", lambda: other.set_outcomes(newer, key="person"))
    assert filled.participants()["participant"].tolist() == ["P1", "P2", "P3"]
    assert filled.participants()["participant"].tolist() == ["P9"]


def test_check_finds_nothing_while_somebody_codes(filled: Study, other: Study) -> None:
    after_first(filled, "transcript", lambda: other.code("first", 5, 9, "flexibility", coder="A2"))
    assert_sound(filled)
    assert len(filled.codings()) == 1


def test_check_keeps_nobody_from_coding(
    filled: Study, other: Study, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # Coding happens inside each statement that check makes: were there a lock, it would be refused.
    made: list[str] = []

    def code(*_: object) -> None:
        if len(made) < 60:
            made.append(other.code("first", len(made), len(made) + 5, "flexibility", coder="A2"))

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "not there"))
    event.listen(filled._store._engine, "after_cursor_execute", code)
    report = filled.check()
    event.remove(filled._store._engine, "after_cursor_execute", code)
    assert report.passed
    assert len(filled.codings()) == len(made) > 10


def test_a_broken_words_index_is_found_by_check(file_study: Study, interview) -> None:
    file_study.import_transcripts(interview(), progress=False)
    with file_study._store.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO turn_search (turn_search, rowid, body)"
            " VALUES ('delete', 1, 'Hvordan kom du i gang?')"
        )
    assert any("search index" in problem for problem in file_study.check().problems)


def test_rows_that_stand_twice_are_found_by_check(file_study: Study, interview) -> None:
    file_study.import_transcripts(interview(), progress=False)
    with file_study._store.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO speaker (transcript_id, label) SELECT transcript_id, label || ' ' FROM speaker"
        )
    assert any("speaker" in problem for problem in file_study.check().problems)


def importing(name: str, label: str) -> tuple[Operation, dict[str, str]]:
    text = f"{label}: Ja. Nej.\n"
    cut = len(label) + 2
    sha256 = text_sha256(text)
    payload = {
        "name": name,
        "text_sha256": sha256,
        "source_sha256": sha256,
        "source_name": name,
        "format": "txt",
        "encoding": "utf-8",
        "language": "da",
        "metadata": {},
        "warnings": [],
        "speakers": [label],
        "turns": [[0, 0, cut, cut, len(text) - 1, None, None, 2]],
    }
    return Operation("transcript.import", payload, "A1"), {sha256: text}


def coding(uid: str, end: int, code: str = "flexibility") -> Operation:
    return Operation("coding.add", {"codings": [[uid, 1, end - 2, end, code, "A1", {}, "", "manual"]]}, "A1")


def test_a_text_whose_import_was_taken_back_is_not_met_by_the_next_writer(filled: Study) -> None:
    # The next writer begins in the moment in which the first lets go of the lock, and gets its row numbers.
    taken_back, contents = importing("taken back", "A very long label of somebody")
    kept, kept_contents = importing("kept", "Bo")

    def write() -> None:
        filled.apply(kept, contents=kept_contents)
        filled.apply(coding(kept.id, 8))

    left = [write]
    event.listen(filled._store._engine.pool, "checkin", lambda *_: left and left.pop()())
    with pytest.raises(WorkbenchError, match="no code"):
        filled.apply(
            taken_back, coding(taken_back.id, 5), coding(taken_back.id, 7, "nothing"), contents=contents
        )
    assert filled.codings()["turn"].tolist() == [0]
    with pytest.raises(WorkbenchError, match="out of range"):
        filled.apply(coding(kept.id, 20))
    assert_sound(filled)


def test_many_waiting_writers_leave_readers_their_connections(filled: Study) -> None:
    problems: list[BaseException] = []

    def work(number: int) -> None:
        try:
            filled.code("first", number, number + 5, "flexibility", coder="A1")
        except BaseException as error:  # noqa: BLE001 - handed to the test
            problems.append(error)

    writers = [threading.Thread(target=work, args=(number,)) for number in range(20)]
    with filled._store.writing():
        for writer in writers:
            writer.start()
        for _ in range(20):
            assert filled.codings().empty
    for writer in writers:
        writer.join()
    assert problems == []
    assert len(filled.codings()) == 20


def test_the_scheme_is_read_once_as_long_as_it_is_in_force(
    filled: Study, other: Study, tmp_path: Path
) -> None:
    first = filled.scheme
    assert filled.scheme is first
    changed = tmp_path / "changed.yaml"
    changed.write_text("codes:\n  - {id: flexibility, label: {en: Another label}}\n")
    other.set_scheme(changed)
    newer = filled.scheme
    assert newer is not None
    assert newer.by_id["flexibility"].label["en"] == "Another label"


def test_putting_the_same_scheme_and_register_into_force_again_changes_nothing(
    filled: Study, scheme_file: Path, register_file: Path
) -> None:
    before = filled.newest
    filled.set_scheme(scheme_file)
    filled.set_outcomes(register_file, key="person")
    assert filled.newest == before
    register_file.write_text("person,result\nP1,no\n")
    filled.set_outcomes(register_file, key="person")
    assert filled.newest == before + 1
