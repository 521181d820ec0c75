"""Times as transcripts write them: `1:02`, `00:01:02`, `01:02.5`, `00:01:02,500`."""

from __future__ import annotations

import re

# Without groups, to be put into larger patterns.
TIME = r"(?:\d{1,2}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?"
# The sign between a beginning and an end: hyphens, an arrow or a dash.
UNTIL = r"[ \t]*+(?:-{1,2}>?|\u2013|\u2014)[ \t]*+"
# One time, or a beginning and an end.
TIME_SPAN = rf"{TIME}(?:{UNTIL}{TIME})?"

_PARTS = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3}))?")


def milliseconds(words: str) -> tuple[int | None, int | None]:
    """Return the first and the second time in `words`, in milliseconds from the start.

    >>> milliseconds("[00:01:02 - 00:01:05.5]")
    (62000, 65500)
    >>> milliseconds("1:02")
    (62000, None)
    """
    times = [_milliseconds(found) for found in _PARTS.finditer(words)]
    return (times[0] if times else None, times[1] if len(times) > 1 else None)


def _milliseconds(found: re.Match[str]) -> int:
    hours, minutes, seconds, fraction = found.groups(default="0")
    return (int(hours) * 60 + int(minutes)) * 60_000 + int(seconds) * 1000 + int(fraction.ljust(3, "0"))
