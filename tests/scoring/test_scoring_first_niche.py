"""Which niche a bio is told to be about first, and words by which it tells none: other meanings, other languages."""

import pytest

from scoring.features import AccountRead, read_account
from tests.scoring.invent import evidence, profile


def _read(bio: str) -> AccountRead:
    return read_account(evidence([profile("somebody", bio=bio, posts_count=120)], "somebody"))


@pytest.mark.parametrize(
    "bio",
    [
        "The latest news and voices from around the world, every single morning",
        "Your one-stop destination for offers and coupons, all day long",
        "Research programme director at a university of the north",
        "Assistant for two peer reviewed journals of medicine",
        "PhD student of constitutional law, views my own, mostly asleep",
        "Postdoc in Cologne, Germany, asking who votes and why",
        "Better mobility for the people of small towns, one bus at a time",
        "Only what lies beneath the surface counts, says my mother tongue teacher",
        "Organiser of the quarterly meetings of a civic society",
        "We work for unity among neighbours, whatever they believe",
        "Spread love and positivity only, whoever you are today",
        "White label payments for partners of every size",
        "Lost down the rabbit hole of old arguments again",
        "Baby you know who I am, so stay a while with me",
        "Proud to serve my home town since it was a village",
        "Gluten does not agree with me and neither do you",
    ],
)
def test_a_word_of_another_meaning_names_no_niche(bio: str) -> None:
    assert _read(bio).words.niches == []


@pytest.mark.parametrize(
    "bio",
    [
        "Breaking news as it happens, all day and all night",  # a dance in other languages
        "Senior lecturer in statistics at a small university, often late",
        "Supporter of lost causes and of everyone who has them",
        "Single and not looking, so please do not ask again",
        "Head of social media for a bank that nobody has heard of",
        "Ministra del Interior durante dos años, hoy abogada",
        "Comprometidos con la paz y la justicia social",
        "Doctorante en histoire du droit, toujours en retard",
        "chef de projet dans une banque, rien de plus",
        "Le journal de ceux qui ne disent jamais rien",
        "ヨシダと読みます。会社員です、よろしくお願いします",
        "누구보다도 너를 사랑하는 사람이에요",
        "ASMRの作品の感想を書いています。よろしくお願いします",
    ],
)
def test_a_word_that_means_something_else_in_the_language_names_no_niche(bio: str) -> None:
    assert _read(bio).words.niches == []


@pytest.mark.parametrize(
    ("bio", "niche"),
    [
        ("fashion | beauty | lifestyle", "fashion"),
        ("beauty | fashion | lifestyle", "beauty"),
        ("books, fashion & music", "books"),
        ("music, fashion & books", "music"),
    ],
)
def test_of_niches_told_alike_the_one_told_first_is_the_first(bio: str, niche: str) -> None:
    assert _read(bio).words.niches[0][0] == niche


@pytest.mark.parametrize(
    ("bio", "niche"),
    [
        ("Make up artist who loves training 🏋️‍♀️", "beauty"),
        ("Likes dogs and cats. Rapper", "music"),
        ("Sculptor who likes trains and beaches", "art"),
        ("Futbolista, amante de la música", "fitness"),
        ("Psychologue, j'aime les voyages", "wellness"),
    ],
)
def test_a_trade_outweighs_what_somebody_likes(bio: str, niche: str) -> None:
    assert _read(bio).words.niches[0][0] == niche


def test_a_trade_mark_is_no_letter_of_the_word_before_it() -> None:
    assert _read("Expect more from your makeup™").words.niches[0][0] == "beauty"


def test_a_tag_that_ends_in_another_word_holds_no_shorter_one() -> None:
    assert _read("teaching #digitalhistory and #publichistory, always late").words.niches[:1] != [("books", 1.0)]
    assert _read("teacher of #linguistique, toujours en retard").words.niches == []


def test_a_line_in_quotation_marks_is_somebody_elses() -> None:
    assert _read('"Pluck them, and flowers bloom"').words.niches == []
    assert _read('Baker. "Flour, water and patience"').words.niches[0][0] == "food"
