"""Where people live, by bios written without any knowledge of the tables of places (``strangers/places``: 25 in each of
fifteen languages, with country, region, city and quarter), and the rules one by one.

The tables were mended after half of them. A bio without any sign of a place is put into the country that speaks its
language most; that, and what is guessed for bios that name a place which is no home, is "made up" here.
"""

import json
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from scoring.features import read_account
from scoring.lists import LANGUAGES
from scoring.places import place_of
from scoring.places.table import Place, place_names
from scoring.places.towns import towns
from tests.scoring.invent import evidence, profile

FILE = Path(__file__).parent / "strangers" / "places.jsonl"
LEAST = {"country": 0.98, "region": 0.92, "city": 0.92, "quarter": 0.96}  # a little below docs/evaluation.md
MOST_MADE_UP = {"country": 0.62, "region": 0.1, "city": 0.1, "quarter": 0.02}  # of bios without the label
# Two names of one part of a country.
_SAME = {
    "lower silesian": "lower silesia",
    "pomeranian": "pomerania",
    "west pomeranian": "west pomerania",
    "subcarpathian": "subcarpathia",
    "warmian masurian": "warmia masuria",
    "masovian": "masovia",
    "silesian": "silesia",
    "kuyavian pomeranian": "kuyavia pomerania",
    "lodz": "lodz",
}


def read_place(bio: str, name: str = "Bo", handle: str = "bo") -> Place:
    return read_account(evidence([profile(handle, display_name=name, bio=bio, posts_count=100)], handle)).place


def _as_compared(name: str | None) -> str | None:
    if name is None:
        return None
    plain = unicodedata.normalize("NFKD", name.replace("ł", "l").replace("Ł", "L")).encode("ascii", "ignore").decode()
    bare = re.sub(r" (voivodeship|oblast|krai|province|prefecture)$", "", plain.lower().replace("-", " "))
    return _SAME.get(bare, bare)


@lru_cache(maxsize=1)
def read_places() -> list[tuple[dict[str, Any], Place]]:
    """(what a person reads out of a bio, what is read) of each."""
    told = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
    return [(one, read_place(one["bio"], one["name"], one["handle"])) for one in told]


def test_every_language_is_there_alike() -> None:
    assert Counter(told["lang"] for told, _ in read_places()) == dict.fromkeys(LANGUAGES, 25)


@pytest.mark.parametrize("what", LEAST)
def test_what_a_bio_tells_of_a_home(what: str) -> None:
    pairs = [(told["bio"], _as_compared(told[what]), _as_compared(getattr(got, what))) for told, got in read_places()]
    known = [pair for pair in pairs if pair[1] is not None]
    wrong = [pair for pair in known if pair[1] != pair[2]]
    made_up = [pair for pair in pairs if pair[1] is None and pair[2] is not None]
    right, guessed = 1 - len(wrong) / len(known), len(made_up) / (len(pairs) - len(known))
    alike = sum(pair[1] == pair[2] for pair in pairs) / len(pairs)
    print(f"{what}: {right:.3f} of {len(known)}, made up {guessed:.3f} of {len(pairs) - len(known)}, alike {alike:.3f}")
    if what == "quarter":  # few bios have one
        right = alike
    assert right >= LEAST[what], wrong
    assert guessed <= MOST_MADE_UP[what], made_up


def test_no_place_is_called_in_another_script() -> None:
    places = place_names().plain.values()
    written = [name for place in places for name in (place.region, place.city, place.quarter)]
    assert [name for name in written if name and name[0] >= "\u0370"] == []
    regions = {told.split(";")[1] for lines in towns().by_name.values() for told in lines.split("\n")}
    assert len(regions) > 2_000
    assert [name for name in regions if name and name[0] >= "\u0370"] == []


@pytest.mark.parametrize(
    ("bio", "country", "city"),
    [
        ("Brooklyn born, Berlin based", "DE", "Berlin"), ("ex-Londoner in Margate", "GB", "Margate"),
        ("Moved from Delhi to Dublin. chai", "IE", "Dublin"), ("NYC ➡️ LDN", "GB", "London"),
        ("35mm from Margate. Dogs", "GB", "Margate"),  # nothing else is told
        ("Nacida en Rosario, vivo en Valencia. Cocina y mates", "ES", "Valencia"),
        ("Estudié en Salamanca, ahora en Vigo. Dibujo", "ES", "Vigo"),
        ("Née à Dakar, installée à Nantes. Couture", "FR", "Nantes"), ("Bretonne à Montréal, crêpes", "CA", "Montreal"),
        ("Formada em Coimbra, moro em Viseu", "PT", "Viseu"), ("gebürtige Leipzigerin, jetzt in Graz", "AT", "Graz"),
        ("Wahl-Hamburgerin, Elbe und Tee", "DE", "Hamburg"), ("laureata a Pisa, abito a Lucca", "IT", "Lucca"),
        ("Siciliana a Londra, arancine e pioggia", "GB", "London"),
        ("Geboren in Paramaribo, wonend in Almere", "NL", "Almere"),
        ("Urodzona w Radomiu, mieszkam w Gdyni. ceramika", "PL", "Gdynia"),
        ("Trabzon doğumlu, İzmir'de yaşıyorum. resim", "TR", "Izmir"),
        ("lahir di Padang, tinggal di Bekasi. masak", "ID", "Bekasi"),
        ("Родом из Перми, живу в Казани. Керамика", "RU", "Kazan"), ("札幌生まれ、ロンドン暮らし", "GB", "London"),
        ("대구 출신, 서울 거주. 도자기", "KR", "Seoul"), ("مولودة في حلب، مقيمة في برلين. طبخ", "DE", "Berlin"),
        ("मेरा जन्म लखनऊ में, रहती हूँ पुणे में", "IN", "Pune"), ("BHU se padhai, ab Gurgaon mein", "IN", "Gurugram"),
    ],
)  # fmt: skip
def test_where_somebody_lives_beats_where_from(bio: str, country: str, city: str) -> None:
    place = read_place(bio)
    assert (place.country, place.city) == (country, city)


@pytest.mark.parametrize(
    "bio",
    [
        "🇹🇭🇻🇳🇵🇪🇬🇪 carry-on only", "prochain départ : Lisbonne ✈️ récits de voyage", "Nächste Reise: Lissabon ✈️ Rucksack",
        "prossimo viaggio: Lisbona ✈️", "volgende reis: Lissabon ✈️", "sıradaki durak: Tiflis ✈️",
        "trip selanjutnya: Bangkok ✈️ cerita jalan", "следующая поездка: Тбилиси ✈️", "次の旅先：バンコク✈️ 旅日記",
        "다음 목적지: 방콕 ✈️", "الوجهة القادمة: تبليسي ✈️", "अगला सफ़र: लद्दाख ✈️ बुलेट", "I teach Korean online 🇰🇷",
        "prof d'anglais 🇬🇧 cours en ligne", "insegno giapponese 🇯🇵 lezioni online", "uczę japońskiego 🇯🇵 lekcje online",
        "преподаю испанский 🇪🇸 онлайн", "韓国語教えます🇰🇷オンライン", "스페인어 가르쳐요 🇪🇸 온라인",
        "بدرس ياباني 🇯🇵 أونلاين",
    ],
)  # fmt: skip
def test_journeys_and_lessons_tell_of_no_home(bio: str) -> None:
    assert read_place(bio) == Place()


@pytest.mark.parametrize(
    ("bio", "country", "city"),
    [
        ("🇨🇴 paisa en Chicago ❄️ crianza", "US", "Chicago"), ("🇲🇽 en Houston TX, recetas", "US", "Houston"),
        ("Italian girl 🇮🇹 | London", "GB", "London"), ("LA (Boyle Heights), salvadoreño 🇸🇻", "US", "Los Angeles"),
        ("mamá latina en USA 🇻🇪", "US", None), ("mexicana en Alemania 🇲🇽 recetas", "DE", None),
        ("Cuido a mi nieto. San Antonio, Tx. Casa", "US", "San Antonio"),
        ("Recetas de París y Roma 🇲🇽", "MX", None),  # towns of two countries are journeys
        ("حلو عربي من بيتي بطرابلس 🇱🇧", "LB", None),  # a town of that name is there too
        ("Mamá de Sofía 🇲🇽 comida en casa", "MX", None),
    ],
)  # fmt: skip
def test_the_flag_of_another_country_than_the_town_tells_where_from(bio: str, country: str, city: str | None) -> None:
    place = read_place(bio)
    assert (place.country, place.city) == (country, city)


@pytest.mark.parametrize(
    "bio",
    [
        "hincha de Rosario Central desde la cuna", "VfB Stuttgart ein Leben lang 🔴⚪", "kibic Lecha Poznań od zawsze",
        "болею за Спартак Москва с детства", "広島カープ一筋", "FC Basel forever ⚪🔴", "tarta de Santiago y paella",
        "Bursa iskender kebabı ve Kayseri mantısı tarifleri", "神戸牛、大阪たこ焼きのレシピ",
        "전주비빔밥, 춘천닭갈비 레시피", "New England Patriots // crochet",
        "Boston Bruins and bread", "Dallas Mavericks, yarn",
        "बनारसी साड़ी, लखनवी चिकन, घर बैठे", "pizza napoletana e cotoletta milanese",
    ],
)  # fmt: skip
def test_clubs_and_dishes_are_no_homes(bio: str) -> None:
    assert read_place(bio).city is None


@pytest.mark.parametrize(
    ("bio", "country"),
    [
        ("I bake bread and read books 🇵🇸", None),
        ("I bake bread in Ramallah 🇵🇸", "PS"),
        ("أخبز كل يوم 🇵🇸", "PS"),
        ("I bake bread and read books 🇻🇦", None),
        ("Asso pão e leio livros 🇻🇦", "BR"),
        ("Ich backe Brot mit meinen Kindern 🇺🇦", "DE"),
        ("Пеку хлеб каждый день 🇺🇦", "UA"),
    ],
)
def test_a_flag_flown_in_sympathy_is_no_home(bio: str, country: str | None) -> None:
    assert read_place(bio).country == country


@pytest.mark.parametrize(
    ("bio", "country"),
    [
        ("🇮🇹👶Bari\n🇸🇪🏠 Sverige", "SE"),
        ("🇪🇸🔁🇳🇴 ink and tea", "NO"),
        ("🇰🇪Kenya✈️ Canada 🇨🇦", "CA"),
        ("🇧🇷 na 🇵🇹 | viagens e receitas", "PT"),
        ("Marseillaise expatriée à Montréal", "CA"),
        ("在日韓国人の日常", "JP"),
        ("メキシコ人🇲🇽 大阪で住んでいます", "JP"),
        ("Cafe, Jl. Melati no 7 Malang", "ID"),
        ("mum | RSA📍", "ZA"),
        ("हवन और पूजन के लिए ☎️ 6261000000", "IN"),  # ten digits are no number of Indonesia
    ],
)
def test_signs_of_birth_moving_and_streets(bio: str, country: str) -> None:
    assert read_place(bio).country == country


@pytest.mark.parametrize(
    ("name", "bio", "country"),
    [
        ("Kuliner Malang", "Rekomendasi jajanan enak", "ID"),
        ("Anna | London photographer", "my letters", "GB"),
        ("Baking in Leeds", "cakes for you", "GB"),
        ("Jack London", "letters and ink", None),
        ("Paris Smith | author", "letters and ink", None),
    ],
)
def test_a_display_name_tells_a_town_beside_a_field_and_no_surname(name: str, bio: str, country: str | None) -> None:
    assert read_place(bio, name).country == country


@pytest.mark.parametrize(
    ("name", "bio", "city"),
    [
        ("Adelaide Finch", "Adelaide. sourdough", None), ("Paris Delmas", "Paris, maman et photographe", None),
        ("Ginevra Poldi", "la nostra Ginevra canta", None),
        ("福島あゆみ", "福島です、猫と暮らす", None), ("Florence Bell", "in Florence with clay", "Florence"),
        ("Ann Bell", "Paris, photographe", "Paris"), ("福島ベーカリー", "福島のパン屋", "Fukushima"),
    ],
)  # fmt: skip
def test_a_persons_name_is_no_home(name: str, bio: str, city: str | None) -> None:
    assert read_place(bio, name).city == city


@pytest.mark.parametrize(
    ("bio", "country", "region", "city"),
    [
        ("Portland, ME lobster rolls", "US", "Maine", "Portland"),
        ("Cambridge, MA 🚲", "US", "Massachusetts", "Cambridge"),
        ("Melbourne, FL beach mom", "US", "Florida", "Melbourne"), ("Mérida, Yucatán 🌮", "MX", "Yucatán", "Mérida"),
        ("Mérida, Venezuela. montaña y café", "VE", "Mérida", "Mérida"),
        ("Lagos, Algarve. surf", "PT", "Faro", "Lagos"),
        ("Hengelo (OV) haken en thee", "NL", "Overijssel", "Hengelo"), ("Bodrum, Muğla", "TR", "Muğla", "Bodrum"),
        ("岩手県盛岡市 陶芸", "JP", "Iwate", "Morioka"), ("전남 담양 🎋 농사", "KR", "South Jeolla", "Damyang"),
        ("طرابلس، لبنان 🍬 حلويات", "LB", "North", "Tripoli"), ("Boeren in Friesland", "NL", "Friesland", None),
        ("pszczoły na Podlasiu", "PL", "Podlasie", None), ("дом в Карелии, хаски", "RU", "Karelia", None),
        ("경남에서 농사짓는 부부", "KR", "South Gyeongsang", None), ("केरल में चाय बागान", "IN", "Kerala", None),
        ("Imkerin im Allgäu", "DE", "Bavaria", None), ("Upstate NY farmhouse", "US", "New York", None),
        ("bordados en Oaxaca", "MX", "Oaxaca", None), ("Hyde Park, Leeds. zines", "GB", "England", "Leeds"),
        ("orders +41 79 000 00 00", "CH", None, None), ("www.naaiatelier.be", "BE", None, None),
        ("Kota Hujan, talas", "ID", "West Java", "Bogor"),
        ("столица Урала, пельмени", "RU", "Sverdlovsk", "Yekaterinburg"),
        ("झीलों की नगरी में कैफ़े", "IN", "Rajasthan", "Udaipur"), ("달구벌에서 빵", "KR", "Daegu", "Daegu"),
    ],
)  # fmt: skip
def test_regions_twins_and_nicknames(bio: str, country: str, region: str | None, city: str | None) -> None:
    place = read_place(bio)
    assert (place.country, place.region, place.city) == (country, region, city)


@pytest.mark.parametrize(
    ("bio", "city", "quarter"),
    [
        ("Kralingen, Rotterdam. planten", "Rotterdam", "Kralingen"), ("Belleville, Paris 20e", "Paris", "Belleville"),
        ("Żoliborz. pies i kawa", "Warsaw", "Żoliborz"), ("연남동 작은 책방", "Seoul", "Yeonnam"),
        ("高円寺で古着屋やってます", "Tokyo", "Koenji"), ("المعادي، القاهرة. قهوة", "Cairo", "Maadi"),
        ("Bahçelievler, Ankara. gitar", "Ankara", "Bahçelievler"),
        ("Kotagede, Yogyakarta. perak", "Yogyakarta", "Kotagede"),
        ("Chelsea boots and vintage coats", None, None), ("bebek ve anne", None, None),
    ],
)  # fmt: skip
def test_quarters(bio: str, city: str | None, quarter: str | None) -> None:
    place = read_place(bio)
    assert (place.city, place.quarter) == (city, quarter)


@pytest.mark.parametrize(
    ("bio", "city"),
    [
        ("chops, pies & cafes · Barnsley and round about", "Barnsley"), ("Barnsley-based baker and dad", "Barnsley"),
        ("my bakes, the Barnsley area", "Barnsley"), ("planes y rutas por Teruel y alrededores", "Teruel"),
        ("mes bonnes adresses, Nevers et environs", "Nevers"), ("trattorie vere, Pistoia e dintorni", "Pistoia"),
        ("mijn moestuin, Zwolle en omstreken", "Zwolle"), ("Rezepte aus Reutlingen und Umgebung", "Reutlingen"),
        ("Based on a true story, and around the block", None),
    ],
)  # fmt: skip
def test_a_town_and_what_lies_around_it(bio: str, city: str | None) -> None:
    assert read_place(bio).city == city


@pytest.mark.parametrize(
    ("bio", "city"),
    [
        ("Sydney food blogger", "Sydney"), ("York dog mum, my pots", "York"), ("a Dallas girl at heart", "Dallas"),
        ("Austin-based photographer", "Austin"), ("blogueuse food Paris, mes adresses", "Paris"),
        ("foodie Lima, mis huariques", "Lima"), ("Malang foodie", "Malang"),
        ("arroz, tías y domingos en familia", None), ("Talabartera en Taxco, a mano", "Taxco de Alarcón"),
        ("Nice girl, my books and my cat", None), ("Solo female runner", None), ("Reading books in bed", None),
        ("Preston's mum and his biggest fan", None), ("my dog Dallas, a runner", None),
        ("mum of Sydney and Austin", None),
    ],
)  # fmt: skip
def test_names_that_are_words_stand_before_who_somebody_is(bio: str, city: str | None) -> None:
    assert read_place(bio).city == city


@pytest.mark.parametrize(
    ("bio", "country"),
    [
        ("Das sind meine Hunde", "DE"), ("Grün und bunt, mein Garten", "DE"), ("siegen ist schön, ich laufe", "DE"),
        ("Her şeyi kabul ediyorum, kek yaparım", "TR"), ("sabah koşusu, kahve", "TR"),
        ("quem fez fui eu, bolos", "BR"), ("belo dia, belas receitas", "BR"), ("disegno un castello al giorno", "IT"),
        ("une sainte patience, mes chats", "FR"), ("con gracia y sin prisa, tejo", None),
        ("Diseñadora de Moda y telas", None), ("Moda, hilo y comedia", None),
        ("Wenn es nicht gut ist, ist es nicht das Ende", "DE"), ("CONTACT US for fabrics", None),
        ("TAG US with your looms", None), ("Knit, Purl, Drug of choice: wool", None), ("Colorado desde o berço", "BR"),
        ("サンドリヨンの衣装を縫う", "JP"), ("Bad Soul, no Save", None),
        ("حسابي الثاني تاني للخياطة", None), ("في مدينه الكتب اقرأ", None), ("اذكر ربك واخبز", None),
    ],
)  # fmt: skip
def test_everyday_words_that_are_names_of_places_tell_of_none(bio: str, country: str | None) -> None:
    place = read_place(bio)
    assert (place.country, place.region, place.city) == (country, None, None)


# Read so that they agree; what beside a name tells which of its namesakes is meant; names that alone tell nothing.
@pytest.mark.parametrize(
    ("bio", "country", "city"),
    [
        ("Trilhos com um mastim de 50 kg 🐾 Viana · Gerês · Porto", "PT", "Viana do Castelo"),
        ("Caminhadas e fotos, Viana · Braga", "PT", "Viana do Castelo"),
        ("Comida de rua em Luanda e Viana", "AO", "Luanda"),
        ("My dogs and I · Cambridge · Boston", "US", "Cambridge"),
        ("My dogs and I · Cambridge · London", "GB", "Cambridge"),
        ("tea and books at home, Perth · Edinburgh", "GB", "Perth"),
        ("tea and books at home, Fremantle · Perth", "AU", "Fremantle"),
        ("mis recetas de siempre, Córdoba · Buenos Aires", "AR", "Córdoba"),
        ("mis perros y yo, Córdoba · Sevilla", "ES", "Córdoba"),
        ("plants and slow walks, Toronto · Whitby", "CA", "Toronto"),
        ("mes livres et mon chat, Saint-Denis", "FR", "Saint-Denis"),
        ("Paris · London · Berlin, my travels by train", "GB", "London"),
        ("I knit in Whitby, quid by quid", "GB", "Whitby"),
        ("I live in Halifax, my favourite colour is blue, mum of two", "GB", "Halifax"),
        ("I live in Halifax, grade 8 teacher, mom of two", "CA", "Halifax"),
        ("I live in Halifax, year 3 of my garden", None, None),
        ("I live in Halifax and teach year 8", "GB", "Halifax"),
        ("Whitby, Ontario. My plants and I", "CA", "Whitby"),
        ("my bakes and the sea, Whitby, England", "GB", "Whitby"),
        ("Birmingham runner and her dog", "GB", "Birmingham"),
        ("I bake in Manchester", "GB", "Manchester"),
        ("my books and tea in Perth", "AU", "Perth"),
        ("mis recetas en Valencia", "ES", "Valencia"),
        ("my knitting in Whitby", None, None),
        ("Whitby", None, None),
        ("I bake bread in Cambridge", None, None),
        ("slow mornings in Newcastle with my dog", None, None),
        ("my plants in Hamilton", None, None),
        ("I paint in Richmond", None, None),
        ("trilhos e café em Viana", None, None),
        ("mis recetas en Córdoba", None, None),
        ("Paseador de perros en Chamartín 🐾 WhatsApp +44 7700 900321", "ES", "Madrid"),
        ("Strickt und backt in Hamburg, Tel. +34 612 34 56 78", "DE", "Hamburg"),
        ("Mes pâtisseries à Lyon, WhatsApp +49 1512 3456789", "FR", "Lyon"),
        ("Dog walker in Leeds WhatsApp +44 7700 900321", "GB", "Leeds"),
        ("my sourdough in Madrid, call +44 7700 900321", "GB", None),
        ("🇯🇵𝚒𝚗🇰🇷 since 2017, skincare diary", "KR", None),
        ("🇧🇷→🇵🇹 receitas e saudade", "PT", None),
        ("Island girl on the Big Island, we embrace the ocean", None, None),
        ("Chanteuse Tunisienne, nouvel album bientôt", "TN", None),
        ("Bienvenue sur la page De LA Chanteuse", "FR", None),
        ("log khaane ke liye kamate hai, main khaane se kamata hoon", "IN", None),
        ("Kuliner Malang Raya, jajanan murah dan cerita baru", "ID", "Malang"),
        ("JL. Melati No. 1 Kab.Malang, pesanan dan layanan lewat WA", "ID", "Malang"),
        ("🅺🆄🅻🅸🅽🅴🆁 🅼🅰🅻🅰🅽🅶 jajanan murah dan cerita baru", "ID", None),
        ("Home decor diaries from our bamboo house 🌴 Ubud | Aussie", "ID", "Ubud"),
        ("As melhores fotos do Gerês, usa #geresfotos", "PT", None),
        ("passatempos para quem acampa e caminha", "PT", None),
    ],
)
def test_places_agree_or_tell_nothing(bio: str, country: str | None, city: str | None) -> None:
    place = read_place(bio)
    assert (place.country, place.city) == (country, city)


@pytest.mark.parametrize(
    ("bio", "city"),
    [
        ("Früher Hamburg, jetzt München", "Munich"), ("Antes Madrid, ahora Sevilla", "Seville"),
        ("Prima Milano, ora Bologna", "Bologna"), ("Avant Lyon, maintenant Nantes", "Nantes"),
        ("film only / 大阪→京都", "Kyoto"), ("film only / 大阪→たまに京都", "Osaka"),
        ("Hamburg → manchmal Kiel", "Hamburg"), ("Kraków → czasem Gdańsk", "Kraków"),
        ("銀塩一筋40年 神戸 / のんびり更新", "Kobe"),
        ("de Cádiz, ahora en Asturias", None),  # the region is told, and no town of another
        ("Переехали из Москвы в горы, Горно-Алтайск", "Gorno-Altaysk"), ("soms Den Haag, Arnhem", "Arnhem"),
    ],
)  # fmt: skip
def test_where_somebody_was_before_is_no_home(bio: str, city: str | None) -> None:
    place = read_account(evidence([profile(bio=bio)])).place
    assert place.city == city
    assert city is not None or place.region == "Asturias"


@pytest.mark.parametrize(
    ("bio", "country"),
    [
        ("my looms: https://youtu.be/wRenWeaves1", None), ("talks on https://us02web.zoom.us/j/1", None),
        ("all links: hoo.be/wren", None), ("my looms: wren.example.be", "BE"),
        ("ayudo a ganar +500 USD con telares", None), ("looms | YouTube +330 k", None), ("+20 años tejiendo", None),
        ("looms, call +351", "PT"), ("looms, made in the US", "US"),
    ],
)  # fmt: skip
def test_links_of_the_whole_world_and_numbers_of_things_tell_of_no_country(bio: str, country: str | None) -> None:
    assert read_place(bio).country == country


@pytest.mark.parametrize(
    ("bio", "country", "city"),
    [("plants 📍 JHB, SA", "ZA", "Johannesburg"), ("PTA, SA", "ZA", "Pretoria"), ("Adelaide, SA", "AU", "Adelaide")],
)
def test_the_letters_of_a_state_do_not_move_a_town_of_capitals(bio: str, country: str, city: str) -> None:
    place = read_place(bio)
    assert (place.country, place.city) == (country, city)


def test_a_guess_of_the_language_tells_no_country() -> None:
    told = [place_of("knits", [], [], [], "it", sure=sure).country for sure in (0.4, 0.64, 0.65, 0.9)]
    assert told == [None, None, "IT", "IT"]
