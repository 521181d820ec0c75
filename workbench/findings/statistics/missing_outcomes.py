"""How much the people whose outcome is missing could change a share or a difference."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from workbench.findings.statistics.intervals import Floats


@dataclass(frozen=True)
class DifferenceBounds:
    """The difference of two shares, first group minus second, whatever the missing outcomes are.

    Attributes
    ----------
    all_in_first, all_in_second
        If everybody whose outcome is missing belonged to the one or the other group.
    lowest, highest
        The least and the most that any division of these people gives.
    """

    all_in_first: Floats
    all_in_second: Floats
    lowest: Floats
    highest: Floats


def share_bounds(positive: ArrayLike, known: ArrayLike, missing: ArrayLike) -> tuple[Floats, Floats]:
    """Bounds of the share with a positive outcome: all missing ones negative, and all positive.

    Manski (1989, Journal of Human Resources 24: 343-360), without any assumption. They are
    bounds for what was not seen, not an interval for chance.

    Parameters
    ----------
    positive, known, missing
        People with a positive outcome, with a known one (positive or not), and with none.

    Returns
    -------
    low, high
        Between 0 and 1; NaN where there is nobody.
    """
    yes, seen, unseen = (np.asarray(count, dtype=float) for count in (positive, known, missing))
    return _share(yes, seen + unseen), _share(yes + unseen, seen + unseen)


def difference_bounds(
    present: tuple[ArrayLike, ArrayLike],
    of: tuple[ArrayLike, ArrayLike],
    missing: tuple[ArrayLike, ArrayLike],
) -> DifferenceBounds:
    """Bounds of the difference in a theme between outcome groups if some people's outcome is missing.

    Parameters
    ----------
    present, of
        Counts of people in the first and in the second group; arrays are compared place by place.
    missing
        People without an outcome: those who show the theme, and those who do not.

    Returns
    -------
    DifferenceBounds
        NaN where a group stays empty.
    """
    (x, y), (m, n), (having, lacking) = (
        tuple(np.asarray(count, dtype=float) for count in pair) for pair in (present, of, missing)
    )
    everybody = having + lacking
    # Whoever shows the theme raises the share of the group they join, whoever does not lowers it.
    return DifferenceBounds(
        _share(x + having, m + everybody) - _share(y, n),
        _share(x, m) - _share(y + having, n + everybody),
        _share(x, m + lacking) - _share(y + having, n + having),
        _share(x + having, m + having) - _share(y, n + lacking),
    )


def _share(count: Floats, of: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(count / of)
