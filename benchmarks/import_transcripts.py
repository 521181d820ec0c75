"""Import of 1,000 plain-text interviews of 10,000 words, against reading and inserting them barely.

Run `python benchmarks/import_transcripts.py [FILES]`; it prints JSON. The reference reads and decodes each
file, splits it into turns with one regular expression, and fills the same tables, the search index
included, with one `executemany` a table. Each run is a process of its own.
"""

from __future__ import annotations

import json
import random
import re
import sqlite3
import sys
import tempfile
from pathlib import Path
from statistics import median

from pairs import compare, outside

from workbench import Study

WORDS, WORDS_A_TURN = 10_000, 40
MEMORY_MB, COST_PER_WORD = 500, 1.15
TURN = re.compile(r"^(Interviewer|Borger): (.*)$", re.MULTILINE)


def write_interviews(folder: Path, files: int) -> None:
    draw = random.Random(20260101)
    vocabulary = [
        "".join(draw.choices("abcdefghiklmnoprstuvyæøå", k=draw.randint(2, 9))) for _ in range(20_000)
    ]
    folder.mkdir()
    for number in range(files):
        words = draw.choices(vocabulary, k=WORDS)
        turns = [
            f"{('Interviewer', 'Borger')[at // WORDS_A_TURN % 2]}: {' '.join(words[at : at + WORDS_A_TURN])}."
            for at in range(0, WORDS, WORDS_A_TURN)
        ]
        (folder / f"interview_{number:04}.txt").write_text("\n\n".join(turns) + "\n", encoding="utf-8")


def bare(folder: Path, database: Path) -> None:
    Study.create(database).close()
    connection = sqlite3.connect(database)
    contents, transcripts, revisions, turns, bodies = [], [], [], [], []
    for number, path in enumerate(sorted(folder.iterdir()), start=1):
        text = path.read_bytes().decode("utf-8")
        contents.append((path.stem, text))
        transcripts.append((number, path.stem, path.stem, 1))
        revisions.append(
            (number, 1, path.stem, path.stem, path.name, "txt", "utf-8", "da", "{}", "[]", len(text), "now")
        )
        for position, match in enumerate(TURN.finditer(text)):
            row = len(turns) + 1
            turns.append(
                (
                    row,
                    number,
                    1,
                    position,
                    None,
                    match.start(),
                    match.start(2),
                    match.start(2),
                    match.end(2),
                    40,
                )
            )
            bodies.append((row, match.group(2)))
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.executemany("INSERT INTO content VALUES (?, ?)", contents)
    connection.executemany(
        "INSERT INTO transcript (id, uid, name, revision) VALUES (?, ?, ?, ?)", transcripts
    )
    connection.executemany(
        "INSERT INTO revision (transcript_id, number, text_sha256, source_sha256, source_name, format, "
        "encoding, language, metadata, warnings, length, imported) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        revisions,
    )
    connection.executemany(
        "INSERT INTO turn (id, transcript_id, revision, position, speaker_id, label_start, label_end, "
        "body_start, body_end, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        turns,
    )
    connection.executemany("INSERT INTO turn_search (rowid, body) VALUES (?, ?)", bodies)
    connection.commit()
    connection.close()


def ours(folder: Path, database: Path) -> None:
    with Study.create(database) as study:
        report = study.import_transcripts(folder, progress=False)
        if report.refused or any(
            len(one.transcript.turns) != WORDS / WORDS_A_TURN for one in report.imported
        ):
            raise SystemExit("the import is not complete")


def main(files: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)

        def run(which: str, folder: str):
            (place / "study.qwb").unlink(missing_ok=True)
            for leftover in place.glob("study.qwb-*"):
                leftover.unlink()
            return outside(__file__, which, str(place / folder), str(place / "study.qwb"))

        write_interviews(place / "many", files)
        write_interviews(place / "few", files // 10)
        found = compare(
            f"import of {files} interviews of {WORDS} words",
            lambda: run("bare", "many"),
            lambda: run("ours", "many"),
            at_most=3.0,
        )
        few = compare(
            f"import of {files // 10} interviews",
            lambda: run("bare", "few"),
            lambda: run("ours", "few"),
            at_most=3.0,
        )
        # What it costs to start and to load the readers is not a cost per word.
        write_interviews(place / "one", 1)
        start = median(run("ours", "one").cpu for _ in range(5))
    per_word = ((found.cpu - start) / (files - 1)) / ((few.cpu - start) / (files // 10 - 1))
    result = found.as_dict() | {
        "cost_per_word_against_a_tenth_of_the_files": round(per_word, 2),
        "memory_at_most_mb": MEMORY_MB,
    }
    result["passed"] = found.passed and per_word <= COST_PER_WORD and (found.peak_memory_mb or 0) <= MEMORY_MB
    print(json.dumps(result, indent=2))
    sys.exit(not result["passed"])


if __name__ == "__main__":
    if sys.argv[1:2] == ["bare"]:
        bare(Path(sys.argv[2]), Path(sys.argv[3]))
    elif sys.argv[1:2] == ["ours"]:
        ours(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
