"""Figures as files for print: their size, their letters, and that nothing else is in them."""

from __future__ import annotations

import io

import docx
import numpy as np
import pypdf
import pytest
from defusedxml import ElementTree
from docx.shared import Mm
from PIL import Image
from small_frames import FIFTEEN, NO, YES, coding, frames, six_of_eight_and_two_of_seven

from workbench.errors import FindingError, StudyError
from workbench.findings import images
from workbench.findings.disclosure.disclosure import disclosure
from workbench.findings.displays.joint_display import joint_display
from workbench.findings.negative_cases.negative_cases import negative_cases
from workbench.findings.relations.co_occurrence import co_occurrence
from workbench.findings.theme_by_outcome import theme_by_outcome
from workbench.findings.theme_matrix import theme_matrix
from workbench.report.word import write_docx

SVG = "{http://www.w3.org/2000/svg}"
HELD = "what only the team may read"
HOSTILE = "</script><script>alert(1)</script><!--<script> & æøå"

needs_chromium = pytest.mark.skipif(images.browser() is None, reason="needs Chromium")


def finding(who="Y0"):
    people = {who: True} | {person: value for person, value in FIFTEEN.items() if person != "Y0"}
    codings = [coding(person, text=HELD) for person in [who, *YES[1:6], *NO[:2]]]
    return theme_by_outcome(frames(people, codings, constructed=True), outcome="outcome")


@needs_chromium
def test_an_svg_has_its_size_in_print_its_title_and_letters_as_letters(tmp_path):
    path = finding().export(tmp_path / "figure.svg", "da", width_mm=140)
    drawn = ElementTree.parse(path).getroot()
    assert drawn.get("width") == "140mm"
    assert float(drawn.get("height").removesuffix("mm")) > 40
    assert drawn.find(f"{SVG}title").text.startswith("outcome: intet tema adskiller klart ja og nej")
    words = " ".join("".join(text.itertext()) for text in drawn.iter(f"{SVG}text"))
    for shown in ("Tillid", "6/8", "Konstruerede data", "Personer, der viser temaet"):
        assert shown in words


@needs_chromium
def test_an_svg_holds_no_script_no_reference_to_elsewhere_and_no_quotes(tmp_path):
    path = finding(HOSTILE).export(tmp_path / "figure.svg")
    assert HELD not in path.read_text(encoding="utf-8")
    for element in ElementTree.parse(path).iter():
        assert element.tag.removeprefix(SVG) not in {"script", "foreignObject", "a", "image"}
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert "href" not in name or value.startswith("#")
            assert "url(" not in value or "url(#" in value or "url('#" in value or 'url("#' in value


@needs_chromium
@pytest.mark.parametrize("kind", ["pairs", "residuals"])
def test_the_cells_of_a_heatmap_are_shapes_and_no_image(tmp_path, kind):
    data = six_of_eight_and_two_of_seven()
    if kind == "pairs":
        path = co_occurrence(data, within="person").export(tmp_path / "cells.svg")
    else:
        path = theme_by_outcome(data, outcome="outcome").export(tmp_path / "cells.svg", kind=kind)
    drawn = ElementTree.parse(path).getroot()
    assert not list(drawn.iter(f"{SVG}image"))
    fills = {
        part.get("style", "").partition("fill: ")[2].partition(";")[0] for part in drawn.iter(f"{SVG}path")
    }
    # Trust among those with the outcome: 1.798 of the 3 standard deviations that are full blue.
    assert {"pairs": "rgb(246, 247, 248)", "residuals": "rgb(98, 166, 204)"}[kind] in fills, fills


@needs_chromium
def test_a_pdf_is_one_page_of_the_figures_size_with_real_text(tmp_path):
    read = pypdf.PdfReader(finding().export(tmp_path / "figure.pdf", width_mm=140))
    (page,) = read.pages
    assert float(page.mediabox.width) / 72 * 25.4 == pytest.approx(140, abs=0.5)
    text = " ".join(page.extract_text().split())
    assert "6/8" in text
    assert "no theme clearly separates yes and no" in text
    assert HELD not in text
    assert "no theme clearly separates" in read.metadata.title
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    assert all(one["/Subtype"] == "/Type0" for one in fonts)


@needs_chromium
def test_a_png_has_300_dots_an_inch_and_white_paper(tmp_path):
    image = Image.open(finding().export(tmp_path / "figure.png", width_mm=127))
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert image.width == pytest.approx(1500, abs=2)
    pixels = np.asarray(image.convert("RGB"))
    assert (pixels[[0, -1], [0, -1]] == 255).all()
    assert (pixels < 100).any()


@needs_chromium
def test_letters_keep_their_size_in_a_wider_figure(tmp_path):
    narrow, wide = (
        ElementTree.parse(finding().export(tmp_path / f"{width}.svg", width_mm=width)).getroot()
        for width in (160, 240)
    )
    per_mm = [float(one.get("viewBox").split()[2]) / float(one.get("width")[:-2]) for one in (narrow, wide)]
    assert per_mm[0] == pytest.approx(per_mm[1])
    assert narrow.get("height") == wide.get("height")


@needs_chromium
def test_a_joint_display_gives_its_figure_by_the_ending(tmp_path):
    path = joint_display(six_of_eight_and_two_of_seven(), outcome="outcome").export(tmp_path / "display.svg")
    assert ElementTree.parse(path).getroot().tag == f"{SVG}svg"


def test_a_page_answers_to_the_mouse_and_holds_the_quotes(tmp_path):
    page = finding(HOSTILE).export(tmp_path / "figure.html").read_text(encoding="utf-8")
    assert HELD in page
    assert HOSTILE not in page


def test_without_chromium_it_says_what_to_install_and_html_still_works(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FindingError, match=r"no Chromium or Chrome on this machine.*apt install chromium"):
        finding().export(tmp_path / "figure.svg")
    assert list(tmp_path.iterdir()) == []
    assert finding().export(tmp_path / "figure.html").is_file()


def test_a_chromium_that_draws_nothing_is_told_of(tmp_path, monkeypatch):
    program = tmp_path / "bin" / "chromium"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    with pytest.raises(FindingError, match="did not draw the figure"):
        finding().export(tmp_path / "figure.png")
    assert not (tmp_path / "figure.png").exists()


@pytest.mark.parametrize(
    ("name", "width", "message"),
    [
        ("figure.gif", 160, "'?.gif'? is not a format of figures"),
        ("figure", 160, "a name without an ending is not a format"),
        ("figure.svg", 60, "cannot be 60 mm wide in print"),
        ("figure.svg", float("nan"), "cannot be nan mm wide"),
    ],
)
def test_another_format_or_an_unreadable_size_is_refused(tmp_path, name, width, message):
    with pytest.raises(FindingError, match=message):
        finding().export(tmp_path / name, width_mm=width)


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(StudyError, match="no such folder"):
        finding().export(tmp_path / "nowhere" / "figure.html")


def test_bars_that_would_tell_masked_numbers_are_not_written(tmp_path):
    data = six_of_eight_and_two_of_seven()
    cases = negative_cases(data, outcome="outcome")
    assert cases.export(tmp_path / "cases.html").is_file()
    with pytest.raises(FindingError, match="counts below 5 are masked"):
        disclosure(data, smallest=5).apply(cases).export(tmp_path / "masked.html")
    assert not (tmp_path / "masked.html").exists()


@needs_chromium
def test_a_masked_display_gives_no_small_number_away(tmp_path):
    data = six_of_eight_and_two_of_seven()
    display = joint_display(data, outcome="outcome")
    open_text = display.export(tmp_path / "open.svg").read_text(encoding="utf-8")
    assert "2/7" in open_text
    masked = disclosure(data, smallest=5).apply(display).export(tmp_path / "masked.svg")
    assert "2/7" not in masked.read_text(encoding="utf-8")


@needs_chromium
def test_figures_of_a_document_are_drawn_together_and_fit_on_the_page(tmp_path):
    data = six_of_eight_and_two_of_seven()
    many = frames({f"P{number}": True for number in range(60)}, [coding("P1")])
    figures = {"low": theme_by_outcome(data, outcome="outcome").figure(), "high": theme_matrix(many).figure()}
    drawn = images.png_images(figures, width_mm=220)
    assert {name: Image.open(io.BytesIO(png)).width for name, png in drawn.items()} == {
        name: pytest.approx(220 / 25.4 * 300, abs=2) for name in figures
    }
    body = "<body>" + "".join(f'<img alt="{name}">' for name in figures)
    write_docx(body, drawn, tmp_path / "d.docx", language="en", no_figure="none")
    low, high = docx.Document(str(tmp_path / "d.docx")).inline_shapes
    assert low.width == Mm(220)
    assert high.height <= Mm(160)
    assert high.width < low.width
