"""The participant x theme matrix: in whom a theme was found, among all who could have shown it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.errors import FindingError
from workbench.findings.grouping import listing, nearest
from workbench.model.coding import STATUSES
from workbench.model.scheme import CodingScheme, Localised
from workbench.study.frames import Frames

NO_TRANSCRIPT = "no transcript is linked to this participant"


@dataclass(frozen=True)
class Theme:
    """A code together with the codes below it that count as presence of it."""

    code: str
    label: Localised
    codes: frozenset[str]


@dataclass(frozen=True, eq=False)
class Presence:
    """Who shows which theme; the only source of numbers for a finding.

    Attributes
    ----------
    themes
        The columns.
    people
        The rows: everyone whose transcripts are all fully coded, so that a theme that was not
        found in them is absent and not merely unseen.
    present
        Booleans of shape (people, themes).
    waiting
        Why each other participant is not among the rows.
    person
        For each coding the row of its participant, or -1 where the coding counts for nobody.
    code
        For each coding the place of its code in `columns`, or -1 where it is in no theme.
    columns
        Every code of the themes.
    unknown_codes
        Codes that occur in the codings but not in the scheme.
    """

    themes: tuple[Theme, ...]
    people: pd.Index[Any]
    present: NDArray[np.bool_]
    waiting: Mapping[Any, str]
    person: NDArray[np.intp]
    code: NDArray[np.intp]
    columns: pd.Index[Any]
    unknown_codes: tuple[str, ...]

    def rows(self, theme: Theme) -> NDArray[np.intp]:
        """Positions of the codings that make `theme` present in someone."""
        holds = np.append(self.columns.isin(theme.codes), False)
        return np.flatnonzero((self.person >= 0) & holds[self.code])


def presence(
    frames: Frames,
    codes: Sequence[str] | None = None,
    coders: Sequence[str] | None = None,
    *,
    roll_up: bool = True,
) -> Presence:
    """Find out who shows which theme.

    A theme is present in a person if at least one coding of it, or of a code below it, stands
    in words which that person said. A coding whose attributes say that the theme is absent or
    wished for (a value with `counts: false` in the scheme) makes nothing present, nor does one
    whose words were lost when the transcript was edited.

    Parameters
    ----------
    frames
        The data.
    codes
        Themes; None means the scheme's themes, or without a scheme every code that occurs.
    coders
        Whose codings and statuses count; None means anybody's.
    roll_up
        Whether a theme holds the codes below it. If not, each theme is one code, and `codes`
        None means every code that occurs.

    Raises
    ------
    FindingError
        A frame lacks a column, a participant stands twice, or a code or coder does not exist.
    """
    _check(frames, coders)
    occurring = sorted(frames.codings["code"].dropna().unique())
    themes = _themes(frames.scheme, codes, occurring, roll_up=roll_up)
    waiting = _waiting(frames, coders)
    linked = frames.speakers["participant"].dropna()
    people = pd.Index(linked[~linked.isin(list(waiting))].unique())
    person = _places(frames.codings["participant"], people)
    person[~counts_as_presence(frames, coders)] = -1

    columns = pd.Index(sorted(frozenset().union(*(theme.codes for theme in themes))), dtype=object)
    code = _places(frames.codings["code"], columns)
    found = np.zeros((len(people), len(columns)), dtype=bool)
    counted = (person >= 0) & (code >= 0)
    found[person[counted], code[counted]] = True
    present = [found[:, columns.isin(theme.codes)].any(axis=1) for theme in themes]
    everyone = frames.participants["participant"]
    return Presence(
        themes=themes,
        people=people,
        present=np.column_stack(present),
        waiting=dict.fromkeys(everyone[~everyone.isin(linked)], NO_TRANSCRIPT) | waiting,
        person=person,
        code=code,
        columns=columns,
        unknown_codes=tuple(code for code in occurring if frames.scheme and code not in frames.scheme.by_id),
    )


def _themes(
    scheme: CodingScheme | None, codes: Sequence[str] | None, occurring: Sequence[str], *, roll_up: bool
) -> tuple[Theme, ...]:
    if codes is None and scheme and roll_up:
        codes = [code.id for code in scheme.themes()]
    elif codes is None:
        # In the order of the scheme; codes that it does not know stand last.
        order = {code: place for place, code in enumerate(scheme.by_id)} if scheme else {}
        codes = sorted(occurring, key=lambda code: order.get(code, len(order)))
    known = {**(scheme.by_id if scheme else {}), **dict.fromkeys(occurring)}
    for code in codes:
        if code not in known:
            raise FindingError(f"there is no code {code!r}", hint=nearest(code, known))
    if not codes:
        raise FindingError(
            "there is no theme to look for", hint="Load a coding scheme, code a transcript, or name codes"
        )
    return tuple(
        Theme(code, scheme.by_id[code].label, scheme.rolled_up(code) if roll_up else frozenset({code}))
        if scheme and code in scheme.by_id
        else Theme(code, {"en": code}, frozenset({code}))
        for code in dict.fromkeys(codes)
    )


def _waiting(frames: Frames, coders: Sequence[str] | None) -> dict[Any, str]:
    """Why each linked person cannot be counted yet: who speaks in a transcript that is not done."""
    statuses = frames.statuses
    done = statuses["status"] == "done"
    if coders is not None:
        done &= statuses["coder"].isin(coders)
    speakers = frames.speakers.dropna(subset="participant").drop_duplicates(["participant", "transcript"])
    unfinished = speakers[~speakers["transcript"].isin(statuses.loc[done, "transcript"])]
    by_whom = f" by {listing(coders, 'or')}" if coders else ""
    reasons = {}
    for participant, transcripts in unfinished.groupby("participant", observed=True)["transcript"]:
        names = [str(name) for name in transcripts]
        what = f"transcript {names[0]} is" if len(names) == 1 else f"transcripts {listing(names)} are"
        reasons[participant] = f"{what} not yet fully coded{by_whom}"
    return reasons


def counts_as_presence(frames: Frames, coders: Sequence[str] | None) -> NDArray[np.bool_]:
    """Whether each coding is by one of `coders` and its attributes let it be presence of its code."""
    codings = frames.codings
    counts = np.ones(len(codings), dtype=bool)
    if "anchor" in codings:
        # The words of a lost coding no longer stand in the transcript.
        counts &= codings["anchor"].ne("lost").to_numpy(dtype=bool)
    if coders is not None:
        counts &= codings["coder"].isin(coders).to_numpy(dtype=bool)
    for attribute in frames.scheme.attributes if frames.scheme else ():
        silent = [value.id for value in attribute.values if not value.counts]  # noqa: PD011 - no frame
        if silent and attribute.id in codings:
            counts &= ~codings[attribute.id].isin(silent).to_numpy(dtype=bool)
    return counts


def _places(values: pd.Series[Any], index: pd.Index[Any]) -> NDArray[np.intp]:
    """Where each value stands in `index`, or -1; each distinct value is looked up only once."""
    codes, distinct = pd.factorize(values)
    return np.append(index.get_indexer(pd.Index(distinct).astype(object)), -1)[codes]


def _check(frames: Frames, coders: Sequence[str] | None) -> None:
    needed = {
        "codings": ["participant", "code", *(["coder"] if coders is not None else [])],
        "speakers": ["transcript", "participant"],
        "statuses": ["transcript", "coder", "status"],
        "participants": ["participant"],
    }
    for frame, columns in needed.items():
        for column in columns:
            if column not in getattr(frames, frame):
                raise FindingError(f"the frame has no column {column!r}", where=frame)
    people = frames.participants["participant"]
    if people.isna().any():
        raise FindingError("a row has no participant", where="participants")
    if people.duplicated().any():
        raise FindingError(
            f"the participant {people[people.duplicated()].iloc[0]!r} stands twice", where="participants"
        )
    strange = set(frames.statuses["status"].dropna()) - set(STATUSES)
    if strange:
        raise FindingError(
            f"{min(strange)!r} is not a status",
            where="statuses",
            hint=f"A status is {listing(STATUSES, 'or')}",
        )
    known = set(frames.statuses["coder"].dropna())
    if not known.issuperset(coders or ()):
        known |= set(frames.codings["coder"].dropna().unique())
    for coder in coders or ():
        if coder not in known:
            raise FindingError(f"nothing was coded by {coder!r}", hint=nearest(coder, sorted(known)))
