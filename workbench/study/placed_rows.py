"""One coder's codings of a transcript as plain tuples: quick to read, where a desk shows thousands."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, func, select

from workbench.store.prepared import Prepared
from workbench.store.tables import coding
from workbench.study.reading import transcript_row

# Id, start, end, code, attributes as JSON, whether there is a memo, origin, anchor, definition hash.
CodingRow = tuple[str, int, int, str, str, bool, str, str, str]

_OF = (coding.c.transcript_id == bindparam("of_transcript"), coding.c.coder == bindparam("of_coder"))
_PARAMETERS = ["of_transcript", "of_coder", "newest"]
_ROWS = Prepared(
    select(
        coding.c.id,
        coding.c.start,
        coding.c.end,
        coding.c.code,
        coding.c.attributes,
        func.length(coding.c.memo) > bindparam("none"),
        coding.c.origin,
        coding.c.anchor,
        coding.c.definition,
    )
    .where(*_OF, coding.c.revision == bindparam("newest"))
    .order_by(coding.c.start, coding.c.end, coding.c.n),
    ["none", *_PARAMETERS],
)
_LOST = Prepared(select(func.count()).where(*_OF, coding.c.revision < bindparam("newest")), _PARAMETERS)


def coding_rows(connection: Connection, name: str, coder: str) -> tuple[list[CodingRow], int]:
    """The coder's codings on the newest revision in order of place, and how many are lost.

    Raises
    ------
    StudyError
        There is no transcript of this name.
    """
    transcript_id, _, newest = transcript_row(connection, name)
    rows = _ROWS.rows(connection, (0, transcript_id, coder, newest))
    (lost,) = _LOST.row(connection, (transcript_id, coder, newest))
    return rows, lost
