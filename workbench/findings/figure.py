"""The theme-by-outcome figure: dots with intervals, counts printed, quotes on hover."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from workbench.findings.style import BAND, FAINT, FONT, GRID, INK, colour, plain, symbol, wrapped
from workbench.findings.wording import Wording

if TYPE_CHECKING:
    import pandas as pd

    from workbench.findings.result import ThemeByOutcome

# In pixels; all fits where the figure is NARROWEST wide.
NARROWEST = 700
ROW, GAP = 17, 16
MARK = 11
LETTER = 6.6
TITLE_LINE, LEGEND_LINE, CAPTION_LINE = 22, 20, 15
EDGE, DIFFERENCE_COLUMN, LEGEND_MARK = 14, 122, 44
# In letters.
LABEL_WIDTH, TITLE_WIDTH, SECOND_LINE_WIDTH, CAPTION_WIDTH, QUOTE_WIDTH = 30, 64, 84, 124, 70
# Buttons that do nothing here, and one that uploads a figure, quotes and all, to a server.
REMOVED_BUTTONS = ["select2d", "lasso2d", "zoom2d", "pan2d", "sendChartToCloud"]


def dot_plot(finding: ThemeByOutcome, language: str) -> go.Figure:
    """Draw one block per theme and in it one row per group: share, interval, count.

    The themes with the largest difference stand on top.
    """
    words = Wording(finding, language)
    order = finding.spread.sort_values(ascending=False, kind="stable", na_position="last").index
    themes = finding.table.loc[order].reset_index(drop=True)
    # Heights in units of one theme's block, the first theme on top.
    block = len(finding.groups) * ROW + GAP
    place = {code: -position for position, code in enumerate(themes["code"])}
    figure = go.Figure()
    for group, name in enumerate(finding.groups):
        lift = ((len(finding.groups) - 1) / 2 - group) * ROW / block
        cells = (
            finding.counts[finding.counts["group"] == name].set_index("code").loc[list(place)].reset_index()
        )
        heights = [place[code] + lift for code in cells["code"]]
        figure.add_traces(_group(finding, words, group, cells, heights))
    _lay_out(figure, words, themes, block)
    return figure


def _group(
    finding: ThemeByOutcome, words: Wording, group: int, cells: pd.DataFrame, heights: list[float]
) -> list[go.Scatter]:
    paint, name = colour(group), plain(words.groups[group])
    shown = (cells["of"] > 0).to_numpy()
    marks = cells[shown]
    dots = go.Scatter(
        x=marks["share"],
        y=[height for height, is_shown in zip(heights, shown, strict=True) if is_shown],
        mode="markers",
        name=f"{name} (n = {finding.sample.sizes[group]})",
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
        hovertext=[_hover(finding, words, row) for _, row in marks.iterrows()],
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


def _hover(finding: ThemeByOutcome, words: Wording, row: pd.Series[Any]) -> str:
    lines = [f"<b>{plain(words.theme[row['code']])}</b>", *wrapped(words.cell(row), QUOTE_WIDTH)]
    examples = finding.examples(row["code"], row["group"])
    if "text" in examples:
        for text, participant in zip(examples["text"].fillna(""), examples["participant"], strict=True):
            quote = wrapped(f"\u201c{text}\u201d", QUOTE_WIDTH, most=3)
            lines += ["", *quote, f"<i>\u2013 {plain(str(participant))}</i>"]
    return "<br>".join(lines)


def _lay_out(figure: go.Figure, words: Wording, themes: pd.DataFrame, block: int) -> None:
    headline, second_line = words.title()
    title = [f"<b>{line}</b>" for line in wrapped(headline, TITLE_WIDTH)]
    title += [
        f'<span style="font-size:13px">{line}</span>' for line in wrapped(second_line, SECOND_LINE_WIDTH)
    ]
    caption = [line for said in words.caption() for line in wrapped(" ".join(said), CAPTION_WIDTH)]
    labels = [wrapped(words.theme[code], LABEL_WIDTH, most=max(2, block // 16)) for code in themes["code"]]
    paired = len(words.groups) == 2
    left = 24 + LETTER * max(len(line) for label in labels for line in label)
    right = DIFFERENCE_COLUMN + EDGE if paired else 2 * EDGE
    legend = _legend_lines([trace.name for trace in figure.data if trace.name], NARROWEST - left - right)
    top = 24 + TITLE_LINE * len(title) + LEGEND_LINE * max(legend, 2 if paired else 1)
    bottom = 62 + CAPTION_LINE * len(caption)
    figure.update_layout(
        template="none",
        font={"family": FONT, "size": 12, "color": INK},
        title={
            "text": "<br>".join(title),
            "x": 0,
            "xref": "container",
            "xanchor": "left",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "pad": {"l": EDGE, "t": EDGE + 4},
            "font": {"size": 16},
        },
        height=top + bottom + block * len(themes),
        margin={"l": left, "r": right, "t": top, "b": bottom, "pad": 0},
        legend={
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yanchor": "bottom",
        },
        modebar={"remove": REMOVED_BUTTONS},
        hovermode="closest",
        hoverlabel={"bgcolor": "white", "align": "left", "font": {"size": 12, "color": INK, "family": FONT}},
        shapes=[_band(position) for position in range(0, len(themes), 2)],
        annotations=[
            _note("<br>".join(caption), x=0, xshift=EDGE - left, y=0, yshift=-52, yanchor="top", color=FAINT),
            *(_difference_column(words, themes) if paired else ()),
        ],
    )
    figure.update_xaxes(
        title={"text": words.voice.say("axis"), "standoff": 8, "font": {"size": 12, "color": FAINT}},
        range=[-0.02, 1.14],
        tickvals=[0, 0.25, 0.5, 0.75, 1],
        tickformat=".0%",
        gridcolor=GRID,
        zeroline=False,
        fixedrange=True,
    )
    figure.update_yaxes(
        tickvals=[-position for position in range(len(themes))],
        ticktext=["<br>".join(label) for label in labels],
        range=[-len(themes) + 0.5, 0.5],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )


def _difference_column(words: Wording, themes: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Write the difference of two groups to the right of each theme."""
    coverage = words.voice.percent(words.finding.confidence)
    head = wrapped(words.voice.say("difference head", coverage=coverage), 22)
    yield _note("<br>".join(head), x=1, xshift=8, y=1, yshift=4, yanchor="bottom", color=FAINT)
    for position, (_, row) in enumerate(themes.iterrows()):
        yield _note(words.difference(row), x=1, xshift=8, y=-position, yref="y", yanchor="middle", color=INK)


def _legend_lines(names: list[str], width: float) -> int:
    """How many lines the legend takes: plotly makes its columns as wide as the longest name."""
    in_a_line = max(1, int(width / (LEGEND_MARK + LETTER * max(map(len, names)))))
    return math.ceil(len(names) / in_a_line)


def _note(text: str, *, color: str, **place: Any) -> dict[str, Any]:
    """Left-aligned text beside the plot."""
    look = {"showarrow": False, "align": "left", "font": {"size": 11, "color": color}}
    return {"text": text, "xref": "paper", "yref": "paper", "xanchor": "left"} | look | place


def _band(position: int) -> dict[str, Any]:
    """Shade every other theme so that the eye keeps the row."""
    return {
        "type": "rect",
        "layer": "below",
        "xref": "paper",
        "yref": "y",
        "x0": 0,
        "x1": 1,
        "y0": -position - 0.5,
        "y1": -position + 0.5,
        "fillcolor": BAND,
        "line": {"width": 0},
    }
