"""Tables of counts with any number of rows and columns: which cells stand out, and how strong it all is."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from workbench.findings.statistics.intervals import Floats


def adjusted_residuals(table: ArrayLike) -> Floats:
    """How many standard deviations each count lies above what rows and columns without a tie would give.

    Haberman (1973, Biometrics 29: 205-220): (observed - expected) over the root of expected x
    (1 - row share) x (1 - column share). Beyond about 2 or -2 a cell stands out, where the
    expected counts are 5 or more; with fewer look at the counts.

    Parameters
    ----------
    table
        Counts of people, shape (rows, columns).

    Returns
    -------
    ndarray
        Of the same shape; NaN in rows and columns that hold nobody or everybody.
    """
    counts = np.asarray(table, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        rows, columns = (counts.sum(axis=axis, keepdims=True) / counts.sum() for axis in (1, 0))
        expected = rows * columns * counts.sum()
        return np.asarray((counts - expected) / np.sqrt(expected * (1 - rows) * (1 - columns)))


def cramers_v(table: ArrayLike) -> float:
    """Strength of the association between rows and columns, from 0 to 1.

    Cramér (1946, Mathematical Methods of Statistics, section 21.9), not corrected for the small
    value that chance alone gives; in two by two tables it is the size of phi. Empty rows and
    columns are left out.

    Parameters
    ----------
    table
        Counts of people, shape (rows, columns).

    Returns
    -------
    float
        NaN where fewer than two rows or columns have anybody in them.
    """
    counts = np.asarray(table, dtype=float)
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    if min(counts.shape) < 2:
        return float("nan")
    people = counts.sum()
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / people
    return float(np.sqrt(((counts - expected) ** 2 / expected).sum() / (people * (min(counts.shape) - 1))))
