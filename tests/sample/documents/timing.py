"""Invented times: when each turn would have been said, and the subtitle cues it is cut into."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .masters import Master

WORDS_PER_MINUTE = 150
CUE_LINE_LENGTH = 42
CUE_LINES = 2
SILENCE_MS = 3_000
"""How long the recording runs before the first word."""


@dataclass(frozen=True)
class Cue:
    """One subtitle: milliseconds from the start of the recording, and its lines."""

    start_ms: int
    end_ms: int
    lines: tuple[str, ...]


def turn_spans(master: Master) -> list[tuple[int, int]]:
    """Start and end of every turn in milliseconds, the same at every call."""
    random = Random(master.name)  # noqa: S311 - invented times, nothing secret
    pace = {speaker.key: random.uniform(0.9, 1.1) for speaker in master.speakers}
    spans = []
    now = SILENCE_MS
    for key, text in master.turns:
        silence = 2_500 * text.count("pause]")
        lasts = round(len(text.split()) * 60_000 / WORDS_PER_MINUTE * pace[key]) + silence
        spans.append((now, now + lasts))
        now += lasts + random.randrange(150, 1_200)
    return spans


def cues(text: str, start_ms: int, end_ms: int) -> list[Cue]:
    """Cut `text` into subtitles; their lines joined by spaces are `text` again."""
    lines = textwrap.wrap(text, CUE_LINE_LENGTH, break_long_words=False, break_on_hyphens=False)
    blocks = [tuple(lines[first : first + CUE_LINES]) for first in range(0, len(lines), CUE_LINES)]
    letters = [sum(map(len, block)) for block in blocks]
    ends = [
        start_ms + (end_ms - start_ms) * sum(letters[: count + 1]) // sum(letters)
        for count in range(len(blocks))
    ]
    starts = [start_ms, *ends[:-1]]
    return [Cue(*cue) for cue in zip(starts, ends, blocks, strict=True)]


def clock(ms: int, fraction: str = "") -> str:
    """`00:01:02`, with milliseconds behind `fraction` (a comma or a point) where one is given."""
    seconds, thousandths = divmod(ms, 1_000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    rest = f"{fraction}{thousandths:03}" if fraction else ""
    return f"{hours:02}:{minutes:02}:{seconds:02}{rest}"
