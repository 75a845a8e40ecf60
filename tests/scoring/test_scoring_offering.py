"""Firms, institutions and pages that have no noun for themselves, by what they offer and how they describe it, and
people who use the same words."""

import time

import pytest

from scoring.features import read_account
from tests.scoring.invent import evidence, profile

# handle;display name;bio
OTHERS = """
pinewick;Pinewick;Hand-poured candles for every occasion | wholesale & retail
umbralights;Umbra Lights;Umbra Lights offers lamps and spare parts to homes across Leeds
oatmere.prints;Oatmere;We design personalised posters for nurseries
lumen.rentals;Lumen;Cameras & lenses, tripods too. Premium equipment, Harrow Road
fernhall;Fernhall;Centre for garden history at the city of Ripley
tarnmuseum;Tarn Museum;Small museum of boats in Kettleby
marlow.trust;;Federation of small mills serving the north
quillnews;Quill News;The latest stationery news from around the world
knotfacts;Knot Facts;Bringing you all the latest knitting news
cellpunto.ec;Cellpunto;Celulares nuevos y usados 📍 Local 12, C.C. Las Lomas
pan.sereno;Pan Sereno;Trabajamos con productos de calidad desde 1987
telares.sur;;Instituto de tejidos tradicionales del sur
vozdelpuerto;Voz del Puerto;Medio de comunicación local. Síguenos y entérate
ateliers.nord;Verre Nord;Nous fabriquons des lampes sur mesure. Contactez-nous
bibnord;Bib Nord;Bibliothèque universitaire de Valmere et des environs
lojazul;Azul;Capas e acessórios, seminovos com garantia. Parcele em até 12x
doceria.mel;Doce Mel;Fazemos doces para sua festa. Entregas em toda a cidade
birkenlicht;Birkenlicht;Wir fertigen Lampen und liefern Produkte für dein Zuhause
archiv.nord;Archiv Nord;Hier postet das Archiv der Küstenschiffer
lampisti;Lampisti;Realizziamo lampade su misura. Contattaci
wolweide;Wolweide;Wij leveren producten op maat
niteczka.pl;Niteczka;Szyjemy torby, dostawa w całym kraju
ipekyolu;İpekyolu;Tasarlıyoruz ve üretiyoruz, kargo ücretsiz
rumahlilin;Rumah Lilin;Kami menyediakan lilin, produk original
svetdom;Светдом;Предлагаем лампы и товары для дома, доставка по стране
akari.rental;あかり;撮影機材レンタル・販売｜ご予約はリンクから
bitgaram;빛가람안경;주차 가능 / 예약 031-000-0000 / 2층
nur.lamps;نور;نوفر منتجات للبيت والتوصيل متاح
""".strip().splitlines()
PEOPLE = """
ana.pinewick;Ana Pine;Hand-poured candles and slow days
marta.bakes;Marta;bread for every occasion, since 2012
leo.lens;Leo;Cameras, lenses and long walks
wrenreads;Wren;The latest fantasy reads, daily tea
surviving.term;;surviving college on noodles
ruth.archive;Ruth;Librarian at the Centre for garden history
pavel.news;Pavel Orlov;новости бега и каши
lucia.viaja;Lucía;Trabajamos y viajamos en furgo
caro.et.lou;Caro & Lou;on partage nos produits préférés
bia.faz;Bia;doces, produtos e resenhas. Parcerias por DM
jonas.baut;Jonas;Ich fertige Lampen, Produkte bald
giulia.legge;Giulia;prodotti bio e libri
sanne.thuis;Sanne;producten die wij echt gebruiken
ola.szyje;Ola;mama, szyję torby
elif.okur;Elif;ürünleri deniyorum, kargo kutuları
dewi.racun;Dewi;ulasan produk original
mei.note;めい;コスメ好き。お問い合わせはDM
jiwoo.daily;지우;뷰티 정보 일상 기록, 광고 문의 DM
biscuit.grandma;Grandma Jo;Grandma Jo helps you bake
juan.corre;Juan Peña;Cuenta oficial. Corredor de montaña
""".strip().splitlines()


def _kind(handle: str, name: str, bio: str) -> str:
    one = profile(handle, display_name=name or None, bio=bio, posts_count=120)
    return read_account(evidence([one], handle)).kind.kind


@pytest.mark.parametrize("line", OTHERS)
def test_what_is_offered_tells_a_firm(line: str) -> None:
    assert _kind(*line.split(";")) in ("shop", "brand", "aggregator")


@pytest.mark.parametrize("line", PEOPLE)
def test_people_use_the_same_words(line: str) -> None:
    assert _kind(*line.split(";")) == "creator"


def test_one_sign_alone_is_none() -> None:
    assert _kind("oatmere", "Oatmere", "Hand-poured, mostly at night") == "creator"
    assert _kind("oatmere", "Oatmere", "Near the station, mostly at night") == "creator"


def test_a_link_to_a_messenger_speaks_of_nobody() -> None:
    words = "Lamps and accessories, delivery across Leeds"
    assert _kind("oatmere", "Oatmere", f"{words} wa.me/message/54") == _kind("oatmere", "Oatmere", words) == "shop"


def test_a_quotation_that_is_never_closed_takes_no_time() -> None:
    bio = 'Maths in the north. "Quiet cat person" with one dog. ' + "likes tea, walks, maps, " * 12
    start = time.perf_counter()
    _kind("oatmere", "Oat Mere", bio)
    assert time.perf_counter() - start < 5
