"""What a would-be speaker's label tells by itself, before it is seen how often it stands in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from workbench.readers.transcripts.vocabulary import (
    ABBREVIATIONS,
    NOT_SPEAKERS,
    PARTICLES,
    ROLES,
    SPEECH_VERBS,
)

_NUMBERED = re.compile(r"[\s_#.\-]*\(?#?\d{1,4}[a-z]?\)?$", re.IGNORECASE)
_NEVER_IN_NAMES = re.compile(r"[!;,\"«»“”„…=<>{}|\\@%$€£]|\.\.|//|\?.")
_PLAIN_INITIALS = re.compile(r"(?:[^\W\d_]\.?){1,3}\d{0,3}")
_MOST_WORDS = 5
_LONGEST_ABBREVIATED = 4


@dataclass(frozen=True, slots=True)
class Label:
    """What a name tells by itself.

    `points` is its weight (see `docs/transcripts.md`); `role` that it is a known word for a role in an
    interview; `abbreviation` that it is a known short form of one; `name_like` that its words begin
    with capitals, or are in a script without them.
    """

    points: int
    role: bool
    abbreviation: bool
    name_like: bool


@lru_cache(maxsize=8192)
def weigh_label(name: str) -> Label | None:
    """Weigh a label without separator and time; None where it cannot be anybody's."""
    words = name.split()
    if not words or len(words) > _MOST_WORDS or _NEVER_IN_NAMES.search(name):
        return None
    if not any(map(str.isalpha, name)) or any(_ends_sentence(word) for word in words):
        return None
    small = name.casefold()
    bare = _NUMBERED.sub("", small.partition("(")[0].rstrip(" ?"))
    if {small, bare, words[0].casefold().rstrip(".")} & NOT_SPEAKERS and bare not in ROLES:
        return None
    if not SPEECH_VERBS.isdisjoint(small.split()) and bare not in ROLES:
        return None
    capitals = not any(map(str.islower, name)) and any(map(str.isupper, name))
    role = bare in ROLES or bare.partition(" ")[0] in ROLES
    abbreviation = capitals and bare in ABBREVIATIONS
    name_like = all(_begins_like_name(word) for word in words if word.casefold() not in PARTICLES)
    sentence_like = any(word[0].islower() and word.casefold() not in PARTICLES for word in words[1:])
    points = 3 * role or 2 * abbreviation or capitals
    return Label(points + name_like - 2 * sentence_like, role, abbreviation, name_like)


def _begins_like_name(word: str) -> bool:
    """Tell whether a word begins with a capital, a digit, a sign, or in a script without capitals."""
    return not word[0].islower()


def _ends_sentence(word: str) -> bool:
    """Tell a full stop from the dot of an initial or a title (`A.`, `Dr.`)."""
    return word.endswith(".") and len(word) > _LONGEST_ABBREVIATED and not _PLAIN_INITIALS.fullmatch(word)
