"""The result of a theme-by-outcome comparison: tables, quotes, figure, words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.errors import FindingError
from workbench.findings.counting import Counting
from workbench.findings.grouping import listing, nearest, value_labels, value_name, variable_label
from workbench.findings.inclusion import Sample
from workbench.findings.interview_dates import Timing
from workbench.findings.many_tests import Adjustment, adjusted
from workbench.findings.presence import Presence, Theme
from workbench.findings.themes import ThemeFinding
from workbench.findings.wording import Wording
from workbench.model.scheme import localise
from workbench.study.frames import Frames

if TYPE_CHECKING:
    import plotly.graph_objects as go


FigureKind = Literal["dots", "diverging", "residuals"]


@dataclass(frozen=True, eq=False, repr=False)
class ThemeByOutcome(ThemeFinding):
    """Participants with a theme out of the participants who could have shown it, by outcome group.

    Attributes
    ----------
    outcome
        Id of the outcome variable.
    groups
        Names of the compared values, in order: `yes` and `no` for booleans.
    confidence
        Coverage of the intervals.
    table
        One row per theme: code, label; per group `GROUP present`, `GROUP of` and
        `GROUP share` (people); difference (share in the first of two groups minus share in
        the second) with its Newcombe limits low and high, missing unless there are two groups;
        p_fisher, p_holm (missing where not testable) and note (why not, else empty).
    counts
        The same in long form: code, group, present, of, share and its Wilson limits low, high.
    excluded
        Who is not counted: participant, kind (a word that does not change), reason.
    by
        Id of the variable whose values are the strata, if any.
    strata
        The same finding among the people with each value of `by`, by the value's name.
    adjust
        How p-values are adjusted for the number of themes: `holm`, `bh` or `max-t`.
    timing
        How many people were interviewed after their outcome, where that was asked for.
    rules
        By what was counted.
    """

    outcome: str
    groups: tuple[str, ...]
    confidence: float
    table: pd.DataFrame
    counts: pd.DataFrame
    excluded: pd.DataFrame
    by: str | None
    strata: Mapping[str, ThemeByOutcome]
    adjust: Adjustment
    timing: Timing | None
    rules: Counting
    frames: Frames
    presence: Presence
    sample: Sample

    def __repr__(self) -> str:
        return (
            f"<ThemeByOutcome {self.outcome}: {len(self.themes)} themes, "
            f"{sum(self.sample.sizes)} people in {len(self.groups)} groups>"
        )

    @property
    def _themes(self) -> tuple[Theme, ...]:
        return self.presence.themes

    def outcome_label(self, language: str = "en") -> str:
        """What the outcome is called."""
        return localise(variable_label(self.frames, self.outcome), language)

    def group_label(self, group: str, language: str = "en") -> str:
        """What the group is called."""
        return localise(value_labels(self.frames, self.outcome, [group])[group], language)

    def quotes(self, theme: str, group: object = None) -> pd.DataFrame:
        """The codings behind one theme, or behind one of its cells.

        Parameters
        ----------
        theme
            Id of one of the themes.
        group
            Name or value of one of the groups; None means all.

        Returns
        -------
        DataFrame
            The rows of `Frames.codings` that count, in their order, with the column `group` added.

        Raises
        ------
        FindingError
            There is no such theme or group.
        """
        places, rows = self._quote_rows(theme, group)
        quotes = self.frames.codings.iloc[rows].reset_index(drop=True)
        return quotes.assign(group=np.array(self.groups, dtype=object)[places])

    def examples(self, theme: str, group: str, most: int = 3) -> pd.DataFrame:
        """Quotes of a cell, like `quotes`, but of each person only the first and of `most` people."""
        _, rows = self._quote_rows(theme, group)
        _, first = np.unique(self.presence.person[rows], return_index=True)
        return self.frames.codings.iloc[rows[np.sort(first)[:most]]]

    def logistic(self, themes: Sequence[str], variables: Sequence[str] = ()) -> pd.DataFrame:
        """The odds of the first group against the second by some themes and variables at once.

        A logistic regression with Firth's penalty, at most one predictor for ten people; see
        `docs/methods.md`. Themes count as present or absent; variables are numbers or yes and no.

        Returns
        -------
        DataFrame
            One row per predictor: predictor, odds_ratio (present against absent, yes against
            no, or for one more), low, high, p; people; left_out (compared people of whom a
            predictor is not known); note (why numbers are missing).

        Raises
        ------
        FindingError
            There are not two groups, no or too many predictors, or one that does not exist or
            is neither a number nor a yes or no.
        """
        from workbench.findings.logistic import logistic

        return logistic(self, list(themes), list(variables))

    def figure(self, language: str = "en", *, kind: FigureKind = "dots") -> go.Figure:
        """Shares per theme and group, the counts printed, quotes on hover.

        Parameters
        ----------
        language
            `en` or `da`.
        kind
            `dots` with intervals; `diverging`: bars of two groups against each other; `residuals`: a
            heatmap that tells in which group a theme is found more or less often than in the others.

        Raises
        ------
        FindingError
            There is no such kind, or the bars are not of two groups.
        """
        from workbench.findings.diverging_figure import diverging_bars
        from workbench.findings.figure import dot_plot
        from workbench.findings.residuals_figure import residuals

        kinds = {"dots": dot_plot, "diverging": diverging_bars, "residuals": residuals}
        if kind not in kinds:
            raise FindingError(f"{kind!r} is no kind of figure", hint=f"It is {listing(list(kinds), 'or')}")
        return kinds[kind](self, language)

    def export(
        self, out: str | Path, language: str = "en", *, width_mm: float = 160, kind: FigureKind = "dots"
    ) -> Path:
        """Write the figure of a kind; see `Finding.export`."""
        from workbench.findings.images import export_figure

        return export_figure(self.figure(language, kind=kind), out, width_mm=width_mm)

    def summary(self, language: str = "en") -> str:
        """What was found, in plain words (`en` or `da`)."""
        return Wording(self, language).summary()

    @cached_property
    def adjusted(self) -> pd.Series[float]:
        """Per theme the p-value adjusted as `adjust` says; `table` always has Holm's."""
        if self.adjust == "holm":
            return self.table["p_holm"]
        return adjusted(self.adjust, self.table["p_fisher"], self.presence, self.sample)

    @cached_property
    def details(self) -> pd.DataFrame:
        """More statistics of each theme, one row each; the columns are listed in `docs/methods.md`."""
        from workbench.findings.details import details

        return details(self)

    @cached_property
    def reach(self) -> pd.DataFrame:
        """How often differences of a given size would be found with so many people.

        One row per pair of true shares: first share, second share, power (of one theme),
        power_adjusted (of one of the themes tested, after Holm).
        """
        from workbench.findings.reach import reach

        return reach(self)

    @cached_property
    def stratified(self) -> pd.DataFrame:
        """What the strata of `by` say together, one row per theme; see `docs/methods.md`."""
        from workbench.findings.stratified import stratified

        return stratified(self)

    @property
    def ordered(self) -> bool:
        """Whether the groups are declared to go from low to high."""
        values = self.frames.participants[self.outcome]
        return isinstance(values.dtype, pd.CategoricalDtype) and bool(values.cat.ordered)

    @property
    def spread(self) -> pd.Series[float]:
        """Per theme the difference of two groups; of more, the highest minus the lowest share."""
        if len(self.groups) == 2:
            return self.table["difference"]
        shares = self.table[[f"{group} share" for group in self.groups]]
        return shares.max(axis=1) - shares.min(axis=1)

    def to_dict(self) -> dict[str, Any]:
        """The finding as plain values: what `workbench themes --json` prints."""
        from workbench.findings.plain_values import plain_values

        return plain_values(self)

    def _printed(self, language: str) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
        from workbench.findings.printing import printed

        return printed(self, language)

    def _stated(self) -> Mapping[str, object]:
        found, group = self.presence, self.sample.group
        compared = group >= 0
        people = found.people[compared].astype(str).tolist()
        groups = np.array(self.groups)[group[compared]].tolist()
        return {
            "form": "theme by outcome 2",
            "outcome": self.outcome,
            "confidence": self.confidence,
            "adjust": self.adjust,
            "themes": self._stated_themes(),
            "people": sorted(
                zip(
                    people,
                    groups,
                    found.asked[compared].tolist(),
                    found.present[compared].tolist(),
                    strict=True,
                )
            ),
            "excluded": sorted((str(out.participant), out.reason) for out in self.sample.excluded),
            "groups": self.groups,
            "rules": self.rules.stated,
            "by": self.by,
            "strata": {value: finding.fingerprint for value, finding in self.strata.items()},
        }

    def _counted(self) -> pd.DataFrame:
        return self.frames.codings[np.append(self.sample.group, -1)[self.presence.person] >= 0]

    def _quote_rows(self, theme: str, group: object) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Group places and positions of the codings behind a theme, or behind one of its cells."""
        rows = self.presence.rows(self._themes[self._place(theme)])
        places = self.sample.group[self.presence.person[rows]]
        kept = places >= 0
        if group is not None:
            name = value_name(group)
            if name not in self.groups:
                raise FindingError(
                    f"{name!r} is not a group of this finding", hint=nearest(name, self.groups)
                )
            kept = places == self.groups.index(name)
        return places[kept], rows[kept]
