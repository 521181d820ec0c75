"""What the payload of each kind of operation must look like; `docs/operations.md` lists them.

These rules need nothing but the payload. Whether an operation fits the study it is applied to
is for the effects to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NoReturn, get_args

from workbench.errors import CodingError, LinkError, RegisterError, SchemeError, StudyError, WorkbenchError
from workbench.model.anchoring import Anchor
from workbench.model.operation import Operation, OperationKind

_SHA256 = re.compile(r"[0-9a-f]{64}")
_ANCHORS = frozenset(get_args(Anchor))
_NONE = type(None)
_ROW_TYPES = frozenset({list, tuple})
_CODING_TYPES = frozenset(
    (str, int, int, int, str, str, attributes, str, str) for attributes in (dict, _NONE)
)
_LINK_TYPES = frozenset(
    (str, str, participant, role) for participant in (str, _NONE) for role in (str, _NONE)
)
_STATUS_TYPES = frozenset({(str, str, str)})
_TURN_TYPES = frozenset(
    (int, int, int, int, int, start, end, int) for start in (int, _NONE) for end in (int, _NONE)
)


def checked_payload(operation: Operation) -> Mapping[str, Any]:
    """The operation's payload, if it is what its kind must have.

    Raises
    ------
    WorkbenchError
        Something is missing in it, of the wrong type, or impossible on any study.
    """
    payload = operation.payload
    error_class, rule = _RULES[operation.kind]
    try:
        if not isinstance(payload, dict):
            _refuse("the payload is no object")
        rule(payload)
    except _PayloadError as error:
        raise error_class(f"the operation {operation.kind!r} is malformed: {error}") from None
    return payload


class _PayloadError(Exception):
    """What is wrong with a payload, before its kind says which error that is."""


def _refuse(what: str) -> NoReturn:
    raise _PayloadError(what)


def _get(payload: Mapping[str, Any], key: str, *types: type) -> Any:
    if key not in payload:
        _refuse(f"{key!r} is missing")
    value = payload[key]
    if type(value) not in types:
        _refuse(f"{key!r} cannot be {value!r:.60}")
    return value


def _rows(payload: Mapping[str, Any], key: str, types: frozenset[tuple[type, ...]]) -> Iterable[Any]:
    rows: Iterable[Any] = _get(payload, key, list, tuple)
    # Asked of all rows at once, which is several times quicker, and one by one only if that fails.
    if not ({*map(type, rows)} <= _ROW_TYPES and {tuple(map(type, row)) for row in rows} <= types):
        for number, row in enumerate(rows):
            if type(row) not in _ROW_TYPES or tuple(map(type, row)) not in types:
                _refuse(f"row {number} of {key!r} cannot be {row!r:.200}")
    return rows


def _texts(payload: Mapping[str, Any], key: str) -> Sequence[str]:
    values: Sequence[str] = _get(payload, key, list, tuple)
    if any(type(value) is not str for value in values):
        _refuse(f"{key!r} holds something else than text")
    return values


def _sha256(payload: Mapping[str, Any], key: str) -> None:
    if not _SHA256.fullmatch(_get(payload, key, str)):
        _refuse(f"{key!r} is no sha256")


def _check_transcript(payload: Mapping[str, Any]) -> None:
    if not _get(payload, "name", str).strip():
        _refuse("the name is empty")
    _sha256(payload, "text_sha256")
    _sha256(payload, "source_sha256")
    for key in ("source_name", "format", "language"):
        _get(payload, key, str)
    _get(payload, "encoding", str, _NONE)
    for value in _get(payload, "metadata", dict).values():
        if type(value) is not str:
            _refuse("'metadata' holds something else than text")
    _texts(payload, "warnings")
    speakers = _texts(payload, "speakers")
    if len(set(speakers)) < len(speakers) or "" in speakers:
        _refuse("a speaker's label is empty or stands twice")
    reached = 0
    for number, turn in enumerate(_rows(payload, "turns", _TURN_TYPES)):
        who, label_start, label_end, body_start, body_end, start_ms, end_ms, words = turn
        if not -1 <= who < len(speakers):
            _refuse(f"turn {number} has a speaker who is not among the speakers")
        if not reached <= label_start <= label_end <= body_start <= body_end:
            _refuse(f"the boundaries of turn {number} are out of order")
        if min(words, start_ms or 0, end_ms or 0) < 0:
            _refuse(f"turn {number} has a negative number")
        reached = body_end


def _check_revision(payload: Mapping[str, Any]) -> None:
    _check_transcript(payload)
    _get(payload, "transcript", str)
    _get(payload, "revision", int)
    for coding, place in _get(payload, "anchors", dict).items():
        match place:
            case [int(start), int(end), str(how)] if how in _ANCHORS and 0 <= start < end:
                pass
            case _:
                _refuse(f"the anchor of coding {coding} cannot be {place!r:.60}")


def _check_codings(payload: Mapping[str, Any]) -> None:
    for row in _rows(payload, "codings", _CODING_TYPES):
        if row[6] and any(type(value) is not str for value in row[6].values()):
            _refuse(f"an attribute's value must be text, not as in {row[6]!r:.60}")


def _check_scheme(payload: Mapping[str, Any]) -> None:
    _get(payload, "document", dict)


def _check_register(payload: Mapping[str, Any]) -> None:
    _sha256(payload, "content_sha256")
    _get(payload, "source_name", str)


def _check_links(payload: Mapping[str, Any]) -> None:
    _rows(payload, "links", _LINK_TYPES)


def _check_removal(payload: Mapping[str, Any]) -> None:
    _texts(payload, "codings")


def _check_statuses(payload: Mapping[str, Any]) -> None:
    for _, coder, _ in _rows(payload, "statuses", _STATUS_TYPES):
        if not coder.strip():
            _refuse("the coder is empty")


_RULES: Mapping[OperationKind, tuple[type[WorkbenchError], Callable[[Mapping[str, Any]], None]]] = {
    "transcript.import": (StudyError, _check_transcript),
    "transcript.revise": (StudyError, _check_revision),
    "scheme.set": (SchemeError, _check_scheme),
    "register.set": (RegisterError, _check_register),
    "speaker.link": (LinkError, _check_links),
    "coding.add": (CodingError, _check_codings),
    "coding.remove": (CodingError, _check_removal),
    "status.set": (CodingError, _check_statuses),
}
