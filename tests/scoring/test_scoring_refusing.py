"""What counts against an account whatever else fits: it works with no brand, speaks of what the brief avoids, is
silent, or is a hall and no person."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from scoring.brief import Brief
from scoring.contacts.invitations import read_invitation
from scoring.facts_ranking import rank_facts
from scoring.features import read_account
from scoring.features.terms import terms_read
from storage.facts import Fact, Post, Profile
from tests.scoring.invent import evidence, one, posts, profile

TODAY = datetime.fromisoformat("2026-11-29T10:00:00+00:00")
PENS = Brief(words=("fountain pens",))


def test_who_works_with_no_brand_keeps_half_of_what_it_fits() -> None:
    willing, unwilling = (
        one([profile(bio=f"Fountain pens{more}")], PENS)["signals"]["interests"]
        for more in ("", ". No collabs, please")
    )
    assert unwilling["value"] == pytest.approx(willing["value"] / 2, abs=1e-4)
    assert "declines to work with brands, which halves it" in unwilling["evidence"]
    assert "declines" not in willing["evidence"]


def test_a_bio_without_advertisements_declines() -> None:
    assert read_invitation("Encuaderno en Gijón. Aquí no hay anuncios", "es").declines


@pytest.mark.parametrize(
    ("language", "bio"),
    [
        ("fr", "Aucune vidéo sponsorisée en 2026. a@b.example"), ("en", "No sponsored posts in 2025"),
        ("es", "sin colaboraciones en 2026"), ("de", "Keine Kooperationen in 2025"),
    ],
)  # fmt: skip
def test_a_year_without_advertising_declines_nothing(language: str, bio: str) -> None:
    assert not read_invitation(bio, language).declines
    assert read_invitation(bio.partition(" 202")[0].rpartition(" ")[0], language).declines


@pytest.mark.parametrize(
    ("language", "bio"),
    [
        ("en", "Gardens every week, no ads in my newsletter"), ("en", "An ad-free podcast on bread"),
        ("es", "Sin publicidad en mi boletín"), ("fr", "Pas de pub dans ma newsletter"),
        ("de", "Newsletter ohne Werbung"), ("ru", "Подкаст без рекламы о книгах"),
        ("ru", "Не реклама, просто блог о книгах"), ("tr", "Reklam değil, sadece kitaplar"),
    ],
)  # fmt: skip
def test_a_newsletter_without_advertisements_declines_nothing(language: str, bio: str) -> None:
    assert not read_invitation(bio, language).declines


@pytest.mark.parametrize(
    ("language", "bio"), [("en", "No ads, just bread"), ("ru", "Без рекламы"), ("de", "Keine Werbung")]
)
def test_a_bio_without_any_declines(language: str, bio: str) -> None:
    assert read_invitation(bio, language).declines


@pytest.mark.parametrize(
    ("avoided", "caption", "times"),
    [
        ("petits pots industriels", "Les petits pots industriels, mon top 5", 2),
        ("raw feeding", "Raw feeding on the trail", 1),
        ("cigarrillo electronico de sabor", "mi cigarrillo electronico de sabor", 2),
    ],
)
def test_a_phrase_that_is_avoided_is_found_in_captions(avoided: str, caption: str, times: int) -> None:
    facts: list[Fact] = [profile(bio="I bake bread"), *posts("ana.ink", 8, text="Bread again")]
    facts[1 : 1 + times] = [one_post.model_copy(update={"text": caption}) for one_post in facts[1 : 1 + times]]
    plain, avoiding = (
        one(facts, Brief(words=("baking",), avoid=avoid))["signals"]["interests"] for avoid in ((), (avoided,))
    )
    assert avoiding["value"] < 0.5 * plain["value"]
    assert f'"{avoided}", which the brief avoids' in avoiding["evidence"]


def test_a_pair_of_a_phrase_of_three_is_not_avoided() -> None:
    facts: list[Fact] = [profile(bio="I bake bread"), *posts("ana.ink", 8, text="Les petits pots de confiture")]
    plain, avoiding = (
        one(facts, Brief(words=("baking",), avoid=avoid))["signals"]["interests"]["value"]
        for avoid in ((), ("petits pots industriels",))
    )
    assert avoiding == plain


def test_little_words_make_no_term_of_what_is_said_once() -> None:
    said = [profile(), *posts("ana.ink", 8, text="Hm")]
    said[1] = said[1].model_copy(update={"text": "with Castleton, raw feeding"})
    read = read_account(evidence(said, "ana.ink"))
    terms = terms_read(read.evidence, read.words)
    assert "raw feeding" in terms
    assert "with castleton" not in terms


def _account(handle: str, newest: int, page: str = "crm") -> list[Fact]:
    same: dict[str, Any] = {"network": "instagram", "page": page}
    times = [TODAY - timedelta(days=newest + 4 * n) for n in range(4)]
    return [
        Profile(**same, handle=handle, followers=3_000, bio="pens"),
        *(Post(**same, author_handle=handle, native_id=f"{handle}{n}", posted_at=at, likes=90, comments=3)
          for n, at in enumerate(times)),
    ]  # fmt: skip


def _activity(*accounts: list[Fact]) -> dict[str, Any]:
    ranked = rank_facts([fact for account in accounts for fact in account], Brief())
    return {found["handle"]: found["signals"]["activity"] for found in ranked}


def test_who_is_silent_beside_others_of_one_page_is_silent() -> None:
    found = _activity(*(_account(name, day) for day, name in enumerate("abc")), _account("quiet", 300))
    assert found["quiet"]["value"] == 0
    assert "newest post 298 days ago" in found["quiet"]["evidence"] or "10 months ago" in found["quiet"]["evidence"]
    assert [found[name]["value"] for name in "abc"] == [None, None, None]


def test_pages_of_their_own_and_one_wrong_clock_make_nobody_silent() -> None:
    alone = _activity(*(_account(name, day, page=name) for name, day in {"a": 1, "b": 2, "c": 3, "old": 300}.items()))
    assert alone["old"]["value"] is None
    clock = _activity(_account("wrong", -3_000), _account("a", 1), _account("b", 2), _account("c", 3))
    assert clock["a"]["value"] is None


@pytest.mark.parametrize(
    "name",
    ["Boulderhalle Nordwand", "Die Kletterhalle", "Northwall Climbing Centre", "Rocódromo Pared", "Salle d'escalade"],
)
def test_a_hall_is_no_creator(name: str) -> None:
    assert read_account(evidence([profile("nordwand", display_name=name, bio="🧗")], "nordwand")).kind.kind == "brand"
    climber = profile("lena", display_name="Lena", bio=f"my second home: {name} 🧗")
    assert read_account(evidence([climber], "lena")).kind.kind == "creator"


def test_a_suburb_is_not_taken_for_a_landscape_that_more_people_mean() -> None:
    assert one([profile(bio="Two collies. Hope Valley")])["country"] is None
    assert one([profile(bio="Hope Valley, South Australia")])["country"] == "AU"
