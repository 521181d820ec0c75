"""A JupyterLab of our own, and a notebook in it as a researcher sees it."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

SETTINGS = {
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/docmanager-extension/plugin": {"autosave": False},
}


@dataclass
class Lab:
    """A running JupyterLab server; it shares no folder with any other."""

    process: subprocess.Popen[bytes]
    url: str
    token: str
    folder: Path

    @classmethod
    def start(cls, home: Path) -> Lab:
        folder = home / "work"
        folder.mkdir()
        for plugin, values in SETTINGS.items():
            path = home / f"settings/{plugin}.jupyterlab-settings"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(values))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        token = secrets.token_hex()
        own = {
            "JUPYTER_CONFIG_DIR": "config",
            "JUPYTER_DATA_DIR": "data",
            "JUPYTER_RUNTIME_DIR": "runtime",
            "JUPYTERLAB_SETTINGS_DIR": "settings",
            "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
            "IPYTHONDIR": "ipython",
        }
        environment = os.environ | {name: str(home / folder) for name, folder in own.items()}
        with (home / "lab.log").open("wb") as log:
            process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
                    f"--ServerApp.root_dir={folder}",
                    f"--ServerApp.port={port}",
                    "--ServerApp.port_retries=0",
                    f"--IdentityProvider.token={token}",
                    "--LabApp.expose_app_in_browser=True",
                ],
                env=environment,
                stdout=log,
                stderr=log,
            )
        lab = cls(process, f"http://127.0.0.1:{port}", token, folder)
        for _ in range(300):
            try:
                lab.ask("GET", "api/status")
            except (urllib.error.URLError, ConnectionError):
                if process.poll() is not None:
                    raise RuntimeError((home / "lab.log").read_text()) from None
                time.sleep(0.1)
            else:
                return lab
        lab.stop()
        raise RuntimeError((home / "lab.log").read_text())

    def ask(self, method: str, path: str) -> Any:
        """Call the server's REST interface."""
        request = urllib.request.Request(  # noqa: S310 - our own server
            f"{self.url}/{path}", method=method, headers={"Authorization": f"token {self.token}"}
        )
        with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310 - our own server
            body = response.read()
        return json.loads(body) if body else None

    def stop(self) -> None:
        """Stop the server after its kernels, and wait until it is gone."""
        try:
            for kernel in self.ask("GET", "api/kernels"):
                self.ask("DELETE", f"api/kernels/{kernel['id']}")
            self.ask("POST", "api/shutdown")
            self.process.wait(15)
        except (urllib.error.URLError, ConnectionError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait(15)


class Notebook:
    """A notebook on a page; `coder` is the transcript coder in its output."""

    def __init__(self, page: Page, lab: Lab, name: str, cells: list[str]) -> None:
        self.page = page
        self.lab = lab
        self.path = lab.folder / name
        self.path.write_text(json.dumps(_document(cells)))
        self.coder = page.locator(".qwb").first

    def open(self) -> None:
        """Open the notebook and wait until its kernel is ready."""
        self.page.goto(f"{self.lab.url}/lab/tree/{self.path.name}?token={self.lab.token}&reset")
        self.wait_for_kernel()

    def wait_for_kernel(self) -> None:
        """Wait until JupyterLab shows the kernel as idle."""
        self.page.wait_for_function("window.jupyterapp?.shell.currentWidget?.sessionContext?.isReady")
        self.page.wait_for_function(
            "jupyterapp.shell.currentWidget.sessionContext.kernelDisplayStatus === 'idle'"
        )

    def command(self, name: str) -> None:
        """Run one of JupyterLab's commands."""
        self.page.evaluate("name => jupyterapp.commands.execute(name)", name)

    def run_all(self) -> None:
        """Run all cells and wait for the coder to show a transcript."""
        self.command("notebook:run-all-cells")
        expect(self.coder.locator("article").first).to_be_visible()

    def run(self, source: str) -> str:
        """Run `source` in a new last cell and return what it prints."""
        self.page.evaluate(
            """source => {
              const notebook = jupyterapp.shell.currentWidget.content;
              notebook.activeCellIndex = notebook.widgets.length - 1;
              return jupyterapp.commands.execute('notebook:insert-cell-below').then(() => {
                notebook.activeCell.model.sharedModel.setSource(source);
                return jupyterapp.commands.execute('notebook:run-cell');
              });
            }""",
            source,
        )
        texts = self.page.evaluate(
            """() => jupyterapp.shell.currentWidget.content.activeCell.model.outputs.toJSON()
                 .map(output => output.text ?? output.evalue ?? '')"""
        )
        return "".join("".join(text) for text in texts)

    @property
    def cells(self) -> list[str]:
        """The cells' sources, in order."""
        return self.page.evaluate(
            """() => jupyterapp.shell.currentWidget.content.widgets
                 .map(cell => cell.model.sharedModel.getSource())"""
        )

    def code(self, label: str) -> Locator:
        """A code in the codebook panel."""
        return self.coder.get_by_role("treeitem", name=label, exact=True)

    def chips(self, turn: int) -> Locator:
        """The codes beside a turn."""
        return self.coder.locator(f'article[data-segment="{turn}"] .qwb-chip-name')

    def select(self, words: str) -> None:
        """Drag the mouse over some words; they may run over several turns, without labels."""
        (from_x, from_y), (to_x, to_y) = self._ends(words)
        mouse = self.page.mouse
        mouse.move(from_x, from_y)
        mouse.down()
        mouse.move((from_x + to_x) / 2, (from_y + to_y) / 2)
        mouse.move(to_x, to_y)
        mouse.up()

    def double_click(self, word: str) -> None:
        """Double click on a word."""
        (x, y), _ = self._ends(word)
        self.page.mouse.dblclick(x + 5, y)

    def click_into(self, words: str) -> None:
        """Click on the first of some words."""
        (x, y), _ = self._ends(words)
        self.page.mouse.click(x + 5, y)

    def painted(self) -> list[str]:
        """The highlighted words, sorted; the passage in hand is not among them."""
        return sorted(
            self.page.evaluate(
                """() => [...CSS.highlights]
                     .filter(([name]) => /^qwb-\\d/.test(name))
                     .flatMap(([, highlight]) => [...highlight])
                     .map(({startContainer: node, startOffset, endOffset}) =>
                       node.data.slice(startOffset, endOffset))"""
            )
        )

    def _ends(self, words: str) -> list[list[float]]:
        # Points just inside the first and the last character, which may stand in different turns.
        return self.page.evaluate(
            """words => {
              const nodes = [...document.querySelectorAll('.qwb-said')].map(said => said.firstChild);
              const whole = nodes.map(node => node.data).join('');
              const at = whole.indexOf(words);
              if (at < 0) throw new Error(`nobody says ${words}`);
              const ends = [at, at + words.length].map((position, isEnd) => {
                let node = nodes[0];
                for (const one of nodes) {
                  node = one;
                  if (position < one.length + isEnd) break;
                  position -= one.length;
                }
                return [node, position];
              });
              ends[0][0].parentElement.scrollIntoView({block: 'nearest'});
              return ends.map(([node, position], isEnd) => {
                const range = document.createRange();
                range.setStart(node, position - isEnd);
                range.setEnd(node, position - isEnd + 1);
                const box = range.getBoundingClientRect();
                return [isEnd ? box.right - 0.5 : box.left + 0.5, box.top + box.height / 2];
              });
            }""",
            words,
        )


def _document(cells: list[str]) -> dict[str, Any]:
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "cells": [
            {
                "id": f"cell-{number}",
                "cell_type": "code",
                "metadata": {},
                "source": source,
                "outputs": [],
                "execution_count": None,
            }
            for number, source in enumerate(cells)
        ],
    }
