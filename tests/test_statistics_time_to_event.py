"""Kaplan and Meier's curve and the log-rank test against exact fractions, scipy, statsmodels, all splits."""

from __future__ import annotations

import itertools
import operator
import warnings
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf, logrank
from statsmodels.duration.survfunc import SurvfuncRight, survdiff

from workbench.errors import FindingError
from workbench.findings.statistics.time_to_event import kaplan_meier, log_rank

# Weeks of remission in two groups of 21, some watched no longer, as in Freireich et al. (1963).
TREATED = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
TREATED_ENDED = [True] * 9 + [False] * 12
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
BOTH = [*TREATED, *PLACEBO], [*TREATED_ENDED, *[True] * 21], np.repeat([0, 1], 21)

watched = st.lists(st.tuples(st.integers(1, 6), st.booleans(), st.integers(0, 1)), min_size=2, max_size=7)


def test_a_curve_is_the_product_of_the_shares_that_stay():
    curve = kaplan_meier(TREATED, TREATED_ENDED)
    assert curve.times.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert curve.at_risk.tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert curve.events.tolist() == [3, 1, 1, 1, 1, 1, 1]
    stay = [Fraction(n - d, n) for n, d in zip(curve.at_risk.tolist(), curve.events.tolist(), strict=True)]
    by_hand = [float(product) for product in itertools.accumulate(stay, operator.mul)]
    assert curve.share == pytest.approx(by_hand, rel=1e-12)
    assert curve.median == 23


def test_two_groups_have_the_events_that_exact_fractions_expect_and_the_p_value_of_scipy():
    times, ended, groups = BOTH
    expected = Fraction(0)
    for t in {time for time, happened in zip(times, ended, strict=True) if happened}:
        at_risk = [group for time, group in zip(times, groups, strict=True) if time >= t]
        events = sum(happened and time == t for time, happened in zip(times, ended, strict=True))
        expected += Fraction(events * at_risk.count(0), len(at_risk))
    found = log_rank(*BOTH)
    assert found.observed.tolist() == [9, 21]
    assert found.expected == pytest.approx([float(expected), float(30 - expected)], rel=1e-12)
    scipys = logrank(CensoredData.right_censored(TREATED, ~np.array(TREATED_ENDED)), PLACEBO)
    assert found.p_value == pytest.approx(scipys.pvalue, rel=1e-9)
    assert found.permutation.p_value < 0.001
    assert not found.permutation.exact


@given(watched)
def test_curves_are_those_of_statsmodels_and_their_limits_those_of_scipy(people):
    times, happened, _ = map(np.array, zip(*people, strict=True))
    curve = kaplan_meier(times, happened)
    if happened.any():
        expected = SurvfuncRight(times, happened)
        assert dict(zip(curve.times, curve.share, strict=True)) == pytest.approx(
            dict(zip(expected.surv_times, expected.surv_prob, strict=True)), abs=1e-12
        )
        assert curve.at_risk.tolist() == expected.n_risk.tolist()
        with np.errstate(all="ignore"), warnings.catch_warnings(action="ignore"):
            limits = ecdf(CensoredData.right_censored(times, ~happened)).sf.confidence_interval(
                method="log-log"
            )
            theirs = [limits.low.evaluate(curve.times), limits.high.evaluate(curve.times)]
        inside = (curve.share > 0) & (curve.share < 1)
        assert curve.low[inside] == pytest.approx(theirs[0][inside])
        assert curve.high[inside] == pytest.approx(theirs[1][inside])
        assert (curve.low[inside] <= curve.share[inside]).all()
        assert (curve.share[inside] <= curve.high[inside]).all()
    else:
        assert len(curve.times) == 0
        assert np.isnan(curve.median)


@given(watched)
def test_the_score_of_a_group_is_its_observed_less_its_expected_events(people):
    times, happened, groups = map(np.array, zip(*people, strict=True))
    if happened.any() and set(groups) == {0, 1}:
        found = log_rank(times, happened, groups)
        by_moment = [
            (happened & (times == t)).sum() * ((times >= t) & (groups == 0)).sum() / (times >= t).sum()
            for t in np.unique(times[happened])
        ]
        assert found.expected[0] == pytest.approx(sum(by_moment))
        assert found.expected.sum() == pytest.approx(found.observed.sum())


@settings(max_examples=40)
@given(watched)
def test_small_groups_are_counted_out_split_by_split(people):
    times, happened, groups = map(np.array, zip(*people, strict=True))
    found = log_rank(times, happened, groups) if groups.any() else None
    if found is None or found.permutation is None:
        return

    def distance(split):
        first = np.array(split) == 0
        return abs(
            sum(
                (happened & first & (times == t)).sum()
                - (happened & (times == t)).sum() * ((times >= t) & first).sum() / (times >= t).sum()
                for t in np.unique(times[happened])
            )
        )

    every = [distance(split) for split in set(itertools.permutations(groups.tolist()))]
    assert found.permutation.exact
    assert found.permutation.p_value == pytest.approx(np.mean(np.array(every) >= distance(groups) - 1e-9))


def test_the_large_sample_p_value_is_that_of_statsmodels():
    _, p = survdiff(*BOTH)
    assert log_rank(*BOTH).p_value == pytest.approx(p, rel=1e-9)


def test_three_groups_have_the_exact_test_only():
    found = log_rank([1, 2, 3, 4, 5, 6], [True] * 6, [0, 0, 1, 1, 2, 2])
    assert np.isnan(found.p_value)
    assert found.permutation.splits == 90


@pytest.mark.filterwarnings("error")
def test_what_cannot_be_told_says_so():
    assert log_rank([1, 2, 3], [False] * 3, [0, 1, 1]).permutation is None
    assert log_rank([1, 2, 3], [True] * 3, [0, 0, 0]).permutation is None
    assert log_rank([], [], []).permutation is None
    curve = kaplan_meier([1, 2, 3], [True] * 3)
    assert curve.share.tolist() == pytest.approx([2 / 3, 1 / 3, 0])
    assert np.isnan([curve.low[-1], curve.high[-1]]).all()
    assert len(kaplan_meier([], []).times) == 0
    with pytest.raises(FindingError, match="no value to compare"):
        kaplan_meier([1, np.nan], [True, True])
    with pytest.raises(FindingError, match="3 times, but 2 people"):
        kaplan_meier([1, 2, 3], [True, True])
