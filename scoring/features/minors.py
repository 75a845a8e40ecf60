"""Whether an account seems to be a minor's: ages, school years and years of birth in a name and a bio."""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from scoring.features.parents import find_run_by
from scoring.lexicon import Cue, fold_text, languages, plain_digits

_ADULT = re.compile(
    r"\b(?:1[89]|[2-9]\d)\s?(?:\+|y\.?/?o\b|years? old|anos\b|ans\b|anni\b|jahre\b|jaar\b|lat\b|yas|лет\b|歳|살)"
)
_AGE = r"(?<![\w.,])(1[0-7]|[89])"
_EDGE = r"[^\w\s+#@.'’&%$€£-]"  # what parts the pieces of a bio: bars, bullets, emoji
_BAR = "[|•·/♡♥❤💕💗💖💜🖤🤍☆★✧✩✿❀🌸🎀⋆˚✦\ufe0f]"  # what parts the pieces of a bio of somebody young
# Ages in words, where a phrase for an age stands around them ("I'm sixteen", "tengo quince años"); folded.
_IN_WORDS = {
    13: "thirteen trece treize dreizehn tredici treze dertien trzynascie тринадцать",
    14: "fourteen catorce quatorze vierzehn quattordici catorze veertien czternascie четырнадцать",
    15: "fifteen quince quinze funfzehn quindici vijftien pietnascie пятнадцать",
    16: "sixteen dieciseis seize sechzehn sedici dezesseis dezasseis zestien szesnascie шестнадцать",
    17: "seventeen diecisiete siebzehn diciassette dezessete dezassete zeventien siedemnascie семнадцать",
}
_NUMBER_OF = {word: str(age) for age, words in _IN_WORDS.items() for word in words.split()}
_BLANK = re.compile(r"\s{3,}")
_NUMBER_WORD = re.compile(rf"(?<!\w)(?:{'|'.join(_NUMBER_OF)})(?!\w)")
_AFTER = (
    r"(?! ?(?:%|k\b|m\b|\+|°|kg|cm|years? (?:of|in|into|as)|"
    r"followers|subscribers|countries|weeks|months|days|hours|times))"
)


@lru_cache(maxsize=1)
def _age_patterns() -> tuple[re.Pattern[str], ...]:
    units = "|".join(
        sorted({re.escape(fold_text(u)) for lang in languages() for u in lang.age_units}, key=len, reverse=True)
    )
    alone = rf"(?:^|\n|{_EDGE})\s*(1[0-7]|[89])\s?(?:{units})\s*(?=$|\n|{_EDGE})"
    number = rf"(?:^|\n|{_BAR})\s*(1[2-7])\s*(?=$|\n|{_BAR})|(?<![\w.,])(1[0-7])\s?🎂(?!\s?\w)|🎂\s?(1[0-7])(?![\w.,/])"
    phrases = {
        re.escape(fold_text(p)).replace(r"\{\}", "(1[0-7]|[89])") for lang in languages() for p in lang.age_phrases
    }
    told = rf"(?<![\w.,])(?:{'|'.join(sorted(phrases, key=len, reverse=True))})(?!\w){_AFTER}"
    return tuple(re.compile(pattern) for pattern in (alone, number, told))


def signs_of_minor(text: str, cues: Sequence[Cue], now: datetime | None) -> tuple[str, ...]:
    """The words of a name and bio that say that somebody is below 18, quoted; () where none does.

    Ages, school years and years of birth (against ``now``, the time of the page); parents, teachers and who tells an
    age above 17 speak of others. Whatever errs here errs towards leaving somebody out.
    """
    text = _BLANK.sub("  ", text)  # what may stand between two words is tried at each blank
    folded = _NUMBER_WORD.sub(lambda match: _NUMBER_OF[match.group()], plain_digits(fold_text(text)))
    ages = _merge_spans(sorted(match.span() for pattern in _age_patterns() for match in pattern.finditer(folded)))
    school = [cue.seen for cue in cues if cue.label == "minor"] + [_trim(m.group()) for m in _SCHOOL.finditer(folded)]
    found = [cue.seen for cue in cues if cue.label == "minor_run"]
    found += [_trim(match.group()) for match in find_run_by(folded)]
    if found and not ages and not school and any(cue.label.startswith("niche:pets/") for cue in cues):
        return ()  # "corgi, run by my mum": a pet's account
    if found or not _is_of_others(folded, ages, school):
        found += [*school, *(_trim(folded[start:end]) for start, end in ages)]
        found += [_trim(match.group()) for match in _BORN.finditer(folded) if _is_below_18(match, now)]
    once = [words for words in dict.fromkeys(found) if not any(words != other and words in other for other in found)]
    return tuple(f'bio says "{words}"' for words in once)


def _is_of_others(folded: str, ages: Sequence[tuple[int, int]], school: Sequence[str]) -> bool:
    """Whether parents, teachers or adults speak: "mom of a 7 year old", "teacher of 12 year olds". Not where an age and
    a school year stand before the parent: "13 | year 8 | my mum reads this"."""
    if _ADULT.search(folded) is not None:
        return True
    grown = re.search(_GROWN_UP, folded)
    if grown is None or not ages or not school:
        return grown is not None
    return grown.start() < max(ages[0][0], min(folded.find(words) for words in school))


def _is_below_18(match: re.Match[str], now: datetime | None) -> bool:
    year = int(next(group for group in match.groups() if group))
    return now is not None and _YOUNGEST <= now.year - year < 18


def _merge_spans(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ordered spans with those that overlap run together."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _trim(words: str) -> str:
    """Words without what parts them from the rest of a bio (bars, bullets, emoji, line breaks), on one line."""
    return " ".join(re.sub(r"^\W+", "", words).rstrip(" \n|•·/,;:").split())


# Years of schools in folded letters (no accents), by language: numbers that a list of words cannot hold.
_SCHOOLS: dict[str, tuple[str, ...]] = {
    "en": (
        r"\bhigh ?school (?:freshman|sophomore|junior|senior)\b",
        r"\b(?:freshman|sophomore|junior|senior) (?:in|at) high ?school\b",
        r"\b(?:[5-9]|1[0-2])th[- ]grade(?:r|rs)?\b",
        r"\byear (?:[7-9]|1[01]) (?:student|pupil|girl|boy)\b",
        # Not that of an examination in music.
        r"\bclass (?:[5-9]|1[0-2])(?:th)?\b(?! ?(?:am|pm|a\.m|p\.m|[:.]\d|days|weeks|min|teacher))",
        r"\bgrade (?:[6-9]|1[0-2])\b(?! (?:piano|violin|cello|flute|guitar|drums?|singing|music|theory|ballet|"
        r"dance))",
    ),
    "de": (
        r"\b(?:klasse|kl\.) ?(?:[5-9]|10)\b",
        r"\b(?:[5-9]|10)\. ?(?:klasse|klassler\w*)\b",
        r"\bbin (?:1[0-7])\b(?! ?(?:jahre? (?:lang|dabei)|mon|tag))",
    ),
    "fr": (
        r"\b(?:collegien|lyceen)(?:ne)?s?\b",
        r"\ben (?:6|5|4|3)e(?:me)?\b",
        r"\b[3-6]e(?:me)? ?[a-d]?\W{1,3}(?:au )?college\b",
        r"\beleve (?:de|en) (?:sixieme|cinquieme|quatrieme|troisieme|seconde|premiere|6e|5e|4e|3e)",
    ),
    "es": (
        r"\b[1-4] ?[o.]?(?: de)?(?: la)? eso\b",
        r"\b[1-6] ?[o.]?(?: de)? primaria\b",
        r"\bestudiante de (?:secundaria|primaria|la eso)\b",
    ),
    "it": (
        r"\b(?:prima|seconda|terza) media\b",
        r"\b(?:prima|seconda|terza|quarta) superiore\b",
        r"\bliceale\b",
        r"\b(?:itis|itc|ipsia|liceo(?: \w{4,12})?|superiori|ragioneria|alberghiero) [1-4] ?[a-z]?\b",
        r"(?<!\w)[123] ?[ªa^°] media\b",
        r"(?<!\w)[1-4] ?[ªa^°] superiore\b",
    ),
    "pt": (
        r"\b[5-9] ?[o.]? ano\b(?! de)",
        r"\b[1-3] ?[o.]? ano (?:do )?(?:ensino )?medio\b",
        r"\bensino fundamental\b",
        r"\balun[oa] do secundario\b",
    ),
    "nl": (
        r"\bbrugklas\w*",
        r"\bklas [1-6](?: ?(?:vmbo|havo|vwo))?\b",
        r"\b[1-6]e? klas (?:vmbo|havo|vwo)\b",
        r"\b(?:vmbo|havo|vwo) ?[1-6]\b",
    ),
    "pl": (
        r"\bklas[ay] [4-8]\b",
        r"\b[4-8]\.? klas[ay]\b",
        r"\b(?:w )?podstawow(?:ce|ki)\b",
        r"\bgimnazj\w{1,8}\b",
        r"\blicealist\w{1,4}\b",
    ),
    "sv": (
        r"\b(?:ak|arskurs) ?[4-9]\b",
        r"\b(?:hog|mellan)stadiet\b",
        r"\bgar i (?:femman|sexan|sjuan|attan|nian)\b",
        r"\bfyller (?:1[0-7])\b",
        r"(?<!sedan )(?<!i )(?<!efter )\b(?:1[0-7]|[89]) ar(?: gammal)?\b(?! (?:av|i|som|med))",
    ),
    "id": (
        r"\bkelas (?:[3-6] ?sd|[7-9] ?smp|1[0-2] ?(?:sma|smk)|[1-3] (?:smp|sma|smk))\b",
        r"\b(?:sd|smp|sma|smk) kelas \d{1,2}\b",
        r"\b(?:siswa|siswi|anak|pelajar|murid) (?:sd|smp|sma|smk|mts)\b",
    ),
    "ru": (
        r"(?<![\w.,])(?:[5-9]|1[01])[- ]?(?:й|ый|го|ом)? ?(?:«?[абвг]»? )?класс(?:ник|ница)?(?!\w)",
        r"(?<!\w)(?:учусь|учащ\w{1,4}) в (?:[5-9]|1[01])",
    ),
    "ja": (
        r"(?:小学|中学|高校)(?:生|[1-6一二三四五六]年)(?!の|男子の|女子の|男子弁当|弁当|息子|娘|と|向け|以上|対象|まで|ママ|の?母)",
        r"(?<![\w])(?:小[3-6]|中[1-3]|高[12])(?![\w月日])",
        r"\b(?:jk[12]|dk[12]|j[cs][1-6])\b",
    ),
    "ko": (
        r"(?:초등|중|고등)(?:학교 )?(?:학생|[1-6]학년)(?! ?(?:엄마|맘|교사))",
        r"(?<!\w)(?:초[3-6]|중[1-3]|고[12])(?!\w)",
    ),
    "ar": (
        r"(?:طالب\w{0,2}|بالصف|في الصف|الصف) (?:ال)?(?:سادس|سابع|ثامن|تاسع|عاشر)(?!\w)",
        r"(?:اول|ثاني|ثالث) (?:متوسط|اعدادي|ثانوي|ثانويه)(?!\w)",
    ),
    "hi": (
        r"कक्षा (?:[5-9]|1[0-2])(?:वीं|वी)?",
        r"(?<!\w)(?:[5-9]|1[0-2])(?:वीं|वी|th|vi) (?:कक्षा|क्लास|"
        r"class|kaksha)",
    ),
    "tr": (
        r"\b(?:[5-9]|1[0-2])\.? ?sinif\b",
        r"\bortaokul\b",
        r"\blise ?(?:[1-4]|9|1[0-2])\b",
        r"\blise ogrencisi\b",
    ),
}
_SCHOOL = re.compile("|".join(pattern for patterns in _SCHOOLS.values() for pattern in patterns))
_YOUNGEST = 8  # who was born later writes no bio: a shop, or a baby
_BORN = re.compile(
    r"\b(?:born(?: in)?|b\.|"
    r"nee? en|geboren(?: in)?|jahrgang|nacid[oa] en|nat[oa] nel|nascid[oa] em|fodd(?: ar)?|rocznik)"
    r"\W{0,3}(20\d\d)\b"
    r"|\b(20\d\d)(?: ?dogumlu| ?liner|-er jahrgang| ?год[а]? рождения| ?г\.? ?р\.?|er jahrgang)(?!\w)"
    r"|(?<!\w)(?:род(?:ил\w{1,3})? в|рожд\w{0,6}|lahir(?: tahun)?|kelahiran|ur\.?|urodzon[ay] w|"
    r"urodzil\w{1,3} sie w|geb\.?|nascid[oa] em|"
    r"naci en|n\. ?en|ne[e]? (?:le \d{1,2}[./]\d{1,2}[./])?|مواليد|من مواليد|ولدت|जन्म|janm)\W{0,3}(20\d\d)(?!\d)"
    r"|(20\d\d) ?(?:년생|生まれ|년 ?출생|'li\b|'liyim\b|li yim\b|doğumlu)"
)
_GROWN_UP = (
    r"\b(?:mom|mum|mama|mommy|mummy|dad|daddy|mother|father|parents?|grandma|grandpa|wife|husband|married|phd|"
    r"prof|teacher|teaching|teach|tutor|tutoring|tuition|nanny|aunt|uncle|coach|nurse|"
    r"profe|seño|teta|oposiciones|nachhilfe|bijles|korepetyc\w{1,3}|repetitor|ozel ders|les privat|"
    r"apoio escolar|explicador\w?|soutien scolaire|"
    r"ripetizioni|репетитор\w?|егэ|огэ|школьник\w{1,3} мам\w|"
    r"madre|padre|papa|mami|papi|maestr[ao]|profesor\w*|mae|pai|mamae|professor\w*|mere|pere|maman|enseignant\w*|"
    r"institutrice|maitresse|"
    r"mutter|vater|\w{0,14}lehrer\w*|erzieher\w*|moeder|vader|juf|meester|leerkracht|leraar|lerares|docent\w*|"
    r"matka|tata|nauczyciel\w*|larare|lararinna|pedagog|"
    r"anne|anneyim|annesi|baba|ogretmen\w*|oglum|kizim|"
    r"mamma|insegnante|ibu|bunda|ayah|guru|мама|папа|мамочка|учитель\w*|педагог|امي|ام|ماما|معلم\w*|مدرس\w*)\b"
    r"|माँ|मां|मम्मी|शिक्षक|अध्यापक|ママ|パパ|教師|先生|の母|の父|母です|育児|子育て|塾|家庭教師|엄마|아빠|맘|과외|학원|육아|선생님|교사"
)
