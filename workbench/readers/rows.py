"""Small tables that a researcher types or exports: links, codings and statuses as CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from workbench.errors import RefusedFileError

MOST_BYTES = 500_000_000
_LARGEST_CELL = 10_000_000
# Blank lines, and the line in which Excel is told the separator.
_LINES_BEFORE = re.compile(r"(?:[ \t]*\r?\n|sep=.\r?\n)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rows:
    """A table as text: `columns` in file order, and the cells and file row number of each row.

    The heading is row 1, so a row's number is the one that a spreadsheet shows, unless a
    cell before it holds a line break.
    """

    source: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]
    numbers: list[int]

    def where(self, number: int) -> str:
        """A row of the table, in words."""
        return f"{self.source}, row {number}"

    def cells(self, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """The cells of some columns, row by row; empty ones where the table lacks the column."""
        # Every row ends with an empty cell, which stands for all columns that are not there.
        at = [self.columns.index(name) if name in self.columns else -1 for name in names]
        return map(itemgetter(*at), self.rows)


def read_rows(path: Path, *, required: Sequence[str]) -> Rows:
    """Read a CSV file: UTF-8 or Windows-1252, separated by comma, semicolon or tab.

    Cells are trimmed; rows without any content are left out.

    Raises
    ------
    RefusedFileError
        The file cannot be read, has no heading, lacks a required column, names a column
        twice, or has a row with more cells than columns.
    """
    text = _decode(path)
    skipped = _LINES_BEFORE.match(text)
    before = skipped[0].count("\n") if skipped else 0
    text = text[skipped.end() :] if skipped else text
    heading = text.partition("\n")[0]
    separator = max(",;\t", key=heading.count)
    csv.field_size_limit(_LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        columns = tuple(cell.strip() for cell in next(reader, ()))
        _check_heading(path.name, columns, required)
        width = len(columns)
        rows, numbers = [], []
        for number, row in enumerate(reader, start=2 + before):
            row.append("")
            trimmed = tuple(map(str.strip, row))
            if not any(trimmed):
                continue
            if len(trimmed) > width + 1:
                raise RefusedFileError(
                    f"there are {len(row) - 1} cells but {width} columns",
                    where=f"{path.name}, row {number}",
                    hint="Put text that holds the separator in double quotes",
                )
            rows.append(trimmed if len(trimmed) > width else trimmed + ("",) * (width + 1 - len(trimmed)))
            numbers.append(number)
    except csv.Error as error:
        raise RefusedFileError(
            f"the table breaks off ({error})", where=f"{path.name}, line {reader.line_num}"
        ) from None
    return Rows(path.name, columns, rows, numbers)


def _decode(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise RefusedFileError("the table is larger than 500 MB", where=path.name)
        data = path.read_bytes()
    except OSError as error:
        raise RefusedFileError(f"the file cannot be read ({error.strerror})", where=str(path)) from None
    if not data.strip():
        raise RefusedFileError("the file is empty", where=path.name)
    if b"\0" in data:
        raise RefusedFileError(
            "this is not a CSV file", where=path.name, hint="Save the sheet as CSV (UTF-8) and try again"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="strict") if _is_cp1252(data) else data.decode("latin-1")


def _is_cp1252(data: bytes) -> bool:
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return True


def _check_heading(source: str, columns: tuple[str, ...], required: Sequence[str]) -> None:
    if len(set(columns)) < len(columns):
        twice = sorted({column for column in columns if columns.count(column) > 1})
        raise RefusedFileError(f"the column {twice[0]!r} stands twice in the heading", where=source)
    missing = [column for column in required if column not in columns]
    if missing:
        raise RefusedFileError(
            f"the heading lacks {', '.join(missing)}",
            where=source,
            hint=f"It has: {', '.join(columns) or 'nothing'}",
        )
