"""Names of towns that are words of a language, names that towns have in others, and those in display names."""

import pytest

from scoring.features import read_account
from scoring.places.finding import places_in
from scoring.places.states import states_in
from tests.scoring.invent import evidence, profile


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Dabei sein ist alles", "de"), ("Pech gehabt. Tuch, Garn, Nadel", "de"), ("Come si cuce un orlo", "it"),
        ("Peças-chave para o seu armário", "pt"), ("Perto do mar", "pt"), ("Selam millet", "tr"),
        ("Besar, hangat", "id"),
        ("Mango-enjoyer. Converse and Puma. Mentor. Soul | Gold | Lion", "en"),
        ("Fans of Taylor, Ariana, Naruto", "en"),
        ("Believer in God. We provide warmth, constantly", "en"), ("3 Bean Chili", "en"),
        ("Tempe goreng", "id"), ("kode 024 071", "id"),
        ("misto de 013 e 012", "pt"), ("{HH}", "th"), ("タイムリーなスタイル", "ja"),
    ],
)  # fmt: skip
def test_words_that_are_spelt_like_towns_are_none(text: str, language: str) -> None:
    assert [(place.country, place.city) for place in places_in(text, language)] == []


@pytest.mark.parametrize(
    ("text", "language", "country", "city"),
    [
        ("München", "de", "DE", "Munich"), ("Monachium", "pl", "DE", "Munich"), ("Parijs", "nl", "FR", "Paris"),
        ("Florencia, Italia", "es", "IT", "Florence"), ("Londyn", "pl", "GB", "London"),
        ("Kopenhagen", "de", "DK", "Copenhagen"),
        ("based in Converse", "en", "US", "Converse"), ("Norman, OK", "en", "US", "Norman"),
        ("nu in Chili", "nl", "CL", None),
        ("LA在住", "ja", "US", "Los Angeles"), ("UK", "de", "GB", None), ("タイ在住", "ja", "TH", None),
        ("a professor at the University of Washington", "en", "US", "Seattle"),
    ],
)  # fmt: skip
def test_towns_by_other_names_are_known(text: str, language: str, country: str, city: str | None) -> None:
    found = [*places_in(text, language), *states_in(text, language)]
    assert (country, city) in [(place.country, place.city) for place in found]


@pytest.mark.parametrize(
    ("name", "city"),
    [
        ("Kate in Kyoto", "Kyoto"), ("Lena aus Köln", "Cologne"), ("Sanne uit Utrecht", "Utrecht"),
        ("Аня из Казани", "Kazan"), ("Anna in Paris", "Paris"), ("Angelo di Roma", None), ("Girl in Red", None),
        ("Paris Hollow", None), ("Florence Marrow", None), ("Believer in God", None),
    ],
)  # fmt: skip
def test_a_display_name_says_where(name: str, city: str | None) -> None:
    assert read_account(evidence([profile(display_name=name, bio="bread and butter")])).place.city == city


@pytest.mark.parametrize(
    ("bio", "country", "city"),
    [
        ("Pottery and tea. Córdoba, AR", "AR", "Córdoba"),
        ("Cerámica y té | Mérida, VE", "VE", "Mérida"),
        ("Pottery in San Juan, PR", "PR", "San Juan"),
        ("Pottery and tea (Kingston, JM)", "JM", "Kingston"),
        ("Pottery in Santa Ana, CA", "US", "Santa Ana"),
        ("Pottery and tea. Richmond, VA", "US", "Richmond"),
    ],
)
def test_letters_of_a_country_tell_which_town_of_a_name_is_meant(bio: str, country: str, city: str) -> None:
    place = read_account(evidence([profile(display_name="Ana", bio=bio)])).place
    assert (place.country, place.city) == (country, city)
    assert states_in("Dr Ana David, PA, and her pottery", "en") == [], "a physician assistant"
    assert states_in("David, PA", "en")[0].country == "PA"
