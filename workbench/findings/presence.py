"""The participant x theme matrix: in whom a theme was found, among all who could have shown it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.errors import FindingError
from workbench.findings.counting import Counting
from workbench.findings.coverage import asked, done_by_person, silent, speaking, waiting
from workbench.findings.frame_checks import check_frames
from workbench.findings.grouping import nearest
from workbench.model.scheme import CodingScheme, Localised
from workbench.study.frames import Frames


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
        Booleans of shape (people, themes): the theme was found in somebody who was asked about it.
    asked
        Booleans of the same shape: the person was asked about the theme.
    volunteered
        Booleans of the same shape: found in somebody who was not asked, and so not counted.
    counts
        For each coding whether by the rules it may be presence of its code in whoever says it.
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
    asked: NDArray[np.bool_]
    volunteered: NDArray[np.bool_]
    counts: NDArray[np.bool_]
    waiting: Mapping[Any, str]
    person: NDArray[np.intp]
    code: NDArray[np.intp]
    columns: pd.Index[Any]
    unknown_codes: tuple[str, ...]

    def rows(self, theme: Theme) -> NDArray[np.intp]:
        """Positions of the codings that make `theme` present in someone."""
        rows = self.found_rows(theme)
        shown: NDArray[np.intp] = rows[self.present[self.person[rows], self.themes.index(theme)]]
        return shown

    def found_rows(self, theme: Theme) -> NDArray[np.intp]:
        """Positions of the codings of `theme`, also where by the rules it is not present for them."""
        holds = np.append(self.columns.isin(theme.codes), False)
        return np.flatnonzero((self.person >= 0) & holds[self.code])


def presence(
    frames: Frames,
    codes: Sequence[str] | None = None,
    coders: Sequence[str] | None = None,
    *,
    roll_up: bool = True,
    rules: Counting | None = None,
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
    rules
        By which else is counted; its coders are those of `coders`.

    Raises
    ------
    FindingError
        A frame lacks a column, a participant stands twice, or a code or coder does not exist.
    """
    rules = replace(rules or Counting(), coders=None if coders is None else tuple(coders))
    check_frames(frames, rules)
    occurring = sorted(frames.codings["code"].dropna().unique())
    themes = _themes(frames.scheme, codes, occurring, roll_up=roll_up)
    speakers = speaking(frames, rules)
    unfinished = waiting(frames, speakers, rules)
    linked = speakers["participant"]
    people = pd.Index(linked[~linked.isin(list(unfinished))].unique())
    person = _places(frames.codings["participant"], people)
    counts = counts_as_presence(frames, coders, rules)
    person[~counts] = -1

    columns = pd.Index(sorted(frozenset().union(*(theme.codes for theme in themes))), dtype=object)
    code = _places(frames.codings["code"], columns)
    members = [np.flatnonzero(columns.isin(theme.codes)) for theme in themes]
    if rules.agreement == "all":
        found = _found_by_all(frames, rules, speakers, people, person, code, members)
    else:
        found = _found(person, code, len(people), members, len(columns))
    was_asked = asked(people, [theme.code for theme in themes], speakers, rules, frames.scheme)
    return Presence(
        themes=themes,
        people=people,
        present=found & was_asked,
        asked=was_asked,
        volunteered=found & ~was_asked,
        counts=counts,
        waiting=silent(frames, speakers, rules) | unfinished,
        person=person,
        code=code,
        columns=columns,
        unknown_codes=tuple(code for code in occurring if frames.scheme and code not in frames.scheme.by_id),
    )


def counts_as_presence(
    frames: Frames, coders: Sequence[str] | None, rules: Counting | None = None
) -> NDArray[np.bool_]:
    """Whether each coding is by one of `coders` and by the rules may be presence of its code."""
    rules = rules or Counting()
    codings = frames.codings
    counts = np.ones(len(codings), dtype=bool)
    if "anchor" in codings:
        # The words of a lost coding no longer stand in the transcript.
        counts &= codings["anchor"].ne("lost").to_numpy(dtype=bool)
    if coders is not None:
        counts &= codings["coder"].isin(coders).to_numpy(dtype=bool)
    if rules.agreement == "consensus":
        counts &= codings["origin"].eq("consensus").to_numpy(dtype=bool)
    if rules.roles is not None:
        counts &= codings["role"].isin(rules.roles).to_numpy(dtype=bool)
    for attribute in frames.scheme.attributes if frames.scheme else ():
        if attribute.id not in codings:
            continue
        if attribute.id in rules.values:  # noqa: PD011 - no frame
            counts &= codings[attribute.id].isin(rules.values[attribute.id]).to_numpy(dtype=bool)  # noqa: PD011
            continue
        silent = [value.id for value in attribute.values if not value.counts]  # noqa: PD011 - no frame
        if silent:
            counts &= ~codings[attribute.id].isin(silent).to_numpy(dtype=bool)
    return counts


def _found(
    person: NDArray[np.intp],
    code: NDArray[np.intp],
    people: int,
    members: Sequence[NDArray[np.intp]],
    columns: int,
) -> NDArray[np.bool_]:
    """In whom each theme was found: shape (people, themes)."""
    found = np.zeros((people, columns), dtype=bool)
    counted = (person >= 0) & (code >= 0)
    found[person[counted], code[counted]] = True
    return np.column_stack([found[:, member].any(axis=1) for member in members])


def _found_by_all(
    frames: Frames,
    rules: Counting,
    speakers: pd.DataFrame,
    people: pd.Index[Any],
    person: NDArray[np.intp],
    code: NDArray[np.intp],
    members: Sequence[NDArray[np.intp]],
) -> NDArray[np.bool_]:
    """In whom each theme was found by every coder who is done with all of the person's transcripts."""
    own = speakers.drop_duplicates(["participant", "transcript"])
    done = done_by_person(frames.statuses, own, rules.coders)
    columns = 1 + max((int(member.max()) for member in members if len(member)), default=-1)
    agreed = np.ones((len(people), len(members)), dtype=bool)
    for coder in sorted(frozenset().union(*done.values())):
        by_coder = frames.codings["coder"].eq(coder).to_numpy(dtype=bool)
        found = _found(np.where(by_coder, person, -1), code, len(people), members, columns)
        has_read = np.array([coder in done.get(participant, ()) for participant in people], dtype=bool)
        agreed &= found | ~has_read[:, None]
    return agreed


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


def _places(values: pd.Series[Any], index: pd.Index[Any]) -> NDArray[np.intp]:
    """Where each value stands in `index`, or -1; each distinct value is looked up only once."""
    codes, distinct = pd.factorize(values)
    return np.append(index.get_indexer(pd.Index(distinct).astype(object)), -1)[codes]
