"""Why a row of a table says less than the others: what stands in its column `note`.

The column holds one of these texts, the same in every language of the reader; `told_note` says
it to a reader.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.findings.phrases import Voice
from workbench.model.scheme import Localised, localise

NOBODY = "not testable: nobody can be compared yet"
ONE_GROUP = "not testable: there is only one group"
EMPTY_GROUP = "not testable: nobody is in one of the groups"
NOT_ASKED = "not testable: nobody was asked about it in one of the groups"
NOBODY_SHOWS = "not testable: nobody shows it"
EVERYBODY_SHOWS = "not testable: everybody shows it"
TOO_MANY_TABLES = "not testable exactly: too many people in too many groups"
SAME_NUMBER = "not testable: everybody has the same number"
SAME_VALUE = "not testable: everybody has the same value"
NOTHING_APART = "not testable: nothing sets the people apart"
SILENT_STRATA = "not testable: no stratum has people of several groups, with and without the theme"
UNTOLD_STRATA = "whether the strata agree cannot be tested"
DRAWN_TABLES = "too many tables for an exact test: p_exact is from 10,000 drawn"
NO_INTERVIEWED = "not testable: known for none of the interviewed"
NO_OTHERS = "not testable: known for none of the others"

DANISH = {
    NOBODY: "kan ikke testes: ingen kan sammenlignes endnu",
    ONE_GROUP: "kan ikke testes: der er kun én gruppe",
    EMPTY_GROUP: "kan ikke testes: der er ingen i en af grupperne",
    NOT_ASKED: "kan ikke testes: ingen blev spurgt om det i en af grupperne",
    NOBODY_SHOWS: "kan ikke testes: ingen viser det",
    EVERYBODY_SHOWS: "kan ikke testes: alle viser det",
    TOO_MANY_TABLES: "kan ikke testes eksakt: for mange personer i for mange grupper",
    SAME_NUMBER: "kan ikke testes: alle har samme tal",
    SAME_VALUE: "kan ikke testes: alle har samme værdi",
    NOTHING_APART: "kan ikke testes: der er ingen forskel på personerne",
    SILENT_STRATA: "kan ikke testes: intet stratum har personer i flere grupper, både med og uden temaet",
    UNTOLD_STRATA: "det kan ikke testes, om stratummerne er enige",
    DRAWN_TABLES: "for mange tabeller til en eksakt test: p_exact bygger på 10.000, der er trukket ved lod",
    NO_INTERVIEWED: "kan ikke testes: ikke kendt for nogen af de interviewede",
    NO_OTHERS: "kan ikke testes: ikke kendt for nogen af de andre",
    # What the statistics say of numbers they cannot give.
    "a group is empty": "en gruppe er tom",
    "too few people to limit the difference": "for få personer til at afgrænse forskellen",
    "fewer than 5 people in a group: no bootstrap interval": "færre end 5 personer i en gruppe: intet "
    "bootstrapinterval",
    "fewer than two known values in a group": "færre end to kendte værdier i en gruppe",
    "the groups share no value": "grupperne har ingen værdi til fælles",
    "nothing varies within the groups": "inden for grupperne er alle ens",
    "everybody has the same outcome": "alle har samme udfald",
    "a predictor is the same for everybody or follows from the others": "en prædiktor er ens for alle "
    "eller følger af de andre",
    "the fit did not converge": "beregningen fandt ingen løsning",
}


def note_words(note: str) -> Localised:
    """A note in every language that findings speak."""
    return {"en": note, "da": DANISH[note] if note else ""}


def told_note(voice: Voice, note: str, groups: Sequence[str] = ()) -> str:
    """Say a note in the language of `voice`; `groups` names those that it is about, where known."""
    told = localise(note_words(note), voice.language)
    return f"{told} ({voice.list(groups)})" if groups else told
