"""The lines above an interview that tell of it: `Date: 3 May`, `Interviewer: Rita Holm`."""

from __future__ import annotations

import re

from workbench.readers.transcripts.vocabulary import HEADER_KEYS

_LINE = re.compile(
    r"[ \t>*_#-]*+([^\s:\uff1a][^:\uff1a]{0,39}?)[ \t]*[:\uff1a][*_]*+[ \t]++([^\s*_].{0,500})"
)
_WITHIN = 4000
_MOST_LINES = 40


def read_header(text: str) -> tuple[int, dict[str, str]]:
    """Return where the header of a transcript ends and what it tells; 0 and nothing where there is none.

    A header stands at the top, below at most two lines of title. It is a run of `key: value` lines
    with different keys, at least one of them a known one such as the date; it reaches to the
    empty line behind it, or without one to the last known key, since a speaker's first words may follow.
    """
    entries: dict[str, str] = {}
    end = position = titles = 0
    for line in text[:_WITHIN].split("\n")[:_MOST_LINES]:
        found = _LINE.fullmatch(line)
        key = found[1].strip(" *_\t") if found else ""
        position += len(line) + 1
        if not line.strip(" \t-=_*"):
            if not entries:
                continue
            if end:
                return min(position - 1, len(text)), entries
            return 0, {}
        if not found or not key or key in entries:
            titles += 1
            if entries or titles > 2:
                break
            continue
        entries[key] = found[2].strip(" *_")
        if key.casefold().split()[0] in HEADER_KEYS:
            end = position
            known = dict(entries)
    return (min(end, len(text)), known) if end else (0, {})
