"""Files that lie beside a study and are not in it yet: what a researcher may want to import."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePath

from workbench.errors import RefusedFileError, StudyError
from workbench.readers.transcripts import FORMATS, file_sha256
from workbench.store.engine import STUDY_ENDING
from workbench.store.store import Store
from workbench.study.sources import Sources, printable

MOST = 3000
"""How many files are looked at in each folder: more would keep whoever waits too long."""
SCHEME_FORMATS = ("yaml", "yml", "json")
_HIDDEN = (".", "~$")


@dataclass(frozen=True, slots=True)
class FilesBeside:
    """Paths from the study's folder, with `/` between their parts."""

    transcripts: tuple[str, ...]
    schemes: tuple[str, ...]


def files_beside(store: Store, folder: Path) -> FilesBeside:
    """Transcripts that are not in the study, and scheme files, in the folders that `init` lays out.

    A file that a transcript came from is in the study, even if it has been edited since; so is
    one with the same bytes. Whether a scheme file is in force already is not looked at.
    """
    sources = Sources(store)

    def is_new(file: Path) -> bool:
        source = sources.of(file)
        try:
            return not sources.has(source) and sources.already(source, file_sha256(file)) is None
        except RefusedFileError:
            # Offered all the same: whoever tries to import it is told why it cannot be read.
            return True

    transcripts = filter(is_new, _files_in(folder, "transcripts", FORMATS))
    schemes = _files_in(folder, "coding_scheme", SCHEME_FORMATS)
    return FilesBeside(_paths(folder, transcripts), _paths(folder, schemes))


def file_inside(folder: Path, path: str) -> Path:
    """The file that a path from the study's folder means.

    Raises
    ------
    StudyError
        The path leads out of the folder, be it through a link, to something hidden, or to a study.
    """
    parts = PurePath(path).parts
    file = folder / path
    try:
        target = file.resolve()
        leads_out = not parts or ".." in parts or not target.is_relative_to(folder.resolve())
        file.is_file()
    except (OSError, RuntimeError):  # a name that is too long, a closed folder, links in a circle
        leads_out = True
    if leads_out or any(part.startswith(_HIDDEN) for part in parts):
        raise StudyError("this is no file in the study's folder", where=path)
    if target.suffix.startswith(STUDY_ENDING):
        # To read it as a file takes the database's locks on it away: see `store.engine.file_bytes`.
        raise StudyError("this is a study", where=path)
    return file


def _files_in(folder: Path, inner: str, formats: Collection[str]) -> Iterator[Path]:
    return islice(_walk(folder, folder / inner, formats), MOST)


def _walk(folder: Path, top: Path, formats: Collection[str]) -> Iterator[Path]:
    home = folder.resolve()
    for place, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if not name.startswith(_HIDDEN))
        for name in sorted(names):
            file = Path(place, name)
            if (
                not name.startswith(_HIDDEN)
                and file.suffix.lower().removeprefix(".") in formats
                and file.is_file()
                and file.resolve().is_relative_to(home)
            ):
                yield file


def _paths(folder: Path, files: Iterator[Path]) -> tuple[str, ...]:
    return tuple(printable(Path(file.relative_to(folder).as_posix())) for file in files)
