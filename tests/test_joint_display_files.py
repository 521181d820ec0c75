"""Joint displays as files: what is in the display is in the file, and text stays text."""

from __future__ import annotations

import dataclasses
from html.parser import HTMLParser

import docx
import openpyxl
import pytest
from small_frames import FIFTEEN, coding, frames

from workbench.findings.displays.joint_display import joint_display

HOSTILE = '<script>alert(1)</script> =1+1 "quoted" & $x$ \\input{a} æøå 🙂 \x07 שלום'


@pytest.fixture
def display():
    codings = [coding("Y0", text=HOSTILE), coding("Y1", text="og så ringede han"), coding("N0")]
    made = joint_display(frames(FIFTEEN, codings, constructed=True), outcome="outcome")
    return made.edit("trust", fit="confirms", meta_inference=HOSTILE, note="=SUM(A1)")


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        self.found.append(tag)
        assert not any(name in {"src", "href"} for name, _ in attrs)


def test_a_page_is_whole_and_shows_hostile_text_as_text(display, tmp_path) -> None:
    text = display.export(tmp_path / "d.html").read_text(encoding="utf-8")
    tags = Tags()
    tags.feed(text)
    assert "script" not in tags.found
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "http" not in text
    assert "Constructed data" in text


def test_cells_of_a_page_carry_their_number_n_and_quotes(display, tmp_path) -> None:
    text = display.export(tmp_path / "d.html").read_text(encoding="utf-8")
    cell = display.grid.cell("trust", "yes")
    assert f'data-number="{cell.number!r}" data-n="8"' in text
    assert all(f'data-quote="{one}"' in text for one in cell.quotes)
    assert display.fingerprint in text


def test_a_file_never_says_that_it_opens_more_quotes_than_it_does(tmp_path) -> None:
    people = {f"Y{n}": True for n in range(230)} | {"N": False}
    data = frames(people, [coding(one) for one in people])
    display = joint_display(data, "quote matrix", outcome="outcome")
    text = display.export(tmp_path / "d.html").read_text(encoding="utf-8")
    assert "the first 200 of 230 quotes" in text
    book = openpyxl.load_workbook(display.export(tmp_path / "d.xlsx"))
    assert book["Quotes"].max_row == 1 + 231
    some = joint_display(frames(FIFTEEN, [coding("Y0")] * 45), "quote matrix", outcome="outcome")
    text = some.export(tmp_path / "d.html").read_text(encoding="utf-8")
    shown = text.partition("<details>")[2].partition("</details>")[0]
    assert "all 45 quotes" in shown
    assert shown.count("<blockquote") == 45


def test_only_what_is_stale_is_marked_as_stale(display, tmp_path) -> None:
    some = display.quotes("trust", "yes")["quote"].iloc[0]
    held = dataclasses.replace(display, held={some: "sensitive"})
    text = held.export(tmp_path / "d.html").read_text(encoding="utf-8")
    assert "1 held back" in text
    assert 'class="stale"' not in text


def test_a_word_document_has_the_table_its_quotes_and_says_on_each_page_that_data_are_constructed(
    display, tmp_path
) -> None:
    document = docx.Document(str(display.export(tmp_path / "d.docx", "da")))
    (table,) = document.tables
    cells = [cell.text for cell in table.rows[1].cells]
    assert cells[0] == "Tillid"
    assert cells[1].startswith("2/8 (25 %)")
    assert "og så ringede han" in cells[1]
    assert "<script>alert(1)</script>" in cells[6]
    assert "Konstruerede data" in document.sections[0].header.paragraphs[0].text


def test_a_workbook_has_no_formulas_and_lists_every_quote(display, tmp_path) -> None:
    book = openpyxl.load_workbook(display.export(tmp_path / "d.xlsx"))
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {
        "s",
        "n",
        "inlineStr",
    }
    texts = [cell.value for row in book["display"].iter_rows() for cell in row if cell.value]
    assert "=SUM(A1)" in texts
    ids = {row[2].value for row in book["Quotes"].iter_rows(min_row=2)}
    assert ids == {one for cell in display.grid.cells.values() for one in cell.quotes}


def test_latex_is_escaped(display, tmp_path) -> None:
    text = display.export(tmp_path / "d.tex").read_text(encoding="utf-8")
    assert r"\textbackslash{}input\{a\}" in text
    assert r"75 \%" in text or r"25 \%" in text
    assert r"\$x\$" in text


def test_a_figure_shows_hostile_labels_as_text(display) -> None:
    figure = display.figure()
    assert "<script>" not in figure.to_json()
    assert "&lt;script&gt;" in figure.data[0].hovertext[0]
