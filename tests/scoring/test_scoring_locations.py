"""Where a profile says it is, in a field made for that."""

import pytest

from scoring.features import read_account
from scoring.places.said_location import place_said
from scoring.places.table import Place
from tests.scoring.invent import evidence, profile


@pytest.mark.parametrize(
    ("said", "country", "region", "city"),
    [
        ("Leeds, UK", "GB", "England", "Leeds"),
        ("uk", "GB", None, None),
        ("N. Ireland", "GB", "Northern Ireland", None),
        ("🇵🇹", "PT", None, None),
        ("Norway", "NO", None, None),
        ("Alamosa, CO", "US", "Colorado", None),
        ("St. Petersburg, Fla.", "US", "Florida", "St. Petersburg"),
        ("Nederland, CO", "US", "Colorado", None),
        ("CT", "US", "Connecticut", None),
        ("Berlin, DE", "DE", "Berlin", "Berlin"),
        ("Bogotá, CO", "CO", "Bogotá", "Bogotá"),
        ("Perth, WA", "AU", "Western Australia", "Perth"),
        ("Москва", "RU", "Moscow", "Moscow"),
        ("東京都", "JP", "Tokyo", "Tokyo"),
    ],
)
def test_a_location_is_read(said: str, country: str, region: str | None, city: str | None) -> None:
    place = place_said(said, "en")
    assert place is not None
    assert (place.country, place.region, place.city, place.source) == (country, region, city, "profile")


@pytest.mark.parametrize("said", ["", "the moon", "in your heart", "Worldwide", "on", "DE", "North Korea", "they/them"])
def test_what_is_no_place_tells_none(said: str) -> None:
    assert place_said(said, "en") is None


def _home(bio: str, location: str) -> Place:
    return read_account(evidence([profile("ada.ink", bio=bio, location=location)], "ada.ink")).place


def test_it_decides_where_the_bio_is_silent_or_speaks_of_elsewhere() -> None:
    assert _home("I write about ink and paper and pens", "Cork").city == "Cork"
    assert _home("Born in Naples, I write about ink", "London").city == "London"
    assert _home("I write about ink in Leeds", "🇬🇧").city == "Leeds", "the bio says more closely where"
    assert _home("I write about ink in Leeds", "somewhere nice").city == "Leeds"


def test_a_country_that_the_network_has_set_comes_after_what_somebody_wrote() -> None:
    assert _home("Ink and paper 📍 Lisbon", "🇺🇸").country == "PT"
    assert _home("Ich schreibe über Tinte und Papier", "🇦🇹").country == "AT"
