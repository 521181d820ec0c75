"""Variables of the register as numbers, and as yes and no."""

from __future__ import annotations

from typing import Any

import pandas as pd
from pandas.api import types

from workbench.errors import FindingError
from workbench.findings.grouping import listing, nearest
from workbench.study.frames import Frames

NAMED = 5


def number_variable(frames: Frames, name: str) -> pd.Series[float]:
    """The numbers that a variable of the register holds, by participant.

    Raises
    ------
    FindingError
        There is no such variable, it is no number, it is missing for everybody, or a number in it
        is infinite.
    """
    people = frames.participants.set_index("participant")
    numbers = [str(column) for column in people if _is_number(people[column])]
    if name not in people:
        raise _unknown(name, numbers or list(map(str, people)))
    if name not in numbers:
        other = f"Numbers are {listing(numbers[:8])}" if numbers else "The register has no numbers"
        raise FindingError(
            f"the variable {name!r} is not a number", hint=f"Compare groups with theme_by_outcome. {other}"
        )
    if not people[name].notna().any():
        raise FindingError(f"the variable {name!r} is missing for every participant")
    values = people[name].astype("Float64").astype(float)
    endless = values.index[values.abs() == float("inf")]
    if len(endless):
        raise FindingError(
            f"the variable {name!r} is infinite for {listing([str(one) for one in endless[:NAMED]])}",
            hint="Correct it in the outcome register, or leave it out there",
        )
    return values


def yes_or_no(frames: Frames, name: str) -> pd.Series[Any]:
    """A yes or no of the register, by participant, as booleans and missing values.

    Raises
    ------
    FindingError
        There is no such variable, or it is neither boolean nor only yes and no, or 1 and 0.
    """
    people = frames.participants.set_index("participant")
    if name not in people:
        raise _unknown(name, list(map(str, people)))
    meaning = {True: True, False: False, "yes": True, "no": False}
    values = people[name].astype(object)
    strange = sorted({str(value) for value in values.dropna() if value not in meaning})
    if strange:
        raise FindingError(
            f"the variable {name!r} is not a yes or no: it holds {listing(strange[:NAMED])}",
            hint="Derive a yes or no in the outcome register",
        )
    return values.where(values.notna(), None).map(meaning, na_action="ignore")


def _unknown(name: str, known: list[str]) -> FindingError:
    return FindingError(
        f"the outcome register has no variable {name!r} for each participant", hint=nearest(name, known)
    )


def _is_number(values: pd.Series[Any]) -> bool:
    return types.is_numeric_dtype(values) and not types.is_bool_dtype(values)
