"""Addresses, prices, gift-fit and the benchmark passport."""

import pytest

from scoring.brief import Brief
from scoring.explaining.benchmarks import BENCHMARKS, benchmark_passport
from scoring.explaining.gift_fit import fit_gift
from scoring.explaining.price import price_range
from scoring.features import read_account
from scoring.lists import OFFERS
from storage.facts import Fact
from tests.scoring.invent import account, contact, evidence, one, posts


def test_prices_go_with_followers_inside_a_tier() -> None:
    lows = [price_range(followers)["low"] for followers in (1_000, 2_000, 5_000, 9_999, 20_000, 50_000)]
    highs = [price_range(followers)["high"] for followers in (1_000, 2_000, 5_000, 9_999, 20_000, 50_000)]
    assert lows == sorted(set(lows))
    assert highs == sorted(set(highs))
    middle = price_range(3_162)
    assert (middle["low"], middle["high"], middle["currency"]) == (43, 114, "USD")
    assert middle["source"] == (
        "Mediakix 2019, asked of 2,500+: story 43, post 100, video 114 each (scaled to 3,162 followers)"
    )
    assert "5,200 ± 50 followers" in price_range(5_200, 50)["source"]


@pytest.mark.parametrize("followers", [None, 0, 999, 50_001, 499_999])
def test_no_price_where_the_table_has_no_band(followers: int | None) -> None:
    assert set(price_range(followers).values()) == {None}


@pytest.mark.parametrize(
    ("facts", "offer", "word"),
    [
        (account(bio="Pens", post={"text": "My ink of the week"}), "product", "no paid work in 12 posts"),
        (account(bio="Pens", post={"text": "Gifted by a kind mill"}), "product", "Gifted by"),
        (account(bio="Pens", post={"text": "10 % with my code ANA10"}), "affiliate", "ANA10"),
        (account(bio="Brand ambassador of inks. use code ANA10", post={"text": "Ink"}), "affiliate", "ambassador"),
        (account(bio="Pens", post={"text": "#ad @oat.mill sent me this ink"}), "product", "sent me"),
        (account(bio="Pens", post={"text": "#ad The new ink of @oat.mill"}), "fee", "#ad"),
        (account(bio="Pens", post={"text": "#ad 10 % off at @oat.mill with my code ANA10"}), "affiliate", "ANA10"),
        (account(bio="Pens", post={"text": "The new ink of @oat.mill (gifted)"}), "product", "gifted"),
        (account(display_name="Ana's workshop", bio="Pens and paper in Porto"), "product", "no paid work"),
        (account(bio="Pens", post={"paid_partnership": True}), "fee", "paid partnership label"),
        ([*account(bio="Managed by Lind"), contact("ana@lindtalent.example")], "fee", "has a manager"),
        (account(bio="Supper club and workshops in Porto", post={"text": "Workshop on Sunday"}), "event", "workshop"),
    ],
)
def test_the_likely_offer_with_its_evidence(facts: list[Fact], offer: str, word: str) -> None:
    found = one(facts, Brief())["gift_fit"]
    assert found["offer"] == offer, found
    assert found["offer"] in OFFERS
    assert word in found["evidence"]
    assert 0 < found["sure"] <= 1


def test_nothing_is_offered_to_shops_minors_those_who_decline_and_the_unknown() -> None:
    for bio in ("Shop now. Free shipping worldwide", "14 yo | pens", "Pens. No collabs please", "펜, 협찬 사절"):
        assert fit_gift(read_account(evidence(account(bio=bio))))["offer"] is None
    assert one(posts(), Brief())["gift_fit"] == {"offer": None, "evidence": None, "sure": None, "others": []}


def test_the_passport_judges_by_each_definition() -> None:
    passport = one(account(), Brief())["benchmarks"]
    assert [(mark["name"], mark["year"]) for mark in passport] == [(mark.name, mark.year) for mark in BENCHMARKS]
    by_name = {(mark["name"], mark["year"]): mark for mark in passport}
    assert by_name["HypeAuditor", 2026]["verdict"] == "above"
    assert by_name["source document 2, nano", None]["verdict"] == "below"
    assert by_name["US accounts of 5–10k", 2023]["own"] is not None
    assert by_name["UK accounts of 1–5k", 2021]["verdict"] == "not comparable: it speaks of other sizes"
    assert by_name["Captiv8", None]["verdict"] == "not comparable: impressions are not public"


def test_the_passport_says_why_it_cannot_judge() -> None:
    hidden = one(account(post={"likes": None}), Brief())["benchmarks"][0]
    assert (hidden["own"], hidden["verdict"]) == (None, "not comparable: likes are hidden")
    assert benchmark_passport("mastodon", 5_000, [0.05])[0]["verdict"] == "not comparable: it speaks of Instagram"
    assert benchmark_passport("instagram", None, [])[0]["verdict"] == "not comparable: followers unknown"
    near = benchmark_passport("instagram", 5_000, [0.0178, 0.0180])[0]
    assert (near["verdict"], near["own"]) == ("near", 0.0179)


@pytest.mark.parametrize(
    ("field", "address"),
    [
        ("Ada@Brook.example", "ada@brook.example"),
        ("mailto:ada@brook.example?bcc=eve@evil.example&body=x", "ada@brook.example"),
        ("ada@brook.example%0d%0aBcc:eve@evil.example", "ada@brook.example"),
        ("ada@brook.example\r\nBcc: eve@evil.example", "ada@brook.example"),
        ("ada@brook.example, eve@evil.example", "ada@brook.example"),
        ("Ada <ada@brook.example>", "ada@brook.example"),
        ("ada+o'neil@brook.example", "ada+o'neil@brook.example"),
        ("<script>@x", None),
        ("@brook.example", None),
        ("write to me!", None),
    ],
)
def test_a_field_for_an_address_holds_one_address_or_none(field: str, address: str | None) -> None:
    found = read_account(evidence([*account(), contact(field)])).contacts
    assert [one.value for one in found if one.kind == "email"] == ([address] if address else [])
