"""What all findings on relations say: what does not count, and of how much coded text they speak."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from workbench.findings.phrases import Voice

if TYPE_CHECKING:
    import pandas as pd

    from workbench.findings.relations.coded_text import CodedText

SHARED = {
    "en": {
        "coding": "1 coding",
        "codings": "{n} codings",
        "transcript": "1 transcript",
        "transcripts": "{n} transcripts",
        "code": "1 code",
        "codes": "{n} codes",
        "left out codings": "Not counted: {codings} ({reasons}).",
        "other coder": "{n} by other coders",
        "lost": "{n} whose words were lost when the transcript was edited",
        "silent": "{n} that say the theme is absent or wished for",
        "no theme": "{n} of other codes",
        "no place": "{n} without a place in a transcript",
        "no turn": "{n} in no turn",
        "no person": "{n} in words of nobody who can be counted",
        "coding source": "Source: coded interviews; {codings} in {transcripts}.",
        "people source": "Source: coded interviews; {people}.",
        "people left out": "Not counted: {people} ({reasons}).",
        "waiting": "{n} not yet fully coded",
    },
    "da": {
        "coding": "1 kodning",
        "codings": "{n} kodninger",
        "transcript": "1 udskrift",
        "transcripts": "{n} udskrifter",
        "code": "1 kode",
        "codes": "{n} koder",
        "left out codings": "Ikke talt med: {codings} ({reasons}).",
        "other coder": "{n} af andre kodere",
        "lost": "{n}, hvis ord gik tabt, da udskriften blev rettet",
        "silent": "{n}, der siger, at temaet mangler eller er ønsket",
        "no theme": "{n} med andre koder",
        "no place": "{n} uden et sted i en udskrift",
        "no turn": "{n} uden for replikker",
        "no person": "{n} i ord fra ingen, der kan tælles med",
        "coding source": "Kilde: kodede interview; {codings} i {transcripts}.",
        "people source": "Kilde: kodede interview; {people}.",
        "people left out": "Ikke talt med: {people} ({reasons}).",
        "waiting": "{n} endnu ikke færdigkodet",
    },
}


def relation_voice(language: str, own: dict[str, dict[str, str]]) -> Voice:
    """Return a voice with the phrases that relations share and those of one of them."""
    return Voice(language, {tongue: {**SHARED[tongue], **own[tongue]} for tongue in SHARED})


def coded(voice: Voice, text: CodedText) -> dict[str, str]:
    """How many themes, codings and transcripts a finding speaks of."""
    return {
        "themes": voice.count(len(text.themes), "theme", "themes"),
        "codings": voice.count(len(np.unique(text.row)), "coding", "codings"),
        "transcripts": voice.count(len(np.unique(text.transcript)), "transcript", "transcripts"),
    }


def left_out(voice: Voice, table: pd.DataFrame) -> Iterator[str]:
    """Tell how many codings do not count, and why."""
    if len(table):
        reasons = ", ".join(voice.say(row["reason"], n=row["codings"]) for _, row in table.iterrows())
        codings = voice.count(int(table["codings"].sum()), "coding", "codings")
        yield voice.say("left out codings", codings=codings, reasons=reasons)
