"""Saving and reading codings, against bare SQLite and bare SQL into pandas.

Run `python benchmarks/codings.py`; it prints JSON, one object a comparison:
100,000 codings loaded from a table, against an `executemany` of the same rows; one coding saved durably,
against a durable commit of the same rows; `study.quotes()` over 100,000 codings, against one query into
pandas with the words cut out in Python.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pandas as pd
from import_transcripts import write_interviews
from pairs import compare, inside

from workbench import Operation, Study

CODINGS, INTERVIEWS, CODES, SINGLE = 100_000, 50, 30, 200
OPERATION = "INSERT INTO operation (id, coder, time, kind, payload) VALUES (?, ?, ?, ?, ?)"
CODING = (
    'INSERT INTO coding (id, transcript_id, revision, start, "end", turn, speaker_id, code, coder, '
    "attributes, memo, origin, anchor, created, touched, definition) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
QUOTES = """
    SELECT coding.id AS coding, transcript.name AS transcript, coding.revision, coding.start, coding."end",
           coding.turn, speaker.label AS speaker, speaker.role, speaker.participant, coding.code,
           coding.coder, coding.memo, coding.origin, coding.created, coding.anchor, coding.attributes
    FROM coding
    JOIN transcript ON transcript.id = coding.transcript_id
    LEFT JOIN speaker ON speaker.id = coding.speaker_id
    ORDER BY transcript.name, coding.start, coding."end"
"""
TEXTS = """
    SELECT transcript.name, content.body
    FROM transcript
    JOIN revision ON revision.transcript_id = transcript.id AND revision.number = transcript.revision
    JOIN content ON content.sha256 = revision.text_sha256
"""


def prepare(place: Path) -> tuple[Path, Path]:
    """A study without codings, and a table of codings for it."""
    write_interviews(place / "interviews", INTERVIEWS)
    (place / "scheme.yaml").write_text(
        "codes:\n" + "".join(f"  - {{id: c{n}, label: {{en: Code {n}}}}}\n" for n in range(CODES))
    )
    database = place / "study.qwb"
    with Study.create(database) as study:
        study.set_scheme(place / "scheme.yaml")
        study.import_transcripts(place / "interviews", progress=False)
    with (place / "codings.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["transcript", "start", "end", "code", "coder"])
        for number in range(CODINGS):
            start = number // INTERVIEWS * 25
            table.writerow(
                [f"interview_{number % INTERVIEWS:04}", start, start + 60, f"c{number % CODES}", "A1"]
            )
    return database, place / "codings.csv"


def copies(database: Path, name: str) -> Iterator[Path]:
    for number in count():
        copy = database.with_name(f"{name}_{number}.qwb")
        copy.write_bytes(database.read_bytes())
        yield copy
        copy.unlink()


def durable(database: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def load(database: Path, table: Path) -> dict[str, object]:
    bare_copies, our_copies = copies(database, "bare"), copies(database, "ours")
    with Study.open(next(our_copies)) as study:
        study.add_codings(table)
        with study._store.reading() as connection:
            operation = tuple(
                connection.exec_driver_sql(
                    "SELECT id, coder, time, kind, payload FROM operation WHERE kind = 'coding.add'"
                ).one()
            )
            rows = [
                tuple(row)
                for row in connection.exec_driver_sql(
                    'SELECT id, transcript_id, revision, start, "end", turn, speaker_id, code, coder, '
                    "attributes, memo, origin, anchor, created, touched, definition FROM coding ORDER BY n"
                )
            ]

    def bare_load():
        connection = durable(next(bare_copies))

        def work() -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(OPERATION, operation)
            connection.executemany(CODING, rows)
            connection.execute("COMMIT")

        cost = inside(work)
        connection.close()
        return cost

    def our_load():
        with Study.open(next(our_copies)) as study:
            return inside(lambda: study.add_codings(table))

    found = compare(f"{CODINGS:,} codings loaded from a table", bare_load, our_load, at_most=2.0)
    return found.as_dict()


def save_one(database: Path) -> dict[str, object]:
    bare_study, our_study = database.with_name("single_bare.qwb"), database.with_name("single.qwb")
    for study_file in (bare_study, our_study):
        study_file.write_bytes(database.read_bytes())
    connection, numbers = durable(bare_study), count()
    study = Study.open(our_study)
    document = study.document("interview_0000")

    def bare_save() -> None:
        for _ in range(SINGLE):
            n = next(numbers)
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(OPERATION, (f"o{n}", "A1", "now", "coding.add", "x" * 160))
            connection.execute(
                CODING,
                (
                    f"o{n}-0",
                    1,
                    1,
                    n,
                    n + 60,
                    0,
                    1,
                    "c1",
                    "A1",
                    "{}",
                    "",
                    "manual",
                    "original",
                    "now",
                    n,
                    "0" * 12,
                ),
            )
            connection.execute("COMMIT")

    def our_save() -> None:
        for _ in range(SINGLE):
            n = next(numbers)
            entry = [document.uid, 1, n, n + 60, "c1", "A1", {}, "", "manual"]
            study.apply(Operation("coding.add", {"codings": [entry]}, "A1"))

    found = compare(
        "one coding saved durably", lambda: inside(bare_save), lambda: inside(our_save), at_most=3.0, pairs=9
    )
    connection.close()
    study.close()
    return found.as_dict()


def bare_quotes(connection: sqlite3.Connection) -> pd.DataFrame:
    # Cutting the words out in Python: SQLite's substr counts from the beginning of the text each
    # time and takes ten times as long.
    frame = pd.read_sql_query(QUOTES, connection)
    whole = dict(connection.execute(TEXTS).fetchall())
    places = list(zip(frame["transcript"], frame["start"], frame["end"], strict=True))
    frame["text"] = [whole[name][start:end] for name, start, end in places]
    frame["before"] = [whole[name][max(0, start - 80) : start] for name, start, _ in places]
    frame["after"] = [whole[name][end : end + 80] for name, _, end in places]
    return frame


def quotes(database: Path, table: Path) -> dict[str, object]:
    filled = database.with_name("filled.qwb")
    filled.write_bytes(database.read_bytes())
    with Study.open(filled) as study:
        study.add_codings(table)
        connection = sqlite3.connect(filled)
        found = compare(
            f"quotes over {CODINGS:,} codings",
            lambda: inside(lambda: bare_quotes(connection)),
            lambda: inside(study.quotes),
            at_most=2.0,
        )
        connection.close()
    return found.as_dict()


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        database, table = prepare(Path(name))
        results = [load(database, table), save_one(database), quotes(database, table)]
    print(json.dumps(results, indent=2))
    sys.exit(not all(result["passed"] for result in results))


if __name__ == "__main__":
    main()
