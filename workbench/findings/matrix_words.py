"""What a participant x theme matrix says in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.findings.phrases import Voice
from workbench.findings.rule_words import constructed, told_kinds, told_rules, told_volunteered
from workbench.model.scheme import localise

if TYPE_CHECKING:
    from workbench.findings.theme_matrix import ThemeMatrix

MOST_ROWS = 100

OWN = {
    "en": {
        "present": "present",
        "absent": "absent",
        "not asked": "not asked",
        "not yet coded": "not yet coded",
        "person head": "Person",
        "cells": "{people} and {themes}: {present} cells present, {absent} absent, {unasked} not asked, "
        "{uncoded} not yet coded.",
        "excluded": "Not to be compared: {people} ({reasons}).",
        "more": "... and {n} more",
        "title": "{theme} is found in most people: {present} of {of}",
        "title none": "No theme was found in anybody yet",
        "title empty": "Nobody speaks in an interview yet",
        "second": "{people} and {themes}, sorted by {outcome}",
        "second plain": "{people} and {themes}",
        "caption": "One row a person. Filled: the theme is present; ring: absent in fully coded interviews; "
        "dash: not asked; question mark: not yet coded.",
        "caption counts": "Below each theme: people who show it, of those who could have.",
        "caption first": "Only the first {n} of {people} are drawn.",
        "unknown": "outcome not known",
        "source plain": "Source: coded interviews; n = {n}.",
        "passage": "1 passage",
        "passages": "{n} passages",
    },
    "da": {
        "present": "til stede",
        "absent": "fraværende",
        "not asked": "ikke spurgt",
        "not yet coded": "endnu ikke kodet",
        "person head": "Person",
        "cells": "{people} og {themes}: {present} felter til stede, {absent} fraværende, {unasked} ikke "
        "spurgt, {uncoded} endnu ikke kodet.",
        "excluded": "Kan ikke sammenlignes: {people} ({reasons}).",
        "more": "... og {n} til",
        "title": "{theme} findes hos flest: {present} af {of}",
        "title none": "Intet tema er fundet hos nogen endnu",
        "title empty": "Ingen taler i et interview endnu",
        "second": "{people} og {themes}, sorteret efter {outcome}",
        "second plain": "{people} og {themes}",
        "caption": "En række pr. person. Fyldt: temaet er til stede; ring: fraværende i færdigkodede "
        "interview; streg: ikke spurgt; spørgsmålstegn: endnu ikke kodet.",
        "caption counts": "Under hvert tema: personer, der viser det, af dem, der kunne have vist det.",
        "caption first": "Kun de første {n} af {people} er tegnet.",
        "unknown": "udfald ikke kendt",
        "source plain": "Kilde: kodede interview; n = {n}.",
        "passage": "1 tekststed",
        "passages": "{n} tekststeder",
    },
}


class MatrixWords:
    """The words of `finding` in `language` (`en` or `da`; English for any other)."""

    def __init__(self, finding: ThemeMatrix, language: str) -> None:
        self.finding = finding
        self.voice = Voice(language, OWN)
        self._group: dict[object, Any] = dict(finding.groups.items())
        self.theme = {code: finding.theme_label(code, language) for code in finding.themes}

    def summary(self) -> str:
        """Tell what is in the matrix, by what rules, and who cannot be compared."""
        return " ".join(
            [*constructed(self.voice, self.finding.frames), self._cells(), *self.rules(), *self._excluded()]
        )

    def rules(self) -> Iterator[str]:
        """By what was counted, and what was said without being asked."""
        yield self.voice.say("unit")
        yield from told_rules(self.voice, self.finding.rules, self.finding.frames.scheme)
        yield from told_volunteered(self.voice, self.theme, self.finding.presence.volunteered)

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Head and rows; of many people the first."""
        finding, say = self.finding, self.voice.say
        head = [
            say("person head"),
            *([finding.outcome_label(self.voice.language)] if finding.outcome else []),
        ]
        shown = finding.table.iloc[:MOST_ROWS].astype(str)
        rows = []
        for person, *states in shown.itertuples():
            group = [self.group(person)] if finding.outcome else []
            rows.append([str(person), *group, *map(say, states)])
        if len(finding.table) > MOST_ROWS:
            more = say("more", n=len(finding.table) - MOST_ROWS)
            rows.append([more, *[""] * (len(head) + len(self.theme) - 1)])
        return [*head, *self.theme.values()], rows

    def group(self, person: object) -> str:
        """What the person's value of the outcome is called."""
        name = self._group[person]
        known = isinstance(name, str)
        return self.finding.group_label(name, self.voice.language) if known else self.voice.say("unknown")

    def title(self) -> tuple[str, str]:
        """Headline and second line of a figure: which theme most people show, and who they are."""
        finding, say, found = self.finding, self.voice.say, self.finding.presence
        people = self.voice.people(len(finding.table))
        themes = self.voice.count(len(self.theme), "theme", "themes")
        outcome = finding.outcome_label(self.voice.language)
        phrase = "second" if finding.outcome else "second plain"
        second = say(phrase, people=people, themes=themes, outcome=outcome)
        if not len(finding.table):
            return say("title empty"), ""
        present = found.present.sum(axis=0)
        if not present.any():
            return say("title none"), second
        most = int(np.argmax(present))
        label = self.theme[finding.themes[most]]
        return say("title", theme=label, present=present[most], of=found.asked[:, most].sum()), second

    def caption(self, drawn: int) -> list[str]:
        """Paragraphs below a figure: its source and who is missing, by what rules, how to read it."""
        say, people = self.voice.say, len(self.finding.table)
        register = self.finding.frames.register
        title = localise(register.title, self.voice.language) if register else say("register")
        outcome = self.finding.outcome
        source = say("source", register=title, n=people) if outcome else say("source plain", n=people)
        first = [say("caption first", n=drawn, people=self.voice.people(people))] if drawn < people else []
        return [
            " ".join([*constructed(self.voice, self.finding.frames), source, *first, *self._excluded()]),
            " ".join(self.rules()),
            " ".join([say("caption"), say("caption counts")]),
        ]

    def _cells(self) -> str:
        cells = Counter(self.finding.table.astype(str).to_numpy().ravel().tolist())
        return self.voice.say(
            "cells",
            people=self.voice.people(len(self.finding.table)),
            themes=self.voice.count(len(self.theme), "theme", "themes"),
            present=cells["present"],
            absent=cells["absent"],
            unasked=cells["not asked"],
            uncoded=cells["not yet coded"],
        )

    def _excluded(self) -> Iterator[str]:
        return told_kinds(self.voice, self.finding.excluded["kind"])
