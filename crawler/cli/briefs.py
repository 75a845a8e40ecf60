"""brief new: five questions, and a commented brief out of the answers."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from crawler.cli import app
from crawler.cli.common import say

briefs = typer.Typer(no_args_is_help=True, help="Make a brief: what the brand wants.")
app.add_typer(briefs, name="brief")


@briefs.callback()
def brief() -> None:
    """Make a brief: what the brand wants."""


@briefs.command("new", epilog="Example: nanoscout brief new brief.toml")
def brief_new(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The brief to write; it must not exist yet.", readable=False)
    ] = Path("brief.toml"),
) -> None:
    """Ask five questions about what the brand wants, and write a commented brief that you can change later."""
    from scoring.lists import NICHES
    from storage.errors import BadBrief

    if file.exists():
        raise BadBrief(f"{file} exists: name another file, or change that one")
    name = typer.prompt("What is the campaign called?").strip()
    words = _ask("words", "What should they write about? (words, with commas)", None)
    niches = _ask("niches", f"Which niches? ({', '.join(NICHES)}; empty for any)", str.lower)
    languages = _ask("languages", "In which languages? (like en, de; empty for any)", str.lower)
    countries = _ask("countries", "In which countries? (like GB, IE; empty for any)", str.upper)
    _write(file, name, words, niches, languages, countries)
    say(f"Wrote {file}. Rank with it: nanoscout rank --brief {file}")


def _ask(key: str, question: str, spell: Callable[[str], str] | None) -> list[str]:
    """An answer that a brief can hold under ``key``; asks once more where it cannot."""
    from scoring.brief import brief_from_toml
    from storage.errors import BadBrief

    optional: dict[str, Any] = {} if spell is None else {"default": "", "show_default": False}
    wrong: BadBrief | None = None
    while True:
        try:
            typed = typer.prompt(question, **optional)
        except typer.Abort:
            raise wrong or typer.Abort from None  # nobody answers any more
        answer = [spell(one) if spell else one for one in _list(typed)]
        try:
            brief_from_toml(f"{key} = {_toml(answer)}", ", ".join(answer))
        except BadBrief as error:
            wrong = error
            say(str(error))
        else:
            return answer


def _list(typed: str) -> list[str]:
    return [part.strip() for part in typed.split(",") if part.strip()]


def _write(
    file: Path, name: str, words: list[str], niches: list[str], languages: list[str], countries: list[str]
) -> None:
    from scoring.brief import load_brief
    from storage.files.exports import write_whole

    content = f"""# What the brand wants. Every key may be left out; nanoscout says so where one cannot be used.
name = {_toml(name)}

# What posts, bios and highlights should speak of. The wish that is met best counts most.
words = {_toml(words)}
niches = {_toml(niches)}

# Whoever speaks of these fits less.
avoid = []

# Others are ranked lower, not left out; put "language" or "country" into require to leave them out.
languages = {_toml(languages)}
countries = {_toml(countries)}
require = []

# How large: names out of the tier scheme, or followers = {{ min = 1000, max = 9999 }}.
tiers = ["nano"]

# affiliate, placement, competition or sponsored_post: bends the weights a little.
# campaign = "sponsored_post"
"""
    write_whole(file, content.encode())
    try:
        load_brief(file)
    except Exception:
        file.unlink()  # an answer cannot be used: what is wrong is told, and nothing half is left
        raise


def _toml(value: str | list[str]) -> str:
    """A string, or a list of them, as TOML, whose basic strings are written as JSON's are."""
    import json

    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
