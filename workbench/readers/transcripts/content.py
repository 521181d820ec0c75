"""What a format reader hands over: the text of a file, before its turns are looked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workbench.model.transcript import Turn

MAX_METADATA_ENTRIES = 100
MAX_METADATA_LENGTH = 1000


@dataclass(frozen=True, slots=True)
class Content:
    """The text of one file and what its format tells about it.

    Attributes
    ----------
    text
        Normalised text (see `workbench.model.text.normalise`).
    encoding
        Character encoding that was read; None for formats that fix their own.
    marked
        Spans `[start, end)` at the beginning of a paragraph that the author set apart as a
        whole (bold, heading): where a format has such marks, speakers' names often carry them.
    turns
        Turns, where the format itself names the speakers; None where they are to be
        recognised in the text.
    wrapped
        Whether lines end where the page is full, not where a paragraph ends.
    """

    text: str
    encoding: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    marked: tuple[tuple[int, int], ...] = ()
    turns: tuple[Turn, ...] | None = None
    wrapped: bool = False


def plain_metadata(entries: Iterable[tuple[object, object]]) -> dict[str, str]:
    """Keep the entries that have a value, as short plain text under lower-case keys.

    The first of two entries with the same key wins. Keys and values are cut at
    `MAX_METADATA_LENGTH` characters: a file must not be able to flood a study.
    """
    kept: dict[str, str] = {}
    for key, value in entries:
        name = " ".join(str(key).split()).lower()[:MAX_METADATA_LENGTH]
        words = str(value).strip()[:MAX_METADATA_LENGTH] if value is not None else ""
        if name and words and name not in kept:
            kept[name] = words.replace("\0", "")
        if len(kept) == MAX_METADATA_ENTRIES:
            break
    return kept
