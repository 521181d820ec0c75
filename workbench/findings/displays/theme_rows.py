"""Displays with a theme in each row: by outcome group, side by side, as statistics, with quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.errors import FindingError
from workbench.findings.displays.measures import Measure, group_sizes
from workbench.findings.displays.table import Cell, Column, Grid, Row, in_both, quote_ids
from workbench.findings.displays.words import PHRASES, display_voice
from workbench.findings.grouping import value_labels, variable_label
from workbench.findings.inclusion import ExclusionKind, waiting_kind
from workbench.findings.notes import note_words, told_note
from workbench.findings.phrases import Voice
from workbench.model.scheme import Localised, localise

if TYPE_CHECKING:
    from workbench.findings.presence import Theme
    from workbench.findings.result import ThemeByOutcome
    from workbench.findings.theme_matrix import ThemeMatrix


def themes_by_outcome(finding: ThemeByOutcome) -> Grid:
    """Count the people with each theme by outcome group, with the difference and its test."""
    groups = _group_columns(finding)
    paired = len(finding.groups) == 2
    method = in_both(f"method {finding.adjust}")
    columns = list(groups)
    if paired:
        coverage = {language: Voice(language).percent(finding.confidence) for language in PHRASES}
        columns.append(Column("difference", in_both("difference head", coverage=coverage)))
    columns.append(Column("p", in_both("p head", method=method)))
    cells = _group_cells(finding)
    for row, p in zip(finding.table.to_dict("records"), finding.adjusted, strict=True):
        n = sum(int(row[f"{group} of"]) for group in finding.groups)
        if paired:
            cells[row["code"], "difference"] = _difference(row, n)
        cells[row["code"], "p"] = _p(float(p), str(row["note"]), n)
    title = in_both("title themes by outcome", outcome=variable_label(finding.frames, finding.outcome))
    return Grid(
        f"themes by outcome/{finding.outcome}",
        "themes by outcome",
        title,
        theme_rows(finding.presence.themes),
        tuple(columns),
        cells,
        told=_told(finding, in_both("association")),
        excluded=finding.excluded,
    )


def side_by_side(finding: ThemeByOutcome) -> Grid:
    """Put the numbers of each theme beside what people say of it."""
    columns = (
        Column("numbers", in_both("numbers head")),
        Column("words", in_both("words head"), quoted=True),
    )
    cells: dict[tuple[str, str], Cell] = {}
    sizes = group_sizes(finding.sample, finding.presence)
    everybody = tuple(one for group in finding.groups for one in sizes[group])
    labels = value_labels(finding.frames, finding.outcome, finding.groups)
    for row, adjusted in zip(finding.table.to_dict("records"), finding.adjusted, strict=True):
        code = row["code"]
        present = int(sum(row[f"{group} present"] for group in finding.groups))
        of = int(sum(row[f"{group} of"] for group in finding.groups))
        quotes = tuple(quote_ids(finding.quotes(code)))
        value: dict[str, str] = {}
        for language in PHRASES:
            counts = [
                f"{localise(labels[group], language)} {row[f'{group} present']}/{row[f'{group} of']}"
                for group in finding.groups
            ]
            value[language] = "; ".join([*counts, *_difference_told(row, float(adjusted), finding, language)])
        number = row["difference"]
        cells[code, "numbers"] = Cell(
            "value",
            {"value": value},
            number=None if np.isnan(number) else float(number),
            n=of,
            quotes=quotes,
            people=everybody,
            counts=tuple((int(row[f"{group} present"]), int(row[f"{group} of"])) for group in finding.groups),
        )
        said = "talk" if present else "talk none"
        parts = {"present": present, "of": of, "quotes": len(quotes)}
        cells[code, "words"] = Cell(
            said,
            parts,
            number=present / of if of else None,
            n=of,
            quotes=quotes,
            people=everybody,
            counts=((present, of),),
        )
    title = in_both("title side by side", outcome=variable_label(finding.frames, finding.outcome))
    return Grid(
        f"side by side/{finding.outcome}",
        "side by side",
        title,
        theme_rows(finding.presence.themes),
        columns,
        cells,
        told=_told(finding, in_both("association")),
        excluded=finding.excluded,
    )


def quote_matrix(finding: ThemeByOutcome) -> Grid:
    """Put quotes of each theme into the column of their group."""
    title = in_both("title quote matrix", outcome=variable_label(finding.frames, finding.outcome))
    return Grid(
        f"quote matrix/{finding.outcome}",
        "quote matrix",
        title,
        theme_rows(finding.presence.themes),
        _group_columns(finding),
        _group_cells(finding),
        hand=("note",),
        told=_told(finding),
        excluded=finding.excluded,
    )


def statistics_by_themes(matrix: ThemeMatrix, variables: Sequence[str]) -> Grid:
    """Tell each variable of those with a theme and of those without."""
    if not variables:
        raise FindingError(
            "statistics by themes need variables",
            hint="Name some of the register: variables=, on the command line --variable",
        )
    measures = [Measure.of(matrix.frames, name) for name in variables]
    columns = [Column("people", in_both("people head"), quoted=True)]
    for measure in measures:
        columns += [
            Column(f"{measure.variable} with", in_both("with theme", variable=measure.label)),
            Column(f"{measure.variable} without", in_both("without theme", variable=measure.label)),
        ]
    found, cells = matrix.presence, {}
    ids = quote_ids(matrix.frames.codings)
    for at, theme in enumerate(found.themes):
        asked, present = found.asked[:, at], found.present[:, at]
        people = [
            (str(one), "with" if has else "without") for one, has in zip(found.people, present, strict=True)
        ]
        n, of = int((present & asked).sum()), int(asked.sum())
        cells[theme.code, "people"] = of_cell(
            n,
            of,
            tuple(ids.iloc[found.rows(theme)]),
            tuple(one for one, k in zip(people, asked, strict=True) if k),
        )
        for measure in measures:
            cells[theme.code, f"{measure.variable} with"] = measure.cell(found.people[present & asked])
            cells[theme.code, f"{measure.variable} without"] = measure.cell(found.people[~present & asked])
    kinds = Counter(map(waiting_kind, found.waiting.values()))
    told = [
        in_both("with theme told", people=len(found.people)),
        *told_excluded(kinds),
        in_both("association"),
    ]
    return Grid(
        "statistics by themes/" + "+".join(variables),
        "statistics by themes",
        in_both("title statistics by themes"),
        theme_rows(found.themes),
        tuple(columns),
        cells,
        told=tuple(told),
        excluded=matrix.excluded,
    )


def theme_rows(themes: Iterable[Theme]) -> tuple[Row, ...]:
    """One row per theme."""
    return tuple(Row(theme.code, theme.label, tuple(sorted(theme.codes))) for theme in themes)


def of_cell(
    present: int, of: int, quotes: tuple[str, ...] = (), people: tuple[tuple[str, str], ...] = ()
) -> Cell:
    """So many of so many people."""
    if not of:
        return Cell("nobody", n=0, quotes=quotes, people=people, counts=((0, 0),))
    share = present / of
    parts = {"present": present, "of": of, "share": share}
    return Cell("of", parts, share, of, quotes, people, ((present, of),))


def told_excluded(kinds: Counter[ExclusionKind]) -> tuple[Localised, ...]:
    """How many people are not counted, by the kind of the reason."""
    if not kinds:
        return ()
    told = {}
    for language in PHRASES:
        voice = Voice(language)
        reasons = ", ".join(voice.say(kind, n=n) for kind, n in kinds.most_common())
        told[language] = voice.say("excluded", people=voice.people(sum(kinds.values())), reasons=reasons)
    return (told,)


def _group_columns(finding: ThemeByOutcome) -> tuple[Column, ...]:
    labels = value_labels(finding.frames, finding.outcome, finding.groups)
    return tuple(Column(group, labels[group], quoted=True) for group in finding.groups)


def _group_cells(finding: ThemeByOutcome) -> dict[tuple[str, str], Cell]:
    sizes = group_sizes(finding.sample, finding.presence)
    cells = {}
    for row in finding.table.to_dict("records"):
        quotes = finding.quotes(row["code"])
        ids = quote_ids(quotes)
        for group in finding.groups:
            behind = tuple(ids[quotes["group"] == group])
            present, of = int(row[f"{group} present"]), int(row[f"{group} of"])
            cells[row["code"], group] = of_cell(present, of, behind, tuple(sizes[group]))
    return cells


def _difference(row: Mapping[Any, Any], n: int) -> Cell:
    if np.isnan(row["difference"]):
        return Cell("no difference", n=n)
    parts = {"points": row["difference"], "low": row["low"], "high": row["high"]}
    return Cell("difference", parts, number=float(row["difference"]), n=n)


def _difference_told(
    row: Mapping[Any, Any], adjusted: float, finding: ThemeByOutcome, language: str
) -> list[str]:
    voice = display_voice(language)
    if np.isnan(row["difference"]) or np.isnan(row["p_fisher"]):
        return [told_note(voice, row["note"])] if row["note"] else []
    return [
        voice.say(
            "difference p",
            points=voice.points(row["difference"]),
            low=voice.points(row["low"]),
            high=voice.points(row["high"]),
            coverage=voice.percent(finding.confidence),
            p=voice.p_equals(row["p_fisher"]),
            adjusted=voice.p_equals(adjusted),
        )
    ]


def _p(p: float, note: str, n: int) -> Cell:
    if np.isnan(p):
        return Cell("untestable", {"why": note_words(note)}, n=n)
    return Cell("p", {"p": p}, number=p, n=n)


def _told(finding: ThemeByOutcome, *more: Localised) -> tuple[Localised, ...]:
    kinds = Counter(out.kind for out in finding.sample.excluded)
    return (*told_excluded(kinds), *more)
