"""What the strata of a theme-by-outcome finding say together, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.findings.grouping import group_by, value_labels, variable_label
from workbench.findings.notes import told_note
from workbench.findings.phrases import Voice
from workbench.model.scheme import localise

if TYPE_CHECKING:
    import pandas as pd

    from workbench.findings.result import ThemeByOutcome

POINTS = {"points": "difference", "low": "low", "high": "high"}


def told_strata(
    voice: Voice, finding: ThemeByOutcome, themes: Mapping[str, str], largest: pd.Series[Any] | None
) -> Iterator[str]:
    """Name the strata, tell their verdict on the theme with the largest difference, and who is in none.

    `themes` has the labels; `largest` is the row of `ThemeByOutcome.table`, None where nothing is tested.
    """
    if finding.by is None:
        return
    by = localise(variable_label(finding.frames, finding.by), voice.language)
    labels = value_labels(finding.frames, finding.by, finding.strata)
    values = [localise(labels[value], voice.language) for value in finding.strata]
    yield voice.say("strata", by=by, values=voice.list(values or ["-"]))
    if largest is not None:
        row = finding.stratified.set_index("code").loc[largest["code"]]
        yield _together(voice, row, by, themes[largest["code"]], finding.confidence)
    compared = finding.presence.people[finding.sample.group >= 0]
    without = int(group_by(finding.frames, finding.by).of_person[compared].isna().sum())
    if without:
        yield voice.say("no stratum", people=voice.people(without), by=by)


def _together(voice: Voice, row: pd.Series[Any], by: str, theme: str, confidence: float) -> str:
    if np.isnan(row["p_exact"]):
        return voice.say("strata silent", by=by, theme=theme, why=told_note(voice, row["note"]))
    p = voice.p_equals(row["p_exact"])
    # With max-T a theme that somebody was not asked about has none.
    adjusted = "-" if np.isnan(row["p_adjusted"]) else voice.p_equals(row["p_adjusted"])
    if "difference" not in row or np.isnan(row["low"]):
        return voice.say("strata together bare", by=by, theme=theme, p=p, adjusted=adjusted)
    points = {name: voice.points(row[column]) for name, column in POINTS.items()}
    coverage = voice.percent(confidence)
    return voice.say(
        "strata together", by=by, theme=theme, p=p, adjusted=adjusted, coverage=coverage, **points
    )
