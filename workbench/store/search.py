"""The words index over turns: FTS5 on SQLite, a text-search index on PostgreSQL.

Both index what was said, turn by turn; neither keeps a second copy of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import Connection, text

_SQLITE = (
    """CREATE VIEW turn_text AS
       SELECT turn.id AS id,
              substr(content.body, turn.body_start + 1, turn.body_end - turn.body_start) AS body
       FROM turn
       JOIN revision ON revision.transcript_id = turn.transcript_id AND revision.number = turn.revision
       JOIN content ON content.sha256 = revision.text_sha256""",
    """CREATE VIRTUAL TABLE turn_search USING fts5(
       body, content = 'turn_text', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2')""",
)
_POSTGRES = (
    "CREATE TABLE turn_search (turn_id integer PRIMARY KEY REFERENCES turn (id), words tsvector NOT NULL)",
    "CREATE INDEX turn_search_words ON turn_search USING gin (words)",
)
_SQLITE_INSERT = "INSERT INTO turn_search (rowid, body) VALUES (?, ?)"
_POSTGRES_INSERT = "INSERT INTO turn_search (turn_id, words) VALUES (%s, to_tsvector('simple', %s))"
_SQLITE_FIND = text("SELECT rowid FROM turn_search WHERE turn_search MATCH :words ORDER BY rowid LIMIT :most")
_POSTGRES_FIND = text(
    "SELECT turn_id FROM turn_search WHERE words @@ to_tsquery('simple', :words) ORDER BY turn_id LIMIT :most"
)


def _on_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def create(connection: Connection) -> None:
    """Lay out the empty index."""
    for statement in _SQLITE if _on_sqlite(connection) else _POSTGRES:
        connection.exec_driver_sql(statement)


def add(connection: Connection, bodies: Sequence[tuple[int, str]]) -> None:
    """Index turns, given as (turn id, what was said)."""
    if bodies:
        statement = _SQLITE_INSERT if _on_sqlite(connection) else _POSTGRES_INSERT
        connection.exec_driver_sql(statement, list(bodies))


def find(connection: Connection, words: str, most: int) -> list[int]:
    """Ids of the turns that hold every word of `words`; a word may be the beginning of a longer one."""
    found = re.findall(r"\w+", words)
    if not found:
        return []
    if _on_sqlite(connection):
        rows = connection.execute(
            _SQLITE_FIND, {"words": " ".join(f'"{word}"*' for word in found), "most": most}
        )
    else:
        rows = connection.execute(
            _POSTGRES_FIND, {"words": " & ".join(f"{word}:*" for word in found), "most": most}
        )
    return [row[0] for row in rows]


def check(connection: Connection) -> str | None:
    """A sentence on what is wrong with the index, or None. SQLite only; PostgreSQL checks its own."""
    if _on_sqlite(connection):
        try:
            connection.exec_driver_sql(
                "INSERT INTO turn_search (turn_search, rank) VALUES ('integrity-check', 1)"
            )
        except Exception as error:  # noqa: BLE001 - the driver's class differs by version
            return f"the search index does not match the transcripts ({error})"
    return None
