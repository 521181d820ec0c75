"""The figure of code saturation: new codes per interview under the curve of all that were seen."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from workbench.findings.relations.saturation_words import SaturationWords
from workbench.findings.sheet import (
    LEGEND,
    QUOTE_WIDTH,
    axis_title,
    count_step,
    note,
    put_on_sheet,
    quote_lines,
)
from workbench.findings.style import FAINT, GRID, INK, OKABE_ITO, plain, wrapped

if TYPE_CHECKING:
    from workbench.findings.relations.saturation import Saturation

LINE, BAR = OKABE_ITO[0], OKABE_ITO[4]
QUOTES = 2
MOST_NAMES = 6
NAMED_TICKS = 30
"""Up to this many interviews each has its number below it."""


def curve(finding: Saturation, language: str) -> go.Figure:
    """Draw bars, curve and band; a mark tells where the first poor run began."""
    words = SaturationWords(finding, language)
    table = finding.table
    places = list(range(1, len(table) + 1))
    figure = go.Figure()
    look = {"mode": "lines", "hoverinfo": "skip"}
    figure.add_trace(go.Scatter(x=places, y=table["low"], line={"width": 0}, showlegend=False, **look))
    figure.add_trace(
        go.Scatter(
            x=places,
            y=table["high"],
            fill="tonexty",
            fillcolor="rgba(0, 114, 178, 0.13)",
            line={"width": 0},
            name=plain(words.voice.say("band")),
            **look,
        )
    )
    figure.add_trace(
        go.Scatter(
            x=places,
            y=table["mean"],
            line={"color": LINE, "width": 1.2, "dash": "dot"},
            showlegend=False,
            **look,
        )
    )
    figure.add_trace(
        go.Bar(
            x=places,
            y=table["new"],
            marker={"color": BAR},
            width=0.62,
            name=plain(words.voice.say("bars")),
            text=table["new"].astype(str),
            # The curve begins on top of the first bar.
            textposition=["inside", *["outside"] * (len(table) - 1)] if len(table) else "outside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"size": 11, "color": INK},
            cliponaxis=False,
            meta={"quotes": ["transcript"]},
            customdata=[[name] for name in table["transcript"]],
            hoverinfo="text",
            hovertext=[_hover(finding, words, row) for row in table.to_dict("records")],
        )
    )
    figure.add_trace(
        go.Scatter(
            x=places,
            y=table["total"],
            mode="lines+markers",
            line={"color": LINE, "width": 2.2},
            marker={"color": LINE, "size": 7, "line": {"color": "white", "width": 1}},
            name=plain(words.voice.say("line")),
            meta={"quotes": ["transcript"]},
            customdata=[[name] for name in table["transcript"]],
            hoverinfo="text",
            hovertext=[_hover(finding, words, row) for row in table.to_dict("records")],
        )
    )
    highest = max(1, finding.total)
    if finding.reached is not None:
        figure.add_shape(
            type="line",
            x0=finding.reached + 0.5,
            x1=finding.reached + 0.5,
            y0=0,
            y1=highest * 1.1,
            line={"color": FAINT, "width": 1, "dash": "dash"},
        )
        figure.add_annotation(
            note(
                f"{finding.reached}+{finding.run}",
                x=finding.reached + 0.5,
                xref="x",
                xshift=4,
                y=highest * 1.1,
                yref="y",
                yanchor="top",
                color=FAINT,
            )
        )
    title, second = words.title()
    named = {"tickvals": places} if len(places) <= NAMED_TICKS else {}
    figure.update_xaxes(
        title=axis_title(words.voice.say("axis")),
        range=[0.4, max(len(places), 1) + 0.6],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
        **named,
    )
    figure.update_yaxes(
        title=axis_title(words.voice.say("count axis")),
        range=[0, highest * 1.14],
        dtick=count_step(highest),
        gridcolor=GRID,
        zerolinecolor=GRID,
        fixedrange=True,
    )
    figure.update_layout(legend=LEGEND)
    put_on_sheet(
        figure,
        title=title,
        second_line=second,
        caption=words.caption(),
        height=290,
        left=62,
        above=30,
        below=42,
    )
    return figure


def _hover(finding: Saturation, words: SaturationWords, row: Mapping[Hashable, Any]) -> str:
    told = words.voice.say("hover", **{name: row[name] for name in ("transcript", "new", "total")})
    lines = wrapped(told, QUOTE_WIDTH)
    names = [finding.theme_label(code, words.voice.language) for code in row["names"]]
    for name in names[:MOST_NAMES]:
        lines += wrapped(f"+ {name}", QUOTE_WIDTH, most=1)
    if names:
        quotes = finding.quotes(str(row["transcript"]))
        if "text" in quotes:
            lines += quote_lines([(str(text), "") for text in quotes["text"].dropna().head(QUOTES)])
    return "<br>".join(lines)
