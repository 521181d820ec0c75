"""A theme-by-outcome finding as a table, in a notebook and in a terminal."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import numpy as np

from workbench.findings.wording import Wording

if TYPE_CHECKING:
    from workbench.findings.result import ThemeByOutcome


def as_html(finding: ThemeByOutcome, language: str = "en") -> str:
    """Return the table and the summary; every label and value is escaped."""
    words = Wording(finding, language)
    head, rows = _table(finding, words)
    body = "".join(f"<tr>{_cells(row, 'td')}</tr>" for row in rows)
    table = f"<table><thead><tr>{_cells(head, 'th')}</tr></thead><tbody>{body}</tbody></table>"
    return f"{table}<p>{escape(words.summary())}</p>"


def as_text(finding: ThemeByOutcome, language: str = "en") -> str:
    """Return the table in columns and the summary, for a terminal."""
    words = Wording(finding, language)
    head, rows = _table(finding, words)
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in (head, *rows)
    ]
    return "\n".join([*(line.rstrip() for line in lines), "", words.summary()])


def _table(finding: ThemeByOutcome, words: Wording) -> tuple[list[str], list[list[str]]]:
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
        rows.append([*cells, row["note"]])
    return head, rows


def _cells(texts: list[str], tag: str) -> str:
    return "".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts)
