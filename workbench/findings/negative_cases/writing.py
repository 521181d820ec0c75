"""The note that must be written on the negative cases of a theme before it is marked as reported."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, Self

import pandas as pd

from workbench.errors import FindingError
from workbench.findings.basis import Basis, digest
from workbench.findings.displays.table import quote_ids
from workbench.findings.finding import Finding
from workbench.findings.grouping import nearest
from workbench.findings.judgements import Judged, Judgement, Judgements, Place
from workbench.findings.result import ThemeByOutcome

State = Literal["none", "open", "written", "reported", "stale"]
# What a note, and the mark `reported`, stand on; the mark stands on the note as well.
CASES, NOTE = "cases", "note"


@dataclass(frozen=True, eq=False, repr=False)
class CaseNotes(Judged, Finding):
    """The part of negative cases that people write; `NegativeCases` tells the attributes."""

    finding: ThemeByOutcome
    cases: pd.DataFrame
    judgements: Judgements

    @property
    def name(self) -> str:
        """What its notes are kept under."""
        return f"negative cases/{self.finding.outcome}"

    def edit(self, theme: str, *, note: str) -> Self:
        """Return the finding with a note on the negative cases of a theme; `Study.keep` saves it.

        Raises
        ------
        FindingError
            There is no such theme.
        """
        return self._with(theme, NOTE, note.strip(), {CASES: self._basis(theme)})

    def report(self, theme: str) -> Self:
        """Return the finding with the theme marked as reported; `Study.keep` saves it.

        The mark holds for this note and these numbers: when either changes, it is gone.

        Raises
        ------
        FindingError
            People contradict it and nobody wrote what to make of them, or the numbers changed
            since somebody did.
        """
        state = self.state(theme)
        if state in {"open", "stale"}:
            what = (
                "the note is missing" if state == "open" else "the numbers changed since the note was written"
            )
            raise FindingError(
                f"{theme!r} cannot be marked as reported: people contradict its pattern, and {what}",
                hint=f"Read quotes({theme!r}) and write: edit({theme!r}, note='...')",
            )
        made_on = {CASES: self._basis(theme), NOTE: self._note_basis(theme)}
        return self._with(theme, "reported", "yes", made_on)

    def written(self, theme: str, field: str) -> Judgement | None:
        """What was written of a theme (`note` or `reported`), or None."""
        return self.judgements.get(Place(self.name, theme, "", field))

    def state(self, theme: str) -> State:
        """How far a theme is; `none` where nobody contradicts it and nobody reported it."""
        note, reported = self.written(theme, NOTE), self.written(theme, "reported")
        if (note or reported) and self.changed(theme):
            return "stale"
        if reported and reported.made_on == {CASES: self._basis(theme), NOTE: self._note_basis(theme)}:
            return "reported"
        if note:
            return "written"
        return "open" if bool((self.cases["code"] == theme).any()) else "none"

    def changed(self, theme: str) -> tuple[str, ...]:
        """What changed since the note on a theme was written: codings, scheme, people."""
        one = self.written(theme, NOTE) or self.written(theme, "reported")
        before = one.made_on.get(CASES) if one else None
        return before.changed(self._basis(theme)) if before else ()

    @cached_property
    def orphans(self) -> tuple[str, ...]:
        """Themes with notes that are not among the themes now; the notes are kept."""
        themes = dict.fromkeys(place.row for place in self.judgements.about(self.name))
        return tuple(theme for theme in themes if theme not in self.finding.themes)

    def _with(self, theme: str, field: str, value: str, made_on: dict[str, Basis]) -> Self:
        place = Place(self.name, theme, "", field)
        return replace(self, judgements=self.judgements.written(place, value, made_on))

    def _note_basis(self, theme: str) -> Basis:
        note = self.written(theme, NOTE)
        return Basis("", "", "", str(note.value) if note else "")

    def _basis(self, theme: str) -> Basis:
        self._check(theme)
        if theme not in self._bases:
            self._bases[theme] = self._computed_basis(theme)
        return self._bases[theme]

    @cached_property
    def _bases(self) -> dict[str, Basis]:
        return {}

    def _computed_basis(self, theme: str) -> Basis:
        found, scheme = self.finding.presence, self.finding.frames.scheme
        at = self.finding.themes.index(theme)
        known = scheme.definition_hashes if scheme else {}
        own = self._said(theme)
        place = [name for name in ("transcript", "start", "end", "code") if name in own]
        people = [
            (str(who), int(group), bool(has))
            for who, group, has in zip(
                found.people, self.finding.sample.group, found.present[:, at], strict=True
            )
        ]
        row = self.cases[self.cases["code"] == theme]["against"]
        return Basis(
            digest(tuple(map(str, one)) for one in own[place].itertuples(index=False)),
            digest((code, known.get(code, "")) for code in sorted(found.themes[at].codes)),
            digest(people),
            f"{int((row == 'theme').sum())} with and {int((row == 'no theme').sum())} without",
        )

    def _said(self, theme: str) -> pd.DataFrame:
        """What those who contradict a theme say of it, quotes that are held back included."""
        against = self.cases[self.cases["code"] == theme].set_index("participant")["against"]
        rows = self._passages[theme]
        rows = rows[rows["participant"].isin(against.index)]
        rows = rows.assign(against=rows["participant"].map(against))
        rows = rows[rows["counts"] | (rows["against"] == "no theme")]
        return rows.drop(columns="counts").reset_index(drop=True)

    @cached_property
    def _passages(self) -> dict[str, pd.DataFrame]:
        """All codings of each theme, whatever their stance, with the ids of the quotes."""
        codings = self.finding.frames.codings
        codings = codings.assign(quote=quote_ids(codings), counts=self.finding.presence.counts)
        if "anchor" in codings:
            codings = codings[codings["anchor"] != "lost"]
        coders = self.finding.rules.coders
        if coders is not None:
            codings = codings[codings["coder"].isin(coders)]
        return {
            theme.code: codings[codings["code"].isin(theme.codes)] for theme in self.finding.presence.themes
        }

    def _check(self, theme: str) -> None:
        if theme not in self.finding.themes:
            raise FindingError(
                f"{theme!r} is not a theme of this finding", hint=nearest(theme, self.finding.themes)
            )
