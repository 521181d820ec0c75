"""What every finding has: a table, quotes, a figure, words, and the fingerprint of what it came from."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import orjson
import pandas as pd
from numpy.typing import NDArray

from workbench.errors import FindingError
from workbench.study.frames import Frames

if TYPE_CHECKING:
    import plotly.graph_objects as go

IDENTITY = ("transcript", "revision", "start", "end", "turn", "participant", "code", "coder")
"""The columns that make a coding what it is for a fingerprint."""


class FrameSource(Protocol):
    """Anything that gives frames: a study."""

    def frames(self) -> Frames:
        """Return the tidy frames to compute a finding from."""


def frames_of(source: Frames | FrameSource) -> Frames:
    """Return the frames of a study, or the frames themselves.

    Raises
    ------
    FindingError
        `source` is neither.
    """
    if isinstance(source, Frames):
        return source
    frames = getattr(source, "frames", None)
    if not callable(frames):
        raise FindingError(
            f"a {type(source).__name__} is neither a study nor the frames of one",
            hint="Give a study, such as Study.open(), or its frames()",
        )
    return source.frames()


def names_of(names: str | Sequence[str] | None) -> list[str] | None:
    """Read one name as a list of one; None stays None."""
    return [names] if isinstance(names, str) else None if names is None else list(names)


class Finding(ABC):
    """A result that is computed from frames; the same for each kind.

    A kind is a frozen dataclass (`eq=False, repr=False`) with the fields `frames` and `table`.
    It says what decides its numbers (`_stated`), which codings stand behind them (`_counted`)
    and how its table reads (`_printed`); text, HTML and fingerprint follow from that.
    """

    frames: Frames
    table: pd.DataFrame

    @abstractmethod
    def summary(self, language: str = "en") -> str:
        """What was found, in plain words (`en` or `da`)."""

    @abstractmethod
    def figure(self, language: str = "en") -> go.Figure:
        """Draw it: the title says what was found, the caption from what."""

    def export(self, out: str | Path, language: str = "en", *, width_mm: float = 160) -> Path:
        """Write the figure as svg, pdf, png or html, by the ending of `out`.

        Parameters
        ----------
        out
            The file.
        language
            `en` or `da`.
        width_mm
            Width in print, in millimetres; the height follows. A html page is as wide as its window.

        Raises
        ------
        FindingError
            The ending or the width is another, or there is no Chromium to draw with (html needs none).
        StudyError
            The file cannot be written.
        """
        from workbench.findings.images import export_figure

        return export_figure(self.figure(language), out, width_mm=width_mm)

    @abstractmethod
    def _printed(self, language: str) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
        """Head and rows of the table as a reader sees them."""

    @abstractmethod
    def _stated(self) -> Mapping[str, object]:
        """All that decides the numbers beside the codings, as plain values in a fixed order.

        It holds `form`, the name and version of the computation, raised when the same input
        would give other numbers.
        """

    @abstractmethod
    def _counted(self) -> pd.DataFrame:
        """Return the rows of `Frames.codings` that stand behind the numbers."""

    def as_text(self, language: str = "en") -> str:
        """The table in columns and the summary, for a terminal (`en` or `da`)."""
        return table_as_text(*self._printed(language)) + "\n\n" + self.summary(language)

    def __str__(self) -> str:
        return self.as_text()

    def as_html(self, language: str = "en") -> str:
        """The table and the summary for a page (`en` or `da`); every label and value is escaped."""
        return f"{table_as_html(*self._printed(language))}<p>{escape(self.summary(language))}</p>"

    def _repr_html_(self) -> str:
        return self.as_html()

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over all that decides the numbers and the quotes; the order of rows does not matter."""
        return fingerprint(self._stated(), self._counted())


def fingerprint(stated: Mapping[str, object], codings: pd.DataFrame) -> str:
    """SHA-256 over `stated` and over what makes each of the `codings` itself, in any order."""
    told = pd.DataFrame({column: _as_text(codings[column]) for column in IDENTITY if column in codings})
    rows = np.sort(pd.util.hash_pandas_object(told, index=False).to_numpy())
    return hashlib.sha256(orjson.dumps(stated) + rows.astype("<u8").tobytes()).hexdigest()


def _as_text(values: pd.Series[Any]) -> NDArray[np.object_]:
    """Write values as text, so that a missing participant or another type of integer changes nothing."""
    # Each distinct value only once: a million codings have few transcripts, people and codes.
    place, distinct = pd.factorize(values)
    texts = [*map(str, distinct), str(None)]
    return np.array(texts, dtype=object)[place]


def table_as_html(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table of text; every cell is escaped."""
    body = "".join(f"<tr>{_cells(row, 'td')}</tr>" for row in rows)
    return f"<table><thead><tr>{_cells(head, 'th')}</tr></thead><tbody>{body}</tbody></table>"


def table_as_text(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table in columns, for a terminal."""
    table = [[" ".join(cell.split()) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(head))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in table)
    return "\n".join(line.rstrip() for line in lines)


def _cells(texts: Sequence[str], tag: str) -> str:
    return "".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts)
