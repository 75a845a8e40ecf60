"""Tables on the terminal; one that is too narrow for them gets the same cells one beneath the other."""

from rich.cells import cell_len
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from crawler.cli.common import console

_READABLE = 8  # columns of a long word that have to fit before it is broken or cut


def print_table(table: Table) -> None:
    """Prints the table, or where its words would be broken into a few letters each, a line a cell under each row."""
    screen = console()
    columns = [list(map(_as_text, column.cells)) for column in table.columns]
    padding = (table.padding[1] + table.padding[3]) * len(columns)
    if sum(_narrowest(column, cells) for column, cells in zip(table.columns, columns, strict=True)) + padding <= (
        screen.width
    ):
        screen.print(table)
        return
    names = [str(column.header) for column in table.columns]
    for row in zip(*columns, strict=True):
        _print_row(screen, names, row)


def _as_text(cell: object) -> Text:
    return cell if isinstance(cell, Text) else Text.from_markup(str(cell))


def _narrowest(column: Column, cells: list[Text]) -> int:
    words = [word for cell in cells for word in cell.plain.split()]
    longest = max(map(cell_len, words), default=0)
    return max(min(longest, _READABLE), cell_len(max(str(column.header).split(), key=cell_len, default="")))


def _print_row(screen: Console, names: list[str], row: tuple[Text, ...]) -> None:
    indent = ""
    for name, cell in zip(names, row, strict=True):
        if not cell.plain:
            continue
        words = Text.assemble((f"{name}: ", "dim"), cell) if name else cell.copy()
        for line in words.wrap(screen, max(1, screen.width - len(indent))):
            screen.print(Text(indent).append_text(line))
        indent = "  "
