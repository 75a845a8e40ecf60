"""How far a talk with a creator may be: a room of its own, since the command line offers these without a database."""

from typing import Literal, get_args

Status = Literal["new", "contacted", "answered", "agreed", "declined", "do_not_contact"]
STATUSES: tuple[Status, ...] = get_args(Status)
