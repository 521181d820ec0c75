"""Theme by time: how soon something happens to people with each theme and to people without."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.errors import FindingError
from workbench.findings.counting import Counting
from workbench.findings.finding import Finding, FrameSource
from workbench.findings.grouping import Grouping, listing, nearest, variable_label
from workbench.findings.inclusion import Sample, sample
from workbench.findings.interview_dates import date_variable, interview_dates
from workbench.findings.presence import Presence
from workbench.findings.statistics.intervals import Floats, critical_value
from workbench.findings.statistics.multiple_tests import benjamini_hochberg, holm
from workbench.findings.statistics.time_to_event import SurvivalCurve, kaplan_meier, log_rank
from workbench.findings.theme_by_measure import number_variable
from workbench.findings.theme_matrix import ThemeMatrix, matrix_of
from workbench.findings.time_words import TimeWords
from workbench.model.scheme import localise
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
NAMED = 5


@dataclass(frozen=True, eq=False, repr=False)
class ThemeByTime(Finding):
    """Time until something happens, in people who show a theme and in people who do not.

    Attributes
    ----------
    time, event, exit_date
        Ids of the variables: how long a person was watched, whether it happened at the end of that
        time, and the day on which it did.
    confidence
        Coverage of the curves' limits.
    adjust
        How p-values are adjusted for the number of themes: `holm` or `bh`.
    table
        One row per theme: code, label; per side (`with`, `without`) n people, events and median
        (the time by which it happened to half, Kaplan and Meier; missing where it did to fewer);
        `expected events with` (if the theme did not matter); p_log_rank (permutation), p_adjusted,
        note (why not tested).
    excluded
        Who is not counted: participant, reason.
    """

    time: str
    event: str
    exit_date: str
    confidence: float
    adjust: Literal["holm", "bh"]
    table: pd.DataFrame
    excluded: pd.DataFrame
    times: Floats
    happened: NDArray[np.bool_]
    frames: Frames
    presence: Presence
    sample: Sample
    rules: Counting

    def __repr__(self) -> str:
        return f"<ThemeByTime {self.time}: {len(self.themes)} themes, {len(self.times)} people>"

    @property
    def themes(self) -> tuple[str, ...]:
        """Ids of the codes that are the rows."""
        return tuple(theme.code for theme in self.presence.themes)

    def theme_label(self, code: str, language: str = "en") -> str:
        """What the theme `code` is called."""
        return localise(self.presence.themes[self._place(code)].label, language) or code

    def label(self, variable: str, language: str = "en") -> str:
        """What a variable is called."""
        return localise(variable_label(self.frames, variable), language)

    def curves(self, theme: str) -> tuple[SurvivalCurve, SurvivalCurve]:
        """Kaplan and Meier's curve of the people with the theme and of those without."""
        asked, shows = self._sides(self._place(theme))
        with_theme, without = (
            kaplan_meier(self.times[side], self.happened[side], self.confidence)
            for side in (asked & shows, asked & ~shows)
        )
        return with_theme, without

    def quotes(self, theme: str, participant: object = None) -> pd.DataFrame:
        """The codings behind a theme in one or all of the people compared."""
        rows = self.presence.rows(self.presence.themes[self._place(theme)])
        rows = rows[self.sample.group[self.presence.person[rows]] >= 0]
        quotes = self.frames.codings.iloc[rows]
        if participant is not None:
            quotes = quotes[quotes["participant"].isin([participant])]
        return quotes.reset_index(drop=True)

    def figure(self, language: str = "en") -> go.Figure:
        """A pair of curves per theme, those with the smallest p-value first."""
        from workbench.findings.time_figure import curves

        return curves(self, language)

    def summary(self, language: str = "en") -> str:
        """What was found, in plain words (`en` or `da`)."""
        return TimeWords(self, language).summary()

    def to_dict(self) -> dict[str, Any]:
        """The finding as plain values: what `workbench themes --json` prints."""
        plain = self.table.drop(columns="label").astype(object)
        return {
            "time": self.time,
            "event": self.event,
            "themes": plain.where(plain.notna(), None).to_dict("records"),
            "excluded": self.excluded.to_dict("records"),
        }

    def _printed(self, language: str) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
        return TimeWords(self, language).table()

    def _stated(self) -> Mapping[str, object]:
        members = self.sample.group >= 0
        people = self.presence.people[members].astype(str).tolist()
        asked, present = self.presence.asked[members], self.presence.present[members]
        watched = zip(
            people,
            self.times.tolist(),
            self.happened.tolist(),
            asked.tolist(),
            present.tolist(),
            strict=True,
        )
        return {
            "form": "theme by time 1",
            "variables": [self.time, self.event, self.exit_date],
            "confidence": self.confidence,
            "adjust": self.adjust,
            "themes": [(theme.code, sorted(theme.codes)) for theme in self.presence.themes],
            "people": sorted(watched),
            "excluded": sorted((str(who), reason) for who, reason in self.excluded.itertuples(index=False)),
            "rules": self.rules.stated,
        }

    def _counted(self) -> pd.DataFrame:
        return self.frames.codings[np.append(self.sample.group, -1)[self.presence.person] >= 0]

    def _sides(self, place: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Who of the compared people was asked about a theme, and who shows it."""
        members = self.sample.group >= 0
        return self.presence.asked[members, place], self.presence.present[members, place]

    def _place(self, code: str) -> int:
        if code not in self.themes:
            raise FindingError(f"{code!r} is not a theme of this finding", hint=nearest(code, self.themes))
        return self.themes.index(code)


def theme_by_time(
    source: Frames | FrameSource | ThemeMatrix,
    *,
    time: str,
    event: str,
    exit_date: str,
    codes: Sequence[str] | None = None,
    coder: str | Sequence[str] | None = None,
    confidence: float = 0.95,
    adjust: Literal["holm", "bh"] = "holm",
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
    if adjust not in ("holm", "bh"):
        raise FindingError(f"{adjust!r} is no way to adjust these p-values", hint="It is holm or bh")
    matrix = matrix_of(source, codes, coder)
    frames, found = matrix.frames, matrix.presence
    watched, happened = number_variable(frames, time), yes_or_no(frames, event)
    if (watched < 0).any():
        raise FindingError(
            f"the variable {time!r} holds a negative time", hint="Correct it in the outcome register"
        )
    known = pd.Series(
        ["known" if a and b else None for a, b in zip(watched.notna(), happened.notna(), strict=True)],
        index=watched.index,
        dtype=object,
    )
    compared = sample(found, Grouping(time, ("known",), known), drop_empty=False)
    people = found.people[compared.group >= 0]
    ended = happened.reindex(people).to_numpy(dtype=bool)
    _refuse_late_interviews(frames, people[ended], event, exit_date)
    times = np.asarray(watched.reindex(people), dtype=np.float64)
    return ThemeByTime(
        time=time,
        event=event,
        exit_date=exit_date,
        confidence=confidence,
        adjust=adjust,
        table=_table(found, compared, times, ended, adjust),
        excluded=pd.DataFrame(
            [(out.participant, out.reason) for out in compared.excluded], columns=["participant", "reason"]
        ),
        times=times,
        happened=ended,
        frames=frames,
        presence=found,
        sample=compared,
        rules=matrix.rules,
    )


def yes_or_no(frames: Frames, name: str) -> pd.Series[Any]:
    """A yes or no of the register, by participant, as booleans and missing values.

    Raises
    ------
    FindingError
        There is no such variable, or it is neither boolean nor only yes and no, or 1 and 0.
    """
    people = frames.participants.set_index("participant")
    if name not in people:
        raise FindingError(
            f"the outcome register has no variable {name!r} for each participant",
            hint=nearest(name, map(str, people)),
        )
    meaning = {True: True, False: False, "yes": True, "no": False}
    values = people[name].astype(object)
    strange = sorted({str(value) for value in values.dropna() if value not in meaning})
    if strange:
        raise FindingError(
            f"the variable {name!r} is not a yes or no: it holds {listing(strange[:NAMED])}",
            hint="Derive a yes or no in the outcome register",
        )
    return values.where(values.notna(), None).map(meaning, na_action="ignore")


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
                hint="Compare groups with theme_by_outcome, or take interviews from before, with their day "
                "in the transcript's metadata (interview_date: 2010-03-18)",
            )


def _table(
    found: Presence,
    compared: Sample,
    times: Floats,
    happened: NDArray[np.bool_],
    adjust: Literal["holm", "bh"],
) -> pd.DataFrame:
    members = compared.group >= 0
    rows: list[tuple[object, ...]] = []
    for place, theme in enumerate(found.themes):
        asked, shows = found.asked[members, place], found.present[members, place]
        label = localise(theme.label, "en") or theme.code
        rows.append((theme.code, label, *_row(times[asked], happened[asked], shows[asked])))
    table = pd.DataFrame(rows, columns=["code", "label", *COLUMNS, "note"])
    p_values = [None if np.isnan(p) else float(p) for p in table["p_log_rank"]]
    method = holm if adjust == "holm" else benjamini_hochberg
    table.insert(len(table.columns) - 1, "p_adjusted", np.array(method(p_values), dtype=float))
    return table


def _row(times: Floats, happened: NDArray[np.bool_], shows: NDArray[np.bool_]) -> tuple[object, ...]:
    """The columns of one theme, and why it is not tested."""
    sides: list[object] = []
    for side in (shows, ~shows):
        curve = kaplan_meier(times[side], happened[side])
        sides += [int(side.sum()), int(happened[side].sum()), curve.median]
    if not len(times):
        return *sides, np.nan, np.nan, "not testable: nobody can be compared yet"
    if shows.all() or not shows.any():
        who = "everybody" if shows.all() else "nobody"
        return *sides, np.nan, np.nan, f"not testable: {who} shows it"
    test = log_rank(times, happened, (~shows).astype(int))
    expected = float(test.expected[0])
    if test.permutation is None:
        return *sides, expected, np.nan, "not testable: nothing sets the people apart"
    return *sides, expected, test.permutation.p_value, ""
