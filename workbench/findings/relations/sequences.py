"""Sequences: which theme follows which in the course of an interview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.errors import FindingError
from workbench.findings.finding import FrameSource, frames_of, names_of
from workbench.findings.presence import Theme
from workbench.findings.relations.coded_text import CodedText, coded_text
from workbench.findings.relations.incidence import Matrix, in_turns
from workbench.findings.relations.pairs import Rows, pair_frame
from workbench.findings.relations.ranges import ranges
from workbench.findings.relations.sequences_words import SequenceWords
from workbench.findings.relations.stops import Stops, steps, stops_of
from workbench.findings.themes import ThemeFinding
from workbench.model.scheme import localise
from workbench.study.frames import Frames

if TYPE_CHECKING:
    import plotly.graph_objects as go

Places = NDArray[np.int64]


@dataclass(frozen=True, eq=False, repr=False)
class CodeSequences(ThemeFinding):
    """How often each theme follows each other one, and how often it would if order were random.

    Attributes
    ----------
    turns
        None where the next coded place counts; else within how many turns.
    table
        One row per ordered pair of themes, the most frequent first: first, then, label_first,
        label_then, count, expected (over all orders of the coded places of each interview),
        ratio (count by expected, missing where none is expected) and share (of all that
        follows the first theme).
    matrix
        The counts: first theme in rows, the one that follows in columns.
    left_out
        Codings that do not count: reason, codings.
    sequences
        How many sequences (one coder's codings of one transcript) there are.
    """

    frames: Frames
    turns: int | None
    table: pd.DataFrame
    matrix: pd.DataFrame
    left_out: pd.DataFrame
    sequences: int
    text: CodedText
    stops: Stops

    def __repr__(self) -> str:
        return f"<CodeSequences: {len(self.matrix)} themes, {int(self.matrix.to_numpy().sum())} steps>"

    @property
    def _themes(self) -> tuple[Theme, ...]:
        return self.text.themes

    def quotes(self, first: str, then: str) -> pd.DataFrame:
        """The codings at both ends of each step: rows of `Frames.codings`, in their order.

        Raises
        ------
        FindingError
            There is no such theme.
        """
        return self.frames.codings.iloc[np.unique(np.concatenate(self._steps(first, then)))].reset_index(
            drop=True
        )

    def pairs(self, first: str, then: str) -> pd.DataFrame:
        """Both codings of each step from one theme to the other, as in `CoOccurrence.pairs`.

        Raises
        ------
        FindingError
            There is no such theme.
        """
        return pair_frame(self.frames, self._steps(first, then))

    def _steps(self, first: str, then: str) -> tuple[Rows, Rows]:
        """Positions in `Frames.codings` of both codings of each step."""
        left, right = self.stops.followers(self.turns)
        codings = [np.flatnonzero(self.text.theme == self._place(code)) for code in (first, then)]
        # Codings are in order of theirs stops within a sequence, but not from coder to coder.
        one, other = (places[np.argsort(self.stops.of_coding[places], kind="stable")] for places in codings)
        at_one, at_other = self.stops.of_coding[one], self.stops.of_coding[other]
        step, place = ranges(np.searchsorted(at_one, left, "left"), np.searchsorted(at_one, left, "right"))
        firsts, rights = one[place], right[step]
        which, place = ranges(
            np.searchsorted(at_other, rights, "left"), np.searchsorted(at_other, rights, "right")
        )
        return self.text.row[firsts[which]], self.text.row[other[place]]

    def figure(self, language: str = "en") -> go.Figure:
        """Grid of first and following theme: counts printed, coloured by more or less than expected."""
        from workbench.findings.relations.sequences_figure import grid

        return grid(self, language)

    def summary(self, language: str = "en") -> str:
        """What follows what, in plain words (`en` or `da`)."""
        return SequenceWords(self, language).summary()

    def _printed(self, language: str) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
        return SequenceWords(self, language).table()

    def _stated(self) -> Mapping[str, object]:
        return {
            "form": "code sequences 1",
            "turns": self.turns,
            "themes": self._stated_themes(),
        }

    def _counted(self) -> pd.DataFrame:
        return self.frames.codings.iloc[np.unique(self.text.row)]


def code_sequences(
    source: Frames | FrameSource,
    *,
    turns: int | None = None,
    codes: Sequence[str] | None = None,
    coder: str | Sequence[str] | None = None,
    roll_up: bool = True,
) -> CodeSequences:
    """Count which theme follows which in the course of an interview.

    Two coders of one transcript make two sequences, so that nobody's coding follows that of
    somebody else. Codings that begin at the same character (with `turns`: in the same turn) stand
    side by side and do not follow each other. The formulas are in `docs/methods.md`.

    Parameters
    ----------
    source
        A study, or frames that came from elsewhere.
    turns
        None: what is coded next in the text follows. A number: everything that is coded in one
        of that many turns after it follows.
    codes
        Themes, each with the codes below it; None means the scheme's themes.
    coder
        Count only what this coder (or any of these coders) coded; None means anybody.
    roll_up
        Whether codes count for the theme above them.

    Raises
    ------
    FindingError
        A code or coder does not exist, or `turns` is less than one.
    """
    if turns is not None and turns < 1:
        raise FindingError(f"nothing follows within {turns} turns", hint="Give 1 or more, or leave it out")
    frames = frames_of(source)
    text = coded_text(frames, names_of(codes), names_of(coder), roll_up=roll_up)
    if turns is not None:
        text = in_turns(text)
    stops = stops_of(frames, text, by_turn=turns is not None)
    count, expected = steps(text, stops, turns)
    labels = [theme.code for theme in text.themes]
    return CodeSequences(
        frames=frames,
        turns=turns,
        table=_table(text, count, expected),
        matrix=pd.DataFrame(count.astype(np.int64), index=labels, columns=labels),
        left_out=text.left_out,
        sequences=len(np.unique(stops.sequence)),
        text=text,
        stops=stops,
    )


def _table(text: CodedText, count: Matrix, expected: Matrix) -> pd.DataFrame:
    first, then = (places.ravel() for places in np.indices(count.shape))
    codes = np.array([theme.code for theme in text.themes], dtype=object)
    labels = np.array([localise(theme.label, "en") or theme.code for theme in text.themes], dtype=object)
    # Rounded, because a difference of sums that should be nothing can be a hair beside it.
    expected = np.round(expected, 9)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(expected > 0, count / expected, np.nan)
        share = count / count.sum(axis=1, keepdims=True)
    table = pd.DataFrame(
        {
            "first": codes[first],
            "then": codes[then],
            "label_first": labels[first],
            "label_then": labels[then],
            "count": count.ravel().astype(np.int64),
            "expected": expected.ravel(),
            "ratio": ratio.ravel(),
            "share": share.ravel(),
        }
    )
    return table.sort_values(["count", "ratio"], ascending=False, kind="stable", ignore_index=True)
