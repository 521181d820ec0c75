"""What a study can answer of the items that reporting guidelines ask for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version

import pandas as pd

from workbench.report.facts import Facts


def answers(facts: Facts) -> Mapping[str, str]:
    """What the study knows of the items of reporting guidelines; empty where it knows nothing."""
    contents, voice = facts.contents, facts.voice
    say, frames = voice.say, contents.frames

    def see(head: str) -> str:
        return say("answer sample", section=say(head))

    spoken = frames.speakers.dropna(subset="participant").groupby("participant")["transcript"].nunique()
    words = contents.transcripts["words"] if len(contents.transcripts) else pd.Series([0])
    others = frames.speakers["participant"].isna()
    display, scheme, register = contents.display.found, frames.scheme, frames.register
    written = int((display.table["meta_inference"] != "").sum()) if display is not None else 0
    transcripts = voice.count(len(contents.transcripts), "transcript", "transcripts")
    people = voice.people(facts.interviewed)
    themes = contents.themes.found
    found = {
        "title": contents.name,
        "participants": say(
            "answer participants", people=people, transcripts=transcripts, others=int(others.sum())
        ),
        "length": say(
            "answer length", median=int(words.median()), least=int(words.min()), most=int(words.max())
        ),
        "coders": say("answer coders", n=len(facts.coders), names=", ".join(facts.coders))
        if facts.coders
        else "",
        "software": say("answer software", version=version("qual-workbench")),
        "limits": see("limits head"),
        "disclosure": say("answer disclosure", n=len(contents.guard.held), section=say("disclosure head")),
        "trust": say("answer trust", operations=len(contents.operations)),
    }
    repeats = int((spoken > 1).sum())
    if not 0 < repeats < contents.guard.smallest:
        found["repeats"] = say("answer repeats", n=repeats)
    if scheme:
        found["codebook"] = say("answer codebook", codes=len(scheme.codes), section=say("codebook head"))
    if themes is not None and register is not None:
        found |= {
            "methods": say(
                "answer methods",
                people=say("people head"),
                codebook=say("codebook head"),
                register=facts.words(register.title),
                method=say("answer method"),
            ),
            "integration": say(
                "answer integration",
                themes=voice.count(len(themes.themes), "theme", "themes"),
                outcome=facts.outcome,
                people=voice.people(sum(themes.sample.sizes)),
            ),
        }
    if written:
        found["inferences"] = voice.count(written, "answer inference", "answer inferences")
    sections = {
        "sample": contents.interviewed.found is not None,
        "saturation": contents.saturation.found is not None,
        "quotes": contents.matrix.found is not None,
        "themes": contents.matrix.found is not None,
        "counts": themes is not None,
        "negative": contents.negative.found is not None,
    }
    heads = {"sample": "interviewed head", "quotes": "themes head", "counts": "display head"}
    for name, there in sections.items():
        if there:
            found[name] = see(heads.get(name, f"{name} head"))
    return found
