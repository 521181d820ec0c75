"""Word documents (`.docx`).

python-docx opens the package; `word_body` walks its elements.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from workbench.errors import RefusedFileError
from workbench.readers.transcripts.content import Content, plain_metadata
from workbench.readers.transcripts.limits import BROKEN_PACKAGE, open_package, read_xml
from workbench.readers.transcripts.paragraphs import assemble
from workbench.readers.transcripts.refusals import damaged
from workbench.readers.transcripts.word_body import WORD, Body

_CORE = ("title", "subject", "keywords", "comments", "category", "language")


def read_word(data: bytes, where: str) -> Content:
    """Read a Word document: paragraphs and tables in their order, rows with tabs between cells.

    Raises
    ------
    RefusedFileError
        The package is damaged, too large, or declares XML entities.
    """
    with open_package(data, where) as package:
        for member in package.infolist():
            if _is_xml(package, member, where):
                read_xml(package, member.filename, where)
    try:
        return _content(data)
    except Exception as error:  # python-docx meets a broken structure with whatever Python raises there
        raise RefusedFileError(
            "its Word document cannot be read",
            where=where,
            hint="Open it in your word processor and save it as a normal Word document (.docx)",
        ) from error


def _is_xml(package: zipfile.ZipFile, member: zipfile.ZipInfo, where: str) -> bool:
    """Tell XML by how it begins; python-docx parses parts by their declared type, whatever their names."""
    try:
        with package.open(member) as part:
            head = part.read(256)
    except BROKEN_PACKAGE as error:
        raise damaged(where, f"its part {member.filename!r}") from error
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] in (b"<", b"") and bool(head)


def _content(data: bytes) -> Content:
    import docx

    document = docx.Document(io.BytesIO(data))
    body = Body(document)
    text, marked = assemble(body.paragraphs())
    notes = [(f"note {number}", words) for number, words in enumerate(_notes(document), start=1)]
    return Content(
        text=text,
        metadata=plain_metadata([*_core_properties(document), *notes]),
        warnings=tuple(body.traces.warnings()),
        marked=marked,
    )


def _core_properties(document: Any) -> Iterator[tuple[str, object]]:
    from docx.opc.constants import RELATIONSHIP_TYPE

    # python-docx makes properties up where there are none.
    types = {relation.reltype for relation in document.part.package.rels.values()}
    if RELATIONSHIP_TYPE.CORE_PROPERTIES in types:
        for name in _CORE:
            yield name, getattr(document.core_properties, name)


def _notes(document: Any) -> Iterator[str]:
    """Yield the words of footnotes and endnotes."""
    from docx.oxml.parser import parse_xml

    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(("/footnotes", "/endnotes")):
            for note in parse_xml(relation.target_part.blob):
                # Separators between text and notes have a type; notes have none.
                words = "".join(part.text or "" for part in note.iter(f"{WORD}t")).strip()
                if words and note.get(f"{WORD}type") is None:
                    yield words
