"""Saying who the speakers of a transcript are."""

from __future__ import annotations

from sqlalchemy import update

from workbench.errors import LinkError
from workbench.model.operation import Operation
from workbench.store.effects.transaction import Transaction
from workbench.store.tables import speaker


def link_speakers(tx: Transaction, operation: Operation) -> None:
    """Set participant and role of speakers; None takes a participant or role away.

    Raises
    ------
    LinkError
        A transcript has no such speaker.
    """
    for uid, label, participant, role in operation.payload["links"]:
        transcript_id, _ = tx.transcript(uid)
        changed = tx.connection.execute(
            update(speaker)
            .where(speaker.c.transcript_id == transcript_id, speaker.c.label == label)
            .values(participant=participant, role=role)
        )
        if changed.rowcount == 0:
            raise LinkError(f"the transcript has no speaker {label!r}")
