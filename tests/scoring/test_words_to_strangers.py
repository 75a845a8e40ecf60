"""What goes to people who are not users, language by language: the notice about their data, and a first line."""

import re
from string import Template
from typing import Any

import pytest

from scoring.country_names import country_name
from scoring.language_names import codes_named, language_name
from scoring.lexicon import languages
from scoring.outreach import notice as notices
from scoring.outreach.first_words import first_words
from scoring.outreach.holding_back import EUROPE
from scoring.outreach.notice import day_in, name_to_call, notice_for, notice_languages, own_words
from scoring.outreach.personal_line import personal_line
from tests.scoring.invent import NOW, posts

SAID: dict[str, Any] = {
    "name": "Mira", "profile_url": "https://x.example/@mira/", "seen": "2026-11-01", "due_by": "2026-12-01",
    "brand": "Oat & Co", "contact": "team@oat.example", "basis": "Legitimate interest: assessed 2026-10-01",
}  # fmt: skip
# What begins it, the days as they are written, the right to object, a supervisory authority.
EXPECTED = {
    "en": ("Hello Mira,\n", "1 November 2026", "1 May 2027", "object", "authority."),
    "de": ("Hallo Mira,\n", "1. November 2026", "1. Mai 2027", "widersprechen", "Datenschutzbehörde beschweren."),
    "fr": ("Bonjour Mira,\n", "1er novembre 2026", "1er mai 2027", "opposer", "protection des données."),
    "es": ("Hola, Mira:\n", "1 de noviembre de 2026", "1 de mayo de 2027", "oponerte", "protección de datos."),
    "it": ("Ciao Mira,\n", "1º novembre 2026", "1º maggio 2027", "opporti", "protezione dei dati."),
    "pt": ("Olá, Mira!\n", "1 de novembro de 2026", "1 de maio de 2027", "opor-se", "proteção de dados."),
    "nl": ("Hallo Mira,\n", "1 november 2026", "1 mei 2027", "bezwaar", "privacytoezichthouder."),
    "pl": ("Cześć, Mira!\n", "1 listopada 2026 r.", "1 maja 2027 r.", "sprzeciw", "ochrony danych."),
    "sv": ("Hej Mira!\n", "1 november 2026", "1 maj 2027", "invända", "dataskyddsmyndighet."),
    "tr": ("Merhaba Mira,\n", "1 Kasım 2026", "1 Mayıs 2027", "itiraz", "şikâyette bulunabilirsin."),
    "id": ("Halo Mira,\n", "1 November 2026", "1 Mei 2027", "keberatan", "pelindungan data."),
    "ru": ("Здравствуйте, Mira!\n", "1 ноября 2026 года", "1 мая 2027 года", "возразить", "защите данных."),
    "ja": ("Mira 様\n", "2026年11月1日", "2027年5月1日", "異議", "苦情を申し立てることもできます。"),
    "ko": ("Mira 님께\n", "2026년 11월 1일", "2027년 5월 1일", "반대", "제기하실 수도 있습니다."),
    "ar": ("مرحبًا \u2068Mira\u2069،\n", "1 نوفمبر 2026", "1 مايو 2027", "الاعتراض", "حماية البيانات."),
    "hi": ("नमस्ते Mira,\n", "1 नवंबर 2026", "1 मई 2027", "आपत्ति", "अधिकार है।"),
}  # fmt: skip


def test_every_language_that_is_read_has_a_notice() -> None:
    assert {one.code for one in languages() if one.code} <= set(notice_languages())
    assert set(notice_languages()) == set(EXPECTED)


@pytest.mark.parametrize("language", EXPECTED)
def test_a_notice_says_what_the_law_asks_for(language: str) -> None:
    hello, seen, until, objecting, end = EXPECTED[language]
    notice = notice_for(language=language, **SAID)
    paragraphs = notice.text.split("\n\n")
    assert notice.text.startswith(hello)
    assert notice.text.endswith(end)
    assert len(paragraphs) == 6
    assert seen in paragraphs[1]
    assert "Oat & Co" in paragraphs[1]
    assert "https://x.example/@mira" in paragraphs[1]
    assert "6" in paragraphs[3], "the article of the law"
    assert "assessed 2026-10-01" in paragraphs[3]
    assert until in paragraphs[3]
    assert objecting in paragraphs[4], "apart from all else (Art. 21(4))"
    assert paragraphs[4].endswith("team@oat.example")
    assert not re.search(r"\$|  |None|[^\n]\n[^\n]|Legitimate", notice.text)
    bare = notice_for(language=language, **{**SAID, "basis": "legitimate interest"}).text
    assert not re.search(r"[;；؛]\s*[)）]|\(\)", bare)
    assert len(re.findall(r"[(（]", bare)) == len(re.findall(r"[)）]", bare))


@pytest.mark.parametrize("language", EXPECTED)
def test_all_sentences_stand_in_every_language_with_what_fills_them(language: str) -> None:
    texts = notices._texts()
    told = {key: sorted(Template(text).get_identifiers()) for key, text in texts[language].items() if key != "day"}
    english = {key: sorted(Template(text).get_identifiers()) for key, text in texts["en"].items() if key != "day"}
    for key in english.keys() - {"months"}:
        assert told[key] == english[key], key
    for month in range(1, 13):
        assert len(day_in(language, f"2026-{month:02}-28")) > 8


def test_punctuation_is_of_the_language() -> None:
    for text in (notice_for(language="fr", **SAID).text, personal_line(_post("Mon pain d’avoine"), "fr", NOW)[0] or ""):
        assert not re.search(r"(?<!\u00a0)[:;»?!](?![/])|«(?!\u00a0)", text.replace("https:", "")), text
    arabic = notice_for(language="ar", **{**SAID, "name": "@mira"}).text
    assert "\u2068@mira\u2069" in arabic, "its @ stays before it"
    assert "," not in arabic
    assert notice_for(language="cs", **SAID).language == "en"
    assert day_in("de", "2026-03-09") == "9. März 2026"


@pytest.mark.parametrize(
    ("shown", "called"),
    [
        ("Mira | baking & books", "Mira"), ("🌾Mira's Oat Kitchen🌾", "Mira's Oat Kitchen"), ("मीरा जोशी", "मीरा जोशी"),
        ("مريم", "مريم"), ("🌾", "@mira"), ("", "@mira"), ("田中 🍞", "田中"), ("DJ K-Pop (London)", "DJ K-Pop"),
        ("x" * 60, "@mira"),
    ],
)  # fmt: skip
def test_one_is_greeted_by_a_name_without_what_is_around_it(shown: str, called: str) -> None:
    assert name_to_call(shown, "mira") == called


def test_a_basis_is_said_once() -> None:
    assert own_words("Legitimate interest: one letter each, assessment of 2026-11-02.") == (
        "one letter each, assessment of 2026-11-02"
    )
    assert own_words("our legitimate interest") is None
    assert own_words(None) is None
    assert own_words("consent (form)") == "consent (form)"


def _post(text: str) -> Any:
    return posts(count=1, text=text)


@pytest.mark.parametrize(
    ("language", "text", "line"),
    [
        ("en", "We say “oat loaf” here", "I saw your post “We say ‘oat loaf’ here”"),
        ("de", "Heute war „Hafertag“ bei uns", "ich habe deinen Beitrag „Heute war ‚Hafertag‘ bei uns“ gesehen"),
        ("fr", "Mon « pain d’avoine »", "J’ai vu votre publication «\u00a0Mon “pain d’avoine”\u00a0»"),
        ("es", "¿Qué horneáis hoy? Yo pan", "He visto tu publicación «¿Qué horneáis hoy?»"),
        ("pt", "Hoje fiz pão de aveia. Bom", "Vi a sua publicação “Hoje fiz pão de aveia”"),
        ("it", "Oggi il «pane d’avena»", "ho visto il tuo post «Oggi il “pane d’avena”»"),
        ("nl", "Vandaag haverbrood gebakken!", "Ik zag je bericht “Vandaag haverbrood gebakken!”"),
        ("pl", "Upiekłam „chleb owsiany”", "widzieliśmy Twój post „Upiekłam «chleb owsiany»”"),
        ("tr", "Yulaflı ekmek çok güzel oldu", "“Yulaflı ekmek çok güzel oldu” gönderini gördüm"),
        ("id", "Hari ini membuat roti gandum", "Saya melihat unggahan Anda “Hari ini membuat roti gandum”"),
        ("ru", "Пекли «овсяный хлеб»", "Мы видели ваш пост «Пекли „овсяный хлеб“»"),
        ("ja", "今日は「幸せのオーツパン」を焼きました。",
         "「今日は『幸せのオーツパン』を焼きました」の投稿を拝見しました"),
        ("ko", "오늘은 집에서 귀리빵을 구웠어요. 네", "“오늘은 집에서 귀리빵을 구웠어요” 게시물을 보았습니다"),
        ("ar", "هل جربتم خبز الشوفان؟ نعم", "رأيت منشورك «هل جربتم خبز الشوفان؟»"),
        ("hi", "आज घर पर ओट्स की रोटी बनाई। कल फिर", "मैंने आपकी पोस्ट “आज घर पर ओट्स की रोटी बनाई” देखी"),
    ],
)  # fmt: skip
def test_a_first_line_is_written_as_its_language_is(language: str, text: str, line: str) -> None:
    assert personal_line(_post(text), language, NOW)[0] == line


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ('"Bread" is all that I need', "‘Bread’ is all that I need"),
        ('She said "Bake it. Now" and so we did', "She said ‘Bake it. Now’ and so we did"),
        ('She said "Bake it!" Then we ate', "She said ‘Bake it!’"),
        ('She said "bake it and never closed', "She said bake it and never closed"),
        ('My 8" pan and my 9" pan', "My 8″ pan and my 9″ pan"),
        ("'Bread is life", "Bread is life"),
        ("'Bread' is life", "'Bread' is life"),
        ("A loaf (with oats. And rye", "A loaf…"),
        ("(A loaf with oats", "A loaf with oats"),
        ("A flat loaf :( with oats", "A flat loaf :( with oats"),
        ("Am 3. Mai gibt es z. B. Brot. Mehr morgen", "Am 3. Mai gibt es z. B. Brot"),
        ("Mr. Crumb and I baked. Then we ate", "Mr. Crumb and I baked"),
        ("Is it done?! I think so", "Is it done?!"),
        ("A new loaf!!! Enjoy", "A new loaf!"),
        ("1) Mix the flour", "Mix the flour"), ("3. Mai, ein Brot", "3. Mai, ein Brot"),
        ("Baking day #bread #oats 🍞 and more", "Baking day…"),
        ("Baking day #bread#oats", "Baking day…"),
        ("#Sourdough is my life", "#Sourdough is my life"),
        ("#हिंदी #रोटी आज बनाई", "आज बनाई"),
        ("New recipe https://crumb.example/oats now", "New recipe…"),
        ("New recipe crumb.example/oats now", "New recipe…"),
        ("Write to mira@crumb.example for cakes", ""),
        ("New bowls with @noor@kilns.example", "New bowls with @noor@kilns.example"),
        ("Call +44 20 7946 0000 for cakes", ""),
        ("ぱ" * 80, ""),
        ("オーツパンを焼きました、" + "ぱ" * 80, "オーツパンを焼きました…"),
        ("¡Qué pan " + "más rico " * 10 + "!", "Qué pan más rico más rico más rico más rico más rico más rico más…"),
        ("\n\n🌾\nOat loaf", "Oat loaf"), ("Am »Hafertag« bei uns", "Am ‘Hafertag’ bei uns"),
        ("", ""),
    ],
)  # fmt: skip
def test_nothing_is_cut_within_a_word_or_left_open(text: str, quote: str) -> None:
    assert first_words(text, "‘", "’") == quote


@pytest.mark.parametrize("language", [code for code in EXPECTED if code != "sv"])
def test_a_first_line_fits_whole_into_the_smallest_cell(language: str) -> None:
    for words in ("घर पर “ओट्स” की रोटी बनाई ", "word ", "слово «хлеб» "):
        line = personal_line(_post(words * 30), language, NOW)[0]
        assert line is not None
        assert len(line.encode()) <= 255


def test_countries_and_languages_have_names() -> None:
    assert [country_name(code) for code in ("GB", "CI", "TR", "ZZ", None)] == [
        "United Kingdom", "Côte d'Ivoire", "Turkey", "ZZ", None,
    ]  # fmt: skip
    for code in EUROPE:
        assert len(country_name(code) or "") > 3, code
    assert not [code for code in codes_named() if language_name(code) == code]
    assert language_name("") == ""
