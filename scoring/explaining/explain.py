"""A ranked row as the object that people and programs read: every number with its evidence and the pages behind it."""

import re
from collections.abc import Mapping
from math import log
from typing import Any

from scoring.brief import Brief
from scoring.evidence import Evidence
from scoring.explaining.benchmarks import benchmark_passport
from scoring.explaining.flags import flags_of
from scoring.explaining.gift_fit import fit_gift
from scoring.explaining.price import price_range
from scoring.explaining.reasons import word_signal
from scoring.explaining.shown import Shown
from scoring.explaining.sponsorship import sponsorship_of
from scoring.features import Told, read_account, row_of
from scoring.features.circle import circle_of
from scoring.features.language import Languages
from scoring.features.words import interests_of
from scoring.growth import Observed, growth_object
from scoring.lists import GROUPS, Group, topic_of
from scoring.persons import SAME_PERSON
from scoring.places.table import Place
from scoring.ranking.score import FLOOR, exponents_of, score_version, weigh_signals
from scoring.signals import SIGNALS
from scoring.wording import clean_line, rounded_count

_EXCLUDED_WORDS = {
    "network": "on a network that the brief does not name",
    "followers_unknown": "its profile was not read: followers unknown",
    "below_band": "fewer followers than the brief's band",
    "above_band": "more followers than the brief's band",
    "language": "not (known to be) in a language of the brief",
    "country": "not (known to be) in a country of the brief",
    "contact": "no way to contact it",
    "interests": "nothing about the brief's interests",
}


def explain(row: Mapping[str, Any], evidence: Evidence, terms: Mapping[str, float], brief: Brief) -> dict[str, Any]:
    """The JSON object of one ranked row (a dict of ``rank``'s frame), its evidence and its terms (``terms_of``; those
    that the brief asks for are enough). Meant for the rows that are shown.

    All keys are always present; what was not observed, or is not judged yet, is null. Contributions are points that
    add up to the score.
    """
    place = Place(*(row.get(part) for part in ("country", "region", "city", "quarter", "place_source")))
    languages = Languages(
        row["language"], row["language_sure"] or 0.0, row.get("language_also"), row.get("language_also_share") or 0.0
    )
    read = read_account(evidence, Told(languages, place))
    shown = Shown(row, read, terms, brief, row_of(read))
    talk, sponsored = read.conversation, sponsorship_of(shown)
    return {
        "handle": evidence.handle,
        "network": evidence.network,
        "display_name": None if evidence.display_name is None else clean_line(evidence.display_name),
        "profile_url": profile_url_of(evidence),
        "followers": row["followers"],
        "followers_within": row["followers_within"] if row["followers"] is not None else None,
        "score": row["score"],
        "low": row["low"],
        "confidence": row["confidence"],
        "score_version": score_version(brief),
        "tier": row["tier"],
        "tier_scheme": brief.tier_scheme,
        "groups": {group: _rounded(row.get(group), 4) for group in GROUPS},
        "signals": _signals(shown),
        "engagement": _engagement(shown),
        "language": read.language,
        "country": read.place.country,
        "region": read.place.region,
        "city": read.place.city,
        "quarter": read.place.quarter,
        "place_source": read.place.source,
        "niches": [{"name": name, "weight": weight} for name, weight in read.words.niches],
        "interests": [topic_of(niche) for niche in interests_of(read.words)],
        "account_mode": read.words.mode,
        "focus": read.words.focus,
        "account_kind": read.kind.kind if row["has_profile"] else None,
        "tone": read.words.tone,
        "contacts": [
            {"kind": c.kind, "value": c.value, "class": c.classed, "where": c.where, "source_url": c.source_url}
            for c in read.contacts
        ],
        "sponsored": sponsored,
        "conversation": {
            "observed": talk is not None,
            "reply_rate": _rounded(row.get("note_conversation_rate"), 4) if talk else None,
            "answered": talk.answered if talk else None,
            "comments": talk.others if talk else None,
            "latency_hours": talk.latency_hours if talk else None,
            "questions": talk.questions if talk else None,
            "questions_answered": talk.questions_answered if talk else None,
            "two_way_share": round(talk.two_way / talk.people, 4) if talk and talk.people else None,
            "comments_per_post": shown.full_row["comments_median"],
            "answerable": _answerable(shown.full_row["comments_median"]),
            "circle": circle_of(read),
        },
        "comments": _comments(shown),
        "gift_fit": fit_gift(read),
        "price": price_range(row["followers"], row["followers_within"]),
        "cost_per_engagement": _cost_per_engagement(shown),
        "benchmarks": _benchmarks(shown),
        "growth": growth_object([Observed(*count) for count in evidence.followers_seen]),
        "flags": flags_of(shown, sponsored),
        "excluded": _excluded(shown),
    }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def contributions_of(row: Mapping[str, Any], brief: Brief) -> dict[str, float]:
    """Points by signal that add up to the score.

    A group of full marks brings 100 · exponent. What the score lacks of 100 is shared among the groups by their
    logarithms and, within a group, by what each signal's weighted value lacks of 1; so a signal may cost more than it
    could have brought. Hundredths that rounding leaves over go to the largest contribution.
    """
    return _share_points(row, weigh_signals(brief), exponents_of(brief))


def _share_points(
    row: Mapping[str, Any], weights: Mapping[str, tuple[Group, float]], exponents: Mapping[Group, float]
) -> dict[str, float]:
    lost = {group: -exponent * log(max(FLOOR, row[group])) for group, exponent in exponents.items()}
    total_lost = sum(lost.values())
    missing = 100.0 - row["score"]
    points: dict[str, float] = {}
    for group, exponent in exponents.items():
        members = {name: weight for name, (of, weight) in weights.items() if of == group}
        lacks = {name: weight * (1.0 - row[f"filled_{name}"]) for name, weight in members.items()}
        lack = sum(lacks.values())
        share = missing * lost[group] / total_lost if total_lost > 0 else 0.0
        for name, weight in members.items():
            points[name] = 100.0 * exponent * weight - (share * lacks[name] / lack if lack > 0 else 0.0)
    points = {name: round(value, 2) for name, value in points.items()}
    largest = max(points, key=lambda name: (points[name], name))
    points[largest] = round(points[largest] + row["score"] - sum(points.values()), 2)
    return points


def _signals(shown: Shown) -> dict[str, Any]:
    weights, exponents = weigh_signals(shown.brief), exponents_of(shown.brief)
    points = _share_points(shown.row, weights, exponents)
    found = {}
    for signal in SIGNALS:
        if signal.name not in weights:
            continue
        group, weight = weights[signal.name]
        reason = word_signal(signal.name, shown)
        found[signal.name] = {
            "value": _rounded(shown.row[f"value_{signal.name}"], 4),
            "weight": round(exponents.get(group, 0.0) * weight, 4),
            "contribution": points.get(signal.name, 0.0),
            "evidence": reason.evidence,
            "pages": list(reason.pages),
        }
    return found


def _engagement(shown: Shown) -> dict[str, Any]:
    counted = shown.read.counted
    known = {name: _rounded(shown.note("engagement", name), 6) for name in ("rate", "low", "high")}
    return {**known, "n": 0 if counted.mode == "none" else len(counted.posts), "mode": counted.mode}


_PROFILE_URLS = {"instagram": "https://www.instagram.com/{}/", "tiktok": "https://www.tiktok.com/@{}",
                 "youtube": "https://www.youtube.com/@{}", "threads": "https://www.threads.com/@{}",
                 "bluesky": "https://bsky.app/profile/{}", "pinterest": "https://www.pinterest.com/{}/",
                 "snapchat": "https://www.snapchat.com/@{}", "x": "https://x.com/{}",
                 "tumblr": "https://{}.tumblr.com/",
                 "facebook": "https://www.facebook.com/{}", "reddit": "https://www.reddit.com/user/{}/",
                 "blog": "https://{}/", "site": "https://{}/"}  # fmt: skip


def profile_url_of(evidence: Evidence) -> str | None:
    """The network's own address of the account where it follows from network and handle, else ``None``."""
    pattern = _PROFILE_URLS.get(evidence.network)
    if evidence.network == "site" and "/" in evidence.handle:
        return f"https://{evidence.handle}"
    if evidence.network == "youtube" and re.fullmatch(r"UC[\w-]{22}", evidence.handle):
        return f"https://www.youtube.com/channel/{evidence.handle}"  # a channel without a handle
    if pattern:
        return pattern.format(evidence.handle)
    user, _, host = evidence.handle.partition("@")
    return f"https://{host}/@{user}" if host and evidence.network == "mastodon" else None


ANSWERABLE = (20, 50)  # comments a post that one person can answer (source document 1)


def _answerable(comments: float | None) -> str | None:
    """Whether the median post has fewer comments than make a talk, as many as one person can answer, or more."""
    if comments is None:
        return None
    return "below" if comments < ANSWERABLE[0] else ("within" if comments <= ANSWERABLE[1] else "above")


def _comments(shown: Shown) -> dict[str, Any]:
    """What the comments of others look like, in counts and shares; all null where none was seen."""
    read = shown.read.comments
    scams, looked_at = shown.scams
    return {
        "read": read.read if read else None,
        "posts": read.posts if read else None,
        "people": read.people if read else None,
        "generic_share": round(read.generic / read.worded, 4) if read and read.worded else None,
        "repeated_share": round(read.repeated / read.read, 4) if read else None,
        "concentration": _rounded(read.concentration, 4) if read else None,
        "top5_share": _rounded(read.top5, 4) if read else None,
        "regular_share": _rounded(read.regular_share, 4) if read else None,
        "reciprocal_people": read.reciprocal if read else None,
        "scam_share": round(scams / looked_at, 4) if looked_at else None,
    }


def _cost_per_engagement(shown: Shown) -> dict[str, float | None]:
    """What a like or comment would cost by the table of prices, in dollars; null without a price or a rate."""
    price = price_range(shown.row["followers"])
    rate = shown.note("engagement", "rate")
    reactions = rate * shown.row["followers"] if rate and price["low"] is not None else None
    return {end: round(price[end] / reactions, 3) if reactions else None for end in ("low", "high")}


def _benchmarks(shown: Shown) -> list[dict[str, Any]]:
    """The account's own rate beside every named figure; comparable only where likes and comments are both shown."""
    counted, followers = shown.read.counted, shown.row["followers"]
    rates = [
        (likes + post.comments) / followers
        for post, likes in zip(counted.posts, counted.likes, strict=True)
        if likes is not None and post.comments is not None and followers
    ]
    hidden = {"comments_only": "likes are hidden", "likes_only": "comments are not shown"}.get(counted.mode)
    if rates and shown.note("engagement", "rate") is None:
        rates, hidden = [], "more likes and comments than followers"
    return benchmark_passport(shown.read.evidence.network, followers, rates if counted.mode == "full" else [], hidden)


def _excluded(shown: Shown) -> str | None:
    word = shown.row["excluded"]
    if word is None:
        return None
    kind = shown.read.kind
    if word == SAME_PERSON:
        return f"{word}: counted once, as {shown.row.get('same_as')}"
    if word in ("below_band", "above_band"):
        band = (
            f"{shown.brief.low:,}–{shown.brief.high:,}" if shown.brief.high < 2**60 else f"{shown.brief.low:,} and more"
        )
        count = rounded_count(shown.row["followers"], shown.row["followers_within"])
        return f"{word}: {count} followers, the brief's band is {band}"
    if word in _EXCLUDED_WORDS:
        return f"{word}: {_EXCLUDED_WORDS[word]}"
    reasons = "; ".join(kind.reasons[:3]) if kind.kind == word else "the profile is private"
    return clean_line(f"{word}: {reasons}")
