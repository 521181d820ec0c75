"""Any number of groups compared within strata, and summed up over them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.findings.statistics.exact_tests import log_choices
from workbench.findings.statistics.intervals import Floats
from workbench.findings.statistics.permutation import MOST_SPLITS, SAME, PermutationTest

Counts = NDArray[np.int64]

NOTHING = 1e-10
"""Variances smaller than this, relative to the largest, are rounding."""


@dataclass(frozen=True)
class GeneralAssociation:
    """Whether a theme has anything to do with the groups, within the strata.

    Attributes
    ----------
    statistic, degrees
        Chi-square of the generalised Cochran-Mantel-Haenszel test and its degrees of freedom.
    p_value
        From the chi-square distribution, for many people.
    permutation
        From the distribution of the statistic itself, given every stratum's margins.
    """

    statistic: float
    degrees: int
    p_value: float
    permutation: PermutationTest


def general_association(
    present: ArrayLike, of: ArrayLike, *, draws: int = 10_000, seed: int = 0
) -> GeneralAssociation | None:
    """Test "the theme has nothing to do with the groups in any stratum", for any number of groups.

    The generalised Cochran-Mantel-Haenszel test (Birch 1965, J. R. Stat. Soc. B 27: 111-124; Landis,
    Heyman and Koch 1978, Int. Stat. Rev. 46: 237-254, the statistic of general association).
    Given the margins of every stratum, the counts have a multivariate hypergeometric
    distribution; the distances of their sums over the strata from what is expected are
    weighed by the inverse of their covariance. With two groups this is
    `cochran_mantel_haenszel`; with one stratum Pearson's chi-square times (n - 1) / n.

    The permutation p-value is exact where the strata have at most `MOST_SPLITS` different tables
    together (equal sums of strata counted once); else `draws` are drawn, the same for the same
    `seed`.

    Parameters
    ----------
    present, of
        How many show the theme, and how many people there are: shape (strata, groups).
    draws, seed
        For what is too much to be counted out.

    Returns
    -------
    GeneralAssociation or None
        None where no stratum has two groups, with and without the theme.
    """
    x, n = np.asarray(present, dtype=np.int64), np.asarray(of, dtype=np.int64)
    total, people = x.sum(axis=1), n.sum(axis=1)
    telling = (total > 0) & (total < people) & ((n > 0).sum(axis=1) > 1)
    x, n, total, people = x[telling], n[telling], total[telling], people[telling]
    if not len(x):
        return None
    expected = (total[:, None] * n / people[:, None]).sum(axis=0)
    spread = total * (people - total) / (people**2 * (people - 1.0))
    covariance = np.diag(spread * people @ n) - (spread[:, None] * n).T @ n
    weight = np.linalg.pinv(covariance, rcond=NOTHING, hermitian=True)
    degrees = int(np.linalg.matrix_rank(covariance, rtol=NOTHING, hermitian=True))

    def statistic(sums: Counts) -> Floats:
        distance = sums - expected
        return np.asarray(np.einsum("ig,gh,ih->i", distance, weight, distance))

    observed = float(statistic(x.sum(axis=0)[None])[0])
    from scipy.stats import chi2

    return GeneralAssociation(
        observed,
        degrees,
        float(chi2.sf(observed, degrees)),
        _permutation(observed, statistic, total, n, draws, seed),
    )


def _permutation(
    observed: float, statistic: Callable[[Counts], Floats], total: Counts, of: Counts, draws: int, seed: int
) -> PermutationTest:
    """How often the statistic is as large as `observed`, or larger, given the margins."""
    every = _every_sum(total, of)
    if every is not None:
        sums, logs = every
        found = statistic(sums)
        p = float(np.exp(logs[found >= observed - SAME * float(found.max())]).sum())
        return PermutationTest(min(1.0, p), len(sums), exact=True, standard_error=0.0)
    draw = np.random.default_rng(seed)
    drawn = np.zeros((draws, of.shape[1]), dtype=np.int64)
    for shown, sizes in zip(total.tolist(), of, strict=True):
        drawn += draw.multivariate_hypergeometric(sizes, shown, size=draws)
    # The observed sums are counted among the drawn ones, so that the p-value is never 0.
    p = (1 + int((statistic(drawn) >= observed * (1 - SAME)).sum())) / (draws + 1)
    return PermutationTest(p, draws + 1, exact=False, standard_error=math.sqrt(p * (1 - p) / (draws + 1)))


def _every_sum(total: Counts, of: Counts) -> tuple[Counts, Floats] | None:
    """Every sum over the strata that the margins allow, with its log probability; None if too many."""
    sums, logs = np.zeros((1, of.shape[1]), dtype=np.int64), np.zeros(1)
    for shown, sizes in zip(total.tolist(), of.tolist(), strict=True):
        if math.prod(min(size, shown) + 1 for size in sizes[:-1]) > MOST_SPLITS:
            return None
        tables, own = _tables(shown, sizes)
        if len(sums) * len(tables) > MOST_SPLITS:
            return None
        every = (sums[:, None] + tables).reshape(-1, len(sizes))
        sums, place = np.unique(every, axis=0, return_inverse=True)
        probability = np.bincount(place.ravel(), weights=np.exp(np.add.outer(logs, own).ravel()))
        with np.errstate(divide="ignore"):
            logs = np.log(probability)
    return sums, logs


def _tables(shown: int, sizes: Sequence[int]) -> tuple[Counts, Floats]:
    """Every way in which `shown` people fall on groups of these sizes, with its log probability."""
    free = np.indices([min(size, shown) + 1 for size in sizes[:-1]]).reshape(len(sizes) - 1, -1).T
    rest = shown - free.sum(axis=1)
    possible = (rest >= 0) & (rest <= sizes[-1])
    counts = np.column_stack([free[possible], rest[possible]])
    ways = sum(log_choices(size)[counts[:, place]] for place, size in enumerate(sizes))
    return counts, np.asarray(ways - log_choices(sum(sizes))[shown])
