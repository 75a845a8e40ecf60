"""Words of two meanings: a longer phrase says which, in every language; the word alone still tells its niche."""

import pytest

from scoring.features import read_account
from scoring.lexicon import find_cues
from scoring.lists import LANGUAGES
from tests.scoring.invent import evidence, profile

# What is said;the niche that it is not;the niche that it is, if any.
MEANT_OTHERWISE = """
💨 vape pens reviews | 18+ | Birmingham;art/stationery;
new #vapepen day, mango again;art/stationery;
my insulin pen and I;art/stationery;
Pen tester 💻 red team, CTFs, OSCP;art/stationery;tech/coding
#pentest week, reports until midnight;art/stationery;tech/coding
keyboards & synths, vienna;tech/gadgets;music/instruments
piano keyboards and Bach;tech/gadgets;music/instruments
ball python and his terrarium;tech/coding;pets/pets
java coffee from the hills of Central Java;tech/coding;
taylor swift outfits;tech/coding;
hot dogs and mustard;pets/dogs;
copycat recipes;pets/cats;
sea bass with lemon;music/instruments;
running a business from home;fitness/running;
paper cranes by the hundred;outdoors/outdoors;
perreo intenso hasta abajo;pets/dogs;music/dj
perritos calientes en la feria;pets/dogs;
calamares en su tinta;art/stationery;
código de descuento SARA10;tech/coding;
faire les courses le samedi;fitness/running;
code promo LEA10;tech/coding;
código de desconto TIAGO15;tech/coding;
cachorro quente da praça;pets/dogs;
Rezeptfreie Mittel erklärt;food/cooking;
Muskelkater und Kaffee;pets/cats;
Rabattcode LENA10;tech/coding;
corsa agli armamenti, storia;fitness/running;
codice sconto GIULIA10;tech/coding;
kortingscode SANNE10;tech/coding;
boek nu je plek;books/books;
leki na receptę, opowiadam;food/cooking;
kod rabatowy OLA10;tech/coding;
🏇 at yarışı koşu tahminleri;fitness/running;pets/horses
koşulsuz sevgi ve çay;fitness/running;
kahverengi mont ve bot kombini;food/coffee;fashion/fashion
kampanyamız başladı, acele edin;outdoors/camping;
kampüste sonbahar;outdoors/camping;
saçma sapan bir gün;beauty/hair;
masam yine dağınık;outdoors/hiking;
sirke ile temizlik;art/dance;
bir sivil toplum örgütü;art/sewing;
le château de la Loire;pets/cats;
cheveux châtain clair;pets/cats;
velouté de potiron;fitness/cycling;food/cooking
un canapé en velours;fitness/cycling;home/interior
ci spostiamo al mare;family/wedding;
стихия бушует;books/poetry;
biegle po niemiecku;fitness/running;
brown coat, brown boots;beauty/makeup;fashion/fashion
fast fashion hauls every week;fashion/vintage;fashion/fashion
czytam składy kosmetyków;books/books;beauty/skincare
ich lese Etiketten;books/books;
je lis les étiquettes;books/books;
leggo le etichette;books/books;
petite semaine à la mer;fashion/fashion;
フィルム風に加工;photography/film;photography/photography
スマホ保護フィルムの貼り方;photography/film;
フィルム上映の夜;photography/film;
RAW現像とレタッチ;photography/film;photography/photography
인테리어필름 시공;photography/film;
vintage scooters and their engines;fashion/vintage;tech/cars
indirim kodu MELIS20;tech/coding;
cat dinding dan rak sendiri, rumah kecil;pets/cats;home/diy
bunga bank dan cicilan;home/gardening;
kode promo ROSSA12;tech/coding;
промокод LENA10;tech/coding;
суп из лука порей и лук порей в тесте;fashion/fashion;
割引コードはこちら;tech/coding;
日本の本社から;books/books;
책상 정리와 개발 일기;books/books;
كود خصم SARA10;tech/coding;
डिस्काउंट कोड SARA10;tech/coding;
code BO15 at the till, ends tonight;tech/coding;
online coach, five days a week;tech/tech;
a story that my mum tells better;family/parenting;
en la alfombra de mi mamá;family/parenting;
meine Mama sagt nein;family/parenting;
chalinas de baby alpaca;family/parenting;
truco para abrir un frasco;gaming/tabletop;
humor de escritório;books/writing;
spedizione gratuita in tutta Italia;travel/adventure;
All India delivery;family/pregnancy;
vertraging op het spoor;wellness/self_care;
كفرات جديدة للبر;music/singing;tech/cars
فطور في جدة;family/parenting;
former baker, now at sea;food/baking;
ex-fotograaf, nu bakker;photography/photography;food/baking
18K followers, thank you;fashion/jewellery;
Türkün gücü;music/singing;
Nişantaşı;family/wedding;
gelince haber veririm;family/wedding;
Kardiyoloji asistanı;fitness/fitness;
tatlı dil, güler yüz;food/baking;
você sabia disso;outdoors/outdoors;
não posso beber hoje;family/parenting;
belieber, Justin Bieber;books/books;
Romantik pur;books/fiction;
Méditerranée, mon amour;wellness/meditation;
#politique;pets/dogs;
general counsel, data vulnerability;wellness/wellness;
keranjang penuh;home/diy;
tenggiri segar;outdoors/fishing;
よく見つけました;beauty/makeup;
フランス在住;art/dance;
ジャパン;food/baking;
モーニング娘;family/parenting;music/music
スマイル;travel/travel;
아이돌 좋아해요;family/parenting;
백화점 다녀요;gaming/tabletop;
댓글 환영;books/writing;
اللهم أحسن خواتمنا;fashion/jewellery;
la escalada militar, explicada;outdoors/climbing;
escalar tu negocio sin estrés;outdoors/climbing;
a escalada da violência em números;outdoors/climbing;
l'escalade des tensions, décryptée;outdoors/climbing;
arrampicata sociale, che noia;outdoors/climbing;
Preise klettern wieder;outdoors/climbing;
fiyatlar tırmanıyor, bütçe günlüğü;outdoors/climbing;
pansos dan panjat sosial;outdoors/climbing;
climbing the ladder at work;outdoors/climbing;
climbing plants for a north wall;outdoors/climbing;home/gardening
Kletterrosen und Kompost;outdoors/climbing;home/gardening
plantes grimpantes au balcon;outdoors/climbing;home/gardening
خطوط المترو ومواعيده;art/calligraphy;
خط سير الأتوبيس;art/calligraphy;
"""
ALONE = """
fountain pens and paper;art/stationery
pen pals and snail mail;art/stationery
mechanical keyboards ⌨️;tech/gadgets
python and java developer;tech/coding
I write code at night;tech/coding
dogs and long walks;pets/dogs
I love my cat;pets/cats
running in the rain;fitness/running
mis perros y yo;pets/dogs
mon chat et moi;pets/cats
Rezepte für jeden Tag;food/cooking
koşu ve kahve;fitness/running
rak dinding buatan sendiri;home/interior
kucing dan kopi;pets/cats
bunga di teras;home/gardening
本が好き;books/books
책 읽는 밤;books/books
no fast fashion, old coats only;fashion/vintage
czytam dużo;books/books
自家現像の日;photography/film
mordançage et bain de garance;art/sewing
草木染めの糸;art/sewing
mulmul and sneakers;fashion/womenswear
savon solide surgras;beauty/skincare
adopción responsable, perros de Madrid;pets/dogs
escalada en roca;outdoors/climbing
Klettern am Wochenende;outdoors/climbing
خط الثلث;art/calligraphy
"""


def _niches(text: str) -> set[str]:
    read = read_account(evidence([profile("bo", display_name="Bo", bio=text, posts_count=100)], "bo"))
    return set(read.words.subs)


@pytest.mark.parametrize("line", MEANT_OTHERWISE.strip().splitlines())
def test_a_longer_phrase_says_which_meaning(line: str) -> None:
    text, wrong, right = line.split(";")
    found = _niches(text)
    assert wrong not in found
    assert not right or right in found


@pytest.mark.parametrize("line", ALONE.strip().splitlines())
def test_the_word_alone_still_tells_its_niche(line: str) -> None:
    text, niche = line.split(";")
    assert niche in _niches(text)


def test_phrases_of_other_meanings_stand_in_every_language_and_are_no_cues() -> None:
    from scoring.lexicon import languages

    told = {language.code for language in languages() if language.phrases.get("other meaning")}
    assert told >= set(LANGUAGES)
    assert not [cue for cue in find_cues("vape pens, kode promo, hot dogs") if cue.label == "other meaning"]
