"""What all requests of all desks share in one Jupyter server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from workbench.server.open_studies import OpenStudies
from workbench.server.served_folder import ServedFolder
from workbench.study_watch import StudyWatch

P = ParamSpec("P")
T = TypeVar("T")

# Writers wait for each other on the disk, not on the processor; a slow question of one desk
# must not hold up the saving of another.
THREADS = 8


class DeskServer:
    """The served folder, its open studies, the threads that ask them, and who watches them."""

    def __init__(self, folder: ServedFolder) -> None:
        self.folder = folder
        self.studies = OpenStudies(folder)
        self.watch = StudyWatch()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="qual-workbench")

    async def run(self, ask: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call `ask` on a thread, so that the server's loop never waits for a disk."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: ask(*args, **kwargs))

    def stop(self) -> None:
        """Wait for what is being saved, and close everything."""
        self._threads.shutdown()
        self.studies.close()
