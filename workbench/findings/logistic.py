"""The odds of an outcome by some themes and variables at once, each with the others held still."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from pandas.api import types

from workbench.errors import FindingError
from workbench.findings.grouping import nearest
from workbench.findings.register_variables import number_variable, yes_or_no
from workbench.findings.statistics.firth import firth_logistic

if TYPE_CHECKING:
    from workbench.findings.result import ThemeByOutcome
    from workbench.study.frames import Frames

COLUMNS = ["predictor", "odds_ratio", "low", "high", "p", "people", "left_out", "note"]


def logistic(finding: ThemeByOutcome, themes: Sequence[str], variables: Sequence[str]) -> pd.DataFrame:
    """Fit Firth's penalised logistic regression of the first group against the second.

    Raises
    ------
    FindingError
        There are not two groups, no predictors, more than one for ten people, an unknown theme, or a
        variable that is neither a number nor a yes or no.
    """
    if len(finding.groups) != 2:
        raise FindingError(
            f"odds need two groups, and {finding.outcome!r} has {len(finding.groups)}",
            hint="Choose two with groups=",
        )
    if not themes and not variables:
        raise FindingError("there is no predictor", hint="Name themes or variables")
    members = finding.sample.group >= 0
    people = finding.presence.people[members]
    columns: dict[str, Any] = {}
    for code in themes:
        if code not in finding.themes:
            raise FindingError(f"{code!r} is not a theme of this finding", hint=nearest(code, finding.themes))
        place = finding.themes.index(code)
        asked = finding.presence.asked[members, place]
        columns[code] = np.where(asked, finding.presence.present[members, place].astype(float), np.nan)
    for name in variables:
        columns[name] = _numbers(finding.frames, name).reindex(people).to_numpy(dtype=np.float64)
    values = np.column_stack(list(columns.values()))
    known = ~np.isnan(values).any(axis=1)
    fit = firth_logistic(values[known], finding.sample.group[members][known] == 0, finding.confidence)
    return pd.DataFrame(
        {
            "predictor": list(columns),
            "odds_ratio": fit.odds_ratios,
            "low": fit.low,
            "high": fit.high,
            "p": fit.p_values,
            "people": int(known.sum()),
            "left_out": int((~known).sum()),
            "note": fit.note,
        },
        columns=COLUMNS,
    )


def _numbers(frames: Frames, name: str) -> pd.Series[float]:
    people = frames.participants
    if name in people and types.is_numeric_dtype(people[name]) and not types.is_bool_dtype(people[name]):
        return number_variable(frames, name)
    return yes_or_no(frames, name).astype("Float64").astype(float)
