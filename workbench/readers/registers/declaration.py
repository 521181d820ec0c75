"""The declaration of a register: which tables it has and what their columns mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workbench.model.register import DerivationRule, DerivedVariable, Value, Variable
from workbench.readers.located_yaml import LocatedDocument, Steps, read_located_yaml
from workbench.readers.registers.declaration_checks import content_faults, shape_faults
from workbench.readers.registers.problems import Troubles
from workbench.readers.registers.raw import text_of

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.model.scheme import Localised

# Text that names no language is taken for English, as in coding schemes.
DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Through:
    """How a table without a participant column finds it: its `column` is a key of `table`."""

    column: str
    table: str


@dataclass(frozen=True, slots=True)
class TableDeclaration:
    """One table as declared; `where` names its place in the declaration.

    `participant` is the column that holds it: None for look-up tables, and for a table that
    is linked through another one.
    """

    id: str
    where: str
    file: str | None = None
    sheet: str | None = None
    per_participant: bool = True
    participant: str | None = None
    through: Through | None = None
    variables: tuple[Variable, ...] = ()


@dataclass(frozen=True, slots=True)
class DerivedDeclaration:
    """A derived variable as declared; its type may depend on the columns it is made of."""

    derived: DerivedVariable
    where: str


@dataclass(frozen=True, slots=True)
class RegisterDeclaration:
    """A whole register as declared, before any of its tables has been read."""

    id: str
    title: Localised
    constructed: bool
    participant: str
    tables: tuple[TableDeclaration, ...]
    derived: tuple[DerivedDeclaration, ...] = field(default=())


def read_declaration(path: Path, *, key: str | None) -> RegisterDeclaration:
    """Read and check a declaration; `key` names the participant column if it does not itself.

    Raises
    ------
    RefusedFileError
        The file cannot be read, or is not YAML.
    RegisterError
        It breaks the format: the first 20 problems, each with its line.
    """
    located = read_located_yaml(path)
    content = _without_blanks(located.content)
    troubles = Troubles(str(path))

    def tell(steps: Steps, what: str, hint: str = "") -> None:
        troubles.add(_place(path, located, steps), what, hint)

    for problem in located.problems:
        troubles.add(f"{path.name}, line {problem.line}", problem.what, problem.hint)
    for fault in shape_faults(content):
        tell(*fault)
    troubles.refuse_if_any()
    document: Mapping[str, Any] = content  # type: ignore[assignment]  # the schema says it is a map
    for fault in content_faults(document, key):
        tell(*fault)
    troubles.refuse_if_any()
    return _register(document, path, located, key)


def _place(path: Path, located: LocatedDocument, steps: Steps) -> str:
    line = located.line_of(steps)
    return f"{path.name}, line {line}" if line else path.name


def _without_blanks(content: object) -> object:
    """Leave out keys that are written without a value, except where null has a meaning."""
    match content:
        case dict():
            return {
                key: entry if key in {"missing", "where"} else _without_blanks(entry)
                for key, entry in content.items()
                if entry is not None or key == "participant"
            }
        case list():
            return [_without_blanks(entry) for entry in content]
    return content


def _register(
    document: Mapping[str, Any], path: Path, located: LocatedDocument, key: str | None
) -> RegisterDeclaration:
    participant = document.get("participant") or key or ""
    identifier = document.get("id", path.stem)
    return RegisterDeclaration(
        id=identifier,
        title=_words(document.get("title", identifier)),
        constructed=document.get("constructed", False),
        participant=participant,
        tables=tuple(
            _table(entry, participant, _place(path, located, ("tables", position)))
            for position, entry in enumerate(document["tables"])
        ),
        derived=tuple(
            DerivedDeclaration(_derived(entry), _place(path, located, ("derived", position)))
            for position, entry in enumerate(document.get("derived", ()))
        ),
    )


def _table(entry: Mapping[str, Any], participant: str, where: str) -> TableDeclaration:
    through = entry.get("through")
    is_linked = "through" not in entry and entry.get("participant", participant) is not None
    return TableDeclaration(
        id=entry["id"],
        where=where,
        file=entry.get("file"),
        sheet=entry.get("sheet"),
        per_participant=entry.get("rows", "participant") == "participant",
        participant=entry.get("participant", participant) if is_linked else None,
        through=Through(through["column"], through["table"]) if through else None,
        variables=tuple(_variable(variable) for variable in entry.get("variables", ())),
    )


def _variable(entry: Mapping[str, Any]) -> Variable:
    return Variable(
        id=entry["id"],
        type=entry["type"],
        label=_words(entry.get("label", {})),
        values=tuple(_values(entry)),
        missing=entry.get("missing"),
        unit=entry.get("unit"),
        minimum=entry.get("minimum"),
        maximum=entry.get("maximum"),
        provenance=entry.get("provenance", "collected"),
        note=entry.get("note", ""),
    )


def _derived(entry: Mapping[str, Any]) -> DerivedVariable:
    rule: DerivationRule = entry["rule"]
    # The types of the others follow from their column; they are settled when it has been read.
    kind = {"any": "boolean", "count": "integer"}.get(rule, "number")
    variable = Variable(
        id=entry["id"],
        type=entry.get("type", kind),
        label=_words(entry.get("label", entry["id"])),
        values=tuple(_values(entry)),
        unit=entry.get("unit"),
        provenance=entry.get("provenance", "derived"),
        note=entry.get("note", ""),
    )
    where = {column: tuple(values) for column, values in entry.get("where", {}).items()}
    return DerivedVariable(
        variable=variable,
        table=entry["table"],
        rule=rule,
        where=where or None,
        of=entry.get("of"),
        order_by=entry.get("order_by"),
    )


def _values(entry: Mapping[str, Any]) -> Iterator[Value]:
    for value in entry.get("values", ()):
        if isinstance(value, Mapping):
            identifier = text_of(value["id"])
            yield Value(identifier, _words(value.get("label", identifier)))
        else:
            yield Value(text_of(value), _words(text_of(value)))


def _words(value: str | Mapping[str, str]) -> Localised:
    if isinstance(value, str):
        return {DEFAULT_LANGUAGE: value.strip()}
    return {language: words.strip() for language, words in value.items()}
