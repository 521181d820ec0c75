"""Reading the parts of a payload, each with the types that it may have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn

_ROW_TYPES = frozenset({list, tuple})


class PayloadError(Exception):
    """What is wrong with a payload, before its kind says which error that is."""


def refuse(what: str) -> NoReturn:
    """Say what is wrong with the payload."""
    raise PayloadError(what)


def get(payload: Mapping[str, Any], key: str, *types: type) -> Any:
    """The part named `key`, which must be there and of one of `types`, not of a subclass."""
    if key not in payload:
        refuse(f"{key!r} is missing")
    value = payload[key]
    if type(value) not in types:
        refuse(f"{key!r} cannot be {value!r:.60}")
    return value


def rows_of(payload: Mapping[str, Any], key: str, types: frozenset[tuple[type, ...]]) -> Iterable[Any]:
    """The list named `key`, each of whose rows must have one of the given sequences of types."""
    rows: Iterable[Any] = get(payload, key, list, tuple)
    # Asked of all rows at once, which is several times quicker, and one by one only if that fails.
    if not ({*map(type, rows)} <= _ROW_TYPES and {tuple(map(type, row)) for row in rows} <= types):
        for number, row in enumerate(rows):
            if type(row) not in _ROW_TYPES or tuple(map(type, row)) not in types:
                refuse(f"row {number} of {key!r} cannot be {row!r:.200}")
    return rows


def texts_of(payload: Mapping[str, Any], key: str) -> Sequence[str]:
    """The list named `key`, which must hold nothing but texts."""
    values: Sequence[str] = get(payload, key, list, tuple)
    if any(type(value) is not str for value in values):
        refuse(f"{key!r} holds something else than text")
    return values
