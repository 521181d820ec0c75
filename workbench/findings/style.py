"""The look of figures: colours, marks, and text that a plot shows as it stands."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

# Okabe and Ito (2008), "Color Universal Design", without the yellow that is too pale on white.
OKABE_ITO = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
# Told apart without colour too; as many as there can be groups.
SYMBOLS = (
    "circle",
    "square",
    "diamond",
    "triangle-up",
    "cross",
    "star",
    "triangle-down",
    "pentagon",
    "hexagram",
    "bowtie",
    "hourglass",
    "x",
)
# A number keeps its sign on the line, and its name.
PER_CENT, SIZE = re.compile(r"(\d) %"), re.compile(r"\(n = (\d+)\)")
CUT = "\u2026"
INK, FAINT, GRID, BAND = "#222222", "#5f6368", "#dfe3e6", "#f6f7f8"
# One measure on every system: Arial, Liberation Sans and Nimbus Sans are as wide as Helvetica.
FONT = "Helvetica, Arial, Liberation Sans, Nimbus Sans, sans-serif"


def colour(place: int) -> str:
    """Colour of the group at `place`."""
    return OKABE_ITO[place % len(OKABE_ITO)]


def symbol(place: int) -> str:
    """Mark of the group at `place`."""
    return SYMBOLS[place % len(SYMBOLS)]


def plain(text: str) -> str:
    """Return `text` on one line such that plotly shows it letter for letter.

    Plotly reads a subset of HTML in labels and hover text, and hands text between dollar
    signs to MathJax where a page has it.
    """
    escaped = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("$", "&#36;")


def wrapped(text: str, width: int, most: int | None = None) -> list[str]:
    """Break `text` into lines of at most `width` letters, cut off after `most` lines, ready for plotly."""
    return [plain(line) for line in _lines(text, width, most)]


def told_apart(texts: Sequence[str], width: int, most: int = 1) -> list[list[str]]:
    """Break each of `texts` like `wrapped`, so that different texts can still be told apart.

    Texts that begin alike, and would be cut off to the same lines, are cut in the middle: their
    beginning, and what follows from where they differ.
    """
    whole = [" ".join(text.split()) for text in texts]
    shown = {text: tuple(_lines(text, width, most)) for text in whole}
    alike: dict[tuple[str, ...], list[str]] = {}
    for text, lines in shown.items():
        alike.setdefault(lines, []).append(text)
    for same in alike.values():
        for text in same if len(same) > 1 else ():
            parts = max(_in_common(text, other) for other in same if other != text)
            shown[text] = _cut_in_the_middle(text, parts, width, most)
    return [[plain(line) for line in shown[text]] for text in whole]


def _lines(text: str, width: int, most: int | None) -> list[str]:
    whole = PER_CENT.sub("\\1\u00a0%", " ".join(text.split()))
    whole = SIZE.sub("(n\u00a0=\u00a0\\1)", whole)
    if len(whole) <= width:
        return [whole] if whole else []
    lines = textwrap.wrap(whole, width, max_lines=most, placeholder=f" {CUT}")
    if lines[-1] == CUT:  # a word longer than the line, of which nothing would be left
        lines[-1] = textwrap.wrap(whole, width)[len(lines) - 1][: width - 1] + CUT
    return lines


def _in_common(one: str, other: str) -> int:
    """How many letters two texts have in common before they differ."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _cut_in_the_middle(text: str, parts: int, width: int, most: int) -> tuple[str, ...]:
    """The lines of a text that shares the letters before `parts` with another one."""
    parts = min(parts, len(text) - 1)
    # Whole words may not fill the lines: try shorter ones until they fit.
    for letters in range(width * most, 8, -1):
        room = letters // 2
        # A word or two before the difference, if the difference stays in sight.
        word = text.find(" ", max(parts - room // 2 - 1, 0), parts) + 1
        rest = text[word or parts :]
        tail = rest if len(rest) <= room else rest[: room - 1].rstrip() + CUT
        space = letters - len(tail) - len(f" {CUT} ")
        head = text[: space + 1].rpartition(" ")[0] or text[:space]
        lines = _lines(f"{head} {CUT} {tail}", width, None)
        if len(lines) <= most:
            return tuple(lines)
    return tuple(_lines(text[parts:], width, most))
