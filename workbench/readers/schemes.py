"""Coding schemes: the YAML file, the document that a study keeps, and the scheme itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import TYPE_CHECKING, Any

from workbench.errors import SchemeError
from workbench.model.scheme import COLOUR_SLOTS, Attribute, AttributeValue, Code, CodingScheme, Localised
from workbench.readers.located_yaml import LocatedDocument, Problem, read_located_yaml
from workbench.readers.scheme_problems import find_faults

if TYPE_CHECKING:
    from pathlib import Path

MAX_REPORTED = 20


def read_scheme(path: Path) -> CodingScheme:
    """Read a coding scheme from a YAML file; the format is told in `docs/coding_scheme.md`.

    Raises
    ------
    RefusedFileError
        The file cannot be read, or is not YAML.
    SchemeError
        The file breaks the format: up to 20 problems, each with its line.
    """
    located = read_located_yaml(path)
    return _scheme(_faultless(located, where=str(path)), default_id=path.stem)


def scheme_from_document(document: Mapping[str, Any], where: str) -> CodingScheme:
    """Return the scheme that a parsed file or stored document holds.

    `where` names the document in errors, and stands in for its `id` where that is missing.

    Raises
    ------
    SchemeError
        The document breaks the format.
    """
    try:
        return _scheme(_faultless(LocatedDocument(document, {}), where=where), default_id=where)
    except RecursionError:
        raise SchemeError("its codes are nested too deeply", where=where) from None


def scheme_to_document(scheme: CodingScheme) -> dict[str, Any]:
    """Return the canonical form of a scheme: JSON-able, in the file format, every text with its language.

    `scheme_from_document` makes an equal scheme of it, as long as the codes stand in the order
    of a file (each directly after those above it). Keys that have their default are left out,
    except colours: a stored scheme keeps its colours when codes are added.
    """
    below: dict[str | None, list[Code]] = {}
    for code in scheme.codes:
        below.setdefault(code.parent, []).append(code)
    document: dict[str, Any] = {"id": scheme.id, "title": dict(scheme.title), "version": scheme.version}
    if scheme.attributes:
        document["attributes"] = [_attribute_entry(attribute) for attribute in scheme.attributes]
    document["codes"] = [_code_entry(code, below, COLOUR_SLOTS[0]) for code in below.get(None, [])]
    return document


def write_scheme(scheme: CodingScheme, path: Path) -> None:
    """Write a scheme as a YAML file that `read_scheme` reads back as an equal scheme."""
    from ruamel.yaml import YAML

    yaml: Any = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.sort_base_mapping_type_on_output = False
    yaml.width = 100
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        yaml.dump(scheme_to_document(scheme), stream)


def _faultless(located: LocatedDocument, *, where: str) -> Mapping[str, Any]:
    """Return the content of a document that keeps the format; refuse any other."""
    problems = list(located.problems)
    for fault in find_faults(located.content):
        earlier = located.line_of(fault.also) if fault.also is not None else None
        what = f"{fault.what} (first in line {earlier})" if earlier else fault.what
        problems.append(Problem(located.line_of(fault.at), what, fault.hint))
    if not problems and isinstance(located.content, Mapping):
        return located.content
    problems.sort(key=lambda problem: problem.line or 0)
    if len(problems) == 1:
        (only,) = problems
        where = f"{where}, line {only.line}" if only.line else where
        raise SchemeError(only.what, where=where, hint=only.hint or None)
    told = [
        (f"line {problem.line}: " if problem.line else "")
        + (f"{problem.what}. {problem.hint}" if problem.hint else problem.what)
        for problem in problems[:MAX_REPORTED]
    ]
    if len(problems) > MAX_REPORTED:
        told.append(f"and {len(problems) - MAX_REPORTED} more")
    raise SchemeError("\n  ".join([f"{len(problems)} problems", *told]), where=where)


def _scheme(document: Mapping[str, Any], *, default_id: str) -> CodingScheme:
    language = document.get("languages", ["en"])[0]
    identifier = document.get("id", default_id)
    return CodingScheme(
        id=identifier,
        title=_words(document.get("title", identifier), language),
        version=document.get("version", "1"),
        codes=tuple(_codes(document["codes"], language)),
        attributes=tuple(_attribute(entry, language) for entry in document.get("attributes", ())),
    )


def _codes(entries: Iterable[Mapping[str, Any]], language: str) -> Iterator[Code]:
    """Yield the codes below `entries`, each after the one above it, with their colours settled.

    A code has its own colour, else that of the nearest code above it, else the slot of its
    position among the topmost codes that can be applied.
    """
    position = count()

    def walk(entries: Iterable[Mapping[str, Any]], parent: str | None, colour: int | None) -> Iterator[Code]:
        for entry in entries:
            group = entry.get("group", False)
            own = entry.get("colour", colour)
            if colour is None and not group:
                slot = COLOUR_SLOTS[next(position) % len(COLOUR_SLOTS)]
                own = slot if own is None else own
            yield _code(entry, language, parent, own or COLOUR_SLOTS[0])
            yield from walk(entry.get("codes", ()), entry["id"], own)

    return walk(entries, None, None)


def _code(entry: Mapping[str, Any], language: str, parent: str | None, colour: int) -> Code:
    return Code(
        id=entry["id"],
        label=_words(entry["label"], language),
        definition=_words(entry.get("definition", {}), language),
        use_when=_remarks(entry.get("use_when", ()), language),
        do_not_use_when=_remarks(entry.get("do_not_use_when", ()), language),
        examples=_remarks(entry.get("examples", entry.get("example", ())), language),
        counter_examples=_remarks(entry.get("counter_examples", entry.get("counter_example", ())), language),
        colour=colour,
        marker=entry.get("marker", ""),
        tier=entry.get("tier", 1),
        core=entry.get("core", False),
        group=entry.get("group", False),
        rolls_up=entry.get("rolls_up", True),
        retired=entry.get("retired", False),
        parent=parent,
    )


def _attribute(entry: Mapping[str, Any], language: str) -> Attribute:
    return Attribute(
        id=entry["id"],
        label=_words(entry["label"], language),
        definition=_words(entry.get("definition", {}), language),
        values=tuple(
            AttributeValue(value["id"], _words(value["label"], language), counts=value.get("counts", True))
            for value in entry["values"]
        ),
        default=entry.get("default"),
    )


def _words(value: str | Mapping[str, str], language: str) -> Localised:
    if isinstance(value, str):
        return {language: value.strip()}
    return {tag: text.strip() for tag, text in value.items()}


def _remarks(value: str | Mapping[str, str] | Iterable[Any], language: str) -> tuple[Localised, ...]:
    if isinstance(value, str | Mapping):
        return (_words(value, language),)
    return tuple(_words(entry, language) for entry in value)


def _code_entry(code: Code, below: Mapping[str | None, list[Code]], inherited: int) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": code.id, "label": dict(code.label)}
    if code.definition:
        entry["definition"] = dict(code.definition)
    for key in ("use_when", "do_not_use_when", "examples", "counter_examples"):
        if remarks := getattr(code, key):
            entry[key] = [dict(remark) for remark in remarks]
    # A heading without a colour leaves the codes that are added to it their own.
    if not code.group or code.colour != inherited:
        entry["colour"] = code.colour
    for key, default in (
        ("marker", ""),
        ("tier", 1),
        ("core", False),
        ("group", False),
        ("rolls_up", True),
        ("retired", False),
    ):
        if (value := getattr(code, key)) != default:
            entry[key] = value
    if children := below.get(code.id):
        entry["codes"] = [_code_entry(child, below, code.colour) for child in children]
    return entry


def _attribute_entry(attribute: Attribute) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": attribute.id, "label": dict(attribute.label)}
    if attribute.definition:
        entry["definition"] = dict(attribute.definition)
    if attribute.default is not None:
        entry["default"] = attribute.default
    entry["values"] = [
        {"id": value.id, "label": dict(value.label)} | ({} if value.counts else {"counts": False})
        for value in attribute.values
    ]
    return entry
