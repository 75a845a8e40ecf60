"""Better and worse: two accounts that differ in one thing, in the order that a marketer would give them."""

from datetime import timedelta
from typing import Any

import pytest

from scoring.brief import Brief
from scoring.facts_ranking import rank_facts
from storage.facts import Fact
from tests.scoring.invent import BRIEF, NOW, account, contact, follow, highlight, posts, profile, talk

B = "better"
W = "worse"
Pair = tuple[list[Fact], list[Fact]]


def _changed(better: dict[str, Any] | None = None, worse: dict[str, Any] | None = None) -> Pair:
    return account(B, **(better or {})), account(W, **(worse or {}))


def _spread(handle: str, *days: float) -> list[Fact]:
    made: list[Fact] = [profile(handle)]
    for number, (post, day) in enumerate(zip(posts(handle, len(days)), days, strict=True)):
        made.append(post.model_copy(update={"posted_at": NOW - timedelta(days=day), "native_id": f"{handle}{number}"}))
    return made


PAIRS: dict[str, Pair] = {
    "more engagement at the same size": _changed(worse={"post": {"likes": 40, "comments": 2}}),
    "twelve posts tell more than two": _changed(worse={"count": 2}),
    "hidden likes are not low likes": _changed({"post": {"likes": None}}, {"post": {"likes": 15, "comments": 12}}),
    "three likes are hidden likes": _changed({"post": {"likes": 3}}, {"post": {"likes": 12, "comments": 12}}),
    "shown good likes beat hidden ones": _changed(worse={"post": {"likes": None}}),
    "in the band beats over it": _changed(worse={"followers": 14_000}),
    "in the band beats under it": _changed(worse={"followers": 600}),
    "known followers beat unknown": _changed(worse={"followers": None, "followers_within": None}),
    "inside the band beats rounded at its edge": _changed({"followers": 9_000},
                                                          {"followers": 10_000, "followers_within": 500}),
    "about the brief beats about something else": _changed(worse={"bio": "Gym and gains. DM for collabs",
                                                                  "post": {"text": "Leg day again #gym"}}),
    "a neighbouring field beats a far one": _changed({"bio": "Hand lettering. DM for collabs", "post": {"text": "abc"}},
                                                     {"bio": "Football. DM for collabs", "post": {"text": "abc"}}),
    "the very words beat a neighbouring field": _changed(worse={"bio": "Journaling. DM for collabs",
                                                                "post": {"text": "Morning pages"}}),
    "posts about it, too, beat the bio alone": _changed(worse={"post": {"text": "Monday"}, "bio": "Letters and paper"}),
    "a person beats a shop": _changed(worse={"bio": "Fountain pens. Shop now, free shipping worldwide"}),
    "a person beats a brand": _changed(worse={"bio": "Official account of Inkwell. Our products: fountain pens"}),
    "a person beats a feature page": _changed(worse={"bio": "Calligraphy community. Tag us to be featured"}),
    "a person beats a fan page": _changed(worse={"bio": "Fan page for calligraphy, not affiliated"}),
    "a person beats a meme page": _changed(worse={"bio": "Daily memes about fountain pens"}),
    "open beats private": _changed(worse={"is_private": True}),
    "an adult beats a suspected minor": _changed(worse={"bio": "14 yo | fountain pens & calligraphy"}),
    "reachable beats silent": _changed(worse={"bio": "Fountain pens & calligraphy."}),
    "an email beats DM for collabs": ([*account(B), contact("ana@letters.example", B)], account(W)),
    "DM for collabs beats a bare link": _changed(worse={"bio": "Fountain pens & calligraphy",
                                                        "links": [{"url": "https://letters.example"}]}),
    "fewer followed beats mass following": _changed(worse={"following": 6_800}),
    "followed less than followers beats more": _changed({"following": 900}, {"following": 9_000}),
    "plausible likes beat bought followers": _changed(worse={"post": {"likes": 4, "comments": 0}}),
    "plausible likes beat impossible ones": _changed(worse={"post": {"likes": 5_100, "comments": 2}}),
    "comments beside likes beat none": _changed(worse={"post": {"likes": 290, "comments": 0}}),
    "active beats long silent": (_spread(B, 3, 8, 13, 18, 23), _spread(W, 103, 108, 113, 118, 123)),
    "weekly beats monthly": (_spread(B, 3, 9, 15, 21, 27, 33), _spread(W, 3, 38, 73, 108, 143, 170)),
    "answering comments beats ignoring them": ([*account(B), *talk(B, 20, 16)], [*account(W), *talk(W, 20, 1)]),
    "past collaborations in the highlights": ([*account(B), highlight("Collabs", B), highlight("Calligraphy", B)],
                                              account(W, highlights_count=0)),
    "highlights of interests beat none": ([*account(B), highlight("Calligraphy", B)], account(W, highlights_count=0)),
    "vouched by nanos beats unknown to them": (
        [*account(B), *(fact for n in "xyz" for fact in (profile(n), follow(n, B)))], account(W)),
    "a made profile beats an empty one": _changed(worse={"display_name": "", "avatar_url": None, "posts_count": 3}),
    "a name beats a row of digits": ([*account("better")], [*account("worse83920174")]),
    "one giveaway does not make engagement": (account(B), [
        *account(W, post={"likes": 60, "comments": 2}),
        *posts(W, 1, native_id="g", text="Giveaway! tag a friend to win", likes=4_000, comments=2_500)]),
    "a pinned hit does not make engagement": (account(B), [
        *account(W, post={"likes": 60, "comments": 2}), *posts(W, 1, native_id="p", pinned=True, likes=9_000)]),
    "the language asked for": _changed({"bio": "I write letters with fountain pens every morning. DM for collabs"},
                                       {"bio": "Schreibe jeden Morgen Briefe mit dem Füller, Kalligraphie und Tinte",
                                        "post": {"text": "Heute wieder ein langer Brief mit neuer Tinte"}}),
    "the country asked for": _changed({"bio": "Calligraphy, fountain pens 🇺🇸 DM for collabs"},
                                      {"bio": "Calligraphy, fountain pens 🇧🇷 DM for collabs"}),
}  # fmt: skip
BRIEFS = {
    "the language asked for": Brief(words=BRIEF.words, languages=("en",)),
    "the country asked for": Brief(words=BRIEF.words, countries=("US",)),
}


@pytest.mark.parametrize("name", PAIRS)
def test_better_ranks_before_worse(name: str) -> None:
    better, worse = PAIRS[name]
    ranked = [found for found in rank_facts([*worse, *better], BRIEFS.get(name, BRIEF)) if len(found["handle"]) > 1]
    assert [found["handle"][:5] for found in ranked] == [B[:5], W], [(f["low"], f["excluded"]) for f in ranked]
    first, second = ranked
    assert second["excluded"] is not None or first["low"] > second["low"]
