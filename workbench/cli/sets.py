"""The command of set-theoretic analysis (QCA), and how its sets are written on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from workbench.cli.bundles import bundled
from workbench.cli.rules import Rules, name_and_values
from workbench.cli.showing import Showing
from workbench.errors import FindingError

if TYPE_CHECKING:
    from workbench.findings.qca.calibration import Calibration

Anchors = tuple[float, float, float]


@bundled
def sets(
    *,
    outcome: Annotated[
        str, typer.Option(metavar="SET", help="The outcome: a yes or no, or VAR=VALUE,VALUE for who is in.")
    ],
    condition: Annotated[
        list[str],
        typer.Option(metavar="SET", help="A condition: a theme, or a variable as in --outcome; repeat."),
    ],
    anchors: Annotated[
        list[str] | None,
        typer.Option(
            metavar="VAR=A,B,C",
            help="Of a number: fully out, the crossover, fully in (a fuzzy set); repeat for several.",
        ),
    ] = None,
    membership: Annotated[
        list[str] | None,
        typer.Option(metavar="VAR", help="This variable holds memberships between 0 and 1; repeat."),
    ] = None,
    absent: Annotated[
        bool, typer.Option("--absent", help="What goes with the absence of the outcome?")
    ] = False,
    expect: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=SIDE",
            help="Theory expects a condition to help when it is present, or absent; repeat.",
        ),
    ] = None,
    consistency: Annotated[
        float, typer.Option(metavar="SHARE", help="From this consistency on a configuration is sufficient.")
    ] = 0.8,
    pri: Annotated[float, typer.Option(metavar="SHARE", help="And from this PRI on.")] = 0.5,
    frequency: Annotated[int, typer.Option(metavar="N", help="So many cases a configuration needs.")] = 1,
    rules: Rules,
    showing: Showing,
) -> None:
    """Set analysis (QCA): which conditions go with an outcome."""
    from workbench.findings.qca.set_analysis import set_analysis

    with showing.opened() as study:
        outcome_set, *conditions = _calibrations([outcome, *condition], anchors or [], membership or [])
        found = set_analysis(
            rules.matrix(study),
            outcome=outcome_set,
            conditions=conditions,
            absent=absent,
            expectations=dict(map(_side, expect or [])),
            consistency=consistency,
            pri=pri,
            frequency=frequency,
        )
        showing.show(
            found,
            {
                "outcome": found.outcome,
                "absent": absent,
                "conditions": list(found.conditions),
                "configurations": found.table,
                "solutions": found.solutions,
                "necessity": found.necessity,
                "contradictions": found.contradictions,
                "memberships": found.memberships,
                "excluded": found.excluded,
            },
        )


def _calibrations(given: list[str], anchors: list[str], membership: list[str]) -> list[Calibration]:
    """Read each set with its anchors, or that it holds memberships."""
    from workbench.findings.grouping import nearest
    from workbench.findings.qca.calibration import Calibration

    anchored = dict(_anchors(one) for one in anchors)
    made = []
    for one in given:
        named, members = name_and_values(one)
        kind, colon, name = named.partition(":")
        of = kind if colon and kind in ("theme", "variable") else None
        name = name if of else named
        made.append(
            Calibration(
                name,
                tuple(members),
                anchored.get(name),
                name in membership,
                of,  # type: ignore[arg-type]
            )
        )
    names = [one.name for one in made]
    for option, asked in (("--anchors", anchored), ("--membership", membership)):
        for name in asked:
            if name not in names:
                raise FindingError(
                    f"{option} names {name!r}, which is neither the outcome nor a condition",
                    hint=nearest(name, names),
                )
    return made


def _anchors(given: str) -> tuple[str, Anchors]:
    name, values = name_and_values(given)
    try:
        out, crossover, full = map(float, values)
    except ValueError:
        raise FindingError(
            f"{given!r} does not name three numbers",
            hint="Write --anchors VAR=20,35,50: fully out, the crossover and fully in",
        ) from None
    return name, (out, crossover, full)


def _side(given: str) -> tuple[str, Literal["present", "absent"]]:
    name, equals, side = given.partition("=")
    if not equals:
        raise FindingError(f"{given!r} does not say how it helps", hint=f"Write --expect {given}=present")
    return name, side  # type: ignore[return-value]
