"""The figure of sequences: a grid of first and following theme."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import plotly.graph_objects as go

from workbench.findings.heatmap import CENTRED, DARK_FROM, cells, colour_bar, numbers
from workbench.findings.relations.sequences_words import SequenceWords
from workbench.findings.sheet import LETTER, NARROWEST, put_on_sheet, quote_lines
from workbench.findings.style import BAND, plain, told_apart, wrapped

if TYPE_CHECKING:
    from workbench.findings.relations.sequences import CodeSequences

MOST_THEMES = 16
CELL = 30
LABEL_WIDTH = 36
STRONGEST = 3.0
QUOTED = 40
# Degrees by which the heads lean, and what a pixel of them takes.
SLOPE = 40
ACROSS, UPWARDS = math.cos(math.radians(SLOPE)), math.sin(math.radians(SLOPE))
# Pixels to the right of the grid.
BAR, WIDEST_BAR = 120, 190


def grid(finding: CodeSequences, language: str) -> go.Figure:
    """Draw one cell per ordered pair of themes."""
    words = SequenceWords(finding, language)
    codes, not_shown = _shown(finding)
    place = {code: position for position, code in enumerate(codes)}
    table = finding.table[finding.table["first"].isin(codes) & finding.table["then"].isin(codes)]
    size = len(codes)
    colours, hover = np.full((size, size), np.nan), np.full((size, size), "", dtype=object)
    printed = []
    for rank, (_, row) in enumerate(table.iterrows()):
        line, column = place[row["first"]], place[row["then"]]
        lines = wrapped(words.voice.say("hover", **words.step(row)), 70)
        if row["count"] and rank < QUOTED:
            lines += _quotes(finding, row["first"], row["then"])
        hover[line, column] = "<br>".join(lines)
        if row["expected"] > 0:
            colours[line, column] = (row["count"] - row["expected"]) / np.sqrt(row["expected"])
        strong = abs(np.nan_to_num(colours[line, column])) > DARK_FROM * STRONGEST
        printed.append((column, line, str(row["count"]), bool(strong)))
    figure = go.Figure(
        cells(
            colours,
            hover,
            scale=CENTRED,
            low=-STRONGEST,
            high=STRONGEST,
            showscale=bool((~np.isnan(colours)).any()),
            opens={
                "meta": {"quotes": ["first", "then"]},
                "customdata": [[[first, then] for then in codes] for first in codes],
            },
            colorbar=colour_bar(
                "<br>".join([*wrapped(words.voice.say("scale"), 18), "&nbsp;"]),
                {-STRONGEST: "\u2212", 0: "0", STRONGEST: "+"},
            ),
        )
    )
    figure.add_traces(numbers(printed))
    labels = ["".join(lines) for lines in told_apart([words.theme[code] for code in codes], LABEL_WIDTH)]
    longest = LETTER * max(len(label) for label in labels)
    left = 24 + longest
    # The heads lean to the right, and the last ones over the bar of colours.
    cell = (NARROWEST - left - WIDEST_BAR) / size
    reaching = [ACROSS * LETTER * len(label) - (at + 0.5) * cell for at, label in enumerate(labels[::-1])]
    right = min(max(BAR, *reaching), WIDEST_BAR)
    axis = {
        "tickvals": list(range(size)),
        "ticktext": labels,
        "ticks": "",
        "showgrid": False,
        "zeroline": False,
    }
    figure.update_xaxes(**axis, side="top", tickangle=-SLOPE, range=[-0.5, size - 0.5], fixedrange=True)
    figure.update_yaxes(**axis, range=[size - 0.5, -0.5], fixedrange=True)
    title, second = words.title()
    put_on_sheet(
        figure,
        title=title,
        second_line=second,
        caption=words.caption(not_shown),
        height=max(CELL * size, 130),
        left=left,
        right=right,
        above=26 + UPWARDS * longest,
    )
    figure.update_layout(plot_bgcolor=BAND)
    return figure


def _shown(finding: CodeSequences) -> tuple[list[str], int]:
    """Themes with most steps from or to them, at most `MOST_THEMES`, in their order."""
    counts = finding.matrix.to_numpy()
    steps = counts.sum(axis=0) + counts.sum(axis=1)
    most = np.sort(np.argsort(-steps, kind="stable")[:MOST_THEMES])
    return [str(finding.matrix.index[place]) for place in most], len(counts) - len(most)


def _quotes(finding: CodeSequences, first: str, then: str) -> list[str]:
    """One step, with the words of both codings."""
    pairs = finding.pairs(first, then)
    if "text_a" not in pairs or pairs.empty:
        return []
    pair = pairs.iloc[0]
    name = plain(str(pair["transcript_a"]))
    return quote_lines([(str(pair["text_a"]), ""), (str(pair["text_b"]), name)])
