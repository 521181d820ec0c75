"""How far each coder has come with each transcript."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, delete, insert, select

from workbench.errors import CodingError
from workbench.model.coding import STATUSES
from workbench.model.operation import Operation
from workbench.store.effects.replacing import Part, Replaced, Values
from workbench.store.effects.transaction import Transaction
from workbench.store.prepared import Prepared
from workbench.store.tables import status

# A key is a transcript's uid and a coder.
Key = tuple[str, str]
_OF = (status.c.transcript_id == bindparam("of_transcript"), status.c.coder == bindparam("of_coder"))
_READ = Prepared(select(status.c.status).where(*_OF), ["of_transcript", "of_coder"])
_REMOVE = Prepared(delete(status).where(*_OF), ["of_transcript", "of_coder"])
_ADD = Prepared(insert(status), [column.name for column in status.columns])


def set_statuses(tx: Transaction, operation: Operation) -> Replaced:
    """Set the status of (transcript, coder) pairs; `not started` is the absence of a row."""
    after: dict[Key, str | None] = {}
    for uid, coder, value in operation.payload["statuses"]:
        if value not in STATUSES:
            raise CodingError(f"there is no status {value!r}", hint=f"Use one of: {', '.join(STATUSES)}")
        after[uid, coder] = None if value == "not started" else value
    return {KEPT_STATUSES.name: KEPT_STATUSES.replace(tx, after)}


def _read(tx: Transaction, keys: Iterable[Key]) -> dict[Key, str]:
    found = {}
    for uid, coder in keys:
        row = _READ.row(tx.connection, (tx.transcript(uid)[0], coder))
        if row is not None:
            found[uid, coder] = row[0]
    return found


def _write(tx: Transaction, _: Values, after: Values) -> None:
    rows = [(tx.transcript(uid)[0], coder, value) for (uid, coder), value in after.items()]
    _REMOVE.run(tx.connection, [row[:2] for row in rows])
    _ADD.run(tx.connection, [row for row in rows if row[2] is not None])


KEPT_STATUSES = Part("statuses", "the status of a transcript", _read, _write)
