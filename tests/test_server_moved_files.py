"""Study files that are renamed, moved, copied or deleted under an open desk."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
from conftest import assert_sound
from served import PATIENCE, Server, coding

from workbench import Study


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


def test_a_copy_of_a_study_is_another_study(server: Server, project: str) -> None:
    study = f"{project}/study.qwb"
    with server.client() as client:
        copied = client.post(f"api/contents/{project}", json={"copy_from": study}).json()
    original, copy = (server.ask(path, {"type": "overview"}) for path in (study, copied["path"]))
    # A browser keeps by this id what is not saved yet.
    assert original["study"] != copy["study"]
    with Study.open(server.folder / copied["path"]) as opened:
        assert_sound(opened)


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
