"""Adding, changing and removing codings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from workbench.errors import CodingError
from workbench.model.coding_rules import CodingRules
from workbench.model.operation import Operation
from workbench.store.documents import to_json
from workbench.store.effects.coding_rows import CODINGS, CodingRow, rows_by_id
from workbench.store.effects.memos import check_typed_over
from workbench.store.effects.replacing import Replaced
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
        _ADD.run(tx.connection, _rows(tx, operation.id, entries, rules, texts))
    except IntegrityError:
        raise CodingError("this coder has coded this passage with this code already") from None


def _rows(
    tx: Transaction,
    operation_id: str,
    entries: Sequence[Sequence[Any]],
    rules: CodingRules,
    texts: Mapping[str, tuple[int, int, RevisionView]],
) -> Iterator[Parameters]:
    # A generator: of a large table no row is kept longer than the driver needs it. It may not
    # ask the database anything, which the driver is busy with meanwhile.
    documents: dict[tuple[tuple[str, str], ...], str] = {}
    time, seq, definitions = tx.time, tx.seq, rules.definitions
    for number, entry in enumerate(entries):
        uid, revision, start, end, code, coder, attributes, memo, origin = entry
        transcript_id, newest, view = texts[uid]
        if revision != newest:
            raise _outdated(newest)
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
            seq,
            definitions[code],
        )


def _newest(tx: Transaction, uid: str) -> tuple[int, int, RevisionView]:
    transcript_id, newest = tx.transcript(uid)
    view = tx.memory.revisions.view(tx.connection, transcript_id, newest)
    if view is None:
        raise CodingError(f"the text of transcript {uid!r} is missing")
    return transcript_id, newest, view


def _outdated(newest: int) -> CodingError:
    return CodingError(
        f"the text has changed to revision {newest} since this passage was chosen",
        hint="Open the transcript again and choose the passage in its newest text",
    )


def change_codings(tx: Transaction, operation: Operation) -> Replaced:
    """Change codings, which keep their id, coder, time and origin.

    Raises
    ------
    CodingError
        There is no such coding, or it could not be made as it would be.
    ChangedMeanwhileError
        Its memo is another one than the text that was typed over.
    """
    changes: dict[str, Mapping[str, Any]] = {row[0]: row[1] for row in operation.payload["changes"]}
    before = _existing(tx, changes)
    rules = tx.coding_rules()
    after = {id_: _changed(tx, before[id_], fields, rules) for id_, fields in changes.items()}
    return {CODINGS.name: CODINGS.put(tx, before, after)}


def _changed(tx: Transaction, row: CodingRow, fields: Mapping[str, Any], rules: CodingRules) -> CodingRow:
    row = row._replace(touched=tx.seq)
    if "revision" in fields:
        _, newest, view = _newest(tx, row.transcript)
        if fields["revision"] != newest:
            raise _outdated(newest)
        start, end = fields["start"], fields["end"]
        rules.check_place(start, end, view.length)
        row = row._replace(revision=newest, start=start, end=end, anchor="original")
    code = fields.get("code", row.code)
    if code != row.code:
        # Asked only of a new code: what was coded before its code was retired may still be mended.
        rules.check_code(code)
    if code != row.code or "checked" in fields:
        row = row._replace(code=code, definition=rules.definitions.get(code, row.definition))
    if "attributes" in fields:
        attributes = fields["attributes"] or {}
        rules.check_attributes(attributes)
        row = row._replace(attributes=to_json(attributes))
    memo = fields.get("memo", row.memo)
    check_typed_over(row.memo, memo, fields.get("over"))
    return row._replace(memo=memo)


def remove_codings(tx: Transaction, operation: Operation) -> Replaced:
    """Remove codings by id.

    Raises
    ------
    CodingError
        There is no such coding.
    """
    ids = operation.payload["codings"]
    before = _existing(tx, ids)
    return {CODINGS.name: CODINGS.put(tx, before, dict.fromkeys(ids))}


def _existing(tx: Transaction, ids: Iterable[str]) -> dict[str, CodingRow]:
    found = rows_by_id(tx, ids)
    for coding_id in ids:
        if coding_id not in found:
            raise CodingError(f"there is no coding {coding_id!r}", hint="It may have been removed already")
    return found
