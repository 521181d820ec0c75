"""What a comparison of the interviewed with the register says in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from workbench.findings.interviewed_phrases import PHRASES
from workbench.findings.notes import told_note
from workbench.findings.phrases import MINUS, Voice
from workbench.findings.rule_words import constructed, register_title

if TYPE_CHECKING:
    from workbench.findings.interviewed import InterviewedAgainstRegister

NAMED_IN_TITLE = 3
SIDES = ("interviewed", "others")


class InterviewedWords:
    """The words of `finding` in `language` (`en` or `da`; English for any other)."""

    def __init__(self, finding: InterviewedAgainstRegister, language: str) -> None:
        self.finding = finding
        self.voice = Voice(language, PHRASES)
        self.label = {
            variable: finding.variable_label(variable, language) for variable in finding.table["variable"]
        }
        self.alpha = round(1 - finding.confidence, 12)

    def summary(self) -> str:
        """Tell who is compared with whom, what is unlike, and what is not compared."""
        say, finding = self.voice.say, self.finding
        compared = say(
            "compared",
            people=self.voice.people(len(finding.people)),
            all=len(finding.people) + finding.others,
            others=finding.others,
        )
        return " ".join(
            [
                *constructed(self.voice, finding.frames),
                compared,
                *self._tests(),
                say("why"),
                *self._left_out(),
            ]
        )

    def title(self) -> tuple[str, str]:
        """Headline and second line of a figure."""
        say, finding = self.voice.say, self.finding
        second = say("second", n=len(finding.people), others=finding.others)
        if finding.table["p"].isna().all():
            return say("title nothing"), second
        clear = self._clear()
        if not clear:
            return say("title unclear"), second
        if len(clear) > NAMED_IN_TITLE:
            variables = self.voice.count(len(finding.table), "variable", "variables")
            clear = [say("title more", n=len(clear), variables=variables)]
        return say("title clear", labels=self.voice.list(clear)), second

    def caption(self, drawn: int) -> list[str]:
        """Paragraphs below a figure: its source, and how to read it."""
        say, finding = self.voice.say, self.finding
        title = register_title(self.voice, finding.frames)
        n = len(finding.people) + finding.others
        variables = self.voice.count(len(finding.table), "variable", "variables")
        first = [say("caption first", n=drawn, variables=variables)] if drawn < len(finding.table) else []
        read = say("caption", alpha=self.voice.percent(self.alpha), tests=self._number_of_tests())
        return [
            " ".join(
                [
                    *constructed(self.voice, finding.frames),
                    say("source", register=title, n=n),
                    *self._left_out(),
                ]
            ),
            " ".join([read, say("caption right"), *first]),
        ]

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Head and rows of the table."""
        say = self.voice.say
        head = [
            say("variable head"),
            say("interviewed"),
            say("others"),
            say("difference head"),
            say("p head"),
            say("holm head"),
            "",
        ]
        rows = []
        for _, row in self.finding.table.iterrows():
            cells = [self._with_missing(row, side) for side in SIDES]
            p_values = ["" if np.isnan(p) else self.voice.p_value(p) for p in (row["p"], row["p_holm"])]
            rows.append(
                [
                    self.label[row["variable"]],
                    *cells,
                    self.difference(row),
                    *p_values,
                    told_note(self.voice, row["note"]),
                ]
            )
        return head, rows

    def side(self, row: pd.Series[Any], side: str) -> str:
        """Write one part of a variable: a share with its counts, a median, or the counts of the values."""
        of = int(row[f"{side} n"])
        middle = row[f"{side} middle"]
        if row["kind"] == "yes or no":
            return "0" if not of else f"{round(middle * of)}/{of} ({self.voice.percent(middle)})"
        if row["kind"] in ("number", "date"):
            value = self.middle(row, side)
            return self.voice.say("median", value=value) if value else ""
        return self.counts(row["variable"], side)

    def counts(self, variable: str, side: str) -> str:
        """Write how many people have each value that anybody in this part has."""
        values = self.finding.counts
        own = values[(values["variable"] == variable) & (values[side] > 0)]
        told = [
            f"{self.finding.value_label(variable, value, self.voice.language)} {n}"
            for value, n in zip(own["value"], own[side], strict=True)
        ]
        return ", ".join(told)

    def difference(self, row: pd.Series[Any]) -> str:
        """Write the standardised difference; a distance stands without a sign."""
        d = row["standardised_difference"]
        if np.isnan(d):
            return ""
        sign = "" if row["kind"] in ("nominal", "ordinal") else "+" if d > 0 else MINUS if d < 0 else ""
        return f"{sign}{self.voice.number(abs(d))}"

    def middle(self, row: pd.Series[Any], side: str) -> str:
        """Write the median of one part: a number or a day; empty where nobody has one."""
        middle = row[f"{side} middle"]
        if pd.isna(middle):
            return ""
        if isinstance(middle, pd.Timestamp):
            return middle.date().isoformat()
        return self.voice.brief(middle)

    def _with_missing(self, row: pd.Series[Any], side: str) -> str:
        text, missing = self.side(row, side), int(row[f"{side} missing"])
        return self.voice.say("missing part", text=text or "0", n=missing) if missing else text

    def _number_of_tests(self) -> str:
        return self.voice.count(int(self.finding.table["p"].notna().sum()), "test", "tests")

    def _tests(self) -> Iterator[str]:
        say, table = self.voice.say, self.finding.table
        if table["p"].isna().all():
            yield say("nothing")
            return
        variables = self.voice.count(len(table), "variable", "variables")
        yield say("tested", variables=variables, tests=self._number_of_tests())
        row = table.iloc[int(np.nanargmin(table["p"].to_numpy()))]
        yield say(
            "unlike",
            label=self.label[row["variable"]],
            interviewed=self.side(row, "interviewed"),
            others=self.side(row, "others"),
            d=self.difference(row) or "-",
            p=self.voice.p_equals(row["p"]),
            adjusted=self.voice.p_equals(row["p_holm"]),
        )
        level, clear = self.voice.percent(self.alpha), self._clear()
        if clear:
            yield say("clear", alpha=level, labels=self.voice.list(clear))
        else:
            yield say("unclear", alpha=level, people=self.voice.people(len(self.finding.people)))
        untested = [self.label[variable] for variable in table.loc[table["p"].isna(), "variable"]]
        if untested:
            yield say("untested", labels=self.voice.list(untested))

    def _left_out(self) -> Iterator[str]:
        finding = self.finding
        if len(finding.left_out):
            named = [
                f"{finding.variable_label(variable, self.voice.language)} ({self.voice.say(reason)})"
                for variable, reason in finding.left_out.itertuples(index=False)
            ]
            yield self.voice.say("left out", labels=self.voice.list(named))
        if len(finding.excluded):
            yield self.voice.say("strangers", people=self.voice.people(len(finding.excluded)))

    def _clear(self) -> list[str]:
        table = self.finding.table
        return [self.label[variable] for variable in table.loc[table["p_holm"] < self.alpha, "variable"]]
