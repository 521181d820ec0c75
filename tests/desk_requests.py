"""Asking a study as the desk does, and the operations that the browser makes."""

from __future__ import annotations

import json
import uuid
from typing import Any

import orjson

from workbench import Study
from workbench.protocol import answer

Message = dict[str, Any]


def ask(study: Study, type_: str, coder: str = "A1", **fields: Any) -> Message:
    """Ask through JSON both ways, as a comm and as HTTP do."""
    request = json.loads(json.dumps({"type": type_, "id": "request-1", **fields}))
    reply = answer(study, coder, request)
    assert reply.pop("id") == "request-1"
    told: Message = json.loads(json.dumps(reply))
    assert told == orjson.loads(orjson.dumps(reply))
    return told


def save(study: Study, *operations: Message, coder: str = "A1") -> Message:
    """Have operations applied that must be valid."""
    reply = ask(study, "apply", coder, operations=list(operations))
    assert reply["type"] == "applied", reply
    return reply


def refused(reply: Message) -> str:
    """What a reply says that is a refusal for good."""
    assert (reply["type"], reply["lasting"]) == ("error", True), reply
    return str(reply["message"])


def operation(kind: str, payload: Message, coder: str = "A1") -> Message:
    return {"id": str(uuid.uuid4()), "kind": kind, "coder": coder, "payload": payload}


def entry(
    study: Study, words: str, code: str = "flexibility", coder: str = "A1", transcript: str = "first"
) -> list[Any]:
    """The row that codes some words where they first stand."""
    document = study.document(transcript)
    start = document.text.index(words)
    return [document.uid, document.revision, start, start + len(words), code, coder, {}, "", "manual"]


def adding(study: Study, words: str, code: str = "flexibility", coder: str = "A1") -> Message:
    return operation("coding.add", {"codings": [entry(study, words, code, coder)]}, coder)


def removing(*codings: str, coder: str = "A1") -> Message:
    return operation("coding.remove", {"codings": list(codings)}, coder)


def changing(coding: str, coder: str = "A1", **fields: Any) -> Message:
    return operation("coding.change", {"changes": [[coding, fields]]}, coder)


def undoing(*operations: Message, coder: str = "A1") -> Message:
    return operation("operation.undo", {"operations": [one["id"] for one in operations]}, coder)


def codings_told(table: Message) -> list[tuple[str, int, int, str, dict[str, str], int]]:
    """A `CodingTable` as rows of id, start, end, code, attributes, flags."""
    return [
        (
            f"{table['operations'][at]}-{number}",
            start,
            end,
            table["codes"][code],
            table["attributes"][attributes],
            flags,
        )
        for at, number, start, end, code, attributes, flags in table["rows"]
    ]
