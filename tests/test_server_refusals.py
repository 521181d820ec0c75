"""What the server extension refuses: strangers, forged and malformed requests, ways out of its folder."""

from __future__ import annotations

import json
import shutil

import httpx
import pytest
import websocket
from served import PATIENCE, Server

from workbench import Study

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
