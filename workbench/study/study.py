"""Study: everything that belongs to one piece of research, in one object."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from sqlalchemy import select

from workbench.errors import CodingError, LinkError, RegisterError
from workbench.model.coding import Coding, CodingStatus, LinkRule, SpeakerLink
from workbench.model.coding_rules import CodingRules
from workbench.model.operation import Operation
from workbench.model.scheme import CodingScheme
from workbench.readers.rows import Rows, read_rows
from workbench.readers.schemes import read_scheme, scheme_to_document
from workbench.store import tables
from workbench.store.documents import from_json, text_sha256, to_json
from workbench.store.engine import nearest_study
from workbench.store.register_document import register_to_document
from workbench.store.store import Store
from workbench.study.changing import StudyChanges
from workbench.study.linking import links_by_rules
from workbench.study.reading import newest_register, newest_scheme
from workbench.study.tables_in import (
    CODING_COLUMNS,
    CodedPlace,
    CodingEntry,
    Place,
    check_rows,
    entries_from_rows,
    entry_of,
    links_from_rows,
    new_codings,
    statuses_from_rows,
)

if TYPE_CHECKING:
    from workbench.model.register import OutcomeRegister
    from workbench.study.importing import ImportReport

# Who made an operation when nobody says so: importing and linking are seldom one coder's work.
TEAM = "team"
T = TypeVar("T")


class Study(StudyChanges):
    """One study, in a SQLite file or a PostgreSQL schema.

    Every method that changes the study does so through `apply`, in one transaction: when it
    returns, the change is on disk; when it raises, nothing was changed. Safe to use from
    several threads; several processes may open the same study.

    Examples
    --------
    >>> study = Study.open("my-study")
    >>> study.import_transcripts("my-study/transcripts")
    >>> study.quotes("flexibility")
    """

    @classmethod
    def create(cls, location: str | Path) -> Self:
        """Make a new study: a folder or file path, or a `postgresql://` address.

        A path without an ending that does not exist yet becomes a folder with the study in it.
        """
        return cls(Store.create(location))

    @classmethod
    def open(cls, location: str | Path | None = None) -> Self:
        """Open an existing study: a folder or file path, or a `postgresql://` address.

        Without a location: the one that the environment variable WORKBENCH_STUDY names, else
        the study in this folder or the nearest one above it.
        """
        return cls(Store.open(nearest_study() if location is None else location))

    def close(self) -> None:
        """Let go of the database; a closed study connects again when it is used."""
        self._store.close()

    def backup(self, path: str | Path) -> int:
        """Copy the study to a new file `*.qwb`, while others may go on coding in it; nothing is overwritten.

        Returns how many operations are in the copy: all that were saved before.

        Raises
        ------
        StudyError
            The study is on a database server, there is a file already, or it cannot be written.
        """
        from workbench.study.backup import back_up

        return back_up(self._store, Path(path))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Study({self.name!r})"

    def import_transcripts(
        self,
        *paths: str | Path,
        language: str | None = None,
        coder: str = TEAM,
        progress: bool = True,
        preview: bool = False,
    ) -> ImportReport:
        """Import files, or all files of folders.

        File by file: what was imported stays, what failed is listed. A file that the study has
        already (same sha256) is left out; a changed file becomes a new revision, to which
        its codings move. With `preview` the report says what would happen and nothing is saved.
        """
        from workbench.study.importing import import_files

        return import_files(
            self._store,
            [Path(path) for path in paths],
            coder=coder,
            language=language,
            progress=progress,
            preview=preview,
        )

    def transcript_of(self, file: Path) -> tuple[str | None, bool]:
        """The transcript that a file is, None if it was not imported, and whether it was edited since."""
        from workbench.study.sources import Sources

        return Sources(self._store).find(file)

    def set_scheme(self, scheme: str | Path | CodingScheme, *, coder: str = TEAM) -> CodingScheme:
        """Put a coding scheme into force, given as such or as a YAML file.

        Nothing is done if the same scheme is in force already.
        """
        read = scheme if isinstance(scheme, CodingScheme) else read_scheme(Path(scheme))
        document = scheme_to_document(read)
        with self._store.reading() as connection:
            in_force = connection.scalar(newest_scheme())
        if in_force != to_json(document):
            self.apply(Operation("scheme.set", {"document": document}, coder))
        return read

    def set_outcomes(
        self, register: str | Path, *, key: str | None = None, coder: str = TEAM
    ) -> OutcomeRegister:
        """Put an outcome register into force, from its declaration or a data file.

        `key` names the participant column of a data file that no declaration stands beside.
        Nothing is done if the same data and declaration are in force already.
        """
        from workbench.readers.registers import read_register

        path = Path(register)
        read = read_register(path, key=key)
        if not read.participants:
            raise RegisterError("there are no participants in it", where=path.name)
        body = to_json(register_to_document(read))
        sha256 = text_sha256(body)
        with self._store.reading() as connection:
            in_force = connection.scalar(newest_register(tables.content.c.sha256))
        if in_force != sha256:
            payload = {"content_sha256": sha256, "source_name": path.name}
            self.apply(Operation("register.set", payload, coder), contents={sha256: body})
        return read

    def link(self, links: str | Path | Iterable[SpeakerLink], *, coder: str = TEAM) -> list[SpeakerLink]:
        """Say who speakers are: a CSV file (transcript, speaker, participant, role), or links.

        A file may lack the column participant or role: speakers keep what it does not tell.

        Raises
        ------
        LinkError
            A transcript or speaker is not in the study, or a participant not in the register.
        """
        speakers = self._speaker_links()
        rows, read = self._read(
            links, ("transcript", "speaker"), lambda rows: links_from_rows(rows, speakers)
        )
        register = self.register
        known = set(register.participants) if register else None

        def verify(one: SpeakerLink) -> None:
            if (one.transcript, one.speaker) not in speakers:
                raise LinkError(
                    f"the study has no speaker {one.speaker!r} in a transcript {one.transcript!r}"
                )
            if known is not None and one.participant is not None and one.participant not in known:
                raise LinkError(f"the register has no participant {one.participant!r}")

        check_rows(rows, read, verify, LinkError)
        places = self._places()
        entries = [[places[one.transcript].uid, one.speaker, one.participant, one.role] for one in read]
        if entries:
            self.apply(Operation("speaker.link", {"links": entries}, coder))
        return read

    def link_by_rules(self, *rules: LinkRule, coder: str = TEAM) -> list[SpeakerLink]:
        """Link every speaker that a rule fits; of several rules the first decides.

        Raises
        ------
        LinkError
            A rule cannot be read, or leads to a participant who is not in the register.
        """
        return self.link(links_by_rules(sorted(self._speaker_links()), rules), coder=coder)

    def add_codings(self, codings: str | Path | Iterable[Coding], *, coder: str = TEAM) -> tuple[int, int]:
        """Add many codings at once: a CSV file (see `docs/frames.md`), or codings.

        Returns how many were added, and how many were there already and left alone.

        Raises
        ------
        CodingError
            A row is wrong, or a coding is there already with other attributes or another memo;
            nothing was saved.
        """
        places, rows = self._places(), None
        if isinstance(codings, str | Path):
            rows = read_rows(Path(codings), required=CODING_COLUMNS)
            read = entries_from_rows(rows, places, lambda name: self.document(name).text, self.scheme)
        else:
            read = [entry_of(coding, places) for coding in codings]
        new: list[CodingEntry] = []
        check_rows(rows, read, new_codings(new, self._coded(), self.scheme), CodingError)
        if new:
            try:
                self.apply(Operation("coding.add", {"codings": new}, coder))
            except CodingError:
                # The store stops at the first wrong coding; a researcher wants to know of all.
                check_rows(rows, read, self._verifier(places.values()), CodingError)
                raise
        return len(new), len(read) - len(new)

    def set_statuses(
        self, statuses: str | Path | Iterable[CodingStatus], *, coder: str = TEAM
    ) -> list[CodingStatus]:
        """Say how far coders are: a CSV file (transcript, coder, status), or statuses."""
        rows, read = self._read(statuses, ("transcript", "coder", "status"), statuses_from_rows)
        places = self._places()

        def verify(one: CodingStatus) -> None:
            if one.transcript not in places:
                raise CodingError(f"the study has no transcript {one.transcript!r}")
            if not one.coder:
                raise CodingError("the coder is empty")

        check_rows(rows, read, verify, CodingError)
        entries = [[places[one.transcript].uid, one.coder, one.status] for one in read]
        if entries:
            self.apply(Operation("status.set", {"statuses": entries}, coder))
        return read

    def _read(
        self, given: str | Path | Iterable[T], required: Sequence[str], read: Callable[[Rows], list[T]]
    ) -> tuple[Rows | None, list[T]]:
        if isinstance(given, str | Path):
            rows = read_rows(Path(given), required=required)
            return rows, read(rows)
        return None, list(given)

    def _verifier(self, places: Iterable[Place]) -> Callable[[CodingEntry], None]:
        scheme = self.scheme
        rules = CodingRules(scheme) if scheme else None
        lengths = {place.uid: place.length for place in places}

        def verify(entry: CodingEntry) -> None:
            uid, _, start, end, code, coder, attributes, _, origin = entry
            if rules:
                rules.check(start, end, lengths[uid], code, coder, attributes, origin)

        return verify

    def _coded(self) -> dict[CodedPlace, CodingEntry]:
        # What each coder has coded already, as rows of a `coding.add` operation.
        transcript, coding = tables.transcript, tables.coding
        query = select(
            transcript.c.uid,
            coding.c.revision,
            coding.c.start,
            coding.c.end,
            coding.c.code,
            coding.c.coder,
            coding.c.attributes,
            coding.c.memo,
            coding.c.origin,
        ).join(transcript, transcript.c.id == coding.c.transcript_id)
        attributes_of = cache(from_json)
        with self._store.reading() as connection:
            return {
                tuple(place): (*place, attributes_of(attributes), memo, origin)
                for *place, attributes, memo, origin in connection.execute(query)
            }

    def _speaker_links(self) -> dict[tuple[str, str], SpeakerLink]:
        # Who each speaker is so far, by transcript and label.
        transcript, speaker = tables.transcript, tables.speaker
        query = select(transcript.c.name, speaker.c.label, speaker.c.participant, speaker.c.role).join(
            speaker, speaker.c.transcript_id == transcript.c.id
        )
        with self._store.reading() as connection:
            links = [SpeakerLink(*row) for row in connection.execute(query)]
        return {(link.transcript, link.speaker): link for link in links}
