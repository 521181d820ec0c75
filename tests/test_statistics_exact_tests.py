"""Exact tests against published values, scipy, and every table counted out in whole numbers."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import binom, chi2_contingency
from scipy.stats import fisher_exact as scipy_fisher_exact

from workbench.findings.statistics.exact_tests import TooManyTablesError, boschloo_exact, fisher_exact


@st.composite
def counts(draw, groups, largest):
    of = [draw(st.integers(1, largest)) for _ in range(draw(groups))]
    return [draw(st.integers(0, n)) for n in of], of


def counted_out(present, of):
    """The exact p-value from all tables with the same margins, in whole numbers: ties are ties."""

    def ways(table):
        return math.prod(math.comb(n, x) for x, n in zip(table, of, strict=True))

    tables = itertools.product(*(range(n + 1) for n in of))
    same_margins = [ways(table) for table in tables if sum(table) == sum(present)]
    return float(Fraction(sum(w for w in same_margins if w <= ways(present)), sum(same_margins)))


def scipys(present, of):
    return scipy_fisher_exact([[x, n - x] for x, n in zip(present, of, strict=True)]).pvalue


def test_the_lady_tasting_tea_gets_her_published_p_value():
    # Fisher (1935), The Design of Experiments, as printed by R's example(fisher.test), two-sided.
    assert fisher_exact([3, 1], [4, 4]) == pytest.approx(0.4857, abs=5e-5)


def test_convictions_of_twins_get_their_published_p_value():
    # Fisher (1970, p. 96), as printed by R's example(fisher.test).
    assert fisher_exact([10, 3], [12, 18]) == pytest.approx(0.0005367, abs=5e-8)


@given(counts(st.just(2), 60))
def test_two_groups_give_what_scipy_gives(table):
    p = fisher_exact(*table)
    if p is not None:
        assert p == pytest.approx(scipys(*table), rel=1e-9)


@pytest.mark.parametrize(
    ("present", "of"),
    [
        ([2400, 2600], [5000, 5000]),
        ([5, 40], [3000, 7000]),
        ([690, 850], [700, 900]),
        ([1, 9000], [10, 9990]),
    ],
)
def test_large_tables_give_what_scipy_gives(present, of):
    assert fisher_exact(present, of) == pytest.approx(scipys(present, of), rel=1e-9)


@settings(max_examples=60, deadline=None)
@given(counts(st.integers(2, 5), 5))
def test_every_table_is_counted_and_ties_are_ties(table):
    p = fisher_exact(*table)
    if p is not None:
        assert p == pytest.approx(counted_out(*table), rel=1e-11)


@settings(max_examples=30, deadline=None)
@given(counts(st.integers(3, 4), 12), st.randoms())
def test_the_order_of_the_groups_does_not_matter(table, shuffle):
    p = fisher_exact(*table)
    assume(p is not None)
    groups = list(zip(*table, strict=True))
    shuffle.shuffle(groups)
    assert fisher_exact(*zip(*groups, strict=True)) == pytest.approx(p, rel=1e-9)


def test_four_groups_of_a_dozen_are_counted_out_table_by_table():
    table = [3, 6, 4, 9], [13, 12, 11, 12]
    assert fisher_exact(*table) == pytest.approx(counted_out(*table), rel=1e-11)


def test_a_whole_register_in_five_groups_comes_close_to_chi_square():
    present, of = [18, 15, 13, 22, 23], [40, 42, 41, 43, 42]
    chi_square = chi2_contingency([[x, n - x] for x, n in zip(present, of, strict=True)]).pvalue
    assert fisher_exact(present, of) == pytest.approx(chi_square, rel=0.05)


@pytest.mark.parametrize(
    ("present", "of"),
    [([0, 0], [4, 3]), ([4, 3], [4, 3]), ([2, 0], [4, 0]), ([2], [4]), ([1, 1, 0], [3, 3, 0])],
)
def test_what_cannot_be_tested_has_no_p_value(present, of):
    assert fisher_exact(present, of) is None


def test_groups_that_are_too_many_and_too_large_are_refused_before_they_take_memory():
    with pytest.raises(TooManyTablesError):
        fisher_exact([400] * 8, [1000] * 8)


def test_the_survey_of_job_satisfaction_gets_the_published_boschloo_p_value():
    # Saari and Judge (2004) as printed in scipy's documentation: one-sided 0.0355, cut after four digits.
    assert boschloo_exact([74, 31], [117, 63]) == pytest.approx(2 * 0.0355, abs=2e-4)


def one_sided_boschloo(present, of):
    """Boschloo's p-value of "first share larger", from all tables, at the hardest of 2,001 shares."""
    (x, y), (m, n) = present, of

    def one_sided(a, b):
        tail = range(a, min(m, a + b) + 1)
        return sum(math.comb(m, k) * math.comb(n, a + b - k) for k in tail if a + b - k <= n) / math.comb(
            m + n, a + b
        )

    level = one_sided(x, y) * (1 + 1e-12)
    shares = np.linspace(0, 1, 2001)
    p = np.zeros_like(shares)
    for a, b in itertools.product(range(m + 1), range(n + 1)):
        if one_sided(a, b) <= level:
            p += binom.pmf(a, m, shares) * binom.pmf(b, n, shares)
    return p.max()


@pytest.mark.parametrize(("present", "of"), [((6, 2), (8, 7)), ((5, 0), (8, 7)), ((1, 4), (10, 5))])
def test_boschloo_is_counted_out_table_by_table(present, of):
    smaller = min(one_sided_boschloo(present, of), one_sided_boschloo(present[::-1], of[::-1]))
    assert boschloo_exact(present, of) == pytest.approx(min(1, 2 * smaller), rel=2e-3)


@pytest.mark.parametrize(("present", "of"), [([0, 0], [4, 3]), ([4, 3], [4, 3]), ([2, 0], [4, 0])])
def test_what_cannot_be_tested_has_no_boschloo_p_value(present, of):
    assert boschloo_exact(present, of) is None
