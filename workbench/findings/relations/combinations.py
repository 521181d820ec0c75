"""Combinations of themes: which themes the same people show together, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.errors import FindingError
from workbench.findings.counting import Counting
from workbench.findings.finding import FrameSource, frames_of, names_of
from workbench.findings.grouping import group_by, nearest, value_labels, variable_label
from workbench.findings.inclusion import Exclusion, excluded_people, sample, waiting_people
from workbench.findings.presence import Presence, Theme, presence
from workbench.findings.relations.combinations_words import CombinationWords
from workbench.findings.theme_matrix import ThemeMatrix, matrix_of
from workbench.findings.themes import ThemeFinding
from workbench.model.scheme import localise
from workbench.study.frames import Frames

if TYPE_CHECKING:
    import plotly.graph_objects as go


@dataclass(frozen=True, eq=False, repr=False)
class CodeCombinations(ThemeFinding):
    """Which combinations of themes people show.

    Attributes
    ----------
    outcome
        Id of the variable whose groups the people are told apart by, if any.
    groups
        Names of the groups, in order; one without a name where there is no outcome.
    table
        One row per combination that somebody shows, the most frequent first: combination (ids
        of the codes, joined by ` + `; empty for nobody's theme), themes (how many), people, per
        group `GROUP people` (where there is an outcome), and participants (tuple).
    matrix
        One row per person: participant, group (missing without an outcome), and per theme
        whether they show it.
    excluded
        Who is not counted: participant, kind (a word that does not change), reason.
    """

    frames: Frames
    outcome: str | None
    groups: tuple[str, ...]
    table: pd.DataFrame
    matrix: pd.DataFrame
    excluded: pd.DataFrame
    found: Presence
    rules: Counting

    def __repr__(self) -> str:
        return f"<CodeCombinations: {len(self.table)} among {len(self.matrix)} people>"

    @property
    def _themes(self) -> tuple[Theme, ...]:
        return self.found.themes

    def outcome_label(self, language: str = "en") -> str:
        """What the outcome is called; empty where there is none."""
        return localise(variable_label(self.frames, self.outcome), language) if self.outcome else ""

    def group_label(self, group: str, language: str = "en") -> str:
        """What the group is called."""
        if self.outcome is None:
            return group
        return localise(value_labels(self.frames, self.outcome, [group])[group], language)

    def quotes(
        self,
        combination: str | Iterable[str] | None = None,
        *,
        theme: str | None = None,
        group: str | None = None,
    ) -> pd.DataFrame:
        """The codings of the people who show just this combination.

        Parameters
        ----------
        combination
            Ids of the codes, or the text of the column `combination`; None means any.
        theme
            Only codings of this theme.
        group
            Only of the people of this group.

        Returns
        -------
        DataFrame
            The rows of `Frames.codings` that make its themes present, in their order.

        Raises
        ------
        FindingError
            There is no such theme or group.
        """
        places = set(range(len(self.themes)))
        shows = np.ones(len(self.matrix), dtype=bool)
        if combination is not None:
            named = combination.split(" + ") if isinstance(combination, str) else list(combination)
            places = {self._place(code) for code in named if code}
            wanted = np.isin(np.arange(len(self.themes)), list(places))
            shows = (self.matrix[list(self.themes)].to_numpy(dtype=bool) == wanted).all(axis=1)
        if theme is not None:
            places &= {self._place(theme)}
        if group is not None:
            if group not in self.groups:
                raise FindingError(
                    f"{group!r} is not a group of this finding", hint=nearest(group, self.groups)
                )
            shows &= (self.matrix["group"] == group).to_numpy(dtype=bool)
        people = self.found.people.get_indexer(pd.Index(self.matrix["participant"][shows], dtype=object))
        rows: set[int] = set()
        for place in places:
            behind = self.found.rows(self.found.themes[place])
            rows.update(behind[np.isin(self.found.person[behind], people)].tolist())
        return self.frames.codings.iloc[sorted(rows)].reset_index(drop=True)

    def figure(self, language: str = "en") -> go.Figure:
        """Bars of people over a grid of dots, one column per combination (UpSet)."""
        from workbench.findings.relations.combinations_figure import upset

        return upset(self, language)

    def summary(self, language: str = "en") -> str:
        """Who shows what together, in plain words (`en` or `da`)."""
        return CombinationWords(self, language).summary()

    def _printed(self, language: str) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
        return CombinationWords(self, language).table()

    def _stated(self) -> Mapping[str, object]:
        people = self.matrix[["participant", "group"]].astype(str).to_numpy().tolist()
        return {
            "form": "code combinations 2",
            "outcome": self.outcome,
            "groups": self.groups,
            "themes": self._stated_themes(),
            "rules": self.rules.stated,
            "people": sorted(people),
            "excluded": sorted(self.excluded[["participant", "reason"]].astype(str).to_numpy().tolist()),
        }

    def _counted(self) -> pd.DataFrame:
        people = self.found.people.get_indexer(pd.Index(self.matrix["participant"], dtype=object))
        counted = np.isin(self.found.person, people) & (self.found.code >= 0)
        return self.frames.codings[counted]


def code_combinations(
    source: Frames | FrameSource | ThemeMatrix,
    *,
    codes: Sequence[str] | None = None,
    coder: str | Sequence[str] | None = None,
    outcome: str | None = None,
    groups: Sequence[object] | None = None,
    roll_up: bool = True,
) -> CodeCombinations:
    """Find out which themes people show together.

    Everybody belongs to exactly one combination: all the themes they show and no other. Who
    counts is as in `theme_by_outcome`: everyone whose transcripts are all fully coded.

    Parameters
    ----------
    source
        A study, or frames that came from elsewhere, or a `theme_matrix` with its own rules.
    codes
        Themes, each with the codes below it; None means the scheme's themes.
    coder
        Count only what this coder (or any of these coders) found and finished; None means anybody.
    outcome
        A variable of the register whose groups are told apart; people without it are not counted.
    groups
        Values of the outcome and their order; None means every value that somebody has.
    roll_up
        Whether codes count for the theme above them.

    Raises
    ------
    FindingError
        A code, coder or variable does not exist, or the outcome does not make groups.
    """
    if isinstance(source, ThemeMatrix):
        counted = matrix_of(source, codes, coder)
        if not roll_up:
            raise FindingError("a theme matrix rolls codes up", hint="Give roll_up=False with a study")
        frames, found, rules = counted.frames, counted.presence, counted.rules
    else:
        frames, coders = frames_of(source), names_of(coder)
        found = presence(frames, names_of(codes), coders, roll_up=roll_up)
        rules = Counting(None if coders is None else tuple(coders))
    if outcome is None:
        names: tuple[str, ...] = ("",)
        place: NDArray[np.intp] = np.zeros(len(found.people), dtype=np.intp)
        excluded = waiting_people(found.waiting)
    else:
        compared = sample(found, group_by(frames, outcome, groups), drop_empty=groups is None)
        names, place = compared.groups, compared.group
        excluded = excluded_people(compared.excluded)
    themes = [theme.code for theme in found.themes]
    # Which themes somebody shows all at once is not known of who was not asked about one of them.
    partly = (place >= 0) & ~found.asked.all(axis=1)
    excluded = pd.concat(
        [excluded, excluded_people(map(_not_asked, found.people[partly]))], ignore_index=True
    )
    kept = (place >= 0) & ~partly
    matrix = pd.DataFrame(found.present[kept], columns=themes)
    group = pd.Series(np.array(names, dtype=object)[place[kept]], dtype=object)
    matrix.insert(0, "participant", pd.Series(list(found.people[kept]), dtype=object))
    matrix.insert(1, "group", group.where(pd.Series([outcome is not None] * len(group), dtype=bool), None))
    # By name, so that the order of the rows that came in does not show.
    matrix = matrix.sort_values("participant", key=lambda names: names.astype(str), ignore_index=True)
    return CodeCombinations(
        frames=frames,
        outcome=outcome,
        groups=names,
        table=_table(matrix, themes, names if outcome else ()),
        matrix=matrix,
        excluded=excluded,
        found=found,
        rules=rules,
    )


def _not_asked(participant: object) -> Exclusion:
    return Exclusion(participant, "not asked", "not asked about every theme")


def _table(matrix: pd.DataFrame, themes: Sequence[str], groups: Sequence[str]) -> pd.DataFrame:
    shown = matrix[list(themes)].to_numpy(dtype=bool)
    members: dict[tuple[int, ...], list[int]] = {}
    for person, shows in enumerate(shown):
        members.setdefault(tuple(np.flatnonzero(shows).tolist()), []).append(person)
    rows: list[dict[str, Any]] = []
    for combination in sorted(members, key=lambda one: (-len(members[one]), len(one), one)):
        people = matrix.iloc[members[combination]]
        row: dict[str, Any] = {
            "combination": " + ".join(themes[place] for place in combination),
            "themes": len(combination),
            "people": len(people),
        }
        row |= {f"{name} people": int((people["group"] == name).sum()) for name in groups}
        rows.append(row | {"participants": tuple(people["participant"])})
    columns = ["combination", "themes", "people", *(f"{name} people" for name in groups), "participants"]
    return pd.DataFrame(rows, columns=columns)
