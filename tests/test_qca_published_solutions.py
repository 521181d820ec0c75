"""Set-theoretic analysis against published solutions.

The data are Lipset's (1959) eighteen countries of inter-war Europe, crisp (Rihoux and De Meur 2009)
and fuzzy (Ragin 2009), both in Rihoux and Ragin, *Configurational Comparative Methods*; R's package
QCA ships them as LC and LF. The expected numbers are those of R's QCA 3.25 under R 4.5.1, as
recorded in the validation fixture of setqca 0.2.0 (MIT); no R was run here.
"""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.findings.qca.calibration import calibrate_directly
from workbench.findings.qca.fit import necessity, sufficiency
from workbench.findings.qca.minimisation import covers, minimise, prime_implicants
from workbench.findings.qca.solutions import solve, term_text
from workbench.findings.qca.truth_table import term_membership, truth_table

NAMES = ("DEV", "URB", "LIT", "IND", "STB")
# Country, the five conditions in the order of NAMES, and the outcome SURV.
LIPSET = """
AU 0.81 0.12 0.99 0.73 0.43 0.05
BE 0.99 0.89 0.98 1.00 0.98 0.95
CZ 0.58 0.98 0.98 0.90 0.91 0.89
EE 0.16 0.07 0.98 0.01 0.91 0.12
FI 0.58 0.03 0.99 0.08 0.58 0.77
FR 0.98 0.03 0.99 0.81 0.95 0.95
DE 0.89 0.79 0.99 0.96 0.31 0.05
GR 0.04 0.09 0.13 0.36 0.43 0.06
HU 0.07 0.16 0.88 0.07 0.13 0.42
IE 0.72 0.05 0.98 0.01 0.95 0.92
IT 0.34 0.10 0.41 0.47 0.58 0.05
NL 0.98 1.00 0.99 0.94 0.99 0.95
PL 0.02 0.17 0.59 0.00 0.00 0.12
PT 0.01 0.02 0.01 0.11 0.01 0.05
RO 0.01 0.03 0.17 0.00 0.84 0.21
ES 0.03 0.30 0.09 0.21 0.20 0.06
SE 0.95 0.13 0.99 0.67 0.91 0.95
UK 0.98 0.99 0.99 1.00 0.98 0.95
"""
COUNTRIES = [line.split()[0] for line in LIPSET.split("\n") if line]
COLUMNS = zip(
    *([float(value) for value in line.split()[1:]] for line in LIPSET.split("\n") if line), strict=True
)
FUZZY = dict(zip((*NAMES, "SURV"), map(list, COLUMNS), strict=True))
# The crisp sets are the fuzzy ones cut at one half: so the truth tables of LC and LF have the same cases.
CRISP = {name: [float(value > 0.5) for value in values] for name, values in FUZZY.items()}


def sets(data, names=NAMES):
    return np.column_stack([data[name] for name in names]), np.array(data["SURV"])


def solutions(data, names=NAMES, consistency=0.8, expectations=None):
    x, y = sets(data, names)
    rows = truth_table(x, y, consistency=consistency, pri=0.0, frequency=1)
    return solve(rows, x, y, expectations or (None,) * len(names))


def expressions(found, kind, names=NAMES):
    return [
        {term_text(term.term, names) for term in solution.terms}
        for solution in found
        if solution.kind == kind
    ]


def number(configuration):
    return int("".join(map(str, configuration)), 2)


def test_the_truth_table_of_the_fuzzy_data_is_that_of_r():
    rows = truth_table(*sets(FUZZY), consistency=0.8, pri=0.0, frequency=1)
    seen = {number(row.configuration): row for row in rows if row.cases}
    published = {
        0: (3, 0.215976331360947, 0, "0"),
        1: (2, 0.278026905829596, 0, "0"),
        4: (2, 0.520900321543409, 0.113095238095238, "0"),
        5: (1, 0.528571428571429, 0.228070175438597, "0"),
        21: (2, 0.804270462633452, 0.719387755102041, "1"),
        22: (1, 0.378205128205128, 0.0396039603960395, "0"),
        23: (2, 0.708771929824562, 0.634361233480176, "0"),
        30: (1, 0.445255474452555, 0.0499999999999999, "0"),
        31: (4, 0.904205607476635, 0.885793871866295, "1"),
    }
    assert len(rows) == 32
    assert {row.outcome for row in rows if not row.cases} == {"?"}
    assert seen.keys() == published.keys()
    for place, (n, consistency, pri, outcome) in published.items():
        row = seen[place]
        assert (len(row.cases), row.outcome) == (n, outcome)
        assert (row.consistency, row.pri) == pytest.approx((consistency, pri), abs=1e-9)


def test_the_fuzzy_solutions_are_those_of_r():
    found = solutions(FUZZY)
    assert expressions(found, "complex") == [{"DEV*URB*LIT*IND*STB", "DEV*~URB*LIT*~IND*STB"}]
    assert expressions(found, "parsimonious") == [{"DEV*~IND", "URB*STB"}]
    assert expressions(found, "intermediate") == []
    fits = {term_text(term.term, NAMES): term for solution in found for term in solution.terms}
    for name, published, cases in (
        ("DEV*URB*LIT*IND*STB", (0.9042056, 0.8857939, 0.4542254, 0.3931925), ["BE", "CZ", "NL", "UK"]),
        ("DEV*~URB*LIT*~IND*STB", (0.8042705, 0.7193878, 0.2652582, 0.2042254), ["FI", "IE"]),
        ("DEV*~IND", (0.8148148, 0.7208122, 0.2840376, 0.1936620), ["FI", "IE"]),
        ("URB*STB", (0.8737673, 0.8454106, 0.5199531, 0.4295775), ["BE", "CZ", "NL", "UK"]),
    ):
        term = fits[name]
        fit = (term.consistency, term.pri, term.coverage, term.unique)
        assert fit == pytest.approx(published, abs=5e-8)
        assert [COUNTRIES[place] for place in term.cases] == cases


def test_the_intermediate_solution_takes_only_easy_counterfactuals_as_r_does():
    for industry in (1, 0):
        found = solutions(FUZZY, expectations=(1, 1, 1, industry, 1))
        assert expressions(found, "intermediate") == [{"DEV*URB*LIT*STB", "DEV*LIT*~IND*STB"}]
        (parsimonious,) = [one for one in found if one.kind == "parsimonious"]
        assert {number(one) for one in parsimonious.easy} == {29}
        assert {number(one) for one in parsimonious.difficult} == {9, 11, 13, 15, 16, 17, 20, 24, 25, 27, 28}


def test_the_crisp_solutions_are_those_of_rihoux_and_de_meur():
    found = solutions(CRISP)
    assert expressions(found, "complex") == [{"DEV*~URB*LIT*STB", "DEV*LIT*IND*STB"}]
    assert expressions(found, "parsimonious") == [{"DEV*STB"}]
    first, second = next(one for one in found if one.kind == "complex").terms
    assert {(first.coverage, first.unique), (second.coverage, second.unique)} == {(0.75, 0.5), (0.5, 0.25)}
    (term,) = next(one for one in found if one.kind == "parsimonious").terms
    covered_countries = [COUNTRIES[place] for place in term.cases]
    assert covered_countries == ["BE", "CZ", "FI", "FR", "IE", "NL", "SE", "UK"]


def test_without_stability_the_crisp_data_contradict_themselves_as_published():
    # Rihoux and De Meur (2009): Austria stands with France and Sweden, Germany with four survivors.
    names = NAMES[:4]
    rows = truth_table(*sets(CRISP, names), consistency=1.0, pri=0.0, frequency=1)
    contradictory = {
        term_text(row.configuration, names): {COUNTRIES[place] for place in row.cases}
        for row in rows
        if row.contradictory
    }
    assert contradictory == {
        "DEV*URB*LIT*IND": {"BE", "CZ", "NL", "UK", "DE"},
        "DEV*~URB*LIT*IND": {"AU", "FR", "SE"},
    }


def test_three_conditions_give_what_r_gives():
    names = ("DEV", "LIT", "STB")
    found = solutions(FUZZY, names, expectations=(1, 1, 1))
    assert expressions(found, "complex", names) == [{"DEV*LIT*STB"}]
    assert expressions(found, "parsimonious", names) == [{"DEV*STB"}]
    assert expressions(found, "intermediate", names) == [{"DEV*LIT*STB"}]
    assert found[0].consistency == pytest.approx(0.868811881188119, abs=1e-9)
    assert found[0].pri == pytest.approx(0.8481375358166192, abs=1e-9)
    assert found[0].coverage == pytest.approx(0.8239436619718311, abs=1e-9)


@pytest.mark.parametrize(
    ("name", "present", "published"),
    [
        ("DEV", True, (0.8309859154929577, 0.7746170678336981, 0.8113553113553114)),
        ("URB", True, (0.5387323943661972, 0.7714285714285715, 0.8985831469052944)),
        ("LIT", True, (0.9906103286384976, 0.6428027418126427, 0.5094142259414226)),
        ("IND", True, (0.6690140845070423, 0.6842737094837934, 0.786178861788618)),
        ("STB", True, (0.9201877934272301, 0.7069431920649235, 0.6801181102362206)),
        ("DEV", False, (0.2852112676056338, 0.2742663656884876, 0.5870263326910725)),
        ("STB", False, (0.2183098591549296, 0.2691751085383502, 0.6871127633209418)),
    ],
)
def test_necessity_is_that_of_r(name, present, published):
    x = np.array(FUZZY[name])
    assert necessity(x if present else 1 - x, np.array(FUZZY["SURV"])) == pytest.approx(published, abs=1e-9)


def test_sufficiency_is_that_of_r():
    x, y = sets(FUZZY)
    assert sufficiency(term_membership(x, (1, 1, None, None, None)), y) == pytest.approx(
        (0.8133874239350914, 0.7761557177615573, 0.4706572769953052), abs=1e-9
    )


def test_direct_calibration_is_that_of_r():
    values = [0, 10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90, 100]
    rising = [
        0.00733745807066141, 0.01934249769983508, 0.05, 0.07916845804317633, 0.1231471380298757,
        0.2725982855090026, 0.5, 0.7274017144909974, 0.8768528619701244, 0.9208315419568237, 0.95,
        0.9806575023001649, 0.9926625419293386,
    ]  # fmt: skip
    assert calibrate_directly(values, (20, 50, 80)) == pytest.approx(rising, abs=1e-12)
    assert calibrate_directly(values, (80, 50, 20)) == pytest.approx([1 - one for one in rising], abs=1e-12)
    assert np.isnan(calibrate_directly([np.nan], (20, 50, 80))[0])
    assert calibrate_directly([-1e9, 1e9], (20, 50, 80)) == pytest.approx([0, 1])


TABLES = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.sampled_from("10?"), min_size=2**width, max_size=2**width)
)


@settings(max_examples=80, deadline=None)
@given(TABLES)
def test_no_expression_with_fewer_terms_covers_the_same(verdicts):
    """Against brute force over every set of terms there is."""
    width = len(verdicts).bit_length() - 1
    everything = list(product((0, 1), repeat=width))
    positive = {one for one, verdict in zip(everything, verdicts, strict=True) if verdict == "1"}
    free = {one for one, verdict in zip(everything, verdicts, strict=True) if verdict == "?"}
    models = minimise(positive, free)
    if not positive:
        assert models == ()
        return
    terms = list(product((0, 1, None), repeat=width))
    allowed = [term for term in terms if {one for one in everything if covers(term, one)} <= positive | free]
    primes = set(prime_implicants(positive | free))
    wider = {
        term
        for term in allowed
        if not any(
            other != term
            and all(value is None or value == own for value, own in zip(other, term, strict=True))
            for other in allowed
        )
    }
    assert primes == wider
    size = next(
        size
        for size in range(1, len(primes) + 1)
        if any(covered(some, everything) >= positive for some in combinations(primes, size))
    )
    expected = {
        frozenset(some) for some in combinations(primes, size) if covered(some, everything) >= positive
    }
    assert {frozenset(model) for model in models} == expected


def covered(terms, everything):
    return {one for one in everything if any(covers(term, one) for term in terms)}
