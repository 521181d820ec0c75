"""The conditional odds ratio and its exact limits, alone and over strata, against whole numbers and scipy."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import nchypergeom_fisher
from scipy.stats.contingency import odds_ratio

from workbench.findings.statistics.exact_tests import fisher_exact
from workbench.findings.statistics.odds_ratio import conditional_odds_ratio

# R's dataset Rabbits, read in the example of its help page mantelhaen.test: of those given penicillin at
# once and after 90 minutes, how many were cured, by dose.
RABBITS = ([0, 3, 6, 5, 2], [0, 0, 2, 6, 5]), ([6, 6, 6, 6, 2], [5, 6, 6, 6, 5])


@st.composite
def table(draw, largest=25):
    of = draw(st.integers(1, largest)), draw(st.integers(1, largest))
    return tuple(draw(st.integers(0, n)) for n in of), of


strata = st.lists(table(largest=6), min_size=1, max_size=4)


def over_strata(tables, confidence=0.95):
    present = tuple(np.array([present[group] for present, _ in tables]) for group in (0, 1))
    of = tuple(np.array([of[group] for _, of in tables]) for group in (0, 1))
    return conditional_odds_ratio(present, of, confidence)


def numbers(found):
    return found.odds_ratio, found.low, found.high


def ways_of(tables):
    """In how many ways each sum of the first group's counts comes about, in whole numbers."""
    ways = {}
    splits = [
        [(a, math.comb(m, a) * math.comb(n, x + y - a)) for a in range(x + y + 1)]
        for (x, y), (m, n) in tables
    ]
    for combination in itertools.product(*splits):
        total = sum(count for count, _ in combination)
        ways[total] = ways.get(total, 0) + math.prod(number for _, number in combination)
    return {total: number for total, number in sorted(ways.items()) if number}


def tilted(ways, ratio):
    """Chance of each sum if the odds ratio is `ratio`, in exact fractions."""
    weights = {total: number * Fraction(ratio) ** (total - min(ways)) for total, number in ways.items()}
    return {total: weight / sum(weights.values()) for total, weight in weights.items()}


@settings(max_examples=50, deadline=None)
@given(strata, st.sampled_from([0.8, 0.95]))
def test_estimate_and_limits_solve_their_equations_in_exact_fractions(tables, confidence):
    ways, observed = ways_of(tables), sum(x for (x, _), _ in tables)
    found, half = over_strata(tables, confidence), (1 - confidence) / 2
    assert (found.low == 0) == (observed == min(ways))
    assert (found.high == np.inf) == (observed == max(ways))
    if 0 < found.odds_ratio < np.inf:
        expected = sum(total * p for total, p in tilted(ways, found.odds_ratio).items())
        assert float(expected) == pytest.approx(observed, abs=1e-7)
    if found.low > 0:
        tail = sum(p for total, p in tilted(ways, found.low).items() if total >= observed)
        assert float(tail) == pytest.approx(half, rel=1e-6)
    if found.high < np.inf:
        tail = sum(p for total, p in tilted(ways, found.high).items() if total <= observed)
        assert float(tail) == pytest.approx(half, rel=1e-6)


@given(table())
def test_one_table_gives_what_scipy_gives(counts):
    (x, y), (m, n) = counts
    assume(0 < x + y < m + n)
    expected = odds_ratio([[x, m - x], [y, n - y]], kind="conditional")
    found = conditional_odds_ratio(*counts)
    limits = expected.confidence_interval()
    assert numbers(found) == pytest.approx((expected.statistic, *limits), rel=1e-6)
    assert found.p_value == pytest.approx(fisher_exact(*counts), rel=1e-9)


@given(table(), st.sampled_from([0.8, 0.95, 0.99]))
def test_limits_are_where_the_noncentral_tail_has_half_of_what_is_left(counts, confidence):
    (x, y), (m, n) = counts
    found, half = conditional_odds_ratio(*counts, confidence), (1 - confidence) / 2
    if found.low > 0:
        assert nchypergeom_fisher.sf(x - 1, m + n, m, x + y, found.low) == pytest.approx(half, rel=1e-5)
    if found.high < np.inf:
        assert nchypergeom_fisher.cdf(x, m + n, m, x + y, found.high) == pytest.approx(half, rel=1e-5)


def test_rabbits_get_the_exact_p_value_that_r_tells():
    # The help page says of mantelhaen.test(Rabbits, exact = TRUE): p = 0.040.
    found = conditional_odds_ratio(*RABBITS)
    assert found.p_value == pytest.approx(0.040, abs=5e-4)
    ways = ways_of(list(zip(zip(*RABBITS[0], strict=True), zip(*RABBITS[1], strict=True), strict=True)))
    as_rare = sum(number for number in ways.values() if number <= ways[16])
    assert found.p_value == pytest.approx(float(Fraction(as_rare, sum(ways.values()))), rel=1e-11)


@given(strata)
def test_every_combination_of_strata_is_counted_and_ties_are_ties(tables):
    ways = ways_of(tables)
    observed = ways[sum(x for (x, _), _ in tables)]
    found = over_strata(tables)
    if len(ways) == 1:
        assert found.p_value is None
    else:
        p = Fraction(sum(w for w in ways.values() if w <= observed), sum(ways.values()))
        assert found.p_value == pytest.approx(float(p), rel=1e-11)


@given(strata)
def test_swapping_the_groups_turns_the_ratio_over_and_keeps_the_p_value(tables):
    found = over_strata(tables)
    swapped = over_strata([(present[::-1], of[::-1]) for present, of in tables])
    with np.errstate(divide="ignore"):
        turned = tuple(float(1 / np.float64(v)) for v in (found.odds_ratio, found.high, found.low))
    assert numbers(swapped) == pytest.approx(turned, rel=1e-9, nan_ok=True)
    assert swapped.p_value == (None if found.p_value is None else pytest.approx(found.p_value))


@given(strata, st.randoms())
def test_the_order_of_strata_and_strata_without_a_choice_do_not_matter(tables, shuffle):
    found = over_strata(tables)
    changed = [*tables, ((0, 0), (3, 2)), ((4, 1), (4, 1))]
    shuffle.shuffle(changed)
    assert numbers(over_strata(changed)) == pytest.approx(numbers(found), rel=1e-9, nan_ok=True)


@given(strata)
def test_an_interval_holds_its_estimate_and_grows_with_confidence(tables):
    wide, narrow = over_strata(tables, 0.99), over_strata(tables, 0.8)
    assert wide.low <= narrow.low <= narrow.high <= wide.high
    assert np.isnan(narrow.odds_ratio) or narrow.low <= narrow.odds_ratio <= narrow.high


@pytest.mark.parametrize("true_ratio", [0.2, 1.0, 3.0, 20.0])
@pytest.mark.parametrize(("with_theme", "m", "n"), [(5, 8, 7), (2, 10, 5), (11, 8, 7)])
def test_the_exact_interval_covers_any_true_ratio_at_least_as_often_as_it_says(with_theme, m, n, true_ratio):
    covered = 0.0
    for x in range(max(0, with_theme - n), min(m, with_theme) + 1):
        found = conditional_odds_ratio((x, with_theme - x), (m, n))
        if found.low <= true_ratio <= found.high:
            covered += nchypergeom_fisher.pmf(x, m + n, m, with_theme, true_ratio)
    assert covered >= 0.95


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("present", "of"),
    [((0, 0), (4, 3)), ((4, 3), (4, 3)), ((2, 0), (4, 0)), (([0, 3], [0, 4]), ([2, 3], [5, 4]))],
)
def test_margins_without_a_choice_leave_everything_open(present, of):
    found = conditional_odds_ratio(present, of)
    assert numbers(found) == pytest.approx((np.nan, 0, np.inf), nan_ok=True)
    assert found.p_value is None


def test_large_registers_stay_exact_in_the_tails():
    found = conditional_odds_ratio((900, 40), (1000, 1000))
    limits = odds_ratio([[900, 100], [40, 960]], kind="conditional")
    assert found.odds_ratio == pytest.approx(limits.statistic, rel=1e-6)
    assert found.low < found.odds_ratio < found.high
