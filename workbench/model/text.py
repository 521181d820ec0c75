"""The one normalisation of transcript text, applied at import and never again."""

from __future__ import annotations

from workbench.errors import RefusedFileError

BYTE_ORDER_MARK = "\ufeff"


def normalise(text: str, *, where: str | None = None) -> str:
    r"""Return `text` without a leading byte order mark and with `\n` line ends.

    Every offset of the workbench counts code points of the result.

    Raises
    ------
    RefusedFileError
        The text holds a NUL character: it is binary data with a text ending.
    """
    if "\0" in text:
        raise RefusedFileError(
            f"the text holds a NUL character at position {text.index(chr(0))}",
            where=where,
            hint="This looks like a binary file; export it as text, docx, odt or rtf and try again",
        )
    text = text.removeprefix(BYTE_ORDER_MARK)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def surroundings(text: str, start: int, end: int, most: int) -> tuple[str, str]:
    """What stands before and after `text[start:end]`: at most `most` characters each, in whole words.

    A word that is longer than that is cut.
    """
    first, last = max(0, start - most), min(len(text), end + most)
    before, after = text[first:start], text[end:last]
    if first > 0 and not text[first - 1].isspace():
        before = before.partition(" ")[2] or before
    if last < len(text) and not text[last].isspace():
        after = after.rpartition(" ")[0] or after
    return before, after
