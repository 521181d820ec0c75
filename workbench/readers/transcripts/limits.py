"""How large and how strange a file may be: everything is bounded before it is unpacked."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat

from workbench.errors import RefusedFileError
from workbench.readers.transcripts.refusals import damaged, password_protected

MEBIBYTE = 1 << 20
MAX_FILE_BYTES = 200 * MEBIBYTE
MAX_MEMBERS = 20_000
MAX_UNPACKED_BYTES = 512 * MEBIBYTE
MAX_XML_BYTES = 64 * MEBIBYTE
# Office XML of real documents shrinks 5 to 30 times; deflate ends at about 1,030 times.
MAX_RATIO = 200
# Short repetitive parts pack well without being a bomb.
RATIO_COUNTS_FROM = 16 * MEBIBYTE

# What `zipfile` raises for packages that are cut off, altered or packed in a way it does not know.
BROKEN_PACKAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


def read_file(path: Path) -> bytes:
    """Return the bytes of a regular file that is neither empty nor larger than `MAX_FILE_BYTES`.

    Raises
    ------
    RefusedFileError
        The file is missing, unreadable, no regular file, empty or too large.
    """
    try:
        if not path.is_file():
            what = "this is not a regular file" if path.exists() else "there is no such file"
            raise RefusedFileError(what, where=str(path))
        # One byte more than allowed, so that a file that grows meanwhile is noticed too.
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise RefusedFileError(
            f"the file cannot be read ({error.strerror or error})", where=str(path)
        ) from error
    if not data:
        raise RefusedFileError("the file is empty", where=path.name)
    if len(data) > MAX_FILE_BYTES:
        raise RefusedFileError(
            f"the file is larger than {MAX_FILE_BYTES // MEBIBYTE} MB",
            where=path.name,
            hint="Remove pictures or recordings from it, or split it",
        )
    return data


def file_sha256(path: Path) -> str:
    """Return the sha256 of a file's bytes in hexadecimal, without holding the file in memory.

    Raises
    ------
    RefusedFileError
        The file is missing or cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise RefusedFileError(
            f"the file cannot be read ({error.strerror or error})", where=str(path)
        ) from error


def open_package(data: bytes, where: str) -> zipfile.ZipFile:
    """Open a zip package (docx, odt) whose declared sizes are within bounds.

    The declared sizes are binding: `zipfile` never unpacks more of a member than its entry says.

    Raises
    ------
    RefusedFileError
        The package is damaged, encrypted, or unpacks to more than it may.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN_PACKAGE as error:
        raise damaged(where, "its zip directory") from error
    members = package.infolist()
    if len(members) > MAX_MEMBERS:
        raise RefusedFileError(
            f"the package holds {len(members)} parts; {MAX_MEMBERS} are allowed", where=where
        )
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED_BYTES:
        raise RefusedFileError(
            f"the package would unpack to {unpacked // MEBIBYTE} MB; "
            f"{MAX_UNPACKED_BYTES // MEBIBYTE} MB are allowed",
            where=where,
        )
    for member in members:
        if member.flag_bits & 0x1:
            raise password_protected(where)
        size = member.file_size
        if size > RATIO_COUNTS_FROM and size > MAX_RATIO * member.compress_size:
            raise RefusedFileError(
                f"the part {member.filename!r} would unpack to {size // max(member.compress_size, 1)} "
                "times its size, as only a file made to do harm does",
                where=where,
            )
    return package


def read_xml(package: zipfile.ZipFile, name: str, where: str) -> bytes:
    """Return an XML part of a package once it is known to be well formed and free of entities.

    Raises
    ------
    RefusedFileError
        The part is too large, damaged, or declares a document type.
    """
    if package.getinfo(name).file_size > MAX_XML_BYTES:
        raise RefusedFileError(
            f"the part {name!r} is larger than {MAX_XML_BYTES // MEBIBYTE} MB", where=where
        )
    try:
        xml = package.read(name)
    except BROKEN_PACKAGE as error:
        raise damaged(where, f"its part {name!r}") from error
    refuse_document_types(xml, name, where)
    return xml


def refuse_document_types(xml: bytes, name: str, where: str) -> None:
    """Refuse XML with a document type declaration: it is where entities are declared.

    Office formats have none. Expat asks for the declared encoding first, so that a declaration
    cannot hide in a rare one.

    Raises
    ------
    RefusedFileError
        There is a declaration, or the XML is not well formed.
    """
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise RefusedFileError(
            f"the part {name!r} declares XML entities, which are never resolved",
            where=where,
            hint="Save the document again with a word processor if you trust it",
        )

    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(xml, True)  # noqa: FBT003 - positional in the standard library
    # Not well formed, or in an encoding that expat does not know.
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise damaged(where, f"its part {name!r}") from error
