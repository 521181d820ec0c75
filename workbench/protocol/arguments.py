"""What a request must hold before anything is done about it.

A rule takes the value that a field has (None where it is left out) and returns it, or raises
`UnfitError` with what it must be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from workbench.errors import StudyError
from workbench.store.documents import to_json

Message = dict[str, Any]
Rule = Callable[[Any], Any]
T = TypeVar("T")

LONGEST_REQUEST = 16_000_000
"""Characters of JSON; to code 20,000 passages in one step takes 3 million."""
LONGEST_NAME = 1000
LARGEST_NUMBER = 2**31 - 1
"""What the numbers of operations and revisions can reach on both databases."""

_OUR_OWN = ("type", "id")
_HINT = "Reload the page: the desk and the workbench may be of different versions"


class UnfitError(Exception):
    """What a value must be, before it is known in which request it stands."""


def checked(request: Mapping[str, Any], rules: Mapping[str, Rule]) -> list[Any]:
    """The values of a request's fields in the order of their rules.

    Raises
    ------
    StudyError
        A field is not what its rule says, there is one that no rule knows, or the request is
        too large or cannot be written down (half a surrogate pair, a NUL character).
    """
    kind = request["type"]
    try:
        size = len(to_json(dict(request)))
        if size > LONGEST_REQUEST:
            raise UnfitError(f"it has {size:,} characters of at most {LONGEST_REQUEST:,}")
        fields = {key: value for key, value in request.items() if key not in _OUR_OWN}
        return list(_fields(fields, rules).values())
    except UnfitError as unfit:
        raise StudyError(f"the request {kind!r} is malformed: {unfit}", hint=_HINT) from None


def parts(rules: Mapping[str, Rule]) -> Rule:
    """An object with these fields and no others; a field that is left out is None."""

    def check(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise UnfitError(f"must be an object, not {_shown(value)}")
        return _fields(value, rules)

    return check


def text(value: Any) -> str:
    """Some text of a name's length."""
    if not isinstance(value, str):
        raise UnfitError(f"must be text, not {_shown(value)}")
    if len(value) > LONGEST_NAME:
        raise UnfitError(f"has {len(value):,} characters of at most {LONGEST_NAME:,}")
    return value


def number(value: Any) -> int:
    """A whole number from 0 on."""
    if type(value) is not int or not 0 <= value <= LARGEST_NUMBER:
        raise UnfitError(f"must be a whole number from 0 to {LARGEST_NUMBER:,}, not {_shown(value)}")
    return value


def at_most(most: int) -> Rule:
    """How many are wanted: a number from 1 to `most`."""

    def check(value: Any) -> int:
        if type(value) is not int or not 1 <= value <= most:
            raise UnfitError(f"must be a whole number from 1 to {most:,}, not {_shown(value)}")
        return value

    return check


def flag(value: Any) -> bool:
    """True or false; false if left out."""
    if value is not None and not isinstance(value, bool):
        raise UnfitError(f"must be true or false, not {_shown(value)}")
    return bool(value)


def one_of(*allowed: str) -> Rule:
    """One of these words."""

    def check(value: Any) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise UnfitError(f"must be one of {', '.join(allowed)}, not {_shown(value)}")
        return value

    return check


def or_none(rule: Callable[[Any], T]) -> Callable[[Any], T | None]:
    """What the rule says, or nothing."""
    return lambda value: None if value is None else rule(value)


def some(rule: Callable[[Any], T], most: int) -> Callable[[Any], list[T]]:
    """A list of 1 to `most` values that the rule fits."""

    def check(value: Any) -> list[T]:
        if not isinstance(value, list) or not 1 <= len(value) <= most:
            raise UnfitError(f"must be a list of 1 to {most:,}, not {_shown(value)}")
        return [rule(one) for one in value]

    return check


def _fields(given: Mapping[str, Any], rules: Mapping[str, Rule]) -> dict[str, Any]:
    unknown = [key for key in given if key not in rules]
    if unknown:
        raise UnfitError(f"the field {_shown(unknown[0])} is unknown")
    found = {}
    for key, rule in rules.items():
        try:
            found[key] = rule(given.get(key))
        except UnfitError as unfit:
            raise UnfitError(f"{key!r}: {unfit}") from None
    return found


def _shown(value: Any) -> str:
    match value:
        case dict():
            return "an object"
        case list():
            return f"a list of {len(value):,}"
        case None:
            return "nothing"
    return f"{value!r:.60}"
