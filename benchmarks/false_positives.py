"""How often a test finds a difference where there is none: people counted, and quotes counted.

Run `python benchmarks/false_positives.py [RUNS]`; it prints JSON. Fifteen people are interviewed,
eight with the outcome and seven without. Each has an own inclination to speak of the theme, drawn from
one distribution for both groups, and about twenty coded quotes; some talk much more than others. So
every p-value below 5 % is a false positive. `quotes` is the chi-square test of a table of quotes
(theme or not, by group) that programs offer for coded segments; `people` is Fisher's exact test of how
many people show the theme.
"""

from __future__ import annotations

import json
import sys

import numpy as np
from numpy.typing import NDArray

from workbench.findings.statistics.exact_tests import fisher_exact
from workbench.findings.statistics.intervals import wilson

SEED, LEVEL = 20260101, 0.05
SIZES = (8, 7)
QUOTES, SPREAD = 20, 4.0
# Shape of the inclinations (beta distribution): a theme in about a tenth of the quotes.
RARE, OTHERWISE = 0.5, 4.5
CRITICAL = 3.841458820694124
"""The 95 % point of chi-square with one degree of freedom."""


def interview(draw: np.random.Generator) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Quotes of each person with the theme, and all quotes."""
    people = sum(SIZES)
    quotes = 1 + draw.poisson(draw.gamma(SPREAD, (QUOTES - 1) / SPREAD, people))
    return draw.binomial(quotes, draw.beta(RARE, OTHERWISE, people)), quotes


def quotes_differ(theme: NDArray[np.int64], quotes: NDArray[np.int64]) -> bool:
    """Pearson's chi-square test of the table of quotes."""
    groups = [slice(0, SIZES[0]), slice(SIZES[0], None)]
    table = np.array([[theme[group].sum(), (quotes - theme)[group].sum()] for group in groups], dtype=float)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    if not expected.all():
        return False
    return bool(((table - expected) ** 2 / expected).sum() > CRITICAL)


def people_differ(theme: NDArray[np.int64]) -> bool:
    shows = theme > 0
    p = fisher_exact([int(shows[: SIZES[0]].sum()), int(shows[SIZES[0] :].sum())], SIZES)
    return p is not None and p <= LEVEL


def rate(found: int, runs: int) -> dict[str, object]:
    low, high = wilson(found, runs)
    return {
        "false_positives": round(found / runs, 4),
        "interval": [round(float(low), 4), round(float(high), 4)],
    }


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    draw = np.random.default_rng(SEED)
    people = quotes = 0
    for _ in range(runs):
        theme, every = interview(draw)
        people += people_differ(theme)
        quotes += quotes_differ(theme, every)
    passed = people / runs <= LEVEL
    by_people, by_quotes = rate(people, runs), rate(quotes, runs)
    result = {
        "name": f"false positives of theme by outcome at the {LEVEL:.0%} level, in {runs} studies of "
        f"{sum(SIZES)} people",
        "measured": round(100 * people / runs, 2),
        "unit": "%",
        "at_most": 100 * LEVEL,
        "told": f"when quotes are counted, {100 * quotes / runs:.1f} %",
        "quotes_a_person": QUOTES,
        "people_counted": by_people,
        "quotes_counted": by_quotes,
        "passed": passed,
    }
    print(json.dumps(result, indent=2))
    sys.exit(not passed)


if __name__ == "__main__":
    main()
