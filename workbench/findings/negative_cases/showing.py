"""Negative cases as a table with quotes, and as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from workbench.errors import FindingError
from workbench.findings.displays.sheet import Sheet, ShownCell, ShownRow, said_quotes
from workbench.findings.grouping import variable_label
from workbench.findings.negative_cases.words import case_voice
from workbench.findings.rows import label_room
from workbench.findings.sheet import (
    EDGE,
    LEGEND,
    LEGEND_LINE,
    NARROWEST,
    axis_title,
    count_step,
    legend_lines,
    put_on_sheet,
)
from workbench.findings.style import GRID, INK, OKABE_ITO, plain, told_apart
from workbench.model.scheme import localise

if TYPE_CHECKING:
    import pandas as pd

    from workbench.findings.negative_cases.result import NegativeCases

LABEL_WIDTH, BAR = 26, 34
# Told apart by pattern, too, faint enough for a number on it.
VEIL = "rgba(255,255,255,0.2)"
LOOKS = (("fits", "#c9ced3", ""), ("with head", OKABE_ITO[1], "/"), ("without head", OKABE_ITO[0], "."))
# Whom each kind of bar stands for; the people who fit are opened by `theme_by_outcome`.
AGAINST = {"with head": "theme", "without head": "no theme"}


def sheet(cases: NegativeCases, language: str) -> Sheet:
    """Write the table out in `language`: each theme, its pattern, and who contradicts it with quotes."""
    voice, finding = case_voice(language), cases.finding
    rows = []
    for row in cases.table.to_dict("records"):
        code = str(row["code"])
        state = str(row["state"])
        told = "" if state == "none" else voice.say(state, parts=_parts(cases, code, language))
        cells = (
            ShownCell(_pattern(cases, code, language)),
            _people(cases, code, "theme", language),
            _people(cases, code, "no theme", language),
            ShownCell(str(row["note"]), hand=True),
            ShownCell(told),
        )
        if state == "stale":
            cells = (*cells[:-1], ShownCell("", marks=(told,), stale=True))
        rows.append(ShownRow(code, finding.theme_label(code, language), cells))
    constructed = voice.say("constructed") if cases.frames.constructed else ""
    head = tuple(
        voice.say(f"{name} head") for name in ("theme", "pattern", "with", "without", "note", "state")
    )
    notes = tuple(said for said in cases.sentences(language) if said != constructed)
    outcome = localise(variable_label(cases.frames, finding.outcome), language)
    title = voice.say("title", outcome=outcome)
    return Sheet(title, head, tuple(rows), notes, constructed, cases.fingerprint)


def bars(cases: NegativeCases, language: str) -> go.Figure:
    """Draw one bar per theme, as long as the number of people compared.

    Raises
    ------
    FindingError
        Small numbers are masked, and the length of a bar would tell them.
    """
    if cases.smallest:
        raise FindingError(
            f"counts below {cases.smallest} are masked, and the bars of negative cases would tell them",
            hint="Show the table; the figure is for the team, from what the guard was not applied to",
        )
    voice, finding, table = case_voice(language), cases.finding, cases.table
    outcome = localise(variable_label(cases.frames, finding.outcome), language)
    of = [sum(int(row[f"{group} of"]) for group in finding.groups) for _, row in finding.table.iterrows()]
    against = table["with_theme"] + table["without_theme"]
    has_pattern = table["pattern"].notna()
    counts = {
        "fits": [n - int(k) if known else 0 for n, k, known in zip(of, against, has_pattern, strict=True)],
        "with head": table["with_theme"].tolist(),
        "without head": table["without_theme"].tolist(),
    }
    names = [finding.theme_label(code, language) for code in table["code"].tolist()]
    labels = told_apart(names, LABEL_WIDTH, most=2)
    figure = go.Figure(
        [
            go.Bar(
                y=list(range(len(table))),
                x=counts[name],
                orientation="h",
                name=plain(voice.say(name)),
                marker={
                    "color": paint,
                    "pattern": {
                        "shape": shape,
                        "bgcolor": paint,
                        "fgcolor": VEIL,
                        "size": 7,
                        "solidity": 0.3,
                    },
                },
                text=[f"<b>{n}</b>" if n else "" for n in counts[name]],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                textfont={"color": INK if name == "fits" else "white", "size": 11},
                hoverinfo="name+x",
                **_opens(table["code"].tolist(), AGAINST.get(name)),
            )
            for name, paint, shape in LOOKS
        ]
    )
    left = label_room(labels)
    contradicted = int((against > 0).sum())
    phrase = "headline" if contradicted else "headline none"
    constructed = [voice.say("constructed")] if cases.frames.constructed else []
    put_on_sheet(
        figure,
        title=voice.say(phrase, outcome=outcome, n=contradicted, of=len(table)),
        second_line="",
        caption=[" ".join([*constructed, voice.say("caption")]), voice.say("who")],
        height=BAR * len(table) + 10,
        left=left,
        above=14
        + LEGEND_LINE
        * legend_lines([[voice.say(name)] for name, _, _ in LOOKS], NARROWEST - left - 2 * EDGE),
        below=34,
        right=2 * EDGE,
    )
    figure.update_layout(
        barmode="stack",
        bargap=0.35,
        legend=LEGEND | {"traceorder": "normal"},
    )
    figure.update_xaxes(
        title=axis_title(voice.say("axis")),
        gridcolor=GRID,
        zeroline=False,
        fixedrange=True,
        dtick=count_step(max(of, default=1)),
        range=[0, 1.02 * max(1, *of)],
    )
    figure.update_yaxes(
        tickvals=list(range(len(table))),
        ticktext=["<br>".join(label) for label in labels],
        autorange="reversed",
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )
    return figure


def _opens(codes: list[str], against: str | None) -> dict[str, object]:
    """How the marks of a bar open their quotes."""
    if against is None:
        return {}
    return {
        "meta": {"quotes": ["theme", "against"]},
        "customdata": [[code, against] for code in codes],
    }


def _pattern(cases: NegativeCases, code: str, language: str) -> str:
    voice, finding = case_voice(language), cases.finding
    row = finding.table[finding.table["code"] == code].iloc[0]
    counts = {group: f"{row[f'{group} present']}/{row[f'{group} of']}" for group in finding.groups}
    pattern = cases.pattern(code)
    if pattern is None:
        if not any(row[f"{group} of"] for group in finding.groups):
            return voice.say("nobody")
        if cases.smallest:
            return voice.say("no pattern masked")
        return voice.say("no pattern", a=counts[finding.groups[0]], b=counts[finding.groups[1]])
    if cases.smallest:
        return voice.say("goes with masked", group=finding.group_label(pattern, language))
    other = next(group for group in finding.groups if group != pattern)
    return voice.say(
        "goes with", group=finding.group_label(pattern, language), a=counts[pattern], b=counts[other]
    )


def _people(cases: NegativeCases, code: str, against: str, language: str) -> ShownCell:
    voice = case_voice(language)
    own = cases.cases[(cases.cases["code"] == code) & (cases.cases["against"] == against)]
    if own.empty:
        return ShownCell(voice.say("none"), n=0)
    said: pd.DataFrame = cases.quotes(code)
    said = said[said["against"] == against]
    behind = tuple(said_quotes(said.drop(columns=["quote", "against"]), language))
    first = {one.who: one for one in reversed(behind)}
    people = voice.people(len(own))
    names = ", ".join(own["participant"].astype(str))
    if cases.smallest:
        # Who shows a theme although they do not fit can be told without being counted or named.
        return ShownCell(voice.say("some"), quotes=behind[:1])
    held = cases.held_back(code, against)
    return ShownCell(
        f"{people}: {names}",
        marks=(voice.say("held", n=held),) if held else (),
        quotes=tuple(reversed(list(first.values())))[:3],
        behind=behind,
        n=len(own),
    )


def _parts(cases: NegativeCases, code: str, language: str) -> str:
    voice = case_voice(language)
    return voice.list([voice.say(f"{part} changed") for part in cases.changed(code)] or [""])
