"""The participant x theme matrix: what was found in whom, and where nothing could be found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.errors import FindingError
from workbench.findings.counting import Agreement, Counting, counting
from workbench.findings.finding import FrameSource, frames_of
from workbench.findings.grouping import group_by, nearest, value_labels, variable_label
from workbench.findings.inclusion import waiting_people
from workbench.findings.matrix_words import MatrixWords
from workbench.findings.presence import Presence, Theme, presence
from workbench.findings.themes import ThemeFinding
from workbench.model.scheme import localise
from workbench.study.frames import Frames

if TYPE_CHECKING:
    import plotly.graph_objects as go

STATES = ("present", "absent", "not asked", "not yet coded")


@dataclass(frozen=True, eq=False, repr=False)
class ThemeMatrix(ThemeFinding):
    """In whom each theme was found, among all who speak in an interview.

    Attributes
    ----------
    table
        One row per person (the index) and one column per theme: `present`, `absent` (in fully
        coded interviews that asked about it), `not asked` (in any of the person's interviews;
        also where the person spoke of it all the same) or `not yet coded` (an interview of the
        person is not fully coded; whatever was found so far).
    excluded
        Who has no row, or a row that is not coded yet: participant, kind (a word that does not
        change), reason.
    outcome
        Id of the variable that colours the figure, if any.
    groups
        Per person (the index) the name of the outcome's value, missing where not known.
    rules
        By what was counted.
    """

    frames: Frames
    table: pd.DataFrame
    excluded: pd.DataFrame
    outcome: str | None
    groups: pd.Series[Any]
    rules: Counting
    presence: Presence

    def __repr__(self) -> str:
        return f"<ThemeMatrix: {len(self.table)} people, {len(self.themes)} themes>"

    @property
    def _themes(self) -> tuple[Theme, ...]:
        return self.presence.themes

    @cached_property
    def counts(self) -> pd.DataFrame:
        """Like `table`: how many different passages of the person carry the theme.

        A passage counts once, however many codes of the theme and coders it carries. Missing
        where the cell is `not asked` or `not yet coded`.
        """
        found, codings = self.presence, self.frames.codings
        place = [name for name in ("transcript", "revision", "start", "end") if name in codings]
        columns: dict[str, NDArray[np.float64]] = {}
        for at, theme in enumerate(found.themes):
            counts = np.full(len(self.table), np.nan)
            known = np.flatnonzero(found.asked[:, at])
            rows = found.rows(theme)
            passages = codings[place].iloc[rows].assign(person=found.person[rows]).drop_duplicates()
            people = passages["person"].to_numpy(dtype=np.intp)
            counts[known] = np.bincount(people, minlength=len(found.people))[known]
            columns[theme.code] = counts
        return pd.DataFrame(columns, index=self.table.index).astype("Int64")

    def outcome_label(self, language: str = "en") -> str:
        """What the outcome is called; empty without one."""
        return localise(variable_label(self.frames, self.outcome), language) if self.outcome else ""

    def group_label(self, group: str, language: str = "en") -> str:
        """What a value of the outcome is called."""
        return localise(value_labels(self.frames, self.outcome or "", [group])[group], language)

    def quotes(self, person: object, theme: str) -> pd.DataFrame:
        """The codings of one theme in the words of one person, by the rules of the matrix.

        They are the whole story of a cell that is `present`. In another cell they are what was
        found although it does not count: so far, without having been asked, or not by all coders.

        Returns
        -------
        DataFrame
            Rows of `Frames.codings`, in their order.

        Raises
        ------
        FindingError
            There is no such person or theme.
        """
        codes = self._themes[self._place(theme)].codes
        if person not in self.table.index:
            raise FindingError(
                f"{person!r} is not a person of this matrix", hint=nearest(str(person), self.table.index)
            )
        codings = self.frames.codings
        rows = codings["participant"].isin([person]) & codings["code"].isin(codes)
        rows &= pd.Series(self.presence.counts, index=codings.index)
        return codings[rows].reset_index(drop=True)

    def figure(self, language: str = "en") -> go.Figure:
        """One row per person and one mark per theme, in the colour and shape of the outcome."""
        from workbench.findings.matrix_figure import grid

        return grid(self, language)

    def summary(self, language: str = "en") -> str:
        """Who is in the matrix, by what rules, and who is not, in plain words (`en` or `da`)."""
        return MatrixWords(self, language).summary()

    def _printed(self, language: str) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
        return MatrixWords(self, language).table()

    def _stated(self) -> Mapping[str, object]:
        people = self.table.astype(object).assign(**{" group": self.groups.astype(object)})
        known = people.where(people.notna(), None)
        return {
            "form": "theme matrix 1",
            "themes": self._stated_themes(),
            "people": sorted((str(person), *row) for person, *row in known.itertuples()),
            "outcome": self.outcome,
            "excluded": sorted((str(who), reason) for who, reason in self.presence.waiting.items()),
            "coders": sorted(self.rules.coders) if self.rules.coders else None,
            "rules": self.rules.stated,
        }

    def _counted(self) -> pd.DataFrame:
        return self.frames.codings[self.presence.person >= 0]


def theme_matrix(
    source: Frames | FrameSource,
    *,
    codes: Sequence[str] | None = None,
    outcome: str | None = None,
    coder: str | Sequence[str] | None = None,
    agreement: Agreement = "any",
    roles: str | Sequence[str] | None = None,
    values: Mapping[str, Sequence[str]] | None = None,
    not_asked: pd.DataFrame | str | Path | None = None,
) -> ThemeMatrix:
    """Find out in whom each theme was found; every comparison counts from this matrix.

    `theme_by_outcome(theme_matrix(study, ...), outcome="...")` compares groups by the rules
    that are given here. The rules are described in `docs/methods.md`.

    Parameters
    ----------
    source
        A study, or frames that came from elsewhere.
    codes
        Themes, each with the codes below it; None means the scheme's themes.
    outcome
        A variable of the register by whose values the people are sorted and coloured.
    coder
        Count only what this coder (or any of these coders) found and finished; None means anybody.
    agreement
        `any`: one coder is enough. `all`: everybody who is done with the person's interviews
        (at least two coders), or each of those that `coder` names, must have found the theme.
        `consensus`: only codings whose origin is consensus.
    roles
        Count only what people say in this role (or these roles); None means in any. What
        somebody else says of a person never counts for that person.
    values
        With which values of an attribute a coding counts, in place of what the scheme says:
        `{"stance": ["present", "wished_for"]}`.
    not_asked
        What was not asked about: a frame, or the path of a CSV file, with the column `code` and
        one or both of `transcript` and `role`.

    Raises
    ------
    FindingError
        A name is unknown (the nearest are told), or a frame is not as `Frames` describes it.
    """
    frames = frames_of(source)
    rules = counting(
        frames, coder=coder, agreement=agreement, roles=roles, values=values, not_asked=not_asked
    )
    found = presence(frames, None if codes is None else list(codes), rules.coders, rules=rules)
    out = waiting_people(found.waiting)
    unfinished = out.loc[out["kind"] == "not coded", "participant"]
    rows = pd.Index([*found.people, *unfinished], name="participant", dtype=object)
    of_person = pd.Series(dtype=object) if outcome is None else group_by(frames, outcome).of_person
    return ThemeMatrix(
        frames=frames,
        table=_states(found, rows),
        excluded=out,
        outcome=outcome,
        groups=of_person.reindex(rows),
        rules=rules,
        presence=found,
    )


def matrix_of(
    source: Frames | FrameSource | ThemeMatrix,
    codes: Sequence[str] | None,
    coder: str | Sequence[str] | None,
) -> ThemeMatrix:
    """The matrix that a comparison counts from.

    Raises
    ------
    FindingError
        `codes` or `coder` are given although the matrix says them.
    """
    if not isinstance(source, ThemeMatrix):
        return theme_matrix(source, codes=codes, coder=coder)
    if codes is not None or coder is not None:
        raise FindingError(
            "the matrix says already which codes and coders count", hint="Give them to theme_matrix()"
        )
    return source


def _states(found: Presence, rows: pd.Index[Any]) -> pd.DataFrame:
    shape = (len(rows), len(found.themes))
    codes = np.full(shape, STATES.index("not yet coded"), dtype=np.int8)
    coded = np.where(found.present, STATES.index("present"), STATES.index("absent"))
    codes[: len(found.people)] = np.where(found.asked, coded, STATES.index("not asked"))
    return pd.DataFrame(
        {
            theme.code: pd.Categorical.from_codes(codes[:, place], categories=pd.Index(STATES))
            for place, theme in enumerate(found.themes)
        },
        index=rows,
    )
