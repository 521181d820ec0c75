"""A joint display: generated numbers and quotes, and beside them what the team wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from workbench.errors import FindingError
from workbench.findings.displays.edits import Edit, Edits, Key, Value
from workbench.findings.displays.table import FITS, Grid, bases, quote_ids
from workbench.findings.displays.words import display_voice
from workbench.findings.finding import Finding
from workbench.findings.grouping import listing
from workbench.study.frames import Frames

if TYPE_CHECKING:
    import plotly.graph_objects as go


@dataclass(frozen=True, eq=False, repr=False)
class JointDisplay(Finding):
    """Numbers and words on the same rows, with room for what the team makes of them.

    Attributes
    ----------
    grid
        The generated part: rows, columns and cells, each with its number, its n and its quotes.
    edits
        What was written by hand, of this display and of others in the same file.
    held
        Ids of quotes that must not be shown, with the reason.
    masked
        Places (row, column) whose numbers are too small to be shown.
    table
        The display as text, in English: one row per row, its key as the index.
    """

    frames: Frames
    grid: Grid
    edits: Edits
    held: Mapping[str, str] = field(default_factory=dict)
    masked: frozenset[tuple[str, str]] = frozenset()
    table: pd.DataFrame = field(init=False)

    def __post_init__(self) -> None:
        rows = [
            [*(self.text(row.key, column.key) for column in self.grid.columns), *self._by_hand(row.key)]
            for row in self.grid.rows
        ]
        columns = [*(column.key for column in self.grid.columns), *self.grid.hand]
        index = pd.Index([row.key for row in self.grid.rows], name="row", dtype=object)
        object.__setattr__(self, "table", pd.DataFrame(rows, index=index, columns=columns, dtype=object))

    def __repr__(self) -> str:
        return f"<JointDisplay {self.grid.kind}: {len(self.grid.rows)} rows>"

    def _repr_html_(self) -> str:
        from workbench.findings.displays.html import as_fragment
        from workbench.findings.displays.sheet import sheet

        return as_fragment(sheet(self, "en"))

    @property
    def kind(self) -> str:
        """Which display it is."""
        return self.grid.kind

    @property
    def excluded(self) -> pd.DataFrame:
        """Who is not counted: participant, reason."""
        return self.grid.excluded

    def text(self, row: str, column: str, language: str = "en") -> str:
        """What a generated cell shows, in words and numbers."""
        if (row, column) in self.masked:
            return display_voice(language).say("masked")
        return self.grid.cell(row, column).text(language)

    def quotes(self, row: str, column: str | None = None) -> pd.DataFrame:
        """The codings behind a cell, or behind all cells of a row.

        Returns
        -------
        DataFrame
            Rows of `Frames.codings`, in their order, with the column `quote` (the id) added.
            Quotes that are held back are not among them.

        Raises
        ------
        FindingError
            There is no such row or column.
        """
        self.grid.row(row)
        columns = self.grid.columns if column is None else (self.grid.column(column),)
        wanted = {one for place in columns for one in self.grid.cell(row, place.key).quotes}
        codings = self.frames.codings.assign(quote=self._ids)
        return codings[self._ids.isin(wanted - set(self.held))].reset_index(drop=True)

    @cached_property
    def _ids(self) -> pd.Series[str]:
        return quote_ids(self.frames.codings)

    # Writing beside the numbers

    def edit(
        self,
        row: str,
        *,
        fit: str | None = None,
        meta_inference: str | None = None,
        note: str | None = None,
        coder: str = "",
    ) -> JointDisplay:
        """Return the display with something written beside a row; an empty text takes it away.

        It is on disk when `save` was called. What is written is kept when the numbers change,
        and then marked with what stood there before.

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
                raise FindingError(f"the display {self.kind!r} has no column {name!r}")
            display = display._with(row, "", name, value.strip(), coder)
        return display

    def choose(self, row: str, column: str, quotes: Sequence[str], *, coder: str = "") -> JointDisplay:
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
        return self._with(row, column, "chosen", tuple(dict.fromkeys(quotes)), coder)

    def summarise(self, row: str, column: str, summary: str, *, coder: str = "") -> JointDisplay:
        """Return the display with a summary written into a cell, as in a case summary grid.

        Raises
        ------
        FindingError
            There is no such cell, or this display has no summaries.
        """
        if not self.grid.summaries:
            raise FindingError(
                f"the display {self.kind!r} has no summaries",
                hint="Write beside the row: edit(row, note=...)",
            )
        self.grid.column(column)
        return self._with(row, column, "summary", summary.strip(), coder)

    def confirm(self, row: str, *, coder: str = "") -> JointDisplay:
        """Return the display with all that is written in a row said to be right for the numbers of now."""
        self.grid.row(row)
        display = self
        for _, _, column, name in [key for key in self._own if key[1] == row]:
            edit = self._own[self.grid.name, row, column, name]
            display = display._with(row, column, name, edit.value, coder or edit.coder)
        return display

    def save(self, path: str | Path | None = None) -> JointDisplay:
        """Write what was edited to the file it was read from, or to `path`; return the display as saved.

        Raises
        ------
        FindingError
            No file was named.
        ChangedMeanwhileError
            Somebody else wrote in the same place since this display was made; nothing was written.
        """
        return replace(self, edits=self.edits.saved(path))

    def written(self, row: str, field: str, column: str = "") -> Edit | None:
        """What was written at a place, or None."""
        return self._own.get((self.grid.name, row, column, field))

    @cached_property
    def stale(self) -> pd.DataFrame:
        """Cells that changed since somebody wrote beside them: row, column, changed (parts), shown (then)."""
        found: dict[tuple[str, str], tuple[tuple[str, ...], str]] = {}
        now: dict[str, Mapping[str, object]] = {}
        rows = {row.key for row in self.grid.rows}
        for (_, row, at, _), edit in self._own.items():
            if row not in rows:
                continue
            current = now.setdefault(row, bases(self.grid, self.frames, row))
            for column, basis in current.items():
                if at not in {"", column}:
                    continue
                before = edit.made_on.get(column)
                changed = before.changed(basis) if before else ("new",)  # type: ignore[arg-type]
                if changed:
                    found[row, column] = (changed, before.shown if before else "")
        return pd.DataFrame(
            [(row, column, parts, shown) for (row, column), (parts, shown) in found.items()],
            columns=["row", "column", "changed", "shown"],
        )

    @cached_property
    def orphans(self) -> tuple[Edit, ...]:
        """Edits whose row or column is not in the display now; they are kept."""
        rows = {row.key for row in self.grid.rows}
        columns = {"", *(column.key for column in self.grid.columns)}
        return tuple(
            edit for edit in self._own.values() if edit.row not in rows or edit.column not in columns
        )

    def _with(self, row: str, column: str, name: str, value: Value, coder: str) -> JointDisplay:
        made_on = bases(self.grid, self.frames, row)
        if column:
            made_on = {at: basis for at, basis in made_on.items() if at == column}
        edits = self.edits.with_edit(
            self.grid.name, row, name, value, column=column, coder=coder, made_on=made_on
        )
        return replace(self, edits=edits)

    @cached_property
    def _own(self) -> dict[Key, Edit]:
        return self.edits.of(self.grid.name)

    def _by_hand(self, row: str) -> Iterator[str]:
        for name in self.grid.hand:
            edit = self.edits.get(self.grid.name, row, "", name)
            yield str(edit.value) if edit else ""

    # What every finding has

    def figure(self, language: str = "en") -> go.Figure:
        """Tiles: one per cell, its text printed, shares coloured."""
        from workbench.findings.displays.tiles import tiles

        return tiles(self, language)

    def summary(self, language: str = "en") -> str:
        """What the display shows, what is written in it and what is stale, in plain words."""
        from workbench.findings.displays.sheet import sentences

        return " ".join(sentences(self, language))

    def export(self, out: str | Path, language: str = "en") -> Path:
        """Write the display as html, docx, xlsx or tex, by the ending of `out`.

        Raises
        ------
        FindingError
            The ending is none of these.
        StudyError
            The file cannot be written.
        """
        from workbench.findings.displays.exporting import export

        return export(self, Path(out), language)

    def _printed(self, language: str) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
        from workbench.findings.displays.sheet import sheet

        shown = sheet(self, language)
        return shown.head, [[row.label, *(cell.text for cell in row.cells)] for row in shown.rows]

    def _stated(self) -> Mapping[str, object]:
        grid = self.grid
        cells = [
            (row, column, cell.text("en"), cell.n, sorted(cell.people), sorted(cell.quotes))
            for (row, column), cell in sorted(grid.cells.items())
        ]
        own = sorted(
            (*key[1:], list(edit.value) if isinstance(edit.value, tuple) else edit.value)
            for key, edit in self._own.items()
        )
        return {
            "form": "joint display 1",
            "name": grid.name,
            "cells": cells,
            "edits": own,
            "held": sorted(self.held),
            "masked": sorted(self.masked),
        }

    def _counted(self) -> pd.DataFrame:
        wanted = {one for cell in self.grid.cells.values() for one in cell.quotes}
        return self.frames.codings[self._ids.isin(wanted)]
