"""The errors a researcher can meet: what was wrong, where, and what to do."""

from __future__ import annotations


class WorkbenchError(Exception):
    """A request that was refused; nothing was changed by it.

    Parameters
    ----------
    what
        What is wrong, as a sentence part without a final stop.
    where
        File, row, column or name in which it is wrong, if there is one.
    hint
        What to do about it.
    """

    def __init__(self, what: str, *, where: str | None = None, hint: str | None = None) -> None:
        self.what = what
        self.where = where
        self.hint = hint
        super().__init__(what)

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}. {self.hint}" if self.hint else head


class RefusedFileError(WorkbenchError):
    """A file that cannot be read, is not what its ending says, or is unsafe to open."""


class SchemeError(WorkbenchError):
    """A coding scheme that breaks the rules of `docs/coding_scheme.md`."""


class RegisterError(WorkbenchError):
    """An outcome register whose declaration or values break the rules of `docs/outcomes.md`."""


class CodingError(WorkbenchError):
    """A coding that cannot be made: unknown code, span out of range, quote not found."""


class LinkError(WorkbenchError):
    """A link between a speaker and a participant that cannot be made."""


class StudyError(WorkbenchError):
    """A study that cannot be opened, created or written."""


class DatabaseError(StudyError):
    """The study's database cannot do now what it was asked; the same request may succeed later."""


class ChangedMeanwhileError(StudyError):
    """The study was changed by somebody else since it was looked at; look again and repeat."""


class FindingError(WorkbenchError):
    """A finding that cannot be computed from the frames it was given."""
