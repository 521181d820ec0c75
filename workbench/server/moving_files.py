"""Studies that are renamed, deleted or copied in Jupyter's file browser while they are open.

What was saved last lies beside a study's file, in its write-ahead log, for as long as somebody has the
study open. A file that is moved alone leaves that behind: so it is folded in first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from jupyter_server.services.contents.manager import AsyncContentsManager, ContentsManager
from tornado.web import HTTPError

from workbench.server.desk_server import DeskServer
from workbench.server.served_folder import ENDING, NotServedError, ServedFolder

_MOVING = ("rename_file", "delete_file", "copy")


def guard_studies(contents: ContentsManager, desks: DeskServer) -> None:
    """Make a contents manager let go of studies before it moves their files.

    A manager that is not asynchronous is left as it is: it could not wait for what is being saved.
    """
    if isinstance(contents, AsyncContentsManager):
        for name in _MOVING:
            setattr(contents, name, _guarded(getattr(contents, name), desks))


def _guarded(move: Callable[..., Awaitable[Any]], desks: DeskServer) -> Callable[..., Awaitable[Any]]:
    async def guarded(path: str, *args: Any, **kwargs: Any) -> Any:
        async with desks.letting_go(path):
            if await desks.run(_is_in_use, desks.folder, path):
                raise HTTPError(
                    409,
                    f"{path} is in use elsewhere, perhaps by a notebook's kernel, and what is saved there "
                    "would be lost. Shut that down first",
                )
            return await move(path, *args, **kwargs)

    return guarded


def _is_in_use(folder: ServedFolder, path: str) -> bool:
    """Whether another process has a study open; if none has, its log is folded in and gone."""
    try:
        file = folder.resolve(path)
    except NotServedError:
        return False
    log = Path(f"{file}-wal")
    if file.suffix != ENDING or not log.is_file():
        return False
    try:
        # Whoever is the last to close a database folds its log in, also one that a killed process left.
        with closing(sqlite3.connect(file, timeout=1)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError:
        return True
    except sqlite3.DatabaseError:  # It is no study: whatever lies beside it belongs to nobody.
        return False
    return log.exists()
