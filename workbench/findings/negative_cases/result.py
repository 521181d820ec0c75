"""For each theme the people who contradict its pattern, and the note that must be written on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from workbench.errors import FindingError
from workbench.findings.displays.table import quote_ids
from workbench.findings.grouping import nearest
from workbench.findings.negative_cases.words import case_voice
from workbench.findings.negative_cases.writing import CaseNotes
from workbench.findings.result import ThemeByOutcome
from workbench.study.frames import Frames

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from workbench.findings.displays.sheet import Sheet

Against = Literal["theme", "no theme"]
"""How somebody contradicts: with the theme outside the group of the pattern, or in it without."""


@dataclass(frozen=True, eq=False, repr=False)
class NegativeCases(CaseNotes):
    """Who contradicts the pattern of each theme.

    Attributes
    ----------
    finding
        The theme by outcome whose patterns are looked at; it has two groups.
    cases
        One row per person and theme that contradicts: code, participant, group, against (`theme`
        or `no theme`) and quotes, how many of their passages tell of it.
    judgements
        What people wrote, here and beside other findings.
    held
        Ids of quotes that must not be shown, with the reason.
    smallest
        The smallest number of people that is shown; below it people are neither counted nor named.
    table
        One row per theme: code, label, pattern (the group that it goes with; missing without
        one), with_theme and without_theme (how many people contradict), note, state.
    """

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
        rows = self._said(theme)
        rows = rows[~rows["quote"].isin(list(self.held))]
        if participant is not None:
            people = self.cases.loc[self.cases["code"] == theme, "participant"]
            if participant not in set(people):
                raise FindingError(
                    f"{participant!r} does not contradict {theme!r}", hint=nearest(str(participant), people)
                )
            rows = rows[rows["participant"] == participant]
        if against is not None:
            rows = rows[rows["against"] == against]
        return rows.reset_index(drop=True)

    def held_back(self, theme: str, against: str | None = None) -> int:
        """How many quotes of those who contradict a theme are held back; `against` as in `quotes`."""
        rows = self._said(theme)
        if against is not None:
            rows = rows[rows["against"] == against]
        return int(rows["quote"].isin(list(self.held)).sum())

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
            "notes": sorted(
                (*place[1:], str(one.value)) for place, one in self.judgements.about(self.name).items()
            ),
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
