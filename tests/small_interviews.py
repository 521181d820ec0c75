"""Coded interviews for the findings on relations, written down passage by passage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd
from small_frames import STANCE

from workbench.model.scheme import Code, CodingScheme
from workbench.study.frames import Frames

SCHEME = CodingScheme(
    "letters",
    {"en": "Letters"},
    "1",
    (
        Code("a", {"en": "Apple", "da": "Æble"}, {}),
        Code("a.x", {"en": "Peel"}, {}, parent="a"),
        Code("b", {"en": "Bread", "da": "Brød"}, {}),
        Code("c", {"en": "Cheese", "da": "Ost"}, {}),
    ),
    (STANCE,),
)


def passage(
    transcript: str,
    code: str,
    start: int,
    end: int,
    *,
    turn: int | None = None,
    participant: str | None = "",
    coder: str = "A1",
    stance: str = "present",
    text: str | None = None,
) -> dict[str, object]:
    """One coding; said by the participant `person of TRANSCRIPT` unless told otherwise."""
    return {
        "coding": f"{transcript}-{code}-{start}-{end}-{coder}",
        "transcript": transcript,
        "code": code,
        "start": start,
        "end": end,
        "turn": turn,
        "speaker": "Citizen",
        "role": "citizen",
        "participant": f"person of {transcript}" if participant == "" else participant,
        "coder": coder,
        "stance": stance,
        "text": text or f"{code} in {transcript} at {start}",
    }


COLUMNS = list(passage("t", "a", 0, 1))


def interviews(
    *passages: Mapping[str, object],
    names: Iterable[str] = (),
    done: Iterable[str] | None = None,
    outcome: Mapping[str, object] | None = None,
    scheme: CodingScheme | None = SCHEME,
    constructed: bool = False,
) -> Frames:
    """Frames of these passages; `names` adds transcripts without a coding, all are done by A1."""
    transcripts = list(dict.fromkeys([*(str(one["transcript"]) for one in passages), *names]))
    speaking = [(name, f"person of {name}") for name in transcripts]
    spoken = [(str(one["transcript"]), one["participant"]) for one in passages]
    speaking += [pair for pair in dict.fromkeys(spoken) if pair not in speaking and pair[1] is not None]
    people = list(outcome or dict.fromkeys(str(person) for _, person in speaking))
    codings = pd.DataFrame(list(passages), columns=COLUMNS)
    codings["turn"] = codings["turn"].astype("Int64")
    participants = pd.DataFrame({"participant": pd.Series(people, dtype="str")})
    if outcome:
        participants["outcome"] = pd.Series(list(outcome.values())).convert_dtypes()
    finished = transcripts if done is None else list(done)
    return Frames(
        codings=codings,
        speakers=pd.DataFrame(speaking, columns=["transcript", "participant"]),
        statuses=pd.DataFrame(
            [(name, "A1", "done") for name in finished], columns=["transcript", "coder", "status"]
        ),
        participants=participants,
        scheme=scheme,
        register=None,
        constructed=constructed,
    )
