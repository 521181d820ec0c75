"""Which places of a joint display are masked."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np

from workbench.findings.disclosure.masking import mask_small
from workbench.findings.displays.table import Grid, Row


def masked_places(grid: Grid, smallest: int, recognisable: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield row and column of all that must not be shown.

    Parameters
    ----------
    grid
        The generated part of the display.
    smallest
        The smallest count that is shown.
    recognisable
        Participants whose attributes are not shown, in a grid of cases.
    """
    for row in grid.rows:
        if grid.kind == "case summaries":
            if row.key in recognisable:
                yield from (
                    (row.key, column.key) for column in grid.columns if column.key.startswith("variable ")
                )
        elif masked := _masked_in(grid, row, smallest):
            # A difference or a p-value gives the counts away.
            yield from ((row.key, column) for column in masked)
            for column in grid.columns:
                cell = grid.cell(row.key, column.key)
                if cell.number is not None and not cell.counts:
                    yield row.key, column.key


def _masked_in(grid: Grid, row: Row, smallest: int) -> set[str]:
    """The columns with counts that are masked in a row."""
    pairs = [
        (column.key, count, of)
        for column in grid.columns
        for count, of in grid.cell(row.key, column.key).counts
    ]
    if not pairs:
        return set()
    # Who has it and who has not, with the sizes of the groups and the totals known.
    table = np.array([[count for _, count, _ in pairs], [of - count for _, count, of in pairs]])
    masked = np.flatnonzero(mask_small(table, smallest).any(axis=0))
    return {pairs[at][0] for at in masked}
