"""The document portrait: lanes of speakers and themes along the text of each transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from workbench.findings.relations.portrait_words import PortraitWords
from workbench.findings.sheet import LETTER, axis_title, band, note, put_on_sheet, quote_lines
from workbench.findings.style import GRID, colour, plain, told_apart, wrapped

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
    names = told_apart([words.theme[code] for code in order], LABEL_WIDTH)
    label = {code: "".join(lines) for code, lines in zip(order, names, strict=True)}
    depth = 0.0
    labels: list[tuple[float, str]] = []
    lanes_of: dict[str, list[tuple[pd.DataFrame, float]]] = {code: [] for code in order}
    speaking, notes, bands = [], [], []
    ends = pd.concat([finding.turns["end"], finding.bars["end"]])
    longest = max(int(ends.max()) if len(ends) else 0, 1000)
    for name in shown:
        own = finding.bars[finding.bars["transcript"] == name]
        head = f"<b>{plain(name)}</b>"
        notes.append(note(head, x=0, xref="x", y=-(depth + HEAD / 2), yref="y", yanchor="middle"))
        depth += HEAD
        turns = finding.turns[finding.turns["transcript"] == name]
        if len(turns):
            labels.append((depth + LANE / 2, plain(words.voice.say("speakers"))))
            speaking.append((turns, depth))
            depth += LANE
        of_theme = dict(list(own.groupby("theme", sort=False)))
        for code in (code for code in order if code in of_theme):
            labels.append((depth + LANE / 2, label[code]))
            bands.append(band(-(depth + 1), -(depth + LANE - 1)))
            lanes_of[code].append((of_theme[code], depth))
            depth += LANE
        depth += GAP
    figure = go.Figure(
        [
            *([_speakers(speaking)] if speaking else []),
            *(_theme(words, code, lanes_of[code], order.index(code)) for code in order if lanes_of[code]),
        ]
    )
    title, second = words.title()
    widest = max((len(label) for _, label in labels), default=8)
    figure.update_layout(barmode="overlay", bargap=0, annotations=notes, shapes=bands)
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


def _speakers(lanes: list[tuple[pd.DataFrame, float]]) -> go.Bar:
    """The turns of all transcripts, in the shade of who speaks."""
    paints: list[str] = []
    for turns, _ in lanes:
        answering = turns.loc[turns["role"] != "interviewer", "speaker"].astype(str)
        shades = {label: SHADES[at % len(SHADES)] for at, label in enumerate(dict.fromkeys(answering))}
        paints += [shades.get(label, PALE) for label in turns["speaker"].astype(str)]
    spoken = pd.concat([turns["speaker"] for turns, _ in lanes]).astype(str)
    return _bars(lanes, paints, [plain(label) or "\u2013" for label in spoken], outlined=False)


def _theme(words: PortraitWords, code: str, lanes: list[tuple[pd.DataFrame, float]], place: int) -> go.Bar:
    """The coded passages of a theme in all transcripts."""
    bars = pd.concat([own for own, _ in lanes])
    codings = words.finding.frames.codings.iloc[bars["row"].to_numpy(dtype=np.intp)]
    texts, who, coders = (
        codings[column].fillna("").astype(str) if column in codings else [""] * len(codings)
        for column in ("text", "speaker", "coder")
    )
    label = wrapped(words.theme[code], 70)
    hover = []
    for text, speaker, coder in zip(texts, who, coders, strict=True):
        said = quote_lines([(text, speaker)]) if text else []
        hover.append("<br>".join([*label, *said, f"<i>{plain(coder)}</i>"]))
    places = bars[["transcript", "start", "end"]].itertuples(index=False, name=None)
    return _bars(lanes, colour(place), hover, outlined=True).update(
        meta={"quotes": ["theme", "transcript", "start", "end"]},
        customdata=[[code, *place] for place in places],
    )


def _bars(
    lanes: list[tuple[pd.DataFrame, float]], paint: str | list[str], hover: list[str], *, outlined: bool
) -> go.Bar:
    """Bars from start to end, each in its lane."""
    starts = np.concatenate([own["start"].to_numpy(dtype=float) for own, _ in lanes]) / 1000
    ends = np.concatenate([own["end"].to_numpy(dtype=float) for own, _ in lanes]) / 1000
    return go.Bar(
        x=ends - starts,
        base=starts,
        y=[-(depth + LANE / 2) for own, depth in lanes for _ in range(len(own))],
        orientation="h",
        width=LANE - 5,
        # The outline keeps a short coding in a long text visible.
        marker={"color": paint, "line": {"color": paint, "width": 1 if outlined else 0}},
        hoverinfo="text",
        hovertext=hover,
        showlegend=False,
    )
