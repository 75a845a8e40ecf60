"""suppress, forget, subject and purge: the rights of the people who were found."""

from pathlib import Path
from typing import Annotated

import typer

from crawler.cli import app
from crawler.cli.common import (
    BriefOption,
    DatabaseOption,
    JsonOption,
    open_database,
    print_json,
    say,
    settings_for,
    tell,
    wants_json,
)

# What rows are kept by inside the database: it says nothing of anybody, and stands in --json.
_INNER = frozenset({"id", "run_id", "export_id", "key", "promise", "depth", "attempts", "not_before", "version"})
NameArgument = Annotated[
    str, typer.Argument(metavar="HANDLE", help="handle@network, a profile's address, an email, or a telephone as +44….")
]


@app.command(epilog="Example: nanoscout suppress anna.bakes@instagram")
def suppress(
    ctx: typer.Context,
    name: NameArgument,
    reason: Annotated[str, typer.Option(help="Why, for your own records (no personal data).")] = "asked",
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Keep nothing new about a person, and show, rank and export them no more."""
    from crawler.rights.people import name_of, suppress_person

    settings = settings_for(ctx, database)
    # Who must not be met at all is named before anybody is: a new database may begin with them.
    with open_database(settings, create=True) as opened:
        who = suppress_person(opened, name, reason)
    if wants_json(ctx, as_json):
        print_json(who)
    else:
        also = f" (with {', '.join(who['also'])})" if who["also"] else ""
        tell(f"{name_of(who['network'], who['handle'])}{also} is suppressed: not crawled, ranked or exported any more")


@app.command(epilog="Example: nanoscout forget anna.bakes@instagram --recording crawl.warc")
def forget(
    ctx: typer.Context,
    name: NameArgument,
    recording: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="A recording to remove the person from (repeatable).", readable=False),
    ] = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Erase a person: rows, ties, what others said to them, recordings; only a salted hash stays, so that they
    do not come back."""
    from crawler.rights.people import forget_person, name_of, way_typed
    from scoring.wording import plural
    from storage.files.export_log import BACKUP

    settings = settings_for(ctx, database)
    with open_database(settings) as opened:
        done = forget_person(opened, name, recording or [])
    if wants_json(ctx, as_json):
        print_json(done)
        return
    also = f" (with {', '.join(done['also'])})" if done["also"] else ""
    tell(f"{name_of(done['network'], done['handle'])}{also} is forgotten: {plural(done['rows'], 'row')} erased")
    way = None if done["rows"] else way_typed(name)
    if way is not None:
        tell(f"Nobody known is reached by {name}; whoever comes with that {way} is not kept")
    for file in done["recordings"]:
        tell(f"{file['file']}: {plural(file['pages'], 'page')} erased")
    for one in done["exports"]:
        whole = one["layout"] == BACKUP
        named = f"The {'backup' if whole else 'export'} {one['file']} of {one['exported_at'][:10]}"
        holds = "held them" if done["rows"] else "may hold them, if they were met before it"
        tell(f"{named} {holds}: {'delete it' if whole else 'take them out of it'} and its copies")
    for file in done["sources"]:
        tell(f"{file} is where facts about them were read from: take them out of it, or delete it, and its copies")
    for file in done["recordings_left"]:
        tell(f"Recording {file} was made by this database and is not there any more: erase its copies")


@app.command(epilog="Example: nanoscout subject anna.bakes@instagram --json > anna.json")
def subject(
    ctx: typer.Context, name: NameArgument, database: DatabaseOption = None, as_json: JsonOption = False
) -> None:
    """Tell everything that is held about a person: each field with the page it came from, and who was given it.

    What somebody may ask for (GDPR Art. 15). Send it to them alone.
    """
    from dataclasses import asdict

    from rich.text import Text

    from crawler.cli.common import console, plain, worded
    from crawler.rights.people import subject_person, way_typed
    from storage.rights.subject import names_others

    settings = settings_for(ctx, database)
    with open_database(settings) as opened:
        held = subject_person(opened, name)
    if wants_json(ctx, as_json):
        print_json(asdict(held))
        return
    if not held.rows:
        way = way_typed(name)
        reached = (
            ""
            if way is None
            else f", and nobody known is reached by {'such an email' if way == 'email' else 'such a telephone'}"
        )
        where = "" if way == "telephone" else f" on {held.network}"
        tell(f"Nothing is held about {', '.join(held.handles)}{where}{reached}")
        return
    screen = console()
    tell(f"{', '.join(held.handles)} on {held.network}, known since {(held.since or 'never')[:10]}")
    for label, words in (("other accounts", held.other_accounts), ("why it may be kept", held.bases)):
        tell(f"{label}: {plain('; '.join(words)) or 'none'}")
    known = {"network": held.network, "handle": held.handles[0] if len(held.handles) == 1 else None}  # said above
    for what, rows in held.rows.items():
        screen.print(Text(f"\n{what} ({len(rows):,})", style="bold"))
        for row in rows:
            own = {name: value for name, value in row.items() if value != known.get(name) and name not in _INNER}
            screen.print(Text(f"  {worded(own)}"), soft_wrap=True)
    tell("\nGiven to: " + ("nobody" if not held.exports else ""))
    for one in held.exports:
        tell(f"  {plain(one['file'])} ({one['layout']}, {one['exported_at'][:10]})")
    if names_others(held):
        tell("Others are named above (who commented, who is tied to them): leave out what could harm those (Art. 15.4)")


@app.command(epilog="Example: nanoscout purge --older-than 180d")
def purge(
    ctx: typer.Context,
    older_than: Annotated[
        str | None,
        typer.Option(metavar="AGE", help="Since they were first met: 180d, 26w, 6m, 1y; no refresh renews it."),
    ] = None,
    recording: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE", help="A recording besides those of this database's runs (repeatable).", readable=False
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask (for programs).")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how many it would be.")] = False,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Erase suspected minors, who do not come back, and with --older-than everybody who was first met longer ago.

    Whom you accepted or talk with stays. Who was only too old is not suppressed: met again, they are met anew. Pages
    that name any of them go out of recordings too, and so do pages that are older themselves.
    """
    from crawler.rights.purging import parse_retention, purge_people
    from scoring.wording import plural

    settings, days = settings_for(ctx, database), None if older_than is None else parse_retention(older_than)
    with open_database(settings) as opened:
        done = purge_people(opened, days, recordings=recording or [], dry_run=True)
        if not dry_run and (done["people"] or done["minors"] or done["recordings"]):
            people = plural(done["people"], "person", "people")
            old = f" and {people} first met more than {plural(days, 'day')} ago" if days is not None else ""
            pages = sum(one["pages"] for one in done["recordings"])
            recorded = f", and {plural(pages, 'recorded page')}" if pages else ""
            if not yes and not wants_json(ctx, as_json):
                typer.confirm(f"Erase {plural(done['minors'], 'suspected minor')}{old}{recorded}?", abort=True)
            done = purge_people(opened, days, recordings=recording or [], dry_run=False)
    if not dry_run:
        done |= {"rows": done["rows"] or 0, "dry_run": False}  # nobody to erase: what was looked up is what was done
    if wants_json(ctx, as_json):
        print_json(done)
        return
    verb = "would be" if dry_run else "were"
    people = plural(done["people"], "person", "people")
    who = f"{plural(done['minors'], 'suspected minor')} and {people} met long ago"
    rows = "" if dry_run else f" ({plural(done['rows'], 'row')})"  # they are counted as they go
    tell(f"{who} {verb} erased{rows}; {done['kept']:,} kept: accepted, or in a talk")
    for one in done["recordings"]:
        gone = "was" if one["pages"] == 1 and not dry_run else verb
        tell(f"{plural(one['pages'], 'page')} {gone} taken out of {one['file']}")


@app.command(epilog="Example: nanoscout notice anna.bakes@instagram --brand 'Oat & Co' --brief brief.toml")
def notice(
    ctx: typer.Context,
    name: NameArgument,
    brand: Annotated[str | None, typer.Option(help="Who writes; the brief's name by default.")] = None,
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="en, de, fr, es, it, pt, nl, pl, sv, tr, id, ru, ja, ko, ar, hi.")
    ] = None,
    brief: BriefOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the notice that a person is owed about their data, in their language, and by when (GDPR Art. 14).

    The sender's address is the contact of the settings. Read it before you send it.
    """
    from dataclasses import asdict

    from crawler.rights.people import notice_to

    settings = settings_for(ctx, database, brief=brief)
    with open_database(settings) as opened:
        found = notice_to(opened, name, settings, brand=brand, language=language)
    if wants_json(ctx, as_json):
        print_json(asdict(found))
        return
    typer.echo(found.text)
    tell(f"\nDue by {found.due_by}, or with the first message, whichever is sooner", err=True)
    say(found.add)
    if found.mind:
        say(found.mind)
