"""What a coder needs of a study, without any data frame: texts, turns and placed codings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Select, func, select

from workbench.errors import StudyError
from workbench.model.anchoring import Anchor
from workbench.model.coding import Origin
from workbench.model.transcript import Turn
from workbench.store import tables
from workbench.store.documents import from_json


@dataclass(frozen=True, slots=True)
class Document:
    """A transcript as the study holds it, in one revision."""

    uid: str
    name: str
    revision: int
    text: str
    turns: tuple[Turn, ...]
    language: str
    metadata: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PlacedCoding:
    """A coding where it stands; `anchor` says how it came to this revision of the text."""

    id: str
    transcript: str
    revision: int
    start: int
    end: int
    code: str
    coder: str
    attributes: Mapping[str, str]
    memo: str
    origin: Origin
    anchor: Anchor


def transcript_row(connection: Connection, name: str) -> tuple[int, str, int]:
    """Row id, uid and newest revision of the transcript with this name.

    Raises
    ------
    StudyError
        There is none.
    """
    table = tables.transcript
    row = connection.execute(
        select(table.c.id, table.c.uid, table.c.revision).where(table.c.name == name)
    ).first()
    if row is None:
        raise StudyError(f"the study has no transcript {name!r}")
    return row.id, row.uid, row.revision


def read_document(connection: Connection, name: str, number: int | None) -> Document:
    """The transcript's text and turns; `number` None means the newest revision."""
    transcript_id, uid, newest = transcript_row(connection, name)
    number = newest if number is None else number
    revision, content, turn, speaker = tables.revision, tables.content, tables.turn, tables.speaker
    row = connection.execute(
        select(content.c.body, revision.c.language, revision.c.metadata)
        .join(content, content.c.sha256 == revision.c.text_sha256)
        .where(revision.c.transcript_id == transcript_id, revision.c.number == number)
    ).first()
    if row is None:
        raise StudyError(f"the transcript has no revision {number}", where=name)
    turns = connection.execute(
        select(
            speaker.c.label,
            turn.c.label_start,
            turn.c.label_end,
            turn.c.body_start,
            turn.c.body_end,
            turn.c.start_ms,
            turn.c.end_ms,
        )
        .outerjoin(speaker, speaker.c.id == turn.c.speaker_id)
        .where(turn.c.transcript_id == transcript_id, turn.c.revision == number)
        .order_by(turn.c.position)
    )
    return Document(
        uid,
        name,
        number,
        row.body,
        tuple(Turn(label or "", *rest) for label, *rest in turns),
        row.language,
        from_json(row.metadata),
    )


def read_codings(connection: Connection, name: str, coder: str | None) -> list[PlacedCoding]:
    """The codings of one transcript in order of their place; `lost` ones stand on an older revision."""
    transcript_id, _, _ = transcript_row(connection, name)
    coding = tables.coding
    query = (
        select(
            coding.c.id,
            coding.c.revision,
            coding.c.start,
            coding.c.end,
            coding.c.code,
            coding.c.coder,
            coding.c.attributes,
            coding.c.memo,
            coding.c.origin,
            coding.c.anchor,
        )
        .where(coding.c.transcript_id == transcript_id)
        .order_by(coding.c.start, coding.c.end, coding.c.n)
    )
    if coder is not None:
        query = query.where(coding.c.coder == coder)
    return [
        PlacedCoding(
            row.id,
            name,
            row.revision,
            row.start,
            row.end,
            row.code,
            row.coder,
            from_json(row.attributes),
            row.memo,
            row.origin,
            row.anchor,
        )
        for row in connection.execute(query)
    ]


def newest_scheme() -> Select[str]:
    """A query for the document of the scheme in force."""
    newest = select(func.max(tables.scheme.c.revision)).scalar_subquery()
    return select(tables.scheme.c.document).where(tables.scheme.c.revision == newest)


def newest_register(column: ColumnElement[str]) -> Select[str]:
    """A query for a column of the content of the register in force."""
    register, content = tables.register, tables.content
    newest = select(func.max(register.c.revision)).scalar_subquery()
    return (
        select(column)
        .select_from(content)
        .join(register, register.c.content_sha256 == content.c.sha256)
        .where(register.c.revision == newest)
    )


def says_constructed(connection: Connection) -> bool:
    """Whether any transcript's own metadata say that it is constructed."""
    return any(
        from_json(document).get("constructed", "").lower() in {"true", "yes"}
        for document in connection.scalars(select(tables.revision.c.metadata))
    )
