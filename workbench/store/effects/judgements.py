"""Researchers' judgements on findings: what they wrote beside the numbers, reported and released."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, insert, select

from workbench.errors import ChangedMeanwhileError
from workbench.model.operation import Operation
from workbench.store.documents import to_json
from workbench.store.effects.replacing import Part, Replaced, Values
from workbench.store.effects.transaction import Transaction
from workbench.store.prepared import Prepared
from workbench.store.tables import judgement

# What the judgement is about, row, column and field.
Key = tuple[str, str, str, str]
_KEYS = ["of_about", "of_row", "of_column", "of_field"]
_OF = (
    judgement.c.about == bindparam("of_about"),
    judgement.c.row == bindparam("of_row"),
    judgement.c.column == bindparam("of_column"),
    judgement.c.field == bindparam("of_field"),
)


class Judged(NamedTuple):
    """A judgement as it is kept: value and basis as JSON, who made it, when, and by which operation."""

    value: str
    made_on: str
    coder: str
    changed: str
    operation: str


_READ = Prepared(select(*(judgement.c[name] for name in Judged._fields)).where(*_OF), _KEYS)
_REMOVE = Prepared(delete(judgement).where(*_OF), _KEYS)
_ADD = Prepared(insert(judgement), [column.name for column in judgement.columns])


def set_judgements(tx: Transaction, operation: Operation) -> Replaced:
    """Set judgements, each in the place of the one that was seen there; None takes it away.

    Raises
    ------
    ChangedMeanwhileError
        Another judgement stands there than whoever made this one saw.
    """
    rows = operation.payload["judgements"]
    before = _read(tx, (tuple(row[:4]) for row in rows))
    after: dict[Key, Judged | None] = {}
    for about, row, column, field, value, made_on, replaces in rows:
        key = about, row, column, field
        there = before.get(key)
        if (there.operation if there else None) != replaces:
            who = f"{there.coder} changed" if there else "somebody took away"
            raise ChangedMeanwhileError(
                f"{who} {field} meanwhile",
                where=" / ".join(filter(None, (about, row, column))),
                hint="Nothing was saved. Make the finding again, look at what stands there, and repeat yours",
            )
        after[key] = (
            None
            if value is None
            else Judged(to_json(value), to_json(made_on), operation.coder, tx.time, operation.id)
        )
    return {KEPT_JUDGEMENTS.name: KEPT_JUDGEMENTS.put(tx, before, after)}


def _read(tx: Transaction, keys: Iterable[Key]) -> dict[Key, Judged]:
    found = {}
    for key in keys:
        row = _READ.row(tx.connection, key)
        if row is not None:
            found[key] = Judged(*row)
    return found


def _write(tx: Transaction, _: Values, after: Values) -> None:
    _REMOVE.run(tx.connection, list(after))
    _ADD.run(tx.connection, [(*key, *value) for key, value in after.items() if value is not None])


def _version(judged: Any) -> str:
    # An operation judges each place once, and an undo brings a judgement back as it was.
    return str(Judged(*judged).operation)


KEPT_JUDGEMENTS = Part("judgements", "a judgement", _read, _write, _version)
