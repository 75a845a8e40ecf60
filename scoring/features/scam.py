"""Whether a single comment is a scam or an advertisement fishing under somebody's post: a small linear model.

It reads the letters beneath disguises (mathematical letters, look-alikes, strewn accents), some sixty signs (asks to
write to somebody, sums of money, praise for a trader, handles that speak of money …) and a few thousand words, pairs
and parts of words. It reads no capitals: in the comments that it learned from only the honest ones stand in lower case.

``scam_model.tsv`` holds its weights; ``python -m tests.benchmarks.fit_comments`` makes it from labelled comments
(ScamSpot, MIT).
"""

import itertools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from scoring.features.dressed import is_numbered, names_in_dress, numbered_names
from scoring.features.parts import plain_comment
from scoring.features.soliciting import speaks_of_gain, speaks_of_gambling
from scoring.lexicon.language_of import detect_language
from scoring.lexicon.scripts import SMALL_CAPITALS
from scoring.patterns import late

MOST_LETTERS = 600  # of a comment are read
SCALE = 5.0  # length of a comment's terms beside its signs
_UNTOLD = 0.5  # the margin from which a text of no language that can be told is one
_NAME_AT_LEAST = 5  # letters of a dressed name without a number, beside words of winning
_MODEL = Path(__file__).with_name("scam_model.tsv")

# Letters that stand for others and that no decomposition takes apart.
_LOOK_ALIKES = SMALL_CAPITALS | str.maketrans({
    "ə": "e", "ǝ": "e", "ı": "i", "і": "i", "ł": "l", "ø": "o", "đ": "d", "ɑ": "a", "ɡ": "g", "ƈ": "c",
    "’": "'", "‘": "'", "“": '"', "”": '"',
})  # fmt: skip
_MARKS = late(r"[\u0300-\u036f\ufe0f]")
_DRAWN_OUT = late(r"(.)\1{2,}")
# A word with points and apostrophes in it; a run of those is looked through once, from where it begins.
_TOKEN = late(r"[#@$]?(?:(?:(?<![.'])[.']++)?+\w++)++|[^\w\s]")
_NUMBER = late(r"\d+")
_NAMED = late(r"[@#]([\w.]+)")


def unmask(text: str) -> str:
    """The text in lower case without accents; disguised letters made plain, drawn-out ones shortened to two."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text[:MOST_LETTERS]).casefold()).translate(_LOOK_ALIKES)
    return _DRAWN_OUT.sub(r"\1\1", plain)


# What a scam is made of, as classes of words; each is counted (to four) and asked whether it is there at all.
_CLASSES: dict[str, re.Pattern[str]] = {
    name: late(pattern)
    for name, pattern in {
        "writing": r"\b(?:dm|pm|d\.m|inbox|in box|messag\w*|msg|massage|hmu|hit me|text|contact|reach out|write|chat"
        r"|talk|connect|telegram|whats ?app|get in touch|add me|follow (?:her|him)|link in (?:my )?bio"
        r"|my (?:page|profile|bio|account))\b",
        "investing": r"\b(?:invest\w*|trad(?:e|es|er|ers|ing)|forex|fx|crypto\w*|bitcoin\w*|btc|binary|options?|mining"
        r"|mine[rd]?|profit\w*|earn\w*|returns?|payout\w*|withdraw\w*|deposit\w*|wallet\w*|signals?|brokers?"
        r"|account manager|passive|income|roi|usdt|eth|nft\w*|airdrop\w*|staking|tokens?|presale|whitelist)\b",
        "praise": r"\b(?:thank\w*|grateful|bless\w*|best|trust\w*|legit\w*|honest\w*|recommend\w*|genius|expert\w*"
        r"|mentor\w*|guid(?:e|ance|ed|ing)|coach|testimon\w*|amazing|life changing|changed my life|success\w*|patience"
        r"|transparen\w*|professional\w*|skills?|strateg\w+|platform)\b",
        "somebody": r"\b(?:she|her|he|him|his|mr|mrs|ms|miss|sir|madam|ma'?am)\b",
        "money": r"[$€£₦₹]\s?\d[\d,. ]*k?|\d[\d,. ]{0,12}\s?(?:k|usd|dollars?|bucks|grands?|usdt|btc|eth|euros?"
        r"|pounds)\b|\bgrands?\b|\bbands\b",
        "term": r"(?:\d{1,4}|one|two|three|five|seven|ten|few|couple of|every|per|a|each)\s?(?:working )?"
        r"(?:days?|weeks?|hours?|hrs?|months?)|weekly|daily",
    }.items()
}
# Two classes in one comment, or one beside a named account.
_PAIRS = (
    ("money", "writing"), ("money", "term"), ("investing", "money"), ("investing", "writing"), ("investing", "praise"),
    ("investing", "somebody"), ("praise", "somebody"), ("praise", "named"), ("investing", "named"),
    ("somebody", "named"), ("money", "named"),
)  # fmt: skip
_SIGNS: dict[str, re.Pattern[str]] = {
    name: late(pattern)
    for name, pattern in {
        "write to": r"\b(?:dm|inbox|message|msg|pm|text|contact|hit|hmu|chat)\b[^.!?]{0,12}"
        r"\b(?:me|us|her|him|now|let|if|for|to)\b",
        "first few": r"\bfirst\s*\(?(?:\d+|two|three|five|seven|ten|few|lucky)",
        "gift": r"\b(?:free|giveaway|give away|win|won|winner|reward|bonus|promo|claim|airdrop|funding|grant|helping"
        r"|struggling|debts?|bills)\b",
        "recovery": r"\b(?:recover\w*|hack\w*|retriev\w*|unlock|unblock|suspended|blocked|lost funds|scammed)\b",
        "offer": r"\b(?:ask me how|want to know how|show you|teach you|help you|guide you|direct you|interested)\b",
        "launch": r"\b(?:project|community|launch|presale|listed|listing|pump|moon|gem|hodl|x100|100x|1000x)\b",
        "address": r"https?:|www\.|\.com\b|\.io\b|t\.me|bit\.ly|wa\.me|\.org\b|\.net\b",
        "wallet address": r"0x[0-9a-f]{6,}",
        "phone": r"\+?\d[\d ()-]{8,20}\d",
        "ticker": r"\$[a-z]{2,}",
        "dollar": r"\$",
        "per cent": r"%",
        "question": r"\?",
        "exclamations": r"![^!]*!",
        "at the start": r"^\s*@",
        "at the end": r"[@#][\w.]+[\W_]*$",
        "money emoji": "[💰💵💸🤑📈📊📩📥]",
        "pushing emoji": "[🙏🚀💯👇👆⬇👉🔥✅💎🌕]",
        "laughing emoji": "[😂🤣😭😮😳👏🙌❤😍👍😢😡🤔💀🥰]",
    }.items()
}
_BAIT = (
    "gift", "recovery", "launch", "address", "wallet address", "ticker", "dollar", "money emoji", "pushing emoji",
)  # fmt: skip
_SHARES: dict[str, re.Pattern[str]] = {  # of all words
    name: late(pattern)
    for name, pattern in {
        "i": r"\bi\b|\bi'?m\b|\bmy\b|\bme\b",
        "you": r"\b(?:you|your|u)\b",
        "asking": r"\b(?:not|don|dont|don't|never|no|why|what|who|how)\b",
        "society": r"\b(?:people|they|government|tax\w*|rich|poor|country|companies|company|job|rent|house|work|pay)\b",
    }.items()
}
_FINANCIAL = late(
    "fx|forex|trad|invest|crypto|btc|bitcoin|financ|wealth|profit|mining|coin|option|market|token|capital|fund|expert"
    "|earn|money|hack|recover|swap|nft|broker|signal"
)


def signs_of(text: str) -> dict[str, float]:
    """Some sixty signs of a comment, each about 0 to 1 (lengths a little more), by name; always the same names."""
    plain = unmask(text)
    size, words = max(1, len(plain)), plain.split()
    named = _NAMED.findall(plain)
    people = re.findall(r"@([\w.]+)", plain)
    rest = re.sub(r"@\S+", "", plain).strip()
    times = {name: len(pattern.findall(plain)) for name, pattern in _CLASSES.items()}
    there = {name: number > 0 for name, number in times.items()} | {"named": bool(named)}
    found: dict[str, float] = {name: min(number, 4) / 2 for name, number in times.items()}
    found |= {f"any {name}": float(there[name]) for name in times}
    found |= {f"{a} and {b}": float(there[a] and there[b]) for a, b in _PAIRS}
    found |= {name: float(pattern.search(plain) is not None) for name, pattern in _SIGNS.items()}
    found |= {f"share {name}": len(pattern.findall(plain)) / max(1, len(words)) for name, pattern in _SHARES.items()}
    financial = any(_FINANCIAL.search(name) for name in named)
    emoji = sum(ord(letter) > 0x1F000 or 0x2600 <= ord(letter) < 0x27C0 for letter in plain)
    raw = text[:MOST_LETTERS]
    apart = unicodedata.normalize("NFKD", raw)
    found |= {
        "financial handle": float(financial),
        "only a financial handle": float(financial and len(words) <= 2),
        "numbered handle": float(any(re.search(r"_|\d{2,}", name) for name in people)),
        "one named at the end": float(bool(found["at the end"]) and len(people) == 1 and len(words) > 3),
        "people": min(len(people), 4) / 2,
        "tags": min(plain.count("#"), 4) / 2,
        "emoji share": min(1.0, emoji / size),
        "emoji": math.log1p(emoji) / 2,
        "accents": float(sum(unicodedata.combining(letter) > 0 for letter in apart) > 2),
        "mathematical": float(any(0x1D400 <= ord(letter) <= 0x1D7FF for letter in raw)),
        "look-alikes": float(
            any(ord(letter) in _LOOK_ALIKES and letter not in "’‘“”" for letter in text[:MOST_LETTERS])
        ),
        "no letters": float(not any(letter.isalpha() for letter in plain)),
        "other script": float(sum(letter.isalpha() and ord(letter) > 0x250 for letter in plain) > 3),
        "length": math.log1p(size) / 3,
        "words": math.log1p(len(words)),
        "three words": float(len(words) <= 3),
        "twelve words": float(len(words) >= 12),
        "names only": float(not rest),
        "rest": math.log1p(len(rest)) / 3,
        "digits": sum(letter.isdigit() for letter in plain) / size,
        "various": len(set(words)) / max(1, len(words)),
    }
    return found


def terms_of_comment(text: str) -> Counter[str]:
    """Words (w:), neighbours (b:), neighbours but one (s:), and parts of three to five letters of words (c:) and of
    names (h:); numbers read 0, names @, and whatever holds an underscore is a name."""
    found: Counter[str] = Counter()
    tokens = _TOKEN.findall(unmask(text))
    plain = ["@" if token[0] == "@" or "_" in token else _NUMBER.sub("0", token) for token in tokens]
    for token, word in zip(tokens, plain, strict=True):
        found[f"w:{word}"] += 1
        kind, part = ("h", token.lstrip("#@")) if word == "@" else ("c", word.lstrip("#$"))
        padded = f"<{part}>"
        found.update(f"{kind}:{padded[i : i + n]}" for n in (3, 4, 5) for i in range(len(padded) - n + 1))
    around = ["<s>", *plain, "</s>"]
    found.update(f"b:{a} {b}" for a, b in itertools.pairwise(around))
    found.update(f"s:{a} {b}" for a, b in zip(around, around[2:], strict=False))
    return found


@dataclass(frozen=True)
class ScamModel:
    """Weights by term (with how rare it is) and by sign; ``threshold`` is the margin from which it is a scam."""

    terms: Mapping[str, tuple[float, float]]  # rarity (IDF), weight
    signs: Mapping[str, float]
    level: float

    def margin(self, text: str) -> float:
        """How far a comment lies on the side of the scams (above 0); the logarithm of odds."""
        known = [(self.terms[term], n) for term, n in terms_of_comment(text).items() if term in self.terms]
        parts = [((1.0 + math.log(n)) * rarity, weight) for (rarity, weight), n in known]
        length = math.sqrt(math.fsum(value * value for value, _ in parts))
        by_terms = math.fsum(value * weight for value, weight in parts) * SCALE / length if length else 0.0
        by_signs = math.fsum(value * self.signs[name] for name, value in signs_of(text).items())
        return by_terms + by_signs + self.level


@lru_cache(maxsize=1)
def shipped_model() -> ScamModel:
    """The model that comes with the software."""
    terms: dict[str, tuple[float, float]] = {}
    signs: dict[str, float] = {}
    level = 0.0
    for line in _MODEL.read_text("utf-8").splitlines():
        kind, name, *numbers = line.split("\t")
        if kind == "term":
            terms[name] = (float(numbers[0]), float(numbers[1]))
        elif kind == "sign":
            signs[name] = float(numbers[0])
        elif kind == "level":
            level = float(name)
    return ScamModel(terms, signs, level)


def _has_any_sign(plain: str) -> bool:
    """Whether something that scams are made of stands there: a word of theirs, a name, a sum, an address. In a language
    that nobody can tell the commas and letters alone weigh as much."""
    return (
        _NAMED.search(plain) is not None
        or any(pattern.search(plain) for pattern in _CLASSES.values())
        or any(_SIGNS[name].search(plain) for name in _BAIT)
    )


@lru_cache(maxsize=4_096)
def is_scam(text: str) -> bool:
    """Whether a comment names a site of gambling in dressed letters, or the shipped model takes it for a scam or an
    advertisement. That learned from English alone, so it is not asked about a text in another language, and must be
    surer of one whose language cannot be told."""
    names = names_in_dress(text)
    if any(map(is_numbered, names)):
        return True
    plain = plain_comment(text)
    if any(len(name) >= _NAME_AT_LEAST for name in names) and speaks_of_gain(plain):
        return True
    if numbered_names(plain) and speaks_of_gambling(plain):
        return True
    margin = shipped_model().margin(text)
    if margin <= 0.0:
        return False
    told = {detect_language(text)[0], detect_language(unmask(text))[0]}  # disguised letters look like another language
    return "en" in told or (told == {None} and margin > _UNTOLD and _has_any_sign(unmask(text)))
