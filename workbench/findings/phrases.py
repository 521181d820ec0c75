"""The phrases that findings speak in, in English and Danish, with their way of writing numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workbench.findings.grouping import listing

MINUS = "\u2212"

PHRASES: dict[str, dict[str, str]] = {
    "en": {
        "person": "1 person",
        "people": "{n} people",
        "and": "and",
        "theme": "1 theme",
        "themes": "{n} themes",
        "test": "1 test",
        "tests": "{n} tests",
        "constructed": "Constructed data: these numbers describe no real people.",
        "compared": "{outcome}: {groups}.",
        "in group": "{people} with {group}",
        "tested": "{themes} compared; p-values are adjusted for {tests} (Fisher's exact test, {method}).",
        "method holm": "Holm",
        "method bh": "Benjamini and Hochberg",
        "method max-t": "max-T permutation",
        "untested": "Not testable: {labels}.",
        "largest": "The largest difference is in {theme}: {first} with {a} and {second} with {b}, {points} "
        "percentage points ({coverage} interval {low} to {high}; p {p}, adjusted p {holm}).",
        "clear": "After adjustment the groups differ at the {alpha} level in {labels}.",
        "unclear": "After adjustment the groups differ at the {alpha} level in no theme; "
        "with {people} that does not show that they are alike.",
        "reach": "With {a} and {b} people a true difference of {p} against {q} is found in {power} of such "
        "studies "
        "({adjusted} after adjustment for all themes), one of {p2} against {q2} in {power2} ({adjusted2}).",
        "missing": "The outcome of {people} is missing; whatever it is, the difference in {theme} lies "
        "between "
        "{lowest} and {highest} points.",
        "nothing": "No theme can be tested.",
        "association": "This is association, not effect: nobody was given a theme by lot, and an interview "
        "held after the outcome can be coloured by it.",
        "late": "Of {known} with both dates known, {after} had an interview after the outcome: what they say "
        "can come from it.",
        "not late": "Of {known} with both dates known, none had an interview after the outcome.",
        "late unknown": "Nobody's interview and outcome are both dated, so who was interviewed after the "
        "outcome is not known.",
        "excluded": "Not counted: {people} ({reasons}).",
        "no transcript": "{n} without a linked transcript",
        "other role": "{n} speaking only in another role",
        "not coded": "{n} not yet fully coded",
        "not asked": "{n} not asked about every theme",
        "no outcome": "{n} with the outcome missing",
        "other group": "{n} with another value of the outcome",
        "not registered": "{n} not in the outcome register",
        "unknown codes": "Codes that are not in the scheme were left out: {labels}.",
        "unit": "A person has a theme once, with one quote or many.",
        "rule any": "Present: at least one coder found it in the person's own words.",
        "rule all": "Present: every coder who is done with the person's interviews found it in the person's "
        "own words.",
        "rule consensus": "Present: a consensus coding stands in the person's own words.",
        "rule coders": "Only codings of {names} count.",
        "rule roles": "Only what people say in the role of {names} counts.",
        "rule values": "Counted values of {attribute}: {names}.",
        "volunteered": "Said without being asked, and not counted: {names}.",
        "strata": "The same is computed among the people with each value of {by}: {values}.",
        "strata together": "Summed up over {by}, the difference in {theme} is {points} points ({coverage} "
        "interval {low} to {high}; exact p {p}, adjusted {adjusted}).",
        "strata together bare": "Within {by}, {theme} has an exact p {p} (adjusted {adjusted}).",
        "strata silent": "Over {by}, {theme} is {why}.",
        "no stratum": "In no stratum, for want of a value of {by}: {people}.",
        "title clear": "{outcome}: {labels} differs clearly between {groups}",
        "the groups": "the {n} groups",
        "title clear many": "{outcome}: {labels} differ clearly between {groups}",
        "title more": "{n} of {themes}",
        "title unclear": "{outcome}: no theme clearly separates {groups}",
        "title nothing": "{outcome}: no theme can be tested yet",
        "title largest": "Largest difference: {theme}, {first} with {a}, {second} with {b}",
        "caption dots": "Dots: share of people who show the theme, with their number; lines: {coverage} "
        "Wilson intervals.",
        "caption diverging": "Bars: share of people who show the theme, with their number; lines: {coverage} "
        "Wilson intervals.",
        "caption residuals": "Bold: adjusted residual (Haberman 1973), by how many standard deviations more "
        "people of the group show the theme (blue) or fewer (orange) than if groups and themes had nothing "
        "to do with each other; beyond 2 a cell stands out. \u00b0: fewer than 5 people are expected with "
        "the theme or without; read the counts, not the colour.",
        "residual scale": "Adjusted residual",
        "caption sorted": "Sorted by the difference, {a} minus {b}, in points (Newcombe interval).",
        "caption sorted many": "Sorted by the distance between the highest and the lowest share.",
        "caption test": "Clearly: adjusted exact p ({method}) below {alpha}. Association, not effect.",
        "source": "Source: coded interviews and {register}; n = {n}.",
        "register": "outcome register",
        "axis": "People who show the theme",
        "difference head": "Difference in points ({coverage} interval)",
        "theme head": "Theme",
        "p head": "p (Fisher)",
        "adjusted head": "p ({method})",
        "of people": "{group}: {present} of {people} ({share}; {coverage} interval {low} to {high})",
        "share": "{value} %",
    },
    "da": {
        "person": "1 person",
        "people": "{n} personer",
        "and": "og",
        "theme": "1 tema",
        "themes": "{n} temaer",
        "test": "1 test",
        "tests": "{n} test",
        "constructed": "Konstruerede data: tallene beskriver ingen virkelige mennesker.",
        "compared": "{outcome}: {groups}.",
        "in group": "{people} med {group}",
        "tested": "{themes} sammenlignet; p-værdierne er justeret for {tests} (Fishers eksakte test, "
        "{method}).",
        "method holm": "Holm",
        "method bh": "Benjamini og Hochberg",
        "method max-t": "max-T-permutation",
        "untested": "Kan ikke testes: {labels}.",
        "largest": "Den største forskel er i {theme}: {first} med {a} og {second} med {b}, {points} "
        "procentpoint ({coverage}-interval {low} til {high}; p {p}, justeret p {holm}).",
        "clear": "Efter justering er grupperne forskellige på {alpha}-niveauet i {labels}.",
        "unclear": "Efter justering er grupperne ikke forskellige på {alpha}-niveauet i noget tema; "
        "med {people} viser det ikke, at de er ens.",
        "reach": "Med {a} og {b} personer findes en sand forskel på {p} mod {q} i {power} af sådanne "
        "undersøgelser "
        "({adjusted} efter justering for alle temaer), en på {p2} mod {q2} i {power2} ({adjusted2}).",
        "missing": "Udfaldet er ikke kendt for {people}; hvad det end er, ligger forskellen i {theme} mellem "
        "{lowest} og {highest} procentpoint.",
        "nothing": "Intet tema kan testes.",
        "association": "Det er en sammenhæng, ikke en effekt: ingen har fået et tema ved lodtrækning, og et "
        "interview efter udfaldet kan være farvet af det.",
        "late": "Af {known}, hvor begge datoer er kendt, blev {after} interviewet efter udfaldet: det, de "
        "siger, kan komme af det.",
        "not late": "Af {known}, hvor begge datoer er kendt, blev ingen interviewet efter udfaldet.",
        "late unknown": "For ingen er både interview og udfald dateret, så det vides ikke, hvem der blev "
        "interviewet efter udfaldet.",
        "excluded": "Ikke talt med: {people} ({reasons}).",
        "no transcript": "{n} uden en tilknyttet udskrift",
        "other role": "{n} som kun taler i en anden rolle",
        "not coded": "{n} endnu ikke færdigkodet",
        "not asked": "{n} ikke spurgt om alle temaer",
        "no outcome": "{n} uden kendt udfald",
        "other group": "{n} med en anden værdi af udfaldet",
        "not registered": "{n} ikke i udfaldsregistret",
        "unknown codes": "Koder, der ikke står i kodningsskemaet, er udeladt: {labels}.",
        "unit": "En person har et tema én gang, uanset om der er ét citat eller mange.",
        "rule any": "Til stede: mindst én koder fandt det i personens egne ord.",
        "rule all": "Til stede: alle kodere, der er færdige med personens interview, fandt det i personens "
        "egne ord.",
        "rule consensus": "Til stede: en konsensuskodning står i personens egne ord.",
        "rule coders": "Kun kodninger af {names} tæller.",
        "rule roles": "Kun det, personer siger i rollen {names}, tæller.",
        "rule values": "Værdier af {attribute}, der tæller: {names}.",
        "volunteered": "Sagt uden at være spurgt, og ikke talt med: {names}.",
        "strata": "Det samme er beregnet blandt personerne med hver værdi af {by}: {values}.",
        "strata together": "Samlet over {by} er forskellen i {theme} {points} point ({coverage}-interval "
        "{low} til {high}; eksakt p {p}, justeret {adjusted}).",
        "strata together bare": "Inden for {by} har {theme} et eksakt p {p} (justeret {adjusted}).",
        "strata silent": "Over {by}: {theme} {why}.",
        "no stratum": "I intet stratum, da {by} ikke er kendt: {people}.",
        "title clear": "{outcome}: {labels} er klart forskellig mellem {groups}",
        "the groups": "de {n} grupper",
        "title clear many": "{outcome}: {labels} er klart forskellige mellem {groups}",
        "title more": "{n} af {themes}",
        "title unclear": "{outcome}: intet tema adskiller klart {groups}",
        "title nothing": "{outcome}: intet tema kan testes endnu",
        "title largest": "Største forskel: {theme}, {first} med {a}, {second} med {b}",
        "caption dots": "Prikker: andel af personerne, der viser temaet, med antal; streger: {coverage} "
        "Wilson-intervaller.",
        "caption diverging": "Søjler: andel af personerne, der viser temaet, med antal; streger: {coverage} "
        "Wilson-intervaller.",
        "caption residuals": "Fed: justeret residual (Haberman 1973), med hvor mange standardafvigelser "
        "flere i gruppen viser temaet (blå) eller færre (orange), end hvis grupper og temaer intet havde med "
        "hinanden at gøre; ud over 2 skiller et felt sig ud. \u00b0: færre end 5 personer ventes med temaet "
        "eller uden; læs antallene, ikke farven.",
        "residual scale": "Justeret residual",
        "caption sorted": "Sorteret efter forskellen, {a} minus {b}, i procentpoint (Newcombe-interval).",
        "caption sorted many": "Sorteret efter afstanden mellem den højeste og den laveste andel.",
        "caption test": "Klart: justeret eksakt p ({method}) under {alpha}. Sammenhæng, ikke effekt.",
        "source": "Kilde: kodede interview og {register}; n = {n}.",
        "register": "udfaldsregister",
        "axis": "Personer, der viser temaet",
        "difference head": "Forskel i procentpoint ({coverage}-interval)",
        "theme head": "Tema",
        "p head": "p (Fisher)",
        "adjusted head": "p ({method})",
        "of people": "{group}: {present} af {people} ({share}; {coverage}-interval {low} til {high})",
        "share": "{value} %",
    },
}


@dataclass(frozen=True)
class Voice:
    """Speaks `language`; English where the phrases do not have it.

    `own` holds the phrases of one kind of finding, by language; they go before those that all share.
    """

    language: str
    own: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def say(self, phrase: str, **parts: object) -> str:
        """Fill the parts of a phrase."""
        language = self.language if self.language in PHRASES else "en"
        own = self.own.get(language, {})
        return (own[phrase] if phrase in own else PHRASES[language][phrase]).format(**parts)

    def count(self, n: int, one: str, many: str) -> str:
        """Name a number of things: `1 person`, `2 people`."""
        return self.say(one) if n == 1 else self.say(many, n=n)

    def people(self, n: int) -> str:
        """Name a number of people."""
        return self.count(n, "person", "people")

    def list(self, names: Sequence[str]) -> str:
        """List names: `A, B and C`."""
        return listing(names, self.say("and"))

    def percent(self, share: float) -> str:
        """Write a share in whole per cent."""
        return self.say("share", value=f"{100 * share:.0f}")

    def points(self, difference: float) -> str:
        """Write a difference of shares in percentage points, with its sign."""
        rounded = round(100 * difference)
        return f"+{rounded}" if rounded > 0 else f"{MINUS}{-rounded}" if rounded < 0 else "0"

    def number(self, value: float, digits: int = 2) -> str:
        """Write a number with so many decimals, and with the signs of the language."""
        return self._signs(f"{value:.{digits}f}")

    def brief(self, value: float) -> str:
        """Write a number with at most one decimal, and with none from a thousand on."""
        return self._signs(f"{value:.1f}".removesuffix(".0") if abs(value) < 1000 else f"{value:.0f}")

    def p_value(self, p: float) -> str:
        """Write a p-value with two significant digits, or that it is very small."""
        return self._signs("< 0.001" if p < 0.001 else f"{p:.3f}" if p < 0.1 else f"{p:.2f}")

    def p_equals(self, p: float) -> str:
        """Write what a p-value is within a sentence: `= 0.03`, `< 0.001`."""
        text = self.p_value(p)
        return text if text.startswith("<") else f"= {text}"

    def _signs(self, number: str) -> str:
        text = number.replace("-", MINUS)
        return text.replace(".", ",") if self.language == "da" else text
