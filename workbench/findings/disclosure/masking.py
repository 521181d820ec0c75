"""Small counts are masked, and with them as many others as keep them from being worked out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray


def mask_small(counts: NDArray[np.int64], smallest: int) -> NDArray[np.bool_]:
    """Choose the cells of a table that must be masked when all its margins are known.

    Masked are counts from 1 to `smallest` - 1 (primary), and then, as long as a masked count
    follows from the margins and the cells that are shown, the smallest count that helps in its
    row or column (complementary).

    Parameters
    ----------
    counts
        Whole numbers from 0, shape (rows, columns).
    smallest
        The smallest count that may be shown.

    Returns
    -------
    ndarray of bool, of the same shape
        Every masked cell can hold at least two different counts, for all that a reader knows;
        or all cells are masked, where the margins give even that away.

    Notes
    -----
    Complementary suppression as in Hundepool et al. (2012), *Statistical Disclosure Control*,
    chapter 4. Which counts a cell can hold is a transportation problem, whose extremes are
    whole numbers; it is solved by linear programming for each masked cell.
    """
    masked = (counts > 0) & (counts < smallest)
    while masked.any() and not masked.all():
        exposed = next(_exposed(counts, masked), None)
        if exposed is None:
            break
        masked[_next(counts, masked, exposed)] = True
    return masked


def _next(counts: NDArray[np.int64], masked: NDArray[np.bool_], exposed: tuple[int, int]) -> tuple[int, int]:
    """The cell to mask next: it gives the exposed one a partner in its row, then one in its column.

    Where it has both, one with masked cells in its own row and column: four masked cells at the
    corners of a rectangle can move against each other. Of several the smallest is masked; a
    zero comes last, since it leaves room to one side only.
    """
    row, column = exposed
    alone_in_row, alone_in_column = masked[row].sum() == 1, masked[:, column].sum() == 1

    def cost(place: tuple[int, int]) -> tuple[bool, bool, int]:
        at, to = place
        if alone_in_row:
            helps = at == row
        elif alone_in_column:
            helps = to == column
        else:
            helps = bool(masked[at].any() and masked[:, to].any())
        return not helps, not counts[place], int(counts[place])

    free = [(int(at), int(to)) for at, to in np.argwhere(~masked)]
    return min(free, key=cost)


def _exposed(counts: NDArray[np.int64], masked: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """The masked cells that can hold one count only."""
    from scipy.optimize import linprog

    places = np.argwhere(masked)
    rows, columns = counts.shape
    margins = np.zeros((rows + columns, len(places)))
    for at, (row, column) in enumerate(places):
        margins[row, at] = margins[rows + column, at] = 1
    hidden = np.where(masked, counts, 0)
    totals = np.concatenate([hidden.sum(axis=1), hidden.sum(axis=0)])
    for at, (row, column) in enumerate(places):
        goal = np.zeros(len(places))
        goal[at] = 1
        least = linprog(goal, A_eq=margins, b_eq=totals, bounds=(0, None), method="highs")
        most = linprog(-goal, A_eq=margins, b_eq=totals, bounds=(0, None), method="highs")
        if round(-float(most.fun or 0)) - round(float(least.fun or 0)) < 1:
            yield int(row), int(column)
