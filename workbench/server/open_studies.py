"""The studies that the server has open for its browsers."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import StudyError
from workbench.server.served_folder import ENDING, NotServedError, ServedFolder
from workbench.study_watch import StudyWatch

if TYPE_CHECKING:
    from workbench.study.study import Study

LAB_STUDY = ":lab"
"""What browsers call the study that WORKBENCH_STUDY names; its address may hold a password."""

IDLE = 300.0
"""Seconds after which a study that nobody asks or watches is closed."""


def is_below(name: str, path: str) -> bool:
    """Whether a study is a file, or lies in the folder, of that path."""
    return name == path or name.startswith(f"{path}/")


@dataclass
class _Open:
    study: Study
    file: tuple[int, int] | None
    asked: float


class OpenStudies:
    """One `Study` for each name that browsers use.

    A name is a path in the served folder, or `LAB_STUDY`. One thread at a time opens or closes the
    studies of a name; `DeskServer` sees to that.
    """

    def __init__(self, folder: ServedFolder) -> None:
        self._folder = folder
        self._open: dict[str, _Open] = {}
        self.watch = StudyWatch()

    def known_as(self, name: str) -> str:
        """The one name of a study, whichever of its names was asked for."""
        if name == LAB_STUDY:
            return self.lab_study or LAB_STUDY
        return self._folder.name_of(name)

    def get(self, name: str) -> Study:
        """The study of that name, opened if need be.

        Raises
        ------
        NotServedError
            There is none.
        StudyError
            It cannot be opened; the message names it as the browser does.
        """
        from workbench.study.study import Study

        location = self._location(name)
        file = None
        if isinstance(location, Path):
            status = location.stat()
            file = (status.st_dev, status.st_ino)
        known = self._open.get(name)
        if known and known.file == file:
            known.asked = time.monotonic()
            return known.study
        self._close([name])  # Another file has taken its place.
        try:
            study = Study.open(location)
        except StudyError as error:
            raise StudyError(error.what, where=self.title(name), hint=error.hint) from None
        self._open[name] = _Open(study, file, time.monotonic())
        return study

    def idle(self, seconds: float) -> list[str]:
        """The studies that nobody watches, and nobody has asked for so long."""
        before = time.monotonic() - seconds
        return [
            name
            for name, one in list(self._open.items())
            if one.asked <= before and not self.watch.is_watched(one.study)
        ]

    def close_below(self, path: str) -> None:
        """Close the study of that path, or all that lie in the folder of that path."""
        self._close([name for name in list(self._open) if is_below(name, path)])

    def close(self) -> None:
        """Close all studies."""
        self._close(list(self._open))

    def name_of(self, study: Path) -> str:
        """What browsers call a study file in the served folder."""
        return self._folder.path_of(study)

    def name_for(self, file: Path) -> str:
        """What browsers call the study in a file, wherever that lies.

        Raises
        ------
        NotServedError
            It is neither in the served folder nor the one that WORKBENCH_STUDY names.
        """
        if file.is_relative_to(self._folder.root):
            name = self._folder.path_of(file)
            self._location(name)
            return name
        named = self._location(LAB_STUDY)
        if not isinstance(named, Path) or named.resolve() != file:
            raise NotServedError(str(file))
        return LAB_STUDY

    @property
    def lab_study(self) -> str | None:
        """The name of the study that WORKBENCH_STUDY names, or None.

        One in the served folder goes by its path, any other by `LAB_STUDY`.
        """
        from workbench.store.engine import is_server, study_path

        location = os.environ.get("WORKBENCH_STUDY")
        if not location:
            return None
        if is_server(location):
            return LAB_STUDY
        path = study_path(Path(location)).absolute()
        if not path.is_file():
            return None
        if path.resolve().is_relative_to(self._folder.root):
            return self._folder.path_of(path.resolve())
        return LAB_STUDY

    def title(self, name: str) -> str:
        """What people call a study: its path, or the database without its address' secrets.

        A file `study.qwb` goes by the name of its folder.
        """
        from workbench.store.engine import STUDY_FILE, is_server, server_url

        location = os.environ.get("WORKBENCH_STUDY", "") if name == LAB_STUDY else name
        if name == LAB_STUDY and is_server(location):
            url, schema = server_url(location)
            return f"{url.database or 'PostgreSQL'}/{schema}"
        return location.removesuffix(f"/{STUDY_FILE}")

    def _location(self, name: str) -> Path | str:
        from workbench.store.engine import is_server, study_path

        if name == LAB_STUDY:
            location = os.environ.get("WORKBENCH_STUDY")
            if not location:
                raise NotServedError("WORKBENCH_STUDY")
            if is_server(location):
                return location
            path = study_path(Path(location)).absolute()
        else:
            path = self._folder.resolve(name)
        if path.suffix != ENDING or not path.is_file():
            raise NotServedError(name)
        return path

    def _close(self, names: list[str]) -> None:
        for name in names:
            known = self._open.pop(name, None)
            if known:
                # Whoever went on looking would open it again, and nobody would know.
                self.watch.leave(known.study)
                known.study.close()
