"""The participant x theme grid: one row per person, one mark per theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from workbench.findings.matrix_words import MatrixWords
from workbench.findings.sheet import LETTER, NARROWEST, band, note, put_on_sheet, quote_lines
from workbench.findings.style import FAINT, INK, colour, plain, symbol, wrapped

if TYPE_CHECKING:
    from workbench.findings.theme_matrix import ThemeMatrix

MOST_PEOPLE = 60
ROW, GAP, MARK = 19, 12, 10
HEAD_LETTER, HEAD_LINE = 6.0, 14
QUOTES = 2
# Pixels below which a count no longer fits lying.
CROWDED = 36
RING = "#9aa0a6"


def grid(finding: ThemeMatrix, language: str) -> go.Figure:
    """Draw the people by outcome group, those who show most themes first."""
    words = MatrixWords(finding, language)
    people, heights, bands = _rows(finding)
    themes = list(finding.themes)
    groups = list(dict.fromkeys(group for _, group, _, _ in bands))
    figure = go.Figure()
    for place, group in enumerate(groups):
        own = [person for person, of in people if of == group]
        figure.add_traces(_marks(finding, words, place, group, own, heights))
    for state, text in (("not asked", "\u2013"), ("not yet coded", "?")):
        cells = [
            (column, person)
            for person, _ in people
            for column, code in enumerate(themes)
            if finding.table.at[person, code] == state
        ]
        if cells:
            figure.add_trace(
                go.Scatter(
                    x=[column for column, _ in cells],
                    y=[heights[person] for _, person in cells],
                    mode="text",
                    text=[text] * len(cells),
                    textfont={"size": 12, "color": FAINT},
                    name=plain(words.voice.say(state)),
                    hoverinfo="text",
                    hovertext=[_hover(finding, words, person, themes[column]) for column, person in cells],
                    meta={"quotes": ["person", "theme"]},
                    customdata=[[person, themes[column]] for column, person in cells],
                    showlegend=False,
                )
            )
    _lay_out(figure, words, people, heights, bands)
    return figure


def _rows(
    finding: ThemeMatrix,
) -> tuple[list[tuple[object, str]], dict[object, float], list[tuple[int, str, float, float]]]:
    """People with their group, the height of each row, and place, name and ends of each group's band."""
    from workbench.findings.grouping import group_by

    names = list(group_by(finding.frames, finding.outcome).names) if finding.outcome else []
    known = finding.groups.where(finding.groups.notna(), "")
    shown = (finding.table == "present").sum(axis=1)
    order = sorted(
        finding.table.index,
        key=lambda person: (
            names.index(known[person]) if known[person] in names else len(names),
            -shown[person],
        ),
    )[:MOST_PEOPLE]
    people: list[tuple[object, str]] = [(person, str(known[person])) for person in order]
    heights: dict[object, float] = {}
    bands: list[tuple[int, str, float, float]] = []
    at = 0.0
    for person, group in people:
        if not bands or bands[-1][1] != group:
            at -= GAP / ROW if bands else 0
            bands.append((len(bands), group, at + 0.5, at))
        heights[person] = at
        place, name, start, _ = bands[-1]
        bands[-1] = (place, name, start, at - 0.5)
        at -= 1
    return people, heights, bands


def _marks(
    finding: ThemeMatrix,
    words: MatrixWords,
    place: int,
    group: str,
    people: list[object],
    heights: dict[object, float],
) -> list[go.Scatter]:
    paint, shape = _paint(finding, place, group), symbol(place)
    traces = []
    for state in ("present", "absent"):
        cells = [
            (column, person, code)
            for person in people
            for column, code in enumerate(finding.themes)
            if finding.table.at[person, code] == state
        ]
        filled = state == "present"
        traces.append(
            go.Scatter(
                x=[column for column, _, _ in cells],
                y=[heights[person] for _, person, _ in cells],
                mode="markers",
                name=plain(_group_name(finding, words, group)),
                marker={
                    "symbol": shape if filled else f"{shape}-open",
                    "color": paint if filled else RING,
                    "size": MARK if filled else MARK - 3,
                    "line": {"color": "white" if filled else RING, "width": 1},
                },
                hoverinfo="text",
                hovertext=[_hover(finding, words, person, code) for _, person, code in cells],
                meta={"quotes": ["person", "theme"]},
                customdata=[[person, code] for _, person, code in cells],
                showlegend=False,
            )
        )
    return traces


def _paint(finding: ThemeMatrix, place: int, group: str) -> str:
    return FAINT if finding.outcome and not group else colour(place)


def _group_name(finding: ThemeMatrix, words: MatrixWords, group: str) -> str:
    if not finding.outcome:
        return ""
    return finding.group_label(group, words.voice.language) if group else words.voice.say("unknown")


def _hover(finding: ThemeMatrix, words: MatrixWords, person: object, code: str) -> str:
    state = str(finding.table.at[person, code])
    lines = [f"<b>{plain(str(person))}</b>", *wrapped(words.theme[code], 70)]
    said = words.voice.say(state)
    if state == "present":
        passages = int(finding.counts[code].to_numpy()[finding.table.index.get_loc(person)])
        said += f": {words.voice.count(passages, 'passage', 'passages')}"
    lines += wrapped(said, 70)
    if state == "present" and "text" in finding.frames.codings:
        texts = finding.quotes(person, code).drop_duplicates("text")["text"].fillna("")[:QUOTES]
        lines += quote_lines([(text, "") for text in texts])
    return "<br>".join(lines)


def _lay_out(
    figure: go.Figure,
    words: MatrixWords,
    people: list[tuple[object, str]],
    heights: dict[object, float],
    bands: list[tuple[int, str, float, float]],
) -> None:
    finding = words.finding
    themes = list(finding.themes)
    names = [wrapped(str(person), 22, most=1)[0] for person, _ in people]
    left = 24 + LETTER * max(map(len, names), default=4)
    group_names = [wrapped(_group_name(finding, words, group), 22, most=3) for _, group, _, _ in bands]
    right = 40 + LETTER * max((len(line) for lines in group_names for line in lines), default=0)
    width = (NARROWEST - left - right) / max(len(themes), 1)
    letters = max(9, int(width / HEAD_LETTER))
    words_in_heads = [word for label in words.theme.values() for word in label.split()]
    crowded = width < CROWDED
    upright = max(map(len, words_in_heads), default=0) > letters
    heads = [
        wrapped(words.theme[code], 44 if upright else letters, most=1 if upright else 4) for code in themes
    ]
    longest = max((len(line) for lines in heads for line in lines), default=0)
    above = longest * HEAD_LETTER if upright else HEAD_LINE * max(map(len, heads), default=0)
    lowest = min(heights.values(), default=0.0) - 0.6
    title, second = words.title()
    present, of = finding.presence.present.sum(axis=0), finding.presence.asked.sum(axis=0)
    figure.update_layout(shapes=[band(start, end) for _, _, start, end in bands])
    for column, lines in enumerate(heads):
        figure.add_annotation(
            note(
                "<br>".join(lines),
                x=column,
                xref="x",
                xanchor="center",
                y=1,
                yshift=4,
                yanchor="bottom",
                textangle=-90 if upright else 0,
            )
            | {"align": "left" if upright else "center"}
        )
    for (place, group, start, end), lines in zip(bands, group_names, strict=True):
        figure.add_annotation(
            note(
                "<br>".join(lines),
                color=_paint(finding, place, group),
                size=12,
                x=1,
                xshift=8,
                y=(start + end) / 2,
                yref="y",
                yanchor="middle",
            )
        )
    figure.update_xaxes(
        tickvals=list(range(len(themes))),
        ticktext=[f"{n}/{m}" for n, m in zip(present, of, strict=True)],
        tickfont={"size": 11, "color": INK},
        tickangle=-90 if crowded else 0,
        range=[-0.6, len(themes) - 0.4],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )
    figure.update_yaxes(
        tickvals=list(heights.values()),
        ticktext=names,
        tickfont={"size": 11, "color": INK},
        range=[lowest, 0.6],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )
    put_on_sheet(
        figure,
        title=title,
        second_line=second,
        caption=words.caption(len(people)),
        height=ROW * (0.6 - lowest),
        left=left,
        right=right,
        above=above + 12,
        below=40 if crowded else 24,
    )
