"""Flags in a text: whose they are, and which of several is the home's."""

import re
import unicodedata

from scoring.places.telling import Role, clauses_of

_FLAG = re.compile(r"[\U0001f1e6-\U0001f1ff]{2}")
# Of a faith, of several countries together, of nobody's land: whoever shows them lives elsewhere.
_NO_HOMES = frozenset({"VA", "EU", "UN", "AQ", "BV", "HM", "CP", "IO", "TF"})
_OF = {"UK": "GB", "UM": "US"}  # drawn as the same flag
# "🇯🇵 in 🇰🇷", "🇧🇷→🇵🇹": the second.
_MOVED = re.compile(
    r"[\U0001f1e6-\U0001f1ff]{2}\s?(?:(?:now |living )?in|en|em|nach|→|➡\ufe0f?|⇒|➜|[🔁🔄🔀])\s?"
    r"([\U0001f1e6-\U0001f1ff]{2})"
)
_HOUSED = re.compile(r"[\U0001f1e6-\U0001f1ff]{2}(?=\s?[🏠🏡])|(?<=[🏠🏡])[\U0001f1e6-\U0001f1ff]{2}")
SUBFLAGS = {"\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f": ("GB", "England"),
             "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f": ("GB", "Scotland"),
             "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f": ("GB", "Wales")}  # fmt: skip


def flags_in(text: str) -> list[str]:
    """Countries (ISO 3166) whose flags stand in a text, in order; England, Scotland and Wales count as GB."""
    found = [sub[0] for flag, sub in SUBFLAGS.items() if flag in text]
    found.extend(_country_of_flag(flag) for flag in _FLAG.findall(text[:8_000]))
    return [country for country in found if country not in _NO_HOMES]


def _country_of_flag(flag: str) -> str:
    code = "".join(chr(ord(letter) - 0x1F1E6 + ord("A")) for letter in flag)
    return _OF.get(code, code)


def flags_of_home(bio: str) -> list[str]:
    """The flags of a text, in order, each once: those beside words of living there or a house ("🇨🇭🏠"), else all but
    those beside birth and former homes."""
    flags = flags_in(bio)
    if len(flags) < 2:
        return flags
    moved = _MOVED.findall(unicodedata.normalize("NFKC", bio))
    if moved:
        return [_country_of_flag(moved[-1])]
    clauses = (clause for clause in clauses_of(bio) if flags_in(clause.text))
    by_role = [(clause.role, flag) for clause in clauses for flag in flags_in(clause.text)]
    living = [flag for role, flag in by_role if role is Role.HOME] or list(map(_country_of_flag, _HOUSED.findall(bio)))
    at_home = [flag for role, flag in by_role if role is not Role.ORIGIN]
    return list(dict.fromkeys(living or at_home or flags))
