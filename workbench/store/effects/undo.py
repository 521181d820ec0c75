"""Taking operations back: each thing that they replaced becomes again what it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import select

from workbench.errors import ChangedMeanwhileError, CodingError, SchemeError
from workbench.model.coding_rules import CodingRules
from workbench.model.operation import Operation
from workbench.store.documents import from_json
from workbench.store.effects.coding_rows import CODINGS, CodingRow
from workbench.store.effects.judgements import KEPT_JUDGEMENTS
from workbench.store.effects.links import KEPT_LINKS
from workbench.store.effects.memos import KEPT_MEMOS
from workbench.store.effects.replacing import Part, Replaced, restored
from workbench.store.effects.schemes import document_of, newest_revision, put_into_force
from workbench.store.effects.statuses import KEPT_STATUSES
from workbench.store.effects.transaction import Transaction
from workbench.store.listing import is_listed
from workbench.store.tables import operation as log

_PARTS = (CODINGS, KEPT_STATUSES, KEPT_LINKS, KEPT_MEMOS, KEPT_JUDGEMENTS)
_FINAL = {
    "transcript.import": "the import of a transcript",
    "transcript.revise": "a new revision of a text",
    "register.set": "putting an outcome register into force",
}
_NEW_TEXT = "the text of the transcript has got a new revision since"
_LOOK = "Look at what it is now; nothing was changed"


class _Done(NamedTuple):
    """An operation of the log, with what it replaced."""

    seq: int
    id: str
    replaced: Replaced


def undo_operations(tx: Transaction, operation: Operation) -> Replaced:
    """Take operations back as one step, the newest first; an undo is taken back the same way.

    Raises
    ------
    CodingError
        There is no such operation, it is taken back already, or cannot be taken back.
    ChangedMeanwhileError
        What an operation left is no longer there.
    """
    targets = _targets(tx, operation.payload["operations"])
    replaced: Replaced = {}
    codings: list[CodingRow] = []
    for part in _PARTS:
        entries = [entry for done in targets for entry in done.replaced.get(part.name, ())]
        if entries:
            before, after = _as_before(tx, part, entries)
            replaced[part.name] = part.put(tx, before, after)
            if part is CODINGS:
                codings = [row for row in after.values() if row is not None]
    _refuse_outdated(tx, codings)
    revisions = [done.replaced["scheme"] for done in targets if "scheme" in done.replaced]
    if revisions:
        replaced["scheme"] = _take_back_scheme(tx, revisions)
    elif codings:
        _refuse_misfits(tx.coding_rules(), codings)
    return replaced


def _targets(tx: Transaction, ids: Sequence[str]) -> list[_Done]:
    columns = (log.c.seq, log.c.id, log.c.kind, log.c.payload, log.c.replaced)
    query = select(*columns).where(is_listed(tx.connection, log.c.id, ids), log.c.seq < tx.seq)
    rows = {row.id: row for row in tx.connection.execute(query)}
    targets = []
    for number in ids:
        row = rows.get(number)
        if row is None:
            raise CodingError(f"there is no operation {number!r}")
        if row.kind in _FINAL:
            raise CodingError(f"{_FINAL[row.kind]} cannot be taken back")
        if row.kind == "coding.add":
            # Nothing was replaced, and the ids follow from the operation's own.
            count = len(from_json(row.payload)["codings"])
            replaced = {CODINGS.name: [[f"{row.id}-{at}", None, row.seq] for at in range(count)]}
        elif row.replaced is None:
            raise CodingError(
                "this change cannot be taken back: it was made by an older version of the workbench, "
                "which did not keep what was there before"
            )
        else:
            replaced = from_json(row.replaced)
        targets.append(_Done(row.seq, row.id, replaced))
    if any(one.seq < other.seq for one, other in pairwise(targets)):
        raise CodingError("operations are taken back the newest first")
    gone = _taken_back(tx, targets[-1].seq)
    if any(done.id in gone for done in targets):
        raise CodingError("this was taken back already")
    return targets


def _taken_back(tx: Transaction, since: int) -> set[str]:
    # From the newest undo to the oldest: whether it stands itself is known before it is met.
    undos = tx.connection.execute(
        select(log.c.id, log.c.payload)
        .where(log.c.kind == "operation.undo", log.c.seq > since, log.c.seq < tx.seq)
        .order_by(log.c.seq.desc())
    )
    gone: set[str] = set()
    for undo_id, payload in undos:
        if undo_id not in gone:
            gone.update(from_json(payload)["operations"])
    return gone


def _as_before(
    tx: Transaction, part: Part, entries: Iterable[Sequence[Any]]
) -> tuple[dict[Any, Any], dict[Any, Any]]:
    # What there is, and what there was; in memory, so that many operations are one change of the tables.
    before = part.read(tx, dict.fromkeys(restored(key) for key, _, _ in entries))
    after: dict[Any, Any] = {}
    for key, value, version in entries:
        at = restored(key)
        after.setdefault(at, before.get(at))
        if part.version_of(after[at]) != restored(version):
            raise _changed_since(tx, part, after[at])
        after[at] = restored(value)
        if part is CODINGS and value is not None:
            after[at] = CodingRow(*value)
    return before, after


def _changed_since(tx: Transaction, part: Part, value: Any) -> ChangedMeanwhileError:
    what = f"{part.told} was changed since"
    if part is CODINGS:
        what = "a coding was removed since"
        if value is not None:
            last = tx.connection.execute(
                select(log.c.kind, log.c.coder).where(log.c.seq == value.touched)
            ).one()
            revised = last.kind == "transcript.revise"
            what = _NEW_TEXT if revised else f"a coding was changed since by {last.coder}"
    return ChangedMeanwhileError(f"this cannot be taken back: {what}", hint=_LOOK)


def _take_back_scheme(tx: Transaction, revisions: list[Sequence[int]]) -> tuple[int, int]:
    # A taken back scheme has another number, but is the same scheme: documents are compared.
    newest = document_of(tx, newest_revision(tx))
    for before, made in revisions:
        if before == 0:
            raise CodingError("the first coding scheme of a study cannot be taken back")
        if newest != document_of(tx, made):
            raise ChangedMeanwhileError(
                "this cannot be taken back: the coding scheme was changed since", hint=_LOOK
            )
        newest = document_of(tx, before)
    try:
        return put_into_force(tx, from_json(str(newest)))
    except SchemeError as error:
        raise ChangedMeanwhileError(f"this cannot be taken back: {error.what}", hint=_LOOK) from None


def _refuse_outdated(tx: Transaction, codings: Iterable[CodingRow]) -> None:
    for row in codings:
        _, newest = tx.transcript(row.transcript)
        # A lost coding stands on an older revision anyway.
        if row.revision != newest and row.anchor != "lost":
            raise ChangedMeanwhileError(f"this cannot be taken back: {_NEW_TEXT}", hint=_LOOK)


def _refuse_misfits(rules: CodingRules, codings: Iterable[CodingRow]) -> None:
    for code, attributes in {(row.code, row.attributes) for row in codings}:
        for problem in rules.misfits(code, from_json(attributes)):
            raise ChangedMeanwhileError(
                f"this cannot be taken back: the coding scheme was changed since, and {problem}", hint=_LOOK
            )
