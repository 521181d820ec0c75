"""What a co-occurrence says in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.findings.relations.shared_words import coded, left_out, relation_voice
from workbench.findings.rule_words import constructed

if TYPE_CHECKING:
    import pandas as pd

    from workbench.findings.relations.co_occurrence import CoOccurrence

MOST_ROWS = 20

PHRASES = {
    "en": {
        "segment": "on exactly the same segment",
        "overlap": "on overlapping words",
        "turn": "in the same turn",
        "next turn": "in the same or the next turn",
        "windows": "at most {turns} turns apart",
        "person": "in the same person",
        "1 segments": "1 segment",
        "n segments": "{n} segments",
        "1 places": "1 place",
        "n places": "{n} places",
        "1 turns": "1 turn",
        "n turns": "{n} turns",
        "1 windows": "1 window of turns",
        "n windows": "{n} windows of turns",
        "1 people": "1 person",
        "n people": "{n} people",
        "basis": "{themes}, {codings} in {transcripts}; counted is what stands together {where}.",
        "most": "Most often together: {a} and {b}, in {count} (Jaccard {jaccard}; lift "
        "{lift}, the times as often as if each fell independently {among}).",
        "never": "{n} of {all} pairs never stand together.",
        "none": "No two themes stand together {where}.",
        "caution": "Standing together is not being related: long segments, broad codes and talkative people "
        "stand together with much.",
        "title": "{a} and {b} most often stand together {where}: in {count}",
        "title tie": "{n} pairs of themes most often stand together {where}: each in {count}",
        "tie": "{n} pairs most often stand together, each in {count}; of them most strongly {a} and {b} "
        "(Jaccard {jaccard}; lift {lift}, the times as often as if each fell independently {among}).",
        "title none": "No two themes stand together {where}",
        "among text": "on the coded text",
        "among person": "on the people",
        "second segment": "{share} of the segments with either have both",
        "second overlap": "{share} of the text under either is under both",
        "second turn": "{share} of the turns with either have both",
        "second windows": "{share} of the windows of turns with either have both",
        "second person": "{share} of the people with either have both",
        "reading": "Numbers: {unit} where both stand; beside each name, where it stands at all. Colour: "
        "Jaccard index (both out of either).",
        "unit segments": "segments",
        "unit places": "places in the text",
        "unit turns": "turns",
        "unit windows": "windows of {windows} turns in a row",
        "unit people": "people",
        "not shown": "Not shown: {n} themes that stand together with others least often.",
        "a head": "Theme",
        "b head": "And",
        "count head": "Together",
        "jaccard head": "Jaccard",
        "lift head": "Lift",
        "more rows": "and {n} more pairs",
        "hover": "{a} and {b}: {count}, Jaccard {jaccard}, lift {lift}",
        "scale": "Jaccard",
    },
    "da": {
        "segment": "på nøjagtig samme segment",
        "overlap": "på overlappende ord",
        "turn": "i samme replik",
        "next turn": "i samme eller næste replik",
        "windows": "højst {turns} replikker fra hinanden",
        "person": "hos samme person",
        "1 segments": "1 segment",
        "n segments": "{n} segmenter",
        "1 places": "1 sted",
        "n places": "{n} steder",
        "1 turns": "1 replik",
        "n turns": "{n} replikker",
        "1 windows": "1 vindue af replikker",
        "n windows": "{n} vinduer af replikker",
        "1 people": "1 person",
        "n people": "{n} personer",
        "basis": "{themes}, {codings} i {transcripts}; talt er det, der står sammen {where}.",
        "most": "Oftest sammen: {a} og {b}, i {count} (Jaccard {jaccard}; lift {lift}, "
        "det vil sige gange så ofte, som hvis hver faldt uafhængigt {among}).",
        "never": "{n} af {all} par står aldrig sammen.",
        "none": "Ingen to temaer står sammen {where}.",
        "caution": "At stå sammen er ikke at hænge sammen: lange segmenter, brede koder og snaksomme "
        "personer står sammen med meget.",
        "title": "{a} og {b} står oftest sammen {where}: i {count}",
        "title tie": "{n} par temaer står oftest sammen {where}: hver i {count}",
        "tie": "{n} par står oftest sammen, hver i {count}; stærkest af dem {a} og {b} (Jaccard {jaccard}; "
        "lift {lift}, det vil sige gange så ofte, som hvis hver faldt uafhængigt {among}).",
        "title none": "Ingen to temaer står sammen {where}",
        "among text": "på den kodede tekst",
        "among person": "på personerne",
        "second segment": "{share} af segmenterne med mindst en af dem har begge",
        "second overlap": "{share} af teksten under mindst en af dem er under begge",
        "second turn": "{share} af replikkerne med mindst en af dem har begge",
        "second windows": "{share} af vinduerne af replikker med mindst en af dem har begge",
        "second person": "{share} af personerne med mindst en af dem har begge",
        "reading": "Tal: {unit}, hvor begge står; ved hvert navn, hvor det overhovedet står. Farve: "
        "Jaccard-indeks (begge ud af mindst en).",
        "unit segments": "segmenter",
        "unit places": "steder i teksten",
        "unit turns": "replikker",
        "unit windows": "vinduer af {windows} replikker i træk",
        "unit people": "personer",
        "not shown": "Ikke vist: {n} temaer, der sjældnest står sammen med andre.",
        "a head": "Tema",
        "b head": "Og",
        "count head": "Sammen",
        "jaccard head": "Jaccard",
        "lift head": "Lift",
        "more rows": "og {n} par til",
        "hover": "{a} og {b}: {count}, Jaccard {jaccard}, lift {lift}",
        "scale": "Jaccard",
    },
}


class CoOccurrenceWords:
    """The words of `finding` in `language`."""

    def __init__(self, finding: CoOccurrence, language: str) -> None:
        self.finding = finding
        self.voice = relation_voice(language, PHRASES)
        self.theme = {code: finding.theme_label(code, language) for code in finding.matrix.index}
        where = ("next turn" if finding.turns == 1 else "windows") if finding.turns else finding.within
        self.where = self.voice.say(where, turns=finding.turns)
        top = finding.table.iloc[0]
        self.top = top if top["count"] > 0 else None
        self.tied = int((finding.table["count"] == top["count"]).sum())

    def summary(self) -> str:
        """Tell what stands together most, what never does, and what that does not show."""
        say, table = self.voice.say, self.finding.table
        parts = [
            *constructed(self.voice, self.finding.frames),
            say("basis", **coded(self.voice, self.finding.text), where=self.where),
        ]
        if self.top is None:
            parts.append(say("none", where=self.where))
        else:
            among = say("among person" if self.finding.within == "person" else "among text")
            name = "tie" if self.tied > 1 else "most"
            parts.append(say(name, n=self.tied, among=among, **self.pair(self.top)))
            never = int((table["count"] == 0).sum())
            if never:
                parts.append(say("never", n=never, all=len(table)))
            parts.append(say("caution"))
        return " ".join([*parts, *left_out(self.voice, self.finding.left_out)])

    def title(self) -> tuple[str, str]:
        """Headline and second line of a figure."""
        if self.top is None:
            return self.voice.say("title none", where=self.where), ""
        told = self.pair(self.top)
        if self.tied > 1:
            return self.voice.say("title tie", n=self.tied, where=self.where, count=told["count"]), ""
        level = "windows" if self.finding.turns else self.finding.within
        share = self.voice.percent(self.top["jaccard"])
        return self.voice.say("title", where=self.where, **told), self.voice.say(
            f"second {level}", share=share
        )

    def caption(self, not_shown: int) -> list[str]:
        """Two paragraphs below a figure: its source, and how to read it."""
        say, finding = self.voice.say, self.finding
        if finding.within == "person":
            source = say("people source", people=self.voice.people(len(finding.text.found.people)))
        else:
            source = say("coding source", **coded(self.voice, self.finding.text))
        unit = say(f"unit {finding.unit}", windows=finding.turns + 1)
        reading = [say("reading", unit=unit), *([say("not shown", n=not_shown)] if not_shown else [])]
        first = [*constructed(self.voice, finding.frames), source, *left_out(self.voice, finding.left_out)]
        return [" ".join(first), " ".join([*reading, say("caution")])]

    def pair(self, row: pd.Series[Any]) -> dict[str, str]:
        """Name a row of the table and its numbers."""
        return {
            "a": self.theme[row["a"]],
            "b": self.theme[row["b"]],
            "count": self.units(row["count"]),
            "jaccard": self.number(row["jaccard"]),
            "lift": self.number(row["lift"], 1),
        }

    def units(self, n: int) -> str:
        """Name a number of segments, places, turns, windows or people."""
        return self.voice.count(int(n), f"1 {self.finding.unit}", f"n {self.finding.unit}")

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Head and the first rows of the table."""
        say, table = self.voice.say, self.finding.table
        head = [say(f"{name} head") for name in ("a", "b", "count", "jaccard", "lift")]
        rows = [
            [
                self.theme[row["a"]],
                self.theme[row["b"]],
                self.units(row["count"]),
                self.number(row["jaccard"]),
                self.number(row["lift"], 1),
            ]
            for _, row in table.head(MOST_ROWS).iterrows()
        ]
        if len(table) > MOST_ROWS:
            rows.append([say("more rows", n=len(table) - MOST_ROWS), "", "", "", ""])
        return head, rows

    def number(self, value: float, digits: int = 2) -> str:
        """Write a share or a ratio; nothing where there is none."""
        return "" if np.isnan(value) else self.voice.number(value, digits)
