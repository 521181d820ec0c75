"""Whether the words index of a SQLite study is that of its turns."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection, select

from workbench.store import tables

# The tables in which FTS5 keeps an index: https://www.sqlite.org/fts5.html, "Fts5 Data Structures"
_SHADOWS = ("data", "idx", "docsize", "config")


def search_problem(connection: Connection) -> str | None:
    """A sentence on what is wrong with the words index, or None; PostgreSQL checks its own.

    FTS5's own check needs the write lock, and cuts each turn out of its transcript from the
    beginning. A copy of the index in memory beside turns that were cut once is checked as
    strictly, and nobody waits for it.
    """
    if connection.dialect.name != "sqlite":
        return None
    with closing(sqlite3.connect(":memory:")) as copy:
        layout = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'turn_search'")
        copy.execute("CREATE TABLE turn_text (id INTEGER PRIMARY KEY, body TEXT)")
        copy.execute(str(layout.scalar_one()))
        copy.executemany("INSERT INTO turn_text VALUES (?, ?)", _bodies(connection))
        for shadow in _SHADOWS:
            rows = connection.exec_driver_sql(f"SELECT * FROM turn_search_{shadow}")  # noqa: S608 - ours
            places = ", ".join("?" * len(rows.keys()))
            copy.execute(f"DELETE FROM turn_search_{shadow}")  # noqa: S608 - ours
            copy.executemany(f"INSERT INTO turn_search_{shadow} VALUES ({places})", map(tuple, rows))  # noqa: S608 - ours
        copy.commit()
        try:
            copy.execute("INSERT INTO turn_search (turn_search, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            return f"the search index does not match the transcripts ({error})"
    return None


def _bodies(connection: Connection) -> Iterator[tuple[int, str]]:
    turn, revision, content = tables.turn, tables.revision, tables.content
    turns = connection.execute(
        select(revision.c.text_sha256, turn.c.id, turn.c.body_start, turn.c.body_end)
        .join(
            revision,
            (revision.c.transcript_id == turn.c.transcript_id) & (revision.c.number == turn.c.revision),
        )
        .order_by(turn.c.transcript_id, turn.c.revision)
    ).all()
    for sha256, group in groupby(turns, key=itemgetter(0)):
        text = connection.scalar(select(content.c.body).where(content.c.sha256 == sha256)) or ""
        for _, number, start, end in group:
            yield number, text[start:end]
