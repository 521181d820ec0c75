"""Whose words are whose: the form of the labels is recognised per document, never assumed.

Every form proposes openings (`forms`), a judgement keeps those that are speakers
(`judgement`), and the form that explains most of the document wins. `docs/transcripts.md` has the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.model.transcript import Turn
from workbench.readers.transcripts.forms import (
    Opening,
    alone_openings,
    colon_openings,
    marked_openings,
    name_time_openings,
    tabulated_openings,
    time_name_openings,
)
from workbench.readers.transcripts.judgement import Document, Strictness, judge
from workbench.readers.transcripts.labels import weigh_label

# A form that opens this share of the lines needs no comparison with the others.
_CERTAIN = 0.3
_LABELS_NAMED = 5

NO_TURNS = (
    "No speaker turns were recognised: the whole text is one turn without a speaker. "
    "If speakers matter, begin each turn on a new line as 'Name: text'."
)


@dataclass(frozen=True, slots=True)
class Recognition:
    """The turns of a text, and sentences about what was left in doubt."""

    turns: tuple[Turn, ...]
    warnings: tuple[str, ...] = ()


def recognise_turns(
    text: str, *, begin: int = 0, marked: Sequence[tuple[int, int]] = (), only_colons: bool = False
) -> Recognition:
    """Find the turns of a normalised text.

    Parameters
    ----------
    begin
        Where the header ends; nothing before it is a turn.
    marked
        Beginnings of paragraphs that the author set apart, as `[start, end)`.
    only_colons
        Look for `Name: ` alone: in captions every line is short and none is a name by itself.

    Returns
    -------
    Recognition
        At least one turn. Text before the first label belongs to no turn; where no speakers are
        recognised, one turn without a speaker holds the whole text and a warning says so.
    """
    lines = len(list(filter(str.strip, text[begin:].split("\n"))))
    document = Document(text, begin, max(lines, 1), frozenset(start for start, _ in marked))
    proposed = colon_openings(text, begin)
    best = judge(document, proposed, Strictness())
    if len(best) < _CERTAIN * document.lines and not only_colons:
        others = (
            judge(document, name_time_openings(text, begin), Strictness(followed=True)),
            judge(document, time_name_openings(text, begin), Strictness(repeated=True, followed=True)),
            judge(document, marked_openings(text, begin, marked), Strictness(repeated=True)),
            judge(document, tabulated_openings(text, begin), Strictness(repeated=True)),
            judge(document, alone_openings(text, begin), Strictness(repeated=True, followed=True, bare=True)),
        )
        best = max((best, *others), key=len)
    if not best:
        return Recognition((_unnamed_turn(text),), (NO_TURNS,))
    return Recognition(_turns(text, best), _left_in_text(text, proposed, best))


def _unnamed_turn(text: str) -> Turn:
    body = text.strip()
    start = text.find(body)
    return Turn("", start, start, start, start + len(body))


def _turns(text: str, openings: Sequence[Opening]) -> tuple[Turn, ...]:
    turns = []
    ends = [opening.before for opening in openings[1:]]
    ends.append(len(text))
    for (_, start, label_end, name, start_ms, end_ms), end in zip(openings, ends, strict=True):
        behind = text[label_end:end].rstrip()
        body = behind.lstrip()
        body_end = label_end + len(behind)
        turns.append(Turn(name, start, label_end, body_end - len(body), body_end, start_ms, end_ms))
    return tuple(turns)


def _left_in_text(text: str, proposed: Sequence[Opening], taken: Sequence[Opening]) -> tuple[str, ...]:
    """Name the lines that begin like a turn of somebody who is mentioned once only."""
    first, names = taken[0].start, {opening.name for opening in taken}
    left: dict[str, int] = {}
    for opening in proposed:
        name = opening.name
        if opening.start > first and name not in names and name not in left:
            label = weigh_label(name)
            if label is not None and label.name_like and label.points > 0:
                left[name] = opening.start
    if not left:
        return ()
    named = ", ".join(
        f"{name!r} (line {text.count(chr(10), 0, start) + 1})"
        for name, start in list(left.items())[:_LABELS_NAMED]
    )
    more = " and others" if len(left) > _LABELS_NAMED else ""
    return (f"Taken as text, not as speakers: {named}{more}.",)
