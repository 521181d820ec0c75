"""All memos: on the study, on transcripts, on codes, and on codings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, select

from workbench.model.scheme import CodingScheme
from workbench.store.tables import coding, memo, operation, transcript
from workbench.study.reading import TextKey, texts_of

Subject = Literal["study", "transcript", "code", "coding"]


@dataclass(frozen=True, slots=True)
class Memo:
    """What a coder wrote down.

    Attributes
    ----------
    about, target
        What it is about: the study (target ""), a transcript (its uid), a code or a coding (its id).
    label
        The transcript's name, the code's label; for a coding the label of its code.
    changed
        When it was last changed (UTC, ISO 8601); of a coding, when anything of the coding was.
    transcript, start, end, quote
        Where a coding stands, by the transcript's name, and its words; else None.
    """

    about: Subject
    target: str
    label: str
    coder: str
    text: str
    changed: str
    transcript: str | None = None
    start: int | None = None
    end: int | None = None
    quote: str | None = None


def read_memos(
    connection: Connection, scheme: CodingScheme | None, coder: str | None, language: str
) -> list[Memo]:
    """The memos of one coder or of all: the study, transcripts by name, codes, codings by place."""
    codes = {code.id: code.label_in(language) for code in scheme.codes} if scheme else {}
    found = [*_written(connection, codes, coder), *_of_codings(connection, codes, coder)]
    order = {"study": 0, "transcript": 1, "code": 2, "coding": 3}
    places = {code: number for number, code in enumerate(codes)}

    def place(one: Memo) -> tuple[object, ...]:
        at = places.get(one.target, len(places)) if one.about == "code" else 0
        return order[one.about], at, one.transcript or one.label, one.start or 0, one.end or 0, one.coder

    return sorted(found, key=place)


def _written(connection: Connection, codes: dict[str, str], coder: str | None) -> Iterator[Memo]:
    query = select(memo.c.about, memo.c.target, memo.c.coder, memo.c.text, memo.c.changed, transcript.c.name)
    query = query.outerjoin(transcript, (memo.c.about == "transcript") & (transcript.c.uid == memo.c.target))
    if coder is not None:
        query = query.where(memo.c.coder == coder)
    for about, target, whose, text, changed, name in connection.execute(query):
        # The code of a memo may have gone with another scheme.
        yield Memo(about, target, name or codes.get(target, target), whose, text, changed)


def _of_codings(connection: Connection, codes: dict[str, str], coder: str | None) -> Iterator[Memo]:
    query = (
        select(
            coding.c.id,
            coding.c.code,
            coding.c.coder,
            coding.c.memo,
            operation.c.time,
            transcript.c.name,
            coding.c.start,
            coding.c.end,
            coding.c.transcript_id,
            coding.c.revision,
        )
        .join(transcript, transcript.c.id == coding.c.transcript_id)
        .join(operation, operation.c.seq == coding.c.touched)
        .where(coding.c.memo != "")
    )
    if coder is not None:
        query = query.where(coding.c.coder == coder)
    rows = connection.execute(query).all()
    keys: set[TextKey] = {(row.transcript_id, row.revision) for row in rows}
    texts = texts_of(connection, keys)
    for id_, code, whose, text, changed, name, start, end, *key in rows:
        quote = texts[key[0], key[1]][start:end]
        yield Memo("coding", id_, codes.get(code, code), whose, text, changed, name, start, end, quote)
