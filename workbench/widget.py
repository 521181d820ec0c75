"""The coding desk in a notebook."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from workbench.browser_code import built
from workbench.errors import StudyError
from workbench.protocol import answer
from workbench.study_watch import StudyWatch
from workbench.widget_replies import Message, replied

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.study.study import Study

MOST_UNHEARD = 5
"""How many notices in a row a desk may leave unheard before it is told no more."""

_WATCH = StudyWatch()
# Read once, like the widget's own module: whatever is installed while a kernel runs, the two belong together.
_PANELS = built("panels.js").read_text(encoding="utf-8")


class CodingDesk(anywidget.AnyWidget):
    """Codes a study: its transcripts, the codebook, and what was coded, side by side.

    Select text, and press a number key or click a code. Each change is saved in the study at
    once, as an operation. What could not be saved stays on the screen as not saved, and is
    sent again. The texts and codings travel in messages and never stand in the widget's
    state, so that no notebook keeps them.

    Parameters
    ----------
    study
        The study to code in.
    transcript
        The name of the transcript to open; the first one if left out.
    coder
        Who codes. The desk shows this coder's codings only, so that coders stay independent
        of each other.
    language
        Of the words on the screen and the codes' labels: `en` or `da`.

    Raises
    ------
    StudyError
        The study has no such transcript, or the coder has no name.
    """

    _esm = built("desk.js")
    _css = built("desk.css")
    _extent = "desk"

    transcript = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    """The name of the transcript on the screen; set it to open another one."""
    coder = traitlets.Unicode(read_only=True).tag(sync=True)
    """Who codes; fixed for the life of a widget."""
    language = traitlets.Unicode("en").tag(sync=True)
    """`en` or `da`."""
    extent = traitlets.Unicode(read_only=True).tag(sync=True)  # `layout` is taken by every widget's CSS
    """`desk`, or `transcript` for one without the list of transcripts."""
    place = traitlets.Dict(default_value=None, allow_none=True).tag(sync=True)
    """`transcript`, `start`, `end` and, if one is meant, the id of a `coding`; set it to show that place."""
    panels = traitlets.Unicode(hashlib.sha256(_PANELS.encode()).hexdigest(), read_only=True).tag(sync=True)
    """The sha256 of the module that the browser asks for once the text is there; a page keeps it by this."""

    def __init__(
        self, study: Study, transcript: str | None = None, *, coder: str = "A1", language: str = "en"
    ) -> None:
        if not coder.strip() or coder != coder.strip():
            raise StudyError("a coder needs a name, without white space around it")
        self._study = study
        self._unheard = 0
        if transcript is None:
            transcript = next(iter(study.transcript_names()), None)
        super().__init__(transcript=transcript, language=language)
        self.set_trait("coder", coder)
        self.set_trait("extent", self._extent)
        self.on_msg(self._receive)

    @traitlets.validate("transcript")
    def _known(self, proposal: Mapping[str, Any]) -> str | None:
        name: str | None = proposal["value"]
        if name is not None and name not in self._study.transcript_names():
            raise StudyError(f"the study has no transcript {name!r}")
        return name

    def _receive(self, _widget: object, request: object, _buffers: object) -> None:
        # Runs on whichever thread the kernel gives to comm messages; a study is safe on all.
        reply = replied(request, self._answer)
        if reply is None:
            return
        self._unheard = 0
        self.send(reply)
        if "newest" in reply:
            _WATCH.tell(self._changed, self._study, reply["newest"])

    def _answer(self, request: Message) -> Message:
        if request.get("type") == "module":
            return {"type": "module", "text": _PANELS}
        return answer(self._study, self.coder, request)

    def _changed(self, newest: int) -> None:
        # A desk on a screen asks what has changed. One that does not is of a cell that was run again, or of
        # a page that was closed: nobody tells the kernel so. If it asks once more, it is told once more.
        self._unheard += 1
        if self._unheard > MOST_UNHEARD:
            _WATCH.forget(self._changed)
            return
        # Pushed rather than polled: each question would make JupyterLab show a busy kernel.
        self.send({"type": "changed", "newest": newest})

    def close(self) -> None:
        """Take the desk from all screens."""
        _WATCH.forget(self._changed)
        super().close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._study!r}, {self.transcript!r}, coder={self.coder!r})"


class TranscriptCoder(CodingDesk):
    """A coding desk for one transcript, without the list of the others; the rest is as in `CodingDesk`."""

    _extent = "transcript"
