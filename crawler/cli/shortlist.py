"""The shortlist on the terminal: a line of figures a candidate, and beneath it the reason."""

from typing import Any

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from crawler.cli.common import console, plain, tell
from scoring.explaining.arguments import best_reasons
from scoring.wording import percent, percent_between, plural

_REASON_INDENT = 4
_ROOMY = 76  # columns
_LEAST_NAME = 12  # columns that a name has to have for the figures to stand beside it
_LONG_WORD = 24  # letters; where no spaces part the words, a longer one is cut


def print_shortlist(objects: list[dict[str, Any]], judged: int) -> None:
    """Prints candidates in their order; says so where there is none."""
    if not objects:
        tell(f"Nobody fits yet ({plural(judged, 'account')} judged); try other seeds, or a wider brief")
        return
    screen = console()
    several = len({item["network"] for item in objects}) > 1
    narrow = screen.width < _ROOMY  # the range and the contact stand in show, and in what is exported
    rows = [_cells(item, several, narrow) for item in objects]
    names = ("who", "followers", "score", "sure", "engagement", "" if narrow else "contact")
    widths = [max(len(row[column]) for row in [names, *rows]) for column in range(len(names))]
    room = screen.width - _REASON_INDENT - sum(widths[1:5]) - 8  # for the name; the contact gives way first
    if room < min(widths[0], _LEAST_NAME):
        _print_apart(rows, names)
        return
    widths[0] = min(widths[0], 32, max(_LEAST_NAME, room))
    screen.print(Text(f"{'':>3} {_line(names, widths)}", style="bold"), no_wrap=True, overflow="ellipsis", crop=True)
    for place, (item, row) in enumerate(zip(objects, rows, strict=True), start=1):
        screen.print(Text(f"{place:>3} {_line(row, widths)}"), no_wrap=True, overflow="ellipsis", crop=True)
        why = "; ".join(best_reasons(item, 2))
        if why:
            words = ended_at_a_word(plain(why), screen.width - _REASON_INDENT)
            reason = Text(" " * _REASON_INDENT + words, style="dim")
            screen.print(reason, no_wrap=True, overflow="ellipsis", crop=True)


def _print_apart(rows: list[tuple[str, ...]], names: tuple[str, ...]) -> None:
    """A name, and its figures in the lines below: a table would cut all of them."""
    for place, row in enumerate(rows, start=1):
        tell(f"{place:>3} {row[0]}")
        tell(f"    {', '.join(f'{name} {cell}' for name, cell in zip(names[1:], row[1:], strict=True) if cell)}")


def ended_at_a_word(words: str, width: int) -> str:
    """A sentence that fits, its last word whole, unless that word alone is a large part of it."""
    if cell_len(words) <= width:
        return words
    left = set_cell_size(words, width - 1)
    if words[len(left) : len(left) + 1] != " ":
        whole = left.rpartition(" ")[0]
        left = whole if whole and len(left) - len(whole) <= _LONG_WORD else left
    return f"{left.rstrip()}…"


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    left = {0, 5}
    parts = [
        _short(cell, width).ljust(width) if column in left else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "  ".join(parts).rstrip()


def _short(cell: str, width: int) -> str:
    return cell if len(cell) <= width else f"{cell[: width - 1]}…"


def _cells(item: dict[str, Any], several: bool, narrow: bool) -> tuple[str, ...]:
    who = f"{item['handle']}@{item['network']}" if several else item["handle"]
    followers, within = item.get("followers"), item.get("followers_within")
    count = "?" if followers is None else f"{followers:,}" + (f" ±{within:,}" if within else "")
    engagement = item["engagement"]
    rate = "?"
    if engagement["rate"] is not None:
        rate = percent(engagement["rate"])
        rate += "" if narrow else f" ({percent_between(engagement['low'], engagement['high'])})"
    contact = item["contacts"][0]["value"] if item["contacts"] and not narrow else ""
    return plain(who), count, f"{item['score']:.0f}", f"{item['confidence']:.0%}", rate, plain(contact)
