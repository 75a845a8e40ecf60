"""report: the shortlist as a page to send to a client, or as PDF."""

from pathlib import Path
from typing import Annotated

import typer

from crawler.cli import app
from crawler.cli.common import (
    BriefOption,
    DatabaseOption,
    HandOption,
    JsonOption,
    brief_of,
    named_with,
    open_database,
    print_json,
    settings_for,
    tell,
    tell_accepted_but_out,
    wants_json,
    why_nobody,
    word_unwritten,
)


@app.command(epilog="Example: nanoscout report report.html --brief brief.toml · nanoscout report report.pdf --accepted")
def report(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Ends in .html or .pdf (a PDF needs a browser).", readable=False)
    ],
    brief: BriefOption = None,
    limit: Annotated[int, typer.Option(help="Only the best so many.", min=1, max=500)] = 20,
    accepted: Annotated[bool, typer.Option("--accepted", help="Only whom you accepted.")] = False,
    title: Annotated[str | None, typer.Option(help="The title; the brief's name by default.")] = None,
    hand_weights: HandOption = False,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a report to send: the creators and why, how the list came about, engagement, places, price and reach.

    One file that needs nothing else. Whom you rejected for the brief is not in it. Email addresses and phones are left
    out of it. Whom it holds is kept, as for every file that goes out.
    """
    from storage.errors import UnknownFormat

    kind = file.suffix.lower()
    if kind not in (".html", ".htm", ".pdf"):
        raise UnknownFormat(f"{file} ends in neither .html nor .pdf: name a file that does")
    settings = settings_for(ctx, database, brief=brief)
    from scoring.judging import with_learned
    from scoring.left_out import accepted_but_out
    from scoring.report.gathering import gather_report, noted_report
    from scoring.report.page import page_of
    from scoring.wording import plural
    from storage.files.exports import write_whole

    wanted = brief_of(settings)
    with open_database(settings) as opened:
        if not hand_weights:
            wanted = with_learned(opened, wanted)
        found = gather_report(opened, wanted, limit=limit, accepted=accepted, title=title)
        out = accepted_but_out(opened, wanted) if accepted else {}
        written = bool(found.creators) or not file.exists()
        content = page_of(found).encode()
        if written and kind == ".pdf":
            from crawler.engine.printing import print_page

            content = print_page(content.decode())
        if written:
            with noted_report(opened, found, str(file.absolute())):
                write_whole(file, content)
    if wants_json(ctx, as_json):
        told = {"file": str(file), "written": written, "creators": len(found.creators)}
        left_out = [named_with(who, why) for who, why in out.items()]
        print_json(told | {"bytes": len(content) if written else 0, "left_out": left_out})
    else:
        tell(f"Wrote {plural(len(found.creators), 'creator')} to {file}" if written else word_unwritten(file))
        if not found.creators:
            tell(why_nobody(settings, accepted=accepted, out=out))
        tell_accepted_but_out(out)
