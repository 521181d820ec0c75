"""How every finding leaves the command line: as words or JSON, and as a figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.cli.options import FigureOption, JsonOption, LanguageOption, StudyOption, open_study
from workbench.cli.output import records, say, say_json, told_on_stderr

if TYPE_CHECKING:
    from workbench.findings.finding import Finding
    from workbench.study.study import Study


@dataclass(frozen=True)
class Showing:
    """The options of every finding: from which study it comes, and how it is told."""

    figure: FigureOption = None
    language: LanguageOption = "en"
    study: StudyOption = None
    as_json: JsonOption = False

    @contextmanager
    def opened(self) -> Iterator[Study]:
        """Open the study; what is refused meanwhile is told on standard error."""
        with told_on_stderr(), open_study(self.study) as study:
            yield study

    def show(self, finding: Finding, values: Mapping[str, object]) -> None:
        """Write the figure if a file is named, and print the finding.

        Parameters
        ----------
        finding
            What was found.
        values
            What JSON tells of the finding: plain values, and frames, whose rows become records.
        """
        import pandas as pd

        if self.figure is not None:
            finding.export(self.figure, self.language)
        if self.as_json:
            say_json({k: records(v) if isinstance(v, pd.DataFrame) else v for k, v in values.items()})
        else:
            say(finding.as_text(self.language))
