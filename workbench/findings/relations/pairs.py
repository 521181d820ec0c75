"""The codings behind a meeting of two themes, pair by pair."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.findings.relations.coded_text import CodedText
from workbench.findings.relations.incidence import Level
from workbench.findings.relations.ranges import ranges
from workbench.study.frames import Frames

TOLD = ("coding", "transcript", "start", "end", "turn", "speaker", "participant", "code", "coder", "text")
"""The columns that are told of each of the two codings."""

Rows = NDArray[np.intp]


def coding_pairs(text: CodedText, level: Level, turns: int, a: int, b: int) -> tuple[Rows, Rows]:
    """Positions in `Frames.codings` of every two codings of the themes `a` and `b` that meet.

    Found by sorting, never by comparing each with each; in order of the text of `a`, then of `b`.
    """
    firsts, seconds = np.flatnonzero(text.theme == a), np.flatnonzero(text.theme == b)
    if level == "person":
        firsts, seconds = (places[text.person[places] >= 0] for places in (firsts, seconds))
    reach = int(max(text.end.max(initial=0), text.turn.max(initial=0))) + turns + 2
    offset = text.transcript * reach
    if level == "person":
        key = text.person.astype(np.int64)
        low, high = key[firsts], key[firsts]
    elif level == "turn":
        key = offset + text.turn
        low, high = key[firsts] - turns, key[firsts] + turns
    else:
        key = offset + text.start
        low, high = key[firsts], (offset + text.end)[firsts] - 1
    if level == "segment":
        high = low
    seconds = seconds[np.argsort(key[seconds], kind="stable")]
    # Codings that begin before `low` may still overlap it: as long as any so far has reached it.
    begin = np.maximum.accumulate((offset + text.end)[seconds] - 1) if level == "overlap" else key[seconds]
    first, last = np.searchsorted(begin, low, "left"), np.searchsorted(key[seconds], high, "right")
    which, place = ranges(first, last)
    one, other = firsts[which], seconds[place]
    if level == "overlap":
        meets = text.end[other] > text.start[one]
    elif level == "segment":
        meets = text.end[other] == text.end[one]
    else:
        meets = np.ones(len(one), dtype=bool)
    return text.row[one[meets]], text.row[other[meets]]


def pair_frame(frames: Frames, rows: tuple[Rows, Rows]) -> pd.DataFrame:
    """One row per pair: the columns `TOLD` of both codings, with `_a` and `_b` added to their names."""
    told = [column for column in TOLD if column in frames.codings]
    sides = [
        frames.codings[told].iloc[side].reset_index(drop=True).add_suffix(name)
        for side, name in zip(rows, ("_a", "_b"), strict=True)
    ]
    return pd.concat(sides, axis=1)
