"""Gift-fit: what an account would likely take for its work — a product, a fee, a share of sales, an event.

Signs are counted in its own words and posts; a guess worth a first sentence of a letter, no more. Where nothing was
said, source documents 0, 1 and 3 hold: nanos without a rate card usually take products.
"""

from collections import Counter
from typing import Any

from scoring.features import AccountRead
from scoring.features.selling import codes_in
from scoring.features.words import interests_of, is_of_name, text_of_post
from scoring.lexicon import Cue
from scoring.lists import OFFERS, Offer
from scoring.quoting import as_written
from scoring.wording import joined, plural, quoted, rounded_count

_LOCAL = frozenset({"food/restaurants", "food/coffee", "food/drinks", "travel/city", "art/dance", "music/music"})
_PAID_SHARE = 0.2
_NANO_END = 10_000
_NOTHING: dict[str, Any] = {"offer": None, "evidence": None, "sure": None}


def fit_gift(read: AccountRead) -> dict[str, Any]:
    """The likely offer, its evidence in words, how sure (0–1), and the other offers with signs.

    ``{offer, evidence, sure, others[{offer, evidence}]}``. All null or empty for what is no creator (a
    shop, a private account, a suspected minor), for who works with no brand, and where nothing was said and nanos'
    habit does not hold.
    """
    if read.kind.kind != "creator" or read.invitation.declines:  # a shop buys, and a minor is offered nothing
        return {**_NOTHING, "others": []}
    points: Counter[Offer] = Counter()
    signs: dict[Offer, list[str]] = {offer: [] for offer in OFFERS}

    def add(offer: Offer, weight: float, sign: str) -> None:
        points[offer] += weight  # type: ignore[assignment]  # a Counter counts in floats as well
        signs[offer].append(sign)

    _read_codes(read, add)
    _read_fees(read, add)
    _read_products(read, add)
    _read_events(read, add)
    ranked = sorted((offer for offer in OFFERS if points[offer] >= 0.5), key=lambda o: (-points[o], OFFERS.index(o)))
    if not ranked:
        profile, posts = read.evidence.profile, len(read.evidence.posts)
        small = profile is not None and profile.followers is not None and profile.followers <= _NANO_END
        if small and read.words.posts and not read.commercial.sponsored:
            evidence = f"no paid work in {plural(posts, 'post')} and no word of fees: nanos usually take products"
            return {"offer": "product", "evidence": evidence, "sure": 0.3, "others": []}
        return {**_NOTHING, "others": []}
    total = sum(points[offer] for offer in OFFERS)
    best = ranked[0]
    return {
        "offer": best,
        "evidence": joined(signs[best][:3]),
        "sure": round(points[best] / (total + 1.0), 2),
        "others": [{"offer": offer, "evidence": joined(signs[offer][:3])} for offer in ranked[1:]],
    }


def _labelled(cues: list[Cue], *labels: str) -> list[str]:
    found = dict.fromkeys(cue.seen for cue in cues if cue.label in labels)
    return [words for words in found if not any(words != other and words in other for other in found)]


def _of_bio(read: AccountRead, *labels: str) -> list[str]:
    """The words of the bio that are such cues, as it writes them."""
    bio = (read.evidence.profile.bio if read.evidence.profile else None) or ""
    said = [cue for cue in read.words.bio if not is_of_name(cue)]  # "Rosa's workshop" invites to none
    return [as_written(bio, words) or words for words in _labelled(said, *labels)]


def _posts_with(read: AccountRead, *labels: str) -> list[str]:
    """The words of the posts in which such a cue stands, one for each post."""
    read_of = zip(read.evidence.posts, read.words.posts, strict=False)
    found = ((post, _labelled(cues, *labels)) for post, cues in read_of)
    return [as_written(text_of_post(post), words[0]) or words[0] for post, words in found if words]


def _signed(read: AccountRead, *kinds: str) -> list[str]:
    """The words of the posts that are work for brands by such a sign, one for each post."""
    return [sign.words.strip('"') for _, sign in read.commercial.sponsored if sign.kind in kinds]


def _read_codes(read: AccountRead, add: Any) -> None:
    commercial = read.commercial
    if commercial.codes:
        add("affiliate", 1.0 + 0.3 * min(3, len(commercial.codes)), f"shares codes {quoted(commercial.codes)}")
    said = _signed(read, "code", "affiliate")
    if said and not commercial.codes:
        add("affiliate", 0.6 + 0.2 * min(3, len(said)), f"{quoted(said, 2)} in {plural(len(said), 'post')}")
    bio = _of_bio(read, "code", "affiliate", "ambassador")
    if bio:
        add("affiliate", 0.9, f"bio says {quoted(bio, 2)}")


def _read_fees(read: AccountRead, add: Any) -> None:
    commercial = read.commercial
    managers = [contact.value for contact in read.contacts if contact.classed == "manager"]
    said = _of_bio(read, "manager")
    if managers or said:
        add("fee", 1.2, f"has a manager ({managers[0] if managers else quoted(said, 1)})")
    # A label over a code is advertising that a share of the sales pays for.
    unshared = [(post, sign) for post, sign in commercial.sponsored if not codes_in(text_of_post(post))]
    paid = [sign.words for _, sign in unshared if sign.kind == "label" and not sign.given]
    if paid:
        share = len(paid) / max(1, commercial.of)
        add("fee", 0.5 + min(1.0, 3 * share), f"{len(paid)} of {plural(commercial.of, 'post')} paid for ({paid[0]})")
    worked = [sign for _, sign in unshared if sign.kind != "gift" and not sign.given]
    if commercial.of and len(worked) / commercial.of >= _PAID_SHARE:
        add("fee", 0.4, f"{len(worked)} of {plural(commercial.of, 'post')} are work for brands")
    followers = read.evidence.profile.followers if read.evidence.profile else None
    within = read.evidence.profile.followers_within if read.evidence.profile else None
    if followers is not None and followers - (within or 0) > _NANO_END:
        add("fee", 0.5, f"{rounded_count(followers, within)} followers, more than a nano")


def _read_products(read: AccountRead, add: Any) -> None:
    signs = [sign for _, sign in read.commercial.sponsored]
    gifted = [sign.given or sign.words.strip('"') for sign in signs if sign.kind == "gift" or sign.given]
    if gifted:
        add("product", 0.8 + 0.3 * min(4, len(gifted)), f"{quoted(gifted, 2)} in {plural(len(gifted), 'post')}")
    bio = _of_bio(read, "gifted", "gift_tag", "dm")
    if bio:
        add("product", 0.6, f"bio says {quoted(bio, 2)}")
    titles = read.commercial.collab_highlights
    if titles:
        add("product", 0.4, f"highlight {quoted(titles, 2)}")


def _read_events(read: AccountRead, add: Any) -> None:
    said = _posts_with(read, "event")
    if len(said) >= 2:
        add("event", 0.5 + 0.2 * min(4, len(said)), f"{quoted(said, 2)} in {plural(len(said), 'post')}")
    bio = _of_bio(read, "event")
    if bio:
        add("event", 0.7, f"bio says {quoted(bio, 2)}")
    local = [name for name in interests_of(read.words)[:2] if name in _LOCAL]
    if local and read.place.city:
        add("event", 0.5, f"writes of {local[0].partition('/')[2]} in {read.place.city}")
