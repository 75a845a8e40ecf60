"""Whether an account seems to be a minor's: ages, school years and years of birth in a name and a bio."""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from scoring.features.parents import find_run_by
from scoring.features.pets import is_animal, is_animals_age
from scoring.lexicon import Cue, fold_text, languages, plain_digits
from scoring.patterns import late

_ADULT = late(
    r"\b(?:1[89]|[2-9]\d)\s?(?:\+|y\.?/?o\b|years? old|anos\b|ans\b|anni\b|jahre\b|jaar\b|lat\b|yas|лет\b|歳|살)"
)
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
_BLANK = late(r"\s{3,}")
_NUMBER_WORD = late(rf"(?<!\w)(?:{'|'.join(_NUMBER_OF)})(?!\w)")
_AFTER = (
    r"(?! ?(?:%|k\b|m\b|\+|°|kg|cm|years? (?:of|in|into|as)|"
    r"followers|subscribers|countries|weeks|months|days|hours|times))"
)


# What stands behind a number that is no age: "I'm 15 minutes away", "tengo 15 años de experiencia".
_NO_AGE = (
    r"(?! ?(?:%|k\b|m\b|km\b|\+|°|kg|cm|mm|['\"’]|[.,:]\d|x\b|"
    r"(?:years?|yrs) (?:of|in|into|as|sober|clean|married|with|deep|strong)|"
    r"weeks?|months?|days?|hours?|minutes?|mins?|miles?|times|steps?|followers|subscribers|countries|books|chapters|"
    r"(?:anos?|ani[tn]os?) (?:de|en|sendo|siendo|con|com|como|viviendo|vivendo|casad\w)\b|"
    r"ans d['’]|ans (?:de|dans|que|au|en)\b|"
    r"jahren?(?: lang)? (?:erfahrung|dabei|verheiratet|im|in|als|nuchtern|trocken)|jahren?(?= lang)|monate|wochen|"
    r"tage|"
    r"anni (?:di|che|in|da|nel)\b|jaar (?:ervaring|getrouwd|in|bezig|nuchter)|weken|maanden|"
    r"lat (?:doswiadczenia|w|na|praktyki|po)\b|yildir|yillik|tahun (?:pengalaman|di|jadi|menikah)|"
    r"лет (?:опыт|стаж|в |замуж|как|вместе)\w*|недель|месяц\w*|年|ヶ月|ヵ月|か月|개월|년|"
    r"سنه (?:خبره|في)|साल (?:से|का अनुभव)|"
    r"saal (?:se|ka)\b))"
)
# How people tell their own age, by language, in folded letters; N stands for 8 to 17.
_OWN: dict[str, str] = {
    "en": r"\b(?:i'm|i’m|i am|im|my age is|my age:) (?:only |just |almost |nearly |now |turning |a )?N",
    "es": r"\b(?:tengo|cumplo|cumpli|voy a cumplir) (?:ya |solo |casi |apenas )?N(?! (?!an)[a-z]{3,}s\b)",
    "fr": r"\b(?:j['’]ai|jai) (?:que |bientot |presque |deja |juste |seulement )?N ans",
    "pt": r"\b(?:tenho|faco|fiz|vou fazer) (?:so |ja |quase |apenas )?N(?! (?!an)[a-z]{3,}s\b)",
    "de": r"\b(?:ich bin|bin|ich werde|werde) (?:erst |jetzt |schon |gerade |fast |bald |gerade mal )?N",
    "it": r"\b(?:ho|compio|faccio) (?:solo |gia |quasi |appena )?N(?: anni| ann)",
    "nl": r"\b(?:ik ben|ik word|'k ben) (?:pas |nu |bijna |net |al )?N",
    "pl": r"\b(?:mam|skoncze|skonczyl[ae]m) (?:dopiero |juz |prawie |tylko )?N(?: lat\w*| l\.| rok)",
    "tr": r"\bN yasinday(?:im|di)\w*|\byasim (?:daha |henuz )?N|\bben N\b",
    "id": r"\b(?:umur|umurku|usia|usiaku|aku|saya|gue|gw) (?:aku |saya |ku |baru |masih |udah )?N(?: tahun| thn| th)",
    "ru": r"(?<!\w)мне (?:уже |всего |только |скоро |почти |сеичас )?N",
    "ja": r"(?<!\w)N[歳才](?:です|だよ|になりま|の(?:女の子|男の子|女子|男子|小学生|中学生|高校生))",
    "ko": r"(?:저는|나는|난|전) ?(?:올해 )?N ?[살세]|N ?살(?:입니다|이에요|예요|이고)",
    "ar": r"(?<!\w)(?:عمري|عندي) (?:الان |فقط |بس )?N(?: سنه| سنوات| عام|$)",
    # With a name between: "I'm Leo, 13, skater".
    "name": r"\b(?:i'm|i’m|i am|im|ich bin|bin|je suis|moi c'est|soy|sou|sono|ik ben|jestem|ben|aku|saya) "
    r"[^\W\d_]{2,15}, ?N(?=\s*(?:$|[^\w\s'’%-]))|(?<!\w)я [^\W\d_]{2,15}, ?N(?=\s*(?:$|[^\w\s%-]))",
    # The age of an animal's owner.
    "": r"\b(?:my|our) (?:human|hooman|owner) is N|\b(?:mi human[oa]|mi duen[oa]) tiene N|\bmon humaine? a N ans|"
    r"\b(?:meu|minha) human[oa] tem N|\bmein mensch ist N|\b(?:mio uman|mia uman)[oa] ha N anni|\bmijn baasje is N",
    "hi": r"(?:मैं|मेरी उम्र|मेरी आयु|\bmain|\bmeri umar|\bmeri age) (?:अभी |सिर्फ |abhi |sirf )?N(?: साल| वर्ष|"
    r" saal| sal)",
}
_NUMBER = late(r"(?:1[0-7]|[89])(?!\d)")
_OWN_AGE = late("|".join(_OWN.values()).replace("N", _NUMBER.pattern))
_IS_AGE = late(_NO_AGE)
# An age in a handle or name ("linus.age13", "mia_13yo"), which counts where something else beside it speaks of school
# or parents.
_IN_HANDLE = late(
    r"(?:^|[._ -])(?:age|aged|im|edad|alter|idade|eta|leeftijd|wiek|yas|umur|ans)[._ -]?(1[0-7]|[89])(?!\d)|"
    r"(?<!\d)(1[0-7]|[89])[._ -]?(?:yo|yrs|yrsold|anos|ans|jahre|anni|jaar|lat|yas|thn|tahun)(?:[._ -]|$)"
)
_BESIDE = late(
    r"\b(?:school|homework|my (?:mom|mum|mama|dad|parents)|mum|mom|dad|classmates?|teacher says|after class|"
    r"escuela|cole|colegio|deberes|tarea|mis padres|mi (?:mama|madre|papa|padre)|insti|"
    r"college|lycee|ecole|devoirs|mes parents|ma (?:mere|maman)|mon (?:pere|papa)|"
    r"escola|licao de casa|tpc|meus pais|minha mae|meu pai|schule|hausaufgaben|meine (?:eltern|mama)|mein papa|"
    r"scuola|compiti|i miei genitori|mia (?:mamma|madre)|mio (?:papa|padre)|huiswerk|mijn (?:ouders|mama|papa)|"
    r"szkola|szkole|lekcj\w+|rodzice|moja mama|moj tata|okul|odev|annem|babam|ailem|sekolah|orang ?tua|ortu|mamaku)\b|"
    r"(?<!\w)(?:школ\w{1,3}|уроки|родители|моя мама|мои папа)(?!\w)|学校|宿題|部活|학교|숙제|엄마|아빠|مدرسه|واجب|اهلي|"
    r"स्कूल|होमवर्क|मम्मी|पापा"
)


# Behind a number and a stop at the beginning: "13. Bezirk", "15. August", "12. Auflage".
_NO_ORDINAL = (
    r"(?! (?:bezirk|arrond|kerulet|distri|stock|etage|auflage|staffel|runde|sai?son|season|jahr|kapitel|chapter|"
    r"jan|feb|febr|mar|apr|mai\b|may\b|jun|jul|aug|sep|okt|oct|nov|dez|dec|gen|mag|giu|lug|ago|set|ott|dic|oca|sub|nis|"
    r"haz|tem|eyl|kas|ara|styc|lut|kwi|maj|czerw|lip|sier|wrz|paz|list|grud|янв|фев|мар|апр|май|июн|июл|авг|сен|окт|"
    r"ноя|дек)\w*)"
)


@lru_cache(maxsize=1)
def _age_after_name() -> re.Pattern[str]:
    """A word and an age that stand by themselves: "zoé 12 ans"."""
    units = {re.escape(fold_text(unit)) for language in languages() for unit in language.age_units}
    among = "|".join(sorted(units, key=len, reverse=True))
    return re.compile(rf"(?:^|\n|{_EDGE})\s*([^\W\d_]{{3,15}}),? (1[0-7]|[89])\s?(?:{among})(?=\s*(?:$|\n|{_EDGE}))")


@lru_cache(maxsize=1)
def _age_patterns() -> tuple[re.Pattern[str], ...]:
    units = "|".join(
        sorted({re.escape(fold_text(u)) for lang in languages() for u in lang.age_units}, key=len, reverse=True)
    )
    alone = rf"(?:^|\n|{_EDGE})\s*(?:(1[0-7]|[89])\s?(?:{units})|(1[2-7])\s?y)\s*(?=$|\n|{_EDGE})"
    alone_between = rf"(?:^|\n|{_BAR}|(?<!\d)\s-\s)\s*(1[2-7])\s*?(?=$|\n|\s*{_BAR}|\s-\s(?!\d))"
    first = rf"(?:^|\n)(1[2-7])\.(?=\s[^\W\d_]{{4}}){_NO_ORDINAL}"  # "17. Malagueña, acuarelas"
    cake = r"(?<![\w.,])(1[0-7])\s?🎂(?!\s?\w)|🎂\s?(1[0-7])(?![\w.,/])"
    number = f"{alone_between}|{first}|{cake}"
    phrases = {
        re.escape(fold_text(p)).replace(r"\{\}", "(1[0-7]|[89])") for lang in languages() for p in lang.age_phrases
    }
    told = rf"(?<![\w.,])(?:{'|'.join(sorted(phrases, key=len, reverse=True))})(?!\w){_AFTER}"
    return tuple(re.compile(pattern) for pattern in (alone, number, told))


def signs_of_minor(text: str, cues: Sequence[Cue], now: datetime | None, handle: str = "") -> tuple[str, ...]:
    """The words of a name and bio that say that somebody is below 18, quoted; () where none does.

    Ages, school years and years of birth (against ``now``, the time of the page); parents, teachers and who tells an
    age above 17 speak of others, but for "I'm 13 …", which is one's own, whoever else is named. Where an animal speaks
    or is spoken of the age is the animal's. Whatever errs here errs towards leaving somebody out.
    """
    text = _SIGN_OF_SEX.sub("|", text).replace("SEVENTEEN", "SVT")  # a band
    text = _BLANK.sub("  ", text)  # what may stand between two words is tried at each blank
    folded = _NUMBER_WORD.sub(lambda match: _NUMBER_OF[match.group()], plain_digits(fold_text(text)))
    own = [match.span() for match in _OWN_AGE.finditer(folded) if _is_age(match)]
    letters = fold_text(handle)  # the age of whom the account is called after
    own += [match.span() for match in _age_after_name().finditer(folded) if match[1] in letters]
    spans = [match.span() for pattern in _age_patterns() for match in pattern.finditer(folded)]
    spans = [span for span in spans if not _is_in_a_date(folded, *span)]
    spans = [span for span in spans if span in own or not is_animals_age(folded, *span)]
    ages = _merge_spans(sorted([*own, *(span for span in spans if not _is_no_age(folded, span[0]))]))
    school = [cue.seen for cue in cues if cue.label == "minor"] + [_trim(m.group()) for m in _SCHOOL.finditer(folded)]
    found = [cue.seen for cue in cues if cue.label == "minor_run"]
    found += [_trim(match.group()) for match in find_run_by(folded)]
    if (ages or school) and is_animal(folded) and all(_OF_SPEAKER.fullmatch(words) for words in school):
        return ()  # "soy un perro, tengo 14 años"
    if found and not ages and not school and _names_a_pet(cues):
        return ()  # "corgi, run by my mum": a pet's account
    in_handle = _IN_HANDLE.search(handle.lower()) or _IN_HANDLE.search(folded.split("\n")[0])
    if in_handle and (found or ages or school or _BESIDE.search(folded)):
        found.append(_trim(in_handle.group().replace(".", " ").replace("_", " ")))
    if found or own or not _is_of_others(folded, ages, school):
        found += [*school, *(_trim(folded[start:end]) for start, end in ages)]
        found += [_trim(match.group()) for match in _BORN.finditer(folded) if _is_below_18(match, now)]
    once = [words for words in dict.fromkeys(found) if not any(words != other and words in other for other in found)]
    return tuple(f'bio says "{words}"' for words in once)


def _names_a_pet(cues: Sequence[Cue]) -> bool:
    """Whether a pet is named in the language of the words that say who runs the account, in English or by emoji: the
    Portuguese "pelo papai" is no Italian fur."""
    told = {cue.language for cue in cues if cue.label == "minor_run"}
    known = {*told, "en", ""} if told else None
    return any(cue.label.startswith("niche:pets/") and (known is None or cue.language in known) for cue in cues)


# "My mum helps": somebody's child speaks, no parent.
_MY_PARENT = late(
    r"\b(?:my|mis?|ma|mon|mes|minha|meus?|meine?[mnr]?|mi[ao]|i miei|mijn|moj[ae]?|moi|benim) "
    r"(?:mom|mum|mama|mommy|mummy|dad|daddy|mother|father|parents?|grandma|grandpa|madre|padre|papa|mami|papi|mae|pai|"
    r"mamae|mere|pere|maman|mutter|vater|moeder|vader|matka|tata|mamma|anne|baba|teacher|coach)\b|"
    r"(?<!\w)(?:моя|мои) (?:мама|папа|мамочка)(?!\w)"
)


def _is_of_others(folded: str, ages: Sequence[tuple[int, int]], school: Sequence[str]) -> bool:
    """Whether parents, teachers or adults speak: "mom of a 7 year old", "teacher of 12 year olds". Not where an age and
    a school year stand before the parent: "13 | year 8 | my mum reads this"."""
    bracketed = [int(age) for age in _BRACKETED.findall(folded)]
    if _ADULT.search(folded) is not None or (len(bracketed) > 1 and min(bracketed) < _YOUNGEST):
        return True
    grown = re.search(_GROWN_UP, _MY_PARENT.sub(lambda match: "-" * len(match.group()), folded))
    if grown is None or not ages or not school:
        return grown is not None
    return grown.start() < max(ages[0][0], min(folded.find(words) for words in school))


# "Cats: Miso (9yo), Pip (4yo)": who writes several ages in brackets, a small one among them, tells those of others.
_BRACKETED = late(
    r"\w ?\((\d{1,2}) ?(?:y\.?/?o|yrs?|years?(?: old)?|ans|anos?|anni|jahre?|jaar|lat|yas|thn|tahun|лет|года?|"
    r"歳|才|살)\)"
)
_OF_SPEAKER = late(r"(?:bin|fyller) \d+|\d+ ar(?: gammal)?")  # ages among the school years
_THINGS = late(r"(?:tengo|tenho) \d+ (?!an)[a-z]{3,}s\b")  # "tengo 12 plantas"


def _is_age(match: re.Match[str]) -> bool:
    """Whether what stands behind the number of "I'm 15" leaves it an age; looked at here, so that the pattern of all
    languages says it once."""
    number = _NUMBER.search(match.string, match.start())
    return number is not None and _IS_AGE.match(match.string, number.end()) is not None


def _is_no_age(folded: str, start: int) -> bool:
    """Whether what stands behind the number of "tengo 15" makes no age of it."""
    if _THINGS.match(folded, start):
        return True
    number = re.compile(r"\D{0,14}(?:1[0-7]|[89])").match(folded, start)
    return number is not None and _IS_AGE.match(folded, number.end()) is None


_LONGEST_DATE = 10  # letters
_DATED = late(
    r"(?<![\w./-])\d{1,2}([./•·|♥❤♡★☆-])\d{1,2}\1(?:\d{4}|\d{2})(?:\1\d{2})*(?!\w|/\d)|"
    # Without a year: "open until 2/14", "14/2 💍"; so many of so many: "13/50 states"; a house: "2B/17".
    r"(?<![\w./])(?:\d{1,3}[a-z]/1[2-7]|(?:0?[1-9]|1[0-2])/(?:1[2-7])|(?:1[2-7])/(?:0?[1-9]|1[0-2]|1[89]|[2-9]\d|\d{3}))(?!\w|/\d)"
)
_SIGN_OF_SEX = late(r"(?<!\u200d)[\u2640\u2642]\ufe0f?")  # "15 ♂ | anime", but no runner's


def _is_in_a_date(folded: str, start: int, end: int) -> bool:
    """Whether the first number of a span is a day, a month or a year: "R.I.P. 4/7/16", "taken 02/15/15"."""
    number = _NUMBER.search(folded, start, end)
    if number is None:
        return False
    dates = _DATED.finditer(folded, max(0, start - _LONGEST_DATE))
    return any(date.start() <= number.start() < date.end() for date in dates)


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
    "": (r"\b(?:[5-9]|1[0-2]) ?[-/] ?[a-f]\b(?=[^\n]*\b1[2-7] ?y\b)",),  # "9-B 📚 … 15y"
    "en": (
        r"\bhigh ?school (?:freshman|sophomore|junior|senior)\b",
        r"\b(?:freshman|sophomore|junior|senior) (?:in|at) high ?school\b",
        r"\b(?:[5-9]|1[0-2])th[- ]grade(?:r|rs)?\b",
        r"\byear (?:[7-9]|1[01]) (?:student|pupil|girl|boy)\b",
        r"\b(?:jv|junior varsity) [a-z]{4,}",
        r"\byr ?(?:[7-9]|1[01])\b(?! (?:teacher|tutor|lead|maths|english))",
        r"\bgcses?\b(?! (?:tutor|teacher|maths|revision|resources|examiner|help|papers?|students?))",
        # Not that of an examination in music.
        r"\bclass (?:[5-9]|1[0-2])(?:th)?\b(?! ?(?:am|pm|a\.m|p\.m|[:.]\d|days|weeks|min|teacher))",
        r"\bgrade (?:[6-9]|1[0-2])\b(?! (?:piano|violin|cello|flute|guitar|drums?|singing|music|theory|ballet|"
        r"dance))",
    ),
    "de": (
        r"\b(?:klasse|kl\.) ?(?:[5-9]|10)[a-f]?\b",
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
        r"\bak [4-9]\b",  # "ak7" is a name
        r"\barskurs ?[4-9]\b",
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
        r"(?<![\w.,])(?:[5-9]|1[01])[- ]?(?:и|ыи|го|ом)? ?(?:«?[абвг]»? )?класс(?:ник|ница)?(?!\w)",
        r"(?<!\w)(?:учусь|учащ\w{1,4}) в (?:[5-9]|1[01])",
    ),
    "ja": (
        r"(?:小学|中学|高校)(?:生|[1-6一二三四五六]年)(?!の|男子の|女子の|男子弁当|弁当|息子|娘|と|向け|以上|対象|まで|ママ|の?母)",
        r"(?<![\w])(?:小[3-6]|中[1-3]|高[12])(?:(?![\w月日])|(?=です|だよ|になり|の?(?:男|女)(?!優)))",
        r"(?<![a-z\d])(?:jk[12]|dk[12]|j[cs][1-6])(?![a-z\d])",
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
_SCHOOL = late("|".join(pattern for patterns in _SCHOOLS.values() for pattern in patterns))
_YOUNGEST = 8  # who was born later writes no bio: a shop, or a baby
_BORN = late(
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
    r"prof|teacher|teaching|teach|tutor|tutoring|tuition|nanny|aunt|uncle|coach|nurse|librarian|counsell?or|principal|"
    r"insegno|enseigne|unterrichte|ucze w|doy clases|dou aulas|geef les|"
    r"profe|seño|teta|oposiciones|nachhilfe|bijles|korepetyc\w{1,3}|repetitor|ozel ders|les privat|"
    r"apoio escolar|explicador\w?|soutien scolaire|"
    r"ripetizioni|репетитор\w?|егэ|огэ|школьник\w{1,3} мам\w|"
    r"madre|padre|papa|mami|papi|maestr[ao]|profesor\w*|mae|pai|mamae|professor\w*|mere|pere|maman|enseignant\w*|"
    r"institutrice|maitresse|"
    r"mutter|vater|\w{0,14}lehrer\w*|erzieher\w*|moeder|vader|juf|meester|leerkracht|leraar|lerares|docent\w*|"
    r"matka|tata|nauczyciel\w*|larare|lararinna|pedagog|"
    r"anne|anneyim|annesi|baba|ogretmen\w*|oglum|kizim|"
    r"mamma|insegnante|ibu|bunda|ayah|guru|мама|папа|мамочка|учитель\w*|педагог|امي|ام|ماما|معلم\w*|مدرس\w*)\b"
    r"|माँ|मां|मम्मी|शिक्ष(?:क|िका)|अध्याप(?:क|िका)|टीचर|ママ|パパ|教師|先生|の母|の父|母です|育児|子育て|塾|家庭教師|"
    r"(?:엄마|아빠)(?! ?(?:몰래|가|한테|께|랑))|맘|과외|학원|육아|선생님|교사"
)
