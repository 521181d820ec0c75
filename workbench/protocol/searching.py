"""Finding words in the study, coding the places that were found, and the language of a transcript."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from workbench.errors import ChangedMeanwhileError, CodingError
from workbench.model.operation import Operation
from workbench.protocol.arguments import Message, UnfitError, one_of, or_none, parts, text

if TYPE_CHECKING:
    from workbench.study.searching import By, Hits
    from workbench.study.study import Study

BY = ("form", "lemma")
MOST_HITS = 5000

_RANGES = re.compile(r"(\d{1,6}(-\d{1,6})?(,\d{1,6}(-\d{1,6})?)*)?")
_LONGEST_RANGES = 50_000


def language(study: Study, _coder: str, transcript: str) -> Message:
    """Tell where sentences stand in a transcript, and the lemmas of its words."""
    from workbench.language.transcript_language import transcript_language

    found = transcript_language(study.document(transcript))
    return {"type": "language", "sentences": found.sentences, "lemmas": dict(found.lemmas)}


def search(
    study: Study, coder: str, words: str, by: By, transcript: str | None, code: str | None, most: int
) -> Message:
    """Tell where the words stand, in one transcript or in all."""
    found = _hits(study, coder, words, by, transcript, code, most)
    return {
        "type": "hits",
        "hits": [
            {
                "transcript": hit.name,
                "start": hit.start,
                "end": hit.end,
                "speaker": hit.speaker,
                "before": hit.before,
                "text": hit.words,
                "after": hit.after,
                "already": hit.already,
            }
            for hit in found.hits
        ],
        "total": found.total,
        "cut": found.total > len(found.hits) or not found.counted,
        "digest": _digest(found, most),
    }


def hits_operation(study: Study, coder: str, id_: str, payload: Message) -> Operation:
    """The plain `coding.add` that codes the places of an answer to `search`.

    If it was saved before, it is what was saved, whatever the search would find now.

    Raises
    ------
    ChangedMeanwhileError
        The search finds something else now than what the coder looked at.
    CodingError
        No place is left to code.
    """
    from workbench.study.searching import entries_for

    empty = Operation("coding.add", {"codings": []}, coder, id_)
    wanted = payload["hits"]
    recorded = study.operation(empty.id)
    if recorded is not None:
        before = recorded.operation
        if (before.kind, before.coder) != (empty.kind, coder):
            raise CodingError(f"another operation with the id {empty.id} was saved before")
        return before
    most = int(wanted["digest"].partition("-")[0])
    code = wanted["code"]
    found = _hits(study, coder, wanted["words"], wanted["by"], wanted["transcript"], code, most)
    if _digest(found, most) != wanted["digest"]:
        raise ChangedMeanwhileError(
            "the search finds other places now than those that were looked at, so none was coded",
            hint="Search again and look at what it finds",
        )
    chosen = [hit for number, hit in enumerate(found.hits) if number not in wanted["leftOut"]]
    if not chosen:
        raise CodingError("there is no place left to code", hint="All of them are left out")
    # The desk knows the new codings by their number among the chosen places.
    if any(hit.already for hit in chosen):
        raise ChangedMeanwhileError(
            "some of the places have got the code meanwhile, so none was coded",
            hint="Look at the places again: those that have the code are marked now",
        )
    entries = entries_for(chosen, code, coder, wanted["attributes"])
    return Operation("coding.add", {"codings": entries}, coder, empty.id)


def _hits(
    study: Study, coder: str, words: str, by: By, transcript: str | None, code: str | None, most: int
) -> Hits:
    name = None if transcript is None else study.transcript_name(transcript)
    return study.hits(words, by=by, transcript=name, code=code, coder=coder, most=most)


def _digest(found: Hits, most: int) -> str:
    # How many were asked for belongs to the answer: only those that were shown are coded.
    return f"{most}-{found.digest}"


def _digest_text(value: Any) -> str:
    told = text(value)
    most, _, _ = told.partition("-")
    if not re.fullmatch(r"\d{1,6}", most) or not 1 <= int(most) <= MOST_HITS:
        raise UnfitError("is not the digest of an answer")
    return told


def _numbers(value: Any) -> frozenset[int]:
    if not isinstance(value, str) or len(value) > _LONGEST_RANGES or not _RANGES.fullmatch(value):
        raise UnfitError("must be numbers as in 3,7-12")
    found: set[int] = set()
    for run in filter(None, value.split(",")):
        first, _, last = run.partition("-")
        found.update(range(int(first), min(int(last or first), MOST_HITS) + 1))
    return frozenset(found)


def _attributes(value: Any) -> Message:
    if not isinstance(value, dict) or any(not isinstance(one, str) for one in value.values()):
        raise UnfitError("must be an object of texts")
    return value


HITS = parts(
    {
        "hits": parts(
            {
                "words": text,
                "by": one_of(*BY),
                "transcript": or_none(text),
                "code": text,
                "attributes": _attributes,
                "leftOut": _numbers,
                "digest": _digest_text,
            }
        )
    }
)
