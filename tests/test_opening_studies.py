"""Making and opening studies: what is found at a place is left as it is, and refusals are told plainly."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
import textwrap
import traceback
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from workbench import Study, WorkbenchError
from workbench.store import engine


def foreign(path: Path) -> bytes:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE addresses (name TEXT)")
    return path.read_bytes()


def test_another_programs_database_is_refused_and_not_changed_by_a_byte(tmp_path: Path) -> None:
    path = tmp_path / "addresses.sqlite"
    before = foreign(path)
    with pytest.raises(WorkbenchError, match="not a study"):
        Study.open(path)
    with pytest.raises(WorkbenchError, match="a file here already"):
        Study.create(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_no_study_is_made_over_another_file(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database at all, " * 100)
    with pytest.raises(WorkbenchError, match="a file here already"):
        Study.create(path)


def test_a_study_file_says_what_it_is_in_its_head(tmp_path: Path) -> None:
    Study.create(tmp_path / "study.qwb").close()
    assert (tmp_path / "study.qwb").read_bytes()[68:72] == b"Qwb1"


@pytest.mark.parametrize("name", ["study.qwb", "odd name ? # % æ.qwb"])
def test_what_a_killed_create_left_behind_can_be_made_again(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    with pytest.raises(WorkbenchError, match="not a study"):
        Study.open(tmp_path / name)
    with Study.create(tmp_path / name) as study:
        assert study.newest == 0
    with Study.open(tmp_path / name) as study:
        assert study.check().passed


def test_a_study_of_a_killed_program_opens_again(tmp_path: Path, scheme_file: Path) -> None:
    code = """
        import os, signal, sys
        from workbench import Study
        Study.create(sys.argv[1]).set_scheme(sys.argv[2])
        os.kill(os.getpid(), signal.SIGKILL)
    """
    place = tmp_path / "study.qwb"
    subprocess.run([sys.executable, "-c", textwrap.dedent(code), place, scheme_file], check=False)
    with Study.open(place) as study:
        assert study.newest == 1


def test_only_the_owner_may_read_a_new_study(tmp_path: Path, scheme_file: Path) -> None:
    with Study.create(tmp_path / "study.qwb") as study:
        study.set_scheme(scheme_file)
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("study.qwb*")}
    assert set(modes) == {"study.qwb", "study.qwb-wal", "study.qwb-shm"}
    assert set(modes.values()) == {0o600}


def test_a_path_without_an_ending_becomes_a_folder(tmp_path: Path) -> None:
    with Study.create(tmp_path / "my-study") as study:
        assert study.name == "my-study"
    assert (tmp_path / "my-study" / "study.qwb").is_file()
    Study.open(tmp_path / "my-study").close()


def test_a_study_in_a_folder_that_is_not_there_is_refused_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(WorkbenchError, match="Does its folder exist"):
        Study.create(tmp_path / "missing" / "study.qwb")


@pytest.mark.postgres
def test_a_server_that_refuses_is_told_apart_from_one_that_is_not_there(postgres: str) -> None:
    with pytest.raises(WorkbenchError, match='database "nowhere" does not exist'):
        Study.open(postgres.replace("/postgres", "/nowhere"))
    with pytest.raises(WorkbenchError, match='role "nobody" does not exist'):
        Study.open(postgres.replace("tester@", "nobody@"))
    with pytest.raises(WorkbenchError, match="Is it running"):
        Study.open("postgresql://tester@127.0.0.1:1/postgres")


@pytest.mark.postgres
def test_a_writer_does_not_wait_for_ever_on_a_server(
    postgres: str, scheme_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 1)
    with (
        Study.create(f"{postgres}?schema=waiting") as study,
        psycopg.connect(postgres) as other,
    ):
        other.execute("LOCK TABLE waiting.operation IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(WorkbenchError, match="another program holds the study"):
            study.set_scheme(scheme_file)


def test_a_writer_does_not_wait_for_ever_on_a_file(
    tmp_path: Path, scheme_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 1)
    with (
        Study.create(tmp_path / "study.qwb") as study,
        closing(sqlite3.connect(tmp_path / "study.qwb")) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WorkbenchError, match="another program holds the study"):
            study.set_scheme(scheme_file)


def test_what_was_said_is_not_in_the_traceback_of_a_refusal(filled: Study) -> None:
    memo = "hun sagde at hun var bange"
    with filled._store.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE coding RENAME COLUMN memo TO remark")
    with pytest.raises(WorkbenchError) as refusal:
        filled.code("first", 0, 5, "flexibility", coder="A1", memo=memo)
    assert memo not in "".join(traceback.format_exception(refusal.value))
    with pytest.raises(WorkbenchError) as refusal, filled._store.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO nothing VALUES (?)"
            if "qwb" in filled._store.where
            else "INSERT INTO nothing VALUES (%s)",
            (memo,),
        )
    assert memo not in "".join(traceback.format_exception(refusal.value))
