"""trends: what counts as usual engagement, by network and format, and where that was learned."""

from typing import Annotated

import typer

from crawler.cli import app
from crawler.cli.common import (
    DatabaseOption,
    JsonOption,
    open_database,
    print_json,
    settings_for,
    tell,
    wants_json,
)


@app.command(epilog="Example: nanoscout trends --refit")
def trends(
    ctx: typer.Context,
    refit: Annotated[bool, typer.Option("--refit", help="Fit all of them anew on what is known by now.")] = False,
    reset: Annotated[bool, typer.Option("--reset", help="Go back to the published figures.")] = False,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what engagement counts as usual: published figures, or fitted once on 200 and more of your own accounts."""
    from rich.table import Table

    from crawler.cli.tables import print_table
    from scoring.ranking.fitting import ENOUGH, LEAST_POSTS, forget_trends, freeze_trends, kept_trends
    from scoring.trends import FORMATS, MIDDLE, PUBLISHED, UNTOLD, trend_of
    from scoring.wording import percent

    settings = settings_for(ctx, database)
    with open_database(settings) as opened:
        if reset:
            forget_trends(opened)
        found = freeze_trends(opened, again=True) if refit else kept_trends(opened)
    networks = sorted({*PUBLISHED, *(network for network, _ in found)})
    rows = [(network, form, trend_of(network, form, found)) for network in networks for form in FORMATS]
    rows += [("(others)", form, UNTOLD) for form in FORMATS]
    if wants_json(ctx, as_json):
        for network, form, trend in rows:
            known = {"network": None if network == "(others)" else network, "format": form}
            print_json(known | {"accounts": trend.accounts, "rate": trend.usual(MIDDLE), "slope": trend.slope,
                                "between": trend.between})  # fmt: skip
        return
    table = Table("network", "format", f"usual at {MIDDLE:,}", "slope", "spread", "learned from", box=None)
    for network, form, trend in rows:
        source = "published figures" if network in PUBLISHED else "Instagram's, for want of its own"
        source = f"{trend.accounts:,} accounts here" if trend.accounts else source
        table.add_row(network, form, percent(trend.usual(MIDDLE)), f"{trend.slope:.2f}", f"{trend.between:.2f}", source)
    print_table(table)
    if not found:
        tell(f"A network gets its own from {ENOUGH} accounts with {LEAST_POSTS} posts and more of a format on.")
