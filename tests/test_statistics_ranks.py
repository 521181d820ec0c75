"""Ordered and numeric outcomes: rank tests, shifts and how often one group lies above the other.

Against scipy, and against all splits, pairs and shifts gone through one by one.
"""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import bootstrap, kruskal, mannwhitneyu, rankdata

from workbench.errors import FindingError
from workbench.findings.statistics.ranks import (
    cliffs_delta,
    difference_of_means,
    difference_of_medians,
    hodges_lehmann,
    midranks,
    rank_test,
)

# Ten and five numbers without ties, as in Hollander and Wolfe (1973), p. 69.
AT_TERM = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
EARLIER = [1.15, 0.88, 0.90, 0.74, 1.21]

values = st.lists(st.integers(-5, 5), min_size=1, max_size=9)


def two(first, second):
    return [*first, *second], [0] * len(first) + [1] * len(second)


@given(st.lists(st.floats(-100, 100), max_size=30))
def test_equal_values_share_their_ranks(numbers):
    assert midranks(numbers).tolist() == rankdata(numbers).tolist()


def test_fifteen_numbers_have_the_p_value_and_the_shift_that_going_through_all_gives():
    # U is the number of pairs in which the first is larger, over all 3003 ways to choose five of fifteen.
    numbers = np.array([*AT_TERM, *EARLIER])
    of_split = []
    for chosen in itertools.combinations(range(15), 5):
        first, second = np.delete(numbers, chosen), numbers[list(chosen)]
        of_split.append(int((first[:, None] > second).sum()))
    observed = sum(x > y for x, y in itertools.product(AT_TERM, EARLIER))
    distance = np.abs(np.array(of_split) - 25)
    found = rank_test(*two(AT_TERM, EARLIER))
    assert found.p_value == pytest.approx(np.mean(distance >= abs(observed - 25)))
    assert (cliffs_delta(AT_TERM, EARLIER) + 1) / 2 == pytest.approx(observed / 50)
    # The shift is the median of the differences; its limits are the outermost differences around which
    # scipy's exact test keeps every shift.
    shift = hodges_lehmann(AT_TERM, EARLIER)
    differences = sorted(x - y for x, y in itertools.product(AT_TERM, EARLIER))
    assert shift.difference == pytest.approx((differences[24] + differences[25]) / 2)
    kept = [
        middle
        for lower, upper in itertools.pairwise(sorted(set(differences)))
        if upper - lower > 1e-9
        for middle in [(lower + upper) / 2]
        if mannwhitneyu(np.array(AT_TERM) - middle, EARLIER, method="exact").pvalue > 0.05
    ]
    assert shift.low < min(kept) < max(kept) < shift.high
    assert not any(shift.low < d < min(kept) - 1e-9 for d in differences)
    assert not any(max(kept) + 1e-9 < d < shift.high - 1e-9 for d in differences)


@given(st.lists(st.integers(-1000, 1000), min_size=2, max_size=12, unique=True), st.integers(1, 11))
def test_without_ties_two_groups_give_what_scipy_gives(numbers, cut):
    first, second = numbers[: cut % len(numbers)], numbers[cut % len(numbers) :]
    if first:
        expected = mannwhitneyu(first, second, method="exact").pvalue
        assert rank_test(*two(first, second)).p_value == pytest.approx(expected, rel=1e-9)


@given(st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=3), min_size=3, max_size=3))
def test_three_groups_are_counted_out_by_kruskal_and_walliss_h(groups):
    numbers, labels = list(itertools.chain(*groups)), np.repeat([0, 1, 2], [len(g) for g in groups])
    found = rank_test(numbers, labels)
    if len(set(numbers)) == 1:
        assert found is None
        return
    every = [
        kruskal(*(np.array(numbers)[np.array(split) == g] for g in range(3))).statistic
        for split in sorted(set(itertools.permutations(labels.tolist())))
    ]
    observed = kruskal(*groups).statistic
    assert found.p_value == pytest.approx(np.mean(np.array(every) >= observed - 1e-9))


def test_ranks_are_taken_within_strata():
    numbers, groups, strata = [1, 2, 3, 101, 102, 103], [1, 0, 0, 1, 1, 0], ["a"] * 3 + ["b"] * 3
    same = rank_test([1, 2, 3, 1, 2, 3], groups, strata)
    assert rank_test(numbers, groups, strata) == same
    assert same.splits == 9


@given(values, values)
def test_cliffs_delta_turns_round_with_the_groups(first, second):
    delta = cliffs_delta(first, second)
    assert -1 <= delta <= 1
    assert cliffs_delta(second, first) == -delta
    pairs = list(itertools.product(first, second))
    assert delta == pytest.approx((sum(x > y for x, y in pairs) - sum(x < y for x, y in pairs)) / len(pairs))


@given(values, values, st.sampled_from([0.8, 0.95]))
def test_shifts_hold_their_estimate_and_turn_round_with_the_groups(first, second, confidence):
    for function in (hodges_lehmann, difference_of_means, difference_of_medians):
        found, turned = function(first, second, confidence), function(second, first, confidence)
        assert turned.difference == pytest.approx(-found.difference)
        assert np.isnan(found.low) == bool(found.note and function is not hodges_lehmann)
        if function is hodges_lehmann:
            assert found.low <= found.difference <= found.high
            assert (turned.low, turned.high) == pytest.approx((-found.high, -found.low))


@given(st.lists(st.integers(-1000, 1000), min_size=4, max_size=10, unique=True), st.integers(2, 8))
def test_shifts_within_the_limits_are_those_the_rank_test_does_not_reject(numbers, cut):
    first, second = numbers[: max(2, cut % len(numbers))], numbers[max(2, cut % len(numbers)) :]
    if not second:
        return
    found = hodges_lehmann(first, second)
    for shift in (found.low, found.high):
        if np.isfinite(shift):
            # Differences are whole: half a unit inside the limit the test keeps a shift, outside it rejects.
            inside = shift + (0.5 if shift == found.low else -0.5)
            outside = shift - (0.5 if shift == found.low else -0.5)
            if found.high - found.low > 1:
                assert rank_test(*two(np.array(first) - inside, second)).p_value > 0.05
            assert rank_test(*two(np.array(first) - outside, second)).p_value <= 0.05 + 1e-12


def test_the_interval_of_a_mean_is_near_scipys_percentile_interval():
    draw = np.random.default_rng(2)
    first, second = draw.exponential(2, 12), draw.exponential(1, 11)
    found = difference_of_means(first, second)
    expected = bootstrap(
        (first, second),
        lambda x, y, axis: x.mean(axis) - y.mean(axis),
        method="percentile",
        n_resamples=20_000,
        rng=np.random.default_rng(1),
    ).confidence_interval
    assert (found.low, found.high) == pytest.approx(tuple(expected), abs=0.06)
    assert found == difference_of_means(first, second)
    assert found != difference_of_means(first, second, seed=1)


def test_the_interval_of_a_median_is_counted_out_over_all_resamples():
    first, second = [1, 2, 4, 7, 11], [0, 0, 0, 0, 0]
    medians = [np.median(again) for again in itertools.product(first, repeat=5)]
    assert np.quantile(medians, [0.1, 0.9]).tolist() == [2, 7]
    found = difference_of_medians(first, second, 0.8)
    assert (found.difference, found.low, found.high) == (4, 2, 7)


@pytest.mark.filterwarnings("error")
def test_too_few_people_get_no_interval_and_a_reason():
    for function in (difference_of_means, difference_of_medians):
        found = function([1, 2, 3], [4, 5, 6, 7, 8, 9])
        assert found.difference == pytest.approx(-4.5)
        assert np.isnan([found.low, found.high]).all()
        assert "fewer than 5 people" in found.note
        assert "empty" in function([], [1]).note
    assert "empty" in hodges_lehmann([1], []).note
    few = hodges_lehmann([1, 2], [4])
    assert (few.difference, few.low, few.high) == (-2.5, -np.inf, np.inf)
    assert "too few" in few.note
    assert np.isnan(cliffs_delta([], [1]))


def test_a_missing_value_is_refused_in_words():
    for strata in (None, [0, 0, 1]):
        with pytest.raises(FindingError, match="no value to compare"):
            rank_test([1, float("nan"), 2], [0, 1, 1], strata)
    for function in (hodges_lehmann, difference_of_means, difference_of_medians, cliffs_delta):
        with pytest.raises(FindingError, match="no value to compare"):
            function([1, 2, float("nan")], [3])
