"""What comparisons of people with and without a theme say in plain words, in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from workbench.findings.notes import told_note
from workbench.findings.phrases import Voice
from workbench.findings.rule_words import constructed, register_title, told_counting, told_exclusions

if TYPE_CHECKING:
    import pandas as pd

    from workbench.findings.theme_comparison import ThemeComparison

COMMON = {
    "en": {
        "with": "with the theme",
        "without": "without",
        "unclear": "After adjustment people with and without a theme differ at the {alpha} level in no "
        "theme; with {people} that does not show that they are alike.",
        "title clear": "{outcome} differs clearly between people with and without {labels}",
        "title unclear": "{outcome}: people with and without a theme do not differ clearly",
        "title nothing": "{outcome}: no theme can be tested yet",
        "caption test": "Clearly: adjusted p ({method}) below {alpha}. Association, not effect.",
    },
    "da": {
        "with": "med temaet",
        "without": "uden",
        "unclear": "Efter justering er personer med og uden et tema ikke forskellige på {alpha}-niveauet i "
        "noget tema; med {people} viser det ikke, at de er ens.",
        "title clear": "{outcome} er klart forskellig mellem personer med og uden {labels}",
        "title unclear": "{outcome}: personer med og uden et tema er ikke klart forskellige",
        "title nothing": "{outcome}: intet tema kan testes endnu",
        "caption test": "Klart: justeret p ({method}) under {alpha}. Sammenhæng, ikke effekt.",
    },
}
SIDES = ("with", "without")


class ThemeComparisonWords(ABC):
    """The words of `finding` in `language` (`en` or `da`; English for any other).

    A kind has phrases of its own: `tested`, `clear` and `title largest`.

    Attributes
    ----------
    outcome, axis
        What the variable is called, without its unit and with it.
    """

    CAUTION: ClassVar[str] = "association"
    """The phrase that says what the result does not mean."""

    def __init__(
        self,
        finding: ThemeComparison,
        variable: str,
        language: str,
        own: Mapping[str, Mapping[str, str]],
    ) -> None:
        self.voice = Voice(language, {tongue: {**COMMON[tongue], **own[tongue]} for tongue in COMMON})
        self.theme = {code: finding.theme_label(code, language) for code in finding.themes}
        register = finding.frames.register
        declared = register.variable_by_id.get(variable) if register else None
        self.outcome = finding.label(variable, language)
        self.axis = f"{self.outcome} ({declared.unit})" if declared and declared.unit else self.outcome
        # Rounded because 1 - 0.95 is a hair more than 0.05.
        self.alpha = round(1 - finding.confidence, 12)
        self._compared = finding

    def summary(self) -> str:
        """Tell who was compared, what differs, what it does not mean, and who is not counted."""
        finding = self._compared
        return " ".join(
            [
                *constructed(self.voice, finding.frames),
                self._basis(),
                *self._tests(),
                *told_counting(self.voice, finding, self.theme),
                *told_exclusions(self.voice, finding.sample.excluded),
            ]
        )

    def title(self) -> tuple[str, str]:
        """Headline and second line of a figure."""
        say, row = self.voice.say, self._clearest()
        if row is None:
            return say("title nothing", outcome=self.outcome), ""
        sides = {name: self._side(row, side) for name, side in zip("ab", SIDES, strict=True)}
        second = say("title largest", theme=self.theme[row["code"]], **sides)
        clear = self._clear()
        if not clear:
            return say("title unclear", outcome=self.outcome), second
        return say("title clear", outcome=self.outcome, labels=self.voice.list(clear)), second

    def p_values(self, row: pd.Series[Any]) -> list[str]:
        """Write the p-value of a row and the adjusted one; empty where it is not tested."""
        p_values = (row[self._compared.P_VALUE], row["p_adjusted"])
        return ["" if np.isnan(p) else self.voice.p_value(p) for p in p_values]

    def note(self, row: pd.Series[Any]) -> str:
        """Say why a row is not tested."""
        return told_note(self.voice, row["note"])

    def _adjusted_head(self) -> str:
        return self.voice.say("adjusted head", method=self.voice.say(f"method {self._compared.adjust}"))

    def _caption(self, *reading: str) -> list[str]:
        """Paragraphs below a figure: its source and who is missing, and how to read it."""
        say, finding = self.voice.say, self._compared
        source = say("source", register=register_title(self.voice, finding.frames), n=len(finding.people))
        method = say(f"method {finding.adjust}")
        test = say("caption test", alpha=self.voice.percent(self.alpha), method=method)
        return [
            " ".join(
                [
                    *constructed(self.voice, finding.frames),
                    source,
                    *told_exclusions(self.voice, finding.sample.excluded),
                ]
            ),
            " ".join([*reading, test, *told_counting(self.voice, finding, self.theme)]),
        ]

    @abstractmethod
    def _basis(self) -> str:
        """Who was compared in what."""

    @abstractmethod
    def _side(self, row: pd.Series[Any], side: str) -> str:
        """Write one side of a row as it stands in a headline."""

    @abstractmethod
    def _largest(self, row: pd.Series[Any]) -> str:
        """Tell the row with the smallest p-value."""

    def _tests(self) -> Iterator[str]:
        say, finding, row = self.voice.say, self._compared, self._clearest()
        if row is None:
            yield say("nothing")
            return
        p = finding.table[finding.P_VALUE]
        yield say(
            "tested",
            themes=self.voice.count(len(p), "theme", "themes"),
            tests=self.voice.count(int(p.notna().sum()), "test", "tests"),
            method=say(f"method {finding.adjust}"),
        )
        yield self._largest(row)
        level, clear = self.voice.percent(self.alpha), self._clear()
        if clear:
            yield say("clear", alpha=level, labels=self.voice.list(clear))
        else:
            yield say("unclear", alpha=level, people=self.voice.people(len(finding.people)))
        untested = [self.theme[code] for code in finding.table.loc[p.isna(), "code"]]
        if untested:
            yield say("untested", labels=self.voice.list(untested))
        yield say(self.CAUTION)

    def _clear(self) -> list[str]:
        """Themes whose adjusted p-value is below one minus the confidence."""
        table = self._compared.table
        return [self.theme[code] for code in table.loc[table["p_adjusted"] < self.alpha, "code"]]

    def _clearest(self) -> pd.Series[Any] | None:
        """The row with the smallest p-value."""
        p = self._compared.table[self._compared.P_VALUE]
        return None if p.isna().all() else self._compared.table.iloc[int(np.nanargmin(p.to_numpy()))]
