"""What a coder needs of a study, without any data frame: texts, turns and placed codings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from workbench.errors import StudyError
from workbench.model.anchoring import Anchor
from workbench.model.coding import Origin
from workbench.model.transcript import Turn
from workbench.store import tables
from workbench.store.documents import from_json
from workbench.store.listing import is_listed

# A transcript's row id and the number of one of its revisions.
TextKey = tuple[int, int]


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
    """A coding where it stands.

    `anchor` says how it came to this revision of the text, `created` when it was made (UTC, ISO
    8601), and `definition` is the hash of what its code meant when it was coded or last looked at.
    """

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
    created: str
    definition: str


_PLACED = fields(PlacedCoding)


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
        placed_codings()
        .where(coding.c.transcript_id == transcript_id)
        .order_by(coding.c.start, coding.c.end, coding.c.n)
    )
    if coder is not None:
        query = query.where(coding.c.coder == coder)
    return [placed_coding(row) for row in connection.execute(query)]


def read_codings_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, PlacedCoding]:
    """The codings that there are of `ids`, whatever transcript they are in."""
    query = placed_codings().where(is_listed(connection, tables.coding.c.id, ids))
    return {row.id: placed_coding(row) for row in connection.execute(query)}


def placed_codings() -> Select[Any]:
    """A query for the columns of which `placed_coding` makes a coding."""
    coding, transcript = tables.coding, tables.transcript
    columns = (transcript.c.name if one.name == "transcript" else coding.c[one.name] for one in _PLACED)
    return select(*columns).join_from(coding, transcript, transcript.c.id == coding.c.transcript_id)


def placed_coding(row: Row[Any]) -> PlacedCoding:
    """The coding in a row of `placed_codings`; what stands behind its columns is left alone."""
    values = dict(zip((one.name for one in _PLACED), row, strict=False))
    return PlacedCoding(**(values | {"attributes": from_json(row.attributes)}))


def texts_of(connection: Connection, keys: Collection[TextKey]) -> dict[TextKey, str]:
    """The texts of these revisions, and maybe of others of the same transcripts."""
    revision, content = tables.revision, tables.content
    query = select(revision.c.transcript_id, revision.c.number, content.c.body).join(
        content, content.c.sha256 == revision.c.text_sha256
    )
    if len(keys) == 1:
        ((transcript_id, number),) = keys
        query = query.where(revision.c.transcript_id == transcript_id, revision.c.number == number)
    else:
        query = query.where(revision.c.transcript_id.in_({transcript_id for transcript_id, _ in keys}))
    return {(row[0], row[1]): row[2] for row in connection.execute(query)}


def newest_operation(connection: Connection) -> int:
    """The number of the newest operation; 0 for an empty study."""
    return connection.scalar(select(func.max(tables.operation.c.seq))) or 0


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
