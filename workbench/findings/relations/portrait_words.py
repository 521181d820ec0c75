"""What a document portrait says in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.findings.relations.shared_words import left_out, relation_voice
from workbench.findings.rule_words import constructed

if TYPE_CHECKING:
    from workbench.findings.relations.portrait import DocumentPortrait

PHRASES = {
    "en": {
        "basis": "{codings} in {transcripts}.",
        "one": "{theme} takes up the largest part of the coded text in {transcript}: {share}.",
        "several": "{theme} takes up the largest part of the coded text in {n} of {transcripts}.",
        "spread": "In each of {transcripts} another theme takes up the largest part of the coded text.",
        "empty": "Nothing is coded in {names}.",
        "title one": "{transcript}: {theme} takes up the largest part of the coded text, {share}",
        "title none": "Nothing is coded yet",
        "second": "{codings}, {themes}",
        "source": "Source: coded interviews; {codings} in {transcripts}.",
        "whole": "Top lane: who speaks; interviewers pale.",
        "part": "Top lane: who speaks, where something is coded.",
        "reading": "Bars: coded words along the text, in thousands of characters; a bar is at least one "
        "pixel wide. How much is coded also depends on the coder.",
        "not shown": "Not shown: {n} more transcripts.",
        "axis": "Place in the text (thousands of characters)",
        "speakers": "Who speaks",
        "transcript head": "Transcript",
        "theme head": "Theme",
        "codings head": "Codings",
        "share head": "Of coded text",
    },
    "da": {
        "basis": "{codings} i {transcripts}.",
        "one": "{theme} fylder den største del af den kodede tekst i {transcript}: {share}.",
        "several": "{theme} fylder den største del af den kodede tekst i {n} af {transcripts}.",
        "spread": "I hver af {transcripts} fylder et andet tema den største del af den kodede tekst.",
        "empty": "Intet er kodet i {names}.",
        "title one": "{transcript}: {theme} fylder den største del af den kodede tekst, {share}",
        "title none": "Intet er kodet endnu",
        "second": "{codings}, {themes}",
        "source": "Kilde: kodede interview; {codings} i {transcripts}.",
        "whole": "Øverste bane: hvem der taler; interviewere blege.",
        "part": "Øverste bane: hvem der taler, hvor noget er kodet.",
        "reading": "Bjælker: kodede ord langs teksten, i tusind tegn; en bjælke er mindst én pixel bred. "
        "Hvor meget der er kodet, afhænger også af koderen.",
        "not shown": "Ikke vist: {n} udskrifter til.",
        "axis": "Sted i teksten (tusind tegn)",
        "speakers": "Hvem taler",
        "transcript head": "Udskrift",
        "theme head": "Tema",
        "codings head": "Kodninger",
        "share head": "Af kodet tekst",
    },
}


class PortraitWords:
    """The words of `finding` in `language`."""

    def __init__(self, finding: DocumentPortrait, language: str) -> None:
        self.finding = finding
        self.voice = relation_voice(language, PHRASES)
        self.theme = {theme.code: finding.theme_label(theme.code, language) for theme in finding.text.themes}
        table = finding.table
        self.largest = table.loc[table.groupby("transcript")["characters"].idxmax()] if len(table) else table

    def summary(self) -> str:
        """Tell what takes up most of the coded text, and where nothing is coded."""
        say, finding = self.voice.say, self.finding
        parts = [*constructed(self.voice, finding.frames), say("basis", **self._counts())]
        if len(self.largest):
            parts.append(self._most()[0])
        empty = [name for name, characters in finding.coded.items() if not characters]
        if empty:
            parts.append(say("empty", names=self.voice.list(empty)))
        return " ".join([*parts, *left_out(self.voice, finding.left_out)])

    def title(self) -> tuple[str, str]:
        """Headline and second line of a figure."""
        if not len(self.largest):
            return self.voice.say("title none"), ""
        themes = self.voice.count(self.finding.bars["theme"].nunique(), "theme", "themes")
        second = self.voice.say("second", codings=self._counts()["codings"], themes=themes)
        return self._most()[1], second

    def caption(self, not_shown: int) -> list[str]:
        """Two paragraphs below a figure: its source, and how to read it."""
        say, finding = self.voice.say, self.finding
        first = [*constructed(self.voice, finding.frames), say("source", **self._counts())]
        first += left_out(self.voice, finding.left_out)
        second = [say("whole" if finding.whole else "part"), say("reading")]
        second += [say("not shown", n=not_shown)] if not_shown else []
        return [" ".join(first), " ".join(second)]

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Head and rows of the table."""
        head = [self.voice.say(f"{name} head") for name in ("transcript", "theme", "codings", "share")]
        rows = [
            [
                row["transcript"],
                self.theme[row["theme"]],
                str(row["codings"]),
                self.voice.percent(row["share"]),
            ]
            for _, row in self.finding.table.iterrows()
        ]
        return head, rows

    def _most(self) -> tuple[str, str]:
        """The sentence on what takes up most, for the summary and as a title."""
        say = self.voice.say
        if len(self.finding.transcripts) == 1:
            top = self.largest.iloc[0]
            told = {
                "theme": self.theme[top["theme"]],
                "transcript": top["transcript"],
                "share": self.voice.percent(top["share"]),
            }
            return say("one", **told), say("title one", **told)
        often = self.largest["theme"].value_counts()
        spread = int(often.iloc[0]) == 1 and len(often) == len(self.finding.transcripts)
        sentence = say(
            "spread" if spread else "several",
            theme=self.theme[str(often.index[0])],
            n=int(often.iloc[0]),
            transcripts=self._counts()["transcripts"],
        )
        return sentence, sentence.rstrip(".")

    def _counts(self) -> dict[str, str]:
        finding = self.finding
        return {
            "codings": self.voice.count(finding.bars["row"].nunique(), "coding", "codings"),
            "transcripts": self.voice.count(len(finding.transcripts), "transcript", "transcripts"),
        }
