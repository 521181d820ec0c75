"""What the desk changes: operations in its own coder's name, on its own coder's codings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workbench.errors import CodingError
from workbench.model.operation import Operation, OperationKind
from workbench.model.payload_rules import checked_payload
from workbench.protocol.arguments import Message, UnfitError, one_of, parts, text
from workbench.protocol.searching import HITS, hits_operation

if TYPE_CHECKING:
    from workbench.study.study import Study

KINDS: tuple[OperationKind, ...] = (
    "coding.add",
    "coding.remove",
    "coding.change",
    "status.set",
    "memo.set",
    "scheme.change",
    "operation.undo",
)


def apply(study: Study, coder: str, given: list[Message]) -> Message:
    """Save operations, all or none; to save them again is answered the same way."""
    operations = [_operation(study, coder, one) for one in given]
    touched = {coding for one in operations for coding in _codings_named(one)}
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
    made = Operation(given["kind"], given["payload"], coder, given["id"])
    _require_own(study, coder, made.kind, checked_payload(made))
    return made


def _require_own(study: Study, coder: str, kind: OperationKind, payload: Mapping[str, Any]) -> None:
    # Memos are always the operation's own coder's, and the codebook belongs to all.
    match kind:
        case "coding.add":
            for *_, whose, _, _, origin in payload["codings"]:
                if whose != coder:
                    raise CodingError(f"{coder} cannot code in the name of {whose}")
                if origin != "manual":
                    raise CodingError("what is coded at the desk is coded by hand")
        case "status.set":
            for _, whose, _ in payload["statuses"]:
                if whose != coder:
                    raise CodingError(f"{coder} cannot say how far {whose} is")
        case "operation.undo":
            for id_ in payload["operations"]:
                found = study.operation(id_)
                if found is not None and found.operation.coder != coder:
                    raise CodingError(f"{coder} cannot undo what {found.operation.coder} did")


def _codings_named(made: Operation) -> list[str]:
    # Those that must be the coder's own. A changed codebook recodes and merges everybody's, and is meant to.
    match made.kind:
        case "coding.remove":
            return list(made.payload["codings"])
        case "coding.change":
            return [coding for coding, _ in made.payload["changes"]]
    return []


def operation(value: Any) -> Message:
    """An operation of a kind that the desk may send; what is in its payload is checked with its kind."""
    found: Message = _OPERATION(value)
    if _names_hits(found):
        found["payload"] = HITS(found["payload"])
    return found


def _names_hits(given: Message) -> bool:
    return given["kind"] == "coding.add" and "hits" in given["payload"]


def _payload(value: Any) -> Message:
    if not isinstance(value, dict):
        raise UnfitError("must be an object")
    return value


_OPERATION = parts({"id": text, "kind": one_of(*KINDS), "coder": text, "payload": _payload})
