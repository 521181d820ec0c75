"""`joint_display`: the one way to make a joint display."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from workbench.errors import FindingError
from workbench.findings.displays import people_rows, programme_rows, theme_rows
from workbench.findings.displays.display import JointDisplay
from workbench.findings.displays.table import Grid
from workbench.findings.finding import FrameSource, frames_of
from workbench.findings.grouping import listing
from workbench.findings.judgements import Judgements
from workbench.findings.theme_by_outcome import theme_by_outcome
from workbench.findings.theme_matrix import ThemeMatrix, theme_matrix
from workbench.study.frames import Frames

Kind = Literal[
    "themes by outcome",
    "side by side",
    "statistics by themes",
    "quote matrix",
    "typology",
    "case summaries",
    "programme by element",
]
KINDS: tuple[Kind, ...] = get_args(Kind)


def joint_display(
    source: Frames | FrameSource | ThemeMatrix,
    kind: Kind = "themes by outcome",
    *,
    outcome: str | None = None,
    variables: str | Sequence[str] = (),
    by: str | Sequence[str] = (),
    programme: str | Mapping[str, str] = "programme",
    codes: Sequence[str] | None = None,
    coder: str | Sequence[str] | None = None,
    groups: Sequence[object] | None = None,
) -> JointDisplay:
    """Put numbers and words side by side, with room for what the team makes of them.

    The kinds, and how they count, are described in `docs/methods.md`.

    Parameters
    ----------
    source
        A study, frames that came from elsewhere, or a `theme_matrix` with its own rules.
    kind
        `themes by outcome`, `side by side` and `quote matrix` need `outcome`; `statistics by
        themes` tells `variables` of those with and without each theme; `typology` describes the
        types that `by` forms, by themes and `variables`; `case summaries` has one row per
        person, with `variables`; `programme by element` needs `programme`.
    outcome, groups, codes, coder
        As in `theme_by_outcome`.
    variables, by
        Variables of the register, one name or several.
    programme
        A key of the transcripts' metadata, or the programme of each transcript by its name.

    Raises
    ------
    FindingError
        A name is unknown, or something that the kind needs was not given.
    """
    if kind not in KINDS:
        raise FindingError(f"{kind!r} is not a kind of joint display", hint=f"It is {listing(KINDS, 'or')}")
    matrix = source if isinstance(source, ThemeMatrix) else None
    frames = matrix.frames if matrix else frames_of(source)  # type: ignore[arg-type]
    written = Judgements.of(frames)
    names = [variables] if isinstance(variables, str) else list(variables)
    if kind in {"themes by outcome", "side by side", "quote matrix"}:
        if outcome is None:
            raise FindingError(
                f"the display {kind!r} needs an outcome",
                hint="Name it: outcome=, on the command line --outcome",
            )
        finding = theme_by_outcome(matrix or frames, outcome=outcome, codes=codes, coder=coder, groups=groups)
        make = {
            "themes by outcome": theme_rows.themes_by_outcome,
            "side by side": theme_rows.side_by_side,
            "quote matrix": theme_rows.quote_matrix,
        }[kind]
        return JointDisplay(frames, make(finding), written)
    matrix = matrix or theme_matrix(frames, codes=codes, coder=coder)
    if outcome is not None and outcome not in names:
        names = [outcome, *names]
    grid: Grid
    if kind == "statistics by themes":
        grid = theme_rows.statistics_by_themes(matrix, names)
    elif kind == "typology":
        grid = people_rows.typology(matrix, [by] if isinstance(by, str) else list(by), names)
    elif kind == "case summaries":
        grid = people_rows.case_summaries(matrix, names)
    else:
        grid = programme_rows.programme_by_element(matrix, programme)
    return JointDisplay(frames, grid, written)
