"""What the desk asks to open and to keep up: the study, its scheme, a transcript, what has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.protocol.arguments import Message
from workbench.protocol.coding_table import coding_table

if TYPE_CHECKING:
    from workbench.model.scheme import Attribute, Code
    from workbench.study.reading import Document
    from workbench.study.study import Study


def overview(study: Study, coder: str) -> Message:
    """Tell of the study, and how far this coder has come with each transcript."""
    found = study.overview(coder)
    return {
        "type": "overview",
        "study": study.id,
        "name": study.name,
        "constructed": study.constructed,
        "coders": list(found.coders),
        "transcripts": [
            {
                "uid": one.uid,
                "name": one.name,
                "language": one.language,
                "turns": one.turns,
                "coded": one.coded,
                "codings": one.codings,
                "status": one.status,
            }
            for one in found.transcripts
        ],
        "counts": dict(found.counts),
        "older": found.older,
        "newest": found.newest,
    }


def scheme(study: Study, _coder: str) -> Message:
    """Tell the scheme in force, with all that defines its codes."""
    revision, found = study.scheme_revision, study.scheme
    if found is None:
        return {"type": "scheme", "scheme": None}
    told = {
        "revision": revision,
        "title": dict(found.title),
        "codes": [code_told(code) for code in found.codes],
        "attributes": [_attribute(attribute) for attribute in found.attributes],
    }
    return {"type": "scheme", "scheme": told}


def load(study: Study, coder: str, transcript: str | None) -> Message:
    """Tell a transcript, the first one if none is named, and this coder's codings in it."""
    # Read first: what is coded meanwhile is then told again as a change, which does no harm.
    newest = study.newest
    name = transcript if transcript is not None else next(iter(study.transcript_names()), None)
    if name is None:
        nothing = {"document": None, "codings": coding_table([], None), "lost": 0}
        return {"type": "loaded", **nothing, "newest": newest}
    document = study.document(name)
    rows, lost = study.coding_rows(name, coder)
    if document.uid in study.touched_since(newest).texts:
        # The text is another one by now, and the codings may stand in that.
        return load(study, coder, transcript)
    return {
        "type": "loaded",
        "document": _document(document, study.interviewers(name)),
        "codings": coding_table(rows, study.scheme),
        "lost": lost,
        "newest": newest,
    }


def changes(study: Study, coder: str, transcript: str | None, since: int) -> Message:
    """Tell how things stand now that may have been otherwise after operation number `since`."""
    touched = study.touched_since(since)
    name = None if transcript is None else study.transcript_name(transcript)
    rows = study.coding_rows(name, coder)[0] if name is not None else []
    elsewhere = touched.codings - {row[0] for row in rows}
    # A code that is defined anew makes codings older that nobody has touched.
    told = rows if touched.scheme else [row for row in rows if row[0] in touched.codings]
    return {
        "type": "changes",
        "newest": touched.newest,
        "set": coding_table(told, study.scheme),
        "removed": sorted(elsewhere - study.codings_by_id(elsewhere).keys()),
        "scheme": touched.scheme,
        "overview": touched.overview,
        "reload": transcript is not None and transcript in touched.texts,
    }


def code_told(code: Code) -> Message:
    """A code with everything that defines it."""
    return {
        "id": code.id,
        "label": dict(code.label),
        "definition": dict(code.definition),
        "use_when": [dict(remark) for remark in code.use_when],
        "do_not_use_when": [dict(remark) for remark in code.do_not_use_when],
        "examples": [dict(remark) for remark in code.examples],
        "counter_examples": [dict(remark) for remark in code.counter_examples],
        "parent": code.parent,
        "colour": code.colour,
        "marker": code.marker,
        "tier": code.tier,
        "group": code.group,
        "retired": code.retired,
    }


def _attribute(attribute: Attribute) -> Message:
    return {
        "id": attribute.id,
        "label": dict(attribute.label),
        "definition": dict(attribute.definition),
        "values": [{"id": value.id, "label": dict(value.label)} for value in attribute.values],
        "default": attribute.default,
    }


def _document(document: Document, interviewers: list[str]) -> Message:
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
        "interviewers": interviewers,
    }
