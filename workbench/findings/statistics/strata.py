"""Two groups compared within strata, such as municipalities, and summed up over them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from workbench.findings.statistics.intervals import Floats, critical_value

Pair = tuple[ArrayLike, ArrayLike]
"""One number a stratum for the first and for the second group."""


def mantel_haenszel_odds_ratio(
    present: Pair, of: Pair, confidence: float = 0.95
) -> tuple[float, float, float]:
    """Odds ratio common to all strata, with its interval.

    Mantel and Haenszel (1959, J. Natl. Cancer Inst. 22: 719-748); the interval on the logarithm
    with the variance of Robins, Breslow and Greenland (1986, Biometrics 42: 311-323), which holds
    for a few large strata and for many small ones. For few people over all strata take
    `conditional_odds_ratio`, which is exact.

    Parameters
    ----------
    present, of
        Counts of people in the first and in the second group: one number a stratum.
    confidence
        Two-sided coverage, between 0 and 1.

    Returns
    -------
    odds_ratio, low, high
        The ratio is 0, infinite or NaN where one or both products of the tables are empty in
        every stratum; then the limits are NaN.
    """
    z = critical_value(confidence)
    x, y, m, n = _counts(present, of)
    people = m + n
    ours, theirs = x * (n - y) / people, (m - x) * y / people
    same, other = (x + n - y) / people, (m - x + y) / people
    up, down = ours.sum(), theirs.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = up / down
        variance = (
            (same * ours).sum() / up**2
            + (same * theirs + other * ours).sum() / (up * down)
            + (other * theirs).sum() / down**2
        ) / 2
        reach = np.exp(z * np.sqrt(variance))
        if not np.isfinite(reach):
            return float(ratio), float("nan"), float("nan")
        return float(ratio), float(ratio / reach), float(ratio * reach)


def mantel_haenszel_difference(
    present: Pair, of: Pair, confidence: float = 0.95
) -> tuple[float, float, float]:
    """Difference of shares common to all strata, with its interval.

    The weights are Mantel and Haenszel's, first times second group over both (Greenland and
    Robins 1985, Biometrics 41: 55-68); the variance is that of Sato (1989, Biometrics 45:
    1323-1324), which holds for a few large strata and for many small ones. Parameters as in
    `mantel_haenszel_odds_ratio`.

    Returns
    -------
    difference, low, high
        First share minus second, and its limits, between -1 and 1. NaN where no stratum has both
        groups; the limits are NaN as well where every share is 0 or 1 so that nothing varies.
    """
    z = critical_value(confidence)
    x, y, m, n = _counts(present, of)
    people = m + n
    weight = (m * n / people).sum()
    if weight == 0:
        return float("nan"), float("nan"), float("nan")
    difference = ((x * n - y * m) / people).sum() / weight
    slope = ((m**2 * y - n**2 * x + m * n * (n - m) / 2) / people**2).sum()
    constant = ((x * (n - y) + y * (m - x)) / (2 * people)).sum()
    variance = (difference * slope + constant) / weight**2
    if variance <= 1e-15:
        return float(difference), float("nan"), float("nan")
    reach = z * np.sqrt(variance)
    return float(difference), float(max(-1, difference - reach)), float(min(1, difference + reach))


def cochran_mantel_haenszel(present: Pair, of: Pair) -> float | None:
    """P-value of "the theme has nothing to do with the group in any stratum", for many people.

    Mantel and Haenszel (1959) without continuity correction, by chi-square with one degree of
    freedom. Its exact form is the p-value of `conditional_odds_ratio`. None where no stratum has
    both groups with and without the theme. Parameters as in `mantel_haenszel_odds_ratio`.
    """
    x, y, m, n = _counts(present, of)
    people, total = m + n, x + y
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.where(
            people > 1, m * n * total * (people - total) / (people**2 * (people - 1)), 0.0
        ).sum()
    if variance == 0:
        return None
    from scipy.stats import chi2

    return float(chi2.sf((x - m * total / people).sum() ** 2 / variance, 1))


def breslow_day(present: Pair, of: Pair) -> float | None:
    """P-value of "the odds ratio is the same in all strata", for many people in each.

    Breslow and Day (1980, Statistical Methods in Cancer Research I, equation 4.30) at Mantel and
    Haenszel's odds ratio, with the correction of Tarone (1985, Biometrika 72: 91-95), by
    chi-square. Strata where everybody or nobody shows the theme, or with one group only, say
    nothing and are left out. None where fewer than two are left or the common odds ratio is 0 or
    infinite. Parameters as in `mantel_haenszel_odds_ratio`.
    """
    ratio, _, _ = mantel_haenszel_odds_ratio(present, of)
    x, y, m, n = _counts(present, of)
    total = x + y
    telling = (m > 0) & (n > 0) & (total > 0) & (total < m + n)
    x, m, n, total = x[telling], m[telling], n[telling], total[telling]
    if len(x) < 2 or not np.isfinite(ratio) or ratio == 0:
        return None
    expected = _expected_at(ratio, total, m, n)
    variance = 1 / (1 / expected + 1 / (m - expected) + 1 / (total - expected) + 1 / (n - total + expected))
    statistic = ((x - expected) ** 2 / variance).sum() - (x - expected).sum() ** 2 / variance.sum()
    from scipy.stats import chi2

    return float(chi2.sf(statistic, len(x) - 1))


def _expected_at(ratio: float, total: Floats, m: Floats, n: Floats) -> Floats:
    """First count of each stratum that has this odds ratio, given the margins: the root of a quadratic."""
    linear = ratio * (total + m) + n - total
    # This form neither cancels nor divides by zero where the odds ratio is 1.
    root = np.sqrt(np.maximum(0, linear**2 - 4 * (ratio - 1) * ratio * total * m))
    return np.asarray(2 * ratio * total * m / (linear + root))


def _counts(present: Pair, of: Pair) -> tuple[Floats, Floats, Floats, Floats]:
    """Both groups' counts, without the strata that nobody is in."""
    x, y, m, n = (np.atleast_1d(np.asarray(count, dtype=float)) for count in (*present, *of))
    somebody = m + n > 0
    return x[somebody], y[somebody], m[somebody], n[somebody]
