"""Theme by measure: an outcome that is a number, in people with each theme and in people without."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from pandas.api import types

from workbench.errors import FindingError
from workbench.findings.counting import Counting
from workbench.findings.finding import Finding, FrameSource
from workbench.findings.grouping import Grouping, listing, nearest, variable_label
from workbench.findings.inclusion import Sample, sample
from workbench.findings.measure_words import MeasureWords
from workbench.findings.presence import Presence
from workbench.findings.statistics.intervals import Floats, critical_value
from workbench.findings.statistics.multiple_tests import benjamini_hochberg, holm
from workbench.findings.statistics.ranks import cliffs_delta, difference_of_medians, rank_test
from workbench.findings.theme_matrix import ThemeMatrix, matrix_of
from workbench.model.scheme import localise
from workbench.study.frames import Frames

if TYPE_CHECKING:
    import plotly.graph_objects as go

COLUMNS = (
    "with n",
    "with median",
    "without n",
    "without median",
    "difference",
    "low",
    "high",
    "superiority",
    "p_rank",
)


@dataclass(frozen=True, eq=False, repr=False)
class ThemeByMeasure(Finding):
    """A number of the register in people who show a theme and in people who do not.

    Attributes
    ----------
    outcome
        Id of the variable.
    confidence
        Coverage of the intervals.
    adjust
        How p-values are adjusted for the number of themes: `holm` or `bh`.
    table
        One row per theme: code, label; `with n`, `with median`, `without n`, `without median`
        (people); difference of the medians with its bootstrap limits low and high (in the
        unit of the variable, missing where a side has fewer than five people); superiority (how
        often somebody with the theme has the higher number of a pair, ties counted half);
        p_rank (exact or drawn permutation test of ranks), p_adjusted, note (why not tested).
    excluded
        Who is not counted: participant, reason.
    numbers
        The number of each compared person, by participant.
    """

    outcome: str
    confidence: float
    adjust: Literal["holm", "bh"]
    table: pd.DataFrame
    excluded: pd.DataFrame
    numbers: pd.Series[float]
    frames: Frames
    presence: Presence
    sample: Sample
    rules: Counting

    def __repr__(self) -> str:
        return f"<ThemeByMeasure {self.outcome}: {len(self.themes)} themes, {len(self.numbers)} people>"

    @property
    def themes(self) -> tuple[str, ...]:
        """Ids of the codes that are the rows."""
        return tuple(theme.code for theme in self.presence.themes)

    def theme_label(self, code: str, language: str = "en") -> str:
        """What the theme `code` is called."""
        return localise(self.presence.themes[self._place(code)].label, language) or code

    def outcome_label(self, language: str = "en") -> str:
        """What the variable is called."""
        return localise(variable_label(self.frames, self.outcome), language)

    def shows(self, theme: str) -> pd.Series[bool]:
        """Whether each compared person who was asked about it shows `theme`, by participant."""
        place = self._place(theme)
        members = (self.sample.group >= 0) & self.presence.asked[:, place]
        return pd.Series(self.presence.present[members, place], index=self.presence.people[members])

    def quotes(self, theme: str, participant: object = None) -> pd.DataFrame:
        """The codings behind a theme in one or all of the people compared, with the column `value` added."""
        rows = self.presence.rows(self.presence.themes[self._place(theme)])
        rows = rows[self.sample.group[self.presence.person[rows]] >= 0]
        quotes = self.frames.codings.iloc[rows].reset_index(drop=True)
        if participant is not None:
            quotes = quotes[quotes["participant"].isin([participant])].reset_index(drop=True)
        return quotes.assign(value=self.numbers.reindex(quotes["participant"]).to_numpy())

    def figure(self, language: str = "en") -> go.Figure:
        """One dot per person, in a row for those with the theme and one for those without."""
        from workbench.findings.measure_figure import strips

        return strips(self, language)

    def summary(self, language: str = "en") -> str:
        """What was found, in plain words (`en` or `da`)."""
        return MeasureWords(self, language).summary()

    def to_dict(self) -> dict[str, Any]:
        """The finding as plain values: what `workbench themes --json` prints."""
        plain = self.table.drop(columns="label").astype(object)
        return {
            "outcome": self.outcome,
            "themes": plain.where(plain.notna(), None).to_dict("records"),
            "excluded": self.excluded.to_dict("records"),
        }

    def _printed(self, language: str) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
        return MeasureWords(self, language).table()

    def _stated(self) -> Mapping[str, object]:
        people = zip(self.numbers.index.astype(str), self.numbers.tolist(), strict=True)
        shown = {code: self.shows(code) for code in self.themes}
        return {
            "form": "theme by measure 1",
            "outcome": self.outcome,
            "confidence": self.confidence,
            "adjust": self.adjust,
            "themes": [(theme.code, sorted(theme.codes)) for theme in self.presence.themes],
            "people": sorted(people),
            "shown": [
                sorted(zip(shows.index.astype(str), shows.tolist(), strict=True)) for shows in shown.values()
            ],
            "excluded": sorted((str(who), reason) for who, reason in self.excluded.itertuples(index=False)),
            "rules": self.rules.stated,
        }

    def _counted(self) -> pd.DataFrame:
        return self.frames.codings[np.append(self.sample.group, -1)[self.presence.person] >= 0]

    def _place(self, code: str) -> int:
        if code not in self.themes:
            raise FindingError(f"{code!r} is not a theme of this finding", hint=nearest(code, self.themes))
        return self.themes.index(code)


def theme_by_measure(
    source: Frames | FrameSource | ThemeMatrix,
    *,
    outcome: str,
    codes: Sequence[str] | None = None,
    coder: str | Sequence[str] | None = None,
    confidence: float = 0.95,
    adjust: Literal["holm", "bh"] = "holm",
) -> ThemeByMeasure:
    """Compare a number of the register between people with each theme and people without.

    For days, hours and scores; groups are compared with `theme_by_outcome`. People are the unit,
    as there. The statistics are described in `docs/methods.md`.

    Parameters
    ----------
    source
        A study, or frames that came from elsewhere, or a `theme_matrix` with its own rules.
    outcome
        A variable of the outcome register that is a number.
    codes, coder, confidence
        As in `theme_by_outcome`.
    adjust
        `holm`, or `bh` (Benjamini and Hochberg).

    Raises
    ------
    FindingError
        A name is unknown, the variable is no number, or it is missing for everybody.
    """
    critical_value(confidence)
    if adjust not in ("holm", "bh"):
        raise FindingError(f"{adjust!r} is no way to adjust these p-values", hint="It is holm or bh")
    matrix = matrix_of(source, codes, coder)
    numbers = number_variable(matrix.frames, outcome)
    known = pd.Series(
        ["known" if is_known else None for is_known in numbers.notna()], index=numbers.index, dtype=object
    )
    compared = sample(matrix.presence, Grouping(outcome, ("known",), known), drop_empty=False)
    people = matrix.presence.people[compared.group >= 0]
    values = numbers.reindex(people)
    return ThemeByMeasure(
        outcome=outcome,
        confidence=confidence,
        adjust=adjust,
        table=_table(matrix.presence, compared, np.asarray(values, dtype=np.float64), confidence, adjust),
        excluded=pd.DataFrame(
            [(out.participant, out.reason) for out in compared.excluded], columns=["participant", "reason"]
        ),
        numbers=values,
        frames=matrix.frames,
        presence=matrix.presence,
        sample=compared,
        rules=matrix.rules,
    )


def number_variable(frames: Frames, name: str) -> pd.Series[float]:
    """The numbers that a variable of the register holds, by participant.

    Raises
    ------
    FindingError
        There is no such variable, it is no number, or it is missing for everybody.
    """
    people = frames.participants.set_index("participant")
    numbers = [str(column) for column in people if _is_number(people[column])]
    if name not in people:
        raise FindingError(
            f"the outcome register has no variable {name!r} for each participant",
            hint=nearest(name, numbers or list(map(str, people))),
        )
    if name not in numbers:
        other = f"Numbers are {listing(numbers[:8])}" if numbers else "The register has no numbers"
        raise FindingError(
            f"the variable {name!r} is not a number", hint=f"Compare groups with theme_by_outcome. {other}"
        )
    if not people[name].notna().any():
        raise FindingError(f"the variable {name!r} is missing for every participant")
    return people[name].astype("Float64").astype(float)


def _is_number(values: pd.Series[Any]) -> bool:
    return types.is_numeric_dtype(values) and not types.is_bool_dtype(values)


def _table(
    found: Presence, compared: Sample, values: Floats, confidence: float, adjust: Literal["holm", "bh"]
) -> pd.DataFrame:
    members = compared.group >= 0
    rows: list[tuple[object, ...]] = []
    for place, theme in enumerate(found.themes):
        asked, shows = found.asked[members, place], found.present[members, place]
        label = localise(theme.label, "en") or theme.code
        rows.append((theme.code, label, *_row(values[asked], shows[asked], confidence)))
    table = pd.DataFrame(rows, columns=["code", "label", *COLUMNS, "note"])
    p_values = [None if np.isnan(p) else float(p) for p in table["p_rank"]]
    method = holm if adjust == "holm" else benjamini_hochberg
    table.insert(len(table.columns) - 1, "p_adjusted", np.array(method(p_values), dtype=float))
    return table


def _row(values: Floats, shows: Any, confidence: float) -> tuple[object, ...]:
    """The columns of one theme, and why it is not tested."""
    ours, theirs = values[shows], values[~shows]
    sides = (len(ours), _median(ours), len(theirs), _median(theirs))
    if not len(values):
        return *sides, *[np.nan] * 5, "not testable: nobody can be compared yet"
    if not len(ours):
        return *sides, *[np.nan] * 5, "not testable: nobody shows it"
    if not len(theirs):
        return *sides, *[np.nan] * 5, "not testable: everybody shows it"
    shift = difference_of_medians(ours, theirs, confidence)
    test = rank_test(values, (~shows).astype(int))
    note = shift.note if test is not None else "not testable: everybody has the same number"
    return (
        *sides,
        shift.difference,
        shift.low,
        shift.high,
        (1 + cliffs_delta(ours, theirs)) / 2,
        np.nan if test is None else test.p_value,
        note,
    )


def _median(values: Floats) -> float:
    return float(np.median(values)) if len(values) else float("nan")
