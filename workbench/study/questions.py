"""What can be asked of a study: texts, codings, and the tidy frames that findings work on."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from workbench.errors import RegisterError, StudyError
from workbench.model.operation import Operation
from workbench.model.scheme import CodingScheme
from workbench.readers.schemes import scheme_from_document
from workbench.store import search, tables
from workbench.store.documents import from_json
from workbench.store.engine import STUDY_FILE
from workbench.store.register_document import register_from_document
from workbench.store.store import Recorded, Store
from workbench.study.checking import CheckReport, check
from workbench.study.frames import Frames
from workbench.study.judging import judgements_frame
from workbench.study.linking import LinkProposal, guess_role, propose
from workbench.study.reading import (
    Document,
    PlacedCoding,
    newest_operation,
    newest_register,
    read_codings,
    read_document,
    says_constructed,
    transcript_row,
)

if TYPE_CHECKING:
    import pandas as pd

    from workbench.model.register import OutcomeRegister
    from workbench.study.files_beside import FilesBeside
    from workbench.study.searching import By, Hits


class StudyQuestions:
    """The asking half of a `Study`; nothing here changes anything."""

    def __init__(self, store: Store) -> None:
        self._store = store
        # Both change seldom and cost time to build: the scheme is kept by its revision, the
        # register by the sha256 of its content.
        self._schemes: dict[int, CodingScheme] = {}
        self._registers: dict[str, OutcomeRegister] = {}

    @cached_property
    def id(self) -> str:
        """A random id that the study got when it was made and keeps wherever it is moved."""
        with self._store.reading() as connection:
            return str(connection.scalar(select(tables.meta.c.value).where(tables.meta.c.key == "study_id")))

    @cached_property
    def name(self) -> str:
        """What the study is called: its folder, file or database."""
        path = Path(self._store.where).absolute()
        return path.parent.name if path.name == STUDY_FILE else path.name

    @property
    def folder(self) -> Path | None:
        """The folder that the study's file lies in; None for a study on a database server."""
        return None if self.file is None else self.file.parent

    @property
    def file(self) -> Path | None:
        """The study's file; None for a study on a database server."""
        place = Path(self._store.where).absolute()
        return place if place.is_file() else None

    @property
    def newest(self) -> int:
        """The number of the newest operation; 0 for an empty study. It grows with every change."""
        with self._store.reading() as connection:
            return newest_operation(connection)

    def operations(self, *, since: int = 0) -> list[Recorded]:
        """The operation log after number `since`: who changed what, and when."""
        return list(self._store.log(since=since))

    def operation(self, id_: str) -> Recorded | None:
        """The operation with this id, or None if the study has none."""
        operation = tables.operation
        # Not with what it replaced, which may be thousands of codings.
        columns = (
            operation.c.seq,
            operation.c.time,
            operation.c.kind,
            operation.c.payload,
            operation.c.coder,
        )
        with self._store.reading() as connection:
            row = connection.execute(select(*columns).where(operation.c.id == id_)).first()
        if row is None:
            return None
        return Recorded(row.seq, row.time, Operation(row.kind, from_json(row.payload), row.coder, id_))

    def files_beside(self) -> FilesBeside:
        """Transcripts and schemes that lie beside the study's file and are not in it yet."""
        from workbench.study.files_beside import FilesBeside, files_beside

        folder = self.folder
        return files_beside(self._store, folder) if folder else FilesBeside((), ())

    def transcript_names(self) -> list[str]:
        """The names of all transcripts, sorted."""
        with self._store.reading() as connection:
            return sorted(connection.scalars(select(tables.transcript.c.name)))

    def transcript_name(self, uid: str) -> str:
        """What the transcript with this uid is called.

        Raises
        ------
        StudyError
            There is none.
        """
        table = tables.transcript
        with self._store.reading() as connection:
            name = connection.scalar(select(table.c.name).where(table.c.uid == uid))
        if name is None:
            raise StudyError(f"the study has no transcript with the id {uid!r}")
        return str(name)

    def document(self, transcript: str, revision: int | None = None) -> Document:
        """The text and turns of a transcript, in its newest revision or an older one."""
        with self._store.reading() as connection:
            return read_document(connection, transcript, revision)

    def interviewers(self, transcript: str) -> list[str]:
        """Labels of the speakers who ask: by the role they are linked with, else by the label itself."""
        speaker = tables.speaker
        with self._store.reading() as connection:
            number, _, _ = transcript_row(connection, transcript)
            rows = connection.execute(
                select(speaker.c.label, speaker.c.role).where(speaker.c.transcript_id == number)
            ).all()
        return sorted(row.label for row in rows if (row.role or guess_role(row.label)) == "interviewer")

    def codings_in(self, transcript: str, coder: str | None = None) -> list[PlacedCoding]:
        """The codings of one transcript in order of place, of one coder or of all."""
        with self._store.reading() as connection:
            return read_codings(connection, transcript, coder)

    @property
    def scheme(self) -> CodingScheme | None:
        """The coding scheme in force, or None."""
        with self._store.reading() as connection:
            return self._scheme_in(connection)

    def _scheme_in(self, connection: Connection) -> CodingScheme | None:
        revision = connection.scalar(select(func.max(tables.scheme.c.revision)))
        if revision is None:
            return None
        scheme = self._schemes.get(revision)
        if scheme is None:
            document = connection.scalar(
                select(tables.scheme.c.document).where(tables.scheme.c.revision == revision)
            )
            scheme = scheme_from_document(from_json(str(document)), where="the scheme")
            self._schemes = {revision: scheme}
        return scheme

    @property
    def register(self) -> OutcomeRegister | None:
        """The outcome register in force, or None."""
        with self._store.reading() as connection:
            return self._register_in(connection)

    def _register_in(self, connection: Connection) -> OutcomeRegister | None:
        sha256 = connection.scalar(newest_register(tables.content.c.sha256))
        if sha256 is None:
            return None
        register = self._registers.get(sha256)
        if register is None:
            content = tables.content
            body = connection.scalar(select(content.c.body).where(content.c.sha256 == sha256))
            register = register_from_document(from_json(str(body)))
            self._registers = {sha256: register}
        return register

    @property
    def constructed(self) -> bool:
        """Whether the register or any transcript says that it describes no real people."""
        with self._store.reading() as connection:
            return self._constructed_in(connection)

    def _constructed_in(self, connection: Connection) -> bool:
        register = self._register_in(connection)
        return (register is not None and register.constructed) or says_constructed(connection)

    def search(self, words: str, *, most: int = 1000) -> pd.DataFrame:
        """Turns that hold all of `words`, each a whole word or the beginning of one.

        Columns: transcript, turn, speaker, start, end (the turn's body), text.
        """
        from workbench.study.frames_out import found_turns_frame

        with self._store.reading() as connection:
            return found_turns_frame(connection, search.find(connection, words, most))

    def hits(
        self,
        words: str,
        *,
        by: By = "form",
        transcript: str | None = None,
        code: str | None = None,
        coder: str | None = None,
        most: int = 500,
    ) -> Hits:
        """Every place of some words in the newest texts; `workbench.study.searching.hits` tells how."""
        from workbench.study import searching

        with self._store.reading() as connection:
            return searching.hits(
                connection, words, by=by, transcript=transcript, code=code, coder=coder, most=most
            )

    def propose_links(self) -> list[LinkProposal]:
        """Participants that unlinked speakers may be; nothing is linked until `link` says so."""
        from workbench.study.frames_out import speakers_frame

        with self._store.reading() as connection:
            register, speakers = self._register_in(connection), speakers_frame(connection)
        unlinked = speakers[speakers["participant"].isna()]
        pairs = zip(unlinked["transcript"].tolist(), unlinked["speaker"].tolist(), strict=True)
        return propose(pairs, register.participants if register else ())

    def check(self) -> CheckReport:
        """Look at everything stored, and whether the operation log still leads to it."""
        return check(self._store)

    # Frames: the columns of each are described in docs/frames.md.

    def frames(self) -> Frames:
        """All frames of one moment, for findings."""
        from workbench.study.frames_out import (
            codings_frame,
            participants_frame,
            speakers_frame,
            statuses_frame,
            transcripts_frame,
        )

        with self._store.reading() as connection:
            scheme, register = self._scheme_in(connection), self._register_in(connection)
            return Frames(
                codings=codings_frame(connection, scheme),
                speakers=speakers_frame(connection),
                statuses=statuses_frame(connection),
                participants=participants_frame(register),
                scheme=scheme,
                register=register,
                constructed=self._constructed_in(connection),
                transcripts=transcripts_frame(connection),
                judgements=judgements_frame(connection),
            )

    def codings(self) -> pd.DataFrame:
        """One row a coding: where it stands, who speaks there, code, coder, attributes, words."""
        from workbench.study.frames_out import codings_frame

        with self._store.reading() as connection:
            return codings_frame(connection, self._scheme_in(connection))

    def quotes(
        self,
        code: str | None = None,
        *,
        coder: str | None = None,
        transcript: str | None = None,
        participant: str | None = None,
        language: str = "en",
    ) -> pd.DataFrame:
        """One row a coding, with its words in context and the outcomes of who said them.

        `code` keeps codings of that code and of the codes below it; the other arguments
        keep those of one coder, transcript or participant. `language` chooses the codes' labels.
        """
        from workbench.study.frames_out import codings_frame, participants_frame, quotes_frame, texts

        with self._store.reading() as connection:
            scheme = self._scheme_in(connection)
            codings, whole = codings_frame(connection, scheme), texts(connection)
            outcomes = participants_frame(self._register_in(connection))
        wanted: dict[str, set[str] | frozenset[str]] = {}
        if code is not None:
            if scheme is None or code not in scheme.by_id:
                raise StudyError(f"the scheme has no code {code!r}")
            wanted["code"] = scheme.below(code)
        for column, value in (("coder", coder), ("transcript", transcript), ("participant", participant)):
            if value is not None:
                wanted[column] = {value}
        for column, values in wanted.items():
            codings = codings[codings[column].isin(values)]
        return quotes_frame(codings.reset_index(drop=True), whole, scheme, outcomes, language)

    def transcripts(self) -> pd.DataFrame:
        """One row a transcript in its newest revision."""
        from workbench.study.frames_out import transcripts_frame

        with self._store.reading() as connection:
            return transcripts_frame(connection)

    def speakers(self) -> pd.DataFrame:
        """One row per speaker of a transcript, with role and participant where known."""
        from workbench.study.frames_out import speakers_frame

        with self._store.reading() as connection:
            return speakers_frame(connection)

    def statuses(self) -> pd.DataFrame:
        """One row per transcript and coder that is in progress or done."""
        from workbench.study.frames_out import statuses_frame

        with self._store.reading() as connection:
            return statuses_frame(connection)

    def judgements(self) -> pd.DataFrame:
        """One row a judgement on a finding: what stands beside its numbers, was reported or released."""
        with self._store.reading() as connection:
            return judgements_frame(connection)

    def participants(self) -> pd.DataFrame:
        """One row per participant of the register, one column per person-level variable."""
        from workbench.study.frames_out import participants_frame

        return participants_frame(self.register)

    def outcomes(self, table: str) -> pd.DataFrame:
        """One table of the register as it was declared, for example `event`.

        Raises
        ------
        RegisterError
            The register has no such table.
        """
        from workbench.study.frames_out import register_table_frame

        register = self.register
        frame = register_table_frame(register, table) if register else None
        if frame is None:
            names = ", ".join(one.id for one in register.tables) if register else "none"
            raise RegisterError(f"the register has no table {table!r}", hint=f"It has: {names}")
        return frame
