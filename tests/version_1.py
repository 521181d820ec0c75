"""A study as version 1 of the workbench's tables held it: its layout, and rows that it would have written."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from conftest import INTERVIEW

from workbench.model.scheme import CodingScheme
from workbench.readers.schemes import scheme_to_document
from workbench.store.documents import text_sha256

# What `create_all` laid out then; {key} is how the database counts up a row's number.
_LAYOUT = """
    CREATE TABLE meta ("key" TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY ("key"));
    CREATE TABLE operation (
        seq {key} NOT NULL, id TEXT NOT NULL, coder TEXT NOT NULL, time TEXT NOT NULL, kind TEXT NOT NULL,
        payload TEXT NOT NULL, PRIMARY KEY (seq), UNIQUE (id));
    CREATE INDEX operation_by_kind ON operation (kind);
    CREATE TABLE content (sha256 TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (sha256));
    CREATE TABLE transcript (
        id {key} NOT NULL, uid TEXT NOT NULL, name TEXT NOT NULL, revision INTEGER NOT NULL,
        PRIMARY KEY (id), UNIQUE (uid), UNIQUE (name));
    CREATE TABLE scheme (
        revision INTEGER NOT NULL, document TEXT NOT NULL, changed TEXT NOT NULL, PRIMARY KEY (revision));
    CREATE TABLE revision (
        transcript_id INTEGER NOT NULL, number INTEGER NOT NULL, text_sha256 TEXT NOT NULL,
        source_sha256 TEXT NOT NULL, source_name TEXT NOT NULL, format TEXT NOT NULL, encoding TEXT,
        language TEXT NOT NULL, metadata TEXT NOT NULL, warnings TEXT NOT NULL, length INTEGER NOT NULL,
        imported TEXT NOT NULL, PRIMARY KEY (transcript_id, number),
        FOREIGN KEY(transcript_id) REFERENCES transcript (id),
        FOREIGN KEY(text_sha256) REFERENCES content (sha256));
    CREATE INDEX revision_by_source ON revision (source_sha256);
    CREATE TABLE speaker (
        id {key} NOT NULL, transcript_id INTEGER NOT NULL, label TEXT NOT NULL, role TEXT, participant TEXT,
        PRIMARY KEY (id), UNIQUE (transcript_id, label),
        FOREIGN KEY(transcript_id) REFERENCES transcript (id));
    CREATE INDEX speaker_by_participant ON speaker (participant);
    CREATE TABLE status (
        transcript_id INTEGER NOT NULL, coder TEXT NOT NULL, status TEXT NOT NULL,
        PRIMARY KEY (transcript_id, coder), FOREIGN KEY(transcript_id) REFERENCES transcript (id));
    CREATE TABLE register (
        revision INTEGER NOT NULL, content_sha256 TEXT NOT NULL, source_name TEXT NOT NULL,
        changed TEXT NOT NULL, PRIMARY KEY (revision),
        FOREIGN KEY(content_sha256) REFERENCES content (sha256));
    CREATE TABLE turn (
        id {key} NOT NULL, transcript_id INTEGER NOT NULL, revision INTEGER NOT NULL,
        position INTEGER NOT NULL, speaker_id INTEGER, label_start INTEGER NOT NULL,
        label_end INTEGER NOT NULL, body_start INTEGER NOT NULL, body_end INTEGER NOT NULL,
        start_ms INTEGER, end_ms INTEGER, words INTEGER NOT NULL, PRIMARY KEY (id),
        FOREIGN KEY(transcript_id, revision) REFERENCES revision (transcript_id, number),
        UNIQUE (transcript_id, revision, position), FOREIGN KEY(speaker_id) REFERENCES speaker (id));
    CREATE TABLE coding (
        n {key} NOT NULL, id TEXT NOT NULL, transcript_id INTEGER NOT NULL, revision INTEGER NOT NULL,
        start INTEGER NOT NULL, "end" INTEGER NOT NULL, turn INTEGER, speaker_id INTEGER,
        code TEXT NOT NULL, coder TEXT NOT NULL, attributes TEXT NOT NULL, memo TEXT NOT NULL,
        origin TEXT NOT NULL, anchor TEXT NOT NULL, created TEXT NOT NULL, PRIMARY KEY (n),
        FOREIGN KEY(transcript_id, revision) REFERENCES revision (transcript_id, number),
        UNIQUE (transcript_id, start, "end", code, coder, revision), UNIQUE (id),
        FOREIGN KEY(speaker_id) REFERENCES speaker (id));
    CREATE INDEX coding_by_code ON coding (code, transcript_id);
"""
_ON_SQLITE = """
    CREATE VIEW turn_text AS
       SELECT turn.id AS id,
              substr(content.body, turn.body_start + 1, turn.body_end - turn.body_start) AS body
       FROM turn
       JOIN revision ON revision.transcript_id = turn.transcript_id AND revision.number = turn.revision
       JOIN content ON content.sha256 = revision.text_sha256;
    CREATE VIRTUAL TABLE turn_search USING fts5(
       body, content = 'turn_text', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
"""
_ON_POSTGRES = """
    CREATE TABLE turn_search (turn_id integer NOT NULL REFERENCES turn (id), words tsvector NOT NULL);
    CREATE INDEX turn_search_words ON turn_search USING gin (words);
"""
UID = "00000000-0000-4000-8000-0000000000aa"
TEXT = INTERVIEW.partition("\n")[0]
NEWER = TEXT + "?"
WHEN = "2026-01-0{}T00:00:00.000000+00:00"


def operation_id(number: int) -> str:
    return f"00000000-0000-4000-8000-00000000000{number}"


def lay_out(run: Callable[..., object], schemes: list[CodingScheme], *, on_server: bool) -> None:
    """Fill an empty database; `run` carries out one statement with `?` for its parameters.

    Two schemes, a text in two revisions, five codings by `A1`: one made under the first scheme and
    moved to the newer text, one lost there, one removed, two made under the second scheme, before
    and after the newer text came.
    """
    layout = _LAYOUT.format(key="SERIAL" if on_server else "INTEGER")
    for statement in (layout + (_ON_POSTGRES if on_server else _ON_SQLITE)).split(";"):
        if statement.strip():
            run(statement)

    def insert(table: str, *values: Any) -> None:
        run(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", *values)  # noqa: S608 - ours

    def log(seq: int, kind: str, payload: Any) -> None:
        document = json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        time = WHEN.format(seq)
        id_ = UID if kind == "transcript.import" else operation_id(seq)
        run(
            "INSERT INTO operation (seq, id, coder, time, kind, payload) VALUES (?, ?, ?, ?, ?, ?)",
            *(seq, id_, "A1", time, kind, document),
        )

    def transcript(text: str, **more: Any) -> dict[str, Any]:
        return {
            "name": "first",
            "text_sha256": text_sha256(text),
            "source_sha256": text_sha256(text),
            "source_name": "first.txt",
            "format": "txt",
            "encoding": "utf-8",
            "language": "da",
            "metadata": {},
            "warnings": [],
            "speakers": ["Interviewer"],
            "turns": [[0, 0, 13, 13, len(text), None, None, 5]],
        } | more

    def entry(revision: int, start: int, end: int, code: str) -> list[Any]:
        return [UID, revision, start, end, code, "A1", None, "", "manual"]

    insert("meta", "schema_version", "1")
    insert("meta", "study_id", "11111111-1111-4111-8111-111111111111")
    insert("meta", "created", WHEN.format(1))
    first, second = map(scheme_to_document, schemes)
    moved, lost, removed = (f"{operation_id(3)}-{number}" for number in range(3))
    later = f"{operation_id(6)}-0"
    log(1, "scheme.set", {"document": first})
    log(2, "transcript.import", transcript(TEXT))
    places = [(13, 20, "flexibility"), (14, 20, "flexibility"), (13, 16, "free_exit")]
    log(3, "coding.add", {"codings": [entry(1, *place) for place in places]})
    log(4, "coding.remove", {"codings": [removed]})
    log(5, "scheme.set", {"document": second})
    log(6, "coding.add", {"codings": [entry(1, 15, 20, "flexibility")]})
    anchors = {moved: [13, 20, "exact"], lost: [14, 20, "lost"], later: [15, 20, "exact"]}
    log(7, "transcript.revise", transcript(NEWER, transcript=UID, revision=2, anchors=anchors))
    log(8, "coding.add", {"codings": [entry(2, 16, 20, "flexibility")]})
    log(9, "status.set", {"statuses": [[UID, "A1", "done"]]})
    for text in (TEXT, NEWER):
        insert("content", text_sha256(text), text)
    run("INSERT INTO transcript (uid, name, revision) VALUES (?, ?, ?)", UID, "first", 2)
    run("INSERT INTO speaker (transcript_id, label) VALUES (1, 'Interviewer')")
    for number, document in enumerate((first, second), start=1):
        stored = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        insert("scheme", number, stored, WHEN.format(1 if number == 1 else 5))
    for number, text in enumerate((TEXT, NEWER), start=1):
        insert(
            "revision",
            *(1, number, text_sha256(text), text_sha256(text), "first.txt", "txt", "utf-8", "da", "{}", "[]"),
            *(len(text), WHEN.format(2 if number == 1 else 7)),
        )
        run(
            "INSERT INTO turn (transcript_id, revision, position, speaker_id, label_start, label_end, "
            "body_start, body_end, words) VALUES (1, ?, 0, 1, 0, 13, 13, ?, 5)",
            *(number, len(text)),
        )
        if on_server:
            words = "{hvordan,kom,du,i,gang}"
            run("INSERT INTO turn_search VALUES (?, array_to_tsvector(CAST(? AS text[])))", number, words)
        else:
            run("INSERT INTO turn_search (rowid, body) VALUES (?, ?)", number, text[13:])
    for id_, revision, start, anchor, made in (
        (moved, 2, 13, "exact", 3),
        (lost, 1, 14, "lost", 3),
        (later, 2, 15, "exact", 6),
        (f"{operation_id(8)}-0", 2, 16, "original", 8),
    ):
        run(
            'INSERT INTO coding (id, transcript_id, revision, start, "end", turn, speaker_id, code, coder, '
            "attributes, memo, origin, anchor, created) "
            "VALUES (?, 1, ?, ?, 20, 0, 1, 'flexibility', 'A1', '{}', '', 'manual', ?, ?)",
            *(id_, revision, start, anchor, WHEN.format(made)),
        )
    run("INSERT INTO status VALUES (1, 'A1', 'done')")
