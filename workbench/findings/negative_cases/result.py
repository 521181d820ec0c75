"""For each theme the people who contradict its pattern, and the note that must be written on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from workbench.errors import FindingError
from workbench.findings.displays.basis import Basis, digest
from workbench.findings.displays.edits import Edit, Edits
from workbench.findings.displays.table import quote_ids
from workbench.findings.finding import Finding
from workbench.findings.grouping import nearest
from workbench.findings.negative_cases.words import case_voice
from workbench.findings.result import ThemeByOutcome
from workbench.study.frames import Frames

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from workbench.findings.displays.sheet import Sheet

Against = Literal["theme", "no theme"]
"""How somebody contradicts: with the theme outside the group of the pattern, or in it without."""
CASES = "cases"


@dataclass(frozen=True, eq=False, repr=False)
class NegativeCases(Finding):
    """Who contradicts the pattern of each theme.

    Attributes
    ----------
    finding
        The theme by outcome whose patterns are looked at; it has two groups.
    cases
        One row per person and theme that contradicts: code, participant, group, against (`theme`
        or `no theme`) and quotes, how many of their passages tell of it.
    edits
        The notes of the team, of other displays in the same file as well.
    held
        Ids of quotes that must not be shown, with the reason.
    smallest
        The smallest number of people that is shown; below it people are neither counted nor named.
    table
        One row per theme: code, label, pattern (the group that it goes with; missing without
        one), with_theme and without_theme (how many people contradict), note, state.
    """

    finding: ThemeByOutcome
    cases: pd.DataFrame
    edits: Edits
    held: Mapping[str, str] = field(default_factory=dict)
    smallest: int = 0
    table: pd.DataFrame = field(init=False)

    def __post_init__(self) -> None:
        rows = []
        for code in self.finding.themes:
            own = self.cases[self.cases["code"] == code]
            note = self.written(code, "note")
            rows.append(
                {
                    "code": code,
                    "label": self.finding.theme_label(code),
                    "pattern": self.pattern(code),
                    "with_theme": int((own["against"] == "theme").sum()),
                    "without_theme": int((own["against"] == "no theme").sum()),
                    "note": str(note.value) if note else "",
                    "state": self.state(code),
                }
            )
        object.__setattr__(self, "table", pd.DataFrame(rows))

    @property
    def frames(self) -> Frames:  # type: ignore[override]
        """What it was computed from."""
        return self.finding.frames

    @property
    def name(self) -> str:
        """What its notes are kept under."""
        return f"negative cases/{self.finding.outcome}"

    def __repr__(self) -> str:
        return f"<NegativeCases {self.finding.outcome}: {len(self.cases)} in {len(self.table)} themes>"

    def _repr_html_(self) -> str:
        from workbench.findings.displays.html import as_fragment

        return as_fragment(self.sheet())

    def pattern(self, theme: str) -> str | None:
        """The group of which more people show the theme; None where the shares are equal or unknown."""
        self._check(theme)
        return pattern_of(self.finding, theme)

    def quotes(self, theme: str, participant: object = None, against: str | None = None) -> pd.DataFrame:
        """What the people who contradict the pattern of a theme say of it.

        Of somebody without the theme these are the passages that say it was absent or wished for,
        as far as there are any. Quotes that are held back are not among them.

        Parameters
        ----------
        theme
            Id of one of the themes.
        participant
            Only this person; None means all who contradict the pattern.
        against
            Only people who contradict it by the `theme`, or by `no theme`.

        Returns
        -------
        DataFrame
            Rows of `Frames.codings`, in their order, with the columns `quote` (its id) and
            `against` added.

        Raises
        ------
        FindingError
            There is no such theme, or this person does not contradict it.
        """
        self._check(theme)
        cases = self.cases[self.cases["code"] == theme].set_index("participant")["against"]
        if participant is not None:
            if participant not in cases.index:
                raise FindingError(
                    f"{participant!r} does not contradict {theme!r}",
                    hint=nearest(str(participant), cases.index),
                )
            cases = cases[cases.index == participant]
        rows = self._said[theme]
        rows = rows[rows["participant"].isin(cases.index) & ~rows["quote"].isin(list(self.held))]
        rows = rows.assign(against=rows["participant"].map(cases))
        rows = rows[rows["counts"] | (rows["against"] == "no theme")]
        if against is not None:
            rows = rows[rows["against"] == against]
        return rows.drop(columns="counts").reset_index(drop=True)

    # Writing

    def edit(self, theme: str, *, note: str, coder: str = "") -> NegativeCases:
        """Return the finding with a note on the negative cases of a theme; it is on disk after `save`.

        Raises
        ------
        FindingError
            There is no such theme.
        """
        edits = self.edits.with_edit(
            self.name, theme, "note", note.strip(), coder=coder, made_on=self._basis(theme)
        )
        # What was reported with another note is no longer.
        return replace(self, edits=edits.with_edit(self.name, theme, "reported", ""))

    def report(self, theme: str, *, coder: str = "") -> NegativeCases:
        """Return the finding with the theme marked as reported.

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
        edits = self.edits.with_edit(
            self.name, theme, "reported", "yes", coder=coder, made_on=self._basis(theme)
        )
        return replace(self, edits=edits)

    def save(self, path: str | Path | None = None) -> NegativeCases:
        """Write the notes to the file they were read from, or to `path`; return the finding as saved.

        Raises
        ------
        FindingError
            No file was named.
        ChangedMeanwhileError
            Somebody else wrote on the same theme since; nothing was written.
        """
        return replace(self, edits=self.edits.saved(path))

    def written(self, theme: str, field: str) -> Edit | None:
        """What was written of a theme (`note` or `reported`), or None."""
        return self.edits.get(self.name, theme, "", field)

    def state(self, theme: str) -> Literal["none", "open", "written", "reported", "stale"]:
        """How far a theme is; `none` where nobody contradicts it and nobody reported it."""
        note, reported = self.written(theme, "note"), self.written(theme, "reported")
        has_cases = bool((self.cases["code"] == theme).any())
        if (note or reported) and self.changed(theme):
            return "stale"
        if reported:
            return "reported"
        if note:
            return "written"
        return "open" if has_cases else "none"

    def changed(self, theme: str) -> tuple[str, ...]:
        """What changed since the note on a theme was written: codings, scheme, people."""
        edit = self.written(theme, "note") or self.written(theme, "reported")
        before = edit.made_on.get(CASES) if edit else None
        return before.changed(self._basis(theme)[CASES]) if before else ()

    @cached_property
    def orphans(self) -> tuple[str, ...]:
        """Themes with notes that are not among the themes now; the notes are kept."""
        own = self.edits.of(self.name)
        return tuple(dict.fromkeys(key[1] for key in own if key[1] not in self.finding.themes))

    def _basis(self, theme: str) -> dict[str, Basis]:
        self._check(theme)
        found, scheme = self.finding.presence, self.frames.scheme
        at = self.finding.themes.index(theme)
        codes = sorted(found.themes[at].codes)
        known = scheme.definition_hashes if scheme else {}
        own = self.quotes(theme) if not self.held else replace(self, held={}).quotes(theme)
        place = [name for name in ("transcript", "start", "end", "code") if name in own]
        people = [
            (str(who), int(group), bool(has))
            for who, group, has in zip(
                found.people, self.finding.sample.group, found.present[:, at], strict=True
            )
        ]
        row = self.cases[self.cases["code"] == theme]["against"]
        shown = f"{int((row == 'theme').sum())} with and {int((row == 'no theme').sum())} without"
        return {
            CASES: Basis(
                digest(tuple(map(str, one)) for one in own[place].itertuples(index=False)),
                digest((code, known.get(code, "")) for code in codes),
                digest(people),
                shown,
            )
        }

    @cached_property
    def _said(self) -> dict[str, pd.DataFrame]:
        """All codings of each theme, whatever their stance, with the ids of the quotes."""
        codings = self.frames.codings
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

    # What every finding has

    def sheet(self, language: str = "en") -> Sheet:
        """The table with quotes, as it is shown in files and notebooks."""
        from workbench.findings.negative_cases.showing import sheet

        return sheet(self, language)

    def figure(self, language: str = "en") -> go.Figure:
        """One bar per theme: who fits its pattern, and who contradicts it in which way."""
        from workbench.findings.negative_cases.showing import bars

        return bars(self, language)

    def summary(self, language: str = "en") -> str:
        """Which themes are contradicted, and where a note is missing, in plain words."""
        return " ".join(self.sentences(language))

    def sentences(self, language: str) -> Iterator[str]:
        """Yield the sentences of the summary."""
        voice = case_voice(language)
        label = {code: self.finding.theme_label(code, language) for code in self.finding.themes}
        if self.frames.constructed:
            yield voice.say("constructed")
        table = self.table
        contradicted = table[(table["with_theme"] + table["without_theme"]) > 0]
        yield voice.say(
            "summary", n=len(contradicted), of=len(table), written=int(contradicted["note"].ne("").sum())
        )
        for state, phrase in (("open", "missing"), ("stale", "look again")):
            names = [label[code] for code in table.loc[table["state"] == state, "code"]]
            if names:
                yield voice.say(phrase, names=voice.list(names))
        without = [label[code] for code in table.loc[table["pattern"].isna(), "code"]]
        if without:
            yield voice.say("no pattern told", names=voice.list(without))
        if self.orphans:
            yield voice.say("orphans", names=voice.list(self.orphans))
        yield voice.say("who")
        yield voice.say("why")

    def _printed(self, language: str) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
        shown = self.sheet(language)
        return shown.head, [[row.label, *(cell.text for cell in row.cells)] for row in shown.rows]

    def _stated(self) -> Mapping[str, object]:
        cases = self.cases.drop(columns="quotes").astype(str)
        return {
            "form": "negative cases 1",
            "finding": self.finding.fingerprint,
            "cases": sorted(map(list, cases.itertuples(index=False, name=None))),
            "notes": sorted((*key[1:], str(edit.value)) for key, edit in self.edits.of(self.name).items()),
        }

    def _counted(self) -> pd.DataFrame:
        wanted = pd.concat([self.quotes(theme)["quote"] for theme in self.finding.themes])
        return self.frames.codings[quote_ids(self.frames.codings).isin(wanted)]


def pattern_of(finding: ThemeByOutcome, theme: str) -> str | None:
    """The group of which more people show the theme; None where the shares are equal or unknown."""
    row = finding.table[finding.table["code"] == theme].iloc[0]
    difference = float(row["difference"])
    if np.isnan(difference) or difference == 0:
        return None
    return finding.groups[0 if difference > 0 else 1]
