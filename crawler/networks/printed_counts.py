"""Counts as pages print them for people, in the languages that pages have: "10.2K", "12,3 тыс.", "1.2万", "١٬٢٣٤".

The words for thousands and millions are those of CLDR's compact numbers (https://cldr.unicode.org), short and long.
"""

import re

NUMBER = r"\d{1,3}(?:[.,\u00a0\u202f' ]\d{3})+|\d{1,15}(?:[.,]\d{1,3})?"
# Digits have many forms, which Python reads; their marks between thousands and before decimals are made one here.
_MARKS = {0x066C: ",", 0x066B: ".", 0x2019: "'", 0x200E: None, 0x200F: None, 0x061C: None}
_LETTER = r"(?:[^\W\d_]|[\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u0e31-\u0e3a\u0e47-\u0e4e])"
_FACTORS = {
    1_000: "k thousand tsd tys mil mii mie rb ribu тыс тис хил хиљ илј tis tūkst tuh tn χιλ ألف آلاف هزار "
           "ہزار אלף elfu हज़ार हज़ार হা হাজার พัน 천 千",
    10_000: "万 萬 만 หมื่น",
    100_000: "lakh lakhs लाख লা লাখ لاکھ แสน",
    1_000_000: "m million millions millionen millones milhões milioni миллион миллиона миллионов "
               "mi mio mln mn mill milj mlj jt juta млн мил εκ مليون ملايين میلیون מיליון ล้าน tr",
    10_000_000: "crore crores करोड़ करोड़ কোটি کروڑ",
    100_000_000: "億 亿 억",
    1_000_000_000: "b bn mrd mld mia md млрд",
}  # fmt: skip
_SUFFIXES = {word: factor for factor, words in _FACTORS.items() for word in words.split()}
# What one letter means in few languages, told by the words behind it.
_BY_NOUN = (
    (re.compile(r"b\s{1,2}(?:abone|takip|görüntü|beğeni|izlen|yorum|gönderi)"), 1_000),
    (re.compile(r"e\s{1,2}(?:követ|feliratk|megtek)"), 1_000),
    (re.compile(r"n\s{1,2}(?:người|lượt)"), 1_000),
    (re.compile(r"t\.?\s{1,2}(?:følg|abonnent|visning|seuraaj|tilaaj|katselu)"), 1_000),
)
_NO_SUFFIX = re.compile(r"mi\s{1,2}piace")  # likes, in Italian
# Neither a part of a longer number, nor below zero ("-12"), nor "1e5".
_COUNT = re.compile(
    rf"(?<!\d)(?<!\d[eE])(?<!\d[eE]\+)(?<!(?<!\S)[-−])({NUMBER})(?!\d)\s{{0,2}}((?:{_LETTER}{{0,10}}+\.?))(?!(?<=[eE])\+?\d)"
)
_JOINED = re.compile("[万萬億亿千만억천]")  # words for people follow without a space


def plain_digits(text: str) -> str:
    """A text with the marks within its numbers as Latin script has them, and without marks of direction."""
    return text.translate(_MARKS)


def rounded_count(text: str) -> tuple[int, int] | None:
    """A count as people print it, and within ± how much it is true: "10.2K" is (10200, 50), "1,234" is (1234, 0).

    Reads 1,234 · 1.234 · 1 234 · 10.2K · 10,2 mil · 1.2m · 3.4万 · 12,3 тис. · 1.2 lakh · ١٬٢٣٤; ``None`` where no
    count stands. A word that is no suffix only follows the number.
    """
    match = _COUNT.search(plain_digits(text[:200]))
    if match is None:
        return None
    number, word = match.group(1), match.group(2)
    factor = _factor_of(word, match.string[match.start(2) : match.start(2) + 40].lower())
    if factor is None:
        grouped = re.fullmatch(r"\d{1,3}(?:\D\d{3})+|\d+", number) is not None
        if not grouped:  # "12.5 followers" is no count
            return None
        return int(re.sub(r"\D", "", number)), 0
    whole, _, decimals = number.replace(",", ".").partition(".")
    if not whole.isdecimal() or not (decimals.isdecimal() or not decimals):
        return None
    step = factor // 10 ** len(decimals)
    return int(whole + decimals) * step, max(step // 2, 0)


def _factor_of(word: str, rest: str) -> int | None:
    """What the word behind a number multiplies it by; ``None`` for a word of its own."""
    if _NO_SUFFIX.match(rest):
        return None
    for pattern, factor in _BY_NOUN:
        if pattern.match(rest):
            return factor
    said = word.lower()
    if said == "mil." and rest[len(said) :].strip():
        return 1_000_000  # Czech, Slovak and Romanian; without its dot it is the thousand of Spanish and Portuguese
    if joined := _JOINED.match(said):
        return _SUFFIXES[joined.group()]
    return _SUFFIXES.get(said) or _SUFFIXES.get(said.rstrip("."))
