"""Which other accounts an account names as its own: the links of its profile and words of its bio, resolved."""

import re
from collections.abc import Iterator, Sequence

from crawler.networks import all_networks
from crawler.networks.network import Network
from crawler.networks.site.address import is_hub, key_of
from crawler.networks.values import links_in, web_address
from scoring.contacts.in_text import emails_in
from storage.facts import Claim, ClaimHow, Contact, Fact, Profile

_CLAIMING = frozenset({Profile, Claim, Contact})
_MOST = 40  # claims of one profile: a page of links may hold hundreds
# What people write in front of a handle elsewhere, by network.
_CALLED = {
    "instagram": "instagram|insta|ig",
    "tiktok": "tiktok|tik tok|tt",
    "youtube": "youtube|yt",
    "x": "twitter|x",
    "threads": "threads",
    "pinterest": "pinterest",
    "snapchat": "snapchat|snap|sc",
    "bluesky": "bluesky|bsky",
}
_SAID = re.compile(
    "|".join(
        rf"(?P<{network}>(?<![\w@.])(?:{words})\s{{0,2}}(?::|→|➡️|-|–|\|)\s{{0,2}}@?|(?<![\w@.])(?:{words})\s{{1,2}}@)"
        for network, words in _CALLED.items()
    ),
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"[ \t]{1,3}(?![&+|/]|and\b|und\b|y\b|et\b)\w", re.IGNORECASE)
_HANDLE = re.compile(r"[A-Za-z0-9_](?:[\w.-]{0,48}[A-Za-z0-9_])?", re.ASCII)


def with_claims(facts: Sequence[Fact]) -> list[Fact]:
    """The facts, and after them what their profiles claim; claims that pages stated themselves are resolved."""
    if _CLAIMING.isdisjoint(map(type, facts)):
        return list(facts)
    kept: list[Fact] = [fact for fact in facts if not isinstance(fact, Claim)]
    found: dict[tuple[str, ...], Claim] = {}
    for claim in _claims(facts):
        target = (claim.target_network, claim.target_handle)
        if target != (claim.network, claim.handle):
            found.setdefault((claim.network, claim.handle, str(target[0]), str(target[1]), claim.how), claim)
    return [*kept, *found.values()]


def _claims(facts: Sequence[Fact]) -> Iterator[Claim]:
    for fact in facts:
        if isinstance(fact, Claim):
            target = account_at(fact.url)
            if target is not None:
                found = "link_in_bio" if fact.how == "link" and _is_hub(target) else fact.how
                yield fact.model_copy(update={"target_network": target[0], "target_handle": target[1], "how": found})
        elif isinstance(fact, Profile):
            addresses = [(link.url, link.verified) for link in fact.links or ()]
            addresses += [(link.url, None) for link in links_in(fact.bio)]
            for address, verified in addresses[:_MOST]:
                target = account_at(address)
                if target is not None:
                    how: ClaimHow = "verified" if verified else "link_in_bio" if _is_hub(target) else "link"
                    yield _claim(fact, address, how, target)
            for network, handle in said_in(fact.bio or ""):
                yield _claim(fact, network.profile_url(handle), "said", (network.name, handle))
            for email in emails_in(fact.bio or ""):
                yield _claim(fact, f"mailto:{email}", "email", ("email", email))
        elif isinstance(fact, Contact) and fact.kind == "email":
            email = fact.value.strip().lower()
            yield _claim(fact, f"mailto:{email}", "email", ("email", email))


def _claim(said: Profile | Contact, address: str, how: ClaimHow, target: tuple[str, str]) -> Claim:
    return Claim(
        network=said.network,
        page=said.page,
        observed_at=said.observed_at,
        handle=said.handle,
        url=address[:2_000],
        how=how,
        target_network=target[0],
        target_handle=target[1],
    )


def _is_hub(target: tuple[str, str]) -> bool:
    return target[0] == "site" and is_hub(target[1])


def account_at(address: str) -> tuple[str, str] | None:
    """(network, handle) that an address means: an account of a network, else somebody's own site, else ``None``."""
    whole = web_address(address)
    if whole is None:
        return None
    # The networks that know their hosts are asked first: any address with /@name looks like Mastodon's.
    for network in sorted(all_networks(), key=lambda network: not network.hosts):
        handle = network.handle_of(whole)
        if handle is not None:
            return network.name, handle
    key = key_of(whole)
    return None if key is None else ("site", key)


def said_in(bio: str) -> Iterator[tuple[Network, str]]:
    """(network, handle) of accounts that a bio names in words, such as "IG: @mira.lind"."""
    named = {network.name: network for network in all_networks()}
    for match in _SAID.finditer(bio[:4_000]):
        network = named[str(match.lastgroup)]
        word = _HANDLE.match(bio, match.end())
        if word is None or len(word.group()) < 3:
            continue
        # Without an @ only what no word of a sentence looks like: with a dot or a digit in it, or alone behind a colon.
        alone = ":" in match.group() and len(word.group()) > 4 and not _GOES_ON.match(bio, word.end())
        if not ("@" in match.group() or alone or re.search(r"[\d._]", word.group())):
            continue
        try:
            yield network, network.clean_handle(word.group())
        except ValueError:
            continue
