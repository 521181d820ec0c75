"""The Jupyter server extension, asked over the network as a browser asks it."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
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


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = Server.start(tmp_path_factory.mktemp("server"))
    yield started
    started.stop()


@pytest.fixture
def place(server: Server) -> str:
    """An empty folder that the server serves."""
    name = f"place-{uuid.uuid4().hex[:8]}"
    (server.folder / name).mkdir()
    return name


@pytest.fixture
def project(server: Server, place: str) -> str:
    """A folder with a study of one interview, `first`, and the interview's file."""
    make_study(server.folder / place)
    return place


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


# Asking and saving


def test_a_coding_that_was_answered_is_in_the_study(server: Server, project: str) -> None:
    study = f"{project}/study.qwb"
    request = coding(server, study, 37, 43)
    answered = server.ask(study, request)
    assert (answered["type"], answered["repeated"]) == ("applied", False)
    assert server.ask(study, request)["repeated"] is True
    with Study.open(server.folder / study) as opened:
        assert [(one.code, one.coder) for one in opened.codings_in("first")] == [("flexibility", "A1")]


def test_what_the_study_refuses_is_told_in_its_own_words(server: Server, project: str) -> None:
    request = coding(server, f"{project}/study.qwb", 37, 43)
    request["operations"][0]["payload"]["codings"][0][4] = "no such code"
    answered = server.ask(f"{project}/study.qwb", request)
    assert (answered["type"], answered["lasting"]) == ("error", True)
    assert "no such code" in answered["message"]


def test_letters_of_every_script_arrive_whole(server: Server, place: str) -> None:
    name = "Ærø 😀 שלום.qwb"
    make_study(server.folder / place, name)
    answered = server.ask(f"{place}/{name}", {"type": "load", "transcript": "first"}, coder="Åse 👍")
    assert "æ" in answered["document"]["text"]
    assert "😀" in answered["document"]["text"]


def test_ten_desks_may_save_at_once(server: Server, project: str) -> None:
    study = f"{project}/study.qwb"
    requests = [coding(server, study, 37 + i, 60 + i) for i in range(10)]
    with ThreadPoolExecutor(10) as desks:
        answers = list(desks.map(lambda request: server.ask(study, request), requests))
    assert {answered["type"] for answered in answers} == {"applied"}
    with Study.open(server.folder / study) as opened:
        assert len(opened.codings_in("first")) == 10
        assert opened.check().problems == ()


def test_the_server_and_another_process_write_the_same_study(server: Server, project: str) -> None:
    study = f"{project}/study.qwb"
    script = (
        "import sys; from workbench import Study; study = Study.open(sys.argv[1]);"
        "[study.code('first', i, i + 5, 'voluntariness', coder='B2') for i in range(0, 30)]"
    )
    other = subprocess.Popen([sys.executable, "-c", script, str(server.folder / study)])
    for i in range(20):
        assert server.ask(study, coding(server, study, 37 + i, 60 + i))["type"] == "applied"
    assert other.wait(PATIENCE) == 0
    with Study.open(server.folder / study) as opened:
        assert len(opened.codings_in("first")) == 50
        assert opened.check().problems == ()


# Which study


def test_the_nearest_study_comes_first_and_those_above_after_it(server: Server, place: str) -> None:
    inner = server.folder / place / "a" / "b"
    inner.mkdir(parents=True)
    make_study(server.folder / place)
    make_study(server.folder / place / "a", "other.qwb")
    make_study(server.folder / place / "a")
    found = server.get("studies", folder=f"{place}/a/b").json()["studies"]
    assert [(one["study"], one["title"]) for one in found] == [
        (f"{place}/a/study.qwb", f"{place}/a"),
        (f"{place}/a/other.qwb", f"{place}/a/other.qwb"),
        (f"{place}/study.qwb", place),
    ]


def test_a_study_that_a_kernel_has_open_is_told_by_its_path_from_the_served_folder(
    server: Server, project: str, tmp_path: Path
) -> None:
    file = (server.folder / project / "study.qwb").resolve()
    assert server.get("served", file=str(file)).json() == {"study": f"{project}/study.qwb"}
    make_study(tmp_path)
    (server.folder / project / "link.qwb").symlink_to(tmp_path / "study.qwb")
    for elsewhere in (
        str(tmp_path / "study.qwb"),
        str(server.folder / project / "link.qwb"),
        str(server.folder / project / "no.qwb"),
        str(server.folder / project / "scheme.yaml"),
        f"{server.folder}/../{project}/study.qwb",
        str(server.folder),
        "study.qwb",
        "/etc/passwd",
        "a\0b",
        "/x" * 5000,
        "",
    ):
        assert server.get("served", file=elsewhere).status_code == 404, elsewhere


def test_a_folder_without_a_study_says_so_and_can_get_one(server: Server, place: str) -> None:
    assert server.get("studies", folder=place).json() == {"studies": []}
    made = server.post("create", {"folder": place})
    assert made.json() == {"study": f"{place}/study.qwb"}
    assert server.ask(f"{place}/study.qwb", {"type": "overview"})["transcripts"] == []
    assert {"transcripts", "coding_scheme", "outcomes", "notebooks"} <= {
        path.name for path in (server.folder / place).iterdir()
    }
    again = server.post("create", {"folder": place})
    assert again.status_code == 409
    assert "already" in again.json()["message"]


def test_who_has_coded_is_told_to_whoever_comes_next(server: Server, project: str) -> None:
    with Study.open(server.folder / project) as study:
        study.code("first", 0, 11, "flexibility", coder="Åse")
    told = server.get("coders", study=f"{project}/study.qwb").json()
    assert (told["coders"], told["title"]) == (["Åse"], project)
    assert not told["proposed"].startswith("Anonymous")


def test_a_file_is_known_by_its_place_by_its_bytes_and_by_its_name_once_edited(
    server: Server, project: str
) -> None:
    folder = server.folder / project / "transcripts"

    def found(file: str) -> dict[str, Any]:
        return server.post("find", {"path": f"{project}/transcripts/{file}"}).json()

    assert found("first.txt") == {
        "study": f"{project}/study.qwb",
        "title": project,
        "transcript": "first",
        "changed": False,
        "file": "transcripts/first.txt",
    }
    shutil.copy(folder / "first.txt", folder / "copy.txt")
    assert found("copy.txt")["transcript"] == "first"
    (folder / "new.txt").write_text("A: Noget andet.\n", encoding="utf-8")
    assert (found("new.txt")["transcript"], found("new.txt")["file"]) == (None, "transcripts/new.txt")
    (folder / "first.txt").write_text(f"{INTERVIEW}\nB: Mere.\n", encoding="utf-8")
    assert (found("first.txt")["transcript"], found("first.txt")["changed"]) == ("first", True)


def test_a_file_far_from_any_study_belongs_to_none(server: Server, place: str) -> None:
    (server.folder / place / "alone.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nHej\n")
    found = server.post("find", {"path": f"{place}/alone.srt"}).json()
    assert (found["study"], found["transcript"]) == (None, None)


# Studies that cannot be opened


def spoil(study: Path) -> None:
    study.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)


def make_newer(study: Path) -> None:
    connection = sqlite3.connect(study)
    connection.execute("UPDATE meta SET value = '999' WHERE key LIKE '%version%'")
    connection.commit()
    connection.close()


def remove(study: Path) -> None:
    study.unlink()


@pytest.mark.parametrize(
    ("happens", "status"), [(spoil, 409), (make_newer, 409), (remove, 404)], ids=["damaged", "newer", "gone"]
)
def test_a_study_that_cannot_be_opened_says_why_in_plain_words(
    server: Server, project: str, happens: Callable[[Path], None], status: int
) -> None:
    happens(server.folder / project / "study.qwb")
    body = {"study": f"{project}/study.qwb", "coder": "A1", "request": {"type": "overview"}}
    answered = server.post("ask", body)
    assert answered.status_code == status
    message = answered.json()["message"]
    assert project in message
    assert "Traceback" not in message
    assert "Error" not in message
    assert str(server.folder) not in message


def test_a_study_that_was_replaced_is_not_taken_for_the_one_before(server: Server, project: str) -> None:
    study = f"{project}/study.qwb"
    before = server.ask(study, {"type": "overview"})["study"]
    for file in (server.folder / project).glob("study.qwb*"):
        file.unlink()
    Study.create(server.folder / study).close()
    answered = server.ask(study, {"type": "overview"})
    assert answered["study"] != before
    assert answered["transcripts"] == []


def test_a_study_that_is_locked_for_long_answers_later_and_holds_up_no_other(
    server: Server, project: str
) -> None:
    other = f"{project}-other"
    (server.folder / other).mkdir()
    make_study(server.folder / other)
    study = f"{project}/study.qwb"
    request = coding(server, study, 37, 43)
    lock = sqlite3.connect(server.folder / study, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(1) as desk:
        waiting = desk.submit(server.ask, study, request)
        assert server.ask(f"{other}/study.qwb", {"type": "overview"})["type"] == "overview"
        assert server.ask(study, {"type": "overview"})["type"] == "overview"
        assert not waiting.done()
        lock.execute("ROLLBACK")
        assert waiting.result(PATIENCE)["type"] == "applied"
    lock.close()


# What is refused

ROUTES = [
    ("POST", "ask"),
    ("POST", "find"),
    ("POST", "create"),
    ("GET", "studies"),
    ("GET", "coders"),
    ("GET", "watch"),
]


@pytest.mark.parametrize(("method", "route"), ROUTES)
@pytest.mark.parametrize("token", ["", "wrong"])
def test_nobody_gets_in_without_the_token(server: Server, method: str, route: str, token: str) -> None:
    with httpx.Client(base_url=server.url) as client:
        headers = {"Authorization": f"token {token}"} if token else {}
        answered = client.request(method, f"qual-workbench/{route}", headers=headers, content=b"{}")
    assert answered.status_code == 403


def test_no_socket_is_opened_without_the_token_or_for_another_site(server: Server, project: str) -> None:
    address = f"ws://127.0.0.1:{server.port}/qual-workbench/watch?study={project}/study.qwb"
    with httpx.Client(base_url=server.url, follow_redirects=True, timeout=PATIENCE) as browser:
        browser.get("login", params={"token": server.token})
        signed_in = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    for cookie, origin in ((None, None), (signed_in, "http://elsewhere.example")):
        with pytest.raises(websocket.WebSocketBadStatusException) as refused:
            websocket.create_connection(address, timeout=PATIENCE, cookie=cookie, origin=origin)
        assert refused.value.status_code == 403
    websocket.create_connection(address, timeout=PATIENCE, cookie=signed_in, origin=server.url[:-1]).close()


def test_a_browser_that_is_signed_in_must_send_the_token_against_forged_requests(
    server: Server, project: str
) -> None:
    body = json.dumps(
        {"study": f"{project}/study.qwb", "coder": "A1", "request": {"type": "overview"}}
    ).encode()
    with httpx.Client(base_url=server.url, follow_redirects=True, timeout=PATIENCE) as browser:
        browser.get("login", params={"token": server.token})
        for headers, status in [
            ({}, 403),
            ({"X-XSRFToken": "wrong"}, 403),
            ({"X-XSRFToken": browser.cookies["_xsrf"]}, 200),
            ({"X-XSRFToken": browser.cookies["_xsrf"], "Origin": "http://elsewhere.example"}, 404),
        ]:
            answered = browser.post("qual-workbench/ask", content=body, headers=headers)
            assert answered.status_code == status, headers


@pytest.mark.parametrize("route", ["ask", "find", "create"])
def test_what_changes_something_cannot_be_asked_by_a_link(server: Server, route: str) -> None:
    assert server.get(route).status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        *("../outside.qwb", "a/../../outside.qwb", "/etc/passwd", "link/outside.qwb", "link.qwb", "loop.qwb"),
        *(".hidden/study.qwb", ".hidden.qwb", "nul\0.qwb", "x" * 5000, "x" * 300, "..", "", "."),
        *(
            "dir.qwb",
            "first.txt",
            ":lab",
            "C:\\study.qwb",
            "\u202egnirts.qwb",
            "<img src=x onerror=hacked()>",
        ),
    ],
)
def test_nothing_but_studies_in_the_served_folder_can_be_reached(
    server: Server, place: str, path: str
) -> None:
    folder, outside = server.folder / place, server.home / "outside"
    outside.mkdir(exist_ok=True)
    (folder / ".hidden").mkdir()
    (folder / "dir.qwb").mkdir()
    (folder / "first.txt").write_text("A: Hej\n")
    for target in outside / "outside.qwb", server.home / "outside.qwb", folder / ".hidden/study.qwb":
        if not target.exists():
            Study.create(target).close()
    shutil.copy(folder / ".hidden/study.qwb", folder / ".hidden.qwb")
    (folder / "link").symlink_to(outside)
    (folder / "link.qwb").symlink_to(outside / "outside.qwb")
    (folder / "loop.qwb").symlink_to(folder / "loop.qwb")
    asked = path if path in {":lab", "/etc/passwd"} else f"{place}/{path}"
    answered = server.post("ask", {"study": asked, "coder": "A1", "request": {"type": "overview"}})
    assert answered.status_code in {400, 404}
    assert answered.headers["content-type"].startswith("application/json")
    assert answered.json()["message"]
    assert "\0" not in answered.text
    assert server.get("coders", study=asked).status_code in {400, 404}
    found = server.get("studies", folder=place).json()["studies"]
    assert [one for one in found if place in one["study"]] == []


def test_no_study_is_made_outside_or_in_a_file(server: Server, place: str) -> None:
    (server.folder / place / "file").write_text("")
    (server.folder / place / "away").symlink_to(server.home)
    for folder in f"{place}/../..", f"{place}/away", f"{place}/file", f"{place}/missing":
        assert server.post("create", {"folder": folder}).status_code in {400, 404}
    assert not (server.home / "study.qwb").exists()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[]", 400),
        (b"null", 400),
        (b'"text"', 400),
        (b'{"study": 7, "coder": "A1", "request": {}}', 400),
        (b'{"study": "s.qwb", "coder": ["A1"], "request": {}}', 400),
        (b'{"study": "s.qwb", "coder": "A1", "request": "overview"}', 400),
        (b'{"study": "s.qwb", "coder": "A1"}', 400),
        (b'{"study": "\\ud800.qwb", "coder": "A1", "request": {}}', 400),
        (b'{"study": "s.qwb", "coder": "' + b"x" * 2000 + b'", "request": {}}', 400),
        (b"[" * 100_000, 400),
        (b'{"study": "' + b"x" * (33 << 20) + b'"}', 413),
    ],
    ids=range(14),
)
def test_malformed_requests_are_refused_in_words(server: Server, body: bytes, status: int) -> None:
    with server.client() as client:
        answered = client.post("qual-workbench/ask", content=body)
    assert answered.status_code == status
    assert len(answered.json()["message"]) > 10


def test_a_coder_without_a_name_and_an_unknown_request_are_refused_for_good(
    server: Server, project: str
) -> None:
    study = f"{project}/study.qwb"
    for coder, kind in (("", "overview"), (" ", "overview"), ("A1", "nonsense")):
        answered = server.ask(study, {"type": kind}, coder)
        assert (answered["type"], answered["lasting"]) == ("error", True)


# Change notices


def test_a_change_is_told_to_all_who_watch_whoever_made_it(server: Server, project: str) -> None:
    study = f"{project}/study.qwb"
    first, second = server.watch(study), server.watch(study)
    known = json.loads(first.recv())
    assert known == json.loads(second.recv())
    assert known["type"] == "changed"
    server.ask(study, coding(server, study, 37, 43))
    with Study.open(server.folder / study) as opened:
        opened.code("first", 0, 11, "flexibility", coder="B2")
        newest = opened.newest
    for socket_ in first, second:
        told = json.loads(socket_.recv())
        while told["newest"] < newest:
            told = json.loads(socket_.recv())
        assert told == {"type": "changed", "newest": newest}
    first.close()
    second.close()


def test_a_socket_on_a_study_that_is_not_there_is_refused(server: Server, place: str) -> None:
    for study in f"{place}/study.qwb", "", "../outside.qwb":
        with pytest.raises(websocket.WebSocketBadStatusException) as refused:
            server.watch(study)
        assert refused.value.status_code == 404


# The server itself


def test_a_server_that_was_killed_has_lost_nothing_and_the_next_one_goes_on(tmp_path: Path) -> None:
    server = Server.start(tmp_path)
    make_study(server.folder)
    watching = server.watch("study.qwb")
    request = coding(server, "study.qwb", 37, 43)
    assert server.ask("study.qwb", request)["repeated"] is False
    server.process.kill()
    server.process.wait(PATIENCE)
    with pytest.raises(httpx.TransportError):
        server.ask("study.qwb", request)
    watching.close()
    server = Server.start(tmp_path, server.port, server.token)
    try:
        assert server.ask("study.qwb", request)["repeated"] is True
        assert server.ask("study.qwb", {"type": "overview"})["counts"] == {"flexibility": 1}
    finally:
        server.stop()


def test_a_study_that_the_lab_was_opened_on_goes_by_an_alias_when_it_lies_elsewhere(tmp_path: Path) -> None:
    make_study(tmp_path)
    server = Server.start(tmp_path / "home", WORKBENCH_STUDY=str(tmp_path / "study.qwb"))
    try:
        found = server.get("studies", folder="").json()["studies"]
        assert [one["study"] for one in found] == [":lab"]
        assert server.ask(":lab", {"type": "overview"})["transcripts"][0]["name"] == "first"
        (server.folder / "loose.txt").write_text("A: Hej\n")
        loose = server.post("find", {"path": "loose.txt"}).json()
        assert (loose["study"], loose["file"]) == (":lab", None)
        file = (tmp_path / "study.qwb").resolve()
        assert server.get("served", file=str(file)).json() == {"study": ":lab"}
        assert server.get("served", file=str(file.with_name("other.qwb"))).status_code == 404
    finally:
        server.stop()


@pytest.mark.postgres
def test_the_password_of_a_studys_database_never_reaches_the_browser(postgres: str, tmp_path: Path) -> None:
    location = f"{postgres.replace('tester@', 'tester:sesame@')}?schema=lab{uuid.uuid4().hex[:8]}"
    with Study.create(location) as study:
        interview = tmp_path / "first.txt"
        interview.write_text(INTERVIEW, encoding="utf-8")
        study.import_transcripts(interview, language="da", progress=False)
    server = Server.start(tmp_path, WORKBENCH_STUDY=location)
    try:
        replies = [server.get("studies", folder=""), server.get("coders", study=":lab")]
        assert [one["study"] for one in replies[0].json()["studies"]] == [":lab"]
        replies.append(
            server.post(
                "ask", {"study": ":lab", "coder": "A1", "request": {"type": "load", "transcript": None}}
            )
        )
        assert replies[2].json()["document"]["name"] == "first"
        assert all("sesame" not in reply.text for reply in replies)
    finally:
        server.stop()


def test_the_log_holds_no_word_of_an_interview_nor_of_a_request(tmp_path: Path) -> None:
    server = Server.start(tmp_path)
    try:
        make_study(server.folder)
        server.ask("study.qwb", {"type": "load", "transcript": None})
        server.ask("study.qwb", {"type": "search", "words": "ringede", "by": "form", "transcript": None})
        with server.client() as client:
            client.post("qual-workbench/ask", content=b'{"study": "hemmelig')
        server.ask("study.qwb", {"type": "hemmelig"})
    finally:
        server.stop()
    assert "workbench.server | extension was successfully loaded" in server.log
    for word in "hemmelig", "ringede", "Interviewer":
        assert word not in server.log


def test_the_extension_loads_nothing_heavy_before_somebody_asks() -> None:
    code = "import sys, workbench.server.routes; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert set(loaded.stdout.split()) & {"pandas", "numpy", "sqlalchemy", "spacy", "anywidget"} == set()


# Files that are moved under an open desk


def move(server: Server, path: str, new: str) -> httpx.Response:
    with server.client() as client:
        return client.patch(f"api/contents/{quote(path)}", json={"path": new})


def test_a_study_that_is_renamed_in_the_file_browser_keeps_what_was_saved_last(
    server: Server, project: str
) -> None:
    study, renamed = f"{project}/study.qwb", f"{project}/renamed.qwb"
    watching = server.watch(study)
    assert server.ask(study, coding(server, study, 37, 43))["type"] == "applied"
    assert move(server, study, renamed).status_code == 200
    assert server.ask(renamed, {"type": "overview"})["counts"] == {"flexibility": 1}
    assert (
        server.post("ask", {"study": study, "coder": "A1", "request": {"type": "overview"}}).status_code
        == 404
    )
    assert sorted(path.name for path in (server.folder / project).glob("study.qwb*")) == []
    with Study.open(server.folder / renamed) as opened:
        assert opened.check().problems == ()
    watching.close()


def test_a_folder_can_be_renamed_with_the_study_in_it(server: Server, project: str) -> None:
    study = f"{project}/study.qwb"
    assert server.ask(study, coding(server, study, 37, 43))["type"] == "applied"
    assert move(server, project, f"{project}-moved").status_code == 200
    assert server.ask(f"{project}-moved/study.qwb", {"type": "overview"})["counts"] == {"flexibility": 1}


def test_a_copy_of_a_study_holds_what_was_saved_last(server: Server, project: str) -> None:
    study = f"{project}/study.qwb"
    assert server.ask(study, coding(server, study, 37, 43))["type"] == "applied"
    with server.client() as client:
        copied = client.post(f"api/contents/{project}", json={"copy_from": study}).json()
    assert server.ask(copied["path"], {"type": "overview"})["counts"] == {"flexibility": 1}


def test_a_study_that_a_kernel_has_open_is_not_moved_away_from_it(server: Server, project: str) -> None:
    study = f"{project}/study.qwb"
    script = (
        "import sys; from workbench import Study; study = Study.open(sys.argv[1]);"
        "study.code('first', 37, 43, 'voluntariness', coder='B2'); print('open', flush=True); input()"
    )
    kernel = subprocess.Popen(
        [sys.executable, "-c", script, str(server.folder / study)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert kernel.stdout is not None
    assert kernel.stdout.readline() == b"open\n"
    server.ask(study, {"type": "overview"})
    refused = move(server, study, f"{project}/renamed.qwb")
    assert refused.status_code == 409
    assert "in use elsewhere" in refused.json()["message"]
    with server.client() as client:
        assert client.delete(f"api/contents/{study}").status_code == 409
    kernel.communicate(b"\n", PATIENCE)
    server.ask(study, {"type": "overview"})
    assert move(server, study, f"{project}/renamed.qwb").status_code == 200
    with Study.open(server.folder / project / "renamed.qwb") as opened:
        assert len(opened.codings_in("first")) == 1


def test_a_study_that_a_killed_process_left_can_be_renamed_and_is_whole(server: Server, project: str) -> None:
    study, renamed = f"{project}/study.qwb", f"{project}/renamed.qwb"
    script = (
        "import os, sys; from workbench import Study; study = Study.open(sys.argv[1]);"
        "study.code('first', 37, 43, 'voluntariness', coder='B2'); os._exit(9)"
    )
    assert (
        subprocess.run([sys.executable, "-c", script, str(server.folder / study)], check=False).returncode
        == 9
    )
    assert (server.folder / f"{study}-wal").stat().st_size > 0
    assert move(server, study, renamed).status_code == 200
    with Study.open(server.folder / renamed) as opened:
        assert len(opened.codings_in("first")) == 1


def test_a_damaged_study_can_be_deleted(server: Server, project: str) -> None:
    study = server.folder / project / "study.qwb"
    study.write_bytes(b"no database at all" * 100)
    Path(f"{study}-wal").write_bytes(b"nor is this a log")
    with server.client() as client:
        assert client.delete(f"api/contents/{project}/study.qwb").status_code == 204
    assert not study.exists()


def test_a_deleted_study_leaves_nothing_that_the_next_one_could_take_for_its_own(
    server: Server, project: str
) -> None:
    study = f"{project}/study.qwb"
    assert server.ask(study, coding(server, study, 37, 43))["type"] == "applied"
    with server.client() as client:
        assert client.delete(f"api/contents/{study}").status_code == 204
    assert list((server.folder / project).glob("study.qwb*")) == []
    assert server.post("create", {"folder": project}).status_code == 200
    assert server.ask(study, {"type": "overview"})["transcripts"] == []


def test_what_is_saved_while_a_study_is_renamed_is_in_one_place_or_refused(
    server: Server, project: str
) -> None:
    study, renamed = f"{project}/study.qwb", f"{project}/renamed.qwb"
    requests = [coding(server, study, 37 + i, 60 + i) for i in range(40)]

    def save(request: dict[str, Any]) -> bool:
        answered = server.post("ask", {"study": study, "coder": "A1", "request": request})
        return answered.status_code == 200 and answered.json()["type"] == "applied"

    with ThreadPoolExecutor(4) as desks:
        saved = desks.map(save, requests)
        assert move(server, study, renamed).status_code == 200
        acknowledged = sum(saved)
    with Study.open(server.folder / renamed) as opened:
        assert len(opened.codings_in("first")) == acknowledged
        assert opened.check().problems == ()
