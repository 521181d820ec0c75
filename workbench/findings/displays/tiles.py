"""A joint display as a figure: one tile per cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from workbench.findings.displays.sheet import sheet
from workbench.findings.sheet import CAPTION_LINE, EDGE, LETTER, NARROWEST, note, put_on_sheet, quote_lines
from workbench.findings.style import BAND, GRID, INK, plain, told_apart, wrapped

if TYPE_CHECKING:
    from workbench.findings.displays.display import JointDisplay

LABEL_WIDTH, LINE, PAD = 24, 15, 10
MOST_ROWS = 40


def tiles(display: JointDisplay, language: str) -> go.Figure:
    """Draw the generated cells; pointing at a tile shows its first quotes."""
    shown = sheet(display, language)
    columns = len(display.grid.columns)
    rows = shown.rows[:MOST_ROWS]
    labels = told_apart([row.label for row in rows], LABEL_WIDTH, most=3)
    left = 24 + LETTER * max((len(line) for label in labels for line in label), default=4)
    width = max(13, int((NARROWEST - left - 2 * EDGE) / max(columns, 1) / LETTER) - 1)
    texts = [[wrapped(cell.text, width, most=4) for cell in row.cells[:columns]] for row in rows]
    lines = [
        max((len(text) for text in (label, *line)), default=1)
        for label, line in zip(labels, texts, strict=True)
    ]
    heads = told_apart(list(shown.head[1 : columns + 1]), width, most=4)
    figure = go.Figure()
    # Heights in lines of text, the first row on top.
    top, places = 0.0, []
    for at, (row, count) in enumerate(zip(rows, lines, strict=True)):
        bottom = top - count - PAD / LINE
        places.append((top + bottom) / 2)
        if at % 2 == 0:
            figure.add_shape(_band(top, bottom, columns))
        figure.add_trace(
            go.Scatter(
                x=list(range(columns)),
                y=[places[-1]] * columns,
                mode="text",
                text=["<br>".join(text) for text in texts[at]],
                textfont={"size": 11, "color": INK},
                hoverinfo="text",
                hovertext=[
                    "<br>".join(
                        [
                            f"<b>{plain(row.label)}: {plain(head)}</b>",
                            plain(cell.text),
                            *quote_lines([(one.words, one.who) for one in cell.behind[:2]]),
                        ]
                    )
                    for head, cell in zip(shown.head[1:], row.cells[:columns], strict=False)
                ],
                meta={"quotes": ["row", "column"]},
                customdata=[[row.key, column.key] for column in display.grid.columns],
                showlegend=False,
            )
        )
        top = bottom
    height = LINE * -top + 20
    head_lines = max((len(head) for head in heads), default=1)
    put_on_sheet(
        figure,
        title=shown.title,
        second_line="",
        caption=[shown.constructed, " ".join(shown.notes)],
        height=height,
        left=left,
        above=CAPTION_LINE * head_lines + 12,
    )
    for at, head in enumerate(heads):
        figure.add_annotation(
            {**note("<br>".join(head), x=at, xref="x", y=1, yshift=4, yanchor="bottom", xanchor="center")}
            | {"align": "center"}
        )
    figure.update_xaxes(range=[-0.5, columns - 0.5], visible=False, fixedrange=True)
    figure.update_yaxes(
        range=[top, 0],
        tickvals=places,
        ticktext=["<br>".join(label) for label in labels],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )
    return figure


def _band(top: float, bottom: float, columns: int) -> dict[str, object]:
    return {
        "type": "rect",
        "layer": "below",
        "x0": -0.5,
        "x1": columns - 0.5,
        "y0": bottom,
        "y1": top,
        "fillcolor": BAND,
        "line": {"width": 1, "color": GRID},
    }
