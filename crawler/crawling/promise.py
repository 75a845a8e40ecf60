"""How much an account promises before it is visited: who led here, by which route, and what is already known."""

from collections.abc import Collection, Sequence

from storage.facts import Claim, Fact, Hashtag, Profile, Sighting, TargetKind
from storage.frontier import HostOf, Wanted

SEED = 100.0
_ROUTE = {
    "list": 5.0,
    "hashtag_top": 3.0,
    "hashtag_recent": 2.5,
    "related": 2.0,
    "coauthor": 2.0,
    "tagged": 1.2,
    "mention": 1.0,
    "commenter": 0.8,
    "following": 0.5,
}
_KNOWN_NANO = 5.0
_NEAR = 1.0
_RELATED_TAG = 0.5
_OWN_PAGE = 4.0  # of somebody in the band: contacts stand there
_OWN_ACCOUNT = 1.0  # the same person elsewhere: whom we have already, so others come first
_NEAR_FACTOR = 1.5  # counts age and are rounded: what lies this close to the band is still worth a visit


def wanted_from(
    facts: Sequence[Fact],
    *,
    depth: int,
    band: tuple[int, int],
    source_followers: int | None,
    host_of: HostOf,
    asked: Collection[str] = (),
) -> list[Wanted]:
    """Targets that these facts make worth a visit.

    ``depth`` is that of the visit that brought them, ``band`` the followers wanted (lowest, highest),
    ``source_followers`` those of the account whose page it was (``None`` for a hashtag's, or unknown).
    A public profile already known to lie far outside the band, or a private one, is marked to be skipped.
    ``asked``: the networks that this run asks; other accounts and pages of somebody in the band are wanted there only.
    """
    weight = _weight_of_source(source_followers, band)
    wanted: list[Wanted] = []
    fitting = {(fact.network, fact.handle) for fact in facts if isinstance(fact, Profile) and _judge(fact, band)[0] > 0}
    for fact in facts:
        if isinstance(fact, Sighting) and fact.handle:
            promise = _ROUTE[fact.route] * (weight if fact.route in {"related", "following"} else 1.0)
            wanted.append(_account(fact.network, fact.handle, host_of, promise, depth + 1))
        elif isinstance(fact, Profile):
            gain, skip = _judge(fact, band)
            if gain or skip:
                wanted.append(_account(fact.network, fact.handle, host_of, gain, depth + 1, skip))
        elif isinstance(fact, Claim):
            if fact.target_network in asked and (fact.network == "site" or (fact.network, fact.handle) in fitting):
                wanted.append(_claimed(fact, host_of, depth + 1))
        elif isinstance(fact, Hashtag):
            for name in fact.related or ():
                host = host_of(fact.network, "hashtag", name)
                wanted.append(Wanted(fact.network, "hashtag", name, host, _RELATED_TAG, depth + 1))
    return wanted


def _claimed(claim: Claim, host_of: HostOf, depth: int) -> Wanted:
    network, key = claim.target_network or "", claim.target_handle or ""
    kind: TargetKind = "site" if network == "site" else "account"
    return Wanted(network, kind, key, host_of(network, kind, key), _OWN_PAGE if kind == "site" else _OWN_ACCOUNT, depth)


def _account(network: str, handle: str, host_of: HostOf, promise: float, depth: int, skip: str | None = None) -> Wanted:
    return Wanted(network, "account", handle, host_of(network, "account", handle), promise, depth, skip)


def _weight_of_source(followers: int | None, band: tuple[int, int]) -> float:
    """Nanos are followed by nanos: the lists of one in the band count double, of one far outside a half."""
    if followers is None:
        return 1.0
    return 2.0 if band[0] <= followers <= band[1] else 0.5


def _judge(profile: Profile, band: tuple[int, int]) -> tuple[float, str | None]:
    if profile.is_private:
        return 0.0, "private account"
    if profile.followers is None:
        return 0.0, None
    low, high = band
    slack = profile.followers_within or 0
    if low - slack <= profile.followers <= high + slack:
        return _KNOWN_NANO, None
    if low / _NEAR_FACTOR <= profile.followers <= high * _NEAR_FACTOR:
        return _NEAR, None
    return 0.0, f"{profile.followers:,} followers lie outside {low:,} to {high:,}"
