"""The addresses under `qual-workbench/` and what they answer; `docs/jupyterlab.md` lists them."""

from __future__ import annotations

import atexit
from collections.abc import Awaitable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado.ioloop import PeriodicCallback
from tornado.web import authenticated

from workbench.errors import WorkbenchError
from workbench.server.change_notices import ChangeNotices
from workbench.server.desk_server import DeskServer
from workbench.server.downloads import download_routes
from workbench.server.finding import Message, find_coders, find_served, find_studies, find_transcript
from workbench.server.served_folder import LONGEST_PATH, NotServedError, ServedFolder, plain
from workbench.server.study_files import guard_studies

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp

    from workbench.study.study import Study

LARGEST_BODY = 32 << 20
"""Bytes of a request; a desk's largest tells of some ten thousand codings in one step."""
LONGEST_NAME = 1000
CLOSE_IDLE_EVERY = 60_000.0


class _BadRequestError(Exception):
    """A request that is not of the form that the documentation gives it."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


class _Handler(APIHandler):
    """Answers in JSON; whatever is refused becomes a `message` in plain words."""

    auth_resource = "qual_workbench"

    def initialize(self, server: DeskServer) -> None:
        """Keep what all requests share."""
        self._server = server

    async def _answer(self, answering: Awaitable[Message]) -> None:
        try:
            reply = await answering
        except _BadRequestError as error:
            self._refuse(error.status, str(error))
        except NotServedError as error:
            self._refuse(404, str(error))
        except WorkbenchError as error:
            self._refuse(409, str(error))
        except OSError as error:
            self._refuse(409, f"The disk refused: {error.strerror}. Nothing was changed")
        else:
            self.finish(orjson.dumps(reply))

    def _refuse(self, status: int, message: str) -> None:
        # Not raised: Jupyter writes what is raised into its log, and names may stand in it.
        self.set_status(status)
        self.finish(orjson.dumps({"message": message}))

    def _body(self) -> dict[str, Any]:
        if len(self.request.body) > LARGEST_BODY:
            raise _BadRequestError(f"This request is larger than {LARGEST_BODY >> 20} MB", 413)
        try:
            body = orjson.loads(self.request.body)
        except orjson.JSONDecodeError:
            raise _BadRequestError("This request is not JSON") from None
        if not isinstance(body, dict):
            raise _BadRequestError("This request is not a JSON object")
        return body


def _text(body: dict[str, Any], key: str, most: int) -> str:
    value = body.get(key)
    if not isinstance(value, str) or len(value) > most:
        raise _BadRequestError(f"`{key}` must be a text of at most {most} characters")
    return value


class Ask(_Handler):
    """Carries a desk's request to its study: `{study, coder, request}`."""

    @authenticated
    @authorized
    async def post(self) -> None:
        """Answer as `workbench.protocol` does."""
        await self._answer(self._asked())

    async def _asked(self) -> Message:
        study, coder, request = await self._server.run(self._parts)
        return await self._server.ask(study, lambda opened: self._ask(opened, coder, request))

    def _parts(self) -> tuple[str, str, dict[str, Any]]:
        body = self._body()
        study, coder = _text(body, "study", LONGEST_PATH), _text(body, "coder", LONGEST_NAME)
        request = body.get("request")
        if not isinstance(request, dict):
            raise _BadRequestError("`request` must be a JSON object")
        return study, coder, request

    def _ask(self, study: Study, coder: str, request: dict[str, Any]) -> Message:
        from workbench.protocol import answer

        return answer(study, coder, request)


class Studies(_Handler):
    """The studies that can be opened from a folder."""

    @authenticated
    @authorized
    async def get(self) -> None:
        """Answer with `studies`, the nearest first."""
        server, folder = self._server, self.get_query_argument("folder", "")
        await self._answer(server.run(find_studies, server.folder, server.studies, folder))


class Served(_Handler):
    """What a study is called here that a notebook's kernel has open."""

    @authenticated
    @authorized
    async def get(self) -> None:
        """Answer with the `study`; `file` is its whole path."""
        file = self.get_query_argument("file", "")
        await self._answer(self._server.run(find_served, self._server.studies, file))


class Coders(_Handler):
    """Who codes in a study."""

    @authenticated
    @authorized
    async def get(self) -> None:
        """Answer with the study's `id`, `title`, `coders` and `transcripts`, and the name `proposed`."""
        server, name, user = self._server, plain(self.get_query_argument("study", "")), self.current_user
        await self._answer(
            server.ask(name, lambda study: find_coders(study, server.studies.title(name), user))
        )


class Find(_Handler):
    """The transcript that a file is."""

    @authenticated
    @authorized
    async def post(self) -> None:
        """Answer with its study and its name there; `{path}` is the file's."""
        await self._answer(self._find())

    async def _find(self) -> Message:
        return await find_transcript(self._server, _text(self._body(), "path", LONGEST_PATH))


class Create(_Handler):
    """Makes a study."""

    @authenticated
    @authorized
    async def post(self) -> None:
        """Lay out a study in the `folder`, and answer with the `study`."""
        await self._answer(self._server.run(self._create))

    def _create(self) -> Message:
        from workbench.study.layout import lay_out

        folder = self._server.folder.resolve(_text(self._body(), "folder", LONGEST_PATH))
        if not folder.is_dir():
            raise _BadRequestError("A study is made in a folder, and this is a file")
        study = lay_out(folder, None, track_data=False)
        return {"study": self._server.studies.name_of(Path(study))}


def add_routes(server: ServerApp) -> None:
    """Add the addresses to a Jupyter server."""
    contents = server.contents_manager
    folder = ServedFolder(
        Path(getattr(contents, "root_dir", server.root_dir)), show_hidden=contents.allow_hidden
    )
    desks = DeskServer(folder)
    guard_studies(contents, desks)
    atexit.register(desks.stop)
    PeriodicCallback(desks.close_idle, CLOSE_IDLE_EVERY).start()
    routes = {
        "ask": Ask,
        "studies": Studies,
        "served": Served,
        "coders": Coders,
        "find": Find,
        "create": Create,
        "watch": ChangeNotices,
    }
    application: Any = server.web_app  # tornado leaves this method untyped
    root = application.settings["base_url"]
    own = [
        (url_path_join(root, "qual-workbench", name), handler, {"server": desks})
        for name, handler in routes.items()
    ]
    application.add_handlers(".*$", [*own, *download_routes(root, desks)])
