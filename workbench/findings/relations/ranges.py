"""Ranges of sorted places, written out: what joins neighbours without comparing each with each."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.intp]


def ranges(first: Rows, last: Rows) -> tuple[Rows, Rows]:
    """Write out the ranges from `first` up to `last`: for each element its range and its place."""
    lengths = np.maximum(last - first, 0)
    which = np.repeat(np.arange(len(first)), lengths)
    within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return which, first[which] + within
