"""Free text over accounts, on both databases: what is written in any script is found by what a person types."""

import pytest

from scoring.features import COLUMNS, FEATURES_VERSION
from storage.database import Database
from storage.derived import prepare_features
from storage.search import drop_words, erase_dropped, find_words, key_of, save_words

SAID = {
    "cafe": "Café-Bar & ink_lover, São Paulo",
    "fancy": "𝓬𝓪𝓵𝓵𝓲𝓰𝓻𝓪𝓹𝓱𝔂 ｉｎｋ and ⓟⓔⓝⓢ",
    "kyoto": "東京在住の書道家です。ガラスペンが好き",
    "delhi": "हिन्दी में लिखना। स्याही",
    "seoul": "한국어 캘리그라피",
    "minsk": "Чернила и перья, ёлка",
    "cairo": "قَلَم الحبر",
    "berlin": "Straße und Füller",
    "long": "w" * 4_000 + " end",
    "nothing": "🖋️ — !",
}

WANTED: list[tuple[str, set[str]]] = [
    ("cafe", {"cafe"}),
    ("CAFÉ ink", {"cafe"}),
    ("lover sao", {"cafe"}),
    ("ink", {"cafe", "fancy"}),
    ("calligr", {"fancy"}),
    ("𝕔𝕒𝕝𝕝𝕚𝕘𝕣𝕒𝕡𝕙𝕪", {"fancy"}),
    ("calligr ink", set()),  # only the last word is a beginning
    ("pens", {"fancy"}),
    ("東京", {"kyoto"}),
    ("書道", {"kyoto"}),
    ("書", {"kyoto"}),
    ("京東", set()),
    ("ペン", {"kyoto"}),
    ("ベン", set()),
    ("लिखना", {"delhi"}),
    ("캘리", {"seoul"}),
    ("елка чер", {"minsk"}),
    ("قلم", {"cairo"}),
    ("strasse", {"berlin"}),
    ("STRAẞE füll", {"berlin"}),
    ("w" * 3_000, {"long"}),
    ("end", {"long"}),
    ("🖋️", set()),
    ('" OR 1 --', set()),
    ("", set()),
]


@pytest.fixture
def filled(database: Database) -> Database:
    with database.write() as connection:
        prepare_features(connection, COLUMNS, FEATURES_VERSION)
        save_words(connection, "instagram", [*SAID], SAID)
    return database


def found(database: Database, typed: str, among: list[str] | None = None) -> set[str]:
    names = {key_of("instagram", handle): handle for handle in SAID}
    keys = None if among is None else [key_of("instagram", handle) for handle in among]
    with database.read() as connection:
        return {names[key] for key in find_words(connection, typed, keys)}


def test_who_has_all_the_words_is_found_among_all_and_among_some(filled: Database) -> None:
    some = ["cafe", "kyoto", "long"]
    for typed, wanted in WANTED:
        assert found(filled, typed) == wanted, typed
        assert found(filled, typed, [*SAID]) == wanted, typed
        assert found(filled, typed, some) == wanted & {*some}, typed
        assert found(filled, typed, []) == set(), typed


def test_whose_words_are_dropped_or_change_is_found_by_them_no_more(filled: Database) -> None:
    with filled.write() as connection:
        save_words(connection, "instagram", ["cafe"], {"cafe": "tea now"})
        drop_words(connection, "instagram", ["fancy"])
        erase_dropped(connection)
    assert found(filled, "ink") == set()
    assert found(filled, "tea") == {"cafe"}
