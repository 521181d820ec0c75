"""The tidy frames of a study: all that a finding may know of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from workbench.model.register import OutcomeRegister
    from workbench.model.scheme import CodingScheme


@dataclass(frozen=True)
class Frames:
    """What findings are computed from; it may as well come from another program.

    Attributes
    ----------
    codings
        One row a coding: coding, transcript, revision, start, end, turn, speaker, role,
        participant, code, coder, memo, origin, created, anchor, text, and one column per
        attribute of the scheme (its default filled in; missing where it has none).
        `participant` is the person who speaks in the coded turn, missing where the speaker
        is linked to nobody. `text` holds the coded words and may be absent.
    speakers
        One row per speaker of a transcript: transcript, speaker, role, participant
        (missing where not linked), turns, words.
    statuses
        One row per transcript and coder: transcript, coder, status (`not started`,
        `in progress` or `done`). A pair that is not listed is not started.
    participants
        One row per participant of the outcome register: participant, then one column per
        person-level variable. Nominal and ordinal variables are categoricals in declared
        order, booleans have the dtype `boolean`, dates `datetime64`; missing is missing.
    scheme
        The coding scheme, where there is one.
    register
        The outcome register, where there is one.
    constructed
        True where the data describe no real people; every finding then says so.
    transcripts
        One row per transcript: transcript and metadata (a mapping), where they are known.
    judgements
        What people wrote beside findings, as `Study.judgements` gives it, where there is any.
    """

    codings: pd.DataFrame
    speakers: pd.DataFrame
    statuses: pd.DataFrame
    participants: pd.DataFrame
    scheme: CodingScheme | None
    register: OutcomeRegister | None
    constructed: bool
    transcripts: pd.DataFrame | None = None
    judgements: pd.DataFrame | None = None
