"""Tables in files of SPSS (.sav) and Stata (.dta), with their labels and missing codes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from workbench.errors import RefusedFileError
from workbench.readers.registers.raw import (
    MAX_CELLS,
    RawCell,
    RawColumn,
    RawTable,
    heading_of,
    storable,
    text_of,
)

if TYPE_CHECKING:
    from pathlib import Path


def read_statistical(path: Path) -> RawTable:
    """Read a file of SPSS or Stata: values, variable labels, value labels, user-missing codes.

    Codes that the file declares as missing stay in the cells and are listed in
    `RawColumn.missing`; the missing values .a to .z of Stata have these names.

    Raises
    ------
    RefusedFileError
        The file is damaged, not of its format, or holds more than `MAX_CELLS`.
    """
    import pyreadstat

    read: Callable[..., Any] = pyreadstat.read_sav if path.suffix.lower() == ".sav" else pyreadstat.read_dta
    failures = (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, ValueError, OverflowError, OSError)
    try:
        _, outline = read(path, metadataonly=True)
        if len(outline.column_names) * (outline.number_rows or 0) > MAX_CELLS:
            raise RefusedFileError(f"the table is larger than {MAX_CELLS:,} cells", where=path.name)
        content, meta = read(path, user_missing=True, output_format="dict")
    except failures as error:
        raise RefusedFileError(
            f"the file cannot be read as {path.suffix.lower()} ({error})",
            where=path.name,
            hint="Open it in the program it comes from and save it again",
        ) from None
    columns = {heading_of(name): _column(name, cells, meta) for name, cells in content.items()}
    height = len(next(iter(content.values()), ()))
    return RawTable(path.name, columns, range(2, height + 2))


def _column(name: str, cells: Sequence[Any], meta: Any) -> RawColumn:
    # Stata's missing values .a to .z arrive as the letter.
    letters = set(meta.missing_user_values.get(name, ()))
    values = [f".{cell}" if cell in letters else _cell(cell) for cell in cells]
    labels = {
        (f".{value}" if value in letters else text_of(value)): str(label)
        for value, label in meta.variable_value_labels.get(name, {}).items()
    }
    ranges = meta.missing_ranges.get(name, ())
    codes = {f".{letter}" for letter in letters}
    codes |= {text_of(bound["lo"]) for bound in ranges if bound["lo"] == bound["hi"]}
    codes |= {text_of(value) for value in set(values) if any(_within(value, bound) for bound in ranges)}
    return RawColumn(
        values,
        label=(meta.column_names_to_labels.get(name) or "").strip(),
        value_labels={value: label for value, label in labels.items() if value not in codes},
        missing={code: labels.get(code, "declared as missing") for code in sorted(codes)},
        ordinal=meta.variable_measure.get(name) == "ordinal",
    )


def _cell(value: Any) -> RawCell:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, int | float | dt.date | None):
        return None if value != value else value  # noqa: PLR0124 - only NaN differs from itself
    return str(value)  # times of day


def _within(value: RawCell, bound: Mapping[str, Any]) -> bool:
    low, high = bound["lo"], bound["hi"]
    if isinstance(low, str) or isinstance(value, str):
        return bool(value == low)
    return isinstance(value, int | float) and bool(low <= value <= high)
