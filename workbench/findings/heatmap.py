"""Cells in colours with a number in each: what the figures of pairs and of residuals share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from workbench.findings.style import FAINT, INK

# Orange and blue of Okabe and Ito on both sides of nothing.
CENTRED = [[0, "#D55E00"], [0.5, "#f4f4f2"], [1, "#0072B2"]]
DARK_FROM = 0.75
"""From this share of one side of `CENTRED` on, white numbers are read better than dark ones."""

Cells = NDArray[np.float64]
Texts = NDArray[np.object_]


def cells(
    colours: Cells,
    hover: Texts,
    *,
    scale: str | Sequence[Sequence[Any]],
    low: float,
    high: float,
    opens: Mapping[str, object] | None = None,
    **more: Any,
) -> go.Heatmap:
    """Draw one square per number of `colours`, of shape (rows, columns); none where it is missing.

    Parameters
    ----------
    colours
        The numbers that decide the colour.
    hover
        What each cell tells, in the same shape.
    scale, low, high
        The colour scale and the numbers at its ends.
    opens
        `meta` and `customdata`, by which cells open their quotes.
    more
        What else the trace has, such as its colour bar.
    """
    return go.Heatmap(
        z=colours,
        zmin=low,
        zmax=high,
        colorscale=scale,
        xgap=2,
        ygap=2,
        hoverongaps=False,
        hoverinfo="text",
        hovertext=hover,
        **(opens or {}),
        **more,
    )


def colour_bar(title: str, ticks: Mapping[float, str], **place: Any) -> dict[str, Any]:
    """A short bar that tells what the colours mean; `title` must be escaped already."""
    return {
        "title": {"text": title, "font": {"size": 11}},
        "thickness": 9,
        "len": 110,
        "lenmode": "pixels",
        "y": 1,
        "yanchor": "top",
        "tickvals": list(ticks),
        "ticktext": list(ticks.values()),
        "tickfont": {"size": 11, "color": FAINT},
        "outlinewidth": 0,
    } | place


def numbers(printed: Iterable[tuple[int, int, str, bool]]) -> list[go.Scatter]:
    """Print a text in each cell: column, row, text, and whether the cell is dark."""
    told = list(printed)
    return [
        go.Scatter(
            x=[column for column, _, _, is_dark in told if is_dark == dark],
            y=[row for _, row, _, is_dark in told if is_dark == dark],
            text=[text for _, _, text, is_dark in told if is_dark == dark],
            mode="text",
            textfont={"size": 11, "color": "white" if dark else INK},
            hoverinfo="skip",
            showlegend=False,
        )
        for dark in (True, False)
    ]


def in_squares(figure: go.Figure) -> go.Figure:
    """The figure with each heatmap as squares, which stay sharp in print.

    Plotly draws a heatmap as an image with as many dots as the screen has.
    """
    if not any(trace.type == "heatmap" for trace in figure.data):
        return figure
    paper = figure.layout.plot_bgcolor or "white"
    squares, traces = [], []
    for trace in figure.data:
        if trace.type != "heatmap":
            traces.append(trace)
            continue
        z = np.asarray(trace.z, dtype=float)
        rows = np.arange(len(z)) if trace.y is None else np.asarray(trace.y, dtype=float)
        for (row, column), value in np.ndenumerate(z):
            if np.isnan(value):
                continue
            squares.append(
                {
                    "type": "rect",
                    "layer": "below",
                    "x0": column - 0.5,
                    "x1": column + 0.5,
                    "y0": rows[row] - 0.5,
                    "y1": rows[row] + 0.5,
                    "fillcolor": _paint(trace, value),
                    "line": {"color": paper, "width": trace.xgap},
                }
            )
        if trace.showscale is not False:
            traces.append(_scale(trace))
    drawn = go.Figure(traces, figure.layout)
    return drawn.update_layout(shapes=[*figure.layout.shapes, *squares])


def _paint(trace: go.Heatmap, value: float) -> str:
    """The colour of a number on the scale of a heatmap."""
    ends = (0.0, 1.0) if trace.zmin is None else (trace.zmin, trace.zmax)
    place = (value - ends[0]) / (ends[1] - ends[0])
    stops = [stop for stop, _ in trace.colorscale]
    paints = [[int(paint[at : at + 2], 16) for at in (1, 3, 5)] for _, paint in trace.colorscale]
    mixed = [round(float(np.interp(place, stops, part))) for part in zip(*paints, strict=True)]
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _scale(trace: go.Heatmap) -> go.Scatter:
    """A trace without marks that keeps the colour bar."""
    marker = {
        "color": [trace.zmin],
        "cmin": trace.zmin,
        "cmax": trace.zmax,
        "colorscale": trace.colorscale,
        "showscale": True,
        "colorbar": trace.colorbar.to_plotly_json(),
    }
    return go.Scatter(x=[None], y=[None], mode="markers", marker=marker, showlegend=False)
