"""Tables in CSV files, as Excel and statistics programs write them in Danish and in English."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.errors import RefusedFileError
from workbench.readers.registers.raw import RawTable, table_from_rows

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.readers.registers.problems import Troubles

SEPARATORS = ",;\t|"
MAX_LINE = 1_000_000

# Excel reads its separator from such a first line and does not show it as a row.
_SEPARATOR_LINE = re.compile(r'\A"?sep=(.)"?\r?\n', re.IGNORECASE)


def read_delimited(path: Path, troubles: Troubles) -> RawTable:
    """Read a CSV file: the separator is told from the heading, the encoding from the bytes.

    Raises
    ------
    RefusedFileError
        The file is binary, or its quotation marks do not add up.
    """
    text = _decoded(path)
    if match := _SEPARATOR_LINE.match(text):
        separator, text = match[1], text[match.end() :]
    else:
        separator = _separator(text)
    return table_from_rows(path.name, _full_rows(path.name, text, separator, troubles), troubles)


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "cp1252"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise RefusedFileError(
        "the file is not text in UTF-8, UTF-16 with its mark, or Windows-1252",
        where=path.name,
        hint="Open it in a spreadsheet and save it as CSV UTF-8",
    )


def _separator(text: str) -> str:
    """Return the separator that gives the heading most columns, the comma where none stands out."""
    end = re.search(r"[\r\n]", text)
    first = text[: min(MAX_LINE, end.start() if end else len(text))]

    def width(separator: str) -> int:
        try:
            return len(next(csv.reader([first], delimiter=separator), []))
        except csv.Error:
            return 0

    return max(SEPARATORS, key=width)


def _full_rows(where: str, text: str, separator: str, troubles: Troubles) -> Iterator[list[str]]:
    width = 0
    number = 0
    reader = csv.reader(_lines(where, text), delimiter=separator, strict=True)
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise RefusedFileError(
                f"the row cannot be told apart from those below it ({error})",
                where=f"{where}, row {number}",
                hint="Look for a quotation mark that is opened and never closed",
            ) from None
        width = width or len(row)
        if any(row) and (len(row) < width or any(row[width:])):
            what = f"the row has {len(row)} cells where the heading has {width}"
            hint = f"Put quotation marks around text that holds the separator {separator!r} or a line break"
            troubles.add(f"{where}, row {number}", what, hint)
        yield row[:width]


def _lines(where: str, text: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > MAX_LINE:
            raise RefusedFileError(
                f"line {number} is longer than {MAX_LINE:,} characters",
                where=where,
                hint="Is this a table, and are its rows on lines of their own?",
            )
        yield line
