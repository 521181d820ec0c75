"""What Fisher's test can find with few people, counted out over all tables."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import FindingError
from workbench.findings.statistics.exact_tests import TooManyTablesError, fisher_exact, smallest_p_value
from workbench.findings.statistics.power import detectable_difference, fisher_power

sizes = st.tuples(st.integers(1, 8), st.integers(1, 8))
shares = st.tuples(st.integers(0, 10), st.integers(0, 10))


def counted_out(tenths, of, level):
    """Power in whole numbers, from all tables that scipy-checked `fisher_exact` calls different."""
    power = Fraction(0)
    for x, y in itertools.product(range(of[0] + 1), range(of[1] + 1)):
        p = fisher_exact((x, y), of)
        if p is not None and p <= level * (1 + 1e-7):
            power += math.prod(
                math.comb(n, k) * Fraction(t, 10) ** k * Fraction(10 - t, 10) ** (n - k)
                for k, n, t in zip((x, y), of, tenths, strict=True)
            )
    return float(power)


@given(shares, sizes, st.sampled_from([0.05, 0.2, 0.5]))
def test_power_is_counted_out_table_by_table(tenths, of, level):
    found = fisher_power((tenths[0] / 10, tenths[1] / 10), of, level)
    assert found == pytest.approx(counted_out(tenths, of, level), abs=1e-12)


@pytest.mark.parametrize(
    ("tenths", "of", "level", "percent"),
    [((8, 2), (8, 7), 0.05, 65), ((8, 2), (10, 5), 0.05, 49), ((9, 1), (8, 7), 0.05 / 12, 55)],
)
def test_fifteen_people_find_no_more_than_this(tenths, of, level, percent):
    found = fisher_power((tenths[0] / 10, tenths[1] / 10), of, level)
    assert found == pytest.approx(counted_out(tenths, of, level), abs=1e-12)
    assert round(100 * found) == percent


@given(st.floats(0, 1), sizes, st.sampled_from([0.01, 0.05, 0.3]))
def test_without_a_difference_power_is_at_most_the_level(share, of, level):
    assert fisher_power((share, share), of, level) <= level + 1e-12


@given(st.tuples(st.floats(0, 1), st.floats(0, 1)), sizes)
def test_swapping_groups_or_present_and_absent_keeps_the_power(pair, of):
    power = fisher_power(pair, of, 0.2)
    assert fisher_power(pair[::-1], of[::-1], 0.2) == pytest.approx(power, abs=1e-12)
    assert fisher_power((1 - pair[0], 1 - pair[1]), of, 0.2) == pytest.approx(power, abs=1e-12)


@given(st.floats(0, 1), st.tuples(st.integers(6, 25), st.integers(6, 25)), st.sampled_from([0.5, 0.8]))
def test_the_detectable_difference_has_just_the_wanted_power(share, of, power):
    found = detectable_difference(share, of, power=power)
    for difference, sign in ((found.up, 1), (found.down, -1)):
        if np.isnan(difference):
            assert fisher_power(((1 + sign) / 2, share), of) < power
        else:
            assert fisher_power((min(1, max(0, share + sign * difference)), share), of) == pytest.approx(
                power, abs=1e-9
            )
            assert difference == 0 or fisher_power((share + sign * difference * 0.98, share), of) < power


def test_more_people_find_smaller_differences():
    found = [detectable_difference(0.2, (n, n)).up for n in (8, 20, 70, 200)]
    assert found == sorted(found, reverse=True)
    assert found[-1] < 0.15


def test_with_eight_and_seven_people_five_must_show_a_theme_before_it_can_differ():
    smallest = [smallest_p_value(total, (8, 7)) for total in range(16)]
    assert [total for total, p in enumerate(smallest) if p is not None and p <= 0.05] == list(range(4, 12))
    assert smallest[7] == pytest.approx(1 / math.comb(15, 7))
    assert smallest[0] is smallest[15] is None


@given(st.lists(st.integers(1, 4), min_size=2, max_size=4), st.data())
def test_the_smallest_p_value_is_that_of_the_most_striking_table(of, data):
    total = data.draw(st.integers(0, sum(of)))
    tables = [t for t in itertools.product(*(range(n + 1) for n in of)) if sum(t) == total]
    every = [fisher_exact(table, of) for table in tables]
    if every[0] is None:
        assert smallest_p_value(total, of) is None
    else:
        assert smallest_p_value(total, of) == pytest.approx(min(every), rel=1e-9)


def test_what_cannot_be_told_says_so():
    assert np.isnan(fisher_power((0.5, 0.5), (0, 3)))
    found = detectable_difference(0.5, (2, 0))
    assert np.isnan([found.up, found.down]).all()
    assert smallest_p_value(2, (4, 0)) is None
    assert smallest_p_value(2, (4,)) is None
    with pytest.raises(TooManyTablesError):
        smallest_p_value(3000, [1000] * 8)
    with pytest.raises(FindingError, match="share or level of 80 is not between"):
        fisher_power((80, 20), (8, 7))
    with pytest.raises(FindingError, match="power of 80 is not between"):
        detectable_difference(0.2, (8, 7), power=80)
