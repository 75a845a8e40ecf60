"""``python -m tests.benchmarks``: every figure with its limit, as a table."""

import importlib
import sys

BENCHES = (
    "bench_replay",
    "bench_read",
    "bench_browser",
    "bench_store",
    "bench_rank",
    "bench_formulas",
    "bench_start",
    "bench_signals",
    "bench_learning",
    "bench_harvest",
    "bench_review",
    "bench_server",
    "bench_purge",
)


def main() -> int:
    """Prints the table; 1 where a figure lies beyond its limit."""
    failed = 0
    print(f"{'what':62} {'measured':>10} {'limit':>8}  command")
    for name in BENCHES:
        module = importlib.import_module(f"tests.benchmarks.{name}")
        for what, figure, limit, at_most in module.measure():
            good = figure <= limit if at_most else figure >= limit
            failed += not good
            sign = "≤" if at_most else "≥"
            print(
                f"{what:62} {figure:10.2f} {sign + format(limit, '.2f'):>8}  python -m tests.benchmarks.{name}",
                flush=True,
            )
            if not good:
                print(f"{'':62} beyond its limit")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
