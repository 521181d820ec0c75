"""Score intervals for the difference and the ratio of two independent shares, right up to 0 % and 100 %."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import ArrayLike

from workbench.findings.statistics.intervals import Floats, critical_value, missing_where
from workbench.findings.statistics.roots import crossing

Pair = tuple[ArrayLike, ArrayLike]

FURTHEST = 60.0
"""Logarithm beyond which no ratio of shares is looked for: e to the 60th is more than people on earth."""


def miettinen_nurminen(present: Pair, of: Pair, confidence: float = 0.95) -> tuple[Floats, Floats, Floats]:
    """Difference of two independent shares with its score interval.

    Miettinen and Nurminen (1985, Statistics in Medicine 4: 213-226), equations 8 and 9: all
    differences that a score test does not reject, with the variance at the most likely shares
    that have this difference (in closed form) and the factor N / (N - 1). Method 6 of Newcombe
    (1998b, Statistics in Medicine 17: 873-890).

    Parameters
    ----------
    present, of
        Counts of people in the first and in the second group; arrays are compared place by place.
    confidence
        Two-sided coverage, between 0 and 1.

    Returns
    -------
    difference, low, high
        First share minus second, and its limits, between -1 and 1; NaN where a group is empty.
    """
    z = critical_value(confidence)
    x, y, m, n = _counts(present, of)
    with np.errstate(invalid="ignore", divide="ignore"):
        difference = x / m - y / n
        score = partial(difference_score, x, m, y, n)
        low = crossing(score, z, -1.0, difference)
        high = crossing(score, -z, difference, 1.0)
    return difference, *missing_where(np.isnan(difference), low, high)


def risk_ratio(present: Pair, of: Pair, confidence: float = 0.95) -> tuple[Floats, Floats, Floats]:
    """Ratio of two independent shares with its score interval.

    Koopman (1984, Biometrics 40: 513-517) with the factor N / (N - 1) of Miettinen and Nurminen
    (1985, Statistics in Medicine 4: 213-226), equations 8 and 10. Parameters as in
    `miettinen_nurminen`.

    Returns
    -------
    ratio, low, high
        First share over second, and its limits, from 0 to infinity. Where nobody in the second
        group has the theme the ratio is infinite, and so is its upper limit; where nobody in
        either has it, the ratio is NaN and the limits are 0 and infinity. All NaN where a group
        is empty.
    """
    z = critical_value(confidence)
    x, y, m, n = _counts(present, of)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = (x / m) / (y / n)
        estimate = np.clip(np.log(ratio), -FURTHEST, FURTHEST)
        score = partial(_log_ratio_score, x, m, y, n)
        low = np.exp(crossing(score, z, -FURTHEST, estimate))
        high = np.exp(crossing(score, -z, estimate, FURTHEST))
    nobody = (m == 0) | (n == 0)
    low, high = np.where(x == 0, 0.0, low), np.where(y == 0, np.inf, high)
    return np.where(nobody, np.nan, ratio), np.where(nobody, np.nan, low), np.where(nobody, np.nan, high)


def difference_score(x: Floats, m: Floats, y: Floats, n: Floats, difference: Floats) -> Floats:
    """Score statistic of `x` of `m` against `y` of `n` if the true shares differ by `difference`."""
    p, q = x / m, y / n
    first = np.clip(
        _first_share(p, q, n / m, difference), np.maximum(0, difference), np.minimum(1, 1 + difference)
    )
    second = np.clip(first - difference, 0, 1)
    return (p - q - difference) / _deviation(first, m, second, n)


def ratio_score(x: Floats, m: Floats, y: Floats, n: Floats, ratio: Floats) -> Floats:
    """Score statistic of `x` of `m` against `y` of `n` if the true shares have the ratio `ratio`."""
    # The most likely second share solves a quadratic; this form of its smaller root never cancels.
    squared, linear = (m + n) * ratio, m * ratio + x + n + y * ratio
    root = np.sqrt(np.maximum(0, linear**2 - 4 * squared * (x + y)))
    second = np.clip(2 * (x + y) / (linear + root), 0, np.minimum(1, 1 / ratio))
    first = np.clip(ratio * second, 0, 1)
    return (x / m - ratio * y / n) / _deviation(first, m, second, n, ratio)


def _log_ratio_score(x: Floats, m: Floats, y: Floats, n: Floats, logarithm: Floats) -> Floats:
    return ratio_score(x, m, y, n, np.exp(logarithm))


def _deviation(first: Floats, m: Floats, second: Floats, n: Floats, ratio: ArrayLike = 1.0) -> Floats:
    variance = first * (1 - first) / m + np.square(ratio) * second * (1 - second) / n
    return np.asarray(np.sqrt(variance * (m + n) / (m + n - 1)))


def _first_share(p: Floats, q: Floats, sizes: Floats, difference: Floats) -> Floats:
    """Most likely first share among pairs with this difference: the root of a cubic, by cosines.

    Miettinen and Nurminen (1985), appendix 1, in the form of Farrington and Manning (1990,
    Statistics in Medicine 9: 1447-1454), appendix.
    """
    a = 1 + sizes
    b = -(1 + sizes + p + sizes * q + difference * (sizes + 2))
    c = difference**2 + difference * (2 * p + sizes + 1) + p + sizes * q
    d = -p * difference * (1 + difference)
    v = (b / (3 * a)) ** 3 - b * c / (6 * a**2) + d / (2 * a)
    u = np.where(v < 0, -1.0, 1.0) * np.sqrt(np.maximum(0, (b / (3 * a)) ** 2 - c / (3 * a)))
    with np.errstate(invalid="ignore", divide="ignore"):
        angle = (np.pi + np.arccos(np.clip(np.where(u == 0, 0.0, v / u**3), -1, 1))) / 3
    return np.asarray(2 * u * np.cos(angle) - b / (3 * a))


def _counts(present: Pair, of: Pair) -> tuple[Floats, Floats, Floats, Floats]:
    x, y, m, n = np.broadcast_arrays(*(np.asarray(count, dtype=float) for count in (*present, *of)))
    return x, y, m, n
