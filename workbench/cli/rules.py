"""By which rules people have a theme: the options of every command that counts people, and their matrix."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.errors import FindingError

if TYPE_CHECKING:
    from workbench.findings.theme_matrix import ThemeMatrix
    from workbench.study.study import Study

AgreementOption = Annotated[
    str, typer.Option(metavar="RULE", help="any coder is enough, all must agree, or consensus.")
]
RolesOption = Annotated[
    list[str] | None,
    typer.Option(metavar="ROLE", help="Only what people say in this role; repeat for several."),
]
CountedOption = Annotated[
    list[str] | None,
    typer.Option(metavar="ATTRIBUTE=VALUE", help="A value with which codings count; repeat."),
]
NotAskedOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE.csv", help="What was not asked: code, and transcript or role."),
]


def matrix_by_rules(
    opened: Study,
    *,
    code: list[str] | None = None,
    coder: list[str] | None,
    agreement: str,
    role: list[str] | None,
    count: list[str] | None,
    not_asked: Path | None,
    outcome: str | None = None,
) -> ThemeMatrix:
    """Find out who has which theme, by the rules that the options hold.

    Raises
    ------
    FindingError
        A name is unknown, or a rule makes no sense.
    """
    from workbench.findings.theme_matrix import theme_matrix

    return theme_matrix(
        opened,
        codes=code or None,
        outcome=outcome,
        coder=coder or None,
        agreement=agreement,  # type: ignore[arg-type]
        roles=role or None,
        values=_counted_values(count or []),
        not_asked=not_asked,
    )


def name_and_values(given: str) -> tuple[str, list[str]]:
    """Take `VAR=VALUE,VALUE` apart; without a value the list is empty."""
    name, equals, values = given.partition("=")
    return name, values.split(",") if equals else []


def _counted_values(given: list[str]) -> dict[str, list[str]] | None:
    values: dict[str, list[str]] = {}
    for one in given:
        attribute, equals, value = one.partition("=")
        if not equals:
            raise FindingError(f"{one!r} names no value", hint="Write --count stance=present")
        values.setdefault(attribute.strip(), []).append(value.strip())
    return values or None
