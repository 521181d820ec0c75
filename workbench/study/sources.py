"""Where transcripts came from, and what they are called."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from sqlalchemy import select

from workbench.readers.transcripts import file_sha256
from workbench.store import tables
from workbench.store.store import Store


class Sources:
    """The files that the study's newest revisions came from.

    A file is known by its path from the study's folder. For a file elsewhere, eight digits of
    the sha256 of its folder's path stand for that path: enough to know it again, and no path
    of anybody's machine in the study.
    """

    def __init__(self, store: Store) -> None:
        place = Path(store.where)
        self._home = place.absolute().parent if place.is_file() else None
        transcript, revision = tables.transcript, tables.revision
        query = select(transcript.c.name, revision.c.source_name, revision.c.source_sha256).join(
            revision,
            (revision.c.transcript_id == transcript.c.id) & (revision.c.number == transcript.c.revision),
        )
        with store.reading() as connection:
            rows = connection.execute(query).all()
        self._by_source = {row.source_name: (row.name, row.source_sha256) for row in rows}
        self._by_sha256 = {row.source_sha256: row.name for row in rows}

    def of(self, file: Path) -> str:
        """How the study knows a file."""
        absolute = file.absolute()
        if self._home is not None and absolute.is_relative_to(self._home):
            return _clean(absolute.relative_to(self._home).as_posix())
        folder = hashlib.sha256(str(absolute.parent).encode("utf-8", "surrogateescape")).hexdigest()
        return _clean(f"~{folder[:8]}/{absolute.parent.name}/{absolute.name}")

    def has(self, source: str) -> bool:
        """Whether a transcript came from there."""
        return source in self._by_source

    def already(self, source: str, sha256: str) -> str | None:
        """The transcript that this very file is already: from the same place, else from any."""
        if source in self._by_source:
            name, known = self._by_source[source]
            return name if known == sha256 else None
        return self._by_sha256.get(sha256)

    def find(self, file: Path) -> tuple[str | None, bool]:
        """The transcript that a file is, if any, and whether the file was edited since.

        Raises
        ------
        RefusedFileError
            The file cannot be read.
        """
        source = self.of(file)
        name = self.already(source, file_sha256(file))
        if name is None and source in self._by_source:
            return self._by_source[source][0], True
        return name, False

    def add(self, source: str, sha256: str, name: str) -> None:
        """Remember a file that was imported."""
        before = self._by_source.get(source)
        if before is not None:
            self._by_sha256.pop(before[1], None)
        self._by_source[source] = (name, sha256)
        self._by_sha256[sha256] = name

    def names(self, files: Sequence[Path]) -> dict[Path, str]:
        """What each file's transcript is called.

        A file that was imported before keeps its name. Others get the shortest of these that is
        free and fits no other file of the same import: the name without its ending, that with
        the folder, the whole name, that with ever more folders; at last a number.
        """
        names: dict[Path, str] = {}
        new: list[Path] = []
        for file in dict.fromkeys(files):
            known = self._by_source.get(self.of(file))
            if known is None:
                new.append(file)
            else:
                names[file] = known[0]
        taken = {name for name, _ in self._by_source.values()}
        wanted = Counter(candidate for file in new for candidate in set(_candidates(file)))
        for file in new:
            free = (name for name in _candidates(file) if wanted[name] == 1 and name not in taken)
            stem = _clean(file.stem)
            numbered = (f"{stem} ({number})" for number in count(2))
            names[file] = next(free, "") or next(name for name in numbered if name not in taken)
            taken.add(names[file])
        return names


def printable(path: Path) -> str:
    """A path as text that every terminal and file can take."""
    return str(path).encode("utf-8", "backslashreplace").decode()


def _candidates(file: Path) -> Iterator[str]:
    absolute = file.absolute()
    folders = [folder.name for folder in absolute.parents if folder.name]
    yield _clean(absolute.stem)
    if folders:
        yield _clean(f"{folders[0]}/{absolute.stem}")
    yield _clean(absolute.name)
    for depth in range(1, len(folders) + 1):
        yield _clean("/".join([*reversed(folders[:depth]), absolute.name]))


def _clean(name: str) -> str:
    # One way to write each letter, whichever the file system chose, and no half characters.
    return unicodedata.normalize("NFC", name.encode("utf-8", "backslashreplace").decode())
