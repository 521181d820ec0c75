"""Plain text (`.txt`)."""

from __future__ import annotations

from workbench.model.text import normalise
from workbench.readers.transcripts.content import Content
from workbench.readers.transcripts.encoding import decode


def read_plain(data: bytes, where: str) -> Content:
    """Read plain text in any encoding that `decode` knows.

    Raises
    ------
    RefusedFileError
        The bytes are no text.
    """
    decoded = decode(data, where=where)
    return Content(normalise(decoded.text, where=where), decoded.encoding, warnings=decoded.warnings)
