"""Codings as whole rows, for every operation that replaces some."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.exc import IntegrityError

from workbench.errors import CodingError
from workbench.store.effects.replacing import Part
from workbench.store.effects.transaction import Transaction
from workbench.store.listing import is_listed
from workbench.store.prepared import Parameters, Prepared
from workbench.store.tables import coding, transcript


class CodingRow(NamedTuple):
    """A coding as it is kept in `operation.replaced`: no row number of one database is in it.

    `transcript` is the uid; turn and speaker follow from the place.
    """

    id: str
    transcript: str
    revision: int
    start: int
    end: int
    code: str
    coder: str
    attributes: str
    memo: str
    origin: str
    anchor: str
    created: str
    touched: int
    definition: str


_NAMES = [column.name for column in coding.columns]
_INSERT_NEW = Prepared(insert(coding), _NAMES[1:])
_INSERT_AGAIN = Prepared(insert(coding), _NAMES)


def rows_by_id(tx: Transaction, ids: Iterable[str]) -> dict[str, CodingRow]:
    """The codings that there are of `ids`."""
    return _rows(tx, is_listed(tx.connection, coding.c.id, ids))


def rows_of_code(tx: Transaction, code: str) -> dict[str, CodingRow]:
    """The codings with a code, by id, in the order in which they were made."""
    return _rows(tx, coding.c.code == code)


def _rows(tx: Transaction, which: ColumnElement[bool]) -> dict[str, CodingRow]:
    columns = [transcript.c.uid if name == "transcript" else coding.c[name] for name in CodingRow._fields]
    query = select(*columns).join(transcript, transcript.c.id == coding.c.transcript_id).where(which)
    found = tx.connection.execute(query.order_by(coding.c.n)).all()
    return {row[0]: CodingRow._make(row) for row in found}


def _write(tx: Transaction, before: Mapping[str, CodingRow], after: Mapping[str, CodingRow | None]) -> None:
    # Taken out first and then put back under their row numbers: what one coding leaves another may
    # take, and codings keep the order in which they were made.
    numbers: dict[str, int] = {}
    if before:
        taken = delete(coding).where(is_listed(tx.connection, coding.c.id, before))
        found = tx.connection.execute(taken.returning(coding.c.id, coding.c.n))
        numbers = {row[0]: row[1] for row in found.all()}
    kept = [row for row in after.values() if row is not None]
    again = [(numbers[row.id], *_stored(tx, row)) for row in kept if row.id in numbers]
    new = [_stored(tx, row) for row in kept if row.id not in numbers]
    try:
        _INSERT_AGAIN.run(tx.connection, again)
        _INSERT_NEW.run(tx.connection, new)
    except IntegrityError:
        raise CodingError("this coder has coded this passage with this code already") from None


def _stored(tx: Transaction, row: CodingRow) -> Parameters:
    transcript_id, _ = tx.transcript(row.transcript)
    view = tx.memory.revisions.view(tx.connection, transcript_id, row.revision)
    at = view.main_turn(row.start, row.end) if view else None
    speaker_id = view.speakers[at] if view and at is not None else None
    return (row.id, transcript_id, row.revision, row.start, row.end, at, speaker_id, *row[5:])


CODINGS = Part("codings", "a coding", rows_by_id, _write, lambda row: row.touched)
