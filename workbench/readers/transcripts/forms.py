"""The forms in which transcripts open a turn, each as a search that proposes openings.

A search only proposes: whether a proposed label is a speaker is judged over the whole document
(`turns`). Every pattern works along single lines with bounded or possessive repetition, so that no text
can make it slower than linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from workbench.readers.transcripts.timestamps import TIME, TIME_SPAN, UNTIL, milliseconds

# Marks of writing direction, which stand before and behind Arabic and Hebrew names.
DIRECTION_MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
# En dash and full-width colon are written as escapes: they are easily taken for their ASCII twins.
_DASH = "\u2013"
_COLONS = ":\uff1a"

# The searches run over the text with a line end put before it: a pattern that begins with a
# literal is found three times faster than one that begins with `^`.
_LINE = rf"\n[ \t\xa0{DIRECTION_MARKS}]*+(?:(?:[-{_DASH}•]|>{{1,3}})[ \t]*+|\*[ \t]++)?+"
_OPEN, _CLOSE = r"[\[(<{#]?", r"[\])>}#]{0,2}+"
_EMPHASIS = r"[*_]{0,3}+"
_LONGEST = 60
_NAME = rf"[^\n{_COLONS}]{{1,{_LONGEST}}}+"
_NAME_WITHOUT_TAB = rf"[^\n\t{_COLONS}]{{1,{_LONGEST}}}+"
_STAMP = rf"{_OPEN}{TIME_SPAN}{_CLOSE}"
_AFTER_STAMP = rf"[ \t|,{_DASH}-]"
# What is left of a time behind its first colon, at which a name as above ends.
_REST_OF_TIME = rf"(?<=\d):\d\d(?::\d\d)?+(?:[.,]\d{{1,3}})?+(?:{UNTIL}{TIME})?+{_CLOSE}{_EMPHASIS}"

_COLON = re.compile(
    _LINE
    # `**`, `[00:01:02]`, the name, and where the first colon is inside `(00:01:02)` that time
    + rf"({_EMPHASIS}(?:{_STAMP}{_AFTER_STAMP}*+)?{_NAME_WITHOUT_TAB}(?:{_REST_OF_TIME}[ \t]*+)?+)"
    # `10:30`, `http://` and `C:\` are no labels; a time may also stand behind the colon
    + rf"[{_COLONS}](?!\d|//|\\)({_EMPHASIS}[ \t]*+[\[(<]{TIME_SPAN}[\])>])?"
)
_NAME_THEN_TIME = re.compile(rf"{_LINE}({_NAME}{_REST_OF_TIME})[ \t]*+(?=\n|\Z)")
_TIME_THEN_NAME = re.compile(rf"{_LINE}({_EMPHASIS}{_STAMP}{_AFTER_STAMP}++{_NAME})(?=\n|\Z)")
_TABULATED = re.compile(
    rf"\n[ ]*+((?:\d{{1,5}}[.)]?\t++)?+(?:{_STAMP}[ ]*+\t++)?+{_NAME_WITHOUT_TAB})(?=\t++[^\n])"
)
_ALONE = re.compile(rf"\n([^\W\d_][^\n\t{_COLONS}\[\]]{{0,40}}+)(?=\n{{1,2}}[^\n])")
_BEHIND_MARK = re.compile(rf"[ \t]*+(?:{_STAMP})?[ \t]*+[{_COLONS}]?+")

_SURROUNDINGS = f" \t\xa0*_#|,{_DASH}-•{_COLONS}{DIRECTION_MARKS}"
_TIME_IN_HEAD = re.compile(rf"{_OPEN}({TIME_SPAN}){_CLOSE}")
# Some transcripts number their lines or turns.
_TURN_NUMBER = re.compile(r"\d{1,5}[.)]?[ \t]++(?=[^\W\d_])")
_BRACKETS = {"[": "]", "(": ")", "<": ">", "{": "}"}


class Opening(NamedTuple):
    """Where a turn would open: the end of what stands before, the label range, name and times."""

    before: int
    start: int
    end: int
    name: str
    start_ms: int | None
    end_ms: int | None


Head = tuple[str, int | None, int | None]


def colon_openings(text: str, begin: int) -> list[Opening]:
    """Lines that begin `Name: `, with or without a time before or behind the name."""
    openings = []
    heads: dict[str, Head] = {}
    # Most of the time of an import is spent here: spans are taken at once, a head is parted once, and
    # `_make` needs 0.6 of the time of `Opening(...)`.
    opening = Opening._make
    for found in _COLON.finditer("\n" + text, begin):
        (before, end), (start, _), (_, late) = found.regs
        head = found[1]
        if head in heads:
            name, start_ms, end_ms = heads[head]
        else:
            name, start_ms, end_ms = heads[head] = _read_head(head)
        if late >= 0:
            if start_ms is None:
                start_ms, end_ms = milliseconds(found[2])
        elif head[0] in "*_":
            while text[end - 1 : end] == head[0]:
                end += 1
        # One less: the line end in front is not in the text.
        openings.append(opening((before - 1 if before else 0, start - 1, end - 1, name, start_ms, end_ms)))
    return openings


def name_time_openings(text: str, begin: int) -> list[Opening]:
    """Names with a time behind them on a line of their own."""
    return list(_openings(_NAME_THEN_TIME.finditer("\n" + text, begin)))


def time_name_openings(text: str, begin: int) -> list[Opening]:
    """Names with a time before them on a line of their own."""
    return list(_openings(_TIME_THEN_NAME.finditer("\n" + text, begin)))


def tabulated_openings(text: str, begin: int) -> list[Opening]:
    """Names with a tab behind them: a table with a column for the speaker."""
    return list(_openings(_TABULATED.finditer("\n" + text, begin)))


def alone_openings(text: str, begin: int) -> list[Opening]:
    """Short lines without any sign, as where a name stands alone above what is said."""
    return list(_openings(_ALONE.finditer("\n" + text, begin)))


def marked_openings(text: str, begin: int, marked: Sequence[tuple[int, int]]) -> list[Opening]:
    """Paragraphs whose beginning the author set apart (bold, heading), with a time or colon behind it."""
    openings = []
    for start, end in marked:
        if start < begin or end - start > _LONGEST or "\n" in text[start:end]:
            continue
        behind = _BEHIND_MARK.match(text, end)
        label_end = behind.end() if behind and behind[0].strip() else end
        head = _read_head(text[start:label_end])
        openings.append(Opening(max(text.rfind("\n", 0, start), 0), start, label_end, *head))
    return openings


def _openings(matches: Iterator[re.Match[str]]) -> Iterator[Opening]:
    for found in matches:
        yield Opening(max(found.start() - 1, 0), found.start(1) - 1, found.end(1) - 1, *_read_head(found[1]))


def _read_head(head: str) -> Head:
    """Part a label into the name and its times."""
    start_ms = end_ms = None
    if ":" in head:
        time = _TIME_IN_HEAD.search(head)
        if time:
            start_ms, end_ms = milliseconds(time[1])
            head = f"{head[: time.start()]} {head[time.end() :]}"
    name = head.strip(_SURROUNDINGS)
    if name[:1].isdigit():
        name = name[number.end() :] if (number := _TURN_NUMBER.match(name)) else name
    if name and _BRACKETS.get(name[0]) == name[-1]:
        name = name[1:-1].strip(_SURROUNDINGS)
    return " ".join(name.split()), start_ms, end_ms
