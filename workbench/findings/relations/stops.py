"""Where the codings of an interview begin, and which stop follows which."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.findings.relations.coded_text import CodedText
from workbench.findings.relations.incidence import Matrix, distinct, incidence
from workbench.findings.relations.ranges import ranges
from workbench.study.frames import Frames

Places = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Stops:
    """The places of the interviews where something is coded, in order.

    Attributes
    ----------
    of_coding
        For each coding of the text its stop.
    sequence
        For each stop the transcript and coder it belongs to, as a number.
    place
        For each stop the first character of its codings, or their turn.
    """

    of_coding: Places
    sequence: Places
    place: Places

    def followers(self, turns: int | None) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Every two stops of one sequence of which the second follows: next, or within `turns` turns."""
        if turns is None:
            first = np.flatnonzero(self.sequence[1:] == self.sequence[:-1])
            return first, first + 1
        reach = int(self.place.max(initial=0)) + turns + 2
        key = self.sequence * reach + self.place
        return ranges(np.searchsorted(key, key + 1, "left"), np.searchsorted(key, key + turns, "right"))


def stops_of(frames: Frames, text: CodedText, *, by_turn: bool) -> Stops:
    """Find the stops of every transcript and coder; codings of one turn share one if `by_turn`."""
    coder = np.zeros(len(text.row), dtype=np.int64)
    if "coder" in frames.codings:
        codes, _ = pd.factorize(frames.codings["coder"].iloc[text.row].astype(str), sort=True)
        coder = codes.astype(np.int64)
    place = text.turn if by_turn else text.start
    sequence = distinct(text.transcript, coder)
    of_coding = distinct(sequence, place)
    _, first = np.unique(of_coding, return_index=True)
    return Stops(of_coding, sequence[first], place[first])


def steps(text: CodedText, stops: Stops, turns: int | None) -> tuple[Matrix, Matrix]:
    """How often each theme follows each other, and the mean of that over all orders of the stops.

    With m stops in a sequence of which a hold the first theme, b the second and c both, and with
    s steps in it, a random order has s (a b - c) / (m (m - 1)) steps from the first to the second.
    """
    from scipy.sparse import csr_array, diags_array

    found = incidence(stops.of_coding, text.theme, len(text.themes))
    left, right = stops.followers(turns)
    many = len(stops.sequence)
    step = csr_array((np.ones(len(left)), (left, right)), shape=(many, many))
    count = (found.T @ (step @ found)).toarray()
    if not many:
        return count, count
    stops_in = np.bincount(stops.sequence).astype(float)
    steps_in = np.bincount(stops.sequence[left], minlength=len(stops_in))
    weight = np.divide(steps_in, stops_in * (stops_in - 1), out=np.zeros_like(stops_in), where=stops_in > 1)
    belongs = csr_array((np.ones(many), (stops.sequence, np.arange(many))))
    held = belongs @ found
    both = held.T @ diags_array(weight) @ held
    same_stop = found.T @ diags_array(weight[stops.sequence]) @ found
    return count, (both - same_stop).toarray()
