"""Forty themes of 15 people adjusted together, against a plain loop over scipy's Fisher test.

Run `python benchmarks/permutation.py`; it prints JSON, one object a figure. Both deal the groups out 10,000
times; the reference asks scipy for every theme of every split. Because it would take minutes, it does
only every hundredth split, and its cost is counted a hundred times.
"""

from __future__ import annotations

import json
import sys
from statistics import median

import numpy as np
from pairs import Cost, compare, inside
from scipy.stats import fisher_exact

from workbench.findings.statistics import permutation
from workbench.findings.statistics.many_themes import adjust_together

PEOPLE, FIRST, THEMES, DRAWS, PART, SECONDS = 15, 8, 40, 10_000, 100, 1.0


def main() -> None:
    draw = np.random.default_rng(20260101)
    shows = draw.random((PEOPLE, THEMES)) < 0.4
    groups = np.repeat([0, 1], [FIRST, PEOPLE - FIRST])
    # Fifteen people could be gone through exactly, which is quicker still; here the draws are measured.
    permutation.MOST_SPLITS = 1

    def loop() -> None:
        for _ in range(DRAWS // PART):
            labels = draw.permutation(groups)
            for column in shows.T:
                x, y = column[labels == 0].sum(), column[labels == 1].sum()
                fisher_exact([[x, FIRST - x], [y, PEOPLE - FIRST - y]])

    def bare() -> Cost:
        cost = inside(loop)
        return Cost(cost.cpu * PART, cost.wall * PART)

    def ours() -> Cost:
        return inside(lambda: adjust_together(shows, groups, draws=DRAWS))

    name = f"{THEMES} themes of {PEOPLE} people adjusted together by {DRAWS} draws"
    against_loop = compare(name, bare, ours, at_most=0.05).as_dict()
    # Two digits after the point are too few for a ratio this small.
    against_loop |= {"cpu_ratio": round(against_loop["cpu"] / against_loop["reference_cpu"], 5)}
    seconds = median(ours().cpu for _ in range(5))
    alone = {
        "name": f"{name}, by itself",
        "cpu_seconds": round(seconds, 3),
        "at_most": SECONDS,
        "passed": seconds <= SECONDS,
    }
    print(json.dumps([against_loop, alone], indent=2))
    sys.exit(not (against_loop["passed"] and alone["passed"]))


if __name__ == "__main__":
    main()
