"""The folder that the Jupyter server serves: nothing outside it can be reached."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

from jupyter_core.paths import is_hidden

ENDING = ".qwb"
LOGS = tuple(f"{ENDING}-{log}" for log in ("wal", "shm", "journal"))
"""How the files end that the database keeps beside a study for as long as somebody has it open."""
LONGEST_PATH = 4096


class NotServedError(Exception):
    """A path that leads to nothing that this server shows."""

    def __init__(self, path: str) -> None:
        # What stands in a path may be anything: control characters would end up in messages.
        shown = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in path)
        super().__init__(f"{shown[:200]}: there is nothing of that name in the folder that Jupyter serves")


def plain(path: str) -> str:
    """A path of the browser without what makes no difference, so that each file has one."""
    return "/".join(part for part in path.split("/") if part not in {"", "."})


def is_study(file: Path) -> bool:
    """Whether a file is called as studies are."""
    return file.suffix == ENDING and file.is_file()


def is_log(file: Path) -> bool:
    """Whether a file is called as what lies beside studies."""
    return file.name.endswith(LOGS)


class ServedFolder:
    """Paths as the browser writes them, relative and with `/`, and what they mean on the disk.

    Parameters
    ----------
    root
        The folder that the server serves.
    show_hidden
        Whether files that begin with a dot can be reached, as Jupyter's contents manager has it.
    """

    def __init__(self, root: Path, *, show_hidden: bool) -> None:
        self.root = root.resolve()
        self._show_hidden = show_hidden

    def resolve(self, path: str) -> Path:
        """The file or folder that a path of the browser means; it must be there.

        Raises
        ------
        NotServedError
            It is not there, is hidden, or lies outside the folder, be it by a symbolic link.
        """
        if "\0" in path or len(path) > LONGEST_PATH:
            raise NotServedError(path)
        named = self.root / plain(path)
        try:
            found = named.resolve(strict=True)
        except (OSError, RuntimeError, ValueError):  # a loop of links is a RuntimeError
            raise NotServedError(path) from None
        if not found.is_relative_to(self.root) or ".." in named.parts:
            raise NotServedError(path)
        if not self._show_hidden and any(self._is_hidden(one) for one in (named, found)):
            raise NotServedError(path)
        return found

    def target(self, path: str) -> Path:
        """Where a path of the browser leads, whatever is there, and be it out of the folder by a link."""
        return Path(os.path.realpath(self.root / plain(path.replace("\0", ""))))

    def name_of(self, path: str) -> str:
        """The path of what `path` means without links, so that each file has one; else as it stands."""
        try:
            return self.path_of(self.resolve(path))
        except NotServedError:
            return plain(path)

    def path_of(self, file: Path) -> str:
        """How the browser writes the path of a file in the folder."""
        relative = file.relative_to(self.root).as_posix()
        return "" if relative == "." else relative

    def studies_near(self, place: Path) -> list[Path]:
        """The study files in the folder of `place` and in those above it, the nearest first.

        In one folder `study.qwb` comes first, then the others by name.
        """
        folder = place if place.is_dir() else place.parent
        return [study for one in self._upwards(folder) for study in self._studies_in(one)]

    def _upwards(self, folder: Path) -> Iterator[Path]:
        for one in (folder, *folder.parents):
            if not one.is_relative_to(self.root):
                return
            yield one

    def _studies_in(self, folder: Path) -> list[Path]:
        from workbench.store.engine import STUDY_FILE

        try:
            found = [one for one in folder.iterdir() if one.suffix == ENDING]
        except OSError as error:
            if error.errno in {errno.EACCES, errno.EPERM, errno.ENOENT}:
                return []
            raise
        served = []
        for one in found:
            try:
                self.path_of(one).encode()  # A name that no browser can write cannot be asked for.
                study = self.resolve(self.path_of(one))
            except (NotServedError, UnicodeEncodeError):
                continue
            if study.is_file():
                served.append(one)
        return sorted(served, key=lambda one: (one.name != STUDY_FILE, one.name))

    def _is_hidden(self, path: Path) -> bool:
        return path != self.root and bool(is_hidden(str(path), str(self.root)))
