"""A JupyterLab of our own, and a notebook in it as a researcher sees it."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

EXTENSION = Path(__file__).resolve().parents[2] / "workbench/static/labextension"
SETTINGS = {
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/docmanager-extension/plugin": {"autosave": False},
}


@dataclass
class Lab:
    """A JupyterLab server of our own; it shares no folder with any other."""

    home: Path
    port: int
    token: str
    process: subprocess.Popen[bytes] | None = None

    @classmethod
    def start(cls, home: Path) -> Lab:
        """Start a server in a folder that holds none yet, and wait until it answers."""
        (home / "work").mkdir()
        for plugin, values in SETTINGS.items():
            path = home / f"settings/{plugin}.jupyterlab-settings"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(values))
        # What was built last, and the same for the whole run, whatever is installed.
        shutil.copytree(EXTENSION, home / "data/labextensions/qual-workbench")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        lab = cls(home, port, secrets.token_hex())
        lab.run()
        return lab

    @property
    def folder(self) -> Path:
        """The folder that JupyterLab shows."""
        return self.home / "work"

    @property
    def url(self) -> str:
        """Where the server is."""
        return f"http://127.0.0.1:{self.port}"

    def run(self) -> None:
        """Run the server, for the first time or again at the same address, and wait until it answers."""
        own = {
            "JUPYTER_CONFIG_DIR": "config",
            "JUPYTER_DATA_DIR": "data",
            "JUPYTER_RUNTIME_DIR": "runtime",
            "JUPYTERLAB_SETTINGS_DIR": "settings",
            "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
            "IPYTHONDIR": "ipython",
        }
        environment = os.environ | {name: str(self.home / folder) for name, folder in own.items()}
        environment["JUPYTER_PREFER_ENV_PATH"] = "no"
        log_path = self.home / "lab.log"
        with log_path.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
                    f"--ServerApp.root_dir={self.folder}",
                    f"--ServerApp.port={self.port}",
                    "--ServerApp.port_retries=0",
                    f"--IdentityProvider.token={self.token}",
                    "--LabApp.expose_app_in_browser=True",
                ],
                env=environment,
                stdout=log,
                stderr=log,
            )
        for _ in range(600):
            try:
                self.ask("GET", "api/status")
            except (urllib.error.URLError, ConnectionError):
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
            else:
                return
        self.stop()
        raise RuntimeError(log_path.read_text())

    def kill(self) -> None:
        """End the server as a crash would."""
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(15)

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """Call the server's REST interface."""
        request = urllib.request.Request(  # noqa: S310 - our own server
            f"{self.url}/{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"token {self.token}"},
        )
        with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310 - our own server
            answer = response.read()
        return json.loads(answer) if answer else None

    def set(self, plugin: str, values: dict[str, object]) -> None:
        """Save settings of a plugin, as the settings editor does; a page knows of them once it is loaded."""
        self.ask("PUT", f"lab/api/settings/{plugin}", {"raw": json.dumps(values)})

    def stop(self) -> None:
        """Stop the server after its kernels, and wait until it is gone."""
        if self.process is None:
            return
        try:
            for kernel in self.ask("GET", "api/kernels"):
                self.ask("DELETE", f"api/kernels/{kernel['id']}")
            self.ask("POST", "api/shutdown")
            self.process.wait(15)
        except (urllib.error.URLError, ConnectionError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait(15)


class Notebook:
    """A notebook on a page."""

    def __init__(self, page: Page, lab: Lab, name: str, cells: list[str]) -> None:
        self.page = page
        self.lab = lab
        self.path = lab.folder / name
        self.path.write_text(json.dumps(_document(cells)))

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
        """Run all cells and wait until a desk shows a transcript."""
        self.command("notebook:run-all-cells")
        expect(self.page.locator(".qwb article").first).to_be_visible()

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
