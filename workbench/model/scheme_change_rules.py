"""What the payload of the operation `scheme.change` must look like, whatever the scheme."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workbench.model.payload_parts import get, refuse, texts_of

_NONE = type(None)
# What may be edited of a code, and how it is given: words are objects by language.
EDITABLE: Mapping[str, type] = {
    "label": dict,
    "definition": dict,
    "use_when": list,
    "do_not_use_when": list,
    "examples": list,
    "counter_examples": list,
    "colour": int,
    "marker": str,
    "group": bool,
    "retired": bool,
    "tier": int,
}


def check_scheme_changes(payload: Mapping[str, Any]) -> None:
    """Check the revision and the list of changes.

    Raises
    ------
    PayloadError
        A change is not known, or lacks a part, or has one of another type or none of its own.
    """
    get(payload, "revision", int)
    changes = get(payload, "changes", list, tuple)
    if not changes:
        refuse("there is no change in it")
    for number, change in enumerate(changes):
        if type(change) is not dict:
            refuse(f"change {number} is no object")
        kind = change.get("do")
        if type(kind) is not str or kind not in _CHANGES:
            refuse(f"there is no change {kind!r:.60}; there are {', '.join(_CHANGES)}")
        parts, check = _CHANGES[kind]
        unknown = sorted(set(change) - {"do", *parts})
        if unknown:
            refuse(f"the change {kind!r} has no part {unknown[0]!r:.60}")
        check(change)


def _check_add(change: Mapping[str, Any]) -> None:
    code = get(change, "code", dict)
    get(code, "id", str)
    get(code, "label", dict)
    if "codes" in code:
        refuse("codes are added one by one, without codes below them")
    _check_target(change)


def _check_edit(change: Mapping[str, Any]) -> None:
    get(change, "code", str)
    fields = get(change, "set", dict)
    if not fields:
        refuse("no field is edited")
    for name in fields:
        if name not in EDITABLE:
            refuse(f"{name!r:.60} of a code cannot be edited")
        value = get(fields, name, EDITABLE[name])
        if type(value) is list and any(type(entry) is not dict for entry in value):
            refuse(f"{name!r} must be a list of objects by language")


def _check_move(change: Mapping[str, Any]) -> None:
    get(change, "code", str)
    _check_target(change)


def _check_target(change: Mapping[str, Any]) -> None:
    get(change, "parent", str, _NONE)
    get(change, "before", str, _NONE)


def _check_merge(change: Mapping[str, Any]) -> None:
    get(change, "code", str)
    get(change, "into", str)


def _check_recode(change: Mapping[str, Any]) -> None:
    codings = texts_of(change, "codings")
    if len(set(codings)) < len(codings):
        refuse("a coding stands twice")
    get(change, "to", str)


# By what a change does: its parts, and the rule for them.
_CHANGES: Mapping[str, tuple[frozenset[str], Callable[[Mapping[str, Any]], None]]] = {
    "add": (frozenset({"code", "parent", "before"}), _check_add),
    "edit": (frozenset({"code", "set"}), _check_edit),
    "move": (frozenset({"code", "parent", "before"}), _check_move),
    "merge": (frozenset({"code", "into"}), _check_merge),
    "recode": (frozenset({"codings", "to"}), _check_recode),
}
