"""The commands about who has which theme: the matrix, times to an event, combinations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

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
from workbench.cli.output import told_on_stderr
from workbench.cli.rules import AgreementOption, CountedOption, NotAskedOption, RolesOption, matrix_by_rules
from workbench.cli.showing import show
from workbench.errors import FindingError

if TYPE_CHECKING:
    from workbench.findings.theme_matrix import ThemeMatrix


def matrix(
    outcome: Annotated[
        str | None, typer.Option(metavar="VAR", help="Colour the figure by this variable of the register.")
    ] = None,
    code: CodesOption = None,
    coder: CodersOption = None,
    agreement: AgreementOption = "any",
    role: RolesOption = None,
    count: CountedOption = None,
    not_asked: NotAskedOption = None,
    figure: FigureOption = None,
    language: LanguageOption = "en",
    study: StudyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Theme matrix: in whom each theme was found."""
    with told_on_stderr(), open_study(study) as opened:
        found = matrix_by_rules(
            opened,
            code=code,
            coder=coder,
            agreement=agreement,
            role=role,
            count=count,
            not_asked=not_asked,
            outcome=outcome,
        )
        values = {
            "outcome": outcome,
            "themes": list(found.themes),
            "people": _people(found),
            "excluded": found.excluded,
        }
        show(found, figure, language, as_json=as_json, values=values)


def times(
    time: Annotated[
        str, typer.Option(metavar="VAR", help="How long each person was watched: a number of the register.")
    ],
    event: Annotated[
        str, typer.Option(metavar="VAR", help="Whether it happened at the end of that time: yes or no.")
    ],
    exit_date: Annotated[str, typer.Option(metavar="VAR", help="The day on which it happened.")],
    code: CodesOption = None,
    coder: CodersOption = None,
    agreement: AgreementOption = "any",
    role: RolesOption = None,
    count: CountedOption = None,
    not_asked: NotAskedOption = None,
    adjust: Annotated[
        str, typer.Option(metavar="HOW", help="For the number of themes: holm or bh.")
    ] = "holm",
    figure: FigureOption = None,
    language: LanguageOption = "en",
    study: StudyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Theme by time: how soon an event comes, with and without."""
    from workbench.findings.theme_by_time import theme_by_time

    with told_on_stderr(), open_study(study) as opened:
        found = theme_by_time(
            matrix_by_rules(
                opened,
                code=code,
                coder=coder,
                agreement=agreement,
                role=role,
                count=count,
                not_asked=not_asked,
            ),
            time=time,
            event=event,
            exit_date=exit_date,
            adjust=adjust,  # type: ignore[arg-type]
        )
        show(found, figure, language, as_json=as_json, values=found.to_dict())


def combinations(
    outcome: Annotated[
        str | None, typer.Option(metavar="VAR", help="Tell the groups of this variable apart.")
    ] = None,
    group: GroupsOption = None,
    code: CodesOption = None,
    coder: CodersOption = None,
    agreement: AgreementOption = "any",
    role: RolesOption = None,
    count: CountedOption = None,
    not_asked: NotAskedOption = None,
    figure: FigureOption = None,
    language: LanguageOption = "en",
    study: StudyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Code combinations: which themes people have together."""
    from workbench.findings.relations.combinations import code_combinations

    with told_on_stderr(), open_study(study) as opened:
        if group and outcome is None:
            raise FindingError("--group names groups of no variable", hint="Add --outcome VAR")
        found = code_combinations(
            matrix_by_rules(
                opened,
                code=code,
                coder=coder,
                agreement=agreement,
                role=role,
                count=count,
                not_asked=not_asked,
            ),
            outcome=outcome,
            groups=group or None,
        )
        values = {
            "outcome": outcome,
            "groups": list(found.groups) if outcome else [],
            "combinations": found.table,
            "excluded": found.excluded,
        }
        show(found, figure, language, as_json=as_json, values=values)


def _people(found: ThemeMatrix) -> list[dict[str, Any]]:
    """Each person with the state of each theme, and in how many passages it is (None where not known)."""
    groups = found.groups.where(found.groups.notna(), None)
    counts = found.counts.astype(object)
    states, passages = (
        frame.where(frame.notna(), None).to_dict("index") for frame in (found.table.astype(object), counts)
    )
    return [
        {
            "participant": person,
            "group": groups[person],
            "themes": states[person],
            "passages": passages[person],
        }
        for person in found.table.index
    ]
