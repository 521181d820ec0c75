"""Tables as they stand in a file, before anybody has said what their columns mean."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

from workbench.errors import RefusedFileError

if TYPE_CHECKING:
    from workbench.readers.registers.problems import Troubles

MAX_BYTES = 500_000_000
MAX_CELLS = 20_000_000
"""About 2 GB of memory; a register of 10,000 participants with 2,000 variables fits."""
MAX_COLUMNS = 16_384
"""What a spreadsheet can hold."""

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell whose content is known to be broken: `text` as the file shows it, and why."""

    text: str
    why: str


RawCell = str | int | float | bool | dt.date | dt.datetime | Unreadable | None


@dataclass(frozen=True, slots=True)
class RawColumn:
    """One column, with what SPSS and Stata files say of it themselves.

    `value_labels` and `missing` are keyed by the text of the value (see `text_of`).
    """

    cells: Sequence[RawCell]
    label: str = ""
    value_labels: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    ordinal: bool = False


@dataclass(frozen=True, slots=True)
class RawTable:
    """The columns of a table by heading; `rows` are the row numbers a spreadsheet would show."""

    where: str
    columns: Mapping[str, RawColumn]
    rows: Sequence[int]

    def place(self, heading: str, index: int) -> str:
        """Name a cell the way the researcher finds it."""
        return f"{self.where}, row {self.rows[index]}, column {heading}"


def storable(text: str) -> str | Unreadable:
    """Return `text`, or a broken cell where it holds what neither UTF-8 nor PostgreSQL can."""
    if _UNSTORABLE.search(text):
        return Unreadable(repr(text), "the cell holds a character that cannot be stored")
    return text


def text_of(cell: RawCell) -> str:
    """Return the text that identifies a value: 7, 7.0 and ' 7 ' are '7', while '07' stays '07'."""
    match cell:
        case str():
            return cell.strip()
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case float():
            return str(int(cell)) if cell.is_integer() else repr(cell)
        case dt.datetime():
            plain_day = cell.time() == dt.time() and cell.tzinfo is None
            return cell.date().isoformat() if plain_day else cell.isoformat()
        case dt.date():
            return cell.isoformat()
        case Unreadable():
            return cell.text
    return str(cell)


def heading_of(cell: RawCell) -> str:
    """Return a heading without the white space and the decomposed letters that nobody sees."""
    return unicodedata.normalize("NFC", " ".join(text_of(cell).split()))


def table_from_rows(where: str, rows: Iterable[Sequence[RawCell]], troubles: Troubles) -> RawTable:
    """Make a table of the rows of a sheet; the first is the heading, blank ones are left out.

    Raises
    ------
    RefusedFileError
        There is no heading, or the sheet is larger than `MAX_CELLS`.
    """
    heading, numbers, records = _rows_with_content(where, rows)
    names = [heading_of(cell) for cell in heading]
    columns: dict[str, RawColumn] = {}
    for position, cells in enumerate(zip_longest(names, *records, fillvalue=None), start=1):
        name = cells[0] or ""
        if not isinstance(name, str) or not name:
            if any(not _is_blank(cell) for cell in cells[1:]):
                troubles.add(f"{where}, row 1", f"column {position} has values but no heading")
        elif name in columns:
            troubles.add(f"{where}, row 1", f"two columns have the heading {name!r}", "Rename one of them")
        else:
            columns[name] = RawColumn(cells[1:])
    return RawTable(where, columns, numbers)


def _rows_with_content(
    where: str, rows: Iterable[Sequence[RawCell]]
) -> tuple[Sequence[RawCell], list[int], list[Sequence[RawCell]]]:
    heading: Sequence[RawCell] = ()
    numbers: list[int] = []
    records: list[Sequence[RawCell]] = []
    seen = 0
    for number, row in enumerate(rows, start=1):
        width = len(row)
        while width and _is_blank(row[width - 1]):
            width -= 1
        seen += width
        if seen > MAX_CELLS or width > MAX_COLUMNS:
            raise RefusedFileError(
                f"the table is larger than {MAX_CELLS:,} cells or {MAX_COLUMNS:,} columns",
                where=f"{where}, row {number}",
                hint="Leave out what is not needed, or split it into several tables",
            )
        if number == 1:
            heading = row[:width]
        elif width:
            numbers.append(number)
            records.append(row[:width])
    if not heading:
        raise RefusedFileError("the first row holds no headings", where=where)
    return heading, numbers, records


def _is_blank(cell: RawCell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
