"""Qual Workbench: code interviews in JupyterLab and link each quote to the outcomes of who said it.

Names load when they are first used, so that `import workbench` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.errors import WorkbenchError
    from workbench.findings.disclosure.disclosure import disclosure
    from workbench.findings.disclosure.guard import DisclosureGuard
    from workbench.findings.displays.display import JointDisplay
    from workbench.findings.displays.joint_display import joint_display
    from workbench.findings.interviewed import InterviewedAgainstRegister, interviewed_against_register
    from workbench.findings.negative_cases.negative_cases import negative_cases
    from workbench.findings.negative_cases.result import NegativeCases
    from workbench.findings.outcome_flow import OutcomeFlow, outcome_flow
    from workbench.findings.qca.set_analysis import Calibration, SetAnalysis, set_analysis
    from workbench.findings.relations.co_occurrence import CoOccurrence, co_occurrence
    from workbench.findings.relations.combinations import CodeCombinations, code_combinations
    from workbench.findings.relations.portrait import DocumentPortrait, document_portrait
    from workbench.findings.relations.saturation import Saturation, saturation
    from workbench.findings.relations.sequences import CodeSequences, code_sequences
    from workbench.findings.theme_by_measure import ThemeByMeasure, theme_by_measure
    from workbench.findings.theme_by_outcome import ThemeByOutcome, theme_by_outcome
    from workbench.findings.theme_by_time import ThemeByTime, theme_by_time
    from workbench.findings.theme_matrix import ThemeMatrix, theme_matrix
    from workbench.link_widget import SpeakerLinker
    from workbench.model.coding import Coding, CodingStatus, LinkRule, SpeakerLink
    from workbench.model.operation import Operation
    from workbench.quotes_widget import FigureWithQuotes
    from workbench.study.frames import Frames
    from workbench.study.study import Study
    from workbench.widget import CodingDesk, TranscriptCoder

__all__ = [
    "Calibration",
    "CoOccurrence",
    "CodeCombinations",
    "CodeSequences",
    "Coding",
    "CodingDesk",
    "CodingStatus",
    "DisclosureGuard",
    "DocumentPortrait",
    "FigureWithQuotes",
    "Frames",
    "InterviewedAgainstRegister",
    "JointDisplay",
    "LinkRule",
    "NegativeCases",
    "Operation",
    "OutcomeFlow",
    "Saturation",
    "SetAnalysis",
    "SpeakerLink",
    "SpeakerLinker",
    "Study",
    "ThemeByMeasure",
    "ThemeByOutcome",
    "ThemeByTime",
    "ThemeMatrix",
    "TranscriptCoder",
    "WorkbenchError",
    "__version__",
    "co_occurrence",
    "code_combinations",
    "code_sequences",
    "disclosure",
    "document_portrait",
    "interviewed_against_register",
    "joint_display",
    "negative_cases",
    "outcome_flow",
    "saturation",
    "set_analysis",
    "theme_by_measure",
    "theme_by_outcome",
    "theme_by_time",
    "theme_matrix",
]

_HOMES = {
    "Calibration": "workbench.findings.qca.set_analysis",
    "CoOccurrence": "workbench.findings.relations.co_occurrence",
    "CodeCombinations": "workbench.findings.relations.combinations",
    "CodeSequences": "workbench.findings.relations.sequences",
    "Coding": "workbench.model.coding",
    "CodingDesk": "workbench.widget",
    "CodingStatus": "workbench.model.coding",
    "DisclosureGuard": "workbench.findings.disclosure.guard",
    "DocumentPortrait": "workbench.findings.relations.portrait",
    "FigureWithQuotes": "workbench.quotes_widget",
    "Frames": "workbench.study.frames",
    "InterviewedAgainstRegister": "workbench.findings.interviewed",
    "JointDisplay": "workbench.findings.displays.display",
    "LinkRule": "workbench.model.coding",
    "NegativeCases": "workbench.findings.negative_cases.result",
    "Operation": "workbench.model.operation",
    "OutcomeFlow": "workbench.findings.outcome_flow",
    "Saturation": "workbench.findings.relations.saturation",
    "SetAnalysis": "workbench.findings.qca.set_analysis",
    "SpeakerLink": "workbench.model.coding",
    "SpeakerLinker": "workbench.link_widget",
    "Study": "workbench.study.study",
    "ThemeByMeasure": "workbench.findings.theme_by_measure",
    "ThemeByOutcome": "workbench.findings.theme_by_outcome",
    "ThemeByTime": "workbench.findings.theme_by_time",
    "ThemeMatrix": "workbench.findings.theme_matrix",
    "TranscriptCoder": "workbench.widget",
    "WorkbenchError": "workbench.errors",
    "co_occurrence": "workbench.findings.relations.co_occurrence",
    "code_combinations": "workbench.findings.relations.combinations",
    "code_sequences": "workbench.findings.relations.sequences",
    "disclosure": "workbench.findings.disclosure.disclosure",
    "document_portrait": "workbench.findings.relations.portrait",
    "interviewed_against_register": "workbench.findings.interviewed",
    "joint_display": "workbench.findings.displays.joint_display",
    "outcome_flow": "workbench.findings.outcome_flow",
    "saturation": "workbench.findings.relations.saturation",
    "set_analysis": "workbench.findings.qca.set_analysis",
    "negative_cases": "workbench.findings.negative_cases.negative_cases",
    "theme_by_measure": "workbench.findings.theme_by_measure",
    "theme_by_outcome": "workbench.findings.theme_by_outcome",
    "theme_by_time": "workbench.findings.theme_by_time",
    "theme_matrix": "workbench.findings.theme_matrix",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("qual-workbench")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'workbench' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
