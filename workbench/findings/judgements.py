"""What people wrote beside findings: kept by place, so that new numbers lose none of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Self

import pandas as pd

from workbench.findings.basis import Basis
from workbench.study.frames import Frames
from workbench.study.judging import JUDGEMENT_COLUMNS

Value = str | tuple[str, ...]


class Place(NamedTuple):
    """Where a judgement stands: the finding's name, keys of row and column, and what kind it is.

    An empty column is the whole row; the kinds are `workbench.model.judgement_rules.FIELDS`.
    """

    about: str
    row: str
    column: str
    field: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """One thing that somebody wrote, and the numbers that stood there when they wrote it.

    Attributes
    ----------
    place, value
        Where it stands; the words, or the ids of chosen quotes.
    made_on
        By column what stood there.
    coder, changed, operation
        Who wrote it, when (UTC, ISO 8601), and the id of the operation; empty until it is saved.
    """

    place: Place
    value: Value
    made_on: Mapping[str, Basis]
    coder: str = ""
    changed: str = ""
    operation: str = ""


@dataclass(frozen=True)
class Judgements:
    """All judgements that a finding was made with, and what was written since.

    Attributes
    ----------
    saved
        Those of the frames that the finding came from.
    unsaved
        What was written since; None takes a saved judgement away.
    """

    saved: Mapping[Place, Judgement] = field(default_factory=dict)
    unsaved: Mapping[Place, Judgement | None] = field(default_factory=dict)

    @classmethod
    def of(cls, source: Frames | pd.DataFrame) -> Judgements:
        """Read those of frames, or of a frame like `Study.judgements()`."""
        frame = source.judgements if isinstance(source, Frames) else source
        found = (_read(row) for row in frame.to_dict("records")) if frame is not None else ()
        return cls({one.place: one for one in found})

    def get(self, place: Place) -> Judgement | None:
        """What stands at a place, saved or not."""
        return self.unsaved[place] if place in self.unsaved else self.saved.get(place)

    def about(self, name: str) -> dict[Place, Judgement]:
        """All that stands beside the finding with this name."""
        both: dict[Place, Judgement | None] = {**self.saved, **self.unsaved}
        return {place: one for place, one in both.items() if one is not None and place.about == name}

    def written(self, place: Place, value: Value, made_on: Mapping[str, Basis]) -> Judgements:
        """Return these and one more in its place; an empty value takes away what stands there."""
        before = self.saved.get(place)
        unsaved = {at: one for at, one in self.unsaved.items() if at != place}
        if not value:
            return replace(self, unsaved=unsaved | ({place: None} if before else {}))
        if before and (before.value, before.made_on) == (value, made_on):
            return replace(self, unsaved=unsaved)
        return replace(self, unsaved=unsaved | {place: Judgement(place, value, made_on)})

    def rows(self) -> list[list[Any]]:
        """What was written since, as rows of `judgement.set` (`docs/operations.md`)."""
        rows = []
        for place, one in self.unsaved.items():
            before = self.saved.get(place)
            value = list(one.value) if one and isinstance(one.value, tuple) else one.value if one else None
            made_on = {column: basis.to_record() for column, basis in one.made_on.items()} if one else {}
            rows.append([*place, value, made_on, before.operation if before else None])
        return rows

    def frame(self) -> pd.DataFrame:
        """All that stands, saved or not, as `Frames.judgements` has it."""
        both: dict[Place, Judgement | None] = {**self.saved, **self.unsaved}
        rows = [_told(one) for one in both.values() if one is not None]
        frame = pd.DataFrame(rows, columns=list(JUDGEMENT_COLUMNS), dtype=object)
        return frame.assign(changed=pd.to_datetime(frame["changed"], utc=True, format="ISO8601"))


class Judged:
    """A finding with `judgements`, which `Study.keep` saves; a frozen dataclass."""

    judgements: Judgements

    @property
    def unsaved(self) -> list[list[Any]]:
        """What was written since the finding was made and is not saved yet."""
        return self.judgements.rows()

    def with_saved(self, judgements: pd.DataFrame) -> Self:
        """Return the finding with these judgements and nothing unsaved."""
        return replace(self, judgements=Judgements.of(judgements))  # type: ignore[type-var]


def _read(row: Mapping[Any, Any]) -> Judgement:
    place = Place(*(str(row[name]) for name in Place._fields))
    value, changed = row["value"], row["changed"]
    return Judgement(
        place,
        value if isinstance(value, str) else tuple(value),
        {column: Basis.from_record(told) for column, told in row["made_on"].items()},
        str(row["coder"]),
        "" if pd.isna(changed) else pd.Timestamp(changed).isoformat(),
        str(row["operation"]),
    )


def _told(one: Judgement) -> dict[str, Any]:
    value = list(one.value) if isinstance(one.value, tuple) else one.value
    made_on = {column: basis.to_record() for column, basis in one.made_on.items()}
    own = {"value": value, "coder": one.coder, "changed": one.changed or None, "made_on": made_on}
    return {**one.place._asdict(), **own, "operation": one.operation}
