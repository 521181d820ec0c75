"""Studies that are downloaded, or opened by a link to their file.

Jupyter serves files below `files/` past its contents manager, by reading them: see `study_files` for why a
study must not be.
"""

from __future__ import annotations

from typing import Any

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado.httputil import HTTPServerRequest
from tornado.routing import PathMatches, Rule
from tornado.web import HTTPError, authenticated

from workbench.errors import WorkbenchError
from workbench.server.desk_server import DeskServer
from workbench.server.served_folder import NotServedError, ServedFolder, is_log, is_study
from workbench.server.study_files import read_study

_PIECE = 1 << 20


def download_routes(root: str, desks: DeskServer) -> list[Rule]:
    """The addresses of studies below `files/`, to be looked through before Jupyter's own."""
    address = _StudyFile(url_path_join(root, r"files/(.*)"), desks.folder)
    return [Rule(address, StudyDownload, {"desks": desks})]


class _StudyFile(PathMatches):
    """A request for the bytes of a study, or of what lies beside one."""

    def __init__(self, pattern: str, folder: ServedFolder) -> None:
        super().__init__(pattern)
        self._folder = folder

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        found = super().match(request)
        if found is None or request.method != "GET":
            return None
        file = self._folder.target(found["path_args"][0].decode("utf-8", "replace"))
        return found if is_study(file) or is_log(file) else None


class StudyDownload(JupyterHandler):
    """Sends a study as it is at this moment, whoever has it open."""

    auth_resource = "contents"

    def initialize(self, desks: DeskServer) -> None:
        """Keep what all requests share."""
        self._desks = desks

    @authenticated
    @authorized
    async def get(self, path: str) -> None:
        """Send the file."""
        self.check_xsrf_cookie()
        try:
            held = await self._desks.at(path, lambda: self._read(path))
        except NotServedError:
            raise HTTPError(404) from None
        except WorkbenchError as error:
            raise HTTPError(409, str(error)) from None
        self.set_attachment_header(path.rpartition("/")[2])
        self.set_header("Content-Type", "application/octet-stream")
        self.set_header("Content-Length", str(len(held)))
        self.set_header("Cache-Control", "no-store")
        for start in range(0, len(held), _PIECE):
            self.write(held[start : start + _PIECE])
            await self.flush()

    def _read(self, path: str) -> bytes:
        file = self._desks.folder.resolve(path)
        if not is_study(file):
            raise NotServedError(path)
        return read_study(file, path)
