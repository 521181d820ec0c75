"""Which themes meet in which unit: segment, stretch of text, turn, window of turns, or person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from workbench.findings.relations.coded_text import NO_TURN, CodedText
from workbench.findings.relations.ranges import ranges

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Level = Literal["segment", "overlap", "turn", "person"]
LEVELS: tuple[Level, ...] = ("segment", "overlap", "turn", "person")
Matrix = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Meetings:
    """How often themes meet.

    Attributes
    ----------
    count
        Where both of two themes are found, on the diagonal where one is: shape (themes, themes).
        Segments, turns, windows or people; for overlaps, unbroken stretches of text.
    size
        The same in the unit that shares are taken of: for overlaps, characters; else `count`.
    of
        All units with a theme: characters under any of them; people, with a theme or without.
    """

    count: Matrix
    size: Matrix
    of: float


def meetings(text: CodedText, level: Level, turns: int) -> Meetings:
    """Count in how many units each two themes meet.

    Parameters
    ----------
    text
        The codings; at the level `turn` all of them must stand in a turn.
    level
        `segment`: both on exactly the same span. `overlap`: on at least one character.
        `turn`: in the same turn, or in the same window of `turns` + 1 turns in a row.
        `person`: shown by the same person.
    turns
        How many turns apart two codings may be; only for the level `turn`.
    """
    if level == "person":
        present = text.found.present.astype(float)
        count = present.T @ present
        return Meetings(count, count, float(len(present)))
    if level == "overlap":
        return _overlaps(text)
    if level == "segment":
        unit = distinct(text.transcript, text.start, text.end)
        theme = text.theme
    else:
        # The windows a turn lies in are known by their first turn.
        first = (text.turn[:, None] - np.arange(turns + 1)).ravel()
        unit = distinct(np.repeat(text.transcript, turns + 1), first)
        theme = np.repeat(text.theme, turns + 1)
    found = incidence(unit, theme, len(text.themes))
    count = (found.T @ found).toarray()
    return Meetings(count, count, float(found.shape[0]))


def _overlaps(text: CodedText) -> Meetings:
    """Sweep the text from border to border of all codings: between two of them nothing changes.

    The stretches where two themes both lie are counted by where they begin: stretches with both,
    minus those whose predecessor touches them and has both as well.
    """
    themes = len(text.themes)
    reach = int(text.end.max(initial=0)) + 1
    starts, ends, theme = _merged(text, reach)
    borders = np.unique(np.concatenate((starts, ends)))
    first, last = np.searchsorted(borders, starts), np.searchsorted(borders, ends)
    which, stretch = ranges(first, last)
    found = incidence(stretch, theme[which], themes, units=max(0, len(borders) - 1))
    width = np.diff(borders).astype(float)
    # A stretch between two transcripts holds no theme, so none touches one of another transcript.
    both_before = found[1:].multiply(found[:-1]).tocsr()
    count = (found.T @ found - both_before.T @ both_before).toarray()
    size = (found.T @ found.multiply(width[:, None]).tocsr()).toarray()
    covered = width[np.diff(found.indptr) > 0].sum() if len(borders) else 0.0
    return Meetings(count, size, float(covered))


def _merged(text: CodedText, reach: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.intp]]:
    """Union of the spans of each theme: starts, ends and theme of stretches that do not touch.

    Places are counted through all transcripts, `reach` to each.
    """
    offset = text.transcript * reach
    start, end = text.start + offset, text.end + offset
    order = np.lexsort((start, text.theme))
    start, end, theme = start[order], end[order], text.theme[order]
    if not len(start):
        return start, end, theme
    # Through all themes one after the other, so that one running maximum serves for all.
    shift = theme.astype(np.int64) * (reach * (len(text.names) + 1))
    reached = np.maximum.accumulate(end + shift)
    begins = np.append(True, (start + shift)[1:] > reached[:-1])
    last = np.append(np.flatnonzero(begins)[1:] - 1, len(start) - 1)
    return start[begins], reached[last] - shift[last], theme[begins]


def incidence(
    unit: NDArray[np.int64], theme: NDArray[np.intp], themes: int, units: int | None = None
) -> csr_array[np.float64]:
    """Whether each unit holds each theme, as a sparse matrix of ones."""
    from scipy.sparse import csr_array

    pairs = np.unique(unit * themes + theme)
    rows, columns = np.divmod(pairs, themes)
    height = (int(unit.max(initial=-1)) + 1) if units is None else units
    return csr_array((np.ones(len(pairs)), (rows, columns)), shape=(height, themes))


def distinct(*keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number the distinct combinations of `keys` from 0."""
    combined = np.zeros(len(keys[0]), dtype=np.int64)
    for key in keys:
        _, place = np.unique(key, return_inverse=True)
        combined = combined * (int(place.max(initial=0)) + 1) + place
        _, combined = np.unique(combined, return_inverse=True)
    return combined.astype(np.int64)


def in_turns(text: CodedText) -> CodedText:
    """Leave out what stands in no turn."""
    return text.where(text.turn != NO_TURN, "no turn")
