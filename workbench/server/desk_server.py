"""What all requests of all desks share in one Jupyter server."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import ParamSpec, Protocol, TypeVar

from workbench.server.open_studies import OpenStudies, is_below
from workbench.server.served_folder import ServedFolder, plain
from workbench.study_watch import StudyWatch

P = ParamSpec("P")
T = TypeVar("T")

# Writers wait for each other on the disk, not on the processor; a slow question of one desk
# must not hold up the saving of another.
THREADS = 8


class Watching(Protocol):
    """Somebody who watches a study."""

    study: str

    def let_go(self) -> None:
        """Watch no more."""


class DeskServer:
    """The served folder, its open studies, the threads that ask them, and who watches them."""

    def __init__(self, folder: ServedFolder) -> None:
        self.folder = folder
        self.studies = OpenStudies(folder)
        self.watch = StudyWatch()
        self.sockets: set[Watching] = set()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="qual-workbench")
        self._asking: Counter[str] = Counter()
        self._moving: Counter[str] = Counter()
        self._changed = asyncio.Condition()

    async def run(self, ask: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call `ask` on a thread, so that the server's loop never waits for a disk."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: ask(*args, **kwargs))

    async def ask(self, name: str, ask: Callable[[], T]) -> T:
        """Call `ask`, which may change the study of that name, on a thread, but not while it is moved."""
        async with self._changed:
            await self._changed.wait_for(lambda: not any(is_below(name, path) for path in self._moving))
            self._asking[name] += 1
        try:
            return await self.run(ask)
        finally:
            await self._count_down(self._asking, name)

    @asynccontextmanager
    async def letting_go(self, path: str) -> AsyncIterator[None]:
        """Have no study of that path, or in that folder, open while its file is moved.

        Waits for what is being saved; what is asked meanwhile waits in its turn.
        """
        moved = plain(path)
        self._moving[moved] += 1
        try:
            async with self._changed:
                await self._changed.wait_for(lambda: not any(is_below(name, moved) for name in self._asking))
            for socket in [one for one in self.sockets if is_below(one.study, moved)]:
                socket.let_go()
            await self.run(self.studies.close_below, moved)
            yield
        finally:
            await self._count_down(self._moving, moved)

    async def _count_down(self, counter: Counter[str], name: str) -> None:
        async with self._changed:
            counter[name] -= 1
            if counter[name] == 0:
                del counter[name]
            self._changed.notify_all()

    def stop(self) -> None:
        """Wait for what is being saved, and close everything."""
        self._threads.shutdown()
        self.studies.close()
