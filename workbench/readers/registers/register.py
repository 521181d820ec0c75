"""Read an outcome register: its tables, who their rows belong to, and what follows for each person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import RefusedFileError, RegisterError
from workbench.model.register import OutcomeRegister
from workbench.readers.registers.declaration import (
    RegisterDeclaration,
    TableDeclaration,
    read_declaration,
)
from workbench.readers.registers.derivation import derive, settle
from workbench.readers.registers.files import read_table
from workbench.readers.registers.problems import Troubles
from workbench.readers.registers.tables import read_tables
from workbench.readers.registers.variables import undetermined

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.model.register import Cell, DerivedVariable, RegisterTable, Variable

DECLARATION_ENDINGS = (".yaml", ".yml")


def read_register(path: Path, *, key: str | None = None) -> OutcomeRegister:
    """Read an outcome register; the format is told in `docs/outcomes.md`.

    Parameters
    ----------
    path
        A declaration (`.yaml`), or one data file (`.csv`, `.xlsx`, `.parquet`, `.sav`, `.dta`).
        A data file is declared by the YAML file of the same name beside it; where there is
        none, types are read off the values, and SPSS and Stata files bring their own labels
        and missing codes.
    key
        The column that holds the participant; needed where no declaration names it.

    Raises
    ------
    RefusedFileError
        A file cannot be read, is not what its ending says, or is unsafe to open.
    RegisterError
        The declaration or the values break the rules: the first 20 problems with file, row
        (the heading is row 1) and column, and their number.
    """
    path = Path(path)
    if path.is_dir():
        raise RefusedFileError("this is a folder", where=str(path), hint="Name the table or its declaration")
    if path.suffix.lower() in DECLARATION_ENDINGS:
        return _assemble(read_declaration(path, key=key), path)
    candidates = [path.with_suffix(ending) for ending in DECLARATION_ENDINGS]
    beside = next((candidate for candidate in candidates if candidate.is_file()), None)
    if beside is None:
        return _assemble(_undeclared(path, key), path)
    declaration = read_declaration(beside, key=key)
    if path.name not in {table.file or path.name for table in declaration.tables}:
        raise RegisterError(
            f"no table of it is in the file {path.name}",
            where=beside.name,
            hint=f"Name the file in a table, or give {beside.name} another name",
        )
    return _assemble(declaration, beside)


def _undeclared(path: Path, key: str | None) -> RegisterDeclaration:
    if not key:
        columns = read_table(path, None, Troubles(path.name)).columns
        raise RegisterError(
            "nothing says which column holds the participants",
            where=path.name,
            hint=f"Name it as the key; the columns are {', '.join(columns)}",
        )
    return RegisterDeclaration(
        id=path.stem,
        title=undetermined(path.stem),
        constructed=False,
        participant=key,
        tables=(TableDeclaration(id=path.stem, where=path.name, file=path.name, participant=key),),
    )


def _assemble(declaration: RegisterDeclaration, path: Path) -> OutcomeRegister:
    troubles = Troubles(path.name)
    tables = read_tables(declaration, path, troubles)
    by_id = {table.id: table for table in tables}
    derived = [
        settle(entry.derived, by_id[entry.derived.table], entry.where, troubles)
        for entry in declaration.derived
        if entry.derived.table in by_id
    ]
    _refuse_shared_names(declaration, tables, derived, troubles)
    troubles.refuse_if_any()
    participants = tuple(map(str, _people(declaration, tables)))
    variables: list[Variable] = []
    columns: dict[str, Sequence[Cell]] = {}
    for table in tables:
        if table.per_participant:
            variables += table.variables
            columns |= _by_participant(table, participants)
    for follows in derived:
        variables.append(follows.variable)
        columns[follows.variable.id] = derive(follows, by_id[follows.table], participants)
    return OutcomeRegister(
        id=declaration.id,
        title=declaration.title,
        constructed=declaration.constructed,
        tables=tuple(tables),
        derived=tuple(derived),
        participants=participants,
        person_variables=tuple(variables),
        person_columns=columns,
    )


def _people(declaration: RegisterDeclaration, tables: Iterable[RegisterTable]) -> Sequence[Cell]:
    person = next(table for table in declaration.tables if table.per_participant and table.participant)
    table = next(table for table in tables if table.id == person.id)
    return table.columns[table.participant or ""]


def _by_participant(table: RegisterTable, participants: Sequence[str]) -> dict[str, list[Cell]]:
    """Return the columns of a table with one row a participant, aligned with `participants`."""
    row = {owner: index for index, owner in enumerate(table.columns[table.participant or ""])}
    rows = [row.get(participant) for participant in participants]
    return {
        variable.id: [None if index is None else table.columns[variable.id][index] for index in rows]
        for variable in table.variables
    }


def _refuse_shared_names(
    declaration: RegisterDeclaration,
    tables: Iterable[RegisterTable],
    derived: Iterable[DerivedVariable],
    troubles: Troubles,
) -> None:
    """Refuse two variables of a person with the same name: nobody could tell them apart."""
    places = {table.id: table.where for table in declaration.tables}
    named = [
        (variable.id, f"the table {table.id!r}", places[table.id])
        for table in tables
        if table.per_participant
        for variable in table.variables
    ]
    where_derived = {entry.derived.variable.id: entry.where for entry in declaration.derived}
    named += [
        (entry.variable.id, "the derived variables", where_derived[entry.variable.id]) for entry in derived
    ]
    home = {declaration.participant: "the participant column"}
    for name, place, where in named:
        if name in home:
            what = f"{name!r} of {place} has the same name as in {home[name]}"
            troubles.add(where, what, "Rename one of the columns, or leave one out")
        home.setdefault(name, place)
