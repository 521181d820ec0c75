"""Counts per theme and group, and what they say: shares, difference, interval, exact test."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.findings.inclusion import Sample
from workbench.findings.notes import (
    EMPTY_GROUP,
    EVERYBODY_SHOWS,
    NOBODY,
    NOBODY_SHOWS,
    NOT_ASKED,
    ONE_GROUP,
    TOO_MANY_TABLES,
)
from workbench.findings.presence import Presence
from workbench.findings.statistics.exact_tests import TooManyTablesError, fisher_exact
from workbench.findings.statistics.intervals import newcombe, wilson
from workbench.findings.statistics.multiple_tests import holm
from workbench.model.scheme import localise

Counts = NDArray[np.int64]


def group_counts(found: Presence, compared: Sample) -> tuple[Counts, Counts]:
    """How many people of each group show each theme, of how many who were asked: shape (themes, groups)."""
    members = [compared.group == place for place in range(len(compared.groups))]
    return (
        np.column_stack([found.present[group].sum(axis=0) for group in members]),
        np.column_stack([found.asked[group].sum(axis=0) for group in members]),
    )


def long_table(
    found: Presence, compared: Sample, present: Counts, of: Counts, confidence: float
) -> pd.DataFrame:
    """One row per theme and group: code, group, present, of, share and its Wilson limits."""
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


def wide_table(
    found: Presence, compared: Sample, present: Counts, of: Counts, confidence: float
) -> pd.DataFrame:
    """One row per theme; the columns are described at `ThemeByOutcome.table`."""
    columns: dict[str, object] = {
        "code": [theme.code for theme in found.themes],
        "label": [localise(theme.label, "en") or theme.code for theme in found.themes],
    }
    with np.errstate(invalid="ignore"):
        share = present / of
    for place, group in enumerate(compared.groups):
        columns[f"{group} present"] = present[:, place]
        columns[f"{group} of"] = of[:, place]
        columns[f"{group} share"] = share[:, place]
    if len(compared.groups) == 2:
        difference, low, high = newcombe((present[:, 0], present[:, 1]), (of[:, 0], of[:, 1]), confidence)
    else:
        difference = low = high = np.full(len(present), np.nan)
    tested = [_test(*row, compared) for row in zip(present.tolist(), of.tolist(), strict=True)]
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


def _test(present: Sequence[int], of: Sequence[int], compared: Sample) -> tuple[float | None, str]:
    """The exact p-value of one theme, or None and why it cannot be tested."""
    sizes = compared.sizes
    if not any(sizes):
        return None, NOBODY
    if len(sizes) < 2:
        return None, ONE_GROUP
    if 0 in sizes:
        return None, EMPTY_GROUP
    if 0 in of:
        return None, NOT_ASKED
    if sum(present) == 0:
        return None, NOBODY_SHOWS
    if sum(present) == sum(of):
        return None, EVERYBODY_SHOWS
    try:
        return fisher_exact(present, of), ""
    except TooManyTablesError:
        return None, TOO_MANY_TABLES
