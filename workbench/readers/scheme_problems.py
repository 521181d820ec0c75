"""What is wrong with the document of a coding scheme, in the words of its author."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench.model.scheme import IDENTIFIER

if TYPE_CHECKING:
    from workbench.readers.located_yaml import Steps

Entry = Mapping[str, Any]

TYPES = {"object": Mapping, "array": list | tuple, "string": str, "integer": int, "boolean": bool}
WORDS = {"title", "note", "source", "label", "definition", "use_when", "do_not_use_when"}
WORDS |= {"example", "examples", "counter_example", "counter_examples"}


class Fault(NamedTuple):
    """Something wrong with the entry at `at`; `also` is the earlier entry it clashes with."""

    at: Steps
    what: str
    hint: str = ""
    also: Steps | None = None


def find_faults(document: object) -> list[Fault]:
    """Return everything in which `document` breaks the file format; nothing if it is a scheme."""
    if document is None:
        return [Fault((), "the file is empty", "The smallest scheme is codes: [{id: T1, label: Theme one}]")]
    faults = shape_faults(document)
    if isinstance(document, Mapping):
        faults += _identity_faults(document)
        faults += _language_faults(document)
    return faults


def shape_faults(document: object) -> list[Fault]:
    """Return where `document` breaks the JSON Schema of the file format.

    Only the keywords that `scheme.schema.json` uses are understood. The library jsonschema is
    not used for it, because importing it takes a second wherever Jupyter has installed its
    format checkers; a test holds the two against each other.
    """
    found = _faults_by_rule(file_schema(), document, ())
    return [fault._replace(what=_place(document, fault.at) + fault.what) for fault in found]


@cache
def file_schema() -> Entry:
    """Return the JSON Schema of the file format, as it is shipped."""
    schema: Entry = json.loads(files(__package__).joinpath("scheme.schema.json").read_bytes())
    return schema


def _faults_by_rule(rule: Entry, value: Any, at: Steps) -> Iterator[Fault]:
    rule = {**_referred(rule), **rule}
    expected = rule["title"]
    types = [rule["type"]] if isinstance(rule["type"], str) else rule["type"]
    of_type = any(isinstance(value, TYPES[name]) for name in types)
    if value is None or (isinstance(value, str) and of_type and not value.strip()):
        yield Fault(at, f"{_named(at)} is empty")
    elif not of_type or (isinstance(value, bool) and "boolean" not in types):
        misread = "string" in types and isinstance(value, bool | int | float)
        found = f"YAML reads {_kind(value)}" if misread else f"this is {_kind(value)}"
        yield Fault(
            at, f"{_named(at)} must be {expected}; {found}", "Put quotes around it" if misread else ""
        )
    elif isinstance(value, Mapping):
        yield from _map_faults(rule, value, at)
    elif isinstance(value, list | tuple):
        if len(value) < rule.get("minItems", 0):
            yield Fault(at, f"{_named(at)} is empty")
        for position, entry in enumerate(value):
            yield from _faults_by_rule(rule["items"], entry, (*at, position))
    elif not _in_bounds(rule, value):
        yield Fault(at, f"{_named(at)} must be {expected}; this is {_kind(value)}")


def _map_faults(rule: Entry, value: Entry, at: Steps) -> Iterator[Fault]:
    if len(value) < rule.get("minProperties", 0):
        yield Fault(at, f"{_named(at)} is empty")
    for key in rule.get("required", ()):
        if key not in value:
            yield Fault(at, f"the key {key!r} is missing")
    known = rule.get("properties", {})
    for key, entry in value.items():
        if key in known:
            yield from _faults_by_rule(known[key], entry, (*at, key))
        elif not rule["additionalProperties"]:
            close = get_close_matches(str(key), known, n=1)
            hint = f"Did you mean {close[0]!r}?" if close else f"Known keys: {', '.join(known)}"
            yield Fault((*at, key), f"unknown key {key!r}", hint)
        else:
            if not _in_bounds(_referred(rule["propertyNames"]), key):
                yield Fault((*at, key), f"{key!r} is not a language tag such as en or da")
            yield from _faults_by_rule(rule["additionalProperties"], entry, (*at, key))


def _in_bounds(rule: Entry, value: Any) -> bool:
    if isinstance(value, str):
        return re.search(rule.get("pattern", ""), value) is not None
    return bool(rule.get("minimum", value) <= value <= rule.get("maximum", value))


def _referred(rule: Entry) -> Entry:
    name = rule.get("$ref", "").removeprefix("#/$defs/")
    referred: Entry = file_schema()["$defs"][name] if name else rule
    return referred


def _place(document: object, at: Steps) -> str:
    """Name the code, attribute or value that the entry at `at` is part of."""
    place = ""
    here: Any = document
    for above, step in zip((None, *at), at, strict=False):
        if isinstance(step, str) and step not in here:
            break
        here = here[step]
        if isinstance(here, Mapping) and above in {"codes", "attributes", "values"}:
            name = here.get("id")
            kind = str(above).removesuffix("s")
            place = f"{kind} {name!r}: " if isinstance(name, str) else f"{kind} number {int(step) + 1}: "
    return place


def _named(at: Steps) -> str:
    if not at:
        return "the file"
    *above, last = at
    if isinstance(last, int):
        return f"entry {last + 1} of {above[-1]!r}"
    return f"{last!r} of {above[-1]!r}" if above and above[-1] in WORDS else f"{last!r}"


def _kind(value: object) -> str:
    match value:
        case bool():
            return f"the yes/no value {str(value).lower()}"
        case int() | float():
            return f"the number {value}"
        case str():
            return f"the text {value!r}"
        case Mapping():
            return "a map"
        case _:
            return "a list"


def _identity_faults(document: Entry) -> Iterator[Fault]:
    """Find what a JSON Schema cannot say: ids, defaults, and keys that exclude each other."""
    codes = list(_codes(document, ()))
    attributes = list(_entries(document, (), "attributes"))
    yield from _id_faults("code", codes)
    yield from _id_faults("attribute", attributes)
    for at, attribute in attributes:
        values = list(_entries(attribute, at, "values"))
        yield from _id_faults("value", values)
        default = attribute.get("default")
        known = [value.get("id") for _, value in values]
        if isinstance(default, str) and default not in known:
            hint = f"Use one of {', '.join(map(str, known))}"
            yield Fault((*at, "default"), f"the default {default!r} is not one of the values", hint)
    for at, code in codes:
        for one, many in (("example", "examples"), ("counter_example", "counter_examples")):
            if one in code and many in code:
                what = f"{_place(document, at)}both {one!r} and {many!r} are there"
                yield Fault((*at, one), what, f"Put all of them under {many!r}")


def _id_faults(kind: str, entries: list[tuple[Steps, Entry]]) -> Iterator[Fault]:
    seen: dict[str, Steps] = {}
    for at, entry in entries:
        name = entry.get("id")
        if not isinstance(name, str) or not name.strip():
            continue
        here = (*at, "id")
        if not IDENTIFIER.fullmatch(name):
            yield Fault(here, f"the {kind} id {name!r} may hold only letters, digits, '_', '-' and '.'")
        if name in seen:
            yield Fault(here, f"the {kind} id {name!r} stands twice", also=seen[name])
        seen.setdefault(name, here)


def _codes(above: Entry, at: Steps) -> Iterator[tuple[Steps, Entry]]:
    for here, code in _entries(above, at, "codes"):
        yield here, code
        yield from _codes(code, here)


def _entries(above: Entry, at: Steps, key: str) -> Iterator[tuple[Steps, Entry]]:
    entries = above.get(key)
    if isinstance(entries, list | tuple):
        for position, entry in enumerate(entries):
            if isinstance(entry, Mapping):
                yield (*at, key, position), entry


def _language_faults(document: Entry) -> Iterator[Fault]:
    """Find words in a language that is not among the `languages`, where a scheme lists them."""
    declared = document.get("languages")
    if not isinstance(declared, list | tuple):
        return

    def walk(value: object, at: Steps, *, words: bool) -> Iterator[Fault]:
        if isinstance(value, Mapping):
            for key, below in value.items():
                if words and key not in declared:
                    what = f"the language {key!r} is not among the 'languages' of the scheme"
                    yield Fault((*at, key), _place(document, at) + what)
                yield from walk(below, (*at, key), words=key in WORDS)
        elif isinstance(value, list | tuple):
            for position, below in enumerate(value):
                yield from walk(below, (*at, position), words=words)

    yield from walk(document, (), words=False)
