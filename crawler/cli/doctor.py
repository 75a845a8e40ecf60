"""doctor: what is set up here, what is not, and how to mend it."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

import typer

from crawler.cli import app
from crawler.cli.common import DatabaseOption, JsonOption, plain, print_json, settings_for, wants_json

if TYPE_CHECKING:
    from crawler.settings import Settings

Health = Literal["ok", "missing", "broken"]
_LEAST_ROOM = 500 << 20
_OLDEST_CLOCK = "2026-01-01"


@dataclass(frozen=True)
class Check:
    """One thing looked at. ``missing`` is no fault: something optional is not there; ``broken`` needs mending."""

    what: str
    health: Health
    words: str


@app.command(epilog="Example: nanoscout doctor")
def doctor(ctx: typer.Context, database: DatabaseOption = None, as_json: JsonOption = False) -> None:
    """Look at the database, disk, clock, browser, keys and settings, and say how to mend what is not right.

    Ends with 1 where something is broken. Nothing is asked of any network.
    """
    settings = settings_for(ctx, database)
    found = list(examine(settings))
    if wants_json(ctx, as_json):
        print_json([asdict(check) for check in found])
    else:
        from rich.table import Table

        from crawler.cli.tables import print_table

        table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
        colours = {"ok": "green", "missing": "yellow", "broken": "bold red"}
        for check in found:
            table.add_row(f"[{colours[check.health]}]{check.health}[/]", check.what, plain(check.words))
        print_table(table)
    if any(check.health == "broken" for check in found):
        raise typer.Exit(1)


def examine(settings: "Settings") -> Iterator[Check]:
    """Every check in order; none of them raises."""
    yield _guarded("database", lambda: _database(settings))
    yield _guarded("disk", lambda: _disk(settings))
    yield _guarded("clock", _clock)
    yield _guarded("browser", _browser)
    yield from _variables()
    yield _guarded("brief", lambda: _brief(settings))
    yield _guarded("model", lambda: _model(settings))
    yield (
        Check("contact", "ok", f"told to every site: {settings.contact}")
        if settings.contact
        else Check(
            "contact", "missing", 'set contact = "you@brand.example" in nanoscout.toml: sites like to know who asks'
        )
    )
    from crawler.networks import all_networks

    for network in all_networks():
        yield _guarded(network.name, partial(_network, settings, network.name))


def _guarded(what: str, look: Callable[[], Check]) -> Check:
    from storage.errors import NanoscoutError

    try:
        return look()
    except NanoscoutError as error:
        return Check(what, "broken", str(error))


def _database(settings: "Settings") -> Check:
    from scoring.wording import plural
    from storage.accounts import count_accounts
    from storage.database import Database, word_missing

    if settings.database is not None and (missing := word_missing(settings.database)):
        return Check("database", "ok", missing)  # no fault: before the first crawl there is none
    opened = Database(settings.database)
    try:
        with opened.read() as connection:
            known = sum(count_accounts(connection).values())
        fault = opened.find_fault()
    finally:
        opened.close()
    if fault is not None:
        return Check("database", "broken", f"{opened.name}: {fault}")
    return Check("database", "ok", f"{opened.name}: {plural(known, 'account')}")


def _disk(settings: "Settings") -> Check:
    import shutil
    from pathlib import Path

    from storage.database import default_url, parse_url

    url = parse_url(settings.database or default_url())
    if url.get_backend_name() != "sqlite" or not url.database:
        return Check("disk", "ok", "the database is on a server")
    folder = Path(url.database).absolute().parent
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    words = f"{free / (1 << 30):.1f} GB free where the database is"
    return Check(
        "disk", "ok" if free >= _LEAST_ROOM else "broken", words if free >= _LEAST_ROOM else f"{words}: make room"
    )


def _clock() -> Check:
    from datetime import UTC, datetime

    now = datetime.now(UTC)
    if now < datetime.fromisoformat(f"{_OLDEST_CLOCK}T00:00:00+00:00"):
        return Check("clock", "broken", f"it says {now:%Y-%m-%d}: set it, or waits and allowances are counted wrongly")
    return Check("clock", "ok", f"{now.astimezone():%Y-%m-%d %H:%M %Z}")


def _browser() -> Check:
    from crawler.engine.chromium import start_browser
    from storage.errors import BrowserMissing

    try:
        path, version = start_browser()
    except BrowserMissing as error:
        return Check("browser", "missing", f"{error}. It is needed only for pages that must be rendered")
    return Check("browser", "ok", f"{path} {version}")


def _variables() -> Iterator[Check]:
    from crawler.settings import unread_variables

    for name, meant in unread_variables().items():
        words = f"{name} is no setting and is not read" + (f": did you mean {meant}?" if meant else "")
        yield Check("environment", "broken" if meant else "missing", words)


def _brief(settings: "Settings") -> Check:
    from scoring.brief import load_brief

    if settings.brief is None:
        return Check(
            "brief", "missing", "none is set: rankings use the default one; make yours with nanoscout brief new"
        )
    brief = load_brief(settings.brief)
    return Check("brief", "ok", f"{settings.brief}: {brief.name or 'without a name'}")


def _model(settings: "Settings") -> Check:
    from scoring.ranking.sentences import load_model

    if settings.model is None:
        return Check("model", "missing", "none is set, and none is needed: briefs reach niches by the lexicon")
    return Check("model", "ok", f"{settings.model}: {load_model(settings.model).name}")


def _network(settings: "Settings", name: str) -> Check:
    from crawler.networks import load_network

    network = load_network(name)
    state = network.ready(settings.options(network))
    return Check(name, "ok" if state.ready else "missing", state.hint)
