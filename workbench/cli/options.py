"""What several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from workbench.study.study import Study

StudyOption = Annotated[
    str | None,
    typer.Option(
        "--study",
        metavar="PATH_OR_URL",
        help="The study: a folder, a file, or a postgresql:// address. "
        "Default: WORKBENCH_STUDY, else the nearest study.qwb in this folder or above.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
FileArgument = Annotated[Path, typer.Argument(metavar="FILE", show_default=False)]
FigureOption = Annotated[
    Path | None, typer.Option(metavar="OUT.(html|svg|pdf|png)", help="Also write the figure.")
]
LanguageOption = Annotated[
    Literal["en", "da"], typer.Option(metavar="en|da", help="Language of what is written.")
]
CodesOption = Annotated[
    list[str] | None, typer.Option(metavar="ID", help="A theme; repeat for several. Default: all.")
]
CodersOption = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="A coder that counts; repeat for several. Default: any."),
]
GroupsOption = Annotated[
    list[str] | None, typer.Option(metavar="VALUE", help="An outcome group, in order; repeat.")
]


def open_study(location: str | None) -> Study:
    """Open the study that was named, or the nearest one."""
    from workbench.study.study import Study

    return Study.open(location)
