"""Who the rows of each table belong to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from workbench.readers.registers.raw import RawTable, Unreadable, text_of

if TYPE_CHECKING:
    from workbench.readers.registers.declaration import RegisterDeclaration, TableDeclaration
    from workbench.readers.registers.problems import Troubles

Keys = list[str | None]

# How programs write a whole number that stood in a column with gaps.
_WHOLE_NUMBER = re.compile(r"^(\d+)\.0+$")


def keys_of(table: RawTable, heading: str) -> Keys:
    """Return the keys of a table's rows: trimmed text, so that 7 of one file is '7' or '7.0' of another.

    Empty and unreadable cells are None.
    """
    texts = ["" if isinstance(cell, Unreadable) else text_of(cell) for cell in table.columns[heading].cells]
    return [_WHOLE_NUMBER.sub(r"\1", unicodedata.normalize("NFC", text)) or None for text in texts]


def link(
    declaration: RegisterDeclaration, raw: Mapping[str, RawTable], troubles: Troubles
) -> Mapping[str, Keys]:
    """Return the participant of every row, for each table but look-up tables.

    Rows of nobody, of somebody whom the person table does not know, and second rows where
    there is to be one are troubles. A table that hangs on one that could not be read is left out.
    """
    owners: dict[str, Keys] = {}
    waiting = list(declaration.tables)
    # Tables that are linked through another one follow it; the declaration has no circles.
    while ready := [table for table in waiting if table.through is None or table.through.table in owners]:
        waiting = [table for table in waiting if table not in ready]
        for table in ready:
            if table.id in raw and (table.participant or table.through):
                owners[table.id] = _owners(table, raw, owners, troubles)
    person = next(table for table in declaration.tables if table.per_participant and table.participant)
    if person.id in owners:
        known = set(owners[person.id])
        for table in declaration.tables:
            if table.participant and table.id in owners:
                _refuse_unknown(
                    raw[table.id], table.participant, owners[table.id], known, person.id, troubles
                )
    return owners


def _owners(
    table: TableDeclaration, raw: Mapping[str, RawTable], owners: Mapping[str, Keys], troubles: Troubles
) -> Keys:
    own = raw[table.id]
    if table.through is None:
        column = table.participant or ""
        keys = found = keys_of(own, column)
    else:
        column, target = table.through.column, table.through.table
        keys = keys_of(own, column)
        people = _participant_by_key(raw[target], column, owners[target], troubles)
        _refuse_unknown(own, column, keys, people.keys(), target, troubles)
        found = [people.get(key or "") for key in keys]
    if empty := [index for index, key in enumerate(keys) if key is None]:
        what = "the row does not say whom it belongs to"
        troubles.add(own.place(column, empty[0]), what, "Fill in the key", times=len(empty))
    if table.per_participant:
        _refuse_repeated(own, column, found, troubles)
    return found


def _participant_by_key(table: RawTable, heading: str, owners: Keys, troubles: Troubles) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for index, (key, owner) in enumerate(zip(keys_of(table, heading), owners, strict=True)):
        if key is not None and owner is not None and found.setdefault(key, owner) != owner:
            what = f"{key!r} belongs to {found[key]!r} and to {owner!r}, so nothing can be linked by it"
            troubles.add(table.place(heading, index), what)
    return found


def _refuse_repeated(table: RawTable, heading: str, owners: Keys, troubles: Troubles) -> None:
    first: dict[str, int] = {}
    repeated: dict[str, list[int]] = {}
    for index, owner in enumerate(owners):
        if owner is not None and first.setdefault(owner, index) != index:
            repeated.setdefault(owner, []).append(index)
    for owner, again in repeated.items():
        troubles.add(
            table.place(heading, again[0]),
            f"the participant {owner!r} has a row already, row {table.rows[first[owner]]}",
            "Keep one of them, or declare the table with 'rows: many'",
            times=len(again),
        )


def _refuse_unknown(
    table: RawTable, heading: str, keys: Keys, known: Collection[str | None], home: str, troubles: Troubles
) -> None:
    strangers: dict[str, list[int]] = {}
    for index, key in enumerate(keys):
        if key is not None and key not in known:
            strangers.setdefault(key, []).append(index)
    for key, rows in strangers.items():
        what = f"{key!r} is not in the table {home!r}"
        troubles.add(table.place(heading, rows[0]), what, times=len(rows))
