"""The server as a process: killed, started elsewhere, what it logs and what it loads."""

from __future__ import annotations

import subprocess
import sys
import uuid
from pathlib import Path

import httpx
import pytest
from conftest import INTERVIEW
from served import PATIENCE, Server, coding, make_study

from workbench import Study


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
