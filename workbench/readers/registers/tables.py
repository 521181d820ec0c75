"""The tables of a register: their files, their columns, and what each column means."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from workbench.model.register import RegisterTable
from workbench.readers.registers.cells import read_cells
from workbench.readers.registers.files import DATA_ENDINGS, read_table
from workbench.readers.registers.linking import Keys, keys_of, link
from workbench.readers.registers.variables import complete, infer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workbench.model.register import Cell, Variable
    from workbench.readers.registers.declaration import RegisterDeclaration, TableDeclaration
    from workbench.readers.registers.problems import Troubles
    from workbench.readers.registers.raw import RawTable


def read_tables(declaration: RegisterDeclaration, path: Path, troubles: Troubles) -> list[RegisterTable]:
    """Read every table of a declaration that stands in `path`, in its order.

    What is wrong goes to `troubles`; tables whose file or key column is not there are left out.

    Raises
    ------
    RefusedFileError
        A data file cannot be read.
    """
    raw: dict[str, RawTable] = {}
    for declared in declaration.tables:
        file = _file(declared, path, troubles)
        if file is not None:
            raw[declared.id] = read_table(file, declared.sheet, troubles)
    complete_ones = [
        table.id for table in declaration.tables if table.id in raw and _has_columns(table, raw, troubles)
    ]
    raw = {name: raw[name] for name in complete_ones}
    owners = link(declaration, raw, troubles)
    tables: list[RegisterTable] = []
    for declared in declaration.tables:
        is_look_up = not declared.participant and not declared.through
        if declared.id in raw and (is_look_up or declared.id in owners):
            keys = owners.get(declared.id)
            tables.append(_table(declared, raw[declared.id], keys, declaration.participant, troubles))
    return tables


def _file(declared: TableDeclaration, path: Path, troubles: Troubles) -> Path | None:
    """Find the file of a table; one outside the folder of the declaration is not opened."""
    if path.suffix.lower() in DATA_ENDINGS:
        return path
    folder = path.parent.resolve()
    if declared.file is None:
        beside = [path.with_suffix(ending) for ending in DATA_ENDINGS if path.with_suffix(ending).is_file()]
        if len(beside) == 1:
            return beside[0]
        found = ", ".join(file.name for file in beside) or "none"
        what = f"the table names no file, and beside {path.name} there is {found} of the same name"
        troubles.add(declared.where, what, "Name it under 'file'")
        return None
    file = (folder / declared.file).resolve()
    if not file.is_relative_to(folder):
        what = f"the file {declared.file!r} lies outside the folder of {path.name}"
        troubles.add(declared.where, what, "Copy it into the folder")
        return None
    if not file.is_file():
        names = [entry.name for entry in folder.iterdir() if entry.suffix.lower() in DATA_ENDINGS]
        near = get_close_matches(declared.file, names, n=1)
        hint = f"Did you mean {near[0]!r}?" if near else ""
        troubles.add(declared.where, f"there is no file {declared.file!r} in the folder of {path.name}", hint)
        return None
    return file


def _has_columns(declared: TableDeclaration, raw: dict[str, RawTable], troubles: Troubles) -> bool:
    """Tell the columns that are declared but missing; return whether the keys are there."""
    table = raw[declared.id]
    keys = [(table, declared.participant)] if declared.participant else []
    if declared.through:
        column = declared.through.column
        keys = [(table, column)]
        if declared.through.table in raw:
            keys.append((raw[declared.through.table], column))
    needed = keys + [(table, variable.id) for variable in declared.variables]
    for home, column in needed:
        if column not in home.columns:
            near = get_close_matches(column, home.columns, n=1)
            listed = ", ".join(list(home.columns)[:12])
            hint = f"Did you mean {near[0]!r}?" if near else f"Its columns are: {listed}"
            troubles.add(declared.where, f"{home.where} has no column {column!r}", hint)
    return all(column in home.columns for home, column in keys)


def _table(
    declared: TableDeclaration, raw: RawTable, owners: Keys | None, participant: str, troubles: Troubles
) -> RegisterTable:
    by_id = {variable.id: variable for variable in declared.variables}
    variables: list[Variable] = []
    columns: dict[str, Sequence[Cell]] = {}
    for heading, column in raw.columns.items():
        if heading == declared.participant:
            columns[heading] = owners or []
        elif declared.through and heading == declared.through.column:
            columns[heading] = keys_of(raw, heading)
        else:
            known = by_id.get(heading)
            variable = complete(known, column) if known else infer(heading, column)
            variables.append(variable)
            columns[heading] = read_cells(raw, variable, troubles)
    if declared.through:
        if participant in columns:
            what = f"{raw.where} has a column {participant!r} of its own"
            troubles.add(declared.where, what, "Leave out 'through'")
        columns[participant] = owners or []
    return RegisterTable(
        id=declared.id,
        participant=participant if declared.through else declared.participant,
        per_participant=declared.per_participant and owners is not None,
        variables=tuple(variables),
        columns=columns,
    )
