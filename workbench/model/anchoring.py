"""Finding a coded passage again after the text around it was edited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Anchor = Literal["original", "exact", "moved", "ambiguous", "lost"]
CONTEXT = 32


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where a passage stands in the edited text; `lost` keeps its old place in the old text."""

    start: int
    end: int
    anchor: Anchor


def anchor(old: str, start: int, end: int, new: str) -> Anchored:
    """Find `old[start:end]` in `new`.

    `exact`: the same words at the same place. `moved`: the same words elsewhere, told apart
    from repetitions by the 32 characters before and after. `ambiguous`: several places fit
    equally well; the nearest is taken. `lost`: the words are no longer there.
    """
    words = old[start:end]
    places = list(_places(words, new))
    if not places:
        return Anchored(start, end, "lost")
    before, after = old[max(0, start - CONTEXT) : start], old[end : end + CONTEXT]
    scores = {place: _agreement(before, after, new, place, place + len(words)) for place in places}
    best = max(scores.values())
    fitting = [place for place in places if scores[place] == best]
    place = min(fitting, key=lambda candidate: (abs(candidate - start), candidate))
    if len(fitting) > 1:
        return Anchored(place, place + len(words), "ambiguous")
    return Anchored(place, place + len(words), "exact" if place == start else "moved")


def _places(words: str, text: str) -> Iterator[int]:
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + 1)


def _agreement(before: str, after: str, text: str, start: int, end: int) -> int:
    # How many characters of context agree, counted outwards from the passage.
    score = 0
    for expected, found in zip(
        reversed(before), reversed(text[max(0, start - CONTEXT) : start]), strict=False
    ):
        if expected != found:
            break
        score += 1
    for expected, found in zip(after, text[end : end + CONTEXT], strict=False):
        if expected != found:
            break
        score += 1
    return score
