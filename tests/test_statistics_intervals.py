"""Score intervals against published and independently computed values."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from workbench.errors import FindingError
from workbench.findings.statistics.intervals import clopper_pearson, newcombe, wilson

# Newcombe (1998a), Statistics in Medicine 17: 857-872, table I, method 3.
ONE_SHARE = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0, 0.1611),
    (1, 29, 0.0061, 0.1718),
]

# Newcombe (1998b), Statistics in Medicine 17: 873-890, table II, method 10.
TWO_SHARES = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (0, 10, 0, 10, -0.2775, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0),
    (10, 10, 0, 10, 0.6075, 1.0),
]


@st.composite
def share(draw):
    of = draw(st.integers(1, 300))
    return draw(st.integers(0, of)), of


@pytest.mark.parametrize(("present", "of", "low", "high"), ONE_SHARE)
def test_the_interval_of_one_share_is_the_published_one(present, of, low, high):
    assert wilson(present, of) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(("a", "m", "b", "n", "low", "high"), TWO_SHARES)
def test_the_interval_of_a_difference_is_the_published_one(a, m, b, n, low, high):
    assert newcombe((a, b), (m, n)) == pytest.approx((a / m - b / n, low, high), abs=5e-5)


@given(share(), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_the_interval_of_one_share_is_that_of_statsmodels(one, confidence):
    expected = proportion_confint(*one, alpha=1 - confidence, method="wilson")
    assert wilson(*one, confidence) == pytest.approx(expected, abs=1e-12)


@given(share(), share())
def test_the_interval_of_a_difference_is_that_of_statsmodels(first, second):
    expected = confint_proportions_2indep(*first, *second, method="newcomb", compare="diff")
    _, low, high = newcombe((first[0], second[0]), (first[1], second[1]))
    assert (low, high) == pytest.approx(expected, abs=1e-12)


@given(share(), share())
def test_swapping_the_groups_mirrors_the_interval(first, second):
    difference, low, high = newcombe((first[0], second[0]), (first[1], second[1]))
    assert newcombe((second[0], first[0]), (second[1], first[1])) == (-difference, -high, -low)


@given(share(), share())
def test_an_interval_holds_its_estimate_and_stays_within_bounds(first, second):
    low, high = wilson(*first)
    assert 0 <= low <= first[0] / first[1] <= high <= 1
    difference, low, high = newcombe((first[0], second[0]), (first[1], second[1]))
    assert -1 <= low <= difference <= high <= 1


def test_an_empty_group_has_no_interval():
    assert np.isnan(wilson(0, 0)).all()
    assert np.isnan(newcombe((3, 0), (5, 0))).all()


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.5, float("nan")])
def test_a_confidence_level_outside_0_and_1_is_refused(confidence):
    with pytest.raises(FindingError, match="not between 0 and 1"):
        wilson(1, 2, confidence)


# Newcombe (1998a), table I, method 5, as the public tests of ratesci print it.
@pytest.mark.parametrize(
    ("present", "of", "low", "high"),
    [(15, 148, 0.0578, 0.1617), (0, 20, 0, 0.1684), (1, 29, 0.0009, 0.1776)],
)
def test_the_exact_interval_of_one_share_is_the_published_one(present, of, low, high):
    assert clopper_pearson(present, of) == pytest.approx((low, high), abs=5.1e-5)


@given(share(), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_the_exact_limits_are_where_a_binomial_tail_has_half_of_what_is_left(one, confidence):
    present, of = one
    low, high = clopper_pearson(present, of, confidence)
    half = (1 - confidence) / 2
    assert present == 0 or binom.sf(present - 1, of, low) == pytest.approx(half, rel=1e-8)
    assert present == of or binom.cdf(present, of, high) == pytest.approx(half, rel=1e-8)
    assert low <= present / of <= high


def test_nobody_has_no_exact_interval():
    assert np.isnan(clopper_pearson(0, 0)).all()
