"""What the report says around the findings, in English and Danish."""

from __future__ import annotations

from functools import cache

from workbench.findings.phrases import Voice

PHRASES = {
    "en": {
        "report": "Report",
        "constructed": "Constructed data: everything in this report is made up and describes no real people.",
        "study head": "The study",
        "people head": "Who was interviewed",
        "codebook head": "Codebook",
        "interviewed head": "Interviewed people beside the register",
        "themes head": "Themes",
        "display head": "Joint display",
        "negative head": "Negative cases",
        "agreement head": "Agreement between coders",
        "saturation head": "Code saturation",
        "limits head": "Limits",
        "disclosure head": "What was held back",
        "checklists head": "Reporting checklists",
        "audit head": "Audit trail",
        "releases head": "Quotes that were released",
        "releases told": "Each was released by itself, for its words and its risk as they were then.",
        "quote id head": "Quote",
        "state head": "State",
        "reason head": "Reason",
        "released by head": "Released by",
        "day head": "Day",
        "release holds": "released",
        "release held": "held back again: its words or its risk changed",
        "release gone": "no longer there",
        "release free": "released, and not at risk now",
        "versions head": "Versions and fingerprints",
        "fact transcripts": "Transcripts",
        "fact words": "Words in them",
        "fact speakers": "Speakers",
        "fact people": "People of the register who speak",
        "fact register": "Outcome register",
        "fact participants": "People in the register",
        "fact scheme": "Coding scheme",
        "fact codings": "Codings",
        "fact coders": "Coders",
        "fact done": "Transcripts fully coded",
        "fact outcome": "Outcome",
        "none": "none",
        "person head": "Person",
        "transcripts head": "Transcripts",
        "words head": "Words",
        "role head": "Role",
        "roles told": "Speakers by role, with their turns and words:",
        "turns head": "Turns",
        "speakers head": "Speakers",
        "no role": "no role given",
        "definition": "Definition",
        "use when": "Use when",
        "do not use when": "Do not use when",
        "example": "Example",
        "no definition": "No definition is given.",
        "theme quotes": "{present} of {of} people; {quotes} quotes.",
        "quotes masked": "Small numbers are not told.",
        "code head": "Code",
        "coders head": "Coders",
        "people n head": "People",
        "both head": "Both",
        "first head": "Only first",
        "second head": "Only second",
        "neither head": "Neither",
        "agreement share head": "Agreement",
        "kappa head": "Kappa",
        "agreement told": "Whether both coders found the theme in a person, among the people both have "
        "fully coded. "
        "Kappa is Cohen's; it is low where nearly everybody or hardly anybody has the theme, however well "
        "the "
        "coders agree. A dash: agreement by chance alone would be complete.",
        "one coder": "No two coders have fully coded the same people, so there is nothing to compare yet.",
        "limits association": "Association, not effect: nobody was given a theme by lot.",
        "limits few": "With {n} people compared, even large differences are compatible with none.",
        "limits missing": "{n} people of the register are not compared ({reasons}).",
        "limits unregistered one": "1 coding is of a speaker who is not in the register; it counts in no "
        "comparison.",
        "limits unregistered": "{n} codings are of speakers who are not in the register; they count in no "
        "comparison.",
        "limits stale one": "In 1 row of the joint display the numbers changed after somebody wrote beside "
        "it.",
        "limits stale": "In {n} rows of the joint display the numbers changed after somebody wrote beside "
        "them.",
        "limits note one": "What to make of the negative cases is not written for 1 theme.",
        "limits note": "What to make of the negative cases is not written for {n} themes.",
        "limits saturation": "Saturation is of these codes in this order, not of meaning.",
        "not possible": "This part is not here: {why}.",
        "left out masked": "Left out here, since its counts could give small numbers away.",
        "no figure": "A figure stands here in the report as a web page; there is no Chromium on this "
        "machine to "
        "draw it for a document.",
        "item head": "No.",
        "asked head": "What is asked",
        "answer head": "Answer",
        "answered": "{n} of {of} items are answered from the study; the others are for the team.",
        "source": "After {source} In our own words.",
        "kind head": "Operation",
        "times head": "Times",
        "who head": "By",
        "first date head": "First",
        "last date head": "Last",
        "name head": "Name",
        "value head": "Value",
        "versions told": "Two reports with the same fingerprints stand on the same codings and numbers.",
        "made": "Made {date}",
        "answer methods": "Interviews: sections \u201c{people}\u201d and \u201c{codebook}\u201d; "
        "register: {register}; "
        "analysis: {method}.",
        "answer method": "themes by outcome group, counted by person, with Newcombe's intervals and "
        "Fisher's "
        "exact test, adjusted by Holm",
        "answer integration": "At the analysis: a joint display links {themes} to {outcome} through the "
        "same {people}.",
        "answer participants": "{people} of the register in {transcripts}, and {others} other speakers.",
        "answer sample": "See \u201c{section}\u201d.",
        "answer repeats": "{n} people speak in more than one transcript.",
        "answer length": "{median} words in the middle (from {least} to {most}); minutes are not known.",
        "answer coders": "{n}: {names}.",
        "answer codebook": "{codes} codes; see \u201c{section}\u201d.",
        "answer software": "Qual Workbench {version}.",
        "answer inference": "1 meta-inference in the joint display.",
        "answer inferences": "{n} meta-inferences in the joint display.",
        "answer disclosure": "{n} quotes are held back; see \u201c{section}\u201d.",
        "answer trust": "Negative cases, agreement between coders where there are two, and an audit trail "
        "of "
        "{operations} operations.",
    },
    "da": {
        "report": "Rapport",
        "constructed": "Konstruerede data: alt i rapporten er opdigtet og beskriver ingen virkelige "
        "mennesker.",
        "study head": "Undersøgelsen",
        "people head": "Hvem der er interviewet",
        "codebook head": "Kodebog",
        "interviewed head": "De interviewede over for registret",
        "themes head": "Temaer",
        "display head": "Joint display",
        "negative head": "Negative tilfælde",
        "agreement head": "Enighed mellem kodere",
        "saturation head": "Kodemætning",
        "limits head": "Begrænsninger",
        "disclosure head": "Hvad der er holdt tilbage",
        "checklists head": "Tjeklister for rapportering",
        "audit head": "Revisionsspor",
        "releases head": "Citater, der er frigivet",
        "releases told": "Hvert er frigivet for sig, for sine ord og sin risiko, som de var dengang.",
        "quote id head": "Citat",
        "state head": "Tilstand",
        "reason head": "Begrundelse",
        "released by head": "Frigivet af",
        "day head": "Dag",
        "release holds": "frigivet",
        "release held": "holdes tilbage igen: ordene eller risikoen er ændret",
        "release gone": "findes ikke længere",
        "release free": "frigivet, og er nu ikke i risiko",
        "versions head": "Versioner og fingeraftryk",
        "fact transcripts": "Udskrifter",
        "fact words": "Ord i dem",
        "fact speakers": "Talere",
        "fact people": "Personer fra registret, der taler",
        "fact register": "Udfaldsregister",
        "fact participants": "Personer i registret",
        "fact scheme": "Kodningsskema",
        "fact codings": "Kodninger",
        "fact coders": "Kodere",
        "fact done": "Færdigkodede udskrifter",
        "fact outcome": "Udfald",
        "none": "intet",
        "person head": "Person",
        "transcripts head": "Udskrifter",
        "words head": "Ord",
        "role head": "Rolle",
        "roles told": "Talere efter rolle, med replikker og ord:",
        "turns head": "Replikker",
        "speakers head": "Talere",
        "no role": "ingen rolle angivet",
        "definition": "Definition",
        "use when": "Bruges når",
        "do not use when": "Bruges ikke når",
        "example": "Eksempel",
        "no definition": "Der er ingen definition.",
        "theme quotes": "{present} af {of} personer; {quotes} citater.",
        "quotes masked": "Små tal siges ikke.",
        "code head": "Kode",
        "coders head": "Kodere",
        "people n head": "Personer",
        "both head": "Begge",
        "first head": "Kun første",
        "second head": "Kun anden",
        "neither head": "Ingen",
        "agreement share head": "Enighed",
        "kappa head": "Kappa",
        "agreement told": "Om begge kodere fandt temaet hos en person, blandt de personer, begge har "
        "færdigkodet. "
        "Kappa er Cohens; den er lav, hvor næsten alle eller næsten ingen har temaet, hvor enige koderne "
        "end er. "
        "En streg: tilfældet alene ville give fuld enighed.",
        "one coder": "Ingen to kodere har færdigkodet de samme personer, så der er intet at sammenligne "
        "endnu.",
        "limits association": "Sammenhæng, ikke effekt: ingen har fået et tema ved lodtrækning.",
        "limits few": "Med {n} sammenlignede personer er selv store forskelle forenelige med ingen.",
        "limits missing": "{n} personer i registret er ikke sammenlignet ({reasons}).",
        "limits unregistered one": "1 kodning er af en taler, der ikke står i registret; den tæller ikke med "
        "i nogen sammenligning.",
        "limits unregistered": "{n} kodninger er af talere, der ikke står i registret; de tæller ikke med "
        "i nogen "
        "sammenligning.",
        "limits stale one": "I 1 række af joint display er tallene ændret, efter at nogen skrev ud for dem.",
        "limits stale": "I {n} rækker af joint display er tallene ændret, efter at nogen skrev ud for dem.",
        "limits note one": "For 1 tema er det ikke skrevet, hvad de negative tilfælde betyder.",
        "limits note": "For {n} temaer er det ikke skrevet, hvad de negative tilfælde betyder.",
        "limits saturation": "Mætningen gælder disse koder i denne rækkefølge, ikke mening.",
        "not possible": "Denne del er her ikke: {why}.",
        "left out masked": "Udeladt her, da antallene kunne røbe små tal.",
        "no figure": "Her står en figur i rapporten som webside; der er ingen Chromium på maskinen til at "
        "tegne den "
        "til et dokument.",
        "item head": "Nr.",
        "asked head": "Hvad der spørges om",
        "answer head": "Svar",
        "answered": "{n} af {of} punkter er besvaret ud fra undersøgelsen; resten er til holdet.",
        "source": "Efter {source} Med vores egne ord.",
        "kind head": "Operation",
        "times head": "Gange",
        "who head": "Af",
        "first date head": "Første",
        "last date head": "Sidste",
        "name head": "Navn",
        "value head": "Værdi",
        "versions told": "To rapporter med de samme fingeraftryk bygger på de samme kodninger og tal.",
        "made": "Lavet {date}",
        "answer methods": "Interview: afsnittene \u201c{people}\u201d og \u201c{codebook}\u201d; "
        "register: {register}; "
        "analyse: {method}.",
        "answer method": "temaer efter udfaldsgruppe, talt pr. person, med Newcombes intervaller og "
        "Fishers eksakte "
        "test, justeret efter Holm",
        "answer integration": "I analysen: et joint display knytter {themes} til {outcome} gennem de "
        "samme {people}.",
        "answer participants": "{people} fra registret i {transcripts} og {others} andre talere.",
        "answer sample": "Se \u201c{section}\u201d.",
        "answer repeats": "{n} personer taler i mere end én udskrift.",
        "answer length": "{median} ord i midten (fra {least} til {most}); minutter kendes ikke.",
        "answer coders": "{n}: {names}.",
        "answer codebook": "{codes} koder; se \u201c{section}\u201d.",
        "answer software": "Qual Workbench {version}.",
        "answer inference": "1 metaslutning i joint display.",
        "answer inferences": "{n} metaslutninger i joint display.",
        "answer disclosure": "{n} citater er holdt tilbage; se \u201c{section}\u201d.",
        "answer trust": "Negative tilfælde, enighed mellem kodere, hvor der er to, og et revisionsspor med "
        "{operations} operationer.",
    },
}
COUNTED = {
    "en": {"transcript": "1 transcript", "transcripts": "{n} transcripts"},
    "da": {"transcript": "1 udskrift", "transcripts": "{n} udskrifter"},
}


@cache
def report_voice(language: str) -> Voice:
    """Return a voice with the phrases of the report."""
    own = {one: PHRASES[one] | COUNTED[one] for one in PHRASES}
    return Voice(language if language in PHRASES else "en", own)
