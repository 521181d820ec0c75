"""The guard: what it holds back, what was released and why, and how it masks a display."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

import pandas as pd

from workbench.errors import FindingError
from workbench.findings.basis import Basis, digest
from workbench.findings.disclosure.masked_places import masked_places
from workbench.findings.disclosure.words import guard_voice
from workbench.findings.displays.display import JointDisplay
from workbench.findings.displays.table import quote_ids
from workbench.findings.finding import table_as_html, table_as_text
from workbench.findings.grouping import nearest, variable_label
from workbench.findings.judgements import Judged, Judgement, Judgements, Place
from workbench.findings.negative_cases.result import NegativeCases
from workbench.model.scheme import localise
from workbench.study.frames import Frames

NAME = "disclosure"
Guarded = TypeVar("Guarded", JointDisplay, NegativeCases)


@dataclass(frozen=True, eq=False, repr=False)
class DisclosureGuard(Judged):
    """What must not leave the team unseen.

    Attributes
    ----------
    smallest
        The smallest count that is shown.
    k
        So many interviewed people must share the values of `variables`, or their quotes are held back.
    people
        One row per interviewed person: participant, the `variables`, and same (how many share them).
    at_risk
        One row per quote at risk: quote (its id), transcript, participant, text, why (a tuple of
        `sensitive`, `beside`, `rare`) and same.
    judgements
        The releases, and what people wrote beside other findings.
    """

    frames: Frames
    smallest: int
    k: int
    variables: tuple[str, ...]
    people: pd.DataFrame
    at_risk: pd.DataFrame
    judgements: Judgements

    def __repr__(self) -> str:
        return f"<DisclosureGuard: {len(self.held)} quotes held back>"

    def __str__(self) -> str:
        return self.as_text()

    def _repr_html_(self) -> str:
        from html import escape

        return f"{table_as_html(*self._printed('en'))}<p>{escape(self.summary())}</p>"

    def as_text(self, language: str = "en", *, ids: bool = False) -> str:
        """The quotes at risk and what is to be known of them, for a terminal; with the ids of the quotes."""
        head, rows = self._printed(language)
        if ids:
            head = [guard_voice(language).say("id head"), *head]
            rows = [[str(one), *row] for one, row in zip(self.quotes["quote"], rows, strict=True)]
        return table_as_text(head, rows) + "\n\n" + self.summary(language)

    @cached_property
    def quotes(self) -> pd.DataFrame:
        """The quotes at risk, and of each whether it is released, and the reason, by whom and when."""
        rows = self.at_risk.to_dict("records")
        found = [self._release({str(name): value for name, value in row.items()}) for row in rows]
        told = {
            "released": [one is not None for one in found],
            "reason": [str(one.value) if one else "" for one in found],
            "coder": [one.coder if one else "" for one in found],
            "changed": [one.changed if one else "" for one in found],
        }
        types = {name: bool if name == "released" else object for name in told}
        columns = {
            name: pd.Series(column, index=self.at_risk.index, dtype=types[name])
            for name, column in told.items()
        }
        return self.at_risk.assign(**columns)

    @cached_property
    def held(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the quotes that are held back, with the reasons."""
        rows = self.quotes[~self.quotes["released"]]
        return dict(zip(rows["quote"], rows["why"], strict=True))

    def release(self, quote: str, *, reason: str) -> DisclosureGuard:
        """Return the guard with one quote released; `Study.keep` puts the reason into the study's log.

        The release holds for these words and this risk: when either changes, the quote is held back again.

        Raises
        ------
        FindingError
            The quote is not held back, or there is no reason.
        """
        if not reason.strip():
            raise FindingError("a release needs a reason", hint="Say why nobody is exposed by this quote")
        rows = self.at_risk[self.at_risk["quote"] == quote].to_dict("records")
        if not rows:
            raise FindingError(
                f"{quote!r} is not a quote at risk", hint="guard.quotes lists them, with their ids"
            )
        made_on = {"quote": _basis({str(name): value for name, value in rows[0].items()})}
        return replace(self, judgements=self.judgements.written(_place(quote), reason.strip(), made_on))

    def withdraw(self, quote: str) -> DisclosureGuard:
        """Return the guard with the release of a quote taken back.

        Raises
        ------
        FindingError
            The quote was not released.
        """
        if self.judgements.get(_place(quote)) is None:
            raise FindingError(f"{quote!r} was not released")
        return replace(self, judgements=self.judgements.written(_place(quote), "", {}))

    def _release(self, row: Mapping[str, Any]) -> Judgement | None:
        """The release that holds for a quote at risk, its words and its risk being what they were."""
        one = self.judgements.get(_place(str(row["quote"])))
        before = one.made_on.get("quote") if one else None
        return one if before is not None and not before.changed(_basis(row)) else None

    @cached_property
    def releases(self) -> pd.DataFrame:
        """Every release: quote, state, reason, coder, changed; in the order of the quotes' ids.

        The state is `holds`; `held` where words or risk changed since, so that the quote is held
        back again; `gone` where the quote is no longer there; `free` where it is not at risk now.
        """
        known, at_risk = set(quote_ids(self.frames.codings)), set(self.at_risk["quote"])
        rows = []
        for place, one in sorted(self.judgements.about(NAME).items()):
            state = "gone" if place.row not in known else "held" if place.row in self.held else "holds"
            if state == "holds" and place.row not in at_risk:
                state = "free"
            rows.append((place.row, state, str(one.value), one.coder, one.changed))
        return pd.DataFrame(rows, columns=["quote", "state", "reason", "coder", "changed"], dtype=object)

    def apply(self, display: Guarded) -> Guarded:
        """Return a display that can leave the team: small numbers masked, held quotes left out."""
        display = self.without_held(display)
        if isinstance(display, NegativeCases):
            return replace(display, smallest=self.smallest if self.smallest > 1 else 0)
        return replace(
            display, masked=frozenset(masked_places(display.grid, self.smallest, self.recognisable))
        )

    def without_held(self, found: Any) -> Any:
        """Return a finding without the words that are held back, which figures tell on hover.

        Its numbers stay.
        """
        if isinstance(found, JointDisplay | NegativeCases):
            return replace(found, held={one: ", ".join(why) for one, why in self.held.items()})
        codings = found.frames.codings
        if "text" not in codings:
            return found
        told = codings["text"].mask(quote_ids(codings).isin(list(self.held)))
        return replace(found, frames=replace(found.frames, codings=codings.assign(text=told)))

    @cached_property
    def recognisable(self) -> frozenset[str]:
        """The participants whose values fewer than `k` interviewed people share."""
        if not self.variables:
            return frozenset()
        return frozenset(self.people.loc[self.people["same"] < self.k, "participant"].astype(str))

    def summary(self, language: str = "en") -> str:
        """What is masked and held back, what was released, and what was not looked at."""
        return " ".join(self._sentences(language))

    def _sentences(self, language: str) -> Iterator[str]:
        voice = guard_voice(language)
        if self.frames.constructed:
            yield voice.say("constructed")
        released = int(self.quotes["released"].sum())
        if self.smallest > 1:
            yield voice.say("masked", smallest=self.smallest)
        yield voice.count(len(self.held), "held one", "held many")
        if released:
            yield voice.count(released, "released one", "released many")
        if self.variables:
            names = [localise(variable_label(self.frames, name), language) for name in self.variables]
            people = voice.people(len(self.recognisable))
            yield voice.say("rare people", people=people, variables=voice.list(names), k=self.k)
        else:
            yield voice.say("no variables")
        strangers = int(self.frames.codings["participant"].isna().sum())
        if strangers:
            yield voice.count(strangers, "unregistered one", "unregistered")
        for state, phrase in (("held", "again"), ("gone", "orphans")):
            n = int((self.releases["state"] == state).sum())
            if n:
                yield voice.count(n, f"{phrase} one", phrase)
        yield voice.say("words")

    def why(self, row: Mapping[str, Any], language: str = "en") -> str:
        """Why a quote (a row of `quotes`) is at risk, in words."""
        voice = guard_voice(language)
        names = [localise(variable_label(self.frames, name), language) for name in self.variables]
        reasons: Sequence[str] = row["why"]
        return "; ".join(
            voice.say(one, same=row["same"], variables=voice.list(names or [""])) for one in reasons
        )

    def state(self, row: Mapping[str, Any], language: str = "en") -> str:
        """Whether a quote (a row of `quotes`) is held back or released, by whom, when and why, in words."""
        voice = guard_voice(language)
        if not row["released"]:
            return voice.say("held")
        if not row["coder"]:
            return voice.say("released unsaved", reason=row["reason"])
        return voice.say("released", reason=row["reason"], coder=row["coder"], day=str(row["changed"])[:10])

    def _printed(self, language: str) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
        voice = guard_voice(language)
        head = [voice.say(f"{name} head") for name in ("quote", "who", "why", "state")]
        rows = []
        for record in self.quotes.to_dict("records"):
            row = {str(name): value for name, value in record.items()}
            who = "" if pd.isna(row["participant"]) else str(row["participant"])
            rows.append([str(row["text"]), who, self.why(row, language), self.state(row, language)])
        return head, rows


def _place(quote: str) -> Place:
    return Place(NAME, quote, "", "released")


def _basis(row: Mapping[str, Any]) -> Basis:
    # The words and the risk that a release holds for; how many are alike counts only where they are few.
    words = digest([" ".join(str(row["text"]).split())])
    why: Sequence[str] = row["why"]
    return Basis(words, "", digest([[*why, int(row["same"]) if "rare" in why else 0]]), "")


def check_variables(frames: Frames, variables: Sequence[str]) -> None:
    """Refuse variables that the register does not have."""
    known = [str(name) for name in frames.participants.columns if name != "participant"]
    for name in variables:
        if name not in known:
            raise FindingError(f"the outcome register has no variable {name!r}", hint=nearest(name, known))
