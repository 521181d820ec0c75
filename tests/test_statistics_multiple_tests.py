"""Adjustments for several tests, against statsmodels and against the procedures step by step."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from workbench.findings.statistics.multiple_tests import benjamini_hochberg, holm

# P-values in thousandths, so that a level is met exactly or not at all.
thousandths = st.lists(st.integers(0, 1000), min_size=1, max_size=15)
levels = st.sampled_from([10, 50, 100, 250])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_holm_gives_what_statsmodels_gives(p_values):
    assert holm(p_values) == pytest.approx(multipletests(p_values, method="holm")[1].tolist(), abs=1e-15)


def test_holm_does_not_count_what_was_not_tested():
    assert holm([0.01, None, 0.04]) == [0.02, None, 0.04]
    assert holm([None, None]) == [None, None]
    assert holm([]) == []


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_benjamini_and_hochberg_give_what_statsmodels_gives(p_values):
    expected = multipletests(p_values, method="fdr_bh")[1].tolist()
    assert benjamini_hochberg(p_values) == pytest.approx(expected, abs=1e-15)


@given(thousandths, levels)
def test_the_step_up_procedure_rejects_what_lies_below_its_last_crossing(whole, level):
    """Benjamini and Hochberg (1995), (1): reject the k smallest, for the last k with p(k) <= k q / m."""
    ordered = sorted(whole)
    crossings = [k for k, p in enumerate(ordered, 1) if p * len(ordered) <= k * level]
    rejected = max(crossings, default=0)
    adjusted = benjamini_hochberg([p / 1000 for p in whole])
    assert sum(p <= level / 1000 * (1 + 1e-12) for p in adjusted) == rejected


@given(thousandths, levels)
def test_the_step_down_procedure_rejects_until_one_is_too_large(whole, level):
    """Holm (1979): reject while p(k) <= level / (m - k + 1), and stop at the first that is not."""
    ordered = sorted(whole)
    rejected = 0
    while rejected < len(ordered) and ordered[rejected] * (len(ordered) - rejected) <= level:
        rejected += 1
    adjusted = holm([p / 1000 for p in whole])
    assert sum(p <= level / 1000 * (1 + 1e-12) for p in adjusted) == rejected


def test_false_discovery_does_not_count_what_was_not_tested():
    assert benjamini_hochberg([0.01, None, 0.04]) == [0.02, None, 0.04]
    assert benjamini_hochberg([]) == []


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=20), st.randoms())
def test_the_order_of_the_themes_does_not_matter(p_values, shuffle):
    order = list(range(len(p_values)))
    shuffle.shuffle(order)
    for adjust in (holm, benjamini_hochberg):
        adjusted = adjust(p_values)
        assert adjust([p_values[place] for place in order]) == [adjusted[place] for place in order]


@given(st.lists(st.floats(0, 1), max_size=20))
def test_false_discovery_never_asks_for_more_than_holm(p_values):
    pairs = zip(p_values, benjamini_hochberg(p_values), holm(p_values), strict=True)
    assert all(p <= by_discovery <= by_holm + 1e-12 for p, by_discovery, by_holm in pairs)
