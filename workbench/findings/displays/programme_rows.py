"""Displays of programmes: which shows, strains or lacks which element."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from workbench.errors import FindingError
from workbench.findings.displays.table import Cell, Column, Grid, Row, in_both, quote_ids
from workbench.findings.displays.words import PHRASES
from workbench.findings.grouping import nearest
from workbench.model.scheme import AttributeValue, localise

if TYPE_CHECKING:
    from workbench.findings.theme_matrix import ThemeMatrix

STANCE = "stance"
STRAINS = ("ambivalent", "strained")
NO_PROGRAMME = "(none)"


def programme_by_element(matrix: ThemeMatrix, programme: str | Mapping[str, str]) -> Grid:
    """Tell which programme shows, strains or lacks which theme, by how many voices.

    `programme` is a key of the transcripts' metadata, or the programme of each transcript by name.
    """
    frames = matrix.frames
    of_transcript = _programmes(matrix, programme)
    codings = frames.codings.assign(id=quote_ids(frames.codings)).dropna(subset="code")
    if "anchor" in codings:
        codings = codings[codings["anchor"] != "lost"]
    names = list(dict.fromkeys(of_transcript.values()))
    names = [name for name in names if name != NO_PROGRAMME] + [NO_PROGRAMME] * (NO_PROGRAMME in names)
    speakers = frames.speakers
    voiced = speakers[speakers["role"] != "interviewer"] if "role" in speakers else speakers
    if len(frames.statuses):
        # Who speaks in a transcript that nobody has finished may yet speak of it.
        done = frames.statuses.loc[frames.statuses["status"] == "done", "transcript"]
        voiced = voiced[voiced["transcript"].isin(done)]
        codings = codings[codings["transcript"].isin(done)]
    who = "speaker" if "speaker" in codings else "participant"
    # What an interviewer says, or stands between the turns, is nobody's word on the programme.
    codings = codings.assign(voice=_voice(codings, who))
    codings = codings[codings["voice"].isin(_voice(voiced, who))]
    voices = Counter(of_transcript.get(str(name), NO_PROGRAMME) for name in voiced["transcript"])
    signs = _signs(matrix)
    cells: dict[tuple[str, str], Cell] = {}
    in_programme = codings["transcript"].astype(str).map(of_transcript).fillna(NO_PROGRAMME)
    for name in names:
        here = codings[in_programme == name]
        for theme in matrix.presence.themes:
            own = here[here["code"].isin(theme.codes)]
            cells[name, theme.code] = _programme_cell(own, voices[name], signs)
    used = {language: _told_signs(matrix, signs, language) for language in PHRASES}
    has_stance = STANCE in frames.codings
    told = in_both("voices told", signs=used) if has_stance else in_both("no stance told", attribute=STANCE)
    codes = tuple(sorted({code for theme in matrix.presence.themes for code in theme.codes}))
    return Grid(
        "programme by element",
        "programme by element",
        in_both("title programme by element"),
        tuple(
            Row(name, in_both("no programme") if name == NO_PROGRAMME else {"en": name}, codes)
            for name in names
        ),
        tuple(Column(theme.code, theme.label, quoted=True) for theme in matrix.presence.themes),
        cells,
        hand=("note",),
        told=(told,),
    )


def _programme_cell(own: pd.DataFrame, voices: int, signs: Mapping[str, str]) -> Cell:
    """What a programme does with a theme: each voice that speaks of it, by sign; the most voices first."""
    stances = (
        own[STANCE].astype(object) if STANCE in own else pd.Series(["present"] * len(own), index=own.index)
    )
    sign = stances.map(lambda stance: signs.get(str(stance), "shows"))
    speakers = own["voice"]
    by_sign = {
        one: speakers[sign == one].nunique() for one in ("shows", "strains", "lacks") if (sign == one).any()
    }
    people = tuple(sorted(set(zip(speakers, sign, strict=True))))
    if not by_sign:
        return Cell("not said", {"n": voices}, n=voices)
    first = sorted(by_sign, key=lambda one: -by_sign[one])
    told: dict[str, str] = {
        language: "; ".join(in_both(one, share_of=f"{by_sign[one]}/{voices}")[language] for one in first)
        for language in PHRASES
    }
    order = {one: place for place, one in enumerate(first)}
    ids = tuple(own["id"].iloc[sign.map(order).argsort(kind="stable")])
    counts = tuple((n, voices) for n in by_sign.values())
    number = by_sign.get("shows", 0) / voices if voices else None
    return Cell("value", {"value": told}, number, voices, ids, people, counts)


def _voice(rows: pd.DataFrame, who: str) -> pd.Series[str]:
    return rows["transcript"].astype(str) + "|" + rows[who].astype(object).fillna("").astype(str)


def _stances(matrix: ThemeMatrix) -> tuple[AttributeValue, ...]:
    scheme = matrix.frames.scheme
    attribute = scheme.attribute_by_id.get(STANCE) if scheme else None
    return attribute.values if attribute else ()  # noqa: PD011 - no frame


def _signs(matrix: ThemeMatrix) -> dict[str, str]:
    """Whether a stance shows, strains or lacks: what does not count lacks, `STRAINS` strain."""
    return {
        stance.id: "lacks" if not stance.counts else "strains" if stance.id in STRAINS else "shows"
        for stance in _stances(matrix)
    }


def _told_signs(matrix: ThemeMatrix, signs: Mapping[str, str], language: str) -> str:
    told = []
    for sign in ("shows", "strains", "lacks"):
        stances = [
            localise(stance.label, language) or stance.id
            for stance in _stances(matrix)
            if signs[stance.id] == sign
        ]
        if stances:
            name = in_both(sign, share_of="")[language].partition(" (")[0]
            told.append(f"{name}: {', '.join(stances)}")
    return "; ".join(told)


def _programmes(matrix: ThemeMatrix, programme: str | Mapping[str, str]) -> dict[str, str]:
    """The programme of each transcript, `NO_PROGRAMME` where none is told."""
    frames = matrix.frames
    everything = list(dict.fromkeys(frames.speakers["transcript"].astype(str)))
    if isinstance(programme, str):
        transcripts = frames.transcripts
        told: dict[str, Any] = {}
        if transcripts is not None:
            for name, metadata in zip(transcripts["transcript"], transcripts["metadata"], strict=True):
                told[str(name)] = (metadata or {}).get(programme)
        if not any(told.values()):
            raise FindingError(
                f"no transcript tells its {programme!r}",
                hint="Name another key of the metadata, or give a mapping from transcript to programme",
            )
    else:
        told = {str(name): value for name, value in programme.items()}
        for name in told:
            if name not in everything:
                raise FindingError(f"there is no transcript {name!r}", hint=nearest(name, everything))
    return {name: str(told.get(name) or NO_PROGRAMME) for name in everything}
