"""Small frames for findings, written down person by person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from workbench.findings.judgements import Judged
from workbench.model.scheme import Attribute, AttributeValue, Code, CodingScheme
from workbench.study.frames import Frames

STANCE = Attribute(
    "stance",
    {"en": "Stance"},
    {},
    (
        AttributeValue("present", {}),
        AttributeValue("absent", {}, counts=False),
        AttributeValue("ambivalent", {}),
    ),
    "present",
)
SCHEME = CodingScheme(
    "small",
    {"en": "Small"},
    "1",
    (
        Code("trust", {"en": "Trust", "da": "Tillid"}, {}),
        Code("trust.kept_word", {"en": "Kept their word"}, {}, parent="trust"),
        Code("network", {"en": "Network", "da": "Netværk"}, {}),
    ),
    (STANCE,),
)


def coding(
    participant: str | None,
    code: str = "trust",
    *,
    transcript: str | None = None,
    coder: str = "A1",
    stance: str = "present",
    text: str = "hun holdt, hvad hun lovede",
) -> dict[str, object]:
    return {
        "transcript": transcript or f"interview {participant}",
        "participant": participant,
        "code": code,
        "coder": coder,
        "stance": stance,
        "text": text,
    }


def frames(
    outcome: Mapping[str, object],
    codings: Sequence[Mapping[str, object]] = (),
    *,
    speaking: Mapping[str, Iterable[str]] | None = None,
    done: Iterable[tuple[str, str]] | None = None,
    scheme: CodingScheme | None = SCHEME,
    constructed: bool = False,
    **variables: Mapping[str, object] | pd.Series,
) -> Frames:
    """Frames of the participants in `outcome`, by default each in one interview that A1 has done.

    `speaking` maps participants to their transcripts, `done` lists (transcript, coder).
    """
    if speaking is None:
        speaking = {participant: [f"interview {participant}"] for participant in outcome}
    spoken = [(transcript, participant) for participant, own in speaking.items() for transcript in own]
    if done is None:
        done = [(transcript, "A1") for transcript in dict.fromkeys(transcript for transcript, _ in spoken)]
    columns = ["transcript", "start", "end", "participant", "code", "coder", "stance", "text"]
    rows = [{"start": place, "end": place + 9, **row} for place, row in enumerate(codings)]
    people = pd.DataFrame({"participant": pd.Series(list(outcome), dtype="str")})
    people["outcome"] = pd.Series(list(outcome.values())).convert_dtypes()
    for name, values in variables.items():
        people[name] = values if isinstance(values, pd.Series) else people["participant"].map(values)
    return Frames(
        codings=pd.DataFrame(rows, columns=columns),
        speakers=pd.DataFrame(spoken, columns=["transcript", "participant"]),
        statuses=pd.DataFrame(
            [(transcript, coder, "done") for transcript, coder in done],
            columns=["transcript", "coder", "status"],
        ),
        participants=people,
        scheme=scheme,
        register=None,
        constructed=constructed,
    )


def with_written(data: Frames, finding: Judged) -> Frames:
    """The frames as they are when what was written beside a finding belongs to them."""
    return replace(data, judgements=finding.judgements.frame())


YES, NO = [f"Y{number}" for number in range(8)], [f"N{number}" for number in range(7)]
FIFTEEN: dict[str, object] = dict.fromkeys(YES, True) | dict.fromkeys(NO, False)


def six_of_eight_and_two_of_seven() -> Frames:
    """Fifteen people: trust in 6 of 8 with the outcome and in 2 of 7 without; network in nobody."""
    return frames(FIFTEEN, [coding(participant) for participant in [*YES[:6], *NO[:2]]], constructed=True)
