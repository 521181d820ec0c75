"""The sheet a figure stands on: the title that says what was found above it, its source below."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from workbench.findings.style import BAND, FAINT, FONT, INK, plain, wrapped

if TYPE_CHECKING:
    import pandas as pd

# In pixels; all fits where the figure is NARROWEST wide.
NARROWEST = 700
LETTER = 6.6
TITLE_LINE, LEGEND_LINE, CAPTION_LINE = 22, 20, 15
EDGE, LEGEND_MARK = 14, 44
# In letters.
TITLE_WIDTH, SECOND_LINE_WIDTH, CAPTION_WIDTH, QUOTE_WIDTH = 74, 98, 122, 70
# Buttons that do nothing here, and one that uploads a figure, quotes and all, to a server.
REMOVED_BUTTONS = ["select2d", "lasso2d", "zoom2d", "pan2d", "sendChartToCloud"]
# Plotly hangs one line from the place of a title, and stands the first of several on it.
HANGING = 12
LEGEND = {"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom"}


def put_on_sheet(
    figure: go.Figure,
    *,
    title: str,
    second_line: str,
    caption: Sequence[str],
    height: float,
    left: float,
    right: float = 2 * EDGE,
    above: float = LEGEND_LINE,
    below: float = 0,
) -> None:
    """Write title and caption around a plot, and give everything its room.

    Parameters
    ----------
    figure
        The plot, with its axes.
    title, second_line
        What was found, and the number behind it; both wrapped and escaped here.
    caption
        Paragraphs: where it comes from and who is missing, how to read it.
    height, left, right, above, below
        Pixels: of the plot, and of what stands around it (labels, legend, axis).
    """
    head = [f"<b>{line}</b>" for line in wrapped(title, TITLE_WIDTH)]
    head += [
        f'<span style="font-size:13px">{line}</span>' for line in wrapped(second_line, SECOND_LINE_WIDTH)
    ]
    foot = [line for paragraph in caption for line in wrapped(paragraph, CAPTION_WIDTH)]
    top = 30 + TITLE_LINE * len(head) + above
    bottom = 24 + below + CAPTION_LINE * len(foot)
    figure.update_layout(
        template="none",
        font={"family": FONT, "size": 12, "color": INK},
        title={
            "text": "<br>".join(head),
            "x": 0,
            "xref": "container",
            "xanchor": "left",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "pad": {"l": EDGE, "t": EDGE + 4 + (HANGING if len(head) > 1 else 0)},
            "font": {"size": 16},
        },
        height=top + bottom + height,
        margin={"l": left, "r": right, "t": top, "b": bottom, "pad": 0},
        modebar={"remove": REMOVED_BUTTONS},
        hovermode="closest",
        hoverlabel={"bgcolor": "white", "align": "left", "font": {"size": 12, "color": INK, "family": FONT}},
    )
    figure.add_annotation(
        note("<br>".join(foot), x=0, xshift=EDGE - left, y=0, yshift=-below - 10, yanchor="top", color=FAINT)
    )


def note(text: str, *, color: str = INK, size: int = 11, **place: Any) -> dict[str, Any]:
    """Text beside or in the plot, left-aligned; `text` must be escaped already."""
    look = {"showarrow": False, "align": "left", "font": {"size": size, "color": color}}
    return {"text": text, "xref": "paper", "yref": "paper", "xanchor": "left"} | look | place


def legend_lines(names: Sequence[Sequence[str]], width: float) -> int:
    """How many lines a legend of this width takes; `names` are the lines of each.

    Plotly makes its columns as wide as the longest name.
    """
    longest = max((len(line) for name in names for line in name), default=1)
    columns = max(1, int(width / (LEGEND_MARK + LETTER * longest)))
    rows = [names[at : at + columns] for at in range(0, len(names), columns)]
    return sum(max(len(name) for name in row) for row in rows)


def count_step(highest: float) -> int:
    """The distance of ticks on an axis of counts: 1, 2 or 5 and their tens, at most about six ticks."""
    size = int(10 ** math.floor(math.log10(max(highest, 1))))
    steps = (size // 10, size // 5, size // 2, size, 2 * size, 5 * size)
    return next(step for step in steps if step >= 1 and step * 6 >= highest)


def axis_title(text: str) -> dict[str, Any]:
    """The title of an axis."""
    return {"text": plain(text), "standoff": 8, "font": {"size": 12, "color": FAINT}}


def band(start: float, end: float, *, yref: str = "y") -> dict[str, Any]:
    """Shade a row from side to side, so that the eye keeps it."""
    return {
        "type": "rect",
        "layer": "below",
        "xref": "paper",
        "yref": yref,
        "x0": 0,
        "x1": 1,
        "y0": start,
        "y1": end,
        "fillcolor": BAND,
        "line": {"width": 0},
    }


def quote_lines(quotes: Sequence[tuple[str, str]]) -> list[str]:
    """Write quotes, each with who said it, as lines of a hover."""
    lines: list[str] = []
    for text, who in quotes:
        if not text:
            continue
        said = wrapped(f"\u201c{text}\u201d", QUOTE_WIDTH, most=3)
        signed = wrapped(f"\u2013 {who}", QUOTE_WIDTH) if who else []
        lines += ["", *said, *(f"<i>{line}</i>" for line in signed)]
    return lines


def first_words(quotes: pd.DataFrame, most: int) -> dict[object, list[tuple[str, str]]]:
    """What each participant says first, in at most `most` different quotes, for `quote_lines`."""
    if "text" not in quotes:
        return {}
    said: dict[object, list[tuple[str, str]]] = {}
    told = quotes[["participant", "text"]].drop_duplicates()
    for person, text in zip(told["participant"], told["text"].fillna(""), strict=True):
        own = said.setdefault(person, [])
        if len(own) < most:
            own.append((str(text), ""))
    return said
