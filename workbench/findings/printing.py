"""A theme-by-outcome finding as a table that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.findings.wording import Wording

if TYPE_CHECKING:
    from workbench.findings.result import ThemeByOutcome


def printed(finding: ThemeByOutcome, language: str) -> tuple[list[str], list[list[str]]]:
    """Head and rows: per theme the counts, the difference of two groups, the p-values."""
    words = Wording(finding, language)
    say = words.voice.say
    head = [say("theme head"), *words.groups]
    paired = len(finding.groups) == 2
    if paired:
        coverage = words.voice.percent(finding.confidence)
        head.append(say("difference head", coverage=coverage))
    head += [say("p head"), say("adjusted head", method=say(f"method {finding.adjust}")), ""]
    rows = []
    for (_, row), adjusted in zip(finding.table.iterrows(), finding.adjusted, strict=True):
        cells = [words.theme[row["code"]]]
        for group in finding.groups:
            share = row[f"{group} share"]
            per_cent = "" if np.isnan(share) else f" ({words.voice.percent(share)})"
            cells.append(f"{row[f'{group} present']}/{row[f'{group} of']}{per_cent}")
        if paired:
            cells.append(words.difference(row))
        p_values = (row["p_fisher"], adjusted)
        cells += ["" if np.isnan(p) else words.voice.p_value(p) for p in p_values]
        rows.append([*cells, words.note(row)])
    return head, rows
