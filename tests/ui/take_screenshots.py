"""Take the screenshots of README.md and docs/ from the sample study in a real JupyterLab.

Run `python tests/ui/take_screenshots.py` after `make sample`; it writes docs/images/.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from lab import Lab, Notebook
from playwright.sync_api import Page, sync_playwright

from workbench import Study

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
SIZE = {"width": 1440, "height": 900}
CODER = """\
import workbench
study = workbench.Study.open("../study.qwb")
workbench.TranscriptCoder(study, "borger_odense_01", coder="A1")
"""
FIGURE = """\
import workbench
finding = workbench.theme_by_outcome(workbench.Study.open("../study.qwb"), outcome="positive_result")
finding.figure().show()
"""
QUOTES = """\
import workbench
study = workbench.Study.open("../study.qwb")
finding = workbench.theme_by_outcome(study, outcome="positive_result")
workbench.FigureWithQuotes(finding, study)
"""
LINKER = """\
from workbench import Study, SpeakerLinker
SpeakerLinker(Study.open("../unlinked.qwb"))
"""


def take(page: Page, name: str) -> None:
    page.wait_for_timeout(1500)
    page.screenshot(path=IMAGES / f"{name}.png")


def show(page: Page, lab: Lab, name: str, source: str) -> None:
    notebook = Notebook(page, lab, name, [source])
    notebook.open()
    page.evaluate("jupyterapp.commands.execute('application:toggle-left-area')")
    page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")


def open_desk(page: Page, lab: Lab) -> None:
    """The desk in JupyterLab, on the study of the served folder, at a passage with several codes."""
    page.goto(f"{lab.url}/lab/tree/study.qwb?token={lab.token}&reset")
    page.get_by_role("button", name="A1").click()
    page.evaluate("jupyterapp.commands.execute('application:toggle-left-area')")
    desk = page.locator(".jp-WorkbenchDesk")
    desk.locator(".qwb-transcripts").select_option("borger_odense_01")
    desk.locator("article", has_text="meget ud af").locator(".qwb-chip-name").nth(1).click()
    page.keyboard.press("o")


def desk_screens(page: Page, lab: Lab) -> None:
    open_desk(page, lab)
    take(page, "desk")
    desk = page.locator(".jp-WorkbenchDesk")
    desk.get_by_role("treeitem", name="Availability", exact=True).click(button="right")
    page.get_by_role("menuitem", name="Edit …").click()
    take(page, "code_editor")
    page.keyboard.press("Escape")
    page.evaluate("jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})")
    page.wait_for_timeout(1500)
    desk.get_by_role("tab", name="Search").click()
    desk.get_by_placeholder("Search for words").fill("ringe")
    desk.locator("select[name=by]").select_option("lemma")
    desk.locator("select[name=where]").select_option("study")
    desk.get_by_text("passages in").wait_for()
    take(page, "search")
    page.evaluate("jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Light'})")


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        shutil.copy(ROOT / "study.qwb", home)
        unlinked = Path(home) / "unlinked.qwb"
        with Study.create(unlinked) as study:
            study.set_outcomes(ROOT / "outcomes" / "register.yaml")
            # File names as a research team may give them: one with the key, one nearly right, one without.
            for name, given in (
                ("borger_herlev_01.docx", "c4821 herlev.docx"),
                ("borger_herlev_02.txt", "C1938.txt"),
                ("borger_herlev_03.odt", "den tredje.odt"),
            ):
                shutil.copy(ROOT / "transcripts" / name, Path(home) / given)
                study.import_transcripts(Path(home) / given, progress=False)
        lab = Lab.start(Path(home))
        shutil.copy(ROOT / "study.qwb", lab.folder)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            page = browser.new_page(viewport=SIZE)
            desk_screens(page, lab)
            page = browser.new_page(viewport={"width": 1100, "height": 820})
            show(page, lab, "coder.ipynb", CODER)
            page.locator(".qwb article", has_text="meget ud af").scroll_into_view_if_needed()
            take(page, "coder")
            page = browser.new_page(viewport={"width": 1280, "height": 860})
            show(page, lab, "figure.ipynb", FIGURE)
            page.locator(".js-plotly-plot .main-svg").first.wait_for()
            take(page, "theme_by_outcome")
            page.set_viewport_size({"width": 1440, "height": 860})
            show(page, lab, "quotes.ipynb", QUOTES)
            page.locator(".qwf-figure .main-svg").first.wait_for()
            page.get_by_label("Theme", exact=True).select_option("Gatekeeper")
            page.locator(".qwf-quote").first.wait_for()
            take(page, "figure_with_quotes")
            page.set_viewport_size({"width": 1280, "height": 860})
            show(page, lab, "linker.ipynb", LINKER)
            page.locator(".widget-dropdown").first.wait_for()
            take(page, "linker")
        finally:
            browser.close()
            lab.stop()


if __name__ == "__main__":
    main()
