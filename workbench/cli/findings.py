"""The commands that compare what people have in common: by outcome, with the register, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from workbench.cli.bundles import bundled
from workbench.cli.options import CodesOption, GroupsOption
from workbench.cli.output import records, say, say_json, told_on_stderr
from workbench.cli.rules import Rules, name_and_values
from workbench.cli.showing import Showing
from workbench.errors import FindingError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.findings.result import ThemeByOutcome
    from workbench.findings.theme_by_measure import ThemeByMeasure
    from workbench.findings.theme_matrix import ThemeMatrix


@bundled
def themes(
    *,
    outcome: Annotated[str, typer.Option(metavar="VAR", help="The outcome variable: groups, or a number.")],
    by: Annotated[
        str | None, typer.Option(metavar="VAR", help="Also within each value of this variable.")
    ] = None,
    code: CodesOption = None,
    group: GroupsOption = None,
    rules: Rules,
    adjust: Annotated[
        Literal["holm", "bh", "max-t"],
        typer.Option(metavar="HOW", help="For the number of themes: holm, bh or max-t."),
    ] = "holm",
    outcome_date: Annotated[
        str | None, typer.Option(metavar="VAR", help="The day of the outcome: who was interviewed later?")
    ] = None,
    details: Annotated[bool, typer.Option("--details", help="Also print every other statistic.")] = False,
    figure_kind: Annotated[
        Literal["dots", "diverging", "residuals"] | None,
        typer.Option(metavar="KIND", help="Of groups: dots (default), diverging or residuals."),
    ] = None,
    showing: Showing,
) -> None:
    """Theme by outcome: how many people of each outcome group have each theme."""
    with told_on_stderr():
        if figure_kind is not None and showing.figure is None:
            raise FindingError(
                "--figure-kind says how to draw, and no figure was asked for",
                hint=f"Add --figure OUT.svg (or html, pdf, png), or leave out --figure-kind {figure_kind}",
            )
    with showing.opened() as study:
        matrix = rules.matrix(study, codes=code)
        if not group and _is_measure(matrix, outcome):
            only_groups = {"--by": by, "--outcome-date": outcome_date, "--figure-kind": figure_kind}
            measured = _by_measure(matrix, outcome, adjust, only_groups)
            showing.show(measured, measured.to_dict())
            return
        from workbench.findings.theme_by_outcome import theme_by_outcome

        finding = theme_by_outcome(
            matrix,
            outcome=outcome,
            groups=group,
            by=by,
            adjust=adjust,
            outcome_date=outcome_date,
        )
        if showing.figure is not None:
            finding.export(showing.figure, showing.language, kind=figure_kind or "dots")
        _print_groups(finding, showing.language, details=details, as_json=showing.as_json)


@bundled
def interviewed(
    *,
    variable: Annotated[
        list[str] | None, typer.Option(metavar="VAR", help="A variable; repeat for several. Default: all.")
    ] = None,
    showing: Showing,
) -> None:
    """Interviewed against register: how far the interviewed are like the others in the register."""
    from workbench.findings.interviewed import interviewed_against_register

    with showing.opened() as study:
        found = interviewed_against_register(study, variables=variable)
        showing.show(found, found.to_dict())


@bundled
def flow(
    *,
    steps: Annotated[
        list[str],
        typer.Argument(
            metavar="STEP...",
            show_default=False,
            help="A yes or no of the register, or VAR=VALUE (VAR=VALUE,VALUE for several), in order.",
        ),
    ],
    showing: Showing,
) -> None:
    """Outcome flow: how many people of the register reach each step, and how many were interviewed."""
    from workbench.findings.outcome_flow import Step, outcome_flow

    with showing.opened() as study:
        wanted: list[Step] = []
        for step in steps:
            variable, values = name_and_values(step)
            wanted.append((variable, values) if values else variable)
        found = outcome_flow(study, wanted)
        showing.show(found, found.to_dict())


def _print_groups(finding: ThemeByOutcome, language: str, *, details: bool, as_json: bool) -> None:
    frames = {"details": finding.details, "reach": finding.reach} if details else {}
    if details and finding.by is not None:
        frames["stratified"] = finding.stratified
    if as_json:
        say_json(finding.to_dict() | {name: records(frame) for name, frame in frames.items()})
        return
    say(finding.as_text(language))
    for value, stratum in finding.strata.items():
        say(f"\n{finding.by} = {value}\n{stratum.as_text(language)}")
    for name, frame in frames.items():
        by_code = frame.set_index("code") if "code" in frame else frame
        say(f"\n{name}\n{by_code.T.to_string(float_format='{:.3f}'.format)}")


def _is_measure(matrix: ThemeMatrix, outcome: str) -> bool:
    """Whether the outcome is a number, and not a yes or no that is written as one."""
    from pandas.api import types

    people = matrix.frames.participants
    if outcome not in people or types.is_bool_dtype(people[outcome]):
        return False
    return types.is_numeric_dtype(people[outcome]) and not set(people[outcome].dropna()) <= {0, 1}


def _by_measure(
    matrix: ThemeMatrix, outcome: str, adjust: str, only_groups: Mapping[str, object]
) -> ThemeByMeasure:
    from workbench.findings.theme_by_measure import theme_by_measure

    for option, given in only_groups.items():
        if given is not None:
            raise FindingError(
                f"{option} is for groups, and {outcome!r} is a number", hint=f"Leave out {option}"
            )
    return theme_by_measure(matrix, outcome=outcome, adjust=adjust)  # type: ignore[arg-type]
