"""The command that copies a study."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.options import JsonOption, StudyOption, open_study
from workbench.cli.output import say, say_json, told_on_stderr


def backup(
    out: Annotated[Path, typer.Argument(metavar="OUT.qwb", show_default=False)],
    study: StudyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Copy the study to a new file, also while somebody is coding in it."""
    with told_on_stderr(), open_study(study) as opened:
        operations = opened.backup(out)
        if as_json:
            say_json({"file": str(out), "operations": operations})
        else:
            say(f"{out} holds the study with all {operations} operations")
