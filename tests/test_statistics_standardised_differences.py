"""Standardised differences between interviewed people and the others of a register."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workbench.findings.statistics.standardised_differences import (
    standardise_nominal,
    standardise_numbers,
    standardise_shares,
)

counts = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=2, max_size=5)


def test_a_table_worked_by_hand_comes_out():
    # 10 of 20 against 20 of 80: 0.25 over the root of (0.25 + 0.1875) / 2.
    assert standardise_shares((10, 20), (20, 80)).difference == pytest.approx(0.25 / np.sqrt(0.21875))
    # Means 3 and 5, variances 2.5 and 2.5.
    found = standardise_numbers([1, 2, 3, 4, 5], [3, 4, 5, 6, 7, np.nan])
    assert found.difference == pytest.approx(-2 / np.sqrt(2.5))
    assert found.of == (5, 5)


def test_three_values_worked_by_hand_come_out():
    # Shares (1/2, 1/4, 1/4) and (1/4, 1/4, 1/2): without the middle value the mean covariance is
    # [[7, -4], [-4, 7]] / 32, the differences are (1/4, -1/4), and 2/16 over 11/32 is 4/11.
    assert standardise_nominal([2, 1, 1], [1, 1, 2]).difference == pytest.approx(np.sqrt(4 / 11))


@given(st.integers(0, 20), st.integers(0, 20), st.integers(1, 20), st.integers(1, 20))
def test_two_values_give_the_size_of_the_difference_of_shares(x, y, more, others):
    of = x + more, y + others
    shares = standardise_shares((x, y), of)
    assert standardise_nominal([x, more], [y, others]).difference == pytest.approx(abs(shares.difference))
    # As numbers, 0 and 1 give nearly the same: variances over n - 1 instead of n.
    assume(min(of) > 1 and x + y > 0)
    numbers = standardise_numbers([1] * x + [0] * more, [1] * y + [0] * others).difference
    (m, n), (p, q) = of, (x / of[0], y / of[1])
    stretched = (p * (1 - p) * m / (m - 1) + q * (1 - q) * n / (n - 1)) / 2
    assert numbers == pytest.approx((p - q) / np.sqrt(stretched))


@given(counts, st.randoms())
def test_the_order_of_values_and_groups_does_not_matter(table, shuffle):
    first, second = map(list, zip(*table, strict=True))
    found = standardise_nominal(first, second)
    order = list(range(len(table)))
    shuffle.shuffle(order)
    changed = standardise_nominal([second[k] for k in order], [first[k] for k in order])
    assert changed.difference == pytest.approx(found.difference, rel=1e-6, abs=1e-9, nan_ok=True)
    assert changed.of == found.of[::-1]
    assert changed.note == found.note
    assert np.isnan(found.difference) == bool(found.note)


@given(
    st.lists(st.integers(-50, 50), min_size=2, max_size=9),
    st.lists(st.integers(-50, 50), min_size=2, max_size=9),
)
def test_the_unit_of_numbers_does_not_matter_and_swapping_turns_the_sign(first, second):
    found = standardise_numbers(first, second)
    turned, other_unit = (
        standardise_numbers(second, first),
        standardise_numbers(np.array(first) * 12.5, np.array(second) * 12.5),
    )
    assert turned.difference == pytest.approx(-found.difference, nan_ok=True)
    assert other_unit.difference == pytest.approx(found.difference, nan_ok=True)


@pytest.mark.filterwarnings("error")
def test_what_cannot_be_told_says_why():
    for found, why in (
        (standardise_shares((0, 3), (0, 5)), "empty"),
        (standardise_shares((0, 5), (5, 5)), "nothing varies"),
        (standardise_numbers([1, np.nan], [1, 2, 3]), "fewer than two"),
        (standardise_numbers([1, 1], [2, 2]), "nothing varies"),
        (standardise_nominal([0, 0], [1, 2]), "empty"),
        (standardise_nominal([], []), "empty"),
        (standardise_nominal([5, 2, 0], [0, 0, 6]), "share no value"),
    ):
        assert np.isnan(found.difference)
        assert why in found.note
    assert standardise_shares((5, 3), (5, 3)).difference == 0
    assert standardise_numbers([2, 2], [2, 2]).difference == 0
    assert standardise_nominal([4, 0], [9, 0]).difference == 0
