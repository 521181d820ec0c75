"""Adding and removing codings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError

from workbench.errors import CodingError
from workbench.model.coding_rules import CodingRules
from workbench.model.operation import Operation
from workbench.store.documents import to_json
from workbench.store.effects.transaction import Transaction
from workbench.store.prepared import Parameters, Prepared
from workbench.store.revisions import RevisionView
from workbench.store.tables import coding

_ADD = Prepared(insert(coding), [column.name for column in coding.columns if column.name != "n"])


def add_codings(tx: Transaction, operation: Operation) -> None:
    """Add the payload's codings; coding number i gets the id `<operation id>-<i>`.

    Raises
    ------
    CodingError
        A span is empty or out of range, a code or attribute value is not in the scheme, or
        the same coder has coded the same span with the same code before.
    """
    rules = tx.coding_rules()
    entries = operation.payload["codings"]
    texts = {uid: _newest(tx, uid) for uid in dict.fromkeys(entry[0] for entry in entries)}
    try:
        _ADD.run(tx.connection, _rows(operation.id, entries, rules, texts, tx.time))
    except IntegrityError:
        raise CodingError("this coder has coded this passage with this code already") from None


def _rows(
    operation_id: str,
    entries: Sequence[Sequence[Any]],
    rules: CodingRules,
    texts: Mapping[str, tuple[int, int, RevisionView]],
    time: str,
) -> Iterator[Parameters]:
    # A generator: of a large table no row is kept longer than the driver needs it. It may not
    # ask the database anything, which the driver is busy with meanwhile.
    documents: dict[tuple[tuple[str, str], ...], str] = {}
    for number, entry in enumerate(entries):
        uid, revision, start, end, code, coder, attributes, memo, origin = entry
        transcript_id, newest, view = texts[uid]
        if revision != newest:
            raise CodingError(
                f"the text has changed to revision {newest} since this passage was chosen",
                hint="Open the transcript again and choose the passage in its newest text",
            )
        rules.check(start, end, view.length, code, coder, attributes, origin)
        at = view.main_turn(start, end)
        document = "{}"
        if attributes:
            given = tuple(sorted(attributes.items()))
            document = documents.get(given) or documents.setdefault(given, to_json(attributes))
        yield (
            f"{operation_id}-{number}",
            transcript_id,
            revision,
            start,
            end,
            at,
            None if at is None else view.speakers[at],
            code,
            coder,
            document,
            memo,
            origin,
            "original",
            time,
        )


def _newest(tx: Transaction, uid: str) -> tuple[int, int, RevisionView]:
    transcript_id, newest = tx.transcript(uid)
    view = tx.memory.revisions.view(tx.connection, transcript_id, newest)
    if view is None:
        raise CodingError(f"the text of transcript {uid!r} is missing")
    return transcript_id, newest, view


def remove_codings(tx: Transaction, operation: Operation) -> None:
    """Remove codings by id.

    Raises
    ------
    CodingError
        There is no such coding.
    """
    for coding_id in operation.payload["codings"]:
        if tx.connection.execute(delete(coding).where(coding.c.id == coding_id)).rowcount == 0:
            raise CodingError(f"there is no coding {coding_id!r}", hint="It may have been removed already")
