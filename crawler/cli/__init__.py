"""The command line: one small module a verb; each imports what it needs only when it runs."""

import errno
import gc
import inspect
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from crawler.cli.common import Common, tell
from crawler.cli.stopping import heed_signals
from crawler.cli.streams import hold_streams
from storage.errors import DiskFull, NanoscoutError, UnreadableFile

# What the imports of a verb make stays: looking through it for rubbish 270 times took a sixth of the start.
gc.set_threshold(50_000)


class _Commands(TyperGroup):
    """Shows our errors as one sentence each, with their own exit code."""

    def main(self, *arguments: Any, **more: Any) -> Any:
        hold_streams()
        heed_signals()
        return super().main(*arguments, **more)

    def invoke(self, ctx: Any) -> Any:
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()  # here a full disk is told in words, at the end of the process it is not
        except NanoscoutError as error:
            tell(f"Error: {error}", err=True)
            ctx.exit(error.exit_code)
        except Exception as error:
            if isinstance(error, typer.Abort) or hasattr(error, "exit_code"):  # typer's own ways to end
                _reword(error)
                raise
            if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
                # What is said after this would meet the same full disk.
                sys.stdout = open(os.devnull, "w")  # noqa: SIM115
                tell("Error: No room is left where the answer is written: free some, or write it elsewhere", err=True)
                ctx.exit(DiskFull.exit_code)
            if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
                tell("Error: Too many files are open at once: allow more (ulimit -n 1024), then try again", err=True)
                ctx.exit(NanoscoutError.exit_code)
            if isinstance(error, OSError) and error.filename is not None:
                where = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else error.filename
                tell(
                    f"Error: {where} cannot be used ({error.strerror}): name another file, or let it be read", err=True
                )
                ctx.exit(UnreadableFile.exit_code)
            if "surrogates not allowed" in str(error) and (named := _unwritable_name()) is not None:
                tell(f"Error: {named} is no UTF-8, and cannot be written down: rename it, or go elsewhere", err=True)
                ctx.exit(UnreadableFile.exit_code)
            from crawler.telling import scrubbed_traceback

            # A fault of ours: told as Python would, but for the secrets in its words.
            typer.echo(scrubbed_traceback(error), err=True, nl=False)
            ctx.exit(NanoscoutError.exit_code)


def _unwritable_name() -> str | None:
    """The first of the names that were given, or the folder that this is, in which not every byte is a letter."""
    settings = (value for name, value in os.environ.items() if name.startswith("NANOSCOUT_"))
    names = (name for name in (*sys.argv[1:], *settings, str(Path.cwd())) if not name.isprintable())
    return next((name for name in names if any("\udc80" <= letter <= "\udcff" for letter in name)), None)


def _reword(error: Exception) -> None:
    """Says of an option's value what it must be as settings and briefs do, not as pydantic does for programmers."""
    if isinstance(error, typer.BadParameter) and error.__cause__ is not None:
        from pydantic import ValidationError

        from storage.problems import word_problem, word_value

        if isinstance(error.__cause__, ValidationError):
            problem = error.__cause__.errors()[0]
            error.message = f"{word_value(problem['input'])} cannot be used: {word_problem(problem)}."


app = typer.Typer(
    name="nanoscout",
    cls=_Commands,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Finds [b]nano-influencers[/b]: hashtags and known accounts in, a ranked shortlist with reasons out.",
    epilog="Example: nanoscout discover '#discoverunder10k' --brief brief.toml",
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"nanoscout {version('nanoscout')}")
        raise typer.Exit


@app.callback()
def main(
    ctx: typer.Context,
    database: Annotated[
        str | None, typer.Option("--database", metavar="URL", help="Where facts are kept: a file name or a URL.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON, for programs.")] = False,
    version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True)] = False,  # noqa: ARG001
) -> None:
    """Options that every verb takes; they may stand before the verb or after it."""
    ctx.obj = Common(database=database, as_json=as_json)


from crawler.cli import (  # noqa: E402  # verbs register themselves on app
    backup,
    briefs,
    compare,
    discover,
    doctor,
    export,
    pages,
    people,
    persons,
    pictures,
    ranking,
    refresh,
    related,
    report,
    review,
    runs,
    select,
    similar,
    simulate,
    spark,
    talk,
    trends,
    verdicts,
)

_groups = [group.typer_instance for group in app.registered_groups if group.typer_instance]
for _verb in [verb for part in (app, *_groups) for verb in part.registered_commands]:
    # A paragraph of a help text is as wide as the terminal, not as the lines in the source.
    _paragraphs = (inspect.getdoc(_verb.callback) or "").split("\n\n")
    _verb.help = "\n\n".join(" ".join(paragraph.split()) for paragraph in _paragraphs)

__all__ = [
    "app",
    "backup",
    "briefs",
    "compare",
    "discover",
    "doctor",
    "export",
    "pages",
    "people",
    "persons",
    "pictures",
    "ranking",
    "refresh",
    "related",
    "report",
    "review",
    "runs",
    "select",
    "similar",
    "simulate",
    "spark",
    "talk",
    "trends",
    "verdicts",
]
