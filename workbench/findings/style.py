"""The look of figures: colours, marks, and text that a plot shows as it stands."""

from __future__ import annotations

import re
import textwrap

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
    whole = PER_CENT.sub("\\1\u00a0%", " ".join(text.split()))
    whole = SIZE.sub("(n\u00a0=\u00a0\\1)", whole)
    if len(whole) <= width:
        return [plain(whole)] if whole else []
    lines = textwrap.wrap(whole, width, max_lines=most, placeholder=" \u2026")
    return [plain(line) for line in lines]
