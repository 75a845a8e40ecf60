"""Better and worse, continued: steps along one scale, in several languages, and for several briefs."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from scoring.brief import Brief
from scoring.facts_ranking import rank_facts
from storage.facts import Fact
from tests.scoring.invent import BRIEF, NOW, account, contact, highlight, posts, profile, talk

B, W = "better.ink", "worse.inks"
Made = tuple[dict[str, Any], dict[str, Any]]

# Each list goes from the best to the worst; every neighbouring two are a pair.
SCALES: dict[str, list[dict[str, Any]]] = {
    "likes": [{"post": {"likes": n}} for n in (420, 300, 200, 120, 60, 20)],
    "following": [{"following": n} for n in (300, 1_400, 2_500, 4_500, 7_400)],
    "posts made": [{"posts_count": n} for n in (200, 60, 20, 6, 1)],
    "bio": [{"bio": text} for text in ("Fountain pens & calligraphy. DM for collabs", "Fountain pens & calligraphy",
                                       "fountain pens", "pens", "")],
    "comments a hundred likes": [{"post": {"comments": n}} for n in (10, 50, 120)],
    "digits": [{"name": name} for name in ("ink", "ink12", "ink1234", "ink123456", "ink123456789")],
    "posts seen": [{"count": n} for n in (12, 6, 3, 1)],
    "over the band": [{"followers": n} for n in (9_000, 10_500, 14_000, 60_000)],
    "under the band": [{"followers": n} for n in (1_200, 900, 600, 100)],
}  # fmt: skip
STEPS = [(name, place, two) for name, steps in SCALES.items() for place, two in enumerate(pairwise(steps))]


def _order(better: list[Fact], worse: list[Fact], brief: Brief, names: tuple[str, str]) -> None:
    found = {item["handle"]: item for item in rank_facts([*worse, *better], brief)}
    first, second = found[names[0]], found[names[1]]
    out = first["excluded"] is not None
    assert out <= (second["excluded"] is not None)
    assert out != (second["excluded"] is not None) or first["low"] > second["low"], (first["low"], second["low"])


@pytest.mark.parametrize(("name", "place", "two"), STEPS, ids=[f"{name} {place}" for name, place, _ in STEPS])
def test_a_step_down_a_scale_ranks_lower(name: str, place: int, two: Made) -> None:  # noqa: ARG001
    better, worse = ({**changes} for changes in two)
    names = better.pop("name", "inkbetter"), worse.pop("name", "inkworse")
    _order(account(names[0], **better), account(names[1], **worse), BRIEF, names)


# Texts of a creator and of what is none, by language, each with a brief of one word.
KINDS: dict[str, tuple[str, str, str]] = {
    "en": ("I bake sourdough at home", "Bakery shop, free shipping, order now", "baking"),
    "es": ("Mi cocina, mis recetas", "Tienda online de cocina, envíos a todo el país", "cooking"),
    "fr": ("Ma cuisine et mes recettes", "Boutique en ligne, livraison gratuite, cuisine", "cooking"),
    "pt": ("Minha cozinha, minhas receitas", "Loja online de cozinha, enviamos para todo o Brasil", "cooking"),
    "de": ("Ich koche und backe, meine Rezepte", "Onlineshop für die Küche, jetzt bestellen, Impressum", "cooking"),
    "it": ("La mia cucina, le mie ricette", "Negozio online di cucina, spedizioni in tutta Italia", "cooking"),
    "nl": ("Ik kook en bak, mijn recepten", "Webshop voor de keuken, gratis verzending, bestel nu", "cooking"),
    "pl": ("Gotuję i piekę, moje przepisy", "Sklep internetowy, darmowa dostawa, kuchnia", "cooking"),
    "ru": ("Готовлю дома, мои рецепты", "Интернет-магазин, доставка по всей России, кухня", "cooking"),
}
MINORS = {
    "en": "13 years old, I love baking", "es": "Tengo 13 años, repostería", "fr": "J'ai 13 ans, pâtisserie",
    "pt": "Tenho 13 anos, bolos", "de": "Ich bin 13 Jahre alt und backe", "it": "Ho 13 anni, dolci e torte",
    "nl": "Ik ben 13 jaar, bakken", "tr": "13 yaşındayım, pasta", "ru": "Мне 13 лет, пеку торты",
    "id": "Umur 13 tahun, suka kue",
}  # fmt: skip
LANGUAGES = {
    "es": "Escribo cartas con pluma cada mañana y las guardo", "fr": "J'écris des lettres à la plume tous les matins",
    "de": "Ich schreibe jeden Morgen Briefe mit dem Füller", "it": "Scrivo lettere con la stilografica ogni mattina",
    "ja": "毎朝、万年筆で手紙を書いています", "ru": "Каждое утро пишу письма перьевой ручкой",
}  # fmt: skip
PLACES = {"PT": "Porto 🇵🇹", "DE": "aus Leipzig", "MX": "CDMX", "JP": "京都在住", "IN": "Jaipur", "BR": "Curitiba/PR",
          "GB": "Leeds, UK", "US": "Boise, ID"}  # fmt: skip


@pytest.mark.parametrize("code", KINDS)
def test_a_person_ranks_before_a_shop(code: str) -> None:
    person, shop, word = KINDS[code]
    _order(account(B, bio=person), account(W, bio=shop), Brief(words=(word,)), (B, W))


@pytest.mark.parametrize("code", MINORS)
def test_a_suspected_minor_is_out(code: str) -> None:
    _order(account(B, bio="Backe, bake, pan"), account(W, bio=MINORS[code]), Brief(), (B, W))
    found = {item["handle"]: item for item in rank_facts(account(W, bio=MINORS[code]), Brief())}
    assert found[W]["account_kind"] == "suspected_minor", found[W]["account_kind"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_language_asked_for_comes_first(code: str) -> None:
    own = account(B, bio=LANGUAGES[code], post={"text": LANGUAGES[code]})
    other = account(W, bio="I write letters with a fountain pen every morning", post={"text": "A letter a day"})
    _order(own, other, Brief(languages=(code,)), (B, W))


@pytest.mark.parametrize("code", PLACES)
def test_the_country_asked_for_comes_first(code: str) -> None:
    own, other = account(B, bio=f"Letters. {PLACES[code]}"), account(W, bio="Letters. Oslo 🇳🇴")
    _order(own, other, Brief(countries=(code,)), (B, W))


NICHES = {
    "beauty": ("skincare & makeup", "fishing"), "fashion": ("outfits and thrift", "coding"),
    "food": ("sourdough recipes", "gym"), "travel": ("solo travel", "knitting"), "fitness": ("marathon runner", "cats"),
    "family": ("mom of two toddlers", "esports"), "pets": ("rescue dogs", "vinyl"),
    "home": ("interior design", "poetry"),
    "tech": ("gadget reviews", "ballet"), "gaming": ("retro video games", "gardening"),
    "books": ("fantasy book reviews", "cars"), "photography": ("film photography", "baking"),
    "music": ("indie guitarist", "skincare"), "art": ("watercolor painter", "football"),
    "wellness": ("meditation and breathwork", "cars"), "outdoors": ("hiking and camping", "makeup"),
}  # fmt: skip


@pytest.mark.parametrize("niche", NICHES)
def test_the_niche_asked_for_comes_first(niche: str) -> None:
    own, other = NICHES[niche]
    text = {"text": "Monday again"}
    _order(account(B, bio=own, post=text), account(W, bio=other, post=text), Brief(niches=(niche,)), (B, W))


def test_one_who_answers_more_ranks_higher() -> None:
    steps = [20, 12, 6, 1]
    for more, fewer in pairwise(steps):
        _order([*account(B), *talk(B, 24, more)], [*account(W), *talk(W, 24, fewer)], BRIEF, (B, W))


def test_one_who_posted_lately_ranks_higher() -> None:
    def last(handle: str, days: int) -> list[Fact]:
        made: list[Fact] = [profile(handle)]
        return made + [
            post.model_copy(update={"posted_at": NOW - timedelta(days=days + 5 * n)})
            for n, post in enumerate(posts(handle, 6))
        ]

    for sooner, later in pairwise((3, 30, 60, 110)):
        _order(last(B, sooner), last(W, later), BRIEF, (B, W))


def test_an_address_beats_none_and_a_collaboration_an_interest() -> None:
    bare: dict[str, Any] = {"bio": "Fountain pens & calligraphy"}
    _order([*account(B, **bare), contact("b@letters.example", B)], account(W, **bare), BRIEF, (B, W))
    _order([*account(B), highlight("Collabs", B)], [*account(W), highlight("Calligraphy", W)], BRIEF, (B, W))
