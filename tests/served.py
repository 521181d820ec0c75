"""A Jupyter server of our own on loopback, and what tests ask of it."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import websocket
from conftest import INTERVIEW, SCHEME

from workbench import Study

PATIENCE = 20


@dataclass
class Server:
    """A Jupyter server of our own on a free port of this machine."""

    process: subprocess.Popen[bytes]
    port: int
    token: str
    home: Path
    folder: Path

    @classmethod
    def start(cls, home: Path, port: int | None = None, token: str | None = None, **more: str) -> Server:
        folder = home / "work"
        folder.mkdir(parents=True, exist_ok=True)
        if port is None:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = probe.getsockname()[1]
        token = token or secrets.token_hex()
        own = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "runtime"}
        environment = {name: value for name, value in os.environ.items() if name != "WORKBENCH_STUDY"}
        environment |= {name: str(home / folder) for name, folder in own.items()} | more
        options = [
            f"--ServerApp.root_dir={folder}",
            f"--ServerApp.port={port}",
            "--ServerApp.port_retries=0",
            f"--IdentityProvider.token={token}",
        ]
        with (home / "server.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "jupyter_server", "--allow-root", "--no-browser", *options],
                env=environment,
                stdout=log,
                stderr=log,
            )
        server = cls(process, port, token, home, folder)
        for _ in range(PATIENCE * 10):
            try:
                server.client().get("api/status")
            except httpx.TransportError:
                if process.poll() is not None:
                    break
                time.sleep(0.1)
            else:
                return server
        server.stop()
        raise RuntimeError(server.log)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def log(self) -> str:
        return (self.home / "server.log").read_text()

    def client(self, token: str | None = None) -> httpx.Client:
        headers = {"Authorization": f"token {self.token if token is None else token}"}
        return httpx.Client(base_url=self.url, headers=headers, timeout=PATIENCE)

    def post(self, route: str, body: object) -> httpx.Response:
        with self.client() as client:
            return client.post(f"qual-workbench/{route}", content=json.dumps(body).encode())

    def get(self, route: str, **query: str) -> httpx.Response:
        with self.client() as client:
            return client.get(f"qual-workbench/{route}", params=query)

    def ask(self, study: str, request: dict[str, Any], coder: str = "A1") -> Any:
        answered = self.post("ask", {"study": study, "coder": coder, "request": request})
        assert answered.status_code == 200, answered.text
        return answered.json()

    def watch(self, study: str) -> websocket.WebSocket:
        address = f"ws://127.0.0.1:{self.port}/qual-workbench/watch?study={quote(study)}"
        return websocket.create_connection(f"{address}&token={self.token}", timeout=PATIENCE)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE)


def make_study(folder: Path, name: str = "study.qwb") -> None:
    interview, scheme = folder / "transcripts" / "first.txt", folder / "scheme.yaml"
    interview.parent.mkdir(exist_ok=True)
    interview.write_text(INTERVIEW, encoding="utf-8")
    scheme.write_text(SCHEME, encoding="utf-8")
    with Study.create(folder / name) as study:
        study.import_transcripts(interview, language="da", progress=False)
        study.set_scheme(scheme)


def coding(server: Server, study: str, start: int, end: int) -> dict[str, Any]:
    """A request that codes some characters of the interview."""
    document = server.ask(study, {"type": "load", "transcript": None})["document"]
    entry = [document["uid"], document["revision"], start, end, "flexibility", "A1", {}, "", "manual"]
    operation = {
        "id": str(uuid.uuid4()),
        "kind": "coding.add",
        "coder": "A1",
        "payload": {"codings": [entry]},
    }
    return {"type": "apply", "operations": [operation]}
