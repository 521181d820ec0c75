"""Codings: one code on one span of one transcript revision by one coder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Origin = Literal["manual", "suggested", "imported", "consensus"]
Status = Literal["not started", "in progress", "done"]

ORIGINS: tuple[Origin, ...] = ("manual", "suggested", "imported", "consensus")
STATUSES: tuple[Status, ...] = ("not started", "in progress", "done")


@dataclass(frozen=True, slots=True)
class Coding:
    """One code on the span `[start, end)` of one revision of a transcript, by one coder.

    `attributes` holds values that the scheme declares (stance, perspective, strength);
    an attribute that is left out has the default that the scheme gives it.
    """

    transcript: str
    start: int
    end: int
    code: str
    coder: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    memo: str = ""
    origin: Origin = "manual"
    revision: int | None = None
    """None means the newest revision."""


@dataclass(frozen=True, slots=True)
class SpeakerLink:
    """Who a speaker of a transcript is: a role, and where known a participant of the register."""

    transcript: str
    speaker: str
    participant: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class LinkRule:
    r"""Who all speakers are whose label and transcript fit two regular expressions.

    `speaker` must match the whole label and `transcript` the whole name. `participant` is a
    template for the participant's key, into which groups of the transcript's match go: with
    `transcript=r".*_(C\d+)"` and `participant=r"\1"` the file `samtale_C3158` is C3158's.
    None means nobody in the register.
    """

    speaker: str
    transcript: str = ".*"
    participant: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class CodingStatus:
    """How far a coder has come with a transcript."""

    transcript: str
    coder: str
    status: Status
