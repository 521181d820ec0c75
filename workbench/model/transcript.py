"""Transcripts: the text of one interview, and whose words each stretch of it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbench.errors import RefusedFileError


@dataclass(frozen=True, slots=True)
class Turn:
    """One uninterrupted stretch of a speaker.

    Offsets are code points into the transcript's text, half-open. The label range holds the
    speaker's name as it stands in the text with its separator and timestamp; it is empty
    where a turn has no label of its own. The body range holds what was said.

    `start_ms` and `end_ms` are milliseconds from the start of the recording, where known.
    `speaker` is the empty string where nobody is named.
    """

    speaker: str
    label_start: int
    label_end: int
    body_start: int
    body_end: int
    start_ms: int | None = None
    end_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """One interview, focus group or note as a reader found it.

    Attributes
    ----------
    name
        What the researcher calls it: the file name without its ending.
    text
        Normalised text (see `normalise`).
    turns
        In order, without overlap; together they may leave out headings between them.
    language
        BCP 47 tag such as `da`, or `und` where it could not be told.
    format
        The ending of the file without its dot, for example `docx`.
    encoding
        Character encoding of a text file; None for formats that fix their own.
    sha256
        Of the bytes of the file it came from, in hexadecimal.
    metadata
        What the file says of itself (title, date, `constructed`), as text.
    warnings
        Sentences for the researcher: what was guessed or could not be told.
    """

    name: str
    text: str
    turns: tuple[Turn, ...]
    language: str
    format: str
    encoding: str | None
    source_name: str
    sha256: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise RefusedFileError("there is no text in it", where=self.source_name)
        reached = 0
        for turn in self.turns:
            ends = (turn.label_start, turn.label_end, turn.body_start, turn.body_end)
            if not reached <= ends[0] <= ends[1] <= ends[2] <= ends[3] <= len(self.text):
                raise RefusedFileError(f"turn boundaries {ends} are out of order", where=self.source_name)
            reached = turn.body_end

    @property
    def speakers(self) -> tuple[str, ...]:
        """Speaker labels in order of first appearance, without the unnamed one."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns if turn.speaker))

    @property
    def words(self) -> int:
        """How many words the turns hold, split at white space; labels do not count."""
        text = self.text
        return sum(len(text[turn.body_start : turn.body_end].split()) for turn in self.turns)
