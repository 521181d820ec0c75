"""Whether proposed openings are speakers: points a label, then a look at the document as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from workbench.readers.transcripts.forms import Opening
from workbench.readers.transcripts.labels import Label, weigh_label

# Points a label needs, and what its use is worth.
ENOUGH = 3
RETURNS = 2
RETURNS_OFTEN, OFTEN = 3, 4
ALWAYS_TIMED = ALWAYS_MARKED = EVERY_LINE = BETWEEN = 2

_NEARLY_EVERY_LINE = 0.95
_SHARE_OF_LINES = 0.05
_SHARE_OF_LINES_WITH_ROLES = 0.01
_SHARE_OF_LINES_OF_ONE = 0.5
_SHARE_OF_LINES_ALONE = 0.15
_COVERED = 0.3
_SPEECHLESS = 0.2

_NAME = attrgetter("name")


@dataclass(frozen=True, slots=True)
class Strictness:
    """What a form must show beyond the points, since it is found in other texts too.

    `repeated`: a label counts only if it returns or is a known role. `followed`: a label stands on
    a line of its own, so that speech must follow it. `bare`: nothing but the words themselves marks
    it, so that it must look like a name and at least two must take turns.
    """

    repeated: bool = False
    followed: bool = False
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """What is known of a text before its labels are judged.

    `begin` is where its header ends, `lines` how many lines with words follow, and `marked`
    where paragraphs begin that the author set apart.
    """

    text: str
    begin: int
    lines: int
    marked: frozenset[int]


def judge(document: Document, openings: Sequence[Opening], strictness: Strictness) -> list[Opening]:
    """Return the openings that are turns; none where the document does not look like talk."""
    counts = Counter(map(_NAME, openings))
    labels = {name: label for name in counts if (label := weigh_label(name)) is not None}
    if not labels:
        return []
    points = _points(document, openings, counts, labels)
    speakers = {
        name: label
        for name, label in labels.items()
        if points[name] >= ENOUGH
        and (not strictness.repeated or counts[name] > 1 or label.role)
        and (not strictness.bare or label.name_like)
    }
    if not strictness.repeated:
        speakers.update(_between(openings, speakers, labels, points))
    turns = [opening for opening in openings if opening.name in speakers]
    if not _anchored(speakers, counts, turns) or not _looks_like_talk(document, turns, speakers, strictness):
        return []
    return turns


def _points(
    document: Document, openings: Sequence[Opening], counts: Counter[str], labels: dict[str, Label]
) -> dict[str, int]:
    timed = Counter([opening.name for opening in openings if opening.start_ms is not None])
    marked: Counter[str] = Counter()
    if document.marked:
        marked.update(opening.name for opening in openings if opening.start in document.marked)
    everywhere = sum(map(counts.__getitem__, labels)) >= _NEARLY_EVERY_LINE * document.lines
    return {
        name: label.points
        + (RETURNS_OFTEN if counts[name] >= OFTEN else RETURNS if counts[name] > 1 else 0)
        + ALWAYS_TIMED * (timed[name] == counts[name])
        + ALWAYS_MARKED * (marked[name] == counts[name])
        + EVERY_LINE * everywhere
        for name, label in labels.items()
    }


def _between(
    openings: Sequence[Opening], speakers: dict[str, Label], labels: dict[str, Label], points: dict[str, int]
) -> dict[str, Label]:
    """Return who speaks once, between two turns of one speaker: nobody takes turns with himself."""
    possible = {
        name for name, label in labels.items() if name not in speakers and points[name] + BETWEEN >= ENOUGH
    }
    if not possible:
        return {}
    row = [opening.name for opening in openings if opening.name in speakers or opening.name in possible]
    return {
        name: labels[name]
        for before, name, behind in zip(row, row[1:], row[2:], strict=False)
        if name in possible and before == behind and before in speakers
    }


def _anchored(speakers: dict[str, Label], counts: Counter[str], turns: Sequence[Opening]) -> bool:
    """Tell whether anything but chance speaks for a label: it returns, is a role, or all are timed."""
    return (
        any(label.role or counts[name] > 1 for name, label in speakers.items())
        or sum(label.abbreviation for label in speakers.values()) > 1
        or (bool(turns) and all(turn.start_ms is not None for turn in turns))
    )


def _looks_like_talk(
    document: Document, turns: Sequence[Opening], speakers: dict[str, Label], strictness: Strictness
) -> bool:
    """Tell whether few speakers take turns over most of the text."""
    count, lines = len(turns), document.lines
    if count < 2 or len(speakers) > 2 + count / 2:
        return False
    if len(speakers) == 1 and (strictness.bare or count < 3 or count < _SHARE_OF_LINES_OF_ONE * lines):
        return False
    roles = any(label.role for label in speakers.values())
    share = _SHARE_OF_LINES_WITH_ROLES if roles else _SHARE_OF_LINES
    if count < (_SHARE_OF_LINES_ALONE if strictness.bare else share) * lines:
        return False
    reach = len(document.text) - document.begin
    if len(document.text) - turns[0].start < _COVERED * reach:
        return False
    if not strictness.followed:
        return True
    text = document.text
    speechless = sum(not text[turn.end : follower.before].strip() for turn, follower in pairwise(turns))
    return speechless <= _SPEECHLESS * count
