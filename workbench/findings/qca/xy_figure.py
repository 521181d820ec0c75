"""The XY plot: how far each case is in the solution and in the outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import plotly.graph_objects as go

from workbench.findings.qca.calibration import Memberships
from workbench.findings.qca.minimisation import Term
from workbench.findings.qca.set_words import SetWords
from workbench.findings.qca.solutions import solution_membership
from workbench.findings.sheet import note, put_on_sheet, quote_lines
from workbench.findings.style import BAND, FAINT, GRID, INK, OKABE_ITO, plain, wrapped

if TYPE_CHECKING:
    from workbench.findings.qca.set_analysis import SetAnalysis

SIDE, MARGIN = 380, 0.09
QUOTES = 2
NAMED = 14
"""Names of one point are written in lines of so many letters, at most five."""


def xy_plot(finding: SetAnalysis, language: str) -> go.Figure:
    """Draw one mark per case, or per group of cases in one place, with the quadrants named."""
    words = SetWords(finding, language)
    best = _best_row(finding)
    terms = [term.term for term in words.main.terms] if words.main else [best]
    x = solution_membership(finding.cases.memberships[:, :-1], terms)
    y = finding.outcome_membership
    points: dict[tuple[float, float], list[int]] = {}
    for place, (own_x, own_y) in enumerate(zip(np.round(x, 3), np.round(y, 3), strict=True)):
        points.setdefault((float(own_x), float(own_y)), []).append(place)
    figure = go.Figure()
    for (own_x, own_y), places in points.items():
        shows = own_y > 0.5
        names = words.names([finding.cases.names[place] for place in places])
        figure.add_trace(
            go.Scatter(
                x=[own_x],
                y=[own_y],
                mode="markers+text",
                marker={
                    "symbol": "circle" if shows else "square",
                    "size": 10 + 5 * np.sqrt(len(places) - 1),
                    "color": OKABE_ITO[0] if shows else OKABE_ITO[1],
                    "line": {"color": "white", "width": 1},
                },
                text="<br>".join(wrapped(names, NAMED, most=5)),
                textposition="bottom center" if shows else "top center",
                textfont={"size": 10, "color": INK},
                cliponaxis=False,
                hoverinfo="text",
                hovertext=_hover(finding, words, places, x, y),
                meta={"quotes": ["case"]},
                customdata=[[[finding.cases.names[place] for place in places]]],
                showlegend=False,
            )
        )
    _draw_quadrants(figure, words)
    title, second = words.title(best)
    axis = {
        "range": [-MARGIN, 1 + MARGIN],
        "tickvals": [0, 0.5, 1],
        "ticktext": [words.number(value) for value in (0, 0.5, 1)],
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }
    look = {"font": {"size": 12, "color": FAINT}, "standoff": 8}
    figure.update_xaxes(title={"text": plain(words.voice.say("x axis")), **look}, **axis)
    figure.update_yaxes(
        title={"text": "<br>".join(wrapped(words.voice.say("y axis", outcome=words.outcome), 50)), **look},
        **axis,
    )
    put_on_sheet(
        figure,
        title=title,
        second_line=second,
        caption=words.caption(),
        height=SIDE,
        left=84,
        right=40,
        above=12,
        below=44,
    )
    return figure


def _best_row(finding: SetAnalysis) -> Term:
    """The configuration with cases that is most consistent with the outcome."""
    return max((row for row in finding.rows if row.cases), key=lambda row: row.consistency).configuration


def _draw_quadrants(figure: go.Figure, words: SetWords) -> None:
    figure.add_shape(
        type="rect",
        x0=0.5,
        x1=1 + MARGIN,
        y0=-MARGIN,
        y1=0.5,
        fillcolor=BAND,
        line={"width": 0},
        layer="below",
    )
    line = {"color": GRID, "width": 1}
    figure.add_shape(
        type="line", x0=0, x1=1, y0=0, y1=1, line={"color": FAINT, "width": 1, "dash": "dot"}, layer="below"
    )
    figure.add_shape(type="line", x0=0.5, x1=0.5, y0=-MARGIN, y1=1 + MARGIN, line=line, layer="below")
    figure.add_shape(type="line", x0=-MARGIN, x1=1 + MARGIN, y0=0.5, y1=0.5, line=line, layer="below")
    for name, x, y in (
        ("uncovered", -MARGIN, 1 + MARGIN),
        ("consistent", 0.5, 1 + MARGIN),
        ("irrelevant", -MARGIN, 0.5),
        ("deviant", 0.5, 0.5),
    ):
        figure.add_annotation(
            note(
                plain(words.voice.say(name)),
                x=x,
                y=y,
                xref="x",
                yref="y",
                xshift=4,
                yshift=-2,
                yanchor="top",
                color=FAINT,
            )
        )


def _hover(finding: SetAnalysis, words: SetWords, places: list[int], x: Memberships, y: Memberships) -> str:
    lines: list[str] = []
    for place in places[:6]:
        case = finding.cases.names[place]
        told = words.voice.say(
            "hover", case=case, x=words.number(x[place]), y=words.number(y[place]), outcome=words.outcome
        )
        lines += wrapped(told, 70)
        quotes = finding.quotes(case)
        if len(places) <= 2 and "text" in quotes:
            lines += quote_lines([(str(text), "") for text in quotes["text"].dropna().head(QUOTES)])
    return "<br>".join(lines)
