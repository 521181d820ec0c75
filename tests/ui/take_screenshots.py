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
LINKER = """\
from workbench import Study, SpeakerLinker
SpeakerLinker(Study.open("../unlinked.qwb"))
"""


def show(page: Page, lab: Lab, name: str, source: str) -> None:
    notebook = Notebook(page, lab, name, [source])
    notebook.open()
    page.evaluate("jupyterapp.commands.execute('application:toggle-left-area')")
    page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")


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
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            page = browser.new_page(viewport={"width": 1280, "height": 860})
            show(page, lab, "coder.ipynb", CODER)
            page.locator(".qwb article").first.wait_for()
            page.locator(".qwb article", has_text="meget ud af").first.scroll_into_view_if_needed()
            page.wait_for_timeout(1500)
            page.screenshot(path=IMAGES / "coder.png")
            show(page, lab, "figure.ipynb", FIGURE)
            page.locator(".js-plotly-plot .main-svg").first.wait_for()
            page.wait_for_timeout(1500)
            page.screenshot(path=IMAGES / "theme_by_outcome.png")
            show(page, lab, "linker.ipynb", LINKER)
            page.locator(".widget-dropdown").first.wait_for()
            page.wait_for_timeout(1000)
            page.screenshot(path=IMAGES / "linker.png")
        finally:
            browser.close()
            lab.stop()


if __name__ == "__main__":
    main()
