"""What a desk asks of a study while somebody codes: quick answers without any data frame."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from workbench.errors import StudyError
from workbench.model.scheme import Code
from workbench.readers.schemes import scheme_from_document
from workbench.store import tables
from workbench.store.documents import from_json
from workbench.store.store import Store
from workbench.study.memo_list import Memo, read_memos
from workbench.study.overview import Overview, TurnCounts, read_overview
from workbench.study.placed_rows import CodingRow, coding_rows
from workbench.study.questions import StudyQuestions
from workbench.study.quotations import QuotationFilter, Quotations, read_quotations
from workbench.study.reading import PlacedCoding, read_codings_by_id
from workbench.study.touched import Touched, touched_since

if TYPE_CHECKING:
    import pandas as pd


class CodingQuestions(StudyQuestions):
    """Questions about codings, codes and memos; nothing here changes anything."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._turn_counts = TurnCounts()
        # Codes as they once were, by id and definition hash, from the revisions that were read.
        self._codes_then: dict[tuple[str, str], Code] = {}
        self._revisions_read: set[int] = set()

    def coding_rows(self, transcript: str, coder: str) -> tuple[list[CodingRow], int]:
        """One coder's codings on a transcript's newest text in order of place, and how many are lost.

        A row is id, start, end, code, attributes as JSON text, whether there is a memo, origin,
        anchor, definition hash.
        """
        with self._store.reading() as connection:
            return coding_rows(connection, transcript, coder)

    def codings_by_id(self, ids: Iterable[str]) -> dict[str, PlacedCoding]:
        """The codings that there are of `ids`, whatever transcript they are in."""
        with self._store.reading() as connection:
            return read_codings_by_id(connection, ids)

    def overview(self, coder: str) -> Overview:
        """How far a coder has come: transcripts, counts by code, older codings, all coders."""
        with self._store.reading() as connection:
            return read_overview(connection, coder, self._scheme_in(connection), self._turn_counts)

    def quotations(
        self,
        code: str | None = None,
        *,
        below: bool = True,
        transcript: str | None = None,
        speaker: str | None = None,
        coder: str | None = None,
        words: str = "",
        memo: bool = False,
        older: bool = False,
        from_: int = 0,
        most: int = 100,
    ) -> Quotations:
        """Coded passages in order of transcript and place: how many there are, and some of them.

        Parameters
        ----------
        code
            Only codings of this code, and unless `below` is False of the codes below it.
        transcript, speaker, coder
            Only those of a transcript (its name), a speaker (the label), a coder.
        words
            Only passages that hold all these words or beginnings of words; without case, and
            without accents where none are typed.
        memo, older
            Only codings with a memo; only those made under an older definition of their code.
        from_, most
            The number of the first one to give, from 0, and how many at most.

        Raises
        ------
        StudyError
            The scheme has no such code.
        """
        with self._store.reading() as connection:
            scheme = self._scheme_in(connection)
            codes = None
            if code is not None:
                if scheme is None or code not in scheme.by_id:
                    raise StudyError(f"the scheme has no code {code!r}")
                codes = scheme.below(code) if below else {code}
            chosen = QuotationFilter(codes, transcript, speaker, coder, words, memo, older)
            definitions = scheme.definition_hashes if scheme else {}
            return read_quotations(connection, chosen, definitions, from_, most)

    def touched_since(self, seq: int) -> Touched:
        """What the operations after number `seq` touched: codings, texts, scheme, statuses, memos."""
        with self._store.reading() as connection:
            return touched_since(connection, seq)

    def speaker_labels(self) -> list[str]:
        """The labels of all speakers of the study, each once, sorted."""
        with self._store.reading() as connection:
            return sorted(connection.scalars(select(tables.speaker.c.label).distinct()))

    @property
    def scheme_revision(self) -> int:
        """The number of the revision of the coding scheme in force; 0 for none."""
        with self._store.reading() as connection:
            return connection.scalar(select(func.max(tables.scheme.c.revision))) or 0

    def definition_then(self, code: str, definition: str) -> Code | None:
        """A code as it was last defined under a definition hash, or None if it never was."""
        scheme = tables.scheme
        with self._store.reading() as connection:
            revisions = connection.scalars(select(scheme.c.revision).order_by(scheme.c.revision.desc())).all()
            for revision in revisions:
                if (code, definition) in self._codes_then:
                    break
                if revision not in self._revisions_read:
                    document = connection.scalar(
                        select(scheme.c.document).where(scheme.c.revision == revision)
                    )
                    read = scheme_from_document(from_json(str(document)), where="the scheme")
                    for one in read.codes:
                        self._codes_then.setdefault((one.id, read.definition_hashes[one.id]), one)
                    self._revisions_read.add(revision)
        return self._codes_then.get((code, definition))

    def memo_list(self, coder: str | None = None, *, language: str = "en") -> list[Memo]:
        """The memos of one coder or of all, those of codings included.

        The study's come first, then those on transcripts by name, on codes in the order of the
        scheme, and on codings by transcript and place. `language` chooses the codes' labels.
        """
        with self._store.reading() as connection:
            return read_memos(connection, self._scheme_in(connection), coder, language)

    def memos(self, coder: str | None = None, *, language: str = "en") -> pd.DataFrame:
        """One row a memo, of one coder or of all; the columns are described in docs/frames.md."""
        from workbench.study.frames_out import memos_frame

        return memos_frame(self.memo_list(coder, language=language))
