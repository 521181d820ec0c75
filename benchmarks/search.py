"""Search in a study of 100 interviews of 10,000 words, against bare FTS5 and Python's `str.find`.

Run `python benchmarks/search.py`; it prints JSON, one object a comparison. The reference asks the index
for turns that hold the word, reads their texts, and finds the word in each turn, without case only: it
knows nothing of accents or of where words begin and end. By lemma, the words of the study were read
before: what the first search by lemma costs is not part of it.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from import_transcripts import write_interviews
from pairs import compare, inside

from workbench import Study
from workbench.study import searching

INTERVIEWS, QUERIES, MOST = 100, 20, 500
TURNS = """
    SELECT revision.text_sha256, turn.body_start, turn.body_end FROM turn
    JOIN transcript ON transcript.id = turn.transcript_id AND transcript.revision = turn.revision
    JOIN revision ON revision.transcript_id = transcript.id AND revision.number = transcript.revision
    JOIN turn_search ON turn_search.rowid = turn.id
    WHERE turn_search MATCH ? ORDER BY transcript.name, turn.position
"""


def bare_search(connection: sqlite3.Connection, word: str, term: str) -> list[tuple[str, int, int, str]]:
    found = []
    for sha256, turns in groupby(connection.execute(TURNS, (term,)).fetchall(), key=itemgetter(0)):
        (body,) = connection.execute("SELECT body FROM content WHERE sha256 = ?", (sha256,)).fetchone()
        for _, start, end in turns:
            said = body[start:end]
            small = said.lower()
            at = small.find(word)
            while at >= 0:
                last = at + len(word)
                found.append((sha256, start + at, start + last, said[max(0, at - 40) : last + 40]))
                at = small.find(word, last)
    return found


def search(folder: Path, by: searching.By, words: list[str], star: str, name: str) -> dict[str, object]:
    connection = sqlite3.connect(folder / "study.qwb")
    with Study.open(folder / "study.qwb") as study:

        def bare() -> None:
            for word in words:
                bare_search(connection, word, f'"{word}"{star}')

        def ours() -> None:
            for word in words:
                with study._store.reading() as reading:
                    searching.hits(reading, word, by=by, most=MOST)

        found = compare(name, lambda: inside(bare), lambda: inside(ours), at_most=2.0)
    connection.close()
    return found.as_dict()


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_interviews(folder / "interviews", INTERVIEWS)
        with Study.create(folder / "study.qwb") as study:
            study.import_transcripts(folder / "interviews", progress=False)
            said = study.document("interview_0000").text.split()
        words = [word for word in said if word.isalpha() and len(word) > 4][:QUERIES]
        place = f"{QUERIES} words searched by {{}} in {INTERVIEWS} interviews"
        results = [
            search(folder, "form", words, "*", place.format("form")),
            search(folder, "lemma", words, "", place.format("lemma")),
        ]
    print(json.dumps(results, indent=2))
    sys.exit(not all(result["passed"] for result in results))


if __name__ == "__main__":
    main()
