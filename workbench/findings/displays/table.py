"""Rows, columns and cells of a joint display, before anybody wrote into them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

import pandas as pd

from workbench.errors import FindingError
from workbench.findings.basis import Basis, digest
from workbench.findings.displays.words import PHRASES, display_voice
from workbench.findings.grouping import nearest
from workbench.model.scheme import Localised, localise
from workbench.study.frames import Frames

T = TypeVar("T")
Hand = Literal["fit", "meta_inference", "note"]


@dataclass(frozen=True)
class Row:
    """One row: a theme, a person, a programme or a variable; `codes` are the codes it counts."""

    key: str
    label: Localised
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """One generated column. `quoted` says whether its cells show quotes, or only open them."""

    key: str
    label: Localised
    quoted: bool = False


@dataclass(frozen=True)
class Cell:
    """What was computed for one place.

    Attributes
    ----------
    said, parts
        The phrase that tells it, and what fills the phrase.
    number
        The number it knows, where it is one: a share, a median, a difference of shares.
    n
        Of how many people (of a programme: voices).
    quotes
        Ids of the codings behind it, in the order of the text.
    people
        Those whom `n` counts, each with what decides their place, such as the outcome.
    counts
        What it counts: pairs of how many, and of how many; these are masked when small.
    """

    said: str
    parts: Mapping[str, object] = field(default_factory=dict)
    number: float | None = None
    n: int | None = None
    quotes: tuple[str, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    counts: tuple[tuple[int, int], ...] = ()

    def text(self, language: str) -> str:
        """What the cell shows; parts that are words in several languages are chosen here."""
        parts = {
            name: localise(part, language) if isinstance(part, Mapping) else part
            for name, part in self.parts.items()
        }
        return display_voice(language).say(self.said, **{**parts, **self._numbers(language)})

    def _numbers(self, language: str) -> dict[str, object]:
        voice = display_voice(language)
        written: dict[str, Callable[[Any], str]] = {
            "share": voice.percent,
            "points": voice.points,
            "p": voice.p_value,
            "coverage": voice.percent,
        }
        given: dict[str, object] = {
            name: write(self.parts[name]) for name, write in written.items() if name in self.parts
        }
        for name in ("low", "high"):
            if name in self.parts:
                given[name] = voice.points(float(str(self.parts[name])))
        if "decimals" in self.parts:
            digits = int(str(self.parts["decimals"]))
            for name in ("value", "least", "most"):
                if name in self.parts:
                    text = f"{float(str(self.parts[name])):.{digits}f}"
                    given[name] = text.replace(".", ",") if language == "da" else text
        return given


EMPTY = Cell("empty")


@dataclass(frozen=True)
class Grid:
    """The generated part of a display.

    Attributes
    ----------
    name
        What judgements are kept under; it does not change when numbers do.
    kind, title
        Which display it is, and its title.
    rows, columns, cells
        The table; a place without a cell is empty.
    hand
        The columns that are written by hand.
    summaries
        Whether each cell has a summary that is written by hand.
    told
        Sentences below it: of what it consists, who is missing and why.
    """

    name: str
    kind: str
    title: Localised
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    cells: Mapping[tuple[str, str], Cell]
    hand: tuple[Hand, ...] = ("fit", "meta_inference", "note")
    summaries: bool = False
    told: tuple[Localised, ...] = ()
    excluded: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["participant", "reason"]))

    def row(self, key: str) -> Row:
        """The row with this key."""
        return _named({row.key: row for row in self.rows}, key, "row")

    def column(self, key: str) -> Column:
        """The column with this key."""
        return _named({column.key: column for column in self.columns}, key, "column")

    def cell(self, row: str, column: str) -> Cell:
        """The cell at a place; an empty one where nothing was computed."""
        return self.cells.get((row, column), EMPTY)


def bases(grid: Grid, frames: Frames, row: str) -> dict[str, Basis]:
    """Return what each cell of a row stands on now, by column."""
    scheme = frames.scheme
    codes = grid.row(row).codes
    known = scheme.definition_hashes if scheme else {}
    definitions = digest([(code, known.get(code, "")) for code in codes])
    found = {}
    for column in grid.columns:
        cell = grid.cell(row, column.key)
        if cell.said == "empty":
            continue
        # A coding that is moved or cut anew gets another place, not another id.
        places = digest(_places(frames.codings, cell.quotes))
        found[column.key] = Basis(places, definitions, digest(cell.people), cell.text("en"))
    return found


def quote_ids(codings: pd.DataFrame) -> pd.Series[str]:
    """The id of each coding; where the frame has none, its place, code and coder."""
    if "coding" in codings:
        return codings["coding"].astype(str)
    wanted = [name for name in ("transcript", "start", "end", "code", "coder") if name in codings]
    parts = codings[wanted].astype(str)
    return parts.agg("|".join, axis=1) if len(parts) else pd.Series(dtype=str)


def in_both(phrase: str, **parts: object) -> Localised:
    """Return a phrase in all languages that findings speak; parts may be words in several, too."""
    return {
        language: display_voice(language).say(
            phrase,
            **{
                name: localise(part, language) if isinstance(part, Mapping) else part
                for name, part in parts.items()
            },
        )
        for language in PHRASES
    }


def _places(codings: pd.DataFrame, wanted: Sequence[str]) -> list[tuple[str, ...]]:
    if not wanted:
        return []
    ids = quote_ids(codings)
    names = [name for name in ("transcript", "start", "end", "code") if name in codings]
    rows = codings[ids.isin(wanted)]
    return [tuple(map(str, row)) for row in rows[names].itertuples(index=False)]


def _named(by_key: Mapping[str, T], key: str, what: str) -> T:
    if key not in by_key:
        raise FindingError(f"{key!r} is not a {what} of this display", hint=nearest(key, by_key))
    return by_key[key]
