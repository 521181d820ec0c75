"""Outcomes that are ordered or numbers: rank tests, and how far one group lies above the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.findings.statistics.intervals import Floats, critical_value
from workbench.findings.statistics.permutation import PermutationTest, known_values, permutation_test

FEWEST = 5
"""Fewer people than this in a group have too few different resamples for a bootstrap interval."""


@dataclass(frozen=True)
class Shift:
    """How far the first group lies above the second.

    Attributes
    ----------
    difference, low, high
        The estimate and its limits, in the unit of the values; NaN where it cannot be told.
    note
        Why limits are missing; empty where they are not.
    """

    difference: float
    low: float
    high: float
    note: str = ""


def midranks(values: ArrayLike) -> Floats:
    """Ranks from 1; equal values share the mean of their ranks."""
    _, place, times = np.unique(np.asarray(values, dtype=float), return_inverse=True, return_counts=True)
    last = np.cumsum(times)
    return np.asarray((last - (times - 1) / 2)[place])


def rank_test(
    values: ArrayLike,
    groups: ArrayLike,
    strata: ArrayLike | None = None,
    *,
    draws: int = 10_000,
    seed: int = 0,
) -> PermutationTest | None:
    """Two-sided permutation p-value of "the values have nothing to do with the groups", by midranks.

    Mann and Whitney (1947, Ann. Math. Stat. 18: 50-60; Wilcoxon 1945) for two groups: splits
    whose rank sum is as far from its expectation or farther. Kruskal and Wallis (1952, J. Am.
    Stat. Assoc. 47: 583-621) for more: splits whose H is as large or larger. With `strata` the
    ranks are those within the stratum. Parameters, result and errors as in `permutation_test`.
    """
    numbers = known_values(values)
    if strata is None:
        return permutation_test(midranks(numbers), groups, draws=draws, seed=seed)
    ranks, stratum = np.empty_like(numbers), np.asarray(strata)
    for one in np.unique(stratum):
        ranks[stratum == one] = midranks(numbers[stratum == one])
    return permutation_test(ranks, groups, stratum, draws=draws, seed=seed)


def cliffs_delta(first: ArrayLike, second: ArrayLike) -> float:
    """How often a value of the first group is above one of the second, minus how often it is below.

    From -1 to 1, over all pairs of people; NaN where a group is empty (Cliff 1993, Psychological
    Bulletin 114: 494-509). Half of it plus one half is the probability of superiority with ties
    counted half, Mann and Whitney's U over the number of pairs.
    """
    pairs = np.subtract.outer(known_values(first), known_values(second))
    return float(np.sign(pairs).mean()) if pairs.size else float("nan")


def hodges_lehmann(first: ArrayLike, second: ArrayLike, confidence: float = 0.95) -> Shift:
    """Median of all differences between a person of the first group and one of the second.

    Hodges and Lehmann (1963, Ann. Math. Stat. 34: 598-611). The limits are the shifts that Mann
    and Whitney's exact test does not reject: order statistics of the differences (Hollander,
    Wolfe and Chicken 2014, section 4.3). With ties they cover more often than `confidence` says.
    """
    critical_value(confidence)
    x, y = known_values(first), known_values(second)
    differences = np.sort(np.subtract.outer(x, y), axis=None)
    if not differences.size:
        return Shift(float("nan"), float("nan"), float("nan"), "a group is empty")
    tail = np.cumsum(_mann_whitney_distribution(len(x), len(y)))
    cut = int(np.searchsorted(tail, (1 - confidence) / 2 * (1 + 1e-12), side="right"))
    middle = float(np.median(differences))
    if cut == 0:
        return Shift(middle, float("-inf"), float("inf"), "too few people to limit the difference")
    return Shift(middle, float(differences[cut - 1]), float(differences[-cut]))


def difference_of_means(
    first: ArrayLike, second: ArrayLike, confidence: float = 0.95, *, draws: int = 10_000, seed: int = 0
) -> Shift:
    """Mean of the first group minus that of the second, with a bootstrap interval over people.

    The percentile interval (Efron and Tibshirani 1993, chapter 13): people are drawn again
    within each group. It needs no jackknife, which the interval called BCa takes its acceleration
    from and which fails for medians; it stays within what the values allow, and is somewhat too
    narrow in groups of fewer than about 20. The same `seed` gives the same limits.
    """
    return _bootstrap(np.mean, first, second, confidence, draws, seed)


def difference_of_medians(
    first: ArrayLike, second: ArrayLike, confidence: float = 0.95, *, draws: int = 10_000, seed: int = 0
) -> Shift:
    """Median of the first group minus that of the second; the interval as in `difference_of_means`."""
    return _bootstrap(np.median, first, second, confidence, draws, seed)


def _bootstrap(
    middle: Callable[..., NDArray[np.float64]],
    first: ArrayLike,
    second: ArrayLike,
    confidence: float,
    draws: int,
    seed: int,
) -> Shift:
    critical_value(confidence)
    x, y = known_values(first), known_values(second)
    if not (x.size and y.size):
        return Shift(float("nan"), float("nan"), float("nan"), "a group is empty")
    difference = float(middle(x) - middle(y))
    if min(x.size, y.size) < FEWEST:
        return Shift(
            difference,
            float("nan"),
            float("nan"),
            f"fewer than {FEWEST} people in a group: no bootstrap interval",
        )
    draw = np.random.default_rng(seed)
    again = [middle(draw.choice(values, (draws, values.size)), axis=1) for values in (x, y)]
    low, high = np.quantile(again[0] - again[1], [(1 - confidence) / 2, (1 + confidence) / 2])
    return Shift(difference, float(low), float(high))


def _mann_whitney_distribution(first: int, second: int) -> Floats:
    """Probability of each value of U, from 0, without ties (Mann and Whitney 1947, equation 3)."""
    rows = [np.ones(1) for _ in range(second + 1)]
    for m in range(1, first + 1):
        row = [np.ones(1)]
        for n in range(1, second + 1):
            probabilities = np.zeros(m * n + 1)
            # The largest value is of the first group, above all n of the second; or of the second.
            probabilities[n:] += m / (m + n) * rows[n]
            probabilities[: m * (n - 1) + 1] += n / (m + n) * row[n - 1]
            row.append(probabilities)
        rows = row
    return rows[second]
