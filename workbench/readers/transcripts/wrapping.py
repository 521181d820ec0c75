"""Line ends that come from the width of a page, told from those that end a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from workbench.model.transcript import Turn

# A line is full from this share of the width on; letters differ in width, so it is not 1.
_FULL = 0.88
# Narrower text is verse, a list or a column, whose line ends mean something.
_NARROWEST = 50
# The width is the length that this share of the lines does not exceed.
_QUANTILE = 0.95


def join_wrapped_lines(text: str, turns: Sequence[Turn]) -> str:
    """Put a blank in place of the line ends within paragraphs; offsets stay as they are.

    A line end is within a paragraph where the next line's first word would not have fitted on the line.
    Line ends around labels, empty lines and words divided by a hyphen are left alone.
    """
    lines = text.split("\n")
    lengths = sorted(len(line) for line in lines if line.strip())
    width = lengths[int(_QUANTILE * (len(lengths) - 1))] if lengths else 0
    if width < _NARROWEST:
        return text
    kept = {turn.label_start for turn in turns}
    # A name that stands above what is said ends its line.
    kept.update(turn.body_start for turn in turns)
    parts = [lines[0]]
    position = len(lines[0]) + 1
    for line, follower in pairwise(lines):
        word = follower.split(maxsplit=1)[:1]
        wrapped = (
            position not in kept
            and bool(line.strip())
            and bool(word)
            and not line.endswith("-")
            and len(line) + 1 + len(word[0]) > _FULL * width
        )
        parts.append(" " if wrapped else "\n")
        parts.append(follower)
        position += len(follower) + 1
    return "".join(parts)
