"""Counts per theme and group, and what they say: shares, difference, interval, exact test."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.findings.grouping import listing
from workbench.findings.inclusion import Sample
from workbench.findings.presence import Presence
from workbench.findings.statistics.exact_tests import TooManyTablesError, fisher_exact
from workbench.findings.statistics.intervals import newcombe, wilson
from workbench.findings.statistics.multiple_tests import holm
from workbench.model.scheme import localise

Counts = NDArray[np.int64]


def group_counts(found: Presence, compared: Sample) -> Counts:
    """How many people of each group show each theme: shape (themes, groups)."""
    return np.column_stack(
        [found.present[compared.group == place].sum(axis=0) for place in range(len(compared.groups))]
    )


def long_table(found: Presence, compared: Sample, present: Counts, confidence: float) -> pd.DataFrame:
    """One row per theme and group: code, group, present, of, share and its Wilson limits."""
    of = np.broadcast_to(compared.sizes, present.shape)
    low, high = wilson(present, of, confidence)
    with np.errstate(invalid="ignore"):
        share = present / of
    return pd.DataFrame(
        {
            "code": np.repeat([theme.code for theme in found.themes], len(compared.groups)),
            "group": list(compared.groups) * len(found.themes),
            "present": present.ravel(),
            "of": of.ravel(),
            "share": share.ravel(),
            "low": low.ravel(),
            "high": high.ravel(),
        }
    )


def wide_table(found: Presence, compared: Sample, present: Counts, confidence: float) -> pd.DataFrame:
    """One row per theme; the columns are described at `ThemeByOutcome.table`."""
    sizes = compared.sizes
    columns: dict[str, object] = {
        "code": [theme.code for theme in found.themes],
        "label": [localise(theme.label, "en") or theme.code for theme in found.themes],
    }
    for place, group in enumerate(compared.groups):
        columns[f"{group} present"] = present[:, place]
        columns[f"{group} of"] = sizes[place]
        columns[f"{group} share"] = present[:, place] / sizes[place] if sizes[place] else np.nan
    if len(sizes) == 2:
        difference, low, high = newcombe((present[:, 0], present[:, 1]), (sizes[0], sizes[1]), confidence)
    else:
        difference = low = high = np.full(len(present), np.nan)
    tested = [_test(row, compared) for row in present.tolist()]
    p_values = [p for p, _ in tested]
    columns |= {
        "difference": difference,
        "low": low,
        "high": high,
        "p_fisher": np.array(p_values, dtype=float),
        "p_holm": np.array(holm(p_values), dtype=float),
        "note": [note for _, note in tested],
    }
    return pd.DataFrame(columns)


def _test(present: Sequence[int], compared: Sample) -> tuple[float | None, str]:
    """The exact p-value of one theme, or None and why it cannot be tested."""
    sizes = compared.sizes
    empty = [group for group, size in zip(compared.groups, sizes, strict=True) if not size]
    if not any(sizes):
        return None, "not testable: nobody can be compared yet"
    if len(sizes) < 2:
        return None, "not testable: there is only one group"
    if empty:
        return None, f"not testable: nobody is in the group {listing(empty, 'or')}"
    if sum(present) == 0:
        return None, "not testable: nobody shows it"
    if sum(present) == sum(sizes):
        return None, "not testable: everybody shows it"
    try:
        return fisher_exact(present, sizes), ""
    except TooManyTablesError:
        return None, f"not testable exactly: too many people ({sum(sizes)}) in too many groups ({len(sizes)})"
