"""The language of an account: of its bio and captions, where words tell it and not names alone."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import mean
from typing import NamedTuple

from scoring.evidence import Evidence
from scoring.features.given_names import is_given_name
from scoring.lexicon import WEIGHTS, Cue, english_words, find_cues, fold_text, loan_words, tokens_of, word_set
from scoring.lexicon.language_of import detect_language, english_chance, little_words, without_names
from scoring.lexicon.scripts import plain_letters
from scoring.lexicon.sisters import SISTERS, part_sisters
from scoring.lists import LANGUAGES
from scoring.patterns import late
from scoring.places import SPOKEN_IN
from scoring.places.finding import mentions_in
from scoring.places.table import place_names

HESITANT = 0.75  # certainty below which a bio's known words and places may overrule what its letters look like
GUESSED = 0.4  # how sure such a guess is
_BY_A_WORD = 0.6  # how sure one word of one language alone makes
_CERTAIN = 0.9  # from here on the model is believed about two words that other languages have, too
_SHORT = 8  # words of a text that is looked at word by word: a longer one is not made of names
_FEW = 3  # words beside names, up to which the model's certainty tells little: it was made for sentences
_UNKNOWN = 0.7  # certainty of the model about a few words that no list has, below which they may be anything
_OTHER_SCRIPTS = ("ar", "ja", "ko", "ru")  # of which no text in Latin letters is: "Maroc 🇲🇦"
_MANY = 5  # English words beside which no word of another language stands: English, whatever the model thinks of them
_BESIDE = 0.25  # the share of what tells a language, from which somebody writes it beside another
# Languages whose short texts are taken for one another's.
_NEIGHBOURS = tuple(
    frozenset(near.split())
    for near in (
        "es pt ca gl it oc eo ia la", "da no nn sv", "id ms tl", "hi mr ne", "ru uk be bg mk sr",
        "cs sk sl hr bs sr pl", "nl de af lb", "tr az", "ar fa ur ckb", "zh ja", "fr ca oc", "fi et",
    )
)  # fmt: skip
_LATIN = late(r"[A-Za-z\u00c0-\u024f]")
_LETTER = late(r"[^\W\d_]")
_CODE = late(r"\b[A-Z]{2,3}\b|\b[Cc]o-(?=\w)|&\s?[Cc]o\b")  # CA, NYC, UK, DM; co-founder, & Co
_OWN_LETTER = late(r"[\u3041-\u30ff\uac00-\ud7af]")
_OWN_LETTERS = 4  # kana or hangul, beside which no name of another network tells anything
_DISCOUNT = late(r"(?<![\w@#])[A-ZÀ-Þ]{2,20}\d{1,3}(?!\w)")  # ROSSA12: the code of a name
# "Melb, Aus": no German "aus", behind which something stands or before which a verb does.
_AUSTRALIA = late(r"(?<![^\W_] )(?<![\w-])[Aa]us(?= ?(?:$|[^\w\s'’-]|\n))", re.MULTILINE)
_LOANED = 0.35  # what a text counts that English loan words alone make up: "Home decor | brand ambassador"
# Of ASCII letters: in scripts without spaces an address stands at the end of a sentence's last word.
_ADDRESS = late(
    r"(?<![!-~])[!-~]*?(?://|www\.|@)[!-~]*|(?<![\w.-])[\w-]{1,60}(?:\.[\w-]{1,60}){0,3}\.(?:com|net|org|io|tv|app)\b(?:/[!-~]*)?"
)
# Where else somebody is found, in bios of every language: "ig annaknits", "Mail: …".
_ELSEWHERE = word_set(
    "ig insta instagram snap snapchat sc twitch tiktok tt youtube yt fb facebook twitter telegram tg discord whatsapp "
    "wa mail email biz bio threads pinterest linktree linktr spotify"
)
_JOB = WEIGHTS["strong"]
_JOB_LETTERS = 8  # of a job that is one language's own: shorter ones travel ("chef")
# Letters that one of the languages alone has.
_LETTERS = {
    letter: language
    for language, letters in {"de": "ß", "es": "ñ¿¡", "pt": "ãõ", "pl": "łąężźśćń", "tr": "ğşı", "fr": "œ"}.items()
    for letter in letters
}


class Languages(NamedTuple):
    """The language of most text and how sure; the one that is written beside it, and its share of what tells one."""

    first: str | None
    sure: float
    also: str | None = None
    also_share: float = 0.0


def languages_of(evidence: Evidence) -> Languages:
    """The language of most text: the bio counts double, each of up to eight captions once, by how sure each is. Another
    one is written beside it where two texts that surely are in it have a quarter of all; none that short texts in the
    first are taken for.
    """
    votes: dict[str, float] = {}
    sures: dict[str, list[float]] = {}
    profile = evidence.profile
    bio = profile.bio if profile else None
    called = {*tokens_of(fold_text(profile.display_name or "")), *re.split(r"[._]", evidence.handle)} if profile else ()
    names = frozenset(called)
    texts = [(bio or "", 2.0), *((post.text or "", 1.0) for post in evidence.posts[:8])]
    for text, weight in texts:
        language, sure, counts = _told(text, names) if text else (None, 0.0, 1.0)
        if language is not None:
            votes[language] = votes.get(language, 0.0) + weight * sure * counts
            sures.setdefault(language, []).append(sure)
    _join_sisters(votes, sures, [text for text, _ in texts])
    best = min(votes, key=lambda language: (-votes[language], language), default=None)
    if best is None or (len(votes) == 1 and len(sures[best]) == 1 and sures[best][0] < HESITANT):
        return Languages(*_by_known_words(bio or "", best, sures[best][0] if best else 0.0, names))
    told = sum(votes.values())
    beside = {
        language: count / told
        for language, count in votes.items()
        if language != best
        and count >= _BESIDE * told
        and sum(sure >= HESITANT for sure in sures[language]) > 1
        and not any({best, language} <= near for near in _NEIGHBOURS)
    }
    also = min(beside, key=lambda language: (-beside[language], language), default=None)
    sure = round(mean(sures[best]) * votes[best] / told, 4)
    return Languages(best, sure, also, round(beside[also], 4) if also else 0.0)


def _join_sisters(votes: dict[str, float], sures: dict[str, list[float]], texts: Sequence[str]) -> None:
    """Texts without a word of one of two sisters alone are read as the larger: where all texts together have more
    words of the other, its votes are theirs, too."""
    for larger in votes.keys() & set(SISTERS.values()):
        told = part_sisters(larger, "\n".join(texts), {})
        if told != larger and told in votes:
            votes[told] += votes.pop(larger)
            sures[told] += sures.pop(larger)


def _told(text: str, names: frozenset[str]) -> tuple[str | None, float, float]:
    """The language of a text, how sure, and what it counts beside other texts: less where loan words alone tell
    English. Nothing where only places, names of people (``names`` are the account's own) or words that many languages
    have stand in it.

    Of few words the model is too sure ("El Paso, TX" is Spanish to it): there it is asked about what stands beside
    the names, and a word that is of one language alone decides. English loan words, which stand in bios of every
    language, and codes of discounts tell no other language than English.
    """
    text = _AUSTRALIA.sub(" ", _DISCOUNT.sub(" ", without_names(text)))
    language, sure = detect_language(text)
    if language in ("ja", "ko") and len(_OWN_LETTER.findall(text)) >= _OWN_LETTERS:
        return language, sure, 1.0
    words = _words_beside_names(text, names)
    if words is None:
        return language, sure, 1.0
    if not words:
        return None, 0.0, 1.0
    told, shared = _vouched(words, text)
    if told and len(words) <= _FEW:
        (best, times), *others = told.most_common(2)
        if not others or others[0][1] < times:
            return best, (max(sure, _BY_A_WORD) if best == language else _BY_A_WORD), 1.0
    if not told and all(map(_is_english, words)):
        if _ENGLISH_ALONE.isdisjoint(_said_in(text)):
            if len(words) >= _MANY:
                return "en", max(sure, _BY_A_WORD) if language == "en" else _BY_A_WORD, _LOANED
            return (language, sure, _LOANED) if language == "en" and len(words) > 1 else (None, 0.0, 1.0)
        return "en", max(sure, _BY_A_WORD) if language == "en" else _BY_A_WORD, 1.0
    if len(words) <= _FEW and len(words) <= max(1, shared if language != "en" and sure < _CERTAIN else 0):
        return None, 0.0, 1.0
    if len(words) <= _FEW and sure < _UNKNOWN and all(word.isascii() and not _is_known(word) for word in words):
        spoken = {SPOKEN_IN.get(found.place.country or "", ())[:1] for found in mentions_in(text)}
        return (language, sure, 1.0) if (language,) in spoken else (None, 0.0, 1.0)  # "Aihara Enju", whoever that is
    return language, sure, 1.0


def _is_known(word: str) -> bool:
    lists = (little_words(), loan_words(), english_words())
    return any(word in words for words in lists) or bool(find_cues(word))


# Little words of English that no other language has, and that stand in no bio but an English one.
_ENGLISH_ALONE = word_set("i'm the and my with for of your you she his her he who what just from but")


def _said_in(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+(?:['’][a-z]+)?", text.lower()))


def _is_english(word: str) -> bool:
    """Whether the lexicon knows a word as English, in a bio's own words or as one that people of all languages use."""
    return word in loan_words() or any(cue.language in ("en", "") and cue.seen == word for cue in find_cues(word))


def _words_beside_names(text: str, names: frozenset[str]) -> list[str] | None:
    """The folded words of a short text in Latin letters that are no place, no name and no code; ``None`` for a longer
    one, or where another script tells the language."""
    readable = plain_letters(_ADDRESS.sub(" ", text[:400]))
    letters = _LETTER.findall(readable)
    if len(_LATIN.findall(readable)) * 2 < len(letters) or len(text) > 400:
        return None
    shouted = 2 * sum(letter.isupper() for letter in letters) > len(letters)  # "THANK YOU" has no codes in it
    tokens = tokens_of(fold_text(readable if shouted else _CODE.sub(" ", readable)))
    tokens = [token for token in tokens if token[0].isalpha()]
    if len(tokens) > _SHORT:
        return None
    for mention in mentions_in(readable):
        if not mention.place.city and mention.key in place_names().demonyms:
            continue  # "Moroccan", "tunisienne": words of a language
        _leave_out(tokens, tokens_of(fold_text(mention.key)))
    own = {word for word in names.intersection(tokens) if not _jobs_of(find_cues(word))}
    left_out = own | _ELSEWHERE
    return [word for word in tokens if len(word) > 1 and word not in left_out and not is_given_name(word)]


def _leave_out(tokens: list[str], name: list[str]) -> None:
    for begin in range(len(tokens) - len(name) + 1):
        if tokens[begin : begin + len(name)] == name:
            del tokens[begin : begin + len(name)]
            return


def _vouched(words: list[str], text: str) -> tuple[Counter[str], int]:
    """How many of these words (or letters) are of one language alone, by language: little words, jobs and what is said
    of oneself, not the words of fields, of which many travel (croissant); and how many of them several languages
    have."""
    told = Counter(_LETTERS[letter] for letter in set(text.lower()) & _LETTERS.keys())
    shared = 0
    for word in set(words):
        if word in loan_words():
            shared += 1
            continue
        cues = [cue for cue in find_cues(word) if cue.language]
        jobs = _jobs_of(cues)
        said = {cue.language for cue in cues if cue.label[:6] != "niche:"} | {*little_words().get(word, ())} | jobs
        known = said | (jobs or {cue.language for cue in cues})
        if len(known) == 1 and said and "en" not in known:  # English words stand in bios of every language
            told.update(said)
        shared += len(known) > 1 or known == {"en"}
    return told, shared


def _jobs_of(cues: Sequence[Cue]) -> set[str]:
    """The languages whose word for a job a word is, to the last letter, where it is no loan: "Nutritionniste" is not
    the "nutrition" of others."""
    longest = max((len(cue.words) for cue in cues), default=0)
    told = {cue.language for cue in cues if cue.weight == _JOB and len(cue.words) == longest == len(cue.seen)}
    travels = longest < _JOB_LETTERS or any(cue.seen in loan_words() for cue in cues)
    return set() if travels or len(told) > 1 else told


def _by_known_words(bio: str, guess: str | None, sure: float, names: frozenset[str]) -> tuple[str | None, float]:
    """The language of a bio that is too short to tell, beside what was guessed: of known words and places, else of its
    tags where they are not English, which is tagged in every language, else English where half its words are."""
    bio = _AUSTRALIA.sub(" ", _DISCOUNT.sub(" ", without_names(bio)))
    words = _words_beside_names(bio, names)
    told = _of_known_words(bio, words, guess, sure)
    if told[0] is None and bio.count("#") >= _TAGS:
        tagged, how_sure, _ = _told(bio.replace("#", " ").replace("_", " "), names)
        if tagged not in (None, "en") and how_sure >= HESITANT:
            return tagged, GUESSED
    if told[0] is None and words and _is_half_english(bio, words):
        return "en", GUESSED
    return told


def _is_half_english(bio: str, words: Sequence[str]) -> bool:
    """Whether half of some words are English, one of them English alone, none another language's, and neither a place
    nor the model speaks against it: "Antique teapots", but not "Digital nomad", which every language says."""
    english = [
        word for word in words if _is_english(word) or word in english_words() or "en" in little_words().get(word, ())
    ]
    others = set(words).difference(english)
    return (
        (len(words) > 1 or words[0] in english_words())
        and 2 * len(english) >= len(words)
        and any(word not in loan_words() and {cue.language for cue in find_cues(word)} <= {"en"} for word in english)
        and not any(map(_is_known, others))
        and all(SPOKEN_IN.get(found.place.country or "", ())[:1] in ((), ("en",)) for found in mentions_in(bio))
        and english_chance(bio) >= (_ENGLISH_CHANCE if len(words) > 1 else HESITANT)
    )


def _of_known_words(bio: str, words: list[str] | None, guess: str | None, sure: float) -> tuple[str | None, float]:
    """What the words that the lexicon knows in one language alone tell, and the places that stand beside words."""
    if guess is None and words is not None and len(words) <= min(_FEW, max(1, _vouched(words, bio)[1])):
        homes = {SPOKEN_IN.get(mention.place.country or "", ())[:1] for mention in mentions_in(bio)}
        if words and homes == {("en",)} and all(map(_is_english, words)):
            return "en", GUESSED  # "UGC creator, Melbourne"
        return None, 0.0  # names alone, or what every language says
    known: dict[str, set[str]] = {}
    sure_of: set[str] = set()
    for cue in find_cues(bio):
        if cue.language and not loan_words().issuperset(cue.seen.split(" ")):
            known.setdefault(cue.seen, set()).add(cue.language)
            if not _is_doubtful(cue, bio):
                sure_of.add(cue.seen)
    if guess in _IN_LATIN and _is_rather_english(bio, guess, known):
        return "en", GUESSED
    votes: Counter[str] = Counter()
    for seen, among in known.items():
        if len(among) == 1 and "en" not in among:
            votes[next(iter(among))] += 4 if seen in sure_of else 1
    if guess is not None:
        votes[guess] += 2 * round(4 * sure)
    if votes or words is None or len(words) > 1:  # in Latin letters a place alone tells no language, "Москва" does
        for country in {mention.place.country for mention in mentions_in(bio)}:
            spoken = SPOKEN_IN.get(country or "", ())[:1]
            for one in spoken:
                if one in LANGUAGES and (words is None or one not in _OTHER_SCRIPTS):
                    votes[one] += 2
    if not votes:
        return None, 0.0
    (best, times), *others = votes.most_common(2)
    if (others and others[0][1] == times) or (times < 2 and best != guess):
        return guess, sure
    return best, max(sure, GUESSED) if best == guess else GUESSED


def _is_doubtful(cue: Cue, bio: str) -> bool:
    """Whether another language may have a word, too: a short one ("four"), what only begins like it ("bylines") or
    looks like it without its marks ("san" for "şan")."""
    words = fold_text(cue.words)
    if not cue.seen.isascii():
        return False
    if words != cue.seen:
        return cue.weight < 1.0 or len(words) <= _STEM or 2 * len(words) < len(cue.seen)
    return len(words) < _STEM and (cue.weight < 1.0 or cue.words.lower() not in bio.lower())


_STEM = 5  # letters from which on the beginning of a word, or a word without its marks, is taken for it
_OF_ENGLISH = 2  # words
_ENGLISH_CHANCE = 0.1  # by the model
_TAGS = 3  # in a bio, from which on they are read for its language
_IN_LATIN = ("es", "fr", "pt", "de", "it", "nl", "pl", "tr", "id")


def _is_rather_english(bio: str, guess: str, known: Mapping[str, set[str]]) -> bool:
    """Whether several words are English alone and none is of the language that was guessed: "Attorney, Red Sox fan"."""
    words = _said_in(bio)
    spoken = any(guess in among for among in known.values()) or any(_is_of(guess, word) for word in words)
    english = {seen for seen, among in known.items() if among == {"en"}} | (words & (_ENGLISH_ALONE | english_words()))
    return not spoken and len(english) >= _OF_ENGLISH


def _is_of(language: str, word: str) -> bool:
    """Whether a little word is of this language and not English, too: not "a" for Italian."""
    known = little_words().get(word, ())
    return language in known and "en" not in known
