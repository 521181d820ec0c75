"""All that a report can tell: the findings of a study, or why one of them is not possible."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import pandas as pd

from workbench.errors import FindingError
from workbench.findings.disclosure.disclosure import disclosure
from workbench.findings.disclosure.guard import DisclosureGuard
from workbench.findings.displays.display import JointDisplay
from workbench.findings.displays.joint_display import joint_display
from workbench.findings.interviewed import InterviewedAgainstRegister, interviewed_against_register
from workbench.findings.negative_cases.negative_cases import negative_cases
from workbench.findings.negative_cases.result import NegativeCases
from workbench.findings.relations.saturation import Saturation, saturation
from workbench.findings.result import ThemeByOutcome
from workbench.findings.theme_by_outcome import theme_by_outcome
from workbench.findings.theme_matrix import ThemeMatrix, theme_matrix
from workbench.report.agreement import agreement
from workbench.study.frames import Frames

if TYPE_CHECKING:
    from workbench.study.study import Study

T = TypeVar("T")


@dataclass(frozen=True)
class Part(Generic[T]):
    """A finding, or why it is not possible."""

    found: T | None
    why: str = ""


@dataclass(frozen=True, eq=False)
class Contents:
    """The parts of a report, computed from one moment of a study.

    Attributes
    ----------
    frames, operations, name
        The study's data, its operation log, and what it is called.
    outcome
        The outcome variable, if one was named.
    guard
        What must not be shown; `masked` says whether small numbers are among that.
    """

    frames: Frames
    operations: list[Any]
    name: str
    transcripts: pd.DataFrame
    outcome: str | None
    guard: DisclosureGuard
    matrix: Part[ThemeMatrix]
    themes: Part[ThemeByOutcome]
    display: Part[JointDisplay]
    negative: Part[NegativeCases]
    interviewed: Part[InterviewedAgainstRegister]
    saturation: Part[Saturation]
    agreement: Part[pd.DataFrame]

    @property
    def masked(self) -> bool:
        """Whether small numbers must not be shown."""
        return self.guard.smallest > 1


def contents(
    study: Study,
    *,
    outcome: str | None,
    smallest: int,
    attributes: tuple[str, ...],
    k: int,
) -> Contents:
    """Compute all parts of a report; a part that is not possible says why."""
    frames = study.frames()
    guard = disclosure(frames, variables=attributes, smallest=smallest, k=k)
    matrix = _part(lambda: theme_matrix(frames, outcome=outcome))
    if outcome is None:
        why = "no outcome was named"
        themes: Part[ThemeByOutcome] = Part(None, why)
        display: Part[JointDisplay] = Part(None, why)
        negative: Part[NegativeCases] = Part(None, why)
    else:
        themes = _part(lambda: theme_by_outcome(frames, outcome=outcome))
        display = _part(lambda: guard.apply(joint_display(frames, outcome=outcome)))
        source = themes.found
        negative = Part(None, themes.why)
        if source is not None:
            negative = _part(lambda: guard.apply(negative_cases(source)))
    return Contents(
        frames=frames,
        operations=study.operations(),
        name=study.name,
        transcripts=study.transcripts(),
        outcome=outcome,
        guard=guard,
        matrix=matrix,
        themes=themes,
        display=display,
        negative=negative,
        interviewed=_part(lambda: interviewed_against_register(frames)),
        saturation=_part(lambda: saturation(frames)),
        agreement=_part(lambda: agreement(frames)),
    )


def _part(make: Callable[[], T]) -> Part[T]:
    try:
        return Part(make())
    except FindingError as error:
        return Part(None, str(error).rstrip("."))
