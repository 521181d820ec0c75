"""Adjusting p-values for the number of tests: Holm, Benjamini and Hochberg."""

from __future__ import annotations

from collections.abc import Sequence


def holm(p_values: Sequence[float | None]) -> list[float | None]:
    """Adjust `p_values` for their number by Holm's step-down procedure.

    Holm (1979, Scandinavian Journal of Statistics 6: 65-70). None, a test that could not be
    made, stays None and is not counted among the tests.
    """
    tested = sorted((p, place) for place, p in enumerate(p_values) if p is not None)
    adjusted: list[float | None] = [None] * len(p_values)
    largest = 0.0
    for rank, (p, place) in enumerate(tested):
        largest = max(largest, min(1.0, p * (len(tested) - rank)))
        adjusted[place] = largest
    return adjusted


def benjamini_hochberg(p_values: Sequence[float | None]) -> list[float | None]:
    """Adjust `p_values` for their number by bounding the expected share of false findings among the findings.

    The step-up procedure of Benjamini and Hochberg (1995, J. R. Stat. Soc. B 57: 289-300), for
    tests that are independent or positively dependent. None, a test that could not be made,
    stays None and is not counted among the tests.
    """
    tested = sorted(((p, place) for place, p in enumerate(p_values) if p is not None), reverse=True)
    adjusted: list[float | None] = [None] * len(p_values)
    smallest = 1.0
    for above, (p, place) in enumerate(tested):
        smallest = min(smallest, p * (len(tested) / (len(tested) - above)))
        adjusted[place] = smallest
    return adjusted
