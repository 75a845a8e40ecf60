"""What tells a home less surely than it seems: flags of descent, countries in passing, letters, sites and sentences."""

import pytest

from scoring.country_names import GUESSED_BY
from scoring.features import read_account
from scoring.places import place_of
from scoring.places.table import Place
from tests.scoring.invent import evidence, profile


def _read(bio: str, name: str = "Bo", handle: str = "bo") -> Place:
    return read_account(evidence([profile(handle, display_name=name, bio=bio, posts_count=100)], handle)).place


@pytest.mark.parametrize(
    ("bio", "country", "guessed"),
    [
        ("I weave baskets and tell the stories of my grandmother 🇵🇪", "PE", True),
        ("I weave baskets and tell the stories of my grandmother 🇨🇦", "CA", False),
        ("I weave baskets and tell the stories of my grandmother in Lima 🇵🇪", "PE", False),
        ("Weaver, gardener and proud Canadian, tea with everybody", "CA", True),
        ("I write about the pottery of Japan and its kilns", "JP", True),
        ("I weave baskets and live in Japan with two cats", "JP", False),
        ("Mexican American weaver, tea with everybody", "US", True),
        ("Brazilian weaver, currently living in Ireland with two cats", "IE", False),
    ],
)
def test_descent_and_what_is_named_in_passing_are_told_as_guesses(bio: str, country: str, guessed: bool) -> None:
    place = _read(bio)
    assert (place.country, place.source in GUESSED_BY) == (country, guessed)


def test_several_flags_none_of_which_stands_out_tell_no_home() -> None:
    assert _read("I weave baskets and love slow mornings 🇵🇪 🇯🇵").country is None
    assert _read("I weave baskets and love slow mornings 🇵🇪 🇨🇦").country == "CA"


def test_flags_of_unions_and_of_nobodys_land_are_no_country() -> None:
    assert place_of("baskets 🇪🇺", [], [], [], None).country is None
    assert place_of("baskets 🇪🇺 🇩🇪", [], [], [], None).country == "DE"
    assert place_of("baskets 🇺🇲", [], [], [], None).country == "US"


@pytest.mark.parametrize(
    ("bio", "country"),
    [
        ("Mother of two, PTA president and weaver of baskets", None),
        ("Skin and bones: MSK nurse who weaves baskets at night", None),
        ("I weave baskets all over South America and draw", None),
        ("My name is Brian De Palma and I weave baskets", None),
        ("Degree in Mobile robotics, baskets at the weekend", None),
        ("American football, baskets and slow mornings", None),
        ("I train Brazilian jiu jitsu and weave baskets", None),
    ],
)
def test_letters_parts_of_the_world_and_surnames_are_no_homes(bio: str, country: str | None) -> None:
    assert _read(bio, "Bo Wren").country == country


@pytest.mark.parametrize(
    ("bio", "country"),
    [
        ("We make software.My passion is weaving baskets", None),
        ("looms and networks, professional.at @loomworks", None),
        ("baskets, write to wren@protonmail.ch", None),
        ("baskets on https://wren.example.at", "AT"),
        ("baskets: WREN.CH", "CH"),
        ("baskets and more, +720.000 followers", None),
        ("ask me: + 351 912 000 142", "PT"),
    ],
)
def test_ends_of_sentences_mailboxes_and_counts_are_no_sites_or_phones(bio: str, country: str | None) -> None:
    assert _read(bio).country == country


def test_two_letters_that_end_a_handle_and_names_that_are_words_elsewhere_tell_no_home() -> None:
    assert _read("I weave baskets and draw every single day", handle="wa_ke").country is None
    assert _read("I weave baskets and draw every single day", handle="wrenweaves_la").country == "US"
