"""export: the file that goes out, in the layout of where it goes."""

from collections import Counter
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
    plain,
    print_json,
    refuse_call,
    settings_for,
    tell,
    tell_accepted_but_out,
    wants_json,
    why_nobody,
    word_unwritten,
)

_WITH_BASIS = ": state one with --basis, or lawful_basis in the brief"


@app.command(epilog="Example: nanoscout export shortlist.xlsx --accepted · nanoscout export mail.csv --to gmail")
def export(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Ends in .csv, .xlsx, .jsonl, .parquet or .graphml.", readable=False)
    ],
    brief: BriefOption = None,
    limit: Annotated[int | None, typer.Option(help="Only the best so many.", min=1)] = None,
    accepted: Annotated[bool, typer.Option("--accepted", help="Only whom you accepted.")] = False,
    to: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="In the layout of hubspot, mailchimp, gmail, mailmerge365 or upfluence."),
    ] = None,
    held_back: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Also write whom the destination's rules hold back, and why.", readable=False
        ),
    ] = None,
    basis: Annotated[
        str | None,
        typer.Option(metavar="WORDS", help="Why you may write to all of them, in your words."),
    ] = None,
    contacted: Annotated[
        bool, typer.Option("--contacted", help="Note everybody in the file as contacted, in the brief's campaign.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="In a mail merge also whom somebody wrote to before.")] = False,
    hand_weights: HandOption = False,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the shortlist for outreach: one row a creator, email first, with the reasons; .graphml writes the graph.

    Whom you rejected for the brief is not in it. Where a destination forbids collected contacts, who gave no consent
    is held back, and the rule is named; from a mail merge (gmail, mailmerge365) also whoever was written to before, in
    any campaign. Who was in which file is kept, for the day when somebody asks.
    """
    settings = settings_for(ctx, database, brief=brief)
    if file.suffix.lower() == ".graphml":
        # Whoever chose a few would hand over everybody who was ever met.
        if limit is not None or accepted or to is not None or held_back is not None or contacted:
            refuse_call(
                ".graphml holds the whole graph: leave --limit, --accepted, --to, --held-back and --contacted out, or "
                "name a .csv"
            )
        from scoring.wording import plural
        from storage.files.export_log import noted_export
        from storage.files.exports import write_whole
        from storage.ties import accounts_in_graph, graphml_of

        with open_database(settings) as opened:
            with opened.read() as connection:
                content, people = graphml_of(connection), accounts_in_graph(connection)
            written = bool(people) or not file.exists()
            if written:
                with noted_export(opened.write, str(file.absolute()), "graph", "", people):
                    write_whole(file, content)
        nodes = content.count(b"<node ")
        if wants_json(ctx, as_json):
            edges = content.count(b"<edge ")
            print_json({"file": str(file), "written": written, "nodes": nodes, "edges": edges})
        elif not written:
            tell(word_unwritten(file))
        else:
            ties = plural(content.count(b"<edge "), "tie")
            tell(f"Wrote {plural(nodes, 'account')} and {ties} to {file}")
        return
    from crawler.networks import load_network
    from scoring.judging import with_learned
    from scoring.left_out import accepted_but_out
    from scoring.outreach.destinations import CONTACT_LEFT_OUT
    from scoring.outreach.handing_over import hand_over, rows_to_hand
    from scoring.outreach.holding_back import NO_BASIS
    from scoring.wording import plural
    from storage.clock import now_millis
    from storage.outreach import note_contacted
    from storage.verdicts import count_verdicts, current_verdicts

    def url_of(network: str, handle: str) -> str:
        return load_network(network).profile_url(handle)

    if held_back is not None and held_back.absolute() == file.absolute():
        refuse_call("--held-back names the export itself: name another file for whom the rules hold back")
    wanted = brief_of(settings)
    with open_database(settings) as opened:
        if not hand_weights:
            wanted = with_learned(opened, wanted)
        rows = rows_to_hand(opened, wanted, url_of, limit=limit, accepted=accepted, basis=basis)
        handed = hand_over(opened, wanted, rows, file, to, again=again, held_back=held_back)
        out = accepted_but_out(opened, wanted) if accepted else {}
        with opened.read() as connection:
            rejected = count_verdicts(current_verdicts(connection, wanted.key)).get("reject", 0)
        if contacted:
            with opened.write() as connection:
                note_contacted(connection, handed.accounts, wanted.key, now=now_millis())
    reasons = Counter(why for _, why in handed.held_back)
    contacts = Counter(row["contact_held_back"] for row in rows if row["contact_held_back"])
    if wants_json(ctx, as_json):
        told = {"file": str(file), "written": handed.written, "rows": handed.rows, "held_back": dict(reasons)}
        told |= {"contacts_held_back": dict(contacts), "rejected": 0 if accepted else rejected}
        told |= {
            "contacted": handed.rows if contacted else 0,
            "held_back_file": str(held_back) if held_back and rows else None,
        }
        print_json(told | {"left_out": [named_with(who, why) for who, why in out.items()]})
        return
    noted = f", and noted {'it' if handed.rows == 1 else 'them'} as contacted" if contacted else ""
    tell(f"Wrote {plural(handed.rows, 'creator')} to {file}{noted}" if handed.written else word_unwritten(file))
    if not rows:
        tell(why_nobody(settings, accepted=accepted, out=out))
    tell_accepted_but_out(out)
    if rejected and not accepted:
        tell(f"Without {plural(rejected, 'creator')} whom you rejected for this brief")
    for why, times in contacts.most_common():
        if times > reasons[CONTACT_LEFT_OUT + why]:  # else they are told once, as held back
            tell(f"Contact left out of {times:,}: {why}{_WITH_BASIS if why == NO_BASIS else ''}")
    for why, times in reasons.most_common():
        tell(f"Held back {times:,}: {plain(why)}{_WITH_BASIS if why == CONTACT_LEFT_OUT + NO_BASIS else ''}")
