"""Words, abbreviations and people that bear the names of places; births with a date; lands beyond the sea."""

import pytest

from scoring.features import read_account
from tests.scoring.invent import evidence, profile

# The country (nothing: none, or what the language alone tells), a bio.
BIOS = """
;Jual keripik, SMS/WA/LINE 0800 000 000
ID;Kue bolu kukus Bandung, WA : 0800 000 000
TR;Bolu'da yaşayan bir kitap kurdu
DE;Das hier ist ein Bot, der nur Kochrezepte sammelt
AU;Perth WA, salty dog walks
;معلمة رياض اطفال واحب التلوين
SA;الرياض ☕ قهوة ومشاوير
;Collects stamps of J.F. Kennedy and little else
;devota de San Arcangel y de mis plantas
GR;Lebe in Hellas | geboren 11.03. in Bochum NRW
FR;born in Boise, ID, now in Lyon
PF;Institutrice en Polynésie française
GF;Apiculteur en Guyane française
NC;Plongeuse en Nouvelle-Calédonie
US;USAF veteran and beekeeper
"""


@pytest.mark.parametrize("line", BIOS.strip().splitlines())
def test_the_country(line: str) -> None:
    country, bio = line.split(";", 1)
    read = read_account(evidence([profile("somebody", bio=bio, posts_count=120)], "somebody"))
    if country:
        assert read.place.country == country
    else:
        assert read.place.country is None or read.place.source == "language"
