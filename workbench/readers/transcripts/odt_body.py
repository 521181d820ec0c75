"""The body of an OpenDocument text, walked element by element (OpenDocument 1.3, part 3, sections 4 to 9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from workbench.errors import RefusedFileError
from workbench.readers.transcripts.paragraphs import EditingTraces, Run

_NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TEXT, TABLE, STYLE = (_NAMESPACE % name for name in ("office", "text", "table", "style"))
FO = _NAMESPACE % "xsl-fo-compatible"
"""Prefixes of element and attribute names."""

_PARAGRAPHS = frozenset({f"{TEXT}p", f"{TEXT}h"})
_SPACES, _TAB, _LINE_BREAK, _NOTE = (f"{TEXT}{name}" for name in ("s", "tab", "line-break", "note"))
_CHANGES, _INSERTED = f"{TEXT}tracked-changes", f"{TEXT}insertion"
_DELETED, _ANNOTATION = f"{TEXT}deletion", f"{OFFICE}annotation"
_ROW, _CELLS = f"{TABLE}table-row", frozenset({f"{TABLE}table-cell", f"{TABLE}covered-table-cell"})
_NOT_TEXT = frozenset(
    {f"{OFFICE}forms", f"{TEXT}sequence-decls", f"{TEXT}variable-decls", f"{TEXT}user-field-decls"}
)
_WHITE_SPACE = re.compile(r"[ \t\r\n]+")
# `<text:s text:c="1000000000"/>` is a bomb in thirty bytes.
_MOST_SPACES = 1_000_000


class Body:
    """Walks the body of a document and keeps what a researcher should know of.

    Parameters
    ----------
    marked_styles, hidden_styles
        Names of the styles that are bold, and of those that hide text.
    where
        The file, for refusals.
    """

    def __init__(self, marked_styles: frozenset[str], hidden_styles: frozenset[str], where: str) -> None:
        self._marked_styles = marked_styles
        self._hidden_styles = hidden_styles
        self._where = where
        self._spaces = 0
        self.traces = EditingTraces()
        """Complete once the body was walked."""
        self.notes: list[str] = []
        """The words of footnotes and endnotes, once the body was walked."""

    def paragraphs(self, container: Element) -> Iterator[list[Run]]:
        """Yield paragraphs and table rows in their order; a row has tabs between its cells."""
        for element in container:
            if element.tag in _PARAGRAPHS:
                yield list(self._paragraph(element))
            elif element.tag == _ROW:
                yield list(self._row(element))
            elif element.tag == _CHANGES:
                self.traces.inserted += sum(1 for _ in element.iter(_INSERTED))
                self.traces.deleted += sum(1 for _ in element.iter(_DELETED))
            elif element.tag not in _NOT_TEXT:
                yield from self.paragraphs(element)

    def _row(self, row: Element) -> Iterator[Run]:
        for number, cell in enumerate(element for element in row if element.tag in _CELLS):
            if number:
                yield "\t", False
            for place, runs in enumerate([runs for runs in self.paragraphs(cell) if runs]):
                if place:
                    yield "\n", False
                yield from runs

    def _paragraph(self, paragraph: Element) -> Iterator[Run]:
        marked = paragraph.tag == f"{TEXT}h" or paragraph.get(f"{TEXT}style-name") in self._marked_styles
        return self._runs(paragraph, marked=marked)

    def _runs(self, container: Element, *, marked: bool) -> Iterator[Run]:
        if container.text:
            yield _WHITE_SPACE.sub(" ", container.text), marked
        for element in container:
            yield from self._piece(element, marked=marked)
            if element.tail:
                yield _WHITE_SPACE.sub(" ", element.tail), marked

    def _piece(self, element: Element, *, marked: bool) -> Iterator[Run]:
        if element.tag == _SPACES:
            yield self._spaces_of(element), marked
        elif element.tag == _TAB:
            yield "\t", marked
        elif element.tag == _LINE_BREAK:
            yield "\n", marked
        elif element.tag == _NOTE:
            body = element.find(f"{TEXT}note-body")
            if body is not None:
                self.traces.notes += 1
                self.notes.append(" ".join("".join(body.itertext()).split()))
        elif element.tag == _ANNOTATION:
            self.traces.comments += 1
        elif element.tag in _PARAGRAPHS:
            # A text box: a paragraph inside a paragraph.
            yield "\n", False
            yield from self._paragraph(element)
        else:
            style = element.get(f"{TEXT}style-name")
            self.traces.hidden += style in self._hidden_styles
            yield from self._runs(element, marked=marked or style in self._marked_styles)

    def _spaces_of(self, element: Element) -> str:
        count = element.get(f"{TEXT}c", "1")
        number = int(count) if count.isdecimal() and len(count) < 10 else 1
        self._spaces += number
        if self._spaces > _MOST_SPACES:
            raise RefusedFileError(f"it holds more than {_MOST_SPACES} coded blanks", where=self._where)
        return " " * number
