"""Seeded draws that come out the same on every version of Python."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Mapping, Sequence
from random import Random
from typing import TypeVar

Item = TypeVar("Item")
Owner = TypeVar("Owner", bound=Hashable)

# Python promises the same sequence on every version for random() alone, so all else is made of it.


class Draws:
    """One stream of draws; each part of the register has its own, so that parts change alone."""

    def __init__(self, seed: int, part: str) -> None:
        self._random = Random(f"{seed}/{part}")  # noqa: S311 - nothing secret, and it must repeat

    def below(self, count: int) -> int:
        return int(self._random.random() * count)

    def between(self, low: int, high: int) -> int:
        """Draw a whole number from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def chance(self, share: float) -> bool:
        return self._random.random() < share

    def one(self, items: Sequence[Item]) -> Item:
        return items[self.below(len(items))]

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        keyed = [(self._random.random(), position) for position in range(len(items))]
        return [items[position] for _, position in sorted(keyed)]

    def weighted(self, weights: Sequence[float]) -> int:
        """Draw a position with a chance proportional to its weight."""
        point = self._random.random() * sum(weights)
        for position, weight in enumerate(weights):
            point -= weight
            if point < 0:
                return position
        return len(weights) - 1

    def weekday(self, first: dt.date, last: dt.date) -> dt.date:
        """Draw a day from Monday to Friday; `first` where there is none between the two."""
        days = [first + dt.timedelta(days=offset) for offset in range((last - first).days + 1)]
        return self.one([day for day in days if day.weekday() < 5] or [first])

    def deal(
        self,
        owners: Sequence[Owner],
        counts: Mapping[str, int],
        *,
        fixed: Mapping[Owner, str] | None = None,
        may: Callable[[Owner, str], bool] = lambda _owner, _value: True,
    ) -> dict[Owner, str]:
        """Give each owner one value so that every value is given exactly `counts` times.

        `fixed` owners have their value already. Values that few owners may have are given
        first, so that the others take what is left.

        Raises
        ------
        ValueError
            The counts cannot be met.
        """
        given = {owner: value for owner, value in (fixed or {}).items() if owner in set(owners)}
        left = self.shuffled([owner for owner in owners if owner not in given])
        due = {value: count - list(given.values()).count(value) for value, count in counts.items()}
        if sum(due.values()) != len(left):
            raise ValueError(f"{sum(due.values())} values for {len(left)} owners: {counts}")
        for value in sorted(due, key=lambda value: sum(may(owner, value) for owner in left)):
            takers = [owner for owner in left if may(owner, value)][: due[value]]
            if len(takers) < due[value] or due[value] < 0:
                raise ValueError(f"{value} cannot be given {counts[value]} times")
            given |= dict.fromkeys(takers, value)
            left = [owner for owner in left if owner not in given]
        return given
