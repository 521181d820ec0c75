"""Fixtures: a real JupyterLab, a real browser, and a notebook that shows the transcript coder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lab import Lab, Notebook
from playwright.sync_api import Browser, Page, sync_playwright

from workbench import Study

INTERVIEW = """\
Interviewer: Hvordan kom du i gang 😀 med det?

Borger: Altså, hun sagde 👍 at jeg bare kunne sige nej. Det var rart.

Interviewer: Og så?

Borger: Så ringede hun om aftenen, når det brændte på. Æh, ja. Det gjorde hun tit.
"""
SCHEME = """\
attributes:
  - id: stance
    label: {en: Stance, da: Stilling}
    default: present
    values:
      - {id: present, label: {en: present}}
      - {id: absent, label: {en: absent}, counts: false}
codes:
  - id: voluntariness
    label: {en: Voluntariness, da: Frivillighed}
    definition: {en: The citizen can say no without it costing anything.}
    codes:
      - {id: free_exit, label: {en: Free exit, da: Fri udgang}}
  - id: flexibility
    label: {en: Flexibility, da: Fleksibilitet}
"""
SHOW_CODER = """\
from workbench import Study, TranscriptCoder
study = Study.open({study!r})
TranscriptCoder(study, coder="A1")
"""


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


@pytest.fixture
def study(lab: Lab, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Study]:
    """A study with one interview, `first`, and a small scheme, beside the notebooks of the lab."""
    interview, scheme = tmp_path / "first.txt", tmp_path / "scheme.yaml"
    interview.write_text(INTERVIEW, encoding="utf-8")
    scheme.write_text(SCHEME, encoding="utf-8")
    with Study.create(lab.folder / f"{request.node.name}.qwb") as made:
        made.import_transcripts(interview, language="da", progress=False)
        made.set_scheme(scheme)
        yield made


@pytest.fixture
def open_notebook(lab: Lab, page: Page, request: pytest.FixtureRequest) -> Callable[[str], Notebook]:
    """Open a new notebook with a text cell and one code cell."""

    def opening(source: str) -> Notebook:
        notebook = Notebook(page, lab, f"{request.node.name}.ipynb", ["# A notebook", source])
        notebook.open()
        return notebook

    return opening


@pytest.fixture
def notebook(study: Study, open_notebook: Callable[[str], Notebook]) -> Notebook:
    """A notebook that shows the coder on the study's interview."""
    opened = open_notebook(SHOW_CODER.format(study=study.name))
    opened.run_all()
    return opened
