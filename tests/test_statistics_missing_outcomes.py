"""Bounds over every way in which missing outcomes could have turned out."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.findings.statistics.missing_outcomes import difference_bounds, share_bounds

few = st.integers(0, 4)


def test_a_register_with_a_third_of_outcomes_missing_has_its_bounds():
    # 208 people, 142 with an outcome, 71 of them positive: from 71/208 to 137/208.
    assert share_bounds(71, 142, 66) == pytest.approx((71 / 208, 137 / 208))


@given(few, few, few)
def test_shares_stay_within_their_bounds_however_the_missing_turn_out(positive, negative, missing):
    low, high = share_bounds(positive, positive + negative, missing)
    everybody = positive + negative + missing
    if everybody == 0:
        assert np.isnan([low, high]).all()
    else:
        every = [(positive + turned) / everybody for turned in range(missing + 1)]
        assert (low, high) == pytest.approx((min(every), max(every)))


@given(st.tuples(few, few), st.tuples(few, few), st.tuples(few, few))
def test_differences_reach_their_bounds_over_all_divisions_of_the_missing(having, lacking, missing):
    of = tuple(h + w for h, w in zip(having, lacking, strict=True))
    found = difference_bounds(having, of, missing)

    def difference(with_first, without_first):
        m, n = of[0] + with_first + without_first, of[1] + sum(missing) - with_first - without_first
        if min(m, n) == 0:
            return np.nan
        return (having[0] + with_first) / m - (having[1] + missing[0] - with_first) / n

    assert found.all_in_first == pytest.approx(
        difference(*missing) if of[1] and of[0] + sum(missing) else np.nan, nan_ok=True
    )
    assert found.all_in_second == pytest.approx(
        difference(0, 0) if of[0] and of[1] + sum(missing) else np.nan, nan_ok=True
    )
    if min(of) > 0:
        every = [difference(*part) for part in itertools.product(*(range(number + 1) for number in missing))]
        assert (found.lowest, found.highest) == pytest.approx((min(every), max(every)))


def test_many_themes_are_bounded_at_once():
    found = difference_bounds(([6, 0], [2, 7]), (8, 7), ([0, 1], [0, 1]))
    assert found.lowest.shape == (2,)
    assert found.lowest[0] == found.highest[0] == pytest.approx(6 / 8 - 2 / 7)
