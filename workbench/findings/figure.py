"""The theme-by-outcome figure: dots with intervals, counts printed, quotes on hover."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from workbench.findings.rows import LABEL_WIDTH, Labels, add_column, label_room, lay_rows
from workbench.findings.sheet import (
    EDGE,
    LEGEND,
    LEGEND_LINE,
    LEGEND_MARK,
    LETTER,
    NARROWEST,
    QUOTE_WIDTH,
    axis_title,
    legend_lines,
    put_on_sheet,
    quote_lines,
)
from workbench.findings.style import GRID, INK, colour, plain, symbol, told_apart, wrapped
from workbench.findings.wording import Wording

if TYPE_CHECKING:
    import pandas as pd

    from workbench.findings.result import ThemeByOutcome

# In pixels.
ROW, GAP = 17, 16
MARK = 11
DIFFERENCE_COLUMN = 122
# In letters.
HEAD_WIDTH = 22


def dot_plot(finding: ThemeByOutcome, language: str) -> go.Figure:
    """Draw one block per theme and in it one row per group: share, interval, count.

    The themes with the largest difference stand on top.
    """
    words = Wording(finding, language)
    themes = by_difference(finding)
    # Heights in units of one theme's block, the first theme on top.
    block = len(finding.groups) * ROW + GAP
    labels = told_apart([words.theme[code] for code in themes["code"]], LABEL_WIDTH, max(2, block // 16))
    room = NARROWEST - label_room(labels) - _right(words)
    names = [
        group_name(words, group, int((room - LEGEND_MARK) / LETTER)) for group in range(len(words.groups))
    ]
    place = {code: -position for position, code in enumerate(themes["code"])}
    figure = go.Figure()
    for group, name in enumerate(finding.groups):
        lift = ((len(finding.groups) - 1) / 2 - group) * ROW / block
        cells = (
            finding.counts[finding.counts["group"] == name].set_index("code").loc[list(place)].reset_index()
        )
        heights = [place[code] + lift for code in cells["code"]]
        figure.add_traces(_group(words, group, names[group], cells, heights))
    _lay_out(figure, words, themes, labels, names)
    return figure


def by_difference(finding: ThemeByOutcome) -> pd.DataFrame:
    """The rows of the table, those with the largest difference first."""
    order = finding.spread.sort_values(ascending=False, kind="stable", na_position="last").index
    return finding.table.loc[order].reset_index(drop=True)


def group_name(words: Wording, group: int, width: int) -> list[str]:
    """What a group is called, with its number of people, in lines of at most `width` letters."""
    return wrapped(f"{words.groups[group]} (n = {words.finding.sample.sizes[group]})", width)


def cell_hover(finding: ThemeByOutcome, words: Wording, row: pd.Series[Any]) -> str:
    """What is told of one theme in one group (a row of `counts`), with quotes of a few people."""
    lines = [f"<b>{plain(words.theme[row['code']])}</b>", *wrapped(words.cell(row), QUOTE_WIDTH)]
    examples = finding.examples(row["code"], row["group"])
    if "text" in examples:
        texts = examples["text"].fillna("")
        lines += quote_lines(list(zip(texts, examples["participant"].astype(str), strict=True)))
    return "<br>".join(lines)


def percent_axis(words: Wording, last: float) -> dict[str, Any]:
    """An axis of shares, up to `last`."""
    ticks = [0, 0.25, 0.5, 0.75, 1]
    return {
        "title": axis_title(words.voice.say("axis")),
        "range": [-0.02, last],
        "tickvals": ticks,
        "ticktext": [words.voice.percent(share) for share in ticks],
        "gridcolor": GRID,
        "zeroline": False,
        "fixedrange": True,
    }


def _group(
    words: Wording, group: int, name: list[str], cells: pd.DataFrame, heights: list[float]
) -> list[go.Scatter]:
    finding, paint = words.finding, colour(group)
    shown = (cells["of"] > 0).to_numpy()
    marks = cells[shown]
    dots = go.Scatter(
        x=marks["share"],
        y=[height for height, is_shown in zip(heights, shown, strict=True) if is_shown],
        mode="markers",
        name="<br>".join(name),
        marker={
            "symbol": symbol(group),
            "color": paint,
            "size": MARK,
            "line": {"color": "white", "width": 1},
        },
        error_x={
            "type": "data",
            "symmetric": False,
            "array": marks["high"] - marks["share"],
            "arrayminus": marks["share"] - marks["low"],
            "color": paint,
            "thickness": 1.6,
            "width": 0,
        },
        hoverinfo="text",
        hovertext=[cell_hover(finding, words, row) for _, row in marks.iterrows()],
        meta={"quotes": ["theme", "group"]},
        customdata=marks[["code", "group"]].to_numpy().tolist(),
        hoverlabel={"bordercolor": paint},
    )
    counts = go.Scatter(
        # Beside the line, or beside the mark where that ends the line.
        x=cells["high"].clip(lower=cells["share"] + 0.02).fillna(0),
        y=heights,
        mode="text",
        text=[f" {present}/{of}" for present, of in zip(cells["present"], cells["of"], strict=True)],
        textposition="middle right",
        textfont={"size": 11, "color": INK},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )
    return [dots, counts]


def _right(words: Wording) -> int:
    return DIFFERENCE_COLUMN + EDGE if len(words.groups) == 2 else 2 * EDGE


def _lay_out(figure: go.Figure, words: Wording, themes: pd.DataFrame, labels: Labels, names: Labels) -> None:
    paired, block = len(words.groups) == 2, len(words.groups) * ROW + GAP
    left, right = label_room(labels), _right(words)
    legend = legend_lines(names, NARROWEST - left - right)
    lay_rows(figure, labels)
    if paired:
        coverage = words.voice.percent(words.finding.confidence)
        add_column(
            figure,
            [words.difference(row) for _, row in themes.iterrows()],
            head=wrapped(words.voice.say("difference head", coverage=coverage), HEAD_WIDTH),
        )
    figure.update_xaxes(percent_axis(words, 1.14))
    figure.update_layout(legend=LEGEND)
    title, second_line = words.title()
    put_on_sheet(
        figure,
        title=title,
        second_line=second_line,
        caption=[" ".join(said) for said in words.caption()],
        height=block * len(themes),
        left=left,
        right=right,
        above=LEGEND_LINE * max(legend, 2 if paired else 1),
        below=44,
    )
