"""Changes of a coding scheme: carried out on its document, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from workbench.errors import ChangedMeanwhileError, SchemeError
from workbench.model.scheme import CodingScheme

Entry = dict[str, Any]
Change = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Merging:
    """Every coding of `code` becomes one of `to`."""

    code: str
    to: str


@dataclass(frozen=True, slots=True)
class Recoding:
    """These codings become codings of `to`."""

    codings: tuple[str, ...]
    to: str


def change_document(document: Entry, changes: Iterable[Change]) -> list[Merging | Recoding]:
    """Carry out changes on the document of a scheme, in place; return what becomes of codings.

    `document` is in the canonical form. What its entries may hold is not checked here.

    Raises
    ------
    SchemeError
        A code is not there, is there already, or cannot go where it should.
    """
    tree = _Tree(document["codes"])
    found: list[Merging | Recoding] = []
    for change in changes:
        match change["do"]:
            case "add":
                tree.add(dict(change["code"]), change["parent"], change["before"])
            case "edit":
                tree.edit(change["code"], change["set"])
            case "move":
                tree.move(change["code"], change["parent"], change["before"])
            case "merge":
                tree.merge(change["code"], change["into"])
                found.append(Merging(change["code"], change["into"]))
            case "recode":
                tree.require_open(change["to"])
                found.append(Recoding(tuple(change["codings"]), change["to"]))
    return found


def refuse_conflicts(seen: CodingScheme, newest: CodingScheme, changes: Iterable[Change]) -> None:
    """Refuse to edit what somebody else edited since the scheme was looked at.

    Raises
    ------
    ChangedMeanwhileError
        A field that is edited is not in `newest` what it is in `seen`.
    """
    for change in changes:
        known = newest.by_id.get(change["code"]) if change["do"] == "edit" else None
        if known is None:
            continue
        before = seen.by_id.get(known.id)
        for name in change["set"]:
            if before is None or getattr(before, name) != getattr(known, name):
                raise ChangedMeanwhileError(
                    f"{name!r} of the code {known.id!r} was changed by somebody else meanwhile",
                    hint="Look at the code again and repeat the change; nothing was changed",
                )


class _Tree:
    """The entries of a document, found by id."""

    def __init__(self, codes: list[Entry]) -> None:
        self._top = codes

    def add(self, entry: Entry, parent: str | None, before: str | None) -> None:
        if self._find(entry["id"], self._top) is not None:
            raise SchemeError(f"the scheme has a code {entry['id']!r} already")
        self._place(entry, self._below(parent), before)

    def edit(self, code: str, fields: Mapping[str, Any]) -> None:
        entry, _ = self._get(code)
        for name, value in fields.items():
            # In the canonical form what is empty is left out; every code has a label.
            if value or name == "label":
                entry[name] = value
            else:
                entry.pop(name, None)

    def move(self, code: str, parent: str | None, before: str | None) -> None:
        entry, siblings = self._get(code)
        if parent is not None and self._find(parent, [entry]) is not None:
            raise SchemeError(f"the code {code!r} cannot go under itself")
        if before == code:
            raise SchemeError(f"the code {code!r} cannot stand before itself")
        target = self._below(parent)
        siblings.remove(entry)
        self._place(entry, target, before)

    def merge(self, code: str, into: str) -> None:
        entry, _ = self._get(code)
        if self._find(into, [entry]) is not None:
            raise SchemeError(
                f"the code {code!r} cannot be merged into itself or a code below it",
                hint="Move that code out from under it first",
            )
        target, _ = self._get(into)
        if target.get("retired"):
            raise SchemeError(f"the code {into!r} is retired: nothing can be merged into it")
        if target.get("group", False) != entry.get("group", False):
            raise SchemeError(f"of {code!r} and {into!r} one is a heading: they cannot be merged")
        target.setdefault("codes", []).extend(entry.pop("codes", []))
        entry["retired"] = True

    def require_open(self, code: str) -> None:
        entry, _ = self._get(code)
        if entry.get("group") or entry.get("retired"):
            kind = "a heading" if entry.get("group") else "retired"
            raise SchemeError(f"the code {code!r} is {kind} and cannot be applied")

    def _below(self, parent: str | None) -> list[Entry]:
        if parent is None:
            return self._top
        entry, _ = self._get(parent)
        below: list[Entry] = entry.setdefault("codes", [])
        return below

    def _get(self, code: str) -> tuple[Entry, list[Entry]]:
        found = self._find(code, self._top)
        if found is None:
            raise SchemeError(f"the scheme has no code {code!r}")
        return found

    def _find(self, code: str, entries: list[Entry]) -> tuple[Entry, list[Entry]] | None:
        # The entry, and the list that it stands in.
        for entry in entries:
            if entry["id"] == code:
                return entry, entries
            found = self._find(code, entry.get("codes", []))
            if found is not None:
                return found
        return None

    @staticmethod
    def _place(entry: Entry, siblings: list[Entry], before: str | None) -> None:
        at = len(siblings)
        if before is not None:
            ids = [sibling["id"] for sibling in siblings]
            if before not in ids:
                raise SchemeError(
                    f"the code {before!r}, before which {entry['id']!r} should stand, is elsewhere"
                )
            at = ids.index(before)
        siblings.insert(at, entry)
