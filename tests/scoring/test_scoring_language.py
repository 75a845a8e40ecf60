"""The language of an account whose bio is English loan words, places, handles and codes: its captions tell it."""

import pytest

from scoring.features import read_account
from scoring.lexicon.scripts import is_chatted_arabic
from storage.facts import Post
from tests.scoring.invent import NETWORK, NOW, evidence, profile

LOANED = "Home decor | {} | brand ambassador @rotankita.home | ROSSA12"
# The language; a place where it is spoken; captions as they are written under advertisements.
CAPTIONS = """
id;Bandung;#endorse @rotankita.home kursi teras idaman;Pagi di teras, kopi dulu;#endorse @rotankita.home lampu gantung
es;Bogotá;#publi @rotankita.home la silla que quería;Mañana de café en casa;Código ROSSA12 en las lámparas
fr;Lyon;#pub @rotankita.home le fauteuil de mes rêves;Matin calme à la maison;Le code ROSSA12 marche encore
pt;Porto;#publi @rotankita.home a cadeira que eu queria;Manhã de café em casa;O código ROSSA12 ainda funciona
de;Kassel;#werbung @rotankita.home der Sessel für den Balkon;Kaffee am Morgen;Mit ROSSA12 gibt es Lampen günstiger
it;Torino;#adv @rotankita.home la sedia che volevo per il terrazzo;Mattina di caffè a casa;Il codice ROSSA12 vale ancora
nl;Utrecht;#ad @rotankita.home de stoel die ik wilde voor het balkon;Koffie in de ochtend;De code ROSSA12 werkt nog
pl;Gdynia;#reklama @rotankita.home fotel, o którym marzyłam;Poranek z kawą w domu;Kod ROSSA12 nadal działa na lampy
tr;İzmir;#reklam @rotankita.home balkon için istediğim koltuk;Sabah kahvesi evde;ROSSA12 kodu lambalarda hâlâ geçerli
ru;Тверь;#реклама @rotankita.home кресло, о котором я мечтала;Утро с кофе дома;Код ROSSA12 ещё действует на лампы
ja;札幌;#pr @rotankita.home ずっと欲しかった椅子です;朝はコーヒーから;クーポンROSSA12はまだ使えます
ko;부산;#광고 @rotankita.home 갖고 싶던 의자예요;아침 커피 한 잔;쿠폰 ROSSA12 아직 돼요
ar;جدة;#اعلان @rotankita.home الكرسي الذي حلمت به;قهوة الصباح في البيت;كود ROSSA12 ما زال يعمل
hi;जयपुर;#ad @rotankita.home बालकनी के लिए मेरी पसंदीदा कुर्सी;घर पर सुबह की चाय;कोड ROSSA12 अभी भी चल रहा है
en;Leeds;#ad @rotankita.home the chair I wanted;Coffee at home this morning;The code ROSSA12 still works on lamps
"""
# Loan words, places, names and codes alone: in no language but perhaps English or that of the place.
ALONE = """
Home decor & lifestyle | Bandung;id
Perth baker, love bread;en
Personal trainer | Roma | GIULIA10;it
Skincare | Paris | SARAH10;fr
Fashion lover | Istanbul | MELIS20;tr
Coffee & books | Kraków;pl
new in @maxmoda ANNA20;en
Makeup artist | Milano | promo codes LUCA15;it
"""
SAYS_IT = [
    ("utho, koi nahi aayega bachane", "hi"),
    ("Silai seekhein asaan tareeke se, blouse cutting", "hi"),
    ("blouse cutting bilkul asaan tarika, video poora dekhein", "hi"),
    ("starch lagaya aur kapda pehna, kitni garmi", "hi"),
    ("monday ko kisne banaya yaar", "hi"),
    ("koi carp pond in Leeds, koi and moss", "en"),
    ("ILARIA15 su tutto il sito, vi aspetto", "it"),
    ("Lifestyle | Wien | Kooperationen gerne per Mail", "de"),
    ("Makyaj ve moda | MELIS20 | iş birliği için DM", "tr"),
    ("the baker who lives upstairs, with my cats", "en"),
    ("ropa y vida en Cali | código SARA10 en todo", "es"),
    ("mangan sego tenan rek, ojo lali", "id"),  # Javanese, which is read as Indonesian
    ("dekorasi rumah kecil | ROSSA12 | Bandung", "id"),
    ("dont wake me if u cant bring tea", "en"),
    ("Weerman", "nl"),
    ("Abogado", "es"),
    ("Hobbyfotograf", "de"),
    ("öğretmen", "tr"),  # jobs without a field
    ("Kiwi gardener, YouTube.com/SoilDiaries", "en"),  # "com" is no Portuguese
    ("ᴡᴇ ᴘʟᴀɴᴛ ʏᴏᴜʀ ɢᴀʀᴅᴇɴ ᴀɴᴅ ᴍɪɴᴇ", "en"),
    ("ι вαкє вяєα∂ fσя муѕєℓf", "en"),
    ("SMM-щик, люблю Xbox и PlayStation", "ru"),
]


def _language(bio: str, *captions: str) -> str | None:
    handle = "rossa.rosa"
    posts = [
        Post(
            network=NETWORK,
            page=f"p{n}",
            observed_at=NOW,
            native_id=str(n),
            url=f"p{n}",
            author_handle=handle,
            text=text,
        )
        for n, text in enumerate(captions)
    ]
    return read_account(evidence([profile(handle, display_name="Rossa 🪑", bio=bio), *posts], handle)).language


@pytest.mark.parametrize("line", CAPTIONS.strip().splitlines())
def test_captions_tell_the_language_where_a_bio_is_loan_words(line: str) -> None:
    language, place, *captions = line.split(";")
    assert _language(LOANED.format(place), *captions) == language


@pytest.mark.parametrize("line", ALONE.strip().splitlines())
def test_loan_words_names_and_codes_alone_are_of_no_other_language(line: str) -> None:
    bio, spoken = line.split(";")
    assert _language(bio) in (None, "en", spoken)


@pytest.mark.parametrize(("bio", "language"), SAYS_IT)
def test_a_bio_that_says_it_is_believed(bio: str, language: str) -> None:
    assert _language(bio) == language


@pytest.mark.parametrize(
    "bio", ["24 | Melb, Aus", "Aus, Perth 🤍", "aus 🌊 backup account", "Personal Trainer | Melb, Aus"]
)
def test_australia_in_short_is_no_german(bio: str) -> None:
    assert read_account(evidence([profile("bo", display_name="Bo", bio=bio)], "bo")).language in (None, "en")


def test_the_german_word_is_one_all_the_same() -> None:
    said = profile("bo", display_name="Bo", bio="Aus Liebe zum Backen, sieht gut aus")
    assert read_account(evidence([said], "bo")).language == "de"


@pytest.mark.parametrize(
    ("bio", "language"),
    [
        ("Mum of two, est. 2013, baking bread", "en"),
        ("80 caracteres no son suficientes\nInstagram: @ana.ink", "es"),
        ("im just a dreamer with too many plants", "en"),
        ("IM IN LOVE WITH MY SOURDOUGH AND U R NOT", "en"),
        ("Im Herzen von Kassel zuhause", "de"),
        ("ıllıllı EAT SLEEP KNIT REPEAT ıllıllı", "en"),
        ("Financial coach. Latina / جزائرية. Send me your story, full time dreamer", "en"),
        ("مدربة يوغا ومحبة للقهوة | coach", "ar"),
        ("Attorney, Red Sox fan, alumnus, gardener", "en"),
        ("modi ji ke bhakt, bharat sarkar zindabad", "hi"),
        ("Your big sister\nInstagram: anna_italiana", "en"),
        ("Bücher und Brot aus Kassel\nInsta: anna.reads.books", "de"),
    ],
)
def test_what_every_language_writes_alike_tells_none(bio: str, language: str) -> None:
    assert read_account(evidence([profile("somebody", bio=bio, display_name="")], "somebody")).language == language


@pytest.mark.parametrize("bio", ["SC: annaknits IG: anna.knits", "est. 2013", "Instagram : Anna_Letsoalo"])
def test_names_on_other_networks_tell_no_language(bio: str) -> None:
    assert read_account(evidence([profile("somebody", bio=bio, display_name="")], "somebody")).language is None


@pytest.mark.parametrize(
    ("bio", "language"),
    [
        ("Co-founder of @rotankita.home", "en"),  # no Polish "co"
        ("Antique teapots", "en"),
        ("Candle content creator", "en"),
        ("Blessed 🪑", "en"),
        ("formerly Rossa. 22, female, italian, a mess", "en"),
        ("#encuadernación #papel #taller #artesanía", "es"),
        (
            "Maminka dvou kluků, peču chleba a pletu. Kdo se na můj profil podívá, ať je vítán, je to tu jen o radosti",
            "cs",
        ),
        ("n7eb el 9ahwa w el b7ar, 3andi ktab jdid", "ar"),
        ("روح هادئه", "ar"),
        ("روح هادئة و کتاب", "fa"),
        ("有毛線的媽咪都來多多分享編織經", "zh"),
    ],
)
def test_a_few_words_tell_what_they_can(bio: str, language: str) -> None:
    assert _language(bio) == language


@pytest.mark.parametrize(
    "bio",
    [
        "Marwa Tilden Osk",
        "(´･ω･`)っ",
        "Freelance EU correspondent, bylines elsewhere",  # neither "eu" nor "bylin"
        "Knit dependent life-form",
        "Pseudo jean rossa",
        "#moss #knit #tea",
        "Digital nomad",
    ],
)
def test_what_nobody_could_tell_is_not_told(bio: str) -> None:
    assert read_account(evidence([profile("zq", display_name="", bio=bio)], "zq")).language is None


@pytest.mark.parametrize(
    ("text", "chatted"),
    [
        ("ana 7abiba men masr, bakl kol 7aga 3adi w ba7eb el shay", True),
        ("3kids 7days 9years of tea", False),
        ("90s music, 7th grade, 3d art, 9to5 job, mp3", False),
        ("mail me: a3b@post.example c7d@post.example e9f@post.example", False),
    ],
)
def test_arabic_in_latin_letters_has_digits_within_its_words(text: str, chatted: bool) -> None:
    assert is_chatted_arabic(text) is chatted
