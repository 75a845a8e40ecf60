"""What languages are called, in English and by who speaks them, so that a brief's "deutsch" is known for de."""

import difflib
import unicodedata
from collections.abc import Iterable
from functools import cache

# The code, then its names; a language of several words is joined by _.
_NAMES = """
af afrikaans
ar arabic arabisch arabe árabe arabo العربية عربي
az azerbaijani azərbaycanca azərbaycan_dili
be belarusian беларуская
bg bulgarian български
bn bengali bangla বাংলা
bs bosnian bosanski
ca catalan català catalán
cs czech čeština česky tschechisch
cy welsh cymraeg
da danish dansk dänisch
de german deutsch allemand alemán alemão tedesco duits almanca niemiecki
el greek ελληνικά griechisch
en english englisch anglais inglés inglês inglese engels ingilizce angielski inggris
eo esperanto
es spanish español castellano spanisch espagnol espanhol spagnolo spaans ispanyolca hiszpański
et estonian eesti eesti_keel
eu basque euskara
fa persian farsi فارسی
fi finnish suomi finnisch
fr french français französisch francés francês francese frans fransızca francuski
ga irish gaeilge
gl galician galego gallego
gu gujarati ગુજરાતી
he hebrew עברית
hi hindi हिन्दी हिंदी
hr croatian hrvatski kroatisch
hu hungarian magyar ungarisch
hy armenian հայերեն
id indonesian bahasa_indonesia bahasa indonesia
is icelandic íslenska
it italian italiano italienisch italien italiaans italyanca włoski
ja japanese 日本語 nihongo japanisch japonais japonés
ka georgian ქართული
kk kazakh қазақша қазақ_тілі
km khmer cambodian ភាសាខ្មែរ
kn kannada ಕನ್ನಡ
ko korean 한국어 koreanisch coréen coreano
lt lithuanian lietuvių
lv latvian latviešu
mk macedonian македонски
ml malayalam മലയാളം
mn mongolian монгол
mr marathi मराठी
ms malay bahasa_melayu melayu
my burmese မြန်မာ
ne nepali नेपाली
nl dutch nederlands vlaams flemish niederländisch holländisch néerlandais neerlandés holenderski
no norwegian norsk bokmål norwegisch
pa punjabi ਪੰਜਾਬੀ
pl polish polski polnisch polonais polaco
pt portuguese português portugiesisch portugais portugués brazilian portoghese
ro romanian română rumänisch
ru russian русский russisch russe ruso
sk slovak slovenčina
sl slovenian slovene slovenščina
sq albanian shqip
sr serbian српски srpski
sv swedish svenska schwedisch
sw swahili kiswahili
ta tamil தமிழ்
te telugu తెలుగు
th thai ไทย ภาษาไทย
tl tagalog filipino pilipino
tr turkish türkçe türkisch turc turco
uk ukrainian українська
ur urdu اردو
uz uzbek oʻzbekcha
vi vietnamese tiếng_việt việt
zh chinese mandarin cantonese 中文 汉语 漢語 普通话 chinesisch chinois chino
"""
_ALIKE = 0.85  # of a name with a slip of the pen: "germann", "espanyol"


def language_called(name: str) -> str | None:
    """The code of the language of this name, also with a slip of the pen; ``None`` where there is none."""
    letters, known = _letters(name), _by_name()
    if letters in known:
        return known[letters]
    near = difflib.get_close_matches(letters[:40], known, n=1, cutoff=_ALIKE)
    return known[near[0]] if near else None


@cache
def language_name(code: str) -> str:
    """What English calls the language of a code; the code where it has no name here."""
    named = (line.split() for line in _NAMES.strip().splitlines())
    return next((names[0].replace("_", " ").title() for known, *names in named if known == code), code)


@cache
def _by_name() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _NAMES.strip().splitlines():
        code, *names = line.split()
        for name in names:
            found.setdefault(_letters(name.replace("_", " ")), code)
    return found


def codes_named() -> Iterable[str]:
    """The codes that have a name here."""
    return set(_by_name().values())


def _letters(name: str) -> str:
    parted = unicodedata.normalize("NFKD", name.strip().casefold())
    return "".join(letter for letter in parted if not unicodedata.combining(letter) or ord(letter) > 0x36F)
