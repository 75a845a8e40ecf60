"""Contacts that may not go out: of people in the EU and UK without a stated basis, and where somebody forbids it.

Sources: GDPR Art. 6 and 14, ePrivacy Directive Art. 13, UK PECR reg. 22: an individual is written to unasked only with
a reason that can be named. An address of a firm, a role (info@…) or a manager is no individual's.
"""

from collections.abc import Mapping
from typing import Any

from scoring.contacts.classes import is_of_a_person
from scoring.contacts.phones import plain_of
from storage.rights.notices import forbids_advertising, forbids_transfer

# The European Economic Area and the United Kingdom.
EUROPE = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "IS", "LI", "NO", "GB",
})  # fmt: skip
FORBIDDEN = "its owner forbids advertising"
NO_TRANSFER = "its owner forbids passing their data on"
NO_BASIS = "EU or UK individual, and no lawful basis is stated"
_INDIVIDUAL = frozenset({"personal"})
_CONTACT = ("email", "phone_e164")
STATED = "stated for all: "  # in front of a basis that is no one person's own


def why_held_back(row: Mapping[str, Any], bio: str | None) -> str | None:
    """Why the contact of an outreach row may not go out; ``None`` where it may, or there is none.

    Who forbids passing their data on is told in any case: the whole row is kept from third parties then.

    Whose country is not known is not held back: nothing says that this law is theirs. The row's ``lawful_basis`` is
    what a list or form said of this person, or what the user stated for all.
    """
    if bio and forbids_transfer(bio):
        return NO_TRANSFER
    if not any(row.get(name) for name in _CONTACT):
        return None
    if bio and forbids_advertising(bio):
        return FORBIDDEN
    individual = row.get("contact_type") in _INDIVIDUAL or _is_a_persons(row, bio or "")
    if individual and row.get("country_iso2") in EUROPE and not row.get("lawful_basis"):
        return NO_BASIS
    return None


def _is_a_persons(row: Mapping[str, Any], bio: str) -> bool:
    """Whether what is meant for business is an individual's all the same: their own box, or a number from their bio."""
    if row.get("contact_type") != "business":
        return False
    if row.get("email"):
        return is_of_a_person(str(row["email"]), str(row.get("handle") or ""))
    digits = "".join(letter for letter in plain_of(bio) if letter.isdigit())
    return str(row.get("phone_e164") or "")[-6:] in digits


def hold_back(row: Mapping[str, Any], bio: str | None) -> dict[str, Any]:
    """The row as it may go out: without email and phone where they are held back, with the reason."""
    why = why_held_back(row, bio)
    if why is None:
        return {**row, "contact_held_back": None}
    told = (*_CONTACT, "contact_type", "contact_source_url", "contact_seen_at")
    kept = {**row, **dict.fromkeys(told)}
    return {**kept, "channel": "dm", "contact_held_back": why}
