"""The integrity of a whole study: what is stored, and whether the log still tells the same story."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, select

from workbench.errors import WorkbenchError
from workbench.readers.schemes import scheme_from_document
from workbench.store import search, tables
from workbench.store.documents import from_json, text_sha256
from workbench.store.store import Store
from workbench.study.reading import newest_scheme


@dataclass(frozen=True, slots=True)
class CheckReport:
    """`problems` are damage; `notes` are things a researcher may want to look at."""

    problems: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.problems


def check(store: Store) -> CheckReport:
    """Look at every stored text, turn and coding, and replay the operation log into an empty study."""
    with store.writing() as connection:
        problems = [*_database(connection), *_texts(connection), *_codings(connection)]
        broken_index = search.check(connection)
        if broken_index:
            problems.append(broken_index)
        notes = tuple(_notes(connection))
    problems += _replay(store)
    return CheckReport(tuple(problems), notes)


def _database(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    for (verdict,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if verdict != "ok":
            yield f"the database file is damaged: {verdict}"
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"a row of {row[0]} refers to a row of {row[2]} that is not there"


def _texts(connection: Connection) -> Iterator[str]:
    for sha256, body in connection.execute(select(tables.content)):
        if text_sha256(body) != sha256:
            yield f"a stored text is not what was imported (sha256 {sha256})"
    revision, content = tables.revision, tables.content
    query = select(revision.c.transcript_id, revision.c.number, revision.c.length, content.c.body).join(
        content, content.c.sha256 == revision.c.text_sha256
    )
    for transcript_id, number, length, body in connection.execute(query):
        if len(body) != length:
            yield (
                f"transcript {transcript_id}, revision {number}: the text has {len(body)} characters, "
                f"not {length}"
            )


def _codings(connection: Connection) -> Iterator[str]:
    coding, revision, speaker = tables.coding, tables.revision, tables.speaker
    query = (
        select(coding.c.id, coding.c.start, coding.c.end, coding.c.code, revision.c.length)
        .outerjoin(
            revision,
            (revision.c.transcript_id == coding.c.transcript_id) & (revision.c.number == coding.c.revision),
        )
        .outerjoin(speaker, speaker.c.id == coding.c.speaker_id)
    )
    document = connection.scalar(newest_scheme())
    known = scheme_from_document(from_json(document), where="the scheme").by_id if document else {}
    for row in connection.execute(query):
        if row.length is None or not 0 <= row.start < row.end <= row.length:
            yield f"coding {row.id} lies outside its text"
        if row.code not in known:
            yield f"coding {row.id} carries the code {row.code!r}, which the scheme does not have"


def _notes(connection: Connection) -> Iterator[str]:
    coding, transcript = tables.coding, tables.transcript
    query = (
        select(transcript.c.name, coding.c.anchor, coding.c.id)
        .join(transcript, transcript.c.id == coding.c.transcript_id)
        .where(coding.c.anchor.in_(("ambiguous", "lost")))
        .order_by(transcript.c.name)
    )
    for name, anchor, coding_id in connection.execute(query):
        yield f"{name}: the passage of coding {coding_id} is {anchor} since the text was edited"


def _replay(store: Store) -> list[str]:
    # The state must be what the log says, in every table, row by row.
    with tempfile.TemporaryDirectory() as folder:
        copy = Store.create(Path(folder) / "replay.qwb")
        try:
            store.replay_into(copy)
            with store.reading() as left, copy.reading() as right:
                return [
                    f"the table {table.name} is not what the operation log says"
                    for table in tables.STATE_TABLES
                    if _rows(left, table) != _rows(right, table)
                ]
        except WorkbenchError as error:
            return [f"the operation log cannot be replayed: {error}"]
        finally:
            copy.close()


def _rows(connection: Connection, table: Table) -> set[tuple[Any, ...]]:
    # Row numbers may differ between two databases, what they stand for may not.
    columns = [
        column for column in table.columns if column.name not in {"id", "n", "transcript_id", "speaker_id"}
    ]
    if table is tables.coding or table is tables.transcript:
        columns = [
            column for column in table.columns if column.name not in {"n", "transcript_id", "speaker_id"}
        ]
    if table is tables.transcript:
        columns = [table.c.uid, table.c.name, table.c.revision]
    query = select(*columns)
    if "transcript_id" in table.columns:
        query = query.add_columns(tables.transcript.c.uid).join_from(
            table, tables.transcript, tables.transcript.c.id == table.c.transcript_id
        )
    if "speaker_id" in table.columns:
        query = query.add_columns(tables.speaker.c.label).outerjoin(
            tables.speaker, tables.speaker.c.id == table.c.speaker_id
        )
    return set(map(tuple, connection.execute(query)))
