"""More statistics of each theme than the lean table has: ratios, residuals, more tests and adjustments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.findings.many_tests import adjusted
from workbench.findings.statistics.contingency import adjusted_residuals, cramers_v
from workbench.findings.statistics.exact_tests import TooManyTablesError, boschloo_exact, smallest_p_value
from workbench.findings.statistics.intervals import Floats
from workbench.findings.statistics.missing_outcomes import difference_bounds
from workbench.findings.statistics.odds_ratio import conditional_odds_ratio
from workbench.findings.statistics.ranks import cliffs_delta, rank_test
from workbench.findings.statistics.score_limits import miettinen_nurminen, risk_ratio

if TYPE_CHECKING:
    from workbench.findings.result import ThemeByOutcome

Counts = NDArray[np.int64]

MOST_BOSCHLOO = 300
"""People beyond whom Boschloo's test would take minutes, and differ from Fisher's by nothing."""


def details(finding: ThemeByOutcome) -> pd.DataFrame:
    """One row per theme; which columns depends on the number of groups and on whether they are ordered."""
    table = finding.table
    present = table[[f"{group} present" for group in finding.groups]].to_numpy(dtype=int)
    of = table[[f"{group} of" for group in finding.groups]].to_numpy(dtype=int)
    columns: dict[str, object] = {"code": table["code"], "label": table["label"]}
    if len(finding.groups) == 2:
        columns |= _two_groups(finding, present, of)
    else:
        columns |= _more_groups(finding, present, of)
    if finding.ordered:
        columns |= _ordered(finding)
    p_values = table["p_fisher"]
    columns["smallest_p"] = [
        _smallest(int(x.sum()), n.tolist()) if tested else np.nan
        for x, n, tested in zip(present, of, p_values.notna(), strict=True)
    ]
    columns |= {
        "p_fisher": p_values,
        "p_holm": table["p_holm"],
        "p_bh": adjusted("bh", p_values, finding.presence, finding.sample),
        "p_max_t": adjusted("max-t", p_values, finding.presence, finding.sample),
        "note": table["note"],
    }
    return pd.DataFrame(columns)


def _two_groups(finding: ThemeByOutcome, present: Counts, of: Counts) -> dict[str, object]:
    counts, sizes = (present[:, 0], present[:, 1]), (of[:, 0], of[:, 1])
    difference, low, high = miettinen_nurminen(counts, sizes, finding.confidence)
    ratio, ratio_low, ratio_high = risk_ratio(counts, sizes, finding.confidence)
    odds = [
        conditional_odds_ratio((int(x), int(y)), (int(m), int(n)), finding.confidence)
        for x, y, m, n in zip(*counts, *sizes, strict=True)
    ]
    empty = (of == 0).any(axis=1)
    boschloo = [
        boschloo_exact(x.tolist(), n.tolist()) if n.sum() <= MOST_BOSCHLOO else None
        for x, n in zip(present, of, strict=True)
    ]
    return {
        "difference": difference,
        "newcombe_low": finding.table["low"],
        "newcombe_high": finding.table["high"],
        "mn_low": low,
        "mn_high": high,
        **missing_outcomes(finding).drop(columns="code"),
        "risk_ratio": ratio,
        "risk_ratio_low": ratio_low,
        "risk_ratio_high": ratio_high,
        "odds_ratio": [one.odds_ratio for one in odds],
        "odds_ratio_low": np.where(empty, np.nan, [one.low for one in odds]),
        "odds_ratio_high": np.where(empty, np.nan, [one.high for one in odds]),
        "p_boschloo": np.array(boschloo, dtype=float),
    }


def missing_outcomes(finding: ThemeByOutcome) -> pd.DataFrame:
    """Tell how far the people whose outcome is missing could move the difference of two groups.

    Returns
    -------
    DataFrame
        One row per theme: code; `missing with` and `missing without` (people whose interviews are
        coded and whose outcome is missing, with the theme and without); the difference if they
        all belonged to the first group, or to the second; the lowest and the highest that any
        division of them gives.
    """
    table = finding.table
    having, lacking = _missing(finding)
    present, of = (
        (table[f"{finding.groups[0]} {what}"].to_numpy(), table[f"{finding.groups[1]} {what}"].to_numpy())
        for what in ("present", "of")
    )
    bounds = difference_bounds(present, of, (having, lacking))
    return pd.DataFrame(
        {
            "code": table["code"],
            "missing with": having,
            "missing without": lacking,
            "difference_all_first": bounds.all_in_first,
            "difference_all_second": bounds.all_in_second,
            "difference_lowest": bounds.lowest,
            "difference_highest": bounds.highest,
        }
    )


def _missing(finding: ThemeByOutcome) -> tuple[Counts, Counts]:
    """How many people whose outcome is missing show each theme, and how many do not."""
    found = finding.presence
    missing = [out.participant for out in finding.sample.excluded if out.kind == "no outcome"]
    people = found.people.isin(missing)
    having = found.present[people].sum(axis=0)
    return having, found.asked[people].sum(axis=0) - having


def _share_bounds(present: Counts, of: Counts, having: Counts, lacking: Counts) -> tuple[Floats, Floats]:
    """The lowest and the highest share of a group, whoever of the missing belongs to it."""
    with np.errstate(invalid="ignore"):
        return present / (of + lacking), (present + having) / (of + having)


def _smallest(total: int, of: list[int]) -> float:
    try:
        p = smallest_p_value(total, of)
    except TooManyTablesError:
        return np.nan
    return np.nan if p is None else p


def _more_groups(finding: ThemeByOutcome, present: Counts, of: Counts) -> dict[str, object]:
    """Strength of the association, and which group stands out in which direction."""
    tables = [np.array([x, n - x]) for x, n in zip(present, of, strict=True)]
    residuals = [adjusted_residuals(table)[0] for table in tables]
    having, lacking = _missing(finding)
    bounds = {
        f"{group} share_{end}": limit
        for place, group in enumerate(finding.groups)
        for end, limit in zip(
            ("lowest", "highest"),
            _share_bounds(present[:, place], of[:, place], having, lacking),
            strict=True,
        )
    }
    return {
        "cramers_v": [cramers_v(table) for table in tables],
        "missing with": having,
        "missing without": lacking,
        **bounds,
        **{
            f"{group} residual": [residual[place] for residual in residuals]
            for place, group in enumerate(finding.groups)
        },
    }


def _ordered(finding: ThemeByOutcome) -> dict[str, object]:
    """How the order of the groups goes with each theme: people with it against people without."""
    group, found = finding.sample.group, finding.presence
    superiority, p_rank = [], []
    for theme in range(len(finding.themes)):
        members = (group >= 0) & found.asked[:, theme]
        values, shows = group[members], found.present[members, theme]
        superiority.append((1 + cliffs_delta(values[shows], values[~shows])) / 2)
        test = rank_test(values, (~shows).astype(int)) if shows.any() and not shows.all() else None
        p_rank.append(np.nan if test is None else test.p_value)
    return {"superiority": superiority, "p_rank": p_rank}
