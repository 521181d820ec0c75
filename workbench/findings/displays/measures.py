"""What a variable of the register is among some people: a share, a distribution or a median."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
from pandas.api import types

from workbench.errors import FindingError
from workbench.findings.displays.table import Cell, in_both
from workbench.findings.displays.words import PHRASES
from workbench.findings.grouping import Grouping, group_by, nearest, value_labels, variable_label
from workbench.findings.inclusion import Sample
from workbench.findings.presence import Presence
from workbench.model.scheme import Localised, localise
from workbench.study.frames import Frames


@dataclass(frozen=True, eq=False)
class Measure:
    """A variable, and how it is told of some people.

    Attributes
    ----------
    variable, label
        Its id and what it is called; of a variable with two values the label names the first.
    kind
        `share` of the first of two values, `distribution` over more, or `median` with quartiles.
    grouping
        Who has which value; None for numbers.
    labels
        What its values are called, by name.
    numbers
        The value of each participant; None unless it is a number.
    """

    variable: str
    label: Localised
    kind: Literal["share", "distribution", "median"]
    grouping: Grouping | None
    labels: Mapping[str, Localised]
    numbers: pd.Series[Any] | None

    @classmethod
    def of(cls, frames: Frames, variable: str) -> Measure:
        """Choose how to tell a variable.

        Raises
        ------
        FindingError
            There is no such variable, or it is a date, a text, or missing for everybody.
        """
        people = frames.participants
        if variable not in people or variable == "participant":
            raise FindingError(
                f"the outcome register has no variable {variable!r} for each participant",
                hint=nearest(variable, [str(name) for name in people.columns if name != "participant"]),
            )
        values = people.set_index("participant")[variable]
        label = variable_label(frames, variable)
        measured = types.is_numeric_dtype(values) and not types.is_bool_dtype(values)
        if measured and values.notna().any() and not set(values.dropna().unique()) <= {0, 1}:
            return cls(variable, label, "median", None, {}, values)
        grouping = group_by(frames, variable)
        names = value_labels(frames, variable, grouping.names)
        if len(grouping.names) != 2:
            return cls(variable, label, "distribution", grouping, names, None)
        first = names[grouping.names[0]]
        if grouping.names[0] not in {"yes", "1"} or localise(first, "en") not in {"yes", "1"}:
            label = in_both("is value", variable=label, value=first)
        return cls(variable, label, "share", grouping, names, None)

    def cell(self, people: Iterable[Any]) -> Cell:
        """Tell it of some people; those of whom it is not known are not among its n."""
        from workbench.findings.displays.theme_rows import of_cell

        people = list(people)
        if self.numbers is not None:
            return self._median(self.numbers.reindex(people).dropna())
        assert self.grouping is not None  # noqa: S101 - as `of` makes it
        known = self.grouping.of_person.reindex(people).dropna()
        values = tuple((str(who), str(value)) for who, value in known.items())
        names = self.grouping.names
        if self.kind == "share":
            return of_cell(int((known == names[0]).sum()), len(known), people=values)
        counts = [(name, int((known == name).sum())) for name in names]
        if not len(known):
            return Cell("nobody", n=0)
        told: dict[str, str] = {
            language: ", ".join(f"{localise(self.labels[name], language)} {n}" for name, n in counts if n)
            for language in PHRASES
        }
        of = len(known)
        return Cell("value", {"value": told}, n=of, people=values, counts=tuple((n, of) for _, n in counts))

    def _median(self, known: pd.Series[Any]) -> Cell:
        if not len(known):
            return Cell("nobody", n=0)
        numbers = known.astype(float)
        low, middle, high = (float(numbers.quantile(share)) for share in (0.25, 0.5, 0.75))
        decimals = 0 if all(one.is_integer() for one in (low, middle, high)) else 1
        parts = {"value": middle, "least": low, "most": high, "decimals": decimals, "n": len(known)}
        people = tuple((str(who), repr(value)) for who, value in numbers.items())
        return Cell("median", parts, middle, len(known), people=people, counts=((len(known), len(known)),))


def group_sizes(sample: Sample, found: Presence) -> dict[str, list[tuple[str, str]]]:
    """The people of each group, each with the name of the group."""
    return {
        name: [(str(one), name) for one in found.people[sample.group == place]]
        for place, name in enumerate(sample.groups)
    }
