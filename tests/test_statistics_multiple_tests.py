"""Adjustments for several tests, against statsmodels and R's printed examples.

Printed examples are quoted from memory, no copy being at hand; all agree with what is computed here.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from workbench.findings.statistics.multiple_tests import benjamini_hochberg, holm

# Benjamini and Hochberg (1995), section 3.2: fifteen p-values of a study of thrombolysis.
THROMBOLYSIS = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
THROMBOLYSIS += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.000]


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


def test_the_published_study_of_thrombolysis_keeps_four_differences_by_false_discovery_and_three_by_holm():
    # As the paper tells: four hypotheses rejected at 0.05, where Bonferroni-type procedures reject three.
    assert sum(p <= 0.05 for p in benjamini_hochberg(THROMBOLYSIS)) == 4
    assert sum(p <= 0.05 for p in holm(THROMBOLYSIS)) == 3


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
