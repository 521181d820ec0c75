"""Writing beside the numbers of a joint display, and telling what has become stale since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import pandas as pd

from workbench.errors import FindingError
from workbench.findings.basis import Basis
from workbench.findings.displays.table import Grid, bases
from workbench.findings.finding import Finding
from workbench.findings.grouping import listing
from workbench.findings.judgements import Judged, Judgement, Judgements, Place, Value
from workbench.model.judgement_rules import FITS
from workbench.study.frames import Frames


@dataclass(frozen=True, eq=False, repr=False)
class WrittenBeside(Judged, Finding):
    """The part of a joint display that people write; `JointDisplay` tells the attributes."""

    frames: Frames
    grid: Grid
    judgements: Judgements

    def edit(
        self,
        row: str,
        *,
        fit: str | None = None,
        meta_inference: str | None = None,
        note: str | None = None,
    ) -> Self:
        """Return the display with something written beside a row; an empty text takes it away.

        `Study.keep` saves it. What is written is kept when the numbers change, and then marked
        with what stood there before.

        Raises
        ------
        FindingError
            There is no such row, the display has no such column, or `fit` is not one of
            confirms, expands, contradicts and silent.
        """
        if fit and fit not in FITS:
            raise FindingError(f"{fit!r} is not a fit", hint=f"It is {listing(FITS, 'or')}")
        written = {"fit": fit, "meta_inference": meta_inference, "note": note}
        display = self
        for name, value in written.items():
            if value is None:
                continue
            if name not in self.grid.hand:
                raise FindingError(f"the display {self.grid.kind!r} has no column {name!r}")
            display = display._with(row, "", name, value.strip())
        return display

    def choose(self, row: str, column: str, quotes: Sequence[str]) -> Self:
        """Return the display with these quotes, by their ids, shown in a cell; none: as generated.

        Raises
        ------
        FindingError
            There is no such cell, or a quote is not one of those behind it.
        """
        self.grid.column(column)
        behind = self.grid.cell(row, column).quotes
        for one in quotes:
            if one not in behind:
                raise FindingError(
                    f"the quote {one!r} is not behind this cell",
                    where=f"{row}, {column}",
                    hint="quotes(row, column) lists them, with their ids in the column 'quote'",
                )
        return self._with(row, column, "chosen", tuple(dict.fromkeys(quotes)))

    def summarise(self, row: str, column: str, summary: str) -> Self:
        """Return the display with a summary written into a cell, as in a case summary grid.

        Raises
        ------
        FindingError
            There is no such cell, or this display has no summaries.
        """
        if not self.grid.summaries:
            raise FindingError(
                f"the display {self.grid.kind!r} has no summaries",
                hint="Write beside the row: edit(row, note=...)",
            )
        self.grid.column(column)
        return self._with(row, column, "summary", summary.strip())

    def confirm(self, row: str) -> Self:
        """Return the display with all that is written in a row said to be right for the numbers of now."""
        self.grid.row(row)
        display = self
        for place, one in self._own.items():
            if place.row == row:
                display = display._with(row, place.column, place.field, one.value)
        return display

    def written(self, row: str, field: str, column: str = "") -> Judgement | None:
        """What was written at a place, or None."""
        return self._own.get(Place(self.grid.name, row, column, field))

    @cached_property
    def stale(self) -> pd.DataFrame:
        """Cells that changed since somebody wrote beside them: row, column, changed (parts), shown (then)."""
        found: dict[tuple[str, str], tuple[tuple[str, ...], str]] = {}
        now: dict[str, Mapping[str, Basis]] = {}
        rows = {row.key for row in self.grid.rows}
        for place, one in self._own.items():
            if place.row not in rows:
                continue
            if place.row not in now:
                now[place.row] = bases(self.grid, self.frames, place.row)
            for column, basis in now[place.row].items():
                if place.column not in {"", column}:
                    continue
                before = one.made_on.get(column)
                changed = before.changed(basis) if before else ("new",)
                if changed:
                    found[place.row, column] = (changed, before.shown if before else "")
        return pd.DataFrame(
            [(row, column, parts, shown) for (row, column), (parts, shown) in found.items()],
            columns=["row", "column", "changed", "shown"],
        )

    @cached_property
    def orphans(self) -> tuple[Judgement, ...]:
        """What was written beside rows or columns that are not in the display now; it is kept."""
        rows = {row.key for row in self.grid.rows}
        columns = {"", *(column.key for column in self.grid.columns)}
        return tuple(
            one for place, one in self._own.items() if place.row not in rows or place.column not in columns
        )

    def _with(self, row: str, column: str, field: str, value: Value) -> Self:
        made_on = bases(self.grid, self.frames, row)
        if column:
            made_on = {at: basis for at, basis in made_on.items() if at == column}
        place = Place(self.grid.name, row, column, field)
        return replace(self, judgements=self.judgements.written(place, value, made_on))

    @cached_property
    def _own(self) -> dict[Place, Judgement]:
        return self.judgements.about(self.grid.name)

    def _by_hand(self, row: str) -> Iterator[str]:
        for name in self.grid.hand:
            one = self.written(row, name)
            yield str(one.value) if one else ""
