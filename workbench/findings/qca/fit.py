"""How well a set fits inside another one: consistency, PRI, coverage and relevance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Memberships = NDArray[np.float64]


def sufficiency(x: Memberships, y: Memberships) -> tuple[float, float, float]:
    """Consistency, PRI and coverage of "x is sufficient for y"; NaN where there is no member.

    Ragin (2006, Political Analysis 14: 291-310) for consistency and coverage; Schneider and
    Wagemann (2012, Set-Theoretic Methods, ch. 9) for PRI, the proportional reduction in
    inconsistency, which is low where x goes as well with the absence of y.
    """
    both, either_way = np.minimum(x, y).sum(), np.minimum(np.minimum(x, y), 1 - y).sum()
    consistency = _share(both, x.sum())
    # A set without a member beyond those that go both ways reduces no inconsistency.
    pri = _share(both - either_way, x.sum() - either_way, nothing=0.0 if x.sum() > 0 else np.nan)
    return consistency, pri, _share(both, y.sum())


def necessity(x: Memberships, y: Memberships) -> tuple[float, float, float]:
    """Consistency, coverage and relevance (RoN) of "x is necessary for y".

    Relevance is low for a set that nearly everybody is in (Schneider and Wagemann 2012, ch. 9).
    """
    both = np.minimum(x, y)
    return (
        _share(both.sum(), y.sum()),
        _share(both.sum(), x.sum()),
        _share((1 - x).sum(), (1 - both).sum()),
    )


def _share(part: float, whole: float, nothing: float = np.nan) -> float:
    # A whole that is nothing but for rounding is nothing.
    return float(part / whole) if whole > 1e-12 else float(nothing)
