"""The folders of a new study, the same as those of the project's own repository."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from workbench.errors import StudyError
from workbench.store.engine import STUDY_FILE, is_server
from workbench.store.store import Store

FOLDERS = ("coding_scheme", "transcripts", "outcomes", "notebooks")

# Interviews and registers are about people: git sees none of them unless it is asked to.
_IGNORED = (
    "# Interviews, registers and the study itself stay out of git.",
    "/transcripts/*",
    "/outcomes/*",
    "*.qwb*",
    ".ipynb_checkpoints/",
)
_IGNORED_WHEN_TRACKED = ("*.qwb-wal", "*.qwb-shm", ".ipynb_checkpoints/")


def lay_out(directory: Path, location: str | None, *, track_data: bool) -> str:
    """Make folders, the study and a `.gitignore` that keeps interviews, registers and study out of git.

    To a `.gitignore` that is there already the missing lines are added; with `track_data` it
    is left alone. Returns where the study is, without any password.

    Raises
    ------
    StudyError
        There is a study already, or the folder cannot be written.
    """
    try:
        for folder in FOLDERS:
            (directory / folder).mkdir(parents=True, exist_ok=True)
        if not track_data:
            _ignore(directory, _IGNORED)
        elif not (directory / ".gitignore").exists():
            _ignore(directory, _IGNORED_WHEN_TRACKED)
    except OSError as error:
        raise StudyError(f"the folder cannot be written ({error.strerror})", where=str(directory)) from None
    store = Store.create(location or str(directory / STUDY_FILE))
    store.close()
    if not track_data and not is_server(location or ""):
        _ignore_elsewhere(Path(store.where).resolve(), directory.resolve())
    return store.where


def _ignore_elsewhere(study: Path, directory: Path) -> None:
    # A study that the lines in the laid out folder do not reach gets one beside it.
    if study.is_relative_to(directory) and ".qwb" in study.name:
        return
    try:
        _ignore(study.parent, [f"/{study.name}*"])
    except OSError as error:
        raise StudyError(
            f"the study was made, but its folder's .gitignore cannot be written ({error.strerror})",
            where=str(study),
        ) from None


def _ignore(folder: Path, lines: Sequence[str]) -> None:
    path = folder / ".gitignore"
    there = path.read_text(encoding="utf-8", errors="surrogateescape") if path.exists() else ""
    missing = [line for line in lines if line not in there.splitlines()]
    if missing:
        gap = "\n" if there and not there.endswith("\n") else ""
        with path.open("a", encoding="utf-8") as file:
            file.write(gap + "\n".join(missing) + "\n")
