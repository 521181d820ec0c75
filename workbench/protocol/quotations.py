"""What was coded and written down: quotations, one coding in full, memos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import CodingError
from workbench.protocol.arguments import Message, flag, or_none, parts, text
from workbench.protocol.opening import code_told

if TYPE_CHECKING:
    from workbench.study.memo_list import Memo
    from workbench.study.quotations import Quotation
    from workbench.study.study import Study

LONGEST_TEXT = 1000
"""Characters of the coded words that are told; who wants more reads the transcript."""

_TEXT = or_none(text)
FILTER = parts(
    {
        "code": _TEXT,
        "transcript": _TEXT,
        "speaker": _TEXT,
        "coder": _TEXT,
        "text": _TEXT,
        "memo": flag,
        "older": flag,
    }
)


def quotations(study: Study, coder: str, chosen: Message, from_: int, most: int) -> Message:
    """Tell coded passages, this coder's own unless another one is asked for."""
    found = study.quotations(
        chosen["code"],
        transcript=chosen["transcript"],
        speaker=chosen["speaker"],
        coder=coder if chosen["coder"] is None else chosen["coder"],
        words=chosen["text"] or "",
        memo=chosen["memo"],
        older=chosen["older"],
        from_=from_,
        most=most,
    )
    rows = [_quotation(one) for one in found.rows]
    return {"type": "quotations", "total": found.total, "rows": rows, "speakers": study.speaker_labels()}


def inspect(study: Study, _coder: str, coding: str) -> Message:
    """Tell everything about a coding, and what its code meant when it was made if that has changed."""
    found = study.codings_by_id([coding]).get(coding)
    if found is None:
        raise CodingError("there is no such coding", hint="It may have been removed")
    scheme = study.scheme
    now = scheme.definition_hashes.get(found.code) if scheme else None
    then = study.definition_then(found.code, found.definition) if found.definition != now else None
    told = {
        "id": found.id,
        "transcript": found.transcript,
        "start": found.start,
        "end": found.end,
        "code": found.code,
        "coder": found.coder,
        "attributes": dict(found.attributes),
        "memo": found.memo,
        "origin": found.origin,
        "anchor": found.anchor,
        "created": found.created,
        "then": code_told(then) if then else None,
    }
    return {"type": "inspected", "coding": told}


def memos(study: Study, coder: str) -> Message:
    """Tell this coder's memos."""
    found = study.memo_list(coder)
    codings = study.codings_by_id([one.target for one in found if one.about == "coding"])
    # The desk finds labels by itself, in the language that it shows: it is told the code's id.
    codes = {id_: coding.code for id_, coding in codings.items()}
    return {"type": "memos", "memos": [_memo(one, codes) for one in found]}


def _quotation(found: Quotation) -> Message:
    coding = found.coding
    return {
        "id": coding.id,
        "transcript": coding.transcript,
        "start": coding.start,
        "end": coding.end,
        "speaker": found.speaker,
        "code": coding.code,
        "coder": coding.coder,
        "attributes": dict(coding.attributes),
        "memo": coding.memo,
        "older": found.older,
        "before": found.before,
        "text": found.text[:LONGEST_TEXT],
        "after": found.after,
    }


def _memo(found: Memo, codes: dict[str, str]) -> Message:
    place = None
    if found.quote is not None:
        place = {
            "transcript": found.transcript,
            "start": found.start,
            "end": found.end,
            "text": found.quote[:LONGEST_TEXT],
        }
    labels = {"coding": codes.get(found.target, found.label), "code": found.target}
    return {
        "about": found.about,
        "target": found.target,
        "label": labels.get(found.about, found.label),
        "coder": found.coder,
        "text": found.text,
        "changed": found.changed,
        "place": place,
    }
