"""Many themes tested on the same people: p-values adjusted by dealing the groups out again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.findings.statistics.exact_tests import TIE, log_choices, tail_probabilities
from workbench.findings.statistics.intervals import Floats
from workbench.findings.statistics.odds_ratio import sum_distribution
from workbench.findings.statistics.permutation import Splits, deal_out, people_by_stratum


@dataclass(frozen=True)
class ThemesTogether:
    """Each theme's own p-value and the one adjusted for all.

    Attributes
    ----------
    p_values, adjusted
        One number a theme; NaN for a theme that leaves nothing to test, which is not counted
        among the tests.
    splits
        How many splits of the people were looked at.
    exact
        Whether these were all there are.
    standard_errors
        How far the drawing may have moved each adjusted p-value; 0 where it is exact.
    """

    p_values: Floats
    adjusted: Floats
    splits: int
    exact: bool
    standard_errors: Floats


def adjust_together(
    present: ArrayLike,
    groups: ArrayLike,
    strata: ArrayLike | None = None,
    *,
    draws: int = 10_000,
    seed: int = 0,
) -> ThemesTogether:
    """Adjust the exact p-values of many themes for their number and for how they hang together.

    The step-down procedure of Westfall and Young (1993, Resampling-Based Multiple Testing,
    algorithm 2.8; Ge, Dudoit and Speed 2003, Test 12: 1-77, box 4) on the smallest p-value, which
    is max-T with minus the logarithm of Fisher's p-value for T. The groups are dealt out to the
    people again, all their themes staying with them: how often would the most striking theme be
    as striking as this one? The chance that any theme without a difference is called different
    stays below the level. It never asks for more than Holm's procedure, and for less where
    themes go together or cannot reach small p-values.

    With two groups a theme's own p-value is exact in every split: Fisher's, or its form over
    strata (`conditional_odds_ratio`). With more, splits are ordered by the probability of their
    table, as Freeman and Halton do, and a p-value is a place in that order.

    Parameters
    ----------
    present
        Shape (people, themes): whether each person shows each theme.
    groups, strata, draws, seed
        As in `deal_out`.
    """
    shows, of = np.asarray(present, dtype=bool), np.asarray(groups, dtype=np.int8)
    themes = shows.shape[1]
    p_values, adjusted = np.full(themes, np.nan), np.full(themes, np.nan)
    sizes = np.bincount(of)
    if len(sizes) < 2 or sizes.min() == 0:
        return ThemesTogether(p_values, adjusted, 0, exact=True, standard_errors=np.full(themes, np.nan))

    splits = deal_out(of, strata, draws=draws, seed=seed)
    every = _two_groups if len(sizes) == 2 else _more_groups
    found = dict(every(shows, splits, people_by_stratum(len(of), strata)))
    for theme, in_splits in found.items():
        p_values[theme] = in_splits[splits.observed]
    ascending = np.array(sorted(found, key=lambda theme: p_values[theme]), dtype=np.int64)
    smallest = np.ones(len(splits.labels))
    for theme in ascending[::-1].tolist():
        np.minimum(smallest, found[theme], out=smallest)
        adjusted[theme] = np.mean(smallest <= p_values[theme] * (1 + TIE))
    adjusted[ascending] = np.maximum.accumulate(adjusted[ascending])
    variance = adjusted * (1 - adjusted) / len(splits.labels)
    errors = np.sqrt(variance * 0 if splits.exact else variance)
    return ThemesTogether(p_values, adjusted, len(splits.labels), splits.exact, errors)


def _two_groups(
    shows: NDArray[np.bool_], splits: Splits, strata: list[NDArray[np.int64]]
) -> Iterator[tuple[int, Floats]]:
    """Each theme that can be tested, with its exact p-value in every split."""
    counts = _counts(splits.labels == 0, shows)
    first = [int((splits.labels[0, people] == 0).sum()) for people in strata]
    second = [len(people) - m for people, m in zip(strata, first, strict=True)]
    for theme, column in enumerate(shows.T):
        start, logs = sum_distribution([column[people].sum() for people in strata], first, second)
        if len(logs) > 1:
            yield theme, tail_probabilities(logs)[counts[:, theme] - start]


def _more_groups(
    shows: NDArray[np.bool_], splits: Splits, strata: list[NDArray[np.int64]]
) -> Iterator[tuple[int, Floats]]:
    """Each theme that can be tested, with the place of every split among all by its table's probability."""
    logs = np.zeros((len(splits.labels), shows.shape[1]))
    tested = np.zeros(shows.shape[1], dtype=bool)
    for people in strata:
        labels = splits.labels[:, people]
        if np.ptp(labels[0]) > 0:
            tested |= np.ptp(shows[people].astype(np.int8), axis=0) > 0
        for group, size in enumerate(np.bincount(labels[0]).tolist()):
            logs += log_choices(size)[_counts(labels == group, shows[people])]
    for theme, column in enumerate(logs.T):
        if tested[theme]:
            yield theme, np.searchsorted(np.sort(column), column + TIE, side="right") / len(column)


def _counts(chosen: NDArray[np.bool_], shows: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many of the chosen people show each theme: shape (splits, themes)."""
    # Multiplied as floating-point numbers, which hold such counts exactly, because that is far quicker.
    return (chosen.astype(np.float32) @ shows.astype(np.float32)).astype(np.int64)
