"""How far each coder has come with each transcript."""

from __future__ import annotations

from sqlalchemy import delete, insert

from workbench.errors import CodingError
from workbench.model.coding import STATUSES
from workbench.model.operation import Operation
from workbench.store.effects.transaction import Transaction
from workbench.store.tables import status


def set_statuses(tx: Transaction, operation: Operation) -> None:
    """Set the status of (transcript, coder) pairs; `not started` is the absence of a row."""
    for uid, coder, value in operation.payload["statuses"]:
        if value not in STATUSES:
            raise CodingError(f"there is no status {value!r}", hint=f"Use one of: {', '.join(STATUSES)}")
        transcript_id, _ = tx.transcript(uid)
        tx.connection.execute(
            delete(status).where(status.c.transcript_id == transcript_id, status.c.coder == coder)
        )
        if value != "not started":
            tx.connection.execute(
                insert(status), {"transcript_id": transcript_id, "coder": coder, "status": value}
            )
