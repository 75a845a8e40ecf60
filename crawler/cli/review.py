"""review: the local page on which a person looks, decides and hands over."""

import socket
from typing import Annotated, Any

import typer

from crawler.cli import app
from crawler.cli.common import BriefOption, DatabaseOption, brief_of, open_database, settings_for, tell


@app.command(epilog="Example: nanoscout review --brief brief.toml --by anna")
def review(
    ctx: typer.Context,
    brief: BriefOption = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Whose answers these are, in a team.")] = None,
    campaign: Annotated[
        str | None, typer.Option(help="The campaign that contacts are kept for (default: the brief's name).")
    ] = None,
    port: Annotated[int, typer.Option(help="Where it listens on this machine; 0 takes a free one.", min=0)] = 0,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Open it in your browser.")] = True,
    database: DatabaseOption = None,
) -> None:
    """Open the review page: look, accept or reject, compare, keep track of whom you wrote to.

    It is served on this machine only, and private: the address that is printed lets you in, and no one else.
    """
    settings = settings_for(ctx, database, brief=brief)
    from secrets import token_urlsafe

    import uvicorn

    from scoring.review import Desk, make_app

    wanted = brief_of(settings)
    listening = _listen(port)
    own_port = int(listening.getsockname()[1])
    token, once = token_urlsafe(24), token_urlsafe(24)
    with open_database(settings) as opened:
        desk = Desk(opened, wanted, who=by, campaign=campaign)
        server = uvicorn.Server(
            uvicorn.Config(
                make_app(desk, token=token, port=own_port, once=once),
                log_level="error",
                access_log=False,
                server_header=False,
                lifespan="off",
            )
        )
        entrance = f"http://127.0.0.1:{own_port}/enter/"
        tell(f"Review at {entrance}{token}  (Ctrl-C ends it)")
        if open_browser:
            import webbrowser

            webbrowser.open(f"{entrance}{once}")  # a command line can be read by other users of the machine
        server.run(sockets=[listening])


def _listen(port: int) -> Any:
    """A socket on loopback; raises BadSettings where the port is in use."""
    from storage.errors import BadSettings

    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
        listening.listen(64)  # whoever opens the address at once waits instead of being refused
    except (OSError, OverflowError):
        listening.close()
        raise BadSettings(
            f"Port {port} is in use or not permitted: leave --port out, and a free one is taken"
        ) from None
    return listening
