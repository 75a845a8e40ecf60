"""What a person reads: reasons that argue, one line each, counts with their rounding, routes, kinds, the new keys."""

import re
from typing import Any

import pytest

from scoring.brief import Brief
from scoring.explaining.arguments import best_reasons, doubts_about
from scoring.features import read_account
from scoring.outreach.rows import outreach_row, routes_of, worded_routes
from scoring.quoting import as_written
from scoring.wording import ago, clean_line, every, joined, percent, percent_between, rounded_count
from storage.facts import Fact, Sighting
from tests.scoring.invent import NETWORK, account, contact, evidence, highlight, one, posts, profile

BAKING = Brief(niches=("food/baking", "food/vegan"), words=("plant-based recipes",))


def test_shares_are_written_in_one_way() -> None:
    shares = (0.2434, 0.0612, 0.0042, 0.00001, 0.0, None)
    assert [*map(percent, shares)] == ["24%", "6.1%", "0.42%", "under 0.01%", "0%", "unknown"]
    assert percent_between(0.032, 0.057) == "3.2%–5.7%"
    spaced = re.compile(r"\d %|% –")
    assert not [one for one in one(account())["signals"].values() if spaced.search(one["evidence"] or "")]


def test_who_it_is_stands_in_the_object() -> None:
    found = one(account(followers=5_200, followers_within=50, display_name="Ana\nLima"))
    assert (found["followers"], found["followers_within"], found["display_name"]) == (5_200, 50, "Ana Lima")
    assert found["profile_url"] == "https://www.instagram.com/ana.ink/"
    unknown = one(posts())
    for key in ("followers", "followers_within", "display_name"):
        assert unknown[key] is None
    elsewhere = one([profile("ana", network="newnet")], Brief(), "ana")
    assert elsewhere["profile_url"] is None


def test_plausible_readings_argue_for_nobody() -> None:
    found = one(account(bio="", post={"text": "Monday"}), Brief())
    assert found["signals"]["like_rate"]["value"] == 1.0
    reasons = best_reasons(found, 20)
    for name in ("like_rate", "comment_ratio", "follow_ratio", "profile_made", "tier", "creator"):
        assert found["signals"][name]["evidence"] not in reasons
    odd = one(account(following=60_000), Brief())
    assert odd["signals"]["follow_ratio"]["evidence"] == doubts_about(odd, 1)[0]


def test_the_export_gives_the_same_reasons_as_everybody_else() -> None:
    facts = [*account(), highlight("Collabs")]
    found = one(facts)
    row = outreach_row(found, evidence(facts))
    assert [row["why_1"], row["why_2"], row["why_3"]] == best_reasons(found, 3)
    assert str(row["why_1"]).startswith('says "calligraphy" and "fountain pens" in bio')


def test_a_weaker_match_is_no_stronger_argument_than_engagement() -> None:
    found = one(account(post={"likes": 700, "comments": 30}), Brief(languages=("en",)))
    assert best_reasons(found, 1) == [found["signals"]["engagement"]["evidence"]]


def test_wishes_that_rest_on_the_same_texts_are_said_once() -> None:
    facts = account(bio="Plant-based baker", post={"text": "Vegan cake today"})
    sentence = one(facts, BAKING)["signals"]["interests"]["evidence"]
    assert sentence.startswith("writes about ")
    assert "plant-based food" in sentence
    assert sentence.count("12 of the last 12 posts") == 1
    assert 'bio "Plant-based baker"' in sentence
    assert "neighbouring" not in sentence
    assert "food/" not in sentence


def test_a_neighbouring_field_says_what_it_is_close_to() -> None:
    sentence = one(account(bio="Sourdough bread", post={"text": "abc"}), Brief(niches=("food/vegan",)))
    assert sentence["signals"]["interests"]["evidence"].startswith(
        "close to plant-based food: writes about baking (bio"
    )


def test_a_word_in_passing_is_no_interest() -> None:
    facts = [*account(bio="Gentle yoga for stiff people", post={"text": "Hips, gently #yoga"}, count=9),
             *posts(count=1, native_id="c", text="A coffee with the post lady")]  # fmt: skip
    found = one(facts, Brief())
    assert "yoga" in found["interests"]
    assert "coffee" not in found["interests"]
    assert found["niches"][0]["name"] == "wellness"


def test_the_article_is_no_cup_of_tea() -> None:
    facts = account(bio="Walks with the dog", post={"text": "On the way to the sea with the dog"})
    assert "coffee" not in one(facts, Brief())["interests"]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (account(followers=10_200, followers_within=50), "10,200 ± 50 followers"),
        (account(followers=10_200, followers_within=0), "10,200 followers"),
    ],
)
def test_a_rounded_count_keeps_its_rounding(facts: list[Fact], said: str) -> None:
    found = one(facts)
    assert found["excluded"] == f"above_band: {said}, the brief's band is 1,000–10,000"
    for name in ("tier", "follow_ratio"):
        assert said in found["signals"][name]["evidence"]


@pytest.mark.parametrize(
    ("text", "said", "written"),
    [
        ("Envíos a todo México", "envios a todo mexico", "Envíos a todo México"), ("Всё о совах", "все о", "Всё о"),
        ("للإعلان خاص", "للاعلان خاص", "للإعلان خاص"), ("文鳥の 写真", "写真", "写真"), ("İzmir’de", "izmir", "İzmir"),
        ("New inks", "pens", None), ("", "pens", None),
    ],
)  # fmt: skip
def test_words_are_quoted_as_the_text_writes_them(text: str, said: str, written: str | None) -> None:
    assert as_written(text, said) == written


def test_a_name_that_says_what_kind_it_is_is_quoted_as_the_name() -> None:
    found = one(account(bio="Pedidos por aquí, mayoreo y menudeo", display_name="Ana · Envíos a todo México"))
    assert 'bio says "mayoreo y menudeo"' in found["excluded"]
    assert 'name says "Envíos a todo México"' in found["excluded"]


def test_a_suspected_minor_is_one_clean_line_without_doubles() -> None:
    assert one(account(bio="Bakes 🧁\n15 y/o"))["excluded"] == 'suspected_minor: bio says "15 y/o"'
    assert one(account(bio="I'm\n15 years old"))["excluded"] == 'suspected_minor: bio says "15 years old"'


def test_no_sentence_holds_breaks_or_marks_of_direction() -> None:
    facts = account(bio="Fountain\u202e pens\r\n\x07calligraphy", display_name="A\u2066na\nLima", category="Art\nist")
    found = one([*facts, highlight("Col\nlabs\u200f")])
    texts = [signal["evidence"] for signal in found["signals"].values()]
    texts += [found["display_name"], *best_reasons(found, 9)]
    for text in texts:
        assert re.search("[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]", text) is None


def test_words_for_people() -> None:
    assert clean_line(" a\n\tb\u202ec ") == "a bc"
    assert rounded_count(10_200, 50) == "10,200 ± 50"
    assert rounded_count(10_200, None) == "10,200"
    assert [every(days) for days in (3e-07, 0.3, 1.0, 5.2)] == [
        "several at once", "several a day", "about one a day", "one every 5 days"]  # fmt: skip
    assert [ago(days) for days in (0.0, 0.9, 1.5, 5.9)] == ["today", "today", "yesterday", "5 days ago"]
    assert [joined(parts) for parts in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]


def test_posts_of_one_moment_and_of_today() -> None:
    first, *_ = posts(count=1)
    at_once = [first.model_copy(update={"native_id": f"n{n}", "url": None, "code": None}) for n in range(3)]
    newest = [profile(observed_at=getattr(first, "posted_at", None)), *at_once]
    sentence = one(newest, Brief())["signals"]["activity"]["evidence"]
    assert "e-" not in sentence
    assert "several at once" in sentence


@pytest.mark.parametrize(
    ("handle", "name", "bio", "kind"),
    [
        ("oven.memes", "Oven", "Credit to owners, DM for removal. Best of baking", "meme_page"),
        ("oven.mitt", "Oven Memes", "Credit to owners. DM for removal", "meme_page"),
        ("oven.daily", "Oven", "Credit to owners. Tag us to be featured", "aggregator"),
        ("vexley.fans", "Vexley", "Best of Vexley. All credits to the owners", "fan_page"),
        ("mill.shop", "Mill", "Shop now, free shipping", "shop"),
        ("mill", "Mill", "Official account of the mill. Our products: flour", "brand"),
        ("jo", "Jo Lind", "I draw silly memes and my cat. DM me", "creator"),
    ],
)
def test_the_more_specific_kind_says_what_it_is(handle: str, name: str, bio: str, kind: str) -> None:
    found = read_account(evidence([profile(handle, display_name=name, bio=bio)], handle)).kind
    assert found.kind == kind, found
    assert len(set(found.reasons)) == len(found.reasons)


def test_routes_come_strongest_first_and_each_once() -> None:
    met = [("commenter", "bo"), ("mention", "cy"), ("list", None), ("hashtag_recent", "ink"), ("related", "al"),
           ("hashtag_top", "ink"), ("coauthor", "di"), ("following", "ed"), ("tagged", "fi"),
           ("commenter", "bo")]  # fmt: skip
    seen = [Sighting(network=NETWORK, page="p", handle="ana.ink", route=route, via=via) for route, via in met]
    facts = [*account(), *seen]
    routes = ["hashtag_top:ink", "hashtag_recent:ink", "related:al", "coauthor:di", "tagged:fi", "list",
              "mention:cy", "following:ed", "commenter:bo"]  # fmt: skip
    assert routes_of(evidence(facts)) == routes
    assert outreach_row(one(facts), evidence(facts))["discovered_via"] == ", ".join(routes[:5])
    assert worded_routes(evidence(facts)) == [
        "top posts of #ink", "recent posts of #ink", "shown beside al", "posts together with di", "tagged by fi",
        "list", "named by cy", "followed by ed", "commented on bo",
    ]  # fmt: skip


EMAIL, STREET = contact("a@ink.example"), contact("12 Quill St", kind="address")
LINK = {"links": [{"url": "https://a.example"}]}
NONE = "no address and no invitation"
REACHED: dict[str, tuple[dict[str, Any], list[Fact], float | None, str]] = {
    "nothing": ({"bio": "Fountain pens"}, [], 0.0, NONE),
    "a link": ({"bio": "Pens", **LINK}, [], 0.25, "only a link"),
    "words": ({"bio": "contact: below"}, [], 0.45, 'bio says "contact"'),
    "an invitation": ({"bio": "DM for collabs"}, [], 0.7, 'bio says "DM for collabs"'),
    "an invitation, messages closed": ({"bio": "DM for collabs. DMs closed"}, [], 0.0, NONE),
    "no work": ({"bio": "no collabs"}, [], 0.0, f'{NONE}; bio declines: "no collabs"'),
    "no work, a link": ({"bio": "no collabs", **LINK}, [], 0.1, "only a link; bio declines"),
    "a street": ({"bio": "Pens"}, [STREET], 0.0, f"{NONE}; a postal address, which counts nothing"),
    "an email and a street": ({"bio": "Pens"}, [EMAIL, STREET], 0.9, "email in field (business); a postal address"),
    "nothing seen": ({"bio": None}, [], None, "neither bio nor contacts were seen"),
}  # fmt: skip


@pytest.mark.parametrize("name", REACHED)
def test_what_is_said_of_contact_agrees_with_what_it_counts(name: str) -> None:
    changes, more, value, words = REACHED[name]
    found = one([profile(**changes), *posts(), *more])["signals"]["contactable"]
    assert found["value"] == value
    assert words in found["evidence"]
    assert ("bio says" in found["evidence"]) is (value in (0.45, 0.7))


def test_what_was_not_seen_is_not_said_to_be_missing() -> None:
    """A list that tells followers alone says nothing of what a profile has."""
    bare = profile(bio=None, display_name=None, avatar_url=None, links=None, posts_count=None)
    assert one([bare])["signals"]["profile_made"]["evidence"] == "what it has was not seen"


def test_two_contacts_from_one_place_are_told_once() -> None:
    more = EMAIL.model_copy(update={"value": "odile.two@kiln.example"})
    told = one([profile(bio="Pens"), *posts(), EMAIL, more])["signals"]["contactable"]["evidence"]
    assert told == "email in field (business)"


def test_a_label_without_end_is_cut_where_a_contact_is_told() -> None:
    """A server of one's own lets a field's label be 40,000 letters: they stood in the list, the report and exports."""
    labelled = EMAIL.model_copy(update={"where": f"fields.{'w' * 40_000}"})
    told = one([profile(bio="Pens"), *posts(), labelled])["signals"]["contactable"]["evidence"]
    assert f"email in fields.{'w' * 52}… (business)" in told


def test_words_are_told_where_they_stand_and_where_they_count() -> None:
    """A word of the name is not told as the bio's, and none within a longer phrase that means another field."""
    brief = Brief(niches=("fashion/vintage", "food/coffee"))

    def told(**changes: Any) -> str:
        evidence: str = one([profile(**changes)], brief)["signals"]["interests"]["evidence"]
        return evidence

    named = told(display_name="Derya Coffee", bio="Boots and coats in Leeds, one outfit a day")
    assert 'bio "Boots", "outfit" and name "Coffee"' in named
    written = told(bio="vintage dresses, and the vintage cars of my town")
    assert 'bio "vintage dresses"' in written
    assert "vintage cars" not in written
