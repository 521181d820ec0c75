"""Person-level variables derived from a table by a stated rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.readers.registers.cells import Refusal, parser_of

if TYPE_CHECKING:
    from workbench.model.register import Cell, DerivedVariable, RegisterTable, Variable
    from workbench.readers.registers.problems import Troubles

_ORDERED = ("date", "integer", "number")


def settle(derived: DerivedVariable, table: RegisterTable, where: str, troubles: Troubles) -> DerivedVariable:
    """Give a derived variable the type of its column, and its conditions the values of theirs."""
    variables = {variable.id: variable for variable in table.variables}
    used = [*(derived.where or ()), *filter(None, (derived.of, derived.order_by))]
    unknown = [column for column in used if column not in variables]
    for column in unknown:
        what = f"the table {table.id!r} has no variable {column!r}"
        troubles.add(where, what, f"It has: {', '.join(variables)}")
    if unknown:
        return derived
    conditions = {
        column: tuple(_condition(variables[column], value, where, troubles) for value in values)
        for column, values in (derived.where or {}).items()
    }
    if derived.order_by is not None and variables[derived.order_by].type not in _ORDERED:
        what = f"{derived.order_by!r} is of type {variables[derived.order_by].type}, so it orders no rows"
        troubles.add(where, what, f"Order by a variable of type {', '.join(_ORDERED)}")
    variable = derived.variable
    if derived.of is not None:
        of = variables[derived.of]
        if derived.rule == "sum" and of.type not in {"integer", "number"}:
            troubles.add(where, f"{of.id!r} is of type {of.type}, so it cannot be summed")
        values = of.values if derived.rule in {"first", "last"} else ()
        variable = replace(variable, type=of.type, values=values, unit=variable.unit or of.unit)
    return replace(derived, variable=variable, where=conditions or None)


def _condition(variable: Variable, value: Cell, where: str, troubles: Troubles) -> Cell:
    parsed = parser_of(variable)(value)
    if isinstance(parsed, Refusal):
        troubles.add(where, f"the condition on {variable.id!r}: {parsed.what}", parsed.hint)
        return None
    if parsed is None:
        what = f"the condition on {variable.id!r}: {value!r} means missing, and no condition can ask for that"
        troubles.add(where, what)
    return parsed


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of one participant that meet the conditions; `doubtful` where one may or may not."""

    kept: list[int]
    doubtful: bool


def derive(derived: DerivedVariable, table: RegisterTable, participants: Sequence[str]) -> list[Cell]:
    """Return the derived variable's value for each of `participants`.

    A row whose condition hangs on a missing value may count or not. What depends on it is
    missing: `any`, unless another row answers it, `count`, `sum`, `first` and `last`. In a
    table with one row a participant, no row means that nothing is known of the participant;
    in a table with many, that nothing happened.
    """
    owners = table.columns[table.participant or ""]
    rows: dict[str, list[int]] = {}
    for index, owner in enumerate(owners):
        rows.setdefault(str(owner), []).append(index)
    results: list[Cell] = []
    for participant in participants:
        own = rows.get(participant, [])
        unknown = table.per_participant and not own
        results.append(None if unknown else _answer(derived, table, _meeting(derived, table, own)))
    return results


def _meeting(derived: DerivedVariable, table: RegisterTable, rows: list[int]) -> _Rows:
    if not derived.where:
        return _Rows(rows, doubtful=False)
    kept: list[int] = []
    doubtful = False
    for row in rows:
        cells = [(table.columns[column][row], allowed) for column, allowed in derived.where.items()]
        if all(cell in allowed for cell, allowed in cells):
            kept.append(row)
        elif all(cell is None or cell in allowed for cell, allowed in cells):
            doubtful = True
    return _Rows(kept, doubtful)


def _answer(derived: DerivedVariable, table: RegisterTable, rows: _Rows) -> Cell:
    if derived.rule == "any":
        if rows.doubtful and not rows.kept:
            return None
        answer = bool(rows.kept)
        labelled = derived.variable.values
        return labelled[0 if answer else 1].id if labelled else answer
    if rows.doubtful:
        return None
    if derived.rule == "count":
        return len(rows.kept)
    of = table.columns[derived.of or ""]
    if derived.rule == "sum":
        amounts = list(_amounts(of, rows.kept))
        return sum(amounts) if len(amounts) == len(rows.kept) else None
    order = table.columns[derived.order_by or ""]
    ordered = sorted((row for row in rows.kept if order[row] is not None), key=lambda row: _rank(order[row]))
    if not ordered:
        return None
    return of[ordered[0 if derived.rule == "first" else -1]]


def _amounts(column: Sequence[Cell], rows: list[int]) -> Iterator[float]:
    for row in rows:
        amount = column[row]
        if isinstance(amount, int | float):
            yield amount


def _rank(cell: Cell) -> tuple[float, str]:
    return (cell, "") if isinstance(cell, int | float) else (0, str(cell))
