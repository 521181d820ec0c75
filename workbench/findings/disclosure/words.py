"""What the disclosure guard says, in English and Danish."""

from __future__ import annotations

from functools import cache

from workbench.findings.phrases import Voice

PHRASES = {
    "en": {
        "sensitive": "marked as sensitive",
        "beside": "the same words are marked as sensitive elsewhere",
        "rare": "{same} of the interviewed share {variables}",
        "masked": "Counts below {smallest} are masked.",
        "held one": "1 quote is held back.",
        "held many": "{n} quotes are held back.",
        "released one": "1 quote that was at risk is released, with a reason.",
        "released many": "{n} quotes that were at risk are released, each with a reason.",
        "people": "{n} people",
        "person": "1 person",
        "rare people": "{people} can be recognised by {variables}: fewer than {k} interviewed people share "
        "their values.",
        "no variables": "Nobody was looked for by rare attributes: no variables were named.",
        "unregistered": "Not looked at: {n} quotes of speakers who are not in the register.",
        "unregistered one": "Not looked at: 1 quote of a speaker who is not in the register.",
        "words": "Names and places in the words of a quote are not found; somebody must read each.",
        "again": "{n} quotes were released before and changed since; they are held back again.",
        "again one": "1 quote was released before and changed since; it is held back again.",
        "orphans": "Kept: releases of {n} quotes that are no longer there.",
        "orphans one": "Kept: the release of 1 quote that is no longer there.",
        "id head": "Id",
        "quote head": "Quote",
        "who head": "Who",
        "why head": "Why",
        "state head": "State",
        "held": "held back",
        "released": "released by {coder} on {day}: {reason}",
        "released unsaved": "released, not saved yet: {reason}",
        "constructed": "Constructed data: these quotes describe no real people.",
    },
    "da": {
        "sensitive": "markeret som følsomt",
        "beside": "de samme ord er markeret som følsomme et andet sted",
        "rare": "{same} af de interviewede deler {variables}",
        "masked": "Antal under {smallest} er skjult.",
        "held one": "1 citat holdes tilbage.",
        "held many": "{n} citater holdes tilbage.",
        "released one": "1 citat, der kunne afsløre nogen, er frigivet, med en begrundelse.",
        "released many": "{n} citater, der kunne afsløre nogen, er frigivet, hvert med en begrundelse.",
        "people": "{n} personer",
        "person": "1 person",
        "rare people": "{people} kan genkendes på {variables}: færre end {k} interviewede deler deres "
        "værdier.",
        "no variables": "Ingen er søgt efter sjældne egenskaber: der er ikke nævnt variable.",
        "unregistered": "Ikke set på: {n} citater fra talere, der ikke står i registret.",
        "unregistered one": "Ikke set på: 1 citat fra en taler, der ikke står i registret.",
        "words": "Navne og steder i citaternes ord bliver ikke fundet; nogen må læse hvert citat.",
        "again": "{n} citater var frigivet og er ændret siden; de holdes tilbage igen.",
        "again one": "1 citat var frigivet og er ændret siden; det holdes tilbage igen.",
        "orphans": "Gemt: frigivelser af {n} citater, der ikke findes længere.",
        "orphans one": "Gemt: frigivelsen af 1 citat, der ikke findes længere.",
        "id head": "Id",
        "quote head": "Citat",
        "who head": "Hvem",
        "why head": "Hvorfor",
        "state head": "Tilstand",
        "held": "holdes tilbage",
        "released": "frigivet af {coder} den {day}: {reason}",
        "released unsaved": "frigivet, endnu ikke gemt: {reason}",
        "constructed": "Konstruerede data: citaterne beskriver ingen virkelige mennesker.",
    },
}


@cache
def guard_voice(language: str) -> Voice:
    """Return a voice with the phrases of the guard."""
    return Voice(language if language in PHRASES else "en", PHRASES)
