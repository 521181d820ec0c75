"""Outcome flow: how many people of the register reach each step, and where the others stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from workbench.errors import FindingError
from workbench.findings.finding import Finding, FrameSource, frames_of
from workbench.findings.flow_words import FlowWords
from workbench.findings.grouping import (
    Grouping,
    group_by,
    listing,
    nearest,
    value_labels,
    value_name,
    variable_label,
)
from workbench.model.scheme import localise
from workbench.study.frames import Frames

if TYPE_CHECKING:
    import plotly.graph_objects as go

Step = str | tuple[str, object]
"""A yes or no of the register, or a variable with the value, or the list of values, that go on."""

COLUMNS = ("step", "variable", "value", "label", "goes_on", "people", "of", "share", "interviewed")


@dataclass(frozen=True, eq=False, repr=False)
class OutcomeFlow(Finding):
    """The people of the register step by step; at each step some go on and the others do not.

    Attributes
    ----------
    steps
        Ids of the variables of the steps, in order.
    table
        One row per step and value, who goes on first: step (0 is everybody in the register),
        variable, value (its name; empty where it is missing), label, goes_on, people, of (people
        who came to this step), share, interviewed (people who speak in a transcript), and
        participants (tuple).
    excluded
        Who speaks in a transcript and is not in the register: participant, kind, reason.
    """

    frames: Frames
    steps: tuple[str, ...]
    table: pd.DataFrame
    excluded: pd.DataFrame

    def __repr__(self) -> str:
        return f"<OutcomeFlow: {' > '.join(str(self.reaching(step)) for step in range(len(self.steps) + 1))}>"

    def reaching(self, step: int) -> int:
        """How many people go on at `step` (0: how many there are)."""
        rows = self.table[(self.table["step"] == step) & self.table["goes_on"]]
        return int(rows["people"].sum())

    def variable_label(self, variable: str, language: str = "en") -> str:
        """What the variable of a step is called."""
        return localise(variable_label(self.frames, variable), language)

    def step_label(self, step: int, language: str = "en") -> str:
        """What a step is called: its variable; 0 is everybody in the register."""
        return FlowWords(self, language).name(step)

    def value_label(self, step: int, value: str, language: str = "en") -> str:
        """What a value at a step is called; the empty one is that it is not known."""
        if not value:
            return FlowWords(self, language).voice.say("missing")
        labels = value_labels(self.frames, self.steps[step - 1], [value])
        return localise(labels[value], language)

    def quotes(self, step: int, value: str | None = None) -> pd.DataFrame:
        """What the people say who go on at a step, or who have one value there.

        Parameters
        ----------
        step
            Its number; 0 is everybody in the register.
        value
            Name of a value of the step's variable, empty where it is missing; None means those who go on.

        Returns
        -------
        DataFrame
            The rows of `Frames.codings` of these people, whatever the code, in their order.

        Raises
        ------
        FindingError
            There is no such step, or nobody has this value there.
        """
        rows = self.table[self.table["step"] == step]
        if rows.empty:
            raise FindingError(f"there is no step {step!r}", hint=f"The steps are 0 to {len(self.steps)}")
        chosen = rows[rows["goes_on"]] if value is None else rows[rows["value"] == value]
        if value is not None and chosen.empty:
            raise FindingError(
                f"nobody has {value!r} at step {step}", hint=nearest(value, rows["value"].tolist())
            )
        people = [person for members in chosen["participants"] for person in members]
        codings = self.frames.codings
        return codings[codings["participant"].isin(people)].reset_index(drop=True)

    def figure(self, language: str = "en") -> go.Figure:
        """One bar per step, as long as the people who come to it: who goes on, and who does not."""
        from workbench.findings.flow_figure import flow

        return flow(self, language)

    def summary(self, language: str = "en") -> str:
        """How many go on at each step, in plain words (`en` or `da`)."""
        return FlowWords(self, language).summary()

    def to_dict(self) -> dict[str, Any]:
        """The finding as plain values: what `workbench flow --json` prints."""
        plain = self.table[list(COLUMNS)].astype(object)
        return {
            "steps": plain.where(plain.notna(), None).to_dict("records"),
            "excluded": self.excluded.to_dict("records"),
        }

    def _printed(self, language: str) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
        return FlowWords(self, language).table()

    def _stated(self) -> Mapping[str, object]:
        rows = self.table[["step", "variable", "value", "goes_on", "participants"]]
        return {
            "form": "outcome flow 1",
            "steps": self.steps,
            "rows": [
                (int(step), variable, value, bool(goes_on), sorted(map(str, people)))
                for step, variable, value, goes_on, people in rows.itertuples(index=False)
            ],
            "excluded": sorted(map(str, self.excluded["participant"])),
        }

    def _counted(self) -> pd.DataFrame:
        codings = self.frames.codings
        return codings[codings["participant"].isin(self.frames.participants["participant"])]


def outcome_flow(source: Frames | FrameSource, steps: Sequence[Step]) -> OutcomeFlow:
    """Follow the people of the register through steps that each of them takes or not.

    `outcome_flow(study, ["completed", "positive_result"])` tells how many of all completed, and how
    many of those had a positive result. The register is counted, interviewed or not; where the
    interviewed stand is told beside it.

    Parameters
    ----------
    source
        A study, or frames that came from elsewhere.
    steps
        In order: a yes or no of the register, of which yes goes on, or a variable with the value or
        the list of values that go on: `("final_state", ["retained_job", "ordinary_job"])`.

    Raises
    ------
    FindingError
        There is no register or step, a variable or value is unknown, a variable without values is no
        yes or no, or a participant stands twice.
    """
    frames = frames_of(source)
    people = frames.participants["participant"]
    if not len(people):
        raise FindingError("nobody is in the outcome register", hint="Load an outcome register first")
    if people.isna().any() or people.duplicated().any():
        what = "a row has no participant" if people.isna().any() else "a participant stands twice"
        raise FindingError(what, where="participants")
    wanted = [_wanted(frames, step) for step in ([steps] if isinstance(steps, str) else steps)]
    if not wanted:
        raise FindingError("a flow needs a step", hint="Name a yes or no of the register, such as completed")
    speaking = frames.speakers["participant"].dropna().drop_duplicates()
    rows = [_row(0, ("", "", ""), people, len(people), speaking, goes_on=True)]
    here = people
    for step, (grouping, going) in enumerate(wanted, start=1):
        variable, of_person = grouping.variable, grouping.of_person.reindex(here)
        others = [name for name in grouping.names if name not in going]
        on = np.zeros(len(here), dtype=bool)
        for value in [*going, *others, ""]:
            has = (of_person.eq(value) if value else of_person.isna()).to_numpy(dtype=bool)
            if value in going:
                on |= has
            elif not has.any():
                continue
            label = localise(value_labels(frames, variable, [value])[value], "en") if value else ""
            told = (variable, value, label)
            rows.append(_row(step, told, here[has], len(here), speaking, goes_on=value in going))
        here = here[on]
    strangers = speaking[~speaking.isin(people)]
    return OutcomeFlow(
        frames=frames,
        steps=tuple(grouping.variable for grouping, _ in wanted),
        table=pd.DataFrame(rows, columns=[*COLUMNS, "participants"]),
        excluded=pd.DataFrame(
            {"participant": strangers, "kind": "not registered", "reason": "not in the outcome register"}
        ).reset_index(drop=True),
    )


def _wanted(frames: Frames, step: Step) -> tuple[Grouping, list[str]]:
    """Who has which value at a step, and the names of the values that go on."""
    variable, chosen = (step, None) if isinstance(step, str) else step
    grouping = group_by(frames, variable)
    if chosen is None:
        if set(grouping.names) - {"yes", "no", "1", "0"}:
            raise FindingError(
                f"{variable!r} is not a yes or no: it has {listing(grouping.names[:6])}",
                hint=f"Say which of them go on: ({variable!r}, [{grouping.names[0]!r}])",
            )
        return grouping, ["yes" if "yes" in grouping.names else "1"]
    given = chosen if isinstance(chosen, list | tuple | set | frozenset) else [chosen]
    going = list(dict.fromkeys(map(value_name, given)))
    for name in going:
        if name not in grouping.names:
            raise FindingError(f"{name!r} is no value of {variable!r}", hint=nearest(name, grouping.names))
    if not going:
        raise FindingError(f"no value of {variable!r} goes on", hint=f"It has {listing(grouping.names)}")
    return grouping, going


def _row(
    step: int,
    told: tuple[str, str, str],
    people: pd.Series[Any],
    of: int,
    speaking: pd.Series[Any],
    *,
    goes_on: bool,
) -> tuple[object, ...]:
    """A row of the table; `told` are variable, value and label."""
    share = len(people) / of if of else np.nan
    interviewed = int(people.isin(speaking).sum())
    return step, *told, goes_on, len(people), of, share, interviewed, tuple(people)
