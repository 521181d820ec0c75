"""How like two parts of a register are in one variable, by its type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api import types

from workbench.findings.grouping import value_name
from workbench.findings.notes import NO_INTERVIEWED, NO_OTHERS, SAME_VALUE, TOO_MANY_TABLES
from workbench.findings.statistics.exact_tests import TooManyTablesError, fisher_exact
from workbench.findings.statistics.ranks import rank_test
from workbench.findings.statistics.standardised_differences import (
    StandardisedDifference,
    standardise_nominal,
    standardise_numbers,
    standardise_shares,
)

MOST_VALUES = 30
MANY_PEOPLE, FEWER_DRAWS, DRAWS = 2000, 2000, 10_000
"""Beyond so many people fewer splits are drawn, or the labels of all splits would fill the memory."""

Kind = Literal["yes or no", "nominal", "ordinal", "number", "date"]


@dataclass(frozen=True)
class Likeness:
    """One variable in the one part and in the other, the interviewed and the others.

    Attributes
    ----------
    kind
        What the variable is.
    known, missing
        People with a known value, and without one, in either part.
    middle
        Share of yes, or median, in either part; missing for nominal and ordinal variables.
    standardised
        Standardised difference; NaN where it cannot be told.
    test, p
        `Fisher` or `ranks`; None where there is nothing to test.
    note
        Why a number is missing.
    values
        Per value: its name, and the people who have it in either part.
    """

    kind: Kind
    known: tuple[int, int]
    missing: tuple[int, int]
    middle: tuple[Any, Any]
    standardised: float
    test: str
    p: float | None
    note: str
    values: tuple[tuple[str, int, int], ...]


def likeness(column: pd.Series[Any], first: NDArray[np.bool_]) -> Likeness | str:
    """Compare the people in `first` with all others; a word says why that cannot be done."""
    known = column.notna().to_numpy(dtype=bool)
    if not known.any():
        return "missing for everybody"
    sides = (int((known & first).sum()), int((known & ~first).sum()))
    missing = (int(first.sum()) - sides[0], int((~first).sum()) - sides[1])
    held, one = column[known], first[known]
    if types.is_datetime64_any_dtype(column):
        days = (held - held.min()) / pd.Timedelta(days=1)
        return _numbers("date", held, days.to_numpy(dtype=np.float64), one, sides, missing)
    if types.is_numeric_dtype(column) and not types.is_bool_dtype(column):
        return _numbers("number", held, held.to_numpy(dtype=np.float64), one, sides, missing)
    if not isinstance(column.dtype, pd.CategoricalDtype) and not types.is_bool_dtype(held):
        return "text"
    return _values(held, one, sides, missing)


def _numbers(
    kind: Kind,
    held: pd.Series[Any],
    numbers: NDArray[np.float64],
    one: NDArray[np.bool_],
    sides: tuple[int, int],
    missing: tuple[int, int],
) -> Likeness:
    middle = tuple(held[side].median() if side.any() else np.nan for side in (one, ~one))
    apart = standardise_numbers(numbers[one], numbers[~one])
    p, note = _ranks(numbers, one)
    return Likeness(
        kind,
        sides,
        missing,
        (middle[0], middle[1]),
        apart.difference,
        "ranks",
        p,
        note or apart.note,
        (),
    )


def _values(
    held: pd.Series[Any], one: NDArray[np.bool_], sides: tuple[int, int], missing: tuple[int, int]
) -> Likeness | str:
    categorical = isinstance(held.dtype, pd.CategoricalDtype)
    order = list(held.cat.categories) if categorical else [True, False]
    codes = pd.Index(order).get_indexer(pd.Index(held.astype(object)))
    counts = [np.bincount(codes[side], minlength=len(order)) for side in (one, ~one)]
    present = [place for place in range(len(order)) if counts[0][place] + counts[1][place]]
    if len(present) > MOST_VALUES:
        return "too many values"
    names = [value_name(order[place]) for place in present]
    values = tuple(
        (name, int(counts[0][place]), int(counts[1][place]))
        for name, place in zip(names, present, strict=True)
    )
    kind: Kind = "nominal"
    middle: tuple[Any, Any] = (np.nan, np.nan)
    if set(names) <= {"yes", "no"}:
        kind = "yes or no"
        yes = next(((first, other) for name, first, other in values if name == "yes"), (0, 0))
        middle = (_share(yes[0], sides[0]), _share(yes[1], sides[1]))
        apart: StandardisedDifference = standardise_shares(yes, sides)
    else:
        apart = standardise_nominal(counts[0], counts[1])
    if categorical and held.cat.ordered and kind != "yes or no":
        p, note = _ranks(codes.astype(np.float64), one)
        return Likeness(
            "ordinal", sides, missing, middle, apart.difference, "ranks", p, note or apart.note, values
        )
    p, note = _fisher(values, sides)
    return Likeness(kind, sides, missing, middle, apart.difference, "Fisher", p, note or apart.note, values)


def _share(count: int, of: int) -> float:
    return count / of if of else np.nan


def _ranks(numbers: NDArray[np.float64], one: NDArray[np.bool_]) -> tuple[float | None, str]:
    draws = DRAWS if len(numbers) <= MANY_PEOPLE else FEWER_DRAWS
    test = rank_test(numbers, (~one).astype(int), draws=draws) if one.any() and not one.all() else None
    if test is not None:
        return test.p_value, ""
    return None, _untestable(one)


def _fisher(values: tuple[tuple[str, int, int], ...], sides: tuple[int, int]) -> tuple[float | None, str]:
    """Exact test of "the interviewed were drawn by lot": their number among the people with each value."""
    try:
        p = fisher_exact([first for _, first, _ in values], [first + other for _, first, other in values])
    except TooManyTablesError:
        return None, TOO_MANY_TABLES
    if p is not None:
        return p, ""
    return None, _untestable(np.repeat([True, False], sides))


def _untestable(one: NDArray[np.bool_]) -> str:
    if one.any() and not one.all():
        return SAME_VALUE
    return NO_OTHERS if one.any() else NO_INTERVIEWED
