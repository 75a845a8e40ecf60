"""Reading bios in fifteen languages: figures on bios written without a look at the lexicon; the lexicon in order."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from scoring.evidence import Evidence
from scoring.features import read_account
from scoring.lexicon import fold_text, languages, tokens_of
from scoring.lexicon.language_of import detect_language
from scoring.lists import LANGUAGES, NICHES
from scoring.special import is_special
from storage.facts import Profile
from tests.scoring.invent import account, evidence

SETS: dict[str, list[dict[str, Any]]] = {
    name: tomllib.loads((Path(__file__).parent / name).read_text("utf-8"))["bio"]
    for name in (
        "bios.toml",
        "bios_second.toml",
        "bios_held_out.toml",
        "bios_fourth.toml",
        "bios_fifth.toml",
        "bios_sixth.toml",
        "bios_seventh.toml",
    )
}
GOALS = {"language": 0.97, "niche": 0.9, "country": 0.95, "emails": 1.0}
# Sets that ask for the niche alone. The sixth is meant to be hard: few of its bios name what they are about.
NICHE_GOALS = {"bios_fifth.toml": 0.95, "bios_sixth.toml": 0.6}


def _read(bio: str) -> dict[str, Any]:
    profile = Profile(network="instagram", page="https://insta.example/", handle="somebody", bio=bio)
    read = read_account(Evidence("instagram", "somebody", profile=profile))
    return {
        "language": read.language,
        "niche": read.words.niches[0][0] if read.words.niches else None,
        "country": read.place.country,
        "emails": [found.value for found in read.contacts if found.kind == "email"],
    }


@pytest.mark.parametrize("name", SETS)
def test_the_bios_hold_every_language(name: str) -> None:
    assert {bio["language"] for bio in SETS[name]} == set(LANGUAGES), name
    assert {bio["niche"] for bio in SETS[name]} <= set(NICHES)


@pytest.mark.parametrize("what", GOALS)
@pytest.mark.parametrize("name", [name for name in SETS if name not in NICHE_GOALS])
def test_reading_meets_its_goal(name: str, what: str) -> None:
    bios = SETS[name]
    wrong = [(b["text"], b.get(what), found) for b in bios if (found := _read(b["text"])[what]) != b.get(what)]
    assert 1 - len(wrong) / len(bios) >= GOALS[what], wrong


@pytest.mark.parametrize("name", NICHE_GOALS)
def test_the_niche_is_read(name: str) -> None:
    wrong = [(b["text"], b["niche"], found) for b in SETS[name] if (found := _read(b["text"])["niche"]) != b["niche"]]
    assert 1 - len(wrong) / len(SETS[name]) >= NICHE_GOALS[name], wrong


def test_no_phrase_stands_twice_under_one_label_nor_under_several_weights() -> None:
    for language in languages():
        for label, phrases in language.phrases.items():
            if label.startswith("niche:"):
                folded = [fold_text(phrase) for phrase in phrases]
                assert sorted(set(folded)) == sorted(folded), (language.code, label)
                assert all(folded), (language.code, label)


def test_no_word_of_special_categories_speaks_for_a_niche() -> None:
    spelled_alike = {"kitap kurdu", "قراند"}  # a bookworm and a game, whatever their letters look like
    found = {
        phrase
        for language in languages()
        for label, phrases in language.phrases.items()
        if label.startswith("niche:")
        for phrase in phrases
        if is_special(phrase.rstrip("*"))
    }
    assert found <= spelled_alike


@pytest.mark.parametrize(
    ("bio", "niche"),
    [
        ("Home is where my backpack is ☕", "travel"), ("Wedding photographer 🏠", "photography"),
        ("News of the band, coffee and pizza 🍕", "music"), ("Dirndl selbst genäht ☕", "fashion"),
        ("Book reviews with a lot of coffee ☕🏠", "books"), ("Garden birds, every morning 🏡", "outdoors"),
        ("Aquarium at home, planted tanks 🌿", "pets"), ("Skincare addict desde Lima ☕", "beauty"),
        ("Smart home in Köln ☕", "tech"), ("☕", "food"), ("🏠", "home"),
        ("Une chose de même, dans la vie", None), ("J'ai dit que la vie est belle", None),
    ],
)  # fmt: skip
def test_telling_words_outweigh_what_anybody_says(bio: str, niche: str | None) -> None:
    assert _read(bio)["niche"] == niche


def test_posts_of_homonyms_alone_say_nothing() -> None:
    read = read_account(evidence(account("bo", 4, {"text": "Dans la vie, on prend un train"}, bio="La vie"), "bo"))
    assert (read.language, read.words.niches) == ("fr", [])


# Words of everyday use by language: what folds into one of them in another language is no sign of anything.
EVERYDAY = {
    "en": "the a an and or of to in on at for with by from is are was be it this that you your my we our he she they "
    "not no so as if but all can do have has just more new out up one day now get go see time what how when who why",
    "es": "de la el en y los las que un una por con no para es se lo su mi te como pero si al del sin muy ya yo tu le",
    "fr": "de la le les et un une des en du pour dans que qui sur pas au avec ce il est je ne sa son mon ma mes mais",
    "pt": "de o que e do da em um para com uma os no se na por mais as dos como mas ao ele das pelo pela isso eu",
    "de": "der die das und in zu den ist ich nicht von mit sich des auf im dem ein eine als auch es an so wie hat war",
    "it": "di il che la in un per una sono mi si con non ma lo ho come le da se del al anche io ci questo nel mia",
    "nl": "de het een en van ik te dat die is niet op aan met voor er maar om hem dan zijn of wat mijn dit door ook",
}


def test_no_word_of_one_language_counts_where_it_is_an_everyday_word_of_another() -> None:
    everyday = {code: {fold_text(word) for word in words.split()} for code, words in EVERYDAY.items()}
    homonyms = {language.code: language.homonyms for language in languages()}
    clashes = [
        (language.code, phrase, code)
        for language in languages()
        for label, phrases in language.phrases.items()
        if label.startswith("niche:")
        for phrase in phrases
        for code, words in everyday.items()
        if code != language.code
        and len(tokens := tokens_of(fold_text(phrase.rstrip("*")))) == 1
        and tokens[0] in words - homonyms[code]
    ]
    assert clashes == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("घर का खाना, माँ के हाथ का स्वाद", "hi"), ("Anak gunung, pendakian santai tiap akhir pekan", "id"),
        ("Saya suka makan dan memasak di rumah", "id"), ("وَصَفَاتٌ سَهْلَةٌ مِنْ مَطْبَخِي", "ar"),
        ("🔥🔥", None), ("", None),
    ],
)  # fmt: skip
def test_languages(text: str, language: str | None) -> None:
    assert detect_language(text)[0] == language


def test_a_mixed_bio_is_told_by_its_words() -> None:
    assert _read("Review skincare jujur, kulit berminyak, resep masakan rumahan 🧴")["language"] == "id"


def test_a_city_that_is_also_a_name_counts_with_its_state() -> None:
    assert _read("Ana. Salvador - BA")["country"] == "BR"
    assert _read("Salvador is my cat")["country"] is None


def test_spelled_out_addresses() -> None:
    assert _read("Anfragen: tour (ät) bullizeit.example")["emails"] == ["tour@bullizeit.example"]
