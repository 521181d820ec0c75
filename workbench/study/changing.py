"""Changing a study while coding: codings, memos, codes, and taking changes back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import select

from workbench.errors import CodingError, StudyError
from workbench.model.coding import Coding
from workbench.model.operation import Operation
from workbench.store import tables
from workbench.store.store import Recorded
from workbench.study.coding_questions import CodingQuestions
from workbench.study.judging import Judged
from workbench.study.tables_in import Place, entry_of

Finding = TypeVar("Finding", bound=Judged)


class StudyChanges(CodingQuestions):
    """The changing half of a `Study`, as far as single changes go."""

    def apply(self, *operations: Operation, contents: Mapping[str, str] | None = None) -> Recorded:
        """Apply operations in one transaction and return the last one as recorded.

        An operation that was applied before is answered with `repeated=True` and changes
        nothing. `contents` holds the long texts that operations refer to by sha256.
        """
        if not operations:
            raise StudyError("there is no operation to apply")
        return self._store.apply(*operations, contents=contents)[-1]

    def code(
        self,
        transcript: str,
        start: int,
        end: int,
        code: str,
        *,
        coder: str,
        memo: str = "",
        **attributes: str,
    ) -> str:
        """Code the characters `[start, end)` of a transcript's newest text; return the coding's id."""
        coding = Coding(transcript, start, end, code, coder, attributes, memo)
        entry = entry_of(coding, self._places(transcript))
        operation = Operation("coding.add", {"codings": [entry]}, coder)
        self.apply(operation)
        return f"{operation.id}-0"

    def uncode(self, *codings: str, coder: str) -> None:
        """Remove codings by id. They stay in the operation log."""
        self.apply(Operation("coding.remove", {"codings": list(codings)}, coder))

    def change_coding(
        self,
        coding: str,
        *,
        coder: str,
        start: int | None = None,
        end: int | None = None,
        code: str | None = None,
        memo: str | None = None,
        checked: bool = False,
        **attributes: str,
    ) -> Recorded:
        """Change a coding, which keeps its id, coder and time; what is not given stays as it is.

        Parameters
        ----------
        coding
            Its id.
        coder
            Who changes it.
        start, end
            Its new place, both in characters of the transcript's newest text.
        checked
            Say that it was looked at again and fits its code as it is defined now.
        attributes
            New values of attributes; an empty text takes an attribute away.

        Returns
        -------
        Recorded
            The operation, whose id `undo` takes.

        Raises
        ------
        CodingError
            There is no such coding, or it could not be made as it would be.
        """
        found = self.codings_by_id([coding]).get(coding)
        if found is None:
            raise CodingError(f"there is no coding {coding!r}", hint="It may have been removed already")
        fields: dict[str, Any] = {}
        if start is not None or end is not None:
            place = self._places(found.transcript)[found.transcript]
            if start is None or end is None:
                raise CodingError("a new place needs both its start and its end")
            fields |= {"revision": place.revision, "start": start, "end": end}
        fields |= {name: value for name, value in (("code", code), ("memo", memo)) if value is not None}
        if checked:
            fields["checked"] = True
        if attributes:
            given = {**found.attributes, **attributes}
            fields["attributes"] = {name: value for name, value in given.items() if value} or None
        return self.apply(Operation("coding.change", {"changes": [[coding, fields]]}, coder))

    def set_memo(
        self, text: str, *, coder: str, transcript: str | None = None, code: str | None = None
    ) -> Recorded:
        """Write a coder's memo on a transcript, on a code, or else on the study; "" takes it away.

        Raises
        ------
        StudyError
            Both a transcript and a code are named, or there is no such transcript.
        CodingError
            The scheme has no such code.
        """
        if transcript is not None and code is not None:
            raise StudyError("a memo is about a transcript or about a code, not about both")
        about, target = "study", ""
        if transcript is not None:
            about, target = "transcript", self.document(transcript).uid
        elif code is not None:
            about, target = "code", code
        return self.apply(Operation("memo.set", {"memos": [[about, target, text]]}, coder))

    def keep(self, finding: Finding, *, coder: str) -> Finding:
        """Save what was written beside a finding; return it with all that the study holds now.

        Whatever is kept is one operation, which `undo` takes back; `judgements()` lists it.

        Raises
        ------
        ChangedMeanwhileError
            Somebody else judged the same place since the finding was made; nothing was saved.

        Examples
        --------
        >>> display = joint_display(study, outcome="got_job")
        >>> display = study.keep(display.edit("trust", fit="confirms"), coder="A1")
        """
        unsaved = list(finding.unsaved)
        if unsaved:
            self.apply(Operation("judgement.set", {"judgements": unsaved}, coder))
        return finding.with_saved(self.judgements())

    def change_scheme(self, *changes: Mapping[str, Any], coder: str) -> Recorded:
        """Change codes of the scheme in force, in order and as one step.

        Each change is a mapping with `do` (`add`, `edit`, `move`, `merge` or `recode`) and what
        `docs/operations.md` lists for it; `parent` and `before` may be left out where they are None.

        Raises
        ------
        SchemeError
            A change does not fit the scheme; nothing was changed.
        ChangedMeanwhileError
            Somebody else changed the same field of a code in the same moment.

        Examples
        --------
        >>> study.change_scheme(
        ...     {"do": "edit", "code": "gatekeeper", "set": {"label": {"en": "Door opener"}}},
        ...     {"do": "merge", "code": "inspirator", "into": "gatekeeper"},
        ...     coder="A1",
        ... )
        """
        nowhere = {"parent": None, "before": None}
        given = [
            (nowhere if change.get("do") in ("add", "move") else {}) | dict(change) for change in changes
        ]
        payload = {"revision": self.scheme_revision, "changes": given}
        return self.apply(Operation("scheme.change", payload, coder))

    def undo(self, *operations: str, coder: str) -> Recorded:
        """Take operations back as one step, given by their ids, in whatever order.

        Undoing what this returns does them again. Which operations there are tells `operations()`.

        Raises
        ------
        CodingError
            There is no such operation, or it cannot be taken back.
        ChangedMeanwhileError
            What an operation left is no longer there; nothing was changed.
        """
        numbers = {id_: found.seq for id_ in operations if (found := self.operation(id_)) is not None}
        newest_first = sorted(operations, key=lambda id_: numbers.get(id_, 0), reverse=True)
        return self.apply(Operation("operation.undo", {"operations": newest_first}, coder))

    def _places(self, name: str | None = None) -> dict[str, Place]:
        # Of all transcripts, or of the one with this name.
        transcript, revision = tables.transcript, tables.revision
        query = select(transcript.c.name, transcript.c.uid, revision.c.number, revision.c.length).join(
            revision,
            (revision.c.transcript_id == transcript.c.id) & (revision.c.number == transcript.c.revision),
        )
        if name is not None:
            query = query.where(transcript.c.name == name)
        with self._store.reading() as connection:
            return {name: Place(*rest) for name, *rest in connection.execute(query)}
