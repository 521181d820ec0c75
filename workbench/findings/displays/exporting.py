"""Displays as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import FindingError
from workbench.findings.displays.html import as_page
from workbench.findings.displays.latex import as_latex
from workbench.findings.displays.office import write_docx, write_xlsx
from workbench.findings.displays.sheet import sheet
from workbench.findings.grouping import listing
from workbench.study.exporting import written_whole

if TYPE_CHECKING:
    from workbench.findings.displays.display import JointDisplay

ENDINGS = (".html", ".docx", ".xlsx", ".tex")


def export(display: JointDisplay, out: Path, language: str) -> Path:
    """Write a display; `JointDisplay.export` tells more."""
    ending = out.suffix.lower()
    if ending not in ENDINGS:
        raise FindingError(
            f"{out.suffix or 'a name without an ending'} is not a format of displays",
            where=out.name,
            hint=f"Use {listing(ENDINGS, 'or')}",
        )
    shown = sheet(display, language)
    with written_whole(out) as part:
        if ending == ".html":
            part.write_text(as_page([shown], language), encoding="utf-8")
        elif ending == ".tex":
            part.write_text(as_latex(shown), encoding="utf-8")
        elif ending == ".docx":
            write_docx([shown], part, language)
        else:
            write_xlsx(shown, part, language)
    return out
