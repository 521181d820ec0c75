r"""The source of a rich text document, made plain for striprtf.

What striprtf does not do, or not in linear time, is done on the source: raw bytes above ASCII
become escapes, binary data and pictures go, the character set is told from `\mac`, `\pc`, `\pca` and
`\ansicpg`, cells become tabs, deleted text goes, links lose the markup that a slow pattern looks for, and
numbers that would overflow are put right. Every pass is linear.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from workbench.readers.transcripts.paragraphs import EditingTraces

_BINARY = re.compile(rb"\\bin(\d{1,9}) ?")
_ABOVE_ASCII_BYTE = re.compile(rb"[\x80-\xff]")
_ABOVE_ASCII = re.compile(r"[^\x00-\x7f]")
# A long run of hexadecimal digits that ends a group, looked at from its beginning only.
_PICTURE_DATA = re.compile(r"(?<![0-9a-f\r\n])[0-9a-f\r\n]{256,}+(?=\})", re.IGNORECASE)
# A control word with its delimiting blank, or an escaped character, which is left alone.
_CONTROL = re.compile(r"\\([a-z]{1,32})(-?\d{1,10})?+ ?+|\\[^a-z]", re.IGNORECASE)
# The pattern by which striprtf finds the table.
_FONT_TABLE = re.compile(r"\{[^{}]*\\fonttbl")
_BRACE = re.compile(r"[{}]")
_FONT = re.compile(r"\\f(\d{1,9})|\\fcharset(\d{1,9})")

_MAC_ROMAN = "mac_roman"
_CHARACTER_SETS = {"mac": _MAC_ROMAN, "pc": "cp437", "pca": "cp850"}
# Code pages that Python knows by another name (specification, `\ansicpg`).
_CODE_PAGES = {
    "10000": _MAC_ROMAN, "10004": "mac_arabic", "10006": "mac_greek", "10007": "mac_cyrillic",
    "10029": "mac_latin2", "10081": "mac_turkish", "65001": "utf-8",
}  # fmt: skip
_LARGEST_UNIT = 0xFFFF


@dataclass(slots=True)
class RtfSource:
    r"""Prepared source, the encoding of its `\'xx` escapes, and what was noticed on the way."""

    text: str = ""
    encoding: str = "cp1252"
    traces: EditingTraces = field(default_factory=EditingTraces)
    footnotes: int = 0
    text_boxes: int = 0

    def warnings(self) -> Iterator[str]:
        """Tell what striprtf leaves out and a reader would see."""
        if self.footnotes:
            yield f"{self.footnotes} footnotes or endnotes were left out."
        if self.text_boxes:
            yield f"{self.text_boxes} text boxes were left out."


def prepare(data: bytes) -> RtfSource:
    """Return the source of a document in the form that striprtf reads rightly."""
    source = RtfSource()
    text = _PICTURE_DATA.sub("", _escaped(_without_binary(data)))
    text = _CONTROL.sub(lambda found: _rewritten(found, source), text)
    source.text = _with_plain_fonts(text, source.encoding)
    return source


def _without_binary(data: bytes) -> bytes:
    r"""Cut out the bytes that `\binN` announces; they may look like anything."""
    parts = []
    reached = 0
    while found := _BINARY.search(data, reached):
        parts.append(data[reached : found.start()])
        reached = found.end() + int(found[1])
    parts.append(data[reached:])
    return b"".join(parts)


def _escaped(data: bytes) -> str:
    """Return the source in ASCII: rich text has no other characters, but some programs write them."""
    if not data.isascii():
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            data = _ABOVE_ASCII_BYTE.sub(lambda found: b"\\'%02x" % found[0][0], data)
        else:
            return _ABOVE_ASCII.sub(lambda found: _as_unicode_escapes(found[0]), text)
    return data.decode("ascii")


def _as_unicode_escapes(character: str) -> str:
    units = character.encode("utf-16-be")
    numbers = (int.from_bytes(units[at : at + 2], "big") for at in range(0, len(units), 2))
    return "{\\uc0" + "".join(f"\\u{number}" for number in numbers) + "}"


def _rewritten(found: re.Match[str], source: RtfSource) -> str:
    """Return what striprtf should read in place of one control word."""
    word, number = found[1], found[2]
    match word:
        case "cell" | "nestcell":
            return "\\tab "
        case "field" | "bin":
            return ""
        case "u":
            unit = int(number or "0")
            return found[0] if abs(unit) <= _LARGEST_UNIT else "\\u65533 "
        case "uc" if number is None:
            return "\\uc1 "
        case "mac" | "pc" | "pca":
            source.encoding = _CHARACTER_SETS[word]
            return ""
        case "ansicpg":
            source.encoding = _codec(number or "", source.encoding)
            return ""
        case "deleted" if number != "0":
            source.traces.deleted += 1
            return "\\*\\deleted "
        case "revised" if number != "0":
            source.traces.inserted += 1
        case "v" if number != "0":
            source.traces.hidden += 1
        case "footnote":
            source.footnotes += 1
        case "annotation":
            source.traces.comments += 1
        case "shptxt" | "dptxbxtext":
            source.text_boxes += 1
    return found[0]


def _codec(code_page: str, default: str) -> str:
    name = _CODE_PAGES.get(code_page, f"cp{code_page}")
    try:
        codecs.lookup(name)
    except LookupError:
        return default
    return name


def _with_plain_fonts(text: str, encoding: str) -> str:
    """Write the font table anew with nothing but numbers and character sets.

    striprtf looks for these with a pattern that takes quadratic time on long tables without line
    ends. In a Mac document character set 0 means the document's own, not Windows-1252.
    """
    start = _FONT_TABLE.search(text)
    if not start:
        return text
    end, depth = len(text), 1
    for brace in _BRACE.finditer(text, start.end()):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            end = brace.end()
            break
    sets: dict[str, str] = {}
    font = ""
    for found in _FONT.finditer(text, start.start(), end):
        if found[1] is not None:
            font = found[1]
        elif found[2] != "0" or encoding != _MAC_ROMAN:
            sets[font] = found[2]
    table = "\n".join(f"{{\\f{font}\\fcharset{number} -;}}" for font, number in sets.items() if font)
    return f"{text[: start.end()]}{table}}}{text[end:]}"
