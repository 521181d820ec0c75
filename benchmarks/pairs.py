"""Ours against a bare reference, in turn, so that a noisy machine disturbs both alike."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Cost:
    """CPU and wall seconds of one run, and the peak memory of its process in MB where it had one."""

    cpu: float
    wall: float
    memory_mb: float | None = None


@dataclass(frozen=True)
class Comparison:
    """What one benchmark found; ratios are medians over pairs."""

    name: str
    pairs: int
    reference_cpu: float
    cpu: float
    cpu_ratio: float
    wall_ratio: float
    peak_memory_mb: float | None
    at_most: float

    @property
    def passed(self) -> bool:
        return self.cpu_ratio <= self.at_most

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"passed": self.passed}


def inside(work: Callable[[], object]) -> Cost:
    """The cost of a call in this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Cost(time.process_time() - cpu, time.perf_counter() - wall)


def outside(*command: str) -> Cost:
    """The cost of a whole process, interpreter included."""
    wall = time.perf_counter()
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - wall, usage.ru_maxrss / 1024)


def compare(
    name: str,
    reference: Callable[[], Cost],
    ours: Callable[[], Cost],
    *,
    at_most: float,
    pairs: int = 5,
) -> Comparison:
    """Run both once to warm up, then in turn, and take medians of the ratios pair by pair."""
    reference(), ours()
    found = [(reference(), ours()) for _ in range(pairs)]
    memory = [mine.memory_mb for _, mine in found if mine.memory_mb is not None]
    return Comparison(
        name=name,
        pairs=pairs,
        reference_cpu=round(median(bare.cpu for bare, _ in found), 4),
        cpu=round(median(mine.cpu for _, mine in found), 4),
        cpu_ratio=round(median(mine.cpu / bare.cpu for bare, mine in found), 2),
        wall_ratio=round(median(mine.wall / bare.wall for bare, mine in found), 2),
        peak_memory_mb=round(max(memory)) if memory else None,
        at_most=at_most,
    )


def own_peak_memory_mb() -> float:
    """The peak memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
