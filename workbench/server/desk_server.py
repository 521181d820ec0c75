"""What all requests of all desks share in one Jupyter server."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from workbench.server.open_studies import IDLE, OpenStudies, is_below
from workbench.server.served_folder import ServedFolder

if TYPE_CHECKING:
    from workbench.study.study import Study

P = ParamSpec("P")
T = TypeVar("T")

# Writers wait for each other on the disk, not on the processor; a slow question of one desk
# must not hold up the saving of another.
THREADS = 8


class DeskServer:
    """The served folder, its open studies, and the threads that ask them."""

    def __init__(self, folder: ServedFolder) -> None:
        self.folder = folder
        self.studies = OpenStudies(folder)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="qual-workbench")
        self._asking: Counter[str] = Counter()
        self._moving: Counter[str] = Counter()
        self._changed = asyncio.Condition()
        self._opening: dict[str, asyncio.Future[Study]] = {}

    async def run(self, ask: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call `ask` on a thread, so that the server's loop never waits for a disk."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: ask(*args, **kwargs))

    async def ask(self, name: str, question: Callable[[Study], T]) -> T:
        """Put a question to the study of that name, on a thread. There is no other way to a study.

        Waits while its file is moved.

        Raises
        ------
        NotServedError
            There is no such study.
        StudyError
            It cannot be opened.
        """
        known = await self.run(self.studies.known_as, name)
        async with self._staying(known):
            study = await self._opened(known)
            return await self.run(question, study)

    async def at(self, path: str, read: Callable[[], T]) -> T:
        """Call `read`, which looks at the file of that path, on a thread, but not while it is moved."""
        async with self._staying(await self.run(self.studies.known_as, path)):
            return await self.run(read)

    @asynccontextmanager
    async def letting_go(self, path: str) -> AsyncIterator[None]:
        """Have no study of that path, or in that folder, open while its file is moved.

        Waits for what is being saved; what is asked meanwhile waits in its turn. Whoever watches
        is left, and may come again.
        """
        moved = await self.run(self.studies.known_as, path)
        async with self._alone(moved):
            await self.run(self.studies.close_below, moved)
            yield

    async def close_idle(self, seconds: float = IDLE) -> None:
        """Close what nobody has asked for a while; it is opened again when somebody does."""
        for name in self.studies.idle(seconds):
            if not self._asking[name]:
                async with self._alone(name):
                    await self.run(self.studies.close_below, name)

    def stop(self) -> None:
        """Wait for what is being saved, and close everything."""
        self._threads.shutdown()
        self.studies.close()

    def _opened(self, name: str) -> Awaitable[Study]:
        # All who ask meanwhile wait for one opening, which may take long, on one thread.
        opening = self._opening.get(name)
        if opening is None:
            opening = self._opening[name] = asyncio.ensure_future(self.run(self.studies.get, name))
            opening.add_done_callback(lambda _: self._opening.pop(name))
        return asyncio.shield(opening)

    @asynccontextmanager
    async def _staying(self, name: str) -> AsyncIterator[None]:
        async with self._changed:
            await self._changed.wait_for(lambda: not any(is_below(name, path) for path in self._moving))
            self._asking[name] += 1
        try:
            yield
        finally:
            await self._count_down(self._asking, name)

    @asynccontextmanager
    async def _alone(self, path: str) -> AsyncIterator[None]:
        self._moving[path] += 1
        try:
            async with self._changed:
                await self._changed.wait_for(lambda: not any(is_below(name, path) for name in self._asking))
            yield
        finally:
            await self._count_down(self._moving, path)

    async def _count_down(self, counter: Counter[str], name: str) -> None:
        async with self._changed:
            counter[name] -= 1
            if counter[name] == 0:
                del counter[name]
            self._changed.notify_all()
