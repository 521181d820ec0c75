"""The theme-by-time figure: per theme the curve of people with it and of people without."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import plotly.graph_objects as go

from workbench.findings.sheet import LEGEND, note, put_on_sheet
from workbench.findings.statistics.time_to_event import SurvivalCurve
from workbench.findings.style import GRID, INK, colour, plain, wrapped
from workbench.findings.time_words import TimeWords

if TYPE_CHECKING:
    from workbench.findings.theme_by_time import ThemeByTime

MOST_THEMES, IN_A_ROW = 8, 2
# Pixels: of a panel, and between panels for the head of the lower one and the axis of the upper.
PANEL, BETWEEN = 130, 62
LEFT = 64


def curves(finding: ThemeByTime, language: str) -> go.Figure:
    """Draw one panel per theme, at most `MOST_THEMES`, those with the smallest p-value first."""
    words = TimeWords(finding, language)
    order = finding.table["p_log_rank"].sort_values(kind="stable", na_position="last").index
    rows = [row for _, row in finding.table.loc[order[:MOST_THEMES]].iterrows()]
    lines = math.ceil(len(rows) / IN_A_ROW)
    height = lines * PANEL + (lines - 1) * BETWEEN
    last = float(finding.times.max()) if len(finding.times) else 1.0
    figure = go.Figure()
    for place, row in enumerate(rows):
        line, column = divmod(place, IN_A_ROW)
        axis = "" if place == 0 else str(place + 1)
        top = 1 - line * (PANEL + BETWEEN) / height
        left = column * 0.53
        figure.update_layout(
            {
                f"xaxis{axis}": {
                    "domain": [left, left + 0.47],
                    "anchor": f"y{axis}",
                    "range": [0, last * 1.03],
                    "gridcolor": GRID,
                    "zeroline": False,
                    "fixedrange": True,
                },
                f"yaxis{axis}": {
                    "domain": [max(0.0, top - PANEL / height), top],
                    "anchor": f"x{axis}",
                    "range": [0, 1.05],
                    "tickvals": [0, 0.5, 1],
                    "ticktext": [words.voice.percent(share) for share in (0, 0.5, 1)],
                    "gridcolor": GRID,
                    "zeroline": False,
                    "fixedrange": True,
                    "showticklabels": column == 0,
                },
            }
        )
        for side, curve in enumerate(finding.curves(row["code"])):
            figure.add_traces(_curve(finding, words, row["code"], side, curve, axis, in_legend=place == 0))
        head = wrapped(words.panel(row), 46, most=1)[0]
        figure.add_annotation(note(f"<b>{head}</b>", x=left, y=top, yshift=4, yanchor="bottom", color=INK))
    title, second = words.title()
    figure.update_layout(legend=LEGEND | {"yref": "paper"})
    put_on_sheet(
        figure,
        title=title,
        second_line=second,
        caption=words.caption(len(rows)),
        height=max(height, PANEL),
        left=LEFT,
        above=52,
        below=28,
    )
    figure.update_layout(legend_y=1 + 26 / max(height, PANEL))
    return figure


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
    asked, shows = finding.presence.asked, finding.presence.present
    place, members = finding.themes.index(code), finding.sample.group >= 0
    own = asked[members, place] & (shows[members, place] if side == 0 else ~shows[members, place])
    if not own.any():
        return []
    until = float(finding.times[own].max())
    x = [0.0, *curve.times.tolist(), until]
    y = [1.0, *curve.share.tolist(), float(curve.share[-1]) if len(curve.share) else 1.0]
    leaving = np.flatnonzero(own & ~finding.happened)
    leaving = leaving[np.argsort(finding.times[leaving], kind="stable")]
    left, people = finding.times[leaving], finding.presence.people[members][leaving]
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
