"""The two places where a desk is shown: a notebook with a kernel, and JupyterLab without one.

Each keeps one page of JupyterLab open, because loading it takes longer than most tests do.
"""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Protocol

from coding_desk import ShownDesk
from lab import Lab, Notebook
from playwright.sync_api import Browser, BrowserContext, Page, Response, WebSocket, expect

SHOW = """\
from workbench import CodingDesk, Study
import ipywidgets
CodingDesk.close_all()
study = Study.open({study!r})
CodingDesk(study, coder={coder!r}, language={language!r})
"""


class Host(Protocol):
    """What tests know of a place where desks are shown."""

    name: str
    page: Page
    lab: Lab
    traffic: Traffic
    problems: list[str]

    @property
    def process(self) -> int:
        """The process that writes to the study."""

    def show(self, study: Path, *, coder: str = "A1", language: str = "en") -> ShownDesk:
        """Show a desk, in place of the one before."""

    def clear(self) -> None:
        """Take the desk from the screen."""

    def restart(self) -> None:
        """Load the page anew, as after a test that left it in some state."""

    def close(self) -> None:
        """Close the page."""


class Traffic:
    """Counts what a page and its server say to each other about studies."""

    def __init__(self, page: Page) -> None:
        self.messages: list[str] = []
        page.on("websocket", self._listen)
        page.on("response", self._answered)

    def _listen(self, socket: WebSocket) -> None:
        if "/channels" in socket.url or "qual-workbench/watch" in socket.url:
            socket.on("framesent", self._framed)
            socket.on("framereceived", self._framed)

    def _framed(self, frame: str | bytes) -> None:
        if isinstance(frame, str):  # of the server extension
            self.messages.append(frame)
            return
        # Jupyter's own envelopes are left out; jupyter_server's docs/source/developers/websocket-protocols
        # tells how they are laid out.
        count = int.from_bytes(frame[:8], "little")
        ends = [int.from_bytes(frame[8 * i : 8 * i + 8], "little") for i in range(1, count + 1)]
        _channel, header, _parent, _metadata, content = (
            frame[start:end].decode() for start, end in pairwise(ends[:6])
        )
        if json.loads(header)["msg_type"] == "comm_msg":
            self.messages.append(content)

    def _answered(self, response: Response) -> None:
        if "qual-workbench/ask" in response.url:
            self.messages += [response.request.post_data or "", response.text()]


class _Page:
    """A page of JupyterLab that outlives single tests."""

    def __init__(self, browser: Browser, lab: Lab) -> None:
        self._browser = browser
        self.lab = lab
        self.problems: list[str] = []
        self._context: BrowserContext
        self.page: Page
        self.traffic: Traffic
        self.restart()

    def restart(self) -> None:
        if hasattr(self, "_context"):
            self._context.close()
        self._context = self._browser.new_context(viewport={"width": 1400, "height": 900})
        self.page = self._context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("dialog", lambda dialog: dialog.accept())
        self.page.on("pageerror", lambda problem: self.problems.append(str(problem)))
        self.traffic = Traffic(self.page)
        self.open()

    def open(self) -> None:
        raise NotImplementedError

    def close(self) -> None:
        self._context.close()

    def command(self, name: str, **arguments: object) -> None:
        """Run one of JupyterLab's commands."""
        self.page.evaluate(
            "([name, given]) => jupyterapp.commands.execute(name, given).then(() => 0)", [name, arguments]
        )


class NotebookHost(_Page):
    """A notebook whose one cell shows the desk."""

    name = "notebook"

    def open(self) -> None:
        self.notebook = Notebook(self.page, self.lab, f"desk{id(self)}.ipynb", [""])
        self.notebook.open()
        self.page.evaluate("jupyterapp.shell.collapseLeft()")

    @property
    def process(self) -> int:
        kernel = self.page.evaluate("jupyterapp.shell.currentWidget.sessionContext.session.kernel.id")
        for told in Path("/proc").glob("[0-9]*/cmdline"):
            if f"kernel-{kernel}" in told.read_text():
                return int(told.parent.name)
        raise LookupError(kernel)

    def run(self, source: str) -> None:
        """Run `source` in the one cell."""
        self.page.evaluate(
            """source => {
              const notebook = jupyterapp.shell.currentWidget.content;
              notebook.activeCellIndex = 0;
              notebook.activeCell.model.sharedModel.setSource(source);
              return jupyterapp.commands.execute('notebook:run-cell').then(() => 0);
            }""",
            source,
        )

    def show(self, study: Path, *, coder: str = "A1", language: str = "en") -> ShownDesk:
        self.run(SHOW.format(study=str(study), coder=coder, language=language))
        return ShownDesk(self.page, self.page.locator(".jp-OutputArea .qwb").first, study)

    def clear(self) -> None:
        self.run("CodingDesk.close_all()\nstudy.close()")
        expect(self.page.locator(".qwb")).to_have_count(0)


class LabHost(_Page):
    """JupyterLab with nothing but a desk open."""

    name = "lab"
    _language = "en"

    def open(self) -> None:
        self.page.goto(f"{self.lab.url}/lab?token={self.lab.token}&reset")
        self.page.wait_for_function("window.jupyterapp?.restored")
        self.page.evaluate("jupyterapp.restored.then(() => jupyterapp.shell.collapseLeft())")

    @property
    def process(self) -> int:
        assert self.lab.process
        return self.lab.process.pid

    def show(self, study: Path, *, coder: str = "A1", language: str = "en") -> ShownDesk:
        if language != self._language:
            self.lab.set("qual-workbench:plugin", {"language": language})
            self._language = language
            self.restart()
        self.command("docmanager:open", path=str(study.relative_to(self.lab.folder)))
        name = self.page.locator(".qwb-lab-place:visible .qwb-lab-form input")
        desk = ShownDesk(self.page, self.page.locator(".jp-WorkbenchDesk:visible"), study)
        expect(name.or_(desk.root).first).to_be_visible()
        if name.is_visible():
            name.fill(coder)
            name.press("Enter")
        return desk

    def clear(self) -> None:
        self.page.evaluate("[...jupyterapp.shell.widgets('main')].forEach(one => one.dispose())")
        expect(self.page.locator(".qwb")).to_have_count(0)


HOSTS = {host.name: host for host in (NotebookHost, LabHost)}
