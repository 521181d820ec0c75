"""What a cell stood on when somebody wrote beside it: codings, scheme, people and outcomes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import orjson

from workbench.model.judgement_rules import PARTS


@dataclass(frozen=True, slots=True)
class Basis:
    """Twelve hexadecimal digits for each of the `PARTS`, and what the cell showed, in English."""

    codings: str
    scheme: str
    people: str
    shown: str

    def changed(self, now: Basis) -> tuple[str, ...]:
        """Which of the `PARTS` are not what they are `now`."""
        return tuple(part for part in PARTS if getattr(self, part) != getattr(now, part))

    def to_record(self) -> dict[str, str]:
        """The basis as plain values."""
        return {"shown": self.shown} | {part: getattr(self, part) for part in PARTS}

    @classmethod
    def from_record(cls, record: Mapping[str, str]) -> Basis:
        """Read it back; what is missing counts as changed."""
        codings, scheme, people = (record.get(part, "") for part in PARTS)
        return cls(codings, scheme, people, record.get("shown", ""))


def digest(things: Iterable[object]) -> str:
    """Twelve hexadecimal digits that stand for some plain values, in whatever order they come."""
    lines = sorted(orjson.dumps(thing) for thing in things)
    return hashlib.sha256(b"\n".join(lines)).hexdigest()[:12]
