"""Time until something happens, for people of whom some were only watched for a while."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import FindingError
from workbench.findings.statistics.intervals import Floats, critical_value
from workbench.findings.statistics.permutation import PermutationTest, known_values, permutation_test


@dataclass(frozen=True)
class SurvivalCurve:
    """Share of people to whom it has not happened yet, from each time on at which it happened.

    Attributes
    ----------
    times
        The different times at which it happened to somebody, ascending.
    at_risk, events
        People still watched just before each time, and those to whom it happened then.
    share, low, high
        The share that is left from each time on, and its limits (not simultaneous ones); the limits are
        NaN where the share is 0.
    median
        First time from which at most half are left; NaN where it never comes to that.
    """

    times: Floats
    at_risk: NDArray[np.int64]
    events: NDArray[np.int64]
    share: Floats
    low: Floats
    high: Floats
    median: float


@dataclass(frozen=True)
class LogRank:
    """Whether it happens sooner in some groups than in others.

    Attributes
    ----------
    observed, expected
        Events in each group, and how many there would be if the groups did not matter.
    p_value
        Two-sided, from the normal distribution: for large groups. NaN for more than two groups.
    permutation
        The exact test; None where there is nothing to test.
    """

    observed: Floats
    expected: Floats
    p_value: float
    permutation: PermutationTest | None


def kaplan_meier(times: ArrayLike, happened: ArrayLike, confidence: float = 0.95) -> SurvivalCurve:
    """Estimate who is left over time by the product-limit estimator.

    Kaplan and Meier (1958, J. Am. Stat. Assoc. 53: 457-481); the limits are those of Greenwood's
    variance on the scale of log(-log), as Kalbfleisch and Prentice (1980) propose.

    Parameters
    ----------
    times
        One a person: until it happened, or until the person was watched no longer.
    happened
        One a person: whether it happened at that time.
    confidence
        Two-sided coverage at each time, between 0 and 1.

    Raises
    ------
    FindingError
        A time is missing.
    """
    z = critical_value(confidence)
    until, ended = _watched(times, happened)
    moments = np.unique(until[ended])
    at_risk = (until[None, :] >= moments[:, None]).sum(axis=1)
    events = (until[ended][None, :] == moments[:, None]).sum(axis=1)
    share = np.cumprod(1 - events / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):  # nobody is left, and the limits are NaN
        logarithm = np.log(share)
        reach = z * np.sqrt(np.cumsum(events / (at_risk * (at_risk - events)))) / -logarithm
        low, high = np.exp(logarithm * np.exp(reach)), np.exp(logarithm * np.exp(-reach))
    below = np.flatnonzero(share <= 0.5 + 1e-12)
    median = float(moments[below[0]]) if len(below) else float("nan")
    return SurvivalCurve(moments, at_risk, events, share, low, high, median)


def log_rank(
    times: ArrayLike, happened: ArrayLike, groups: ArrayLike, *, draws: int = 10_000, seed: int = 0
) -> LogRank:
    """Compare how soon it happens between groups.

    The log-rank test (Mantel 1966, Cancer Chemother. Rep. 50: 163-170; Peto and Peto 1972, J. R.
    Stat. Soc. A 135: 185-207), for two groups by `scipy.stats.logrank`. A person's log-rank
    score is 1 if it happened, less what could be expected of them in the time they were watched;
    the sum over a group is its observed less its expected events, so the permutation test deals
    these scores out again. It takes for granted that people of all groups were watched for as
    long: it does not hold where one group was interviewed or registered later.

    Parameters
    ----------
    times, happened
        As in `kaplan_meier`.
    groups
        The group of each person, counted from 0 without gaps.
    draws, seed
        As in `deal_out`.

    Raises
    ------
    FindingError
        A time is missing.
    """
    until, ended = _watched(times, happened)
    of = np.asarray(groups, dtype=np.int64)
    moments, events = np.unique(until[ended], return_counts=True)
    hazards = events / (until[None, :] >= moments[:, None]).sum(axis=1)
    expected = np.concatenate(([0.0], np.cumsum(hazards)))[np.searchsorted(moments, until, side="right")]
    permutation = permutation_test(ended - expected, of, draws=draws, seed=seed)
    p = float("nan")
    if permutation is not None and of.max() == 1:
        from scipy.stats import CensoredData, logrank

        first, second = (
            CensoredData.right_censored(until[of == group], ~ended[of == group]) for group in (0, 1)
        )
        with np.errstate(invalid="ignore", divide="ignore"):  # no variance: NaN
            p = float(logrank(first, second).pvalue)
    return LogRank(
        np.bincount(of, ended).astype(float), np.bincount(of, expected).astype(float), p, permutation
    )


def _watched(times: ArrayLike, happened: ArrayLike) -> tuple[Floats, NDArray[np.bool_]]:
    until, ended = known_values(times), np.asarray(happened, dtype=bool)
    if until.shape != ended.shape:
        raise FindingError(
            f"{until.size} times, but {ended.size} people of whom it is known whether it happened"
        )
    return until, ended
