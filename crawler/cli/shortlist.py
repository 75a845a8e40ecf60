"""The shortlist on the terminal: a line of figures a candidate, and beneath it the reason."""

from typing import Any

import typer
from rich.text import Text

from crawler.cli.common import console, plain
from scoring.reasons import best_reasons

_REASON_INDENT = 4


def print_shortlist(objects: list[dict[str, Any]], judged: int) -> None:
    """Prints candidates in their order; says so where there is none."""
    if not objects:
        typer.echo(f"Nobody fits yet ({judged:,} accounts judged); try other seeds, or a wider brief")
        return
    screen = console()
    several = len({item["network"] for item in objects}) > 1
    rows = [_cells(item, several) for item in objects]
    names = ("who", "followers", "score", "sure", "engagement", "contact")
    widths = [max(len(row[column]) for row in [names, *rows]) for column in range(len(names))]
    widths[0] = min(widths[0], 32)
    screen.print(Text(f"{'':>3} {_line(names, widths)}", style="bold"), no_wrap=True, overflow="ellipsis", crop=True)
    for place, (item, row) in enumerate(zip(objects, rows, strict=True), start=1):
        screen.print(Text(f"{place:>3} {_line(row, widths)}"), no_wrap=True, overflow="ellipsis", crop=True)
        why = "; ".join(best_reasons(item, 2))
        if why:
            reason = Text(" " * _REASON_INDENT + plain(why), style="dim")
            screen.print(reason, no_wrap=True, overflow="ellipsis", crop=True)


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    left = {0, 5}
    parts = [
        cell[:width].ljust(width) if column in left else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "  ".join(parts).rstrip()


def _cells(item: dict[str, Any], several: bool) -> tuple[str, ...]:
    who = f"{item['handle']}@{item['network']}" if several else item["handle"]
    followers, within = item.get("followers"), item.get("followers_within")
    count = "?" if followers is None else f"{followers:,}" + (f" ±{within:,}" if within else "")
    engagement = item["engagement"]
    rate = "?"
    if engagement["rate"] is not None:
        rate = f"{engagement['rate']:.1%} ({engagement['low']:.1%}–{engagement['high']:.1%})"
    contact = item["contacts"][0]["value"] if item["contacts"] else ""
    return plain(who), count, f"{item['score']:.0f}", f"{item['confidence']:.0%}", rate, plain(contact)
