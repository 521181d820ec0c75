"""The theme-by-measure figure: one dot per person, with the theme and without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import plotly.graph_objects as go

from workbench.findings.measure_words import MeasureWords
from workbench.findings.sheet import LETTER, note, put_on_sheet, quote_lines
from workbench.findings.statistics.intervals import Floats
from workbench.findings.style import BAND, FAINT, GRID, INK, colour, plain, wrapped

if TYPE_CHECKING:
    from workbench.findings.theme_by_measure import ThemeByMeasure

ROW, GAP = 20, 14
MARK = 8
LABEL_WIDTH, COLUMN = 30, 150
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
    for position, code in enumerate(themes):
        shows = finding.shows(code)
        people = shows.index[shows if side == "with" else ~shows]
        values = finding.numbers.reindex(people)
        x += values.tolist()
        y += [up - position + rise for rise in _spread(np.asarray(values, dtype=np.float64), block)]
        hover += [_hover(finding, words, code, person, side) for person in people]
        opens += [[code, person] for person in people]
        if len(values):
            middle = float(values.median())
            reach = 0.8 * ROW / block / 2
            bars[0].extend([middle, middle, None])
            bars[1].extend([up - position - reach, up - position + reach, None])
    filled = side == "with"
    paint = colour(0) if filled else colour(1)
    return [
        go.Scatter(
            x=bars[0],
            y=bars[1],
            mode="lines",
            line={"color": paint, "width": 3},
            hoverinfo="skip",
            showlegend=False,
        ),
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
    ]


def _spread(values: Floats, block: float) -> list[float]:
    """Lift people with one and the same number a little, in turn up and down, so that all are seen."""
    seen: dict[float, int] = {}
    rises = []
    for value in values.tolist():
        before = seen.get(value, 0)
        seen[value] = before + 1
        step = min((before + 1) // 2, 3) * 4 / block
        rises.append(step if before % 2 else -step)
    return rises


def _hover(finding: ThemeByMeasure, words: MeasureWords, code: str, person: object, side: str) -> str:
    value = words.number(float(finding.numbers.to_numpy()[finding.numbers.index.get_loc(person)]))
    lines = [f"<b>{plain(str(person))}</b>", *wrapped(f"{words.axis}: {value}", 70)]
    lines += wrapped(f"{words.theme[code]}: {words.voice.say(side)}", 70)
    if side == "with" and "text" in finding.frames.codings and len(finding.numbers) <= QUOTED:
        texts = finding.quotes(code, person)["text"].fillna("").drop_duplicates()
        lines += quote_lines([(text, "") for text in texts[:QUOTES]])
    return "<br>".join(lines)


def _lay_out(figure: go.Figure, words: MeasureWords, themes: list[str], block: float) -> None:
    finding = words.finding
    rows = {row["code"]: row for _, row in finding.table.iterrows()}
    labels = [wrapped(words.theme[code], LABEL_WIDTH, most=3) for code in themes]
    left = 24 + LETTER * max(len(line) for label in labels for line in label)
    title, second = words.title()
    coverage = words.voice.percent(finding.confidence)
    head = wrapped(words.voice.say("difference column", coverage=coverage), 22)
    figure.add_annotation(
        note("<br>".join(head), x=1, xshift=8, y=1, yshift=4, yanchor="bottom", color=FAINT)
    )
    for position, code in enumerate(themes):
        row = rows[code]
        said = words.difference(row)
        if not np.isnan(row["p_rank"]):
            said += f"<br>p {plain(words.voice.p_equals(row['p_rank']))}"
        figure.add_annotation(note(said, x=1, xshift=8, y=-position, yref="y", yanchor="middle", color=INK))
    figure.update_layout(
        legend={"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom"},
        shapes=[
            {
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
            for position in range(0, len(themes), 2)
        ],
    )
    figure.update_xaxes(
        title={"text": plain(words.axis), "standoff": 8, "font": {"size": 12, "color": FAINT}},
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
    put_on_sheet(
        figure,
        title=title,
        second_line=second,
        caption=words.caption(),
        height=block * len(themes),
        left=left,
        right=COLUMN,
        above=40,
        below=44,
    )
