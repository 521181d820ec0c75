"""Which reader a data file needs, told from its ending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import RefusedFileError
from workbench.readers.registers.delimited import read_delimited
from workbench.readers.registers.parquet import read_parquet
from workbench.readers.registers.raw import MAX_BYTES, RawTable
from workbench.readers.registers.statistical import read_statistical
from workbench.readers.registers.workbook import read_sheet

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.readers.registers.problems import Troubles

DATA_ENDINGS = (".csv", ".xlsx", ".parquet", ".sav", ".dta")


def read_table(path: Path, sheet: str | None, troubles: Troubles) -> RawTable:
    """Read one table as it stands in its file; `sheet` is for workbooks only.

    Raises
    ------
    RefusedFileError
        The file cannot be opened, is empty or too large, or is not what its ending says.
    """
    try:
        size = path.stat().st_size
        if size and size <= MAX_BYTES:
            return _read(path, sheet, troubles)
    except OSError as error:
        raise RefusedFileError(f"the file cannot be read ({error.strerror})", where=str(path)) from None
    what = f"the file is larger than {MAX_BYTES // 1_000_000} MB" if size else "the file is empty"
    raise RefusedFileError(what, where=path.name)


def _read(path: Path, sheet: str | None, troubles: Troubles) -> RawTable:
    match path.suffix.lower():
        case ".csv":
            return read_delimited(path, troubles)
        case ".xlsx":
            return read_sheet(path, sheet, troubles)
        case ".parquet":
            return read_parquet(path, troubles)
        case ".sav" | ".dta":
            return read_statistical(path)
    raise RefusedFileError(
        f"tables with the ending {path.suffix!r} are not read",
        where=path.name,
        hint=f"Save it as one of {', '.join(DATA_ENDINGS)}",
    )
