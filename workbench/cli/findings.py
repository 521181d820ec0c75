"""The commands that compare what people have in common: by outcome, with the register, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.options import (
    CodersOption,
    CodesOption,
    FigureOption,
    GroupsOption,
    JsonOption,
    LanguageOption,
    StudyOption,
    open_study,
)
from workbench.cli.output import records, say, say_json, told_on_stderr
from workbench.cli.rules import (
    AgreementOption,
    CountedOption,
    NotAskedOption,
    RolesOption,
    matrix_by_rules,
    name_and_values,
)
from workbench.cli.showing import show
from workbench.errors import FindingError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.findings.result import ThemeByOutcome
    from workbench.findings.theme_by_measure import ThemeByMeasure
    from workbench.findings.theme_matrix import ThemeMatrix


def themes(
    outcome: Annotated[str, typer.Option(metavar="VAR", help="The outcome variable: groups, or a number.")],
    by: Annotated[
        str | None, typer.Option(metavar="VAR", help="Also within each value of this variable.")
    ] = None,
    code: CodesOption = None,
    coder: CodersOption = None,
    group: GroupsOption = None,
    agreement: AgreementOption = "any",
    role: RolesOption = None,
    count: CountedOption = None,
    not_asked: NotAskedOption = None,
    adjust: Annotated[
        str, typer.Option(metavar="HOW", help="For the number of themes: holm, bh or max-t.")
    ] = "holm",
    outcome_date: Annotated[
        str | None, typer.Option(metavar="VAR", help="The day of the outcome: who was interviewed later?")
    ] = None,
    details: Annotated[bool, typer.Option("--details", help="Also print every other statistic.")] = False,
    figure: FigureOption = None,
    figure_kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="Of groups: dots (default), diverging or residuals.")
    ] = None,
    language: LanguageOption = "en",
    study: StudyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Theme by outcome: how many people of each outcome group have each theme."""
    with told_on_stderr():
        if figure_kind is not None and figure is None:
            raise FindingError(
                "--figure-kind says how to draw, and no figure was asked for",
                hint=f"Add --figure OUT.svg (or html, pdf, png), or leave out --figure-kind {figure_kind}",
            )
    with told_on_stderr(), open_study(study) as opened:
        matrix = matrix_by_rules(
            opened, code=code, coder=coder, agreement=agreement, role=role, count=count, not_asked=not_asked
        )
        if not group and _is_measure(matrix, outcome):
            only_groups = {"--by": by, "--outcome-date": outcome_date, "--figure-kind": figure_kind}
            measured = _by_measure(matrix, outcome, adjust, only_groups)
            show(measured, figure, language, as_json=as_json, values=measured.to_dict())
            return
        from workbench.findings.theme_by_outcome import theme_by_outcome

        finding = theme_by_outcome(
            matrix,
            outcome=outcome,
            groups=group or None,
            by=by,
            adjust=adjust,  # type: ignore[arg-type]
            outcome_date=outcome_date,
        )
        if figure is not None:
            finding.export(figure, language, kind=figure_kind or "dots")  # type: ignore[arg-type]
        _print_groups(finding, language, details=details, as_json=as_json)


def interviewed(
    variable: Annotated[
        list[str] | None, typer.Option(metavar="VAR", help="A variable; repeat for several. Default: all.")
    ] = None,
    figure: FigureOption = None,
    language: LanguageOption = "en",
    study: StudyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Interviewed against register: how far the interviewed are like the others in the register."""
    from workbench.findings.interviewed import interviewed_against_register

    with told_on_stderr(), open_study(study) as opened:
        found = interviewed_against_register(opened, variables=variable or None)
        show(found, figure, language, as_json=as_json, values=found.to_dict())


def flow(
    steps: Annotated[
        list[str],
        typer.Argument(
            metavar="STEP...",
            show_default=False,
            help="A yes or no of the register, or VAR=VALUE (VAR=VALUE,VALUE for several), in order.",
        ),
    ],
    figure: FigureOption = None,
    language: LanguageOption = "en",
    study: StudyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Outcome flow: how many people of the register reach each step, and how many were interviewed."""
    from workbench.findings.outcome_flow import Step, outcome_flow

    with told_on_stderr(), open_study(study) as opened:
        wanted: list[Step] = []
        for step in steps:
            variable, values = name_and_values(step)
            wanted.append((variable, values) if values else variable)
        found = outcome_flow(opened, wanted)
        show(found, figure, language, as_json=as_json, values=found.to_dict())


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
