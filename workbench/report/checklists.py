"""What reporting guidelines ask for, answered as far as the study knows the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from workbench.model.scheme import Localised, localise

FILE = Path(__file__).with_name("checklists.yaml")


@dataclass(frozen=True)
class Item:
    """One item: its number, what is asked, and the answer; empty where the study does not know it."""

    id: str
    asked: str
    answer: str


@dataclass(frozen=True)
class Checklist:
    """A guideline with its items, its source and a note."""

    id: str
    title: str
    source: str
    note: str
    items: tuple[Item, ...]

    @property
    def answered(self) -> int:
        """How many items the study answers."""
        return sum(bool(item.answer) for item in self.items)


def checklists(answers: Mapping[str, str], language: str) -> list[Checklist]:
    """Return the guidelines in `language`; `answers` has an answer by the name that an item asks for."""
    found = []
    for document in _documents():
        items = tuple(
            Item(item["id"], _words(item, language), answers.get(item.get("from", ""), ""))
            for item in document["items"]
        )
        title, note = _words(document["title"], language), _words(document.get("note", {}), language)
        found.append(Checklist(document["id"], title, document["source"], note, items))
    return found


def asked_for() -> set[str]:
    """The names of all answers that an item asks for."""
    return {item["from"] for document in _documents() for item in document["items"] if "from" in item}


def _words(words: Localised, language: str) -> str:
    return localise({name: words[name] for name in ("en", "da") if name in words}, language)


@cache
def _documents() -> list[dict[str, Any]]:
    from ruamel.yaml import YAML

    documents: list[dict[str, Any]] = YAML(typ="safe", pure=True).load(FILE.read_text(encoding="utf-8"))
    return documents
