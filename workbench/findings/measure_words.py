"""What a theme-by-measure finding says in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.findings.theme_comparison_words import SIDES, ThemeComparisonWords

if TYPE_CHECKING:
    import pandas as pd

    from workbench.findings.theme_by_measure import ThemeByMeasure

OWN = {
    "en": {
        "measured": "{outcome}, known for {people}: median {median}.",
        "tested": "{themes} compared; p-values are adjusted for {tests} (permutation of ranks, {method}).",
        "largest": "The clearest difference is in {theme}: median {a} in {with_n} with it and {b} in "
        "{without_n} "
        "without it, {difference} ({coverage} interval {low} to {high}; p {p}, adjusted p {adjusted}).",
        "largest bare": "The clearest difference is in {theme}: median {a} in {with_n} with it and {b} in "
        "{without_n} without it (too few for an interval; p {p}, adjusted p {adjusted}).",
        "clear": "After adjustment people with and without the theme differ at the {alpha} level in "
        "{labels}.",
        "title largest": "Clearest: {theme}, median {a} with it, {b} without",
        "caption": "Filled: people who show the theme; open: people who do not; bars: medians.",
        "caption right": "To the right: difference of the medians with {coverage} bootstrap interval and p.",
        "difference column": "Difference of medians ({coverage} interval)",
        "of number": "{n} (median {median})",
        "superiority head": "Higher with the theme",
    },
    "da": {
        "measured": "{outcome}, kendt for {people}: median {median}.",
        "tested": "{themes} sammenlignet; p-værdierne er justeret for {tests} (permutation af rangtal, "
        "{method}).",
        "largest": "Den klareste forskel er i {theme}: median {a} hos {with_n} med og {b} hos {without_n} "
        "uden, "
        "{difference} ({coverage}-interval {low} til {high}; p {p}, justeret p {adjusted}).",
        "largest bare": "Den klareste forskel er i {theme}: median {a} hos {with_n} med og {b} hos "
        "{without_n} "
        "uden (for få til et interval; p {p}, justeret p {adjusted}).",
        "clear": "Efter justering er personer med og uden temaet forskellige på {alpha}-niveauet i {labels}.",
        "title largest": "Klarest: {theme}, median {a} med, {b} uden",
        "caption": "Fyldte: personer, der viser temaet; åbne: personer, der ikke gør; bjælker: medianer.",
        "caption right": "Til højre: forskellen mellem medianerne med {coverage}-bootstrapinterval og p.",
        "difference column": "Forskel mellem medianer ({coverage}-interval)",
        "of number": "{n} (median {median})",
        "superiority head": "Højere med temaet",
    },
}


class MeasureWords(ThemeComparisonWords):
    """The words of `finding` in `language` (`en` or `da`; English for any other)."""

    def __init__(self, finding: ThemeByMeasure, language: str) -> None:
        super().__init__(finding, finding.outcome, language, OWN)
        self.finding = finding

    def caption(self) -> list[str]:
        """Paragraphs below a figure: its source and who is missing, and how to read it."""
        coverage = self.voice.percent(self.finding.confidence)
        return self._caption(self.voice.say("caption"), self.voice.say("caption right", coverage=coverage))

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Head and rows of the table."""
        say = self.voice.say
        head = [
            say("theme head"),
            *map(say, SIDES),
            say("difference column", coverage=self.voice.percent(self.finding.confidence)),
            say("superiority head"),
            "p",
            self._adjusted_head(),
            "",
        ]
        rows = []
        for _, row in self.finding.table.iterrows():
            superiority = row["superiority"]
            rows.append(
                [
                    self.theme[row["code"]],
                    *(self._counted(row, side) for side in SIDES),
                    self.difference(row),
                    "" if np.isnan(superiority) else self.voice.percent(superiority),
                    *self.p_values(row),
                    self.note(row),
                ]
            )
        return head, rows

    def number(self, value: float) -> str:
        """Write a number of the variable."""
        return self.voice.brief(value)

    def difference(self, row: pd.Series[Any]) -> str:
        """Write the difference of the medians with its limits."""
        if np.isnan(row["difference"]):
            return ""
        limits = "" if np.isnan(row["low"]) else f" ({self._signed(row['low'])}, {self._signed(row['high'])})"
        return f"{self._signed(row['difference'])}{limits}"

    def _signed(self, value: float) -> str:
        return f"+{self.number(value)}" if value > 0 else self.number(value)

    def _counted(self, row: pd.Series[Any], side: str) -> str:
        n = row[f"{side} n"]
        return "0" if not n else self.voice.say("of number", n=n, median=self._side(row, side))

    def _side(self, row: pd.Series[Any], side: str) -> str:
        return self.number(row[f"{side} median"])

    def _basis(self) -> str:
        values = self.finding.numbers
        median = self.number(float(values.median())) if len(values) else "-"
        people = self.voice.people(len(values))
        return self.voice.say("measured", outcome=self.axis, people=people, median=median)

    def _largest(self, row: pd.Series[Any]) -> str:
        return self.voice.say(
            "largest bare" if np.isnan(row["low"]) else "largest",
            theme=self.theme[row["code"]],
            a=self._side(row, "with"),
            b=self._side(row, "without"),
            with_n=self.voice.people(int(row["with n"])),
            without_n=self.voice.people(int(row["without n"])),
            difference=self._signed(row["difference"]),
            coverage=self.voice.percent(self.finding.confidence),
            low=self._signed(row["low"]),
            high=self._signed(row["high"]),
            p=self.voice.p_equals(row["p_rank"]),
            adjusted=self.voice.p_equals(row["p_adjusted"]),
        )
