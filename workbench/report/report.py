"""`report`: write the report of a study."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import FindingError, StudyError
from workbench.findings.images import png_images
from workbench.report.contents import contents
from workbench.report.word import FIGURE_MM, write_docx
from workbench.report.words import report_voice
from workbench.report.writing import write
from workbench.study.exporting import written_whole

if TYPE_CHECKING:
    from workbench.study.study import Study

ENDINGS = (".html", ".docx")


def report(
    study: Study,
    out: str | Path,
    *,
    outcome: str | None = None,
    template: str | Path | None = None,
    language: str = "en",
    smallest: int = 1,
    attributes: Sequence[str] = (),
    k: int = 3,
) -> Path:
    """Write the report of a study as one page that needs nothing else, or as a Word document.

    What it holds, and how a team makes its own template, is described in `docs/report.md`.
    Quotes that are marked as sensitive are left out until they are released.

    Parameters
    ----------
    study
        The study; the report is of one moment of it.
    out
        A file that ends in html or docx.
    outcome
        The outcome variable that themes are compared by; without one those parts are left out.
    template
        A Jinja template instead of the one that comes with the workbench.
    language
        `en` or `da`.
    smallest
        The smallest count that is shown; 1 shows all.
    attributes, k
        Quotes are held back of people whose values of these variables fewer than `k` of the
        interviewed share.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    StudyError
        The ending is another, the template cannot be filled, or the file cannot be written.
    FindingError
        An attribute is not in the register.
    """
    out = Path(out)
    ending = out.suffix.lower()
    if ending not in ENDINGS:
        raise StudyError(
            f"{out.suffix or 'a name without an ending'} is not a format of reports",
            where=out.name,
            hint="Use .html or .docx",
        )
    found = contents(study, outcome=outcome, smallest=smallest, attributes=tuple(attributes), k=k)
    page = ending == ".html"
    written = write(found, Path(template) if template is not None else None, language, page=page)
    with written_whole(out) as part:
        if page:
            part.write_text(written.html, encoding="utf-8", errors="replace")
        else:
            no_figure = report_voice(language).say("no figure")
            try:
                drawn = png_images(written.figures, width_mm=FIGURE_MM)
            except FindingError:
                # The document says itself that they could not be drawn.
                drawn = {}
            write_docx(written.html, drawn, part, language=language, no_figure=no_figure)
    return out
