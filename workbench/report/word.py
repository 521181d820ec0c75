"""The filled template as a Word document: headings, paragraphs, lists, quotes, tables, images."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

from workbench.findings.displays.office import writable
from workbench.findings.displays.word_tables import lay_out

# Of figures, in millimetres; a page has room for no more.
FIGURE_MM, MOST_HIGH_MM = 220, 160

HEADINGS = {"h1": 0, "h2": 1, "h3": 2, "h4": 3}
# What is for the screen only, and what a document cannot hold.
LEFT_OUT = {"script", "style", "details", "head"}
# Elements without an end tag.
VOID = {"meta", "img", "br", "link", "hr", "input"}


def write_docx(html: str, images: Mapping[str, bytes], out: Path, *, language: str, no_figure: str) -> None:
    """Write a filled template as a document.

    Parameters
    ----------
    html
        The filled template.
    images
        The figures by name; one that is missing is told of in the words of `no_figure`.
    """
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.8)
    document.styles["Normal"].font.size = Pt(10)
    document.core_properties.language = language
    document.core_properties.author = ""
    _Writer(document, images, no_figure).feed(html)
    document.save(str(out))


class _Writer(HTMLParser):
    def __init__(self, document: Any, images: Mapping[str, bytes], no_figure: str) -> None:
        super().__init__(convert_charrefs=True)
        self.document, self.images, self.no_figure = document, images, no_figure
        self.skipping = 0
        self.paragraph: Any = None
        self.styles: list[str] = []
        self.rows: list[list[list[tuple[str, str]]]] | None = None
        self.caption = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LEFT_OUT or self.skipping:
            self.skipping += tag not in VOID
            return
        given = {name: value or "" for name, value in attrs}
        if tag == "img":
            self._image(given.get("alt", ""))
        elif tag == "table":
            self.rows, self.caption = [], ""
        elif self.rows is not None:
            self._in_table(tag)
        elif tag in HEADINGS:
            self.paragraph = self.document.add_heading("", level=HEADINGS[tag])
        elif tag == "p" and given.get("class") == "every-page":
            self.paragraph = self.document.sections[0].header.paragraphs[0]
        elif tag in {"p", "li", "blockquote"}:
            style = {"li": "List Bullet", "blockquote": "Quote"}.get(tag)
            self.paragraph = self.document.add_paragraph(style=style)
        elif tag == "cite":
            # On a page the style sheet puts the dash.
            self.handle_data("\u2013 ")
        if tag in {"strong", "em"}:
            self.styles.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.skipping:
            self.skipping -= tag not in VOID
            return
        if tag == "table" and self.rows is not None:
            self._table(self.rows)
            self.rows = None
        elif tag in {"strong", "em"} and self.styles:
            self.styles.pop()
        elif tag in {*HEADINGS, "p", "li", "blockquote"}:
            if self.rows is None:
                self.paragraph = None
            elif tag in {"p", "blockquote"} and self.rows and self.rows[-1]:
                self.rows[-1][-1].append(("end", ""))

    def handle_data(self, data: str) -> None:
        if self.skipping:
            return
        text = " ".join(data.split())
        if not text:
            # A space between two pieces of a line, such as bold and italic ones.
            if self.rows is None and self.paragraph is not None and self.paragraph.runs:
                self.paragraph.add_run(" ")
            return
        # The space that HTML would show between two pieces of a line.
        text = writable(" " * data[:1].isspace() + text + " " * data[-1:].isspace())
        if self.rows is not None:
            if self.rows and self.rows[-1]:
                self.rows[-1][-1].append(("text", text))
            else:
                self.caption += text
        elif self.paragraph is not None:
            run = self.paragraph.add_run(text)
            run.bold = "strong" in self.styles or None
            run.italic = "em" in self.styles or None

    def _in_table(self, tag: str) -> None:
        assert self.rows is not None  # noqa: S101 - asked before
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append([])
        elif tag in {"p", "blockquote"} and self.rows and self.rows[-1]:
            self.rows[-1][-1].append(("end", ""))
        elif tag == "cite":
            self.handle_data(" \u2013 ")

    def _image(self, name: str) -> None:
        from docx.shared import Mm

        if name in self.images:
            picture = self.document.add_picture(BytesIO(self.images[name]), width=Mm(FIGURE_MM))
            if picture.height > Mm(MOST_HIGH_MM):
                picture.width = round(picture.width * Mm(MOST_HIGH_MM) / picture.height)
                picture.height = Mm(MOST_HIGH_MM)
        else:
            self.document.add_paragraph(self.no_figure)

    def _table(self, rows: list[list[list[tuple[str, str]]]]) -> None:
        from docx.shared import Pt

        columns = max((len(row) for row in rows), default=0)
        if not columns:
            return
        if self.caption.strip():
            self.document.add_paragraph(self.caption.strip()).runs[0].bold = True
        table = self.document.add_table(rows=0, cols=columns)
        for place, row in enumerate(rows):
            cells = table.add_row().cells
            for cell, pieces in zip(cells, row, strict=False):
                for line, text in enumerate(_lines(pieces)):
                    paragraph = cell.paragraphs[0] if not line else cell.add_paragraph()
                    paragraph.paragraph_format.space_after = Pt(2)
                    run = paragraph.add_run(text)
                    run.font.size, run.bold = Pt(8.5), True if not place else None
        section = self.document.sections[-1]
        texts = [["\n".join(_lines(pieces)) for pieces in row] for row in rows]
        lay_out(table, texts, section.page_width - section.left_margin - section.right_margin)
        self.document.add_paragraph()


def _lines(pieces: list[tuple[str, str]]) -> list[str]:
    lines = [""]
    for kind, text in pieces:
        if kind == "text":
            lines[-1] += text
        elif lines[-1].strip():
            lines.append("")
    return [line.strip() for line in lines if line.strip()] or [""]
