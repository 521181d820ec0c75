"""What the combinations of themes say in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.findings.relations.shared_words import relation_voice
from workbench.findings.rule_words import constructed, register_title, told_kinds, told_rules

if TYPE_CHECKING:
    from workbench.findings.relations.combinations import CodeCombinations

MOST_ROWS = 20

PHRASES = {
    "en": {
        "basis": "{people} and {themes}: {combinations}.",
        "combination": "1 combination",
        "combinations": "{n} different combinations",
        "most": "Most often: {names} ({people}).",
        "tie": "{n} combinations are the most frequent, each in {people}.",
        "all alone": "No two people show the same combination.",
        "no theme shown": "none of the themes",
        "every theme": "all {n} themes",
        "nobody": "Nobody can be counted yet.",
        "nobody has": "Nobody shows {labels}.",
        "caution": "A combination in few people is a hint where to read, not a type of person.",
        "title": "{people} show {names}: the most frequent combination",
        "title tie": "No combination stands out: {n} are the most frequent, each in {people}",
        "title alone": "Each of {people} shows a combination of their own",
        "title one": "One person can be counted, who shows {names}",
        "title nobody": "No combination yet: nobody can be counted",
        "second": "{people} share {combinations} of {themes}",
        "reading": "Each column is one combination: filled dots are the themes these people show, and no "
        "other. Bars right: people who show the theme at all.",
        "register source": "Source: coded interviews and {register}; {people}.",
        "groups are": "Colours: {outcome}.",
        "rare": "Not shown: {combinations} of {people}.",
        "hover": "{people}: {names}",
        "axis": "People",
        "combination head": "Combination",
        "people head": "People",
    },
    "da": {
        "basis": "{people} og {themes}: {combinations}.",
        "combination": "1 kombination",
        "combinations": "{n} forskellige kombinationer",
        "most": "Oftest: {names} ({people}).",
        "tie": "{n} kombinationer er de hyppigste, hver hos {people}.",
        "all alone": "Ikke to personer viser samme kombination.",
        "no theme shown": "ingen af temaerne",
        "every theme": "alle {n} temaer",
        "nobody": "Ingen kan tælles med endnu.",
        "nobody has": "Ingen viser {labels}.",
        "caution": "En kombination hos få personer er et vink om, hvor man skal læse, ikke en type menneske.",
        "title": "{people} viser {names}: den hyppigste kombination",
        "title tie": "Ingen kombination skiller sig ud: {n} er de hyppigste, hver hos {people}",
        "title alone": "Hver af {people} viser sin egen kombination",
        "title one": "Én person kan tælles med og viser {names}",
        "title nobody": "Ingen kombination endnu: ingen kan tælles med",
        "second": "{people} deler {combinations} af {themes}",
        "reading": "Hver søjle er én kombination: fyldte prikker er de temaer, som disse personer viser, og "
        "ingen andre. Søjler til højre: personer, der overhovedet viser temaet.",
        "register source": "Kilde: kodede interview og {register}; {people}.",
        "groups are": "Farver: {outcome}.",
        "rare": "Ikke vist: {combinations} hos {people}.",
        "hover": "{people}: {names}",
        "axis": "Personer",
        "combination head": "Kombination",
        "people head": "Personer",
    },
}


class CombinationWords:
    """The words of `finding` in `language`."""

    def __init__(self, finding: CodeCombinations, language: str) -> None:
        self.finding = finding
        self.voice = relation_voice(language, PHRASES)
        self.theme = {code: finding.theme_label(code, language) for code in finding.themes}
        self.people = self.voice.people(len(finding.matrix))

    def summary(self) -> str:
        """Tell how many combinations there are and which is most frequent."""
        return " ".join([*constructed(self.voice, self.finding.frames), *self._found(), *self._left_out()])

    def title(self) -> tuple[str, str]:
        """Headline and second line of a figure."""
        say, table = self.voice.say, self.finding.table
        if table.empty:
            return say("title nobody"), ""
        names = self.names(table.iloc[0]["combination"])
        if len(self.finding.matrix) == 1:
            return say("title one", names=names), ""
        second = say("second", people=self.people, **self._counts())
        if table.iloc[0]["people"] == 1:
            return say("title alone", people=self.people), second
        most = self.voice.people(table.iloc[0]["people"])
        if self._tied() > 1:
            return say("title tie", n=self._tied(), people=most), second
        return say("title", people=most, names=names), second

    def caption(self, shown: int) -> list[str]:
        """Two paragraphs below a figure: its source and who is missing, and how to read it."""
        say, finding = self.voice.say, self.finding
        n = len(finding.matrix)
        if finding.outcome is None:
            source = [say("people source", people=self.voice.people(n))]
        else:
            source = [
                say(
                    "register source",
                    register=register_title(self.voice, finding.frames),
                    people=self.voice.people(n),
                ),
                say("groups are", outcome=finding.outcome_label(self.voice.language)),
            ]
        rest = finding.table.iloc[shown:]
        rare = []
        if len(rest):
            combinations = self.voice.count(len(rest), "combination", "combinations")
            rare = [
                say("rare", combinations=combinations, people=self.voice.people(int(rest["people"].sum())))
            ]
        first = [*constructed(self.voice, finding.frames), *source, *self._left_out()]
        return [" ".join(first), " ".join([say("reading"), *rare, say("caution")])]

    def names(self, combination: str) -> str:
        """Name the themes of a combination."""
        codes = combination.split(" + ") if combination else []
        if not codes:
            return self.voice.say("no theme shown")
        if len(codes) == len(self.theme) > 2:
            return self.voice.say("every theme", n=len(codes))
        return self.voice.list([self.theme[code] for code in codes])

    def hover(self, combination: str, people: int) -> str:
        """Tell one column."""
        return self.voice.say("hover", people=self.voice.people(people), names=self.names(combination))

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Head and the first rows of the table."""
        finding, say = self.finding, self.voice.say
        groups = finding.groups if finding.outcome else ()
        head = [say("combination head"), say("people head")]
        head += [finding.group_label(group, self.voice.language) for group in groups]
        rows = [
            [
                self.names(row["combination"]),
                str(row["people"]),
                *(str(row[f"{group} people"]) for group in groups),
            ]
            for _, row in finding.table.head(MOST_ROWS).iterrows()
        ]
        return head, rows

    def _found(self) -> Iterator[str]:
        say, table = self.voice.say, self.finding.table
        if table.empty:
            yield say("nobody")
            return
        yield say("basis", people=self.people, **self._counts())
        top = table.iloc[0]
        if top["people"] > 1:
            people = self.voice.people(top["people"])
            if self._tied() > 1:
                yield say("tie", n=self._tied(), people=people)
            else:
                yield say("most", names=self.names(top["combination"]), people=people)
        elif len(table) > 1:
            yield say("all alone")
        shown = self.finding.matrix[list(self.finding.themes)].any()
        nobody = [self.theme[code] for code in self.finding.themes if not shown[code]]
        if nobody:
            yield say("nobody has", labels=self.voice.list(nobody))
        yield say("caution")

    def _tied(self) -> int:
        """How many combinations are the most frequent."""
        return int((self.finding.table["people"] == self.finding.table["people"].max()).sum())

    def _counts(self) -> dict[str, str]:
        return {
            "themes": self.voice.count(len(self.theme), "theme", "themes"),
            "combinations": self.voice.count(len(self.finding.table), "combination", "combinations"),
        }

    def _left_out(self) -> Iterator[str]:
        rules = self.finding.rules
        if rules.stated:
            yield from told_rules(self.voice, rules, self.finding.frames.scheme)
        yield from told_kinds(self.voice, self.finding.excluded["kind"])
