"""Homes of people who write in none of the fifteen languages: small towns of countries where their language is spoken,
and countries where one language is spoken far more than elsewhere."""

import pytest

from scoring.features import read_account
from scoring.language_names import language_name
from scoring.places import place_of
from tests.scoring.invent import evidence, profile

# bio;country
WITH_A_TOWN = """
escalada i muntanya · Manresa, entreno de nit i treballo de dia;ES
Receitas da miña avoa, cociña galega e paseos | Lugo;ES
Mendia eta argazkiak, igandero | Zarautz;ES
Garddio a choginio yn y gegin bob dydd | Aberystwyth;GB
Ladcykel, børn og hverdag på hjul | Roskilde;DK
Trädgård, odling och enkel mat | Växjö;SE
Leivon, neulon ja retkeilen koirani kanssa | Porvoo;FI
Peču chleba a běhám po lesích | Písek;CZ
Kerti munka és házi lekvár minden héten | Eger;HU
Mamă de doi, rețete simple de acasă | Brașov;RO
Μαγειρεύω και φυτεύω κάθε μέρα | Καλαμάτα;GR
אופה לחם ומטיילת בסופי שבוע | חיפה;IL
Kepu duoną ir bėgioju miške kiekvieną rytą | Panevėžys;LT
Küpsetan leiba ja matkan metsas igal nädalal | Viljandi;EE
"""
WITHOUT = """
Trädgård, odling och enkel mat för hela familjen;SE
Leivon, neulon ja retkeilen koirani kanssa;FI
Kerti munka és házi lekvár minden héten;HU
Mamă de doi, rețete simple de acasă;RO
Μαγειρεύω και φυτεύω κάθε μέρα;GR
Nấu ăn và chăm vườn mỗi ngày;VN
ทำอาหารและปลูกต้นไม้ทุกวัน;TH
"""


@pytest.mark.parametrize("line", [*WITH_A_TOWN.strip().splitlines(), *WITHOUT.strip().splitlines()])
def test_other_languages_tell_homes_too(line: str) -> None:
    bio, country = line.split(";")
    assert read_account(evidence([profile("bo", display_name="Bo", bio=bio)], "bo")).place.country == country


@pytest.mark.parametrize("language", ["da", "no", "gl", "uk", "fa"])
def test_what_neighbours_are_taken_for_or_millions_write_abroad_tells_no_home_alone(language: str) -> None:
    assert place_of("", [], [], [], language, sure=0.95).country is None


def test_a_town_abroad_is_not_read_into_a_country_of_another_language() -> None:
    assert place_of("Roskilde", [], [], [], "da", sure=0.95).country == "DK"
    assert place_of("Vic", [], [], [], "tr", sure=0.95).country != "ES"


def test_languages_are_called_by_their_names() -> None:
    assert [language_name(code) for code in ("es", "ca", "da", "ms", "bcl")] == [
        "Spanish", "Catalan", "Danish", "Malay", "bcl",
    ]  # fmt: skip
