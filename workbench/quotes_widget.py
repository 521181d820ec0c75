"""A finding's figure in a notebook, with the quotes behind each of its marks beside it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import anywidget
import ipywidgets
import traitlets

from workbench.browser_code import built
from workbench.errors import FindingError, StudyError
from workbench.findings.quotes.listing import QuoteList, Texts, list_quotes
from workbench.findings.quotes.marks import marks_of
from workbench.widget_replies import Message, replied

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

    from workbench.findings.disclosure.guard import DisclosureGuard
    from workbench.findings.quotes.marks import Mark, QuotedFinding
    from workbench.study.study import Study
    from workbench.widget import CodingDesk


class FigureWithQuotes(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets ships no types
    """The figure of a finding; a click on a mark, or a choice from the lists, shows its quotes beside it.

    Each quote can be copied with its source, and opened in the coding desk: in JupyterLab's own
    where the study lies in the folder that Jupyter serves, else in one below the figure. Figure
    and quotes travel in messages and never stand in the widget's state, so that no notebook
    keeps them.

    Parameters
    ----------
    finding
        What `theme_by_outcome` and its like return.
    study
        The study that it was computed from; without it there is no context around the quotes, and
        no way into the desk.
    language
        Of figure, labels and buttons: `en` or `da`.
    coder
        Who codes in the desk below the figure; if left out, whoever coded the quote that is opened.
    guard
        What `disclosure` returns: quotes that it holds back are counted, but not shown. If left
        out, those marked as sensitive are held back.

    Raises
    ------
    FindingError
        The finding has no figure with quotes behind its marks.
    """

    def __init__(
        self,
        finding: QuotedFinding,
        study: Study | None = None,
        *,
        language: str = "en",
        coder: str | None = None,
        guard: DisclosureGuard | None = None,
    ) -> None:
        if not hasattr(finding, "figure") or not hasattr(finding, "quotes"):
            raise FindingError(f"{type(finding).__name__} has no figure with quotes behind its marks")
        self._finding = finding
        self._study = study
        self._coder = coder
        self._desk: CodingDesk | None = None
        self._beside = _Beside(_Answers(finding, study, language, guard), self._open_desk, language)
        super().__init__([self._beside])

    def __repr__(self) -> str:
        return f"FigureWithQuotes({self._finding!r})"

    def close(self) -> None:
        """Take figure, quotes and desk from all screens."""
        for one in self.children:
            one.close()
        super().close()

    def _open_desk(self, coding: object) -> None:
        """Show a coding in the desk below the figure; None takes the desk away."""
        if coding is None:
            self._close_desk()
            return
        study, codings = self._study, self._finding.frames.codings
        found = codings[codings["coding"] == coding] if "coding" in codings else codings[:0]
        if study is None or found.empty:
            raise StudyError("this quote cannot be opened from here", hint="Run the cell again")
        (row,) = found.to_dict("records")
        transcript, coder = str(row["transcript"]), self._coder or str(row["coder"])
        newest = study.document(transcript).revision == row["revision"]
        if self._desk is None or self._desk.coder != coder:
            self._close_desk()
            self._desk = _desk(study, transcript, coder, self._beside.language)
            self.children = [self._beside, self._desk]
        self._desk.transcript = transcript
        # The same place again is a change, too: somebody may have gone elsewhere since.
        self._desk.set_trait("place", None)
        if newest:
            ends = {"start": int(row["start"]), "end": int(row["end"])}
            self._desk.place = {"transcript": transcript, **ends, "coding": coding}

    def _close_desk(self) -> None:
        self.children = [self._beside]
        if self._desk is not None:
            self._desk.close()
        self._desk = None


def _desk(study: Study, transcript: str, coder: str, language: str) -> CodingDesk:
    from workbench.widget import CodingDesk

    return CodingDesk(study, transcript, coder=coder, language=language)


class _Answers:
    """What the figure and its marks say, as messages for the browser."""

    def __init__(
        self, finding: QuotedFinding, study: Study | None, language: str, guard: DisclosureGuard | None
    ) -> None:
        self._finding = finding
        self._study = study
        self._language = language
        self._given_guard = guard

    def answer(self, request: Message) -> Message:
        """Answer `module`, `figure` or `quotes`; anything else is an error."""
        kind = request.get("type")
        if kind == "module":
            from plotly.offline import get_plotlyjs

            return {"type": "module", "text": get_plotlyjs()}
        if kind == "figure":
            return self._figure()
        if kind == "quotes":
            return {"type": "quotes", **self._quotes(request.get("mark")).to_dict()}
        raise FindingError("the figure was asked for something that it does not know")

    @cached_property
    def _drawn(self) -> tuple[go.Figure, list[Mark], list[Any]]:
        figure = self._guard.without_held(self._finding).figure(self._language)
        return figure, *marks_of(figure)

    def _figure(self) -> Message:
        figure, marks, places = self._drawn
        file = self._study.file if self._study else None
        return {
            "type": "figure",
            "figure": figure.to_json(),
            "marks": [mark.labels(self._finding, self._language) for mark in marks],
            "places": places,
            "desk": self._study is not None,
            "file": None if file is None else str(file.resolve()),
        }

    def _quotes(self, number: object) -> QuoteList:
        marks = self._drawn[1]
        if not isinstance(number, int) or not 0 <= number < len(marks):
            raise FindingError("the figure has no such mark")
        quotes: pd.DataFrame = marks[number].quotes(self._finding)
        texts = None if self._study is None else _texts(self._study)
        return list_quotes(quotes, self._guard, self._language, texts)

    @cached_property
    def _guard(self) -> DisclosureGuard:
        from workbench.findings.disclosure.disclosure import disclosure

        return self._given_guard or disclosure(self._finding.frames)


def _texts(study: Study) -> Texts:
    """The texts of a study, each read once."""
    read: dict[tuple[str, int], tuple[str, bool]] = {}

    def text(transcript: str, revision: int) -> tuple[str, bool]:
        if (transcript, revision) not in read:
            newest = study.document(transcript)
            meant = newest if newest.revision == revision else study.document(transcript, revision)
            read[transcript, revision] = meant.text, meant is newest
        return read[transcript, revision]

    return text


class _Beside(anywidget.AnyWidget):
    """The browser's half: it asks, and `_Answers` answers."""

    _esm = built("quotes.js")
    _css = built("quotes.css")

    language = traitlets.Unicode(read_only=True).tag(sync=True)
    plotly = traitlets.Unicode(read_only=True).tag(sync=True)
    """The version of plotly.js that the browser asks for; a page keeps it by this."""
    has_desk = traitlets.Bool(default_value=False).tag(sync=True)
    """Whether a desk is open below the figure."""

    def __init__(self, answers: _Answers, open_desk: Any, language: str) -> None:
        from plotly.offline import get_plotlyjs_version

        self._answers = answers
        self._open_desk = open_desk
        super().__init__()
        self.set_trait("language", language)
        self.set_trait("plotly", f"plotly.js {get_plotlyjs_version()}")
        self.on_msg(self._receive)

    def _receive(self, _widget: object, request: object, _buffers: object) -> None:
        reply = replied(request, self._answer)
        if reply is not None:
            self.send(reply)

    def _answer(self, request: Message) -> Message:
        if request.get("type") != "desk":
            return self._answers.answer(request)
        coding = request.get("coding")
        self._open_desk(coding)
        self.has_desk = coding is not None
        return {"type": "desk"}
