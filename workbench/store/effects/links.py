"""Who the speakers of a transcript are."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, select, update

from workbench.errors import LinkError
from workbench.model.operation import Operation
from workbench.store.effects.replacing import Part, Replaced, Values
from workbench.store.effects.transaction import Transaction
from workbench.store.prepared import Prepared
from workbench.store.tables import speaker

# A key is a transcript's uid and a speaker's label, a link a participant and a role.
Key = tuple[str, str]
Link = tuple[str | None, str | None]
_OF = (speaker.c.transcript_id == bindparam("of_transcript"), speaker.c.label == bindparam("of_label"))
_READ = Prepared(select(speaker.c.participant, speaker.c.role).where(*_OF), ["of_transcript", "of_label"])
_WRITE = Prepared(
    update(speaker).where(*_OF).values(role=bindparam("role"), participant=bindparam("participant")),
    ["role", "participant", "of_transcript", "of_label"],
)


def link_speakers(tx: Transaction, operation: Operation) -> Replaced:
    """Set participant and role of speakers; None takes a participant or role away.

    Raises
    ------
    LinkError
        A transcript has no such speaker.
    """
    after = {
        (uid, label): (participant, role) for uid, label, participant, role in operation.payload["links"]
    }
    return {KEPT_LINKS.name: KEPT_LINKS.replace(tx, after)}


def _read(tx: Transaction, keys: Iterable[Key]) -> dict[Key, Link]:
    found: dict[Key, Link] = {}
    for uid, label in keys:
        row = _READ.row(tx.connection, (tx.transcript(uid)[0], label))
        if row is None:
            raise LinkError(f"the transcript has no speaker {label!r}")
        found[uid, label] = (row[0], row[1])
    return found


def _write(tx: Transaction, _: Values, after: Values) -> None:
    _WRITE.run(
        tx.connection,
        [
            (role, participant, tx.transcript(uid)[0], label)
            for (uid, label), (participant, role) in after.items()
        ],
    )


KEPT_LINKS = Part("links", "the link of a speaker", _read, _write)
