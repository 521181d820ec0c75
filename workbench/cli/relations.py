"""The commands about codes in the interviews: how they stand to each other, and how many are new."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from workbench.cli.bundles import bundled
from workbench.cli.options import CodersOption, CodesOption
from workbench.cli.showing import Showing

RollUpOption = Annotated[bool, typer.Option(help="Whether codes count for the theme above them.")]


@bundled
def co_occurrence(
    *,
    within: Annotated[
        Literal["segment", "overlap", "turn", "person"],
        typer.Option(metavar="WHERE", help="Where they stand together: segment, overlap, turn or person."),
    ] = "overlap",
    turns: Annotated[
        int, typer.Option(metavar="N", help="With --within turn: so many turns apart at most.")
    ] = 0,
    code: CodesOption = None,
    coder: CodersOption = None,
    roll_up: RollUpOption = True,
    showing: Showing,
) -> None:
    """Co-occurrence: which themes stand together."""
    from workbench.findings.relations.co_occurrence import co_occurrence as find

    with showing.opened() as study:
        found = find(study, within=within, turns=turns, codes=code, coder=coder, roll_up=roll_up)
        showing.show(
            found,
            {
                "within": found.within,
                "turns": found.turns,
                "unit": found.unit,
                "pairs": found.table.drop(columns=["label_a", "label_b"]),
                "left_out": found.left_out,
            },
        )


@bundled
def sequences(
    *,
    turns: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="What is coded in one of the next N turns follows. Default: what is coded next follows.",
        ),
    ] = None,
    code: CodesOption = None,
    coder: CodersOption = None,
    roll_up: RollUpOption = True,
    showing: Showing,
) -> None:
    """Sequences: which theme follows which in the interviews."""
    from workbench.findings.relations.sequences import code_sequences

    with showing.opened() as study:
        found = code_sequences(study, turns=turns, codes=code, coder=coder, roll_up=roll_up)
        showing.show(
            found,
            {
                "turns": found.turns,
                "sequences": found.sequences,
                "steps": found.table.drop(columns=["label_first", "label_then"]),
                "left_out": found.left_out,
            },
        )


@bundled
def portrait(
    *,
    transcripts: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TRANSCRIPT]...", show_default=False, help="Which interviews. Default: every coded one."
        ),
    ] = None,
    code: CodesOption = None,
    coder: CodersOption = None,
    roll_up: RollUpOption = True,
    showing: Showing,
) -> None:
    """Document portrait: where in an interview each theme stands."""
    from workbench.findings.relations.portrait import document_portrait

    with showing.opened() as study:
        found = document_portrait(study, transcripts, codes=code, coder=coder, roll_up=roll_up)
        showing.show(
            found,
            {
                "transcripts": list(found.transcripts),
                "coded": dict(found.coded),
                "themes": found.table.drop(columns="label"),
                "left_out": found.left_out,
            },
        )


@bundled
def saturation(
    *,
    transcripts: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TRANSCRIPT]...",
            show_default=False,
            help="The interviews, in the order in which they were held; only these count. "
            "Default: all, in the order in which they were first coded.",
        ),
    ] = None,
    base: Annotated[
        int, typer.Option(metavar="N", help="So many interviews at the start make the base.")
    ] = 4,
    run: Annotated[int, typer.Option(metavar="N", help="So many interviews in a row make a run.")] = 2,
    threshold: Annotated[
        float,
        typer.Option(
            metavar="SHARE", help="The share of new codes in a run, of those in the base, that is little."
        ),
    ] = 0.05,
    code: CodesOption = None,
    coder: CodersOption = None,
    roll_up: RollUpOption = False,
    showing: Showing,
) -> None:
    """Saturation: how many new codes each interview brings."""
    from workbench.findings.relations.saturation import saturation as find

    with showing.opened() as study:
        found = find(
            study,
            order=transcripts,
            base=base,
            run=run,
            threshold=threshold,
            codes=code,
            coder=coder,
            roll_up=roll_up,
        )
        showing.show(
            found,
            {
                "base": found.base,
                "run": found.run,
                "threshold": found.threshold,
                "reached": found.reached,
                "order": found.order,
                "interviews": found.table,
                "excluded": found.excluded,
            },
        )
