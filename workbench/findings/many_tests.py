"""Adjusting the p-values of many themes, as the researcher chose beforehand."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.errors import FindingError
from workbench.findings.grouping import listing
from workbench.findings.inclusion import Sample
from workbench.findings.presence import Presence
from workbench.findings.statistics.many_themes import adjust_together
from workbench.findings.statistics.multiple_tests import benjamini_hochberg, holm

Adjustment = Literal["holm", "bh", "max-t"]


def check_adjustment(adjust: str) -> None:
    """Refuse a way of adjusting that does not exist.

    Raises
    ------
    FindingError
        `adjust` is none of `Adjustment`.
    """
    if adjust not in get_args(Adjustment):
        raise FindingError(
            f"{adjust!r} is no way to adjust p-values", hint=f"It is {listing(get_args(Adjustment), 'or')}"
        )


def adjusted(
    adjust: Adjustment,
    p_values: pd.Series[float],
    found: Presence,
    compared: Sample,
    stratum: NDArray[np.intp] | None = None,
) -> pd.Series[float]:
    """The adjusted p-value of each theme; missing where it is not tested.

    For `max-t` also where somebody compared was not asked about the theme: people are dealt
    out with all their themes. With `stratum`, the place of each person's stratum or -1, they are
    dealt out within the strata, and who is in none is left out.
    """
    if adjust == "max-t":
        people = compared.group >= 0
        if stratum is not None:
            people &= stratum >= 0
        together = found.asked[people].all(axis=0) & p_values.notna().to_numpy()
        p = np.full(len(p_values), np.nan)
        if together.any():
            shows = found.present[people][:, together]
            strata = None if stratum is None else stratum[people]
            # Groups that only people without a stratum are in leave no gap.
            _, groups = np.unique(compared.group[people], return_inverse=True)
            p[together] = adjust_together(shows, groups, strata).adjusted
        return pd.Series(p, index=p_values.index)
    known = [None if np.isnan(p) else float(p) for p in p_values]
    method = holm if adjust == "holm" else benjamini_hochberg
    return pd.Series(np.array(method(known), dtype=float), index=p_values.index)
