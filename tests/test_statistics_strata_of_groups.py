"""Any number of groups within strata, against statsmodels, scipy and every way to deal people out."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations, product
from math import comb, prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2, chi2_contingency
from statsmodels.stats.contingency_tables import StratifiedTable

from workbench.findings.statistics.strata import cochran_mantel_haenszel
from workbench.findings.statistics.strata_of_groups import general_association


def group_counts(groups: int, largest: int):
    return st.lists(st.integers(0, largest), min_size=groups, max_size=groups).flatmap(
        lambda sizes: st.tuples(st.tuples(*(st.integers(0, size) for size in sizes)), st.just(tuple(sizes)))
    )


def studies(groups: int = 3, largest: int = 8, strata: int = 4):
    return st.lists(group_counts(groups, largest), min_size=1, max_size=strata).map(
        lambda tables: tuple(np.array(part) for part in zip(*tables, strict=True))
    )


def dealt_out(present, of):
    """The test by hand: every order of every stratum's people, their mean and covariance, the statistic."""
    sums = np.zeros((1, of.shape[1]))
    for x, n in zip(present, of, strict=True):
        groups = np.repeat(np.arange(len(n)), n)
        shows = [1] * x.sum() + [0] * (n.sum() - x.sum())
        counts = np.array(
            [np.bincount(groups, weights=order, minlength=len(n)) for order in permutations(shows)]
        )
        sums = (sums[:, None] + counts).reshape(-1, of.shape[1])
    distance = sums - sums.mean(axis=0)
    covariance = distance.T @ distance / len(sums)
    weight = np.linalg.pinv(covariance, rcond=1e-10, hermitian=True)
    seen = present.sum(axis=0) - sums.mean(axis=0)
    statistic = np.einsum("ig,gh,ih->i", distance, weight, distance)
    observed = seen @ weight @ seen
    return observed, np.linalg.matrix_rank(covariance, tol=1e-9), np.mean(statistic >= observed - 1e-9)


@pytest.mark.parametrize(
    ("present", "of"),
    [
        ([[1, 0, 2]], [[2, 2, 2]]),
        ([[1, 0, 1], [0, 1, 2]], [[2, 1, 1], [1, 2, 2]]),
        ([[2, 0, 0], [1, 1, 0]], [[2, 2, 1], [2, 1, 1]]),
        ([[1, 0, 0, 1], [0, 0, 1, 1]], [[1, 1, 1, 1], [1, 1, 2, 1]]),
        ([[2, 0, 0], [2, 1, 0]], [[2, 3, 0], [3, 1, 0]]),
    ],
)
def test_it_is_what_dealing_every_person_out_again_gives(present, of):
    found = general_association(present, of)
    statistic, degrees, p = dealt_out(np.array(present), np.array(of))
    assert found.statistic == pytest.approx(statistic)
    assert found.degrees == degrees
    assert found.p_value == pytest.approx(chi2.sf(statistic, degrees))
    assert found.permutation.exact
    assert found.permutation.p_value == pytest.approx(p)


@given(group_counts(4, 30))
def test_one_stratum_is_pearsons_test_without_one_person(table):
    x, n = map(np.array, table)
    found = general_association([x], [n])
    if found is None:
        assert (n > 0).sum() < 2 or x.sum() in (0, n.sum())
        return
    held = n > 0
    pearson = chi2_contingency([x[held], (n - x)[held]], correction=False)
    assert found.statistic == pytest.approx(pearson.statistic * (n.sum() - 1) / n.sum(), abs=1e-9)
    assert found.degrees == pearson.dof


@given(studies(groups=2, largest=25))
def test_two_groups_are_compared_as_cochran_mantel_and_haenszel_do(made):
    present, of = made
    found = general_association(present, of)
    p = cochran_mantel_haenszel(tuple(present.T), tuple(of.T))
    assert (found is None) == (p is None)
    if found is None:
        return
    assert found.degrees == 1
    assert found.p_value == pytest.approx(p, abs=1e-9)
    tables = [np.array([x, n - x]) for x, n in zip(present, of, strict=True) if n.sum() > 1]
    expected = StratifiedTable(tables).test_null_odds(correction=False)
    assert found.p_value == pytest.approx(expected.pvalue, abs=1e-9)


@given(studies(), st.permutations([0, 1, 2]), st.randoms(use_true_random=False))
def test_the_order_of_groups_and_strata_does_not_matter(made, order, shuffle):
    present, of = made
    found = general_association(present, of)
    places = list(range(len(present)))
    shuffle.shuffle(places)
    again = general_association(present[places][:, order], of[places][:, order])
    assert (found is None) == (again is None)
    if found is not None:
        assert again.statistic == pytest.approx(found.statistic, abs=1e-9)
        assert again.degrees == found.degrees
        assert again.permutation.p_value == pytest.approx(found.permutation.p_value)


@given(studies())
def test_a_stratum_that_says_nothing_changes_nothing(made):
    present, of = made
    found = general_association(present, of)
    silent_present, silent_of = [[0, 0, 0], [2, 0, 0], [0, 3, 0]], [[2, 1, 1], [4, 0, 0], [0, 3, 0]]
    again = general_association(np.vstack([present, silent_present]), np.vstack([of, silent_of]))
    assert found == again


@given(st.lists(st.tuples(st.integers(1, 5), st.tuples(*[st.integers(1, 3)] * 3)), min_size=1, max_size=2))
@settings(max_examples=15, deadline=None)
def test_under_the_null_p_values_below_any_level_are_at_most_that_frequent(margins):
    of = np.array([sizes for _, sizes in margins])
    chances: dict[float, Fraction] = {}
    everyone = Fraction(1)
    for shown, sizes in margins:
        everyone *= comb(sum(sizes), min(shown, sum(sizes)))
    for tables in product(*(ways(shown, sizes) for shown, sizes in margins)):
        chance = Fraction(1) / everyone
        for table, (_, sizes) in zip(tables, margins, strict=True):
            chance *= prod(comb(size, x) for x, size in zip(table, sizes, strict=True))
        found = general_association(np.array(tables), of)
        p = 1.0 if found is None else round(found.permutation.p_value, 9)
        chances[p] = chances.get(p, Fraction(0)) + chance
    below = Fraction(0)
    for p in sorted(chances):
        below += chances[p]
        assert float(below) <= p + 1e-8
    assert below == 1


def ways(shown: int, sizes: tuple[int, ...]):
    """Every table of one stratum with these margins."""
    shown = min(shown, sum(sizes))
    return [x for x in product(*(range(size + 1) for size in sizes)) if sum(x) == shown]


def test_what_is_too_much_to_count_out_is_drawn_and_comes_near_the_chi_square():
    present = np.array([[60, 80, 40], [50, 90, 70], [30, 40, 45]]) * 4
    of = np.array([[100, 150, 90], [120, 150, 110], [80, 90, 100]]) * 4
    found = general_association(present, of)
    assert not found.permutation.exact
    assert found.permutation.splits == 10_001
    assert found.permutation.p_value == pytest.approx(
        found.p_value, abs=5 * found.permutation.standard_error + 1e-3
    )
    assert general_association(present, of) == found


def test_with_nothing_to_compare_there_is_no_test():
    for present, of in (
        ([[0, 0, 0]], [[3, 4, 5]]),
        ([[3, 4, 5]], [[3, 4, 5]]),
        ([[1, 0, 0], [0, 2, 0]], [[3, 0, 0], [0, 4, 0]]),
        (np.zeros((0, 3)), np.zeros((0, 3))),
    ):
        assert general_association(present, of) is None
