"""Being told to stop: a verb ends in the same way by Ctrl-C, by SIGTERM and by a terminal that is closed."""

import signal
import sys
from _thread import interrupt_main
from threading import Timer, main_thread
from typing import Any

_AGAIN_S = 0.05


def heed_signals() -> None:
    """From now on SIGTERM and SIGHUP end a verb as Ctrl-C does; a crawl takes over, and finishes its open pages first.

    Signals that whoever started us wants ignored (nohup) stay so.
    """
    _replace_default("SIGTERM", signal.default_int_handler)
    _replace_default("SIGHUP", lambda *_: signal.raise_signal(signal.SIGTERM))
    if sys.unraisablehook is sys.__unraisablehook__:
        sys.unraisablehook = _interrupt_again


def _replace_default(name: str, handler: Any) -> None:
    number = getattr(signal, name, None)  # Windows has no SIGHUP
    if number is not None and signal.getsignal(number) is signal.SIG_DFL:
        signal.signal(number, handler)


def _interrupt_again(unraisable: Any) -> None:
    """Ctrl-C that arrives while Python cleans up is told and forgotten: the verb went on as if nobody had pressed."""
    if issubclass(unraisable.exc_type, KeyboardInterrupt):
        timer = Timer(_AGAIN_S, _interrupt)
        timer.daemon = True
        timer.start()
    else:
        sys.__unraisablehook__(unraisable)


def _interrupt() -> None:
    ident = main_thread().ident
    if ident is None or not hasattr(signal, "pthread_kill"):
        interrupt_main()
    else:
        signal.pthread_kill(ident, signal.SIGINT)  # this one ends a wait, too
