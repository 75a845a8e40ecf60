"""The score as a whole: contributions, confidence, order, determinism, the interface."""

import json
import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import orjson
import polars as pl
import pytest

import scoring.ranking.rank as rank_module
from scoring.brief import Brief
from scoring.explaining.explain import contributions_of, explain
from scoring.facts_ranking import rank_facts
from scoring.features import COLUMNS, read_account, row_of, terms_of
from scoring.features.table import Scalar
from scoring.lists import GROUPS
from scoring.prior import PRIOR
from scoring.ranking.rank import TERMS_SCHEMA, frame_of, rank
from scoring.ranking.score import weigh_signals
from scoring.signals import SIGNALS
from scoring.weights import SIGNAL_WEIGHTS
from storage.facts import Fact, Sighting
from tests.scoring.invent import BRIEF, NETWORK, account, contact, evidence, one, posts, talk

KEYS = [
    "handle", "network", "score", "low", "confidence", "score_version", "tier", "tier_scheme", "groups",
    "signals", "engagement", "language", "country", "region", "city", "niches", "interests", "account_mode",
    "account_kind", "tone", "contacts", "sponsored", "conversation", "gift_fit", "price", "growth", "flags", "excluded",
]  # fmt: skip

ACCOUNTS: Sequence[list[Fact]] = (
    account(),
    account(count=1),
    account(followers=None, followers_within=None),
    account(bio=None, display_name=None, following=None),
    account(post={"likes": 0, "comments": 0}),
    account(followers=300_000),
    [*account(), *talk()],
    posts(),
)


def _row(facts: list[Fact]) -> dict[str, Scalar]:
    return row_of(read_account(evidence(facts)))


def test_every_signal_has_its_weight_prior_and_words() -> None:
    names = [signal.name for signal in SIGNALS]
    assert sorted(names) == sorted(SIGNAL_WEIGHTS) == sorted(PRIOR)
    assert {group for group, _ in SIGNAL_WEIGHTS.values()} == set(GROUPS)


@pytest.mark.parametrize("facts", ACCOUNTS)
@pytest.mark.parametrize("brief", [BRIEF, Brief(), Brief(campaign="affiliate", weights={"engagement": 9.0})])
def test_contributions_add_up_to_the_score(facts: list[Fact], brief: Brief) -> None:
    found = one(facts, brief)
    assert sum(signal["contribution"] for signal in found["signals"].values()) == pytest.approx(
        found["score"], abs=1e-6
    )
    assert sum(signal["weight"] for signal in found["signals"].values()) == pytest.approx(1.0, abs=1e-3)
    assert 0 <= found["low"] <= found["score"] <= 100
    assert 0 <= found["confidence"] <= 1


def test_a_loss_falls_on_the_group_that_lost() -> None:
    good = one(account("ana"), handle="ana")
    bad = one(account("ana", bio="Gym", post={"text": "Leg day"}), handle="ana")
    assert bad["signals"]["interests"]["contribution"] < 0 < good["signals"]["interests"]["contribution"]
    assert bad["score"] < 0.75 * good["score"]  # misfit cannot be bought back


def test_the_object_has_all_keys_and_is_json() -> None:
    for facts in ACCOUNTS:
        found = one(facts)
        assert set(KEYS) <= set(found)
        assert set(found["engagement"]) == {"rate", "low", "high", "n", "mode"}
        assert set(found["price"]) == {"low", "high", "currency", "source"}
        assert all(
            set(s) == {"value", "weight", "contribution", "evidence", "pages"} for s in found["signals"].values()
        )
        assert json.loads(orjson.dumps(found))["handle"] == "ana.ink"
        assert all(signal["evidence"] for signal in found["signals"].values())


def test_pages_are_those_of_the_facts() -> None:
    found = one(account())
    assert found["signals"]["tier"]["pages"] == ["https://insta.example/ana.ink"]
    assert found["signals"]["engagement"]["pages"][0].startswith("https://insta.example/p/")


def test_confidence_falls_with_what_is_missing() -> None:
    whole, no_posts, few = one([*account(), *talk()]), one(account(count=0)), one(account(count=1))
    assert whole["confidence"] > few["confidence"] > no_posts["confidence"]
    assert no_posts["signals"]["engagement"]["value"] is None
    assert no_posts["score"] - no_posts["low"] > whole["score"] - whole["low"]


def test_missing_takes_the_conditional_mean_not_zero() -> None:
    brief = Brief(words=BRIEF.words)
    rows = [
        _row(account()),
        _row(account(following=60_000, post={"likes": 2, "comments": 0})),
    ]
    rows[1]["handle"] = "other"
    ranked = rank(frame_of(rows), brief).sort("handle")
    good, bad = ranked["filled_conversation"].to_list()
    assert ranked["value_conversation"].to_list() == [None, None]
    assert good > PRIOR["conversation"].mean > bad > 0


def test_the_same_facts_in_any_order_give_the_same_bytes() -> None:
    handles = ["ana.ink", "bo", "cy", "di", "ed"]
    groups = [[*account(h, followers=1_500 + 700 * n), contact(f"{h}@x.example", h)] for n, h in enumerate(handles)]
    before = orjson.dumps(rank_facts([fact for group in groups for fact in group], BRIEF))
    random.Random(3).shuffle(groups)
    assert orjson.dumps(rank_facts([fact for group in groups for fact in group], BRIEF)) == before


def test_order_is_low_then_network_then_handle_and_excluded_last() -> None:
    facts = [
        *account("zed"),
        *account("abe"),
        *account("shop", bio="Shop now. Free shipping"),
        *account("micro", followers=20_000),
    ]
    ranked = rank_facts(facts, BRIEF)
    assert [found["handle"] for found in ranked[:2]] == ["abe", "zed"]
    assert [found["excluded"] is None for found in ranked] == [True, True, False, False]


def test_bare_sightings_are_no_candidates_but_posts_are() -> None:
    sighting = Sighting(network=NETWORK, page="p", handle="seen", route="hashtag_top", via="discoverunder10k")
    assert [found["handle"] for found in rank_facts([sighting, *posts("writer", 2)], BRIEF)] == ["writer"]


def test_nobody_at_all() -> None:
    assert rank_facts([], BRIEF) == []
    empty = rank(frame_of([]), BRIEF, pl.DataFrame(schema=TERMS_SCHEMA))
    assert empty.height == 0
    assert {"score", "low", "excluded", "tier"} <= set(empty.columns)


def test_features_are_flat_scalars_of_the_named_columns() -> None:
    for facts in ACCOUNTS:
        row = _row(facts)
        assert list(row) == list(COLUMNS)
        for name, cell in row.items():
            assert (
                cell is None or isinstance(cell, COLUMNS[name]) or (COLUMNS[name] is float and isinstance(cell, int))
            ), name


def test_terms_are_weighed_between_0_and_1() -> None:
    terms = terms_of(read_account(evidence(account())))
    assert terms["fountain pens"] == 1.0
    assert all(0 < weight <= 1 for weight in terms.values())


def test_a_brief_scores_other_rows_and_other_briefs_these_as_if_asked_alone() -> None:
    some = frame_of([_row([*account(followers=2_000 + n)]) | {"handle": f"a{n}"} for n in range(3)])
    more = frame_of([_row([*account(followers=9_000)])])
    briefs = [BRIEF, Brief(), Brief(languages=("de",)), Brief(weights={"engagement": 9}), Brief(like=("a1",))]
    alone = []
    for brief in briefs:
        rank_module._PLANS.clear()
        alone.append(rank(some, brief))
    for _ in range(2):
        again = [rank(some, brief) for brief in briefs]
        assert all(one.equals(other) for one, other in zip(alone, again, strict=True))
        assert rank(more, BRIEF)["followers"].to_list() == [9_000]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda n: rank(more if n % 2 else some, BRIEF), range(40)))
    assert [len(frame) for frame in found] == [3, 1] * 20
    assert all(frame.equals(alone[0]) for frame in found[::2])


def test_a_ranked_row_explains_itself_again() -> None:
    read = read_account(found := evidence(account()))
    terms = pl.DataFrame(
        [(NETWORK, "ana.ink", *term) for term in terms_of(read).items()],
        schema=TERMS_SCHEMA,
        orient="row",
    )
    row = rank(frame_of([row_of(read)]), BRIEF, terms).row(0, named=True)
    assert explain(row, found, terms_of(read), BRIEF) == one(account())
    assert set(contributions_of(row, BRIEF)) == set(weigh_signals(BRIEF))
