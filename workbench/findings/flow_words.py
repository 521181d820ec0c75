"""What an outcome flow says in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from workbench.findings.grouping import YES_NO
from workbench.findings.phrases import Voice
from workbench.findings.rule_words import constructed, register_title

if TYPE_CHECKING:
    import pandas as pd

    from workbench.findings.outcome_flow import OutcomeFlow

ARROW = " \u2192 "

OWN = {
    "en": {
        "everybody": "In the register",
        "missing": "not known",
        "goes on": "goes on",
        "stays": "does not go on",
        "interviewed": "interviewed",
        "title": "{n} of {of} people reach the last step: {last}",
        "title none": "None of {of} people reach the last step: {last}",
        "second": "{numbers}",
        "second interviewed": "{numbers}; of the {n} interviewed {interviewed}",
        "start": "{people} are in the register.",
        "step": "{variable}: {n} of {of} ({share}) go on{value}; {others} do not{told}.",
        "nobody": "{variable}: nobody comes to this step.",
        "told": "{n} {label}",
        "met": "Interviewed of those who go on, from everybody to the last step: {numbers}.",
        "strangers": "Not counted: {people} who speak in an interview and are not in the register.",
        "as seen": "Shares are of those who came to the step. The order of the steps is the reader's, not "
        "a cause.",
        "source": "Source: {register}; n = {n}.",
        "caption": "Bars: people who come to the step; blue goes on, grey does not, hatched is not known. "
        "The thin line in a bar: those of them who were interviewed.",
        "mark": "{n} of {of} ({share})",
        "mark interviewed": "{n} interviewed",
        "axis": "People",
        "step head": "Step",
        "value head": "Value",
        "people head": "People",
        "share head": "Of those who came to it",
        "interviewed head": "Interviewed",
    },
    "da": {
        "everybody": "I registret",
        "missing": "ikke kendt",
        "goes on": "går videre",
        "stays": "går ikke videre",
        "interviewed": "interviewet",
        "title": "{n} af {of} personer når det sidste trin: {last}",
        "title none": "Ingen af {of} personer når det sidste trin: {last}",
        "second": "{numbers}",
        "second interviewed": "{numbers}; af de {n} interviewede {interviewed}",
        "start": "{people} er i registret.",
        "step": "{variable}: {n} af {of} ({share}) går videre{value}; {others} gør ikke{told}.",
        "nobody": "{variable}: ingen når til dette trin.",
        "told": "{n} {label}",
        "met": "Interviewede blandt dem, der går videre, fra alle til det sidste trin: {numbers}.",
        "strangers": "Ikke talt med: {people}, der taler i et interview og ikke er i registret.",
        "as seen": "Andelene er af dem, der nåede til trinnet. Trinnenes rækkefølge er læserens, ikke en "
        "årsag.",
        "source": "Kilde: {register}; n = {n}.",
        "caption": "Søjler: personer, der når til trinnet; blå går videre, grå gør ikke, skraveret er ikke "
        "kendt. Den tynde streg i en søjle: de af dem, der er interviewet.",
        "mark": "{n} af {of} ({share})",
        "mark interviewed": "{n} interviewet",
        "axis": "Personer",
        "step head": "Trin",
        "value head": "Værdi",
        "people head": "Personer",
        "share head": "Af dem, der nåede dertil",
        "interviewed head": "Interviewet",
    },
}


class FlowWords:
    """The words of `finding` in `language` (`en` or `da`; English for any other)."""

    def __init__(self, finding: OutcomeFlow, language: str) -> None:
        self.finding = finding
        self.voice = Voice(language, OWN)

    def step(self, step: int) -> str:
        """What a step is called: its variable, and the values that go on where those are no plain yes."""
        variable, rows = self.name(step), self.rows(step)
        going = [name for _, row in rows[rows["goes_on"]].iterrows() if (name := self.value(row))]
        return f"{variable}: {self.voice.list(going)}" if going else variable

    def name(self, step: int) -> str:
        """What the variable of a step is called."""
        if step == 0:
            return self.voice.say("everybody")
        return self.finding.variable_label(self.finding.steps[step - 1], self.voice.language)

    def rows(self, step: int) -> pd.DataFrame:
        """The rows of the table at `step`."""
        return self.finding.table[self.finding.table["step"] == step]

    def value(self, row: pd.Series[Any]) -> str:
        """What the value of a row is called; empty for everybody, and for a plain yes that goes on."""
        if not row["variable"]:
            return ""
        label = self.finding.value_label(int(row["step"]), row["value"], self.voice.language)
        plain_yes = YES_NO["yes"].get(self.voice.language, "yes")
        return "" if row["goes_on"] and label.casefold() in (plain_yes, "1") else label

    def mark(self, row: pd.Series[Any]) -> str:
        """How many people a row is, of how many, and how many of them were interviewed."""
        told = self._share(row)
        label = self.value(row)
        if row["interviewed"]:
            label = ", ".join(filter(None, [label, self.voice.say("mark interviewed", n=row["interviewed"])]))
        return f"{told}, {label}" if label else told

    def total(self, step: int) -> str:
        """How many go on at a step where several values do; else empty."""
        rows = self.rows(step)
        if rows["goes_on"].sum() < 2 or not rows["of"].iloc[0]:
            return ""
        n, of = self.finding.reaching(step), int(rows["of"].iloc[0])
        return self.voice.say("mark", n=n, of=of, share=self.voice.percent(n / of))

    def title(self) -> tuple[str, str]:
        """Headline and second line of a figure: how many arrive, and the number at each step."""
        finding, say = self.finding, self.voice.say
        last = len(finding.steps)
        arrived, everybody = finding.reaching(last), finding.reaching(0)
        phrase = "title" if arrived else "title none"
        headline = say(phrase, n=arrived, of=everybody, last=self.step(last))
        met = self._interviewed()
        phrase = "second interviewed" if met[0] else "second"
        interviewed = ARROW.join(map(str, met[1:]))
        return headline, say(phrase, numbers=self._numbers(), n=met[0], interviewed=interviewed)

    def caption(self) -> list[str]:
        """Two paragraphs below a figure: its source and who is missing, and how to read it."""
        register = register_title(self.voice, self.finding.frames)
        return [
            " ".join(
                [
                    *constructed(self.voice, self.finding.frames),
                    self.voice.say("source", register=register, n=self.finding.reaching(0)),
                    *self._strangers(),
                ]
            ),
            f"{self.voice.say('caption')} {self.voice.say('as seen')}",
        ]

    def summary(self) -> str:
        """Tell each step, where the interviewed stand, and who is not counted."""
        say = self.voice.say
        said = [say("start", people=self.voice.people(self.finding.reaching(0)))]
        said += [self._step(step) for step in range(1, len(self.finding.steps) + 1)]
        met = self._interviewed()
        if met[0]:
            said.append(say("met", numbers=ARROW.join(map(str, met))))
        return " ".join(
            [*constructed(self.voice, self.finding.frames), *said, *self._strangers(), say("as seen")]
        )

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Head and rows."""
        head = [
            self.voice.say(f"{name} head") for name in ("step", "value", "people", "share", "interviewed")
        ]
        rows = []
        for _, row in self.finding.table.iterrows():
            step = int(row["step"])
            goes_on = self.voice.say("goes on" if row["goes_on"] else "stays") if step else ""
            value = ", ".join(filter(None, [self.value(row), goes_on]))
            shown = self._share(row) if step else ""
            rows.append([self.name(step), value, str(row["people"]), shown, str(row["interviewed"])])
        return head, rows

    def _step(self, step: int) -> str:
        rows, say, variable = self.rows(step), self.voice.say, self.name(step)
        of = int(rows["of"].iloc[0])
        if not of:
            return say("nobody", variable=variable)
        n = self.finding.reaching(step)
        going = [label for _, row in rows[rows["goes_on"]].iterrows() if (label := self.value(row))]
        others = [say("told", n=row["people"], label=self.value(row)) for _, row in rows.iterrows()
                  if not row["goes_on"]]  # fmt: skip
        return say(
            "step",
            variable=variable,
            n=n,
            of=of,
            share=self.voice.percent(n / of),
            value=f" ({self.voice.list(going)})" if going else "",
            others=of - n,
            told=f" ({', '.join(others)})" if others else "",
        )

    def _share(self, row: pd.Series[Any]) -> str:
        if not row["of"]:
            return "0"
        if not row["step"]:
            return str(row["people"])
        share = self.voice.percent(row["share"])
        return self.voice.say("mark", n=row["people"], of=row["of"], share=share)

    def _numbers(self) -> str:
        return ARROW.join(str(self.finding.reaching(step)) for step in range(len(self.finding.steps) + 1))

    def _interviewed(self) -> list[int]:
        """How many of those who go on were interviewed, at each step from everybody on."""
        steps = range(len(self.finding.steps) + 1)
        return [int((rows := self.rows(step)).loc[rows["goes_on"], "interviewed"].sum()) for step in steps]

    def _strangers(self) -> Iterator[str]:
        if len(self.finding.excluded):
            yield self.voice.say("strangers", people=self.voice.people(len(self.finding.excluded)))
