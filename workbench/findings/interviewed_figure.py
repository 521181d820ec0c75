"""The figure of interviewed against register: one standardised difference per variable."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from workbench.findings.interviewed_words import InterviewedWords
from workbench.findings.rows import add_column, label_room, lay_rows
from workbench.findings.sheet import axis_title, put_on_sheet
from workbench.findings.style import BAND, FAINT, GRID, colour, plain, told_apart, wrapped

if TYPE_CHECKING:
    import pandas as pd

    from workbench.findings.interviewed import InterviewedAgainstRegister

MOST_VARIABLES = 40
ROW, MARK = 22, 10
LABEL_WIDTH, COLUMN, P_SHIFT = 34, 206, 142
CHANCE = 1.959963984540054
"""Standard errors within which 95 % of the differences lie by chance."""


def dots(finding: InterviewedAgainstRegister, language: str) -> go.Figure:
    """Draw the variables by the size of their difference, the most unlike on top."""
    words = InterviewedWords(finding, language)
    told = finding.table[finding.table["standardised_difference"].notna() | finding.table["p"].notna()]
    size = told["standardised_difference"].abs()
    order = size.sort_values(ascending=False, kind="stable", na_position="last").index[:MOST_VARIABLES]
    rows = [row for _, row in told.loc[order].iterrows()]
    figure = go.Figure()
    for place, symbol in enumerate(("circle", "square")):
        for clear in (True, False):
            own = [
                (position, row)
                for position, row in enumerate(rows)
                if _unsigned(row) == bool(place) and bool(row["p"] < words.alpha) == clear
            ]
            figure.add_trace(
                go.Scatter(
                    x=[row["standardised_difference"] for _, row in own],
                    y=[-position for position, _ in own],
                    mode="markers",
                    marker={
                        "symbol": symbol if clear else f"{symbol}-open",
                        "color": colour(place),
                        "size": MARK,
                        "line": {"color": "white" if clear else colour(place), "width": 1.6},
                    },
                    hoverinfo="text",
                    hovertext=[_hover(words, row) for _, row in own],
                    showlegend=False,
                )
            )
    _lay_out(figure, words, rows)
    return figure


def _unsigned(row: pd.Series[Any]) -> bool:
    return row["kind"] in ("nominal", "ordinal")


def _hover(words: InterviewedWords, row: pd.Series[Any]) -> str:
    lines = [f"<b>{plain(words.label[row['variable']])}</b>"]
    for side in ("interviewed", "others"):
        lines += wrapped(f"{words.voice.say(side)}: {words.side(row, side)}", 70)
    return "<br>".join([*lines, plain(f"{words.voice.say('axis')}: {words.difference(row)}")])


def _lay_out(figure: go.Figure, words: InterviewedWords, rows: list[pd.Series[Any]]) -> None:
    finding = words.finding
    labels = told_apart([words.label[row["variable"]] for row in rows], LABEL_WIDTH)
    chance = CHANCE * math.sqrt(1 / len(finding.people) + 1 / finding.others)
    sizes = [abs(d) for row in rows if not math.isnan(d := row["standardised_difference"])]
    reach = 1.1 * max([chance, *sizes])
    lay_rows(figure, labels, banded=False)
    add_column(figure, ["" if _unsigned(row) else plain(_pair(words, row)) for row in rows])
    add_column(
        figure,
        ["" if math.isnan(row["p"]) else f"p {plain(words.voice.p_equals(row['p']))}" for row in rows],
        shift=P_SHIFT,
    )
    figure.update_layout(
        separators=",." if words.voice.language == "da" else ".,",
        shapes=[
            {
                "type": "rect",
                "layer": "below",
                "xref": "x",
                "yref": "paper",
                "x0": -chance,
                "x1": chance,
                "y0": 0,
                "y1": 1,
                "fillcolor": BAND,
                "line": {"width": 0},
            },
            {
                "type": "line",
                "layer": "below",
                "xref": "x",
                "yref": "paper",
                "x0": 0,
                "x1": 0,
                "y0": 0,
                "y1": 1,
                "line": {"color": FAINT, "width": 1},
            },
        ],
    )
    figure.update_xaxes(
        title=axis_title(words.voice.say("axis")),
        range=[-reach, reach],
        gridcolor=GRID,
        zeroline=False,
        fixedrange=True,
    )
    title, second = words.title()
    put_on_sheet(
        figure,
        title=title,
        second_line=second,
        caption=words.caption(len(rows)),
        height=ROW * max(len(rows), 1),
        left=label_room(labels),
        right=COLUMN,
        above=8,
        below=44,
    )


def _pair(words: InterviewedWords, row: pd.Series[Any]) -> str:
    """Both sides in short: shares or medians."""
    if row["kind"] == "yes or no":
        shares = (row["interviewed middle"], row["others middle"])
        return " / ".join("-" if math.isnan(share) else words.voice.percent(share) for share in shares)
    return " / ".join(words.middle(row, side) or "-" for side in ("interviewed", "others"))
