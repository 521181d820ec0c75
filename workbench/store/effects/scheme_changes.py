"""Changing single codes of the scheme in force, and with them their codings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from workbench.errors import CodingError, SchemeError
from workbench.model.operation import Operation
from workbench.model.scheme import CodingScheme
from workbench.model.scheme_changes import Merging, change_document, refuse_conflicts
from workbench.readers.schemes import scheme_from_document, scheme_to_document
from workbench.store.documents import from_json
from workbench.store.effects.coding_rows import CODINGS, CodingRow, rows_by_id, rows_of_code
from workbench.store.effects.replacing import Replaced
from workbench.store.effects.schemes import document_of, newest_revision, put_into_force
from workbench.store.effects.transaction import Transaction


def change_scheme(tx: Transaction, operation: Operation) -> Replaced:
    """Make one new revision of the scheme, and give codings that were merged or recoded their code.

    Raises
    ------
    SchemeError
        There is no scheme, or a change does not fit it.
    ChangedMeanwhileError
        A field that is edited was changed by somebody else meanwhile.
    CodingError
        A coding that is recoded is not there, or its coder has coded the passage so already.
    """
    changes = operation.payload["changes"]
    revision = newest_revision(tx)
    if revision == 0:
        raise SchemeError("the study has no coding scheme yet", hint="Give it one first")
    looked_at = operation.payload["revision"]
    if not 1 <= looked_at <= revision:
        raise SchemeError(f"the coding scheme has no revision {looked_at}")
    newest, seen = _scheme(tx, revision), _scheme(tx, looked_at)
    refuse_conflicts(seen, newest, changes)
    document = scheme_to_document(newest)
    moves = change_document(document, changes)
    changed = scheme_from_document(document, where="the coding scheme")
    codings = _Codings(tx)
    for move in moves:
        if isinstance(move, Merging):
            codings.merge(move.code, move.to)
        else:
            codings.recode(move.codings, move.to, changed.definition_hashes[move.to])
    replaced = codings.put()
    return {"scheme": put_into_force(tx, scheme_to_document(changed)), CODINGS.name: replaced}


def _scheme(tx: Transaction, revision: int) -> CodingScheme:
    return scheme_from_document(from_json(str(document_of(tx, revision))), where="the coding scheme")


class _Codings:
    """The codings that changes of a scheme meet, as they stand and as they are left."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._before: dict[str, CodingRow] = {}
        self._after: dict[str, CodingRow | None] = {}

    def recode(self, ids: Iterable[str], to: str, definition: str) -> None:
        self._meet(rows_by_id(self._tx, ids))
        for coding_id in ids:
            row = self._after.get(coding_id)
            if row is None:
                raise CodingError(
                    f"there is no coding {coding_id!r}", hint="It may have been removed already"
                )
            self._after[coding_id] = row._replace(code=to, touched=self._tx.seq, definition=definition)

    def merge(self, code: str, into: str) -> None:
        """Give the codings of one code another, but for those whose coder has coded the place with it."""
        taken = {_place(row) for row in self._of(into)}
        for row in self._of(code):
            stays = _place(row) not in taken
            self._after[row.id] = row._replace(code=into, touched=self._tx.seq) if stays else None

    def put(self) -> list[list[Any]]:
        changed = {id_: row for id_, row in self._after.items() if row != self._before[id_]}
        return CODINGS.put(self._tx, {id_: self._before[id_] for id_ in changed}, changed)

    def _of(self, code: str) -> list[CodingRow]:
        self._meet(rows_of_code(self._tx, code))
        return [row for row in self._after.values() if row is not None and row.code == code]

    def _meet(self, rows: Mapping[str, CodingRow]) -> None:
        for coding_id, row in rows.items():
            self._before.setdefault(coding_id, row)
            self._after.setdefault(coding_id, row)


def _place(row: CodingRow) -> tuple[str, int, int, int, str]:
    return row.transcript, row.revision, row.start, row.end, row.coder
