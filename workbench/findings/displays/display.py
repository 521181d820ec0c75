"""A joint display: generated numbers and quotes, and beside them what the team wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from workbench.findings.displays.table import quote_ids
from workbench.findings.displays.words import display_voice
from workbench.findings.displays.writing import WrittenBeside

if TYPE_CHECKING:
    import plotly.graph_objects as go


@dataclass(frozen=True, eq=False, repr=False)
class JointDisplay(WrittenBeside):
    """Numbers and words on the same rows, with room for what the team makes of them.

    Attributes
    ----------
    grid
        The generated part: rows, columns and cells, each with its number, its n and its quotes.
    judgements
        What people wrote, beside this display and beside other findings.
    held
        Ids of quotes that must not be shown, with the reason.
    masked
        Places (row, column) whose numbers are too small to be shown.
    table
        The display as text, in English: one row per row, its key as the index.
    """

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

    # What every finding has

    def figure(self, language: str = "en") -> go.Figure:
        """Tiles: one per cell, its text printed, shares coloured."""
        from workbench.findings.displays.tiles import tiles

        return tiles(self, language)

    def summary(self, language: str = "en") -> str:
        """What the display shows, what is written in it and what is stale, in plain words."""
        from workbench.findings.displays.sheet import sentences

        return " ".join(sentences(self, language))

    def export(self, out: str | Path, language: str = "en", *, width_mm: float = 160) -> Path:
        """Write the display as html, docx, xlsx or tex, or its figure as svg, pdf or png, by the ending.

        Raises
        ------
        FindingError
            The ending is none of these.
        StudyError
            The file cannot be written.
        """
        from workbench.findings.displays.exporting import export
        from workbench.findings.images import FORMATS

        if Path(out).suffix.lower() in FORMATS:
            return super().export(out, language, width_mm=width_mm)
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
            (*place[1:], list(one.value) if isinstance(one.value, tuple) else one.value)
            for place, one in self._own.items()
        )
        return {
            "form": "joint display 1",
            "name": grid.name,
            "cells": cells,
            "judgements": own,
            "held": sorted(self.held),
            "masked": sorted(self.masked),
        }

    def _counted(self) -> pd.DataFrame:
        wanted = {one for cell in self.grid.cells.values() for one in cell.quotes}
        return self.frames.codings[self._ids.isin(wanted)]
