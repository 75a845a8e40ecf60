"""Work for brands is told with its evidence and flagged; much of it costs points, and any for a
competitor of the brief."""

from datetime import UTC, datetime
from typing import Any

import pytest

from scoring.brief import Brief
from scoring.facts_ranking import rank_facts
from scoring.features import read_account
from storage.facts import Fact
from tests.scoring.invent import evidence, posts, profile

AD = "#ad New nibs by @quill.co, use code ANA10"
BRIEF = Brief(words=("fountain pens",), competitors=("Quill_Co",))


def _found(ads: int, of: int, likes: int = 290, brief: Brief = BRIEF, **post: Any) -> dict[str, Any]:
    made: list[Fact] = [profile()]
    for number, one in enumerate(posts(count=of)):
        told = {"text": AD, "likes": likes, "mentions": ["quill.co"], **post} if number < ads else {}
        made.append(one.model_copy(update=told))
    (found,) = rank_facts(made, brief)
    return found


@pytest.mark.parametrize(
    ("ads", "of", "saturation", "flags"),
    [
        (0, 12, "none", set()), (2, 12, "some", set()), (2, 6, "some", set()), (5, 12, "often", {"sponsored_often"}),
        (8, 12, "mostly", {"sponsored_often", "sponsored_mostly"}), (3, 4, None, set()),
    ],
)  # fmt: skip
def test_saturation_is_told_and_flagged(ads: int, of: int, saturation: str | None, flags: set[str]) -> None:
    found = _found(ads, of)
    assert found["sponsored"]["saturation"] == saturation
    assert {flag for flag in found["flags"] if flag in ("sponsored_often", "sponsored_mostly")} == flags
    assert (f"{ads} of {of} posts for brands" in found["sponsored"]["evidence"]) is (ads > 0)
    assert len(found["sponsored"]["pages"]) == ads


@pytest.mark.parametrize(
    ("caption", "ads"),
    [
        ("A reminder: I don't do paid partnerships, no gifting. Just ink.", 0),
        ("I never do paid partnerships", 0),
        ("Paid partnership with the mill of my town", 3),
        ("I don't do paid partnerships, but this one is #ad", 3),
    ],
)
def test_who_refuses_work_for_brands_in_a_caption_does_none(caption: str, ads: int) -> None:
    found = _found(3, 12, text=caption, mentions=[])
    assert found["sponsored"]["evidence"].startswith(f"{ads or 'none'} of 12 posts")


def test_a_competitor_is_named_with_the_posts_that_say_so() -> None:
    found = _found(2, 12)
    assert "works_for_competitor" in found["flags"]
    assert found["sponsored"]["competitors"] == ["quill.co"]
    assert "a competitor of the brief: @quill.co" in found["sponsored"]["evidence"]
    other = _found(2, 12, brief=Brief(words=("fountain pens",), competitors=("inkwell",)))
    assert other["sponsored"]["competitors"] == []
    assert "works_for_competitor" not in other["flags"]


def test_posts_for_brands_that_get_less_are_flagged() -> None:
    found = _found(4, 12, likes=90)
    assert "sponsored_gets_less" in found["flags"]
    assert "times the reactions of the others" in found["sponsored"]["evidence"]
    assert "sponsored_gets_less" not in _found(4, 12)["flags"]


def test_work_for_a_competitor_costs_up_to_half_of_what_fits() -> None:
    """The more posts, the more; nothing where it lies a year back, or where the brief does not mind."""
    plain = Brief(words=("fountain pens",))
    fits = {ads: _found(ads, 12)["signals"]["interests"]["value"] for ads in (0, 1, 3, 10)}
    assert fits[0] > fits[1] > fits[3] > fits[10]
    assert fits[1] > 0.75 * fits[0]
    assert fits[10] == pytest.approx(0.5 * fits[0], rel=0.1)
    assert "works for @Quill_Co, a competitor of the brief" in _found(3, 12)["signals"]["interests"]["evidence"]
    assert _found(3, 12, brief=plain)["signals"]["interests"]["value"] > 0.9 * fits[0]
    long_ago = datetime(2025, 1, 1, tzinfo=UTC)
    assert _found(1, 12, posted_at=long_ago)["signals"]["interests"]["value"] > 0.95 * fits[0]


def test_an_ambassador_by_its_bio_works_for_the_brand() -> None:
    """What a bio names beside words of working for somebody; being thanked or followed is no work."""

    def fits(bio: str) -> float:
        (found,) = rank_facts([profile(bio=bio), *posts()], BRIEF)
        value: float = found["signals"]["interests"]["value"]
        return value

    plain = fits("Fountain pens and ink in Porto")
    assert fits("Fountain pens and ink in Porto | brand ambassador @quill.co") < 0.6 * plain
    assert fits("Fountain pens and ink in Porto | brand ambassador @oat.mill") == plain
    assert fits("Fountain pens and ink in Porto | photos by @quill.co") == plain


@pytest.mark.parametrize(
    ("line", "works"),
    [
        ("Werbegesicht @quill.co", True), ("face of @quill.co", True), ("visage de @quill.co", True),
        ("égérie @quill.co", True), ("testimonial @quill.co", True), ("twarz marki @quill.co", True),
        ("gezicht van @quill.co", True), ("лицо бренда @quill.co", True), ("@quill.co marka yüzü", True),
        ("イメージモデル @quill.co", True), ("전속모델 @quill.co", True), ("@quill.co ka chehra", True),
        ("imagen de la marca @quill.co", True), ("rosto da @quill.co", True), ("brand ambassador @ex.quill", True),
        ("ex ambassador @quill.co", False), ("ehemalige Botschafterin @quill.co", False),
        ("ancienne ambassadrice @quill.co", False), ("元アンバサダー @quill.co", False),
        ("była ambasadorka @quill.co", False), ("бывший амбассадор @quill.co", False),
        ("imagen de @quill.co", False), ("Gesicht zeigen! Fotos: @quill.co", False),
    ],
)  # fmt: skip
def test_who_is_the_face_of_a_brand_works_for_it_and_who_was_does_not(line: str, works: bool) -> None:
    read = read_account(evidence([profile(bio=f"Fountain pens and ink | {line}")]))
    assert bool(read.commercial.works) is works


def test_posts_that_name_the_brand_of_an_ambassador_are_work_for_it() -> None:
    def told(bio: str, caption: str, **post: Any) -> tuple[int, int]:
        named = [one.model_copy(update={"text": caption, **post}) for one in posts(count=6)]
        read = read_account(evidence([profile(bio=bio), *named])).commercial
        return len(read.sponsored), len(read.undisclosed)

    ambassador = "Fountain pens and ink | brand ambassador @quill.co"
    assert told(ambassador, "Morning pages with @quill.co") == (6, 0)
    assert told(ambassador, "Morning pages", tagged=["Quill.co"]) == (6, 0)
    assert told(ambassador, "Morning pages with @bo.nib") == (0, 0)
    assert told("Fountain pens and ink | photos by @quill.co", "Morning pages with @quill.co") == (0, 0)


def test_work_for_others_costs_where_it_is_much() -> None:
    brief = Brief(words=("calligraphy",))
    kept: dict[str, Any] = {"text": "New ink swatches #ad", "mentions": []}
    scores = {ads: _found(ads, 12, brief=brief, **kept)["score"] for ads in (0, 1, 4, 8)}
    assert scores[1] == pytest.approx(scores[0], abs=0.5)
    assert scores[0] > scores[4] + 1 > scores[8] + 2


@pytest.mark.parametrize(
    ("ads", "of", "least", "most"), [(0, 12, 1.0, 1.0), (1, 12, 1.0, 1.0), (4, 12, 0.55, 0.75), (11, 12, 0.1, 0.1)]
)
def test_restraint(ads: int, of: int, least: float, most: float) -> None:
    signal = _found(ads, of)["signals"]["restraint"]
    assert least <= signal["value"] <= most
    assert signal["evidence"].startswith(f"{ads} of the last {of} posts")


def test_work_that_nothing_calls_so_counts_twice() -> None:
    hidden: dict[str, Any] = {"text": "New ink! Use code ANA10 at @quill.co for 10% off", "sponsors": []}
    told, untold = (
        _found(3, 12, **post)["signals"]["restraint"] for post in ({**hidden, "text": hidden["text"] + " #ad"}, hidden)
    )
    assert untold["value"] < told["value"] - 0.1
    assert (
        "3 of the last 12 posts are work for brands, 3 of them without a label, which counts twice"
        in untold["evidence"]
    )
    assert "label" not in told["evidence"]


def test_restraint_of_few_posts_is_not_told() -> None:
    signal = _found(2, 3)["signals"]["restraint"]
    assert signal["value"] is None
    assert signal["evidence"].startswith("3 posts were seen: too few")
