"""What breaks in a network's own functions: a mistake of ours, found by one page or one target.

It is told and counted. Raised, it would end this run, and every run that goes on with it, at the same place.
"""

from collections.abc import Callable
from typing import TypeVar

from crawler.networks.network import Network
from crawler.telling import scrub_words
from storage.errors import PageError, UnreadablePage

_Said = TypeVar("_Said")
_LONGEST = 200  # letters of what an error says


def said_by(network: Network, part: str, about: str, work: Callable[[], _Said]) -> _Said:
    """What a function of a network says; raises UnreadablePage where it breaks, with its name (``part``) and what it
    was called ``about``."""
    try:
        return work()
    except PageError:
        raise
    except Exception as error:
        words = scrub_words(f"{type(error).__name__}: {error}"[:_LONGEST])
        raise UnreadablePage(
            f"{about}: the {part} of {network.title} broke on it ({words}); please report it"
        ) from error
