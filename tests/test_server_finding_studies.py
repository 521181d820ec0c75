"""Which studies the server extension knows, and what it says of one that cannot be opened."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from conftest import INTERVIEW
from served import PATIENCE, Server, coding, make_study

from workbench import Study


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
