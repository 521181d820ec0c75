"""Studies in Jupyter's file browser: what is done there to a file is done to a database.

What was saved last lies beside a study's file, in its write-ahead log, for as long as somebody has the study
open, and a file that is moved alone leaves that behind: so it is folded in first. And whoever opens the
file in this process and closes it again takes the database's locks on it away
(https://www.sqlite.org/howtocorrupt.html, 2.2): so it is read through the database.
"""

from __future__ import annotations

import hashlib
import sqlite3
from base64 import b64encode
from contextlib import closing
from pathlib import Path
from typing import Any

from jupyter_server.services.contents.manager import AsyncContentsManager, ContentsManager
from tornado.web import HTTPError

from workbench.errors import WorkbenchError
from workbench.server.desk_server import DeskServer
from workbench.server.served_folder import ENDING, is_log, is_study

_GUARDED = (
    "get",
    "save",
    "copy",
    "rename_file",
    "delete_file",
    "create_checkpoint",
    "restore_checkpoint",
)
_CONFLICT = 409
Model = dict[str, Any]


def guard_studies(contents: ContentsManager, desks: DeskServer) -> None:
    """Make a contents manager treat studies as what they are.

    A manager that is not asynchronous is left as it is: it could not wait for what is being saved.
    """
    if isinstance(contents, AsyncContentsManager):
        guard = _Guard(contents, desks)
        for name in _GUARDED:
            setattr(contents, name, getattr(guard, name))


def read_study(file: Path, name: str) -> bytes:
    """The bytes of a study as of one moment; see `workbench.store.engine.file_bytes`."""
    from workbench.store.database_errors import told_plainly
    from workbench.store.engine import file_bytes

    with told_plainly(name):
        return file_bytes(file)


class _Guard:
    """What stands before the methods of a contents manager, under the same names."""

    def __init__(self, contents: AsyncContentsManager, desks: DeskServer) -> None:
        self._contents = contents
        self._plainly = {name: getattr(contents, name) for name in _GUARDED}
        self._desks = desks

    async def get(self, path: str, content: bool = True, **asked: Any) -> Any:  # noqa: FBT001, FBT002 - Jupyter's
        plainly = self._plainly["get"]
        if not content and not asked.get("require_hash"):
            return await plainly(path, content=content, **asked)
        file = await self._file(path)
        if is_log(file):
            raise HTTPError(_CONFLICT, f"{path} belongs to a study that is open. Download the study itself")
        if not is_study(file):
            return await plainly(path, content=content, **asked)
        if asked.get("type") == "notebook" or asked.get("format") == "text":
            raise HTTPError(400, f"{path} is a study and no text", reason="bad format")
        model = await plainly(path, content=False, type=asked.get("type"))
        try:
            held = await self._desks.at(path, lambda: read_study(file, path))
        except WorkbenchError as error:
            raise HTTPError(_CONFLICT, str(error)) from None
        return {**model, **self._told(held, content=content, **asked)}

    def _told(self, held: bytes, *, content: bool, require_hash: bool = False, **_: Any) -> Model:
        told: Model = {}
        if content:
            told |= {"content": b64encode(held).decode("ascii"), "format": "base64"}
            told |= {"mimetype": "application/octet-stream"}
        if require_hash:
            algorithm = getattr(self._contents, "hash_algorithm", "sha256")
            told |= {"hash": hashlib.new(algorithm, held).hexdigest(), "hash_algorithm": algorithm}
        return told

    async def save(self, model: Model, path: str = "") -> Any:
        plainly, chunk = self._plainly["save"], model.get("chunk")
        file = await self._file(path)
        if is_log(file):
            raise HTTPError(_CONFLICT, f"{path} would belong to a study, and is of no use alone")
        if file.suffix != ENDING or model.get("type") == "directory":
            return await plainly(model, path)
        if chunk is None:
            async with self._desks.letting_go(path):
                await self._desks.run(_require_free, file, path)
                return await plainly(model, path)
        # A large file comes in pieces: nobody shall find half a study under its name.
        part = f"{path}.part"
        if chunk == 1:
            await self._desks.run(_require_free, file, path)
        saved = await plainly(model, part)
        if chunk != -1:
            return saved
        async with self._desks.letting_go(path):
            await self._desks.run(_require_free, file, path)
            await self._plainly["rename_file"](part, path)
        return await self._plainly["get"](path, content=False)

    async def copy(self, from_path: str, to_path: str | None = None) -> Any:
        if is_study(await self._file(from_path)):
            # Made of `get` and `save`, which know what a study is.
            made = await self._plainly["copy"](from_path, to_path)
            await self._desks.run(_become_another, await self._file(made["path"]))
            return made
        return await self._moved("copy", from_path, to_path)

    async def rename_file(self, old_path: str, new_path: str) -> Any:
        new = await self._file(new_path)
        if is_log(new):
            raise HTTPError(_CONFLICT, f"{new_path} would belong to a study, and is of no use alone")
        if new.suffix == ENDING and not new.exists():
            await self._desks.run(_require_free, new, new_path)
        return await self._moved("rename_file", old_path, new_path)

    async def delete_file(self, path: str) -> Any:
        return await self._moved("delete_file", path)

    async def create_checkpoint(self, path: str) -> Any:
        await self._refuse_checkpoint(path)
        return await self._plainly["create_checkpoint"](path)

    async def restore_checkpoint(self, checkpoint_id: str, path: str) -> Any:
        await self._refuse_checkpoint(path)
        return await self._plainly["restore_checkpoint"](checkpoint_id, path)

    async def _refuse_checkpoint(self, path: str) -> None:
        file = await self._file(path)
        if is_study(file) or is_log(file):
            raise HTTPError(
                _CONFLICT, f"No checkpoint is made of {path}: a study keeps a log of every change"
            )

    async def _moved(self, name: str, path: str, *more: Any) -> Any:
        async with self._desks.letting_go(_study_of(path)):
            if await self._desks.run(_is_in_use, await self._file(_study_of(path))):
                raise HTTPError(
                    _CONFLICT,
                    f"{path} is in use elsewhere, perhaps by a notebook's kernel, and what is saved there "
                    "would be lost. Shut that down first",
                )
            return await self._plainly[name](path, *more)

    async def _file(self, path: str) -> Path:
        return await self._desks.run(self._desks.folder.target, path)


def _study_of(path: str) -> str:
    """The path of the study whose log a path is; else the path itself."""
    return path.rpartition("-")[0] if is_log(Path(path)) else path


def _require_free(file: Path, path: str) -> None:
    """Refuse to put a study where one is, or where the log of one that is gone would be taken for its own."""
    if file.exists():
        raise HTTPError(
            _CONFLICT,
            f"{path} is there already, and no study is overwritten. Rename or delete it first, or choose "
            "another name",
        )
    if Path(f"{file}-wal").exists():
        raise HTTPError(
            _CONFLICT,
            f"{path}-wal is still there, which holds what was saved last in another study of this name. "
            "Move it away first, or choose another name",
        )


def _become_another(copy: Path) -> None:
    """Give a copy an id of its own: what a browser keeps for a study by its id is not meant for both."""
    from workbench.model.operation import new_operation_id
    from workbench.store.engine import connect_file

    with closing(connect_file(copy)) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'study_id'", (new_operation_id(),))


def _is_in_use(place: Path) -> bool:
    """Whether another process has a study open; if none has, its log is folded in and gone."""
    logs = place.rglob(f"*{ENDING}-wal") if place.is_dir() else [Path(f"{place}-wal")]
    return any(_is_held(log) for log in logs)


def _is_held(log: Path) -> bool:
    from workbench.store.engine import connect_file

    study = Path(_study_of(str(log)))
    if not is_study(study) or not log.is_file():
        return False
    try:
        # Whoever is the last to close a database folds its log in, also one that a killed process left.
        with closing(connect_file(study, timeout=1)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError:
        return True
    except sqlite3.DatabaseError:  # It is no study: whatever lies beside it belongs to nobody.
        return False
    return log.exists()
