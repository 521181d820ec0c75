"""Importing transcripts file by file: what is in stays in, what failed is listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select

from workbench.errors import RefusedFileError, WorkbenchError
from workbench.model.anchoring import Anchored, anchor
from workbench.model.operation import Operation
from workbench.model.transcript import Transcript
from workbench.readers.transcripts import FORMATS, file_sha256, read_transcript
from workbench.store import tables
from workbench.store.documents import text_sha256
from workbench.store.store import Store
from workbench.study.reading import read_codings, read_document


@dataclass(frozen=True, slots=True)
class ImportedTranscript:
    """A file that became a transcript (revision 1) or a newer revision of one.

    `reanchored` counts what became of the codings of a revised transcript: exact, moved,
    ambiguous, lost.
    """

    transcript: Transcript
    revision: int
    reanchored: dict[str, int] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        found = self.transcript
        return {
            "name": found.name,
            "format": found.format,
            "encoding": found.encoding,
            "language": found.language,
            "turns": len(found.turns),
            "speakers": list(found.speakers),
            "words": found.words,
            "sha256": found.sha256,
            "warnings": list(found.warnings),
            "revision": self.revision,
            "reanchored": self.reanchored,
        }


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of each file: imported, refused (with the reason), or in the study already."""

    imported: tuple[ImportedTranscript, ...]
    refused: tuple[tuple[str, str], ...]
    unchanged: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        return {
            "transcripts": [entry.to_dict() for entry in self.imported],
            "refused": [{"file": file, "reason": reason} for file, reason in self.refused],
            "unchanged": list(self.unchanged),
        }

    def __str__(self) -> str:
        lines = [
            f"{len(self.imported)} imported, {len(self.unchanged)} there already, {len(self.refused)} refused"
        ]
        for entry in self.imported:
            notes = list(entry.transcript.warnings)
            notes += [f"{count} codings {how}" for how, count in entry.reanchored.items() if count]
            lines += [f"  {entry.transcript.name}: {note}" for note in notes]
        lines += [f"  refused {file}: {reason}" for file, reason in self.refused]
        return "\n".join(lines)


def transcript_files(paths: Iterable[Path]) -> list[Path]:
    """The files that paths mean: a folder means all in it, sorted, hidden ones left out."""
    files: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found = sorted(
                inner
                for inner in path.rglob("*")
                if inner.is_file() and not any(part.startswith(".") for part in inner.relative_to(path).parts)
            )
            files.update(dict.fromkeys(found))
        else:
            files[path] = None
    return list(files)


def import_files(
    store: Store,
    paths: Sequence[Path],
    *,
    coder: str,
    language: str | None,
    progress: bool,
    preview: bool,
) -> ImportReport:
    """Read each file and save it in a transaction of its own; with `preview` nothing is saved."""
    from tqdm.auto import tqdm

    files = transcript_files(paths)
    known, sources = _known(store)
    names = _names(files, sources)
    imported: list[ImportedTranscript] = []
    refused: list[tuple[str, str]] = []
    unchanged: list[str] = []
    for file in tqdm(files, desc="Importing", unit="file", disable=not progress or len(files) < 2):
        try:
            _check_ending(file)
            already = known.get(file_sha256(file))
            if already is not None:
                unchanged.append(already)
                continue
            transcript = read_transcript(file, language=language, name=names[file])
            entry = _save(store, transcript, _source(file), coder=coder, preview=preview)
        except WorkbenchError as error:
            refused.append((str(file), error.what + (f". {error.hint}" if error.hint else "")))
        except Exception as error:  # noqa: BLE001 - whatever a library makes of one odd file, the others go on
            refused.append((str(file), f"the file cannot be read ({type(error).__name__}: {error})"))
        else:
            imported.append(entry)
            known[transcript.sha256] = transcript.name
    return ImportReport(tuple(imported), tuple(refused), tuple(unchanged))


def _check_ending(file: Path) -> None:
    if not file.is_file():
        raise RefusedFileError("there is no such file")
    if file.suffix.lower().removeprefix(".") not in FORMATS:
        raise RefusedFileError(
            f"{file.suffix or 'a file without an ending'} is not a transcript format",
            hint=f"The formats are {', '.join(FORMATS)}",
        )


def _known(store: Store) -> tuple[dict[str, str], dict[str, str]]:
    # By sha256 of the newest revisions' files, and by where they came from: the names.
    transcript, revision = tables.transcript, tables.revision
    query = select(transcript.c.name, revision.c.source_sha256, revision.c.source_name).join(
        revision,
        (revision.c.transcript_id == transcript.c.id) & (revision.c.number == transcript.c.revision),
    )
    with store.reading() as connection:
        rows = connection.execute(query).all()
    return {row.source_sha256: row.name for row in rows}, {row.source_name: row.name for row in rows}


def _source(file: Path) -> str:
    # Folder and file name: enough to know a file again, and no path of anybody's machine.
    absolute = file.absolute()
    return f"{absolute.parent.name}/{absolute.name}"


def _names(files: Sequence[Path], sources: dict[str, str]) -> dict[Path, str]:
    # A file that was imported before keeps its name; others get the shortest that is free.
    names = {file: sources[_source(file)] for file in files if _source(file) in sources}
    new = [file for file in files if file not in names]
    taken = set(sources.values())
    levels = [_candidates(file) for file in new]
    counts = [Counter(candidates[level] for candidates in levels) for level in range(4)]
    for file, candidates in zip(new, levels, strict=True):
        free = (
            name for level, name in enumerate(candidates) if counts[level][name] == 1 and name not in taken
        )
        names[file] = next(free, candidates[-1])
        taken.add(names[file])
    return names


def _candidates(file: Path) -> tuple[str, str, str, str]:
    folder = file.absolute().parent.name
    return file.stem, f"{folder}/{file.stem}", file.name, f"{folder}/{file.name}"


def _save(
    store: Store, transcript: Transcript, source: str, *, coder: str, preview: bool
) -> ImportedTranscript:
    payload = _payload(transcript, source)
    contents = {payload["text_sha256"]: transcript.text}
    with store.reading() as connection:
        exists = connection.scalar(
            select(tables.transcript.c.id).where(tables.transcript.c.name == transcript.name)
        )
        if exists is None:
            operation = Operation("transcript.import", payload, coder)
            entry = ImportedTranscript(transcript, 1)
        else:
            before = read_document(connection, transcript.name, None)
            placed = [
                c for c in read_codings(connection, transcript.name, None) if c.revision == before.revision
            ]
            anchors: dict[str, Anchored] = {}
            taken: set[tuple[object, ...]] = set()
            for coding in placed:
                found = anchor(before.text, coding.start, coding.end, transcript.text)
                place = (found.start, found.end, coding.code, coding.coder)
                if found.anchor != "lost" and place in taken:
                    # Two repetitions became one: the second has no place of its own any more.
                    found = Anchored(coding.start, coding.end, "lost")
                taken.add(place)
                anchors[coding.id] = found
            payload |= {
                "transcript": before.uid,
                "revision": before.revision + 1,
                "anchors": {key: [a.start, a.end, a.anchor] for key, a in anchors.items()},
            }
            operation = Operation("transcript.revise", payload, coder)
            counted: Counter[str] = Counter(a.anchor for a in anchors.values())
            entry = ImportedTranscript(transcript, before.revision + 1, dict(counted))
    if not preview:
        store.apply(operation, contents=contents)
    return entry


def _payload(transcript: Transcript, source: str) -> dict[str, Any]:
    speakers = transcript.speakers
    number = {label: position for position, label in enumerate(speakers)} | {"": -1}
    text = transcript.text
    return {
        "name": transcript.name,
        "text_sha256": text_sha256(text),
        "source_sha256": transcript.sha256,
        "source_name": source,
        "format": transcript.format,
        "encoding": transcript.encoding,
        "language": transcript.language,
        "metadata": dict(transcript.metadata),
        "warnings": list(transcript.warnings),
        "speakers": list(speakers),
        "turns": [
            [
                number[turn.speaker],
                turn.label_start,
                turn.label_end,
                turn.body_start,
                turn.body_end,
                turn.start_ms,
                turn.end_ms,
                len(text[turn.body_start : turn.body_end].split()),
            ]
            for turn in transcript.turns
        ],
    }
