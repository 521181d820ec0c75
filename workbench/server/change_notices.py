"""Telling browsers over a websocket that a study has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jupyter_server.auth.decorator import ws_authenticated
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.base.websocket import WebSocketMixin
from tornado.ioloop import IOLoop
from tornado.web import HTTPError
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from workbench.errors import WorkbenchError
from workbench.server.desk_server import DeskServer
from workbench.server.served_folder import NotServedError

if TYPE_CHECKING:
    from workbench.study.study import Study


class ChangeNotices(WebSocketMixin, WebSocketHandler, JupyterHandler):
    """One browser that watches one study: it is told the number of the newest operation."""

    auth_resource = "qual_workbench"

    def initialize(self, server: DeskServer) -> None:
        """Keep what all requests share."""
        self._server = server
        self._watch = server.studies.watch
        self._loop = IOLoop.current()

    @ws_authenticated
    async def get(self, *args: Any, **kwargs: Any) -> None:
        """Become a websocket, if the study can be opened and the user may read it."""
        allowed = self.authorizer.is_authorized(self, self.current_user, "read", self.auth_resource)
        if not (allowed if isinstance(allowed, bool) else await allowed):
            raise HTTPError(403)
        self._study = self.get_query_argument("study")
        try:
            await self._server.ask(self._study, lambda study: study.newest)
        except NotServedError:
            raise HTTPError(404) from None
        except WorkbenchError:
            raise HTTPError(409) from None
        await super().get(*args, **kwargs)

    async def open(self, *args: Any, **kwargs: Any) -> None:
        """Tell at once how far the study is: the browser may have missed changes while it was away."""
        super().open(*args, **kwargs)
        self.set_nodelay(True)
        try:
            newest = await self._server.ask(self._study, self._begin)
        except (NotServedError, WorkbenchError):  # It went away this very moment.
            self.close()
        else:
            self._tell(newest)

    def on_message(self, message: str | bytes) -> None:
        """Browsers have nothing to say here."""

    def on_close(self) -> None:
        """Stop watching."""
        self._watch.forget(self._changed)
        super().on_close()

    def _begin(self, study: Study) -> int:
        newest = study.newest
        self._watch.tell(self._changed, study, newest, self._left)
        return newest

    def _changed(self, newest: int) -> None:
        self._loop.add_callback(self._tell, newest)

    def _left(self) -> None:
        # The study was closed: a browser whose socket closes comes again.
        self._loop.add_callback(self.close)

    def _tell(self, newest: int) -> None:
        try:
            self.write_message({"type": "changed", "newest": newest})
        except WebSocketClosedError:
            self._watch.forget(self._changed)
