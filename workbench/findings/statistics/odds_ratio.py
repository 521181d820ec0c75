"""The conditional odds ratio with exact limits, for one table of two groups or several strata of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from workbench.findings.statistics.exact_tests import TIE, hypergeometric
from workbench.findings.statistics.intervals import Floats, critical_value
from workbench.findings.statistics.roots import crossing

FURTHEST = 700.0
"""Logarithm beyond which no odds ratio is looked for; floating-point numbers end there."""


@dataclass(frozen=True)
class ConditionalOddsRatio:
    """What the tables say about one odds ratio, given all their margins.

    Attributes
    ----------
    odds_ratio
        The most likely value; 0 or infinity where a count is as small or as large as the margins
        allow, NaN where the margins leave no choice.
    low, high
        Exact limits; 0 and infinity where the margins leave no choice.
    p_value
        Exact two-sided p-value of "the odds ratio is 1"; None where the margins leave no choice.
    """

    odds_ratio: float
    low: float
    high: float
    p_value: float | None


def conditional_odds_ratio(
    present: tuple[ArrayLike, ArrayLike], of: tuple[ArrayLike, ArrayLike], confidence: float = 0.95
) -> ConditionalOddsRatio:
    """Estimate the odds ratio of two groups, the same in all strata, from its exact distribution.

    Given the margins of every stratum, the number of people in the first group who have the
    theme has a noncentral hypergeometric distribution in each stratum, and their sum is that of
    independent counts. The estimate makes the observed sum the expected one; each limit gives
    the tail from the observed sum on half of what `confidence` leaves (Cornfield 1956; Gart
    1970, Biometrika 57: 471-475; Mehta, Patel and Gray 1985, J. Am. Stat. Assoc. 80: 969-973).
    The p-value sums the probabilities of all sums that are no likelier than the observed one:
    with one stratum Fisher's test, with several the exact form of Cochran, Mantel and Haenszel's.

    Parameters
    ----------
    present, of
        Counts of people in the first and in the second group: numbers, or one number a stratum.
    confidence
        Two-sided coverage, between 0 and 1.
    """
    critical_value(confidence)
    (x, y), (m, n) = (
        tuple(np.atleast_1d(np.asarray(count, dtype=int)) for count in pair) for pair in (present, of)
    )
    start, logs = sum_distribution(x + y, m, n)
    if len(logs) == 1:
        return ConditionalOddsRatio(float("nan"), 0.0, float("inf"), None)

    observed, sums, half = int(x.sum()) - start, np.arange(len(logs)), (1 - confidence) / 2
    at_most, at_least = sums <= observed, sums >= observed

    def missing(log_ratio: Floats) -> Floats:
        return np.asarray(observed - _tilted(logs, log_ratio) @ sums)

    def above(log_ratio: Floats) -> Floats:
        return np.asarray(-_tilted(logs, log_ratio) @ at_least)

    def below(log_ratio: Floats) -> Floats:
        return np.asarray(_tilted(logs, log_ratio) @ at_most)

    smallest, largest = observed == 0, observed == sums[-1]
    likely = logs <= logs[observed] + TIE
    return ConditionalOddsRatio(
        0.0 if smallest else float("inf") if largest else _root(missing, 0.0),
        0.0 if smallest else _root(above, -half),
        float("inf") if largest else _root(below, half),
        min(1.0, float(np.exp(logs[likely]).sum())),
    )


def sum_distribution(total: ArrayLike, first: ArrayLike, second: ArrayLike) -> tuple[int, Floats]:
    """Distribution of the first group's count, summed over strata, if the odds ratio is 1.

    Parameters
    ----------
    total, first, second
        How many show the theme, and how many are in either group: one number a stratum.

    Returns
    -------
    start, logs
        The smallest sum, and the log probabilities of the sums from there.
    """
    start, logs = 0, np.zeros(1)
    for present, m, n in zip(np.asarray(total), np.asarray(first), np.asarray(second), strict=True):
        counts, stratum = hypergeometric(int(present), int(m), int(n))
        start, logs = start + int(counts[0]), _sum_of_both(logs, stratum)
    return start, logs


def _sum_of_both(first: Floats, second: Floats) -> Floats:
    """Log probabilities of the sum of two independent counts; both start at their smallest count."""
    total = np.full(len(first) + len(second) - 1, -np.inf)
    for place, log in enumerate(second):
        reached = slice(place, place + len(first))
        total[reached] = np.logaddexp(total[reached], first + log)
    return total


def _tilted(logs: Floats, log_ratio: Floats) -> Floats:
    """Probabilities of the sums if the odds ratio has this logarithm."""
    weights = logs + np.arange(len(logs)) * log_ratio
    shares = np.exp(weights - weights.max())
    return np.asarray(shares / shares.sum())


def _root(falling: Callable[[Floats], Floats], value: float) -> float:
    return float(np.exp(crossing(falling, value, -FURTHEST, FURTHEST)))
