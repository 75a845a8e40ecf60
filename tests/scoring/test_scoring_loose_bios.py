"""Bios as they are thrown down: names of other networks, flags beside a house, capitals, jobs of one word, hours."""

from typing import Any

import pytest

from scoring.features import read_account
from tests.scoring.invent import evidence, profile


def _read(bio: str, name: str = "", handle: str = "zarpia") -> Any:
    return read_account(evidence([profile(handle, display_name=name, bio=bio, posts_count=120)], handle))


@pytest.mark.parametrize(
    ("bio", "language"),
    [
        ("短編集「ザルピアの冬」準備中。新人賞「灯台守」最終候補https://novel.example/u/12", "ja"),
        ("22\n🌊ВЯЖУ СВИТЕРА И ПОЮ🌊\nInst: zarpia_ok", "ru"),
        ("Nutritionniste ✉️ Contact: zarpia@cabinet.example", "fr"),
        ("Insta: zarpia\nDigital nomad\nSnap: zarpia7", None),
        ("ZARPSで戦車を直してます\nTwitter→https://twitter.example/zarpia", "ja"),
        ("🇷🇴/🇮🇹\nCollab: zarpia@posta.example\nBattute assolutamente SERIE", "it"),
        ("TikTok : Zarpia&Zorpia💫\nTunisie🇹🇳", None),
        ("📩 biz: zarpia@posta.example", None),
        ("THANK YOU FOR THE TEA\nSydney📍", "en"),
        ("UGC creator\nMelbourne", "en"),
        ("South African creative", "en"),
        ("Choreography & bright socks", "en"),
        ("Free running guide\nNatural nutrition\n@zarpiaruns\nWorkout tips", "en"),
    ],
)
def test_language(bio: str, language: str | None) -> None:
    assert _read(bio).language == language


@pytest.mark.parametrize(
    ("bio", "name", "country"),
    [
        ("🇬🇪👶Tbilisi\n🇨🇭🏠🎻Zürich", "", "CH"),
        ("Als Ungarin 🇭🇺 lebe ich in🇩🇪", "", "DE"),
        ("deux passeports et une seule valise 🇵🇹🇨🇭", "", "CH"),
        ("من حلب عايش بألمانيا وبحب الطبخ", "", "DE"),
        ("Kopi dan buku bekas, jl. Mawar II/5 Malang", "", "ID"),
        ("South African writer of letters", "", "ZA"),
        ("PERUANA ❤ tejo y bailo", "", "PE"),
        ("تونسية وأفتخر ❤ يومياتي", "", "TN"),
        ("Kelas melukis tiap Sabtu di Kota Batu", "", "ID"),
        ("Kota, Rajasthan | mehndi designs for brides", "", "IN"),
        ("Soft glam for brides | Malang & nearby", "Zarpia MUA Malang", "ID"),
        ("Cuento chistes malos\n📍Bcn 🇻🇪", "", "ES"),
        ("Cucino per i vicini e canto stonato\n📧zarpia@yahoo.fr", "", "IT"),
        ("推しのために働く。来月はソウルコン、楽しみすぎる", "", "JP"),
    ],
)
def test_country(bio: str, name: str, country: str) -> None:
    assert _read(bio, name).place.country == country


@pytest.mark.parametrize("bio", ["Wedding | Newborn | Portrait photographer", "Indie | Folk", "All hail the teapot"])
def test_words_are_no_places(bio: str) -> None:
    assert _read(bio).place.country is None


def test_a_town_that_is_the_own_name_is_no_home() -> None:
    assert _read("prof de yoga et de respiration", "Florence Zarpia").place.city is None


@pytest.mark.parametrize(
    ("bio", "niche"),
    [
        ("mostly naps\n📸 @zarpia", None),
        ("IG 📸 : zarpia / Snap : zarpia2", None),
        ("Zarp the Third\nEmail below", None),
        ("Creative director of nothing", "art"),
        ("Writer and game designer by night", "gaming"),
        ("新しいスタイルで生きる", None),
        ("Zarpia in Los Angeles", None),
        ("skit after skit", None),
        ("Next goal: 5K 🔓", None),
        ("Ayam geprek buatan nenek, pedas sekali", "food"),
        ("os bastidores de um dia qualquer", None),
        ("📸 portraits et mariages", "photography"),
        ("Willkommen 🍀 mehr von mir auch hier", None),
        ("📱 08563343688 🏠 here", None),
        ("🌻🐝🌱 mein Beet", "home"),
        ("Comico per caso\nNuove date ⬇️", None),
        ("Per chi ama la cucina lenta.\nIl libro è qui⬇️", "food"),
        ("Pierdo siempre, en twitch > zarpia\nig: zarpia 💋", "gaming"),
        ("知らない人はブロックします", None),
        ("1차 창작만 해요. 혼잣말 많음", None),
        ("J'accompagne l'éveil spirituel et l'enfant intérieur", "wellness"),
        ("Beatboxer on the night bus", "music"),
        ("Зарпия, поющая в метро", "music"),
    ],
)
def test_niche(bio: str, niche: str | None) -> None:
    niches = _read(bio).words.niches
    assert (niches[0][0] if niches else None) == niche


@pytest.mark.parametrize(
    ("bio", "name", "kind"),
    [
        ("🍜 Mie pedas\n📍Solo, Jawa Tengah\n⏰ 11.00 - 21.00\n👇 Cek menu & lokasi", "Warung Zarpia", "shop"),
        ("🍰 Made by order\n📍 Sleman\nOrder Online | Pick Up available", "Zarpia Cake", "shop"),
        ("ザルピアの公式アカウントです。お問い合わせはこちら、ご利用規約もどうぞ", "ザルピア", "brand"),
        ("Enviamos p/ todo o Brasil\nPedidos via Whats", "Zarpia Meias", "shop"),
        ("Nasi goreng malam\nBuka 10.00 - 00.00\nOrder link di bawah", "Zarpia", "shop"),
        ("Soaps and candles | Countrywide delivery | Order via WhatsApp", "Zarpia Candles", "shop"),
        ("Piadas e fofocas do bairro (Conta Paródia)", "Zarpia Oficiosa", "meme_page"),
        ("Melhor fonte de informações sobre a banda Zarpia", "Zarpia Brasil", "fan_page"),
        ("Runner at dawn ⏰ coffee first", "Zarpia", "creator"),
    ],
)
def test_kind(bio: str, name: str, kind: str) -> None:
    assert _read(bio, name).kind.kind == kind
