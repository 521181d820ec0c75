"""The commands. Each opens the study, does one thing and says what it did."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli import findings, judged, people, relations, sets, written_results
from workbench.cli.backup import backup
from workbench.cli.headings import COMPARE, FILL, KEEP, READ, WRITE, CommandsUnderHeadings
from workbench.cli.log import log
from workbench.cli.options import FileArgument, JsonOption, StudyOption, open_study
from workbench.cli.output import REFUSED, records, say, say_json, told_on_stderr

app = typer.Typer(
    name="workbench",
    cls=CommandsUnderHeadings,
    help="Code interviews and link every quote to the outcomes of who said it.",
    no_args_is_help=True,
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def version_or_command(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Code interviews and link every quote to the outcomes of who said it."""
    if version:
        import workbench

        say(workbench.__version__)
        raise typer.Exit


@app.command(rich_help_panel=FILL)
def init(
    directory: Annotated[Path, typer.Argument(metavar="DIR", show_default=False)],
    study: Annotated[
        str | None,
        typer.Option("--study", metavar="PATH_OR_URL", help="Keep the study here instead of in DIR."),
    ] = None,
    track_data: Annotated[
        bool, typer.Option("--track-data", help="Let git see interviews, registers and the study.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Lay out a new study: folders for transcripts, outcomes, scheme and notebooks, and the study file."""
    from workbench.study.layout import lay_out

    with told_on_stderr():
        where = lay_out(directory, study, track_data=track_data)
        if as_json:
            say_json({"study": where})
        else:
            say(f"Made the study {where}")
            say("Next: put interviews into transcripts/ and run `workbench import transcripts`")


@app.command(name="import", rich_help_panel=FILL)
def import_(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", show_default=False)],
    language: Annotated[
        str | None, typer.Option(help="Language of the transcripts, for example da. Default: detected.")
    ] = None,
    preview: Annotated[bool, typer.Option("--preview", help="Say what would happen, save nothing.")] = False,
    study: StudyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Import transcripts: files, or all files of folders (txt md docx odt rtf pdf srt vtt)."""
    with told_on_stderr(), open_study(study) as opened:
        report = opened.import_transcripts(*paths, language=language, progress=not as_json, preview=preview)
        if as_json:
            say_json(report.to_dict())
        else:
            say(str(report))
        if report.refused:
            raise typer.Exit(REFUSED)


@app.command(rich_help_panel=FILL)
def scheme(file: FileArgument, study: StudyOption = None, as_json: JsonOption = False) -> None:
    """Put a coding scheme (YAML) into force."""
    with told_on_stderr(), open_study(study) as opened:
        read = opened.set_scheme(file)
        codes = [code.id for code in read.codes if not code.group]
        if as_json:
            say_json({"scheme": read.id, "codes": codes, "attributes": list(read.attribute_by_id)})
        else:
            say(f"The scheme {read.id} with {len(codes)} codes is in force")


@app.command(rich_help_panel=FILL)
def outcomes(
    file: FileArgument,
    key: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="The column that holds the participant.")
    ] = None,
    study: StudyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put an outcome register into force: a declaration (YAML), or csv, xlsx, parquet, sav, dta."""
    with told_on_stderr(), open_study(study) as opened:
        read = opened.set_outcomes(file, key=key)
        if as_json:
            variables = [
                {"id": v.id, "type": v.type, "inferred": v.inferred, "provenance": v.provenance}
                for v in read.person_variables
            ]
            say_json({"register": read.id, "participants": len(read.participants), "variables": variables})
        else:
            say(
                f"The register {read.id} with {len(read.participants)} participants and "
                f"{len(read.person_variables)} variables is in force"
            )


@app.command(rich_help_panel=FILL)
def link(file: FileArgument, study: StudyOption = None, as_json: JsonOption = False) -> None:
    """Link speakers to participants: a CSV with transcript, speaker, participant, role."""
    with told_on_stderr(), open_study(study) as opened:
        links = opened.link(file)
        linked = sum(one.participant is not None for one in links)
        if as_json:
            say_json({"speakers": len(links), "linked": linked})
        else:
            say(f"{linked} of {len(links)} speakers are linked to a participant")


@app.command(rich_help_panel=FILL)
def codings(file: FileArgument, study: StudyOption = None, as_json: JsonOption = False) -> None:
    """Add codings: a CSV with transcript, code, coder, and start and end, or quote."""
    with told_on_stderr(), open_study(study) as opened:
        added, there = opened.add_codings(file)
        if as_json:
            say_json({"added": added, "there_already": there})
        else:
            say(f"{added} codings added, {there} were there already")


@app.command(rich_help_panel=FILL)
def status(file: FileArgument, study: StudyOption = None, as_json: JsonOption = False) -> None:
    """Say how far coders are: a CSV with transcript, coder, status (not started, in progress, done)."""
    with told_on_stderr(), open_study(study) as opened:
        statuses = opened.set_statuses(file)
        done = sum(one.status == "done" for one in statuses)
        if as_json:
            say_json({"set": len(statuses), "done": done})
        else:
            say(f"{len(statuses)} statuses set, {done} of them done")


@app.command(rich_help_panel=READ)
def quotes(
    code: Annotated[
        str | None, typer.Option(metavar="ID", help="Only this code and the codes below it.")
    ] = None,
    coder: Annotated[str | None, typer.Option(help="Only this coder.")] = None,
    transcript: Annotated[str | None, typer.Option(help="Only this transcript.")] = None,
    study: StudyOption = None,
    as_json: JsonOption = False,
) -> None:
    """List coded quotes with who said them and, in JSON, their outcomes."""
    with told_on_stderr(), open_study(study) as opened:
        frame = opened.quotes(code, coder=coder, transcript=transcript)
        if as_json:
            say_json(records(frame))
            return
        for row in records(frame):
            who = " ".join(str(row[key]) for key in ("speaker", "participant") if row[key])
            words = " ".join(row["text"].split())
            say(f"{row['transcript']} ({who}) [{row['code']}, {row['coder']}]: {words}")
        say(f"{len(frame)} quotes")


for finding in (
    findings.themes,
    people.times,
    people.matrix,
    people.combinations,
    sets.sets,
    findings.interviewed,
    findings.flow,
):
    app.command(rich_help_panel=COMPARE)(finding)
for relation in (relations.co_occurrence, relations.sequences, relations.portrait, relations.saturation):
    app.command(rich_help_panel=READ)(relation)
for written in (judged.cases, judged.disclosure, written_results.display, written_results.report):
    app.command(rich_help_panel=WRITE)(written)
for kept in (log, backup):
    app.command(rich_help_panel=KEEP)(kept)


@app.command(rich_help_panel=WRITE)
def export(
    out: Annotated[Path, typer.Argument(metavar="OUT.(csv|xlsx|parquet)", show_default=False)],
    study: StudyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write all quotes with their speakers, codes and outcomes to a table."""
    from workbench.study.exporting import export_quotes

    with told_on_stderr(), open_study(study) as opened:
        rows = export_quotes(opened.quotes(), out)
        if as_json:
            say_json({"file": str(out), "rows": rows})
        else:
            say(f"{rows} quotes written to {out}")


@app.command(rich_help_panel=KEEP)
def check(study: StudyOption = None, as_json: JsonOption = False) -> None:
    """Check the integrity of the whole study."""
    with told_on_stderr(), open_study(study) as opened:
        report = opened.check()
        if as_json:
            say_json({"passed": report.passed, "problems": report.problems, "notes": report.notes})
        else:
            for problem in report.problems:
                say(f"problem: {problem}")
            for note in report.notes:
                say(f"note: {note}")
            say("The study is sound" if report.passed else f"{len(report.problems)} problems")
        if not report.passed:
            raise typer.Exit(REFUSED)


@app.command(rich_help_panel=FILL)
def lab(
    browser: Annotated[bool, typer.Option(help="Open a browser window.")] = True,
    study: StudyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Open the study in JupyterLab."""
    from workbench.cli.lab import open_lab

    with told_on_stderr():
        open_lab(study, browser=browser, as_json=as_json)


def main() -> None:
    """Run the command line."""
    app()
