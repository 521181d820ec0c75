"""Coded passages in the order of their texts, chosen by what is asked for, some at a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, collate, func, select

from workbench.language.words import phrase, typed_words
from workbench.model.text import surroundings
from workbench.store.listing import is_listed
from workbench.store.tables import coding, speaker, transcript
from workbench.study.reading import PlacedCoding, placed_coding, placed_codings, texts_of

CONTEXT = 60


@dataclass(frozen=True, slots=True)
class QuotationFilter:
    """Which codings are asked for; None and False leave all in.

    Attributes
    ----------
    codes
        Ids of codes.
    transcript, speaker, coder
        A transcript's name, a speaker's label, a coder's name.
    words
        Words that the coded text holds, each a whole word or the beginning of one; without case,
        and without accents where none are typed.
    memo
        Only codings with a memo.
    older
        Only codings that were made under an older definition of their code.
    """

    codes: Collection[str] | None = None
    transcript: str | None = None
    speaker: str | None = None
    coder: str | None = None
    words: str = ""
    memo: bool = False
    older: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """A coding with who speaks there ("" for nobody), its words, and up to 60 characters around them."""

    coding: PlacedCoding
    speaker: str
    text: str
    before: str
    after: str
    older: bool


@dataclass(frozen=True, slots=True)
class Quotations:
    """Some quotations, of `total` that there are."""

    total: int
    rows: tuple[Quotation, ...]


def read_quotations(
    connection: Connection, chosen: QuotationFilter, definitions: Mapping[str, str], from_: int, most: int
) -> Quotations:
    """The quotations from number `from_` on, at most `most`, in order of transcript and place.

    `definitions` holds the definition hash of each code of the scheme in force.
    """
    query = (
        select(coding.c.id, coding.c.transcript_id, coding.c.revision, coding.c.start, coding.c.end)
        .join(transcript, transcript.c.id == coding.c.transcript_id)
        .where(*_conditions(connection, chosen, definitions))
    )
    if chosen.speaker is not None:
        query = query.join(speaker, speaker.c.id == coding.c.speaker_id)
    typed = typed_words(chosen.words)
    if typed:
        query = query.where(is_listed(connection, coding.c.id, _holding(connection, query, typed)))
    total = connection.scalar(select(func.count()).select_from(query.subquery())) or 0
    # Code points decide the order, as everywhere; a server may know that of some language.
    code_points = "C" if connection.dialect.name == "postgresql" else "BINARY"
    query = query.order_by(collate(transcript.c.name, code_points), coding.c.start, coding.c.end, coding.c.n)
    shown = connection.execute(query.limit(max(most, 0)).offset(max(from_, 0))).all()
    return Quotations(total, tuple(_quotations(connection, shown, definitions)))


def _conditions(
    connection: Connection, chosen: QuotationFilter, definitions: Mapping[str, str]
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if chosen.codes is not None:
        conditions.append(is_listed(connection, coding.c.code, chosen.codes))
    for column, value in (
        (transcript.c.name, chosen.transcript),
        (speaker.c.label, chosen.speaker),
        (coding.c.coder, chosen.coder),
    ):
        if value is not None:
            conditions.append(column == value)
    if chosen.memo:
        conditions.append(coding.c.memo != "")
    if chosen.older:
        # No code's id holds a space.
        now = [f"{code} {definition}" for code, definition in definitions.items()]
        conditions.append(~is_listed(connection, coding.c.code + " " + coding.c.definition, now))
    return conditions


def _holding(connection: Connection, query: Select[Any], typed: Sequence[str]) -> list[str]:
    # Ids of the codings of the query whose text holds all words.
    rows = connection.execute(query).all()
    texts = texts_of(connection, {(row[1], row[2]) for row in rows})
    patterns = [phrase((word,), beginning=True) for word in typed]
    return [
        id_
        for id_, transcript_id, number, start, end in rows
        if all(pattern.search(texts[transcript_id, number][start:end]) for pattern in patterns)
    ]


def _quotations(
    connection: Connection, shown: Sequence[Any], definitions: Mapping[str, str]
) -> list[Quotation]:
    query = (
        placed_codings()
        .add_columns(speaker.c.label.label("speaker"))
        .outerjoin(speaker, speaker.c.id == coding.c.speaker_id)
        .where(is_listed(connection, coding.c.id, [row[0] for row in shown]))
    )
    rows = {row.id: row for row in connection.execute(query)}
    texts = texts_of(connection, {(row[1], row[2]) for row in shown})
    found = []
    for id_, transcript_id, number, start, end in shown:
        text, row = texts[transcript_id, number], rows[id_]
        found.append(
            Quotation(
                placed_coding(row),
                row.speaker or "",
                text[start:end],
                *surroundings(text, start, end, CONTEXT),
                definitions.get(row.code) != row.definition,
            )
        )
    return found
