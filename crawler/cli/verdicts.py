"""accept, reject, later, undo and learned: a person's answers to candidates, and what they taught."""

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crawler.cli import app
from crawler.cli.common import (
    BriefOption,
    DatabaseOption,
    JsonOption,
    brief_of,
    open_database,
    plain,
    print_json,
    refuse_call,
    say,
    settings_for,
    tell,
    wants_json,
)

if TYPE_CHECKING:
    from scoring.brief import Brief
    from storage.database import Database

NameArgument = Annotated[str, typer.Argument(metavar="HANDLE", help="handle, handle@network, or a profile's address.")]
NoteOption = Annotated[str | None, typer.Option(help="A note for yourself; it is kept until you forget the person.")]
ByOption = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Whose answer this is, in a team.")]


@app.command(epilog="Example: nanoscout accept anna.bakes --brief brief.toml --note 'asks for samples'")
def accept(
    ctx: typer.Context,
    name: NameArgument,
    brief: BriefOption = None,
    note: NoteOption = None,
    by: ByOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that a candidate suits the brief; later rankings learn from it."""
    _answer(ctx, name, "accept", brief, database, as_json, note=note, who=by)


@app.command(epilog="Example: nanoscout reject anna.bakes --brief brief.toml --reason 'too commercial'")
def reject(
    ctx: typer.Context,
    name: NameArgument,
    reason: Annotated[
        str | None,
        typer.Option(help="Why, in your words; known already, busy or too expensive teach nothing about the weights."),
    ] = None,
    brief: BriefOption = None,
    note: NoteOption = None,
    by: ByOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that a candidate does not suit the brief, and why; later rankings learn from it."""
    if not (reason or "").strip():
        refuse_call("A rejection needs its reason, which later rankings learn from: add --reason 'too commercial'")
    _answer(ctx, name, "reject", brief, database, as_json, note=note, who=by, reason=reason)


@app.command(epilog="Example: nanoscout later anna.bakes --brief brief.toml")
def later(
    ctx: typer.Context,
    name: NameArgument,
    brief: BriefOption = None,
    note: NoteOption = None,
    by: ByOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put a candidate off: neither accepted nor rejected."""
    _answer(ctx, name, "later", brief, database, as_json, note=note, who=by)


@app.command(epilog="Example: nanoscout undo anna.bakes --brief brief.toml")
def undo(
    ctx: typer.Context,
    name: NameArgument,
    brief: BriefOption = None,
    by: ByOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take the newest answer to a candidate back; the one before holds again."""
    from storage.clock import now_millis
    from storage.verdicts import undo_verdict

    settings = settings_for(ctx, database, brief=brief)
    with open_database(settings) as opened:
        wanted, network, handle = _about(opened, settings.brief, name)
        with opened.write() as connection:
            undone, holds = undo_verdict(connection, network, handle, brief=wanted.key, now=now_millis(), who=by)
    if wants_json(ctx, as_json):
        answers = {"undone": undone.answer if undone else None, "answer": holds.answer if holds else None}
        print_json({"network": network, "handle": handle, "brief": wanted.key, **answers})
    elif undone is None:
        tell(
            f"{handle}@{network} has no answer for this brief" + ("" if settings.brief else " (--brief names another)")
        )
    else:
        tell(f"Taken back: {undone.answer} {handle}@{network}" + (f"; {holds.answer} holds" if holds else ""))


@app.command(epilog="Example: nanoscout learned --brief brief.toml")
def learned(
    ctx: typer.Context,
    brief: BriefOption = None,
    reset: Annotated[bool, typer.Option("--reset", help="Begin anew: the answers so far teach nothing more.")] = False,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what your answers taught about the weights of a brief."""
    from dataclasses import asdict

    from rich.table import Table

    from crawler.cli.tables import print_table
    from scoring.judging import learn_from_verdicts
    from scoring.learning import word_learned
    from storage.verdicts import reset_learning

    settings = settings_for(ctx, database, brief=brief)
    wanted = brief_of(settings)
    with open_database(settings) as opened:
        if reset:
            with opened.write() as connection:
                reset_learning(connection, wanted.key)
        found = learn_from_verdicts(opened, wanted)
    sentence = word_learned(found)
    if wants_json(ctx, as_json):
        print_json({"brief": wanted.key, **asdict(found), "words": sentence})
        return
    tell(sentence)
    if found.is_anything:
        table = Table("signal", "by hand", "learned", box=None, header_style="bold", padding=(0, 2, 0, 0))
        for signal, before in found.before.items():
            table.add_row(signal.replace("_", " "), f"{before:.1%}", f"{found.after[signal]:.1%}")
        print_table(table)
        tell("rank --hand-weights ranks without them; learned --reset begins anew")


def _answer(ctx: typer.Context, name: str, answer: Any, brief: Path | None, database: str | None, as_json: bool,
            **said: str | None) -> None:  # fmt: skip
    from scoring.left_out import why_left_out
    from storage.clock import now_millis
    from storage.verdicts import give_verdict

    settings = settings_for(ctx, database, brief=brief)
    with open_database(settings) as opened:
        wanted, network, handle = _about(opened, settings.brief, name)
        with opened.write() as connection:
            number = give_verdict(
                connection,
                network,
                handle,
                answer,
                brief=wanted.key,
                campaign=wanted.key,
                now=now_millis(),
                **said,
            )
        # An accepted one whom the brief leaves out comes into no file: better known now than when the list goes out.
        out = why_left_out(opened, wanted, [(network, handle)]).get((network, handle)) if answer == "accept" else None
        elsewhere = _answered_elsewhere(opened, wanted) if settings.brief is None else None
    if elsewhere is not None:
        say(f"No --brief was given, so this answer is kept for the brief without a name; {elsewhere}")
    if wants_json(ctx, as_json):
        told = {"id": number, "network": network, "handle": handle, "brief": wanted.key, "answer": answer, **said}
        print_json(told | ({"left_out": out} if answer == "accept" else {}))
    else:
        reason = f" ({plain(said['reason'])})" if said.get("reason") else ""
        # Answers are kept for each brief: without the same one, undo would find none.
        same = f" --brief {quote(str(brief))}" if brief else ""
        tell(f"{answer.capitalize()}: {handle}@{network}{reason}; take it back with nanoscout undo {handle}{same}")
        if out is not None:
            tell(
                f"But {handle}@{network} is left out of the shortlist for this brief, and so of every file that goes "
                f"out: {plain(out)}; change the brief if they should be in it"
            )


def _answered_elsewhere(database: "Database", brief: "Brief") -> str | None:
    """What says that another brief is meant, and how to name it; ``None`` where nothing does."""
    from storage.runs import newest_brief
    from storage.verdicts import briefs_answered

    with database.read() as connection:
        file, others = newest_brief(connection), [key for key in briefs_answered(connection) if key != brief.key]
    if file is not None:
        return f"the last run here was for {file}: take this back with undo, and give --brief {quote(file)}"
    if others:
        named = ", ".join(f"“{plain(key)}”" for key in others[:3])
        return f"other answers here are for {named}: take this back with undo, and give --brief FILE"
    return None


def _about(opened: "Database", brief: Path | None, name: str) -> "tuple[Brief, str, str]":
    """(the brief, network, handle) that an answer is about."""
    from crawler.seeds import parse_account
    from scoring.brief import load_brief
    from storage.accounts import find_account

    wanted = load_brief(brief)
    handle, network = parse_account(name)
    with opened.read() as connection:
        network, handle = find_account(connection, handle, network)
    return wanted, network, handle
