"""Where the command begins: before anything slow is imported, so that it can be stopped from its first moment on."""

import os
import signal

_STOPPED = 130  # as for whoever is stopped later; nothing is open yet that would have to be closed


def main() -> None:
    """Imports the command line and runs it; Ctrl-C, SIGTERM and SIGHUP end it in silence while that is under way."""
    numbers = {getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)}
    usual = (signal.SIG_DFL, signal.default_int_handler)  # what is to be ignored (nohup) stays so
    before = {number: signal.signal(number, _stop) for number in numbers if signal.getsignal(number) in usual}
    from typer.main import get_command

    from crawler.cli import app

    command = get_command(app)  # this, too, takes a while
    for number, handler in before.items():
        signal.signal(number, handler)
    command()


def _stop(_number: int, _frame: object) -> None:
    os._exit(_STOPPED)
