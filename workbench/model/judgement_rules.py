"""What a researcher's judgement on a finding may be: where it stands, what it says, what it was made on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.model.payload_parts import refuse, rows_of

FITS = ("confirms", "expands", "contradicts", "silent")
"""How what people said fits the numbers, after Guetterman, Fetters and Creswell (2015)."""
FIELDS = ("fit", "meta_inference", "note", "chosen", "summary", "reported", "released")
"""What can be judged: see `docs/operations.md`."""
PARTS = ("codings", "scheme", "people")
"""What a judgement stands on and may change: codings, definitions, and people with their outcomes."""

MOST_AT_ONCE = 10_000
MOST_CHARACTERS = 100_000
MOST_QUOTES = 1_000
MOST_CELLS = 1_000
# A server's index holds no longer keys.
MOST_BYTES_OF_A_PLACE = 2_000
_NONE = type(None)
_TYPES = frozenset(
    (str, str, str, str, value, dict, replaces)
    for value in (str, list, tuple, _NONE)
    for replaces in (str, _NONE)
)
_STANDS_ON = {"shown", *PARTS}


def check_judgements(payload: Mapping[str, Any]) -> None:
    """Check the payload of `judgement.set`."""
    rows = list(rows_of(payload, "judgements", _TYPES))
    if not 0 < len(rows) <= MOST_AT_ONCE:
        refuse(f"it holds {len(rows)} judgements, not 1 to {MOST_AT_ONCE}")
    if unknown := set(payload) - {"judgements"}:
        refuse(f"{min(unknown)!r:.60} is not a part of it")
    seen: set[tuple[str, ...]] = set()
    for *place, value, made_on, _ in rows:
        _check_place(*place)
        if tuple(place) in seen:
            refuse(f"the judgement on {' / '.join(filter(None, place)):.200} stands twice")
        seen.add(tuple(place))
        if value is None:
            if made_on:
                refuse("a judgement that is taken away stands on nothing")
        else:
            _check_value(place[3], value)
            _check_basis(made_on)


def _check_place(about: str, row: str, column: str, field: str) -> None:
    if not about or not row:
        refuse("a judgement is about a row of a finding, and one of them is empty")
    if field not in FIELDS:
        refuse(f"nothing is judged as {field!r:.60}; there are {', '.join(FIELDS)}")
    # Half a character is refused where the payload is written down.
    if len(f"{about}{row}{column}".encode(errors="surrogatepass")) > MOST_BYTES_OF_A_PLACE:
        refuse(f"the place of a judgement takes more than {MOST_BYTES_OF_A_PLACE} bytes")


def _check_value(field: str, value: Any) -> None:
    if field == "chosen":
        if isinstance(value, str) or not 0 < len(value) <= MOST_QUOTES:
            refuse(f"'chosen' is a list of 1 to {MOST_QUOTES} quotes")
        if any(type(one) is not str or not 0 < len(one) <= MOST_BYTES_OF_A_PLACE for one in value):
            refuse("'chosen' holds something else than ids of quotes")
        if len(set(value)) < len(value):
            refuse("'chosen' holds a quote twice")
    elif not isinstance(value, str) or not value.strip():
        refuse(f"{field!r} is a text, and not an empty one")
    elif len(value) > MOST_CHARACTERS:
        refuse(f"{field!r} has {len(value)} characters, more than {MOST_CHARACTERS}")
    elif field == "fit" and value not in FITS:
        refuse(f"{value!r:.60} is not a fit; it is one of {', '.join(FITS)}")
    elif field == "reported" and value != "yes":
        refuse("'reported' can only be yes")


def _check_basis(made_on: Mapping[Any, Any]) -> None:
    if len(made_on) > MOST_CELLS:
        refuse(f"a judgement stands on at most {MOST_CELLS} cells")
    for cell, parts in made_on.items():
        if type(cell) is not str or len(cell) > MOST_BYTES_OF_A_PLACE or type(parts) is not dict:
            refuse(f"'made_on' cannot hold {cell!r:.60}")
        if not set(parts) <= _STANDS_ON:
            refuse(f"'made_on' tells {', '.join(sorted(_STANDS_ON))} of a cell, and nothing else")
        if any(type(told) is not str or len(told) > MOST_CHARACTERS for told in parts.values()):
            refuse("'made_on' holds something else than short texts")
