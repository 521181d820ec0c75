"""Interviewed against register: how far those who were interviewed are the others in the register."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.errors import FindingError
from workbench.findings.finding import Finding, FrameSource, frames_of
from workbench.findings.frame_checks import check_participants
from workbench.findings.grouping import nearest, value_labels, variable_label
from workbench.findings.interviewed_words import InterviewedWords
from workbench.findings.likeness import Likeness, likeness
from workbench.findings.statistics.intervals import critical_value
from workbench.findings.statistics.multiple_tests import holm
from workbench.model.scheme import localise
from workbench.study.frames import Frames

if TYPE_CHECKING:
    import plotly.graph_objects as go


@dataclass(frozen=True, eq=False, repr=False)
class InterviewedAgainstRegister(Finding):
    """Interviewed participants beside the others of the register, variable by variable.

    Attributes
    ----------
    people
        The interviewed: participants of the register who speak in a transcript.
    others
        How many participants of the register were not interviewed.
    confidence
        One minus the level at which the words call a difference clear.
    table
        One row per variable: variable, label, kind (yes or no, nominal, ordinal, number, date);
        `interviewed n` and `others n` (people with a known value), `interviewed missing` and `others
        missing`; `interviewed middle` and `others middle` (share of yes, or median: numbers, days as
        dates; missing for nominal and ordinal variables); standardised_difference (interviewed minus
        others in standard deviations; for nominal and ordinal variables a distance without sign); test
        (Fisher or ranks), p, p_holm, note (why a number is missing).
    counts
        One row per value of each variable that is not a number: variable, value, interviewed, others
        (people).
    left_out
        Variables that are not compared: variable, reason (`text`, `missing for everybody` or
        `too many values`).
    excluded
        Who speaks in a transcript and is not in the register: participant, reason.
    """

    frames: Frames
    people: tuple[Any, ...]
    others: int
    confidence: float
    table: pd.DataFrame
    counts: pd.DataFrame
    left_out: pd.DataFrame
    excluded: pd.DataFrame

    def __repr__(self) -> str:
        return (
            f"<InterviewedAgainstRegister: {len(self.people)} interviewed, {self.others} others, "
            f"{len(self.table)} variables>"
        )

    def variable_label(self, variable: str, language: str = "en") -> str:
        """What a variable is called."""
        return localise(variable_label(self.frames, variable), language)

    def value_label(self, variable: str, value: str, language: str = "en") -> str:
        """What a value of a variable is called."""
        return localise(value_labels(self.frames, variable, [value])[value], language)

    def figure(self, language: str = "en") -> go.Figure:
        """One dot per variable at its standardised difference, the most unlike on top."""
        from workbench.findings.interviewed_figure import dots

        return dots(self, language)

    def summary(self, language: str = "en") -> str:
        """How the interviewed differ, in plain words (`en` or `da`)."""
        return InterviewedWords(self, language).summary()

    def to_dict(self) -> dict[str, Any]:
        """The finding as plain values: what `workbench interviewed --json` prints."""
        plain = self.table.drop(columns="label").astype(object)
        rows = plain.where(plain.notna(), None).to_dict("records")
        values = self.counts.groupby("variable", sort=False)
        counted = {str(variable): of.drop(columns="variable").to_dict("records") for variable, of in values}
        for row in rows:
            for side in ("interviewed middle", "others middle"):
                day = row[side]
                row[side] = day.date().isoformat() if isinstance(day, pd.Timestamp) else day
            row["values"] = counted.get(row["variable"], [])
        return {
            "interviewed": len(self.people),
            "others": self.others,
            "variables": rows,
            "left_out": self.left_out.to_dict("records"),
            "excluded": self.excluded.to_dict("records"),
        }

    def _printed(self, language: str) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
        return InterviewedWords(self, language).table()

    def _stated(self) -> Mapping[str, object]:
        compared = ["participant", *self.table["variable"]]
        register = self.frames.participants[compared].astype(object)
        told = register.where(register.notna(), None).map(str)
        rows = np.sort(pd.util.hash_pandas_object(told, index=False).to_numpy())
        return {
            "form": "interviewed against register 1",
            "interviewed": sorted(map(str, self.people)),
            "confidence": self.confidence,
            "variables": compared[1:],
            "register": hashlib.sha256(rows.astype("<u8").tobytes()).hexdigest(),
        }

    def _counted(self) -> pd.DataFrame:
        return self.frames.codings[:0]


def interviewed_against_register(
    source: Frames | FrameSource, *, variables: Sequence[str] | None = None, confidence: float = 0.95
) -> InterviewedAgainstRegister:
    """Compare the interviewed with all participants of the register who were not interviewed.

    Whether they are coded does not matter. The tests ask: if so many people had been drawn from the
    register by lot, how often would they be as unlike the others as these? See `docs/methods.md`.

    Parameters
    ----------
    source
        A study, or frames that came from elsewhere.
    variables
        Variables to compare; None means every one with one value a participant.
    confidence
        One minus the level at which the words call a difference clear.

    Raises
    ------
    FindingError
        There is no register, no such variable, nobody was interviewed, or everybody was.
    """
    critical_value(confidence)
    frames = frames_of(source)
    check_participants(frames)
    register = frames.participants
    known = [str(column) for column in register.columns if column != "participant"]
    if not known:
        raise FindingError("the outcome register has no variables", hint="Load an outcome register first")
    for variable in variables or ():
        if variable not in known:
            raise FindingError(
                f"the outcome register has no variable {variable!r} for each participant",
                hint=nearest(variable, known),
            )
    speaking = frames.speakers["participant"].dropna().drop_duplicates()
    interviewed = register["participant"].isin(speaking).to_numpy(dtype=bool)
    if not interviewed.any():
        raise FindingError(
            "nobody in the outcome register speaks in a transcript",
            hint="Link speakers to participants first",
        )
    if interviewed.all():
        raise FindingError(
            "everybody in the outcome register speaks in a transcript",
            hint="There is nobody to compare them with",
        )
    rows, values, left_out = _compared(frames, list(variables or known), interviewed)
    strangers = speaking[~speaking.isin(register["participant"])]
    return InterviewedAgainstRegister(
        frames=frames,
        people=tuple(register.loc[interviewed, "participant"]),
        others=int((~interviewed).sum()),
        confidence=confidence,
        table=_table(frames, rows),
        counts=pd.DataFrame(values, columns=["variable", "value", "interviewed", "others"]),
        left_out=pd.DataFrame(left_out, columns=["variable", "reason"]),
        excluded=pd.DataFrame(
            {
                "participant": strangers,
                "kind": "not registered",
                "reason": "not in the outcome register",
            }
        ).reset_index(drop=True),
    )


def _compared(
    frames: Frames, variables: list[str], interviewed: NDArray[np.bool_]
) -> tuple[dict[str, Likeness], list[tuple[str, str, int, int]], list[tuple[str, str]]]:
    rows: dict[str, Likeness] = {}
    values: list[tuple[str, str, int, int]] = []
    left_out: list[tuple[str, str]] = []
    for variable in variables:
        found = likeness(frames.participants[variable], interviewed)
        if isinstance(found, str):
            left_out.append((variable, found))
        else:
            rows[variable] = found
            values += [(variable, *counted) for counted in found.values]  # noqa: PD011 - no frame
    return rows, values, left_out


def _table(frames: Frames, rows: Mapping[str, Likeness]) -> pd.DataFrame:
    table = pd.DataFrame(
        [
            (
                variable,
                localise(variable_label(frames, variable), "en"),
                row.kind,
                *row.known,
                *row.missing,
                *row.middle,
                row.standardised,
                row.test,
                np.nan if row.p is None else row.p,
                row.note,
            )
            for variable, row in rows.items()
        ],
        columns=[
            "variable",
            "label",
            "kind",
            "interviewed n",
            "others n",
            "interviewed missing",
            "others missing",
            "interviewed middle",
            "others middle",
            "standardised_difference",
            "test",
            "p",
            "note",
        ],
    )
    adjusted = holm([row.p for row in rows.values()])
    table.insert(len(table.columns) - 1, "p_holm", np.array(adjusted, dtype=float))
    return table
