"""Set-theoretic analysis: which combinations of conditions go with an outcome, case by case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from workbench.errors import FindingError
from workbench.findings.counting import Counting
from workbench.findings.finding import Finding, FrameSource, frames_of, names_of
from workbench.findings.grouping import nearest
from workbench.findings.qca.calibration import Calibration, Memberships
from workbench.findings.qca.cases import Cases, calibrations, check_cases, gather_cases
from workbench.findings.qca.set_words import SetWords
from workbench.findings.qca.solutions import Solution, expected_values, solve
from workbench.findings.qca.tables import (
    contradictions,
    membership_frame,
    necessity_frame,
    solution_frame,
    truth_frame,
)
from workbench.findings.qca.truth_table import Row, truth_table
from workbench.findings.theme_matrix import ThemeMatrix, matrix_of
from workbench.model.scheme import localise
from workbench.study.frames import Frames

if TYPE_CHECKING:
    import plotly.graph_objects as go

__all__ = ["Calibration", "SetAnalysis", "set_analysis"]


@dataclass(frozen=True, eq=False, repr=False)
class SetAnalysis(Finding):
    """Which configurations of conditions are sufficient for an outcome, and which are necessary.

    Attributes
    ----------
    sets
        The calibrations, the conditions in order and last the outcome.
    absent
        Whether the absence of the outcome is analysed.
    consistency, pri, frequency
        From these on a configuration is sufficient; with fewer cases it is a remainder.
    expectations
        Per condition `present` or `absent`, where theory expects that to help.
    table
        The truth table, one row per configuration: a column per condition (1 or 0), n (cases),
        consistency, pri, outcome (`1` sufficient, `0` not, `?` remainder), contradictory, and
        cases (tuple of participants).
    memberships
        The calibration: one row per case: participant, then per set its value as it was (`NAME
        raw`) and the membership (`NAME`).
    necessity
        One row per condition and its absence (`~NAME`): condition, consistency, coverage, ron.
    solutions
        One row per term: solution (`complex`, `parsimonious`, `intermediate`), model (from 1, where
        several are equally simple), term, consistency, pri, coverage, unique, cases; then one row
        with the term `whole` for the fit of the model.
    contradictions
        Configurations whose cases are on both sides: configuration, with_outcome, without_outcome.
    excluded
        Who is no case: participant, kind (a word that does not change), reason.
    """

    frames: Frames
    rules: Counting
    sets: tuple[Calibration, ...]
    absent: bool
    consistency: float
    pri: float
    frequency: int
    expectations: Mapping[str, str]
    table: pd.DataFrame
    memberships: pd.DataFrame
    necessity: pd.DataFrame
    solutions: pd.DataFrame
    contradictions: pd.DataFrame
    excluded: pd.DataFrame
    cases: Cases
    rows: tuple[Row, ...]
    models: tuple[Solution, ...]

    def __repr__(self) -> str:
        return (
            f"<SetAnalysis of {'~' if self.absent else ''}{self.outcome}: {len(self.conditions)} conditions, "
            f"{len(self.cases.names)} cases>"
        )

    @property
    def conditions(self) -> tuple[str, ...]:
        """Ids of the conditions, in order."""
        return tuple(one.name for one in self.sets[:-1])

    @property
    def outcome(self) -> str:
        """Id of the outcome."""
        return self.sets[-1].name

    @property
    def outcome_membership(self) -> Memberships:
        """Membership of each case in what is analysed: the outcome, or its absence."""
        y = self.cases.memberships[:, -1]
        return 1 - y if self.absent else y

    def set_label(self, name: str, language: str = "en") -> str:
        """What a condition or the outcome is called."""
        names = [one.name for one in self.sets]
        if name not in names:
            raise FindingError(f"{name!r} is not in this analysis", hint=nearest(name, names))
        return localise(self.cases.labels[names.index(name)], language) or name

    def quotes(self, case: object) -> pd.DataFrame:
        """The codings by which a case, or each case of a list, is a member of the themes.

        Returns
        -------
        DataFrame
            The rows of `Frames.codings` that count, in their order.

        Raises
        ------
        FindingError
            There is no such case.
        """
        names = [str(name) for name in self.cases.names]
        cases = []
        for one in case if isinstance(case, list | tuple) else [case]:
            if str(one) not in names:
                raise FindingError(f"{one!r} is no case of this analysis", hint=nearest(str(one), names))
            cases.append(self.cases.names[names.index(str(one))])
        return self.frames.codings.iloc[self._rows(cases)].reset_index(drop=True)

    def figure(self, language: str = "en") -> go.Figure:
        """XY plot: membership in the solution against membership in the outcome, each case named."""
        from workbench.findings.qca.xy_figure import xy_plot

        return xy_plot(self, language)

    def summary(self, language: str = "en") -> str:
        """What is sufficient and what necessary, in plain words (`en` or `da`)."""
        return SetWords(self, language).summary()

    def _printed(self, language: str) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
        return SetWords(self, language).table()

    def _stated(self) -> Mapping[str, object]:
        return {
            "form": "set analysis 2",
            "rules": self.rules.stated,
            "sets": [repr(one) for one in self.sets],
            "absent": self.absent,
            "cuts": (self.consistency, self.pri, self.frequency),
            "expectations": sorted(self.expectations.items()),
            "cases": [str(name) for name in self.cases.names],
            "memberships": np.round(self.cases.memberships, 12).tolist(),
            "excluded": sorted(self.excluded[["participant", "reason"]].astype(str).to_numpy().tolist()),
        }

    def _counted(self) -> pd.DataFrame:
        return self.frames.codings.iloc[self._rows(self.cases.names)]

    def _rows(self, people: Sequence[Any]) -> list[int]:
        """Positions of the codings that make the themes present in `people`."""
        found = self.cases.found
        if found is None:
            return []
        places = found.people.get_indexer(pd.Index(list(people), dtype=object))
        rows: set[int] = set()
        for theme in found.themes:
            behind = found.rows(theme)
            rows.update(behind[np.isin(found.person[behind], places)].tolist())
        return sorted(rows)


def set_analysis(
    source: Frames | FrameSource | ThemeMatrix,
    *,
    outcome: str | Calibration,
    conditions: Sequence[str | Calibration],
    absent: bool = False,
    expectations: Mapping[str, Literal["present", "absent"]] | None = None,
    consistency: float = 0.8,
    pri: float = 0.5,
    frequency: int = 1,
    coder: str | Sequence[str] | None = None,
) -> SetAnalysis:
    """Analyse which combinations of conditions go with an outcome: crisp or fuzzy QCA.

    Qualitative Comparative Analysis (Ragin 1987, 2008). The formulas and when not to use it are in
    `docs/methods.md`. What goes together is association, not effect.

    Parameters
    ----------
    source
        A study, or frames that came from elsewhere, or a `theme_matrix`, by whose rules the themes
        that are named here are then present.
    outcome
        A variable of the register or a theme, by name or with its calibration.
    conditions
        Themes and variables. A theme is a crisp set of those who show it.
    absent
        Analyse the absence of the outcome; what goes with it does not follow from the rest.
    expectations
        Conditions whose presence or absence theory expects to help; they make the intermediate
        solution.
    consistency, pri
        From these on a configuration counts as sufficient.
    frequency
        How many cases a configuration needs; with fewer it is a remainder.
    coder
        Count only what this coder (or any of these coders) found and finished; None means anybody.

    Raises
    ------
    FindingError
        A set cannot be made, there are too many conditions for the cases (at most 3 for fewer than
        10 cases, 4 for fewer than 20, 6 for fewer than 40, else 7), or all cases are on one side
        of the outcome or a condition.
    """
    if isinstance(source, ThemeMatrix):
        frames, rules = source.frames, matrix_of(source, None, coder).rules
    else:
        frames, coders = frames_of(source), names_of(coder)
        rules = Counting(None if coders is None else tuple(coders))
    if isinstance(conditions, str | Calibration) or len(conditions) < 1:
        raise FindingError("conditions= takes a list of names or calibrations, at least one")
    if not 0 < consistency <= 1 or not 0 <= pri <= 1 or frequency < 1:
        raise FindingError(
            f"consistency={consistency}, pri={pri} and frequency={frequency} are no cut-offs",
            hint="The usual ones are 0.8, 0.5 and 1",
        )
    sets = calibrations(frames, [*conditions, outcome])
    expected = dict(expectations or {})
    names = [one.name for one in sets[:-1]]
    for name, side in expected.items():
        if name not in names:
            raise FindingError(f"{name!r} is no condition", where="expectations", hint=nearest(name, names))
        if side not in ("present", "absent"):
            raise FindingError(f"{side!r} is neither present nor absent", where=f"expectations, {name}")
    cases = gather_cases(frames, sets, rules)
    check_cases(cases, sets)
    x, y = cases.memberships[:, :-1], cases.memberships[:, -1]
    y = 1 - y if absent else y
    rows = truth_table(x, y, consistency=consistency, pri=pri, frequency=frequency)
    models = solve(rows, x, y, expected_values(expected, names))
    return SetAnalysis(
        frames=frames,
        rules=rules,
        sets=sets,
        absent=absent,
        consistency=consistency,
        pri=pri,
        frequency=frequency,
        expectations=expected,
        table=truth_frame(rows, names, cases),
        memberships=membership_frame(cases, sets),
        necessity=necessity_frame(x, y, names),
        solutions=solution_frame(models, names, cases),
        contradictions=contradictions(rows, names, cases, y),
        excluded=cases.excluded,
        cases=cases,
        rows=rows,
        models=models,
    )
