"""In whom a theme could have been found: whose interviews are fully coded, and what they were asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.findings.counting import Counting
from workbench.findings.grouping import listing
from workbench.model.scheme import CodingScheme
from workbench.study.frames import Frames

NO_TRANSCRIPT = "no transcript is linked to this participant"
OTHER_ROLE = "speaks only in other roles than"


def speaking(frames: Frames, rules: Counting) -> pd.DataFrame:
    """The rows of `Frames.speakers` in which a participant speaks for themselves."""
    speakers = frames.speakers.dropna(subset="participant")
    return speakers if rules.roles is None else speakers[speakers["role"].isin(rules.roles)]


def waiting(frames: Frames, speakers: pd.DataFrame, rules: Counting) -> dict[Any, str]:
    """Why each person in `speakers` cannot be counted yet: who speaks in a transcript that is not done."""
    own = speakers.drop_duplicates(["participant", "transcript"])
    statuses = frames.statuses[frames.statuses["status"] == "done"]
    if rules.coders is not None:
        statuses = statuses[statuses["coder"].isin(rules.coders)]
    finished = statuses["transcript"]
    if rules.agreement == "all" and rules.coders is not None:
        by = statuses.drop_duplicates(["transcript", "coder"])["transcript"].value_counts()
        finished = by.index[by >= len(set(rules.coders))].to_series()
    reasons = _unfinished(
        own[~own["transcript"].isin(finished)],
        "not yet fully coded" + _by(rules.coders, "and" if rules.agreement == "all" else "or"),
    )
    if rules.agreement == "all" and rules.coders is None:
        several = done_by_person(statuses, own, None)
        for participant in own["participant"].unique():
            if participant not in reasons and len(several.get(participant, ())) < 2:
                reasons[participant] = "fewer than two coders are done with all their transcripts"
    if rules.agreement == "consensus":
        agreed = frames.codings.loc[frames.codings["origin"] == "consensus", "transcript"]
        without = _unfinished(own[~own["transcript"].isin(agreed)], "without a consensus coding so far")
        reasons = without | reasons
    return reasons


def silent(frames: Frames, speakers: pd.DataFrame, rules: Counting) -> dict[Any, str]:
    """Why each participant of the register who is not in `speakers` speaks nowhere."""
    everyone = frames.participants["participant"]
    unheard = everyone[~everyone.isin(speakers["participant"])]
    if not rules.roles:
        return dict.fromkeys(unheard, NO_TRANSCRIPT)
    elsewhere = f"{OTHER_ROLE} {listing(rules.roles, 'or')}"
    in_any_role = set(frames.speakers["participant"].dropna())
    return {one: elsewhere if one in in_any_role else NO_TRANSCRIPT for one in unheard}


def done_by_person(
    statuses: pd.DataFrame, own: pd.DataFrame, coders: Sequence[str] | None
) -> Mapping[Any, frozenset[str]]:
    """The coders who are done with all transcripts of each person.

    `own` has one row per participant and transcript.
    """
    done = statuses[statuses["status"] == "done"].drop_duplicates(["transcript", "coder"])
    if coders is not None:
        done = done[done["coder"].isin(coders)]
    finished = own[["participant", "transcript"]].merge(done[["transcript", "coder"]], on="transcript")
    often = finished.groupby(["participant", "coder"], observed=True).size()
    needed = own.groupby("participant", observed=True).size()
    complete = often[often.to_numpy() == needed.loc[often.index.get_level_values(0)].to_numpy()]
    by_person: dict[Any, set[str]] = {}
    for participant, coder in complete.index:
        by_person.setdefault(participant, set()).add(coder)
    return {participant: frozenset(found) for participant, found in by_person.items()}


def asked(
    people: pd.Index[Any],
    themes: Sequence[str],
    speakers: pd.DataFrame,
    rules: Counting,
    scheme: CodingScheme | None,
) -> NDArray[np.bool_]:
    """Whether each person was asked about each theme in at least one of their interviews.

    A theme was not asked about where its code, or a code above it, was not.

    Returns
    -------
    ndarray of bool, shape (people, themes)
    """
    everything = np.ones((len(people), len(themes)), dtype=bool)
    for column, theme in enumerate(themes):
        skipped = np.zeros(len(speakers), dtype=bool)
        told = False
        for code, transcript, role in rules.not_asked:
            if theme == code or (scheme and code in scheme.by_id and theme in scheme.below(code)):
                told = True
                here = np.ones(len(speakers), dtype=bool)
                if transcript:
                    here &= speakers["transcript"].astype(str).eq(transcript).to_numpy(dtype=bool)
                if role:
                    here &= speakers["role"].eq(role).to_numpy(dtype=bool)
                skipped |= here
        if told:
            everything[:, column] = people.isin(speakers["participant"][~skipped])
    return everything


def _unfinished(own: pd.DataFrame, state: str) -> dict[Any, str]:
    reasons = {}
    for participant, transcripts in own.groupby("participant", observed=True)["transcript"]:
        names = [str(name) for name in transcripts]
        what = f"transcript {names[0]} is" if len(names) == 1 else f"transcripts {listing(names)} are"
        reasons[participant] = f"{what} {state}"
    return reasons


def _by(coders: Sequence[str] | None, word: str) -> str:
    return f" by {listing(coders, word)}" if coders else ""
