"""What frames must be like before anybody is counted from them."""

from __future__ import annotations

from workbench.errors import FindingError
from workbench.findings.counting import Counting
from workbench.findings.grouping import listing, nearest
from workbench.model.coding import STATUSES
from workbench.study.frames import Frames


def check_participants(frames: Frames) -> None:
    """Refuse a register in which a person stands twice or a row has nobody.

    Raises
    ------
    FindingError
        It is so.
    """
    people = frames.participants["participant"]
    if people.isna().any():
        raise FindingError("a row has no participant", where="participants")
    if people.duplicated().any():
        raise FindingError(
            f"the participant {people[people.duplicated()].iloc[0]!r} stands twice", where="participants"
        )


def check_frames(frames: Frames, rules: Counting) -> None:
    """Refuse frames from which nobody could be counted by these rules.

    Raises
    ------
    FindingError
        A column that the rules need is not there, a participant stands twice or has no name, a
        status does not exist, or one of the coders coded nothing.
    """
    coders = rules.coders
    by_coder = coders is not None or rules.agreement == "all"
    by_role = rules.roles is not None
    needed = {
        "codings": [
            "participant",
            "code",
            *(["coder"] if by_coder else []),
            *(["role"] if by_role else []),
            *(["origin", "transcript"] if rules.agreement == "consensus" else []),
        ],
        "speakers": ["transcript", "participant", *(["role"] if by_role else [])],
        "statuses": ["transcript", "coder", "status"],
        "participants": ["participant"],
    }
    for frame, columns in needed.items():
        for column in columns:
            if column not in getattr(frames, frame):
                raise FindingError(f"the frame has no column {column!r}", where=frame)
    check_participants(frames)
    strange = set(frames.statuses["status"].dropna()) - set(STATUSES)
    if strange:
        raise FindingError(
            f"{min(strange)!r} is not a status",
            where="statuses",
            hint=f"A status is {listing(STATUSES, 'or')}",
        )
    known = set(frames.statuses["coder"].dropna())
    if not known.issuperset(coders or ()):
        known |= set(frames.codings["coder"].dropna().unique())
    for coder in coders or ():
        if coder not in known:
            raise FindingError(f"nothing was coded by {coder!r}", hint=nearest(coder, sorted(known)))
