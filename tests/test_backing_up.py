"""Backups: whole while others go on coding, refused where they would take something's place."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import run
from conftest import assert_sound

from workbench import Study, WorkbenchError

PATIENCE = 20


def test_a_backup_holds_what_was_saved_last_and_opens_like_any_study(
    file_study: Study, scheme_file: Path, tmp_path: Path
) -> None:
    file_study.set_scheme(scheme_file)
    assert file_study.backup(tmp_path / "copy.qwb") == 1
    assert stat.S_IMODE((tmp_path / "copy.qwb").stat().st_mode) == 0o600
    assert list(tmp_path.glob("copy.qwb-*")) == []
    with Study.open(tmp_path / "copy.qwb") as copy:
        assert (copy.id, copy.newest) == (file_study.id, 1)
        assert_sound(copy)


def test_a_backup_is_of_one_moment_while_another_process_codes(
    file_study: Study, scheme_file: Path, interview: Callable[..., Path], tmp_path: Path
) -> None:
    file_study.set_scheme(scheme_file)
    file_study.import_transcripts(interview(), language="da", progress=False)
    script = (
        "import sys; from workbench import Study; study = Study.open(sys.argv[1]); print(flush=True);"
        "[study.code('first', i, i + 5, 'voluntariness', coder='B2') for i in range(0, 100)]"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path / "study.qwb")], stdout=subprocess.PIPE
    )
    assert other.stdout is not None
    other.stdout.readline()
    held = [file_study.backup(tmp_path / f"copy {number}.qwb") for number in range(10)]
    assert other.wait(PATIENCE) == 0
    assert held == sorted(held)
    for number, operations in enumerate(held):
        with Study.open(tmp_path / f"copy {number}.qwb") as copy:
            assert copy.newest == operations
            assert_sound(copy)
    assert file_study.newest == 102


def test_after_a_backup_of_a_study_that_is_open_nothing_that_others_save_is_lost(
    file_study: Study, scheme_file: Path, tmp_path: Path
) -> None:
    # SQLite gives up its locks when a program closes another descriptor of the file: a backup must not.
    file_study.set_scheme(scheme_file)
    file_study.backup(tmp_path / "copy.qwb")
    script = "import sys; from workbench import Study; Study.open(sys.argv[1]).close()"
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "study.qwb")], check=True)
    assert (tmp_path / "study.qwb-wal").exists()


def test_a_backup_overwrites_nothing_and_says_what_is_wrong(file_study: Study, tmp_path: Path) -> None:
    (tmp_path / "there.qwb").write_text("mine")
    for place, says in [
        ("there.qwb", "a file here already"),
        ("study.qwb", "a file here already"),
        ("copy.sqlite", "must end in .qwb"),
        ("no/folder/copy.qwb", "cannot be written"),
    ]:
        with pytest.raises(WorkbenchError, match=says):
            file_study.backup(tmp_path / place)
    assert (tmp_path / "there.qwb").read_text() == "mine"
    assert file_study.newest == 0


def test_a_backup_of_a_damaged_study_is_not_left_behind(tmp_path: Path) -> None:
    study = Study.create(tmp_path / "study.qwb")
    study.close()
    (tmp_path / "study.qwb").write_bytes(b"no database at all" * 100)
    with pytest.raises(WorkbenchError, match="not a study"):
        study.backup(tmp_path / "copy.qwb")
    assert not (tmp_path / "copy.qwb").exists()


@pytest.mark.postgres
def test_a_study_on_a_server_is_backed_up_by_the_server(postgres: str, tmp_path: Path) -> None:
    with (
        Study.create(f"{postgres}?schema=kept") as study,
        pytest.raises(WorkbenchError, match=r"\(kept\).*pg_dump --schema"),
    ):
        study.backup(tmp_path / "copy.qwb")
    assert list(tmp_path.iterdir()) == []


def test_the_command_says_what_it_copied(tmp_path: Path) -> None:
    run(tmp_path, "init", ".")
    assert "all 0 operations" in run(tmp_path, "backup", "first.qwb")
    assert json.loads(run(tmp_path, "backup", "second.qwb", "--json")) == {
        "file": "second.qwb",
        "operations": 0,
    }
    assert "a file here already" in run(tmp_path, "backup", "first.qwb", expect=1)
    assert run(tmp_path, "check", "--study", "second.qwb") == "The study is sound\n"
