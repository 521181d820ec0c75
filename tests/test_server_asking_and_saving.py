"""The Jupyter server extension, asked over the network as a browser asks it."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import websocket
from served import PATIENCE, Server, coding, make_study

from workbench import Study


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
