"""Kinds: accounts that a program writes, pages of others' works and firms that sell a service, in all languages, and
creators who speak of such things."""

import pytest

from scoring.features import read_account
from scoring.features.kind import KindFound
from tests.scoring.invent import evidence, posts, profile

# handle;name;category;bio
AUTOMATED = """
opensourcenews.bot@wire.example;OSS News Bot;;🤖 automated feed of open source releases. Not monitored.
wetter.bot;Wetterbot;;Automatischer Feed des Wetters in Kassel. Wird nicht gelesen.
meteo.bot;Météo Bot;;Compte automatisé : la météo de Lyon toutes les heures
noticias.bot;Noticias Bot;;Cuenta automatizada con titulares de ciencia
poesia.diaria.bot;Poesia Bot;;Sou um bot. Um verso por hora.
treni.bot;Treni Bot;;Questo account è un bot. Ritardi dei treni
trein.bot;Trein Bot;;Dit is een bot. Vertragingen van treinen
pociagi.bot;Bot Kolejowy;;To konto jest botem. Opóźnienia pociągów
deprem.bot;Deprem Bot;;Bu hesap bir bot, depremler otomatik paylaşılır
gempa.bot;Gempa Bot;;Akun otomatis info gempa, ini bot
cats_bot;Котобот;;Это бот. Кот каждый час, автопостинг
haiku_bot;俳句bot;;非公式botです。一時間に一句、自動投稿
haiku.kr.bot;하이쿠 봇;;자동 게시 봇입니다
akhbar.bot;بوت الأخبار;;حساب آلي ينشر تلقائيا
mausam.bot;मौसम बॉट;;यह एक बॉट है, मौसम हर घंटे
weather_leeds_bot;Leeds weather;;hourly weather, automated
hourly.foxes;Hourly Foxes;bot;A fox every hour
colours.every.hour;Colours;;I am a bot. A colour every hour, posted automatically
"""
PAGES = """
vse.o.sovah;Всё о совах;;Всё о совах, присылайте своих, фото подписчиков
ucuz.kahve;Kahve Fırsatları;;Kahve ve makine indirimleri anlık 🔥 Telegram kanalımıza katıl
skidki.dom;Скидки для дома;;Скидки и промокоды каждый день | наш телеграм
ofertas.hogar;Ofertas;;Chollos y descuentos cada día, canal de Telegram
sconti.casa;Sconti;;Offerte e codici sconto ogni giorno
korting.thuis;Kortingen;;Elke dag kortingscodes en koopjes voor thuis
boardgame.bargains.daily;Board Game Bargains;;deals daily 🎲 affiliate links | #ad | not our posts
alltem.picks;추천템 모음;;매일 올리는 꿀템✨ 출처 DM 주세요 삭제해드려요
setups.daily.feed;Setups Daily;;🔥 Best setups daily | tag us | credit in post | promo DM
mesas.diarias;Mesas de trabajo;;Los mejores setups cada día | etiquétanos | créditos en el post
bureaux.du.jour;Bureaux;;Les plus beaux bureaux chaque jour | identifiez-nous | crédit en post
setups.do.dia;Setups;;Os melhores setups todos os dias | marquem-nos | créditos no post
schreibtische.taeglich;Schreibtische;;Die besten Setups jeden Tag | taggt uns | Credits im Post
scrivanie.del.giorno;Scrivanie;;Le migliori scrivanie ogni giorno | taggaci | crediti nel post
bureaus.dagelijks;Bureaus;;De mooiste bureaus elke dag | tag ons | credits in de post
biurka.codziennie;Biurka;;Najlepsze biurka codziennie | oznacz nas | autor w poście
masalar.gunluk;Masalar;;En iyi masalar her gün | bizi etiketle | kaynak açıklamada
meja.harian;Meja;;Setup terbaik setiap hari | tag kami | credit di post
stoly.daily;Столы;;Лучшие сетапы каждый день | отмечай нас | автор указан в посте
desk.matome;デスクまとめ;;毎日素敵なデスクを紹介 | タグ付けしてね | 出典は投稿に
desk.kr.daily;데스크 모음;;매일 데스크 소개 | 태그해주세요 | 출처는 본문에
makatib.daily;مكاتب;;أجمل المكاتب يوميا | منشن لنا | المصدر في المنشور
mez.roz;मेज़;;बेहतरीन सेटअप हर दिन | हमें टैग करें | क्रेडिट पोस्ट में
van.francophone;VAN FRANCOPHONE;;La communauté van 🇫🇷🇧🇪 | 📸 #vanfrancophone pour un repost
lippen.deals;Lippen Deals;;Loot offers 🛍️ join telegram
caritas.lindas;Caritas Lindas;;manda la foto de tu bebé por DM y sale aquí
moldes.libres;Moldes Libres;;Los mejores moldes 🧵 Compartimos ideas de la web | Publicidad por DM
recettes.au.top;Recettes au Top;;🌱 les meilleures recettes vegan du web
baby.fotos;Babyfotos;;Schickt uns eure Fotos, die schönsten zeigen wir
rutas.verdes;Rutas;;Las rutas más verdes 📸 #rutasverdes para un repost
"""
FIRMS = """
tatli.ev;Tatlı Ev;;Butik pasta ve kurabiye, siparişler 2 gün önceden
northlight.talent;Northlight Talent Agency;;We represent creators in food and travel. Brands: hello@northlight.example
agence.halo;Agence Halo;;Agence d'influence. Nous représentons 40 créatrices beauté
funkelagentur;Funkel Agentur;;Influencer-Agentur aus Köln. Wir vertreten Creator im Bereich Beauty
agenzia.lume;Agenzia Lume;;Agenzia di influencer a Milano. Rappresentiamo creator di moda
bureau.vonk;Bureau Vonk;;Influencer bureau. Wij verbinden merken met makers
agencja.iskra;Agencja Iskra;;Agencja influencerów. Reprezentujemy twórców beauty
kivilcim.ajans;Kıvılcım Ajans;;Influencer ajansı. Markaları buluşturuyoruz
agensi.kilat;Agensi Kilat;;Agensi influencer. Kami mewakili kreator kecantikan
iskra.agency;Искра;;Агентство инфлюенсеров. Представляем блогеров о красоте
hikari.casting;ヒカリ;;インフルエンサー事務所 所属クリエイター30名
byeol.mcn;별 에이전시;;인플루언서 에이전시. 소속 크리에이터 문의
wakala.noor;وكالة نور;;وكالة مؤثرين. نمثل صناع المحتوى
jyoti.agency;ज्योति;;इन्फ्लुएंसर एजेंसी. मार्केटिंग एजेंसी
revista.hilo;Hilo;;Revista digital de costura. La redacción, Bogotá
maschen.mag;Maschen;;Onlinemagazin für Strickerinnen. Die Redaktion schreibt
le.fil.mag;Le Fil;;Magazine en ligne. La rédaction parle couture
loose.leaf;Loose Leaf;;We publish small books about tea. New issue out now
brummi;Brummi Vermietung;;Wir vermieten Campingbusse in Bremen
autos.luna;Luna Alquileres;;Alquilamos furgonetas camper. Empresa de alquiler en Girona
camper.zon;Zon Verhuur;;Wij verhuren campers in Zeeland
negativ.freunde;Fotogruppe Negativ e.V.;;Gemeinschaftslabor, Gäste willkommen
hafen.labor;Fachlabor Hafen;;Film einschicken · Mo–Fr 10–18
klub.pionek;Stowarzyszenie Pionek;;Spotkania w piątki, wstęp wolny
eulengrund.spiele;Eulengrund Verlag;;Spiele mit Charakter 🦉
sowa.gra;Wydawnictwo Sowa;;Gry z charakterem 🦉
kostka.cafe;Pod Kostką – kawiarnia planszówkowa;;400 gier na półkach, codziennie 12-22
patiler;Patiler Derneği;;Sokaktaki dostlar için 🐾
huellitas;Fundación Huellitas;;adopta 🐾
vivero.verde;Vivero Verde;;plantas y macetas
chiens.du.val;Clinique du Val;;pour vos chiens
duchi.kniga;Издательство Духи;;книги о травах
inu.byoin;みどり動物病院;;犬と猫
abaya.dar;دار النشر الصغيرة;;كتب
fernwood_games;Fernwood Games Ltd;Games/toys;Publisher of little games ▶ Trade enquiries by mail
oat.mill;Oat Mill S.L.;;avena y molienda
romashka;ООО Ромашка;;цветы
midori.paper;株式会社みどり;;文具
pastel_mart;파스텔마트;;화장품 도매/소매 당일발송📦 카톡주문
guia.nortada;Nortada Guias;Tour Agency;Passeios guiados no Gerês | Reservas por WhatsApp | RNAAT 000/2020
guia.nortada;Nortada Guias;;Passeios guiados no Gerês | Reservas por WhatsApp | RNAAT 000/2020
wander.northwest;Northwest Walks;Tour Operator;Guided hikes in the Lakes. Book your tour below
leeds.smiles;Leeds Smiles;;Dental clinic in Leeds. Book online, our patients come first
casa.montes;Casa Montes;;Visitas guiadas por Toledo | Reservas por WhatsApp | Nuestros guías
escuela.sol;Escuela Sol;Language School;Aprende español en Granada
ecole.vague;École de la Vague;;École de surf à Biarritz | nos cours toute l'année | inscriptions ouvertes
vans.nivelle;Vans Nivelle — Aménageur;;Aménagement sur mesure de fourgons 🔧 Annecy | Devis gratuit
dach.holt;Dach Holt;;Dachdecker in Ulm | Kostenlose Angebote | unser Meisterbetrieb
tejados.roble;Tejados Roble;;Reformas y tejados | presupuesto sin compromiso
tetti.brina;Tetti Brina;;Ristrutturazioni a Como | preventivo gratuito
gite.du.bois;Gîte du Bois;Bed and Breakfast;Chambres d'hôtes en Auvergne
tanzschule.nord;Tanzschule Nord;;Tanzschule in Kiel | unsere Kurse | Anmeldung offen
stadtfuehrung.ulm;Ulm zu Fuß;Reiseveranstalter;Stadtführungen in Ulm, jeden Samstag
sole.tour;Sole Tour;;Escursioni guidate sull'Etna | prenotazioni WhatsApp | P. IVA 01234567890
dansschool.zuid;Dansschool Zuid;;Dansschool in Breda | onze lessen | schrijf je in
szkola.fali;Szkoła Fali;;Szkoła surfingu na Helu | zapisy otwarte | zapraszamy
dis.klinigi;Ada Diş;;Diş kliniği Kadıköy | randevu ve rezervasyon için arayın | hizmetlerimiz
open.trip.bromo;Bromo Trip;;Open trip Bromo | paket wisata | booking WA | izin resmi
tours.baikal;Байкал Тур;;Авторские туры на Байкал | бронирование в директ | наши гиды
surf.school.jp;波乗りスクール;;当スクールは鎌倉にあります | 体験レッスン受付中 | ご予約受付中
pt.studio.kr;바른 필라테스;;수강생 모집 | 상담 예약 | 저희 스튜디오
rihla.trips;رحلات البحر;;رحلات سياحية في العلا | للحجز واتساب | خدماتنا
himalaya.tours;Himalaya Tours;;टूर पैकेज मनाली | एडमिशन ओपन | हमारी सेवाएं
kontrak.melati;Kontrakan Melati;;Rumah disewakan | Jl. Melati No. 12 | survey gratis
posada.encina;Posada Encina;;Cocina de mercado, calle Mayor 14 | abierto todos los días
bread.and.rye;Bread & Rye;;21 Harbour Street, open daily, dine in or takeaway
backstube.birke;Backstube Birke;;Lindenstr. 5 | Montag Ruhetag | wir suchen Verstärkung
roast.nord;Nord Roasters;;freshly roasted every Tuesday, order now, ships to all of Europe
iphone.quartz;Quartz Móviles;;LOCAL FÍSICO | Reparaciones y accesorios | aceptamos tarjetas
blue.dive;Blue Dive;Scuba Diving Center;PADI courses daily
popotes.seches.shop;Popotes Sèches;;Repas secs bio, fabriqués à Rennes | 🚚 offerte dès 39 €
neem.kart;NeemKart;;100% ayurvedic face packs 🌿 COD available
fietsbelang.midden;Fietsbelang Midden;;Vereniging voor fietsers. Nieuws, acties, lid worden
ridge.modelling;Ridge;Modeling Agency;New faces of Leeds
"""
CREATORS = """
lena.liest;Lena;;Autorin bei Eulengrund Verlag. Ich schreibe Krimis
mia.moda;Mia;;Mode & Reisen | Management: Funkel Agentur
joao.viaja;João;;Viajo de carrinha. Agenciado por Agência Faísca
tom.writes;Tom Ash;;Editor at an independent magazine. I bake on Sundays
zoe.makeup;Zoe;;MUA, repped by Northlight Talent Agency
rosa.lee;Rosa Lee;;Colaboradora de la revista digital Hilo. Mamá de dos
piotr.czyta;Piotr;;Redaktor, czytam i recenzuję. Współpraca: wydawnictwa
ela.pisze;Ela;;Pisarka. Moje książki wydaje Wydawnictwo Sowa
camper.kim;Kim;;Reizen met onze camper, gehuurd bij Zon Verhuur
luca.fotografa;Luca;;Fotografo per riviste online. Agenzia: Lume
ayse.gezer;Ayşe;;Karavanla geziyorum. İletişim: Kıvılcım Ajans
sari.masak;Sari;;Ibu dua anak, masak tiap hari. CP: Agensi Kilat
masha.reads;Маша;;Читаю и пишу. Автор журнала "Новый номер"
yuki.cam;ゆき;;カメラと旅。所属: ヒカリ事務所
nat.games;Natalie Games;;I play board games with my kids
oli.talent;Oli;;Hidden talent: burning toast. I cook anyway
gus.records;Gus's records;;I collect vinyl records, jazz and soul
emma.studio;Emma;;Our family of five rents a cottage each summer. We bake
vera.mgmt;Vera;;Beauty | talent management: hello@northlight.example
noa.lit;Noa;;Libros. Mis lecturas, editorial independiente favorita del mes
ana.lee.biblioteca;La biblioteca de Ana;;leo y subrayo
book.club.girl;Bex Book Club;;tea and thrillers, new read each week
cafe.mit.anna;Café mit Anna;;Kuchen & Klatsch
akademie.anna;Anna Akademie;Blog;stricke bunt
klub.czytania.oli;Klub czytania Oli;;czytam do trzeciej w nocy
refugio.de.lu;Refugio de Lu;;plantas, mate y siestas
mira.as;Mira AS;;ink and paper
sofia.sa;Sofia Sa;;travel diaries
tom.ltd.edition;Tom Limited Edition;;sneakers I love
robot.rita;Rita;;robotics student 🤖 Aachen
homes.hal;Hal;;I automated my home, lights and plants
jo.and.sam;Jo & Sam;;we travel with our dog, our van and our kids
chef.ana;Ana;;private chef | reservas por DM | I cook at your home
botbuilder.bo;Bo;;I build bots and break them
ferns.and.moss;Ilse;Botanist;botanist, moss lover
max.bot;Max Bot;;ik teken stripverhalen
talbot.tom;Tom Talbot;;Not a robot, just a runner
lisbon.with.rui;Rui;;tour guide 🚶 I show you my Lisbon
lisbon.with.rui;Rui;Tour Guide;Guided tours and stories, I live in Alfama
guia.ana;Ana;;Soy guía de turismo y te enseño mi Toledo
guide.louis;Louis;;Je suis guide, je vous montre mon Lyon
baking.daily;Greta;;daily bakes from my kitchen | DM for promo
best.of.me;Mia;;my best recipes daily
gina.dance;Gina;Dancer;I teach at a dance school in Turin
yoga.ira;Ira;;I run a small yoga studio in Riga
vet.nora;Nora;;Vet at a clinic, cats at home
gym.lea;Lea;Gymnast;gymnast, we train in Berlin
innen.jo;Jo;Innenarchitektin;Ich zeige Räume in Graz
teacher.tess;Tess;;language teacher, my students and I
chloe.reist;Chloe;;Reisen ohne Reisebüro, ich plane selbst
run.route.12;Wren;;12 miles a week, my street food map of Leeds
rue.des.livres;Lou;;je lis, 30 ans, rue de mes rêves
via.con.me;Gaia;;io e la Via Lattea, 2 gatti
menu.mio;Ida;;Reseñas de restaurantes y menú del día por mi barrio, yo pago
fashion.news.junkie;Bo;;my thoughts on runways
katzen.kim;Kim;;Ehrenamt im Tierheim, Mitglied im Verein
abuela.gabi;Gabi;;las mejores recetas de mi abuela
lena.kocht;Lena;;Die besten Rezepte aus meiner Küche
ana.shop;Ana;;I sew for me and my cats
run.for.good;Jo;;knitting, and a run for charity every May
torto.dritto;Davide;;Maglie vecchie, bottoni giusti. Vesto usato dal 2014, rammendo dal 2019
lezioni.di.vita;Sara;;Studio danza da dieci anni, sono ballerina
"""


# What says that it is an organisation, and people who speak of one.
ORGANISATIONS = """
oatfest;Oat Festival;;The official account of the Oat Festival
pinefield.high;Pinefield High;;Official Instagram page of the choir of Pinefield High
avena.club;Club Avena;;Cuenta oficial del Club Avena
avoine;Avoine;;Compte officiel du festival de l'avoine
aveia;Aveia;;Página oficial da festa da aveia
hafertag;Hafertag;;Offizieller Account des Hafertags
avena.fest;Avena;;Profilo ufficiale della festa dell'avena
haverdag;Haverdag;;Officieel: de officiële pagina van de Haverdag
owies;Owies;;Oficjalne konto festiwalu owsa
yulaf;Yulaf;;Yulaf Festivalinin resmi hesabı
gandum;Gandum;;Akun resmi festival gandum
oves;Овёс;;Официальный аккаунт праздника овса
mugi;麦まつり;;麦まつりの公式アカウントです
gwiri;귀리;;귀리 축제 공식 계정입니다
shufan;شوفان;;الحساب الرسمي لمهرجان الشوفان
jai;जई;;जई महोत्सव का आधिकारिक अकाउंट
pinefieldprep;Pinefield;;An independent school in Leeds for curious minds
northrock;North Rock;;Leeds' classic rock station. On air all day
halo.tech;Halo;;Leading global engineering firm providing services to mills
quarry.hotel;Quarry;;The quiet hotel in Whitby, ten minutes from the pier
wsra;WSRA;;WSRA is an association of recycling folk that shares what works
empresa.lino;Lino;;Empresa mexicana de telas de lino
asso.lin;Lin;;Association dédiée à la culture du lin
verein.lein;Lein;;Verein zur Förderung des Leinens
lin.jobs;Lin;;Find the latest jobs in weaving
flaxnews;Flax;;Latest flax news and prices from the fields
"""
OF_ORGANISATIONS = """
ana.lima;Ana Lima;;Official account of Ana Lima, knitter
wilf.runs;Wilf;;The official account for radio host and runner Wilf Oatwhistle
jo.hr;Jo;;HR manager at a staffing firm, knitting at night
bo.founder;Bo;;Founder of a small company in Leeds. I weave
tess.nurse;Tess;;Nurse at the best hospital in town
ida.school;Ida;;Art school, cats, coffee
mo.walks;Mo;;Walking to a museum near you
ren.station;Ren;;I live near the station
lea.news;Lea;;My latest news: I finished the blanket
servants;Kit;;Although we feed them, we are not their servants 🐈
nina.lit;Nina;;Ce n'est pas qu'un rêve
ivo.official;Ivo Prado;;IG: ivo.official | films and bread
"""


def _kind(line: str) -> KindFound:
    handle, name, category, bio = line.split(";")
    one = profile(handle, display_name=name, category=category or None, bio=bio, posts_count=120)
    return read_account(evidence([one], handle)).kind


def _lines(table: str) -> list[str]:
    return table.strip().splitlines()


@pytest.mark.parametrize("line", _lines(AUTOMATED))
def test_what_a_program_writes_is_no_creator(line: str) -> None:
    found = _kind(line)
    assert found.kind == "aggregator"
    assert any(reason.startswith("automated") for reason in found.reasons)


@pytest.mark.parametrize("line", _lines(PAGES))
def test_who_shows_the_works_of_others_is_an_aggregator(line: str) -> None:
    assert _kind(line).kind == "aggregator"


AGENCIES = """
saree.faces.agency;Saree Faces;;Influencer management 🎯 Creators apply ⬇️
lumo.mgmt;Lumo Talent;;Connecting brands with nano creators
"""


@pytest.mark.parametrize("line", [*_lines(FIRMS), *_lines(AGENCIES)])
def test_who_sells_a_service_is_a_firm(line: str) -> None:
    assert _kind(line).kind in ("shop", "brand")


@pytest.mark.parametrize("line", _lines(ORGANISATIONS))
def test_what_says_that_it_is_an_organisation_is_no_creator(line: str) -> None:
    assert _kind(line).kind in ("shop", "brand", "aggregator")


@pytest.mark.parametrize("line", [*_lines(CREATORS), *_lines(OF_ORGANISATIONS)])
def test_who_speaks_of_bots_tours_and_schools_is_a_creator(line: str) -> None:
    found = _kind(line)
    assert found.kind == "creator", found


def _captioned(captions: list[str], bio: str) -> KindFound:
    one = profile("coast.captures", display_name="Coast Captures", bio=bio, posts_count=120)
    said = [
        post.model_copy(update={"text": text})
        for post, text in zip(posts("coast.captures", len(captions)), captions, strict=True)
    ]
    return read_account(evidence([one, *said], "coast.captures")).kind


def test_who_shows_everybody_elses_pictures_is_an_aggregator() -> None:
    others = [f"Morning light 📸 @wren.{number}" for number in range(8)]
    told = _captioned(others, "Repost of the coast")
    assert told.kind == "aggregator"
    assert "8 of 8 captions credit others, 8 of them" in told.reasons
    # Pictures alone say it of nobody, and one photographer is who takes somebody's pictures.
    assert _captioned(others, "walks by the sea").kind == "creator"
    assert _captioned(["New coat 📸 @wren.1"] * 8, "Repost of the coast").kind == "creator"
    assert _captioned([*others[:4], *["My own walk"] * 8], "Repost of the coast").kind == "creator"


def test_captions_that_speak_as_a_shop_make_one_of_whom_the_bio_leaves_open() -> None:
    selling = ["Back in stock: rye flour", "Closed today", "Gift sets for the season", "A new crust", "Just landed!"]
    told = _captioned(selling, "Sourdough and rye. Order by mail, DM to order")
    assert told.kind == "shop"
    assert "3 of 5 captions speak as a shop" in told.reasons
    assert _captioned(selling, "I bake rye, my first starter is ten").kind == "creator"
    assert _captioned(["Back in stock at my favourite mill", *["My bread"] * 5], "Bread, DM to order").kind == "creator"
