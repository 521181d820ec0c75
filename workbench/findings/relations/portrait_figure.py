"""The document portrait: lanes of speakers and themes along the text of each transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from workbench.findings.relations.portrait_words import PortraitWords
from workbench.findings.sheet import LETTER, axis_title, band, note, put_on_sheet, quote_lines
from workbench.findings.style import GRID, INK, colour, plain, wrapped

if TYPE_CHECKING:
    from workbench.findings.relations.portrait import DocumentPortrait

MOST_TRANSCRIPTS = 12
LANE, GAP, HEAD = 17, 12, 20
LABEL_WIDTH = 36
# Who answers is told apart by shade, and by name on hover; who asks is pale.
SHADES = ("#4b5563", "#8d949c", "#2b2f36", "#6b7280")
PALE = "#d7dbdf"


def lanes(finding: DocumentPortrait, language: str) -> go.Figure:
    """Draw each transcript as a block: its name, the lane of speakers, and a lane per theme in it."""
    words = PortraitWords(finding, language)
    shown = finding.transcripts[:MOST_TRANSCRIPTS]
    order = [theme.code for theme in finding.text.themes]
    figure = go.Figure()
    depth = 0.0
    labels: list[tuple[float, str]] = []
    ends = pd.concat([finding.turns["end"], finding.bars["end"]])
    longest = max(int(ends.max()) if len(ends) else 0, 1000)
    for name in shown:
        own = finding.bars[finding.bars["transcript"] == name]
        figure.add_annotation(
            note(
                f"<b>{plain(name)}</b>",
                x=0,
                xref="x",
                y=-(depth + HEAD / 2),
                yref="y",
                yanchor="middle",
                color=INK,
            )
        )
        depth += HEAD
        turns = finding.turns[finding.turns["transcript"] == name]
        if len(turns):
            labels.append((depth + LANE / 2, plain(words.voice.say("speakers"))))
            _add_speakers(figure, turns, depth)
            depth += LANE
        for code in [code for code in order if (own["theme"] == code).any()]:
            labels.append((depth + LANE / 2, wrapped(words.theme[code], LABEL_WIDTH, most=1)[0]))
            _add_theme(figure, words, own[own["theme"] == code], code, depth, order.index(code))
            depth += LANE
        depth += GAP
    title, second = words.title()
    widest = max((len(label) for _, label in labels), default=8)
    figure.update_layout(barmode="overlay", bargap=0)
    figure.update_xaxes(
        title=axis_title(words.voice.say("axis")),
        range=[-0.004 * longest / 1000, longest / 1000 * 1.01],
        gridcolor=GRID,
        zeroline=False,
        fixedrange=True,
    )
    figure.update_yaxes(
        range=[-max(depth, LANE), 0],
        tickvals=[-place for place, _ in labels],
        ticktext=[label for _, label in labels],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )
    put_on_sheet(
        figure,
        title=title,
        second_line=second,
        caption=words.caption(len(finding.transcripts) - len(shown)),
        height=max(depth, 3 * LANE),
        left=24 + LETTER * widest,
        above=4,
        below=44,
    )
    return figure


def _add_speakers(figure: go.Figure, turns: pd.DataFrame, depth: float) -> None:
    answering = [
        str(label)
        for label, role in turns[["speaker", "role"]].drop_duplicates().to_numpy()
        if role != "interviewer"
    ]
    shades = {label: SHADES[place % len(SHADES)] for place, label in enumerate(dict.fromkeys(answering))}
    spoken = turns["speaker"].astype(str)
    _add_bars(
        figure,
        turns["start"].to_numpy(dtype=float),
        turns["end"].to_numpy(dtype=float),
        depth,
        [shades.get(label, PALE) for label in spoken],
        [plain(label) or "\u2013" for label in spoken],
        outlined=False,
    )


def _add_theme(
    figure: go.Figure, words: PortraitWords, bars: pd.DataFrame, code: str, depth: float, place: int
) -> None:
    figure.add_shape(band(-(depth + 1), -(depth + LANE - 1)))
    codings = words.finding.frames.codings.iloc[bars["row"].to_numpy(dtype=np.intp)]
    who = codings["speaker"] if "speaker" in codings else pd.Series([""] * len(codings))
    texts = codings["text"] if "text" in codings else pd.Series([""] * len(codings))
    coders = codings["coder"] if "coder" in codings else pd.Series([""] * len(codings))
    label = wrapped(words.theme[code], 70)
    hover = []
    for text, speaker, coder in zip(texts, who, coders, strict=True):
        said = [] if pd.isna(text) or not text else [(str(text), "" if pd.isna(speaker) else str(speaker))]
        hover.append("<br>".join([*label, *quote_lines(said), f"<i>{plain(str(coder))}</i>"]))
    starts, ends = bars["start"].to_numpy(dtype=float), bars["end"].to_numpy(dtype=float)
    _add_bars(figure, starts, ends, depth, colour(place), hover, outlined=True)
    figure.data[-1].update(
        meta={"quotes": ["theme", "transcript", "start", "end"]},
        customdata=[[code, *bar] for bar in bars[["transcript", "start", "end"]].itertuples(index=False)],
    )


def _add_bars(
    figure: go.Figure,
    starts: NDArray[np.float64],
    ends: NDArray[np.float64],
    depth: float,
    paint: str | list[str],
    hover: list[str],
    *,
    outlined: bool,
) -> None:
    figure.add_trace(
        go.Bar(
            x=(ends - starts) / 1000,
            base=starts / 1000,
            y=[-(depth + LANE / 2)] * len(starts),
            orientation="h",
            width=LANE - 5,
            # The outline keeps a short coding in a long text visible.
            marker={"color": paint, "line": {"color": paint, "width": 1 if outlined else 0}},
            hoverinfo="text",
            hovertext=hover,
            showlegend=False,
        )
    )
