"""How far one coder has come with a study, at a glance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, case, func, literal_column, select

from workbench.model.coding import Status
from workbench.model.scheme import CodingScheme
from workbench.store.prepared import Prepared
from workbench.store.tables import coding, operation, revision, status, transcript, turn
from workbench.study.reading import TextKey

# Grouped by expressions and not by columns: SQLite would walk through an index and fetch each row
# on its own, which takes four times as long as reading the table from end to end.
_BY_CODE = Prepared(
    select(coding.c.code + literal_column("''"), coding.c.definition, func.count())
    .where(coding.c.coder == bindparam("coder"))
    .group_by(coding.c.code + literal_column("''"), coding.c.definition),
    ["coder"],
)
_TURNS = (
    select((coding.c.transcript_id + literal_column("0")).label("key"), coding.c.revision, coding.c.turn)
    .where(coding.c.coder == bindparam("coder"), coding.c.turn.is_not(None))
    .distinct()
    .subquery()
)
_CODED_TURNS = Prepared(
    select(_TURNS.c.key, _TURNS.c.revision, func.count()).group_by(_TURNS.c.key, _TURNS.c.revision), ["coder"]
)
_BY_TRANSCRIPT = Prepared(
    select(coding.c.transcript_id, func.count())
    .where(coding.c.coder == bindparam("coder"))
    .group_by(coding.c.transcript_id),
    ["coder"],
)
_TRANSCRIPTS = Prepared(
    select(transcript.c.id, transcript.c.uid, transcript.c.name, revision.c.number, revision.c.language).join(
        revision,
        (revision.c.transcript_id == transcript.c.id) & (revision.c.number == transcript.c.revision),
    ),
    [],
)


@dataclass(frozen=True, slots=True)
class TranscriptOverview:
    """One transcript in its newest revision, and what the coder did there.

    Attributes
    ----------
    turns
        How many turns hold words.
    coded
        How many turns hold a coding of the coder on the newest revision; one that spans several
        turns counts for the turn that holds most of it.
    codings
        How many codings of the coder there are, lost ones included.
    words
        How many words the turns hold.
    """

    uid: str
    name: str
    revision: int
    language: str
    turns: int
    coded: int
    codings: int
    status: Status
    words: int


@dataclass(frozen=True, slots=True)
class Overview:
    """A study as one coder sees it.

    Attributes
    ----------
    transcripts
        Sorted by name.
    counts
        How many codings of the coder each code has; codes without any are left out.
    older
        How many codings of the coder were made under an older definition of their code.
    coders
        Everybody who has coded or has a status, sorted.
    newest
        Number of the newest operation.
    """

    transcripts: tuple[TranscriptOverview, ...]
    counts: Mapping[str, int]
    older: int
    coders: tuple[str, ...]
    newest: int


class TurnCounts:
    """How many spoken turns and words revisions have; kept, since a revision never changes."""

    def __init__(self) -> None:
        self._known: dict[TextKey, tuple[int, int]] = {}

    def of(self, connection: Connection, keys: set[TextKey]) -> Mapping[TextKey, tuple[int, int]]:
        """Turns and words of revisions; one without turns has none."""
        missing = keys - self._known.keys()
        if missing:
            query = select(
                turn.c.transcript_id,
                turn.c.revision,
                func.sum(case((turn.c.words > 0, 1), else_=0)),
                func.sum(turn.c.words),
            ).group_by(turn.c.transcript_id, turn.c.revision)
            if len(missing) == 1:
                ((transcript_id, number),) = missing
                query = query.where(turn.c.transcript_id == transcript_id, turn.c.revision == number)
            found = {(row[0], row[1]): (int(row[2]), int(row[3])) for row in connection.execute(query)}
            self._known |= {key: found.get(key, (0, 0)) for key in missing}
        return self._known


def read_overview(
    connection: Connection, coder: str, scheme: CodingScheme | None, turn_counts: TurnCounts
) -> Overview:
    """Everything of one moment that an overview tells."""
    now = scheme.definition_hashes if scheme else {}
    by_code: Counter[str] = Counter()
    older = 0
    for code, definition, number in _BY_CODE.rows(connection, (coder,)):
        by_code[code] += number
        if now.get(code) != definition:
            older += number
    by_transcript = dict(_BY_TRANSCRIPT.rows(connection, (coder,)))
    coded = {(row[0], row[1]): row[2] for row in _CODED_TURNS.rows(connection, (coder,))}
    statuses: dict[int, Status] = {
        row.transcript_id: row.status
        for row in connection.execute(
            select(status.c.transcript_id, status.c.status).where(status.c.coder == coder)
        )
    }
    rows = sorted(_TRANSCRIPTS.rows(connection, ()), key=lambda row: str(row[2]))
    turns = turn_counts.of(connection, {(row[0], row[3]) for row in rows})
    coders = select(coding.c.coder).union(select(status.c.coder))
    return Overview(
        transcripts=tuple(
            TranscriptOverview(
                uid=uid,
                name=name,
                revision=number,
                language=language,
                turns=turns[key, number][0],
                coded=coded.get((key, number), 0),
                codings=by_transcript.get(key, 0),
                status=statuses.get(key, "not started"),
                words=turns[key, number][1],
            )
            for key, uid, name, number, language in rows
        ),
        counts=dict(by_code),
        older=older,
        coders=tuple(sorted(connection.scalars(coders))),
        newest=connection.scalar(select(func.max(operation.c.seq))) or 0,
    )
