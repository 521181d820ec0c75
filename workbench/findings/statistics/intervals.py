"""Intervals for one share, and Newcombe's for the difference of two independent shares."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import FindingError

Floats = NDArray[np.float64]


def wilson(present: ArrayLike, of: ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Score interval of `present / of` without continuity correction.

    Wilson (1927, J. Am. Stat. Assoc. 22: 209-212); method 3 of Newcombe (1998a, Statistics in
    Medicine 17: 857-872).

    Parameters
    ----------
    present, of
        Counts of people, of one shape or broadcast against each other.
    confidence
        Two-sided coverage, between 0 and 1.

    Returns
    -------
    low, high
        Limits between 0 and 1; NaN where `of` is 0.
    """
    z = critical_value(confidence)
    x, n = np.asarray(present, dtype=float), np.asarray(of, dtype=float)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = x / n
        centre = (x + z**2 / 2) / (n + z**2)
        half = z / (n + z**2) * np.sqrt(x * (1 - share) + z**2 / 4)
    # At 0 and n of n one limit is exact; rounding would leave it a hair beside its share.
    low = np.where(x == 0, 0.0, centre - half)
    high = np.where(x == n, 1.0, centre + half)
    return missing_where(n == 0, low, high)


def clopper_pearson(present: ArrayLike, of: ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Exact interval of `present / of`: its coverage is never below `confidence`, and often well above.

    Clopper and Pearson (1934, Biometrika 26: 404-413), by quantiles of the beta distribution;
    method 5 of Newcombe (1998a, Statistics in Medicine 17: 857-872). Parameters and limits as in `wilson`.
    """
    critical_value(confidence)
    from scipy.special import betaincinv

    x, n = np.broadcast_arrays(np.asarray(present, dtype=float), np.asarray(of, dtype=float))
    tail = (1 - confidence) / 2
    with np.errstate(invalid="ignore"):
        low = np.where(x == 0, 0.0, betaincinv(x, n - x + 1, tail))
        high = np.where(x == n, 1.0, betaincinv(x + 1, n - x, 1 - tail))
    return missing_where(n == 0, low, high)


def newcombe(
    present: tuple[ArrayLike, ArrayLike], of: tuple[ArrayLike, ArrayLike], confidence: float = 0.95
) -> tuple[Floats, Floats, Floats]:
    """Difference of two independent shares with its hybrid score interval.

    Method 10 of Newcombe (1998b, Statistics in Medicine 17: 873-890): the Wilson limits of the
    two shares, combined by the root of the sum of squares; no continuity correction.

    Parameters
    ----------
    present, of
        Counts of people in the first and in the second group.
    confidence
        Two-sided coverage, between 0 and 1.

    Returns
    -------
    difference, low, high
        First share minus second, and its limits, between -1 and 1; NaN where a group is empty.
    """
    first, second = (np.asarray(count, dtype=float) for count in present)
    first_of, second_of = (np.asarray(count, dtype=float) for count in of)
    first_low, first_high = wilson(first, first_of, confidence)
    second_low, second_high = wilson(second, second_of, confidence)
    with np.errstate(invalid="ignore", divide="ignore"):
        p, q = first / first_of, second / second_of
    difference = p - q
    return (
        difference,
        difference - np.hypot(p - first_low, second_high - q),
        difference + np.hypot(first_high - p, q - second_low),
    )


def missing_where(nobody: NDArray[np.bool_], low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Return limits that are NaN where there is nobody to limit anything for."""
    return np.where(nobody, np.nan, low), np.where(nobody, np.nan, high)


def critical_value(confidence: float) -> float:
    """How many standard deviations a two-sided interval reaches; a FindingError outside 0 to 1."""
    if not 0 < confidence < 1:
        raise FindingError(
            f"a confidence level of {confidence} is not between 0 and 1", hint="The usual one is 0.95"
        )
    return NormalDist().inv_cdf((1 + confidence) / 2)
