"""Tables of Word documents: ruled across, each column as wide as its words need, short rows whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

LINE, HEAD_LINE = "BFC5CA", "222222"
# A column takes no more room than these many characters would, however long its texts are.
MOST_CHARACTERS = 160
LEAST_CHARACTERS = 6
# A row with more in one cell may go on over the page.
SHORT = 300
EMU_PER_CM = 360_000


def lay_out(table: Any, texts: Sequence[Sequence[str]], room: int) -> None:
    """Lay out a table that is filled already; its first row is the head, on each page again.

    Parameters
    ----------
    table
        A table of python-docx.
    texts
        What stands in its cells, row by row.
    room
        How wide it may be, in English Metric Units.
    """
    table.autofit = False
    _rule(table)
    for place, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no name for it
        if max(map(len, texts[place]), default=0) <= SHORT:
            properties.append(_element("cantSplit", val="true"))
        if not place:
            properties.append(_element("tblHeader", val="true"))
    for column, width in zip(table.columns, column_widths(texts, room), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def column_widths(texts: Sequence[Sequence[str]], room: int) -> list[int]:
    """Share out the room: most to the columns with most words, to each what its longest word takes."""
    columns = [[row[at] for row in texts if at < len(row)] for at in range(max(map(len, texts), default=0))]
    longest = [max((len(text) for text in column), default=0) for column in columns]
    weights = [min(max(one, LEAST_CHARACTERS), MOST_CHARACTERS) ** 0.5 for one in longest]
    words = [max((len(word) for text in column for word in text.split()), default=1) for column in columns]
    # At the size that tables are set in, a letter takes some 2 mm and margins 5; where that is too much
    # for all columns, the longest words are broken.
    for most in range(max(words, default=1), 0, -1):
        least = [int((0.5 + 0.2 * min(word, most)) * EMU_PER_CM) for word in words]
        if sum(least) <= room:
            break
    else:
        return [room // len(words) for _ in words]
    fixed: dict[int, int] = {}
    while True:
        free = [at for at in range(len(weights)) if at not in fixed]
        spare, shares = room - sum(fixed.values()), sum(weights[at] for at in free)
        widths = {at: int(spare * weights[at] / shares) for at in free} | fixed
        narrow = {at: least[at] for at in free if widths[at] < least[at]}
        if not narrow:
            return [widths[at] for at in range(len(weights))]
        fixed |= narrow


def _rule(table: Any) -> None:
    borders = _element("tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_element(side, val="single", sz="4", space="0", color=LINE))
    margins = _element("tblCellMar")
    for side in ("top", "bottom"):
        margins.append(_element(side, w="40", type="dxa"))
    # Word wants them in this order.
    layout = table._tbl.tblPr.find(_name("tblLayout"))  # noqa: SLF001
    layout.addprevious(borders)
    layout.addnext(margins)
    for cell in table.rows[0].cells:
        own = _element("tcBorders")
        own.append(_element("bottom", val="single", sz="8", space="0", color=HEAD_LINE))
        cell._tc.get_or_add_tcPr().append(own)  # noqa: SLF001


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement

    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(_name(key), value)
    return made


def _name(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(f"w:{name}")
