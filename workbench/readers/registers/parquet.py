"""Tables in Parquet files."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from workbench.errors import RefusedFileError
from workbench.readers.registers.raw import (
    MAX_CELLS,
    RawCell,
    RawColumn,
    RawTable,
    Unreadable,
    heading_of,
    storable,
)

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.readers.registers.problems import Troubles


def read_parquet(path: Path, troubles: Troubles) -> RawTable:
    """Read a Parquet file whose columns hold single values.

    Raises
    ------
    RefusedFileError
        The file is damaged, not a Parquet file, or holds more than `MAX_CELLS`.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            # A short file can unpack to billions of repeated values.
            if file.metadata.num_rows * file.metadata.num_columns > MAX_CELLS:
                raise RefusedFileError(f"the table is larger than {MAX_CELLS:,} cells", where=path.name)
            table = file.read()
        return RawTable(path.name, _columns(table, path.name, troubles), range(2, table.num_rows + 2))
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise RefusedFileError(
            f"the file cannot be read as Parquet ({error})",
            where=path.name,
            hint="Write it again with the program it comes from",
        ) from None


def _columns(table: Any, where: str, troubles: Troubles) -> dict[str, RawColumn]:
    import pyarrow as pa

    columns: dict[str, RawColumn] = {}
    for field, column in zip(table.schema, table.columns, strict=True):
        name = heading_of(field.name)
        if name.startswith("__index_level_"):  # the row numbers of a pandas frame
            continue
        if not name or isinstance(storable(name), Unreadable):
            troubles.add(where, "a column has no heading that can be read", "Give it a name")
        elif name in columns:
            troubles.add(where, f"two columns have the heading {name!r}", "Rename one of them")
        elif pa.types.is_nested(field.type):
            troubles.add(
                f"{where}, column {name}",
                "each cell holds a list or a record",
                "Give it a table of its own, with one value a row",
            )
        else:
            columns[name] = RawColumn([_cell(value) for value in _values(column, pa)])
    return columns


def _values(column: Any, pa: Any) -> list[Any]:
    if pa.types.is_timestamp(column.type):
        # Nanoseconds have no counterpart in Python's datetime.
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    values: list[Any] = column.to_pylist()
    return values


def _cell(value: Any) -> RawCell:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, bytes):
        try:
            return storable(value.decode("utf-8"))
        except UnicodeDecodeError:
            return Unreadable(repr(value), "the cell holds bytes that are not text")
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, int | float | dt.date | None):
        return None if value != value else value  # noqa: PLR0124 - only NaN differs from itself
    return str(value)  # times of day, durations
