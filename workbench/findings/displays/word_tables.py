"""Tables of Word documents: ruled across, each column as wide as its words need, short rows whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.findings.displays.column_widths import column_widths

LINE, HEAD_LINE = "BFC5CA", "222222"
# A row with more in one cell may go on over the page.
SHORT = 300


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
