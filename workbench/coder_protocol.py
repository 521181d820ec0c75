"""What the transcript coder asks of a study, and the answers; `docs/widget_protocol.md` lists them.

The same for every host: a widget carries these messages over its comm, a server over HTTP.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from workbench.errors import CodingError, WorkbenchError
from workbench.model.operation import Operation

if TYPE_CHECKING:
    from workbench.model.scheme import CodingScheme
    from workbench.study.reading import Document, PlacedCoding
    from workbench.study.study import Study

Message = dict[str, Any]

_LOG = logging.getLogger(__name__)
_ENTRY_LENGTH = 9


def answer(study: Study, coder: str, request: Mapping[str, Any]) -> Message:
    """Answer one request of the browser; whatever goes wrong becomes an answer of the type `error`.

    `lasting` in an error says that the same request will never succeed. Every answer carries
    the `id` of its request.
    """
    try:
        handler = _HANDLERS.get(request.get("type", ""))
        if handler is None:
            raise CodingError(f"there is no request of the type {request.get('type')!r}")
        reply = handler(study, coder, request)
    except WorkbenchError as error:
        reply = {"type": "error", "message": str(error), "lasting": isinstance(error, CodingError)}
    except Exception as error:  # noqa: BLE001 - the border: who codes must learn of any failure
        _LOG.exception("the transcript coder's request failed")
        reply = {"type": "error", "message": f"Something went wrong: {error}", "lasting": False}
    return {**reply, "id": request.get("id")}


def _load(study: Study, coder: str, request: Mapping[str, Any]) -> Message:
    """Send all that is needed to show a transcript, the first one if none is named."""
    # Read first: what is changed meanwhile is then told again as a change, which does no harm.
    newest = study.newest
    names = study.transcript_names()
    name = request.get("transcript") or next(iter(names), None)
    document = study.document(name) if name else None
    codings = study.codings_in(name, coder) if name else []
    placed = [coding for coding in codings if document and coding.revision == document.revision]
    scheme = study.scheme
    return {
        "type": "loaded",
        "study": study.id,
        "constructed": study.constructed,
        "transcripts": names,
        "scheme": _scheme(scheme) if scheme else None,
        "document": _document(document) if document else None,
        "codings": [_row(coding) for coding in placed],
        "lost": len(codings) - len(placed),
        "newest": newest,
    }


def _apply(study: Study, coder: str, request: Mapping[str, Any]) -> Message:
    """Save one operation; saving it again is answered the same way."""
    match request.get("operation"):
        case {
            "id": str(id_),
            "kind": "coding.add" | "coding.remove" as kind,
            "coder": str(maker),
            "payload": {"codings": [*codings]},
        } if all(_is_entry(one) if kind == "coding.add" else isinstance(one, str) for one in codings):
            whose = {maker, *(one[5] for one in codings if kind == "coding.add")}
            if whose != {coder}:
                raise CodingError(f"{coder} cannot code in the name of somebody else")
            operation = Operation(kind, {"codings": codings}, coder, id_)
        case _:
            raise CodingError("this is not a change that the transcript coder can make")
    recorded = study.apply(operation)
    return {"type": "applied", "seq": recorded.seq, "repeated": recorded.repeated}


def _changes(study: Study, coder: str, request: Mapping[str, Any]) -> Message:
    """Tell what happened to the shown transcript's codings after operation number `since`.

    `removed` took place before `added`. `reload` says that more has changed than codings: a
    text, the scheme, the list of transcripts.
    """
    name, since = request.get("transcript"), request.get("since")
    newest = study.newest
    added: dict[str, list[Any]] = {}
    removed: list[str] = []
    reload = False
    if isinstance(since, int) and since < newest:
        document = study.document(name) if name else None
        for recorded in study.operations(since=since):
            newest, operation = recorded.seq, recorded.operation
            if operation.kind == "coding.add" and document:
                added.update((row[0], row) for row in _rows_added(operation, document, coder))
            elif operation.kind == "coding.remove":
                removed += operation.payload["codings"]
                for coding in operation.payload["codings"]:
                    added.pop(coding, None)
            elif operation.kind in _RELOADED:
                reload = True
    return {
        "type": "changes",
        "newest": newest,
        "reload": reload,
        "added": list(added.values()),
        "removed": removed,
    }


_RELOADED = ("transcript.import", "transcript.revise", "scheme.set")
_HANDLERS: Mapping[str, Callable[[Study, str, Mapping[str, Any]], Message]] = {
    "load": _load,
    "apply": _apply,
    "changes": _changes,
}


def _is_entry(value: object) -> bool:
    """Whether this is a coding as `coding.add` holds it; `docs/operations.md` lists its parts."""
    return isinstance(value, list) and len(value) == _ENTRY_LENGTH


def _document(document: Document) -> Message:
    return {
        "uid": document.uid,
        "name": document.name,
        "revision": document.revision,
        "language": document.language,
        "text": document.text,
        "turns": [
            [turn.speaker, turn.label_start, turn.label_end, turn.body_start, turn.body_end, turn.start_ms]
            for turn in document.turns
        ],
    }


def _row(coding: PlacedCoding) -> list[Any]:
    return [coding.id, coding.start, coding.end, coding.code, dict(coding.attributes)]


def _rows_added(operation: Operation, document: Document, coder: str) -> Iterator[list[Any]]:
    for number, entry in enumerate(operation.payload["codings"]):
        uid, revision, start, end, code, whose, attributes, *_ = entry
        if (uid, revision, whose) == (document.uid, document.revision, coder):
            yield [f"{operation.id}-{number}", start, end, code, attributes or {}]


def _scheme(scheme: CodingScheme) -> Message:
    return {
        "title": dict(scheme.title),
        "codes": [
            {
                "id": code.id,
                "label": dict(code.label),
                "definition": dict(code.definition),
                "parent": code.parent,
                "colour": code.colour,
                "marker": code.marker,
                "tier": code.tier,
                "group": code.group,
                "retired": code.retired,
            }
            for code in scheme.codes
        ],
        "attributes": [
            {
                "id": attribute.id,
                "label": dict(attribute.label),
                "definition": dict(attribute.definition),
                "values": [{"id": value.id, "label": dict(value.label)} for value in attribute.values],
                "default": attribute.default,
            }
            for attribute in scheme.attributes
        ],
    }
