"""PDF documents (`.pdf`): the words of every page in the order of the document, through PDFium."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from workbench.errors import RefusedFileError
from workbench.model.text import normalise
from workbench.readers.transcripts.content import Content, plain_metadata
from workbench.readers.transcripts.encoding import REPLACEMENT, damage_told
from workbench.readers.transcripts.refusals import damaged, password_protected

_METADATA = ("Title", "Subject", "Keywords")
# What some programs write where they know nothing.
_PLACEHOLDERS = frozenset({"(unspecified)", "(anonymous)", "untitled"})
# PDFium joins a word that is divided at a line end and puts this in place of its hyphen.
_DIVIDED = "\ufffe"
_PAGE_NUMBER = re.compile(
    r"[ \t]*+(?:-[ \t]*+)?(?:side|page|s\.|p\.)?[ \t]*+(\d{1,4})"
    r"(?:[ \t]*+(?:/|af|of)[ \t]*+\d{1,4})?+(?:[ \t]*+-)?+[ \t]*+",
    re.IGNORECASE,
)
_PAGES_NAMED = 5


def read_portable_document(data: bytes, where: str) -> Content:
    """Read a PDF with a text layer; page numbers that stand alone on a line are left out.

    Raises
    ------
    RefusedFileError
        The document is damaged, protected by a password, or holds pictures instead of text.
    """
    document = _open(data, where)
    try:
        pages = [_page_text(document, number, where) for number in range(len(document))]
        metadata = plain_metadata(_described(document))
    finally:
        document.close()
    warnings = []
    empty = [str(number) for number, page in enumerate(pages, start=1) if not page.strip()]
    if len(empty) == len(pages):
        raise RefusedFileError(
            "the PDF holds no text: its pages are empty or pictures, as from a scanner",
            where=where,
            hint="Make its text readable with a text recognition (OCR) program first",
        )
    if empty:
        more = " and others" if len(empty) > _PAGES_NAMED else ""
        warnings.append(f"No text was found on page {', '.join(empty[:_PAGES_NAMED])}{more}.")
    pages, dropped = _without_page_numbers(pages)
    if dropped:
        warnings.append(f"Page numbers that stand alone on a line were left out ({dropped}).")
    text = "\n".join(page.strip("\n") for page in pages if page.strip())
    divided = text.count(_DIVIDED)
    if divided:
        text = text.replace(_DIVIDED, "-\n")
        warnings.append(f"Words divided at the end of a line were left divided ({divided}).")
    return Content(
        normalise(text, where=where),
        metadata=metadata,
        warnings=(*warnings, *damage_told(text)),
        wrapped=True,
    )


def _open(data: bytes, where: str) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise password_protected(where) from error
        raise damaged(where) from error


def _page_text(document: Any, number: int, where: str) -> str:
    import pypdfium2

    try:
        page = document[number]
        text: str = page.get_textpage().get_text_range(errors="replace")
        page.close()
    except pypdfium2.PdfiumError as error:
        raise damaged(where, f"its page {number + 1}") from error
    return text.replace("\r\n", "\n").replace("\0", REPLACEMENT)


def _described(document: Any) -> Iterator[tuple[str, str]]:
    for name in _METADATA:
        try:
            value = document.get_metadata_value(name)
        except UnicodeDecodeError:
            continue
        if value.lower() not in _PLACEHOLDERS:
            yield name, value


def _without_page_numbers(pages: Sequence[str]) -> tuple[list[str], int]:
    """Leave out first or last lines that count the pages up, and tell how many there were."""
    for first in (False, True):
        numbers: dict[int, int] = {}
        for place, page in enumerate(pages):
            line = _edge(page, first=first)
            found = _PAGE_NUMBER.fullmatch(line)
            if found:
                numbers[place] = int(found[1])
        steps = {number - place for place, number in numbers.items()}
        # All in step, and on a single page the number one: a lonely number may be an answer.
        if len(steps) == 1 and (len(numbers) > 1 or steps == {1}):
            return [
                _without_edge(page, first=first) if place in numbers else page
                for place, page in enumerate(pages)
            ], len(numbers)
    return list(pages), 0


def _edge(page: str, *, first: bool) -> str:
    lines = page.strip("\n")
    return lines.partition("\n")[0] if first else lines.rpartition("\n")[2]


def _without_edge(page: str, *, first: bool) -> str:
    lines = page.strip("\n")
    return lines.partition("\n")[2] if first else lines.rpartition("\n")[0]
