"""The theme-by-outcome figure of two groups as diverging bars: one to the left, the other to the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from workbench.errors import FindingError
from workbench.findings.figure import (
    DIFFERENCE_COLUMN,
    HEAD_WIDTH,
    by_difference,
    cell_hover,
    group_name,
    percent_axis,
)
from workbench.findings.rows import LABEL_WIDTH, add_column, label_room, lay_rows
from workbench.findings.sheet import EDGE, LETTER, NARROWEST, note, put_on_sheet
from workbench.findings.style import FAINT, INK, colour, told_apart, wrapped
from workbench.findings.wording import Wording

if TYPE_CHECKING:
    import pandas as pd

    from workbench.findings.result import ThemeByOutcome

# In pixels.
ROW, LINE = 30, 15
REACH = 1.28
"""How far the axis goes on both sides: room for a count beside a bar of 100 %."""
# Told apart without colour too, as the sides already do.
PATTERNS = ("", "/")


def diverging_bars(finding: ThemeByOutcome, language: str) -> go.Figure:
    """Draw one row per theme: the share of the first group to the left, of the second to the right.

    Raises
    ------
    FindingError
        There are not two groups.
    """
    if len(finding.groups) != 2:
        raise FindingError(
            f"diverging bars set two groups against each other, and there are {len(finding.groups)}",
            hint="Choose two of them (groups=, on the command line --group), or draw the kind residuals",
        )
    words = Wording(finding, language)
    themes = by_difference(finding)
    figure = go.Figure()
    for group in (0, 1):
        counts = finding.counts[finding.counts["group"] == finding.groups[group]]
        figure.add_traces(_side(finding, words, group, counts.set_index("code").loc[themes["code"]]))
    _lay_out(figure, words, themes)
    return figure


def _side(
    finding: ThemeByOutcome, words: Wording, group: int, cells: pd.DataFrame
) -> list[go.Bar | go.Scatter]:
    sign = (-1, 1)[group]
    rows = cells.assign(y=[-at for at in range(len(cells))]).reset_index()
    known = rows[rows["of"] > 0]
    outer, inner = known["high"] - known["share"], known["share"] - known["low"]
    bars = go.Bar(
        x=sign * known["share"],
        y=known["y"],
        orientation="h",
        width=0.56,
        name=" ".join(group_name(words, group, NARROWEST)),
        marker={
            "color": colour(group),
            "pattern": {
                "shape": PATTERNS[group],
                "bgcolor": colour(group),
                "fgcolor": "rgba(255,255,255,0.45)",
                "size": 7,
                "solidity": 0.25,
            },
        },
        error_x={
            "type": "data",
            "symmetric": False,
            "array": outer if group else inner,
            "arrayminus": inner if group else outer,
            "color": INK,
            "thickness": 1.2,
            "width": 3,
        },
        hoverinfo="text",
        hovertext=[cell_hover(finding, words, row) for _, row in known.iterrows()],
        meta={"quotes": ["theme", "group"]},
        customdata=known[["code", "group"]].to_numpy().tolist(),
        showlegend=False,
    )
    counts = go.Scatter(
        x=sign * (rows["high"].clip(lower=rows["share"]).fillna(0) + 0.02),
        y=rows["y"],
        mode="text",
        text=[f"{present}/{of}" for present, of in zip(rows["present"], rows["of"], strict=True)],
        textposition="middle right" if group else "middle left",
        textfont={"size": 11, "color": INK},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )
    return [bars, counts]


def _lay_out(figure: go.Figure, words: Wording, themes: pd.DataFrame) -> None:
    labels = told_apart([words.theme[code] for code in themes["code"]], LABEL_WIDTH, most=2)
    left, right = label_room(labels), DIFFERENCE_COLUMN + EDGE
    coverage = words.voice.percent(words.finding.confidence)
    lay_rows(figure, labels)
    add_column(
        figure,
        [words.difference(row) for _, row in themes.iterrows()],
        head=wrapped(words.voice.say("difference head", coverage=coverage), HEAD_WIDTH),
    )
    half = int((NARROWEST - left - right) / 2 / LETTER)
    heads = [group_name(words, group, half) for group in (0, 1)]
    for group, lines in enumerate(heads):
        place = {"x": 0, "xref": "x", "y": 1, "yshift": 4, "yanchor": "bottom"}
        side = {"xshift": (-8, 8)[group], "xanchor": ("right", "left")[group]}
        head = note("<br>".join(lines), color=colour(group), size=12, **place, **side)
        figure.add_annotation(head | {"align": side["xanchor"]})
    axis = percent_axis(words, REACH)
    # Every other one: on both sides there is half the room.
    shares, said = axis["tickvals"][::2], axis["ticktext"][::2]
    figure.update_xaxes(
        axis
        | {
            "range": [-REACH, REACH],
            "tickvals": [*(-share for share in reversed(shares[1:])), *shares],
            "ticktext": [*reversed(said[1:]), *said],
            "zeroline": True,
            "zerolinecolor": FAINT,
            "zerolinewidth": 1,
        }
    )
    figure.update_layout(barmode="overlay", bargap=0)
    title, second_line = words.title()
    put_on_sheet(
        figure,
        title=title,
        second_line=second_line,
        caption=[" ".join(said) for said in words.caption(kind="diverging")],
        height=ROW * max(len(themes), 1),
        left=left,
        right=right,
        above=LINE * max(2, *map(len, heads)) + 8,
        below=44,
    )
