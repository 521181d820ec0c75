"""`negative_cases`: find the people who contradict the pattern of each theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from workbench.errors import FindingError
from workbench.findings.finding import FrameSource
from workbench.findings.grouping import listing
from workbench.findings.judgements import Judgements
from workbench.findings.negative_cases.result import Against, NegativeCases, pattern_of
from workbench.findings.result import ThemeByOutcome
from workbench.findings.theme_by_outcome import theme_by_outcome
from workbench.findings.theme_matrix import ThemeMatrix
from workbench.study.frames import Frames


def negative_cases(
    source: Frames | FrameSource | ThemeMatrix | ThemeByOutcome,
    *,
    outcome: str | None = None,
    codes: Sequence[str] | None = None,
    coder: str | Sequence[str] | None = None,
    groups: Sequence[object] | None = None,
) -> NegativeCases:
    """Find the people who contradict the pattern of each theme.

    The pattern of a theme is the one of two outcome groups of which more people show it. It is
    contradicted by people with the theme in the other group, and by people without it in this one.

    Parameters
    ----------
    source
        A study, frames, a `theme_matrix`, or a theme by outcome that was computed already.
    outcome, codes, coder, groups
        As in `theme_by_outcome`; an outcome with more than two values needs two `groups`.

    Raises
    ------
    FindingError
        There are not two groups, or a name is unknown.
    """
    if isinstance(source, ThemeByOutcome):
        finding = source
    elif outcome is None:
        raise FindingError(
            "negative cases need an outcome", hint="Name it: outcome=, on the command line --outcome"
        )
    else:
        finding = theme_by_outcome(source, outcome=outcome, codes=codes, coder=coder, groups=groups)
    if len(finding.groups) != 2:
        raise FindingError(
            f"a pattern lies between two groups, and {finding.outcome!r} has {listing(finding.groups)}",
            hint="Choose two of them: groups=, on the command line --group",
        )
    return NegativeCases(finding, _cases(finding), Judgements.of(finding.frames))


def _cases(finding: ThemeByOutcome) -> pd.DataFrame:
    rows: list[tuple[str, Any, str, Against]] = []
    found, group = finding.presence, finding.sample.group
    for at, theme in enumerate(found.themes):
        pattern = pattern_of(finding, theme.code)
        if pattern is None:
            continue
        expected = finding.groups.index(pattern)
        compared = (group >= 0) & found.asked[:, at]
        present = found.present[:, at]
        for place in map(int, np.flatnonzero(compared & ((group == expected) != present))):
            against: Against = "theme" if present[place] else "no theme"
            rows.append((theme.code, found.people[place], finding.groups[group[place]], against))
    cases = pd.DataFrame(rows, columns=["code", "participant", "group", "against"])
    codings = finding.frames.codings
    said = Counter(
        zip(codings["participant"].astype(str), codings["code"], found.counts.tolist(), strict=True)
    )
    codes = {theme.code: theme.codes for theme in found.themes}
    counts = [
        sum(
            said[str(who), one, True] + (said[str(who), one, False] if way == "no theme" else 0)
            for one in codes[code]
        )
        for code, who, way in zip(cases["code"], cases["participant"], cases["against"], strict=True)
    ]
    return cases.assign(quotes=pd.Series(counts, dtype="int64", index=cases.index))
