"""The commands about codes in the interviews: how they stand to each other, and how many are new."""

from __future__ import annotations

from typing import Annotated

import typer

from workbench.cli.options import (
    CodersOption,
    CodesOption,
    FigureOption,
    JsonOption,
    LanguageOption,
    StudyOption,
    open_study,
)
from workbench.cli.output import told_on_stderr
from workbench.cli.showing import show

RollUpOption = Annotated[bool, typer.Option(help="Whether codes count for the theme above them.")]


def co_occurrence(
    within: Annotated[
        str,
        typer.Option(metavar="WHERE", help="Where they stand together: segment, overlap, turn or person."),
    ] = "overlap",
    turns: Annotated[
        int, typer.Option(metavar="N", help="With --within turn: so many turns apart at most.")
    ] = 0,
    code: CodesOption = None,
    coder: CodersOption = None,
    roll_up: RollUpOption = True,
    figure: FigureOption = None,
    language: LanguageOption = "en",
    study: StudyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Co-occurrence: which themes stand together."""
    from workbench.findings.relations.co_occurrence import co_occurrence as find

    with told_on_stderr(), open_study(study) as opened:
        found = find(
            opened,
            within=within,  # type: ignore[arg-type]
            turns=turns,
            codes=code or None,
            coder=coder or None,
            roll_up=roll_up,
        )
        values = {
            "within": found.within,
            "turns": found.turns,
            "unit": found.unit,
            "pairs": found.table.drop(columns=["label_a", "label_b"]),
            "left_out": found.left_out,
        }
        show(found, figure, language, as_json=as_json, values=values)


def sequences(
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
    figure: FigureOption = None,
    language: LanguageOption = "en",
    study: StudyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Sequences: which theme follows which in the interviews."""
    from workbench.findings.relations.sequences import code_sequences

    with told_on_stderr(), open_study(study) as opened:
        found = code_sequences(opened, turns=turns, codes=code or None, coder=coder or None, roll_up=roll_up)
        values = {
            "turns": found.turns,
            "sequences": found.sequences,
            "steps": found.table.drop(columns=["label_first", "label_then"]),
            "left_out": found.left_out,
        }
        show(found, figure, language, as_json=as_json, values=values)


def portrait(
    transcripts: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TRANSCRIPT]...", show_default=False, help="Which interviews. Default: every coded one."
        ),
    ] = None,
    code: CodesOption = None,
    coder: CodersOption = None,
    roll_up: RollUpOption = True,
    figure: FigureOption = None,
    language: LanguageOption = "en",
    study: StudyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Document portrait: where in an interview each theme stands."""
    from workbench.findings.relations.portrait import document_portrait

    with told_on_stderr(), open_study(study) as opened:
        found = document_portrait(
            opened, transcripts or None, codes=code or None, coder=coder or None, roll_up=roll_up
        )
        values = {
            "transcripts": list(found.transcripts),
            "coded": dict(found.coded),
            "themes": found.table.drop(columns="label"),
            "left_out": found.left_out,
        }
        show(found, figure, language, as_json=as_json, values=values)


def saturation(
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
    figure: FigureOption = None,
    language: LanguageOption = "en",
    study: StudyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Saturation: how many new codes each interview brings."""
    from workbench.findings.relations.saturation import saturation as find

    with told_on_stderr(), open_study(study) as opened:
        found = find(
            opened,
            order=transcripts or None,
            base=base,
            run=run,
            threshold=threshold,
            codes=code or None,
            coder=coder or None,
            roll_up=roll_up,
        )
        values = {
            "base": found.base,
            "run": found.run,
            "threshold": found.threshold,
            "reached": found.reached,
            "order": found.order,
            "interviews": found.table,
            "excluded": found.excluded,
        }
        show(found, figure, language, as_json=as_json, values=values)
