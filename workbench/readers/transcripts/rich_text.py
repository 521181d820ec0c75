"""Rich text (`.rtf`; Microsoft, Rich Text Format specification 1.9.1).

striprtf reads the text of what `rtf_source` has made plain for it. Speakers are recognised by their
words: bold is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.model.text import normalise
from workbench.readers.transcripts.content import Content, plain_metadata
from workbench.readers.transcripts.encoding import damage_told
from workbench.readers.transcripts.refusals import damaged
from workbench.readers.transcripts.rtf_source import RtfSource, prepare

# The bullet of lists in Word and LibreOffice, a place in the Symbol font.
_SYMBOL_BULLET = "\uf0b7"
_INFO_WITHIN = 1 << 16
_INFO = re.compile(r"\{\\(title|subject|keywords|doccomm)\b ?((?:[^{}]|\{[^{}]*+\})*+)\}")


def read_rich_text(data: bytes, where: str) -> Content:
    """Read a rich text document; table cells are parted by tabs.

    Raises
    ------
    RefusedFileError
        The document is damaged.
    """
    source = prepare(data)
    text = normalise(_text_of(source.text, source.encoding, where), where=where)
    return Content(
        text=text,
        metadata=plain_metadata(_info(source, where)),
        warnings=(*source.traces.warnings(), *source.warnings(), *damage_told(text)),
    )


def _text_of(rtf: str, encoding: str, where: str) -> str:
    from striprtf.striprtf import rtf_to_text

    try:
        text: str = rtf_to_text(rtf, encoding, "surrogateescape")  # type: ignore[no-untyped-call]  # untyped library
    except (ValueError, TypeError, LookupError, OverflowError) as error:
        raise damaged(where) from error
    # Characters beyond U+FFFF are written as two halves; joined here, and a half or a byte without
    # meaning becomes U+FFFD, which is told.
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\0", "").replace(_SYMBOL_BULLET, "•")


def _info(source: RtfSource, where: str) -> Iterator[tuple[str, str]]:
    begin = source.text.find("{\\info")
    if begin >= 0:
        for found in _INFO.finditer(source.text, begin, begin + _INFO_WITHIN):
            name = "comments" if found[1] == "doccomm" else found[1]
            yield name, _text_of(f"{{\\rtf1 {found[2]}}}", source.encoding, where)
