"""When people were interviewed, and whether that was after the outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from workbench.errors import FindingError
from workbench.findings.grouping import nearest
from workbench.study.frames import Frames

DATE_KEYS = ("interview_date", "date", "dato")
"""What a transcript's metadata may call the day of the interview; the first that is there counts."""


@dataclass(frozen=True)
class Timing:
    """How many of the compared people were interviewed after their outcome.

    Attributes
    ----------
    known
        People whose dates are both known.
    after
        Those of them who had an interview after the day of the outcome.
    """

    known: int
    after: int


def interview_dates(frames: Frames) -> pd.DataFrame:
    """The last day on which each person is known to have been interviewed.

    Returns
    -------
    DataFrame
        Indexed by participant: `last`, as the metadata of the transcripts say it
        (year-month-day), and `complete`, whether all of the person's transcripts do.
    """
    own = frames.speakers.dropna(subset="participant")[["participant", "transcript"]].drop_duplicates()
    said = frames.transcripts
    days = {} if said is None else dict(zip(said["transcript"], map(_day, said["metadata"]), strict=True))
    day = pd.to_datetime(own["transcript"].map(days))
    by_person = own.assign(day=day, dated=day.notna()).groupby("participant", observed=True)
    return by_person.agg(last=("day", "max"), complete=("dated", "all"))


def date_variable(frames: Frames, name: str) -> pd.Series[Any]:
    """The dates that a variable of the register holds, by participant.

    Raises
    ------
    FindingError
        There is no such variable, or it holds no dates.
    """
    people = frames.participants.set_index("participant")
    dates = [str(column) for column in people if pd.api.types.is_datetime64_any_dtype(people[column])]
    if name not in people:
        raise FindingError(
            f"the outcome register has no variable {name!r} for each participant",
            hint=nearest(name, dates or list(map(str, people))),
        )
    if name not in dates:
        raise FindingError(
            f"the variable {name!r} holds no dates",
            hint=nearest(name, dates) if dates else "Declare one as date",
        )
    return people[name]


def timing(frames: Frames, people: pd.Index[Any], outcome_date: str) -> Timing:
    """Tell how many of `people` were interviewed after the date that `outcome_date` holds."""
    outcome = date_variable(frames, outcome_date).reindex(people)
    interviewed = interview_dates(frames).reindex(people)
    after = (interviewed["last"] > outcome).to_numpy(dtype=bool)
    complete = interviewed["complete"].eq(True).to_numpy(dtype=bool)  # noqa: FBT003 - no flag
    known = after | (complete & outcome.notna().to_numpy())
    return Timing(int(known.sum()), int(after.sum()))


def _day(metadata: Any) -> pd.Timestamp | None:
    for key in DATE_KEYS:
        said = str((metadata or {}).get(key, "")).strip()
        if said:
            day = pd.to_datetime(said, format="ISO8601", errors="coerce")
            return None if pd.isna(day) else day.tz_localize(None)
    return None
