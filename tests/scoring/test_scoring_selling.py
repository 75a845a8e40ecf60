"""Posts that are work for brands: captions written without any knowledge of the word lists (``strangers/captions`` and
``captions_second``, which is meant to be hard: 26 and 20 in each of fifteen languages), and the rules one by one."""

import json
import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from scoring.features import read_account
from scoring.features.commercial import CommercialRead
from scoring.features.selling import codes_in
from scoring.lists import LANGUAGES
from tests.scoring.invent import evidence, posts, profile

FOLDER = Path(__file__).parent / "strangers"
LEAST = {  # a little below docs/evaluation.md
    "captions": {"each": 26, "label": 0.985, "sponsored": 0.985, "codes": 0.97, "brands": 0.97},
    "captions_second": {"each": 20, "label": 0.96, "sponsored": 0.95, "codes": 0.94, "brands": 0.95},
}


def _read(caption: str, **more: Any) -> CommercialRead:
    tags = [tag.lower() for tag in re.findall(r"#(\w+)", caption)]
    names = [name.lower() for name in re.findall(r"(?<![\w.])@([\w.]+\w)", caption)]
    said = posts("somebody", 1, text=caption, hashtags=tags, mentions=names, **more)
    return read_account(evidence([profile("somebody"), *said], "somebody")).commercial


def label_of(read: CommercialRead) -> str:
    """none, undisclosed or disclosed."""
    if not read.sponsored:
        return "none"
    return "undisclosed" if read.undisclosed else "disclosed"


@lru_cache(maxsize=2)
def read_captions(name: str) -> list[tuple[dict[str, Any], CommercialRead]]:
    """(what a person says of a caption, what is read) of each."""
    lines = (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [(told, _read(told["caption"])) for told in map(json.loads, lines)]


def _share(right: list[bool], what: str) -> float:
    print(f"captions: {what} {sum(right) / len(right):.3f} of {len(right)}")
    return sum(right) / len(right)


@pytest.mark.parametrize("name", LEAST)
def test_every_language_is_there_alike(name: str) -> None:
    found = Counter(told["lang"] for told, _ in read_captions(name))
    assert found == dict.fromkeys(LANGUAGES, LEAST[name]["each"])


@pytest.mark.parametrize("name", LEAST)
def test_what_is_work_for_a_brand_and_says_so(name: str) -> None:
    known, least = read_captions(name), LEAST[name]
    wrong = [told["caption"] for told, read in known if told["label"] != label_of(read)]
    assert _share([told["label"] == label_of(read) for told, read in known], "label") >= least["label"], wrong
    told_so = [(told["label"] != "none", bool(read.sponsored)) for told, read in known]
    assert _share([found for told, found in told_so if told], "sponsored ones found") >= least["sponsored"]
    assert _share([not found for told, found in told_so if not told], "others left alone") >= least["sponsored"]


@pytest.mark.parametrize("name", LEAST)
def test_codes_and_brands(name: str) -> None:
    known, least = read_captions(name), LEAST[name]
    codes = [(set(told["codes"]), set(read.codes)) for told, read in known]
    wrong = [(told, found) for told, found in codes if told != found]
    assert _share([told == found for told, found in codes if told or found], "codes") >= least["codes"], wrong
    brands = [({name.lstrip("@").lower() for name in told["brands"]}, set(read.brands)) for told, read in known]
    assert _share([told == found for told, found in brands if told or found], "brands") >= least["brands"]


@pytest.mark.parametrize(
    ("caption", "label"),
    [
        ("#ad New inks", "disclosed"), ("(Ad) new inks by @quill", "disclosed"),
        ("Werbung | Die neue Tinte von @quill", "disclosed"), ("Werbung nervt mich", "none"),
        ("Reklam içerir. Yeni kalemim", "disclosed"), ("PR: 23:10 over 5 k", "none"),
        ("#PR 今日のクリーム", "disclosed"), ("New 5 k #PR", "none"),
        ("Gift from my grandma", "none"), ("A gift from @quill, thank you", "disclosed"),
        ("Not an ad, bought it myself, paid partnership is a dream", "none"),
        ("Danke @quill für die Tinte (Geschenk)", "disclosed"),
        ("Ein Geschenk für meine Oma, nicht von @quill", "none"),
        ("El tintero me lo mandó @quill de sorpresa", "disclosed"), ("Il pennino me l'ha mandato @quill", "disclosed"),
        ("De inkt: @quill sponsorde mij een flesje", "disclosed"), ("@quill teşekkürler hediyeniz için", "disclosed"),
        ("gracias @quill por el paquetito", "disclosed"), ("@quill m'a gâtée ce matin", "disclosed"),
        ("Il pennino, @quill me lo ha mandato", "disclosed"), ("@quill 様より提供のインク", "disclosed"),
        ("धन्यवाद @quill तोहफे के लिए", "disclosed"), ("ik stuurde dit naar @oma", "none"),
        ("In collaboration with @quill", "disclosed"), ("My song in collaboration with @ana.sings", "none"),
        ("The new box by @quill is 20 % off, link in bio, order now", "undisclosed"),
        ("I teamed up with my sister for this blanket", "none"),
        ("Teamed up with @quill for this blanket", "disclosed"),
        ("This post contains sponsored links", "disclosed"),
        ("kode BO5 di @quill ya (kerjasama)", "disclosed"), ("جهاز أرسله لي @quill", "disclosed"),
        ("My shop is open, link in bio, order now, 20 % off", "none"),  # nobody is named: it is her own
        # what is drawn for money is nobody's share of sales
        ("Comisiones abiertas 🎨 retrato de Luna", "none"), ("Open komisi gambar, DM ya", "none"),
        ("Commission pour ma voisine : un hibou", "none"), ("Comissões abertas, slots de janeiro", "none"),
        ("Enlace con comisión en mi perfil", "disclosed"), ("Lien avec commission en bio", "disclosed"),
        # politeness near no name, and names far from it
        ("今日は2shot頂きました📸 カットは@salon.ink さん", "none"), ("遊びに来ていただきました @ana.ink", "none"),
        ("@quill 様からインクをいただきました", "disclosed"),
        ("선물도 사고 사진도 많이 찍고 케이크도 먹고 정말 행복한 하루였다 너무 좋다 📷 @ana", "none"),
        ("채널/협업/인터뷰 문의: ana@ink.example", "none"), ("Bench press day, 120 down", "none"),
        ("On behalf of all my cats: good night", "none"), ("Tested on behalf of @quill", "disclosed"),
    ],
)  # fmt: skip
def test_one_by_one(caption: str, label: str) -> None:
    assert label_of(_read(caption)) == label


def test_the_networks_own_label_beats_every_word() -> None:
    assert label_of(_read("Bought it myself, not an ad", paid_partnership=True)) == "disclosed"
    assert label_of(_read("Not an ad", sponsors=["quill"])) == "disclosed"


@pytest.mark.parametrize(
    ("caption", "codes"),
    [
        ("use code ANA10 for ten percent", ["ANA10"]), ("ANAINKS = 15% off", ["ANAINKS"]),
        ("NAZLISAC koduyla 2 al 1 öde", ["NAZLISAC"]), ("TSURIKENって入れると500円引き", ["TSURIKEN"]),
        ("по слову МАМАЛЕРЫ скинут 500 р", ["МАМАЛЕРЫ"]), ("Dress code: SMART CASUAL", []),
        ("SALE! 20 % off EVERYTHING, FREE SHIPPING, LAST DAY, ONLY TODAY", []),
        ("The ink that lasts FOREVER. Code ANA10 for 10 %", ["ANA10"]), ("My code does not COMPILE", []),
        ("see HTTPS://QUILL.example/CODE 20 % off", []),
        ("10 % off my pens: https://quill.example/?encoding=UTF8&tag=ana-20", []),
        ("From 657 pounds to SUPER MODEL", []), ("THANK YOU FOR 20K! What shall I give away", []),
        ("A collar of 100 % vegan LEATHER, so soft", []), ("Buy it ASAP using the coupon code ANA40", ["ANA40"]),
        ("CODE LIKE A GIRL with @quill", []), ("Spring with @quill: ANAINKS -20 %", ["ANAINKS"]),
        ("COUPON CODES: 15 % off, USE CODE ANA10 FOR ORDERS OVER $50", ["ANA10"]),
    ],
)  # fmt: skip
def test_codes(caption: str, codes: list[str]) -> None:
    assert codes_in(caption) == codes
