"""The cases of a set-theoretic analysis: how far each person is a member of each set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from workbench.errors import FindingError
from workbench.findings.counting import Counting
from workbench.findings.frame_checks import check_participants
from workbench.findings.grouping import YES_NO, listing, nearest, value_name, variable_label
from workbench.findings.inclusion import waiting_kind
from workbench.findings.presence import Presence, presence
from workbench.findings.qca.calibration import Calibration, Memberships, calibrate_directly
from workbench.model.scheme import Localised
from workbench.study.frames import Frames

MOST_CONDITIONS = ((10, 3), (20, 4), (40, 6))
"""With fewer cases than the first number, at most as many conditions as the second; else `MOST`.

Berg-Schlosser and De Meur (2009, in Rihoux and Ragin, Configurational Comparative Methods, ch. 2)
call 4 to 6 or 7 conditions common for 10 to 40 cases. With 4 conditions there are 16
configurations, with 3 there are 8: with fewer cases than about that, most stay empty.
"""
MOST = 7


@dataclass(frozen=True, eq=False)
class Cases:
    """Who is how far a member of what.

    Attributes
    ----------
    names
        The participants.
    memberships
        Shape (cases, sets): the conditions in order, last the outcome.
    raw
        The values they were calibrated from, one column per set.
    labels
        What the sets are called.
    excluded
        Who is no case: participant, reason.
    found
        Who shows which theme, where a set is made from one.
    """

    names: tuple[Any, ...]
    memberships: Memberships
    raw: pd.DataFrame
    labels: tuple[Localised, ...]
    excluded: pd.DataFrame
    found: Presence | None


def calibrations(frames: Frames, sets: Sequence[str | Calibration]) -> tuple[Calibration, ...]:
    """Complete names to calibrations, and tell for each whether it is a theme or a variable.

    Raises
    ------
    FindingError
        There is no such theme or variable, or there are both, or a set is named twice.
    """
    codes = set(frames.scheme.by_id) if frames.scheme else set(frames.codings["code"].dropna())
    variables = [str(column) for column in frames.participants.columns if column != "participant"]
    complete = []
    for one in sets:
        wanted = Calibration(one) if isinstance(one, str) else one
        is_code, is_variable = wanted.name in codes, wanted.name in variables
        if not (is_code or is_variable):
            raise FindingError(
                f"{wanted.name!r} is neither a code nor a variable of the register",
                hint=nearest(wanted.name, [*sorted(codes), *variables]),
            )
        if is_code and is_variable and wanted.of is None:
            raise FindingError(
                f"{wanted.name!r} is both a code and a variable of the register",
                hint=f"Say which: Calibration({wanted.name!r}, of='theme') or of='variable', on the command "
                f"line theme:{wanted.name} or variable:{wanted.name}",
            )
        of = wanted.of or ("theme" if is_code else "variable")
        if of == "theme" and (wanted.fuzzy or wanted.members):
            raise FindingError(
                "a theme makes a crisp set of those who show it", where=wanted.name, hint="Leave the rest out"
            )
        complete.append(Calibration(wanted.name, tuple(wanted.members), wanted.anchors, wanted.given, of))
    names = [one.name for one in complete]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise FindingError(f"{twice!r} is there twice", hint="Conditions and outcome are different sets")
    return tuple(complete)


def gather_cases(frames: Frames, sets: Sequence[Calibration], rules: Counting) -> Cases:
    """Find the cases and calibrate their memberships.

    A case is a participant of the register who has a membership in every set: whose
    transcripts are fully coded, where a set is a theme, and who has a value of every variable.

    Raises
    ------
    FindingError
        A variable cannot be calibrated as asked.
    """
    check_participants(frames)
    themes = [one.name for one in sets if one.of == "theme"]
    found = presence(frames, themes, rules.coders, rules=rules) if themes else None
    people = frames.participants.set_index("participant")
    why: dict[Any, tuple[str, str]] = {}
    if found is not None:
        why |= {who: (waiting_kind(reason), reason) for who, reason in found.waiting.items()}
        outside = [person for person in found.people if person not in people.index]
        why |= dict.fromkeys(outside, ("not registered", "not in the outcome register"))
    columns, raws, labels = [], [], []
    for one in sets:
        if one.of == "theme" and found is not None:
            place = [theme.code for theme in found.themes].index(one.name)
            asked = found.asked[:, place]
            shows = pd.Series(found.present[asked, place], index=found.people[asked])
            for person in found.people[~asked]:
                why.setdefault(person, ("not asked", f"not asked about {one.name}"))
            raw: pd.Series[Any] = shows.reindex(people.index)
            membership = raw.astype("Float64").to_numpy(dtype=float, na_value=np.nan)
            labels.append(found.themes[place].label)
        else:
            raw = people[one.name]
            membership = _memberships(one, raw)
            labels.append(variable_label(frames, one.name))
        columns.append(membership)
        raws.append(raw)
        for person, value in zip(people.index, membership, strict=True):
            if np.isnan(value):
                why.setdefault(person, ("missing value", f"{one.name} missing"))
            elif value == 0.5:
                reason = f"neither in nor out of {one.name}: membership 0.5"
                why.setdefault(person, ("neither", reason))
    kept = [person not in why for person in people.index]
    order = np.argsort([str(name) for name in people.index[kept]], kind="stable")
    names = [str(one.name) for one in sets]
    return Cases(
        names=tuple(people.index[kept][order]),
        memberships=np.column_stack(columns)[kept][order].astype(np.float64),
        raw=pd.concat(raws, axis=1, keys=names)[kept].iloc[order],
        labels=tuple(labels),
        excluded=pd.DataFrame(
            [(who, *told) for who, told in sorted(why.items(), key=lambda item: str(item[0]))],
            columns=["participant", "kind", "reason"],
        ),
        found=found,
    )


def check_cases(cases: Cases, sets: Sequence[Calibration]) -> None:
    """Refuse what would look like a result and is none.

    Raises
    ------
    FindingError
        There are too few cases for so many conditions, or all cases are on one side of a set.
    """
    n, conditions = len(cases.names), len(sets) - 1
    if n < 2:
        few = "nobody is" if not n else "only one person is"
        reasons: Mapping[Any, Any] = cases.excluded["reason"].value_counts().head(3).to_dict()
        told = "; ".join(f"{reason} ({number})" for reason, number in reasons.items())
        raise FindingError(
            f"{few} a case",
            hint="A case needs fully coded transcripts and a value of every variable"
            + (f". Left out are: {told}" if told else "; the register has nobody else"),
        )
    most = next((most for fewer, most in MOST_CONDITIONS if n < fewer), MOST)
    if conditions > most:
        raise FindingError(
            f"{conditions} conditions are too many for {n} cases: at most {most}",
            hint="With more, nearly every case is a configuration of its own, and chance looks like a "
            "pattern (docs/methods.md, Set-theoretic analysis). Leave conditions out, or join some into one",
        )
    for place, one in enumerate(sets):
        inside = int((cases.memberships[:, place] > 0.5).sum())
        if inside in (0, n):
            side = "in" if inside else "out of"
            what = "the outcome" if place == conditions else "the condition"
            raise FindingError(
                f"all {n} cases are {side} {what} {one.name!r}: nothing can go with it",
                hint="Take another one, or calibrate it elsewhere",
            )


def _memberships(one: Calibration, raw: pd.Series[Any]) -> Memberships:
    if one.fuzzy:
        numbers = pd.to_numeric(raw, errors="coerce").astype("Float64")
        if numbers.notna().sum() < raw.notna().sum():
            raise FindingError("it is no number for everybody", where=one.name)
        values = numbers.to_numpy(dtype=float, na_value=np.nan)
        if one.anchors is not None:
            return calibrate_directly(values, one.anchors)
        if np.nanmin(values, initial=0) < 0 or np.nanmax(values, initial=1) > 1:
            raise FindingError("a membership lies between 0 and 1", where=one.name, hint="Give anchors=")
        return np.asarray(values, dtype=np.float64)
    of_person = [
        None if missing else value_name(value) for value, missing in zip(raw, raw.isna(), strict=True)
    ]
    names = list(dict.fromkeys(value for value in of_person if value is not None))
    if not names:
        raise FindingError(f"the variable {one.name!r} is missing for every participant")
    members = {value_name(value) for value in one.members}
    unknown = members - set(names)
    if unknown:
        raise FindingError(
            f"{one.name!r} has no value {min(unknown)!r}", hint=f"Its values are {listing(names[:12])}"
        )
    if not members:
        yes = [name for name in names if name in ("yes", "1")]
        if not yes or not set(names) <= {*YES_NO, "0", "1"}:
            raise FindingError(
                f"{one.name!r} is no yes or no: its values are {listing(names[:12])}",
                hint=f"Say which are in: Calibration({one.name!r}, members=({names[0]!r},)), on the command "
                f"line {one.name}={names[0]}",
            )
        members = set(yes)
    return np.array([np.nan if value is None else float(value in members) for value in of_person])
