"""The tables of a set-theoretic analysis."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from workbench.findings.qca.calibration import Calibration, Memberships
from workbench.findings.qca.cases import Cases
from workbench.findings.qca.fit import necessity
from workbench.findings.qca.solutions import Solution, term_text
from workbench.findings.qca.truth_table import REMAINDER, Row


def truth_frame(rows: Sequence[Row], names: Sequence[str], cases: Cases) -> pd.DataFrame:
    """One row per configuration: sufficient ones first, remainders last, those with most cases first."""
    table = pd.DataFrame([row.configuration for row in rows], columns=list(names))
    table["n"] = [len(row.cases) for row in rows]
    table["consistency"] = [row.consistency for row in rows]
    table["pri"] = [row.pri for row in rows]
    table["outcome"] = [row.outcome for row in rows]
    table["contradictory"] = [row.contradictory for row in rows]
    table["cases"] = [tuple(cases.names[place] for place in row.cases) for row in rows]
    rank = table["outcome"].map({"1": 0, "0": 1, REMAINDER: 2})
    order = np.lexsort((-table["n"].to_numpy(), rank.to_numpy()))
    return table.iloc[order].reset_index(drop=True)


def membership_frame(cases: Cases, sets: Sequence[Calibration]) -> pd.DataFrame:
    """One row per case: what each set was calibrated from, and the membership."""
    columns: dict[str, object] = {"participant": list(cases.names)}
    for place, one in enumerate(sets):
        columns[f"{one.name} raw"] = cases.raw.iloc[:, place].to_list()
        columns[one.name] = cases.memberships[:, place]
    return pd.DataFrame(columns)


def necessity_frame(x: Memberships, y: Memberships, names: Sequence[str]) -> pd.DataFrame:
    """One row per condition and its absence: how necessary it is for the outcome `y`."""
    sets = [
        *zip(names, x.T, strict=True),
        *((f"~{name}", 1 - own) for name, own in zip(names, x.T, strict=True)),
    ]
    rows = [(name, *necessity(own, y)) for name, own in sets]
    return pd.DataFrame(rows, columns=["condition", "consistency", "coverage", "ron"])


def solution_frame(models: Sequence[Solution], names: Sequence[str], cases: Cases) -> pd.DataFrame:
    """One row per term of each model, then one for the whole model."""
    rows: list[tuple[object, ...]] = []
    numbers: dict[str, int] = {}
    for model in models:
        number = numbers[model.kind] = numbers.get(model.kind, 0) + 1
        inside: set[int] = set()
        for term in model.terms:
            inside.update(term.cases)
            own = tuple(cases.names[place] for place in term.cases)
            fit = (term.consistency, term.pri, term.coverage, term.unique)
            rows.append((model.kind, number, term_text(term.term, names), *fit, own))
        everyone = tuple(cases.names[place] for place in sorted(inside))
        fit = (model.consistency, model.pri, model.coverage, np.nan)
        rows.append((model.kind, number, "whole", *fit, everyone))
    columns = ["solution", "model", "term", "consistency", "pri", "coverage", "unique", "cases"]
    return pd.DataFrame(rows, columns=columns)


def contradictions(rows: Sequence[Row], names: Sequence[str], cases: Cases, y: Memberships) -> pd.DataFrame:
    """The configurations whose cases are on both sides of the outcome `y`, and which cases."""
    found = []
    for row in rows:
        if row.contradictory:
            shows = tuple(cases.names[place] for place in row.cases if y[place] > 0.5)
            rest = tuple(cases.names[place] for place in row.cases if y[place] <= 0.5)
            found.append((term_text(row.configuration, names), shows, rest))
    return pd.DataFrame(found, columns=["configuration", "with_outcome", "without_outcome"])
