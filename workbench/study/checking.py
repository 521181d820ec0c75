"""The integrity of a whole study: what is stored, and whether the log still tells the same story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from sqlalchemy import Connection, Table, select

from workbench.errors import WorkbenchError
from workbench.readers.schemes import scheme_from_document
from workbench.store import tables
from workbench.store.documents import from_json, text_sha256
from workbench.store.effects.schemes import misfits
from workbench.store.store import Store
from workbench.study.checking_search import search_problem
from workbench.study.notes import unknown_participants
from workbench.study.reading import newest_register, newest_scheme


@dataclass(frozen=True, slots=True)
class CheckReport:
    """`problems` are damage; `notes` are things a researcher may want to look at."""

    problems: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.problems


def check(store: Store) -> CheckReport:
    """Look at every stored text, turn and coding, and replay the operation log into an empty study.

    All is read at one moment, and nobody who codes meanwhile has to wait. The replayed study is
    held in memory: no interview is written to a disk.
    """
    with store.reading() as connection:
        problems = [*_database(connection), *_texts(connection), *_codings(connection)]
        broken_index = search_problem(connection)
        if broken_index:
            problems.append(broken_index)
        notes = tuple(_notes(connection))
        problems += _replay(connection)
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
    coding, revision = tables.coding, tables.revision
    query = select(coding.c.id, coding.c.start, coding.c.end, revision.c.length).outerjoin(
        revision,
        (revision.c.transcript_id == coding.c.transcript_id) & (revision.c.number == coding.c.revision),
    )
    for row in connection.execute(query):
        if row.length is None or not 0 <= row.start < row.end <= row.length:
            yield f"coding {row.id} lies outside its text"
    document = connection.scalar(newest_scheme())
    if document:
        yield from misfits(connection, scheme_from_document(from_json(document), where="the scheme"))


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
    body = connection.scalar(newest_register(tables.content.c.body))
    if body is not None:
        for participant in unknown_participants(connection, set(from_json(body)["participants"])):
            yield f"a speaker is linked to {participant}, who is not in the register: nothing counts for them"


def _replay(connection: Connection) -> list[str]:
    # The state must be what the log says, in every table, row by row.
    replayed = Store.in_memory()
    try:
        replayed.replay(connection)
        with replayed.reading() as told:
            problems = [
                f"the table {table.name} is not what the operation log says"
                for table in tables.STATE_TABLES
                if any(
                    one != other for one, other in zip_longest(_rows(connection, table), _rows(told, table))
                )
            ]
            kept = dict(_replaced(told))
            return problems + [
                f"what operation {seq} replaced is not what the operation log says"
                for seq, replaced in _replaced(connection)
                if replaced != kept.get(seq)
            ]
    except WorkbenchError as error:
        return [f"the operation log cannot be replayed: {error}"]
    finally:
        replayed.close()


def _replaced(connection: Connection) -> Iterator[tuple[int, str]]:
    # Operations of a study that an older version made may have kept nothing.
    seq, replaced = tables.operation.c.seq, tables.operation.c.replaced
    query = select(seq, replaced).where(replaced.is_not(None)).order_by(seq)
    for row in connection.execution_options(yield_per=100).execute(query):
        yield row.seq, row.replaced


def _rows(connection: Connection, table: Table) -> Iterable[tuple[Any, ...]]:
    # In the order in which they were made. Row numbers may differ between two databases, what
    # they stand for may not.
    transcript, speaker = tables.transcript, tables.speaker
    numbers = {"n", "transcript_id", "speaker_id"} | ({"id"} if table is not tables.coding else set())
    columns = [column for column in table.columns if column.name not in numbers]
    query = select(*columns)
    if "transcript_id" in table.columns:
        query = query.add_columns(transcript.c.uid).join_from(
            table, transcript, transcript.c.id == table.c.transcript_id
        )
    if "speaker_id" in table.columns:
        query = query.add_columns(speaker.c.label).outerjoin(speaker, speaker.c.id == table.c.speaker_id)
    made = table.c.n if table is tables.coding else table.c.id if "id" in table.columns else None
    query = query.order_by(*([made] if made is not None else table.primary_key.columns))
    rows = map(tuple, connection.execution_options(yield_per=1000).execute(query))
    # Servers sort names in the order of some language.
    return sorted(rows) if table in (tables.status, tables.memo, tables.judgement) else rows
