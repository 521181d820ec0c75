"""Writing frames to files that other programs read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import StudyError

if TYPE_CHECKING:
    import pandas as pd


def export_quotes(frame: pd.DataFrame, out: Path) -> int:
    """Write a frame as csv, xlsx or parquet, by the ending of `out`; return the number of rows.

    In xlsx every text is written as text: a quote that begins with `=` is no formula.

    Raises
    ------
    StudyError
        The ending is unknown or the file cannot be written.
    """
    plain = frame.copy()
    for column in plain.columns:
        if str(plain[column].dtype).startswith("datetime64"):
            plain[column] = plain[column].astype("str").where(plain[column].notna(), None)
    writers = {".csv": _write_csv, ".xlsx": _write_xlsx, ".parquet": _write_parquet}
    writer = writers.get(out.suffix.lower())
    if writer is None:
        raise StudyError(
            f"{out.suffix or 'a name without an ending'} is not a table format",
            where=out.name,
            hint=f"Use {', '.join(writers)}",
        )
    try:
        writer(frame if out.suffix.lower() == ".parquet" else plain, out)
    except OSError as error:
        raise StudyError(f"the file cannot be written ({error.strerror})", where=str(out)) from None
    return len(frame)


def _write_csv(frame: pd.DataFrame, out: Path) -> None:
    # The byte order mark makes Excel read æøå right.
    frame.to_csv(out, index=False, encoding="utf-8-sig")


def _write_parquet(frame: pd.DataFrame, out: Path) -> None:
    frame.to_parquet(out, index=False)


def _write_xlsx(frame: pd.DataFrame, out: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet = book.create_sheet("quotes")
    sheet.append(list(frame.columns))
    for row in frame.astype("object").where(frame.notna(), None).itertuples(index=False):
        cells = []
        for value in row:
            cell = WriteOnlyCell(
                sheet, ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
            )
            if isinstance(value, str):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    book.save(out)
