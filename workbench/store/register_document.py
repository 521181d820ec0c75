"""An outcome register as one JSON-able document, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from workbench.model.register import (
    DerivedVariable,
    OutcomeRegister,
    RegisterTable,
    Value,
    Variable,
)


def register_to_document(register: OutcomeRegister) -> dict[str, Any]:
    """Everything the register holds, its data included."""
    return {
        "id": register.id,
        "title": dict(register.title),
        "constructed": register.constructed,
        "tables": [
            _shallow(table)
            | {
                "variables": [_variable(variable) for variable in table.variables],
                "columns": {name: list(column) for name, column in table.columns.items()},
            }
            for table in register.tables
        ],
        "derived": [
            _shallow(derived)
            | {
                "variable": _variable(derived.variable),
                "where": None
                if derived.where is None
                else {name: list(values) for name, values in derived.where.items()},
            }
            for derived in register.derived
        ],
        "participants": list(register.participants),
        "person_variables": [_variable(variable) for variable in register.person_variables],
        "person_columns": {name: list(column) for name, column in register.person_columns.items()},
    }


def register_from_document(document: Mapping[str, Any]) -> OutcomeRegister:
    """The register that `register_to_document` wrote."""
    return OutcomeRegister(
        id=document["id"],
        title=document["title"],
        constructed=document["constructed"],
        tables=tuple(
            RegisterTable(**(table | {"variables": _variables(table["variables"])}))
            for table in document["tables"]
        ),
        derived=tuple(
            DerivedVariable(
                **(
                    derived
                    | {
                        "variable": _variables([derived["variable"]])[0],
                        "where": None
                        if derived["where"] is None
                        else {name: tuple(values) for name, values in derived["where"].items()},
                    }
                )
            )
            for derived in document["derived"]
        ),
        participants=tuple(document["participants"]),
        person_variables=_variables(document["person_variables"]),
        person_columns=document["person_columns"],
    )


def _shallow(instance: Any) -> dict[str, Any]:
    return {field.name: getattr(instance, field.name) for field in fields(instance)}


def _variable(variable: Variable) -> dict[str, Any]:
    return _shallow(variable) | {
        "label": dict(variable.label),
        "values": [{"id": value.id, "label": dict(value.label)} for value in variable.values],
        "missing": None if variable.missing is None else dict(variable.missing),
    }


def _variables(documents: list[dict[str, Any]]) -> tuple[Variable, ...]:
    return tuple(
        Variable(**(document | {"values": tuple(Value(**value) for value in document["values"])}))
        for document in documents
    )
