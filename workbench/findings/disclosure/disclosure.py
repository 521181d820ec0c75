"""`disclosure`: find the quotes that could expose somebody."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from workbench.errors import FindingError
from workbench.findings.disclosure.guard import DisclosureGuard, check_variables
from workbench.findings.displays.table import quote_ids
from workbench.findings.finding import FrameSource, frames_of
from workbench.findings.judgements import Judgements
from workbench.study.frames import Frames

SENSITIVE = "sensitive"


def disclosure(
    source: Frames | FrameSource,
    *,
    variables: str | Sequence[str] = (),
    smallest: int = 5,
    k: int = 3,
) -> DisclosureGuard:
    """Find what must not leave the team: small counts, sensitive quotes, people who can be recognised.

    Parameters
    ----------
    source
        A study, or frames that came from elsewhere.
    variables
        What a reader may know of a person: variables of the register, alone or together. A value
        that is missing counts as a value of its own.
    smallest
        The smallest count that is shown; 1 masks nothing.
    k
        So many interviewed people must share their values of `variables`; at least 2.

    Raises
    ------
    FindingError
        A variable is unknown, `smallest` is below 1, or `k` below 2.
    """
    if smallest < 1 or k < 2:
        raise FindingError(
            "smallest is at least 1 and k at least 2",
            hint="smallest=1 masks nothing; k=2 asks for one more person",
        )
    names = (variables,) if isinstance(variables, str) else tuple(variables)
    frames = frames_of(source)
    check_variables(frames, names)
    people = _people(frames, names)
    quotes = _at_risk(frames, people, k if names else 0)
    return DisclosureGuard(frames, smallest, k, names, people, quotes, Judgements.of(frames))


def _people(frames: Frames, variables: Sequence[str]) -> pd.DataFrame:
    """Return the interviewed people of the register, and how many share all their values."""
    spoken = frames.speakers["participant"].dropna().unique()
    people = frames.participants[frames.participants["participant"].isin(spoken)]
    values = people[list(variables)].astype(object)
    told = [tuple("" if missing else str(value) for value, missing in row) for row in _rows(values)]
    counts = pd.Series(told, dtype=object).value_counts()
    same = [int(counts[one]) if variables else len(people) for one in told]
    if not variables:
        same = [len(people)] * len(people)
    return people[["participant", *variables]].assign(same=same).reset_index(drop=True)


def _rows(values: pd.DataFrame) -> list[list[tuple[object, bool]]]:
    missing = values.isna().to_numpy()
    return [
        [(values.iat[row, column], bool(missing[row, column])) for column in range(values.shape[1])]  # noqa: PD009
        for row in range(len(values))
    ]


def _at_risk(frames: Frames, people: pd.DataFrame, k: int) -> pd.DataFrame:
    codings = frames.codings
    marked = np.zeros(len(codings), dtype=bool)
    if SENSITIVE in codings:
        # Any value but an explicit no: what was judged in some other way is not free to go.
        values = codings[SENSITIVE].astype(object)
        marked = (values.notna() & ~values.isin(["", "no", False])).to_numpy(dtype=bool)
    beside = _overlapping(codings, marked) & ~marked
    same = codings["participant"].map(people.set_index("participant")["same"])
    rare = (same < k).fillna(value=False).to_numpy(dtype=bool)
    kept = np.flatnonzero(marked | beside | rare)
    told = codings.iloc[kept]
    return pd.DataFrame(
        {
            "quote": quote_ids(told).to_numpy(dtype=object),
            "transcript": told["transcript"].to_numpy(dtype=object),
            "participant": told["participant"].to_numpy(dtype=object),
            "text": told["text"].to_numpy(dtype=object) if "text" in told else "",
            "why": [
                tuple(
                    name
                    for name, holds in (("sensitive", marked[at]), ("beside", beside[at]), ("rare", rare[at]))
                    if holds
                )
                for at in kept
            ],
            "same": same.iloc[kept].fillna(0).astype(int).to_numpy(),
        }
    )


def _overlapping(codings: pd.DataFrame, marked: np.ndarray) -> np.ndarray:
    """Which codings share at least one character with a marked one, whatever their code or coder."""
    found = np.zeros(len(codings), dtype=bool)
    if not marked.any():
        return found
    place = codings["transcript"].astype(str)
    if "revision" in codings:
        place = place + "|" + codings["revision"].astype(str)
    starts, ends = codings["start"].to_numpy(), codings["end"].to_numpy()
    by_place = codings.groupby(place.to_numpy()).indices
    for row in np.flatnonzero(marked):
        own = by_place[place.iloc[row]]
        found[own[(starts[own] < ends[row]) & (ends[own] > starts[row])]] = True
    return found
