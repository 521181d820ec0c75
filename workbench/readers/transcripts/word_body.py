"""The body of a Word document, walked element by element (ECMA-376 part 1, section 17).

python-docx's `paragraph.text` leaves out the inserted text of tracked changes, content controls and
text boxes, all of which a reader sees.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbench.readers.transcripts.paragraphs import EditingTraces, Run

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

_PARAGRAPH, _TABLE, _ROW, _CELL = (f"{WORD}{name}" for name in ("p", "tbl", "tr", "tc"))
_RUN, _SYMBOL, _COMMENT = (f"{WORD}{name}" for name in ("r", "sym", "commentReference"))
_FORMULA_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_TEXTS = frozenset({f"{WORD}t", _FORMULA_TEXT})
_SIGNS = {
    f"{WORD}tab": "\t",
    f"{WORD}ptab": "\t",
    f"{WORD}br": "\n",
    f"{WORD}cr": "\n",
    f"{WORD}noBreakHyphen": "\u2011",
    f"{WORD}softHyphen": "\xad",
}
_DELETED = frozenset({f"{WORD}del", f"{WORD}moveFrom"})
_INSERTED = frozenset({f"{WORD}ins", f"{WORD}moveTo"})
# Properties, field codes, and the copy of a text box that old programs would show.
_NOT_TEXT = frozenset(
    {
        f"{WORD}{name}"
        for name in ("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "instrText", "delText")
    }
    | {_FALLBACK}
)
_NOTE_REFERENCES = frozenset({f"{WORD}footnoteReference", f"{WORD}endnoteReference"})
_OFF = frozenset({"0", "false", "off", "none"})
# Styles can be based on each other; a document made to do harm closes the circle.
_LONGEST_CHAIN = 20


class Body:
    """Walks the body of a document and counts what a researcher should know of.

    Parameters
    ----------
    document
        The `docx.Document`.
    """

    def __init__(self, document: Any) -> None:
        self._document = document
        self._marked_styles = frozenset(style.style_id for style in document.styles if _sets_apart(style))
        self.traces = EditingTraces()
        """Complete once the body was walked."""

    def paragraphs(self) -> Iterator[list[Run]]:
        """Yield paragraphs and table rows in their order; a row has tabs between its cells."""
        return self._paragraphs_in(self._document.element.body)

    def _paragraphs_in(self, container: Any) -> Iterator[list[Run]]:
        for element in container:
            if element.tag == _PARAGRAPH:
                yield list(self._runs(element, marked=self._style_marks(element, "pPr", "pStyle")))
            elif element.tag == _TABLE:
                for row in element.iterchildren(_ROW):
                    yield list(self._runs_of_row(row))
            elif self._is_shown(element):
                yield from self._paragraphs_in(element)

    def _runs_of_row(self, row: Any) -> Iterator[Run]:
        for number, cell in enumerate(_cells(row)):
            if number:
                yield "\t", False
            paragraphs = [runs for runs in self._paragraphs_in(cell) if runs]
            for place, runs in enumerate(paragraphs):
                if place:
                    yield "\n", False
                yield from runs

    def _runs(self, container: Any, *, marked: bool) -> Iterator[Run]:
        """Yield the runs of a paragraph, those in links, insertions and text boxes included."""
        for element in container:
            if element.tag == _RUN:
                yield from self._pieces(element, marked=self._run_is_marked(element, marked=marked))
            elif element.tag == _PARAGRAPH:
                # A text box: a paragraph inside a run.
                yield "\n", False
                yield from self._runs(element, marked=False)
            elif element.tag in _TEXTS:
                yield element.text or "", marked
            elif self._is_shown(element):
                yield from self._runs(element, marked=marked)

    def _pieces(self, run: Any, *, marked: bool) -> Iterator[Run]:
        for element in run:
            if element.tag in _TEXTS:
                yield element.text or "", marked
            elif element.tag in _SIGNS:
                yield _SIGNS[element.tag], marked
            elif element.tag == _SYMBOL:
                yield _symbol(element), marked
            elif element.tag in _NOTE_REFERENCES:
                self.traces.notes += 1
            elif element.tag == _COMMENT:
                self.traces.comments += 1
            elif self._is_shown(element):
                yield from self._runs(element, marked=marked)

    def _is_shown(self, element: Any) -> bool:
        """Tell whether an element may hold words that a reader sees, and count tracked changes."""
        if element.tag in _DELETED:
            self.traces.deleted += 1
            return False
        if element.tag in _INSERTED:
            self.traces.inserted += 1
        # Comments and processing instructions have no name for a tag.
        return isinstance(element.tag, str) and element.tag not in _NOT_TEXT

    def _run_is_marked(self, run: Any, *, marked: bool) -> bool:
        properties = run.find(f"{WORD}rPr")
        if properties is None:
            return marked
        if _is_on(properties, "vanish"):
            self.traces.hidden += 1
        # `bCs` is bold in Arabic and Hebrew.
        for name in ("b", "bCs"):
            if properties.find(f"{WORD}{name}") is not None:
                return _is_on(properties, name)
        return marked or self._style_marks(run, "rPr", "rStyle")

    def _style_marks(self, element: Any, properties: str, name: str) -> bool:
        style = element.find(f"{WORD}{properties}/{WORD}{name}")
        return style is not None and style.get(f"{WORD}val") in self._marked_styles


def _cells(row: Any) -> Iterator[Any]:
    """Yield the cells of a row, those in content controls included, but not those of inner tables."""
    for element in row:
        if element.tag == _CELL:
            yield element
        elif isinstance(element.tag, str):
            yield from _cells(element)


def _is_on(properties: Any, name: str) -> bool:
    toggle = properties.find(f"{WORD}{name}")
    return toggle is not None and str(toggle.get(f"{WORD}val", "1")).lower() not in _OFF


def _symbol(element: Any) -> str:
    """Return the character of a symbol font; it has a meaning in that font only, but it is kept."""
    code = str(element.get(f"{WORD}char", ""))
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "" if character == "\0" or "\ud800" <= character <= "\udfff" else character


def _sets_apart(style: Any) -> bool:
    """Tell whether a style is a heading or makes bold."""
    if (style.name or "").lower().startswith("heading"):
        return True
    for _ in range(_LONGEST_CHAIN):
        font = getattr(style, "font", None)
        if font is not None and font.bold is not None:
            return bool(font.bold)
        style = getattr(style, "base_style", None)
        if style is None:
            break
    return False
