"""From a file to a transcript: the way every format goes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from workbench.errors import RefusedFileError
from workbench.model.transcript import Transcript
from workbench.readers.transcripts.captions import read_subrip, read_webvtt
from workbench.readers.transcripts.content import Content, plain_metadata
from workbench.readers.transcripts.header import read_header
from workbench.readers.transcripts.kinds import refuse_other_kinds
from workbench.readers.transcripts.language import checked_language, detect_language, stated_language
from workbench.readers.transcripts.limits import read_file
from workbench.readers.transcripts.markdown import read_markdown
from workbench.readers.transcripts.opendocument import read_opendocument
from workbench.readers.transcripts.plain import read_plain
from workbench.readers.transcripts.portable_document import read_portable_document
from workbench.readers.transcripts.rich_text import read_rich_text
from workbench.readers.transcripts.turns import recognise_turns
from workbench.readers.transcripts.word import read_word
from workbench.readers.transcripts.wrapping import join_wrapped_lines

_READERS: Mapping[str, Callable[[bytes, str], Content]] = MappingProxyType(
    {
        "txt": read_plain,
        "md": read_markdown,
        "docx": read_word,
        "odt": read_opendocument,
        "rtf": read_rich_text,
        "pdf": read_portable_document,
        "srt": read_subrip,
        "vtt": read_webvtt,
    }
)
FORMATS: tuple[str, ...] = tuple(_READERS)
"""The endings that are read, without their dots."""


def read_transcript(path: Path, *, language: str | None = None, name: str | None = None) -> Transcript:
    """Read one transcript from a file.

    Parameters
    ----------
    path
        A file with one of the endings in `FORMATS`; capitals do not matter.
    language
        BCP 47 tag of the language spoken; what the file says of itself, or else detection, decides
        where it is None.
    name
        What to call the transcript; the file name without its ending where it is None.

    Returns
    -------
    Transcript
        With normalised text, turns, metadata, and a warning for everything that was guessed,
        damaged or left out.

    Raises
    ------
    RefusedFileError
        The file cannot be read, is empty, too large, damaged, protected by a password, no text, of
        another kind than its ending says, or made to do harm.
    WorkbenchError
        `language` is no language tag.
    """
    data = read_file(path)
    return read_bytes(data, path.name, language=language, name=name)


def read_bytes(
    data: bytes, source_name: str, *, language: str | None = None, name: str | None = None
) -> Transcript:
    """Read one transcript from the bytes of a file named `source_name`; else as `read_transcript`."""
    if language is not None:
        language = checked_language(language)
    stem, _, ending = source_name.rpartition(".")
    ending = ending.lower()
    reader = _READERS.get(ending)
    if reader is None or not stem:
        raise RefusedFileError(
            "its ending is not one of a transcript",
            where=source_name,
            hint=f"These are read: {', '.join(FORMATS)}",
        )
    refuse_other_kinds(data, ending, source_name)
    content = reader(data, source_name)
    text, turns, metadata, warnings = content.text, content.turns, content.metadata, content.warnings
    if turns is None:
        begin, header = read_header(text)
        if header:
            metadata = plain_metadata((*metadata.items(), *header.items()))
        recognition = recognise_turns(text, begin=begin, marked=content.marked)
        turns, warnings = recognition.turns, (*warnings, *recognition.warnings)
    if content.wrapped:
        text = join_wrapped_lines(text, turns)
    return Transcript(
        name=name or stem,
        text=text,
        turns=turns,
        language=language or stated_language(metadata) or detect_language(text),
        format=ending,
        encoding=content.encoding,
        source_name=source_name,
        sha256=hashlib.sha256(data).hexdigest(),
        metadata=metadata,
        warnings=warnings,
    )
