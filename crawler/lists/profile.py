"""What the cells of a list tell of an account's profile: counts, a bio, links; what is none is left out."""

import re
from collections.abc import Mapping
from typing import Any

from crawler.networks.printed_counts import rounded_count
from crawler.networks.values import flag_of_country
from storage.facts import Link

PROFILE_ROLES = ("followers", "following", "posts_count", "bio", "is_verified", "is_private", "links", "category")
HOME_ROLES = ("location", "country")  # true of a person, so of each of their accounts
_COUNT = re.compile(r"\d[\d.,\u00a0\u202f' ]{0,20}(?:[^\W\d_]|[.\u0900-\u0dff]){0,10}")
# What is counted, as pages print it behind the number.
_COUNTED = re.compile(
    r"\s(?:followers?|subscribers?|subs|fans|abonnenten|abonnés|seguidores|suscriptores|inscritos|iscritti"
    r"|takipçi|подписчик\w{0,2})\Z",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"(\d{1,15})\.0")  # how tables write whole numbers beside empty cells
_FLAGS = {"true": True, "false": False, "yes": True, "no": False, "1": True, "0": False}
_NOTHING = frozenset({"nan", "none", "null", "undefined"})
_NOWHERE = _NOTHING | {"", "n/a", "na", "-", "–", "—", "?", "unknown"}


def profile_values(cells: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a Profile by the roles of a row's cells."""
    found: dict[str, Any] = {}
    for role, cell in cells.items():
        text = cell.strip()
        if not text or text.lower() in _NOTHING:
            continue
        if role in ("followers", "following", "posts_count"):
            found |= _counts(role, text)
        elif role in ("is_verified", "is_private"):
            if text.lower() in _FLAGS:
                found[role] = _FLAGS[text.lower()]
        elif role == "links":
            if re.match(r"https?://[^\s/]", text, re.IGNORECASE) and " " not in text:
                found["links"] = [Link(url=text)]
        elif role not in HOME_ROLES:
            found[role] = text
    home = location_of(cells)
    return found | {"location": home} if home else found


def location_of(cells: Mapping[str, str]) -> str | None:
    """Where the cells of a row say somebody is: town and country, the code of a country as its flag."""
    town, country = (cells.get(role, "").strip() for role in HOME_ROLES)
    parts = [part for part in (town, flag_of_country(country) or country) if part.lower() not in _NOWHERE]
    return ", ".join(parts) if any(letter.isalpha() or not letter.isascii() for letter in "".join(parts)) else None


def _counts(role: str, text: str) -> dict[str, int]:
    text = _COUNTED.sub("", text)
    whole = _WHOLE.fullmatch(text)
    counted = rounded_count(whole.group(1) if whole else text) if _COUNT.fullmatch(text) else None
    if counted is None:
        return {}
    return {role: counted[0], "followers_within": counted[1]} if role == "followers" else {role: counted[0]}
