"""What codings need to know of a transcript's revision, kept in memory since it never changes."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from sqlalchemy import Connection, select

from workbench.store.tables import revision, turn

MOST_VIEWS = 512


@dataclass(frozen=True, slots=True)
class RevisionView:
    """A revision's length in code points and, turn by turn, body range and speaker."""

    length: int
    starts: list[int]
    ends: list[int]
    speakers: list[int | None]

    def main_turn(self, start: int, end: int) -> int | None:
        """The position of the turn whose body holds most of `[start, end)`; the earliest of equals."""
        first = bisect_right(self.ends, start)
        if first < len(self.ends) and self.starts[first] <= start and end <= self.ends[first]:
            return first
        best, most = None, 0
        for position in range(first, len(self.starts)):
            if self.starts[position] >= end:
                break
            shared = min(end, self.ends[position]) - max(start, self.starts[position])
            if shared > most:
                best, most = position, shared
        return best


class RevisionCache:
    """The revisions of a study that were read last."""

    def __init__(self, views: dict[tuple[int, int], RevisionView] | None = None) -> None:
        self._views = views or {}

    def copy(self) -> RevisionCache:
        return RevisionCache(self._views.copy())

    def view(self, connection: Connection, transcript_id: int, number: int) -> RevisionView | None:
        """The revision's view, or None when there is no such revision."""
        key = (transcript_id, number)
        known = self._views.get(key)
        if known is not None:
            return known
        length = connection.scalar(
            select(revision.c.length).where(
                revision.c.transcript_id == transcript_id, revision.c.number == number
            )
        )
        if length is None:
            return None
        rows = connection.execute(
            select(turn.c.body_start, turn.c.body_end, turn.c.speaker_id)
            .where(turn.c.transcript_id == transcript_id, turn.c.revision == number)
            .order_by(turn.c.position)
        ).all()
        view = RevisionView(length, [r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows])
        self._views[key] = view
        if len(self._views) > MOST_VIEWS:
            del self._views[next(iter(self._views))]
        return view
