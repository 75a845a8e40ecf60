"""How somebody writes: tones by their words, in the account's own language, in English and by emoji."""

import pytest

from scoring.features import read_account
from tests.scoring.invent import evidence, posts, profile


def _tone(bio: str, *captions: str) -> list[str]:
    written = [post.model_copy(update={"text": text}) for post, text in zip(posts(), captions, strict=False)]
    return read_account(evidence([profile(bio=bio), *written])).words.tone


@pytest.mark.parametrize(
    ("bio", "captions", "tones"),
    [
        ("Haakt en breit in Delft", ("Weer een steek kwijt hahaha", "De kat ligt op het patroon 😂", "Sjaal klaar"),
         ["ridiculous"]),
        ("Cocino en Gijón", ("Qué ilusión, primer puchero del año", "Me encanta el olor"), ["enthusiastic"]),
        ("Makes hats in Hove", ("They are finished!!", "Market on Sunday!!", "Blocking felt today"), ["enthusiastic"]),
        ("Läuft in Jena", ("Keine Ausreden, raus mit euch", "Du schaffst das, auch bei Regen", "Zehn Kilometer"),
         ["powerful"]),
        ("Рисую в Твери", ("Хахаха, опять кот на бумаге", "Ржу над своим эскизом", "Акварель сохнет"), ["ridiculous"]),
        ("Pisze w Łodzi", ("Zmieńcie moje zdanie: to pióro to kpina", "Mam dość gładkiego papieru"), ["provocative"]),
        ("डायरी और कलम, haar nahi manunga", ("koi nahi aayega bachane, utho aur likho", "नई स्याही"), ["powerful"]),
        ("Fishes in Whitby", ("Two cod and a cold hand", "Wind from the north", "Back before noon"), []),
    ],
)  # fmt: skip
def test_a_tone_shows_in_two_texts(bio: str, captions: tuple[str, ...], tones: list[str]) -> None:
    assert _tone(bio, *captions) == tones


def test_one_joke_is_no_tone() -> None:
    assert _tone("Fishes in Whitby", "Lost the bait again 😂", "Two cod today", "Wind from the north") == []


def test_a_word_of_another_language_tells_no_tone() -> None:
    """ "deli" is crazy in Turkish, and a shop in English."""
    assert _tone("Sandwiches of Leeds", "The deli by the market", "Another deli, another pickle") == []
