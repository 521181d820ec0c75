"""The theme-by-measure figure: one dot per person, with the theme and without."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go

from workbench.findings.measure_words import MeasureWords
from workbench.findings.rows import LABEL_WIDTH, add_column, label_room, lay_rows
from workbench.findings.sheet import (
    EDGE,
    LEGEND,
    NARROWEST,
    axis_title,
    first_words,
    put_on_sheet,
    quote_lines,
)
from workbench.findings.statistics.intervals import Floats
from workbench.findings.style import GRID, INK, colour, plain, told_apart, wrapped

if TYPE_CHECKING:
    import pandas as pd

    from workbench.findings.theme_by_measure import ThemeByMeasure

# In pixels; the plot is at least PLOT wide.
ROW, GAP = 24, 12
MARK, STEP = 8, 5
COLUMN = 146 + EDGE
PLOT = NARROWEST - COLUMN - 240
# Where marks of nearly the same number stand, in steps from the middle of the row.
LEVELS = (0, 1, -1, 2, -2)
HEAD_WIDTH = 24
QUOTES = 2
# People whose quotes are told on hover; beyond, the figure would carry the whole study.
QUOTED = 200


def strips(finding: ThemeByMeasure, language: str) -> go.Figure:
    """Draw two rows per theme; the themes with the smallest p-value stand on top."""
    words = MeasureWords(finding, language)
    order = finding.table["p_rank"].sort_values(kind="stable", na_position="last").index
    themes = finding.table.loc[order].reset_index(drop=True)
    block = 2 * ROW + GAP
    lift = ROW / block / 2
    figure = go.Figure()
    for side, up in (("with", lift), ("without", -lift)):
        figure.add_traces(_dots(finding, words, themes["code"].tolist(), side, up, block))
    _lay_out(figure, words, themes["code"].tolist(), block)
    return figure


def _dots(
    finding: ThemeByMeasure, words: MeasureWords, themes: list[str], side: str, up: float, block: float
) -> list[go.Scatter]:
    x: list[float] = []
    y: list[float] = []
    hover: list[str] = []
    opens: list[list[object]] = []
    bars: tuple[list[float | None], list[float | None]] = ([], [])
    quoted = len(finding.numbers) <= QUOTED
    low, high = _reach(finding)
    wide = MARK * (high - low) / PLOT
    for position, code in enumerate(themes):
        shows = finding.shows(code)
        people = shows.index[shows if side == "with" else ~shows]
        values = finding.numbers.reindex(people)
        x += values.tolist()
        rises = _swarm(np.asarray(values, dtype=np.float64), wide)
        y += [up - position + rise * STEP / block for rise in rises]
        said = first_words(finding.quotes(code), QUOTES) if quoted and side == "with" else {}
        hover += [
            _hover(words, code, side, person, value, said)
            for person, value in zip(people, values.tolist(), strict=True)
        ]
        opens += [[code, person] for person in people]
        if len(values):
            middle = float(values.median())
            reach = ROW / block / 2
            bars[0].extend([middle, middle, None])
            bars[1].extend([up - position - reach, up - position + reach, None])
    filled = side == "with"
    paint = colour(0) if filled else colour(1)
    return [
        go.Scatter(
            x=x,
            y=y,
            mode="markers",
            name=plain(words.voice.say(side)),
            marker={
                "symbol": "circle" if filled else "square-open",
                "color": paint,
                "size": MARK,
                "opacity": 0.85,
                "line": {"color": "white" if filled else paint, "width": 0.8 if filled else 1.4},
            },
            hoverinfo="text",
            hovertext=hover,
            meta={"quotes": ["theme", "participant"]},
            customdata=opens,
        ),
        # On top of the dots, which would hide it.
        go.Scatter(
            x=bars[0],
            y=bars[1],
            mode="lines",
            line={"color": INK, "width": 2},
            hoverinfo="skip",
            showlegend=False,
        ),
    ]


def _swarm(values: Floats, wide: float) -> list[int]:
    """Steps up or down for each mark, so that marks less than `wide` apart are seen side by side."""
    last = [-np.inf] * len(LEVELS)
    steps = [0] * len(values)
    for place in np.argsort(values, kind="stable"):
        free = [level for level, before in enumerate(last) if values[place] - before >= wide]
        # Where all are taken, the one that was left longest ago.
        level = free[0] if free else int(np.argmin(last))
        last[level] = values[place]
        steps[place] = LEVELS[level]
    return steps


def _hover(
    words: MeasureWords,
    code: str,
    side: str,
    person: object,
    value: float,
    said: Mapping[object, list[tuple[str, str]]],
) -> str:
    lines = [f"<b>{plain(str(person))}</b>", *wrapped(f"{words.axis}: {words.number(value)}", 70)]
    lines += wrapped(f"{words.theme[code]}: {words.voice.say(side)}", 70)
    return "<br>".join(lines + quote_lines(said.get(person, [])))


def _lay_out(figure: go.Figure, words: MeasureWords, themes: list[str], block: float) -> None:
    finding = words.finding
    rows = {row["code"]: row for _, row in finding.table.iterrows()}
    labels = told_apart([words.theme[code] for code in themes], LABEL_WIDTH, most=3)
    coverage = words.voice.percent(finding.confidence)
    lay_rows(figure, labels)
    add_column(
        figure,
        [_difference(words, rows[code]) for code in themes],
        head=wrapped(words.voice.say("difference column", coverage=coverage), HEAD_WIDTH),
    )
    figure.update_xaxes(
        title=axis_title(words.axis), range=_reach(finding), gridcolor=GRID, zeroline=False, fixedrange=True
    )
    title, second = words.title()
    figure.update_layout(legend=LEGEND, separators=",." if words.voice.language == "da" else ".,")
    put_on_sheet(
        figure,
        title=title,
        second_line=second,
        caption=words.caption(),
        height=block * len(themes),
        left=label_room(labels),
        right=COLUMN,
        above=40,
        below=44,
    )


def _difference(words: MeasureWords, row: pd.Series[Any]) -> str:
    said = words.difference(row)
    return said if np.isnan(row["p_rank"]) else f"{said}<br>p {plain(words.voice.p_equals(row['p_rank']))}"


def _reach(finding: ThemeByMeasure) -> list[float]:
    """From a little below the lowest number to a little above the highest."""
    if finding.numbers.empty:
        return [0, 1]
    low, high = float(finding.numbers.min()), float(finding.numbers.max())
    room = 0.04 * (high - low) or 1.0
    return [low - room, high + room]
