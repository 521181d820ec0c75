"""Codings in few bytes, as they travel to the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from workbench.store.documents import from_json

if TYPE_CHECKING:
    from workbench.model.scheme import CodingScheme
    from workbench.study.placed_rows import CodingRow

# What a row says beside its id and place: code, attributes as JSON, whether there is a memo, origin,
# anchor, definition hash.
CodingKind = tuple[str, str, bool, str, str, str]

HAS_MEMO, OLDER, NOT_BY_HAND, UNSURE = 1, 2, 4, 8


def coding_table(rows: Iterable[CodingRow], scheme: CodingScheme | None) -> dict[str, Any]:
    """The rows of one transcript's codings as a `CodingTable` of `widgets/desk/core/types.js`.

    Each operation, code and set of attributes is told once, and referred to by its place.
    """
    now = scheme.definition_hashes if scheme else {}
    operations: dict[str, int] = {}
    codes: dict[str, int] = {}
    attributes: dict[str, int] = {}
    kinds: dict[CodingKind, tuple[int, int, int]] = {}
    table = []
    for row in rows:
        operation, _, number = row[0].rpartition("-")
        at = operations.setdefault(operation, len(operations))
        # Thousands of codings share a few codes, attributes and flags: worked out once for each.
        kind = row[3:]
        known = kinds.get(kind)
        if known is None:
            code, given, *_ = kind
            known = kinds[kind] = (
                codes.setdefault(code, len(codes)),
                attributes.setdefault(given, len(attributes)),
                _flags(kind, now),
            )
        table.append((at, int(number), row[1], row[2], *known))
    return {
        "operations": list(operations),
        "codes": list(codes),
        "attributes": [from_json(given) for given in attributes],
        "rows": table,
    }


def _flags(kind: CodingKind, now: Mapping[str, str]) -> int:
    code, _, memo, origin, anchor, definition = kind
    flags = 0
    if memo:
        flags |= HAS_MEMO
    if definition != now.get(code):
        flags |= OLDER
    if origin != "manual":
        flags |= NOT_BY_HAND
    if anchor == "ambiguous":
        flags |= UNSURE
    return flags
