"""Where a shortlist goes: the layout that each destination reads, and what it forbids.

Sources: the destinations' own help pages and terms, read in November 2026 (docs/guides/handing-over.md names them).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scoring.outreach.holding_back import NO_TRANSFER, STATED
from storage.facts import AccountKey

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Destination:
    """A program that reads the export. ``columns`` are (its name, ours), in order.

    Who has no email goes into none. ``needs_consent`` names the rule under which contacts may only go in with
    their consent; ``None`` where it has no such rule. ``sends`` says that it writes to all rows at once, so that nobody
    may be among them who was written to before. ``plain_names`` says that it reads ASCII alone before an address's @.
    ``most_rows`` and ``most_bytes`` (of one cell) are its limits.
    """

    name: str
    title: str
    columns: Sequence[tuple[str, str]]
    needs_consent: str | None = None
    sends: bool = False
    plain_names: bool = False
    most_rows: int | None = None
    most_bytes: int | None = None


@dataclass(frozen=True)
class Sorted:
    """Rows as a destination takes them, and those it does not, each with the reason (a sentence)."""

    rows: list[dict[str, Any]]
    held_back: list[tuple[Row, str]] = field(default_factory=list)


CONTACT_LEFT_OUT = "contact left out: "  # and why it was, in the reason of somebody whom a destination holds back
_NAMES = (("First name", "first_name"), ("Last name", "last_name"), ("Email", "email"))
_WHY = (("Why", "why_1"), ("Why 2", "why_2"), ("Why 3", "why_3"))
DESTINATIONS: tuple[Destination, ...] = (
    Destination(
        "hubspot",
        "HubSpot (marketing contacts)",
        (
            *_NAMES, ("Website URL", "website"), ("Phone number", "phone_e164"), ("City", "city"),
            ("Country/Region", "country_iso2"), ("Preferred language", "language"), ("Handle", "handle"),
            ("Network", "network"), ("Profile URL", "profile_url"), ("Followers", "followers"),
            ("Fit score", "fit_score"), *_WHY, ("Lawful basis", "lawful_basis"),
        ),
        needs_consent="HubSpot's acceptable use policy forbids marketing mail to scraped contacts, or without opt-in",
    ),
    Destination(
        "mailchimp",
        "Mailchimp",
        (
            ("Email Address", "email"), ("First Name", "first_name"), ("Last Name", "last_name"), ("Handle", "handle"),
            ("Profile", "profile_url"), ("First line", "personal_line"), ("Language", "language"), ("Tags", "tags"),
        ),
        needs_consent="Mailchimp takes only contacts that opted in: collected lists are against its terms",
        most_bytes=255,
        plain_names=True,
    ),
    Destination(
        "gmail",
        "Gmail mail merge",
        (
            ("Email", "email"), ("First name", "first_name"), ("Last name", "last_name"),
            ("Display name", "display_name"), ("Handle", "handle"), ("Profile", "profile_url"),
            ("First line", "personal_line"), ("Post", "recent_post_url"), *_WHY, ("Offer", "offer_type"),
        ),
        sends=True,
        most_rows=1_500,
    ),
    Destination(
        "mailmerge365",
        "MailMerge365",
        (
            ("Email", "email"), ("FirstName", "first_name"), ("LastName", "last_name"), ("Handle", "handle"),
            ("Profile", "profile_url"), ("FirstLine", "personal_line"), ("Post", "recent_post_url"), ("Why", "why_1"),
            ("Offer", "offer_type"),
        ),
        sends=True,
        most_rows=5_000,
    ),
    Destination(
        "upfluence",
        "Upfluence",
        (
            ("media_url", "profile_url"), ("profile_name", "handle"), ("first_name", "first_name"),
            ("last_name", "last_name"), ("phone_number", "phone_e164"), ("email", "email"),
        ),
    ),
)  # fmt: skip


def sort_for(destination: Destination, rows: Sequence[Row], talks: Mapping[AccountKey, str] | None = None) -> Sorted:
    """The rows in the destination's own columns, best first as given; the others with the rule that holds them back.

    ``talks`` say of accounts how far the talk with them is, where somebody wrote to them before.
    """
    taken: list[dict[str, Any]] = []
    held: list[tuple[Row, str]] = []
    addresses: set[str] = set()
    for row in rows:
        before = (talks or {}).get((str(row.get("network")), str(row.get("handle")))) if destination.sends else None
        why = _why_not(destination, row, addresses, len(taken), before)
        if why is not None:
            held.append((row, why))
            continue
        addresses.add(str(row["email"]).lower())
        taken.append({theirs: _cut(row.get(ours), destination.most_bytes) for theirs, ours in destination.columns})
    return Sorted(taken, held)


def _why_not(destination: Destination, row: Row, addresses: set[str], taken: int, before: str | None) -> str | None:
    if row.get("opt_out"):
        return "asked not to be contacted"
    if before:
        return before
    if row.get("contact_held_back") == NO_TRANSFER:
        return NO_TRANSFER
    if not row.get("email") and (held := row.get("contact_held_back")):
        return f"{CONTACT_LEFT_OUT}{held}"
    if not row.get("email"):
        return "has no email: reach them by direct message"
    if destination.plain_names and not str(row["email"]).partition("@")[0].isascii():
        return f"{destination.title} reads no other letters than a to z before the @"
    basis = str(row.get("lawful_basis") or "")
    if destination.needs_consent and ("consent" not in basis or basis.startswith(STATED)):
        return destination.needs_consent
    if str(row["email"]).lower() in addresses:
        return "another row has the same email"
    if destination.most_rows is not None and taken >= destination.most_rows:
        return f"{destination.title} takes {destination.most_rows:,} rows at once"
    return None


def _cut(value: Any, most_bytes: int | None) -> Any:
    """Text no longer than so many bytes of UTF-8, cut between letters; other values as they are."""
    if most_bytes is None or not isinstance(value, str) or len(value.encode()) <= most_bytes:
        return value
    return value.encode()[: most_bytes - 3].decode(errors="ignore") + "…"
