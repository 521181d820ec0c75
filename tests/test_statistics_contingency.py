"""Residuals and strength of association against exact fractions, statsmodels and scipy."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats.contingency import association
from statsmodels.stats.contingency_tables import Table

from workbench.findings.statistics.contingency import adjusted_residuals, cramers_v

# As in Agresti (2007), An Introduction to Categorical Data Analysis, p. 39: women and men of three parties.
PARTIES = [[762, 327, 468], [484, 239, 477]]

tables = st.integers(2, 4).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(0, 12), min_size=columns, max_size=columns), min_size=2, max_size=4
    )
)


def test_parties_get_the_residuals_of_haberman_in_exact_fractions():
    rows = [Fraction(sum(row)) for row in PARTIES]
    columns = [Fraction(sum(column)) for column in zip(*PARTIES, strict=True)]
    everyone = sum(rows)
    by_hand = [
        [
            float(count - r * c / everyone)
            / math.sqrt(r * c / everyone * (1 - r / everyone) * (1 - c / everyone))
            for count, c in zip(row, columns, strict=True)
        ]
        for row, r in zip(PARTIES, rows, strict=True)
    ]
    assert adjusted_residuals(PARTIES) == pytest.approx(np.array(by_hand), rel=1e-12)


@given(tables)
def test_the_strength_is_that_of_scipy(table):
    counts = np.array(table)
    if counts.sum(axis=0).all() and counts.sum(axis=1).all():
        assert cramers_v(table) == pytest.approx(association(counts, method="cramer"), abs=1e-9)


@given(tables)
def test_residuals_are_those_of_statsmodels(table):
    counts = np.array(table)
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    if rows.all() and columns.all():
        expected = Table(counts, shift_zeros=False).standardized_resids
        assert adjusted_residuals(table) == pytest.approx(expected, abs=1e-9)


@given(tables, st.randoms())
def test_the_order_of_rows_and_columns_does_not_matter(table, shuffle):
    counts = np.array(table)
    rows, columns = list(range(counts.shape[0])), list(range(counts.shape[1]))
    shuffle.shuffle(rows)
    shuffle.shuffle(columns)
    changed = counts[np.ix_(rows, columns)]
    assert adjusted_residuals(changed) == pytest.approx(
        adjusted_residuals(counts)[np.ix_(rows, columns)], abs=1e-9, nan_ok=True
    )
    assert cramers_v(changed) == pytest.approx(cramers_v(counts), nan_ok=True)
    assert cramers_v(changed.T) == pytest.approx(cramers_v(counts), nan_ok=True)
    assert np.isnan(cramers_v(counts)) or 0 <= cramers_v(counts) <= 1 + 1e-12


def test_a_table_that_tells_all_has_strength_1_and_one_that_tells_nothing_has_0():
    assert cramers_v([[4, 0], [0, 7]]) == pytest.approx(1)
    assert cramers_v([[4, 8], [2, 4], [1, 2]]) == pytest.approx(0, abs=1e-7)


@pytest.mark.filterwarnings("error")
def test_empty_rows_and_columns_say_so():
    assert np.isnan(adjusted_residuals([[3, 0], [4, 0]])).all()
    assert np.isnan(adjusted_residuals([[3, 2, 0], [0, 4, 0]])[:, 2]).all()
    assert np.isnan(cramers_v([[3, 4], [0, 0]]))
    assert np.isnan(cramers_v([[0, 0], [0, 0]]))
    assert cramers_v([[4, 0, 0], [0, 0, 7]]) == pytest.approx(1)
