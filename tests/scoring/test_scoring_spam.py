"""Comments that fish past the networks' filters (dressed names, doubled letters), and honest ones that look alike."""

import time

import pytest

from scoring.features.comments import is_generic
from scoring.features.dressed import is_numbered, names_in_dress
from scoring.features.parts import plain_comment
from scoring.features.questions import asks
from scoring.features.scam import is_scam
from scoring.features.soliciting import solicits

GAMBLING = (
    "malam ini main di 𝐌𝐎𝐋𝐄𝐆𝟴𝟴 aja bang",
    "makasih 𝗧𝗨𝗟𝗜𝗣𝟵𝟵, modal receh jadi jutaan",
    "coba deh 🌍ℕ𝔸ℕ𝔸𝕊855🌍 paling aman",
    "seru banget konten ini, sama kayak A 𝘕 𝙂 𝟳 𝟳 𝟩 gampang menang",
    "hiburan tiap malam di T̲U̲L̲I̲P̲8̲8̲ dong bang",
    "cuan terus di ＰＵＬＡＵＭＥＬＯＮ bang",
    "semalam tulip88 gacor parah",
    "gana dinero facil en 𝐌𝐄𝐋𝐎𝐍𝟕𝟕 amigos",
    "오늘도 𝐌𝐄𝐋𝐎𝐍𝟕𝟕 에서 놀자",
)
DRESSED = (
    "𝓛𝓸𝓿𝓮 𝓽𝓱𝓲𝓼 𝓼𝓸 𝓶𝓾𝓬𝓱",
    "this ink is 𝙨𝙤 good",
    "happy 𝟐𝟎𝟐𝟓 to all of you",
    "day 𝟏𝟎 of asking for the recipe",
    "teman² pada datang semua",
    "lovely № 135 on the third page",
    "今日のＡ４ノート８８冊目かわいい",
    "look at 𝓪𝓵𝓵 𝓸𝓯 𝓽𝓱𝓸𝓼𝓮 𝓬𝓸𝓵𝓸𝓾𝓻𝓼 99 times",
    "cuma mau bilang keren bang 88",
    "my old ps5 and a gta5 disc",
    "café ☕️ à 20€ ™",
)
DRAWN_OUT = (
    "Haalloo, untuukk kamuu yaangg maauu langsiing ceekk instagramm akuu yaa",
    "Jual 1000 followers cuma 20k kak",
    "Promo foll 1000 murah 20rb",
    "Penggemuk dari @badan.sehat emang mantap",
    "yuk kepoin @toko.kaos sekarang",
    "1000 followers for sale, cheap",
    "vendo 1000 seguidores baratos",
)
HONEST = (
    "merci pour ce partage, superbe vidéo",
    "selamat udah 1000 followers kak",
    "congrats on 1000 followers!",
    "@bo.nib 요즘 알바 구하기 힘들어요",
    "하지만 월급이 적어요",
    "recruit 1200만명 중 절반은 알바래요",
    "pengen menang giveaway ini kak @ana.ink",
    "scrivimi dove hai preso la borsa",
    "me chama e fala que plataforma linda é essa",
    "they buy followers, sad",
    "@mia.k jangan lupa follow kak",
)


@pytest.mark.parametrize("text", GAMBLING)
def test_a_name_in_dressed_letters_among_plain_words_is_a_sites(text: str) -> None:
    assert is_scam(text)
    assert not is_generic(plain_comment(text))  # it says nothing of the creator


@pytest.mark.parametrize("text", DRESSED)
def test_who_writes_prettily_is_no_site(text: str) -> None:
    assert not any(map(is_numbered, names_in_dress(text)))
    assert not is_scam(text)


@pytest.mark.parametrize("text", DRAWN_OUT)
def test_sellers_of_followers_and_bodies_are_heard_through_doubled_letters(text: str) -> None:
    assert solicits(plain_comment(text))


@pytest.mark.parametrize("text", HONEST)
def test_who_thanks_answers_or_wishes_sells_nothing(text: str) -> None:
    assert not solicits(plain_comment(text))
    assert not is_scam(text)


@pytest.mark.parametrize("text", ["99,,,,", "Mantapnyoo,,,,", "Telat dikit aja, abis"])
def test_commas_alone_make_no_scam(text: str) -> None:
    assert not is_scam(text)


@pytest.mark.parametrize(
    "text",
    [
        "Comme d'habitude, vidéo géniale et super instructive !",
        "le montage est incroyable, merci beaucoup",
        "Muy buena entrevista 👍",
        "Bellissima puntata! Bravi",
        "Vc merece! Parabéns",
        "Semoga selalu sehat dan dimurahkan rejekinya ya pak",
        "كل الاحترام والتقدير 🌹",
        "классная песня спасибо",
        "歌声かっこいい",
        "편집 최고",
        "Toll gemacht, weiter so",
        "Leuk interview, ga zo door",
        "great editing, keep it up",
        "Emeğine sağlık, çok faydalı",
        "Ciekawy odcinek, tak trzymaj",
        "bahut badhiya jankari, dhanyavad",
        "Une vidéo de grande qualité et un montage au top, merci beaucoup",
    ],
)
def test_praise_of_any_episode_fits_anywhere(text: str) -> None:
    assert is_generic(plain_comment(text))


@pytest.mark.parametrize(
    "text",
    [
        "le montage de la scène du train est génial",
        "Bella la puntata con il fornaio",
        "Muy buena entrevista a la panadera",
        "Gute Besserung deinem Fuß",
        "si claro",
        "esse realmente merece",
        "the voice at the second chorus is great",
    ],
)
def test_praise_of_this_episode_does_not(text: str) -> None:
    assert not is_generic(plain_comment(text))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("j'aimerais beaucoup en savoir plus sur ton métier", "fr"),
        ("kenapa dia ketawa di slide dua", "id"),
        ("인천이 아니라 부산 아닌가요", "ko"),
        ("me gustaria saber el nombre de la tinta", "es"),
        ("gostaria de saber a marca", "pt"),
        ("vorrei sapere che carta è", "it"),
        ("ich würde gerne wissen welche tinte das war", "de"),
        ("ik zou graag weten welke inkt dit is", "nl"),
        ("i'd love to know the ink", "en"),
    ],
)
def test_who_would_like_to_know_asks(text: str, language: str) -> None:
    assert asks(text, language)


@pytest.mark.parametrize("unit", ["𝐀", "A̲", "𝐀 ", "𝐀𝟖", "@@", "@a ", "８", "aa", "aabb "])
def test_no_repetition_takes_long(unit: str) -> None:
    began = time.process_time()
    text = unit * 4_000
    names_in_dress(text)
    solicits(plain_comment(text))
    assert time.process_time() - began < 0.5
