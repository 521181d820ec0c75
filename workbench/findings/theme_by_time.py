"""Theme by time: how soon something happens to people with each theme and to people without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd

from workbench.errors import FindingError
from workbench.findings.finding import FrameSource
from workbench.findings.grouping import listing
from workbench.findings.interview_dates import date_variable, interview_dates
from workbench.findings.notes import NOTHING_APART
from workbench.findings.register_variables import NAMED, number_variable, yes_or_no
from workbench.findings.statistics.intervals import Floats, critical_value
from workbench.findings.statistics.time_to_event import SurvivalCurve, kaplan_meier, log_rank
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
from workbench.findings.time_words import TimeWords
from workbench.study.frames import Frames

if TYPE_CHECKING:
    import plotly.graph_objects as go

COLUMNS = (
    "with n",
    "with events",
    "with median",
    "without n",
    "without events",
    "without median",
    "expected events with",
    "p_log_rank",
)


@dataclass(frozen=True, eq=False, repr=False)
class ThemeByTime(ThemeComparison):
    """Time until something happens, in people who show a theme and in people who do not.

    Attributes
    ----------
    time, event, exit_date
        Ids of the variables: how long a person was watched, whether it happened at the end of that
        time, and the day on which it did.
    table
        One row per theme: code, label; per side (`with`, `without`) n people, events and median
        (the time by which it happened to half, Kaplan and Meier; missing where it did to fewer);
        `expected events with` (if the theme did not matter); p_log_rank (permutation), p_adjusted,
        note (why not tested).
    times, happened
        How long each compared person was watched, and whether it happened.
    """

    P_VALUE: ClassVar[str] = "p_log_rank"

    time: str
    event: str
    exit_date: str
    times: Floats
    happened: Booleans

    def __repr__(self) -> str:
        return f"<ThemeByTime {self.time}: {len(self.themes)} themes, {len(self.times)} people>"

    def curves(self, theme: str) -> tuple[SurvivalCurve, SurvivalCurve]:
        """Kaplan and Meier's curve of the people with the theme and of those without."""
        asked, shows = (cells[:, self._place(theme)] for cells in self._cells())
        with_theme, without = (
            kaplan_meier(self.times[side], self.happened[side], self.confidence)
            for side in (asked & shows, asked & ~shows)
        )
        return with_theme, without

    def figure(self, language: str = "en") -> go.Figure:
        """A pair of curves per theme, those with the smallest p-value first."""
        from workbench.findings.time_figure import curves

        return curves(self, language)

    def summary(self, language: str = "en") -> str:
        """What was found, in plain words (`en` or `da`)."""
        return TimeWords(self, language).summary()

    def _printed(self, language: str) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
        return TimeWords(self, language).table()

    def _variables(self) -> dict[str, str]:
        return {"time": self.time, "event": self.event, "exit_date": self.exit_date}

    def _values(self) -> Sequence[Sequence[object]]:
        return self.times.tolist(), self.happened.tolist()


def theme_by_time(
    source: Frames | FrameSource | ThemeMatrix,
    *,
    time: str,
    event: str,
    exit_date: str,
    codes: Sequence[str] | None = None,
    coder: str | Sequence[str] | None = None,
    confidence: float = 0.95,
    adjust: Adjust = "holm",
) -> ThemeByTime:
    """Compare how soon something happens between people with each theme and people without.

    Only for interviews that were held before it happened: somebody interviewed afterwards was
    certain to have come that far, and speaks of it. If the day is not known of one interview or of
    one event, or an interview came later, the comparison is refused.

    Parameters
    ----------
    source
        A study, or frames that came from elsewhere, or a `theme_matrix` with its own rules.
    time
        A number of the register: how long each person was watched.
    event
        A yes or no of the register: whether it happened at the end of that time.
    exit_date
        A date of the register: the day on which it happened.
    codes, coder, confidence
        As in `theme_by_outcome`.
    adjust
        `holm`, or `bh` (Benjamini and Hochberg).

    Raises
    ------
    FindingError
        A name is unknown or of another type, a time is negative, or an interview was not
        before the event.
    """
    critical_value(confidence)
    check_adjust(adjust)
    matrix = matrix_of(source, codes, coder)
    frames, found = matrix.frames, matrix.presence
    watched, happened = number_variable(frames, time), yes_or_no(frames, event)
    if (watched < 0).any():
        raise FindingError(
            f"the variable {time!r} holds a negative time", hint="Correct it in the outcome register"
        )
    known = compared(matrix, time, watched.notna() & happened.notna())
    sample = known["sample"]
    people = found.people[sample.group >= 0]
    ended = happened.reindex(people).to_numpy(dtype=bool)
    _refuse_late_interviews(frames, people[ended], event, exit_date)
    times = np.asarray(watched.reindex(people), dtype=np.float64)

    def row(asked: Booleans, shows: Booleans) -> tuple[object, ...]:
        return _row(times, ended, asked, shows)

    return ThemeByTime(
        time=time,
        event=event,
        exit_date=exit_date,
        confidence=confidence,
        adjust=adjust,
        table=comparison_table(found, sample, COLUMNS, row, adjust),
        times=times,
        happened=ended,
        **known,
    )


def _refuse_late_interviews(frames: Frames, people: pd.Index[Any], event: str, exit_date: str) -> None:
    """Refuse unless everybody to whom it happened was interviewed before."""
    day = date_variable(frames, exit_date).reindex(people)
    interviewed = interview_dates(frames).reindex(people)
    late = people[(interviewed["last"] > day).to_numpy(dtype=bool)]
    unknown = people[(day.isna() | ~interviewed["complete"].eq(other=True)).to_numpy(dtype=bool)]
    unknown = unknown.difference(late, sort=False)
    for which, said in (
        (late, f"were interviewed after {exit_date!r}, when {event!r} had happened"),
        (unknown, f"have no day of the interview or of {exit_date!r}"),
    ):
        if len(which):
            names = listing([str(one) for one in which[:NAMED]])
            more = f" and {len(which) - NAMED} more" if len(which) > NAMED else ""
            raise FindingError(
                f"{len(which)} of the {len(people)} people to whom it happened {said} ({names}{more}). "
                "Whoever is interviewed afterwards was certain to come that far and can speak of it, so the "
                "times of people with and without a theme cannot be compared",
                hint="Compare groups with theme_by_outcome (workbench themes), or take interviews from "
                "before, with their day in the transcript's metadata (interview_date: 2010-03-18)",
            )


def _row(times: Floats, happened: Booleans, asked: Booleans, shows: Booleans) -> tuple[object, ...]:
    """The columns of one theme, and why it is not tested."""
    sides: list[object] = []
    for side in (shows, asked & ~shows):
        sides += [
            int(side.sum()),
            int(happened[side].sum()),
            kaplan_meier(times[side], happened[side]).median,
        ]
    why = one_sided(asked, shows)
    if why:
        return *sides, np.nan, np.nan, why
    test = log_rank(times[asked], happened[asked], (~shows[asked]).astype(int))
    expected = float(test.expected[0])
    if test.permutation is None:
        return *sides, expected, np.nan, NOTHING_APART
    return *sides, expected, test.permutation.p_value, ""
