"""Who is compared, and why everybody else is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.findings.coverage import NO_TRANSCRIPT, OTHER_ROLE
from workbench.findings.grouping import Grouping
from workbench.findings.presence import Presence

ExclusionKind = Literal[
    "not registered", "no transcript", "other role", "not coded", "not asked", "no outcome", "other group"
]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A participant who is not compared; the first reason that holds, in the order of `ExclusionKind`."""

    participant: Any
    kind: ExclusionKind
    reason: str


@dataclass(frozen=True, eq=False)
class Sample:
    """The people who are compared, by group.

    Attributes
    ----------
    groups
        Names of the groups, in order.
    group
        For each row of the `Presence` the place of the person's group, or -1 if not compared.
    excluded
        Everybody else: participants of the register first, in its order.
    """

    groups: tuple[str, ...]
    group: NDArray[np.intp]
    excluded: tuple[Exclusion, ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many people each group has."""
        return tuple(int((self.group == place).sum()) for place in range(len(self.groups)))


def sample(
    found: Presence, outcome: Grouping, *, drop_empty: bool, within: pd.Index[Any] | None = None
) -> Sample:
    """Divide the people of `found` into the groups of `outcome`.

    Parameters
    ----------
    found
        Who could have shown a theme.
    outcome
        Who has which value.
    drop_empty
        Leave out groups without people, unless fewer than two would be left.
    within
        Participants of a stratum; nobody else is compared or listed as excluded.
    """
    members = outcome.of_person if within is None else outcome.of_person[within]
    named = members.reindex(found.people)
    groups = outcome.names
    if drop_empty:
        held = tuple(name for name in groups if (named == name).any())
        groups = held if len(held) > 1 else groups
    group = pd.Index(groups, dtype=object).get_indexer(pd.Index(named, dtype=object))
    return Sample(groups, group, tuple(_excluded(found, outcome, within)))


def excluded_people(excluded: Iterable[Exclusion]) -> pd.DataFrame:
    """Who is not compared: participant, kind (the `ExclusionKind`) and reason, in English."""
    rows = [(out.participant, out.kind, out.reason) for out in excluded]
    return pd.DataFrame(rows, columns=["participant", "kind", "reason"])


def waiting_people(waiting: Mapping[Any, str]) -> pd.DataFrame:
    """The people of `Presence.waiting`, as `excluded_people` has them."""
    return excluded_people(Exclusion(who, waiting_kind(why), why) for who, why in waiting.items())


def waiting_kind(reason: str) -> ExclusionKind:
    """Which kind of reason `Presence.waiting` gives."""
    if reason == NO_TRANSCRIPT:
        return "no transcript"
    return "other role" if reason.startswith(OTHER_ROLE) else "not coded"


def _excluded(found: Presence, outcome: Grouping, within: pd.Index[Any] | None) -> Iterator[Exclusion]:
    names = set(outcome.names)
    members = outcome.of_person if within is None else outcome.of_person[within]
    for participant, value in members.items():
        waiting = found.waiting.get(participant)
        if waiting:
            yield Exclusion(participant, waiting_kind(waiting), waiting)
        elif value is None:
            yield Exclusion(participant, "no outcome", "outcome missing")
        elif value not in names:
            reason = f"{outcome.variable} is {value}, which is not one of the groups compared"
            yield Exclusion(participant, "other group", reason)
    if within is None:
        speaking = dict.fromkeys([*found.people, *found.waiting])
        for participant in speaking:
            if participant not in outcome.of_person.index:
                yield Exclusion(participant, "not registered", "not in the outcome register")
