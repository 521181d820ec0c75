"""Cells: from what stands in a file to the value that a variable allows."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from workbench.readers.registers.problems import MAX_REPORTED, Troubles
from workbench.readers.registers.raw import RawCell, RawTable, Unreadable, text_of

if TYPE_CHECKING:
    from workbench.model.register import Cell, Variable

# Three decimals of nothing but 0 would rather be a thousand: 1.000 is not read as 1.
_INTEGER = re.compile(r"([+-]?\d{1,16})(?:[.,]0{0,2})?", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_TWO_MARKS = re.compile(r"[+-]?\d{1,3}(?:[., ]\d{3})+(?:[.,]\d+)?", re.ASCII)
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_LARGEST_INTEGER = 2**53
"""Beyond it neither Excel nor JSON keeps every digit."""

_TRUE = frozenset({"true", "yes", "1", "ja", "sand"})
_FALSE = frozenset({"false", "no", "0", "nej", "falsk"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a cell is not a value of its variable."""

    what: str
    hint: str = ""


Parser = Callable[[RawCell], "Cell | Refusal"]


def read_cells(table: RawTable, variable: Variable, troubles: Troubles) -> list[Cell]:
    """Return the column of `variable` as values, None where missing; refused cells are troubles."""
    column = table.columns[variable.id]
    # True equals 1 for Python, so columns that hold booleans are keyed by type as well.
    keys: list[object] = list(column.cells)
    if any(isinstance(cell, bool) for cell in column.cells):
        keys = [(isinstance(cell, bool), cell) for cell in column.cells]
    parse = parser_of(variable)
    parsed: dict[object, Cell | Refusal] = {}
    for key, cell in zip(keys, column.cells, strict=True):
        if key not in parsed:
            parsed[key] = parse(cell)
    refused = {key: found for key, found in parsed.items() if isinstance(found, Refusal)}
    if refused:
        rows: dict[object, list[int]] = {}
        for index, key in enumerate(keys):
            if key in refused:
                rows.setdefault(key, []).append(index)
        for key, found_in in rows.items():
            place = table.place(variable.id, found_in[0])
            troubles.add(place, refused[key].what, refused[key].hint, times=len(found_in))
            parsed[key] = None
    if variable.type == "number":
        _refuse_mixed_decimals(table, variable, troubles)
    return [parsed[key] for key in keys]  # type: ignore[misc]  # refusals were replaced above


def parser_of(variable: Variable) -> Parser:
    """Return what turns a cell into a value of `variable`, None for missing ones."""
    missing = variable.missing or {}
    read = _READERS[variable.type](variable)

    def parse(cell: RawCell) -> Cell | Refusal:
        text = text_of(cell)
        if text in missing:
            return None
        if isinstance(cell, Unreadable):
            return Refusal(cell.why)
        if not text:
            return None
        value = read(cell, text)
        # 99.0 written as text is the missing code 99 too.
        if isinstance(value, int | float) and text_of(value) in missing:
            return None
        return value

    return parse


def _categories(variable: Variable) -> Callable[[RawCell, str], Cell | Refusal]:
    allowed = {value.id for value in variable.values}
    refused = 0

    def read(_cell: RawCell, text: str) -> Cell | Refusal:
        nonlocal refused
        if text in allowed:
            return text
        refused += 1
        # Comparing is slow, and no more than these are told.
        near = get_close_matches(text, allowed, n=1) if refused <= MAX_REPORTED else []
        meant = f"Did you mean {near[0]!r}? " if near else ""
        listed = ", ".join(value.id for value in variable.values[:12])
        more = ", ..." if len(allowed) > 12 else ""
        return Refusal(f"{_shown(text)} is not an allowed value", f"{meant}Allowed are: {listed}{more}")

    return read


def _integers(variable: Variable) -> Callable[[RawCell, str], Cell | Refusal]:
    def read(_cell: RawCell, text: str) -> Cell | Refusal:
        match = _INTEGER.fullmatch(text)
        if not match:
            return Refusal(f"{_shown(text)} is not a whole number", _hint_for_number(text))
        return _in_range(int(match[1]), variable)

    return read


def _numbers(variable: Variable) -> Callable[[RawCell, str], Cell | Refusal]:
    def read(_cell: RawCell, text: str) -> Cell | Refusal:
        if not _NUMBER.fullmatch(text):
            return Refusal(f"{_shown(text)} is not a number", _hint_for_number(text))
        return _in_range(float(text.replace(",", ".")), variable)

    return read


def _in_range(value: float, variable: Variable) -> Cell | Refusal:
    if not math.isfinite(value) or (isinstance(value, int) and abs(value) > _LARGEST_INTEGER):
        return Refusal(f"{value} is too large to be kept exactly", "If it is an identifier, its type is text")
    if variable.minimum is not None and value < variable.minimum:
        return Refusal(f"{value} is below the minimum {text_of(variable.minimum)}")
    if variable.maximum is not None and value > variable.maximum:
        return Refusal(f"{value} is above the maximum {text_of(variable.maximum)}")
    return value


def _hint_for_number(text: str) -> str:
    if _TWO_MARKS.fullmatch(text):
        return "Write it without a mark for thousands, such as 1234,5 or 1234.5"
    return "If it means that the value is missing, declare it under 'missing'"


def _booleans(_variable: Variable) -> Callable[[RawCell, str], Cell | Refusal]:
    def read(_cell: RawCell, text: str) -> Cell | Refusal:
        word = text.lower()
        if word in _TRUE:
            return True
        if word in _FALSE:
            return False
        return Refusal(f"{_shown(text)} is neither true nor false", "Write true or false, yes or no, 1 or 0")

    return read


def _dates(_variable: Variable) -> Callable[[RawCell, str], Cell | Refusal]:
    def read(cell: RawCell, text: str) -> Cell | Refusal:
        if isinstance(cell, dt.datetime) and "T" in text:
            return Refusal(
                f"{text} has a time of day", "Leave only the date, or give the variable the type text"
            )
        match = _DAY.fullmatch(text)
        try:
            return dt.date.fromisoformat(match[1]).isoformat() if match else _no_date(text)
        except ValueError:
            return Refusal(f"{_shown(text)} is not a day of the calendar")

    return read


def _no_date(text: str) -> Refusal:
    return Refusal(f"{_shown(text)} is not a date", "Write dates as 2010-10-31")


def _texts(_variable: Variable) -> Callable[[RawCell, str], Cell | Refusal]:
    return lambda _cell, text: text


_READERS: dict[str, Callable[[Variable], Callable[[RawCell, str], Cell | Refusal]]] = {
    "nominal": _categories,
    "ordinal": _categories,
    "integer": _integers,
    "number": _numbers,
    "boolean": _booleans,
    "date": _dates,
    "text": _texts,
}


def _refuse_mixed_decimals(table: RawTable, variable: Variable, troubles: Troubles) -> None:
    """Refuse a column with both 1.5 and 2,5: one of the two marks may stand for thousands."""
    cells = table.columns[variable.id].cells
    first: dict[str, int] = {}
    for index, cell in enumerate(cells):
        if isinstance(cell, str):
            for mark in ".,":
                if mark in cell and mark not in first and _NUMBER.fullmatch(cell.strip()):
                    first[mark] = index
    if len(first) == 2:
        earlier, later = sorted(first.values())
        troubles.add(
            table.place(variable.id, later),
            f"{cells[later]} has another decimal mark than {cells[earlier]} in row {table.rows[earlier]}",
            "Use either the comma or the point in the whole column",
        )


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")
