"""Coded passages in the order of their texts, chosen by what is asked for, some at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, collate, select

from workbench.language.words import phrase, typed_words
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
    # Code points decide the order, as everywhere; a server may know that of some language.
    code_points = "C" if connection.dialect.name == "postgresql" else "BINARY"
    query = (
        select(coding.c.id, coding.c.transcript_id, coding.c.revision, coding.c.start, coding.c.end)
        .join(transcript, transcript.c.id == coding.c.transcript_id)
        .outerjoin(speaker, speaker.c.id == coding.c.speaker_id)
        .where(*_conditions(connection, chosen, definitions))
        .order_by(collate(transcript.c.name, code_points), coding.c.start, coding.c.end, coding.c.n)
    )
    found: Sequence[Any] = connection.execute(query).all()
    typed = typed_words(chosen.words)
    if typed:
        texts = texts_of(connection, {(row[1], row[2]) for row in found})
        holds = _holding(typed)
        found = [row for row in found if holds(texts[row[1], row[2]][row[3] : row[4]])]
    shown = found[max(from_, 0) :][: max(most, 0)]
    return Quotations(len(found), tuple(_quotations(connection, shown, definitions)))


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


def _holding(typed: Sequence[str]) -> Callable[[str], bool]:
    patterns = [phrase((word,), beginning=True) for word in typed]
    return lambda text: all(pattern.search(text) for pattern in patterns)


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
                text[max(0, start - CONTEXT) : start],
                text[end : end + CONTEXT],
                definitions.get(row.code) != row.definition,
            )
        )
    return found
