"""Proposals for who the speakers are: exact, normalised and fuzzy matches, each with its score."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from workbench.errors import LinkError
from workbench.model.coding import LinkRule, SpeakerLink

Match = Literal["exact", "normalised", "fuzzy"]

FUZZY_FROM = 70.0
_LONG_NUMBER = 4
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
    """A participant who may be the speaker; `score` is 100 for an exact or normalised match, else lower.

    `seen_in` says what matched: the speaker's label, or the transcript's name. A proposal is
    `sure` when it is no fuzzy one and nothing rivals it: the speaker has no second sure match,
    and no other speaker of the transcript matches the same participant.
    """

    transcript: str
    speaker: str
    participant: str
    match: Match
    score: float
    seen_in: Literal["speaker", "transcript"]
    sure: bool = False


def guess_role(speaker: str) -> str | None:
    """The role that a label such as `Interviewer`, `B`, `Borger 2` or `Mentor Anna` names, or None."""
    label = speaker.casefold().strip(" :")
    whole = re.sub(r"[\W\d]+$", "", label)
    first = re.split(r"[\W\d_]+", label, maxsplit=1)[0]
    # A first letter alone is more often the beginning of a name.
    return _ROLE_OF.get(whole) or (_ROLE_OF.get(first) if len(first) > 1 else None)


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

    A speaker's label is compared with the participants' keys. The transcript's name is compared
    for citizens and for labels that name no role, since many studies name the file after the
    participant; never for professionals, who speak of a citizen and are not that citizen.
    """
    keys = _Keys(participants)
    found: list[LinkProposal] = []
    for transcript, speaker in speakers:
        role = guess_role(speaker)
        best: dict[str, LinkProposal] = {}
        asked: list[tuple[Literal["speaker", "transcript"], str]] = []
        if role is None:
            asked.append(("speaker", speaker))
        if role in {None, "citizen"}:
            asked.append(("transcript", transcript))
        for seen_in, label in asked:
            for participant, match, score in keys.matches(label, most):
                if participant not in best or best[participant].score < score:
                    best[participant] = LinkProposal(transcript, speaker, participant, match, score, seen_in)
        found += sorted(best.values(), key=lambda one: (-one.score, one.participant))[:most]
    return _with_sureness(found)


def _with_sureness(proposals: Sequence[LinkProposal]) -> list[LinkProposal]:
    matched = [one for one in proposals if one.match != "fuzzy"]
    of_speaker = Counter((one.transcript, one.speaker) for one in matched)
    of_participant = Counter((one.transcript, one.participant) for one in matched)
    return [
        replace(
            one,
            sure=one.match != "fuzzy"
            and of_speaker[one.transcript, one.speaker] == 1
            and of_participant[one.transcript, one.participant] == 1,
        )
        for one in proposals
    ]


class _Keys:
    """The participants' keys as they are and as letters and digits only."""

    def __init__(self, participants: Sequence[str]) -> None:
        self._exact = set(participants)
        self._normalised: dict[str, list[str]] = {}
        for participant in participants:
            plain = _plain(participant)
            if plain:
                self._normalised.setdefault(plain, []).append(participant)

    def matches(self, label: str, most: int) -> list[tuple[str, Match, float]]:
        from rapidfuzz import fuzz, process

        if label in self._exact:
            return [(label, "exact", 100.0)]
        plain = _plain(label)
        # A key may stand whole within the label: `interview_C3158_anna` names C3158. A short number
        # there is more often a count than a key.
        parts = {_plain(part) for part in re.split(r"[\W_]+", label)}
        whole = [plain, *sorted(part for part in parts if not part.isdigit() or len(part) >= _LONG_NUMBER)]
        sure = dict.fromkeys(one for part in whole for one in self._normalised.get(part, ()))
        if sure:
            return [(participant, "normalised", 100.0) for participant in sure]
        near = process.extract(
            plain, list(self._normalised), scorer=fuzz.ratio, limit=most, score_cutoff=FUZZY_FROM
        )
        return [
            (participant, "fuzzy", round(score, 1))
            for key, score, _ in near
            for participant in self._normalised[key]
        ]


def _plain(text: str) -> str:
    # Letters and digits only, without case or accents, so that "c-3158" is "C3158".
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if character.isalnum())
