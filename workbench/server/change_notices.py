"""Telling browsers over a websocket that a study has changed."""

from __future__ import annotations

from typing import Any

from jupyter_server.auth.decorator import ws_authenticated
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.base.websocket import WebSocketMixin
from tornado.ioloop import IOLoop
from tornado.web import HTTPError
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from workbench.errors import WorkbenchError
from workbench.server.desk_server import DeskServer
from workbench.server.served_folder import NotServedError, plain


class ChangeNotices(WebSocketMixin, WebSocketHandler, JupyterHandler):
    """One browser that watches one study: it is told the number of the newest operation."""

    auth_resource = "qual_workbench"

    def initialize(self, server: DeskServer) -> None:
        """Keep what all requests share."""
        self._server = server
        self._loop = IOLoop.current()

    @ws_authenticated
    async def get(self, *args: Any, **kwargs: Any) -> None:
        """Become a websocket, if the study can be opened and the user may read it."""
        allowed = self.authorizer.is_authorized(self, self.current_user, "read", self.auth_resource)
        if not (allowed if isinstance(allowed, bool) else await allowed):
            raise HTTPError(403)
        self.study = plain(self.get_query_argument("study"))
        try:
            self._study = await self._server.run(self._server.studies.get, self.study)
        except NotServedError:
            raise HTTPError(404) from None
        except WorkbenchError:
            raise HTTPError(409) from None
        await super().get(*args, **kwargs)

    async def open(self, *args: Any, **kwargs: Any) -> None:
        """Tell at once how far the study is: the browser may have missed changes while it was away."""
        super().open(*args, **kwargs)
        self.set_nodelay(True)
        self._server.sockets.add(self)
        newest = await self._server.run(self._watch)
        self._tell(newest)

    def on_message(self, message: str | bytes) -> None:
        """Browsers have nothing to say here."""

    def on_close(self) -> None:
        """Stop watching."""
        self.let_go()
        super().on_close()

    def let_go(self) -> None:
        """Stop watching, and leave it to the browser to come again."""
        self._server.sockets.discard(self)
        self._server.watch.forget(self._changed)
        self.close()

    def _watch(self) -> int:
        newest = self._study.newest
        self._server.watch.tell(self._changed, self._study, newest)
        return newest

    def _changed(self, newest: int) -> None:
        self._loop.add_callback(self._tell, newest)

    def _tell(self, newest: int) -> None:
        try:
            self.write_message({"type": "changed", "newest": newest})
        except WebSocketClosedError:
            self._server.watch.forget(self._changed)
