"""Cues of SubRip and WebVTT files, without losing a word of them.

webvtt-py parses. Two things that it does by the letter of the standard would lose speech and are put
right before: text behind an empty line inside a cue stays with that cue, and times that
cannot be read are refused instead of skipped. SubRip is handed over as WebVTT, from which it
differs in its commas and index lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from workbench.errors import RefusedFileError
from workbench.readers.transcripts.refusals import damaged

_ARROW = "-->"
_TIME = r"(?:\d{1,3}:)?[0-5]?\d:[0-5]?\d[.,]\d{1,3}"
_TIMES = re.compile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}(?=[ \t]|$)")
_INDEX = re.compile(r"[ \t]*\d+[ \t]*")
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?=[ \t]|$)")
_KEY_VALUE = re.compile(r"([^\s:][^:\n]{0,60}):[ \t]*(\S.*)")


class Cue(NamedTuple):
    """One caption: when it is shown, in milliseconds, and its text with tags."""

    start_ms: int
    end_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class Captions:
    """The cues of a file in its order, what its header and notes say, and what had to be put right."""

    cues: tuple[Cue, ...]
    metadata: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]


def parse_webvtt(text: str, where: str) -> Captions:
    """Parse the normalised text of a WebVTT file.

    Raises
    ------
    RefusedFileError
        The first line is not WEBVTT, there is no cue, or the times of a cue cannot be read.
    """
    lines = text.split("\n")
    if not re.match(r"WEBVTT(?=[ \t]|$)", lines[0]):
        raise RefusedFileError(
            "this is no WebVTT file: its first line is not WEBVTT",
            where=where,
            hint="If it holds SubRip captions, rename it so that it ends in .srt",
        )
    _refuse_unreadable_times(lines, where)
    return _parse(lines, where, asides=True)


def parse_subrip(text: str, where: str) -> Captions:
    """Parse the normalised text of a SubRip file.

    Raises
    ------
    RefusedFileError
        There is no cue, or the times of a cue cannot be read.
    """
    lines = text.split("\n")
    _refuse_unreadable_times(lines, where)
    written = ["WEBVTT", ""]
    for line, follower in zip(lines, [*lines[1:], ""], strict=True):
        if _ARROW in line:
            written += ["", line]
        elif not (_ARROW in follower and _INDEX.fullmatch(line)):
            written.append(line)
    return _parse(written, where, asides=False)


def _refuse_unreadable_times(lines: Sequence[str], where: str) -> None:
    cues = 0
    for number, line in enumerate(lines, start=1):
        if _ARROW in line:
            cues += 1
            if not _TIMES.match(line):
                raise RefusedFileError(
                    f"the times {line.strip()[:60]!r} cannot be read",
                    where=f"{where}, line {number}",
                    hint="Write them as 00:01:02.500 --> 00:01:04.000",
                )
    if not cues:
        raise RefusedFileError(
            "there are no captions in it", where=where, hint="Plain text should end in .txt or .md"
        )


def _parse(lines: Sequence[str], where: str, *, asides: bool) -> Captions:
    import webvtt

    blocks = list(_blocks(lines))
    kept, before, joined = [blocks[0]], [], 0
    last_cue: list[str] | None = None
    for block in blocks[1:]:
        if any(_ARROW in line for line in block):
            last_cue = [_with_points(line) for line in block]
            kept.append(last_cue)
        elif asides and _ASIDE.match(block[0]):
            kept.append(block)
        elif last_cue is not None:
            last_cue += block
            joined += 1
        else:
            before += block
    parsed = webvtt.WebVTT.from_string("\n\n".join("\n".join(block) for block in kept))
    if len(parsed.captions) != sum(_ARROW in line for line in lines):
        raise damaged(where)
    notes = [
        *parsed.header_comments,
        *(comment for caption in parsed.captions for comment in caption.comments),
        *parsed.footer_comments,
    ]
    warnings = []
    if before:
        warnings.append(f"{len(before)} lines before the first caption were kept as metadata, not as speech.")
    if joined:
        warnings.append(f"Text behind an empty line was kept with the caption above it ({joined} times).")
    return Captions(
        cues=tuple(
            Cue(
                caption.start_time.in_milliseconds(),
                caption.end_time.in_milliseconds(),
                "\n".join(caption.lines),
            )
            for caption in parsed.captions
        ),
        metadata=(
            *_entries("title", [parsed.header_text.lstrip(" -\u2013\t")]),
            *_entries("header", [*parsed.metadata, *before]),
            *_entries("note", "\n".join(notes).split("\n")),
        ),
        warnings=tuple(warnings),
    )


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    """Part lines at empty ones, those of blanks included."""
    block: list[str] = []
    for line in lines:
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _with_points(line: str) -> str:
    """Write the times of a line as WebVTT does, with points."""
    times = _TIMES.match(line) if _ARROW in line else None
    return line[: times.end()].replace(",", ".") + line[times.end() :] if times else line


def _entries(name: str, lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Read `key: value` lines; the others become values of `name`, `name 2` and so on."""
    others = 0
    for line in filter(None, map(str.strip, lines)):
        found = _KEY_VALUE.fullmatch(line)
        if found:
            yield found[1], found[2]
        else:
            others += 1
            yield (name if others == 1 else f"{name} {others}"), line
