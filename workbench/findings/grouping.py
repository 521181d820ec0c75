"""Which people form a group: the values of one variable of the register, in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import numpy as np
import pandas as pd
from pandas.api import types

from workbench.errors import FindingError
from workbench.model.scheme import Localised
from workbench.study.frames import Frames

MOST_GROUPS = 12
MEASURED = (
    "integer",
    "floating",
    "mixed-integer-float",
    "decimal",
    "date",
    "datetime",
    "datetime64",
    "timedelta",
)
YES_NO: dict[str, Localised] = {"yes": {"en": "yes", "da": "ja"}, "no": {"en": "no", "da": "nej"}}


@dataclass(frozen=True, eq=False)
class Grouping:
    """The participants by the value they have of one variable.

    Attributes
    ----------
    variable
        Id of the variable, a column of `Frames.participants`.
    names
        Names of its values, in order: as declared, yes before no, else as they first appear.
    of_person
        Name of the value each participant has, None where it is missing; indexed by participant.
    """

    variable: str
    names: tuple[str, ...]
    of_person: pd.Series[Any]


def group_by(frames: Frames, variable: str, groups: Sequence[object] | None = None) -> Grouping:
    """Group the participants by `variable`; `groups` picks values and their order.

    Raises
    ------
    FindingError
        The variable is not in the register, is missing for everybody, has more than
        `MOST_GROUPS` values or is a number or date (unless `groups` picks some), or `groups`
        names a value that the variable does not have, or fewer than two.
    """
    people = frames.participants
    variables = [str(column) for column in people.columns if column != "participant"]
    if variable not in variables:
        raise FindingError(
            f"the outcome register has no variable {variable!r} for each participant",
            hint=nearest(variable, variables) if variables else "Load an outcome register first",
        )
    values = people.set_index("participant")[variable]
    if not values.notna().any():
        raise FindingError(f"the variable {variable!r} is missing for every participant")
    of_person = pd.Series(
        [
            None if missing else value_name(value)
            for value, missing in zip(values, values.isna(), strict=True)
        ],
        index=values.index,
        dtype=object,
    )
    names = tuple(dict.fromkeys(map(value_name, _ordered_values(values))))
    if groups is None:
        _refuse_what_does_not_group(variable, values)
        return Grouping(variable, names, of_person)
    chosen = tuple(dict.fromkeys(map(value_name, groups)))
    for name in chosen:
        if name not in names:
            raise FindingError(
                f"nobody can be in the group {name!r}: the variable {variable!r} has no such value",
                hint=f"Its values are {listing(names[:MOST_GROUPS])}",
            )
    if len(chosen) < 2:
        raise FindingError("a comparison needs two groups or more", hint=f"{variable!r} has {listing(names)}")
    return Grouping(variable, chosen, of_person)


def value_labels(frames: Frames, variable: str, names: Iterable[str]) -> dict[str, Localised]:
    """What the values of `variable` are called for a reader, by their names."""
    declared = frames.register.variable_by_id.get(variable) if frames.register else None
    labels = {value.id: value.label for value in declared.values} if declared else {}  # noqa: PD011 - no frame
    return {name: labels.get(name) or YES_NO.get(name, {"en": name}) for name in names}


def variable_label(frames: Frames, variable: str) -> Localised:
    """What `variable` is called for a reader."""
    declared = frames.register.variable_by_id.get(variable) if frames.register else None
    return declared.label if declared and declared.label else {"en": variable}


def value_name(value: object) -> str:
    """The name of a group: `yes` and `no` for booleans, whole numbers without a decimal point."""
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint with the known names that look most like `name`, else with the first few of them."""
    names = list(known)
    close = get_close_matches(name, names, n=3, cutoff=0.5)
    if close:
        return f"Did you mean {listing(close, 'or')}?"
    more = f" and {len(names) - 8} more" if len(names) > 8 else ""
    return f"There is {', '.join(names[:8])}{more}" if names else "There is none yet"


def listing(names: Sequence[str], word: str = "and") -> str:
    """`A`, `A and B`, `A, B and C`."""
    return f" {word} ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def _ordered_values(values: pd.Series[Any]) -> list[object]:
    if isinstance(values.dtype, pd.CategoricalDtype):
        return list(values.cat.categories)
    seen: list[object] = list(values.dropna().unique())
    if all(isinstance(value, bool | np.bool_) for value in seen):
        return [True, False]
    return [1, 0] if _zero_or_one(seen) else seen


def _zero_or_one(seen: Iterable[object]) -> bool:
    """Whether a number is a yes or no that lost its type in a spreadsheet."""
    return set(seen) <= {0, 1}


def _refuse_what_does_not_group(variable: str, values: pd.Series[Any]) -> None:
    seen = values.dropna().unique()
    measured = types.infer_dtype(values.astype(object), skipna=True) in MEASURED
    if len(seen) > MOST_GROUPS:
        what = f"has {len(seen)} different values"
    elif measured and not isinstance(values.dtype, pd.CategoricalDtype) and not _zero_or_one(seen):
        what = "is a number or a date"
    else:
        return
    raise FindingError(
        f"the variable {variable!r} {what}, which does not make groups of people",
        hint="Band it in the outcome register (for example none, some, much), choose values (groups=, on the "
        "command line --group), or compare a number with theme_by_measure (workbench themes)",
    )
