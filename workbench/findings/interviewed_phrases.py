"""The phrases of the comparison of the interviewed with the register, in English and Danish."""

from __future__ import annotations

PHRASES = {
    "en": {
        "variable": "1 variable",
        "variables": "{n} variables",
        "compared": "{people} of {all} in the register were interviewed. They are compared with the other "
        "{others}, who "
        "were not.",
        "tested": "{variables}; p-values are adjusted for {tests} (Holm): if so many people had been drawn "
        "from the "
        "register by lot, how often would they be as unlike the others?",
        "unlike": "Most unlike the others: {label} ({interviewed} against {others}; standardised "
        "difference {d}, p {p}, "
        "adjusted p {adjusted}).",
        "clear": "After adjustment the interviewed differ from the others at the {alpha} level in {labels}.",
        "unclear": "After adjustment the interviewed differ from the others at the {alpha} level in no "
        "variable; "
        "with {people} that does not show that they are like them.",
        "nothing": "No variable can be tested.",
        "untested": "Not testable: {labels}.",
        "left out": "Not compared: {labels}.",
        "text": "text",
        "missing for everybody": "missing for everybody",
        "too many values": "too many values",
        "strangers": "Interviewed and not in the register: {people}.",
        "why": "What is found in the interviewed holds for the register only as far as they are like it.",
        "title clear": "The interviewed differ clearly from the others in {labels}",
        "title more": "{n} of {variables}",
        "title unclear": "The interviewed differ clearly from the others in no variable",
        "title nothing": "No variable of the register can be tested",
        "second": "{n} interviewed against {others} others in the register",
        "caption": "Dots: the interviewed minus the others, in standard deviations; squares: distance of the "
        "distributions, which has no sign. Band: where about 95 % of the dots would lie if the interviewed "
        "had "
        "been drawn by "
        "lot. Filled: p below {alpha} before adjustment for {tests}.",
        "caption right": "To the right: interviewed against others, as share or median, and p.",
        "caption first": "The {n} most unlike of {variables}.",
        "source": "Source: {register}; n = {n}.",
        "axis": "Standardised difference",
        "variable head": "Variable",
        "interviewed": "Interviewed",
        "others": "Others",
        "missing part": "{text}; {n} missing",
        "median": "median {value}",
        "difference head": "Standardised difference",
        "p head": "p",
        "holm head": "p (Holm)",
    },
    "da": {
        "variable": "1 variabel",
        "variables": "{n} variable",
        "compared": "{people} af {all} i registret er interviewet. De sammenlignes med de andre {others}, "
        "som ikke er.",
        "tested": "{variables}; p-værdierne er justeret for {tests} (Holm): hvis så mange var trukket fra "
        "registret ved "
        "lodtrækning, hvor ofte ville de være lige så forskellige fra de andre?",
        "unlike": "Mest forskellig fra de andre: {label} ({interviewed} mod {others}; standardiseret "
        "forskel {d}, p {p}, "
        "justeret p {adjusted}).",
        "clear": "Efter justering er de interviewede forskellige fra de andre på {alpha}-niveauet i "
        "{labels}.",
        "unclear": "Efter justering er de interviewede ikke forskellige fra de andre på {alpha}-niveauet i "
        "nogen variabel; "
        "med {people} viser det ikke, at de ligner dem.",
        "nothing": "Ingen variabel kan testes.",
        "untested": "Kan ikke testes: {labels}.",
        "left out": "Ikke sammenlignet: {labels}.",
        "text": "tekst",
        "missing for everybody": "mangler for alle",
        "too many values": "for mange værdier",
        "strangers": "Interviewet og ikke i registret: {people}.",
        "why": "Det, der findes hos de interviewede, gælder kun registret, så vidt de ligner det.",
        "title clear": "De interviewede er klart forskellige fra de andre i {labels}",
        "title more": "{n} af {variables}",
        "title unclear": "De interviewede er ikke klart forskellige fra de andre i nogen variabel",
        "title nothing": "Ingen variabel i registret kan testes",
        "second": "{n} interviewede mod {others} andre i registret",
        "caption": "Prikker: de interviewede minus de andre, i standardafvigelser; firkanter: afstand "
        "mellem fordelingerne, "
        "som ikke har fortegn. Bånd: her ville omkring 95 % af prikkerne ligge, hvis de interviewede var "
        "trukket "
        "ved lodtrækning. "
        "Fyldt: p under {alpha} før justering for {tests}.",
        "caption right": "Til højre: interviewede mod andre, som andel eller median, og p.",
        "caption first": "De {n} mest forskellige af {variables}.",
        "source": "Kilde: {register}; n = {n}.",
        "axis": "Standardiseret forskel",
        "variable head": "Variabel",
        "interviewed": "Interviewede",
        "others": "Andre",
        "missing part": "{text}; {n} mangler",
        "median": "median {value}",
        "difference head": "Standardiseret forskel",
        "p head": "p",
        "holm head": "p (Holm)",
    },
}
