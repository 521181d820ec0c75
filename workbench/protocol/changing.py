"""What the desk changes: operations in its own coder's name, on its own coder's codings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from workbench.errors import CodingError
from workbench.model.operation import Operation
from workbench.model.payload_rules import checked_payload
from workbench.protocol.arguments import UnfitError, one_of, parts, text
from workbench.protocol.searching import HITS, hits_operation

if TYPE_CHECKING:
    from workbench.study.study import Study

Message = dict[str, Any]

_CODER_IN_ENTRY, _ORIGIN_IN_ENTRY = 5, 8


def apply(study: Study, coder: str, given: list[Message]) -> Message:
    """Save operations, all or none; to save them again is answered the same way."""
    operations = [_operation(study, coder, one) for one in given]
    touched = {coding for one in operations for coding in _CODINGS[one.kind](one.payload)}
    strangers = {found.coder for found in study.codings_by_id(touched).values()} - {coder}
    if strangers:
        raise CodingError(f"{coder} cannot change codings of {', '.join(sorted(strangers))}")
    recorded = study.apply(*operations)
    return {"type": "applied", "seq": recorded.seq, "repeated": recorded.repeated}


def _operation(study: Study, coder: str, given: Message) -> Operation:
    if given["coder"] != coder:
        raise CodingError(f"{coder} cannot change anything in the name of {given['coder']}")
    if _names_hits(given):
        return hits_operation(study, coder, given["id"], given["payload"])
    operation = Operation(given["kind"], given["payload"], coder, given["id"])
    _OWN[operation.kind](study, coder, checked_payload(operation))
    return operation


def _own_entries(_study: Study, coder: str, payload: Mapping[str, Any]) -> None:
    for entry in payload["codings"]:
        if entry[_CODER_IN_ENTRY] != coder:
            raise CodingError(f"{coder} cannot code in the name of {entry[_CODER_IN_ENTRY]}")
        if entry[_ORIGIN_IN_ENTRY] != "manual":
            raise CodingError("what is coded at the desk is coded by hand")


def _own_statuses(_study: Study, coder: str, payload: Mapping[str, Any]) -> None:
    for _, whose, _ in payload["statuses"]:
        if whose != coder:
            raise CodingError(f"{coder} cannot say how far {whose} is")


def _own_operations(study: Study, coder: str, payload: Mapping[str, Any]) -> None:
    for id_ in payload["operations"]:
        found = study.operation(id_)
        if found is not None and found.operation.coder != coder:
            raise CodingError(f"{coder} cannot undo what {found.operation.coder} did")


def _anything(_study: Study, _coder: str, _payload: Mapping[str, Any]) -> None:
    # Memos are always the operation's own coder's; the scheme belongs to all.
    pass


def _none(_payload: Mapping[str, Any]) -> Iterable[str]:
    return ()


# By kind: whether an operation is its coder's own affair, and which codings it names that must be.
# A changed scheme recodes and merges everybody's codings, and is meant to.
_OWN: Mapping[str, Callable[[Study, str, Mapping[str, Any]], None]] = {
    "coding.add": _own_entries,
    "coding.remove": _anything,
    "coding.change": _anything,
    "status.set": _own_statuses,
    "memo.set": _anything,
    "scheme.change": _anything,
    "operation.undo": _own_operations,
}
_CODINGS: Mapping[str, Callable[[Mapping[str, Any]], Iterable[str]]] = {
    **dict.fromkeys(_OWN, _none),
    "coding.remove": lambda payload: payload["codings"],
    "coding.change": lambda payload: [coding for coding, _ in payload["changes"]],
}


def _payload(value: Any) -> Message:
    if not isinstance(value, dict):
        raise UnfitError("must be an object")
    return value


_OPERATION = parts({"id": text, "kind": one_of(*_OWN), "coder": text, "payload": _payload})


def operation(value: Any) -> Message:
    """An operation of a kind that the desk may send; what is in its payload is checked with its kind."""
    found: Message = _OPERATION(value)
    if _names_hits(found):
        found["payload"] = HITS(found["payload"])
    return found


def _names_hits(given: Message) -> bool:
    return given["kind"] == "coding.add" and "hits" in given["payload"]
