"""Fixtures: a real JupyterLab, a real browser, and a coding desk in each of its two hosts."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from coding_desk import ShownDesk
from hosts import HOSTS, Host, LabHost
from lab import Lab
from playwright.sync_api import Browser, Page, expect, sync_playwright
from studies import INTERVIEW, SCHEME, make_study

__all__ = ["INTERVIEW", "SCHEME"]


# A busy machine is no failure: what comes late has come.
expect.set_options(timeout=20_000)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "exercises(*actions): actions of the desk that the test does by keys")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.ui)


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    running = Lab.start(tmp_path_factory.mktemp("lab"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # WORKBENCH_CHROMIUM names another one; without any, the one that Playwright brought is tried.
    executable = (
        os.environ.get("WORKBENCH_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page; whatever goes wrong in its scripts fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.on("dialog", lambda dialog: dialog.accept())
    problems: list[str] = []
    opened.on("pageerror", lambda problem: problems.append(str(problem)))
    yield opened
    context.close()
    assert problems == []


@pytest.fixture(scope="session")
def opened_hosts(browser: Browser, lab: Lab) -> Iterator[Callable[[str], Host]]:
    """The pages that outlive single tests, each loaded when it is first asked for."""
    opened: dict[str, Host] = {}

    def host(name: str) -> Host:
        kind = HOSTS.get(name, LabHost)
        if name not in opened:
            opened[name] = kind(browser, lab)
        return opened[name]

    yield host
    for one in opened.values():
        one.close()


def _used(host: Host, request: pytest.FixtureRequest) -> Iterator[Host]:
    failed = request.session.testsfailed
    yield host
    problems, host.problems[:] = [*host.problems], []
    if request.session.testsfailed > failed:
        host.restart()  # Whatever a failed test left on the page is nothing to the next one.
    else:
        host.clear()
    assert problems == []


@pytest.fixture(params=sorted(HOSTS))
def host(opened_hosts: Callable[[str], Host], request: pytest.FixtureRequest) -> Iterator[Host]:
    """A place where desks are shown: first a notebook, then JupyterLab without a kernel."""
    yield from _used(opened_hosts(request.param), request)


@pytest.fixture
def beside(opened_hosts: Callable[[str], Host], request: pytest.FixtureRequest) -> Iterator[Host]:
    """JupyterLab in a second window."""
    yield from _used(opened_hosts("beside"), request)


@pytest.fixture
def folder(lab: Lab, request: pytest.FixtureRequest) -> Path:
    """A folder of JupyterLab that only this test uses."""
    made = lab.folder / re.sub(r"\W+", "_", request.node.name)
    made.mkdir()
    return made


@pytest.fixture
def show(host: Host, folder: Path) -> Callable[..., ShownDesk]:
    """Make a study as `make_study` does, and show it."""

    def showing(*args: Any, coder: str = "A1", screen: str = "en", **kwargs: Any) -> ShownDesk:
        desk = host.show(make_study(folder, *args, **kwargs), coder=coder, language=screen)
        desk.turn(0).wait_for()
        return desk

    return showing


@pytest.fixture
def desk(show: Callable[..., ShownDesk], request: pytest.FixtureRequest) -> Iterator[ShownDesk]:
    """A desk on a small study; a test that says which actions it exercises has to do so."""
    failed = request.session.testsfailed
    shown = show()
    yield shown
    if request.session.testsfailed > failed:
        return
    claimed = {action for marker in request.node.iter_markers("exercises") for action in marker.args}
    assert claimed - shown.done == set(), "not done in this test"


@pytest.fixture
def until_closed() -> Callable[[Page], list[str]]:
    """Leave a page as its user would, and tell what the browser asks before; it is left all the same."""

    def leaving(page: Page) -> list[str]:
        asked: list[str] = []
        page.on("dialog", lambda dialog: asked.append(dialog.type))
        page.goto("about:blank")
        return asked

    return leaving
