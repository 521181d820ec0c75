"""The folders of a new study, the same as those of the project's own repository."""

from __future__ import annotations

from pathlib import Path

from workbench.errors import StudyError
from workbench.store.engine import STUDY_FILE
from workbench.study.study import Study

FOLDERS = ("coding_scheme", "transcripts", "outcomes", "notebooks")

# Interviews and registers are about people: git sees none of them unless it is asked to.
_IGNORED = f"""\
# Interviews, registers and the study itself stay out of git.
/transcripts/*
/outcomes/*
{STUDY_FILE}*
.ipynb_checkpoints/
"""
_IGNORED_WHEN_TRACKED = f"{STUDY_FILE}-wal\n{STUDY_FILE}-shm\n.ipynb_checkpoints/\n"


def lay_out(directory: Path, location: str | None, *, track_data: bool) -> str:
    """Make folders, a `.gitignore` and the study; files that are there already are left alone.

    Returns where the study is.

    Raises
    ------
    StudyError
        There is a study already, or the folder cannot be written.
    """
    where = location or str(directory / STUDY_FILE)
    try:
        for folder in FOLDERS:
            (directory / folder).mkdir(parents=True, exist_ok=True)
        ignore = directory / ".gitignore"
        if not ignore.exists():
            ignore.write_text(_IGNORED_WHEN_TRACKED if track_data else _IGNORED, encoding="utf-8")
    except OSError as error:
        raise StudyError(f"the folder cannot be made ({error.strerror})", where=str(directory)) from None
    Study.create(where).close()
    return where
