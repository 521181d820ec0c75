"""Proposals for who the speakers are: exact, normalised and fuzzy matches, each with its score."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from workbench.errors import LinkError
from workbench.model.coding import LinkRule, SpeakerLink

Match = Literal["exact", "normalised", "fuzzy"]

FUZZY_FROM = 70.0
# Labels that say what somebody does and not who it is.
_ROLES = {
    "interviewer": ("i", "int", "interviewer", "moderator", "facilitator"),
    "citizen": ("b", "borger", "citizen", "informant", "deltager", "participant"),
    "social_mentor": ("m", "mentor", "social mentor"),
    "caseworker": ("sagsbehandler", "caseworker"),
    "job_consultant": ("jobkonsulent", "job consultant"),
    "manager": ("leder", "manager"),
}
_ROLE_OF = {label: role for role, labels in _ROLES.items() for label in labels}


@dataclass(frozen=True, slots=True)
class LinkProposal:
    """A participant who may be the speaker; `score` is 100 for a sure match, else lower.

    `seen_in` says what matched: the speaker's label, or the transcript's name.
    """

    transcript: str
    speaker: str
    participant: str
    match: Match
    score: float
    seen_in: Literal["speaker", "transcript"]


def guess_role(speaker: str) -> str | None:
    """The role that a label such as `Interviewer`, `B` or `Borger 2` names, or None."""
    return _ROLE_OF.get(re.sub(r"[\W\d]+$", "", speaker.casefold()))


def links_by_rules(speakers: Iterable[tuple[str, str]], rules: Sequence[LinkRule]) -> list[SpeakerLink]:
    """The link of each (transcript, speaker) that a rule fits; of several rules the first decides.

    Raises
    ------
    LinkError
        A rule is no valid regular expression, or its template names a group that is not there.
    """
    found = []
    try:
        read = [(re.compile(rule.speaker), re.compile(rule.transcript), rule) for rule in rules]
        for transcript, speaker in speakers:
            for label, name, rule in read:
                match = name.fullmatch(transcript)
                if match and label.fullmatch(speaker):
                    participant = None if rule.participant is None else match.expand(rule.participant)
                    found.append(SpeakerLink(transcript, speaker, participant, rule.role))
                    break
    except re.error as error:
        raise LinkError(f"a rule cannot be read: {error}") from None
    return found


def propose(
    speakers: Iterable[tuple[str, str]], participants: Sequence[str], *, most: int = 3
) -> list[LinkProposal]:
    """Participants for each (transcript, speaker), the best first, at most `most` each.

    A speaker's label is compared with the participants' keys; where the label only names a
    role (`Borger`), the transcript's name is compared as well, since many studies name the
    file after the participant. Interviewers get no proposal.
    """
    from rapidfuzz import fuzz, process

    exact = set(participants)
    normalised = {_normalised(participant): participant for participant in participants}
    keys = list(normalised)
    found: list[LinkProposal] = []
    for transcript, speaker in speakers:
        role = guess_role(speaker)
        if role == "interviewer":
            continue
        candidates: dict[str, LinkProposal] = {}
        asked: tuple[tuple[Literal["speaker", "transcript"], str], ...]
        asked = (("transcript", transcript),) if role else (("speaker", speaker), ("transcript", transcript))
        for seen_in, label in asked:
            matches = _sure(label, exact, normalised) or [
                (normalised[key], "fuzzy", round(score, 1))
                for key, score, _ in process.extract(
                    _normalised(label), keys, scorer=fuzz.ratio, limit=most, score_cutoff=FUZZY_FROM
                )
            ]
            for participant, match, score in matches:
                if participant not in candidates or candidates[participant].score < score:
                    candidates[participant] = LinkProposal(
                        transcript, speaker, participant, match, score, seen_in
                    )
        found += sorted(candidates.values(), key=lambda p: (-p.score, p.participant))[:most]
    return found


def _sure(label: str, exact: set[str], normalised: dict[str, str]) -> list[tuple[str, Match, float]]:
    if label in exact:
        return [(label, "exact", 100.0)]
    plain = _normalised(label)
    if plain in normalised:
        return [(normalised[plain], "normalised", 100.0)]
    # A key that stands whole within the label: `interview_C3158_anna` names C3158.
    parts = {_normalised(part) for part in re.split(r"[\W_]+", label)}
    inside = sorted(parts & set(normalised))
    return [(normalised[part], "normalised", 100.0) for part in inside]


def _normalised(text: str) -> str:
    # Letters and digits only, without case or accents, so that "c-3158" is "C3158".
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if character.isalnum())
