"""Permutation tests over people: the outcome groups dealt out again, all ways where that can be done."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import FindingError
from workbench.findings.statistics.intervals import Floats

Labels = NDArray[np.int8]

MOST_SPLITS = 200_000
"""Up to so many ways to deal out the groups are all gone through; beyond, some are drawn."""

SAME = 1e-9
"""Statistics that differ by less, relative to the largest, are equal: rounding must not break ties."""


@dataclass(frozen=True)
class PermutationTest:
    """A p-value from dealing the groups out again.

    Attributes
    ----------
    p_value
        Share of the splits whose statistic is at least as large as the observed one; a drawn
        p-value counts the observed split among them, so that it is never 0 and never too small
        (Phipson and Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9: 39).
    splits
        How many splits were looked at.
    exact
        Whether these were all there are.
    standard_error
        How far the drawing may have moved `p_value`; 0 where it is exact.
    """

    p_value: float
    splits: int
    exact: bool
    standard_error: float


@dataclass(frozen=True)
class Splits:
    """Ways to deal the groups out to the people again.

    Attributes
    ----------
    labels
        Shape (splits, people): the group of each person, counted from 0.
    observed
        The row that is as it was observed.
    exact
        Whether these are all the ways there are, each once.
    """

    labels: Labels
    observed: int
    exact: bool

    def test(self, statistic: Floats) -> PermutationTest:
        """How unusual the observed split is among all, by one number a split: large is unusual."""
        margin = SAME * float(np.abs(statistic).max())
        p = float(np.mean(statistic >= statistic[self.observed] - margin))
        error = 0.0 if self.exact else math.sqrt(p * (1 - p) / len(self.labels))
        return PermutationTest(p, len(self.labels), self.exact, error)


def deal_out(
    groups: ArrayLike, strata: ArrayLike | None = None, *, draws: int = 10_000, seed: int = 0
) -> Splits:
    """Deal the groups out to the people again, each stratum keeping its own.

    All splits where there are at most `MOST_SPLITS`; else `draws` random ones, the same for the
    same `seed`, after the observed one.

    Parameters
    ----------
    groups
        The group of each person, counted from 0 without gaps; fewer than 128 groups.
    strata
        The stratum of each person, if people are compared only within strata.
    """
    observed = np.asarray(groups, dtype=np.int8)
    members = people_by_stratum(len(observed), strata)
    if math.prod(_number_of_splits(observed[people]) for people in members) > MOST_SPLITS:
        labels = np.tile(observed, (draws + 1, 1))
        draw = np.random.default_rng(seed)
        for people in members:
            labels[1:, people] = draw.permuted(labels[1:, people], axis=1)
        return Splits(labels, 0, exact=False)

    labels = observed[None, :]
    for people in members:
        ways = _all_splits(observed[people])
        times = len(labels)
        labels = np.repeat(labels, len(ways), axis=0)
        labels[:, people] = np.tile(ways, (times, 1))
    return Splits(labels, int(np.flatnonzero((labels == observed).all(axis=1))[0]), exact=True)


def permutation_test(
    scores: ArrayLike,
    groups: ArrayLike,
    strata: ArrayLike | None = None,
    *,
    draws: int = 10_000,
    seed: int = 0,
) -> PermutationTest | None:
    """Test "the scores have nothing to do with the groups" by their sum of squares between groups.

    With two groups the statistic orders the splits as the distance between the groups' mean
    scores does; with ranks for scores this is Mann and Whitney's or Kruskal and Wallis's test,
    with zeros and ones Cochran, Mantel and Haenszel's (Pitman 1937, Suppl. J. R. Stat. Soc. 4:
    119-130). Within strata scores are taken from the mean of their stratum. The test is exact
    whatever the distribution of the scores and their ties.

    Parameters
    ----------
    scores
        One number a person.
    groups, strata, draws, seed
        As in `deal_out`.

    Returns
    -------
    PermutationTest or None
        None where there is nothing to test: fewer than two groups, an empty group, or scores
        that are the same for everybody within each stratum that could be dealt out.

    Raises
    ------
    FindingError
        A score is missing.
    """
    centred, of = np.array(scores, dtype=float), np.asarray(groups, dtype=np.int8)
    if np.isnan(centred).any():
        raise FindingError(
            "somebody has no value to compare", hint="Leave them out, and say how many they are"
        )
    sizes = np.bincount(of)
    if len(sizes) < 2 or sizes.min() == 0:
        return None
    movable = False
    for people in people_by_stratum(len(of), strata):
        centred[people] -= centred[people].mean()
        movable |= len(set(of[people].tolist())) > 1 and np.ptp(centred[people]) > 0
    if not movable:
        return None
    splits = deal_out(of, strata, draws=draws, seed=seed)
    between = np.zeros(len(splits.labels))
    for group, size in enumerate(sizes):
        between += ((splits.labels == group) @ centred) ** 2 / size
    return splits.test(between)


def known_values(values: ArrayLike) -> Floats:
    """Take `values` as numbers; a FindingError if one is missing."""
    numbers = np.asarray(values, dtype=float)
    if np.isnan(numbers).any():
        raise FindingError(
            "somebody has no value to compare", hint="Leave them out, and say how many they are"
        )
    return numbers


def people_by_stratum(people: int, strata: ArrayLike | None) -> list[NDArray[np.int64]]:
    """Places of the people of each stratum; all of them where there are no strata."""
    if strata is None:
        return [np.arange(people)]
    _, stratum = np.unique(np.asarray(strata), return_inverse=True)
    return [np.flatnonzero(stratum == one) for one in range(stratum.max(initial=-1) + 1)]


def _number_of_splits(groups: Labels) -> int:
    sizes = np.bincount(groups).tolist()
    return math.factorial(sum(sizes)) // math.prod(map(math.factorial, sizes))


def _all_splits(groups: Labels) -> Labels:
    """Every distinct order of `groups`: shape (splits, people)."""
    # The smaller groups pick their places in turn, and the largest takes what they leave.
    present, sizes = np.unique(groups, return_counts=True)
    *smaller, largest = present[np.argsort(sizes, kind="stable")].tolist()
    labels = np.full((1, len(groups)), largest, dtype=np.int8)
    for group in smaller:
        size = int(np.count_nonzero(groups == group))
        free = np.nonzero(labels == largest)[1].reshape(len(labels), -1)
        picks = np.array(list(combinations(range(free.shape[1]), size)), dtype=np.int64)
        places = free[:, picks].reshape(-1, size)
        labels = np.repeat(labels, len(picks), axis=0)
        np.put_along_axis(labels, places, values=group, axis=1)
    return labels
