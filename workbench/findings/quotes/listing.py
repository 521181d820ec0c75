"""Quotes as a list shows them: their words in context, who says them, where, and what was coded."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from workbench.findings.disclosure.guard import DisclosureGuard
from workbench.findings.displays.table import quote_ids
from workbench.model.scheme import localise
from workbench.model.text import surroundings

if TYPE_CHECKING:
    from workbench.model.scheme import Attribute, CodingScheme

MOST = 1000
"""So many quotes are listed at once; the finding's own `quotes` gives all."""
CONTEXT = 80
_SPACES = re.compile(r"\s+")

Texts = Callable[[str, int], tuple[str, bool]]
"""The text of a transcript's revision, and whether that is the newest one."""


@dataclass(frozen=True)
class ListedQuote:
    """One quote, as words for a reader; `""` stands for what is not known.

    Attributes
    ----------
    id
        The coding's id.
    turn
        Its number as the desk counts, from 1; None between turns.
    attributes
        Label and value of each attribute that the coding has.
    newest
        Whether it stands in the newest revision of the text, so that its place can be shown.
    """

    id: str
    transcript: str
    start: int
    end: int
    turn: int | None
    speaker: str
    participant: str
    code: str
    coder: str
    memo: str
    attributes: tuple[tuple[str, str], ...]
    before: str
    text: str
    after: str
    newest: bool


@dataclass(frozen=True)
class QuoteList:
    """The quotes behind a mark.

    Attributes
    ----------
    rows
        The quotes that may be shown, at most `MOST`.
    shown, people
        How many may be shown in all, and how many people of the register speak in them.
    held
        Why quotes are held back, in words, and how many for each reason.
    """

    rows: tuple[ListedQuote, ...]
    shown: int
    people: int
    held: tuple[tuple[str, int], ...]

    def to_dict(self) -> dict[str, Any]:
        """The list as plain values."""
        return asdict(self)


def list_quotes(
    quotes: pd.DataFrame, guard: DisclosureGuard, language: str, texts: Texts | None = None
) -> QuoteList:
    """List quotes for a reader; what the disclosure guard holds back is counted, and nothing else is told.

    Parameters
    ----------
    quotes
        Rows of `Frames.codings`.
    guard
        It decides what is held back.
    language
        Of the labels: `en` or `da`.
    texts
        Gives the text around a quote; without it there is no context.
    """
    ids = quote_ids(quotes)
    held = ids.isin(list(guard.held)).to_numpy(dtype=bool)
    at_risk = guard.quotes.set_index("quote")
    reasons = Counter(
        guard.why({str(name): value for name, value in at_risk.loc[one].to_dict().items()}, language)
        for one in ids[held]
    )
    free = quotes[~held].assign(id=ids[~held])
    people = free["participant"].nunique() if "participant" in free else 0
    scheme = guard.frames.scheme
    labels = {code.id: code.label_in(language) for code in scheme.codes} if scheme else {}
    around = None if texts is None else _Around(texts, guard)
    rows = tuple(
        _listed({str(name): value for name, value in row.items()}, scheme, labels, language, around)
        for row in free.head(MOST).to_dict("records")
    )
    return QuoteList(rows, len(free), people, tuple(reasons.items()))


def _listed(
    row: Mapping[str, Any],
    scheme: CodingScheme | None,
    labels: Mapping[str, str],
    language: str,
    around: _Around | None,
) -> ListedQuote:
    def told(name: str) -> str:
        value = row.get(name)
        return "" if value is None or pd.isna(value) else str(value)

    start, end = int(row["start"]), int(row["end"])
    before = after = ""
    newest = False
    if around is not None:
        before, after, newest = around.told(row["transcript"], int(row["revision"]), start, end)
    turn = row.get("turn")
    return ListedQuote(
        row["id"],
        row["transcript"],
        start,
        end,
        None if turn is None or pd.isna(turn) else int(turn) + 1,
        told("speaker"),
        told("participant"),
        labels.get(row["code"], row["code"]),
        told("coder"),
        told("memo"),
        tuple(_attributes(row, scheme.attributes if scheme else (), language)),
        before,
        told("text"),
        after,
        newest,
    )


class _Around:
    """What is said before and after a quote, up to the next words that are held back."""

    def __init__(self, texts: Texts, guard: DisclosureGuard) -> None:
        codings = guard.frames.codings
        held = codings[quote_ids(codings).isin(list(guard.held))]
        self._texts = texts
        self._held: dict[tuple[str, int], list[tuple[int, int]]] = {}
        # Codings of another program may have no place.
        placed = held.reindex(columns=["transcript", "revision", "start", "end"]).dropna()
        for transcript, revision, start, end in placed.itertuples(index=False):
            self._held.setdefault((transcript, int(revision)), []).append((int(start), int(end)))

    def told(self, transcript: str, revision: int, start: int, end: int) -> tuple[str, str, bool]:
        """A little of what is said before and after, in one line each; whether the text is the newest."""
        text, newest = self._texts(transcript, revision)
        held = self._held.get((transcript, revision), [])
        floor = max((last for _, last in held if last <= start), default=0)
        ceiling = min((first for first, _ in held if first >= end), default=len(text))
        before, after = surroundings(text[:ceiling], start, end, CONTEXT)
        before = before[max(0, floor - (start - len(before))) :]
        if start - len(before) > 0:
            before = f"\N{HORIZONTAL ELLIPSIS} {before.lstrip()}"
        if end + len(after) < len(text):
            after = f"{after.rstrip()} \N{HORIZONTAL ELLIPSIS}"
        return _SPACES.sub(" ", before), _SPACES.sub(" ", after), newest


def _attributes(
    row: Mapping[str, Any], attributes: tuple[Attribute, ...], language: str
) -> Iterator[tuple[str, str]]:
    """Label of attribute and value, of those that the coding has."""
    for attribute in attributes:
        for value in attribute.values:  # noqa: PD011 - no frame
            if value.id == row.get(attribute.id):
                yield (
                    localise(attribute.label, language) or attribute.id,
                    localise(value.label, language) or value.id,
                )
