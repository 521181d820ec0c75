"""Firth's logistic regression against its closed form and a plain search of the highest likelihood."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq, minimize
from scipy.stats import chi2

from workbench.errors import FindingError
from workbench.findings.statistics.firth import firth_logistic


def penalised(beta, x, y):
    """Log likelihood plus half the log determinant of the information, with the intercept last."""
    design = np.column_stack([x, np.ones(len(y))])
    eta = design @ beta
    p = 1 / (1 + np.exp(-eta))
    information = design.T @ (design * (p * (1 - p))[:, None])
    return np.sum(y * eta - np.logaddexp(0, eta)) + np.linalg.slogdet(information)[1] / 2


def best(x, y, fixed=None):
    """Coefficients and maximum; `fixed` holds the first coefficient."""

    def loss(free):
        return -penalised(free if fixed is None else np.concatenate([[fixed], free]), x, y)

    start = np.zeros(x.shape[1] + (fixed is None))
    found = minimize(
        loss, start, method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-12, "maxiter": 20_000}
    )
    return found.x, -found.fun


def two_by_two(a, m, c, n):
    return np.repeat([1.0, 0.0], [m, n])[:, None], np.array([1] * a + [0] * (m - a) + [1] * c + [0] * (n - c))


@settings(max_examples=30)
@given(st.integers(0, 8), st.integers(0, 7))
def test_one_yes_or_no_gives_the_odds_ratio_with_a_half_in_every_cell(a, c):
    found = firth_logistic(*two_by_two(a, 8, c, 7))
    if 0 < a + c < 15:
        expected = (a + 0.5) * (7 - c + 0.5) / ((8 - a + 0.5) * (c + 0.5))
        assert found.odds_ratios == pytest.approx([expected], rel=2e-6)
        assert found.note == ""
        assert found.low < found.odds_ratios < found.high
    else:
        assert np.isnan(found.odds_ratios).all()
        assert "same outcome" in found.note


@pytest.mark.parametrize(("a", "c"), [(6, 2), (8, 0), (5, 4), (1, 0)])
def test_limits_and_p_value_are_those_of_the_profile_likelihood(a, c):
    x, y = two_by_two(a, 8, c, 7)
    found = firth_logistic(x, y)
    (slope, _), highest = best(x, y)
    cut = highest - chi2.ppf(0.95, 1) / 2
    low = brentq(lambda b: best(x, y, b)[1] - cut, slope - 12, slope)
    high = brentq(lambda b: best(x, y, b)[1] - cut, slope, slope + 12)
    assert np.log([found.low[0], found.high[0]]) == pytest.approx([low, high], abs=1e-4)
    assert found.p_values == pytest.approx([chi2.sf(2 * (highest - best(x, y, 0.0)[1]), 1)], abs=1e-5)


def test_two_predictors_are_those_of_a_plain_maximisation():
    draw = np.random.default_rng(1)
    x = np.column_stack([draw.random(25) < 0.4, draw.normal(40, 10, 25)]).astype(float)
    y = (draw.random(25) < 0.3 + 0.4 * x[:, 0]).astype(int)
    found = firth_logistic(x, y)
    centred = x - [0, 40]
    assert np.log(found.odds_ratios) == pytest.approx(best(centred, y)[0][:2], abs=1e-5)


def test_turning_the_outcome_or_a_predictor_round_turns_the_odds_ratio_over():
    x, y = two_by_two(6, 8, 2, 7)
    found = firth_logistic(x, y)
    for turned in (firth_logistic(x, 1 - y), firth_logistic(1 - x, y)):
        assert turned.odds_ratios == pytest.approx(1 / found.odds_ratios, rel=1e-5)
        assert turned.low == pytest.approx(1 / found.high, rel=1e-5)
        assert turned.p_values == pytest.approx(found.p_values, rel=1e-5)


def test_the_unit_of_a_predictor_does_not_matter():
    draw = np.random.default_rng(4)
    days = draw.normal(15_000, 3_000, 30)
    y = (draw.random(30) < 0.5).astype(int)
    in_days, in_years = firth_logistic(days, y), firth_logistic(days / 365.25, y)
    assert in_years.odds_ratios == pytest.approx(in_days.odds_ratios**365.25, rel=1e-5)
    assert in_years.p_values == pytest.approx(in_days.p_values, rel=1e-5)
    assert in_days.note == in_years.note == ""


def test_limits_widen_with_confidence():
    x, y = two_by_two(6, 8, 2, 7)
    wide, narrow = firth_logistic(x, y, 0.99), firth_logistic(x, y, 0.8)
    assert firth_logistic(x[:, 0], y).odds_ratios == narrow.odds_ratios
    assert wide.low < narrow.low < narrow.odds_ratios < narrow.high < wide.high


def test_too_many_predictors_are_refused_in_words():
    x = np.random.default_rng(0).normal(size=(15, 2))
    with pytest.raises(FindingError, match=r"2 predictors are too many for 15 people\. Take at most 1"):
        firth_logistic(x, [0, 1] * 7 + [0])
    with pytest.raises(FindingError, match="no value to compare"):
        firth_logistic([[1.0]] * 9 + [[float("nan")]], [0, 1] * 5)


@pytest.mark.filterwarnings("error")
def test_predictors_that_say_nothing_leave_a_note():
    for x in (np.ones((20, 1)), np.column_stack([np.arange(20), 2 * np.arange(20) + 1])):
        found = firth_logistic(x, [0, 1] * 10)
        assert np.isnan(found.odds_ratios).all()
        assert "follows from the others" in found.note
