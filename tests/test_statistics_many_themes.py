"""Many themes adjusted together: the law of Westfall and Young, counted out where that can be done."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.findings.statistics.exact_tests import fisher_exact
from workbench.findings.statistics.many_themes import adjust_together
from workbench.findings.statistics.multiple_tests import holm
from workbench.findings.statistics.odds_ratio import conditional_odds_ratio

FIFTEEN = np.repeat([0, 1], [8, 7])


@st.composite
def study(draw, most_groups=2, most=8):
    """Who shows which theme, and the groups of a few people."""
    groups = draw(st.integers(2, most_groups))
    of = [draw(st.integers(1, most // groups)) for _ in range(groups)]
    labels = np.array(draw(st.permutations(np.repeat(np.arange(groups), of).tolist())))
    themes = draw(st.integers(1, 4))
    shows = draw(
        st.lists(
            st.lists(st.booleans(), min_size=themes, max_size=themes),
            min_size=len(labels),
            max_size=len(labels),
        )
    )
    return np.array(shows), labels


def fishers(shows, labels):
    of = [int((labels == g).sum()) for g in range(labels.max() + 1)]
    return [fisher_exact([int(column[labels == g].sum()) for g in range(len(of))], of) for column in shows.T]


def numbers(p_values):
    """What must be found, with NaN for a theme that leaves nothing to test."""
    return pytest.approx([np.nan if p is None else p for p in p_values], rel=1e-9, nan_ok=True)


def counted_out(shows, labels):
    """Westfall and Young's step-down procedure, as the book tells it, over every split."""
    observed = fishers(shows, labels)
    tested = sorted((p, theme) for theme, p in enumerate(observed) if p is not None)
    splits = [np.array(split) for split in sorted(set(itertools.permutations(labels.tolist())))]
    every = [fishers(shows, split) for split in splits]
    adjusted, before = [None] * len(observed), 0.0
    for place, (p, theme) in enumerate(tested):
        rest = [other for _, other in tested[place:]]
        before = max(
            before, np.mean([min(found[other] for other in rest) <= p * (1 + 1e-7) for found in every])
        )
        adjusted[theme] = before
    return adjusted


@settings(max_examples=40)
@given(study(most_groups=3, most=6))
def test_the_procedure_of_the_book_is_counted_out(few):
    found = adjust_together(*few)
    assert found.exact
    assert found.adjusted == numbers(counted_out(*few))


@given(study(most_groups=3, most=9))
def test_a_theme_alone_has_fishers_p_value_and_together_no_more_than_holms(few):
    found, alone = adjust_together(*few), fishers(*few)
    assert found.p_values == numbers(alone)
    for p, together, by_holm in zip(alone, found.adjusted, holm(alone), strict=True):
        assert p is None or p * (1 - 1e-9) <= together <= by_holm * (1 + 1e-9)


@settings(max_examples=30)
@given(study(most=6), st.booleans())
def test_without_any_difference_the_smallest_adjusted_p_value_keeps_its_level(few, stratified):
    shows, labels = few
    strata = np.arange(len(labels)) % 2 if stratified else None
    splits = set(itertools.permutations(labels.tolist()))
    if stratified:
        kept = [sorted(labels[strata == s].tolist()) for s in (0, 1)]
        splits = {s for s in splits if [sorted(np.array(s)[strata == k].tolist()) for k in (0, 1)] == kept}
    smallest = [adjust_together(shows, split, strata).adjusted for split in sorted(splits)]
    if not np.isnan(smallest[0]).all():
        smallest = np.nanmin(smallest, axis=1)
        for level in np.unique(smallest):
            assert np.mean(smallest <= level) <= level + 1e-12


@given(study(most_groups=3), st.randoms())
def test_the_order_of_themes_people_and_groups_does_not_matter(few, shuffle):
    shows, labels = few
    found = adjust_together(shows, labels)
    themes, people = list(range(shows.shape[1])), list(range(len(labels)))
    shuffle.shuffle(themes)
    shuffle.shuffle(people)
    changed = adjust_together(shows[np.ix_(people, themes)], labels.max() - labels[people])
    assert changed.adjusted == pytest.approx(found.adjusted[themes], nan_ok=True)
    assert changed.p_values == pytest.approx(found.p_values[themes], nan_ok=True)


def test_a_theme_told_twice_is_not_tested_twice():
    theme = np.array([1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0], dtype=bool)
    found = adjust_together(np.column_stack([theme, theme, ~theme]), FIFTEEN)
    assert found.adjusted == pytest.approx([fisher_exact([6, 1], [8, 7])] * 3)


def test_a_theme_that_cannot_differ_much_costs_the_others_nothing():
    theme = np.array([1] * 6 + [0] * 2 + [1] + [0] * 6, dtype=bool)
    rare = np.eye(15, dtype=bool)[:, :10]
    found = adjust_together(np.column_stack([theme, rare]), FIFTEEN)
    alone = fisher_exact([6, 1], [8, 7])
    assert found.adjusted[0] == pytest.approx(alone)
    assert holm(fishers(np.column_stack([theme, rare]), FIFTEEN))[0] > 0.3


@settings(max_examples=40)
@given(study(most=10))
def test_within_strata_a_theme_has_the_exact_p_value_over_strata(few):
    shows, labels = few
    strata = np.arange(len(labels)) % 2
    found = adjust_together(shows, labels, strata)
    for theme, column in enumerate(shows.T):
        cells = [[(labels == g) & (strata == s) for s in (0, 1)] for g in (0, 1)]
        expected = conditional_odds_ratio(
            tuple([int((column & cell).sum()) for cell in row] for row in cells),
            tuple([int(cell.sum()) for cell in row] for row in cells),
        ).p_value
        assert [found.p_values[theme]] == numbers([expected])


def test_draws_come_near_the_exact_answer_and_tell_how_near():
    draw = np.random.default_rng(0)
    shows, labels = draw.random((20, 12)) < 0.5, np.repeat([0, 1], 10)
    shows[:8, 0], shows[10:, 0] = True, False
    exact = adjust_together(shows, labels)
    # Two people who show nothing, in a stratum of their own, leave every theme as it was.
    more = np.vstack([shows, np.zeros((2, 12), dtype=bool)])
    drawn = adjust_together(more, [*labels, 0, 1], ["all"] * 20 + ["own"] * 2, seed=4)
    assert exact.exact
    assert not drawn.exact
    assert drawn.splits == 10_001
    assert drawn.p_values == pytest.approx(exact.p_values)
    assert (np.abs(drawn.adjusted - exact.adjusted) <= 4 * drawn.standard_errors + 1e-4).all()
    assert (exact.standard_errors == 0).all()


@pytest.mark.filterwarnings("error")
def test_themes_that_leave_nothing_to_test_have_no_p_value_and_are_not_counted():
    theme = np.array([1] * 6 + [0] * 2 + [1] + [0] * 6, dtype=bool)
    shows = np.column_stack([theme, np.ones(15, dtype=bool), np.zeros(15, dtype=bool)])
    found = adjust_together(shows, FIFTEEN)
    assert found.adjusted == numbers([fisher_exact([6, 1], [8, 7]), None, None])
    for nothing in (adjust_together(shows, np.zeros(15, dtype=int)), adjust_together(shows, FIFTEEN * 2)):
        assert np.isnan(nothing.p_values).all()
        assert np.isnan(nothing.adjusted).all()
    assert adjust_together(np.zeros((15, 0), dtype=bool), FIFTEEN).adjusted.shape == (0,)
