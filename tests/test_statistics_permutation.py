"""Dealing the outcome groups out again: every split once, and p-values that keep their promise."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import permutation_test as scipys

from workbench.errors import FindingError
from workbench.findings.statistics.odds_ratio import conditional_odds_ratio
from workbench.findings.statistics.permutation import deal_out, permutation_test


@st.composite
def people(draw, most_groups=3, most=8, highest=4):
    """Scores and groups of a few people, each group with somebody in it."""
    groups = draw(st.integers(2, most_groups))
    of = [draw(st.integers(1, most // groups)) for _ in range(groups)]
    labels = draw(st.permutations(np.repeat(np.arange(groups), of).tolist()))
    return [draw(st.integers(0, highest)) for _ in labels], labels


def between(scores, labels):
    """Sum of squares between groups, written out."""
    centre = np.mean(scores)
    members = [[s for s, label in zip(scores, labels, strict=True) if label == g] for g in set(labels)]
    return sum(len(group) * (np.mean(group) - centre) ** 2 for group in members)


@given(people())
def test_every_split_is_looked_at_once(few):
    _, groups = few
    found = deal_out(groups)
    assert found.exact
    assert sorted(map(tuple, found.labels.tolist())) == sorted(set(itertools.permutations(groups)))
    assert found.labels[found.observed].tolist() == groups


def test_eight_and_seven_people_have_6435_splits_and_one_more_pair_is_still_gone_through():
    assert len(deal_out([0] * 8 + [1] * 7).labels) == math.comb(15, 7)
    assert len(deal_out([0] * 10 + [1] * 10).labels) == math.comb(20, 10) < 200_000
    assert not deal_out([0] * 11 + [1] * 10).exact


def test_strata_keep_their_groups():
    groups, strata = [0, 1, 0, 1, 1, 2, 0], ["a", "b", "a", "a", "b", "b", "b"]
    found = deal_out(groups, strata)
    assert len(found.labels) == len(np.unique(found.labels, axis=0)) == 3 * 12
    of_a = found.labels[:, [0, 2, 3]]
    assert (np.sort(of_a, axis=1) == [0, 0, 1]).all()
    assert found.labels[found.observed].tolist() == groups


def test_drawn_splits_keep_strata_and_sizes_and_are_the_same_for_the_same_seed():
    groups, strata = np.tile([0, 1], 20), np.repeat(["a", "b"], 20)
    found, again, other = (deal_out(groups, strata, draws=500, seed=seed) for seed in (7, 7, 8))
    assert len(found.labels) == 501
    assert not found.exact
    assert (found.labels[:, :20].sum(axis=1) == 10).all()
    assert (found.labels[0] == groups).all()
    assert (found.labels == again.labels).all()
    assert (found.labels != other.labels).any()


@given(people())
def test_the_p_value_is_counted_out_split_by_split(few):
    scores, groups = few
    found = permutation_test(scores, groups)
    if len(set(scores)) == 1:
        assert found is None
    else:
        every = [between(scores, split) for split in set(itertools.permutations(groups))]
        expected = np.mean([value >= between(scores, groups) - 1e-9 for value in every])
        assert found.p_value == pytest.approx(expected, abs=1e-12)
        assert found.exact
        assert found.standard_error == 0


def test_fifteen_people_give_what_scipy_gives():
    draw = np.random.default_rng(3)
    first, second = draw.normal(0, 1, 8), draw.normal(1, 1, 7)
    expected = scipys(
        (first, second), lambda x, y, axis: x.mean(axis) - y.mean(axis), vectorized=True, n_resamples=np.inf
    )
    found = permutation_test(np.concatenate([first, second]), [0] * 8 + [1] * 7)
    # scipy doubles the smaller tail; with means of both groups free of ties both count the same splits here.
    both_tails = np.mean(np.abs(expected.null_distribution) >= abs(expected.statistic) - 1e-12)
    assert found.p_value == pytest.approx(both_tails, abs=1e-12)


@settings(max_examples=40)
@given(people(highest=3), st.booleans())
def test_under_the_null_p_values_below_any_level_are_at_most_that_frequent(few, stratified):
    scores, groups = few
    strata = np.arange(len(groups)) % 2 if stratified else None
    splits = deal_out(groups, strata).labels
    found = [permutation_test(scores, split, strata) for split in splits]
    if found[0] is not None:
        p_values = np.array([test.p_value for test in found])
        for level in np.unique(p_values):
            assert np.mean(p_values <= level) <= level + 1e-12


@given(st.lists(st.booleans(), min_size=8, max_size=12), st.integers(2, 3))
def test_a_theme_in_balanced_strata_gets_the_exact_p_value_over_strata(present, number):
    """Where both halves of each stratum are as large, farther from expected is also less likely."""
    theme = np.array(present[: 4 * number] + [False] * (4 * number - len(present)))
    groups, strata = np.tile([0, 1], 2 * number), np.repeat(np.arange(number), 4)
    cells = [[(groups == g) & (strata == s) for s in range(number)] for g in (0, 1)]
    expected = conditional_odds_ratio(
        tuple([int((theme & cell).sum()) for cell in row] for row in cells), ([2] * number, [2] * number)
    )
    found = permutation_test(theme, groups, strata)
    assert (found and found.p_value) == (expected.p_value and pytest.approx(expected.p_value))


@given(people(), st.integers(-3, 3), st.sampled_from([-2.0, 0.5, 3.0]))
def test_moving_stretching_and_renaming_change_nothing(few, shift, stretch):
    scores, groups = few
    found = permutation_test(scores, groups)
    moved = permutation_test(np.array(scores) * stretch + shift, groups)
    renamed = permutation_test(scores, max(groups) - np.array(groups))
    assert moved == found or moved.p_value == pytest.approx(found.p_value, abs=1e-12)
    assert renamed == found or renamed.p_value == pytest.approx(found.p_value, abs=1e-12)


def test_a_drawn_p_value_is_near_the_exact_one_and_tells_how_near():
    draw = np.random.default_rng(5)
    scores, groups = draw.normal(size=20) + np.repeat([0.8, 0], 10), np.repeat([0, 1], 10)
    exact = permutation_test(scores, groups)
    # Two more people in a stratum of their own change nothing but the number of splits.
    more = permutation_test(
        [*scores, 0, 0], [*groups, 0, 1], ["all"] * 20 + ["own"] * 2, draws=20_000, seed=1
    )
    assert exact.exact
    assert not more.exact
    assert 0 < more.standard_error < 0.004
    assert more.p_value == pytest.approx(exact.p_value, abs=4 * more.standard_error)


def test_a_drawn_p_value_is_never_zero():
    found = permutation_test(np.arange(60), np.repeat([0, 1], 30), draws=999)
    assert found.p_value == pytest.approx(1 / 1000)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("scores", "groups", "strata"),
    [
        ([1, 2, 3], [0, 0, 0], None),
        ([1, 2, 3], [0, 0, 2], None),
        ([2, 2, 2], [0, 1, 0], None),
        ([], [], None),
        ([1, 2, 5, 5], [0, 0, 1, 0], ["a", "a", "b", "b"]),
        ([1, 2, 3, 4], [0, 0, 1, 1], ["a", "a", "b", "b"]),
    ],
)
def test_what_cannot_be_tested_has_no_p_value(scores, groups, strata):
    assert permutation_test(scores, groups, strata) is None


def test_a_missing_value_is_refused_in_words():
    with pytest.raises(FindingError, match="no value to compare"):
        permutation_test([1, float("nan"), 2], [0, 1, 1])
