"""By which rules people have a theme: the options of every command that counts people, and their matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from workbench.cli.options import CodersOption
from workbench.errors import FindingError

if TYPE_CHECKING:
    from workbench.findings.theme_matrix import ThemeMatrix
    from workbench.study.study import Study


@dataclass(frozen=True)
class Rules:
    """What counts as having a theme, and for whom it is known."""

    coder: CodersOption = None
    agreement: Annotated[
        Literal["any", "all", "consensus"],
        typer.Option(metavar="RULE", help="any coder is enough, all must agree, or consensus."),
    ] = "any"
    role: Annotated[
        list[str] | None,
        typer.Option(metavar="ROLE", help="Only what people say in this role; repeat for several."),
    ] = None
    count: Annotated[
        list[str] | None,
        typer.Option(metavar="ATTRIBUTE=VALUE", help="A value with which codings count; repeat."),
    ] = None
    not_asked: Annotated[
        Path | None,
        typer.Option(metavar="FILE.csv", help="What was not asked: code, and transcript or role."),
    ] = None

    def matrix(
        self, study: Study, *, codes: Sequence[str] | None = None, outcome: str | None = None
    ) -> ThemeMatrix:
        """Find out by these rules who has which theme.

        Raises
        ------
        FindingError
            A name is unknown, or a rule makes no sense.
        """
        from workbench.findings.theme_matrix import theme_matrix

        return theme_matrix(
            study,
            codes=codes,
            outcome=outcome,
            coder=self.coder,
            agreement=self.agreement,
            roles=self.role,
            values=_counted_values(self.count or []),
            not_asked=self.not_asked,
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
