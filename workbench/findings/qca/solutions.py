"""Solutions: the complex, the parsimonious and the intermediate expression of a truth table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from workbench.findings.qca.calibration import Memberships
from workbench.findings.qca.fit import sufficiency
from workbench.findings.qca.minimisation import (
    Configuration,
    Model,
    Term,
    covers,
    easy_counterfactuals,
    minimise,
)
from workbench.findings.qca.truth_table import POSITIVE, REMAINDER, Row, term_membership, with_outcome

Kind = Literal["complex", "parsimonious", "intermediate"]


@dataclass(frozen=True)
class TermFit:
    """One term of a solution and how well it fits.

    `unique` is the coverage that no other term of the model has; `cases` are the places of the
    cases that are more in the term than out.
    """

    term: Term
    consistency: float
    pri: float
    coverage: float
    unique: float
    cases: tuple[int, ...]


@dataclass(frozen=True)
class Solution:
    """One model: terms joined by "or", with the fit of the whole.

    `easy` and `difficult` are the remainders it takes as sufficient, by what theory expects; for
    the complex solution there are none.
    """

    kind: Kind
    terms: tuple[TermFit, ...]
    consistency: float
    pri: float
    coverage: float
    easy: frozenset[Configuration]
    difficult: frozenset[Configuration]


def solve(
    rows: Sequence[Row],
    conditions: Memberships,
    outcome: Memberships,
    expectations: Sequence[int | None],
) -> tuple[Solution, ...]:
    """All solutions: complex, parsimonious and, where anything is expected, intermediate.

    The complex (conservative) one uses no remainder, the parsimonious one each that makes it
    simpler, the intermediate one of those only the easy counterfactuals (Ragin 2008, ch. 8-9).
    Where several models are equally simple, all are there.
    """
    positive, remainders = with_outcome(rows, POSITIVE), with_outcome(rows, REMAINDER)
    solutions = [
        _fitted("complex", model, conditions, outcome, (), positive, expectations)
        for model in minimise(positive)
    ]
    parsimonious = minimise(positive, remainders)
    solutions += [
        _fitted("parsimonious", model, conditions, outcome, remainders, positive, expectations)
        for model in parsimonious
    ]
    if any(value is not None for value in expectations):
        models: dict[Model, None] = {}
        for model in parsimonious:
            used = _used(model, remainders)
            models |= dict.fromkeys(minimise(positive, easy_counterfactuals(positive, used, expectations)))
        solutions += [
            _fitted("intermediate", model, conditions, outcome, remainders, positive, expectations)
            for model in models
        ]
    return tuple(solutions)


def solution_membership(conditions: Memberships, terms: Sequence[Term]) -> Memberships:
    """Membership of each case in a model: in the term it is most in."""
    return np.asarray(np.max([term_membership(conditions, term) for term in terms], axis=0), dtype=np.float64)


def term_text(term: Term, names: Sequence[str]) -> str:
    """`A*~B`: A present and B absent; `1` for a term that asks for nothing."""
    asked = [
        name if value else f"~{name}" for name, value in zip(names, term, strict=True) if value is not None
    ]
    return "*".join(asked) or "1"


def expected_values(expectations: Mapping[str, str], names: Sequence[str]) -> tuple[int | None, ...]:
    """Per condition 1 for `present`, 0 for `absent`, None where nothing is expected."""
    values: dict[str | None, int | None] = {"present": 1, "absent": 0, None: None}
    return tuple(values[expectations.get(name)] for name in names)


def _fitted(
    kind: Kind,
    model: Model,
    conditions: Memberships,
    outcome: Memberships,
    remainders: frozenset[Configuration] | tuple[()],
    positive: frozenset[Configuration],
    expectations: Sequence[int | None],
) -> Solution:
    used = _used(model, remainders)
    easy = easy_counterfactuals(positive, used, expectations)
    whole = solution_membership(conditions, model)
    terms = []
    for place, term in enumerate(model):
        own = term_membership(conditions, term)
        others = [other for at, other in enumerate(model) if at != place]
        rest = solution_membership(conditions, others) if others else np.zeros_like(own)
        fit = sufficiency(own, outcome)
        unique = sufficiency(whole, outcome)[2] - (sufficiency(rest, outcome)[2] if others else 0.0)
        terms.append(TermFit(term, *fit, unique, tuple(np.flatnonzero(own > 0.5).tolist())))
    return Solution(kind, tuple(terms), *sufficiency(whole, outcome), easy, used - easy)


def _used(model: Model, remainders: frozenset[Configuration] | tuple[()]) -> frozenset[Configuration]:
    return frozenset(one for one in remainders if any(covers(term, one) for term in model))
