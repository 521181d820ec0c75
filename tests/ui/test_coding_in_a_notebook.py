"""What is particular to a desk in a notebook: cells, kernels, and the file that a notebook is saved in."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from coding_desk import ShownDesk, eventually
from lab import Lab, Notebook
from playwright.sync_api import Page, expect
from studies import INTERVIEWS, make_study

INTERVIEWER, CITIZEN = 0, 1
SHOW = """\
from workbench import Study, TranscriptCoder
study = Study.open({study!r})
TranscriptCoder(study, coder="A1")
"""


@pytest.fixture
def study(folder: Path) -> Path:
    """A study of one interview."""
    return make_study(folder, {"first": INTERVIEWS["first"]})


@pytest.fixture
def notebook(study: Path, lab: Lab, page: Page) -> Notebook:
    """A notebook that shows the coder on the study's interview."""
    cells = ["# A notebook", SHOW.format(study=f"{study.parent.name}/{study.name}")]
    opened = Notebook(page, lab, f"{study.parent.name}.ipynb", cells)
    opened.open()
    opened.run_all()
    return opened


@pytest.fixture
def coder(notebook: Notebook, study: Path) -> ShownDesk:
    """The coder in the notebook."""
    return ShownDesk(notebook.page, notebook.page.locator(".qwb").first, study)


def test_the_next_cell_sees_a_coding_and_the_coder_sees_the_next_cells(
    notebook: Notebook, coder: ShownDesk
) -> None:
    coder.double_click("rart")
    coder.code_with("1")
    coder.wait_until_saved()
    assert notebook.run("print(study.quotes()[['code', 'text', 'speaker']].values.tolist())") == (
        "[['voluntariness', 'rart', 'Borger']]\n"
    )
    notebook.run("""_ = study.code("first", 0, 11, "flexibility", coder="A1")""")
    notebook.run("""_ = study.code("first", 13, 20, "flexibility", coder="A1")""")
    expect(coder.chips(INTERVIEWER)).to_have_text(["Flexibility"])
    notebook.run("""study.uncode(study.codings_in("first")[1].id, coder="A1")""")
    expect(coder.chips(INTERVIEWER)).to_have_count(0)
    notebook.run("""_ = study.code("first", 13, 20, "flexibility", coder="B2")""")
    notebook.run("_ = TranscriptCoder(study, coder='A1')")
    assert coder.painted() == ["rart"]


def test_a_coder_is_about_one_transcript_and_speaks_the_language_that_it_is_told(
    notebook: Notebook, coder: ShownDesk
) -> None:
    expect(coder.root.get_by_role("tab", name="Transcripts")).to_have_count(0)
    notebook.run("coder = TranscriptCoder(study, coder='A1', language='da'); display(coder)")
    danish = ShownDesk(coder.page, coder.page.locator(".qwb").nth(1), coder.study)
    expect(danish.code("Frivillighed")).to_be_visible()
    expect(danish.root.locator(".qwb-save")).to_have_text("Alt er gemt")
    notebook.run("coder.language = 'en'")
    expect(danish.code("Voluntariness")).to_be_visible()
    expect(danish.root.locator(".qwb-save")).to_have_text("All saved")


def test_escape_leads_from_the_coder_back_to_the_cell(notebook: Notebook, coder: ShownDesk) -> None:
    before = len(notebook.cells)
    coder.double_click("rart")
    coder.press("Escape", "1")
    coder.says("Select some text first.")
    coder.press("Escape", "b")
    assert len(notebook.cells) == before + 1


def test_a_reloaded_page_shows_everything_again_and_a_saved_notebook_holds_no_word_of_it(
    notebook: Notebook, coder: ShownDesk
) -> None:
    coder.select("sige nej")
    coder.code_with("1")
    coder.wait_until_saved()
    notebook.command("docmanager:save")
    saved = notebook.path.read_text(encoding="utf-8")
    assert "widgets" not in json.loads(saved)["metadata"]
    assert "TranscriptCoder(Study(" in saved
    for word in "ringede", "Hvordan kom", "sige nej":
        assert word not in saved
    notebook.page.reload()
    expect(coder.chips(CITIZEN)).to_have_text(["Voluntariness"])
    assert coder.painted() == ["sige nej"]


def test_what_a_killed_kernel_could_not_save_is_shown_and_saved_by_the_next_one(
    notebook: Notebook, coder: ShownDesk, until_closed: Callable[[Page], list[str]]
) -> None:
    kernel = int(notebook.run("import os; print(os.getpid())"))
    # JupyterLab tells that the kernel died, and sometimes twice.
    notebook.page.add_locator_handler(
        notebook.page.locator(".jp-Dialog"), lambda told: told.get_by_role("button", name="Ok").click()
    )
    os.kill(kernel, signal.SIGKILL)
    coder.double_click("rart")
    coder.code_with("1")
    state = coder.root.locator(".qwb-save")
    expect(state).to_contain_text("1 not saved")
    expect(state).to_contain_text("The kernel is not connected. Run this cell again to save.")
    expect(coder.root.get_by_role("img", name="not saved yet")).to_be_visible()
    state.get_by_role("button", name="Try again").click()
    expect(state).to_contain_text("1 not saved")
    coder.select("om aftenen")
    coder.code_with("2")
    expect(state).to_contain_text("2 not saved")
    asked = until_closed(notebook.page)
    assert asked != [], "the page closed without asking"
    notebook.page.goto(f"{notebook.lab.url}/lab/tree/{notebook.path.name}?token={notebook.lab.token}&reset")
    notebook.wait_for_kernel()
    notebook.run_all()
    assert coder.coded() == [("voluntariness", "rart"), ("flexibility", "om aftenen")]
    expect(coder.root.locator(".qwb-chip")).to_have_text(["Voluntariness", "Flexibility"])


def test_two_views_of_one_coder_paint_for_themselves(notebook: Notebook, coder: ShownDesk) -> None:
    coder.double_click("rart")
    coder.code_with("1")
    coder.wait_until_saved()
    notebook.run("TranscriptCoder(study, coder='A1')")
    second = notebook.page.locator(".qwb").nth(1)
    expect(second.locator(".qwb-chip")).to_have_count(1)
    # Of two desks in one notebook the lower one may stand outside the window, where nothing is painted.
    second.locator(".qwb-chip").scroll_into_view_if_needed()
    eventually(notebook.page, coder.painted, ["rart", "rart"])
    notebook.command("notebook:delete-cell")
    expect(notebook.page.locator(".qwb")).to_have_count(1)
    assert coder.painted() == ["rart"]
