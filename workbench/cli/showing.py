"""How every finding leaves the command line: as words or JSON, and as a figure."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.output import records, say, say_json

if TYPE_CHECKING:
    from workbench.findings.finding import Finding


def show(
    finding: Finding,
    figure: Path | None,
    language: str,
    *,
    as_json: bool,
    values: Mapping[str, object],
) -> None:
    """Write the figure if a file is named, and print the finding.

    Parameters
    ----------
    finding
        What was found.
    figure, language, as_json
        What the options of the same names hold.
    values
        What JSON tells of the finding: plain values, and frames, whose rows become records.
    """
    import pandas as pd

    if figure is not None:
        finding.export(figure, language)
    if as_json:
        say_json({k: records(v) if isinstance(v, pd.DataFrame) else v for k, v in values.items()})
    else:
        say(finding.as_text(language))
