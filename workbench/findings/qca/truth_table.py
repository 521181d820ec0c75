"""The truth table: every configuration of conditions, its cases, and whether it goes with the outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from workbench.findings.qca.calibration import Memberships
from workbench.findings.qca.fit import sufficiency
from workbench.findings.qca.minimisation import Configuration, Term

POSITIVE, NEGATIVE, REMAINDER = "1", "0", "?"


@dataclass(frozen=True)
class Row:
    """One configuration.

    Attributes
    ----------
    configuration
        Per condition 1 (present) or 0 (absent).
    cases
        Places of the cases that are more in it than out.
    consistency, pri
        Of "this configuration is sufficient for the outcome"; NaN without cases.
    outcome
        `1` sufficient, `0` not, `?` a remainder: too few cases to tell.
    contradictory
        Some of its cases show the outcome and some do not.
    """

    configuration: Configuration
    cases: tuple[int, ...]
    consistency: float
    pri: float
    outcome: str
    contradictory: bool


def term_membership(conditions: Memberships, term: Term) -> Memberships:
    """Membership of each case in a conjunction: the weakest link, with 1 - x for an absent condition.

    `conditions` has the shape (cases, conditions). A term that asks for nothing has all cases.
    """
    asked = [
        conditions[:, place] if value else 1 - conditions[:, place]
        for place, value in enumerate(term)
        if value is not None
    ]
    return np.minimum.reduce(asked) if asked else np.ones(len(conditions))


def truth_table(
    conditions: Memberships, outcome: Memberships, *, consistency: float, pri: float, frequency: int
) -> tuple[Row, ...]:
    """Lay out the truth table.

    Ragin (2008, Redesigning Social Inquiry, ch. 7). A case belongs to the one configuration in
    which its membership is above 0.5; consistency and PRI are taken over all cases.

    Parameters
    ----------
    conditions
        Memberships, shape (cases, conditions), none of them exactly 0.5.
    outcome
        Memberships, shape (cases,).
    consistency, pri
        From these on a configuration counts as sufficient.
    frequency
        With fewer cases a configuration is a remainder.

    Returns
    -------
    tuple of Row
        All 2 ** conditions configurations, from all absent to all present.
    """
    of_case = [tuple(int(value > 0.5) for value in row) for row in conditions]
    rows = []
    for configuration in product((0, 1), repeat=conditions.shape[1]):
        cases = tuple(place for place, own in enumerate(of_case) if own == configuration)
        fit = (np.nan, np.nan)
        verdict = REMAINDER
        if cases:
            fit = sufficiency(term_membership(conditions, configuration), outcome)[:2]
        if len(cases) >= frequency:
            # Rounded, because 0.8 as a sum of memberships can be a hair less.
            enough = round(fit[0], 9) >= consistency and round(fit[1], 9) >= pri
            verdict = POSITIVE if enough else NEGATIVE
        shown = {bool(outcome[place] > 0.5) for place in cases}
        rows.append(Row(configuration, cases, *fit, verdict, len(shown) == 2))
    return tuple(rows)


def with_outcome(rows: Sequence[Row], outcome: str) -> frozenset[Configuration]:
    """The configurations with this verdict."""
    return frozenset(row.configuration for row in rows if row.outcome == outcome)
