"""What an effect works with."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from workbench.errors import CodingError
from workbench.store.revisions import RevisionCache
from workbench.store.tables import transcript


@dataclass(slots=True)
class Transaction:
    """An open transaction and the time that its changes are given."""

    connection: Connection
    time: str
    revisions: RevisionCache
    _transcripts: dict[str, tuple[int, int]] = field(default_factory=dict)

    def transcript(self, uid: str) -> tuple[int, int]:
        """The row id and newest revision of a transcript.

        Raises
        ------
        CodingError
            The study has no such transcript.
        """
        known = self._transcripts.get(uid)
        if known is None:
            row = self.connection.execute(
                select(transcript.c.id, transcript.c.revision).where(transcript.c.uid == uid)
            ).first()
            if row is None:
                raise CodingError(f"the study has no transcript {uid!r}")
            known = self._transcripts[uid] = (row.id, row.revision)
        return known
