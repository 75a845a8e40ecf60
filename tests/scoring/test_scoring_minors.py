"""Minors: what a bio says of its owner's age, in all languages, and what it says of others or of something else."""

from datetime import UTC, datetime

import pytest

from scoring.evidence import Evidence
from scoring.features import read_account
from storage.facts import Profile

NOW = datetime(2026, 11, 20, tzinfo=UTC)
MINORS = """
9 tahun · penari cilik · kelas 3 SD · akun dipegang bunda
kart 🏎 16 anni • ITIS 2C • seguito da papà
10 aninhos · ballet · perfil monitorado pela mamãe
gymnast • level 5 • mum runs my acc
Gymnast 🤸 account managed by my parents
Tänzerin 💃 Account wird von Mama & Papa betreut
Ballett | 12 | Eltern lesen mit
cuenta supervisada por mis papás 🎀 gimnasta
Mi mamá maneja esta cuenta
danseuse 🩰 compte géré par ma maman
compte tenu par ses parents
profilo gestito da mamma e papà
account beheerd door mijn ouders ⚽
konto prowadzone przez mamę
pod opieką mamy | gimnastyka
annesi tarafından yönetilmektedir
hesap annem kontrolünde 🎀
Аккаунт ведёт мама 🎀 гимнастка
7 класс, рисую аниме
ママが管理しています👧 ダンス
中2 / 吹奏楽部
高1 軽音部
엄마가 운영하는 계정 · 키즈모델
중2 그림계
طالبة في الصف الثامن 🎨
الحساب بإدارة والدتي 👧
मम्मी चलाती हैं ये अकाउंट
class 7, dancer, handled by mumma
kelas 8 SMP, suka gambar
2012년생 댄서
2013 doğumlu jimnastikçi
ur. 2012, piłka nożna
né le 12/03/2012, skate
مواليد 2013 رسامة
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
Mum of two (2019 & 2021) 📚
mom of a 12 year old gymnast
Business run by a mum of 3
shop run by mum & daughter
Corgi 🐶 run by my mum
Golden retriever, account managed by mama 🐾
Maîtresse de CM1, classe de 4e
Professeur au collège
ママ。小3と中1の息子
中学生の母です
중2 아들 엄마
معلمة الصف الثامن ب
мама школьника, 5 класс
15 jaar marathon
15 лет в браке
boutique gérée par des mamans
marathon finisher x 16, class of 2009
form tutor of 8B
Grade 8 piano teacher
고3 담임 선생님
고2 영어 과외
小学校教員 3年2組
run club by moms in Austin
14 years sober
profe de 2º de la ESO
Mathe-Nachhilfe Klasse 8
Lehrerin, 7. Klasse
nauczycielka klas 4-6
Mama von Mats (13) und Emmi (16)
guru kelas 5 SD
पत्नी, दो बच्चों की माँ, class 8 aur 10
tutor for class 9 and 10
репетитор, 9 класс ОГЭ
4. sınıf öğretmeniyim
kids clothes, ages 8-14
アラフォー、高1の娘
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
