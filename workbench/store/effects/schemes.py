"""Putting a coding scheme or an outcome register into force."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, insert, select

from workbench.errors import RegisterError, SchemeError
from workbench.model.coding_rules import RESERVED_ATTRIBUTES, CodingRules
from workbench.model.operation import Operation
from workbench.model.scheme import CodingScheme
from workbench.readers.schemes import scheme_from_document
from workbench.store.documents import from_json, to_json
from workbench.store.effects.replacing import Replaced
from workbench.store.effects.transaction import Transaction
from workbench.store.tables import coding, content, register, scheme


def set_scheme(tx: Transaction, operation: Operation) -> Replaced:
    """Make the scheme in the payload the newest revision.

    Raises
    ------
    SchemeError
        Codings carry what the new scheme has no place for, or an attribute is named like a
        column of the frames.
    """
    return {"scheme": put_into_force(tx, operation.payload["document"])}


def put_into_force(tx: Transaction, document: Mapping[str, Any]) -> tuple[int, int]:
    """Make a document the newest revision of the scheme; return the revision before, 0 for none, and it.

    Raises
    ------
    SchemeError
        Codings carry what the scheme has no place for, or an attribute is named like a
        column of the frames.
    """
    read = scheme_from_document(document, where="the coding scheme")
    _check_attribute_ids(read)
    problems = misfits(tx.connection, read)
    if problems:
        raise SchemeError(
            f"codings carry what this scheme has no place for: {'; '.join(problems)}",
            where=read.id,
            hint="Keep attributes and values that codings carry, and codes with `retired: true`, so that "
            "no coding changes its meaning",
        )
    newest = newest_revision(tx)
    tx.connection.execute(
        insert(scheme), {"revision": newest + 1, "document": to_json(document), "changed": tx.time}
    )
    return newest, newest + 1


def newest_revision(tx: Transaction) -> int:
    """The revision of the scheme in force; 0 for none."""
    return tx.connection.scalar(select(func.max(scheme.c.revision))) or 0


def document_of(tx: Transaction, revision: int) -> str | None:
    """The document of a revision of the scheme, as it is stored; None if there is none."""
    return tx.connection.scalar(select(scheme.c.document).where(scheme.c.revision == revision))


def misfits(connection: Connection, scheme: CodingScheme) -> list[str]:
    """What the study's codings carry that `scheme` has no place for, in words."""
    rules = CodingRules(scheme)
    carried = connection.execute(select(coding.c.code, coding.c.attributes).distinct())
    return sorted(
        {problem for code, document in carried for problem in rules.misfits(code, from_json(document))}
    )


def _check_attribute_ids(scheme: CodingScheme) -> None:
    taken = [
        name for name in scheme.attribute_by_id if name in RESERVED_ATTRIBUTES or name.startswith("outcome.")
    ]
    if taken:
        raise SchemeError(
            f"an attribute cannot be named {taken[0]!r}: a column of the frames is named so",
            where=scheme.id,
            hint="Reserved are names that begin with 'outcome.' and: "
            + ", ".join(sorted(RESERVED_ATTRIBUTES)),
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
