"""Nothing is inferred about health, faith, orientation, origin or politics: no term, no interest, no reason."""

import json
import tomllib
from pathlib import Path

import pytest

from scoring.brief import Brief
from scoring.evidence import Evidence
from scoring.facts_ranking import rank_facts
from scoring.features import read_account, terms_of
from scoring.lists import NICHES
from scoring.special import is_special
from storage.facts import Fact, Highlight, Post, Profile
from tests.commands import complaint

# Said of oneself, in fifteen languages; the words of special categories in each.
SAID = """
ADHD & anxiety warrior, T1D, sober since 2019
Proud lesbian, she/her, LGBTQ bookworm
Christian mom, church on Sundays
Muslim hijabi sharing modest looks
Black owned candles, latina founder
Feminist, activist, labour politics
Vivo con ansiedad y diabetes, feminista y católica
Maman musulmane, dépression et santé mentale, militante
Mãe evangélica, ansiedade, mulher negra, feminista
Lesbische Christin mit Depressionen, Gewerkschafterin
Cattolica, ansia e depressione, femminista
Joodse moeder, kanker overwonnen, lesbisch
Katoliczka, depresja, aktywistka
Müslüman anne, depresyon, tesettür
Muslimah, penyintas kanker, hijab
Православная мама, депрессия, диабет
うつ病と発達障害、キリスト教、教会
우울증과 당뇨, 교회 다녀요, 기독교
مسلمة محجبة، أعاني من الاكتئاب
अवसाद से लड़ाई, मुस्लिम, राजनीति
""".strip().splitlines()
TAGS = ["mentalhealthawareness", "hijabstyle", "lgbtq", "blackowned", "adhdlife", "jesuslovesyou", "t1d"]
HARMLESS = ["Churchill", "pride and joy", "faithful", "race day", "party", "left handed", "translation", "christmas",
            "press officer", "union jack mugs", "ebony wood", "therapist", "self care", "vegan", "depot",
            "cancellation", "Aidan", "gayle", "camille", "ocdesign", "marmalade", "trumpet", "kurti",
            "게이머", "Pagani", "training aids", "teaching aids for maths", "#buoyancy aids"]  # fmt: skip


@pytest.mark.parametrize("bio", SAID)
def test_what_people_say_of_these_becomes_no_term_and_no_interest(bio: str) -> None:
    profile = Profile(network="instagram", page="p", handle="ada.inks", bio=f"{bio}\nfountain pens")
    posts = [
        Post(network="instagram", page="p", native_id=str(n), author_handle="ada.inks", text=bio, hashtags=TAGS)
        for n in range(4)
    ]
    highlight = Highlight(network="instagram", page="p", handle="ada.inks", native_id="1", title=bio[:30])
    evidence = Evidence("instagram", "ada.inks", profile=profile, posts=posts, highlights=[highlight])
    terms = terms_of(read_account(evidence))
    assert "fountain" in terms or "fountain pens" in terms
    assert [term for term in terms if is_special(term)] == []
    read = read_account(evidence)
    assert {name.partition("/")[0] for name in read.words.subs} <= set(NICHES)
    assert not any("mental" in name or "modest" in name or "faith" in name for name in read.words.subs)


def test_the_object_of_a_candidate_argues_with_nothing_of_it() -> None:
    facts: list[Fact] = [
        Profile(network="instagram", page="p", handle="ada.inks", followers=4_000, bio=f"{SAID[0]}. Fountain pens"),
        Post(network="instagram", page="p", native_id="1", author_handle="ada.inks", text=SAID[1], hashtags=TAGS),
    ]
    (found,) = rank_facts(facts, Brief(words=("fountain pens",)))
    told = {key: found[key] for key in ("signals", "niches", "interests", "tone", "flags", "gift_fit", "account_kind")}
    text = json.dumps(told, ensure_ascii=False).lower()
    for word in ("adhd", "anxiety", "t1d", "sober", "lesbian", "lgbt", "hijab", "jesus", "black"):
        assert word not in text, word


@pytest.mark.parametrize("word", HARMLESS)
def test_harmless_words_stay(word: str) -> None:
    assert not is_special(word)


@pytest.mark.parametrize(
    "word",
    [
        *TAGS,
        "#LGBT",
        "mental health",
        "Black-owned",
        "catholic",
        "うつ病の日々",
        "trade unions",
        "AIDS",
        "hiv/aids",
        "hearing aids",
        "insulin pump",
        "Deaf creator",
        "gehörlos",
        "personas sordas",
        "tudung",
        "補聴器",
    ],
)
def test_special_words_are_known(word: str) -> None:
    assert is_special(word)


@pytest.mark.long
def test_no_word_of_the_lexicon_is_special() -> None:
    folder = Path(__file__).parents[2] / "scoring" / "lexicon"
    for file in sorted(folder.glob("*.toml")):
        niches = tomllib.loads(file.read_text("utf-8")).get("niches", {})
        assert [word for words in niches.values() for word in words if is_special(word.rstrip("*"))] == []


def test_no_brief_may_ask_for_it(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="neither chosen nor left out by that"):
        Brief(words=("catholic moms",))
    with pytest.raises(ValueError, match="neither chosen nor left out by that"):
        Brief(avoid=("lgbtq",))
    brief = tmp_path / "brief.toml"
    brief.write_text('words = ["fountain pens", "mental health"]\n')
    assert "take the word out" in complaint("rank", "--brief", brief, code=10)


@pytest.mark.parametrize("phrase", ["للأطفال ذوي الإعاقة", "عن الصحة النفسية", "मेरा मानसिक स्वास्थ्य"])
def test_phrases_are_found_in_scripts_that_take_endings(phrase: str) -> None:
    assert is_special(phrase)
    assert not is_special(phrase.rpartition(" ")[0]), "a word of a phrase alone says nothing"
