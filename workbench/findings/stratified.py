"""Two groups compared within strata, such as municipalities, and summed up over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from workbench.findings.statistics.odds_ratio import conditional_odds_ratio
from workbench.findings.statistics.strata import (
    breslow_day,
    cochran_mantel_haenszel,
    mantel_haenszel_difference,
    mantel_haenszel_odds_ratio,
)

if TYPE_CHECKING:
    from workbench.findings.result import ThemeByOutcome

COLUMNS = (
    "code",
    "label",
    "people",
    "strata",
    "difference",
    "low",
    "high",
    "odds_ratio",
    "odds_ratio_low",
    "odds_ratio_high",
    "exact_odds_ratio",
    "exact_low",
    "exact_high",
    "p_exact",
    "p_cmh",
    "p_breslow_day",
    "note",
)


def stratified(finding: ThemeByOutcome) -> pd.DataFrame:
    """One row per theme: what the strata say together, with the columns of `COLUMNS`.

    `strata` counts those that have people of both groups, with and without the theme; the
    others say nothing of the difference. Empty without strata or with more than two groups.
    """
    if not finding.strata or len(finding.groups) != 2:
        return pd.DataFrame(columns=list(COLUMNS))
    first, second = finding.groups
    tables = [part.table for part in finding.strata.values()]
    rows = []
    for place, code in enumerate(finding.themes):
        x, y, m, n = (
            [int(table[f"{group} {what}"].iloc[place]) for table in tables]
            for what, group in (("present", first), ("present", second), ("of", first), ("of", second))
        )
        asked = [place for place in range(len(m)) if m[place] + n[place]]
        x, y, m, n = ([counts[place] for place in asked] for counts in (x, y, m, n))
        rows.append((code, finding.table["label"].iloc[place], *_together(x, y, m, n, finding.confidence)))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _together(
    x: list[int], y: list[int], m: list[int], n: list[int], confidence: float
) -> tuple[object, ...]:
    """The columns of one theme from `people` on."""
    counts, sizes = (x, y), (m, n)
    telling = sum(
        bool(m[place] and n[place] and 0 < x[place] + y[place] < m[place] + n[place])
        for place in range(len(m))
    )
    people = sum(m) + sum(n)
    if not telling:
        why = "not testable: no stratum has people of both groups, with and without the theme"
        return people, 0, *[np.nan] * (len(COLUMNS) - 5), why
    exact = conditional_odds_ratio(counts, sizes, confidence)
    same = breslow_day(counts, sizes)
    return (
        people,
        telling,
        *mantel_haenszel_difference(counts, sizes, confidence),
        *mantel_haenszel_odds_ratio(counts, sizes, confidence),
        exact.odds_ratio,
        exact.low,
        exact.high,
        _or_missing(exact.p_value),
        _or_missing(cochran_mantel_haenszel(counts, sizes)),
        _or_missing(same),
        "" if same is not None else "whether the strata agree cannot be tested",
    )


def _or_missing(p: float | None) -> float:
    return np.nan if p is None else p
