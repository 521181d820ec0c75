"""The theme-by-time figure: per theme the curve of people with it and of people without."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go

from workbench.findings.sheet import EDGE, LEGEND, NARROWEST, note, put_on_sheet
from workbench.findings.statistics.time_to_event import SurvivalCurve
from workbench.findings.style import FAINT, GRID, colour, plain, told_apart, wrapped
from workbench.findings.theme_comparison_words import SIDES
from workbench.findings.time_words import TimeWords

if TYPE_CHECKING:
    from workbench.findings.theme_by_time import ThemeByTime
    from workbench.findings.theme_comparison import Booleans

MOST_THEMES, IN_A_ROW = 8, 2
# Pixels: of a panel; between panels for the axis and numbers of the upper and the head of the lower one.
PANEL, BETWEEN, UNDER = 130, 112, 82
LEFT, ROOM = 94, 92
# Pixels from the axis to the line above the numbers, and from the numbers to what is counted.
TICK, FROM_AXIS, ASIDE = 4, 21, 18
# Letters.
HEAD_WIDTH, AXIS_WIDTH = 34, 44
MOST_STEPS = 6
# As the lines of the curves are.
DASHES = ("\u2014", "- -")


def curves(finding: ThemeByTime, language: str) -> go.Figure:
    """Draw one panel per theme, at most `MOST_THEMES`, those with the smallest p-value first.

    Under each panel stand the numbers at risk at the ticks of its axis.
    """
    words = TimeWords(finding, language)
    order = finding.table["p_log_rank"].sort_values(kind="stable", na_position="last").index
    rows = [row for _, row in finding.table.loc[order[:MOST_THEMES]].iterrows()]
    lines = math.ceil(len(rows) / IN_A_ROW)
    height = max(lines * PANEL + (lines - 1) * BETWEEN, PANEL)
    gap = ROOM / (NARROWEST - LEFT - 2 * EDGE)
    last = float(finding.times.max(initial=0.0))
    ticks, digits = time_ticks(last)
    heads = told_apart([words.theme[row["code"]] for row in rows], HEAD_WIDTH)
    axis_name = wrapped(words.axis, AXIS_WIDTH, most=1)[0]
    figure = go.Figure()
    notes: list[dict[str, Any]] = []
    in_legend: set[int] = set()
    for place, (row, head) in enumerate(zip(rows, heads, strict=True)):
        line, column = divmod(place, IN_A_ROW)
        axis = "" if place == 0 else str(place + 1)
        top = 1 - line * (PANEL + BETWEEN) / height
        bottom = max(0.0, top - PANEL / height)
        width = (1 - gap) / IN_A_ROW
        left = column * (width + gap)
        counts = [at_risk(finding, row["code"], side, ticks) for side in (0, 1)]
        texts = [
            "<br>".join([words.voice.number(tick, digits), "&nbsp;", *map(str, of_both)])
            for tick, *of_both in zip(ticks, *counts, strict=True)
        ]
        figure.update_layout(
            {
                f"xaxis{axis}": {
                    "domain": [left, left + width],
                    "anchor": f"y{axis}",
                    "range": [0, (last or 1) * 1.03],
                    "tickvals": ticks,
                    "ticktext": texts,
                    "ticks": "outside",
                    "ticklen": TICK,
                    "tickcolor": GRID,
                    "gridcolor": GRID,
                    "zeroline": False,
                    "fixedrange": True,
                },
                f"yaxis{axis}": {
                    "domain": [bottom, top],
                    "anchor": f"x{axis}",
                    "range": [0, 1.05],
                    "tickvals": [0, 0.5, 1],
                    "ticktext": [words.voice.percent(share) for share in (0, 0.5, 1)],
                    "gridcolor": GRID,
                    "zeroline": False,
                    "fixedrange": True,
                },
            }
        )
        for side, curve in enumerate(finding.curves(row["code"])):
            drawn = _curve(finding, words, row["code"], side, curve, axis, in_legend=side not in in_legend)
            figure.add_traces(drawn)
            in_legend |= {side} if drawn else set()
        told = f"<b>{''.join(head)}</b> {plain(words.p_of(row))}"
        notes.append(note(told, x=left, y=top, yshift=4, yanchor="bottom", size=12))
        if row["note"]:
            why = plain(words.note(row))
            # Curves fall from the upper left, and leave this corner free.
            notes.append(note(why, x=left, xshift=2, y=bottom, yshift=2, yanchor="bottom", color=FAINT))
        notes += _beside_numbers(words, left, left + width, bottom, axis_name)
    title, second = words.title()
    figure.update_layout(annotations=notes, legend=LEGEND | {"yref": "paper"})
    put_on_sheet(
        figure,
        title=title,
        second_line=second,
        caption=words.caption(len(rows)),
        height=height,
        left=LEFT,
        above=52,
        below=UNDER,
    )
    figure.update_layout(legend_y=1 + 26 / height)
    return figure


def at_risk(finding: ThemeByTime, theme: str, side: int, moments: Sequence[float]) -> list[int]:
    """How many people are still watched just before each moment, and it has not happened to them.

    `side` is 0 for people with the theme and 1 for those without. Who leaves at a moment, or to whom
    it happens then, still counts at it: so does `SurvivalCurve.at_risk`.
    """
    until = finding.times[_own(finding, theme, side)]
    return [int((until >= moment).sum()) for moment in moments]


def time_ticks(last: float) -> tuple[list[float], int]:
    """Ticks of a time axis from 0 to `last`, 1, 2 or 5 and their tens apart, and their decimals."""
    if not last:
        return [0.0], 0
    size = math.floor(math.log10(last))
    step, power = next(
        (step, power)
        for power in (size - 1, size)
        for step in (1, 2, 5)
        if step * 10.0**power * MOST_STEPS >= last
    )
    digits = max(0, -power)
    # Rounded, so that a tick at 0.3 is the 0.3 of the people who leave there.
    ticks = [round(place * step * 10.0**power, digits) for place in range(MOST_STEPS + 1)]
    return [tick for tick in ticks if tick <= last], digits


def _beside_numbers(
    words: TimeWords, left: float, right: float, bottom: float, axis_name: str
) -> list[dict[str, Any]]:
    """What is counted, to the left of the numbers at risk, and what the axis is, above them."""
    say = words.voice.say
    sides = [
        f'<span style="color:{colour(side)}"><b>{DASHES[side]}</b></span> {plain(say(f"{name} short"))}'
        for side, name in enumerate(SIDES)
    ]
    head = note(
        "<br>".join([plain(say("at risk")), *sides]),
        x=left,
        xanchor="right",
        xshift=-ASIDE,
        y=bottom,
        yshift=-FROM_AXIS,
        yanchor="top",
        size=12,
    )
    name = note(
        axis_name,
        x=right,
        xanchor="right",
        y=bottom,
        yshift=-FROM_AXIS,
        yanchor="top",
        color=FAINT,
    )
    return [head | {"align": "right"}, name]


def _own(finding: ThemeByTime, theme: str, side: int) -> Booleans:
    """Of the compared people those who are on this side of the theme."""
    place, members = finding.themes.index(theme), finding.sample.group >= 0
    asked: Booleans = finding.presence.asked[members, place]
    shows: Booleans = finding.presence.present[members, place]
    return asked & (shows if side == 0 else ~shows)


def _curve(
    finding: ThemeByTime,
    words: TimeWords,
    code: str,
    side: int,
    curve: SurvivalCurve,
    axis: str,
    *,
    in_legend: bool,
) -> list[go.Scatter]:
    """The steps of one side, and a tick for each person who was watched no longer."""
    own = _own(finding, code, side)
    if not own.any():
        return []
    until = float(finding.times[own].max())
    x = [0.0, *curve.times.tolist(), until]
    y = [1.0, *curve.share.tolist(), float(curve.share[-1]) if len(curve.share) else 1.0]
    leaving = np.flatnonzero(own & ~finding.happened)
    leaving = leaving[np.argsort(finding.times[leaving], kind="stable")]
    left, people = finding.times[leaving], finding.presence.people[finding.sample.group >= 0][leaving]
    steps = np.concatenate(([1.0], curve.share))
    heights = steps[np.searchsorted(curve.times, left, side="right")]
    name = plain(words.voice.say("with" if side == 0 else "without"))
    return [
        go.Scatter(
            x=x,
            y=y,
            mode="lines",
            line={"shape": "hv", "color": colour(side), "width": 2, "dash": "solid" if side == 0 else "dash"},
            name=name,
            legendgroup=name,
            showlegend=in_legend,
            hoverinfo="text",
            hovertext=[f"{name}: {words.voice.percent(share)}" for share in y],
            # Who does not show the theme has no quotes of it.
            **({"meta": {"quotes": ["theme"]}, "customdata": [[code]] * len(x)} if side == 0 else {}),
            xaxis=f"x{axis}",
            yaxis=f"y{axis}",
        ),
        go.Scatter(
            x=left,
            y=heights,
            mode="markers",
            marker={"symbol": "line-ns-open", "color": colour(side), "size": 8, "line": {"width": 1.5}},
            hoverinfo="text",
            hovertext=[f"<b>{plain(str(person))}</b>: {name}" for person in people],
            meta={"quotes": ["theme", "participant"]},
            customdata=[[code, person] for person in people],
            showlegend=False,
            xaxis=f"x{axis}",
            yaxis=f"y{axis}",
        ),
    ]
