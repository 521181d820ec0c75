"""Theme by measure: an outcome that is a number, in people with each theme and in people without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import pandas as pd

from workbench.findings.finding import FrameSource
from workbench.findings.measure_words import MeasureWords
from workbench.findings.notes import SAME_NUMBER
from workbench.findings.register_variables import number_variable
from workbench.findings.statistics.intervals import Floats, critical_value
from workbench.findings.statistics.ranks import cliffs_delta, difference_of_medians, rank_test
from workbench.findings.theme_comparison import (
    Adjust,
    Booleans,
    ThemeComparison,
    check_adjust,
    compared,
    comparison_table,
    one_sided,
)
from workbench.findings.theme_matrix import ThemeMatrix, matrix_of
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
class ThemeByMeasure(ThemeComparison):
    """A number of the register in people who show a theme and in people who do not.

    Attributes
    ----------
    outcome
        Id of the variable.
    table
        One row per theme: code, label; `with n`, `with median`, `without n`, `without median`
        (people); difference of the medians with its bootstrap limits low and high (in the
        unit of the variable, missing where a side has fewer than five people); superiority (how
        often somebody with the theme has the higher number of a pair, ties counted half);
        p_rank (exact or drawn permutation test of ranks), p_adjusted, note (why not tested).
    numbers
        The number of each compared person, by participant.
    """

    P_VALUE: ClassVar[str] = "p_rank"

    outcome: str
    numbers: pd.Series[float]

    def __repr__(self) -> str:
        return f"<ThemeByMeasure {self.outcome}: {len(self.themes)} themes, {len(self.numbers)} people>"

    def outcome_label(self, language: str = "en") -> str:
        """What the variable is called."""
        return self.label(self.outcome, language)

    def quotes(self, theme: str, participant: object = None) -> pd.DataFrame:
        """As of every comparison, with the person's number in the column `value`."""
        quotes = super().quotes(theme, participant)
        return quotes.assign(value=self.numbers.reindex(quotes["participant"]).to_numpy())

    def figure(self, language: str = "en") -> go.Figure:
        """One dot per person, in a row for those with the theme and one for those without."""
        from workbench.findings.measure_figure import strips

        return strips(self, language)

    def summary(self, language: str = "en") -> str:
        """What was found, in plain words (`en` or `da`)."""
        return MeasureWords(self, language).summary()

    def _printed(self, language: str) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
        return MeasureWords(self, language).table()

    def _variables(self) -> dict[str, str]:
        return {"outcome": self.outcome}

    def _values(self) -> Sequence[Sequence[object]]:
        return (self.numbers.tolist(),)


def theme_by_measure(
    source: Frames | FrameSource | ThemeMatrix,
    *,
    outcome: str,
    codes: Sequence[str] | None = None,
    coder: str | Sequence[str] | None = None,
    confidence: float = 0.95,
    adjust: Adjust = "holm",
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
    check_adjust(adjust)
    matrix = matrix_of(source, codes, coder)
    numbers = number_variable(matrix.frames, outcome)
    people = compared(matrix, outcome, numbers.notna())
    found, sample = matrix.presence, people["sample"]
    known = numbers.reindex(found.people[sample.group >= 0])
    values = np.asarray(known, dtype=np.float64)

    def row(asked: Booleans, shows: Booleans) -> tuple[object, ...]:
        return _row(values, asked, shows, confidence)

    return ThemeByMeasure(
        outcome=outcome,
        confidence=confidence,
        adjust=adjust,
        table=comparison_table(found, sample, COLUMNS, row, adjust),
        numbers=known,
        **people,
    )


def _row(values: Floats, asked: Booleans, shows: Booleans, confidence: float) -> tuple[object, ...]:
    """The columns of one theme, and why it is not tested."""
    ours, theirs = values[shows], values[asked & ~shows]
    sides = (len(ours), _median(ours), len(theirs), _median(theirs))
    why = one_sided(asked, shows)
    if why:
        return *sides, *[np.nan] * 5, why
    shift = difference_of_medians(ours, theirs, confidence)
    test = rank_test(values[asked], (~shows[asked]).astype(int))
    return (
        *sides,
        shift.difference,
        shift.low,
        shift.high,
        (1 + cliffs_delta(ours, theirs)) / 2,
        np.nan if test is None else test.p_value,
        shift.note if test is not None else SAME_NUMBER,
    )


def _median(values: Floats) -> float:
    return float(np.median(values)) if len(values) else float("nan")
