"""Studies as files in Jupyter's file browser: downloaded, uploaded, read in any other way."""

from __future__ import annotations

import base64
import hashlib
import subprocess
import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from conftest import assert_sound
from served import PATIENCE, Server, coding

from workbench import Study


def fetch(server: Server, address: str, **query: Any) -> httpx.Response:
    with server.client() as client:
        return client.get(quote(address), params=query)


def download(server: Server, study: str) -> bytes:
    answered = fetch(server, f"files/{study}", download=1)
    assert answered.status_code == 200
    assert "attachment" in answered.headers["content-disposition"]
    return answered.content


def read_contents(server: Server, study: str) -> bytes:
    model = fetch(server, f"api/contents/{study}", content=1, type="file").json()
    return base64.b64decode(model["content"])


def read_hash(server: Server, study: str) -> bytes:
    model = fetch(server, f"api/contents/{study}", content=1, hash=1).json()
    content = base64.b64decode(model["content"])
    assert hashlib.new(model["hash_algorithm"], content).hexdigest() == model["hash"]
    return content


def read_copy(server: Server, study: str) -> bytes:
    with server.client() as client:
        made = client.post(f"api/contents/{Path(study).parent}", json={"copy_from": study}).json()
    return (server.folder / made["path"]).read_bytes()


def read_link(server: Server, study: str) -> bytes:
    (server.folder / study).with_name("link.bin").symlink_to("study.qwb")
    return read_contents(server, f"{Path(study).parent}/link.bin")


READERS = [download, read_contents, read_hash, read_copy, read_link]


def opened_by_another(study: Path, code: str = "study.newest") -> None:
    script = (
        f"import sys; from workbench import Study; study = Study.open(sys.argv[1]); {code}; study.close()"
    )
    subprocess.run([sys.executable, "-c", script, str(study)], check=True)


@contextmanager
def kernel(study: Path):
    """Another process that has saved something in a study and keeps it open."""
    script = (
        "import sys; from workbench import Study; study = Study.open(sys.argv[1]);"
        "study.code('first', 37, 43, 'voluntariness', coder='B2'); print('open', flush=True); input()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(study)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"open\n"
    try:
        yield
    finally:
        process.communicate(b"\n", PATIENCE)


@pytest.mark.parametrize("read", READERS)
def test_whoever_reads_an_open_study_gets_what_was_saved_last_and_loses_nothing_of_it(
    server: Server, project: str, tmp_path: Path, read: Callable[[Server, str], bytes]
) -> None:
    study = f"{project}/study.qwb"
    assert server.ask(study, coding(server, study, 37, 43))["type"] == "applied"
    (tmp_path / "read.qwb").write_bytes(read(server, study))
    with Study.open(tmp_path / "read.qwb") as copy:
        assert len(copy.codings_in("first")) == 1
        assert_sound(copy)
    # Whoever is not the last to close a study must leave its log alone.
    opened_by_another(server.folder / study)
    assert server.ask(study, coding(server, study, 40, 50))["type"] == "applied"
    opened_by_another(server.folder / study, "assert len(study.codings_in('first')) == 2")


@pytest.mark.parametrize("read", READERS)
def test_a_study_that_a_kernel_has_open_is_read_whole(
    server: Server, project: str, tmp_path: Path, read: Callable[[Server, str], bytes]
) -> None:
    study = f"{project}/study.qwb"
    with kernel(server.folder / study):
        (tmp_path / "read.qwb").write_bytes(read(server, study))
    with Study.open(tmp_path / "read.qwb") as copy:
        assert [one.coder for one in copy.codings_in("first")] == ["B2"]


def test_what_lies_beside_an_open_study_is_not_read_and_what_is_no_transcript_not_looked_into(
    server: Server, project: str
) -> None:
    study = f"{project}/study.qwb"
    server.ask(study, coding(server, study, 37, 43))
    for log in "wal", "shm":
        assert (server.folder / f"{study}-{log}").exists()
        assert fetch(server, f"files/{study}-{log}").status_code == 404
        refused = fetch(server, f"api/contents/{study}-{log}", content=1)
        assert (refused.status_code, "Download the study" in refused.json()["message"]) == (409, True)
        assert server.post("find", {"path": f"{study}-{log}"}).status_code == 409
    found = server.post("find", {"path": study})
    assert (found.status_code, "a study and no transcript" in found.json()["message"]) == (409, True)
    adopted = server.ask(study, {"type": "adopt", "path": "study.qwb"})
    imported = server.ask(study, {"type": "import", "paths": ["study.qwb"]})
    assert (adopted["type"], imported["type"]) == ("error", "error")
    assert fetch(server, f"api/contents/{study}", content=1, format="text").status_code == 400
    assert fetch(server, f"api/contents/{study}", content=1, type="notebook").status_code == 400
    with server.client() as client:
        refused = client.post(f"api/contents/{study}/checkpoints")
    assert (refused.status_code, "a log of every change" in refused.json()["message"]) == (409, True)
    opened_by_another(server.folder / study)
    assert (server.folder / f"{study}-wal").exists()


def test_a_damaged_or_empty_study_can_be_downloaded(server: Server, place: str) -> None:
    for name, held in (("bad.qwb", b"no database at all" * 100), ("empty.qwb", b"")):
        (server.folder / place / name).write_bytes(held)
        for read in download, read_contents:
            assert read(server, f"{place}/{name}") == held


@pytest.mark.parametrize("path", [".hidden.qwb", "away.qwb", "missing.qwb"])
def test_no_study_is_downloaded_that_the_server_does_not_show(server: Server, place: str, path: str) -> None:
    Study.create(server.folder / place / ".hidden.qwb").close()
    if not (server.home / "outside.qwb").exists():
        Study.create(server.home / "outside.qwb").close()
    (server.folder / place / "away.qwb").symlink_to(server.home / "outside.qwb")
    assert fetch(server, f"files/{place}/{path}").status_code == 404
    with httpx.Client(base_url=server.url) as stranger:
        assert stranger.get(f"files/{place}/{path}").status_code in {302, 403, 404}


def test_only_who_is_signed_in_downloads_a_study(server: Server, project: str) -> None:
    for headers in {}, {"Authorization": "token wrong"}:
        with httpx.Client(base_url=server.url, headers=headers) as stranger:
            assert stranger.get(f"files/{project}/study.qwb").status_code in {302, 403}


def upload(server: Server, path: str, held: bytes, pieces: int = 1) -> list[httpx.Response]:
    size = -(-len(held) // pieces)
    answers = []
    for number in range(1, pieces + 1):
        piece = held[(number - 1) * size : number * size]
        model: dict[str, Any] = {"type": "file", "format": "base64"}
        model |= {"content": base64.b64encode(piece).decode()}
        if pieces > 1:
            model["chunk"] = number if number < pieces else -1
        with server.client() as client:
            answers.append(client.put(f"api/contents/{quote(path)}", json=model))
        if answers[-1].is_error:
            break
    return answers


@pytest.mark.parametrize("pieces", [1, 3])
def test_no_study_is_overwritten_by_an_upload(server: Server, project: str, pieces: int) -> None:
    study = f"{project}/study.qwb"
    server.ask(study, {"type": "overview"})
    older = download(server, study)
    assert server.ask(study, coding(server, study, 37, 43))["type"] == "applied"
    refused = upload(server, study, older, pieces)[-1]
    assert refused.status_code == 409
    assert "no study is overwritten" in refused.json()["message"]
    assert server.ask(study, coding(server, study, 40, 50))["type"] == "applied"
    with Study.open(server.folder / study) as opened:
        assert len(opened.codings_in("first")) == 2
        assert_sound(opened)


@pytest.mark.parametrize("pieces", [1, 3])
def test_a_study_is_uploaded_whole_or_is_not_there(server: Server, project: str, pieces: int) -> None:
    study, new = f"{project}/study.qwb", f"{project}/uploaded.qwb"
    held = download(server, study)
    for unfinished in range(1, pieces):
        size = -(-len(held) // pieces)
        model = {"type": "file", "format": "base64", "chunk": unfinished}
        model |= {"content": base64.b64encode(held[(unfinished - 1) * size : unfinished * size]).decode()}
        with server.client() as client:
            assert client.put(f"api/contents/{new}", json=model).is_success
        asked = server.post("ask", {"study": new, "coder": "A1", "request": {"type": "overview"}})
        assert asked.status_code == 404
    made = upload(server, new, held, pieces)[-1]
    assert (made.status_code, made.json()["path"]) == (201, new)
    assert {path.name for path in (server.folder / project).glob("uploaded*")} == {"uploaded.qwb"}
    assert server.ask(new, {"type": "overview"})["transcripts"][0]["name"] == "first"
    with Study.open(server.folder / new) as opened:
        assert_sound(opened)


def test_a_study_does_not_take_the_log_of_one_that_is_gone_for_its_own(server: Server, project: str) -> None:
    study, log = f"{project}/study.qwb", f"{project}/gone.qwb-wal"
    held = download(server, study)
    (server.folder / log).write_bytes(b"what was saved last in another study")
    with server.client() as client:
        refused = [
            upload(server, f"{project}/gone.qwb", held)[-1],
            client.patch(f"api/contents/{study}", json={"path": f"{project}/gone.qwb"}),
            upload(server, log, held)[-1],
        ]
        assert [one.status_code for one in refused] == [409, 409, 409]
        assert "gone.qwb-wal is still there" in refused[0].json()["message"]
        assert client.delete(f"api/contents/{log}").status_code == 204
    assert upload(server, f"{project}/gone.qwb", held)[-1].status_code == 201


def test_a_folder_with_a_study_that_a_kernel_has_open_is_not_moved_copied_or_deleted(
    server: Server, project: str
) -> None:
    with kernel(server.folder / project / "study.qwb"), server.client() as client:
        refused = [
            client.patch(f"api/contents/{project}", json={"path": f"{project}-moved"}),
            client.post("api/contents", json={"copy_from": project}),
            client.delete(f"api/contents/{project}"),
        ]
    assert [one.status_code for one in refused] == [409, 409, 409]
    assert "in use elsewhere" in refused[0].json()["message"]


def test_a_study_is_let_go_by_all_its_names_before_it_is_renamed(server: Server, project: str) -> None:
    study, link = f"{project}/study.qwb", f"{project}/link.qwb"
    (server.folder / link).symlink_to("study.qwb")
    watching = server.watch(link)
    assert server.ask(link, coding(server, link, 37, 43))["type"] == "applied"
    with server.client() as client:
        assert client.patch(f"api/contents/{study}", json={"path": f"{project}/new.qwb"}).status_code == 200
    assert list((server.folder / project).glob("*.qwb-*")) == []
    assert server.ask(f"{project}/new.qwb", {"type": "overview"})["counts"] == {"flexibility": 1}
    watching.close()
