"""pictures: small copies of the best candidates' pictures."""

from typing import Annotated

import typer

from crawler.cli import app
from crawler.cli.common import (
    BriefOption,
    DatabaseOption,
    JsonOption,
    brief_of,
    open_database,
    print_json,
    settings_for,
    tell,
    wants_json,
)


@app.command(epilog="Example: nanoscout pictures --brief brief.toml --limit 50")
def pictures(
    ctx: typer.Context,
    brief: BriefOption = None,
    limit: Annotated[int, typer.Option(help="Of how many of the best.", min=1)] = 100,
    picture_megabytes: Annotated[
        int | None, typer.Option(help="What all copies together may take (default 200).", min=1)
    ] = None,
    seconds_between_requests: Annotated[float | None, typer.Option(help="Pace of requests to one host.")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say how many would be asked for. Asks nobody.")
    ] = False,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Fetch small copies of the pictures of the best candidates, for the review page, the report and photography.

    robots.txt holds for pictures too. What is kept goes with its account: forget, suppress, purge.
    """
    from dataclasses import asdict

    from crawler.pictures import fetch_pictures, pictures_due, word_fetched
    from scoring.judging import best_accounts, rank_database, with_learned
    from scoring.wording import plural

    settings = settings_for(
        ctx,
        database,
        brief=brief,
        picture_megabytes=picture_megabytes,
        seconds_between_requests=seconds_between_requests,
    )
    with open_database(settings) as opened:
        wanted = with_learned(opened, brief_of(settings))
        best = best_accounts(rank_database(opened, wanted, columns=()), limit)
        due = pictures_due(opened, best) if dry_run else {}
        fetched = None if dry_run else fetch_pictures(opened, settings, best)
    if fetched is None:
        if wants_json(ctx, as_json):
            print_json({"wanted": sum(due.values()), "hosts": due})
        else:
            for host, number in due.items():
                tell(f"{host}: {plural(number, 'picture')}")
            tell("Nothing was asked (--dry-run)")
    elif wants_json(ctx, as_json):
        print_json(asdict(fetched))
    else:
        tell(word_fetched(fetched))
