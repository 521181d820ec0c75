"""The rules a finding counts by, and who it could not count, in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.findings.counting import Counting
from workbench.findings.inclusion import Exclusion
from workbench.findings.phrases import Voice
from workbench.model.scheme import CodingScheme, localise


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
    if excluded:
        kinds = Counter(out.kind for out in excluded).most_common()
        reasons = ", ".join(voice.say(kind, n=n) for kind, n in kinds)
        yield voice.say("excluded", people=voice.people(len(excluded)), reasons=reasons)
