"""What Fisher's test can and cannot find with groups of given sizes, counted out over all tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from workbench.errors import FindingError
from workbench.findings.statistics.exact_tests import TIE, hypergeometric, log_choices, tail_probabilities
from workbench.findings.statistics.intervals import Floats
from workbench.findings.statistics.roots import crossing


@dataclass(frozen=True)
class DetectableDifference:
    """Smallest differences that Fisher's test finds with the wanted power.

    Attributes
    ----------
    up, down
        How far the first share must lie above and below the second, as positive numbers; NaN
        where even 100 % or 0 % is not found that often.
    """

    up: float
    down: float


def fisher_power(shares: tuple[float, float], of: tuple[int, int], level: float = 0.05) -> float:
    """Chance that Fisher's two-sided test comes out at `level` or below.

    The sum of the binomial probabilities of all tables whose p-value is that small; nothing is
    approximated. For one of several themes adjusted by Holm's procedure, `level` over their
    number is the level at which it is found whatever the others do.

    Parameters
    ----------
    shares
        The true shares of people with the theme in the first and in the second group.
    of
        People in each group.
    level
        The p-value that counts as found, between 0 and 1.

    Returns
    -------
    float
        NaN where a group is empty.

    Raises
    ------
    FindingError
        A share or the level is not between 0 and 1.
    """
    for share in (*shares, level):
        if not 0 <= share <= 1:
            raise FindingError(f"a share or level of {share} is not between 0 and 1")
    if min(of) == 0:
        return float("nan")
    return float(_power(np.asarray(shares[0]), shares[1], of, level))


def detectable_difference(
    share: float, of: tuple[int, int], *, power: float = 0.8, level: float = 0.05
) -> DetectableDifference:
    """Find the smallest true difference that Fisher's test finds with the wanted power.

    Parameters
    ----------
    share
        The true share of people with the theme in the second group.
    of, level
        As in `fisher_power`.
    power
        Wanted chance to find the difference.

    Raises
    ------
    FindingError
        A share, the level or the power is not between 0 and 1.
    """
    if not 0 < power < 1:
        raise FindingError(f"a power of {power} is not between 0 and 1", hint="The usual one is 0.8")
    found: list[float] = []
    for furthest in (1.0, 0.0):
        if not fisher_power((furthest, share), of, level) >= power:
            found.append(float("nan"))
            continue
        way = furthest - share

        def not_found(part: Floats, way: float = way) -> Floats:
            return 1 - _power(share + part * way, share, of, level)

        found.append(abs(way) * float(crossing(not_found, 1 - power, 0.0, 1.0)))
    return DetectableDifference(*found)


def _power(first: Floats, second: float, of: tuple[int, int], level: float) -> Floats:
    ways = np.outer(_binomial(of[0], first), _binomial(of[1], np.asarray(second)))
    return np.asarray(ways[_p_values(of) <= level * (1 + TIE)].sum())


def _binomial(people: int, share: Floats) -> Floats:
    """Probability of each number of people who show a theme that has this share."""
    from scipy.special import xlog1py, xlogy

    counts = np.arange(people + 1)
    return np.asarray(np.exp(log_choices(people) + xlogy(counts, share) + xlog1py(people - counts, -share)))


@lru_cache(maxsize=8)
def _p_values(of: tuple[int, int]) -> NDArray[np.float64]:
    """Fisher's p-value of every table: shape (first + 1, second + 1)."""
    first, second = of
    p_values = np.ones((first + 1, second + 1))
    for total in range(1, first + second):
        counts, logs = hypergeometric(total, first, second)
        p_values[counts, total - counts] = tail_probabilities(logs)
    return p_values
