"""Which studies the server has open: slow ones hold up no other, idle ones are closed, moved ones let go."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from served import Server, coding, make_study

from workbench import WorkbenchError
from workbench.server.desk_server import DeskServer
from workbench.server.finding import find_transcript
from workbench.server.served_folder import NotServedError, ServedFolder
from workbench.server.study_files import guard_studies


@pytest.fixture
def silent() -> Iterator[tuple[str, socket.socket]]:
    """The address of a study on a database server that takes calls and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"postgresql://nobody@127.0.0.1:{listening.getsockname()[1]}/nothing?connect_timeout=120"
        yield address, listening


def test_a_study_that_takes_long_to_open_holds_up_no_other(
    tmp_path: Path, silent: tuple[str, socket.socket]
) -> None:
    address, listening = silent
    server = Server.start(tmp_path, WORKBENCH_STUDY=address)
    try:
        make_study(server.folder)
        body = {"study": ":lab", "coder": "A1", "request": {"type": "overview"}}
        with ThreadPoolExecutor(12) as desks:
            # More than the server has threads.
            slow = [desks.submit(server.post, "ask", body) for _ in range(12)]
            called, _ = listening.accept()
            for start in range(37, 40):
                answered = server.ask("study.qwb", coding(server, "study.qwb", start, 43))
                assert answered["type"] == "applied"
            assert not any(one.done() for one in slow)
            listening.close()
            called.close()
            assert {one.result().status_code for one in slow} == {409}
    finally:
        server.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a study of one interview."""
    make_study(tmp_path)
    return tmp_path


def desks_on(folder: Path, contents: AsyncLargeFileManager | None = None) -> DeskServer:
    desks = DeskServer(ServedFolder(folder, show_hidden=False))
    if contents is not None:
        guard_studies(contents, desks)
    return desks


def logs(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.qwb-*"))


def test_idle_studies_are_closed_although_another_is_just_being_opened(
    folder: Path, silent: tuple[str, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, listening = silent
    monkeypatch.setenv("WORKBENCH_STUDY", address)

    async def close_while_opening() -> None:
        desks = desks_on(folder)
        await desks.ask("study.qwb", lambda study: study.newest)
        opening = asyncio.ensure_future(desks.ask(":lab", lambda study: study.newest))
        called, _ = await asyncio.to_thread(listening.accept)
        assert logs(folder) != []
        await desks.close_idle(0)
        assert logs(folder) == []
        assert not opening.done()
        listening.close()
        called.close()
        with pytest.raises(WorkbenchError):
            await opening
        desks.stop()

    asyncio.run(close_while_opening())


def test_a_study_that_somebody_watches_is_not_idle_and_is_let_go_when_it_is_moved(folder: Path) -> None:
    async def move_a_watched_study() -> None:
        contents = AsyncLargeFileManager(root_dir=str(folder))
        desks = desks_on(folder, contents)
        left = asyncio.Event()
        loop = asyncio.get_running_loop()
        await desks.ask(
            "study.qwb",
            lambda study: desks.studies.watch.tell(
                lambda _newest: None, study, study.newest, lambda: loop.call_soon_threadsafe(left.set)
            ),
        )
        await desks.close_idle(0)
        assert logs(folder) != []
        assert not left.is_set()
        await contents.rename_file("study.qwb", "renamed.qwb")
        await left.wait()
        assert logs(folder) == []
        await desks.ask("renamed.qwb", lambda study: study.newest)
        await desks.close_idle(0)
        assert logs(folder) == []
        desks.stop()

    asyncio.run(move_a_watched_study())


def test_nobody_opens_a_study_while_it_is_moved(folder: Path) -> None:
    class Slow(AsyncLargeFileManager):
        """As on a slow disk: it has begun, and goes on when it may."""

        def begin(self) -> None:
            self.begun, self.may_go_on = asyncio.Event(), asyncio.Event()

        async def rename_file(self, old_path: str, new_path: str) -> None:
            self.begun.set()
            await self.may_go_on.wait()
            await super().rename_file(old_path, new_path)

    async def ask_while_moving() -> None:
        contents = Slow(root_dir=str(folder))
        contents.begin()
        desks = desks_on(folder, contents)
        moving = asyncio.ensure_future(contents.rename_file("study.qwb", "renamed.qwb"))
        await contents.begun.wait()
        asked = [
            asyncio.ensure_future(one)
            for one in (
                desks.ask("study.qwb", lambda study: study.newest),
                find_transcript(desks, "transcripts/first.txt"),
                contents.get("study.qwb", content=True),
            )
        ]
        # It is time enough for one that does not wait; for one that does, any time is right.
        await asyncio.wait(asked, timeout=0.5)
        assert not any(one.done() for one in asked)
        contents.may_go_on.set()
        await moving
        answers = await asyncio.gather(*asked, return_exceptions=True)
        assert isinstance(answers[0], NotServedError)
        assert isinstance(answers[1], NotServedError)
        desks.stop()

    asyncio.run(ask_while_moving())
    assert sorted(path.name for path in folder.glob("*.qwb*")) == ["renamed.qwb"]


def test_a_study_that_a_watched_one_gave_way_to_is_told_to_whoever_comes_again(
    server: Server, project: str
) -> None:
    study = f"{project}/study.qwb"
    watching = server.watch(study)
    watching.recv()
    for file in (server.folder / project).glob("study.qwb*"):
        file.unlink()
    make_study(server.folder / project)
    server.ask(study, {"type": "overview"})
    # The socket closes; what it said before does not matter.
    while watching.recv():
        pass
    again = server.watch(study)
    assert "changed" in again.recv()
    again.close()
