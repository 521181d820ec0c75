"""What a researcher may want to look at although nothing is damaged."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from workbench.store.tables import speaker


def unknown_participants(connection: Connection, participants: Collection[str]) -> list[str]:
    """The participants whom speakers are linked to and who are not among `participants`, sorted.

    Codings of theirs count for nobody: a register that was put into force later lacks them.
    """
    linked = connection.scalars(
        select(speaker.c.participant).where(speaker.c.participant.is_not(None)).distinct()
    )
    return sorted(set(linked) - set(participants))
