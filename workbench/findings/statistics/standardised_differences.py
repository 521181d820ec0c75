"""How unlike two groups of people are, such as those interviewed and the others in the register."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class StandardisedDifference:
    """A difference in standard deviations, which does not grow with the number of people.

    Attributes
    ----------
    difference
        First group minus second; for nominal values a distance without sign. NaN where it cannot
        be told. Beyond 0.1 groups are often called unlike (Austin 2009); with few people chance
        alone gives more.
    of
        People with a known value in the first and in the second group.
    note
        Why the difference is missing; empty where it is not.
    """

    difference: float
    of: tuple[int, int]
    note: str = ""


def standardise_shares(present: tuple[int, int], of: tuple[int, int]) -> StandardisedDifference:
    """Difference of two shares over the root of the mean of their variances p (1 - p).

    Austin (2009, Communications in Statistics - Simulation and Computation 38: 1228-1234).

    Parameters
    ----------
    present, of
        Counts of people in the first and in the second group.
    """
    if min(of) == 0:
        return StandardisedDifference(float("nan"), of, "a group is empty")
    p, q = (x / n for x, n in zip(present, of, strict=True))
    return _standardised(p - q, (p * (1 - p) + q * (1 - q)) / 2, of)


def standardise_numbers(first: ArrayLike, second: ArrayLike) -> StandardisedDifference:
    """Difference of two means over the root of the mean of the groups' variances.

    Austin (2009), with the variances over n - 1. Missing values (NaN) are left out.

    Parameters
    ----------
    first, second
        One number a person.
    """
    x, y = (np.asarray(values, dtype=float) for values in (first, second))
    x, y = x[~np.isnan(x)], y[~np.isnan(y)]
    of = (x.size, y.size)
    if min(of) < 2:
        return StandardisedDifference(float("nan"), of, "fewer than two known values in a group")
    return _standardised(float(x.mean() - y.mean()), float(x.var(ddof=1) + y.var(ddof=1)) / 2, of)


def standardise_nominal(first: ArrayLike, second: ArrayLike) -> StandardisedDifference:
    """Distance of two distributions over the same unordered values.

    Yang and Dalton (2012, SAS Global Forum, paper 335): the Mahalanobis distance of the shares
    of all values but one, with the mean of both groups' multinomial covariances. Which value is
    left out does not matter. With two values it is the size of `standardise_shares`.

    Parameters
    ----------
    first, second
        People with each value, in the same order.
    """
    counts = np.array([first, second], dtype=float)
    counts = counts[:, counts.sum(axis=0) > 0]
    of = (int(counts[0].sum()), int(counts[1].sum()))
    if min(of) == 0:
        return StandardisedDifference(float("nan"), of, "a group is empty")
    shares = (counts / counts.sum(axis=1, keepdims=True))[:, 1:]
    covariance = (
        sum((np.diag(row) - np.outer(row, row) for row in shares), np.zeros((shares.shape[1],) * 2)) / 2
    )
    apart = shares[0] - shares[1]
    if not apart.any():
        return StandardisedDifference(0.0, of)
    if np.linalg.matrix_rank(covariance) < len(covariance):
        return StandardisedDifference(float("nan"), of, "the groups share no value")
    return StandardisedDifference(float(np.sqrt(apart @ np.linalg.solve(covariance, apart))), of)


def _standardised(difference: float, variance: float, of: tuple[int, int]) -> StandardisedDifference:
    if difference == 0:
        return StandardisedDifference(0.0, of)
    if variance == 0:
        return StandardisedDifference(float("nan"), of, "nothing varies within the groups")
    return StandardisedDifference(float(difference / np.sqrt(variance)), of)
