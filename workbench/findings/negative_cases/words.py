"""What negative cases say, in English and Danish."""

from __future__ import annotations

from functools import cache

from workbench.findings.phrases import Voice

PHRASES = {
    "en": {
        "title": "Negative cases: who contradicts the pattern of each theme, by {outcome}",
        "headline": "{outcome}: {n} of {of} themes have people who contradict their pattern",
        "headline none": "{outcome}: no theme has a pattern that anybody contradicts",
        "theme head": "Theme",
        "pattern head": "Pattern",
        "with head": "Theme, but not the group of the pattern",
        "without head": "The group of the pattern, but not the theme",
        "note head": "What the team makes of them",
        "state head": "State",
        "goes with": "goes with {group}: {a} against {b}",
        "no pattern": "no pattern: {a} and {b}",
        "goes with masked": "goes with {group}",
        "no pattern masked": "no pattern",
        "some": "there are",
        "held": "{n} held back",
        "nobody": "nobody compared",
        "none": "nobody",
        "against": "{people}",
        "open": "note is missing",
        "written": "note is written",
        "reported": "reported",
        "stale": "look again: {parts} changed since the note was written",
        "codings changed": "codings",
        "scheme changed": "the definition",
        "people changed": "people or outcomes",
        "constructed": "Constructed data: these numbers and quotes describe no real people.",
        "summary": "{n} of {of} themes have people who contradict their pattern; for {written} of them "
        "the team has written what it makes of that.",
        "missing": "A note is missing for {names}: they cannot be marked as reported.",
        "look again": "Numbers changed since the note was written: {names}.",
        "no pattern told": "Without a difference there is no pattern to contradict: {names}.",
        "orphans": "Kept, though the theme is not among these now: {names}.",
        "who": "A theme's pattern is the group of which more people show it, however small the difference.",
        "why": "Beside somebody without the theme stand their words on its absence, where there are any.",
        "fits": "fit the pattern",
        "axis": "People",
        "caption": "Each bar: the people compared. Association, not effect.",
    },
    "da": {
        "title": "Negative tilfælde: hvem der modsiger mønstret i hvert tema, efter {outcome}",
        "headline": "{outcome}: i {n} af {of} temaer er der personer, der modsiger mønstret",
        "headline none": "{outcome}: intet tema har et mønster, som nogen modsiger",
        "theme head": "Tema",
        "pattern head": "Mønster",
        "with head": "Temaet, men ikke mønstrets gruppe",
        "without head": "Mønstrets gruppe, men ikke temaet",
        "note head": "Hvad holdet får ud af dem",
        "state head": "Tilstand",
        "goes with": "følger {group}: {a} mod {b}",
        "no pattern": "intet mønster: {a} og {b}",
        "goes with masked": "følger {group}",
        "no pattern masked": "intet mønster",
        "some": "findes",
        "held": "{n} holdt tilbage",
        "nobody": "ingen at sammenligne",
        "none": "ingen",
        "against": "{people}",
        "open": "note mangler",
        "written": "note er skrevet",
        "reported": "rapporteret",
        "stale": "se igen: {parts} er ændret, siden noten blev skrevet",
        "codings changed": "kodningerne",
        "scheme changed": "definitionen",
        "people changed": "personerne eller deres udfald",
        "constructed": "Konstruerede data: tal og citater beskriver ingen virkelige mennesker.",
        "summary": "I {n} af {of} temaer er der personer, der modsiger mønstret; for {written} af dem "
        "har holdet skrevet, hvad det får ud af det.",
        "missing": "Der mangler en note til {names}: de kan ikke markeres som rapporteret.",
        "look again": "Tallene er ændret, siden noten blev skrevet: {names}.",
        "no pattern told": "Uden en forskel er der intet mønster at modsige: {names}.",
        "orphans": "Gemt, selv om temaet ikke er med nu: {names}.",
        "who": "Et temas mønster er den gruppe, hvor flest viser det, uanset hvor lille forskellen er.",
        "why": "Ved en person uden temaet står personens ord om, at det mangler, hvor der er nogen.",
        "fits": "følger mønstret",
        "axis": "Personer",
        "caption": "Hver bjælke: de sammenlignede personer. Sammenhæng, ikke effekt.",
    },
}


@cache
def case_voice(language: str) -> Voice:
    """Return a voice with the phrases of negative cases."""
    return Voice(language if language in PHRASES else "en", PHRASES)
