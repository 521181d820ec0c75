"""From tables of version 1 to version 2: undo, memos, and the definition that a coding was made under.

Written in the SQL of its own time: it must go on working when the tables change again.
"""

from __future__ import annotations

from bisect import bisect_left

from sqlalchemy import Connection

from workbench.readers.schemes import scheme_from_document
from workbench.store.documents import from_json

_CODING = """
    CREATE TABLE coding_2 (
        n INTEGER NOT NULL,
        id TEXT NOT NULL,
        transcript_id INTEGER NOT NULL,
        revision INTEGER NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        turn INTEGER,
        speaker_id INTEGER,
        code TEXT NOT NULL,
        coder TEXT NOT NULL,
        attributes TEXT NOT NULL,
        memo TEXT NOT NULL,
        origin TEXT NOT NULL,
        anchor TEXT NOT NULL,
        created TEXT NOT NULL,
        touched INTEGER NOT NULL,
        definition TEXT NOT NULL,
        PRIMARY KEY (n),
        FOREIGN KEY(transcript_id, revision) REFERENCES revision (transcript_id, number),
        UNIQUE (transcript_id, start, "end", code, coder, revision),
        UNIQUE (id),
        FOREIGN KEY(speaker_id) REFERENCES speaker (id)
    )"""
_MEMO = """
    CREATE TABLE memo (
        about TEXT NOT NULL,
        target TEXT NOT NULL,
        coder TEXT NOT NULL,
        text TEXT NOT NULL,
        changed TEXT NOT NULL,
        PRIMARY KEY (about, target, coder)
    )"""
# SQLite cannot add a column that may not be null, so the table is made anew. A program of the older
# version that still has the study open can then save no coding without the new columns.
_ON_SQLITE = (
    _CODING,
    """INSERT INTO coding_2 SELECT coding.*, coding_new.touched, coding_new.definition
       FROM coding JOIN coding_new ON coding_new.n = coding.n""",
    "DROP TABLE coding",
    "ALTER TABLE coding_2 RENAME TO coding",
    "CREATE INDEX coding_by_code ON coding (code, transcript_id)",
)
_ON_POSTGRES = (
    "ALTER TABLE coding ADD COLUMN touched INTEGER, ADD COLUMN definition TEXT",
    """UPDATE coding SET touched = coding_new.touched, definition = coding_new.definition
       FROM coding_new WHERE coding_new.n = coding.n""",
    "ALTER TABLE coding ALTER COLUMN touched SET NOT NULL, ALTER COLUMN definition SET NOT NULL",
)


def to_version_2(connection: Connection) -> None:
    """Add the columns and the table, filled as the log would fill them."""
    on_sqlite = connection.dialect.name == "sqlite"
    sql = connection.exec_driver_sql
    sql("ALTER TABLE operation ADD COLUMN replaced TEXT")
    sql(_MEMO)
    sql("CREATE TEMPORARY TABLE coding_new (n INTEGER PRIMARY KEY, touched INTEGER, definition TEXT)")
    rows = _new_columns(connection)
    if rows:
        marks = "?, ?, ?" if on_sqlite else "%s, %s, %s"
        sql(f"INSERT INTO coding_new VALUES ({marks})", rows)  # noqa: S608 - ours
    for statement in _ON_SQLITE if on_sqlite else _ON_POSTGRES:
        sql(statement)
    sql("DROP TABLE coding_new")


def _new_columns(connection: Connection) -> list[tuple[int, int, str]]:
    # Row number, the operation that touched the coding last, and what its code meant when it was coded.
    sql = connection.exec_driver_sql
    added: dict[str, int] = {}
    revised: dict[str, int] = {}
    schemes: list[int] = []
    kinds = "('coding.add', 'scheme.set')"
    for seq, id_, kind in sql(f"SELECT seq, id, kind FROM operation WHERE kind IN {kinds} ORDER BY seq"):  # noqa: S608 - ours
        if kind == "coding.add":
            added[id_] = seq
        else:
            schemes.append(seq)
    for seq, payload in sql(
        "SELECT seq, payload FROM operation WHERE kind = 'transcript.revise' ORDER BY seq"
    ):
        revised[from_json(payload)["transcript"]] = seq
    hashes = [
        scheme_from_document(from_json(document), where="the scheme").definition_hashes
        for (document,) in sql("SELECT document FROM scheme ORDER BY revision")
    ]
    codings = sql(
        "SELECT coding.n, coding.id, coding.code, transcript.uid FROM coding "
        "JOIN transcript ON transcript.id = coding.transcript_id"
    )
    rows = []
    for n, id_, code, uid in codings:
        # What is missing in a damaged study is left for `check` to tell.
        seq = added.get(id_.rpartition("-")[0], 0)
        then = hashes[max(bisect_left(schemes, seq) - 1, 0)] if hashes else {}
        rows.append((n, max(seq, revised.get(uid, 0)), then.get(code, "")))
    return rows
