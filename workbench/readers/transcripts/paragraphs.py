"""Paragraphs of a word processor's document, put together to one text with its marked beginnings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from workbench.model.text import BYTE_ORDER_MARK

# A stretch of characters with one format, and whether that sets it apart (bold, heading).
Run = tuple[str, bool]
Paragraph = Sequence[Run]

# A marked beginning that is longer is emphasis, not a name.
_LONGEST_MARK = 80


@dataclass(slots=True)
class EditingTraces:
    """What an author's work left in a document beside its words, counted while it is walked."""

    inserted: int = 0
    deleted: int = 0
    hidden: int = 0
    notes: int = 0
    comments: int = 0

    def warnings(self) -> Iterator[str]:
        """Tell what was left out or is easily overlooked."""
        if self.inserted or self.deleted:
            yield (
                f"The document has tracked changes: {self.inserted} insertions were read as text, "
                f"{self.deleted} deletions were left out."
            )
        if self.hidden:
            yield f"The document has hidden text: {self.hidden} stretches of it were read as text."
        if self.notes:
            yield f"{self.notes} footnotes or endnotes stand in the metadata, not in the text."
        if self.comments:
            yield f"{self.comments} comments in the margin were left out."


def assemble(paragraphs: Iterable[Paragraph]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Join paragraphs with line ends.

    Returns
    -------
    tuple
        The text, normalised as `workbench.model.text.normalise` would, and the spans `[start, end)`
        of the marked beginnings of paragraphs, without the white space around them.
    """
    parts: list[str] = []
    marked: list[tuple[int, int]] = []
    length = 0
    for paragraph in paragraphs:
        runs = [(_with_line_feeds(words), mark) for words, mark in paragraph]
        text = "".join(words for words, _ in runs)
        if not length:
            text = text.removeprefix(BYTE_ORDER_MARK)
        beginning = _marked_beginning(runs)
        start = length + len(beginning) - len(beginning.lstrip())
        end = length + len(beginning.rstrip())
        if start < end <= start + _LONGEST_MARK:
            marked.append((start, end))
        parts.append(text)
        length += len(text) + 1
    return "\n".join(parts), tuple(marked)


def _marked_beginning(runs: Paragraph) -> str:
    """Return the longest beginning of marked runs; blank runs between them have either format."""
    beginning = ""
    for words, mark in runs:
        if not mark and words.strip():
            break
        beginning += words
    return beginning


def _with_line_feeds(words: str) -> str:
    return words.replace("\r\n", "\n").replace("\r", "\n") if "\r" in words else words
