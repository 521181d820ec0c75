"""The commands that write what was found to files: a joint display, the report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

import typer

from workbench.cli.options import JsonOption, LanguageOption, StudyOption, open_study
from workbench.cli.output import say, say_json, told_on_stderr

OutcomeOption = Annotated[str | None, typer.Option(metavar="VAR", help="The outcome variable.")]
SmallestOption = Annotated[
    int, typer.Option(metavar="N", help="The smallest count that is shown; smaller ones are masked.")
]
AttributeOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="VAR",
        help="Hold back quotes of people with a rare value of this variable; repeat.",
    ),
]


def display(
    out: Annotated[Path, typer.Argument(metavar="OUT.(html|docx|xlsx|tex)", show_default=False)],
    kind: Annotated[
        str,
        typer.Option(
            help="themes by outcome, side by side, statistics by themes, quote matrix, typology, "
            "case summaries or programme by element."
        ),
    ] = "themes by outcome",
    outcome: OutcomeOption = None,
    variable: Annotated[
        list[str] | None, typer.Option(metavar="VAR", help="A variable of the register; repeat for several.")
    ] = None,
    by: Annotated[
        list[str] | None, typer.Option(metavar="VAR", help="A variable that forms types; repeat for two.")
    ] = None,
    programme: Annotated[
        str, typer.Option(metavar="KEY", help="What the transcripts' metadata call the programme.")
    ] = "programme",
    language: LanguageOption = "en",
    smallest: SmallestOption = 1,
    attribute: AttributeOption = None,
    study: StudyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a joint display: numbers and quotes side by side, with what the team wrote beside them."""
    from workbench.findings.disclosure.disclosure import disclosure
    from workbench.findings.displays.joint_display import Kind, joint_display

    with told_on_stderr(), open_study(study) as opened:
        frames = opened.frames()
        guard = disclosure(frames, variables=attribute or (), smallest=smallest)
        made = joint_display(
            frames,
            cast("Kind", kind),
            outcome=outcome,
            variables=variable or (),
            by=by or (),
            programme=programme,
        )
        shown = guard.apply(made)
        shown.export(out, language)
        if as_json:
            stale = sorted(set(shown.stale["row"]))
            say_json({"file": str(out), "rows": len(shown.table), "stale": stale, "held": len(guard.held)})
        else:
            say(shown.summary(language))
            say(f"Written to {out}")


def report(
    out: Annotated[Path, typer.Argument(metavar="OUT.(html|docx)", show_default=False)],
    outcome: OutcomeOption = None,
    template: Annotated[
        Path | None, typer.Option(metavar="FILE.html", help="Your own template; see docs/report.md.")
    ] = None,
    language: LanguageOption = "en",
    smallest: SmallestOption = 1,
    attribute: AttributeOption = None,
    study: StudyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the report: facts, codebook, themes, joint display, negative cases, checklists, audit trail."""
    from workbench.report.report import report as write_report

    with told_on_stderr(), open_study(study) as opened:
        write_report(
            opened,
            out,
            outcome=outcome,
            template=template,
            language=language,
            smallest=smallest,
            attributes=attribute or (),
        )
        if as_json:
            say_json({"file": str(out)})
        else:
            say(f"Written to {out}")
