"""What a file really is, told from its first bytes; its ending is only a claim."""

from __future__ import annotations

import io
import zipfile

from workbench.errors import RefusedFileError
from workbench.readers.transcripts.limits import BROKEN_PACKAGE
from workbench.readers.transcripts.refusals import damaged, password_protected

TEXT_ENDINGS = ("txt", "md", "srt", "vtt")

OLE_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Directory entries of an OLE container are named in UTF-16; Office stores a package that a
# password protects under this name.
ENCRYPTED_OFFICE_STREAM = "EncryptedPackage".encode("utf-16-le")

# Adobe readers accept the header anywhere in the first kilobyte.
PDF_HEADER_WITHIN = 1024

_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"{\\rtf", "rtf"),
    (0, b"\x89PNG", "a picture (PNG)"),
    (0, b"\xff\xd8\xff", "a picture (JPEG)"),
    (0, b"GIF8", "a picture (GIF)"),
    (0, b"ID3", "a sound recording (MP3)"),
    (0, b"OggS", "a sound recording (Ogg)"),
    (0, b"fLaC", "a sound recording (FLAC)"),
    (0, b"RIFF", "a sound or video recording"),
    (4, b"ftyp", "a sound or video recording (MP4)"),
    (0, b"\x1f\x8b", "a compressed file (gzip)"),
    (0, b"7z\xbc\xaf", "a compressed file (7-Zip)"),
    (0, b"Rar!", "a compressed file (RAR)"),
    (0, b"\x7fELF", "a program"),
    (0, b"SQLite format 3\0", "a SQLite database"),
)


def refuse_other_kinds(data: bytes, ending: str, where: str) -> None:
    """Refuse a file whose content is plainly of another kind than its ending says.

    Raises
    ------
    RefusedFileError
        It is of another kind, or an Office file that a password protects.
    """
    kind = _kind_of(data, where)
    if kind == ending or (kind == "" and ending in TEXT_ENDINGS):
        return
    named = f"this is {_in_words(kind)}, although its ending is .{ending}"
    hint = f"Rename it so that it ends in .{kind}" if kind in ("docx", "odt", "rtf", "pdf") else None
    if kind == "doc":
        hint = "Save it as .docx in your word processor"
    raise RefusedFileError(named, where=where, hint=hint)


def _in_words(kind: str) -> str:
    return {
        "": "no document of that kind but other data",
        "docx": "a Word document",
        "odt": "an OpenDocument text",
        "rtf": "a rich text document",
        "pdf": "a PDF document",
        "doc": "an Office document in the old binary format",
    }.get(kind, kind)


def _kind_of(data: bytes, where: str) -> str:
    """Return the ending of a format read here, words for another kind, or '' where nothing is known."""
    if data.startswith(OLE_CONTAINER):
        if ENCRYPTED_OFFICE_STREAM in data:
            raise password_protected(where)
        return "doc"
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_package(data, where)
    if b"%PDF-" in data[:PDF_HEADER_WITHIN]:
        return "pdf"
    for start, signature, kind in _SIGNATURES:
        if data.startswith(signature, start):
            return kind
    return ""


def _kind_of_package(data: bytes, where: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = frozenset(package.namelist())
    except BROKEN_PACKAGE as error:
        raise damaged(where, "its zip directory") from error
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/") for name in names):
            return "docx"
        if any(name.startswith("xl/") for name in names):
            return "an Excel workbook"
        if any(name.startswith("ppt/") for name in names):
            return "a PowerPoint presentation"
    if "content.xml" in names and data.startswith(b"application/vnd.oasis.opendocument.text", 38):
        return "odt"
    return "an OpenDocument file of another kind" if "content.xml" in names else "a zip archive"
