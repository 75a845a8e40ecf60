"""What a person says of herself, though shops, pages of others' works, fans and pupils say it, too."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scoring import lexicon
from scoring.features import read_account
from scoring.features.kind import KindFound
from scoring.features.said_by_people import SAID_BY_PEOPLE
from tests.scoring.invent import evidence, profile

# Bios of invented people.
PEOPLE = """
thrift store finds & size 16 outfits, Tulsa
coffee shop hopping around Leeds ☕
New video drops every Friday. Ceramics, glazes, failures
just landed in Lisbon ✈️ slow travel on a teacher's budget
your daily dose of skincare, Manila
Best spots in Bristol for brunch and a good flat white
capsule wardrobe, curated by Anna
We share our van life, two kids and a whippet
Arsenal fan since 1998. kits, pubs, away days
Boardgames. Opinions mine, not affiliated with any publisher
tips and tricks for small gardens
Estate agent by day, sourdough by night
funny videos about nursing school
a hub for slow crafts & tea. written by Wren
Lo mejor de Cádiz: playas, tapas y tapeo
rincones de Asturias 🏔️ y sidra
Entrenadora personal a domicilio en Murcia
lanas y agujas, patrones para principiantes
frases de mis libros favoritos, reseñas
noticias de tecnología contadas fácil
Maquillaje real. Publicidad por DM
le meilleur de Nantes, cantines et bars à vin
on partage nos recettes sans gluten 🌾 Annecy
bons plans de Lille pour étudiants fauchés
bar à chats, bar à jeux : mes adresses à Lyon
sélection de polars et thrillers, Brest
Tudo sobre maternidade e introdução alimentar
o melhor de Floripa 🌴 praias e trilhas
Look do dia plus size. chama no direct
curadoria de livros de fantasia
receitas veganas fáceis. Publicidade DM
das beste aus dem Garten, Balkonien in Essen
wieder da! Strickvideos und Tee
Mein zweiter Krimi jetzt erhältlich. Autorin aus Jena
die schönsten Orte in Franken, Wandern mit Kind
Fans von gutem Kaffee. Zwei Leute, eine Mühle
profilo dedicato alla cucina senza glutine
profilo dedicato a ricette veloci
Make-up e skincare, Bari. Info in DM
il meglio di Torino tra caffè e librerie
vintage lover, ai mercatini di ogni domenica
wij delen onze verbouwing, jaren 30 huis
het beste van Gent: koffie, taart en tweedehands
yogadocent in Delft, lessen op dinsdag
fans van bordspellen. recensies en spelregels
codzienna dawka matematyki i kawy
jedzenie na wynos i na miejscu, testuję Wrocław
społeczność miłośników kaktusów to my, Ania i Kuba
yeni sezon kombinler, tesettür, Konya
her gün bir şiir. okur, yazar, çay içer
makyaj denemeleri, ürünler için link
Ev yapımı tarifler. Reklam için DM
tempat ngopi di Jogja, review jujur
kuliner dan wisata Semarang bareng Dita
OOTD hijab, link shopee di bio
ремонт и уют в хрущёвке, своими руками
цитаты из книг и отзывы, читаю по ночам
лучшее из моей ленты: закаты и кофе, Сочи
макияж для нависшего века, реклама в директ
プチプラコスメをご紹介します💄 混合肌
時短レシピまとめています🍳 共働き
名古屋カフェ巡り☕️ 営業時間は投稿に
お得情報まとめ✨ 節約と家計簿
推し活アカウント🎀 手作り痛バ
대전 맛집 소개해드려요 🍜
육아템 공구 진행 중, 내돈내산 위주
하루 한 줄 필사, 만년필과 노트
자취생 꿀팁 모음, 원룸 인테리어
부산 카페 기록, 영업시간은 본문에
حساب يهتم بالطبخ السريع والحلويات
اقتباسات يومية من قراءاتي، عمّان
हर दिन एक नई रेसिपी, कानपुर
daily shayari, apni kalam se ✍️
vegan backen in Kiel 🧁 Werbung per DM
recetas fáciles. Madrid. Publicidad por DM
wypieki i kawa, Kraków. Reklama DM
moda e beleza. Publicidade DM
уход за кожей. реклама в директ
street food in Leeds. dm for ads
ricette di casa. Pubblicità in DM
Cold brew nerd. Lifelong fan club member of the Rovers
嵐ファンクラブ会員。カフェ巡り
le pain du même levain, Lyon
"""

# Invented grown-ups who speak of school years, ages and numbers.
ADULTS = """
8th grade teacher & weekend potter, Ohio
I teach year 7 science and knit too much
middle school librarian. graphic novels
high school band director | hiking in Utah
Mum to a year 9 and a year 11, baking through it
PE coach, under 18s squad, Hull
Personal account of Joan. Mill: @joanmill
16 weeks pregnant with twins, Boise
15 years sober. running & roses
12 hives, 3 acres, Devon
14 rescue hens and a donkey
17 countries on a shoestring
Profe de 2 de la ESO y ceramista, Vigo
Cuenta personal. Recetas en @lacocina
mamá de una de 15 y uno de 12. Cocina
Prof en collège, 6ème et 5ème. Aquarelle
maman d'un collégien et d'une lycéenne, Brest
17 ans de tricot, Lyon
Professora do 7o ano e leitora, Porto
mãe de adolescentes de 13 e 16, São Paulo
Lehrerin, 5. Klasse, und Töpferin. Kiel
Mama von 3 (8, 12, 15), Garten in Fulda
15 Jahre Balkongarten
insegno alle medie, terza media. Acquerelli
Profilo personale. Ricette della nonna, Bari
juf groep 7, leest en bakt. Breda
mama van 2 pubers, 13 en 15
uczę w 7 klasie, szyję nocami. Łódź
7. sınıf öğretmeni, kitap kurdu. Bursa
Kişisel hesap. Tarifler @mutfak
guru SMP kelas 8, hobi merajut. Solo
учитель, 5 класс, вяжу и пеку. Тула
мама школьника и школьницы, рецепты на ужин
Личный аккаунт. Керамика, Казань
小学生と中学生のママ🍱 お弁当
中3男子の母。時短ごはん
中学校教員、週末は登山
小学校の先生｜イラスト
초등학생 아들 엄마, 집밥
중학교 교사, 필사와 만년필
초5 딸맘, 학습지 기록
حساب شخصي. قهوة وكتب، جدة
معلمة ثاني متوسط، أحب الخط
कक्षा 8 की शिक्षिका, कविता और चाय
दो बच्चों की माँ, कक्षा 5 और 7
14/2 💍 | Hamburg | Hund & Garten
book club 10/16 in Leeds
joined •3•12•2019•
13/50 states, one van
half marathon 13.1 | Leeds
UK size 14 | plus size looks
mum of 2 | 13 & 16
"""

# Handles, names and bios of people who work or go somewhere, like something, or play with a word.
NAMES = """
frau.k.liest;Frau K. | Grundschule;Lehrerin, Bilderbücher und Buchstabentage
hoikuen_mama;ゆか｜保育園ママ;0歳児ワーママの時短ごはん
shika.miku;歯科衛生士みく;歯の話とカフェ巡り
nurse.jini;병원 간호사 지니;나이트 끝나고 베이킹
tutor.min;학원강사 민쌤;책과 문구
vet.nurse.aya;動物病院看護師あや;猫3匹と暮らす
coffee.fan;Ole;filter coffee notes from Bergen
mina.updates;Mina;knitting, slowly
yarn.fan.anna;Anna;socks and shawls
leeds.fc.mum;Jo;two boys, one season ticket, many pies
swiftie.stan.bakes;Bea;cakes and concerts
dr.lena.klinik;Dr. Lena;Klinikalltag und Sauerteig
anna.daily;Anna;outfits of a tall girl
lena_daily;Lena;Kaffee, Katzen, Köln
wander.news;Kim;trail notes
the.inspo.nook;Ada;bullet journal spreads
hub.of.wool;Marit;wool from my own sheep
mina.shop.diary;Mina;thrift diary, Porto
bakery.girl;Bakery Girl Ida;croissants I ate in Paris
cafe.hopper.lin;Cafe Hopper Lin;flat whites and notebooks
boutique.hunter;Vero;vintage in Milan
the.salon.mum;Hayley | Salon Mum;hair at home, curly kids
hotel.nerd;Hotel Nerd;one night reviews, Europe by train
restaurant.nerd;Restaurant Nerd Tom;eating Leeds alphabetically
museum.tessa;Museum Tessa;een museum per week
school.run.style;School Run Style;outfits before 8am
caferun;カフェ巡りのまい;関西のカフェ☕️
pan_meguri;パン屋めぐり;食べ歩き記録 東京
bakery_tour;빵집투어;서울 빵집 기록
kafe.gezgini;Kafe Gezgini Ece;İstanbul'un kahvecileri
official.anna;Anna Berg Official;singer, painter of small things
fanni.bakes;Fanni;kürtőskalács at home
book.club.kate;Kate's Book Club;monthly reads, tea
shelter.volunteer;Shelter Volunteer Sam;walking rescue dogs on sundays
tierheim.lisa;Lisa vom Tierheim;Ehrenamt, Hunde, Gassi
clinic.to.kitchen;Clinic to Kitchen;dietitian, eats cake
records.and.rain;Records & Rain;vinyl collecting in Seattle
games.with.gus;Games with Gus;solo board games
magazin.hanna;Hanna;Zeitschriften sammeln
agencia.cero;Teo;sin agencia, dibujo solo
studio.ghosti;Noor;drawings of small ghosts
nailstudio.fan;Ria;press-ons at home
winkel.dochter;Winkeldochter;vintage vondsten, Antwerpen
laden.hueter;Ladenhüter;Bücher, die keiner liest
"""

# Names and bios of pages.
PAGES = """
aggregator;Lo mejor de Jaén;Sus bares y sus fotos
aggregator;Frases de amor;Un beso es eso que se da
fan_page;Wren Ashdown;Daily updates. Your source for all about her
fan_page;Wren Ashdown Fan Club;The fan club of Wren Ashdown
shop;Quince Yarns;Yarn shop in Hull. Back in stock: merino
"""


def _kind(bio: str, name: str = "Mina", handle: str = "mina.x") -> KindFound:
    return read_account(evidence([profile(handle, display_name=name, bio=bio, highlights_count=0)], handle)).kind


@pytest.mark.parametrize("bio", [*PEOPLE.strip().splitlines(), *ADULTS.strip().splitlines()])
def test_a_person_who_says_it_is_a_creator(bio: str) -> None:
    found = _kind(bio)
    assert found.kind == "creator", found


@pytest.mark.parametrize("line", NAMES.strip().splitlines())
def test_a_person_called_so_is_a_creator(line: str) -> None:
    handle, name, bio = line.split(";")
    found = _kind(bio, name, handle)
    assert found.kind == "creator", found


def test_dates_in_a_name_are_no_age() -> None:
    assert _kind("イラストレーター", "もも🍑個展1/29～2/14").kind == "creator"
    assert _kind("13/f/leeds").kind == "suspected_minor"
    assert _kind("åk 7 | fotboll").kind == "suspected_minor"


@pytest.mark.parametrize("line", PAGES.strip().splitlines())
def test_two_such_phrases_or_one_in_the_name_make_a_page(line: str) -> None:
    kind, name, bio = line.split(";")
    assert _kind(bio, name).kind == kind


def _phrases(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for value in node.values():
            yield from _phrases(value)
    elif isinstance(node, list):
        yield from (str(phrase).strip("=*") for phrase in node)


def test_every_such_phrase_is_one_of_the_lexicon() -> None:
    known: set[str] = set()
    for file in Path(lexicon.__file__).parent.glob("*.toml"):
        known.update(_phrases(tomllib.loads(file.read_text(encoding="utf-8"))))
    assert known
    assert sorted(SAID_BY_PEOPLE - known) == []
