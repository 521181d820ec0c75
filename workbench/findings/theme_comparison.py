"""People with each theme compared with people without it: what numbers and times have in common."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.errors import FindingError
from workbench.findings.counting import Counting
from workbench.findings.grouping import Grouping, variable_label
from workbench.findings.inclusion import Sample, excluded_people, sample
from workbench.findings.many_tests import adjusted
from workbench.findings.notes import EVERYBODY_SHOWS, NOBODY, NOBODY_SHOWS
from workbench.findings.presence import Presence, Theme
from workbench.findings.theme_matrix import ThemeMatrix
from workbench.findings.themes import ThemeFinding
from workbench.model.scheme import localise
from workbench.study.frames import Frames

Booleans = NDArray[np.bool_]
Adjust = Literal["holm", "bh"]


@dataclass(frozen=True, eq=False, repr=False)
class ThemeComparison(ThemeFinding):
    """One row per theme: people who show it against people who do not.

    Attributes
    ----------
    confidence
        Coverage of the intervals.
    adjust
        How p-values are adjusted for the number of themes: `holm` or `bh`.
    table
        One row per theme.
    excluded
        Who is not counted: participant, kind (a word that does not change), reason.
    """

    P_VALUE: ClassVar[str]
    """The column of the p-values in `table`."""

    frames: Frames
    presence: Presence
    sample: Sample
    rules: Counting
    confidence: float
    adjust: Adjust
    table: pd.DataFrame
    excluded: pd.DataFrame

    @property
    def _themes(self) -> tuple[Theme, ...]:
        return self.presence.themes

    @property
    def people(self) -> pd.Index[Any]:
        """The participants who are compared."""
        return self.presence.people[self.sample.group >= 0]

    def label(self, variable: str, language: str = "en") -> str:
        """What a variable is called."""
        return localise(variable_label(self.frames, variable), language)

    def shows(self, theme: str) -> pd.Series[bool]:
        """Whether each compared person who was asked about it shows `theme`, by participant."""
        asked, present = (cells[:, self._place(theme)] for cells in self._cells())
        return pd.Series(present[asked], index=self.people[asked])

    def quotes(self, theme: str, participant: object = None) -> pd.DataFrame:
        """The codings behind a theme in one or all of the people compared.

        Raises
        ------
        FindingError
            There is no such theme.
        """
        rows = self.presence.rows(self._themes[self._place(theme)])
        rows = rows[self.sample.group[self.presence.person[rows]] >= 0]
        quotes = self.frames.codings.iloc[rows]
        if participant is not None:
            quotes = quotes[quotes["participant"].isin([participant])]
        return quotes.reset_index(drop=True)

    def to_dict(self) -> dict[str, Any]:
        """The finding as plain values: what `workbench themes --json` prints."""
        plain = self.table.drop(columns="label").astype(object)
        return {
            **self._variables(),
            "themes": plain.where(plain.notna(), None).to_dict("records"),
            "excluded": self.excluded.to_dict("records"),
        }

    @abstractmethod
    def _variables(self) -> dict[str, str]:
        """Ids of the variables that are compared, by what they are."""

    @abstractmethod
    def _values(self) -> Sequence[Sequence[object]]:
        """What is known of each compared person, in their order: one sequence per variable."""

    def _stated(self) -> Mapping[str, object]:
        asked, present = self._cells()
        people = zip(
            self.people.astype(str).tolist(), *self._values(), asked.tolist(), present.tolist(), strict=True
        )
        return {
            "form": f"{type(self).__name__} 2",
            "variables": sorted(self._variables().items()),
            "confidence": self.confidence,
            "adjust": self.adjust,
            "themes": self._stated_themes(),
            "people": sorted(people),
            "excluded": sorted((str(out.participant), out.reason) for out in self.sample.excluded),
            "rules": self.rules.stated,
        }

    def _counted(self) -> pd.DataFrame:
        return self.frames.codings[np.append(self.sample.group, -1)[self.presence.person] >= 0]

    def _cells(self) -> tuple[Booleans, Booleans]:
        """Who of the compared people was asked about each theme, and who shows it."""
        members = self.sample.group >= 0
        return self.presence.asked[members], self.presence.present[members]


def compared(matrix: ThemeMatrix, variable: str, known: pd.Series[bool]) -> dict[str, Any]:
    """Compare the people of the matrix of whom something is `known`, by participant.

    Returns
    -------
    dict
        The fields of a `ThemeComparison` that say who they are.
    """
    names = pd.Series(["known" if one else None for one in known], index=known.index, dtype="object")
    found = sample(matrix.presence, Grouping(variable, ("known",), names), drop_empty=False)
    return {
        "frames": matrix.frames,
        "presence": matrix.presence,
        "sample": found,
        "rules": matrix.rules,
        "excluded": excluded_people(found.excluded),
    }


def comparison_table(
    found: Presence,
    people: Sample,
    columns: Sequence[str],
    row: Callable[[Booleans, Booleans], tuple[object, ...]],
    adjust: Adjust,
) -> pd.DataFrame:
    """One row per theme: code, label, `columns`, p_adjusted and note.

    Parameters
    ----------
    found, people
        Who shows which theme, and who of them is compared.
    columns
        What `row` gives; the last one is the p-value.
    row
        The columns and the note of a theme, from who was asked about it and who shows it (both
        of all people compared).
    adjust
        How the p-values are adjusted.
    """
    members = people.group >= 0
    rows = [
        (
            theme.code,
            localise(theme.label, "en") or theme.code,
            *row(found.asked[members, place], found.present[members, place]),
        )
        for place, theme in enumerate(found.themes)
    ]
    table = pd.DataFrame(rows, columns=["code", "label", *columns, "note"])
    p_values = adjusted(adjust, table[columns[-1]].astype(float), found, people)
    table.insert(len(table.columns) - 1, "p_adjusted", p_values)
    return table


def one_sided(asked: Booleans, shows: Booleans) -> str:
    """Why a theme has nobody on one side; empty where it has people on both."""
    if not asked.any():
        return NOBODY
    if not shows.any():
        return NOBODY_SHOWS
    return EVERYBODY_SHOWS if shows[asked].all() else ""


def check_adjust(adjust: str) -> None:
    """Refuse a way of adjusting that these comparisons do not have.

    Raises
    ------
    FindingError
        It is neither `holm` nor `bh`.
    """
    if adjust not in ("holm", "bh"):
        raise FindingError(f"{adjust!r} is no way to adjust these p-values", hint="It is holm or bh")
