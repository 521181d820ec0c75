"""The coding desk in JupyterLab, without a kernel, as a researcher sees it."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path
from typing import Any

from lab import Lab
from playwright.sync_api import Locator, Page, expect

SHORTCUTS = "@jupyterlab/shortcuts-extension:shortcuts"
SETTINGS = "qual-workbench:plugin"


class LabDesk:
    """JupyterLab on a page, opened in one folder; `desk` is the coding desk in front."""

    def __init__(self, page: Page, lab: Lab, folder: str) -> None:
        self.page = page
        self.lab = lab
        self.folder = folder
        self.place = page.locator(".qwb-lab-place:visible")
        self.desk = page.locator(".jp-WorkbenchDesk:visible")

    @property
    def path(self) -> Path:
        """The folder on the disk."""
        return self.lab.folder / self.folder

    def open(self) -> None:
        """Open JupyterLab with an empty workspace and the file browser in the folder."""
        self.page.goto(f"{self.lab.url}/lab/tree/{self.folder}?token={self.lab.token}&reset")
        self.wait()
        expect(self.page.locator(".jp-DirListing-item").first).to_be_visible()

    def reload(self) -> None:
        """Load the page again, as soon as JupyterLab has kept which tabs are open."""
        self.page.evaluate("jupyterapp.serviceManager.workspaces.list().then(() => 0)")
        with self.page.expect_response(lambda response: "/api/workspaces/" in response.url):
            self.page.evaluate("jupyterapp.commands.notifyCommandChanged()")
        self.page.reload()
        self.wait()

    def wait(self) -> None:
        """Wait until JupyterLab is there."""
        self.page.wait_for_function("window.jupyterapp?.restored")
        self.page.evaluate("jupyterapp.restored.then(() => 0)")

    def file(self, name: str) -> Locator:
        """A file in the file browser."""
        return self.page.locator(".jp-DirListing-item").get_by_text(name, exact=True)

    def command(self, name: str, **arguments: Any) -> None:
        """Run one of JupyterLab's commands."""
        self.page.evaluate(
            "([name, given]) => jupyterapp.commands.execute(name, given).then(() => 0)", [name, arguments]
        )

    def say_who(self, coder: str) -> None:
        """Answer who is coding, and wait for the desk."""
        name = self.place.get_by_label("Name or initials")
        name.fill(coder)
        name.press("Enter")
        self.wait_for_text()

    def wait_for_text(self) -> None:
        """Wait until the desk shows a transcript."""
        expect(self.desk.locator("article").first).to_be_visible()

    def press(self, *keys: str) -> None:
        """Press keys in the transcript's text."""
        self.desk.locator("article").first.focus()
        for key in keys:
            self.page.keyboard.press(key)

    def wait_until_saved(self) -> None:
        """Wait until the desk says that all is saved."""
        expect(self.desk.get_by_text("All saved")).to_be_visible()

    def tab(self, name: str) -> Locator:
        """A tab of the main area."""
        return self.page.locator("#jp-main-dock-panel .lm-TabBar-tab").filter(has_text=name)

    def set(self, plugin: str, settings: dict[str, Any]) -> None:
        """Save a user's settings, as the settings editor does."""
        self.lab_request("PUT", f"lab/api/settings/{plugin}", {"raw": json.dumps(settings)})

    def lab_request(self, method: str, path: str, body: object) -> None:
        """Send something to the server."""
        request = urllib.request.Request(  # noqa: S310 - our own server
            f"{self.lab.url}/{path}",
            method=method,
            data=json.dumps(body).encode(),
            headers={"Authorization": f"token {self.lab.token}"},
        )
        with urllib.request.urlopen(request, timeout=10):  # noqa: S310 - our own server
            pass
