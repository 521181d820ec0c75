"""Operations' payloads and long contents as canonical JSON text, and back."""

from __future__ import annotations

import hashlib
from typing import Any

import orjson

from workbench.errors import StudyError


def to_json(value: Any) -> str:
    """Canonical JSON: sorted keys, no white space.

    Raises
    ------
    StudyError
        A text in it is not valid Unicode (half of a surrogate pair).
    """
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
    except TypeError as error:
        raise StudyError(f"this cannot be written down: {error}") from None


def from_json(text: str) -> Any:
    """The value that `to_json` wrote."""
    return orjson.loads(text)


def text_sha256(text: str) -> str:
    """The sha256 of a text's UTF-8 bytes, in hexadecimal."""
    try:
        return hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise StudyError(f"the text is not valid Unicode at position {error.start}") from None
