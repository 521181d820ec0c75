"""The outcome register: quantitative tables keyed by participant, and what each variable means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from workbench.model.scheme import Localised

VariableType = Literal["nominal", "ordinal", "number", "integer", "boolean", "date", "text"]
Provenance = Literal["collected", "published", "derived", "assumption", "missing"]
DerivationRule = Literal["any", "count", "sum", "first", "last"]

# What a cell holds after reading: booleans as bool, dates as ISO text, None where missing.
Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Value:
    """An allowed value of a nominal or ordinal variable, in the order of the declaration."""

    id: str
    label: Localised


@dataclass(frozen=True, slots=True)
class Variable:
    """One column: its type, meaning, allowed values, codes that mean missing, unit and provenance.

    `missing` maps a code that means missing to why it is missing. `inferred` is True where
    nobody declared the variable and its type was read off the values.
    """

    id: str
    type: VariableType
    label: Localised
    values: tuple[Value, ...] = ()
    missing: Mapping[str, str] | None = None
    unit: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    provenance: Provenance = "collected"
    note: str = ""
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class RegisterTable:
    """One table: `participant` names the column that holds the participant, None for look-up tables.

    `per_participant` is True where each participant has at most one row: its variables are
    then person-level variables. `columns` holds equally long columns in file order; a
    column's key is its variable's id, and the participant column is among them.
    """

    id: str
    participant: str | None
    per_participant: bool
    variables: tuple[Variable, ...]
    columns: Mapping[str, Sequence[Cell]]

    @property
    def rows(self) -> int:
        return len(next(iter(self.columns.values()), ()))


@dataclass(frozen=True, slots=True)
class DerivedVariable:
    """A person-level variable computed from a table by a stated rule.

    `where` keeps the rows whose column holds one of the given values. `any` is whether a row
    is left, `count` how many, `sum` of the column `of`; `first` and `last` are the value of
    `of` in the row with the smallest or largest `order_by`. A participant without rows has
    False, 0, 0, or missing; missing too where `of` is missing.
    """

    variable: Variable
    table: str
    rule: DerivationRule
    where: Mapping[str, tuple[Cell, ...]] | None = None
    of: str | None = None
    order_by: str | None = None


@dataclass(frozen=True)
class OutcomeRegister:
    """All tables of a register; `constructed` registers are labelled so wherever they are shown.

    `participants` are the keys in the order of the person table. `person_variables` are the
    variables of every table with one row a participant, then the derived ones; their values
    stand in `person_columns`, aligned with `participants`.
    """

    id: str
    title: Localised
    constructed: bool
    tables: tuple[RegisterTable, ...]
    derived: tuple[DerivedVariable, ...]
    participants: tuple[str, ...]
    person_variables: tuple[Variable, ...]
    person_columns: Mapping[str, Sequence[Cell]]

    @cached_property
    def variable_by_id(self) -> Mapping[str, Variable]:
        return {variable.id: variable for variable in self.person_variables}
