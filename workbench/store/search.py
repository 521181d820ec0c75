"""The words index over turns: FTS5 on SQLite, a text-search index on PostgreSQL.

Both index what was said, turn by turn, without case and accents; neither keeps a second copy of the text.
SQLite finds the words of a turn itself. PostgreSQL is given them as a list: its own parser takes "tit.Så"
for the name of a computer, and its dictionaries keep accents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

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
    "CREATE TABLE turn_search (turn_id integer NOT NULL REFERENCES turn (id), words tsvector NOT NULL)",
    "CREATE INDEX turn_search_words ON turn_search USING gin (words)",
)
_SQLITE_INSERT = "INSERT INTO turn_search (rowid, body) VALUES (?, ?)"
_POSTGRES_INSERT = "INSERT INTO turn_search (turn_id, words) VALUES (%s, array_to_tsvector(%s::text[]))"
_NEWEST_TURNS = """
    SELECT turn.id FROM turn
    JOIN transcript ON transcript.id = turn.transcript_id AND transcript.revision = turn.revision
"""
_SQLITE_FIND = f"""{_NEWEST_TURNS}
    JOIN turn_search ON turn_search.rowid = turn.id
    WHERE turn_search MATCH :words ORDER BY turn.id LIMIT :most"""
_POSTGRES_HOLDS = "turn.id IN (SELECT turn_id FROM turn_search WHERE words @@ CAST(:word{} AS tsquery))"
# PostgreSQL keeps at most 2,046 bytes of a word and 1,048,575 bytes of words in one row of its index.
_LONGEST_WORD = 500
_WORDS_IN_A_ROW = 500


def _on_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def create(connection: Connection) -> None:
    """Lay out the empty index."""
    for statement in _SQLITE if _on_sqlite(connection) else _POSTGRES:
        connection.exec_driver_sql(statement)


def add(connection: Connection, bodies: Sequence[tuple[int, str]]) -> None:
    """Index turns, given as (turn id, what was said)."""
    if bodies:
        if _on_sqlite(connection):
            connection.exec_driver_sql(_SQLITE_INSERT, list(bodies))
        else:
            connection.exec_driver_sql(_POSTGRES_INSERT, list(_rows_of_words(bodies)))


def find(connection: Connection, words: str, most: int) -> list[int]:
    """Ids of the turns of newest revisions that hold every word of `words`, at most `most`.

    A word may be the beginning of a longer one.
    """
    found = _words(words)
    if not found:
        return []
    if _on_sqlite(connection):
        given = {"words": " ".join(f'"{word}"*' for word in found)}
        query = _SQLITE_FIND
    else:
        # The words of a long turn stand in several rows, so each word is asked for by itself.
        given = {f"word{number}": f"'{word}':*" for number, word in enumerate(found)}
        holds = " AND ".join(_POSTGRES_HOLDS.format(number) for number in range(len(found)))
        query = f"{_NEWEST_TURNS} WHERE {holds} ORDER BY turn.id LIMIT :most"
    return list(connection.scalars(text(query), given | {"most": most}))


def _words(said: str) -> list[str]:
    # Each word once, in small letters and without accents, as the tokenizer of SQLite makes them.
    letters = unicodedata.normalize("NFD", said.lower())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return list(dict.fromkeys(word[:_LONGEST_WORD] for word in re.findall(r"[^\W_]+", plain)))


def _rows_of_words(bodies: Sequence[tuple[int, str]]) -> Iterator[tuple[int, list[str]]]:
    for turn_id, said in bodies:
        words = _words(said)
        for at in range(0, len(words), _WORDS_IN_A_ROW):
            yield turn_id, words[at : at + _WORDS_IN_A_ROW]
