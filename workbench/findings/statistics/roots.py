"""Where a falling function crosses a value, for many themes at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

HALVINGS = 80
"""Enough to bring a bracket 2000 wide below the spacing of floating-point numbers near 1."""


def crossing(falling: Callable[[Floats], Floats], value: float, low: ArrayLike, high: ArrayLike) -> Floats:
    """Point between `low` and `high` where the function `falling` comes down to `value`, by bisection.

    Bisection needs no derivative, copes with infinite values at the ends and moves a whole
    array of brackets at once. Where the function stays above `value` the answer is `high`,
    where it stays below, `low`. A NaN counts as below.
    """
    low, high = np.broadcast_arrays(np.asarray(low, dtype=float), np.asarray(high, dtype=float))
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        above = falling(middle) > value
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return np.asarray((low + high) / 2)
