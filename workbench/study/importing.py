"""Importing transcripts file by file: what is in stays in, what failed is listed."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from workbench.errors import ChangedMeanwhileError, RefusedFileError, WorkbenchError
from workbench.model.anchoring import Anchored, Anchoring
from workbench.model.operation import Operation
from workbench.model.transcript import Transcript, Turn
from workbench.readers.transcripts import FORMATS, file_sha256, read_transcript
from workbench.store.documents import text_sha256
from workbench.store.store import Store
from workbench.study.reading import Document, PlacedCoding, newest_operation, read_codings, read_document
from workbench.study.sources import Sources, printable


@dataclass(frozen=True, slots=True)
class ImportedTranscript:
    """A file that became a transcript (revision 1) or a newer revision of one.

    `reanchored` counts what became of the codings of a revised transcript: exact, moved,
    ambiguous, lost. `notes` are sentences on what else a revision changes.
    """

    transcript: Transcript
    revision: int
    reanchored: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

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
            "notes": list(self.notes),
        }


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of each file: imported, refused (with the reason), or in the study already."""

    imported: tuple[ImportedTranscript, ...]
    refused: tuple[tuple[str, str], ...]
    unchanged: tuple[str, ...]
    preview: bool = False

    def to_dict(self) -> dict[str, Any]:
        return {
            "transcripts": [entry.to_dict() for entry in self.imported],
            "refused": [{"file": file, "reason": reason} for file, reason in self.refused],
            "unchanged": list(self.unchanged),
        }

    def __str__(self) -> str:
        imported = "would be imported" if self.preview else "imported"
        counts = (f"{len(self.imported)} {imported}", f"{len(self.unchanged)} there already")
        lines = [", ".join((*counts, f"{len(self.refused)} refused"))]
        for entry in self.imported:
            notes = [*entry.transcript.warnings, *entry.notes]
            notes += [f"{count} codings {how}" for how, count in entry.reanchored.items() if count]
            lines += [f"  {entry.transcript.name}: {note}" for note in notes]
        lines += [f"  refused {file}: {reason}" for file, reason in self.refused]
        return "\n".join(lines)


def transcript_files(paths: Iterable[Path]) -> list[Path]:
    """The files that paths mean: a folder means all in it, sorted; hidden and lock files are left out."""
    files: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found = sorted(
                inner
                for inner in path.rglob("*")
                if inner.is_file()
                and not any(part.startswith((".", "~$")) for part in inner.relative_to(path).parts)
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
    """Read each file and save it in a transaction of its own; with `preview` nothing is saved.

    Raises
    ------
    StudyError
        The study can no longer be written; what was imported before stays.
    """
    from tqdm.auto import tqdm

    files = transcript_files(paths)
    importer = Importer(store, files, coder=coder, language=language, preview=preview)
    imported: list[ImportedTranscript] = []
    refused: list[tuple[str, str]] = []
    unchanged: list[str] = []
    for file in tqdm(files, desc="Importing", unit="file", disable=not progress or len(files) < 2):
        try:
            found = importer.take(file)
        except RefusedFileError as error:
            refused.append((printable(file), error.what + (f". {error.hint}" if error.hint else "")))
        else:
            if isinstance(found, str):
                unchanged.append(found)
            else:
                imported.append(found)
    return ImportReport(tuple(imported), tuple(refused), tuple(unchanged), preview)


class Importer:
    """Takes files into a study one by one, knowing which it has already."""

    def __init__(
        self, store: Store, files: Sequence[Path], *, coder: str, language: str | None, preview: bool
    ) -> None:
        self._store = store
        self._coder = coder
        self._language = language
        self._preview = preview
        self._sources = Sources(store)
        self._names = self._sources.names(files)

    def take(self, file: Path) -> ImportedTranscript | str:
        """Import a file, as a new transcript or a newer revision; or the name of what it is already.

        Raises
        ------
        RefusedFileError
            The file cannot be read.
        """
        source = self._sources.of(file)
        sha256 = self._readable_sha256(file)
        already = self._sources.already(source, sha256)
        if already is not None:
            return already
        transcript = self._read(file)
        try:
            entry = self._save(transcript, source)
        except ChangedMeanwhileError:
            # Somebody else imports too: look again, once.
            self._sources = Sources(self._store)
            self._names = self._sources.names([file])
            already = self._sources.already(source, sha256)
            if already is not None:
                return already
            entry = self._save(replace(transcript, name=self._names[file]), source)
        self._sources.add(source, sha256, entry.transcript.name)
        return entry

    @staticmethod
    def _readable_sha256(file: Path) -> str:
        if not file.is_file():
            raise RefusedFileError("there is no such file")
        if file.suffix.lower().removeprefix(".") not in FORMATS:
            raise RefusedFileError(
                f"{file.suffix or 'a file without an ending'} is not a transcript format",
                hint=f"The formats are {', '.join(FORMATS)}",
            )
        return file_sha256(file)

    def _read(self, file: Path) -> Transcript:
        try:
            return read_transcript(file, language=self._language, name=self._names[file])
        except WorkbenchError:
            raise
        except Exception as error:
            # Whatever a library makes of one odd file, the others go on.
            what = f"the file cannot be read ({type(error).__name__}: {error})"
            raise RefusedFileError(what) from error

    def _save(self, transcript: Transcript, source: str) -> ImportedTranscript:
        payload = _payload(transcript, source)
        if self._sources.has(source):
            operation, entry = self._revision(transcript, payload)
        else:
            operation = Operation("transcript.import", payload, self._coder)
            entry = ImportedTranscript(transcript, 1)
        if not self._preview:
            self._store.apply(operation, contents={payload["text_sha256"]: transcript.text})
        return entry

    def _revision(
        self, transcript: Transcript, payload: dict[str, Any]
    ) -> tuple[Operation, ImportedTranscript]:
        with self._store.reading() as connection:
            seen = newest_operation(connection)
            before = read_document(connection, transcript.name, None)
            codings = read_codings(connection, transcript.name, None)
            documents = {
                number: read_document(connection, transcript.name, number)
                for number in {coding.revision for coding in codings}
            }
        anchors = _anchors(codings, documents, transcript)
        payload |= {
            "transcript": before.uid,
            "revision": before.revision + 1,
            "seen": seen,
            "anchors": {key: [found.start, found.end, found.anchor] for key, found in anchors.items()},
        }
        counted: Counter[str] = Counter(found.anchor for found in anchors.values())
        notes = _revision_notes(before, transcript)
        entry = ImportedTranscript(transcript, before.revision + 1, dict(counted), notes)
        return Operation("transcript.revise", payload, self._coder), entry


def _revision_notes(before: Document, after: Transcript) -> tuple[str, ...]:
    notes = []
    speakers = tuple(dict.fromkeys(turn.speaker for turn in before.turns if turn.speaker))
    gone = [speaker for speaker in speakers if speaker not in after.speakers]
    new = [speaker for speaker in after.speakers if speaker not in speakers]
    if gone:
        notes.append(f"Nobody is called {', '.join(gone)} any more; links stay with that name.")
    if new:
        notes.append(f"{', '.join(new)} speaks for the first time and is linked to nobody.")
    if before.text != after.text:
        notes.append("The text has changed: coders who were done are in progress again.")
    return tuple(notes)


def _anchors(
    codings: Sequence[PlacedCoding], documents: Mapping[int, Document], new: Transcript
) -> dict[str, Anchored]:
    # Each coding is looked for from the revision it stands on: one that was lost may come back.
    ways = {
        number: Anchoring(old.text, new.text, _same_speaker(old.turns, new.turns))
        for number, old in documents.items()
    }
    anchors: dict[str, Anchored] = {}
    taken: set[tuple[object, ...]] = set()
    for coding in codings:
        found = ways[coding.revision].find(coding.start, coding.end)
        if coding.anchor == "ambiguous" and found.anchor != "lost":
            # Nobody has said yet that it was the right place.
            found = replace(found, anchor="ambiguous")
        place = (found.start, found.end, coding.code, coding.coder)
        if found.anchor != "lost" and place in taken:
            # Two repetitions became one: the second has no place of its own any more.
            found = Anchored(coding.start, coding.end, "lost")
        if found.anchor != "lost":
            taken.add(place)
        anchors[coding.id] = found
    return anchors


def _same_speaker(old: Sequence[Turn], new: Sequence[Turn]) -> Callable[[int, int], bool]:
    def speaker(turns: Sequence[Turn], starts: Sequence[int], place: int) -> str | None:
        at = bisect_right(starts, place) - 1
        return turns[at].speaker if at >= 0 else None

    old_starts, new_starts = [turn.label_start for turn in old], [turn.label_start for turn in new]
    return lambda place, other: speaker(old, old_starts, place) == speaker(new, new_starts, other)


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
