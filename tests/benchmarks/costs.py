"""What a call costs: seconds of the clock and of all processors, and the most memory its process ever held."""

import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """``mib`` is of the whole process, from its start."""

    seconds: float
    cpu: float
    mib: float


def spend(once: Callable[[], object]) -> Cost:
    """The cost of one call; what it returns is let go."""
    clock, used = time.perf_counter(), _cpu()
    once()
    seconds, cpu = time.perf_counter() - clock, _cpu() - used
    return Cost(seconds, cpu, most_memory())


def most_memory() -> float:
    """MiB that this process held at most."""
    kilo = 1024.0 if sys.platform == "darwin" else 1.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / kilo / 1024.0


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
