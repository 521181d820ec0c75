"""What code saturation says in plain words, and what it does not show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.findings.relations.shared_words import left_out, relation_voice
from workbench.findings.rule_words import constructed

if TYPE_CHECKING:
    from workbench.findings.relations.saturation import Saturation

PHRASES = {
    "en": {
        "basis": "Code saturation: {codes} in {interviews}, in {order}.",
        "interview": "1 interview",
        "interviews": "{n} interviews",
        "order given": "the order given",
        "order coded": "the order in which they were coded",
        "order name": "alphabetical order",
        "base": "The first {base} bring {n}.",
        "reached": "The first run of {run} that brings at most {threshold} of that comes after {reached}: "
        "{reached}+{run} in the notation of Guest, Namey and Chen (2020), new {ratio}.",
        "not reached": "No run of {run} brings at most {threshold} of that; the last one brings {ratio}.",
        "too few": "Base and run take {needed} interviews; {interviews} are too few.",
        "empty base": "The base has no code, so nothing can be compared with it.",
        "again": "Later runs bring more again, up to {again}.",
        "late": "The last new code comes in interview {n} of {all}.",
        "caution": "This counts codes, not understanding: it says nothing of how well a theme is "
        "understood, nor of what other people would say, and it depends on the codes and the order. "
        "Reflexive thematic analysis rejects saturation as a measure of quality (Braun and Clarke 2021).",
        "not done": "Not counted: {transcripts} not yet fully coded.",
        "title reached": "After {reached} interviews {run} more bring at most {threshold} new codes",
        "title again": "After {reached} interviews {run} more bring at most {threshold} new codes, later "
        "ones up to {again}",
        "title not reached": "New codes still come: the last {run} bring {ratio} of what the first {base} "
        "brought",
        "title none": "Code saturation cannot be told yet",
        "second": "{n} in {interviews}; the first {base} bring {of_base}",
        "source": "Source: coded interviews, {codings}; in {order}.",
        "reading": "Bars: codes not seen before. Line: codes seen so far. Band: the middle 90 % of all "
        "orders of the interviews{drawn}; dotted: their mean.",
        "drawn": " ({n} drawn by lot)",
        "axis": "Interviews",
        "count axis": "Codes",
        "line": "Seen so far",
        "band": "Other orders (90 %)",
        "bars": "New",
        "interview head": "Interview",
        "codes head": "Codes",
        "new head": "New",
        "total head": "So far",
        "ratio head": "New in run",
        "hover": "{transcript}: {new} new, {total} so far",
    },
    "da": {
        "basis": "Kodemætning: {codes} i {interviews}, i {order}.",
        "interview": "1 interview",
        "interviews": "{n} interview",
        "order given": "den angivne rækkefølge",
        "order coded": "den rækkefølge, de blev kodet i",
        "order name": "alfabetisk rækkefølge",
        "base": "De første {base} giver {n}.",
        "reached": "Den første række på {run}, der højst giver {threshold} af det, kommer efter {reached}: "
        "{reached}+{run} i Guest, Namey og Chens (2020) skrivemåde, nye {ratio}.",
        "not reached": "Ingen række på {run} giver højst {threshold} af det; den sidste giver {ratio}.",
        "too few": "Basis og række kræver {needed} interview; {interviews} er for få.",
        "empty base": "Basis har ingen kode, så intet kan sammenlignes med den.",
        "again": "Senere rækker giver igen mere, op til {again}.",
        "late": "Den sidste nye kode kommer i interview {n} af {all}.",
        "caution": "Det tæller koder, ikke forståelse: det siger intet om, hvor godt et tema er forstået, "
        "eller hvad andre ville sige, og det afhænger af koderne og rækkefølgen. Refleksiv tematisk analyse "
        "afviser mætning som mål for kvalitet (Braun og Clarke 2021).",
        "not done": "Ikke talt med: {transcripts}, der endnu ikke er færdigkodet.",
        "title reached": "Efter {reached} interview giver {run} til højst {threshold} nye koder",
        "title again": "Efter {reached} interview giver {run} til højst {threshold} nye koder, senere op til "
        "{again}",
        "title not reached": "Der kommer stadig nye koder: de sidste {run} giver {ratio} af det, de første "
        "{base} gav",
        "title none": "Kodemætning kan ikke afgøres endnu",
        "second": "{n} i {interviews}; de første {base} giver {of_base}",
        "source": "Kilde: kodede interview, {codings}; i {order}.",
        "reading": "Søjler: koder, der ikke er set før. Linje: koder set hidtil. Bånd: de midterste 90 % af "
        "alle rækkefølger af interviewene{drawn}; prikket: deres gennemsnit.",
        "drawn": " ({n} trukket ved lod)",
        "axis": "Interview",
        "count axis": "Koder",
        "line": "Set hidtil",
        "band": "Andre rækkefølger (90 %)",
        "bars": "Nye",
        "interview head": "Interview",
        "codes head": "Koder",
        "new head": "Nye",
        "total head": "Hidtil",
        "ratio head": "Nye i rækken",
        "hover": "{transcript}: {new} nye, {total} hidtil",
    },
}


class SaturationWords:
    """The words of `finding` in `language`."""

    def __init__(self, finding: Saturation, language: str) -> None:
        self.finding = finding
        self.voice = relation_voice(language, PHRASES)
        table = finding.table
        self.interviews = self.voice.count(len(table), "interview", "interviews")
        self.order = self.voice.say(f"order {finding.order}")
        self.of_base = int(table["new"].head(finding.base).sum())
        ratios = table["ratio"].dropna()
        self.last = float(ratios.iloc[-1]) if len(ratios) else None

    def summary(self) -> str:
        """Tell whether and when codes were saturated, and what that does not show."""
        say, finding = self.voice.say, self.finding
        codes = self.voice.count(finding.total, "code", "codes")
        parts = [*constructed(self.voice, finding.frames)]
        parts.append(say("basis", codes=codes, interviews=self.interviews, order=self.order))
        if self._too_few():
            parts.append(say("too few", needed=finding.base + finding.run, interviews=self.interviews))
        elif not self.of_base:
            parts.append(say("empty base"))
        else:
            parts.append(say("base", base=finding.base, n=self._codes(self.of_base)))
            name = "not reached" if finding.reached is None else "reached"
            parts.append(say(name, **self._told()))
            again = self._again()
            parts += [say("again", again=again)] if again else []
            new = np.flatnonzero(finding.table["new"].to_numpy())
            parts.append(say("late", n=int(new[-1]) + 1, all=len(finding.table)))
        parts.append(say("caution"))
        return " ".join([*parts, *self._excluded(), *left_out(self.voice, finding.text.left_out)])

    def title(self) -> tuple[str, str]:
        """Headline and second line of a figure."""
        finding, say = self.finding, self.voice.say
        if self._too_few() or not self.of_base:
            return say("title none"), ""
        second = say(
            "second",
            n=self._codes(finding.total),
            interviews=self.interviews,
            base=finding.base,
            of_base=self._codes(self.of_base),
        )
        again = self._again()
        name = "title not reached" if finding.reached is None else "title again" if again else "title reached"
        return say(name, again=again, **self._told()), second

    def caption(self) -> list[str]:
        """Two paragraphs below a figure: its source, how to read it and what it does not show."""
        say, finding = self.voice.say, self.finding
        codings = self.voice.count(len(np.unique(finding.text.row)), "coding", "codings")
        source = say("source", codings=codings, order=self.order)
        drawn = say("drawn", n=finding.orders) if finding.orders else ""
        first = [*constructed(self.voice, finding.frames), source, *self._excluded()]
        first += left_out(self.voice, finding.text.left_out)
        return [" ".join(first), say("reading", drawn=drawn) + " " + say("caution")]

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Head and rows of the table."""
        head = [self.voice.say(f"{name} head") for name in ("interview", "codes", "new", "total", "ratio")]
        rows = [
            [
                row["transcript"],
                str(row["themes"]),
                str(row["new"]),
                str(row["total"]),
                "" if np.isnan(row["ratio"]) else self._share(row["ratio"]),
            ]
            for _, row in self.finding.table.iterrows()
        ]
        return head, rows

    def _told(self) -> dict[str, str]:
        finding = self.finding
        ratio = self.last or 0.0
        if finding.reached is not None:
            ratio = float(finding.table["ratio"].iloc[finding.reached + finding.run - 1])
        return {
            "reached": str(finding.reached),
            "run": str(finding.run),
            "base": str(finding.base),
            "threshold": self.voice.percent(finding.threshold),
            "ratio": self._share(ratio),
        }

    def _again(self) -> str | None:
        """The most that a run brought after the first poor one, where it was not poor."""
        finding = self.finding
        if finding.reached is None:
            return None
        later = float(finding.table["ratio"].iloc[finding.reached + finding.run :].max())
        return self._share(later) if later > finding.threshold else None

    def _share(self, ratio: float) -> str:
        return self.voice.say("share", value=self.voice.number(100 * ratio, 0 if ratio >= 0.1 else 1))

    def _codes(self, n: int) -> str:
        return self.voice.count(n, "code", "codes")

    def _too_few(self) -> bool:
        return len(self.finding.table) < self.finding.base + self.finding.run

    def _excluded(self) -> list[str]:
        n = len(self.finding.excluded)
        if not n:
            return []
        return [self.voice.say("not done", transcripts=self.voice.count(n, "transcript", "transcripts"))]
