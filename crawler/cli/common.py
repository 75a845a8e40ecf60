"""What the verbs share: options, opening the database, and printing strangers' words safely."""

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from crawler.networks.network import Network
    from crawler.settings import Settings
    from scoring.brief import Brief
    from storage.database import Database

DatabaseOption = Annotated[
    str | None, typer.Option("--database", metavar="URL", help="Where facts are kept: a file name or a URL.")
]
# Files are never looked at by typer (readable=False): who opens one tells what is wrong with it, with its exit code.
BriefOption = Annotated[Path | None, typer.Option("--brief", help="What the brand wants (TOML).", readable=False)]
HandOption = Annotated[
    bool, typer.Option("--hand-weights", help="As if nothing had been learned from accept and reject.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer in JSON, for programs.")]
NetworkOption = Annotated[
    list[str] | None, typer.Option("--network", metavar="NAME", help="Only this network (may be given more than once).")
]

# C0 and C1 controls (escape sequences begin with them), line ends of Unicode, and the marks that reorder what stands
# beside them.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+")

_NAMED_OUT = 10
_MANY_READ = 500  # accounts whose texts take seconds to read
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|\+00:00)")  # as facts write a time


@dataclass
class Common:
    """What was given before the verb."""

    database: str | None = None
    as_json: bool = False


def plain(words: object) -> str:
    """A stranger's words on one line, without anything that a terminal would obey."""
    return _UNSAFE.sub(" ", str(words)).strip()


def worded(fields: Mapping[str, object], longest: int | None = None) -> str:
    """Fields with their values in words: "followers: 4,210 · is private: no · hashtags: ink, nibs".

    What is empty is left out; ``longest`` is the most letters of a value, all of them by default.
    """
    parts = ((name.replace("_", " "), plain(_as_words(value))) for name, value in fields.items())
    return " · ".join(f"{name}: {_cut(words, longest)}" for name, words in parts if words)


def _as_words(value: object) -> str:
    if value is None or isinstance(value, bool):
        return "" if value is None else "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Mapping):
        return ", ".join(f"{name.replace('_', ' ')} {_as_words(one)}" for name, one in value.items() if one is not None)
    if isinstance(value, list):
        return ("; " if any(isinstance(one, Mapping) for one in value) else ", ").join(map(_as_words, value))
    moment = _MOMENT.fullmatch(str(value))
    return f"{moment[1]} {moment[2]} UTC" if moment else str(value)


def _cut(words: str, longest: int | None) -> str:
    return words if longest is None or len(words) <= longest else f"{words[: longest - 1]}…"


def wants_json(ctx: typer.Context, as_json: bool) -> bool:
    """Whether --json stands before or after the verb."""
    return as_json or (isinstance(ctx.obj, Common) and ctx.obj.as_json)


def settings_for(ctx: typer.Context, database: str | None, **flags: Any) -> "Settings":
    """The settings with the flags of this call on top; a variable that is nearly one of them is told."""
    from crawler.settings import load_settings, unread_variables

    for name, meant in unread_variables().items():
        if meant is not None:
            say(f"{name} is no setting and is not read; did you mean {meant}?")
    before = ctx.obj.database if isinstance(ctx.obj, Common) else None
    return load_settings(database=database or before, **flags)


def brief_of(settings: "Settings", file: "Path | None" = None) -> "Brief":
    """The brief of these settings, or of a file, widened by the sentence model that they name."""
    from scoring.brief import load_brief

    return load_brief(file or settings.brief).by_model(settings.model)


def why_nobody(settings: "Settings", *, accepted: bool, out: Mapping[tuple[str, str], str] | None = None) -> str:
    """Why a file that goes out holds nobody; ``out`` are those accepted whom the brief leaves out."""
    if not accepted:
        return "Nobody is in the shortlist: see who is left out, and why, with nanoscout rank --near-miss"
    brief = f"the brief {settings.brief}" if settings.brief else "the brief that holds without --brief"
    if out:
        return f"Nobody accepted for {brief} is in its shortlist"
    return f"Nobody is accepted for {brief}: answers belong to the brief for which they were given"


def word_unwritten(file: Path) -> str:
    """That a file was not replaced by one that holds nobody."""
    return f"Nobody is left to write: {file} stays as it was (delete it if it should be empty)"


def named_with(who: tuple[str, str], why: str) -> dict[str, str]:
    """An account with a reason, for programs."""
    return {"network": who[0], "handle": who[1], "why": why}


def tell_accepted_but_out(out: Mapping[tuple[str, str], str]) -> None:
    """Says of each whom somebody accepted and the brief leaves out, why; the first so many."""
    for (network, handle), why in list(out.items())[:_NAMED_OUT]:
        tell(f"Accepted and yet left out: {plain(handle)}@{network}: {plain(why)}")
    if len(out) > _NAMED_OUT:
        tell(f"… and {len(out) - _NAMED_OUT:,} more: nanoscout show HANDLE says why")


@contextmanager
def open_database(settings: "Settings", *, create: bool = False) -> Iterator["Database"]:
    """The database of these settings, closed in the end.

    Where one that somebody named is not there, verbs that do not fill it (``create``) say so: they answer out of an
    empty one, and the name may be misspelt.
    """
    from storage.database import Database, word_missing

    missing = None if create or settings.database is None else word_missing(settings.database)
    database = Database(settings.database)
    try:
        if missing:  # told when it is true: it may be that none can be made
            tell(f"{missing}; an empty one is made", err=True)
        database.on_reading = _show_reading
        yield database
    finally:
        database.close()


def _show_reading(done: int, most: int) -> None:
    """How far the texts of many accounts are read, on a line of the terminal that goes in the end."""
    if most >= _MANY_READ and sys.stderr.isatty():
        words = f"Reading what {most:,} accounts say: {done:,} …" if done < most else ""
        sys.stderr.write(f"\x1b[K{words}\r")  # the next line is written over it
        sys.stderr.flush()


def chosen_networks(names: list[str] | None) -> list["Network"]:
    """The networks of these names, or all; raises UnknownNetwork."""
    from crawler.networks import all_networks, load_network

    return [load_network(name) for name in names] if names else all_networks()


def print_json(value: Any) -> None:
    """One JSON value on one line."""
    import orjson

    sys.stdout.write(orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode() + "\n")


def console(*, stderr: bool = False) -> "Console":
    """A console that colours only a terminal."""
    from rich.console import Console

    terminal = (sys.stderr if stderr else sys.stdout).isatty()
    return Console(stderr=stderr, highlight=False, soft_wrap=not terminal, width=None if terminal else 120)


def say(words: str) -> None:
    """A sentence for the person, beside the answer: on standard error."""
    tell(plain(words), err=True)


def tell(words: str, *, err: bool = False) -> None:
    """A line for the person: on a terminal broken between words, an address never; in a file or pipe as it is."""
    if (sys.stderr if err else sys.stdout).isatty():
        words = "\n".join(_broken(line) for line in words.split("\n"))
    typer.echo(words, err=err)


def refuse_call(words: str) -> NoReturn:
    """Ends a call that lacks something, in a sentence, with the exit code of a wrong call."""
    tell(f"Error: {words}", err=True)
    raise typer.Exit(2)


def _broken(line: str) -> str:
    from textwrap import fill

    indent = line[: len(line) - len(line.lstrip())]
    width = max(20, get_terminal_size().columns)
    if len(line) <= width:
        return line
    return fill(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
