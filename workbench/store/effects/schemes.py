"""Putting a coding scheme or an outcome register into force."""

from __future__ import annotations

from sqlalchemy import func, insert, select

from workbench.errors import RegisterError, SchemeError
from workbench.model.operation import Operation
from workbench.readers.schemes import scheme_from_document
from workbench.store.documents import to_json
from workbench.store.effects.transaction import Transaction
from workbench.store.tables import coding, content, register, scheme


def set_scheme(tx: Transaction, operation: Operation) -> None:
    """Make the scheme in the payload the newest revision.

    Raises
    ------
    SchemeError
        Codings carry codes that the new scheme does not have.
    """
    document = operation.payload["document"]
    known = scheme_from_document(document, where="the coding scheme").by_id
    used = set(tx.connection.scalars(select(coding.c.code).distinct()))
    missing = sorted(used - set(known))
    if missing:
        raise SchemeError(
            f"codings carry codes that this scheme does not have: {', '.join(missing)}",
            where=str(document.get("id", "scheme")),
            hint="Keep them in the scheme with `retired: true`, so that no coding loses its code",
        )
    newest = tx.connection.scalar(select(func.max(scheme.c.revision))) or 0
    tx.connection.execute(
        insert(scheme), {"revision": newest + 1, "document": to_json(document), "changed": tx.time}
    )


def set_register(tx: Transaction, operation: Operation) -> None:
    """Make the register in the payload's content the newest revision."""
    sha256 = operation.payload["content_sha256"]
    if tx.connection.scalar(select(content.c.sha256).where(content.c.sha256 == sha256)) is None:
        raise RegisterError("the data of the register are missing")
    newest = tx.connection.scalar(select(func.max(register.c.revision))) or 0
    tx.connection.execute(
        insert(register),
        {
            "revision": newest + 1,
            "content_sha256": sha256,
            "source_name": operation.payload["source_name"],
            "changed": tx.time,
        },
    )
