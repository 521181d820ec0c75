"""The co-occurrence figure: a triangle of themes with the counts printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from workbench.findings.heatmap import cells, colour_bar, numbers
from workbench.findings.relations.co_occurrence_words import CoOccurrenceWords
from workbench.findings.sheet import EDGE, NARROWEST, note, put_on_sheet, quote_lines
from workbench.findings.style import BAND, FAINT, plain, told_apart, wrapped

if TYPE_CHECKING:
    from workbench.findings.relations.co_occurrence import CoOccurrence

MOST_THEMES = 22
CELL, WIDEST = 27, 420
LABEL_WIDTH = 38
BOLD_LETTER = 7.4
QUOTES = 2
# Pairs whose quotes are told on hover; beyond, the figure would carry the whole study.
QUOTED = 60
DARK = 0.55
"""From this share of the scale on, viridis reversed is dark enough for white numbers."""


def triangle(finding: CoOccurrence, language: str) -> go.Figure:
    """Draw the pairs below the diagonal, and each theme's name where its row and column meet."""
    words = CoOccurrenceWords(finding, language)
    codes, not_shown = _shown(finding)
    pairs = finding.table[finding.table["a"].isin(codes) & finding.table["b"].isin(codes)]
    place = {code: position for position, code in enumerate(codes)}
    strongest = float(np.nan_to_num(pairs["jaccard"].max(), nan=0.0)) or 1.0
    size = len(codes)
    colours = np.full((size, size), np.nan)
    # Pairs that never meet keep a pale cell, so that the eye finds row and column.
    pale = np.where(np.tri(size, k=-1) > 0, 0.0, np.nan)
    hover = np.full((size, size), "", dtype=object)
    printed = []
    for rank, (_, row) in enumerate(pairs.iterrows()):
        column, line = sorted((place[row["a"]], place[row["b"]]))
        told = words.pair(row)
        lines = wrapped(words.voice.say("hover", **told), 70)
        if row["count"] and rank < QUOTED:
            lines += _quotes(finding, row["a"], row["b"])
        hover[line, column] = "<br>".join(lines)
        if row["count"]:
            colours[line, column] = row["jaccard"]
            printed.append((column, line, str(row["count"]), row["jaccard"] / strongest > DARK))
    figure = go.Figure(
        go.Heatmap(
            z=pale, colorscale=[[0, BAND], [1, BAND]], showscale=False, xgap=2, ygap=2, hoverinfo="skip"
        )
    )
    figure.add_trace(
        cells(
            colours,
            hover,
            scale="Viridis_r",
            low=0,
            high=strongest,
            showscale=bool(printed),
            opens={"meta": {"quotes": ["a", "b"]}, "customdata": [[[a, b] for a in codes] for b in codes]},
            colorbar=colour_bar(
                plain(words.voice.say("scale")),
                {0: "0", strongest: words.number(strongest)},
                orientation="h",
                x=1,
                xanchor="right",
                ypad=0,
                title_side="top",
            ),
        )
    )
    figure.add_traces(numbers(printed))
    notes = []
    names = told_apart([words.theme[code] for code in codes], LABEL_WIDTH)
    for (code, position), lines in zip(place.items(), names, strict=True):
        name = "".join(lines)
        label = f'<b>{name}</b> <span style="color:{FAINT}">{int(finding.matrix[code][code])}</span>'
        notes.append(note(label, x=position - 0.4, y=position, xref="x", yref="y", yanchor="middle", size=12))
    figure.update_layout(annotations=notes)
    title, second = words.title()
    # A square cell, and room to the right of each name; few cells grow no wider than twice their height.
    lengths = [sum(map(len, lines)) for lines in names]
    needed = [at + max(length + 4, 10) * BOLD_LETTER / CELL for at, length in enumerate(lengths, 1)]
    columns = max(*needed, (NARROWEST - 2 * EDGE) / CELL / 2)
    figure.update_xaxes(visible=False, range=[-0.6, columns - 0.5], fixedrange=True)
    figure.update_yaxes(visible=False, range=[size - 0.5, -0.6], fixedrange=True)
    put_on_sheet(
        figure,
        title=title,
        second_line=second,
        caption=words.caption(not_shown),
        height=max(CELL * size, 90),
        left=14,
        above=8,
    )
    return figure


def _shown(finding: CoOccurrence) -> tuple[list[str], int]:
    """Themes that stand together with another one, at most `MOST_THEMES`, in their order."""
    counts = finding.matrix.to_numpy()
    together = counts.sum(axis=1) - np.diag(counts)
    most = np.sort(np.argsort(-together, kind="stable")[:MOST_THEMES])
    return [str(finding.matrix.index[place]) for place in most], len(counts) - len(most)


def _quotes(finding: CoOccurrence, a: str, b: str) -> list[str]:
    """A few pairs of quotes."""
    pairs = finding.examples(a, b)
    if "text_a" not in pairs:
        return []
    told: list[tuple[str, str]] = []
    for pair in pairs.drop_duplicates("text_a").head(QUOTES).to_dict("records"):
        who = pair.get("participant_a")
        name = pair["transcript_a"] if pd.isna(who) else who
        same = pair["text_a"] == pair["text_b"]
        told.append((str(pair["text_a"]), str(name) if same else ""))
        told += [] if same else [(str(pair["text_b"]), str(name))]
    return quote_lines(told)
