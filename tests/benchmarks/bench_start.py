"""How long the command takes to start: CPU seconds, the least of ten runs of a process of its own.

``python -m tests.benchmarks.bench_start``; bytecode is compiled by the first run.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

HELP_LIMIT, VERB_LIMIT, RANK_LIMIT = 0.2, 0.35, 1.0  # seconds
_TIMES = 10
_LOOKED_AT = 3  # of the verbs, those whose first run took longest
_RUN = (sys.executable, "-c", "from crawler.cli import app; app()")


def least_of(arguments: Sequence[str], times: int = _TIMES) -> tuple[float, float]:
    """(CPU seconds, seconds by the clock) of the command with these arguments, each the least of several runs."""
    costs = [_once(arguments) for _ in range(times)]
    return min(cpu for cpu, _ in costs), min(seconds for _, seconds in costs)


def _once(arguments: Sequence[str]) -> tuple[float, float]:
    clock, used = time.perf_counter(), _cpu_of_children()
    subprocess.run([*_RUN, *arguments], check=True, stdout=subprocess.DEVNULL)
    return _cpu_of_children() - used, time.perf_counter() - clock


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _slowest_verbs() -> list[str]:
    from typer.main import get_command

    from crawler.cli import app

    verbs: list[str] = sorted(get_command(app).commands)  # type: ignore[attr-defined]  # a group has them
    costs = {verb: _once([verb, "--help"])[0] for verb in verbs}
    return sorted(verbs, key=lambda verb: -costs[verb])[:_LOOKED_AT]


def measure() -> Iterator[tuple[str, float, float, bool]]:
    """(what, figure, limit, at most)."""
    _once(["--help"])
    for what, (cpu, _), limit in _figures():
        yield f"CPU seconds: {what}", cpu, limit, True


def _figures() -> Iterator[tuple[str, tuple[float, float], float]]:
    yield "nanoscout --help", least_of(["--help"]), HELP_LIMIT
    verb, cost = max(((verb, least_of([verb, "--help"])) for verb in _slowest_verbs()), key=lambda one: one[1])
    yield f"the slowest help of a verb ({verb})", cost, VERB_LIMIT
    with tempfile.TemporaryDirectory() as folder:
        empty = ["rank", "--database", str(Path(folder) / "empty.db")]
        _once(empty)
        yield "rank on an empty database", least_of(empty), RANK_LIMIT


if __name__ == "__main__":
    _once(["--help"])
    for words, (used, seconds), at_most in _figures():
        print(f"{words:42} {used:6.3f} s of CPU, {seconds:6.3f} s by the clock (goal {at_most:.2f})", flush=True)
