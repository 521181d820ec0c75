"""What a theme-by-time finding says in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.findings.phrases import Voice
from workbench.findings.rule_words import told_exclusions, told_rules, told_volunteered
from workbench.model.scheme import localise

if TYPE_CHECKING:
    import pandas as pd

    from workbench.findings.theme_by_time import ThemeByTime

OWN = {
    "en": {
        "with": "with the theme",
        "without": "without",
        "watched": "{time}: {people}, to {n} of whom it happened ({event}).",
        "tested log-rank": "{themes} compared; p-values are adjusted for {tests} (log-rank by permutation, "
        "{method}).",
        "largest": "The clearest difference is in {theme}: it happened to {a} with it (expected {expected} "
        "if "
        "the theme did not matter) and to {b} without it (p {p}, adjusted p {adjusted}).",
        "clear": "After adjustment it happens sooner or later at the {alpha} level with {labels}.",
        "unclear": "After adjustment people with and without a theme differ at the {alpha} level in no "
        "theme; "
        "with {people} that does not show that they are alike.",
        "before": "Everybody to whom it happened was interviewed before. Still this is association, not "
        "effect.",
        "title clear": "{time} differs clearly between people with and without {labels}",
        "title unclear": "{time}: people with and without a theme do not differ clearly",
        "title nothing": "{time}: no theme can be tested yet",
        "title largest": "Clearest: {theme}, it happened to {a} with it, {b} without",
        "caption": "Across: {axis}. Curves: share of people to whom it has not happened yet (Kaplan and "
        "Meier); ticks: "
        "people "
        "watched no longer. Solid: with the theme; dashed: without.",
        "caption test": "Clearly: adjusted p ({method}) below {alpha}. Association, not effect.",
        "caption first": "The {n} themes with the smallest p of {themes}.",
        "events": "{events} of {n}",
        "events median": "{events} of {n} (median {median})",
        "panel": "{theme} (p {p})",
    },
    "da": {
        "with": "med temaet",
        "without": "uden",
        "watched": "{time}: {people}, hvoraf det skete for {n} ({event}).",
        "tested log-rank": "{themes} sammenlignet; p-værdierne er justeret for {tests} (log-rank ved "
        "permutation, {method}).",
        "largest": "Den klareste forskel er i {theme}: det skete for {a} med (ventet {expected}, hvis "
        "temaet var "
        "uden betydning) og for {b} uden (p {p}, justeret p {adjusted}).",
        "clear": "Efter justering sker det før eller senere på {alpha}-niveauet med {labels}.",
        "unclear": "Efter justering er personer med og uden et tema ikke forskellige på {alpha}-niveauet i "
        "noget tema; med {people} viser det ikke, at de er ens.",
        "before": "Alle, som det skete for, blev interviewet før. Det er stadig en sammenhæng, ikke en "
        "effekt.",
        "title clear": "{time} er klart forskellig mellem personer med og uden {labels}",
        "title unclear": "{time}: personer med og uden et tema er ikke klart forskellige",
        "title nothing": "{time}: intet tema kan testes endnu",
        "title largest": "Klarest: {theme}, det skete for {a} med, {b} uden",
        "caption": "Vandret: {axis}. Kurver: andel af personerne, som det endnu ikke er sket for (Kaplan "
        "og Meier); streger: "
        "personer, der ikke længere følges. Fuldt optrukket: med temaet; stiplet: uden.",
        "caption test": "Klart: justeret p ({method}) under {alpha}. Sammenhæng, ikke effekt.",
        "caption first": "De {n} temaer med mindst p af {themes}.",
        "events": "{events} af {n}",
        "events median": "{events} af {n} (median {median})",
        "panel": "{theme} (p {p})",
    },
}


class TimeWords:
    """The words of `finding` in `language` (`en` or `da`; English for any other)."""

    def __init__(self, finding: ThemeByTime, language: str) -> None:
        self.finding = finding
        self.voice = Voice(language, OWN)
        self.theme = {code: finding.theme_label(code, language) for code in finding.themes}
        register = finding.frames.register
        declared = register.variable_by_id.get(finding.time) if register else None
        self.time = finding.label(finding.time, language)
        self.axis = f"{self.time} ({declared.unit})" if declared and declared.unit else self.time
        self.alpha = round(1 - finding.confidence, 12)

    def summary(self) -> str:
        """Tell who was compared, what differs, what it does not mean, and who is not counted."""
        finding = self.finding
        watched = self.voice.say(
            "watched",
            time=self.axis,
            people=self.voice.people(len(finding.times)),
            n=int(finding.happened.sum()),
            event=finding.label(finding.event, self.voice.language),
        )
        return " ".join(
            [
                *self._constructed(),
                watched,
                *self._tests(),
                *self._rules(),
                *told_exclusions(self.voice, finding.sample.excluded),
            ]
        )

    def title(self) -> tuple[str, str]:
        """Headline and second line of a figure."""
        say, row = self.voice.say, self._clearest()
        if row is None:
            return say("title nothing", time=self.time), ""
        second = say(
            "title largest",
            theme=self.theme[row["code"]],
            a=self._side(row, "with"),
            b=self._side(row, "without"),
        )
        clear = self._clear()
        if not clear:
            return say("title unclear", time=self.time), second
        return say("title clear", time=self.time, labels=self.voice.list(clear)), second

    def caption(self, drawn: int) -> list[str]:
        """Paragraphs below a figure: its source and who is missing, and how to read it."""
        say, finding = self.voice.say, self.finding
        register = finding.frames.register
        title = localise(register.title, self.voice.language) if register else ""
        source = say("source", register=title or say("register"), n=len(finding.times))
        test = say(
            "caption test", alpha=self.voice.percent(self.alpha), method=say(f"method {finding.adjust}")
        )
        themes = len(self.theme)
        first = [say("caption first", n=drawn, themes=themes)] if drawn < themes else []
        excluded = told_exclusions(self.voice, finding.sample.excluded)
        return [
            " ".join([*self._constructed(), source, *excluded]),
            " ".join([say("caption", axis=self.axis), *first, test, *self._rules()]),
        ]

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Head and rows of the table."""
        say, finding = self.voice.say, self.finding
        adjusted = say("adjusted head", method=say(f"method {finding.adjust}"))
        head = [say("theme head"), say("with"), say("without"), "p (log-rank)", adjusted, ""]
        rows = []
        for _, row in finding.table.iterrows():
            p_values = (row["p_log_rank"], row["p_adjusted"])
            rows.append(
                [
                    self.theme[row["code"]],
                    *(self._side(row, side, median=True) for side in ("with", "without")),
                    *("" if np.isnan(p) else self.voice.p_value(p) for p in p_values),
                    row["note"],
                ]
            )
        return head, rows

    def panel(self, row: pd.Series[Any]) -> str:
        """Head of the panel of one theme."""
        label = self.theme[row["code"]]
        p = row["p_log_rank"]
        return label if np.isnan(p) else self.voice.say("panel", theme=label, p=self.voice.p_equals(p))

    def _side(self, row: pd.Series[Any], side: str, *, median: bool = False) -> str:
        told = {"events": row[f"{side} events"], "n": row[f"{side} n"]}
        half = row[f"{side} median"]
        if median and not np.isnan(half):
            return self.voice.say("events median", median=f"{half:g}", **told)
        return self.voice.say("events", **told)

    def _constructed(self) -> Iterator[str]:
        if self.finding.frames.constructed:
            yield self.voice.say("constructed")

    def _tests(self) -> Iterator[str]:
        say, table, row = self.voice.say, self.finding.table, self._clearest()
        if row is None:
            yield say("nothing")
            return
        tests = self.voice.count(int(table["p_log_rank"].notna().sum()), "test", "tests")
        themes = self.voice.count(len(table), "theme", "themes")
        yield say("tested log-rank", themes=themes, tests=tests, method=say(f"method {self.finding.adjust}"))
        expected = f"{row['expected events with']:.1f}"
        yield say(
            "largest",
            theme=self.theme[row["code"]],
            a=self._side(row, "with"),
            b=self._side(row, "without"),
            expected=expected.replace(".", ",") if self.voice.language == "da" else expected,
            p=self.voice.p_equals(row["p_log_rank"]),
            adjusted=self.voice.p_equals(row["p_adjusted"]),
        )
        level, clear = self.voice.percent(self.alpha), self._clear()
        if clear:
            yield say("clear", alpha=level, labels=self.voice.list(clear))
        else:
            yield say("unclear", alpha=level, people=self.voice.people(len(self.finding.times)))
        untested = [self.theme[code] for code in table.loc[table["p_log_rank"].isna(), "code"]]
        if untested:
            yield say("untested", labels=self.voice.list(untested))
        yield say("before")

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
        p = self.finding.table["p_log_rank"]
        return None if p.isna().all() else self.finding.table.iloc[int(np.nanargmin(p.to_numpy()))]
