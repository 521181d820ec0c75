"""The words index over turns: FTS5 on SQLite, a text-search index on PostgreSQL.

Both index what was said, turn by turn, without case and accents; neither keeps a second copy of the text.
SQLite finds the words of a turn itself. PostgreSQL is given them as a list: its own parser takes "tit.Så"
for the name of a computer, and its dictionaries keep accents.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, text

from workbench.language.words import key, words

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
    SELECT turn.id, turn.transcript_id, turn.body_start, turn.body_end, speaker.label FROM turn
    JOIN transcript ON transcript.id = turn.transcript_id AND transcript.revision = turn.revision
    LEFT JOIN speaker ON speaker.id = turn.speaker_id
"""
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


def find(connection: Connection, said: str, most: int) -> list[int]:
    """Ids of the turns of newest revisions that hold every word of `said`, at most `most`.

    A word may be the beginning of a longer one.
    """
    wanted = [f"{word}*" for word in _words(said)]
    return [row.id for row in _turns(connection, [[word] for word in wanted], "turn.id", None, most)]


def candidates(
    connection: Connection,
    alternatives: Sequence[Collection[str]],
    *,
    beginning: bool,
    transcript: int | None,
    most: int,
) -> Sequence[Row[Any]]:
    """Turns of newest revisions that may hold a phrase, in order of transcript name and place.

    `alternatives` are the keys (see `language.words`) that each word of the phrase may have, and
    `beginning` says that the last may be the beginning of a longer word; `transcript` is a row id.
    The turns hold all the words, in any order and with any accents.

    Returns
    -------
    Rows of transcript_id, body_start, body_end and the speaker's label or None, at most `most`.
    """
    wanted = [
        [
            f"{key[:_LONGEST_WORD]}*" if len(key) > _LONGEST_WORD or (beginning and last) else key
            for key in keys
        ]
        for last, keys in ((number == len(alternatives), keys) for number, keys in enumerate(alternatives, 1))
    ]
    order = "transcript.name, turn.position"
    if not _on_sqlite(connection):
        order = 'transcript.name COLLATE "C", turn.position'
    return _turns(connection, wanted, order, transcript, most)


def _turns(
    connection: Connection,
    wanted: Sequence[Sequence[str]],
    order: str,
    transcript: int | None,
    most: int,
) -> Sequence[Row[Any]]:
    # Turns that hold one of the words of each row of `wanted`; a star marks a beginning.
    if not all(wanted) or not wanted:
        return []
    if _on_sqlite(connection):
        join = "JOIN turn_search ON turn_search.rowid = turn.id"
        given = {"word": " AND ".join(f"({' OR '.join(map(_fts5_term, words))})" for words in wanted)}
        holds = "turn_search MATCH :word"
    else:
        # The words of a long turn stand in several rows, so each word is asked for by itself.
        join = ""
        given = {f"word{n}": " | ".join(map(_tsquery_term, words)) for n, words in enumerate(wanted)}
        holds = " AND ".join(_POSTGRES_HOLDS.format(n) for n in range(len(wanted)))
    within = "" if transcript is None else "AND transcript.id = :transcript"
    query = f"{_NEWEST_TURNS} {join} WHERE {holds} {within} ORDER BY {order} LIMIT :most"
    return connection.execute(text(query), given | {"transcript": transcript, "most": most}).all()


def _fts5_term(word: str) -> str:
    return f'"{word.rstrip("*")}"{"*" if word.endswith("*") else ""}'


def _tsquery_term(word: str) -> str:
    return f"'{word.rstrip('*')}'{':*' if word.endswith('*') else ''}"


def _words(said: str) -> list[str]:
    # Each word once, in small letters and without accents, as the tokenizer of SQLite makes them.
    return list(dict.fromkeys(key(said[start:end])[:_LONGEST_WORD] for start, end in words(said)))


def _rows_of_words(bodies: Sequence[tuple[int, str]]) -> Iterator[tuple[int, list[str]]]:
    for turn_id, said in bodies:
        words = _words(said)
        for at in range(0, len(words), _WORDS_IN_A_ROW):
            yield turn_id, words[at : at + _WORDS_IN_A_ROW]
