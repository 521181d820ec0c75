"""The figure of combinations: bars of people over a grid of dots (UpSet), drawn by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from workbench.findings.relations.combinations_words import CombinationWords
from workbench.findings.sheet import (
    EDGE,
    LEGEND,
    LEGEND_LINE,
    LETTER,
    NARROWEST,
    axis_title,
    band,
    count_step,
    legend_lines,
    put_on_sheet,
    quote_lines,
)
from workbench.findings.style import FAINT, GRID, INK, colour, plain, told_apart, wrapped

if TYPE_CHECKING:
    import pandas as pd

    from workbench.findings.relations.combinations import CodeCombinations

MOST_COLUMNS = 22
BARS, ROW, GAP = 130, 24, 10
LABEL_WIDTH = 36
QUOTES = 3
# Told apart without colour too.
PATTERNS = ("", "/", "x", ".", "\\", "-", "+", "|")


def upset(finding: CodeCombinations, language: str) -> go.Figure:
    """Draw one column per combination, the most frequent first, and one row per theme.

    Lex et al. (2014, IEEE Transactions on Visualization and Computer Graphics 20: 1983-1992).
    """
    words = CombinationWords(finding, language)
    columns = finding.table.head(MOST_COLUMNS)
    shows = finding.matrix[list(finding.themes)].sum().astype(int)
    themes = sorted(finding.themes, key=lambda code: -shows[code])
    figure = go.Figure()
    hovers = [
        _hover(finding, words, combination, people)
        for combination, people in zip(columns["combination"], columns["people"], strict=True)
    ]
    for place, group in enumerate(finding.groups):
        _add_bars(figure, words, columns, place, group, hovers)
    _add_totals(figure, columns)
    _add_dots(figure, words, columns, themes)
    figure.add_trace(
        go.Bar(
            x=[int(shows[code]) for code in themes],
            y=list(range(len(themes))),
            orientation="h",
            marker={"color": FAINT},
            width=0.6,
            text=[str(shows[code]) for code in themes],
            textposition="outside",
            cliponaxis=False,
            hoverinfo="text",
            hovertext=[plain(words.theme[code]) for code in themes],
            meta={"quotes": ["theme"]},
            customdata=[[code] for code in themes],
            showlegend=False,
            xaxis="x2",
            yaxis="y2",
        )
    )
    _lay_out(figure, finding, words, columns, themes)
    return figure


def _add_bars(
    figure: go.Figure,
    words: CombinationWords,
    columns: pd.DataFrame,
    place: int,
    group: str,
    hovers: list[str],
) -> None:
    finding = words.finding
    of_group = f"{group} people" if finding.outcome else "people"
    size = int((finding.matrix["group"] == group).sum())
    label = plain(finding.group_label(group, words.voice.language))
    figure.add_trace(
        go.Bar(
            x=list(range(len(columns))),
            y=columns[of_group],
            name=f"{label} (n = {size})",
            marker={
                "color": colour(place),
                "pattern": {
                    "shape": PATTERNS[place % len(PATTERNS)],
                    "bgcolor": colour(place),
                    "fgcolor": "white",
                    "size": 6,
                    "solidity": 0.25,
                },
            },
            width=0.62,
            hoverinfo="text",
            hovertext=hovers,
            meta={"quotes": ["combination", "group"]},
            customdata=[
                [combination, group if finding.outcome else None] for combination in columns["combination"]
            ],
            showlegend=finding.outcome is not None,
        )
    )


def _add_totals(figure: go.Figure, columns: pd.DataFrame) -> None:
    """Print the number of people above each column."""
    figure.add_trace(
        go.Scatter(
            x=list(range(len(columns))),
            y=columns["people"],
            mode="text",
            text=columns["people"].astype(str),
            textposition="top center",
            textfont={"size": 11, "color": INK},
            cliponaxis=False,
            hoverinfo="skip",
            showlegend=False,
        )
    )


def _add_dots(figure: go.Figure, words: CombinationWords, columns: pd.DataFrame, themes: list[str]) -> None:
    filled: dict[bool, list[tuple[int, int]]] = {True: [], False: []}
    lines: list[dict[str, Any]] = []
    for column, combination in enumerate(columns["combination"]):
        held = combination.split(" + ")
        rows = [row for row, code in enumerate(themes) if code in held]
        for row in range(len(themes)):
            filled[row in rows].append((column, row))
        if len(rows) > 1:
            lines.append(
                {
                    "type": "line",
                    "x0": column,
                    "x1": column,
                    "y0": rows[0],
                    "y1": rows[-1],
                    "xref": "x",
                    "yref": "y2",
                    "layer": "below",
                    "line": {"color": INK, "width": 2},
                }
            )
    figure.update_layout(shapes=lines)
    for is_held, places in filled.items():
        opens = {
            "meta": {"quotes": ["combination", "theme"]},
            "customdata": [[columns["combination"].iloc[column], themes[row]] for column, row in places],
        }
        figure.add_trace(
            go.Scatter(
                x=[column for column, _ in places],
                y=[row for _, row in places],
                mode="markers",
                marker={
                    "size": 11 if is_held else 8,
                    "color": INK if is_held else "white",
                    "line": {"color": INK if is_held else GRID, "width": 1.5},
                },
                hoverinfo="text",
                hovertext=[plain(words.theme[themes[row]]) for _, row in places],
                **(opens if is_held else {}),
                showlegend=False,
                yaxis="y2",
            )
        )


def _hover(finding: CodeCombinations, words: CombinationWords, combination: str, people: int) -> str:
    lines = wrapped(words.hover(combination, people), 70)
    quotes = finding.quotes(combination)
    if "text" in quotes:
        first = quotes.drop_duplicates("participant").head(QUOTES)
        told = zip(first["text"].fillna("").astype(str), first["participant"].astype(str), strict=True)
        lines += quote_lines(list(told))
    return "<br>".join(lines)


def _lay_out(
    figure: go.Figure,
    finding: CodeCombinations,
    words: CombinationWords,
    columns: pd.DataFrame,
    themes: list[str],
) -> None:
    labels = ["".join(lines) for lines in told_apart([words.theme[code] for code in themes], LABEL_WIDTH)]
    dots = ROW * len(themes)
    height = BARS + GAP + dots
    share = dots / height
    highest = int(columns["people"].max()) if len(columns) else 1
    figure.update_layout(
        barmode="stack",
        legend=LEGEND | {"yref": "paper", "traceorder": "normal"},
        xaxis={
            "domain": [0, 0.84],
            "range": [-0.6, max(len(columns), 6) - 0.4],
            "visible": False,
            "anchor": "y2",
            "fixedrange": True,
        },
        yaxis={
            "domain": [share + GAP / height, 1],
            "range": [0, highest * 1.18],
            "title": axis_title(words.voice.say("axis")),
            "dtick": count_step(highest),
            "gridcolor": GRID,
            "zeroline": True,
            "zerolinecolor": GRID,
            "fixedrange": True,
        },
        yaxis2={
            "domain": [0, share],
            "range": [len(themes) - 0.5, -0.5],
            "tickvals": list(range(len(themes))),
            "ticktext": labels,
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        },
        xaxis2={
            "domain": [0.86, 0.97],
            "anchor": "y2",
            "visible": False,
            "range": [0, max(1, len(finding.matrix))],
            "fixedrange": True,
        },
    )
    bands = [band(row - 0.5, row + 0.5, yref="y2") for row in range(0, len(themes), 2)]
    figure.update_layout(shapes=[*figure.layout.shapes, *bands])
    title, second = words.title()
    left = max(60, 22 + LETTER * max(len(label) for label in labels))
    names = [[trace.name] for trace in figure.data if trace.name and trace.showlegend]
    put_on_sheet(
        figure,
        title=title,
        second_line=second,
        caption=words.caption(len(columns)),
        height=height,
        left=left,
        above=10 + LEGEND_LINE * max(1, legend_lines(names, 0.84 * (NARROWEST - left - 2 * EDGE))),
    )
