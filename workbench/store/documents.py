"""Operations' payloads and long contents: canonical JSON text, and their sha256."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson

from workbench.errors import StudyError


def to_json(value: Any) -> str:
    """Canonical JSON: sorted keys, no white space.

    Raises
    ------
    StudyError
        A text in it is not valid Unicode (half of a surrogate pair), or holds a NUL character,
        which PostgreSQL cannot keep.
    """
    try:
        text = orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
    except TypeError as error:
        raise StudyError(f"this cannot be written down: {error}") from None
    # What looks like an escaped NUL may be a backslash that somebody wrote.
    if "\\u0000" in text and _holds_nul(value):
        raise StudyError("this cannot be written down: a text in it holds a NUL character")
    return text


def _holds_nul(value: Any) -> bool:
    match value:
        case str():
            return "\0" in value
        case dict():
            return any(_holds_nul(key) or _holds_nul(inner) for key, inner in value.items())
        case list() | tuple():
            return any(map(_holds_nul, value))
    return False


def from_json(text: str) -> Any:
    """The value that `to_json` wrote."""
    return orjson.loads(text)


def text_sha256(text: str) -> str:
    """The sha256 of a text's UTF-8 bytes, in hexadecimal."""
    try:
        return hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise StudyError(f"the text is not valid Unicode at position {error.start}") from None


def check_contents(contents: Mapping[str, str]) -> None:
    """Check long texts that are given by their sha256.

    Raises
    ------
    StudyError
        A text has another sha256, or holds a NUL character, which PostgreSQL cannot keep.
    """
    for sha256, body in contents.items():
        if not isinstance(body, str) or text_sha256(body) != sha256:
            raise StudyError(f"a text does not have the sha256 it is said to have ({sha256})")
        if "\0" in body:
            raise StudyError(f"a text holds a NUL character at position {body.index(chr(0))}")
