"""Displays as Word documents and Excel workbooks; all that is written into them is text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from workbench.findings.displays.sheet import Sheet, plain_text
from workbench.findings.displays.word_tables import lay_out
from workbench.findings.displays.words import display_voice

# What XML 1.0 cannot hold, and lone halves of characters.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
MOST_IN_A_CELL = 32_000


def write_docx(sheets: Sequence[Sheet], out: Path, language: str) -> None:
    """Write tables, one after the other, on pages that lie."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.8)
    document.core_properties.language = language
    document.core_properties.author = ""
    constructed = next((sheet.constructed for sheet in sheets if sheet.constructed), "")
    # In the header, so that it stands on every page.
    section.header.paragraphs[0].text = constructed
    for sheet in sheets:
        document.add_heading(writable(sheet.title), level=1)
        add_table(document, sheet)
    document.save(str(out))


def add_table(document: Any, sheet: Sheet) -> None:
    """Add a table, and what is said below it, to a document."""
    from docx.shared import Pt

    table = document.add_table(rows=1, cols=len(sheet.head))
    for cell, text in zip(table.rows[0].cells, sheet.head, strict=True):
        _paragraph(cell, text, first=True, bold=True)
    for row in sheet.rows:
        cells = table.add_row().cells
        _paragraph(cells[0], row.label, first=True)
        for place, shown in zip(cells[1:], row.cells, strict=True):
            _paragraph(place, shown.text, first=True, bold=False)
            for quote in shown.quotes:
                _paragraph(place, f"\u201c{quote.words}\u201d \u2013 {quote.who}", italic=True)
            for mark in shown.marks:
                _paragraph(place, f"[{mark}]", bold=False)
    section = document.sections[-1]
    texts = [sheet.head, *([row.label, *map(plain_text, row.cells)] for row in sheet.rows)]
    lay_out(table, texts, section.page_width - section.left_margin - section.right_margin)
    note = document.add_paragraph(writable(" ".join(filter(None, (sheet.constructed, *sheet.notes)))))
    for run in note.runs:
        run.font.size = Pt(8)


def _paragraph(
    cell: Any, text: str, *, first: bool = False, bold: bool | None = None, italic: bool = False
) -> None:
    from docx.shared import Pt

    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(writable(text))
    run.font.size = Pt(8.5)
    run.bold, run.italic = bold, italic


def write_xlsx(sheet: Sheet, out: Path, language: str) -> None:
    """Write the table, and on a second sheet all quotes behind its cells with their ids."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    page = book.active
    page.title = "display"
    _append(page, [sheet.title])
    if sheet.constructed:
        _append(page, [sheet.constructed])
    head = page.max_row + 1
    _append(page, sheet.head)
    for row in sheet.rows:
        _append(page, [row.label, *map(plain_text, row.cells)])
    _append(page, [" ".join(sheet.notes)])
    for cell in (*page[1], *page[head]):
        cell.font = Font(bold=True)
    for line in page.iter_rows(min_row=head, max_row=page.max_row - 1):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for column in range(1, len(sheet.head) + 1):
        page.column_dimensions[page.cell(head, column).column_letter].width = 30
    page.freeze_panes = page.cell(head + 1, 2)
    quotes = book.create_sheet(display_voice(language).say("quotes sheet"))
    _append(quotes, ["row", "column", "quote", "text", "who"])
    for row in sheet.rows:
        for heading, shown in zip(sheet.head[1:], row.cells, strict=True):
            for one in shown.behind:
                _append(quotes, [row.key, heading, one.id, one.words, one.who])
    book.save(out)


def _append(page: Any, texts: Sequence[str]) -> None:
    page.append([writable(text)[:MOST_IN_A_CELL] for text in texts])
    for cell in page[page.max_row]:
        # A text that begins with `=` is no formula.
        cell.data_type = "s" if cell.value else cell.data_type


def writable(text: str) -> str:
    """Return text without what no XML can hold."""
    return UNWRITABLE.sub("\ufffd", text)
