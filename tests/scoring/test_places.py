"""Where accounts are at home: towns out of GeoNames, namesakes, dialects, journeys; and languages of short bios."""

import pytest

from scoring.features.table import read_account
from scoring.lexicon import fold_text, tokens_of
from scoring.lexicon.language_of import detect_language
from scoring.places import place_of, places_in
from scoring.places.dialects import dialect_of
from scoring.places.towns import towns
from tests.scoring.invent import evidence, profile


def test_the_table_of_towns_is_as_texts_are_compared() -> None:
    table = towns()
    assert len(table.by_name) > 40_000
    wrong = [name for name in table.by_name if " ".join(tokens_of(fold_text(name))) != name]
    assert wrong == []
    lines = [line.split(";") for told in table.by_name.values() for line in told.split("\n")]
    assert all(len(line) == 4 and len(line[0]) == 2 and int(line[3]) >= 5 for line in lines)


@pytest.mark.parametrize(
    ("text", "language", "country"),
    [
        ("vintage scooters | Kochi", "en", "IN"), ("Kochi se hoon", "hi", "IN"), ("Kochi, Japan", "en", "JP"),
        ("Kochi", "ja", "JP"), ("Toledo", "en", "US"),
        ("Toledo", "es", "ES"), ("Toledo", "it", "ES"), ("Брест", "ru", "BY"),
    ],
)  # fmt: skip
def test_of_two_towns_the_larger_one_where_people_speak_so(text: str, language: str, country: str) -> None:
    assert [place.country for place in places_in(text, language) if place.city] == [country]


@pytest.mark.parametrize(
    ("text", "language", "country", "city"),
    [
        ("Handgedrehtes Steinzeug, Weimar.", "de", "DE", "Weimar"),
        ("pesca con mosca en el sur 🎣 Coyhaique | captura y devolución", "es", "CL", "Coyhaique"),
        ("mama dwójki | Zamość", "pl", "PL", "Zamość"),
        ("빵 굽는 사람 | 수원맘", "ko", "KR", "Suwon"),
        ("倉敷在住の二児の母", "ja", "JP", "Kurashiki"),
        ("Рыбалка и баня. Вологда", "ru", "RU", "Vologda"),
        ("أم لطفلين | المنصورة", "ar", "EG", "Mansoura"),
        ("📍Hasselt", None, "BE", "Hasselt"),
        ("Based in Swansea | knitter", "en", "GB", "Swansea"),
    ],
)
def test_towns(text: str, language: str | None, country: str, city: str) -> None:
    found = places_in(text, language)
    assert [(place.country, place.city) for place in found] == [(country, city)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("mascara • lashes • skincare", "en"),
        ("Barn finds and slow mornings", "en"),
        ("Sofia writes letters", "en"),
        ("nice things, good reading, mobile photos", "en"),
        ("vestidos de moda para ti", "es"),
        ("jamais deux fois le même lit", "fr"),
        ("essen, lesen, schlafen", "de"),
        ("Mamá de Santana y Regina", "es"),
        ("quiero ir para allá", "es"),
        ("光と影", "ja"),
    ],
)
def test_words_and_names_are_no_towns(text: str, language: str) -> None:
    assert places_in(text, language) == []


@pytest.mark.parametrize(
    ("bio", "country"),
    [
        ("aprendé a tejer conmigo 🧶 Córdoba", "AR"),  # not Spain's: "aprendé"
        ("tejo y cuento 🧶 Córdoba, España", "ES"),
        ("tenho 3 gatos e um telemóvel velho", "PT"),
        ("mãe de dois, busão e café", "BR"),
        ("Babykarenz mit Zwillingen, Karenz bis Jänner", "AT"),
        ("Rezept vo de Grossmueter, isch eifach guet, gäll", "CH"),
        ("كنصلح دار قديمة وبزاف ديال الصبر", "MA"),
        ("Brisbane girl, tiny backpack\nlast seen: Hanoi 🇻🇳", "AU"),
        ("직장인 여행 | 다음: 조지아🇬🇪", None),
        ("slow travel. Next: Lisbon", None),  # says of a journey where others say of a home
        ("Bald dad, Leeds", "GB"),  # no German "soon"
        ("Soon mum of two, Leeds", "GB"),
        ("my next door café, Leeds", "GB"),
        ("Bald zu viert, Weimar", "DE"),
        ("Ana à Paris, a girl with too much tea in her cup", "FR"),
        ("Berlin'de yaşayan bir örgücü", "DE"),
    ],
)
def test_homes(bio: str, country: str | None) -> None:
    assert read_account(evidence([profile("bo", bio=bio)], "bo")).place.country == country


@pytest.mark.parametrize("name", ["Tirol", "Côte d'Azur", "Подмосковье", "Sabah", "Sarawak"])
def test_a_region_is_no_town_of_it(name: str) -> None:
    place = places_in(name)[0]
    assert place.region
    assert place.city is None


def test_a_handle_may_end_in_a_place() -> None:
    bio = "Yin Yoga donnerstags, Matte mitbringen"
    assert read_account(evidence([profile("atempause.wien", bio=bio)], "atempause.wien")).place.country == "AT"
    assert read_account(evidence([profile("flora.paris", bio=bio)], "flora.paris")).place.country == "DE"


def test_dialects_speak_in_their_language_only() -> None:
    assert dialect_of("parce, qué bacano", "es") == "CO"
    assert dialect_of("parce que bacano", "fr") is None
    assert dialect_of("wey, parce", "es") is None  # two countries alike


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("queens ke liye makeup, 200 rs wale products bhi test karti hu", "hi"),
        ("noob gamer, jeetta nahi, live roz raat", "hi"),
        ("kucing oren, babu sabar, tidur tiap hari", "id"),
        ("budak korporat, cuti 12 hari, 12 pulau", "id"),
        ("Chäs isch immer e gueti Idee", "de"),
        ("mom of two, coffee and the sea", "en"),
        ("skincare addict, mamma di due bimbi", "it"),
        ("𝓂𝒶𝓂𝒶𝓃 𝒹𝑒 𝒹𝑒𝓊𝓍 𝓅𝑒𝓉𝒾𝓉𝑒𝓈 filles", "fr"),
    ],
)
def test_languages_of_short_bios(text: str, language: str) -> None:
    assert detect_language(text)[0] == language


NAMES_ALONE = [
    "San Diego, CA", "San Francisco", "Las Vegas, NV", "El Paso, TX", "Monte Carlo", "London", "Berlin",
    "Paris, France",
    "Rio de Janeiro", "São Paulo", "München", "Den Haag", "İstanbul", "Jakarta", "Kraków", "Cusco, Perú", "📍 Lyon",
    "🎣🌅☕ Opole", "Ana Lima", "croissant", "Foodie", "espresso", "Yoga", "sushi ramen", "Collabs por DM",
    "kindergarten",
]  # fmt: skip


@pytest.mark.parametrize("bio", NAMES_ALONE)
def test_names_and_loan_words_alone_tell_no_language(bio: str) -> None:
    assert read_account(evidence([profile("ana.lima", display_name="Ana Lima", bio=bio)], "ana.lima")).language is None


@pytest.mark.parametrize(
    ("bio", "language"),
    [
        ("Parcerias por DM", "pt"), ("parcerias", "pt"), ("Colaborações por DM", "pt"), ("colaboraciones por DM", "es"),
        ("Kooperation per DM", "de"), ("Werbung", "de"), ("Partenariats", "fr"), ("Санкт-Петербург", "ru"),
        ("Weniger kaufen, öfter tragen. Leipzig", "de"), ("slow mornings, San Diego", "en"), ("서울", "ko"),
        ("Panadera en Madrid", "es"), ("Mama aus Köln", "de"),
    ],
)  # fmt: skip
def test_a_word_of_one_language_tells_it(bio: str, language: str) -> None:
    assert (
        read_account(evidence([profile("ana.lima", display_name="Ana Lima", bio=bio)], "ana.lima")).language == language
    )


@pytest.mark.parametrize(
    ("bio", "country", "city"),
    [
        ("Keswick · Lake District", "GB", None),
        ("Keswick, Cumbria. Baker", "GB", None),
        ("Vegan bakes in Keswick 🇬🇧", "GB", None),
        ("Keswick, Ontario", "CA", "Keswick"),
        ("🇬🇧 in Toronto", "CA", "Toronto"),
        ("🇬🇧 in Berlin", "DE", "Berlin"),
    ],
)
def test_a_small_town_does_not_win_over_the_country_that_all_else_tells(
    bio: str, country: str, city: str | None
) -> None:
    """There is a Keswick in England too, smaller than any town of the table."""
    home = place_of(bio, [], [], [], "en")
    assert (home.country, home.city) == (country, city)
