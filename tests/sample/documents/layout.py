"""How a file names its speakers: which name, and where it and the time stand beside the words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from .timing import clock, turn_spans

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .masters import Master


class Naming(Enum):
    """Which name of a speaker a file uses."""

    FULL = auto()
    """The label of the master, such as `Interviewer` or `Birthe`."""
    INITIAL = auto()
    """The key of the master, such as `I` or `B`."""
    SHORT = auto()
    """The first three letters in capitals, such as `INT`."""
    NUMBERED = auto()
    """Capitals with a number, such as `BORGER 1`; the interviewer has none."""


class Layout(Enum):
    """Where the speaker's name stands."""

    COLON = auto()
    """`Name: text`"""
    TIME_FIRST = auto()
    """`[00:01:02] Name: text`"""
    TIME_AFTER = auto()
    """`Name (00:01:02): text`"""
    OWN_LINE = auto()
    """The name alone on a line, the text on the next."""
    HANGING = auto()
    """`Name:` in a margin of its own, the text indented beside it."""


@dataclass(frozen=True)
class LaidOut:
    """A master ready to be written: a name for each speaker key, and turns as (label, text)."""

    master: Master
    layout: Layout
    names: Mapping[str, str]
    turns: Sequence[tuple[str, str]]

    @property
    def heading(self) -> tuple[str, str, str]:
        """What stands above the first turn: title, that it is constructed, date."""
        return self.master.title, self.master.mark, self.master.written_date


def lay_out(master: Master, naming: Naming, layout: Layout) -> LaidOut:
    """Name the speakers and write out the label of every turn."""
    names = _names(master, naming)
    turns = []
    for (key, text), (start, _) in zip(master.turns, turn_spans(master), strict=True):
        name, time = names[key], clock(start)
        label = {
            Layout.COLON: f"{name}:",
            Layout.HANGING: f"{name}:",
            Layout.OWN_LINE: name,
            Layout.TIME_FIRST: f"[{time}] {name}:",
            Layout.TIME_AFTER: f"{name} ({time}):",
        }[layout]
        turns.append((label, text))
    return LaidOut(master, layout, names, turns)


def _names(master: Master, naming: Naming) -> dict[str, str]:
    if naming is Naming.FULL:
        return {speaker.key: speaker.label for speaker in master.speakers}
    if naming is Naming.INITIAL:
        return {speaker.key: speaker.key for speaker in master.speakers}
    if naming is Naming.SHORT:
        return {speaker.key: speaker.label[:3].upper() for speaker in master.speakers}
    others = [speaker.key for speaker in master.speakers if speaker.role != "interviewer"]
    return {
        speaker.key: speaker.label.upper()
        + (f" {others.index(speaker.key) + 1}" if speaker.key in others else "")
        for speaker in master.speakers
    }
