"""Filters in an address that cannot be understood: what stands below them may be taken for an answer to them."""

from collections.abc import Collection, Iterable

from starlette.datastructures import QueryParams

from scoring.lists import COUNTRIES, NETWORKS, NICHES, TOLD_LANGUAGES
from scoring.tiers import SCHEMES
from storage.statuses import STATUSES

_FREE = ("q", "place", "after", "before", "token")
_COUNTS = {"from": "followers from", "to": "followers to"}
_SHARES = {"engagement": "engagement", "sure": "sure"}
_LONGEST = 40  # letters of a value that is shown


def misread_filters(given: QueryParams, read: Collection[str]) -> list[str]:
    """A sentence for each filter that is not understood; ``read`` are those whose number was."""
    known = _values()
    told = [f"{_COUNTS[name]} “{value}” is no number" for name, value in _filled(given, _COUNTS) if name not in read]
    told += [
        f"{_SHARES[name]} “{value}” is no percentage from 0 to 100"
        for name, value in _filled(given, _SHARES)
        if name not in read
    ]
    told += [
        f"{name} “{value}” is not known here: {_choices(known[name])}"
        for name, value in _filled(given, known)
        if value not in known[name]
    ]
    names = [*known, *_COUNTS, *_SHARES, *_FREE]
    told += [
        f"“{name[:_LONGEST]}” is no filter: there are {', '.join(names[: -len(_FREE)])}, place and q"
        for name in dict.fromkeys(given.keys())
        if name not in names
    ]
    return told


def _values() -> dict[str, Collection[str]]:
    return {
        "network": NETWORKS,
        "tier": list(dict.fromkeys(tier.name for scheme in SCHEMES.values() for tier in scheme.tiers)),
        "country": COUNTRIES,
        "language": TOLD_LANGUAGES,
        "niche": [*NICHES, *(f"{top}/{sub}" for top, subs in NICHES.items() for sub in subs)],
        "contact": ("email", "any", "none"),
        "verdict": ("open", "accept", "reject", "later"),
        "talk": ("none", *STATUSES),
        "excluded": ("1",),
    }


def _filled(given: QueryParams, names: Iterable[str]) -> list[tuple[str, str]]:
    wanted = set(names)
    return [(name, value[:_LONGEST]) for name, value in given.multi_items() if name in wanted and value.strip()]


def _choices(values: Collection[str]) -> str:
    if values is COUNTRIES:
        return "write two capitals such as GB or DE"
    if values is TOLD_LANGUAGES:
        return "write a code such as en or de"
    some = list(values)
    return f"there are {', '.join(some[:8])}{' …' if len(some) > 8 else ''}"
