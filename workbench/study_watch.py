"""Telling those who look at a study that it has changed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.study.study import Study

Listener = Callable[[int], None]

EVERY = 0.4
"""Seconds between two looks at a study; a look costs a tenth of a millisecond."""
LONGEST_PAUSE = 10.0
"""Seconds between two looks at a study that is out of reach, at most."""

_LOG = logging.getLogger(__name__)


class StudyWatch:
    """Notices when studies change, whoever did it, in this process or in another.

    For as long as there is somebody to tell, each study has a thread that looks at the number of
    its newest operation several times a second. A study out of reach so keeps no other waiting.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._looks: dict[Study, _Look] = {}

    def tell(
        self, listener: Listener, study: Study, known: int, left: Callable[[], object] | None = None
    ) -> None:
        """Call `listener` with the number of the newest operation whenever it is another than before.

        It is called on the watching thread, the first time when the number is not `known`.
        `left` is called when somebody else ends the watch. To ask twice for the same listener
        changes nothing.
        """
        with self._lock:
            look = self._looks.get(study)
            if look is None:
                look = self._looks[study] = _Look(study, self._lock)
                look.start()
            look.listeners.setdefault(listener, _Told(known, left))

    def forget(self, listener: Listener) -> None:
        """Tell this listener no more; a listener that is not known is no error."""
        with self._lock:
            for study, look in list(self._looks.items()):
                look.listeners.pop(listener, None)
                if not look.listeners:
                    look.over.set()
                    del self._looks[study]

    def is_watched(self, study: Study) -> bool:
        """Whether there is somebody to tell."""
        return study in self._looks

    def leave(self, study: Study) -> None:
        """End the watch over a study, for all who listen; nobody looks at it any more when this returns."""
        with self._lock:
            look = self._looks.pop(study, None)
        if look is not None:
            look.over.set()
            look.join()
            for told in look.listeners.values():
                if told.left is not None:
                    told.left()


@dataclass
class _Told:
    newest: int
    left: Callable[[], object] | None


class _Look(threading.Thread):
    """Looks at one study until it is over."""

    def __init__(self, study: Study, lock: threading.Lock) -> None:
        super().__init__(name="study-watch", daemon=True)
        self.listeners: dict[Listener, _Told] = {}
        self.over = threading.Event()
        self._study = study
        self._lock = lock

    def run(self) -> None:
        pause = EVERY
        while not self.over.wait(pause):
            try:
                newest = self._study.newest
            except Exception:  # noqa: BLE001 - it may be in reach again later
                _LOG.debug("a study could not be watched", exc_info=True)
                pause = min(2 * pause, LONGEST_PAUSE)
                continue
            pause = EVERY
            for listener in list(self.listeners):
                self._tell(listener, newest)

    def _tell(self, listener: Listener, newest: int) -> None:
        with self._lock:
            told = self.listeners.get(listener)
            if told is None or told.newest == newest:
                return
            told.newest = newest
        try:
            listener(newest)
        except Exception:  # noqa: BLE001 - one desk that is gone must not end the watch for others
            _LOG.debug("a listener could not be told", exc_info=True)
