"""Score intervals for differences and ratios against printed tables, brute force, and what must hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from scipy.special import xlogy
from scipy.stats import chi2_contingency, norm
from statsmodels.stats.proportion import confint_proportions_2indep

from workbench.findings.statistics.score_limits import (
    difference_score,
    miettinen_nurminen,
    ratio_score,
    risk_ratio,
)

# Newcombe (1998b), Statistics in Medicine 17: 873-890, table II, method 6, as the public tests of
# ratesci (R) and mergeron (Python) print it; both were read, the paper was not at hand.
DIFFERENCES = [
    (56, 70, 48, 80, 0.0528, 0.3382),
    (9, 10, 3, 10, 0.1700, 0.8406),
    (6, 7, 2, 7, 0.0342, 0.8534),
    (5, 56, 0, 29, -0.0326, 0.1933),
    (0, 10, 0, 20, -0.1658, 0.2844),
    (0, 10, 0, 10, -0.2879, 0.2879),
    (10, 10, 0, 20, 0.7156, 1.0),
    (10, 10, 0, 10, 0.6636, 1.0),
]

# Fagerland and Newcombe's examples, as the public tests of ratesci print them.
RATIOS = [
    (24, 73, 53, 65, 0.280, 0.560),
    (29, 55, 11, 11, 0.397, 0.742),
    (7, 18, 1, 18, 1.296, 42.544),
]


@st.composite
def share(draw, largest=60):
    of = draw(st.integers(1, largest))
    return draw(st.integers(0, of)), of


def both(function, first, second, confidence=0.95):
    found = function((first[0], second[0]), (first[1], second[1]), confidence)
    return tuple(float(value) for value in found)


@pytest.mark.parametrize(("a", "m", "b", "n", "low", "high"), DIFFERENCES)
def test_the_interval_of_a_difference_is_the_published_one(a, m, b, n, low, high):
    assert miettinen_nurminen((a, b), (m, n)) == pytest.approx((a / m - b / n, low, high), abs=5.1e-5)


def test_the_interval_of_the_first_authors_example_has_all_published_digits():
    # Miettinen and Nurminen (1985), example 5, with the eight digits of mergeron's tests.
    assert both(miettinen_nurminen, (0, 10), (0, 20))[1:] == pytest.approx(
        (-0.16576023, 0.28438134), abs=5e-9
    )
    assert both(miettinen_nurminen, (10, 10), (20, 20))[1:] == pytest.approx(
        (-0.28438134, 0.16576023), abs=5e-9
    )


@pytest.mark.parametrize(("a", "m", "b", "n", "low", "high"), RATIOS)
def test_the_interval_of_a_ratio_is_the_published_one(a, m, b, n, low, high):
    assert risk_ratio((a, b), (m, n)) == pytest.approx((a / m / (b / n), low, high), abs=5.1e-4)


@given(share(), share())
def test_the_interval_of_a_ratio_is_that_of_statsmodels_where_no_share_is_0_or_1(first, second):
    assume(all(0 < x < n for x, n in (first, second)))
    expected = confint_proportions_2indep(*first, *second, method="score", compare="ratio")
    # statsmodels stops its search early.
    assert both(risk_ratio, first, second)[1:] == pytest.approx(expected, rel=1e-4)


def constrained(first, second, second_share_to_first, bounds):
    """The most likely pair of shares under a constraint, by search."""

    def unlikeliness(q):
        p = second_share_to_first(q)
        return -sum(
            xlogy(x, np.clip(s, 0, 1)) + xlogy(n - x, np.clip(1 - s, 0, 1))
            for (x, n), s in ((first, p), (second, q))
        )

    q = minimize_scalar(unlikeliness, bounds=bounds, method="bounded", options={"xatol": 1e-12}).x
    return second_share_to_first(q), q


def variance(first, second, p, q, ratio=1.0):
    (_, m), (_, n) = first, second
    return (p * (1 - p) / m + ratio**2 * q * (1 - q) / n) * (m + n) / (m + n - 1)


@given(share(), share(), st.floats(-0.95, 0.95))
def test_the_most_likely_shares_with_a_difference_are_those_that_a_search_finds(first, second, difference):
    p, q = constrained(
        first, second, lambda q: q + difference, (max(0.0, -difference), min(1.0, 1.0 - difference))
    )
    deviation = np.sqrt(variance(first, second, p, q))
    assume(deviation > 0.01)
    expected = (first[0] / first[1] - second[0] / second[1] - difference) / deviation
    assert difference_score(*map(np.float64, (*first, *second, difference))) == pytest.approx(
        expected, rel=1e-4
    )


@given(share(), share(), st.floats(0.05, 20))
def test_the_most_likely_shares_with_a_ratio_are_those_that_a_search_finds(first, second, ratio):
    p, q = constrained(first, second, lambda q: q * ratio, (0.0, min(1.0, 1.0 / ratio)))
    deviation = np.sqrt(variance(first, second, p, q, ratio))
    assume(deviation > 0.01)
    expected = (first[0] / first[1] - ratio * second[0] / second[1]) / deviation
    assert ratio_score(*map(np.float64, (*first, *second, ratio))) == pytest.approx(
        expected, rel=1e-4, abs=1e-7
    )


@given(share(), share(), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_limits_are_where_the_score_test_just_rejects(first, second, confidence):
    z = norm.ppf((1 + confidence) / 2)
    numbers = tuple(map(np.float64, (*first, *second)))
    _, low, high = both(miettinen_nurminen, first, second, confidence)
    if low > -1 + 1e-9:
        assert difference_score(*numbers, np.float64(low)) == pytest.approx(z, rel=1e-5)
    if high < 1 - 1e-9:
        assert difference_score(*numbers, np.float64(high)) == pytest.approx(-z, rel=1e-5)
    _, low, high = both(risk_ratio, first, second, confidence)
    if low > 0:
        assert ratio_score(*numbers, np.float64(low)) == pytest.approx(z, rel=1e-6)
    if high < np.inf:
        assert ratio_score(*numbers, np.float64(high)) == pytest.approx(-z, rel=1e-6)


@given(share(), share())
def test_an_interval_without_zero_is_a_chi_square_test_that_rejects(first, second):
    (x, m), (y, n) = first, second
    assume(0 < x + y < m + n)
    chi_square = (
        chi2_contingency([[x, m - x], [y, n - y]], correction=False).statistic * (m + n - 1) / (m + n)
    )
    assume(abs(chi_square - 3.8414588) > 1e-6)
    _, low, high = both(miettinen_nurminen, first, second)
    _, ratio_low, ratio_high = both(risk_ratio, first, second)
    rejects = chi_square > 3.8414588
    assert (not low <= 0 <= high) == rejects
    assert (not ratio_low <= 1 <= ratio_high) == rejects


@given(share(), share())
def test_swapping_the_groups_mirrors_the_interval(first, second):
    difference, low, high = both(miettinen_nurminen, first, second)
    assert both(miettinen_nurminen, second, first) == pytest.approx((-difference, -high, -low), abs=1e-7)
    ratio, low, high = both(risk_ratio, first, second)
    with np.errstate(divide="ignore"):
        mirrored = tuple(1 / np.float64(value) for value in (ratio, high, low))
    assert both(risk_ratio, second, first) == pytest.approx(mirrored, rel=1e-7, nan_ok=True)


@given(share(), share())
def test_absent_instead_of_present_turns_the_difference_round(first, second):
    difference, low, high = both(miettinen_nurminen, first, second)
    without = [(n - x, n) for x, n in (first, second)]
    assert both(miettinen_nurminen, *without) == pytest.approx((-difference, -high, -low), abs=1e-7)


@given(share(), share())
def test_an_interval_holds_its_estimate_and_grows_with_confidence(first, second):
    for function in (miettinen_nurminen, risk_ratio):
        widest = None
        for confidence in (0.99, 0.95, 0.8):
            estimate, low, high = both(function, first, second, confidence)
            assert np.isnan(estimate) or low <= estimate <= high
            assert widest is None or (widest[0] <= low <= high <= widest[1])
            widest = low, high


def test_many_themes_at_once_give_what_each_gives_alone():
    present, of = (np.arange(9)[:, None], np.arange(8)[None, :]), (8, 7)
    for function in (miettinen_nurminen, risk_ratio):
        together = function(present, of)
        for x in range(9):
            for y in range(8):
                alone = both(function, (x, 8), (y, 7))
                assert [part[x, y] for part in together] == pytest.approx(alone, nan_ok=True)


@pytest.mark.filterwarnings("error")
def test_empty_groups_and_absent_themes_say_so():
    for function in (miettinen_nurminen, risk_ratio):
        assert np.isnan(function((0, 3), (0, 5))).all()
        assert np.isnan(function((3, 0), (5, 0))).all()
    assert both(risk_ratio, (0, 5), (0, 7)) == pytest.approx((np.nan, 0, np.inf), nan_ok=True)
    ratio, low, high = both(risk_ratio, (3, 5), (0, 7))
    assert (ratio, high) == (np.inf, np.inf)
    assert 1 < low < np.inf
