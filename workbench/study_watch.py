"""Telling those who look at a study that it has changed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.study.study import Study

Listener = Callable[[int], None]

EVERY = 0.4
"""Seconds between two looks at a study; a look costs a tenth of a millisecond."""

_LOG = logging.getLogger(__name__)


class StudyWatch:
    """Notices when studies change, whoever did it, in this process or in another.

    One thread looks at the number of each study's newest operation several times a second, for
    as long as there is somebody to tell.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._watched: dict[Listener, tuple[Study, int]] = {}
        self._nobody = threading.Event()

    def tell(self, listener: Listener, study: Study) -> None:
        """Call `listener` with the number of the newest operation after each change.

        It is called on the watching thread. To ask twice for the same listener changes nothing.
        """
        if listener in self._watched:
            return
        newest = study.newest
        with self._lock:
            if listener in self._watched:
                return
            self._watched[listener] = (study, newest)
            if len(self._watched) == 1:
                self._nobody = threading.Event()
                threading.Thread(
                    target=self._watch, args=(self._nobody,), name="study-watch", daemon=True
                ).start()

    def forget(self, listener: Listener) -> None:
        """Tell this listener no more; a listener that is not known is no error."""
        with self._lock:
            self._watched.pop(listener, None)
            if not self._watched:
                self._nobody.set()

    def _watch(self, nobody: threading.Event) -> None:
        while not nobody.wait(EVERY):
            with self._lock:
                watched = list(self._watched.items())
            # However many desks show a study, it is looked at once.
            for study in {id(study): study for _, (study, _) in watched}.values():
                try:
                    newest = study.newest
                except Exception:  # noqa: BLE001 - one study out of reach must not end the watch over others
                    _LOG.debug("a study could not be watched", exc_info=True)
                    continue
                for listener, (whose, known) in watched:
                    if whose is study and newest != known:
                        self._tell(listener, study, newest)

    def _tell(self, listener: Listener, study: Study, newest: int) -> None:
        with self._lock:
            if listener not in self._watched:
                return
            self._watched[listener] = (study, newest)
        try:
            listener(newest)
        except Exception:  # noqa: BLE001 - one desk that is gone must not end the watch for others
            _LOG.debug("a listener could not be told", exc_info=True)
