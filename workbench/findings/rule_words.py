"""What every finding says in plain words: from what, by which rules, and who is not counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from workbench.findings.counting import Counting
from workbench.findings.inclusion import Exclusion, Sample
from workbench.findings.phrases import Voice
from workbench.findings.presence import Presence
from workbench.model.scheme import CodingScheme, localise
from workbench.study.frames import Frames


class Counted(Protocol):
    """A finding that compares people by the rules of a theme matrix."""

    @property
    def frames(self) -> Frames:
        """What it was computed from."""

    @property
    def presence(self) -> Presence:
        """Who shows which theme."""

    @property
    def sample(self) -> Sample:
        """Who is compared."""

    @property
    def rules(self) -> Counting:
        """By what was counted."""


def constructed(voice: Voice, frames: Frames) -> Iterator[str]:
    """Say so where the data describe no real people."""
    if frames.constructed:
        yield voice.say("constructed")


def register_title(voice: Voice, frames: Frames) -> str:
    """What the outcome register is called."""
    title = localise(frames.register.title, voice.language) if frames.register else ""
    return title or voice.say("register")


def told_counting(voice: Voice, finding: Counted, themes: Mapping[str, str]) -> Iterator[str]:
    """By what a comparison counted, where it differs from the default; `themes` has the labels."""
    if finding.rules.stated:
        yield from told_rules(voice, finding.rules, finding.frames.scheme)
        yield from told_volunteered(voice, themes, finding.presence.volunteered[finding.sample.group >= 0])


def told_rules(voice: Voice, rules: Counting, scheme: CodingScheme | None) -> Iterator[str]:
    """When a theme counts as present, and what differs from the default."""
    yield voice.say(f"rule {rules.agreement}")
    if rules.coders:
        yield voice.say("rule coders", names=voice.list(rules.coders))
    if rules.roles:
        yield voice.say("rule roles", names=voice.list(rules.roles))
    for name, counted in rules.values.items():
        attribute = scheme.attribute_by_id.get(name) if scheme else None
        label = localise(attribute.label, voice.language) if attribute else ""
        of_value = (
            {one.id: localise(one.label, voice.language) for one in attribute.values} if attribute else {}
        )
        labels = [of_value.get(value) or value for value in counted]
        yield voice.say("rule values", attribute=label or name, names=voice.list(labels) if labels else "-")


def told_volunteered(
    voice: Voice, themes: Mapping[str, str], volunteered: NDArray[np.bool_]
) -> Iterator[str]:
    """Which themes people spoke of without having been asked; `themes` has their labels, in order."""
    often = volunteered.sum(axis=0).tolist()
    named = [f"{label} ({voice.people(n)})" for label, n in zip(themes.values(), often, strict=True) if n]
    if named:
        yield voice.say("volunteered", names=voice.list(named))


def told_exclusions(voice: Voice, excluded: Sequence[Exclusion]) -> Iterator[str]:
    """How many people are not counted, by reason."""
    yield from told_kinds(voice, [out.kind for out in excluded])


def told_kinds(voice: Voice, kinds: Iterable[str], phrase: str = "excluded") -> Iterator[str]:
    """How many people are not counted, from the kind of reason of each; `phrase` says of what."""
    often = Counter(kinds)
    if often:
        reasons = ", ".join(voice.say(kind, n=n) for kind, n in often.most_common())
        yield voice.say(phrase, people=voice.people(often.total()), reasons=reasons)
