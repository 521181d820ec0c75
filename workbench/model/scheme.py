"""Coding schemes: the tree of codes and the attributes a coding can carry."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from workbench.errors import SchemeError

# Words in one or more languages: {"en": "Voluntariness", "da": "Frivillighed"}.
Localised = Mapping[str, str]

IDENTIFIER = re.compile(r"\w[\w.\-]*")
COLOUR_SLOTS = range(1, 13)
# The fields of a code that say what it means; its name, colour and place in the tree do not.
TYPED_BLOCKS = ("definition", "use_when", "do_not_use_when", "examples", "counter_examples")


@dataclass(frozen=True, slots=True)
class Code:
    """A node of the tree of codes.

    `use_when`, `do_not_use_when`, `examples` and `counter_examples` hold one entry a sentence;
    an entry is words in one or more languages. `colour` is one of twelve slots, not a
    colour: themes decide what a slot looks like. A `group` is a heading that cannot be
    applied. A code whose `rolls_up` is False never counts as presence of its parent. A
    `retired` code keeps its codings but is not offered for new ones. `tier` 1 is shown by default.
    """

    id: str
    label: Localised
    definition: Localised
    use_when: tuple[Localised, ...] = ()
    do_not_use_when: tuple[Localised, ...] = ()
    examples: tuple[Localised, ...] = ()
    counter_examples: tuple[Localised, ...] = ()
    colour: int = 1
    marker: str = ""
    tier: int = 1
    core: bool = False
    group: bool = False
    rolls_up: bool = True
    retired: bool = False
    parent: str | None = None

    def label_in(self, language: str) -> str:
        """The label in `language`, else in English, else in whichever comes first."""
        return localise(self.label, language) or self.id

    @property
    def definition_hash(self) -> str:
        """12 hexadecimal digits that stand for the typed blocks: the definition, rules and examples.

        A coding keeps those of its code, so that it can be told from codings made under a later
        definition. They are the first of the sha256 of the blocks' canonical JSON in UTF-8.
        """
        blocks = {name: getattr(self, name) for name in TYPED_BLOCKS}
        text = json.dumps(blocks, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class AttributeValue:
    """A value of a coding attribute; `counts` says whether a coding with it is presence of its code."""

    id: str
    label: Localised
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something said of each coding beside its code, for example its stance."""

    id: str
    label: Localised
    definition: Localised
    values: tuple[AttributeValue, ...]
    default: str | None = None

    @property
    def value_ids(self) -> tuple[str, ...]:
        return tuple(value.id for value in self.values)


@dataclass(frozen=True)
class CodingScheme:
    """All codes in the order of the file, parents before their children, and the attributes.

    Raises
    ------
    SchemeError
        Two codes or attributes share an id, an id holds white space, a colour slot does not
        exist, or a parent is unknown.
    """

    id: str
    title: Localised
    version: str
    codes: tuple[Code, ...]
    attributes: tuple[Attribute, ...] = ()

    def __post_init__(self) -> None:
        for kind, ids in (
            ("code", [code.id for code in self.codes]),
            ("attribute", [attribute.id for attribute in self.attributes]),
        ):
            seen: set[str] = set()
            for identifier in ids:
                if not IDENTIFIER.fullmatch(identifier):
                    raise SchemeError(
                        f"the {kind} id {identifier!r} may hold only letters, digits, '_', '-' and '.'",
                        where=self.id,
                    )
                if identifier in seen:
                    raise SchemeError(f"the {kind} id {identifier!r} stands twice", where=self.id)
                seen.add(identifier)
        known: set[str] = set()
        for code in self.codes:
            if code.colour not in COLOUR_SLOTS:
                raise SchemeError(
                    f"code {code.id!r} has colour slot {code.colour}",
                    where=self.id,
                    hint="Slots run from 1 to 12",
                )
            if code.parent is not None and code.parent not in known:
                raise SchemeError(f"code {code.id!r} has the unknown parent {code.parent!r}", where=self.id)
            known.add(code.id)

    @cached_property
    def by_id(self) -> Mapping[str, Code]:
        return {code.id: code for code in self.codes}

    @cached_property
    def attribute_by_id(self) -> Mapping[str, Attribute]:
        return {attribute.id: attribute for attribute in self.attributes}

    @cached_property
    def definition_hashes(self) -> Mapping[str, str]:
        """The definition hash of each code, by the code's id."""
        return {code.id: code.definition_hash for code in self.codes}

    def children(self, parent: str | None) -> Iterator[Code]:
        """The codes directly below `parent`; the topmost ones for None."""
        return (code for code in self.codes if code.parent == parent)

    def rolled_up(self, code: str) -> frozenset[str]:
        """`code` and every code below it whose codings count as presence of it."""
        found = {code}
        for candidate in self.codes:
            if candidate.parent in found and candidate.rolls_up:
                found.add(candidate.id)
        return frozenset(found)

    def below(self, code: str) -> frozenset[str]:
        """`code` and every code below it in the tree, whether it rolls up or not."""
        found = {code}
        for candidate in self.codes:
            if candidate.parent in found:
                found.add(candidate.id)
        return frozenset(found)

    def themes(self) -> tuple[Code, ...]:
        """The topmost codes that can be applied and are not retired: the default rows of a finding.

        No theme lies below another one, whatever headings stand between.
        """
        found: list[Code] = []
        covered: set[str] = set()
        for code in self.codes:
            if code.parent in covered:
                covered.add(code.id)
            elif not code.group and not code.retired:
                covered.add(code.id)
                found.append(code)
        return tuple(found)


def localise(words: Localised, language: str) -> str:
    """`words` in `language`, else in English, else in whichever language comes first, else ''."""
    return words.get(language) or words.get("en") or next(iter(words.values()), "")
