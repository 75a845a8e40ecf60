"""simulate: how many that fit each way of choosing the next visit finds, over a graph in files."""

from pathlib import Path
from typing import Annotated

import typer

from crawler.cli import app
from crawler.cli.common import JsonOption, print_json, wants_json

POLICIES = ("breadth", "vote", "learned", "oracle")


@app.command(
    epilog="Example: nanoscout simulate --accounts accounts.csv --edges edges.csv --seeds ada,bo --requests 1000"
)
def simulate(
    ctx: typer.Context,
    accounts: Annotated[
        Path, typer.Option(metavar="FILE.csv", help="handle,name,followers,niche,fits", readable=False)
    ],
    edges: Annotated[
        Path, typer.Option(metavar="FILE.csv", help="source,target,kind; the first 60 of a list count", readable=False)
    ],
    seeds: Annotated[str, typer.Option(metavar="HANDLES", help="Handles with commas, or a file with one a line.")],
    requests: Annotated[int, typer.Option(help="How many accounts are visited.", min=1)] = 1_000,
    policy: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="breadth, vote, learned, oracle (repeatable; all).")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Replay a crawl over a graph, and say how many that fit each policy finds for the same requests."""
    from dataclasses import asdict

    from crawler.simulation import read_seeds, read_world
    from crawler.simulation import simulate as replay_crawl
    from storage.errors import BadSettings

    chosen = list(dict.fromkeys(name for given in policy or POLICIES for name in given.split(",")))
    for name in chosen:
        if name not in POLICIES:
            raise BadSettings(f'No policy is called "{name}" (known: {", ".join(POLICIES)})')
    world = read_world(accounts, edges)
    found = [replay_crawl(world, read_seeds(seeds), requests, name) for name in chosen]
    if wants_json(ctx, as_json):
        for harvest in found:
            print_json(asdict(harvest))
        return
    first = next((harvest.found for harvest in found if harvest.policy == "breadth"), 0)
    typer.echo(f"{'policy':<10} {'requests':>8} {'found':>7} {'× breadth':>10}  after every tenth of the requests")
    for harvest in found:
        times = f"{harvest.found / first:.2f}" if first else "?"
        curve = " ".join(f"{count:>5}" for count in harvest.curve)
        typer.echo(f"{harvest.policy:<10} {harvest.requests:>8,} {harvest.found:>7,} {times:>10}  {curve}")
