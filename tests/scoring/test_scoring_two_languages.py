"""Accounts that write two languages: the second one is told, and meets a brief's wish by its share of the texts."""

import pytest

from scoring.brief import Brief
from scoring.facts_ranking import rank_facts
from scoring.features import read_account
from scoring.features.language import Languages
from storage.facts import Fact, Post
from tests.scoring.invent import NETWORK, NOW, evidence, profile

ENGLISH = ["The new brush pens from the market, all swatched", "My desk this November and what I would change"]
HINDI = ["आज बाज़ार से नई स्याही लाई हूँ, बहुत अच्छी है", "यह पन्ना लिखने में पूरी शाम लग गई"]
ARABIC = ["جربت أقلام رخيصة من السوق اليوم", "كتبت هذه الكلمة بخط حر، ما رأيكم؟"]
GERMAN = ["Heute habe ich neue Tinte auf dem Markt gefunden", "Was schreibt ihr am Wochenende in eure Hefte?"]
PORTUGUESE = ["Hoje comprei tinta nova na feira da minha rua", "O que vocês escrevem no caderno aos domingos?"]
SPANISH = ["Hoy compré tinta nueva en la feria de mi calle", "¿Qué escriben ustedes en el cuaderno los domingos?"]


def _facts(*captions: str, bio: str = "I write with fountain pens and drink too much tea") -> list[Fact]:
    return [
        profile("bo", bio=bio, followers=4_000),
        *(
            Post(network=NETWORK, page="p", native_id=str(n), author_handle="bo", posted_at=NOW, text=text)
            for n, text in enumerate(captions)
        ),
    ]


def _languages(*captions: str, bio: str = "I write with fountain pens and drink too much tea") -> Languages:
    return read_account(evidence(_facts(*captions, bio=bio), "bo")).languages


@pytest.mark.parametrize(("texts", "second"), [(HINDI, "hi"), (ARABIC, "ar"), (GERMAN, "de")])
def test_a_second_language_is_told_with_its_share(texts: list[str], second: str) -> None:
    told = _languages(*ENGLISH, *texts)
    assert (told.first, told.also) == ("en", second)
    assert 0.25 <= told.also_share < 0.5


def test_one_caption_in_another_language_tells_none() -> None:
    assert _languages(*ENGLISH, *ENGLISH, HINDI[0]).also is None


def test_what_short_texts_in_the_first_are_taken_for_is_no_second_one() -> None:
    told = _languages(*SPANISH, *PORTUGUESE, bio="Escribo con plumas y bebo demasiado café")
    assert (told.first, told.also) == ("es", None)


def _signal(brief: Brief, *captions: str) -> dict[str, object]:
    (found,) = rank_facts(_facts(*captions), brief)
    return {**found["signals"]["language"], "excluded": found["excluded"]}


def test_it_meets_a_wish_by_its_share_and_a_requirement() -> None:
    german = Brief(languages=("de",), require=("language",))
    both, neither = _signal(german, *ENGLISH, *GERMAN), _signal(german, *ENGLISH, *HINDI)
    assert 0.5 <= float(str(both["value"])) < 1.0
    assert both["evidence"] == "writes English, German beside it (wanted: German)"
    assert both["excluded"] is None
    assert (neither["value"], bool(neither["excluded"])) == (0.0, True)
    assert _signal(Brief(languages=("en",)), *ENGLISH, *GERMAN)["value"] == 1.0


MALAY = [
    "Cara lipat kain supaya licin",
    "Beg kerja muat buku latihan",
    "Hari ini pakai warna hijau",
    "Kain langsir jadi baju",
]


def test_sisters_are_parted_by_all_texts_together() -> None:
    told = _languages(*MALAY, "Baju yang tak payah gosok, jom tengok", bio="cikgu di Kuantan, gaya sopan bajet guru")
    assert told.first == "ms"
    told = _languages(*MALAY, "Yuk lihat, bajunya nggak kusut", bio="guru di Bandung, gaya sopan banget")
    assert told.first == "id"
