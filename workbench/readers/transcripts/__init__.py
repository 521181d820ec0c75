"""Transcripts from files: text, turns, language and encoding, each with its doubts told.

`read_transcript` reads one file of a format in `FORMATS`; `file_sha256` tells cheaply whether a file
was read before. The readers know nothing of the store.
"""

from workbench.readers.transcripts.limits import file_sha256
from workbench.readers.transcripts.reader import FORMATS, read_bytes, read_transcript

__all__ = ["FORMATS", "file_sha256", "read_bytes", "read_transcript"]
