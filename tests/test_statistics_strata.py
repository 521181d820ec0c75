"""Comparisons within strata against R's printed example, statsmodels, and what must hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm
from statsmodels.stats.contingency_tables import StratifiedTable

from workbench.findings.statistics.odds_ratio import conditional_odds_ratio
from workbench.findings.statistics.strata import (
    breslow_day,
    cochran_mantel_haenszel,
    mantel_haenszel_difference,
    mantel_haenszel_odds_ratio,
)

# R's dataset UCBAdmissions (Bickel, Hammel and O'Connell 1975): men and women admitted by department.
ADMITTED = (
    np.array([512, 353, 120, 138, 53, 22]),
    np.array([89, 17, 202, 131, 94, 24]),
)
APPLIED = (
    np.array([825, 560, 325, 417, 191, 373]),
    np.array([108, 25, 593, 375, 393, 341]),
)

# Two strata of about two hundred people, as of a trial with few deaths in two groups.
DEATHS = (np.array([8, 22]), np.array([5, 16])), (np.array([106, 98]), np.array([120, 85]))

strata = st.lists(
    st.integers(1, 30).flatmap(
        lambda m: st.integers(1, 30).flatmap(
            lambda n: st.tuples(st.integers(0, m), st.integers(0, n), st.just(m), st.just(n))
        )
    ),
    min_size=1,
    max_size=5,
)


def as_counts(tables):
    x, y, m, n = map(np.array, zip(*tables, strict=True))
    return (x, y), (m, n)


def statsmodels_table(present, of):
    return StratifiedTable(
        [np.array([[x, m - x], [y, n - y]]) for x, y, m, n in zip(*present, *of, strict=True)]
    )


def test_admissions_at_berkeley_get_the_odds_ratio_that_r_prints():
    # mantelhaen.test(UCBAdmissions), read in a tutorial of R's package vcd: 0.9046968, 0.7719074 to
    # 1.0603298, chi-square 1.4269 with the continuity correction that is not made here.
    found = mantel_haenszel_odds_ratio(ADMITTED, APPLIED)
    assert found == pytest.approx((0.9046968, 0.7719074, 1.0603298), abs=5.1e-8)
    (x, y), (m, n) = ADMITTED, APPLIED
    total, people = x + y, m + n
    variance = (m * n * total * (people - total) / (people**2 * (people - 1))).sum()
    distance = abs((x - m * total / people).sum())
    assert (distance - 0.5) ** 2 / variance == pytest.approx(1.4269, abs=5e-5)
    assert cochran_mantel_haenszel(ADMITTED, APPLIED) == pytest.approx(
        2 * norm.sf(distance / np.sqrt(variance)), rel=1e-9
    )


def test_large_strata_have_the_variance_of_weighted_differences():
    # Each stratum's difference has the variance p q / m + p q / n; the weights are m n / (m + n).
    (x, y), (m, n) = (tuple(1e6 * np.array(count) for count in pair) for pair in DEATHS)
    weight, p, q = m * n / (m + n), x / m, y / n
    difference = (weight * (p - q)).sum() / weight.sum()
    variance = (weight**2 * (p * (1 - p) / m + q * (1 - q) / n)).sum() / weight.sum() ** 2
    reach = norm.ppf(0.95) * np.sqrt(variance)
    found = mantel_haenszel_difference((x, y), (m, n), 0.9)
    # In large strata Sato's variance differs from it by how much the strata's differences vary.
    assert found[0] == pytest.approx(difference, rel=1e-9)
    assert found[2] - found[0] == pytest.approx(reach, rel=0.01)


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=2, max_size=40))
def test_strata_of_one_pair_each_have_the_variance_of_matched_shares(pairs):
    # (b + c - (b - c)^2 / N) / N^2, with b and c pairs of which only the first or the second shows it.
    x, y = map(np.array, zip(*pairs, strict=True))
    ones = np.ones(len(pairs), dtype=int)
    difference, low, high = mantel_haenszel_difference((x, y), (ones, ones))
    number, b, c = len(pairs), int((x > y).sum()), int((x < y).sum())
    assert difference == pytest.approx((b - c) / number)
    variance = (b + c - (b - c) ** 2 / number) / number**2
    if variance < 1e-12:
        assert np.isnan([low, high]).all()
    else:
        reach = norm.ppf(0.975) * np.sqrt(variance)
        expected = max(-1, difference - reach), min(1, difference + reach)
        assert (low, high) == pytest.approx(expected, abs=1e-9)


@given(strata)
def test_odds_ratios_and_tests_are_those_of_statsmodels(tables):
    present, of = as_counts(tables)
    ratio, low, high = mantel_haenszel_odds_ratio(present, of)
    with np.errstate(all="ignore"):
        expected = statsmodels_table(present, of)
        if np.isfinite(low):
            assert (ratio, low, high) == pytest.approx(
                (expected.oddsratio_pooled, *expected.oddsratio_pooled_confint()), rel=1e-9
            )
        p = cochran_mantel_haenszel(present, of)
        if p is not None:
            assert p == pytest.approx(expected.test_null_odds(correction=False).pvalue, rel=1e-9)
        telling = all(0 < x + y < m + n for x, y, m, n in tables)
        homogeneous = breslow_day(present, of)
        if telling and homogeneous is not None and abs(ratio - 1) > 1e-6:
            assert homogeneous == pytest.approx(expected.test_equal_odds(adjust=True).pvalue, rel=1e-6)


@given(strata)
def test_one_stratum_has_the_plain_difference_and_the_plain_variance(tables):
    (x, y, m, n), *_ = tables
    difference, low, high = mantel_haenszel_difference((x, y), (m, n))
    p, q = x / m, y / n
    reach = norm.ppf(0.975) * np.sqrt(p * (1 - p) / m + q * (1 - q) / n)
    assert difference == pytest.approx(p - q, abs=1e-12)
    if reach > 1e-6:
        assert (low, high) == pytest.approx((max(-1, p - q - reach), min(1, p - q + reach)), abs=1e-9)
    else:
        assert np.isnan([low, high]).all()


@given(strata)
def test_swapping_the_groups_turns_everything_round_and_keeps_p_values(tables):
    present, of = as_counts(tables)
    swapped = present[::-1], of[::-1]
    difference, low, high = mantel_haenszel_difference(present, of)
    assert mantel_haenszel_difference(*swapped) == pytest.approx((-difference, -high, -low), nan_ok=True)
    ratio, low, high = mantel_haenszel_odds_ratio(present, of)
    with np.errstate(divide="ignore"):
        turned = tuple(float(1 / np.float64(value)) for value in (ratio, high, low))
    assert mantel_haenszel_odds_ratio(*swapped) == pytest.approx(turned, nan_ok=True)
    for test in (cochran_mantel_haenszel, breslow_day):
        p = test(present, of)
        assert test(*swapped) == (p if p is None else pytest.approx(p, abs=1e-9))


@given(strata, st.randoms())
def test_the_order_of_strata_and_strata_that_say_nothing_do_not_matter(tables, shuffle):
    changed = [*tables, (0, 3, 0, 5), (0, 0, 0, 0)]
    shuffle.shuffle(changed)
    before, after = as_counts(tables), as_counts(changed)
    for function in (mantel_haenszel_odds_ratio, mantel_haenszel_difference):
        assert function(*after) == pytest.approx(function(*before), nan_ok=True)
    for test in (cochran_mantel_haenszel, breslow_day):
        p = test(*before)
        assert test(*after) == (p if p is None else pytest.approx(p, abs=1e-9))


def test_with_many_people_the_exact_odds_ratio_and_test_come_near_these():
    exact = conditional_odds_ratio(ADMITTED, APPLIED)
    found = mantel_haenszel_odds_ratio(ADMITTED, APPLIED)
    assert (exact.odds_ratio, exact.low, exact.high) == pytest.approx(found, rel=0.02)
    assert exact.p_value == pytest.approx(cochran_mantel_haenszel(ADMITTED, APPLIED), rel=0.1)


def test_intervals_grow_with_confidence():
    for function in (mantel_haenszel_odds_ratio, mantel_haenszel_difference):
        _, low, high = function(*DEATHS, 0.8)
        _, lower, higher = function(*DEATHS, 0.99)
        assert lower < low < high < higher


@pytest.mark.filterwarnings("error")
def test_what_cannot_be_told_says_so():
    nobody = ([0, 0], [0, 0]), ([3, 4], [5, 2])
    assert np.isnan(mantel_haenszel_odds_ratio(*nobody)).all()
    assert mantel_haenszel_difference(*nobody) == pytest.approx((0, np.nan, np.nan), nan_ok=True)
    assert cochran_mantel_haenszel(*nobody) is None
    assert breslow_day(*nobody) is None
    apart = ([2, 0], [0, 3]), ([2, 0], [0, 5])
    assert np.isnan(mantel_haenszel_difference(*apart)).all()
    assert cochran_mantel_haenszel(*apart) is None
    only_first = ([2, 1], [0, 0]), ([3, 4], [5, 2])
    assert mantel_haenszel_odds_ratio(*only_first) == pytest.approx((np.inf, np.nan, np.nan), nan_ok=True)
    assert breslow_day(*only_first) is None
    assert breslow_day(([2], [1]), ([3], [4])) is None
    assert np.isnan(mantel_haenszel_odds_ratio(([], []), ([], []))).all()
