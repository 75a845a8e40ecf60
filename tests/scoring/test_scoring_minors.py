"""Minors: what a bio says of its owner's age, in ten languages, and what it says of others or of something else."""

from datetime import UTC, datetime

import pytest

from scoring.evidence import Evidence
from scoring.features import read_account
from storage.facts import Profile

NOW = datetime(2026, 11, 20, tzinfo=UTC)
MINORS = """
عمري ١٥ سنة
मैं १५ साल का हूँ
16yr old, drawings
I'm sixteen
tengo quince años
♡ 14 ♡ she/her
15🎂 | cats
b. 2013
15 years old | art
I'm 14 and I draw
age 16
16 y/o dancer
13yo skater
turning 15 in May
my mom runs this account, I'm 12
8th grade
9th grader at Lincoln
year 9 student
freshman in high school
high school sophomore
middle school band kid
15 Jahre alt
bin 14, zeichne gerne
Klasse 8
8. Klasse Gymnasium
Schülerin, 9. Klasse
J'ai 15 ans
15 ans, Lyon
collégienne en 4ème
en 3ème au collège
lycéenne en seconde
élève de troisième
tengo 15 años
15 añitos
2º ESO
1º de la ESO
estudiante de secundaria, 14 años
ho 15 anni
15 anni, Milano
terza media
seconda superiore
liceale, 16 anni
tenho 15 anos
15 anos | desenho
8º ano
1º ano do ensino médio
ensino fundamental
ik ben 15
15 jaar
brugklas
2e klas havo
klas 3 vwo
mam 15 lat
15 lat, Kraków
klasa 7
uczennica 8 klasy
uczę się w podstawówce
15 år
är 14 år gammal
åk 8
går i nian
högstadiet
15 yaşındayım
15 yaş
8. sınıf öğrencisi
ortaokul 7
lise 1 öğrencisi
lise 9
born 2012
2011 doğumlu
née en 2011
Jahrgang 2012
nacida en 2012
"""
OTHERS = """
baking for fifteen years now
10 🎂 cakes a week
mum of two ♡ 35 ♡ Leeds
mum of a 15 year old
teaching 8th grade math
15 years of experience
since 2010
10k followers soon
35 years old
mother of two, 12 and 14
teacher of year 9
15 ans d'expérience
depuis 15 ans
maman de 3 enfants (15 ans, 12 ans)
15 Jahre Erfahrung
seit 15 Jahren
Lehrerin, Klasse 8
Mama von zwei Jungs (14 & 16)
15 años de experiencia
mamá de una niña de 12 años
profesora de 2º ESO
da 15 anni fotografo
15 anni di esperienza
mamma di Leo, 12 anni
insegnante terza media
15 anos de experiência
mãe do Rui, 14 anos
professora do 8º ano
15 jaar ervaring
moeder van een 15-jarige
leraar brugklas
15 lat doświadczenia
mama 15-latka
nauczycielka klasy 7
15 års erfarenhet
mamma till en 14-åring
lärare på högstadiet
15 yıllık deneyim
15 yaşında bir oğlum var
8. sınıf öğretmeni
est. 2012
born and raised in Porto
class of 2008
25 | Berlin
16 km runs
5'6" model
Size 14 fashion
15% off with MIRA15
recipes in 15 minutes
Ages 3 to 12 crafts
kids' books, age 6-12
sweet sixteen cakes
over 40
40 y/o mum
30 ans
28 años
23 anni
32 anos
27 jaar
26 lat
33 år
29 yaşında
2010 model car
PhD student
grade 8 piano
I teach year 9 girls
Klassenlehrerin 8. Klasse
15 år av erfarenhet
sedan 15 år
a brand born in 1998
born in 2024
"""


def _kind(bio: str) -> str:
    profile = Profile(network="instagram", page="p", handle="somebody", bio=bio, followers=2_000, observed_at=NOW)
    return read_account(Evidence("instagram", "somebody", profile=profile, now=NOW)).kind.kind


@pytest.mark.parametrize("bio", [line for line in MINORS.splitlines() if line])
def test_who_says_to_be_below_18_is_left_out(bio: str) -> None:
    assert _kind(bio) == "suspected_minor"


@pytest.mark.parametrize("bio", [line for line in OTHERS.splitlines() if line])
def test_parents_teachers_and_other_numbers_are_not(bio: str) -> None:
    assert _kind(bio) != "suspected_minor"


def test_a_year_of_birth_is_read_against_the_time_of_the_page() -> None:
    def kind(now: datetime | None) -> str:
        profile = Profile(network="instagram", page="p", handle="somebody", bio="born 2008", followers=2_000)
        return read_account(Evidence("instagram", "somebody", profile=profile, now=now)).kind.kind

    assert kind(datetime(2025, 3, 1, tzinfo=UTC)) == "suspected_minor"
    assert kind(datetime(2027, 3, 1, tzinfo=UTC)) == "creator"
    assert kind(None) == "creator"
