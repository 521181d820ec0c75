"""Tables in sheets of Excel workbooks: the values that were last computed, nothing is run."""

from __future__ import annotations

import datetime as dt
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from workbench.errors import RefusedFileError
from workbench.readers.registers.raw import RawCell, RawTable, Unreadable, table_from_rows

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.readers.registers.problems import Troubles

MAX_UNPACKED_BYTES = 150_000_000
"""Five million cells take about 125 MB of XML."""
MAX_PARTS = 10_000
MAX_ROWS = 1_048_576
"""What Excel can hold."""

# What zipfile, the XML parser and openpyxl run into where a workbook is damaged or forged.
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError),
    *(SyntaxError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError),
)
_OLE = b"\xd0\xcf\x11\xe0"
_SPREADSHEET_ERRORS = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"}
)


def read_sheet(path: Path, sheet: str | None, troubles: Troubles) -> RawTable:
    """Read the sheet of that name, the first one for None.

    Macros, charts and links to other workbooks are not looked at.

    Raises
    ------
    RefusedFileError
        The file is protected, damaged, unpacks to more than `MAX_UNPACKED_BYTES`, or has no
        such sheet.
    """
    has_formulas = _inspect(path)
    with warnings.catch_warnings():
        # It warns of every feature that would be lost on saving; nothing is saved here.
        warnings.simplefilter("ignore", UserWarning)
        try:
            name, rows = _rows(path, sheet)
            where = f"{path.name}, sheet {name}"
            if has_formulas:
                _, formulas = _rows(path, sheet, formulas=True)
                rows = _marked(rows, formulas)
            return table_from_rows(where, rows, troubles)
        except _DAMAGE as error:
            raise RefusedFileError(
                f"the workbook is damaged ({error})",
                where=path.name,
                hint="Open it in a spreadsheet program and save it again",
            ) from None


def _inspect(path: Path) -> bool:
    """Refuse what is unsafe to unpack; return whether any sheet holds a formula."""
    with path.open("rb") as stream:
        if stream.read(len(_OLE)) == _OLE:
            raise RefusedFileError(
                "the workbook is protected by a password, or in the format of before 2007",
                where=path.name,
                hint="Save it as .xlsx without a password",
            )
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            # Python's zipfile never unpacks more of a part than is stated here.
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
                raise RefusedFileError(
                    f"the workbook unpacks to more than {MAX_UNPACKED_BYTES // 1_000_000} MB",
                    where=path.name,
                    hint="Leave out what is not needed, or save the table as CSV",
                )
            sheets = [part for part in parts if part.filename.startswith("xl/worksheets/")]
            return any(_holds_formula(archive, part) for part in sheets)
    except _DAMAGE as error:
        raise RefusedFileError(
            f"this is not a workbook, or a damaged one ({error})",
            where=path.name,
            hint="Open it in a spreadsheet program and save it again as .xlsx",
        ) from None


def _holds_formula(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    kept = b""
    with archive.open(part) as stream:
        while chunk := stream.read(1 << 20):
            data = kept + chunk
            if b"<f>" in data or b"<f " in data:
                return True
            kept = data[-2:]
    return False


def _rows(path: Path, sheet: str | None, *, formulas: bool = False) -> tuple[str, Iterator[Sequence[Any]]]:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=not formulas, keep_links=False)
    names = [worksheet.title for worksheet in book.worksheets]
    if not names or (sheet is not None and sheet not in names):
        wanted = f"no sheet {sheet!r}" if names else "no sheet with a table"
        hint = f"It has: {', '.join(names)}" if names else None
        raise RefusedFileError(f"the workbook has {wanted}", where=path.name, hint=hint)
    worksheet = book[names[0] if sheet is None else sheet]
    # The stated size is often wrong, and a forged one would be filled up with empty cells.
    worksheet.reset_dimensions()

    def rows() -> Iterator[Sequence[Any]]:
        try:
            for number, row in enumerate(worksheet.iter_rows(values_only=True), start=1):
                # A row with a forged number comes after as many empty ones.
                if number > MAX_ROWS:
                    raise ValueError(f"it has more than {MAX_ROWS:,} rows")
                yield [_cell(value) for value in row]
        finally:
            book.close()

    return worksheet.title, rows()


def _cell(value: Any) -> RawCell:
    if isinstance(value, str):
        if value in _SPREADSHEET_ERRORS:
            return Unreadable(value, f"the cell holds the spreadsheet error {value}")
        return value
    if value is None or isinstance(value, int | float | dt.date):
        return value
    return str(value)  # times of day, durations


def _marked(
    rows: Iterator[Sequence[RawCell]], formulas: Iterator[Sequence[Any]]
) -> Iterator[Sequence[RawCell]]:
    """Mark the cells with a formula that no program has computed yet."""
    uncomputed = Unreadable("", "the cell holds a formula that was never computed")
    for row, with_formulas in zip(rows, formulas, strict=True):
        yield [
            uncomputed if value is None and formula is not None else value
            for value, formula in zip(row, with_formulas, strict=True)
        ]
