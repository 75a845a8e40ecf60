"""Minors: what a bio says of its owner's age, in all languages, and what it says of others or of something else."""

from datetime import UTC, datetime

import pytest

from scoring.evidence import Evidence
from scoring.features import read_account
from storage.facts import Profile

NOW = datetime(2026, 11, 20, tzinfo=UTC)
MINORS = """
गाना और नाच | मैनेज्ड बाय मम्मी
canto e dança | conta administrada pelo papai
dibujo mucho | la maneja mamá
sophomore '29 🎒 | jv soccer | cozy games after homework
skincare routine | compte géré avec maman
bailarina | cuenta gestionada con mi mamá
Turnen | Account wird mit Mama geführt
yr 10 🎒 film newbie w grandads camera, art gcse stuff
중2 / 화장 배우는중 / 엄마몰래
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
8-й класс, рисую аниме
мне сейчас 14, рисую
профиль управляется мамой
аккаунт под присмотром родителей
ママが管理しています👧 ダンス
中2 / 吹奏楽部
高1の男子です、野球
高2です！バンド
埼玉JK1/ 弓道
JK2です♪絵を描く
17. Malagueña, acuarelas
15. Bookworm and baker
Brazilian - 16 - Lisbon
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
15y | istanbul
9-B 📚 kahve bağımlısı 15y
Klasse 9b, zeichne gern
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
happily taken 02/15/15 | knitting
Torino | 24/12/00 | maglia
9/12/15 choir in Leeds ✨ 10/17/15
yarn ♥ 01♥29♥19♥15
《11|7|19》💍 🕯10|16|22🕯 cats
8/14//all about tea//
VIXX | SEVENTEEN | NCT
13. Bezirk, Kaffee und Kuchen
15. August: mein zweites Buch
9 - 17 - closed on Mondays
高1の息子と暮らす母です
最高1位、囲碁
Ms Brown, yr 10 teacher, gcse maths resources
중2 엄마 / 육아 기록
Mum of two (2019 & 2021) 📚
mom of a 12 year old gymnast
Business run by a mum of 3
shop run by mum & daughter
Mum run business, candles
a mum-run small bakery in Leeds
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
married 15y
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
# Whoever else is named: "I'm 13" is one's own age.
OWN_AGES = """
I'm 13 and I build keyboards and Minecraft mods. My dad checks comments
I'm 14 and I have a dog
im 15, my sister is 20 years old
I'm only 12, my mum knows about this page
tengo 13 y dibujo gatos, mi mamá lo sabe
Tengo 14 años y tengo un perro
j'ai 13 ans et ma maman m'aide
J'ai bientôt 14 ans et j'ai un chat
ich bin 13 und mein Papa hilft mir beim Löten
Ich bin erst 14 und habe einen Hund
tenho 13 e a minha mãe ajuda
Tenho 12 anos e um cão chamado Rex
ho 13 anni e mio papà mi aiuta
ho 14 anni e ho un gatto
ik ben 13 en mijn vader helpt
ik ben 14 en heb een hond
mam 13 lat i psa
mam 14 lat, tata pomaga
13 yaşındayım, annem yardım ediyor
yaşım 14, kedim var
umurku 13, mamaku bantu
aku 14 tahun, punya kucing
мне 13 и у меня есть кот
мне уже 14, папа помогает
13歳です、ママと一緒に
저는 14살, 강아지 키워요
عمري 13 وأمي تساعدني
मैं 13 साल का हूँ, पापा मदद करते हैं
I'm a 13 year old dog lover
I'm 14, crazy cat lady
I'm a wolf therian, I'm 13
I'm a puppy and my human is 14
I'm Leo, 13, skater
soy Leo, 14, dibujo
ich bin Mia, 13 | zeichne
15yo baker, my mum helps with the oven
14 ans, mon papa filme mes figures
my dad checks all comments 🎹
mein Papa kontrolliert alle Kommentare
mi mamá revisa los comentarios, dibujos
ma maman vérifie les commentaires
moja mama sprawdza komentarze
annem yorumlara bakıyor
мои родители проверяют комментарии
"""
# Of an animal's age, or of numbers that are no ages.
PETS = """
Soy Paca, tengo 14 años y soy un perro 🐕 adoptada ya mayor
I'm a rescue cat, 14 years old
I'm Biscuit, I'm 13 and I'm a beagle 🐾
I'm a 14-year-old rescue dog from Leeds
14 year old dachshund | zoomies
my 15 year old senior dog and I, slow walks
Bonjour, je suis un chat, j'ai 13 ans
vieille chienne de 14 ans, siestes
Ich bin ein Dackel, ich bin 13 und bestimme alles
Unser 14 Jahre alter Dackel schläft
Sou um gato, tenho 15 anos
o meu cão de 14 anos e eu
Sono un cane, ho 13 anni e dormo
gatto di 14 anni, re del divano
Ik ben een hond, ik ben 14
hond van 13 jaar, baas in huis
Jestem psem i mam 13 lat
14-letni jamnik i jego kanapa
Ben bir kediyim, 14 yaşındayım
aku seekor kucing, umurku 13 tahun
Я кот, мне 14 лет
14-летний кот Барсик
犬です、14歳です
14歳の柴犬と暮らす
강아지예요, 14살입니다
أنا قطة عمري 13 سنة
मैं एक बिल्ली हूँ, 13 साल
my hooman says I'm 13
my mum taught me bread, 15 years of experience
I'm Biscuit, 13% dog, 87% cheese
I'm 15 minutes from the sea
I'm 13 years sober
tengo 12 plantas y una manguera
tengo 15 años de experiencia en cocina
j'ai 15 ans d'expérience
ich bin 15 Jahre dabei
ho 15 anni di esperienza
ik ben 15 jaar getrouwd
mam 15 lat doświadczenia
tenho 15 anos de carreira
"""
HANDLES = (
    ("linus.age13", "keyboards and mods, my dad helps", True),
    ("mia_13yo", "drawing after school", True),
    ("leo.edad14", "dibujos y deberes", True),
    ("linus.age13", "mods for everybody", False),
    ("zoe.skincare", "zoé 12 ans ✨ | routine du soir", True),
    ("age13studio", "prints and posters", False),
    ("boeing.747.age", "planes, school of flight", False),
    ("vintage16mm", "films, my dad filmed these", False),
)


def _kind(bio: str, handle: str = "somebody") -> str:
    profile = Profile(network="instagram", page="p", handle=handle, bio=bio, followers=2_000, observed_at=NOW)
    return read_account(Evidence("instagram", handle, profile=profile, now=NOW)).kind.kind


@pytest.mark.parametrize("bio", [line for line in OWN_AGES.splitlines() if line])
def test_who_tells_an_own_age_is_left_out_whoever_else_is_named(bio: str) -> None:
    assert _kind(bio) == "suspected_minor"


@pytest.mark.parametrize("bio", [line for line in PETS.splitlines() if line])
def test_where_an_animal_speaks_the_age_is_its_own(bio: str) -> None:
    assert _kind(bio) != "suspected_minor"


@pytest.mark.parametrize(("handle", "bio", "minor"), HANDLES)
def test_an_age_in_a_handle_counts_beside_another_sign(handle: str, bio: str, minor: bool) -> None:
    assert (_kind(bio, handle) == "suspected_minor") == minor


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
