"""OpenDocument text (`.odt`; OASIS OpenDocument 1.3, part 3)."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from workbench.readers.transcripts.content import Content, plain_metadata
from workbench.readers.transcripts.limits import open_package, read_xml
from workbench.readers.transcripts.odt_body import FO, OFFICE, STYLE, TEXT, Body
from workbench.readers.transcripts.paragraphs import assemble
from workbench.readers.transcripts.refusals import damaged, password_protected

_DC = "{http://purl.org/dc/elements/1.1/}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_META_FIELDS = {
    f"{_DC}title": "title",
    f"{_DC}subject": "subject",
    f"{_DC}description": "comments",
    f"{_DC}language": "language",
    f"{_META}keyword": "keywords",
}
# Styles can be based on each other; a document made to do harm closes the circle.
_LONGEST_CHAIN = 20


def read_opendocument(data: bytes, where: str) -> Content:
    """Read an OpenDocument text: paragraphs, lists and tables in their order.

    Raises
    ------
    RefusedFileError
        The package is damaged, too large, protected by a password, or declares XML entities.
    """
    with open_package(data, where) as package:
        parts = frozenset(package.namelist())
        if "META-INF/manifest.xml" in parts and b"encryption-data" in read_xml(
            package, "META-INF/manifest.xml", where
        ):
            raise password_protected(where)
        content = _parse(package, "content.xml", where)
        styles = _parse(package, "styles.xml", where) if "styles.xml" in parts else None
        meta = _parse(package, "meta.xml", where) if "meta.xml" in parts else None
    text_element = content.find(f"{OFFICE}body/{OFFICE}text")
    if text_element is None:
        raise damaged(where, "its part 'content.xml'")
    marked_styles, hidden_styles = _styles_of(content, styles)
    body = Body(marked_styles, hidden_styles, where)
    try:
        text, marked = assemble(body.paragraphs(text_element))
    except RecursionError as error:
        raise damaged(where, "its part 'content.xml'") from error
    notes = [(f"note {number}", words) for number, words in enumerate(body.notes, start=1)]
    described = [] if meta is None else list(_described(meta))
    return Content(
        text=text,
        metadata=plain_metadata([*described, *notes]),
        warnings=tuple(body.traces.warnings()),
        marked=marked,
    )


def _parse(package: zipfile.ZipFile, name: str, where: str) -> Element:
    from defusedxml import ElementTree

    if name not in package.namelist():
        raise damaged(where, f"its part {name!r}")
    root: Element = ElementTree.fromstring(read_xml(package, name, where), forbid_dtd=True)
    return root


def _described(meta: Element) -> Iterator[tuple[str, str | None]]:
    for element in meta.iter():
        if element.tag in _META_FIELDS:
            yield _META_FIELDS[element.tag], element.text
        elif element.tag == f"{_META}user-defined":
            yield element.get(f"{_META}name", ""), element.text


def _styles_of(*parts: Element | None) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of the styles that are bold, and of those that hide text."""
    elements = {
        style.get(f"{STYLE}name", ""): style
        for part in reversed(parts)
        if part is not None
        for style in part.iter(f"{STYLE}style")
    }

    def value(style: Element | None, attribute: str) -> str | None:
        for _ in range(_LONGEST_CHAIN):
            if style is None:
                return None
            properties = style.find(f"{STYLE}text-properties")
            found = properties.get(attribute) if properties is not None else None
            if found is not None:
                return found
            style = elements.get(style.get(f"{STYLE}parent-style-name", ""))
        return None

    bold = frozenset(
        name
        for name, style in elements.items()
        if (value(style, f"{FO}font-weight") or value(style, f"{STYLE}font-weight-complex") or "normal")
        not in {"normal", "100", "200", "300", "400", "500"}
    )
    hidden = frozenset(name for name, style in elements.items() if value(style, f"{TEXT}display") == "none")
    return bold, hidden
