"""The refusals that several formats share."""

from __future__ import annotations

from workbench.errors import RefusedFileError


def damaged(where: str, part: str | None = None) -> RefusedFileError:
    """Return the error for a file that is broken in itself, in `part` of it if that is known."""
    inside = f": {part} cannot be read" if part else ""
    return RefusedFileError(
        f"the file is damaged{inside}",
        where=where,
        hint="Open it in the program it was made with and save it again",
    )


def password_protected(where: str) -> RefusedFileError:
    """Return the error for a file that only opens with a password."""
    return RefusedFileError(
        "the file is protected by a password",
        where=where,
        hint="Open it with the password, save a copy without one, and import the copy",
    )
