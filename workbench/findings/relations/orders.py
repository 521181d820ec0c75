"""How many themes are seen after each number of interviews, over all their orders."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Booleans = NDArray[np.bool_]

EXACT = 14
"""Up to this many interviews the band covers all their orders; beyond, `ORDERS` drawn by lot."""
ORDERS = 5000
INNER = 0.9
"""The band holds the middle nine tenths of the orders."""


def band(shown: Booleans, seed: int) -> tuple[NDArray[np.float64], ...]:
    """Mean, lower and upper limit of the themes seen after each number of interviews, over their orders.

    After k interviews in random order, every set of k interviews is equally likely to have been
    held. Up to `EXACT` interviews all sets are looked at, so the limits are those of all orders;
    beyond, `ORDERS` orders are drawn with `seed`. The mean is exact in either case.

    Parameters
    ----------
    shown
        Whether each interview has each theme: shape (interviews, themes).

    Returns
    -------
    mean, low, high
        One element per number of interviews, from 1; the limits hold the middle `INNER`.
    """
    interviews = len(shown)
    if interviews > EXACT:
        draw = np.random.default_rng(seed)
        totals = np.array(
            [np.logical_or.accumulate(shown[draw.permutation(interviews)]).sum(axis=1) for _ in range(ORDERS)]
        )
        by_size = list(totals.T)
    else:
        # A set of interviews is a number in binary; each is the union of a smaller set and one more.
        union = np.zeros((1, shown.shape[1]), dtype=bool)
        size = np.zeros(1, dtype=np.int64)
        for row in shown:
            union, size = np.concatenate((union, union | row)), np.concatenate((size, size + 1))
        seen = union.sum(axis=1)
        by_size = [seen[size == number] for number in range(1, interviews + 1)]
    edges = ((1 - INNER) / 2, (1 + INNER) / 2)
    low, high = (
        np.array([np.quantile(one, edge, method="inverted_cdf") for one in by_size], dtype=float)
        for edge in edges
    )
    return _mean(shown), low, high


def _mean(shown: Booleans) -> NDArray[np.float64]:
    """Mean of the themes seen after each number of interviews, over all orders.

    A theme in f of n interviews is missed by k of them with the chance C(n - f, k) / C(n, k)
    (Mao, Colwell and Chang 2005, Biometrics 61: 433-441; the sample-based rarefaction curve).
    """
    interviews = len(shown)
    frequency = shown.sum(axis=0)
    missed, mean = np.ones(len(frequency)), []
    for taken in range(interviews):
        missed = missed * np.clip(interviews - frequency - taken, 0, None) / (interviews - taken)
        mean.append(float((1 - missed[frequency > 0]).sum()))
    return np.array(mean, dtype=float)
