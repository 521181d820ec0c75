"""Exact tests of one share across groups of people: Fisher (and Freeman and Halton), Boschloo."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TIE = 1e-7
"""Tables are equally likely if their probabilities differ relatively by less, as in R's `fisher.test`."""

LIMIT = 250_000
"""How many combinations of counts one half of the groups may have before the test is given up."""


class TooManyTablesError(ArithmeticError):
    """An exact test that would take more than `LIMIT` combinations of counts in memory."""


def boschloo_exact(present: Sequence[int], of: Sequence[int]) -> float | None:
    """Two-sided exact p-value of "both groups have the same share" without fixing how many show the theme.

    Boschloo (1970, Statistica Neerlandica 24: 1-35): Fisher's p-value is the statistic, and its
    distribution is taken at the shared share that makes the test hardest to pass, by
    `scipy.stats.boschloo_exact` (twice the smaller one-sided p-value), which looks for that share
    from 32 places. One-sided it has more power than Fisher's test, always.

    Returns
    -------
    float or None
        None where there is nothing to test, as in `fisher_exact`.
    """
    (x, y), (m, n) = present, of
    if min(m, n) == 0 or x + y in (0, m + n):
        return None
    from scipy.stats import boschloo_exact as boschloo

    # scipy compares columns.
    return min(1.0, float(boschloo([[x, y], [m - x, n - y]]).pvalue))


def fisher_exact(present: Sequence[int], of: Sequence[int]) -> float | None:
    """Two-sided exact p-value of "the share with the theme is the same in every group".

    The sum of the probabilities, with all margins fixed, of every table that is no likelier
    than the observed one: Fisher (1934) for two groups, Freeman and Halton (1951, Biometrika
    38: 141-149) for more. For more than two groups the tables are not listed one by one: the
    groups are divided into two halves, and each combination of counts of one half is paired at
    once with all those of the other half that complete it (sorted, with running sums).

    Parameters
    ----------
    present
        People with the theme, per group.
    of
        People in each group, per group.

    Returns
    -------
    float or None
        None where there is nothing to test: fewer than two groups, an empty group, or a theme
        that nobody or everybody has.

    Raises
    ------
    TooManyTablesError
        The groups are too many and too large for the exact test.
    """
    total, everyone = sum(present), sum(of)
    if len(of) < 2 or min(of) == 0 or total in (0, everyone):
        return None
    observed = sum(float(log_choices(n)[x]) for x, n in zip(present, of, strict=True))
    threshold = observed - float(log_choices(everyone)[total]) + TIE
    if len(of) == 2:
        _, tables = hypergeometric(total, of[0], of[1])
        return min(1.0, float(np.exp(tables[tables <= threshold]).sum()))
    return min(1.0, _sum_over_halves(total, *_halves(tuple(of)), threshold))


def smallest_p_value(total: int, of: Sequence[int]) -> float | None:
    """Smallest p-value that Fisher's test could give if `total` people in groups of these sizes show a theme.

    Where it is above the level the theme cannot come out as different, whatever is found (Tarone
    1990, Biometrics 46: 515-522). None and errors as in `fisher_exact`.
    """
    if len(of) < 2 or min(of) == 0 or total in (0, sum(of)):
        return None
    if len(of) == 2:
        _, logs = hypergeometric(total, of[0], of[1])
    elif _combinations(of) > LIMIT:
        raise TooManyTablesError(f"{len(of)} groups of {sum(of)} people have too many tables")
    else:
        logs = _half(of).with_sum(total)
    return float(tail_probabilities(logs).min())


@lru_cache(maxsize=64)
def log_choices(n: int) -> Floats:
    """Logarithms of the binomial coefficients `n` over 0 ... n."""
    log_factorials = np.array([math.lgamma(k + 1) for k in range(n + 1)])
    choices: Floats = log_factorials[n] - log_factorials - log_factorials[::-1]
    return choices


def hypergeometric(total: int, first: int, second: int) -> tuple[NDArray[np.int64], Floats]:
    """Every count that `total` can have among the `first` people, and its hypergeometric log probability.

    `total` of the `first + second` people have the theme; both arrays ascend with the count.
    """
    counts = np.arange(max(0, total - second), min(total, first) + 1)
    ways = log_choices(first)[counts] + log_choices(second)[total - counts]
    return counts, ways - log_choices(first + second)[total]


def tail_probabilities(logs: Floats) -> Floats:
    """For each outcome, the probability of all that are no likelier: its exact two-sided p-value.

    `logs` are the log probabilities of all outcomes there are.
    """
    order = np.argsort(logs)
    reached = np.searchsorted(logs[order], logs + TIE, side="right")
    return np.asarray(np.minimum(1.0, np.cumsum(np.exp(logs[order]))[reached - 1]))


@dataclass(frozen=True)
class _Half:
    """All combinations of counts of some of the groups, by their sum.

    `logs[starts[s] : starts[s + 1]]` are the log probabilities, ascending, of the combinations
    with the sum `s`, given that sum.
    """

    people: int
    starts: NDArray[np.int64]
    logs: Floats

    def with_sum(self, total: int) -> Floats:
        return self.logs[self.starts[total] : self.starts[total + 1]]


# All themes of a finding have the same groups, so the halves are made once.
@lru_cache(maxsize=4)
def _halves(of: tuple[int, ...]) -> tuple[_Half, _Half]:
    halves: tuple[list[int], list[int]] = ([], [])
    for people in sorted(of, reverse=True):
        min(halves, key=_combinations).append(people)
    if max(map(_combinations, halves)) > LIMIT:
        raise TooManyTablesError(f"{len(of)} groups of {sum(of)} people have too many tables")
    return _half(halves[0]), _half(halves[1])


def _combinations(of: Sequence[int]) -> int:
    return math.prod(people + 1 for people in of)


def _half(of: Sequence[int]) -> _Half:
    sums, logs = np.zeros(1, dtype=np.int64), np.zeros(1)
    for people in of:
        sums = np.add.outer(sums, np.arange(people + 1)).ravel()
        logs = np.add.outer(logs, log_choices(people)).ravel()
    everyone = sum(of)
    logs -= log_choices(everyone)[sums]
    order = np.lexsort((logs, sums))
    starts = np.searchsorted(sums[order], np.arange(everyone + 2))
    return _Half(everyone, starts, logs[order])


def _sum_over_halves(total: int, left: _Half, right: _Half, threshold: float) -> float:
    """Sum the probabilities of all tables with `total` present whose logarithm is at most `threshold`."""
    p = 0.0
    for in_left, log_split in zip(*hypergeometric(total, left.people, right.people), strict=True):
        lefts, rights = left.with_sum(in_left), right.with_sum(total - in_left)
        running = np.concatenate(([0.0], np.cumsum(np.exp(rights))))
        completed_by = np.searchsorted(rights, threshold - log_split - lefts, side="right")
        p += math.exp(log_split) * float(np.exp(lefts) @ running[completed_by])
    return p
