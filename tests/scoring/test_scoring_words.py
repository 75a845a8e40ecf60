"""What is read out of texts: invitations, kinds of account, minors, niches, languages, places, contacts."""

import pytest

from scoring.contacts.in_text import class_of_contact, emails_in, messaging_in, phones_in
from scoring.features import AccountRead, read_account
from scoring.features.words import _summarise, interests_of
from scoring.lexicon import find_cues, languages
from scoring.lists import LANGUAGES, NEIGHBOURS, NICHES
from scoring.places import flags_in, places_in
from tests.scoring.invent import evidence, one, posts, profile


def read(bio: str, handle: str = "ana.lima", category: str | None = None) -> AccountRead:
    return read_account(evidence([profile(handle, bio=bio, category=category)], handle))


INVITATIONS = {
    "en": "Paper lover. DM for collabs", "es": "Amante del papel. Colaboraciones por DM", "fr": "Papier. Collabs en MP",
    "pt": "Papel e tinta. Parcerias via direct", "de": "Papier. Kooperationen per DM",
    "it": "Carta. Collaborazioni in DM",
    "nl": "Papier. Samenwerken? Stuur een DM", "pl": "Papier. Współpraca DM", "tr": "Kağıt. İşbirliği için DM",
    "id": "Kertas. DM untuk kerjasama", "ru": "Бумага. Сотрудничество в директ",
    "ja": "紙が好き。お仕事のご依頼はDMまで",
    "ko": "종이 좋아요. 협찬문의 DM", "ar": "ورق. للتعاون دايركت", "hi": "कागज़। सहयोग के लिए DM करें",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_invitation_is_read_in_every_language(language: str) -> None:
    assert any(cue.label == "dm" for cue in find_cues(INVITATIONS[language]))
    found = one([profile(bio=INVITATIONS[language])])["signals"]["contactable"]
    assert found["value"] >= 0.7
    assert "bio says" in found["evidence"]


def test_every_language_has_its_lists() -> None:
    assert [language.code for language in languages()] == ["", *LANGUAGES]
    for language in languages()[1:]:
        assert {"dm", "manager", "collab", "giveaway", "shop", "brand", "minor_run"} <= set(language.phrases)
        assert language.age_units
        assert len(language.generic_comments) >= 10
        niches = {label[6:].partition("/")[0] for label in language.phrases if label.startswith("niche:")}
        assert niches == set(NICHES), language.code


def test_niches_of_lexicon_and_neighbours_are_those_of_the_list() -> None:
    known = {f"{top}/{sub}" for top, subs in NICHES.items() for sub in subs}
    named = {label[6:] for language in languages() for label in language.phrases if label.startswith("niche:")}
    assert named <= known
    assert {niche for pair in NEIGHBOURS for niche in pair} <= known


@pytest.mark.parametrize(
    ("bio", "kind"),
    [
        ("15 yo 🌸 NYC", "suspected_minor"), ("16 | dancer | LA", "suspected_minor"),
        ("I'm 13 and I draw", "suspected_minor"),
        ("14 anni 🎀", "suspected_minor"), ("13 años", "suspected_minor"), ("12歳", "suspected_minor"),
        ("16 лет", "suspected_minor"), ("in 8th grade", "suspected_minor"),
        ("account run by my mom", "suspected_minor"),
        ("mom of a 7 year old", "creator"), ("7th grade teacher", "creator"), ("Da 15 anni fotografa", "creator"),
        ("10 Jahre Erfahrung als Fotografin", "creator"), ("Fotógrafa desde hace 15 años", "creator"),
        ("17 countries and counting", "creator"), ("I'm 16 weeks pregnant", "creator"),
        ("mom. run. repeat.", "creator"),
        ("30 yo runner", "creator"), ("5歳の男の子ママ", "creator"), ("NYU college student", "creator"),
        ("18+ only", "creator"),
        ("Shop now! Free shipping worldwide", "shop"), ("Tienda online, envíos a todo el país", "shop"),
        ("Official account of Inkwell. Our products", "brand"), ("公式アカウント 株式会社インク", "brand"),
        ("Tag us to be featured! Community for lettering", "aggregator"), ("Fan page, not affiliated", "fan_page"),
        ("Daily memes 😂", "meme_page"), ("Officially obsessed with ink", "creator"), ("", "creator"),
    ],
)  # fmt: skip
def test_kind_of_account_with_its_words(bio: str, kind: str) -> None:
    found = read(bio).kind
    assert found.kind == kind
    assert kind == "creator" or found.reasons


def test_a_private_account_is_private_and_a_category_speaks() -> None:
    assert read_account(evidence([profile(is_private=True)])).kind.kind == "private"
    assert read("Pens", "paper_shop", "Shopping & retail").kind.kind == "shop"
    assert read("Pens", "ana.lima", "Digital creator").kind.kind == "creator"


@pytest.mark.parametrize(
    ("bio", "language", "niche"),
    [
        ("Sourdough and cakes from my kitchen, recipes every week", "en", "food"),
        ("Recetas fáciles de cocina para toda la familia", "es", "food"),
        ("Voyages, escapades et aventures autour du monde", "fr", "travel"),
        ("Mãe de dois, maternidade real e rotina com bebês", "pt", "family"),
        ("Wandern in den Bergen und draußen in der Natur", "de", "outdoors"),
        ("Libri, letture e recensioni per chi ama leggere", "it", "books"),
        ("Mijn moestuin, kamerplanten en het leven in de tuin thuis", "nl", "home"),
        ("Makijaż i pielęgnacja dla każdej kobiety", "pl", "beauty"),
        ("Makyaj ve cilt bakımı üzerine günlük notlar", "tr", "beauty"),
        ("Resep masakan rumahan yang mudah untuk setiap hari", "id", "food"),
        ("Путешествия по миру, маршруты и советы для поездок", "ru", "travel"),
        ("筋トレとボディメイクの記録をしています", "ja", "fitness"),
        ("강아지와 함께하는 일상, 반려견 집사", "ko", "pets"),
        ("خط عربي ولوحات فنية من تصميمي الخاص", "ar", "art"),
        ("किताबें पढ़ना और कविता लिखना मेरा शौक है", "hi", "books"),
    ],
)
def test_language_and_niche(bio: str, language: str, niche: str) -> None:
    found = read(bio)
    assert found.language == language
    assert found.words.niches[0][0] == niche


def test_emoji_and_hashtags_are_words() -> None:
    assert read("☕📚").words.niches
    facts = [profile("bo", bio="Hello"), *posts("bo", 4, text="#calligraphylove #handlettering")]
    assert read_account(evidence(facts, "bo")).words.niches[0][0] == "art"


def test_themed_and_general() -> None:
    assert read("Fountain pens and calligraphy ✒️").words.mode == "themed"
    assert read("Food 🍳 travel ✈️ fitness 💪 books 📚 dogs 🐶").words.mode == "general"


def test_a_niche_far_ahead_of_many_small_ones_is_a_theme() -> None:
    shares = {"art/sewing": 4.5, "home/diy": 1.6, "books/books": 1.4, "family/parenting": 1.3, "outdoors/outdoors": 1.2}
    assert _summarise(shares)[2] == "themed"
    assert _summarise({**shares, "home/diy": 2.5})[2] == "general"


def test_the_name_of_another_account_is_read_as_one_word() -> None:
    captions = ("With @mill.yoga.books", "Thanks @coffee.and.yoga", "All done")
    facts = [post.model_copy(update={"text": text}) for post, text in zip(posts("bo"), captions, strict=False)]
    assert not read_account(evidence([profile("bo", bio="Hello"), *facts], "bo")).words.niches


def test_a_word_of_ones_own_language_is_no_beginning_of_another() -> None:
    """The Italian "restauro" mends furniture; the French "restau…" dines."""
    subs = read("Restauro mobili antichi a Lucca, con calma e tanta cera").words.subs
    assert "home/diy" in subs
    assert "food/restaurants" not in subs


def test_what_is_said_by_the_way_is_no_interest() -> None:
    said = ("Pan al vapor con la foto de ayer", "Otra foto, otro pan de centeno", "Masa madre lista", "Pan de molde")
    facts = [post.model_copy(update={"text": text}) for post, text in zip(posts("bo"), said, strict=False)]
    found = read_account(evidence([profile("bo", bio="Panadera en casa, foto mía"), *facts], "bo"))
    assert interests_of(found.words) == ["food/baking"]


@pytest.mark.parametrize(
    ("bio", "sub"),
    [("Vivo en Malasaña y coso bolsos", "travel/city"), ("Von der Couch zum Halbmarathon", "home/interior")],
)
def test_a_quarter_and_a_sofa_are_no_interests(bio: str, sub: str) -> None:
    assert sub not in interests_of(read(bio).words)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ana@ink.example", ["ana@ink.example"]), ("ana (at) ink dot example", ["ana@ink.example"]),
        ("ana[at]ink.example", ["ana@ink.example"]), ("ana arroba tinta punto com", ["ana@tinta.com"]),
        ("ana arobase encre point fr", ["ana@encre.fr"]), ("ana＠ink.example", ["ana@ink.example"]),
        ("ana {at} ink {dot} example", ["ana@ink.example"]), ("📧ana.b@ink.example✨", ["ana.b@ink.example"]),
        ("Mail: ANA@INK.EXAMPLE.", ["ana@ink.example"]),
        ("a@ink.example, b@ink.example", ["a@ink.example", "b@ink.example"]),
        ("ana at tinta dot co dot uk", ["ana@tinta.co.uk"]), ("photo by Ana @ink.example", []),
        ("Ana @ ink.example", []),
        ("find me at ink dot com", []), ("find me at ink.example", []), ("picture@2x.png", []), ("@ana", []), ("", []),
        ("meet (at) noon", []), ("https://medium.example/@ana.example", []),
        ("Đặng@ink.example", ["đặng@ink.example"]), ("mực@ink.example", ["mực@ink.example"]),
    ],
)  # fmt: skip
def test_emails(text: str, wanted: list[str]) -> None:
    assert emails_in(text) == wanted


def test_phones_and_messaging_links() -> None:
    assert phones_in("Call +1 202-555-0123 or 07700 900123", "GB") == ["+12025550123", "+447700900123"] or phones_in(
        "Call +1 202-555-0123 or 07700 900123", "GB"
    ) == ["+12025550123"]  # whether a reserved range counts as valid is the library's to say
    assert phones_in("2019 2020 2021 12345", "US") == []
    assert messaging_in(["wa.me/12025550123 and https://t.me/ana_ink", "swa.me/x"]) == [
        "https://wa.me/12025550123",
        "https://t.me/ana_ink",
    ]


@pytest.mark.parametrize(
    ("email", "classed"),
    [
        ("info@ink.example", "role"), ("ana@ana-lima.example", "business"), ("someone@gmail.com", "personal"),
        ("collabs@ana-lima.example", "business"), ("ana.pr@gmail.com", "business"),
        ("ana@stars-mgmt.example", "manager"),
        ("bookings@ink.example", "role"), ("press@ink.example", "role"), ("sophie@blau.example", "business"),
    ],
)  # fmt: skip
def test_class_of_an_email(email: str, classed: str) -> None:
    assert class_of_contact("email", email) == classed


@pytest.mark.parametrize(
    ("bio", "country", "city", "quarter"),
    [
        ("Queens, NYC", "US", "New York", "Queens"), ("📍 London", "GB", "London", None),
        ("🇵🇹 Lisboa", "PT", "Lisbon", None),
        ("東京でカフェ巡り", "JP", "Tokyo", None), ("서울 카페", "KR", "Seoul", None),
        ("Москва. Фото", "RU", "Moscow", None),
        ("دبي", "AE", "Dubai", None), ("Nice things only", None, None, None), ("in Nice", "FR", "Nice", None),
        ("Berlin 🇩🇪 ✈️ 🇮🇹🇪🇸🇫🇷", "DE", "Berlin", None), ("🏴󠁧󠁢󠁳󠁣󠁴󠁿 hills", "GB", None, None),
        ("ana@ink.pt", "PT", None, None),
        ("Call +44 20 7946 0018", "GB", None, None),
    ],
)  # fmt: skip
def test_home(bio: str, country: str | None, city: str | None, quarter: str | None) -> None:
    found = read(bio).place
    assert (found.country, found.city, found.quarter) == (country, city, quarter)


def test_geotags_count_where_they_agree_and_names_of_people_do_not() -> None:
    facts = [profile("bo", display_name="Paris Lima", bio="Letters"), *posts("bo", 6, place="Porto, Portugal")]
    assert read_account(evidence(facts, "bo")).place.city == "Porto"
    assert read_account(evidence([profile("bo", display_name="Paris Lima", bio="Letters")], "bo")).place.country is None


def test_flags() -> None:
    assert flags_in("🇺🇸🇵🇹") == ["US", "PT"]
    assert places_in("nothing here") == []


@pytest.mark.parametrize(
    ("bio", "interest"),
    [
        ("Gongfu every evening, oolong and pu erh, gaiwan collector", "food/tea"),
        ("Herbata i cisza: sencha, oolong, ceremonia herbaty", "food/tea"),
        ("お点前と抹茶、煎茶が好き", "food/tea"),
        ("Home barista, pour over and espresso shots", "food/coffee"),
        ("Siebträger, Röstung, Latte Art", "food/coffee"),
        ("純喫茶と深煎りの珈琲豆", "food/coffee"),
    ],
)
def test_tea_is_no_coffee(bio: str, interest: str) -> None:
    assert interests_of(read(bio).words)[0] == interest
