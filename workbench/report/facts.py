"""The plain facts of a study that a report tells beside its findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import pandas as pd

from workbench.findings.displays.sheet import ShownQuote, said_quotes
from workbench.findings.displays.table import quote_ids
from workbench.findings.grouping import variable_label
from workbench.model.scheme import Localised, localise
from workbench.report.contents import Contents
from workbench.report.words import report_voice

QUOTES = 3
LIBRARIES = ("pandas", "numpy", "scipy", "plotly")
Rows = list[tuple[str, ...]]


class Facts:
    """The facts of `contents` in `language`; tables are lists of rows of text."""

    def __init__(self, contents: Contents, language: str) -> None:
        self.contents, self.language = contents, language
        self.voice = report_voice(language)

    def study(self) -> Rows:
        """Name and value of each fact of the study."""
        contents, frames, say = self.contents, self.contents.frames, self.voice.say
        register, scheme = frames.register, frames.scheme
        done = frames.statuses.loc[frames.statuses["status"] == "done", "transcript"].nunique()
        told = {
            "transcripts": len(contents.transcripts),
            "words": int(contents.transcripts["words"].sum()) if len(contents.transcripts) else 0,
            "speakers": len(frames.speakers),
            "people": self.interviewed,
            "register": self.words(register.title) if register else say("none"),
            "participants": len(frames.participants),
            "scheme": f"{self.words(scheme.title)} ({scheme.version})" if scheme else say("none"),
            "codings": len(frames.codings),
            "coders": ", ".join(self.coders) or say("none"),
            "done": f"{done} / {len(contents.transcripts)}",
            "outcome": self.outcome,
        }
        return [(say(f"fact {name}"), str(value)) for name, value in told.items()]

    @property
    def interviewed(self) -> int:
        """How many people of the register speak in a transcript."""
        return int(self.contents.frames.speakers["participant"].dropna().nunique())

    @property
    def coders(self) -> list[str]:
        """Everybody who coded."""
        return sorted(map(str, self.contents.frames.codings["coder"].dropna().unique()))

    @property
    def outcome(self) -> str:
        """What the outcome is called."""
        outcome = self.contents.outcome
        return (
            self.words(variable_label(self.contents.frames, outcome)) if outcome else self.voice.say("none")
        )

    def words(self, words: Localised) -> str:
        """Words in the report's language."""
        return localise(words, self.language)

    def roles(self) -> Rows:
        """Role, speakers, turns and words of everybody who speaks."""
        speakers = self.contents.frames.speakers
        roles = speakers["role"].fillna(self.voice.say("no role"))
        found = speakers.assign(role=roles).groupby("role", sort=False)
        rows = [
            (str(role), str(len(own)), str(int(own["turns"].sum())), str(int(own["words"].sum())))
            for role, own in found
        ]
        return sorted(rows, key=lambda row: -int(row[1]))

    def codebook(self) -> Iterator[dict[str, Any]]:
        """Every code that is in use or was: depth, label, definition, rules and first example."""
        scheme = self.contents.frames.scheme
        depth: dict[str | None, int] = {None: -1}
        for code in scheme.codes if scheme else ():
            depth[code.id] = depth[code.parent] + 1
            yield {
                "id": code.id,
                "depth": min(depth[code.id], 3),
                "label": self.words(code.label) or code.id,
                "definition": self.words(code.definition),
                "use_when": [self.words(one) for one in code.use_when],
                "do_not_use_when": [self.words(one) for one in code.do_not_use_when],
                "example": self.words(code.examples[0]) if code.examples else "",
            }

    def themes(self) -> Iterator[dict[str, Any]]:
        """Every theme: label, definition, in how many people, and quotes of different people."""
        contents, matrix = self.contents, self.contents.matrix.found
        if matrix is None:
            return
        scheme, found, masked = contents.frames.scheme, matrix.presence, contents.masked
        for at, theme in enumerate(found.themes):
            code = scheme.by_id.get(theme.code) if scheme else None
            rows = contents.frames.codings.iloc[found.rows(theme)]
            said = self.voice.say(
                "theme quotes",
                present=int(found.present[:, at].sum()),
                of=int(found.asked[:, at].sum()),
                quotes=len(rows),
            )
            yield {
                "label": matrix.theme_label(theme.code, self.language),
                "definition": self.words(code.definition) if code else "",
                "counted": self.voice.say("quotes masked") if masked else said,
                "quotes": self.first_of_each(rows),
            }

    def first_of_each(self, codings: pd.DataFrame) -> list[ShownQuote]:
        """The first quote of each of the first people, of those that may be shown."""
        shown = codings[~quote_ids(codings).isin(list(self.contents.guard.held))]
        if "participant" in shown:
            shown = shown.drop_duplicates("participant")
        return list(said_quotes(shown.iloc[:QUOTES], self.language))

    def agreement(self) -> Rows:
        """The agreement of each two coders, theme by theme, as text."""
        matrix, table = self.contents.matrix.found, self.contents.agreement.found
        rows: Rows = []
        for row in table.to_dict("records") if table is not None else ():
            label = matrix.theme_label(row["code"], self.language) if matrix else str(row["code"])
            kappa = "-" if pd.isna(row["kappa"]) else f"{row['kappa']:.2f}".replace("-", "\u2212")
            counts = [str(row[name]) for name in ("people", "both", "first", "second", "neither")]
            decimal = kappa.replace(".", ",") if self.language == "da" else kappa
            rows.append(
                (label, ", ".join(row["coders"]), *counts, self.voice.percent(row["agreement"]), decimal)
            )
        return rows

    def limits(self) -> list[str]:
        """What the numbers do not show."""
        contents, say = self.contents, self.voice.say
        told = [say("limits association")]
        themes = contents.themes.found
        if themes is not None:
            kinds = Counter(out.kind for out in themes.sample.excluded).most_common()
            reasons = ", ".join(say(kind, n=n) for kind, n in kinds)
            told.append(say("limits few", n=sum(themes.sample.sizes)))
            if kinds:
                told.append(say("limits missing", n=len(themes.sample.excluded), reasons=reasons))
        strangers = int(contents.frames.codings["participant"].isna().sum())
        display, negative = contents.display.found, contents.negative.found
        stale = display.stale["row"].nunique() if display is not None else 0
        missing = int(negative.table["state"].isin(["open", "stale"]).sum()) if negative is not None else 0
        for phrase, n in (("unregistered", strangers), ("stale", stale), ("note", missing)):
            if n:
                told.append(self.voice.count(n, f"limits {phrase} one", f"limits {phrase}"))
        return [*told, say("limits saturation")]

    def operations(self) -> Rows:
        """Kind, times, by whom, first and last day of the operations in the log."""
        kinds: dict[str, list[Any]] = {}
        for one in self.contents.operations:
            kinds.setdefault(one.operation.kind, []).append(one)
        return [
            (
                kind,
                str(len(own)),
                ", ".join(sorted({str(one.operation.coder) for one in own})),
                min(one.time for one in own)[:10],
                max(one.time for one in own)[:10],
            )
            for kind, own in sorted(kinds.items())
        ]

    def releases(self) -> Rows:
        """Every quote that was released: its id, whether that still holds, the reason, by whom and when."""
        rows = self.contents.guard.releases.to_dict("records")
        return [
            (
                str(row["quote"]),
                self.voice.say(f"release {row['state']}"),
                str(row["reason"]),
                str(row["coder"]),
                str(row["changed"])[:10],
            )
            for row in rows
        ]

    def versions(self) -> Rows:
        """Versions of the programs, and fingerprints of the findings."""
        rows: Rows = [
            ("Qual Workbench", version("qual-workbench")),
            *((one, version(one)) for one in LIBRARIES),
        ]
        contents = self.contents
        parts = {
            "themes head": contents.themes.found,
            "display head": contents.display.found,
            "negative head": contents.negative.found,
            "interviewed head": contents.interviewed.found,
            "saturation head": contents.saturation.found,
        }
        rows += [(self.voice.say(name), one.fingerprint) for name, one in parts.items() if one is not None]
        return rows
