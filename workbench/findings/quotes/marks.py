"""Marks of a figure that open quotes, and what each of them stands for.

A trace whose marks open quotes carries `meta = {"quotes": names}`, the names of arguments of the
finding's `quotes`, and as `customdata` the values of these arguments for each mark; in a heatmap
rows of cells. None leaves an argument out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from workbench.errors import FindingError
from workbench.model.scheme import localise

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

    from workbench.study.frames import Frames

THEMES = {"theme", "a", "b", "first", "then"}
"""Arguments that name a code."""
PLACE = ("start", "end")
"""Arguments that name a passage."""

Places = list[Any]
"""Numbers of marks as the marks of a trace lie: a list, or rows of a heatmap; None opens nothing."""


class QuotedFinding(Protocol):
    """A finding whose figure has marks that open quotes."""

    frames: Frames

    def figure(self, language: str = "en") -> go.Figure:
        """Draw it."""

    quotes: Any


@dataclass(frozen=True)
class Mark:
    """The arguments of `quotes` that a mark stands for, in order, each with its value or None."""

    names: tuple[str, ...]
    values: tuple[Any, ...]

    def quotes(self, finding: QuotedFinding) -> pd.DataFrame:
        """The quotes behind the mark: rows of `Frames.codings`."""
        given = zip(self.names, self.values, strict=True)
        quotes: pd.DataFrame = finding.quotes(**{name: value for name, value in given if value is not None})
        return quotes

    def labels(self, finding: QuotedFinding, language: str) -> dict[str, str | None]:
        """What each value is called, by argument; None where it is left out.

        The two ends of a passage are one label, `place`.
        """
        values = dict(zip(self.names, self.values, strict=True))
        labels = {
            name: None if value is None else _label(finding, name, value, language)
            for name, value in values.items()
            if name not in (*PLACE, "value")
        }
        if "value" in values:
            # The values of a step are those of its variable.
            flow: Any = finding
            step, value = values["step"], values["value"]
            labels["value"] = None if value is None else flow.value_label(step, value, language)
        if values.keys() >= set(PLACE):
            labels["place"] = "\N{EN DASH}".join(str(values[name]) for name in PLACE)
        return labels


def marks_of(figure: go.Figure) -> tuple[list[Mark], list[Places]]:
    """All that the marks of a figure stand for, each once, and the numbers of these for each trace.

    Raises
    ------
    FindingError
        A mark has more or fewer values than its trace names arguments.
    """
    numbers: dict[Mark, int] = {}
    places: list[Places] = []
    for trace in figure.data:
        names = tuple(trace.meta["quotes"]) if isinstance(trace.meta, dict) and "quotes" in trace.meta else ()
        data = _plain(trace.customdata) if names and trace.customdata is not None else []
        if trace.type == "heatmap":
            places.append([[_number(cell, names, numbers) for cell in row] for row in data])
        else:
            places.append([_number(mark, names, numbers) for mark in data])
    return list(numbers), places


def _number(values: Any, names: tuple[str, ...], numbers: dict[Mark, int]) -> int | None:
    if values is None:
        return None
    if len(values) != len(names):
        raise FindingError(f"a mark has {len(values)} values for the arguments {', '.join(names)}")
    mark = Mark(names, tuple(tuple(one) if isinstance(one, list) else one for one in values))
    return numbers.setdefault(mark, len(numbers))


def _plain(values: Any) -> Any:
    """Lists, whatever kind of sequence the figure holds."""
    if hasattr(values, "tolist"):
        values = values.tolist()
    return [_plain(one) for one in values] if isinstance(values, list | tuple) else values


def _label(finding: Any, name: str, value: Any, language: str) -> str:
    if name == "combination":
        codes = value.split(" + ") if isinstance(value, str) else value
        return " + ".join(str(finding.theme_label(code, language)) for code in codes if code)
    if name in {"row", "column"}:
        return localise(getattr(finding.grid, name)(value).label, language)
    if name == "against":
        from workbench.findings.negative_cases.words import case_voice

        return case_voice(language).say("with head" if value == "theme" else "without head")
    labelled = "theme_label" if name in THEMES else f"{name}_label"
    # Negative cases are those of a finding that knows what its themes are called.
    label = getattr(finding, labelled, getattr(getattr(finding, "finding", None), labelled, None))
    if label is not None:
        return str(label(value, language))
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
