"""The brief's words in every form that people write them in, and what one post says once."""

import pytest

from scoring.brief import Brief
from scoring.features import read_account
from scoring.features.terms import terms_in, terms_read
from scoring.lexicon import fold_text, tokens_of
from scoring.lists import LANGUAGES
from scoring.ranking.inflections import forms_of
from scoring.ranking.match import query_of
from storage.facts import Fact
from tests.scoring.invent import evidence, one, posts, profile


def _forms(words: str, *languages: str) -> list[str]:
    return forms_of(tokens_of(fold_text(words)), languages)


@pytest.mark.parametrize(
    ("language", "said", "meant"),
    [
        ("pl", "warzenie", "warzę"), ("pl", "chmiel", "chmielu"),
        ("pl", "piwo domowe", "piwa domowego"), ("pl", "książka", "książki"),
        ("pl", "inwestycje", "inwestycji"), ("ru", "вязание", "вязания"),
        ("ru", "чайная церемония", "чайную церемонию"), ("ru", "сумка", "сумку"),
        ("de", "barrierefrei", "barrierefreies"), ("de", "backen", "backe"), ("nl", "bakken", "bak"),
        ("es", "talla grande", "tallas grandes"),
        ("es", "adopción", "adopciones"), ("es", "cocinar", "cocinando"),
        ("fr", "cuisine végétale", "cuisines végétales"),
        ("fr", "bricoler", "bricolage"), ("pt", "promoção", "promoções"), ("it", "arnia", "arnie"),
        ("it", "ricetta facile", "ricette facili"), ("tr", "koşu", "koşuya"), ("tr", "türk kahvesi", "türk kahvesini"),
        ("id", "lari", "berlari"), ("id", "resep", "resepnya"), ("ar", "عباية", "العبايات"), ("hi", "रसोई", "रसोइयों"),
        ("hi", "कपड़ा", "कपड़े"), ("ko", "다이어리", "다이어리를"),
    ],
)  # fmt: skip
def test_another_form_is_among_them(language: str, said: str, meant: str) -> None:
    assert " ".join(tokens_of(fold_text(meant))) in _forms(said, language)


def test_letters_of_one_language_tell_the_language_of_a_brief_without_any() -> None:
    for said, meant in (("다이어리", "다이어리를"), ("вязание", "вязания"), ("عباية", "العبايات"), ("रसोई", "रसोइयों")):
        assert " ".join(tokens_of(fold_text(meant))) in _forms(said)


@pytest.mark.parametrize(
    ("text", "within", "without"),
    [
        ("苔テラリウムを作りました", "苔テラリウム テラリウム", "苔"), ("#多肉植物のある暮らし", "多肉植物 植物", "暮"),
        ("万年筆とインクが大好き", "万年筆 インク", "万年"), ("ベランダで野菜育ててます", "野菜 ベランダ", "育"),
        ("手帳会議", "手帳 会議", "帳会"), ("うつ病サバイバーの日記", "", "サバイバー 日記"),
        ("만년필을", "", "만년필"), ("生成AIでつくる世界", "生成AI", "AI"),
        ("画像生成AI、Tシャツ", "生成AI Tシャツ", ""),
        ("AI画像と3Dプリント", "AI画像 3Dプリント", ""), ("2026年10月", "", "2026年"),
    ],
)  # fmt: skip
def test_what_is_written_without_spaces_is_parted_where_the_script_changes(
    text: str, within: str, without: str
) -> None:
    terms = {*terms_in(text)}
    assert {fold_text(word) for word in within.split()} <= terms
    assert not {fold_text(word) for word in without.split()} & terms


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_themselves_come_first_and_their_forms_are_not_without_end(language: str) -> None:
    for words in ("api", "warzenie piwa domowego w garażu", "кофе", "コーヒー", "다이어리 꾸미기", "a b c d e f g h"):
        forms = _forms(words, language)
        assert forms[0] == " ".join(tokens_of(fold_text(words)))
        assert len(forms) == len(set(forms)) <= 1_000


def test_short_words_and_english_ones_stay_as_they_are() -> None:
    assert _forms("api", "it") == ["api"]
    assert _forms("birding", "en") == ["birding"]
    assert _forms("chmiel") == ["chmiel"]


def test_the_form_asked_for_meets_a_wish_best() -> None:
    query = {term.term: term.weight for term in query_of(Brief(words=("chmiel",), languages=("pl",)))}
    assert (query["chmiel"], query["chmielu"]) == (1.0, 0.9)
    assert "chmielu" not in {term.term for term in query_of(Brief(words=("chmiel",)))}


def test_of_what_one_post_says_longer_words_are_kept() -> None:
    said = ["Moje pierwsze warzenie", *(f"dzień {number}" for number in range(7))]
    facts = [
        profile("ada", bio="Ada", posts_count=8),
        *(posts("ada", 1, text=text, native_id=text)[0] for text in said),
    ]
    read = evidence(facts, "ada")
    terms = terms_read(read, read_account(read).words)
    assert terms["warzenie"] == pytest.approx(0.2 + 1 / 8)
    assert "moje" not in terms


def test_a_field_that_only_the_bio_names_counts_half() -> None:
    """Where the posts tell enough of others: "wild swimming" above dahlias and crochet."""

    def strength(texts: list[str]) -> float:
        facts: list[Fact] = [profile("ada", bio="Wild swimming in Derby", posts_count=8)]
        facts += [posts("ada", 1, text=text, native_id=text)[0] for text in texts]
        read = evidence(facts, "ada")
        terms = terms_read(read, read_account(read).words)
        return max(weight for term, weight in terms.items() if term.startswith("niche:outdoors/"))

    about = ["Dahlias in the garden", "Crochet blanket done", "Jam and baking", "Planting bulbs", "Knitting socks"]
    assert strength([*about, "Sunday"]) <= 0.5 * strength([*about, "Hiking in the hills"])
    assert strength(about) > 1.5 * strength([*about, "Sunday"])  # five posts tell too little


def test_a_bio_that_no_post_bears_out_is_half_believed() -> None:
    """ "Moda vintage" above the gym and sushi, and the same above one mended coat."""

    def weight(texts: list[str]) -> float:
        facts: list[Fact] = [profile("ada", bio="moda vintage, Milano", posts_count=8)]
        facts += [posts("ada", 1, text=text, native_id=text)[0] for text in texts]
        read = evidence(facts, "ada")
        return terms_read(read, read_account(read).words)["moda vintage"]

    about = ["Palestra!", "Sushi e poi viaggio", "Volo per Tokyo", "Cena fuori", "Allenamento gambe"]
    assert weight([*about, "Squat in palestra"]) == 0.5
    assert weight([*about, "Vestito vintage al mercatino"]) == 1.0
    assert weight(about) == 1.0  # five posts tell too little


def test_a_phrase_is_met_without_its_little_words_and_never_by_them() -> None:
    query = {term.term: term.weight for term in query_of(Brief(words=("corrida de rua",)))}
    assert query["corrida rua"] == query["corridaderua"] == 1.0
    assert not {"corrida de", "de rua", "rua"} & query.keys()
    assert "corrida rua" in terms_in("minha primeira corrida de rua")
    assert "cuidado piel" in terms_in("cuidado de la piel")
    # At the ends they are words: "van" is a preposition in Dutch.
    assert "van life" in {term.term for term in query_of(Brief(words=("van life",)))}
    assert "van life" in terms_in("our van life")


@pytest.mark.parametrize(
    ("language", "bio", "word", "said"),
    [
        ("en", "Vegan baker. No keto", "keto", False), ("en", "Keto recipes daily", "keto", True),
        ("fr", "pâtisserie sans gluten", "gluten", False), ("de", "Garten ohne Kunstrasen", "kunstrasen", False),
        ("en", "alcohol free drinks", "alcohol", False), ("pt", "jantar no Porto", "porto", True),
        ("id", "no coffee no life", "coffee", True), ("en", "no bake cheesecake", "bake", True),
    ],
)  # fmt: skip
def test_what_somebody_does_without_is_no_subject(language: str, bio: str, word: str, said: bool) -> None:
    assert (word in terms_in(bio, language)) == said


def test_what_the_brief_avoids_is_told() -> None:
    brief = Brief(words=("baking",), avoid=("keto",))
    free, keto = (one([profile(bio=bio)], brief)["signals"]["interests"] for bio in (FREE, f"{FREE}. Keto recipes"))
    assert free["value"] > 0.5 > keto["value"]
    assert "avoids" not in free["evidence"]
    assert '"keto", which the brief avoids' in keto["evidence"]


FREE = "I bake vegan bread. No keto"
