"""The figure of an outcome flow: one bar per step, in which who goes on stands to the left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from workbench.findings.flow_words import FlowWords
from workbench.findings.rows import label_room
from workbench.findings.sheet import (
    EDGE,
    LEGEND,
    LETTER,
    NARROWEST,
    axis_title,
    count_step,
    note,
    put_on_sheet,
)
from workbench.findings.style import GRID, INK, OKABE_ITO, plain, told_apart, wrapped

if TYPE_CHECKING:
    import pandas as pd

    from workbench.findings.outcome_flow import OutcomeFlow

# In pixels: a line of text, the bar, the line in the bar of who was interviewed, the room below a step.
LINE, BAR, STRIP, GAP = 16, 28, 6, 16
LABEL_WIDTH = 26
SHADE = "#e9f1f7"
# Colour and pattern of who goes on, who does not, and of whom it is not known.
LOOKS = {"goes on": (OKABE_ITO[0], ""), "stays": ("#c3c9cf", ""), "missing": ("#ffffff", "/")}


@dataclass(frozen=True)
class _Piece:
    """One row of the table in the plot: where it begins, and the middle of its bar (in pixels from above)."""

    row: pd.Series[Any]
    start: int
    middle: float

    @property
    def look(self) -> str:
        if self.row["goes_on"]:
            return "goes on"
        return "stays" if self.row["value"] else "missing"


def flow(finding: OutcomeFlow, language: str) -> go.Figure:
    """Draw the steps from above, each as long as the people who come to it."""
    words = FlowWords(finding, language)
    everybody = max(finding.reaching(0), 1)
    labels = told_apart([words.name(step) for step in range(len(finding.steps) + 1)], LABEL_WIDTH, most=4)
    plot = NARROWEST - label_room(labels) - 2 * EDGE
    pieces: list[_Piece] = []
    notes, shades, middles = [], [], []
    depth = bottom = 0.0
    for step in range(len(finding.steps) + 1):
        rows = words.rows(step)
        going = [words.mark(row) for _, row in rows[rows["goes_on"]].iterrows()]
        above = [line for said in going for line in wrapped(said, int(plot / LETTER))]
        if total := words.total(step):
            above.insert(0, f"<b>{plain(total)}</b>")
        notes.append(_text(above, 0, depth, "top", "left"))
        middle = depth + LINE * len(above) + 2 + BAR / 2
        if step:
            # Who went on is the whole of the next bar; the shade leads the eye there.
            shades.append(_shade(finding.reaching(step - 1), bottom, middle - BAR / 2))
        bottom = middle + BAR / 2
        start = 0
        for _, row in rows.iterrows():
            pieces.append(_Piece(row, start, middle))
            start += int(row["people"])
        begins = finding.reaching(step)
        right = begins > everybody / 2
        # As wide as the rest of the plot, or as all that stands above it.
        width = int(plot * (start if right else everybody - begins) / everybody / LETTER)
        below = [
            line
            for _, row in rows.iterrows()
            if not row["goes_on"]
            for line in wrapped(words.mark(row), width)
        ]
        if below:
            notes.append(
                _text(below, start if right else begins, bottom + 2, "top", "right" if right else "left")
            )
        middles.append(middle)
        depth = bottom + LINE * len(below) + GAP
    figure = go.Figure([_bars(words, look, pieces) for look in LOOKS])
    figure.add_trace(_interviewed(words, pieces))
    figure.update_layout(annotations=notes, shapes=shades, barmode="overlay", bargap=0)
    _lay_out(figure, words, labels, middles, depth)
    return figure


def _bars(words: FlowWords, look: str, pieces: list[_Piece]) -> go.Bar:
    own = [one for one in pieces if one.look == look and one.row["people"]]
    paint, pattern = LOOKS[look]
    return go.Bar(
        base=[one.start for one in own],
        x=[int(one.row["people"]) for one in own],
        y=[-one.middle for one in own],
        width=BAR,
        orientation="h",
        name=plain(words.voice.say(look)),
        marker={
            "color": paint,
            "line": {"color": "#8d949c" if look == "missing" else "white", "width": 1},
            "pattern": {"shape": pattern, "fgcolor": "#8d949c", "bgcolor": "#ffffff", "size": 6},
        },
        showlegend=bool(own),
        **_opening(words, own),
    )


def _interviewed(words: FlowWords, pieces: list[_Piece]) -> go.Bar:
    """A thin line at the foot of each bar: who of these people can be heard."""
    own = [one for one in pieces if one.row["interviewed"]]
    return go.Bar(
        base=[one.start for one in own],
        x=[int(one.row["interviewed"]) for one in own],
        y=[-(one.middle + BAR / 2 - STRIP / 2 - 2) for one in own],
        width=STRIP,
        orientation="h",
        name=plain(words.voice.say("interviewed")),
        marker={"color": INK, "line": {"color": "white", "width": 1}},
        showlegend=bool(own),
        **_opening(words, own),
    )


def _opening(words: FlowWords, own: list[_Piece]) -> dict[str, Any]:
    """What a mark tells, and the quotes that it opens."""
    return {
        "hoverinfo": "text",
        "hovertext": [
            "<br>".join(
                [f"<b>{plain(words.step(int(one.row['step'])))}</b>", *wrapped(words.mark(one.row), 70)]
            )
            for one in own
        ],
        "meta": {"quotes": ["step", "value"]},
        "customdata": [
            [int(one.row["step"]), str(one.row["value"]) if one.row["step"] else None] for one in own
        ],
    }


def _lay_out(
    figure: go.Figure, words: FlowWords, labels: list[list[str]], middles: list[float], depth: float
) -> None:
    figure.update_xaxes(
        title=axis_title(words.voice.say("axis")),
        range=[0, max(words.finding.reaching(0), 1) * 1.01],
        dtick=count_step(words.finding.reaching(0)),
        gridcolor=GRID,
        zeroline=False,
        fixedrange=True,
    )
    figure.update_yaxes(
        tickvals=[-middle for middle in middles],
        ticktext=["<br>".join(label) for label in labels],
        range=[-depth, 0],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )
    figure.update_layout(legend=LEGEND | {"y": 1 + 12 / depth, "yref": "paper", "traceorder": "normal"})
    title, second = words.title()
    put_on_sheet(
        figure,
        title=title,
        second_line=second,
        caption=words.caption(),
        height=depth,
        left=label_room(labels),
        right=2 * EDGE,
        above=36,
        below=44,
    )


def _text(lines: list[str], x: float, depth: float, yanchor: str, xanchor: str) -> dict[str, Any]:
    place: dict[str, Any] = {
        "x": x,
        "xref": "x",
        "y": -depth,
        "yref": "y",
        "yanchor": yanchor,
        "xanchor": xanchor,
    }
    return note("<br>".join(lines), **place) | {"align": xanchor, "borderpad": 0}


def _shade(people: int, top: float, bottom: float) -> dict[str, Any]:
    return {
        "type": "rect",
        "layer": "below",
        "x0": 0,
        "x1": people,
        "y0": -top,
        "y1": -bottom,
        "fillcolor": SHADE,
        "line": {"width": 0},
    }
