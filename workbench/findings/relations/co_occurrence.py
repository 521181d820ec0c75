"""Co-occurrence: which themes stand together, in the text or in the same people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from workbench.errors import FindingError
from workbench.findings.finding import FrameSource, frames_of, names_of
from workbench.findings.grouping import listing
from workbench.findings.presence import Theme
from workbench.findings.relations.co_occurrence_words import CoOccurrenceWords
from workbench.findings.relations.coded_text import CodedText, coded_text
from workbench.findings.relations.incidence import LEVELS, Level, Meetings, in_turns, meetings
from workbench.findings.relations.pairs import coding_pairs, pair_frame
from workbench.findings.themes import ThemeFinding
from workbench.model.scheme import localise
from workbench.study.frames import Frames

if TYPE_CHECKING:
    import plotly.graph_objects as go

UNITS: Mapping[Level, str] = {
    "segment": "segments",
    "overlap": "places",
    "turn": "turns",
    "person": "people",
}


@dataclass(frozen=True, eq=False, repr=False)
class CoOccurrence(ThemeFinding):
    """How often each two themes stand together.

    Attributes
    ----------
    within
        Where they have to stand together: segment, overlap, turn or person.
    turns
        How many turns apart they may be, at the level of turns.
    unit
        What `count` counts: segments, places (unbroken stretches of text under both), turns,
        windows (of `turns` + 1 turns in a row) or people.
    table
        One row per pair of themes, the most frequent first: a, b, label_a, label_b, count;
        size_a, size_b, size_both and of, the same in the unit that shares are taken of
        (characters for overlaps, else as `count`); jaccard (both out of either) and lift (how
        many times as often as if the two were independent), missing where a theme is nowhere.
    matrix
        The counts, symmetric; on the diagonal each theme alone.
    left_out
        Codings that do not count: reason, codings.
    """

    frames: Frames
    within: Level
    turns: int
    unit: str
    table: pd.DataFrame
    matrix: pd.DataFrame
    left_out: pd.DataFrame
    text: CodedText

    def __repr__(self) -> str:
        return f"<CoOccurrence within {self.within}: {len(self.matrix)} themes>"

    @property
    def _themes(self) -> tuple[Theme, ...]:
        return self.text.themes

    def quotes(self, a: str, b: str) -> pd.DataFrame:
        """The codings of two themes that stand together: rows of `Frames.codings`, in their order.

        Raises
        ------
        FindingError
            There is no such theme.
        """
        pairs = coding_pairs(self.text, self.within, self.turns, self._place(a), self._place(b))
        return self.frames.codings.iloc[np.unique(np.concatenate(pairs))].reset_index(drop=True)

    def pairs(self, a: str, b: str) -> pd.DataFrame:
        """Both codings of each pair that stands together.

        Returns
        -------
        DataFrame
            One row per pair of codings: coding, transcript, start, end, turn, speaker,
            participant, code, coder and text (as far as the frame has them), each as `..._a` and
            `..._b`. In the same person that is every coding of the one theme with every coding of
            the other.

        Raises
        ------
        FindingError
            There is no such theme.
        """
        rows = coding_pairs(self.text, self.within, self.turns, self._place(a), self._place(b))
        return pair_frame(self.frames, rows)

    def examples(self, a: str, b: str, most: int = 50) -> pd.DataFrame:
        """At most `most` as in `pairs`; in the same person only the first coding of each theme."""
        text = self.text
        if self.within == "person":
            _, first = np.unique(text.person * len(text.themes) + text.theme, return_index=True)
            text = text.where(np.isin(np.arange(len(text.row)), first), "no example")
        one, other = coding_pairs(text, self.within, self.turns, self._place(a), self._place(b))
        return pair_frame(self.frames, (one[:most], other[:most]))

    def figure(self, language: str = "en") -> go.Figure:
        """Triangle of themes: the counts printed, coloured by the Jaccard index."""
        from workbench.findings.relations.co_occurrence_figure import triangle

        return triangle(self, language)

    def summary(self, language: str = "en") -> str:
        """What stands together, in plain words (`en` or `da`)."""
        return CoOccurrenceWords(self, language).summary()

    def _printed(self, language: str) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
        return CoOccurrenceWords(self, language).table()

    def _stated(self) -> Mapping[str, object]:
        return {
            "form": "co-occurrence 1",
            "within": self.within,
            "turns": self.turns,
            "themes": self._stated_themes(),
            "people": sorted(map(str, self.text.found.people)) if self.within == "person" else None,
        }

    def _counted(self) -> pd.DataFrame:
        rows = self.text.row
        if self.within == "person":
            rows = rows[self.text.person >= 0]
        return self.frames.codings.iloc[np.unique(rows)]


def co_occurrence(
    source: Frames | FrameSource,
    *,
    within: Level = "overlap",
    turns: int = 0,
    codes: Sequence[str] | None = None,
    coder: str | Sequence[str] | None = None,
    roll_up: bool = True,
) -> CoOccurrence:
    """Count how often themes stand together.

    The formulas are in `docs/methods.md`.

    Parameters
    ----------
    source
        A study, or frames that came from elsewhere.
    within
        `segment`: on exactly the same span. `overlap`: on at least one common character. `turn`:
        in the same turn. `person`: in words of the same person, among all who are fully coded.
    turns
        With `within="turn"`: how many turns apart they may be.
    codes
        Themes, each with the codes below it; None means the scheme's themes.
    coder
        Count only what this coder (or any of these coders) coded; None means anybody.
    roll_up
        Whether codes count for the theme above them. If not, each code stands for itself.

    Raises
    ------
    FindingError
        There is no such level, code or coder, or fewer than two themes.
    """
    if within not in LEVELS:
        raise FindingError(
            f"{within!r} is nothing to stand together in", hint=f"It is {listing(LEVELS, 'or')}"
        )
    if turns < 0 or (turns and within != "turn"):
        raise FindingError(
            f"turns={turns} says nothing here",
            hint="Give a number from 0, and turn as where they stand together",
        )
    frames = frames_of(source)
    text = coded_text(frames, names_of(codes), names_of(coder), roll_up=roll_up)
    if within == "turn":
        text = in_turns(text)
    elif within == "person":
        text = text.where(text.person >= 0, "no person")
    if len(text.themes) < 2:
        raise FindingError(
            "it takes two themes to stand together", hint="Name more codes, or none for every theme"
        )
    met = meetings(text, within, turns)
    names = [theme.code for theme in text.themes]
    return CoOccurrence(
        frames=frames,
        within=within,
        turns=turns,
        unit="windows" if turns else UNITS[within],
        table=_table(text, met),
        matrix=pd.DataFrame(met.count.astype(np.int64), index=names, columns=names),
        left_out=text.left_out,
        text=text,
    )


def _table(text: CodedText, met: Meetings) -> pd.DataFrame:
    first, second = np.triu_indices(len(text.themes), 1)
    alone = np.diag(met.size)
    a, b, both = alone[first], alone[second], met.size[first, second]
    with np.errstate(invalid="ignore", divide="ignore"):
        jaccard = both / (a + b - both)
        lift = both * met.of / (a * b)
    nowhere = (a == 0) | (b == 0)
    codes = np.array([theme.code for theme in text.themes], dtype=object)
    labels = np.array([localise(theme.label, "en") or theme.code for theme in text.themes], dtype=object)
    table = pd.DataFrame(
        {
            "a": codes[first],
            "b": codes[second],
            "label_a": labels[first],
            "label_b": labels[second],
            "count": met.count[first, second].astype(np.int64),
            "size_a": a.astype(np.int64),
            "size_b": b.astype(np.int64),
            "size_both": both.astype(np.int64),
            "of": int(met.of),
            "jaccard": np.where(nowhere, np.nan, jaccard),
            "lift": np.where(nowhere, np.nan, lift),
        }
    )
    return table.sort_values(["count", "jaccard"], ascending=False, kind="stable", ignore_index=True)
