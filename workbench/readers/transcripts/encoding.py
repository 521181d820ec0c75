"""Which character encoding a text file has, and how sure that is.

Order of the attempts: a byte order mark; UTF-16 without one (zero bytes on one side of each
pair only); strict UTF-8; the single-byte encodings of `western`; and last charset-normalizer.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from itertools import islice

from workbench.errors import RefusedFileError
from workbench.readers.transcripts.western import decode_western

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
REPLACEMENT = "\ufffd"

# Control characters that text files do not hold; tabs, line ends and page breaks are left out.
_CONTROLS = bytes((*range(9), *range(14, 32), 127))
_CONTROLS_IN_FIRST = 8192
_MAX_CONTROL_SHARE = 0.01
_MAX_DAMAGED_SHARE = 0.05

_ABOVE_ASCII = re.compile(r"[^\x00-\x7f]")
_LINES_NAMED = 5


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Text with the encoding it was read in, and sentences about any doubt."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, *, where: str) -> DecodedText:
    """Decode the bytes of a text file.

    No byte is dropped: one that has no meaning in the encoding becomes U+FFFD, and the warnings
    tell how many there are and where.

    Raises
    ------
    RefusedFileError
        The bytes are no text.
    """
    for mark, encoding, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(encoding, data[len(mark) :], name, where)
    if b"\0" in data:
        return _decode_utf16_without_mark(data, where)
    _refuse_controls(data, where)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return DecodedText(text, "utf-8", damage_told(text))
    attempt = data.decode("utf-8", "replace")
    damaged = attempt.count(REPLACEMENT)
    # Whole multi-byte sequences do not come about by chance in another encoding.
    if sum(1 for _ in islice(_ABOVE_ASCII.finditer(attempt), 2 * damaged + 1)) > 2 * damaged:
        return _decode_as("utf-8", data, "utf-8", where)
    western = decode_western(data)
    if western is not None:
        text, encoding, doubts = western
        return DecodedText(text, encoding, (*doubts, *damage_told(text)))
    return _decode_unknown(data, where)


def _decode_as(encoding: str, data: bytes, name: str, where: str) -> DecodedText:
    """Decode in an encoding that is certain; what is broken in it is counted."""
    text = data.decode(encoding, "replace")
    if text.count(REPLACEMENT) > _MAX_DAMAGED_SHARE * len(text):
        raise RefusedFileError(
            f"too many bytes of it are not {encoding.upper()}",
            where=where,
            hint="The file is damaged or holds several encodings; export it again as UTF-8",
        )
    return DecodedText(text, name, damage_told(text))


def damage_told(text: str) -> tuple[str, ...]:
    """Tell how many replacement characters stand in the text, and in which lines."""
    count = text.count(REPLACEMENT)
    if not count:
        return ()
    lines: list[str] = []
    line, reached = 1, 0
    for found in islice(re.finditer(REPLACEMENT, text), _LINES_NAMED):
        line += text.count("\n", reached, found.start())
        reached = found.start()
        if str(line) not in lines:
            lines.append(str(line))
    more = " and others" if count > _LINES_NAMED else ""
    noun = "character is" if count == 1 else "characters are"
    return (f"{count} {noun} damaged and shown as {REPLACEMENT} (line {', '.join(lines)}{more}).",)


def _decode_utf16_without_mark(data: bytes, where: str) -> DecodedText:
    """Read UTF-16 without a byte order mark: blanks and line ends have one zero byte each."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise _binary(where) from None
    if "\0" in text or min(even, odd) * 20 > max(even, odd):
        raise _binary(where)
    _refuse_controls(text[:_CONTROLS_IN_FIRST].encode(), where)
    named = "UTF-16, little endian" if odd > even else "UTF-16, big endian"
    return DecodedText(text, encoding, (f"The file does not name its encoding; it was read as {named}.",))


def _decode_unknown(data: bytes, where: str) -> DecodedText:
    """Leave a non-Western encoding to charset-normalizer, and say that it was a guess."""
    import charset_normalizer

    best = charset_normalizer.from_bytes(data[: 1 << 20]).best()
    if best is None:
        raise RefusedFileError(
            "its character encoding cannot be told",
            where=where,
            hint="Open it in a text editor that shows it rightly and save it as UTF-8",
        )
    name = codecs.lookup(best.encoding).name
    text = data.decode(name, "replace")
    guess = f"The character encoding is not certain; it was read as {name}. Check some special characters."
    return DecodedText(text, name, (guess, *damage_told(text)))


def _refuse_controls(data: bytes, where: str) -> None:
    head = data[:_CONTROLS_IN_FIRST]
    if len(head) - len(head.translate(None, _CONTROLS)) > _MAX_CONTROL_SHARE * len(head):
        raise _binary(where)


def _binary(where: str) -> RefusedFileError:
    return RefusedFileError(
        "the file holds binary data, not text",
        where=where,
        hint="Export the interview as text, docx, odt or rtf and try again",
    )
