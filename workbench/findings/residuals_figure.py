"""The theme-by-outcome figure as a heatmap of adjusted residuals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import plotly.graph_objects as go

from workbench.findings.figure import by_difference, cell_hover
from workbench.findings.heatmap import CENTRED, DARK_FROM, cells, colour_bar, numbers
from workbench.findings.rows import LABEL_WIDTH, label_room, lay_rows
from workbench.findings.sheet import LETTER, NARROWEST, note, put_on_sheet
from workbench.findings.statistics.contingency import adjusted_residuals
from workbench.findings.style import told_apart, wrapped
from workbench.findings.wording import Wording

if TYPE_CHECKING:
    from workbench.findings.result import ThemeByOutcome
    from workbench.findings.statistics.intervals import Floats

# In pixels.
ROW, LINE, BAR = 34, 14, 132
STRONGEST = 3.0
FEW = 5.0
"""Expected counts below which a residual is marked as unsteady."""


def residuals(finding: ThemeByOutcome, language: str) -> go.Figure:
    """Draw one row per theme and one column per group, the counts and the adjusted residual printed."""
    words = Wording(finding, language)
    themes = by_difference(finding)
    codes = themes["code"].tolist()
    present = themes[[f"{group} present" for group in finding.groups]].to_numpy(dtype=float)
    of = themes[[f"{group} of" for group in finding.groups]].to_numpy(dtype=float)
    shown = np.array([adjusted_residuals([x, n - x])[0] for x, n in zip(present, of, strict=True)])
    unsteady = _least_expected(present, of) < FEW
    counts = finding.counts.set_index(["code", "group"], drop=False)
    hover = np.array(
        [
            [cell_hover(finding, words, counts.loc[(code, group)]) for group in finding.groups]
            for code in codes
        ],
        dtype=object,
    ).reshape(shown.shape)
    # The first row stands on top, at 0, and the others below it.
    figure = go.Figure(
        cells(
            shown,
            hover,
            y=[-at for at in range(len(codes))],
            scale=CENTRED,
            low=-STRONGEST,
            high=STRONGEST,
            opens={
                "meta": {"quotes": ["theme", "group"]},
                "customdata": [[[code, group] for group in finding.groups] for code in codes],
            },
            colorbar=colour_bar(
                "<br>".join([*wrapped(words.voice.say("residual scale"), 18), "&nbsp;"]),
                {-STRONGEST: "\u22123", 0: "0", STRONGEST: "+3"},
            ),
        )
    )
    printed = []
    for row, column in np.ndindex(*shown.shape):
        text = f"{present[row, column]:.0f}/{of[row, column]:.0f}"
        residual = float(shown[row, column])
        if not np.isnan(residual):
            # Rounded first, so that nothing has no sign.
            tenths = round(residual, 1) or 0.0
            sign = ("+" if tenths > 0 else "") + words.voice.number(tenths, 1)
            mark = "\u00b0" if unsteady[row, column] else ""
            text = f"<b>{sign}</b>{mark}  {text}"
        printed.append((column, -row, text, abs(residual) > DARK_FROM * STRONGEST))
    figure.add_traces(numbers(printed))
    _lay_out(figure, words, codes)
    return figure


def _least_expected(present: Floats, of: Floats) -> Floats:
    """The smaller of the expected counts with and without the theme, per theme and group."""
    with np.errstate(invalid="ignore"):
        share = present.sum(axis=1, keepdims=True) / of.sum(axis=1, keepdims=True)
    return np.asarray(np.nan_to_num(of * np.minimum(share, 1 - share)), dtype=np.float64)


def _lay_out(figure: go.Figure, words: Wording, codes: list[str]) -> None:
    labels = told_apart([words.theme[code] for code in codes], LABEL_WIDTH, most=2)
    left, columns = label_room(labels), len(words.groups)
    letters = max(8, int((NARROWEST - left - BAR) / columns / LETTER) - 1)
    heads = [
        [*wrapped(name, letters, most=5), f"(n = {size})"]
        for name, size in zip(words.groups, words.finding.sample.sizes, strict=True)
    ]
    lay_rows(figure, labels, banded=False)
    for column, lines in enumerate(heads):
        head = note("<br>".join(lines), x=column, xref="x", xanchor="center", y=1, yshift=4, yanchor="bottom")
        figure.add_annotation(head | {"align": "center"})
    figure.update_xaxes(visible=False, range=[-0.5, columns - 0.5], fixedrange=True)
    figure.update_yaxes(ticks="")
    title, second_line = words.title()
    put_on_sheet(
        figure,
        title=title,
        second_line=second_line,
        caption=[" ".join(said) for said in words.caption(kind="residuals")],
        height=max(ROW * len(codes), 136),
        left=left,
        right=BAR,
        above=LINE * max(map(len, heads), default=1) + 8,
        below=4,
    )
