"""The codings that count, where they stand in the text, and which themes they belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.errors import FindingError
from workbench.findings.presence import Presence, Theme, counts_as_presence, presence
from workbench.study.frames import Frames

Places = NDArray[np.int64]

NO_TURN = -1


@dataclass(frozen=True, eq=False)
class CodedText:
    """Codings as arrays, one element per coding and theme, in order of transcript and place.

    A coding that belongs to two themes (a code and one above it, both asked for) stands twice.

    Attributes
    ----------
    found
        The themes, and who shows them.
    names
        The transcripts with a coding that counts, in alphabetical order.
    row
        Position in `Frames.codings`.
    theme
        Place in `found.themes`.
    transcript
        Place in `names`.
    start, end
        Span in code points, half-open.
    turn
        Number of the turn, or `NO_TURN`.
    person
        Place in `found.people`, or -1 where nobody who can be counted says it.
    left_out
        Codings that do not count: reason, codings (how many).
    """

    found: Presence
    names: tuple[str, ...]
    row: NDArray[np.intp]
    theme: NDArray[np.intp]
    transcript: Places
    start: Places
    end: Places
    turn: Places
    person: NDArray[np.intp]
    left_out: pd.DataFrame

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The themes, in order."""
        return self.found.themes

    def where(self, kept: NDArray[np.bool_], reason: str) -> CodedText:
        """Return only the codings that are `kept`; the others are left out for `reason`."""
        dropped = len(np.unique(self.row[~kept]))
        left_out = self.left_out
        if dropped:
            told = [*left_out.itertuples(index=False, name=None), (reason, dropped)]
            left_out = pd.DataFrame(told, columns=["reason", "codings"])
        fields = ("row", "theme", "transcript", "start", "end", "turn", "person")
        arrays: dict[str, Any] = {name: getattr(self, name)[kept] for name in fields}
        return replace(self, left_out=left_out, **arrays)


def coded_text(
    frames: Frames, codes: Sequence[str] | None, coders: Sequence[str] | None, *, roll_up: bool
) -> CodedText:
    """Lay out the codings that count.

    The same codings count as for `theme_by_outcome`: not those whose words were lost, nor those
    that say the theme is absent. Whoever speaks, they count as text; `person` tells whose they are.

    Parameters
    ----------
    frames
        The data.
    codes
        Themes; None means those of the scheme, or every code that occurs.
    coders
        Whose codings count; None means anybody's.
    roll_up
        Whether a theme holds the codes below it.

    Raises
    ------
    FindingError
        A column is missing, or a code or coder does not exist.
    """
    found = presence(frames, codes, coders, roll_up=roll_up)
    codings = frames.codings
    for column in ("transcript", "start", "end"):
        if column not in codings:
            raise FindingError(f"the frame has no column {column!r}", where="codings")
    start, end = _numbers(codings["start"]), _numbers(codings["end"])
    placed = codings["transcript"].notna().to_numpy(dtype=bool) & (start >= 0) & (end > start)
    counting = counts_as_presence(frames, coders)
    in_theme = found.code >= 0
    kept = placed & counting & in_theme
    reasons = _reasons(frames, coders, placed=placed, counting=counting, in_theme=in_theme)

    rows = np.flatnonzero(kept)
    member = np.column_stack([found.columns.isin(theme.codes) for theme in found.themes])
    which, theme = np.nonzero(member[found.code[rows]])
    row = rows[which]
    transcript, names = pd.factorize(codings["transcript"].iloc[row].astype(str), sort=True)
    turn = _numbers(codings["turn"]) if "turn" in codings else np.full(len(codings), NO_TURN)
    order = np.lexsort((row, theme, end[row], start[row], transcript))
    row, theme = row[order], theme[order]
    return CodedText(
        found=found,
        names=tuple(names),
        row=row,
        theme=theme,
        transcript=transcript[order].astype(np.int64),
        start=start[row],
        end=end[row],
        turn=turn[row],
        person=found.person[row],
        left_out=reasons,
    )


def _numbers(column: pd.Series[Any]) -> Places:
    """Whole numbers; -1 where there is none."""
    numbers = pd.to_numeric(column, errors="coerce").astype("Float64").fillna(-1)
    return numbers.to_numpy(dtype=float).astype(np.int64)


def _reasons(
    frames: Frames,
    coders: Sequence[str] | None,
    *,
    placed: NDArray[np.bool_],
    counting: NDArray[np.bool_],
    in_theme: NDArray[np.bool_],
) -> pd.DataFrame:
    """How many codings do not count, by the first reason that holds."""
    codings = frames.codings
    other = np.zeros(len(codings), dtype=bool)
    if coders is not None:
        other = ~codings["coder"].isin(coders).to_numpy(dtype=bool)
    lost = codings["anchor"].eq("lost").to_numpy(dtype=bool) if "anchor" in codings else np.zeros_like(other)
    reason = np.select(
        [other, lost, ~counting, ~in_theme, ~placed],
        ["other coder", "lost", "silent", "no theme", "no place"],
        default="",
    )
    counted = Counter(reason[reason != ""].tolist())
    return pd.DataFrame(
        {"reason": list(counted), "codings": [counted[name] for name in counted]}
    ).sort_values("reason", ignore_index=True)
