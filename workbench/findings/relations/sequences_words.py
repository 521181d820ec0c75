"""What the sequences of themes say in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.findings.relations.shared_words import coded, left_out, relation_voice
from workbench.findings.rule_words import constructed

if TYPE_CHECKING:
    import pandas as pd

    from workbench.findings.relations.sequences import CodeSequences

MOST_ROWS = 20
FEW = 5
"""Named in a title is only what is expected this often or more, or seen twice as often as this."""

PHRASES = {
    "en": {
        "next": "what is coded next in the text",
        "one turn": "what is coded in the next turn",
        "turns": "what is coded in the next {turns} turns",
        "basis": "{themes}, {codings} in {transcripts}; a step goes from a coded place to {follows}.",
        "coder apart": "Each coder's codings of a transcript are followed by themselves ({n} sequences).",
        "goes on": "In {steps} of {all} steps a theme is followed by itself.",
        "most": "Most frequent step to another theme: from {first} to {then}, {count}; if the coded "
        "places of each interview stood in random order, it would be {expected}.",
        "more": "Furthest above chance among the steps expected at least {few} times: from {first} to "
        "{then}, {count} instead of {expected}.",
        "none": "No theme follows another one.",
        "caution": "The order also follows the interview guide: what is asked next is talked about next. No "
        "test is made.",
        "title more": "{then} follows {first} {count}; in random order it would be {expected}",
        "title": "{then} most often follows {first}: {count}",
        "title tie": "{n} steps between themes are the most frequent: {count} each",
        "title none": "No theme follows another one",
        "second": "Expected: mean over all orders of the coded places within each interview",
        "reading": "Rows: first theme; columns: theme that follows. Numbers: steps. Colour: steps above "
        "(blue) or below (orange) chance, in units of the root of the expected number.",
        "not shown": "Not shown: {n} themes with the fewest steps.",
        "time": "1 time",
        "times": "{n} times",
        "first head": "First",
        "then head": "Then",
        "count head": "Steps",
        "expected head": "Expected",
        "ratio head": "Ratio",
        "hover": "{first}, then {then}: {count} (by chance {expected})",
        "scale": "Below or above chance",
    },
    "da": {
        "next": "det, der er kodet som det næste i teksten",
        "one turn": "det, der er kodet i den næste replik",
        "turns": "det, der er kodet i de næste {turns} replikker",
        "basis": "{themes}, {codings} i {transcripts}; et skridt går fra et kodet sted til {follows}.",
        "coder apart": "Hver koders kodninger af en udskrift følges for sig ({n} rækker).",
        "goes on": "I {steps} af {all} skridt følger et tema efter sig selv.",
        "most": "Hyppigste skridt til et andet tema: fra {first} til {then}, {count}; stod de kodede "
        "steder i hvert interview i tilfældig orden, ville det være {expected}.",
        "more": "Længst over det tilfældige blandt skridt, der ventes mindst {few} gange: fra {first} til "
        "{then}, {count} i stedet for {expected}.",
        "none": "Intet tema følger efter et andet.",
        "caution": "Rækkefølgen følger også spørgeguiden: det, der spørges om som det næste, tales der om "
        "som det næste. Der er ikke testet.",
        "title more": "{then} følger {count} efter {first}; i tilfældig orden ville det være {expected}",
        "title": "{then} følger oftest efter {first}: {count}",
        "title tie": "{n} skridt mellem temaer er de hyppigste: {count} hver",
        "title none": "Intet tema følger efter et andet",
        "second": "Ventet: gennemsnit over alle rækkefølger af de kodede steder inden for hvert interview",
        "reading": "Rækker: første tema; kolonner: tema, der følger. Tal: skridt. Farve: skridt over (blå) "
        "eller under (orange) det tilfældige, i enheder af roden af det ventede antal.",
        "not shown": "Ikke vist: {n} temaer med færrest skridt.",
        "time": "1 gang",
        "times": "{n} gange",
        "first head": "Først",
        "then head": "Derefter",
        "count head": "Skridt",
        "expected head": "Ventet",
        "ratio head": "Forhold",
        "hover": "{first}, derefter {then}: {count} (tilfældigt {expected})",
        "scale": "Under eller over det tilfældige",
    },
}


class SequenceWords:
    """The words of `finding` in `language`."""

    def __init__(self, finding: CodeSequences, language: str) -> None:
        self.finding = finding
        self.voice = relation_voice(language, PHRASES)
        self.theme = {code: finding.theme_label(code, language) for code in finding.matrix.index}
        # A theme that goes on is told by itself, or it would hide all else.
        between = finding.table[finding.table["first"] != finding.table["then"]]
        self.top = between.iloc[0] if len(between) and between.iloc[0]["count"] > 0 else None
        self.tied = int((between["count"] == self.top["count"]).sum()) if self.top is not None else 0
        often = between[(between["expected"] >= FEW) & (between["ratio"] > 1)]
        self.above = often.sort_values("ratio", ascending=False).iloc[0] if len(often) else None

    def summary(self) -> str:
        """Tell the most frequent step, the one furthest above chance, and what that does not show."""
        say, finding = self.voice.say, self.finding
        parts = [*constructed(self.voice, finding.frames), self._basis()]
        if finding.sequences > len(np.unique(finding.text.transcript)):
            parts.append(say("coder apart", n=finding.sequences))
        steps = int(finding.matrix.to_numpy().sum())
        if steps:
            parts.append(say("goes on", steps=int(np.trace(finding.matrix.to_numpy())), all=steps))
        if self.top is None:
            parts.append(say("none"))
        else:
            parts.append(say("most", **self.step(self.top)))
            if self.above is not None:
                parts.append(say("more", few=FEW, **self.step(self.above)))
            parts.append(say("caution"))
        return " ".join([*parts, *left_out(self.voice, finding.left_out)])

    def title(self) -> tuple[str, str]:
        """Headline and second line of a figure."""
        if self.top is None:
            return self.voice.say("title none"), ""
        if self.above is not None:
            return self.voice.say("title more", **self.step(self.above)), self.voice.say("second")
        name = "title tie" if self.tied > 1 else "title"
        return self.voice.say(name, n=self.tied, **self.step(self.top)), self.voice.say("second")

    def caption(self, not_shown: int) -> list[str]:
        """Two paragraphs below a figure: its source, and how to read it."""
        say, finding = self.voice.say, self.finding
        source = say("coding source", **coded(self.voice, self.finding.text))
        first = [*constructed(self.voice, finding.frames), source, *left_out(self.voice, finding.left_out)]
        second = [say("reading"), *([say("not shown", n=not_shown)] if not_shown else []), say("caution")]
        return [" ".join(first), " ".join(second)]

    def step(self, row: pd.Series[Any]) -> dict[str, str]:
        """Name a row of the table and its numbers."""
        return {
            "first": self.theme[row["first"]],
            "then": self.theme[row["then"]],
            "count": self.voice.count(int(row["count"]), "time", "times"),
            "expected": self.voice.number(row["expected"], 1),
        }

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Head and the first rows of the table."""
        head = [self.voice.say(f"{name} head") for name in ("first", "then", "count", "expected", "ratio")]
        rows = []
        for _, row in self.finding.table.head(MOST_ROWS).iterrows():
            ratio = "" if np.isnan(row["ratio"]) else self.voice.number(row["ratio"])
            told = self.step(row) | {"count": str(row["count"])}
            rows.append([*told.values(), ratio])
        return head, rows

    def _basis(self) -> str:
        turns = self.finding.turns
        name = "next" if turns is None else "one turn" if turns == 1 else "turns"
        return self.voice.say(
            "basis", follows=self.voice.say(name, turns=turns), **coded(self.voice, self.finding.text)
        )
