"""A display as it is shown: every cell as text, quotes and marks, the same for every kind of file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from workbench.findings.displays.table import quote_ids
from workbench.findings.displays.words import display_voice
from workbench.findings.phrases import Voice
from workbench.model.judgement_rules import FITS
from workbench.model.scheme import localise

if TYPE_CHECKING:
    from workbench.findings.displays.display import JointDisplay

SHOWN_QUOTES = 2
"""How many quotes stand in a cell before anybody chose: each of another person."""


@dataclass(frozen=True)
class ShownQuote:
    """A quote: its id, its words, and who said it."""

    id: str
    words: str
    who: str


@dataclass(frozen=True)
class ShownCell:
    """What a cell shows.

    Attributes
    ----------
    text
        Its number or word, or what was written by hand.
    quotes
        Those that are shown.
    behind
        All that can be opened, those included.
    marks
        What is to be known of it: stale, quotes held back or gone.
    hand, stale
        Whether it was written by hand; whether what is written beside it is older than its numbers.
    n, number
        Of how many people it speaks, and the number itself; None where there is none or it is masked.
    """

    text: str
    quotes: tuple[ShownQuote, ...] = ()
    behind: tuple[ShownQuote, ...] = ()
    marks: tuple[str, ...] = ()
    hand: bool = False
    stale: bool = False
    n: int | None = None
    number: float | None = None


@dataclass(frozen=True)
class ShownRow:
    """One row: its key, its label and its cells."""

    key: str
    label: str
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True)
class Sheet:
    """A table as it is shown, with what is said below it. `constructed` stands above it, if anything."""

    title: str
    head: tuple[str, ...]
    rows: tuple[ShownRow, ...]
    notes: tuple[str, ...]
    constructed: str
    fingerprint: str


def sheet(display: JointDisplay, language: str) -> Sheet:
    """Write a display out in `language`."""
    return _Writer(display, language).sheet()


def sentences(display: JointDisplay, language: str) -> Iterator[str]:
    """Yield what a display shows, what is written in it and what is stale, in plain words."""
    say, grid = display_voice(language).say, display.grid
    if display.frames.constructed:
        yield say("constructed")
    yield say("compared", title=localise(grid.title, language), rows=len(grid.rows))
    for told in grid.told:
        yield localise(told, language)
    if "fit" in grid.hand:
        yield say("written", rows=sum(bool(text) for text in display.table["fit"]), all=len(grid.rows))
    labels = {row.key: localise(row.label, language) for row in grid.rows}
    if len(display.stale):
        yield say("stale rows", rows=", ".join(labels[key] for key in dict.fromkeys(display.stale["row"])))
    if display.orphans:
        yield say("orphans", names=", ".join(dict.fromkeys(one.place.row for one in display.orphans)))
    if display.masked:
        yield say("masked told")
    held = {one for cell in grid.cells.values() for one in cell.quotes if one in display.held}
    if held:
        yield display_voice(language).count(len(held), "one held told", "held told")


def said_quotes(codings: pd.DataFrame, language: str) -> Iterator[ShownQuote]:
    """Yield the rows of a frame of codings as quotes."""
    say = display_voice(language).say
    for id_, row in zip(quote_ids(codings), codings.to_dict("records"), strict=True):
        who = row.get("participant")
        if who is None or pd.isna(who):
            speaker, transcript = row.get("speaker"), row.get("transcript")
            who = say("who unknown", speaker=speaker, transcript=transcript) if speaker else transcript or ""
        yield ShownQuote(str(id_), " ".join(str(row.get("text") or "").split()), str(who))


def plain_text(cell: ShownCell) -> str:
    """All that a cell shows, a line each."""
    quotes = [f"\u201c{one.words}\u201d \u2013 {one.who}" for one in cell.quotes]
    return "\n".join(filter(None, [cell.text, *quotes, *(f"[{mark}]" for mark in cell.marks)]))


class _Writer:
    def __init__(self, display: JointDisplay, language: str) -> None:
        self.display, self.language = display, language
        self.voice: Voice = display_voice(language)
        wanted = {one for cell in display.grid.cells.values() for one in cell.quotes} - set(display.held)
        codings = display.frames.codings
        self.said: dict[str, ShownQuote] = {}
        self.person: dict[str, Any] = {}
        kept = codings[quote_ids(codings).isin(wanted)] if wanted else codings.iloc[:0]
        for one in said_quotes(kept, language):
            self.said[one.id] = one
        self.stale = {(row["row"], row["column"]): row for row in display.stale.to_dict("records")}

    def sheet(self) -> Sheet:
        display, grid = self.display, self.display.grid
        say, language = self.voice.say, self.language
        first = {"case summaries": "person head", "programme by element": "programme head"}
        rows = []
        for row in grid.rows:
            cells = [self._cell(row.key, column.key, quoted=column.quoted) for column in grid.columns]
            cells += [self._by_hand(row.key, name) for name in grid.hand]
            rows.append(ShownRow(row.key, localise(row.label, language), tuple(cells)))
        head = (
            say(first.get(grid.kind, "row head" if grid.kind == "typology" else "theme head")),
            *(localise(column.label, language) for column in grid.columns),
            *(say(f"{name} head") for name in grid.hand),
        )
        constructed = say("constructed") if display.frames.constructed else ""
        notes = tuple(said for said in sentences(display, language) if said != constructed)
        title = localise(grid.title, language)
        return Sheet(title, head, tuple(rows), notes[1:], constructed, display.fingerprint)

    def _cell(self, row: str, column: str, *, quoted: bool) -> ShownCell:
        display, say = self.display, self.voice.say
        cell = display.grid.cell(row, column)
        masked = (row, column) in display.masked
        chosen = display.written(row, "chosen", column)
        summary = display.written(row, "summary", column)
        behind = [self.said[one] for one in cell.quotes if one in self.said]
        marks = list(self._stale(row, column))
        held = sum(one in display.held for one in cell.quotes)
        if held and not masked:
            marks.append(say("held", n=held))
        shown: Iterable[ShownQuote] = ()
        if chosen:
            known = [one for one in chosen.value if one in cell.quotes]
            gone = len(chosen.value) - len(known)
            marks += [self.voice.count(gone, "one gone", "gone")] if gone else []
            shown = [self.said[one] for one in known if one in self.said]
        elif quoted:
            shown = _first_of_each(behind)
        text = display.text(row, column, self.language)
        if summary:
            text = f"{text}: {summary.value}"
        return ShownCell(
            text,
            # Of a masked cell no more than one, since quotes can be counted.
            tuple(shown)[: 1 if masked else None],
            () if masked else tuple(behind),
            tuple(marks),
            n=None if masked else cell.n,
            number=None if masked else cell.number,
            hand=summary is not None,
            stale=(row, column) in self.stale,
        )

    def _by_hand(self, row: str, name: str) -> ShownCell:
        one = self.display.written(row, name)
        text = str(one.value) if one else ""
        return ShownCell(self.voice.say(text) if name == "fit" and text in FITS else text, hand=True)

    def _stale(self, row: str, column: str) -> Iterator[str]:
        found = self.stale.get((row, column))
        if found is not None:
            say = self.voice.say
            if found["changed"] == ("new",):
                yield say("stale new")
            else:
                parts = self.voice.list([say(f"{part} changed") for part in found["changed"]])
                masked = bool(self.display.masked)
                yield say("stale", shown=say("masked") if masked else found["shown"] or "-", parts=parts)


def _first_of_each(quotes: Iterable[ShownQuote]) -> list[ShownQuote]:
    """The first quote of each of the first people."""
    first: Mapping[str, ShownQuote] = {one.who: one for one in reversed(list(quotes))}
    return list(reversed(list(first.values())))[:SHOWN_QUOTES]
