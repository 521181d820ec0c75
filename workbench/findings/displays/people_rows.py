"""Displays of types of people, and of people one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any

import pandas as pd

from workbench.errors import FindingError
from workbench.findings.displays.measures import Measure
from workbench.findings.displays.table import Cell, Column, Grid, Row, in_both, quote_ids
from workbench.findings.displays.theme_rows import of_cell, theme_rows, told_excluded
from workbench.findings.displays.words import PHRASES
from workbench.findings.grouping import group_by, value_labels, variable_label
from workbench.findings.inclusion import waiting_kind
from workbench.model.scheme import Localised, localise

if TYPE_CHECKING:
    from workbench.findings.theme_matrix import ThemeMatrix


def typology(matrix: ThemeMatrix, by: Sequence[str], variables: Sequence[str]) -> Grid:
    """Describe types of people, formed by one or two variables, by their themes and other variables."""
    if not 1 <= len(by) <= 2:
        raise FindingError(
            "types are formed by one or two variables", hint="Name them: by=, on the command line --by"
        )
    frames, found = matrix.frames, matrix.presence
    groupings = [group_by(frames, name) for name in by]
    labels = [value_labels(frames, one.variable, one.names) for one in groupings]
    values = [one.of_person.reindex(found.people) for one in groupings]
    known = [
        all(value is not None and not pd.isna(value) for value in row) for row in zip(*values, strict=True)
    ]
    type_of = {
        person: " / ".join(map(str, row))
        for person, row, is_known in zip(found.people, zip(*values, strict=True), known, strict=True)
        if is_known
    }
    columns = []
    for names in product(*(one.names for one in groupings)):
        key = " / ".join(names)
        if key in type_of.values():
            label = {
                language: " / ".join(
                    localise(words[name], language) for words, name in zip(labels, names, strict=True)
                )
                for language in PHRASES
            }
            columns.append(Column(key, label, quoted=False))
    members = {column.key: [who for who, key in type_of.items() if key == column.key] for column in columns}
    cells: dict[tuple[str, str], Cell] = {}
    ids = quote_ids(frames.codings)
    for at, theme in enumerate(found.themes):
        rows = found.rows(theme)
        for key, people in members.items():
            places = found.people.get_indexer(pd.Index(people, dtype=found.people.dtype))
            asked, present = found.asked[places, at], found.present[places, at]
            behind = tuple(ids.iloc[[row for row in rows if found.people[found.person[row]] in set(people)]])
            pairs = tuple((str(who), key) for who in people)
            cells[theme.code, key] = of_cell(int(present.sum()), int(asked.sum()), behind, pairs)
    measures = [Measure.of(frames, name) for name in variables]
    for measure in measures:
        for key, people in members.items():
            cells[f"variable {measure.variable}", key] = measure.cell(people)
    told = told_excluded(Counter(map(waiting_kind, found.waiting.values())))
    untyped = [str(who) for who in found.people if who not in type_of]
    if untyped:
        told = (*told, in_both("untyped", names=", ".join(untyped)))
    title = {
        language: in_both(
            "title typology",
            by=" \u00d7 ".join(localise(variable_label(frames, name), language) for name in by),
        )[language]
        for language in PHRASES
    }
    return Grid(
        "typology/" + "+".join(by),
        "typology",
        title,
        (*theme_rows(found.themes), *(Row(f"variable {one.variable}", one.label) for one in measures)),
        tuple(columns),
        cells,
        hand=("note",),
        told=told,
        excluded=matrix.excluded,
    )


def case_summaries(matrix: ThemeMatrix, variables: Sequence[str]) -> Grid:
    """One row per person: some variables, and each theme with room for a summary."""
    frames, found = matrix.frames, matrix.presence
    known = frames.participants.set_index("participant")
    columns = []
    cells: dict[tuple[str, str], Cell] = {}
    for name in variables:
        values, labels = _values(matrix, name, known)
        columns.append(Column(f"variable {name}", variable_label(frames, name)))
        for person in matrix.table.index:
            value = values.get(person)
            if value is not None:
                cells[str(person), f"variable {name}"] = Cell(
                    "value",
                    {"value": labels.get(value, {"en": value})},
                    people=((str(person), value),),
                )
    for theme in found.themes:
        columns.append(Column(theme.code, theme.label, quoted=True))
        own = frames.codings[frames.codings["code"].isin(theme.codes)]
        ids = quote_ids(own)
        by_person = {
            str(person): tuple(ids[rows]) for person, rows in own.groupby("participant").groups.items()
        }
        for person in matrix.table.index:
            state = str(matrix.table.loc[person, theme.code])
            counted = state == "present"
            behind = (
                tuple(quote_ids(matrix.quotes(person, theme.code)))
                if counted
                else by_person.get(str(person), ())
            )
            cells[str(person), theme.code] = Cell(
                state,
                quotes=behind,
                people=((str(person), state),),
                n=1 if state in {"present", "absent"} else None,
            )
    codes = tuple(sorted({code for theme in found.themes for code in theme.codes}))
    return Grid(
        "case summaries",
        "case summaries",
        in_both("title case summaries"),
        tuple(Row(str(person), {"en": str(person)}, codes) for person in matrix.table.index),
        tuple(columns),
        cells,
        hand=("note",),
        summaries=True,
        told=told_excluded(Counter(map(waiting_kind, found.waiting.values()))),
        excluded=matrix.excluded,
    )


def _values(
    matrix: ThemeMatrix, name: str, known: pd.DataFrame
) -> tuple[dict[Any, str], Mapping[str, Localised]]:
    """The value of a variable of each participant, and what values are called."""
    measure = Measure.of(matrix.frames, name)
    if measure.grouping is not None:
        values = {who: str(one) for who, one in measure.grouping.of_person.items() if one is not None}
        return values, measure.labels
    return {who: str(one) for who, one in known[name].items() if not pd.isna(one)}, {}
