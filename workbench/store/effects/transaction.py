"""What an effect works with."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, func, select

from workbench.errors import CodingError
from workbench.model.coding_rules import CodingRules
from workbench.readers.schemes import scheme_from_document
from workbench.store.documents import from_json
from workbench.store.prepared import Prepared
from workbench.store.revisions import RevisionCache
from workbench.store.tables import scheme, transcript

_TRANSCRIPT = Prepared(
    select(transcript.c.id, transcript.c.revision).where(transcript.c.uid == bindparam("uid")), ["uid"]
)
_NEWEST_SCHEME = Prepared(select(func.max(scheme.c.revision)), [])


@dataclass(slots=True)
class Memory:
    """What transactions remember of the committed study, so as not to read it each time.

    A transaction works on a copy, which replaces the original once it is committed: what it
    read of its own changes is never met by anybody if they are taken back.
    """

    revisions: RevisionCache = field(default_factory=RevisionCache)
    scheme_revision: int = 0
    rules: CodingRules | None = None

    def copy(self) -> Memory:
        return Memory(self.revisions.copy(), self.scheme_revision, self.rules)


@dataclass(slots=True)
class Transaction:
    """An open transaction, and the number and time that its changes are given."""

    connection: Connection
    seq: int
    time: str
    memory: Memory
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
            row = _TRANSCRIPT.row(self.connection, (uid,))
            if row is None:
                raise CodingError(f"the study has no transcript {uid!r}")
            known = self._transcripts[uid] = (row[0], row[1])
        return known

    def coding_rules(self) -> CodingRules:
        """What the scheme in force allows.

        Raises
        ------
        CodingError
            The study has no scheme yet.
        """
        (revision,) = _NEWEST_SCHEME.row(self.connection, ())
        if revision is None:
            raise CodingError(
                "the study has no coding scheme yet", hint="Give it one with `workbench scheme FILE`"
            )
        known = self.memory
        if known.rules is None or known.scheme_revision != revision:
            document = self.connection.scalar(select(scheme.c.document).where(scheme.c.revision == revision))
            known.rules = CodingRules(
                scheme_from_document(from_json(str(document)), where="the coding scheme")
            )
            known.scheme_revision = revision
        return known.rules
