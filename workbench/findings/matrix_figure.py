"""The participant x theme grid: one row per person, one mark per theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from workbench.findings.matrix_words import MatrixWords
from workbench.findings.sheet import LETTER, NARROWEST, band, first_words, note, put_on_sheet, quote_lines
from workbench.findings.style import FAINT, INK, colour, plain, symbol, told_apart, wrapped

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
    groups = list(dict.fromkeys(group for _, group, _, _ in bands))
    cells = _Cells(finding, words, heights)
    figure = go.Figure()
    for place, group in enumerate(groups):
        own = [person for person, of in people if of == group]
        figure.add_traces(_marks(cells, place, group, own))
    for state, text in (("not asked", "\u2013"), ("not yet coded", "?")):
        found = cells.of([person for person, _ in people], state)
        if found:
            figure.add_trace(
                go.Scatter(
                    mode="text",
                    text=[text] * len(found),
                    textfont={"size": 12, "color": FAINT},
                    name=plain(words.voice.say(state)),
                    showlegend=False,
                    **cells.placed(found),
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


class _Cells:
    """The cells of the matrix: where each stands, what it tells and which quotes it opens."""

    def __init__(self, finding: ThemeMatrix, words: MatrixWords, heights: dict[object, float]) -> None:
        self.finding, self.words, self.heights = finding, words, heights
        self.states = {code: dict(finding.table[code].astype(str).items()) for code in finding.themes}
        self.counts = {code: dict(finding.counts[code].items()) for code in finding.themes}
        codings, presence = finding.frames.codings, finding.presence
        self.said = {
            theme.code: first_words(codings.iloc[presence.rows(theme)], QUOTES) for theme in presence.themes
        }

    def of(self, people: list[object], state: str) -> list[tuple[int, object, str]]:
        """Column, person and theme of each cell of these people in this state."""
        return [
            (column, person, code)
            for person in people
            for column, code in enumerate(self.finding.themes)
            if self.states[code][person] == state
        ]

    def placed(self, cells: list[tuple[int, object, str]]) -> dict[str, Any]:
        """What the marks of these cells have in common."""
        return {
            "x": [column for column, _, _ in cells],
            "y": [self.heights[person] for _, person, _ in cells],
            "hoverinfo": "text",
            "hovertext": [self._hover(person, code) for _, person, code in cells],
            "meta": {"quotes": ["person", "theme"]},
            "customdata": [[person, code] for _, person, code in cells],
        }

    def _hover(self, person: object, code: str) -> str:
        state, voice = self.states[code][person], self.words.voice
        lines = [f"<b>{plain(str(person))}</b>", *wrapped(self.words.theme[code], 70)]
        if state != "present":
            return "<br>".join([*lines, plain(voice.say(state))])
        passages = voice.count(int(self.counts[code][person]), "passage", "passages")
        lines += wrapped(f"{voice.say(state)}: {passages}", 70)
        return "<br>".join(lines + quote_lines(self.said[code].get(person, [])))


def _marks(cells: _Cells, place: int, group: str, people: list[object]) -> list[go.Scatter]:
    finding = cells.finding
    paint, shape = _paint(finding, place, group), symbol(place)
    traces = []
    for state in ("present", "absent"):
        filled = state == "present"
        traces.append(
            go.Scatter(
                mode="markers",
                name=plain(_group_name(finding, cells.words, group)),
                marker={
                    "symbol": shape if filled else f"{shape}-open",
                    "color": paint if filled else RING,
                    "size": MARK if filled else MARK - 3,
                    "line": {"color": "white" if filled else RING, "width": 1},
                },
                showlegend=False,
                **cells.placed(cells.of(people, state)),
            )
        )
    return traces


def _paint(finding: ThemeMatrix, place: int, group: str) -> str:
    return FAINT if finding.outcome and not group else colour(place)


def _group_name(finding: ThemeMatrix, words: MatrixWords, group: str) -> str:
    if not finding.outcome:
        return ""
    return finding.group_label(group, words.voice.language) if group else words.voice.say("unknown")


def _lay_out(
    figure: go.Figure,
    words: MatrixWords,
    people: list[tuple[object, str]],
    heights: dict[object, float],
    bands: list[tuple[int, str, float, float]],
) -> None:
    finding = words.finding
    themes = list(finding.themes)
    names = ["".join(lines) for lines in told_apart([str(person) for person, _ in people], 22)]
    left = 24 + LETTER * max(map(len, names), default=4)
    group_names = told_apart([_group_name(finding, words, group) for _, group, _, _ in bands], 22, most=3)
    right = 40 + LETTER * max((len(line) for lines in group_names for line in lines), default=0)
    width = (NARROWEST - left - right) / max(len(themes), 1)
    letters = max(9, int(width / HEAD_LETTER))
    words_in_heads = [word for label in words.theme.values() for word in label.split()]
    crowded = width < CROWDED
    upright = crowded or max(map(len, words_in_heads), default=0) > letters
    heads = told_apart(
        [words.theme[code] for code in themes], 44 if upright else letters, most=1 if upright else 4
    )
    longest = max((len(line) for lines in heads for line in lines), default=0)
    above = longest * HEAD_LETTER if upright else HEAD_LINE * max(map(len, heads), default=0)
    lowest = min(heights.values(), default=0.0) - 0.6
    title, second = words.title()
    present, of = finding.presence.present.sum(axis=0), finding.presence.asked.sum(axis=0)
    notes = [
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
        for column, lines in enumerate(heads)
    ]
    notes += [
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
        for (place, group, start, end), lines in zip(bands, group_names, strict=True)
    ]
    figure.update_layout(
        shapes=[band(start, end) for _, _, start, end in bands],
        annotations=notes,
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
