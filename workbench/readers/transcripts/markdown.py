"""Markdown (`.md`): the text stays as it is written; YAML front matter becomes metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.model.text import normalise
from workbench.readers.transcripts.content import Content, plain_metadata
from workbench.readers.transcripts.encoding import decode

_FRONT_MATTER_WITHIN = 1 << 13
_FENCE = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
# `**Name:**`, `__Name__` and `## Name` at the beginning of a paragraph; `>` and list signs may precede.
_MARKED = re.compile(
    r"^[ \t>]*+(?:[-*+][ \t]++)?+((?:\*\*|__)[^\n*]{1,60}?(?:\*\*|__)|#{1,6}[ \t]++[^\n]{1,60}+$)",
    re.MULTILINE,
)


def read_markdown(data: bytes, where: str) -> Content:
    """Read Markdown; bold beginnings of paragraphs and headings may be speakers' names.

    Raises
    ------
    RefusedFileError
        The bytes are no text.
    """
    decoded = decode(data, where=where)
    text = normalise(decoded.text, where=where)
    metadata: dict[str, str] = {}
    warnings = decoded.warnings
    fence = _FENCE.search(text, 3, _FRONT_MATTER_WITHIN) if text.startswith("---\n") else None
    if fence:
        try:
            metadata = plain_metadata(_front_matter(text[4 : fence.start()]))
        except ValueError:
            warnings = (*warnings, "Its front matter is not readable as YAML and was kept as text.")
        else:
            text = text[fence.end() :].lstrip("\n")
    marked = tuple(found.span(1) for found in _MARKED.finditer(text))
    return Content(text, decoded.encoding, metadata, warnings, marked)


def _front_matter(text: str) -> Iterator[tuple[object, object]]:
    """Yield the entries whose value is a scalar or a list of scalars; raise ValueError if there are none."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        loaded = YAML(typ="safe", pure=True).load(text)
    except (YAMLError, ValueError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise ValueError(str(error)) from error
    if loaded is not None and not isinstance(loaded, dict):
        raise ValueError(type(loaded).__name__)
    for key, value in (loaded or {}).items():
        values = value if isinstance(value, list) else [value]
        scalars = [_scalar(each) for each in values if not isinstance(each, dict | list | set | tuple)]
        yield key, ", ".join(scalars)


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
