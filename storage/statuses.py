"""How far a talk with a creator may be: a room of its own, since the command line offers these without a database."""

from difflib import get_close_matches
from typing import Literal, get_args

Status = Literal["new", "contacted", "answered", "agreed", "declined", "do_not_contact"]
STATUSES: tuple[Status, ...] = get_args(Status)
# What people write for them in lists of their own.
_MEANT: dict[str, Status] = {
    "wrote": "contacted", "written": "contacted", "mailed": "contacted", "emailed": "contacted", "sent": "contacted",
    "messaged": "contacted", "replied": "answered", "responded": "answered", "yes": "agreed", "accepted": "agreed",
    "booked": "agreed", "no": "declined", "refused": "declined", "rejected": "declined", "stop": "do_not_contact",
    "blocked": "do_not_contact", "unsubscribed": "do_not_contact", "opted_out": "do_not_contact", "none": "new",
}  # fmt: skip


def parse_status(words: str) -> Status:
    """A status as typed, in any case and with spaces; raises ValueError with all there are, and what may be meant."""
    typed = "_".join(words.strip().lower().replace("-", " ").split())
    for status in STATUSES:
        if typed == status:
            return status
    close = get_close_matches(typed, [*STATUSES, *_MEANT], n=1)
    near = _MEANT.get(close[0], close[0]) if close else None
    hint = f"did you mean {near}? Known" if near else "known"
    raise ValueError(f'"{words}" is no status; {hint} are {", ".join(STATUSES)}.')
