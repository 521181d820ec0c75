"""What a theme-by-time finding says in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from workbench.findings.theme_comparison_words import SIDES, ThemeComparisonWords

if TYPE_CHECKING:
    import pandas as pd

    from workbench.findings.theme_by_time import ThemeByTime

OWN = {
    "en": {
        "watched": "{time}: {people}, to {n} of whom it happened ({event}).",
        "tested": "{themes} compared; p-values are adjusted for {tests} (log-rank by permutation, {method}).",
        "largest": "The clearest difference is in {theme}: it happened to {a} with it (expected {expected} "
        "if "
        "the theme did not matter) and to {b} without it (p {p}, adjusted p {adjusted}).",
        "clear": "After adjustment it happens sooner or later at the {alpha} level with {labels}.",
        "before": "Everybody to whom it happened was interviewed before. Still this is association, not "
        "effect.",
        "title largest": "Clearest: {theme}, it happened to {a} with it, {b} without",
        "caption": "Curves: share of people to whom it has not happened yet (Kaplan and "
        "Meier); short strokes: people watched no longer. Solid: with the theme; dashed: without. At risk: "
        "people still watched just before that time, to whom it has not happened. p: log-rank test by "
        "permutation.",
        "caption first": "The {n} themes with the smallest p of {themes}.",
        "events": "{events} of {n}",
        "events median": "{events} of {n} (median {median})",
        "panel": "(p {p})",
        "at risk": "At risk",
        "with short": "with",
        "without short": "without",
    },
    "da": {
        "watched": "{time}: {people}, hvoraf det skete for {n} ({event}).",
        "tested": "{themes} sammenlignet; p-værdierne er justeret for {tests} (log-rank ved "
        "permutation, {method}).",
        "largest": "Den klareste forskel er i {theme}: det skete for {a} med (ventet {expected}, hvis "
        "temaet var "
        "uden betydning) og for {b} uden (p {p}, justeret p {adjusted}).",
        "clear": "Efter justering sker det før eller senere på {alpha}-niveauet med {labels}.",
        "before": "Alle, som det skete for, blev interviewet før. Det er stadig en sammenhæng, ikke en "
        "effekt.",
        "title largest": "Klarest: {theme}, det skete for {a} med, {b} uden",
        "caption": "Kurver: andel af personerne, som det endnu ikke er sket for (Kaplan "
        "og Meier); korte streger: personer, der ikke længere følges. Fuldt optrukket: med temaet; stiplet: "
        "uden. Under risiko: personer, der stadig følges lige før det tidspunkt, og som det ikke er sket "
        "for. p: log-rank-test ved permutation.",
        "caption first": "De {n} temaer med mindst p af {themes}.",
        "events": "{events} af {n}",
        "events median": "{events} af {n} (median {median})",
        "panel": "(p {p})",
        "at risk": "Under risiko",
        "with short": "med",
        "without short": "uden",
    },
}


class TimeWords(ThemeComparisonWords):
    """The words of `finding` in `language` (`en` or `da`; English for any other)."""

    CAUTION: ClassVar[str] = "before"

    def __init__(self, finding: ThemeByTime, language: str) -> None:
        super().__init__(finding, finding.time, language, OWN)
        self.finding = finding

    def caption(self, drawn: int) -> list[str]:
        """Paragraphs below a figure: its source and who is missing, and how to read it."""
        say, themes = self.voice.say, len(self.theme)
        first = [say("caption first", n=drawn, themes=themes)] if drawn < themes else []
        return self._caption(say("caption"), *first)

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Head and rows of the table."""
        say = self.voice.say
        head = [say("theme head"), *map(say, SIDES), "p (log-rank)", self._adjusted_head(), ""]
        rows = [
            [
                self.theme[row["code"]],
                *(self._with_median(row, side) for side in SIDES),
                *self.p_values(row),
                self.note(row),
            ]
            for _, row in self.finding.table.iterrows()
        ]
        return head, rows

    def p_of(self, row: pd.Series[Any]) -> str:
        """The result of the test, for the head of a panel; empty where it is not tested."""
        p = row["p_log_rank"]
        return "" if np.isnan(p) else self.voice.say("panel", p=self.voice.p_equals(p))

    def _basis(self) -> str:
        return self.voice.say(
            "watched",
            time=self.axis,
            people=self.voice.people(len(self.finding.times)),
            n=int(self.finding.happened.sum()),
            event=self.finding.label(self.finding.event, self.voice.language),
        )

    def _side(self, row: pd.Series[Any], side: str) -> str:
        return self.voice.say("events", events=row[f"{side} events"], n=row[f"{side} n"])

    def _with_median(self, row: pd.Series[Any], side: str) -> str:
        half = row[f"{side} median"]
        if np.isnan(half):
            return self._side(row, side)
        return self.voice.say(
            "events median",
            events=row[f"{side} events"],
            n=row[f"{side} n"],
            median=self.voice.brief(half),
        )

    def _largest(self, row: pd.Series[Any]) -> str:
        return self.voice.say(
            "largest",
            theme=self.theme[row["code"]],
            a=self._side(row, "with"),
            b=self._side(row, "without"),
            expected=self.voice.number(row["expected events with"], 1),
            p=self.voice.p_equals(row["p_log_rank"]),
            adjusted=self.voice.p_equals(row["p_adjusted"]),
        )
