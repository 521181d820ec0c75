"""Writing frames to files that other programs read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from workbench.errors import StudyError

if TYPE_CHECKING:
    import pandas as pd

# A cell of xlsx holds 32,767 UTF-16 units, of which a character takes at most two.
MOST_IN_A_CELL = 16_383


def export_quotes(frame: pd.DataFrame, out: Path) -> int:
    """Write a frame as csv, xlsx or parquet, by the ending of `out`; return the number of rows.

    In xlsx every text is written as text: a quote that begins with `=` is no formula. What is
    too long for a cell goes on in the next column, which is named `... (continued)`.

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
    with written_whole(out) as part:
        writer(frame if out.suffix.lower() == ".parquet" else plain, part)
    return len(frame)


@contextmanager
def written_whole(out: Path) -> Iterator[Path]:
    """A path to write to in the place of `out`; when all went well it becomes `out`.

    Raises
    ------
    StudyError
        The file cannot be written; what was there before is there still.
    """
    if not out.parent.is_dir():
        raise StudyError("there is no such folder", where=str(out.parent), hint="Make it and try again")
    try:
        with TemporaryDirectory(prefix=".export-", dir=out.parent) as folder:
            part = Path(folder) / out.name
            yield part
            part.replace(out)
    except OSError as error:
        raise StudyError(f"the file cannot be written ({error.strerror})", where=str(out)) from None


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
    frame = _split_long_texts(frame.astype("object").where(frame.notna(), None))
    sheet.append(list(frame.columns))
    for row in frame.itertuples(index=False):
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


def _split_long_texts(frame: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    columns: dict[str, list[Any]] = {}
    for name in frame.columns:
        heading, rest = str(name), frame[name].tolist()
        while any(isinstance(value, str) and len(value) > MOST_IN_A_CELL for value in rest):
            columns[heading] = [value[:MOST_IN_A_CELL] if isinstance(value, str) else value for value in rest]
            rest = [value[MOST_IN_A_CELL:] or None if isinstance(value, str) else None for value in rest]
            heading += " (continued)"
        columns[heading] = rest
    return pd.DataFrame(columns, dtype="object")
