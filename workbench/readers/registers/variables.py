"""What a column means: as declared, as its file says, or as read off its values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.model.register import Value, Variable, VariableType
from workbench.readers.registers.cells import Refusal, parser_of
from workbench.readers.registers.raw import RawColumn, Unreadable, text_of

if TYPE_CHECKING:
    from workbench.model.scheme import Localised

NOT_DECLARED = "Not declared; the type was read off the values."
MOST_CATEGORIES = 20
LONGEST_CATEGORY = 80

# What R, pandas and spreadsheets write for a missing value.
_COMMON_MISSING = ("NA", "N/A", "#N/A", "NaN", "nan", "NULL", ".")
# Identifiers rather than amounts: as numbers they would lose their zeros, or their last digits.
_IDENTIFIER = re.compile(r"[+-]?(?:0\d.*|\d{16,})", re.ASCII)
_TRUTH_WORDS = frozenset({"true", "false", "sand", "falsk"})


def undetermined(words: str) -> Localised:
    """Words from a data file, which never says their language."""
    return {"und": words}


def complete(declared: Variable, column: RawColumn) -> Variable:
    """Fill in what the declaration leaves to the file: label, allowed values, missing codes.

    Categories without a list of allowed values allow those that occur.
    """
    missing = {**column.missing, **(declared.missing or {})}
    variable = replace(declared, missing=missing or None)
    if not declared.label:
        variable = replace(variable, label=undetermined(column.label or declared.id))
    if declared.type in {"nominal", "ordinal"} and not declared.values:
        values = _values(column.value_labels, _present(column, missing))
        variable = replace(variable, values=values)
    return variable


def infer(heading: str, column: RawColumn) -> Variable:
    """Read the type of an undeclared column off its values.

    Labelled values make a column nominal or ordinal if they cover what occurs, or if the file
    says so. Otherwise the first of integer, number, date, boolean (true and false only) that
    takes every value; else nominal, if at most 20 values repeat often enough; else text.
    Digits with leading zeros, or more than 15 of them, stay text; signs such as NA count as missing.
    """
    present = _present(column, column.missing)
    missing = dict(column.missing)
    given = dict.fromkeys(text for text in present if text not in _COMMON_MISSING)
    missing |= {text: "not available" for text in present if text in _COMMON_MISSING}
    variable = Variable(
        id=heading,
        type="text",
        label=undetermined(column.label or heading),
        missing=missing or None,
        note=NOT_DECLARED,
        inferred=True,
    )
    if column.value_labels:
        if column.ordinal or given.keys() <= set(column.value_labels):
            kind: VariableType = "ordinal" if column.ordinal else "nominal"
            return replace(variable, type=kind, values=_values(column.value_labels, given))
        labels = "; ".join(f"{value} = {label}" for value, label in column.value_labels.items())
        variable = replace(variable, note=f"{NOT_DECLARED} Labelled values: {labels}.")
    cells = [cell for cell in set(column.cells) if text_of(cell) in given]
    for kind in _candidates(given):
        parse = parser_of(replace(variable, type=kind))
        if not any(isinstance(parse(cell), Refusal) for cell in cells):
            return replace(variable, type=kind)
    if _repeats(given, column):
        return replace(variable, type="nominal", values=_values({}, given))
    return variable


def _candidates(present: Collection[str]) -> Iterable[VariableType]:
    if not present:
        return ()
    if any(_IDENTIFIER.fullmatch(text) for text in present):
        return ()
    truths: tuple[VariableType, ...] = ("boolean",)
    only_truths = all(text.lower() in _TRUTH_WORDS for text in present)
    return truths if only_truths else ("integer", "number", "date")


def _present(column: RawColumn, missing: Mapping[str, str]) -> list[str]:
    """Return the different values of a column as text in order of appearance, without the missing ones."""
    cells = dict.fromkeys(cell for cell in column.cells if not isinstance(cell, Unreadable))
    texts = dict.fromkeys(map(text_of, cells))
    return [text for text in texts if text and text not in missing]


def _repeats(present: Collection[str], column: RawColumn) -> bool:
    """Whether the values look like categories: few, short, and found more than once each."""
    if not present or len(present) > MOST_CATEGORIES or max(map(len, present)) > LONGEST_CATEGORY:
        return False
    filled = sum(times for cell, times in Counter(column.cells).items() if text_of(cell) in present)
    return 3 * len(present) <= 2 * filled


def _values(labels: Mapping[str, str], present: Iterable[str]) -> tuple[Value, ...]:
    ids = dict.fromkeys([*labels, *present])
    numbers: dict[str, float] = {}
    for value in ids:
        try:
            numbers[value] = float(value)
        except ValueError:
            break
    ordered = sorted(ids, key=numbers.__getitem__) if len(numbers) == len(ids) else list(ids)
    return tuple(Value(value, undetermined(labels.get(value, value))) for value in ordered)
