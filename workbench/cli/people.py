"""The commands about who has which theme: the matrix, times to an event, combinations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from workbench.cli.bundles import bundled
from workbench.cli.options import CodesOption, GroupsOption
from workbench.cli.rules import Rules
from workbench.cli.showing import Showing
from workbench.errors import FindingError

if TYPE_CHECKING:
    from workbench.findings.theme_matrix import ThemeMatrix


@bundled
def matrix(
    *,
    outcome: Annotated[
        str | None, typer.Option(metavar="VAR", help="Colour the figure by this variable of the register.")
    ] = None,
    code: CodesOption = None,
    rules: Rules,
    showing: Showing,
) -> None:
    """Theme matrix: in whom each theme was found."""
    with showing.opened() as study:
        found = rules.matrix(study, codes=code, outcome=outcome)
        showing.show(
            found,
            {
                "outcome": outcome,
                "themes": list(found.themes),
                "people": _people(found),
                "excluded": found.excluded,
            },
        )


@bundled
def times(
    *,
    time: Annotated[
        str, typer.Option(metavar="VAR", help="How long each person was watched: a number of the register.")
    ],
    event: Annotated[
        str, typer.Option(metavar="VAR", help="Whether it happened at the end of that time: yes or no.")
    ],
    exit_date: Annotated[str, typer.Option(metavar="VAR", help="The day on which it happened.")],
    code: CodesOption = None,
    rules: Rules,
    adjust: Annotated[
        Literal["holm", "bh"], typer.Option(metavar="HOW", help="For the number of themes: holm or bh.")
    ] = "holm",
    showing: Showing,
) -> None:
    """Theme by time: how soon an event comes, with and without."""
    from workbench.findings.theme_by_time import theme_by_time

    with showing.opened() as study:
        matrix = rules.matrix(study, codes=code)
        found = theme_by_time(matrix, time=time, event=event, exit_date=exit_date, adjust=adjust)
        showing.show(found, found.to_dict())


@bundled
def combinations(
    *,
    outcome: Annotated[
        str | None, typer.Option(metavar="VAR", help="Tell the groups of this variable apart.")
    ] = None,
    group: GroupsOption = None,
    code: CodesOption = None,
    rules: Rules,
    showing: Showing,
) -> None:
    """Code combinations: which themes people have together."""
    from workbench.findings.relations.combinations import code_combinations

    with showing.opened() as study:
        if group and outcome is None:
            raise FindingError("--group names groups of no variable", hint="Add --outcome VAR")
        found = code_combinations(rules.matrix(study, codes=code), outcome=outcome, groups=group)
        showing.show(
            found,
            {
                "outcome": outcome,
                "groups": list(found.groups) if outcome else [],
                "combinations": found.table,
                "excluded": found.excluded,
            },
        )


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
