"""Adding and removing codings."""

from __future__ import annotations

from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from workbench.errors import CodingError
from workbench.model.coding_rules import CodingRules
from workbench.model.operation import Operation
from workbench.model.scheme import CodingScheme
from workbench.readers.schemes import scheme_from_document
from workbench.store.documents import from_json, to_json
from workbench.store.effects.transaction import Transaction
from workbench.store.tables import coding, scheme

_ADD = insert(coding)
_NEWEST_SCHEME = select(func.max(scheme.c.revision))
# Schemes by their document text: parsing one for each single coding would cost more than saving it.
_SCHEMES: dict[str, CodingScheme] = {}


def current_scheme(tx: Transaction) -> CodingScheme:
    """The scheme in force.

    Raises
    ------
    CodingError
        The study has no scheme yet.
    """
    document = tx.connection.scalar(
        select(scheme.c.document).where(scheme.c.revision == _NEWEST_SCHEME.scalar_subquery())
    )
    if document is None:
        raise CodingError(
            "the study has no coding scheme yet", hint="Give it one with `workbench scheme FILE`"
        )
    if document not in _SCHEMES:
        _SCHEMES.clear()
        _SCHEMES[document] = scheme_from_document(from_json(document), where="the coding scheme")
    return _SCHEMES[document]


def add_codings(tx: Transaction, operation: Operation) -> None:
    """Add the payload's codings; coding number i gets the id `<operation id>-<i>`.

    Raises
    ------
    CodingError
        A span is empty or out of range, a code or attribute value is not in the scheme, or
        the same coder has coded the same span with the same code before.
    """
    rules = CodingRules(current_scheme(tx))
    rows = []
    documents: dict[tuple[tuple[str, str], ...], str] = {}
    for number, entry in enumerate(operation.payload["codings"]):
        uid, revision_number, start, end, code, coder, attributes, memo, origin = entry
        transcript_id, current = tx.transcript(uid)
        view = tx.revisions.view(tx.connection, transcript_id, revision_number)
        if view is None or revision_number != current:
            raise CodingError(
                f"the text has changed to revision {current} since this passage was chosen",
                hint="Open the transcript again and choose the passage in its newest text",
            )
        rules.check(start, end, view.length, code, coder, attributes, origin)
        at = view.main_turn(start, end)
        given = tuple(sorted(attributes.items()))
        if given not in documents:
            documents[given] = to_json(attributes)
        rows.append(
            {
                "id": f"{operation.id}-{number}",
                "transcript_id": transcript_id,
                "revision": revision_number,
                "start": start,
                "end": end,
                "turn": at,
                "speaker_id": None if at is None else view.speakers[at],
                "code": code,
                "coder": coder,
                "attributes": documents[given],
                "memo": memo,
                "origin": origin,
                "anchor": "original",
                "created": tx.time,
            }
        )
    try:
        tx.connection.execute(_ADD, rows)
    except IntegrityError:
        raise CodingError("this coder has coded this passage with this code already") from None


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
