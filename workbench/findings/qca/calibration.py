"""Calibration: how far each case is a member of a set."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import FindingError

Memberships = NDArray[np.float64]

LOG_ODDS = math.log(0.95 / 0.05)
"""Of full membership, 0.95, as in R's QCA package."""


@dataclass(frozen=True)
class Calibration:
    """How membership in a set follows from a theme or a variable of the register.

    A theme makes a crisp set of those who show it. A variable makes a crisp set of those with
    one of `members`, a fuzzy set by three `anchors`, or is itself the membership if `given`; a
    yes or no needs nothing but its name.

    Attributes
    ----------
    name
        Id of a code or a variable.
    members
        Values that make a case a member.
    anchors
        Values at which a case is fully out (membership 0.05), at the crossover (0.5) and fully in
        (0.95), rising or falling.
    given
        The variable holds memberships between 0 and 1.
    of
        `theme` or `variable`, where a code and a variable have the same id.
    """

    name: str
    members: tuple[object, ...] = ()
    anchors: tuple[float, float, float] | None = None
    given: bool = False
    of: Literal["theme", "variable"] | None = None

    def __post_init__(self) -> None:
        if sum((bool(self.members), self.anchors is not None, self.given)) > 1:
            raise FindingError("members, anchors and given exclude each other", where=self.name)
        if self.anchors is not None:
            if not _three_numbers(self.anchors):
                raise FindingError(
                    f"the anchors {self.anchors!r} are not three numbers",
                    where=self.name,
                    hint="Give the values for fully out, the crossover and fully in, such as (20, 35, 50)",
                )
            out, crossover, full = self.anchors
            if not (out < crossover < full or out > crossover > full):
                raise FindingError(
                    f"the anchors {out}, {crossover}, {full} neither rise nor fall",
                    where=self.name,
                    hint="Give the values for fully out, the crossover and fully in, in this order",
                )

    @property
    def fuzzy(self) -> bool:
        """Whether memberships can lie between 0 and 1."""
        return self.given or self.anchors is not None


def _three_numbers(anchors: object) -> bool:
    return (
        isinstance(anchors, Sequence)
        and len(anchors) == 3
        and all(isinstance(one, int | float | np.number) and math.isfinite(one) for one in anchors)
    )


def calibrate_directly(values: ArrayLike, anchors: Sequence[float]) -> Memberships:
    """Membership by the direct method with three anchors.

    Ragin (2008, Redesigning Social Inquiry, ch. 5): the distance from the crossover, as a share of
    the distance to the anchor on that side, times the log odds of full membership, turned back
    into a membership. Unlike R's `calibrate`, values far out are not rounded to 0 or 1.

    Parameters
    ----------
    values
        What was measured; NaN stays NaN.
    anchors
        Fully out, crossover, fully in.
    """
    out, crossover, full = anchors
    x = np.asarray(values, dtype=float)
    above = (x - crossover) / (full - crossover)
    below = (x - crossover) / (crossover - out)
    log_odds = LOG_ODDS * np.where(above >= 0, above, below)
    # Beyond this exp overflows, and a membership is 0 or 1 to the last digit anyway.
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -700, 700))), dtype=float)
