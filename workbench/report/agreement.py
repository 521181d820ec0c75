"""Whether two coders find the same themes in the same people."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from workbench.findings.theme_matrix import theme_matrix
from workbench.study.frames import Frames

COLUMNS = ["code", "coders", "people", "both", "first", "second", "neither", "agreement", "kappa"]


def agreement(frames: Frames) -> pd.DataFrame:
    """Compare each two coders, theme by theme, in the people whom both have fully coded.

    Returns
    -------
    DataFrame
        One row per theme and pair of coders: code, coders, people, and in how many the theme was
        found by both, by the first only, by the second only and by neither; agreement (the share of
        people in whom both found the same); kappa (Cohen 1960, formula 1; missing where chance
        alone would make them agree in everybody).

    Notes
    -----
    Who has a theme is what the findings count, so this is agreement on what is reported, not
    on where a passage begins and ends.
    """
    done = frames.statuses[frames.statuses["status"] == "done"]
    rows = []
    for pair in combinations(sorted(done["coder"].unique()), 2):
        first, second = (theme_matrix(frames, coder=coder).presence for coder in pair)
        people = first.people.intersection(second.people, sort=False)
        if not len(people):
            continue
        here, there = first.people.get_indexer(people), second.people.get_indexer(people)
        for at, theme in enumerate(first.themes):
            a, b = first.present[here, at], second.present[there, at]
            both, neither = int((a & b).sum()), int((~a & ~b).sum())
            only_first, only_second = int((a & ~b).sum()), int((~a & b).sum())
            share, kappa = cohens_kappa(both, only_first, only_second, neither)
            counts = (len(people), both, only_first, only_second, neither)
            rows.append((theme.code, pair, *counts, share, kappa))
    return pd.DataFrame(rows, columns=COLUMNS)


def cohens_kappa(both: int, first: int, second: int, neither: int) -> tuple[float, float]:
    """Return the share of agreement and Cohen's kappa of a two by two table.

    Parameters
    ----------
    both, first, second, neither
        How often both say yes, only the first, only the second, and neither.

    References
    ----------
    Cohen, J. (1960). A coefficient of agreement for nominal scales. *Educational and
    Psychological Measurement* 20, 37-46, formula 1.
    """
    n = both + first + second + neither
    if not n:
        return np.nan, np.nan
    observed = (both + neither) / n
    # In whole numbers, so that agreement by chance alone is known exactly.
    chance = (both + first) * (both + second) + (neither + first) * (neither + second)
    return observed, np.nan if chance == n * n else (observed - chance / n**2) / (1 - chance / n**2)
