"""What a theme-by-outcome finding says in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.findings.details import missing_outcomes
from workbench.findings.notes import EMPTY_GROUP, NOT_ASKED, told_note
from workbench.findings.phrases import Voice
from workbench.findings.rule_words import constructed, register_title, told_counting, told_exclusions
from workbench.findings.strata_words import told_strata

if TYPE_CHECKING:
    import pandas as pd

    from workbench.findings.result import FigureKind, ThemeByOutcome

NAMED_IN_TITLE = 2
FEW = 100
"""Up to so many people the summary says what they could have shown."""


class Wording:
    """The words of `finding` in `language` (`en` or `da`; English for any other)."""

    def __init__(self, finding: ThemeByOutcome, language: str) -> None:
        self.finding = finding
        self.voice = Voice(language)
        self.outcome = finding.outcome_label(language)
        self.groups = [finding.group_label(group, language) for group in finding.groups]
        self.theme = {code: finding.theme_label(code, language) for code in finding.themes}
        # Rounded because 1 - 0.95 is a hair more than 0.05.
        self.alpha = round(1 - finding.confidence, 12)

    def summary(self) -> str:
        """Tell who was compared, what differs, what it does not mean, and who is not counted."""
        return " ".join(
            [
                *constructed(self.voice, self.finding.frames),
                *self._compared(),
                *self._tests(),
                *self._timing(),
                *self._left_out(),
                *told_strata(self.voice, self.finding, self.theme, self._largest()),
            ]
        )

    def title(self) -> tuple[str, str]:
        """Headline and second line of a figure: what differs after adjustment, or that nothing does."""
        finding, say = self.finding, self.voice.say
        largest = self._largest()
        if largest is None:
            return say("title nothing", outcome=self.outcome), ""
        second_line = say("title largest", **self._cells(largest)) if len(self.groups) == 2 else ""
        several = len(self.groups) > NAMED_IN_TITLE
        groups = say("the groups", n=len(self.groups)) if several else self.voice.list(self.groups)
        clear = [self.theme[code] for code in self._clear()]
        if not clear:
            return say("title unclear", outcome=self.outcome, groups=groups), second_line
        phrase = "title clear" if len(clear) == 1 else "title clear many"
        if len(clear) > NAMED_IN_TITLE:
            themes = self.voice.count(len(finding.themes), "theme", "themes")
            clear = [say("title more", n=len(clear), themes=themes)]
        return say(phrase, outcome=self.outcome, labels=self.voice.list(clear), groups=groups), second_line

    def caption(self, kind: FigureKind = "dots") -> list[list[str]]:
        """Two paragraphs below a figure: its source and who is missing from it, and how to read it."""
        say, register = self.voice.say, register_title(self.voice, self.finding.frames)
        order = "caption sorted" if len(self.groups) == 2 else "caption sorted many"
        return [
            [
                *constructed(self.voice, self.finding.frames),
                say("source", register=register, n=sum(self.finding.sample.sizes)),
                *told_exclusions(self.voice, self.finding.sample.excluded),
            ],
            [
                say(f"caption {kind}", coverage=self.voice.percent(self.finding.confidence)),
                say(order, a=self.groups[0], b=self.groups[-1]),
                say(
                    "caption test",
                    alpha=self.voice.percent(self.alpha),
                    method=say(f"method {self.finding.adjust}"),
                ),
                *self._timing(),
                *told_counting(self.voice, self.finding, self.theme),
            ],
        ]

    def cell(self, row: pd.Series[Any]) -> str:
        """Tell one row of `ThemeByOutcome.counts`: how many of how many, and the interval."""
        return self.voice.say(
            "of people",
            group=self.finding.group_label(row["group"], self.voice.language),
            present=row["present"],
            people=self.voice.people(row["of"]),
            share=self.voice.percent(row["share"]),
            coverage=self.voice.percent(self.finding.confidence),
            low=self.voice.percent(row["low"]),
            high=self.voice.percent(row["high"]),
        )

    def note(self, row: pd.Series[Any]) -> str:
        """Say why a row of `ThemeByOutcome.table` is not tested, with the groups that nobody is in."""
        empty = [
            label
            for group, label in zip(self.finding.groups, self.groups, strict=True)
            if row["note"] in (EMPTY_GROUP, NOT_ASKED) and not row[f"{group} of"]
        ]
        return told_note(self.voice, row["note"], empty)

    def difference(self, row: pd.Series[Any]) -> str:
        """Write the difference of a row of `ThemeByOutcome.table` with its limits, in percentage points."""
        if np.isnan(row["difference"]):
            return ""
        point, low, high = (self.voice.points(row[name]) for name in ("difference", "low", "high"))
        return f"{point} ({low}, {high})"

    def _compared(self) -> Iterator[str]:
        groups = [
            self.voice.say("in group", people=self.voice.people(size), group=group)
            for group, size in zip(self.groups, self.finding.sample.sizes, strict=True)
        ]
        yield self.voice.say("compared", outcome=self.outcome, groups=self.voice.list(groups))

    def _tests(self) -> Iterator[str]:
        say, finding, table = self.voice.say, self.finding, self.finding.table
        largest = self._largest()
        if largest is None:
            yield say("nothing")
            return
        themes = self.voice.count(len(table), "theme", "themes")
        tests = self.voice.count(int(table["p_fisher"].notna().sum()), "test", "tests")
        yield say("tested", themes=themes, tests=tests, method=say(f"method {finding.adjust}"))
        if len(self.groups) == 2:
            yield say(
                "largest",
                **self._cells(largest),
                points=self.voice.points(largest["difference"]),
                coverage=self.voice.percent(self.finding.confidence),
                low=self.voice.points(largest["low"]),
                high=self.voice.points(largest["high"]),
                p=self.voice.p_equals(largest["p_fisher"]),
                holm=self.voice.p_equals(
                    float(finding.adjusted[finding.table["code"] == largest["code"]].iloc[0])
                ),
            )
        level = self.voice.percent(self.alpha)
        clear = [self.theme[code] for code in self._clear()]
        if clear:
            yield say("clear", alpha=level, labels=self.voice.list(clear))
        else:
            yield say("unclear", alpha=level, people=self.voice.people(sum(self.finding.sample.sizes)))
        yield from self._reach()
        yield from self._missing(largest)
        untested = [self.theme[code] for code in table.loc[table["p_fisher"].isna(), "code"]]
        if untested:
            yield say("untested", labels=self.voice.list(untested))
        yield say("association")

    def _timing(self) -> Iterator[str]:
        """How many were interviewed after their outcome, where that was asked for."""
        held = self.finding.timing
        if held is not None:
            phrase = "late" if held.after else "not late" if held.known else "late unknown"
            yield self.voice.say(phrase, after=held.after, known=self.voice.people(held.known))

    def _reach(self) -> Iterator[str]:
        """What so few people could have shown."""
        finding = self.finding
        if sum(finding.sample.sizes) > FEW or finding.reach.empty:
            return
        wide, narrow = (row for _, row in finding.reach.iloc[:2].iterrows())
        per_cent = self.voice.percent
        yield self.voice.say(
            "reach",
            a=finding.sample.sizes[0],
            b=finding.sample.sizes[1],
            p=per_cent(wide["first share"]),
            q=per_cent(wide["second share"]),
            power=per_cent(wide["power"]),
            adjusted=per_cent(wide["power_adjusted"]),
            p2=per_cent(narrow["first share"]),
            q2=per_cent(narrow["second share"]),
            power2=per_cent(narrow["power"]),
            adjusted2=per_cent(narrow["power_adjusted"]),
        )

    def _missing(self, largest: pd.Series[Any]) -> Iterator[str]:
        """How far the people without an outcome could move the largest difference."""
        finding = self.finding
        missing = sum(out.kind == "no outcome" for out in finding.sample.excluded)
        if not missing or len(self.groups) != 2:
            return
        bounds = missing_outcomes(finding).set_index("code").loc[largest["code"]]
        yield self.voice.say(
            "missing",
            people=self.voice.people(missing),
            theme=self.theme[largest["code"]],
            lowest=self.voice.points(float(bounds["difference_lowest"])),
            highest=self.voice.points(float(bounds["difference_highest"])),
        )

    def _left_out(self) -> Iterator[str]:
        yield from told_counting(self.voice, self.finding, self.theme)
        yield from told_exclusions(self.voice, self.finding.sample.excluded)
        if self.finding.presence.unknown_codes:
            yield self.voice.say("unknown codes", labels=self.voice.list(self.finding.presence.unknown_codes))

    def _clear(self) -> list[str]:
        """Themes whose adjusted p-value is below one minus the confidence."""
        return list(self.finding.table.loc[self.finding.adjusted < self.alpha, "code"])

    def _largest(self) -> pd.Series[Any] | None:
        """The row with the largest difference among the tested themes."""
        finding = self.finding
        tested = finding.spread.abs().where(finding.table["p_fisher"].notna(), -1).to_numpy()
        return None if tested.max() < 0 else finding.table.iloc[int(np.argmax(tested))]

    def _cells(self, row: pd.Series[Any]) -> dict[str, str]:
        """Name the theme of a row and its cells in the first two groups."""
        first, second = (f"{row[f'{group} present']}/{row[f'{group} of']}" for group in self.finding.groups)
        return {
            "theme": self.theme[row["code"]],
            "first": first,
            "second": second,
            "a": self.groups[0],
            "b": self.groups[1],
        }
