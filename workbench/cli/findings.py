"""The commands that compute a finding from a study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.options import FigureOption, JsonOption, LanguageOption, StudyOption, open_study
from workbench.cli.output import records, say, say_json, told_on_stderr

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from workbench.findings.finding import Finding
    from workbench.findings.result import ThemeByOutcome
    from workbench.findings.theme_matrix import ThemeMatrix


def themes(
    outcome: Annotated[
        str,
        typer.Option(metavar="VAR", help="The outcome variable: groups, or a number (with --event a time)."),
    ],
    by: Annotated[
        str | None, typer.Option(metavar="VAR", help="Also within each value of this variable.")
    ] = None,
    code: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="A theme; repeat for several. Default: all.")
    ] = None,
    coder: Annotated[
        list[str] | None, typer.Option(help="A coder that counts; repeat for several. Default: any.")
    ] = None,
    group: Annotated[
        list[str] | None, typer.Option(metavar="VALUE", help="An outcome group, in order; repeat.")
    ] = None,
    agreement: Annotated[
        str,
        typer.Option(metavar="RULE", help="any coder is enough, all must agree, or consensus."),
    ] = "any",
    role: Annotated[
        list[str] | None, typer.Option(help="Only what people say in this role; repeat for several.")
    ] = None,
    count: Annotated[
        list[str] | None,
        typer.Option(metavar="ATTRIBUTE=VALUE", help="A value with which codings count; repeat."),
    ] = None,
    not_asked: Annotated[
        Path | None,
        typer.Option(metavar="FILE.csv", help="What was not asked: code, and transcript or role."),
    ] = None,
    adjust: Annotated[
        str, typer.Option(metavar="HOW", help="For the number of themes: holm, bh or max-t.")
    ] = "holm",
    outcome_date: Annotated[
        str | None, typer.Option(metavar="VAR", help="The day of the outcome: who was interviewed later?")
    ] = None,
    event: Annotated[
        str | None,
        typer.Option(metavar="VAR", help="Whether it happened at the end of that time."),
    ] = None,
    exit_date: Annotated[
        str | None, typer.Option(metavar="VAR", help="With --event: the day on which it happened.")
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
    from workbench.errors import FindingError
    from workbench.findings.theme_matrix import theme_matrix

    with told_on_stderr():
        if figure_kind is not None and figure is None:
            raise FindingError(
                "--figure-kind says how to draw, and no figure was asked for",
                hint=f"Add --figure OUT.svg (or html, pdf, png), or leave out --figure-kind {figure_kind}",
            )
    with told_on_stderr(), open_study(study) as opened:
        matrix = theme_matrix(
            opened,
            codes=code or None,
            coder=coder or None,
            agreement=agreement,  # type: ignore[arg-type]
            roles=role or None,
            values=_counted_values(count or []),
            not_asked=not_asked,
        )
        only_groups = {
            "--by": by,
            "--group": group or None,
            "--outcome-date": outcome_date,
            "--figure-kind": figure_kind,
        }
        if event is not None or exit_date is not None:
            _print(
                _by_time(matrix, outcome, event, exit_date, adjust, only_groups),
                figure,
                language,
                as_json=as_json,
            )
        elif not group and _is_measure(matrix, outcome):
            _print(_by_measure(matrix, outcome, adjust, only_groups), figure, language, as_json=as_json)
        else:
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
        _print(
            interviewed_against_register(opened, variables=variable or None),
            figure,
            language,
            as_json=as_json,
        )


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
            variable, equals, values = step.partition("=")
            wanted.append((variable, values.split(",")) if equals else variable)
        _print(outcome_flow(opened, wanted), figure, language, as_json=as_json)


def _print_groups(finding: ThemeByOutcome, language: str, *, details: bool, as_json: bool) -> None:
    frames = {"details": finding.details, "reach": finding.reach} if details else {}
    if details and finding.by is not None:
        frames["stratified"] = finding.stratified
    if as_json:
        say_json(finding.to_dict() | {name: _finite(frame) for name, frame in frames.items()})
        return
    say(finding.as_text(language))
    for value, stratum in finding.strata.items():
        say(f"\n{finding.by} = {value}\n{stratum.as_text(language)}")
    for name, frame in frames.items():
        by_code = frame.set_index("code") if "code" in frame else frame
        say(f"\n{name}\n{by_code.T.to_string(float_format='{:.3f}'.format)}")


def _finite(frame: pd.DataFrame) -> list[dict[str, object]]:
    """The rows as JSON has them: an infinite ratio is the text `inf`."""
    return [
        {name: str(value) if value in (float("inf"), float("-inf")) else value for name, value in row.items()}
        for row in records(frame)
    ]


def _print(finding: Finding, figure: Path | None, language: str, *, as_json: bool) -> None:
    if figure is not None:
        finding.export(figure, language)
    if as_json:
        say_json(finding.to_dict())  # type: ignore[attr-defined]
    else:
        say(finding.as_text(language))


def _is_measure(matrix: ThemeMatrix, outcome: str) -> bool:
    """Whether the outcome is a number, and not a yes or no that is written as one."""
    from pandas.api import types

    people = matrix.frames.participants
    if outcome not in people or types.is_bool_dtype(people[outcome]):
        return False
    return types.is_numeric_dtype(people[outcome]) and not set(people[outcome].dropna()) <= {0, 1}


def _by_measure(matrix: ThemeMatrix, outcome: str, adjust: str, only_groups: Mapping[str, object]) -> Finding:
    from workbench.findings.theme_by_measure import theme_by_measure

    _refuse(only_groups, f"{outcome!r} is a number")
    return theme_by_measure(matrix, outcome=outcome, adjust=adjust)  # type: ignore[arg-type]


def _by_time(
    matrix: ThemeMatrix,
    outcome: str,
    event: str | None,
    exit_date: str | None,
    adjust: str,
    only_groups: Mapping[str, object],
) -> Finding:
    from workbench.errors import FindingError
    from workbench.findings.theme_by_time import theme_by_time

    if event is None or exit_date is None:
        raise FindingError("--event and --exit-date belong together", hint="Give both")
    _refuse(only_groups, "a time is compared")
    return theme_by_time(matrix, time=outcome, event=event, exit_date=exit_date, adjust=adjust)  # type: ignore[arg-type]


def _refuse(only_groups: Mapping[str, object], why: str) -> None:
    from workbench.errors import FindingError

    for option, given in only_groups.items():
        if given is not None:
            raise FindingError(f"{option} is for groups, and {why}", hint=f"Leave out {option}")


def _counted_values(given: list[str]) -> dict[str, list[str]] | None:
    from workbench.errors import FindingError

    values: dict[str, list[str]] = {}
    for one in given:
        attribute, equals, value = one.partition("=")
        if not equals:
            raise FindingError(f"{one!r} names no value", hint="Write --count stance=present")
        values.setdefault(attribute.strip(), []).append(value.strip())
    return values or None
