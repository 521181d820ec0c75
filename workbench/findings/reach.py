"""What could have been found with so few people: how often differences of a given size are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from workbench.findings.statistics.power import fisher_power

if TYPE_CHECKING:
    from workbench.findings.result import ThemeByOutcome

DIFFERENCES = ((0.9, 0.1), (0.8, 0.2), (0.7, 0.3), (0.6, 0.4))
"""True shares in the first and in the second group."""

MOST_PEOPLE = 1000
"""With more people than this the tables to count out would take long, and small samples are no worry."""

COLUMNS = ["first share", "second share", "power", "power_adjusted"]


def reach(finding: ThemeByOutcome) -> pd.DataFrame:
    """One row per pair of true shares: how often the difference would be found.

    `power` is that of one theme at one minus the confidence, `power_adjusted` that of one of the
    themes tested here after Holm's adjustment, if the others find nothing. Empty unless there
    are two groups with people, and for more than `MOST_PEOPLE`.
    """
    of = finding.sample.sizes
    if len(of) != 2 or 0 in of or sum(of) > MOST_PEOPLE:
        return pd.DataFrame(columns=COLUMNS, dtype=float)
    first, second = of
    tests = max(1, int(finding.table["p_fisher"].notna().sum()))
    level = round(1 - finding.confidence, 12)
    rows = [
        (
            p,
            q,
            fisher_power((p, q), (first, second), level),
            fisher_power((p, q), (first, second), level / tests),
        )
        for p, q in DIFFERENCES
    ]
    return pd.DataFrame(rows, columns=COLUMNS)
