"""Theme by outcome: how many people of each outcome group show each theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from workbench.findings.comparison import group_counts, long_table, wide_table
from workbench.findings.finding import FrameSource
from workbench.findings.grouping import group_by
from workbench.findings.inclusion import Sample, excluded_people, sample
from workbench.findings.interview_dates import Timing, timing
from workbench.findings.many_tests import Adjustment, check_adjustment
from workbench.findings.result import ThemeByOutcome
from workbench.findings.theme_matrix import ThemeMatrix, matrix_of
from workbench.study.frames import Frames

__all__ = ["FrameSource", "ThemeByOutcome", "theme_by_outcome"]


def theme_by_outcome(
    source: Frames | FrameSource | ThemeMatrix,
    *,
    outcome: str,
    codes: Sequence[str] | None = None,
    coder: str | Sequence[str] | None = None,
    groups: Sequence[object] | None = None,
    by: str | None = None,
    confidence: float = 0.95,
    adjust: Adjustment = "holm",
    outcome_date: str | None = None,
) -> ThemeByOutcome:
    """Compare how many people show each theme between the groups of an outcome.

    People are the unit, never quotes: somebody with ten quotes of a theme, or with three
    interviews, counts once. A person is compared when all their transcripts are fully coded
    and their outcome is known; everybody else is listed with the reason. The statistics are
    described in `docs/methods.md`.

    Parameters
    ----------
    source
        A study, or frames that came from elsewhere, or a `theme_matrix` with its own rules.
    outcome
        A variable of the outcome register with one value a participant.
    codes
        Themes to compare, each with the codes below it; None means the scheme's themes.
    coder
        Count only what this coder (or any of these coders) found and finished; None means anybody.
    groups
        Values of the outcome and their order; None means every value that somebody compared
        has, in declared order.
    by
        Another variable of the register: the finding is repeated among the people with each value.
    confidence
        Coverage of the intervals.
    adjust
        For how many themes are tested: `holm`, `bh` (Benjamini and Hochberg: the share of false
        findings) or `max-t` (permutation, which knows that themes go together). Choose before
        you look.
    outcome_date
        A variable of the register that holds the day of the outcome: the finding then says
        how many people were interviewed after it.

    Raises
    ------
    FindingError
        A name is unknown (the nearest are told), the outcome does not make groups, or a frame
        is not as `Frames` describes it.
    """
    check_adjustment(adjust)
    matrix = matrix_of(source, codes, coder)
    frames, found = matrix.frames, matrix.presence
    grouping = group_by(frames, outcome, groups)
    whole = sample(found, grouping, drop_empty=groups is None)
    held = None if outcome_date is None else timing(frames, found.people[whole.group >= 0], outcome_date)
    strata: dict[str, ThemeByOutcome] = {}
    if by is not None:
        same_groups = replace(grouping, names=whole.groups)
        stratum = group_by(frames, by)
        for value in stratum.names:
            within = stratum.of_person.index[stratum.of_person == value]
            part = sample(found, same_groups, drop_empty=False, within=within)
            if any(part.sizes):
                strata[value] = _finding(matrix, outcome, confidence, part, adjust)
    return _finding(matrix, outcome, confidence, whole, adjust, by, strata, held)


def _finding(
    matrix: ThemeMatrix,
    outcome: str,
    confidence: float,
    compared: Sample,
    adjust: Adjustment,
    by: str | None = None,
    strata: Mapping[str, ThemeByOutcome] | None = None,
    held: Timing | None = None,
) -> ThemeByOutcome:
    found = matrix.presence
    present, of = group_counts(found, compared)
    return ThemeByOutcome(
        outcome=outcome,
        groups=compared.groups,
        confidence=confidence,
        table=wide_table(found, compared, present, of, confidence),
        counts=long_table(found, compared, present, of, confidence),
        excluded=excluded_people(compared.excluded),
        by=by,
        strata=strata or {},
        adjust=adjust,
        timing=held,
        rules=matrix.rules,
        frames=matrix.frames,
        presence=found,
        sample=compared,
    )
