"""What is wrong with a declaration: first its shape, then what a schema cannot say."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench.readers.registers.raw import text_of

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

    from workbench.readers.located_yaml import Steps

Entry = Mapping[str, Any]

_NEEDS = {
    "any": set(),
    "count": set(),
    "sum": {"of"},
    "first": {"of", "order_by"},
    "last": {"of", "order_by"},
}


class Fault(NamedTuple):
    """Something wrong with the entry at `at`."""

    at: Steps
    what: str
    hint: str = ""


@cache
def declaration_schema() -> Entry:
    """Return the JSON Schema of the declaration, as it is shipped."""
    schema: Entry = json.loads(files(__package__).joinpath("register.schema.json").read_bytes())
    return schema


def shape_faults(content: object) -> Iterator[Fault]:
    """Find where `content` breaks the JSON Schema."""
    # Loaded when needed: where Jupyter is installed, importing it takes a second.
    from jsonschema import Draft202012Validator

    for error in Draft202012Validator(declaration_schema()).iter_errors(content):
        yield from _in_plain_words(error)


def _in_plain_words(error: ValidationError) -> Iterator[Fault]:
    at: Steps = tuple(error.absolute_path)
    name = repr(at[-1]) if at and isinstance(at[-1], str) else "this"
    schema: Any = error.schema
    instance: Any = error.instance
    match error.validator:
        case "additionalProperties" if isinstance(instance, Mapping):
            known = list(schema["properties"])
            for key in instance:
                if key not in known:
                    near = get_close_matches(str(key), known, n=1)
                    hint = f"Did you mean {near[0]!r}?" if near else f"Known are: {', '.join(known)}"
                    yield Fault((*at, key), f"the key {key!r} is not known here", hint)
        case "required":
            missing = next(key for key in schema["required"] if key not in instance)
            yield Fault(at, f"the key {missing!r} is missing")
        case "enum":
            allowed = ", ".join(schema["enum"])
            yield Fault(at, f"{name} cannot be {instance!r}", f"It is one of {allowed}")
        case "pattern" if not str(instance).strip():
            yield Fault(at, f"{name} is empty")
        case "pattern":
            yield Fault(at, f"{instance!r} is not a language tag such as en or da")
        case "minItems" | "minProperties":
            yield Fault(at, f"{name} is empty")
        case _:
            found = f"YAML reads {instance!r}" if not isinstance(instance, Mapping | list) else ""
            hint = "Put quotes around it" if found and "string" in _types(schema) else ""
            what = f"{name} must be {schema.get('title', error.validator_value)}"
            yield Fault(at, f"{what}; {found}" if found else what, hint)


def _types(schema: Entry) -> Iterable[str]:
    kinds: str | list[str] = schema.get("type", "")
    return [kinds] if isinstance(kinds, str) else kinds


def content_faults(document: Entry, key: str | None) -> Iterator[Fault]:
    """Find what contradicts itself in a declaration whose shape is right."""
    participant = document.get("participant")
    if not participant and not key:
        yield Fault((), "nothing says which column holds the participant", "Add the key 'participant'")
    if participant and key and participant != key:
        what = f"the participant column is {participant!r} here, but {key!r} was asked for"
        yield Fault(("participant",), what, "Leave one of them out")
    tables: list[Entry] = document["tables"]
    yield from _doubled("table", ("tables",), [table["id"] for table in tables])
    for position, table in enumerate(tables):
        yield from _table_faults(table, ("tables", position), tables, participant or key)
    if not any(_is_person_table(table) for table in tables):
        what = "no table has the participants: one row each, in a column of its own"
        yield Fault(("tables",), what, "Declare a table with 'rows: participant'")
    derived: list[Entry] = document.get("derived", [])
    yield from _doubled("derived variable", ("derived",), [entry["id"] for entry in derived])
    for position, entry in enumerate(derived):
        yield from _derived_faults(entry, ("derived", position), tables)


def _is_person_table(table: Entry) -> bool:
    return (
        table.get("rows", "participant") == "participant"
        and "through" not in table
        and table.get("participant", "") is not None
    )


def _table_faults(table: Entry, at: Steps, tables: list[Entry], participant: str | None) -> Iterator[Fault]:
    variables: list[Entry] = table.get("variables", [])
    ids = [variable["id"] for variable in variables]
    yield from _doubled("variable", (*at, "variables"), ids)
    keys = {table.get("participant", participant)}
    if through := table.get("through"):
        keys.add(through["column"])
        if "participant" in table:
            what = "a table has either 'participant' or 'through'"
            yield Fault((*at, "through"), what, "Leave one of them out")
        yield from _chain_faults(table, (*at, "through"), tables)
    for position, variable in enumerate(variables):
        here = (*at, "variables", position)
        if variable["id"] in keys:
            what = f"{variable['id']!r} links the table to the participants, so it is no variable"
            yield Fault(here, what, "Leave it out of 'variables'")
        yield from _variable_faults(variable, here)


def _chain_faults(table: Entry, at: Steps, tables: list[Entry]) -> Iterator[Fault]:
    by_id = {other["id"]: other for other in tables}
    passed = [table["id"]]
    while through := table.get("through"):
        target = through["table"]
        if target not in by_id:
            yield Fault((*at, "table"), f"there is no table {target!r}", f"There are: {', '.join(by_id)}")
            return
        if target in passed:
            yield Fault((*at, "table"), f"the tables go in a circle: {' -> '.join([*passed, target])}")
            return
        passed.append(target)
        table = by_id[target]
    if table.get("participant", "") is None:
        yield Fault((*at, "table"), f"the table {table['id']!r} has no participants itself")


def _variable_faults(variable: Entry, at: Steps) -> Iterator[Fault]:
    kind = variable["type"]
    values = _value_ids(variable)
    yield from _doubled("value", (*at, "values"), values)
    if values and kind not in {"nominal", "ordinal"}:
        yield Fault((*at, "values"), f"a variable of type {kind} has no list of values")
    for code in variable.get("missing", {}):
        if code in values:
            yield Fault((*at, "missing", code), f"{code!r} is both a value and a code that means missing")
    bounds = [variable[bound] for bound in ("minimum", "maximum") if bound in variable]
    if bounds and kind not in {"number", "integer"}:
        yield Fault(at, f"a variable of type {kind} has no minimum or maximum")
    if len(bounds) == 2 and bounds[0] > bounds[1]:
        yield Fault((*at, "minimum"), "the minimum is above the maximum")


def _derived_faults(entry: Entry, at: Steps, tables: list[Entry]) -> Iterator[Fault]:
    rule = entry["rule"]
    table = next((table for table in tables if table["id"] == entry["table"]), None)
    if table is None:
        known = ", ".join(table["id"] for table in tables)
        yield Fault((*at, "table"), f"there is no table {entry['table']!r}", f"There are: {known}")
    elif table.get("participant", "") is None:
        yield Fault(
            (*at, "table"), f"the look-up table {entry['table']!r} has no participants to derive from"
        )
    given = {"of", "order_by"} & set(entry)
    for key in sorted(_NEEDS[rule] - given):
        yield Fault((*at, "rule"), f"the rule {rule} needs the key {key!r}")
    for key in sorted(given - _NEEDS[rule]):
        yield Fault((*at, key), f"the rule {rule} has no use for {key!r}", "Leave it out")
    values = _value_ids(entry)
    yield from _doubled("value", (*at, "values"), values)
    if rule == "any":
        if len(values) != (2 if entry.get("type") == "nominal" else 0):
            hint = "For a type nominal name two values, for yes and for no; for a boolean none"
            yield Fault(at, "the values do not go with the type", hint)
    elif "type" in entry or values:
        yield Fault(at, f"the rule {rule} settles type and values itself", "Leave out 'type' and 'values'")


def _value_ids(entry: Entry) -> list[str]:
    return [
        text_of(value["id"] if isinstance(value, Mapping) else value) for value in entry.get("values", ())
    ]


def _doubled(kind: str, at: Steps, ids: list[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for position, name in enumerate(ids):
        if name in seen:
            yield Fault((*at, position), f"the {kind} {name!r} stands twice", "Keep one of them")
        seen.add(name)
