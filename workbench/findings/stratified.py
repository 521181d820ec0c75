"""Groups compared within strata, such as municipalities, and summed up over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.findings.many_tests import adjusted
from workbench.findings.notes import DRAWN_TABLES, SILENT_STRATA, UNTOLD_STRATA
from workbench.findings.statistics.odds_ratio import conditional_odds_ratio
from workbench.findings.statistics.ranks import rank_test
from workbench.findings.statistics.strata import (
    breslow_day,
    cochran_mantel_haenszel,
    mantel_haenszel_difference,
    mantel_haenszel_odds_ratio,
)
from workbench.findings.statistics.strata_of_groups import general_association

if TYPE_CHECKING:
    from workbench.findings.result import ThemeByOutcome

Counts = NDArray[np.int64]

EVERY = ("code", "label", "people", "strata", "no_stratum")
TWO_GROUPS = (
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
)
MORE_GROUPS = ("p_exact", "p_cmh")


def stratified(finding: ThemeByOutcome) -> pd.DataFrame:
    """One row per theme: what the strata say together.

    Returns
    -------
    DataFrame
        code, label; people (in a stratum and asked), strata (that have people of several groups,
        with and without the theme; the others say nothing), no_stratum (people compared and asked
        whose stratum is not known, who are not counted here); with two groups the columns of
        `TWO_GROUPS`, with more those of `MORE_GROUPS`; p_rank where the groups are ordered;
        p_adjusted (p_exact, adjusted as the finding says); note. Empty without strata.
    """
    measures = TWO_GROUPS if len(finding.groups) == 2 else MORE_GROUPS
    ordered = ("p_rank",) if finding.ordered else ()
    columns = [*EVERY, *measures, *ordered, "p_adjusted", "note"]
    if finding.by is None:
        return pd.DataFrame(columns=columns)
    stratum = _stratum_of_person(finding)
    rows = []
    for place, code in enumerate(finding.themes):
        present, of = _counts(finding, place)
        asked = (finding.sample.group >= 0) & finding.presence.asked[:, place]
        row: dict[str, object] = {
            "code": code,
            "label": finding.table["label"].iloc[place],
            "people": int(of.sum()),
            "strata": _telling(present, of),
            "no_stratum": int((asked & (stratum < 0)).sum()),
        }
        if not row["strata"]:
            row |= dict.fromkeys((*measures, *ordered), np.nan) | {"note": SILENT_STRATA}
        elif len(finding.groups) == 2:
            row |= _two_groups(present, of, finding.confidence)
        else:
            row |= _more_groups(present, of)
        if finding.ordered and row["strata"]:
            row["p_rank"] = _ranks(finding, place, asked & (stratum >= 0), stratum)
        rows.append(row)
    table = pd.DataFrame(rows)
    together = adjusted(finding.adjust, table["p_exact"], finding.presence, finding.sample, stratum)
    # With more than two groups max-T orders the tables by their probability, `p_exact` by its statistic.
    table["p_adjusted"] = np.maximum(table["p_exact"], together)
    return table[columns]


def _stratum_of_person(finding: ThemeByOutcome) -> NDArray[np.intp]:
    """For each row of the presence the place of the person's stratum, or -1 if nobody knows it."""
    stratum = np.full(len(finding.presence.people), -1, dtype=np.intp)
    for place, part in enumerate(finding.strata.values()):
        stratum[part.sample.group >= 0] = place
    return stratum


def _counts(finding: ThemeByOutcome, theme: int) -> tuple[Counts, Counts]:
    """How many show a theme, of how many: each of shape (strata, groups)."""
    present, of = (
        np.array(
            [
                [part.table[f"{group} {what}"].iloc[theme] for group in finding.groups]
                for part in finding.strata.values()
            ],
            dtype=np.int64,
        ).reshape(-1, len(finding.groups))
        for what in ("present", "of")
    )
    return present, of


def _telling(present: Counts, of: Counts) -> int:
    """How many strata have people of several groups, with and without the theme."""
    shown, people = present.sum(axis=1), of.sum(axis=1)
    return int(((shown > 0) & (shown < people) & ((of > 0).sum(axis=1) > 1)).sum())


def _two_groups(present: Counts, of: Counts, confidence: float) -> dict[str, object]:
    held = of.sum(axis=1) > 0
    counts = (present[held, 0], present[held, 1])
    sizes = (of[held, 0], of[held, 1])
    exact = conditional_odds_ratio(counts, sizes, confidence)
    same = breslow_day(counts, sizes)
    values = (
        *mantel_haenszel_difference(counts, sizes, confidence),
        *mantel_haenszel_odds_ratio(counts, sizes, confidence),
        exact.odds_ratio,
        exact.low,
        exact.high,
        _or_missing(exact.p_value),
        _or_missing(cochran_mantel_haenszel(counts, sizes)),
        _or_missing(same),
    )
    return dict(zip(TWO_GROUPS, values, strict=True)) | {"note": "" if same is not None else UNTOLD_STRATA}


def _more_groups(present: Counts, of: Counts) -> dict[str, object]:
    test = general_association(present, of)
    if test is None:
        return dict.fromkeys(MORE_GROUPS, np.nan) | {"note": SILENT_STRATA}
    note = "" if test.permutation.exact else DRAWN_TABLES
    return {"p_exact": test.permutation.p_value, "p_cmh": test.p_value, "note": note}


def _ranks(
    finding: ThemeByOutcome, theme: int, members: NDArray[np.bool_], stratum: NDArray[np.intp]
) -> float:
    """Whether people with the theme stand higher or lower in the order of the groups, within strata."""
    shows = finding.presence.present[members, theme]
    test = rank_test(finding.sample.group[members], (~shows).astype(int), stratum[members])
    return _or_missing(None if test is None else test.p_value)


def _or_missing(p: float | None) -> float:
    return np.nan if p is None else p
