"""What the payload of each kind of operation must look like; `docs/operations.md` lists them.

These rules need nothing but the payload. Whether an operation fits the study it is applied to
is for the effects to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, get_args

from workbench.errors import CodingError, LinkError, RegisterError, SchemeError, StudyError, WorkbenchError
from workbench.model.anchoring import Anchor
from workbench.model.judgement_rules import check_judgements
from workbench.model.operation import Operation, OperationKind
from workbench.model.payload_parts import PayloadError, get, refuse, rows_of, texts_of
from workbench.model.scheme_change_rules import check_scheme_changes

_SHA256 = re.compile(r"[0-9a-f]{64}")
_ANCHORS = frozenset(get_args(Anchor))
_NONE = type(None)
_CODING_TYPES = frozenset(
    (str, int, int, int, str, str, attributes, str, str) for attributes in (dict, _NONE)
)
_LINK_TYPES = frozenset(
    (str, str, participant, role) for participant in (str, _NONE) for role in (str, _NONE)
)
_STATUS_TYPES = frozenset({(str, str, str)})
_CHANGE_TYPES = frozenset({(str, dict)})
# The last, if it is there, is the text that was typed over.
_MEMO_TYPES = frozenset({(str, str, str), (str, str, str, str)})
_PLACE = {"revision": int, "start": int, "end": int}
_CHANGED = {"code": (str,), "attributes": (dict, _NONE), "memo": (str,), "over": (str,), "checked": (bool,)}
MEMOS_ABOUT = ("study", "transcript", "code")
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
            refuse("the payload is no object")
        rule(payload)
    except PayloadError as error:
        raise error_class(f"the operation {operation.kind!r} is malformed: {error}") from None
    return payload


def _sha256(payload: Mapping[str, Any], key: str) -> None:
    if not _SHA256.fullmatch(get(payload, key, str)):
        refuse(f"{key!r} is no sha256")


def _check_transcript(payload: Mapping[str, Any]) -> None:
    if not get(payload, "name", str).strip():
        refuse("the name is empty")
    _sha256(payload, "text_sha256")
    _sha256(payload, "source_sha256")
    for key in ("source_name", "format", "language"):
        get(payload, key, str)
    get(payload, "encoding", str, _NONE)
    for value in get(payload, "metadata", dict).values():
        if type(value) is not str:
            refuse("'metadata' holds something else than text")
    texts_of(payload, "warnings")
    speakers = texts_of(payload, "speakers")
    if len(set(speakers)) < len(speakers) or "" in speakers:
        refuse("a speaker's label is empty or stands twice")
    reached = 0
    for number, turn in enumerate(rows_of(payload, "turns", _TURN_TYPES)):
        who, label_start, label_end, body_start, body_end, start_ms, end_ms, words = turn
        if not -1 <= who < len(speakers):
            refuse(f"turn {number} has a speaker who is not among the speakers")
        if not reached <= label_start <= label_end <= body_start <= body_end:
            refuse(f"the boundaries of turn {number} are out of order")
        if min(words, start_ms or 0, end_ms or 0) < 0:
            refuse(f"turn {number} has a negative number")
        reached = body_end


def _check_revision(payload: Mapping[str, Any]) -> None:
    _check_transcript(payload)
    get(payload, "transcript", str)
    get(payload, "revision", int)
    if "seen" in payload:
        get(payload, "seen", int)
    for coding, place in get(payload, "anchors", dict).items():
        match place:
            case [int(start), int(end), str(how)] if how in _ANCHORS and 0 <= start < end:
                pass
            case _:
                refuse(f"the anchor of coding {coding} cannot be {place!r:.60}")


def _check_codings(payload: Mapping[str, Any]) -> None:
    for row in rows_of(payload, "codings", _CODING_TYPES):
        if row[6] and any(type(value) is not str for value in row[6].values()):
            refuse(f"an attribute's value must be text, not as in {row[6]!r:.60}")


def _check_scheme(payload: Mapping[str, Any]) -> None:
    get(payload, "document", dict)


def _check_register(payload: Mapping[str, Any]) -> None:
    _sha256(payload, "content_sha256")
    get(payload, "source_name", str)


def _check_links(payload: Mapping[str, Any]) -> None:
    rows_of(payload, "links", _LINK_TYPES)


def _check_removal(payload: Mapping[str, Any]) -> None:
    texts_of(payload, "codings")


def _check_changes(payload: Mapping[str, Any]) -> None:
    seen: set[str] = set()
    for coding, fields in rows_of(payload, "changes", _CHANGE_TYPES):
        if coding in seen:
            refuse(f"the coding {coding!r} stands twice")
        seen.add(coding)
        if not fields:
            refuse(f"nothing of the coding {coding!r} is changed")
        place = {name: type(value) for name, value in fields.items() if name in _PLACE}
        if place and place != _PLACE:
            refuse("a new place needs 'revision', 'start' and 'end', in whole numbers")
        for name, value in fields.items():
            if name not in _PLACE and type(value) not in _CHANGED.get(name, ()):
                refuse(f"{name!r} of a coding cannot be {value!r:.60}")
        if fields.get("checked") is False:
            refuse("'checked' can only be true")
        if "over" in fields and "memo" not in fields:
            refuse("'over' says which memo was typed over, and there is no 'memo'")
        if any(type(value) is not str for value in (fields.get("attributes") or {}).values()):
            refuse(f"an attribute's value must be text, not as in {fields['attributes']!r:.60}")


def _check_memos(payload: Mapping[str, Any]) -> None:
    seen: set[tuple[str, str]] = set()
    for about, target, *_ in rows_of(payload, "memos", _MEMO_TYPES):
        if about not in MEMOS_ABOUT:
            refuse(f"there are no memos about {about!r}; they are about {', '.join(MEMOS_ABOUT)}")
        if about == "study" and target:
            refuse(f"a memo about the study has no target, as {target!r:.60} is")
        if (about, target) in seen:
            refuse(f"the memo on {target or about!r} stands twice")
        seen.add((about, target))


def _check_undo(payload: Mapping[str, Any]) -> None:
    operations = texts_of(payload, "operations")
    if not operations:
        refuse("it names no operation")
    if len(set(operations)) < len(operations):
        refuse("an operation stands twice")


def _check_statuses(payload: Mapping[str, Any]) -> None:
    for _, coder, _ in rows_of(payload, "statuses", _STATUS_TYPES):
        if not coder.strip():
            refuse("the coder is empty")


_RULES: Mapping[OperationKind, tuple[type[WorkbenchError], Callable[[Mapping[str, Any]], None]]] = {
    "transcript.import": (StudyError, _check_transcript),
    "transcript.revise": (StudyError, _check_revision),
    "scheme.set": (SchemeError, _check_scheme),
    "register.set": (RegisterError, _check_register),
    "speaker.link": (LinkError, _check_links),
    "coding.add": (CodingError, _check_codings),
    "coding.change": (CodingError, _check_changes),
    "coding.remove": (CodingError, _check_removal),
    "status.set": (CodingError, _check_statuses),
    "memo.set": (CodingError, _check_memos),
    "judgement.set": (StudyError, check_judgements),
    "scheme.change": (SchemeError, check_scheme_changes),
    "operation.undo": (CodingError, _check_undo),
}
