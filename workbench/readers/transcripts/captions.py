"""Captions (`.srt`, `.vtt`) joined to turns: cues of one speaker in sequence are one turn.

Where voice spans (`<v Name>`) name the speakers, the text is
written as `Name: words`, one turn after the other; otherwise the text is the words of the cues, in
which speakers may be named with a colon. Within a turn the text flows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, groupby
from operator import itemgetter

from workbench.errors import RefusedFileError
from workbench.model.text import normalise
from workbench.model.transcript import Turn
from workbench.readers.transcripts.content import Content, plain_metadata
from workbench.readers.transcripts.cues import Captions, Cue, parse_subrip, parse_webvtt
from workbench.readers.transcripts.encoding import DecodedText, decode
from workbench.readers.transcripts.turns import recognise_turns

_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>\n]*)>|</v>")
# Tags of WebVTT and SubRip; anything else in angle brackets is somebody's words.
_TAG = re.compile(
    r"</?(?:[biucsv]|ruby|rt|lang|font)(?:[.\s][^<>\n]*)?/?>|<(?:\d+:)?\d\d:\d\d\.\d{3}>|\{\\[^{}\n]*\}",
    re.IGNORECASE,
)
_CHARACTERS = {
    "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'",
    "&nbsp;": "\xa0", "&lrm;": "\u200e", "&rlm;": "\u200f",
}  # fmt: skip
_LINE_BREAK = re.compile(r"\n(?![-\u2013\u2014])")
_CHARACTER_REFERENCE = re.compile("|".join(_CHARACTERS))


def read_webvtt(data: bytes, where: str) -> Content:
    """Read WebVTT; voice spans name the speakers, else names with a colon.

    Raises
    ------
    RefusedFileError
        The first line is not WEBVTT, or there are no captions, or the times of one cannot be read.
    """
    decoded = decode(data, where=where)
    captions = parse_webvtt(normalise(decoded.text, where=where), where)
    return _content(captions, decoded, where, references=True)


def read_subrip(data: bytes, where: str) -> Content:
    """Read SubRip; names with a colon are the speakers.

    Raises
    ------
    RefusedFileError
        There are no captions, or the times of one cannot be read.
    """
    decoded = decode(data, where=where)
    captions = parse_subrip(normalise(decoded.text, where=where), where)
    return _content(captions, decoded, where, references=False)


def _content(captions: Captions, decoded: DecodedText, where: str, *, references: bool) -> Content:
    speech = [
        (voice, Cue(cue.start_ms, cue.end_ms, words))
        for cue in captions.cues
        for voice, words in _voices(cue.text, references=references)
    ]
    if not speech:
        raise RefusedFileError("its captions hold no words", where=where)
    warnings = (*decoded.warnings, *captions.warnings)
    if any(voice for voice, _ in speech):
        text, turns = _with_voices(speech)
    else:
        text, turns, doubts = _without_voices([cue for _, cue in speech])
        warnings = (*warnings, *doubts)
    flowing = _flowing(text, turns)
    return Content(flowing, decoded.encoding, plain_metadata(captions.metadata), warnings, turns=turns)


def _flowing(text: str, turns: Sequence[Turn]) -> str:
    """Make the line breaks within turns spaces: they fit the screen and not what was said.

    A line that begins with a dash is somebody else's in the same caption and stays a line.
    """
    parts, reached = [], 0
    for turn in turns:
        parts.append(text[reached : turn.body_start])
        parts.append(_LINE_BREAK.sub(" ", text[turn.body_start : turn.body_end]))
        reached = turn.body_end
    return "".join([*parts, text[reached:]])


def _voices(text: str, *, references: bool) -> Iterator[tuple[str, str]]:
    """Part the text of a cue into what each voice says, without tags."""
    voice, reached = "", 0
    for found in (*_VOICE.finditer(text), None):
        words = _plain(text[reached : found.start() if found else None], references=references)
        if words:
            yield voice, words
        if found:
            voice = " ".join(_plain(found[1] or "", references=references).split())
            reached = found.end()


def _plain(text: str, *, references: bool) -> str:
    text = _TAG.sub("", text)
    if references:
        text = _CHARACTER_REFERENCE.sub(lambda found: _CHARACTERS[found[0]], text)
    return "\n".join(filter(None, map(str.strip, text.split("\n"))))


def _with_voices(speech: Sequence[tuple[str, Cue]]) -> tuple[str, tuple[Turn, ...]]:
    """Write one paragraph a turn; cues without a voice are turns of nobody."""
    written: list[str] = []
    turns: list[Turn] = []
    length = 0
    for voice, said in groupby(speech, key=itemgetter(0)):
        cues = [cue for _, cue in said]
        label = f"{voice}:" if voice else ""
        body = "\n".join(cue.text for cue in cues)
        body_start = length + len(label) + bool(label)
        turns.append(
            Turn(
                voice,
                length,
                length + len(label),
                body_start,
                body_start + len(body),
                cues[0].start_ms,
                cues[-1].end_ms,
            )
        )
        written.append(f"{label} {body}" if label else body)
        length += len(written[-1]) + 1
    return "\n".join(written), tuple(turns)


def _without_voices(cues: Sequence[Cue]) -> tuple[str, tuple[Turn, ...], tuple[str, ...]]:
    """Recognise names with a colon; a cue without one goes on with the turn before it."""
    text = "\n".join(cue.text for cue in cues)
    starts = list(accumulate((len(cue.text) + 1 for cue in cues[:-1]), initial=0))
    recognition = recognise_turns(text, only_colons=True)
    turns = list(recognition.turns)
    opening = text[: turns[0].label_start].rstrip()
    if opening:
        turns.insert(0, Turn("", 0, 0, 0, len(opening)))
    return text, tuple(_timed(turn, cues, starts) for turn in turns), recognition.warnings


def _timed(turn: Turn, cues: Sequence[Cue], starts: Sequence[int]) -> Turn:
    first = cues[bisect_right(starts, turn.label_start) - 1]
    last = cues[bisect_right(starts, max(turn.body_end - 1, turn.label_start)) - 1]
    return replace(turn, start_ms=first.start_ms, end_ms=last.end_ms)
