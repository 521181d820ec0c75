"""Rows of a figure: labels to the left, a shade behind every other row, a column of numbers to the right."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from workbench.findings.sheet import LETTER, band, note
from workbench.findings.style import FAINT

LABEL_WIDTH = 30
"""In letters."""

Labels = Sequence[Sequence[str]]
"""The lines of each label, escaped, as `style.wrapped` gives them."""


def label_room(labels: Labels) -> float:
    """How many pixels the labels take to the left of the plot."""
    return 24 + LETTER * max((len(line) for label in labels for line in label), default=4)


def lay_rows(figure: go.Figure, labels: Labels, *, banded: bool = True) -> None:
    """Give each row its label; the first stands at 0, and the others at -1, -2 ... below it."""
    if banded:
        figure.update_layout(
            shapes=[band(-at - 0.5, -at + 0.5) for at in range(0, len(labels), 2)],
        )
    figure.update_yaxes(
        tickvals=[-at for at in range(len(labels))],
        ticktext=["<br>".join(label) for label in labels],
        range=[-max(len(labels), 1) + 0.5, 0.5],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )


def add_column(
    figure: go.Figure, texts: Sequence[str], *, head: Sequence[str] = (), shift: float = 8
) -> None:
    """Write a text to the right of each row, `shift` pixels from the plot, and the lines of a head above."""
    notes = [
        note(text, x=1, xshift=shift, y=-at, yref="y", yanchor="middle") for at, text in enumerate(texts)
    ]
    if head:
        above = note("<br>".join(head), x=1, xshift=shift, y=1, yshift=4, yanchor="bottom", color=FAINT)
        notes.insert(0, above)
    # All at once: each change of a layout is checked as a whole.
    figure.update_layout(annotations=[*figure.layout.annotations, *notes])
