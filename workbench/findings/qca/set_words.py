"""What a set-theoretic analysis says in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from workbench.findings.phrases import Voice
from workbench.findings.qca.minimisation import MOST_MODELS, Term
from workbench.findings.qca.set_phrases import PHRASES
from workbench.findings.qca.solutions import Solution
from workbench.findings.rule_words import told_kinds, told_rules
from workbench.model.scheme import localise

if TYPE_CHECKING:
    from workbench.findings.qca.set_analysis import SetAnalysis

NECESSARY, RELEVANT = 0.9, 0.5
"""From these on a condition is called necessary (consistency, RoN): Schneider and Wagemann 2012, ch. 9."""

MOST_NAMED = 8


class SetWords:
    """The words of `finding` in `language`."""

    def __init__(self, finding: SetAnalysis, language: str) -> None:
        self.finding = finding
        self.voice = Voice(language, PHRASES)
        self.labels = [finding.set_label(name, language) for name in finding.conditions]
        outcome = finding.set_label(finding.outcome, language)
        self.outcome = self.voice.say("absence", outcome=outcome) if finding.absent else outcome
        kind = "intermediate" if finding.expectations else "complex"
        of_kind = [model for model in finding.models if model.kind == kind]
        # Told first: with expectations the intermediate solution, else the one without assumptions.
        self.main: Solution | None = of_kind[0] if of_kind else None

    def summary(self) -> str:
        """Tell what is sufficient, what necessary, what contradicts, and what that does not show."""
        return " ".join(
            [
                *self._constructed(),
                self._basis(),
                *self._sufficient(),
                *self._necessary(),
                *self._contradictory(),
                self.voice.say("association"),
                *self._excluded(),
            ]
        )

    def title(self, best: Term) -> tuple[str, str]:
        """Headline and second line of a figure; `best` is told where nothing is sufficient."""
        say, finding = self.voice.say, self.finding
        if self.main is None:
            fit = max(row.consistency for row in finding.rows if row.cases)
            second = say("second nothing", terms=self.term(best), fit=self.number(fit))
            return say("title nothing", outcome=self.outcome), second
        y = finding.outcome_membership
        covered = {place for term in self.main.terms for place in term.cases if y[place] > 0.5}
        title = say(
            "title",
            terms=self.terms(self.main),
            cases=len(covered),
            with_outcome=self.voice.count(int((y > 0.5).sum()), "case", "cases"),
            outcome=self.outcome,
        )
        kind = say(self.main.kind)
        title = title[0].upper() + title[1:]
        return title, say("second", **(self._fit(self.main) | {"kind": kind[0].upper() + kind[1:]}))

    def caption(self) -> list[str]:
        """Two paragraphs below a figure: its source and who is missing, and how to read it."""
        say, finding = self.voice.say, self.finding
        register = finding.frames.register
        title = localise(register.title, self.voice.language) if register else ""
        source = say("source", register=title or say("register"), n=len(finding.cases.names))
        first = [*self._constructed(), source, *self._excluded()]
        second = [say("reading"), *self._contradictory(), say("association")]
        return [" ".join(first), " ".join(second)]

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Head and rows of the truth table; remainders in one row."""
        say, finding = self.voice.say, self.finding
        heads = ("n", "consistency", "pri", "outcome", "names")
        head = [*self.labels, *(say(f"{name} head") for name in heads)]
        rows = []
        verdicts = {"1": say("yes"), "0": say("no"), "?": "?"}
        for _, row in finding.table[finding.table["n"] > 0].iterrows():
            verdict = verdicts[row["outcome"]] + (
                f" ({say('contradiction')})" if row["contradictory"] else ""
            )
            rows.append(
                [
                    *(say("yes") if row[name] else say("no") for name in finding.conditions),
                    str(row["n"]),
                    self.number(row["consistency"]),
                    self.number(row["pri"]),
                    verdict,
                    self.names(row["cases"]),
                ]
            )
        empty = int((finding.table["n"] == 0).sum())
        if empty:
            without = self.voice.count(empty, "configuration", "configurations")
            rows.append([say("remainder rows", n=without), *[""] * (len(head) - 1)])
        return head, rows

    def terms(self, model: Solution) -> str:
        """Name the terms of a model: `A and not B, or C`."""
        named = [self.term(term.term) for term in model.terms]
        return f", {self.voice.say('or')} ".join(named) if len(named) > 1 else named[0]

    def term(self, term: Term) -> str:
        """Name a term: `A and not B`."""
        asked = [
            label if value else self.voice.say("not", name=label)
            for label, value in zip(self.labels, term, strict=True)
            if value is not None
        ]
        return self.voice.list(asked) if asked else self.voice.say("always")

    def number(self, value: float) -> str:
        """Write a membership or a fit with two decimals."""
        if np.isnan(value):
            return ""
        text = f"{value:.2f}"
        return text.replace(".", ",") if self.voice.language == "da" else text

    def names(self, cases: Sequence[object]) -> str:
        """Name cases, the first few of many."""
        told = ", ".join(str(name) for name in cases[:MOST_NAMED])
        rest = len(cases) - MOST_NAMED
        return f"{told} {self.voice.say('more', n=rest)}" if rest > 0 else told

    def _constructed(self) -> Iterator[str]:
        if self.finding.frames.constructed:
            yield self.voice.say("constructed")

    def _basis(self) -> str:
        finding = self.finding
        return self.voice.say(
            "basis",
            cases=self.voice.count(len(finding.cases.names), "case", "cases"),
            conditions=self.voice.count(len(self.labels), "condition", "conditions"),
            outcome=self.outcome,
            seen=sum(bool(row.cases) for row in finding.rows),
            all=len(finding.rows),
        )

    def _sufficient(self) -> Iterator[str]:
        say, finding = self.voice.say, self.finding
        if self.main is None:
            yield say("nothing", **self._cuts())
            return
        if finding.expectations:
            helping = [
                self.term(
                    tuple(int(side == "present") if name == one else None for one in finding.conditions)
                )
                for name, side in finding.expectations.items()
            ]
            yield say("expected", expectations=self.voice.list(helping))
        order = ["complex", "parsimonious", "intermediate"]
        told = sorted({model.kind for model in finding.models}, key=order.index)
        for kind in told:
            models = [model for model in finding.models if model.kind == kind]
            yield say("sufficient", **self._cuts(), **self._fit(models[0]))
            used = len(models[0].easy) + len(models[0].difficult)
            if used:
                name = "difficult" if finding.expectations else "remainders"
                taken = self.voice.count(used, "configuration", "configurations")
                yield say(name, kind=say(kind), n=taken, difficult=len(models[0].difficult))
            if len(models) > 1:
                name = "models" if len(models) < MOST_MODELS else "more models"
                yield say(name, n=len(models), kind=say(kind))

    def _necessary(self) -> Iterator[str]:
        fits = self.finding.necessity
        necessary = fits[(fits["consistency"].round(9) >= NECESSARY) & (fits["ron"].round(9) >= RELEVANT)]
        if necessary.empty:
            yield self.voice.say("not necessary")
        labels = dict(zip(self.finding.conditions, self.labels, strict=True))
        for _, row in necessary.iterrows():
            name = row["condition"]
            label = labels[name] if name in labels else self.voice.say("not", name=labels[name[1:]])
            yield self.voice.say(
                "necessary",
                name=label,
                consistency=self.number(row["consistency"]),
                ron=self.number(row["ron"]),
            )

    def _contradictory(self) -> Iterator[str]:
        if len(self.finding.contradictions):
            yield self.voice.say("contradictions", n=len(self.finding.contradictions))

    def _excluded(self) -> Iterator[str]:
        rules = self.finding.rules
        if rules.stated:
            yield from told_rules(self.voice, rules, self.finding.frames.scheme)
        yield from told_kinds(self.voice, self.finding.excluded["kind"], "no case")

    def _cuts(self) -> dict[str, str]:
        return {"consistency": self.number(self.finding.consistency), "pri": self.number(self.finding.pri)}

    def _fit(self, model: Solution) -> dict[str, str]:
        return {
            "kind": self.voice.say(model.kind),
            "terms": self.terms(model),
            "fit": self.number(model.consistency),
            "own_pri": self.number(model.pri),
            "coverage": self.number(model.coverage),
        }
