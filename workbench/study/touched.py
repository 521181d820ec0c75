"""What operations touched, for those who look at a study and want to keep up."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from workbench.store.documents import from_json
from workbench.store.tables import operation

_IMPORTS = ("transcript.import", "scheme.set", "register.set")


@dataclass(frozen=True, slots=True)
class Touched:
    """What happened after some operation.

    Attributes
    ----------
    codings
        Ids of codings that were made, changed or removed; not of those that a new text moved.
    scheme
        Whether the coding scheme was changed.
    texts
        Uids of transcripts that came or got a new revision.
    statuses, memos
        Whether any was set.
    newest
        Number of the newest operation.
    """

    codings: frozenset[str]
    scheme: bool
    texts: frozenset[str]
    statuses: bool
    memos: bool
    newest: int

    @property
    def overview(self) -> bool:
        """Whether the list of transcripts, a status or a memo may be another one."""
        return bool(self.texts) or self.statuses or self.memos


def touched_since(connection: Connection, seq: int) -> Touched:
    """What the operations after number `seq` touched."""
    codings: set[str] = set()
    texts: set[str] = set()
    parts: set[str] = set()
    newest = seq
    since = operation.c.seq > seq
    # The payloads of imports are long, and tell nothing that is asked here.
    kinds = select(operation.c.seq, operation.c.id, operation.c.kind).where(since)
    for number, id_, kind in connection.execute(kinds):
        newest = max(newest, number)
        if kind == "transcript.import":
            texts.add(id_)
        elif kind == "scheme.set":
            parts.add("scheme")
    columns = (operation.c.id, operation.c.kind, operation.c.payload, operation.c.replaced)
    for row in connection.execute(select(*columns).where(since, operation.c.kind.not_in(_IMPORTS))):
        if row.kind == "transcript.revise":
            texts.add(from_json(row.payload)["transcript"])
            # Whoever was done is so no more.
            parts.add("statuses")
        elif row.kind == "coding.add":
            codings.update(f"{row.id}-{at}" for at in range(len(from_json(row.payload)["codings"])))
        elif row.replaced is not None:
            replaced = from_json(row.replaced)
            parts.update(replaced)
            codings.update(key for key, _, _ in replaced.get("codings", ()))
        else:
            # An older version of the workbench did not keep what was replaced.
            parts.update({"statuses"} if row.kind == "status.set" else ())
            codings.update(from_json(row.payload).get("codings", ()))
    return Touched(
        frozenset(codings), "scheme" in parts, frozenset(texts), "statuses" in parts, "memos" in parts, newest
    )
