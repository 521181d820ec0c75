"""What a theme-by-measure finding says in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.findings.phrases import Voice
from workbench.findings.rule_words import told_exclusions, told_rules, told_volunteered
from workbench.model.scheme import localise

if TYPE_CHECKING:
    import pandas as pd

    from workbench.findings.theme_by_measure import ThemeByMeasure

OWN = {
    "en": {
        "with": "with the theme",
        "without": "without",
        "measured": "{outcome}, known for {people}: median {median}.",
        "tested rank": "{themes} compared; p-values are adjusted for {tests} (permutation of ranks, "
        "{method}).",
        "largest": "The clearest difference is in {theme}: median {a} in {with_n} with it and {b} in "
        "{without_n} "
        "without it, {difference} ({coverage} interval {low} to {high}; p {p}, adjusted p {adjusted}).",
        "largest bare": "The clearest difference is in {theme}: median {a} in {with_n} with it and {b} in "
        "{without_n} without it (too few for an interval; p {p}, adjusted p {adjusted}).",
        "clear": "After adjustment people with and without the theme differ at the {alpha} level in "
        "{labels}.",
        "unclear": "After adjustment people with and without a theme differ at the {alpha} level in no "
        "theme; "
        "with {people} that does not show that they are alike.",
        "title clear": "{outcome} differs clearly between people with and without {labels}",
        "title unclear": "{outcome}: people with and without a theme do not differ clearly",
        "title nothing": "{outcome}: no theme can be tested yet",
        "title largest": "Clearest: {theme}, median {a} with it, {b} without",
        "caption": "Filled: people who show the theme; open: people who do not; bars: medians.",
        "caption right": "To the right: difference of the medians with {coverage} bootstrap interval and p.",
        "caption test": "Clearly: adjusted p ({method}) below {alpha}. Association, not effect.",
        "difference column": "Difference of medians ({coverage} interval)",
        "of number": "{n} (median {median})",
        "superiority head": "Higher with the theme",
    },
    "da": {
        "with": "med temaet",
        "without": "uden",
        "measured": "{outcome}, kendt for {people}: median {median}.",
        "tested rank": "{themes} sammenlignet; p-værdierne er justeret for {tests} (permutation af rangtal, "
        "{method}).",
        "largest": "Den klareste forskel er i {theme}: median {a} hos {with_n} med og {b} hos {without_n} "
        "uden, "
        "{difference} ({coverage}-interval {low} til {high}; p {p}, justeret p {adjusted}).",
        "largest bare": "Den klareste forskel er i {theme}: median {a} hos {with_n} med og {b} hos "
        "{without_n} "
        "uden (for få til et interval; p {p}, justeret p {adjusted}).",
        "clear": "Efter justering er personer med og uden temaet forskellige på {alpha}-niveauet i {labels}.",
        "unclear": "Efter justering er personer med og uden et tema ikke forskellige på {alpha}-niveauet i "
        "noget "
        "tema; med {people} viser det ikke, at de er ens.",
        "title clear": "{outcome} er klart forskellig mellem personer med og uden {labels}",
        "title unclear": "{outcome}: personer med og uden et tema er ikke klart forskellige",
        "title nothing": "{outcome}: intet tema kan testes endnu",
        "title largest": "Klarest: {theme}, median {a} med, {b} uden",
        "caption": "Fyldte: personer, der viser temaet; åbne: personer, der ikke gør; bjælker: medianer.",
        "caption right": "Til højre: forskellen mellem medianerne med {coverage}-bootstrapinterval og p.",
        "caption test": "Klart: justeret p ({method}) under {alpha}. Sammenhæng, ikke effekt.",
        "difference column": "Forskel mellem medianer ({coverage}-interval)",
        "of number": "{n} (median {median})",
        "superiority head": "Højere med temaet",
    },
}


class MeasureWords:
    """The words of `finding` in `language` (`en` or `da`; English for any other)."""

    def __init__(self, finding: ThemeByMeasure, language: str) -> None:
        self.finding = finding
        self.voice = Voice(language, OWN)
        self.theme = {code: finding.theme_label(code, language) for code in finding.themes}
        declared = (
            finding.frames.register.variable_by_id.get(finding.outcome) if finding.frames.register else None
        )
        label = finding.outcome_label(language)
        unit = declared.unit if declared else None
        self.outcome = label
        self.axis = f"{label} ({unit})" if unit else label
        self.alpha = round(1 - finding.confidence, 12)

    def summary(self) -> str:
        """Tell who was compared, what differs, what it does not mean, and who is not counted."""
        return " ".join([*self._constructed(), *self._measured(), *self._tests(), *self._left_out()])

    def title(self) -> tuple[str, str]:
        """Headline and second line of a figure."""
        say, row = self.voice.say, self._clearest()
        if row is None:
            return say("title nothing", outcome=self.outcome), ""
        second = say(
            "title largest",
            theme=self.theme[row["code"]],
            a=self.number(row["with median"]),
            b=self.number(row["without median"]),
        )
        clear = self._clear()
        if not clear:
            return say("title unclear", outcome=self.outcome), second
        return say("title clear", outcome=self.outcome, labels=self.voice.list(clear)), second

    def caption(self) -> list[str]:
        """Paragraphs below a figure: its source and who is missing, and how to read it."""
        say, finding = self.voice.say, self.finding
        register = finding.frames.register
        title = localise(register.title, self.voice.language) if register else ""
        source = say("source", register=title or say("register"), n=len(finding.numbers))
        coverage = self.voice.percent(finding.confidence)
        test = say(
            "caption test", alpha=self.voice.percent(self.alpha), method=say(f"method {finding.adjust}")
        )
        return [
            " ".join([*self._constructed(), source, *told_exclusions(self.voice, finding.sample.excluded)]),
            " ".join([say("caption"), say("caption right", coverage=coverage), test, *self._rules()]),
        ]

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Head and rows of the table."""
        say, finding = self.voice.say, self.finding
        head = [
            say("theme head"),
            say("with"),
            say("without"),
            say("difference column", coverage=self.voice.percent(finding.confidence)),
            say("superiority head"),
            "p",
            say("adjusted head", method=say(f"method {finding.adjust}")),
            "",
        ]
        rows = []
        for _, row in finding.table.iterrows():
            superiority = row["superiority"]
            rows.append(
                [
                    self.theme[row["code"]],
                    *(self._side(row, side) for side in ("with", "without")),
                    self.difference(row),
                    "" if np.isnan(superiority) else self.voice.percent(superiority),
                    *(
                        "" if np.isnan(row[p]) else self.voice.p_value(row[p])
                        for p in ("p_rank", "p_adjusted")
                    ),
                    row["note"],
                ]
            )
        return head, rows

    def number(self, value: float) -> str:
        """Write a number as briefly as it can be told, with the decimal sign of the language."""
        text = f"{value:.1f}".removesuffix(".0") if abs(value) < 1000 else f"{value:.0f}"
        text = text.replace("-", "\u2212")
        return text.replace(".", ",") if self.voice.language == "da" else text

    def signed(self, value: float) -> str:
        """Write a difference with its sign."""
        return f"+{self.number(value)}" if value > 0 else self.number(value)

    def difference(self, row: pd.Series[Any]) -> str:
        """Write the difference of the medians with its limits."""
        if np.isnan(row["difference"]):
            return ""
        limits = "" if np.isnan(row["low"]) else f" ({self.signed(row['low'])}, {self.signed(row['high'])})"
        return f"{self.signed(row['difference'])}{limits}"

    def _side(self, row: pd.Series[Any], side: str) -> str:
        n, median = row[f"{side} n"], row[f"{side} median"]
        return "0" if not n else self.voice.say("of number", n=n, median=self.number(median))

    def _constructed(self) -> Iterator[str]:
        if self.finding.frames.constructed:
            yield self.voice.say("constructed")

    def _measured(self) -> Iterator[str]:
        values = self.finding.numbers
        median = self.number(float(values.median())) if len(values) else "-"
        people = self.voice.people(len(values))
        yield self.voice.say("measured", outcome=self.axis, people=people, median=median)

    def _tests(self) -> Iterator[str]:
        say, table, row = self.voice.say, self.finding.table, self._clearest()
        if row is None:
            yield say("nothing")
            return
        tests = self.voice.count(int(table["p_rank"].notna().sum()), "test", "tests")
        themes = self.voice.count(len(table), "theme", "themes")
        yield say("tested rank", themes=themes, tests=tests, method=say(f"method {self.finding.adjust}"))
        yield say(
            "largest bare" if np.isnan(row["low"]) else "largest",
            theme=self.theme[row["code"]],
            a=self.number(row["with median"]),
            b=self.number(row["without median"]),
            with_n=self.voice.people(int(row["with n"])),
            without_n=self.voice.people(int(row["without n"])),
            difference=self.signed(row["difference"]),
            coverage=self.voice.percent(self.finding.confidence),
            low=self.signed(row["low"]),
            high=self.signed(row["high"]),
            p=self.voice.p_equals(row["p_rank"]),
            adjusted=self.voice.p_equals(row["p_adjusted"]),
        )
        level, clear = self.voice.percent(self.alpha), self._clear()
        if clear:
            yield say("clear", alpha=level, labels=self.voice.list(clear))
        else:
            yield say("unclear", alpha=level, people=self.voice.people(len(self.finding.numbers)))
        untested = [self.theme[code] for code in table.loc[table["p_rank"].isna(), "code"]]
        if untested:
            yield say("untested", labels=self.voice.list(untested))
        yield say("association")

    def _left_out(self) -> Iterator[str]:
        yield from self._rules()
        yield from told_exclusions(self.voice, self.finding.sample.excluded)

    def _rules(self) -> Iterator[str]:
        finding = self.finding
        if finding.rules.stated:
            yield from told_rules(self.voice, finding.rules, finding.frames.scheme)
            compared = finding.sample.group >= 0
            yield from told_volunteered(self.voice, self.theme, finding.presence.volunteered[compared])

    def _clear(self) -> list[str]:
        table = self.finding.table
        return [self.theme[code] for code in table.loc[table["p_adjusted"] < self.alpha, "code"]]

    def _clearest(self) -> pd.Series[Any] | None:
        """The row with the smallest p-value."""
        p = self.finding.table["p_rank"]
        return None if p.isna().all() else self.finding.table.iloc[int(np.nanargmin(p.to_numpy()))]
