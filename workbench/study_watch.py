"""Telling those who look at a study that it has changed."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.study.study import Study

EVERY = 1.0
"""Seconds between two looks at the study."""


class StudyWatch:
    """Notices when a study has changed, whoever did it, in this process or in another.

    One thread looks at the number of the newest operation once a second. It runs while
    there is somebody to tell; listeners are held weakly.
    """

    def __init__(self, study: Study) -> None:
        self._study = study
        self._lock = threading.Lock()
        self._listeners: list[weakref.WeakMethod[Callable[[int], Any]]] = []

    def tell(self, listener: Callable[[int], Any]) -> None:
        """Call `listener`, a bound method, with the newest operation's number after each change.

        It is called on the watching thread. Telling a listener twice tells it once.
        """
        held = weakref.WeakMethod(listener)
        with self._lock:
            if held not in self._listeners:
                self._listeners.append(held)
            if len(self._listeners) == 1:
                threading.Thread(target=self._watch, name="study-watch", daemon=True).start()
