"""What the letters of a text say of its language before a model is asked: to it "R.I.P" may be Japanese; and letters
that are only another form of plain ones."""

import re
import unicodedata
from functools import cache

# Small capitals, which are no forms of letters to Unicode: "ꜰᴀꜱʜɪᴏɴ".
SMALL_CAPITALS = dict(zip(map(ord, "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ"), "abcdefghijklmnopqrstuvwyz", strict=True))

_WRITTEN: tuple[tuple[str, str], ...] = (
    (
        r"\u0400-\u052f",
        "ru uk be bg mk sr sh kk ky tg mn tt ba cv ce os sah tyv kv mhr mrj myv rue uz av lez krc xal bxr",
    ),
    (r"\u0620-\u064a\u066e-\u06d3", "ar arz fa ur ps ckb ug sd pnb mzn azb ku lrc"),
    (r"\u0900-\u097f", "hi mr ne sa bh new mai gom dty"),
    (r"\u3040-\u30ff\u3400-\u9fff", "ja zh wuu yue"),
    (r"\uac00-\ud7af\u1100-\u11ff\u3130-\u318f", "ko"),
    (r"\u0e00-\u0e7f", "th"),
    (r"\u0370-\u03ff", "el"),
    (r"\u0590-\u05ff", "he yi"),
)  # the languages of the model that are written in letters other than the Latin ones, by these
_SHARE = 6  # "Coach, Latina / جزائرية. Send me your story" is English; a third of letters that are syllables
_IN_LATIN_TOO = ("sr", "sh", "uz", "ku", "kk", "tt")
# Words with the article, alone or after a little word that is written as part of them.
_WITH_ARTICLE = re.compile(r"(?<!\w)[\u0648\u0628\u0643\u0641]?[\u0627\u0622\u0623\u0671]\u0644\w{2,}")


# Letters of other scripts that stand for Latin ones where a word mixes scripts: "ωαитє∂".
_DRESSED = str.maketrans(
    "αβγδεζηθικλμνξοπρσςτυφχψωабвгдезийкмнопрстухцчьэюяєѕіјүґғ∂נ",
    "abydeznoiklmvxonpostufxwwabbraeznnkmhonpctyxuybeoresijyrfdj",
)
_RUN = re.compile(r"[^\W\d_∂]+(?:∂[^\W\d_∂]*)*|∂[^\W\d_∂]+")
_SCRIPTS_MIXED = tuple(map(re.compile, ("[a-zA-Z]", "[\u0370-\u03ff]", "[\u0400-\u04ff]", "[∂נ]")))
_DRESSED_AT_LEAST = 2  # words; one may be a name or a unit


def plain_letters(text: str) -> str:
    """A text with letters of fancy forms as plain ones: "𝗯𝗮𝘀𝗲𝗱", "ᴅᴍ", "ｍａｉｌ", "ωαитє∂"."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKC", text).translate(SMALL_CAPITALS)
    mixed = {word for word in _RUN.findall(plain) if sum(bool(one.search(word)) for one in _SCRIPTS_MIXED) > 1}
    if sum(_undressed(word) != word for word in mixed) < _DRESSED_AT_LEAST:
        return plain
    return _RUN.sub(lambda match: _undressed(match.group()), plain)


def _undressed(word: str) -> str:
    """A word in Latin letters where every letter of it is or stands for one."""
    plain = word.lower().translate(_DRESSED)
    return plain if plain.isascii() and plain != word.lower() else word


def may_be_written(language: str, text: str, letters: int) -> bool:
    """Whether a text of so many ``letters`` can be in a language: one of other letters needs a sixth of these, and
    where most letters are of one script the language must be written in it."""
    if len(text) == len(text.encode()):
        return language in _IN_LATIN_TOO or all(language not in codes for _, codes in _scripts())
    found = [(len(script.findall(text)), codes) for script, codes in _scripts()]
    times, most = max(found, key=lambda one: one[0])
    if 2 * times > letters:
        return language in most
    enough = (_SHARE * (3 if "ja" in codes or "ko" in codes else 1) * times >= letters for times, codes in found)
    return language in _IN_LATIN_TOO or all(
        told or language not in codes for told, (_, codes) in zip(enough, found, strict=True)
    )


def is_arabic(text: str, letters: int) -> bool:
    """Whether the article tells Arabic: letters of Urdu and Persian adorn what Arabs write."""
    articles = len(_WITH_ARTICLE.findall(text))
    arabic = _scripts()[1][0]
    return articles > 1 and 4 * articles >= len(text.split()) and 2 * len(arabic.findall(text)) > letters


# "n7eb", "9ahwa", "el3alem": small letters with digits for those that Latin lacks.
_CHATTED = re.compile(r"(?<![\w.@#/-])(?:[379][a-z]{3,9}|[a-z]{1,9}[379][a-z]{1,9}|[a-z]{3,9}[379])(?![\w.@/-])")
_CHATTED_AT_LEAST = 3  # words, and a fifth of all, one of them with letters on both sides: "3kids" is English


def is_chatted_arabic(text: str) -> bool:
    """Whether Arabic is written in Latin letters, with digits for the sounds that these lack."""
    found = set(_CHATTED.findall(text))
    enough = len(found) >= _CHATTED_AT_LEAST and 5 * len(found) >= len(text.split())
    return enough and any(word[0].isalpha() and word[-1].isalpha() for word in found)


@cache
def _scripts() -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    return tuple((re.compile(f"[{letters}]"), frozenset(codes.split())) for letters, codes in _WRITTEN)
