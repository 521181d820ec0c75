"""Finding a coded passage again after the text around it was edited."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

Anchor = Literal["original", "exact", "moved", "ambiguous", "lost"]

# How many characters on each side tell one repetition from another, and how many of them must
# agree before a place counts as the same place moved and not as the same words elsewhere.
CONTEXT = 32
ENOUGH = 8


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where a passage stands in the edited text; `lost` keeps its old place in the old text."""

    start: int
    end: int
    anchor: Anchor


class Anchoring:
    """From one text to an edited one.

    `exact`: the same words at the same place. `moved`: the same words elsewhere, with the same
    surroundings. `ambiguous`: the words are there, but several places fit equally well, or what
    stood around them does not agree; the best is taken. `lost`: the words are no longer there,
    or only where somebody else speaks.

    Parameters
    ----------
    old, new
        The texts.
    same_speaker
        Whether the same person speaks at a place of the old text and one of the new.
    """

    def __init__(self, old: str, new: str, same_speaker: Callable[[int, int], bool]) -> None:
        self._old = old
        self._new = new
        self._same_speaker = same_speaker
        self._before = _shared(old, new)
        # Nothing may belong to the unchanged beginning and to the unchanged end at once.
        most = min(len(old), len(new)) - self._before
        self._after = min(most, _shared(old[::-1], new[::-1]))

    def find(self, start: int, end: int) -> Anchored:
        """Find `old[start:end]` in the new text."""
        if end <= self._before:
            return Anchored(start, end, "exact")
        if start >= len(self._old) - self._after:
            moved = len(self._new) - len(self._old)
            return Anchored(start + moved, end + moved, "moved" if moved else "exact")
        words = self._old[start:end]
        scores = {place: self._agreement(start, end, place) for place in _places(words, self._new)}
        kept = {
            place: score
            for place, score in scores.items()
            if score >= 2 * ENOUGH or self._same_speaker(start, place)
        }
        if not kept:
            return Anchored(start, end, "lost")
        best = max(kept.values())
        fitting = [place for place, score in kept.items() if score == best]
        place = min(fitting, key=lambda candidate: (abs(candidate - start), candidate))
        expected = min(ENOUGH, min(start, CONTEXT) + min(len(self._old) - end, CONTEXT))
        if len(fitting) > 1 or best < expected:
            return Anchored(place, place + len(words), "ambiguous")
        return Anchored(place, place + len(words), "exact" if place == start else "moved")

    def _agreement(self, start: int, end: int, place: int) -> int:
        # How many characters around the passage agree, counted outwards from it.
        stop = place + end - start
        before = _shared(
            self._old[max(0, start - CONTEXT) : start][::-1], self._new[max(0, place - CONTEXT) : place][::-1]
        )
        return before + _shared(self._old[end : end + CONTEXT], self._new[stop : stop + CONTEXT])


def _places(words: str, text: str) -> Iterator[int]:
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + 1)


def _shared(one: str, other: str) -> int:
    # The length of the common beginning, by halving: comparing long slices is fast.
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
