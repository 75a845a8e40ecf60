"""The terms that a brief's words are matched against: words and pairs of words, with how much an account uses them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from scoring.evidence import Evidence
from scoring.features.given_names import is_given_name
from scoring.features.words import POSTS_READ, WordsRead
from scoring.lexicon import fold_text, tokens_of, word_set
from scoring.lists import neighbours_of
from scoring.patterns import late
from scoring.special import are_special, is_special
from storage.facts import Post

_BIO_ALONE = 0.5  # what a sub-niche counts whose whole field no post speaks of, where the posts tell enough
_BIO_BELIED = 0.5  # what the words of a bio weigh of whose fields no post speaks, where the posts tell enough of others
_POSTS_TO_TELL = 6
MAX_TERMS = 120  # terms kept for one account, the heaviest
_SHORT_WORDS = 3
_LONG_WORD = 5  # letters of a word that tells something where one post has it
_JAPANESE = late(r"[\u3041-\u30ff\u3400-\u9fff]")
_HAN = late(r"[\u3400-\u9fff々]")
_THINGS = late(r"[\u30a1-\u30ff\u3400-\u9fff々]+|[ぁ-ゖ]{4,}")  # names of things are in Chinese characters or katakana
_PIECES = late(r"[\u30a1-\u30ff]{2,}|[\u3400-\u9fff々]+")
# Latin letters are part of the name beside them: 生成AI, Tシャツ, 3Dプリント.
_MIXED = late(
    r"(?<![a-z0-9])(?:[a-z]{1,6}|\d[a-z])(?:[\u30a1-\u30ff]{2,}|[\u3400-\u9fff々]{2})|"
    r"(?:(?<![\u30a1-\u30ff])[\u30a1-\u30ff]{2,}|[\u3400-\u9fff々]{2})[a-z]{1,6}(?![a-z0-9])"
)
_LITTLE_WORDS = "のとがをはにでやも"  # before any other hiragana a run's last character is a verb's: 野菜育てる
# Articles, prepositions and the like, folded: no brief is about them.
_BETWEEN = word_set(
    "a an and as at by for from in into is it my of off on or our the this to with your "
    "al con da das de del do dos e el em en la las lo los na nas no nos o os para pela pelo por que se sem sin su sua "
    "um uma un una y au aux avec ce ces chez dans des du est et la le les mes mon ou par pas pour sa ses sur une "
    "agli alla alle allo col dal dalla dei del della delle dello di gli ha il mia mio nel nella per sul tra "
    "am an auf aus bei das dem den der des die ein eine einem einen einer fur im ist mein meine mit nach und vom von "
    "zu zum zur aan bij een het mijn met naar om op te tot uit van voor "
    "dla do ze za od po przez sie u w we z bir bu da de icin ile ve ini itu dan dari dengan di ke pada untuk yang "
    "в во до для за и из как к на не о об от по при с со у "
    "في من على علي الى الي عن مع و का की के को में से और है ka ki ke ko mein se aur hai"
)
_NO = word_set("no never without sin sans jamais ohne kein keine keinen geen zonder bez sem senza без tanpa بدون")
_NO_IS_IN = ("pt", "gl")  # "no Porto" is in Porto
_NO_MATTER = word_set("bake knead churn cook sew")  # "no bake cheesecake" is baking
_TAGS_OF_EVERYBODY = word_set(
    "love instagood photooftheday beautiful happy cute tbt like4like followme picoftheday follow me selfie summer "
    "instadaily friends repost nature girl fun smile fyp foryou foryoupage explore explorepage viral trending "
    "reels reel instagram instalike bhfyp like likeforlikes followforfollow ootd photo life instamood style "
    "discoverunder10k discoverunder1k discoverunder5k smallinfluencer nanoinfluencer microinfluencer "
    "contentcreator "
)


def terms_read(evidence: Evidence, words: WordsRead, language: str | None = None) -> dict[str, float]:
    """Terms with weights from 0 to 1: words of the bio 1 (.7 where posts speak of other niches only), category and
    highlights .8, hashtags and caption words by their share of posts, sub-niches as ``niche:art/calligraphy`` by their
    strength. At most 120, the heaviest. What is said no to in ``language`` ("no keto") is none."""
    terms: dict[str, float] = {}
    read = evidence.posts[:POSTS_READ]
    for term, weight in chain(_of_profile(evidence, words, language), _of_posts(read, language), _of_niches(words)):
        if weight > terms.get(term, 0.0):
            terms[term] = weight
    heaviest = sorted(terms.items(), key=lambda item: (-item[1], item[0]))[:MAX_TERMS]
    return {term: round(weight, 3) for term, weight in heaviest}


def _of_profile(evidence: Evidence, words: WordsRead, language: str | None) -> Iterator[tuple[str, float]]:
    profile = evidence.profile
    believed, by_the_way = _BIO_BELIED if _is_belied(words) else 1.0, _named_by_the_way(words)
    bio = (profile.bio if profile else None) or ""
    for term in (*terms_in(bio, language), *_threes(bio, language)):
        yield term, believed * (0.7 if term in by_the_way else 1.0)
    for text in (profile.category if profile else None, *(highlight.title for highlight in evidence.highlights)):
        for term in terms_in(text or ""):
            yield term, 0.8
    named = ((profile.display_name if profile else None), 0.7), (re.sub(r"[._]", " ", evidence.handle), 0.6)
    for text, weight in named:
        for term in terms_in(text or ""):
            if not is_given_name(term):
                yield term, weight


def _of_posts(posts: Sequence[Post], language: str | None) -> Iterator[tuple[str, float]]:
    seen: Counter[str] = Counter()
    for post in posts:
        tags = {folded for tag in post.hashtags or () if not is_special(folded := fold_text(tag))}
        seen.update(set(_all_terms(post.text or "", language)) | {tag for tag in tags if tag not in _TAGS_OF_EVERYBODY})
    for term, times in seen.items():
        if (times >= 2 or len(posts) < 4 or _is_telling(term)) and not are_special(term.split(" ")):
            yield term, min(0.9, 0.2 + times / max(4, len(posts)))
    threes = Counter(chain.from_iterable(set(_threes(post.text or "", language)) for post in posts))
    for term, times in threes.items():
        if times >= 2:  # said once there are too many of them
            yield term, min(0.9, 0.2 + times / max(4, len(posts)))


def _of_niches(words: WordsRead) -> Iterator[tuple[str, float]]:
    strongest = max(1.0, *words.subs.values()) if words.subs else 1.0
    spoken_of = _fields_of_posts(words)
    for niche, weight in words.subs.items():
        borne_out = spoken_of is None or niche.partition("/")[0] in spoken_of
        yield f"niche:{niche}", min(1.0, weight / strongest) * (1.0 if borne_out else _BIO_ALONE)


def _is_telling(term: str) -> bool:
    """Whether a term may tell something where one post has it: longer words, and a pair of one and a short word that
    means something ("raw feeding")."""
    words = term.split(" ")
    short = [word for word in words if len(word) < _LONG_WORD and (len(word) < 2 or word.isascii())]
    return len(short) < len(words) and all(len(word) >= _SHORT_WORDS and word not in _BETWEEN for word in short)


def _niches_of_posts(words: WordsRead) -> list[set[str]] | None:
    """The sub-niches that each post speaks of; ``None`` where fewer than six are known, or most speak of none."""
    spoken = [{cue.label[6:] for cue in cues if cue.label.startswith("niche:")} for cues in words.posts]
    return None if len(spoken) < _POSTS_TO_TELL or 2 * sum(map(bool, spoken)) < len(spoken) else spoken


def _fields_of_posts(words: WordsRead) -> set[str] | None:
    """The niches at the top that posts speak of, where they tell enough: what a bio says beside them, no post shows."""
    spoken = _niches_of_posts(words)
    return None if spoken is None else {niche.partition("/")[0] for niche in set().union(*spoken)}


def _named_by_the_way(words: WordsRead) -> set[str]:
    """Words for niches in a bio of which no post speaks, where most of six posts and more speak of other niches: one
    of many hobbies, not what the account is about."""
    spoken = _niches_of_posts(words)
    if spoken is None:
        return set()
    said = set().union(*spoken)
    said |= {near for niche in said for near in neighbours_of(niche)}
    told: dict[str, bool] = {}
    for cue in words.bio:
        if cue.label.startswith("niche:"):
            told[cue.seen] = told.get(cue.seen, False) or cue.label[6:] in said
    return {word for word, is_spoken_of in told.items() if not is_spoken_of}


def _is_belied(words: WordsRead) -> bool:
    """Whether the posts tell enough, and of no field that the bio names."""
    spoken = _fields_of_posts(words)
    named = {cue.label[6:].partition("/")[0] for cue in words.bio if cue.label.startswith("niche:")}
    return spoken is not None and bool(named) and not named & spoken


def terms_in(text: str, language: str | None = None) -> list[str]:
    """Single words and pairs of neighbouring words, folded, tags without #; names after @, little words and
    words of special categories (``scoring.special``) left out."""
    return [term for term in _all_terms(text, language) if not are_special(term.split(" "))]


def says_term(text: str, term: str) -> bool:
    """Whether a term is among ``terms_in`` of a text, of which only this one is looked at."""
    return (term in _all_terms(text) and not are_special(term.split(" "))) or (
        " " not in term and term in _threes(text)
    )


def _all_terms(text: str, language: str | None = None) -> list[str]:
    """The same with those of special categories: few terms of thirty captions are kept."""
    words = [token.lstrip("#") for token in tokens_of(fold_text(text)) if token[0] != "@"]
    kept = [
        word
        for place, word in enumerate(words)
        if (len(word) >= _SHORT_WORDS or not word.isascii()) and not _is_said_no_to(words, place, language)
    ]
    parts = [part for word in words if _JAPANESE.search(word) and not is_special(word) for part in _parts_of(word)]
    pairs = [f"{a} {b}" for a, b in pairwise(words) if len(a) > 1 and len(b) > 1]
    pairs += [f"{a} {b}" for a, b in pairwise(without_little_words(words)) if len(a) > 1 and len(b) > 1]
    return [word for word in dict.fromkeys([*kept, *parts, *pairs]) if word not in _TAGS_OF_EVERYBODY]


def _threes(text: str, language: str | None = None) -> list[str]:
    """Three neighbouring words, little words left out, run together as a brief's phrase of three is: pairs of it mean
    something else ("petits pots" without "industriels")."""
    words = [token.lstrip("#") for token in tokens_of(fold_text(text)) if token[0] != "@"]
    plain = [
        ("" if _is_said_no_to(words, place, language) else word)
        for place, word in enumerate(words)
        if word not in _BETWEEN
    ]
    found = zip(plain, plain[1:], plain[2:], strict=False)
    return ["".join(three) for three in found if min(map(len, three)) > 1 and not are_special(three)]


def _is_said_no_to(words: Sequence[str], place: int, language: str | None) -> bool:
    """Whether a word is what somebody does without: "no keto", "sans sucre", "alcohol free"; not "no tea no life"."""
    before, after = words[place - 1] if place else "", words[place + 1 : place + 3]
    if after[:1] == ["free"]:
        return True
    if before == "no" and (language in _NO_IS_IN or words[place] in _NO_MATTER or after == ["no", "life"]):
        return False
    return before in _NO


def without_little_words(words: list[str]) -> list[str]:
    """Folded words without the articles and prepositions between them: "corrida de rua" is "corrida rua". The first and
    the last stay ("van life": "van" is a preposition elsewhere)."""
    return [*words[:1], *(word for word in words[1:-1] if word not in _BETWEEN), *words[1:][-1:]]


def _parts_of(word: str) -> list[str]:
    """What Japanese writes without spaces, parted where the script changes: "苔テラリウムを作る" has 苔テラリウム and
    テラリウム, "生成AIでつくる" has 生成AI. Endings and little words are in hiragana, four Chinese characters are most
    often two words of two."""
    parts: list[str] = _MIXED.findall(word)
    for found in _THINGS.finditer(word):
        run, behind = found[0], word[found.end() : found.end() + 1]
        runs = [run, run[:-1]] if "ぁ" <= behind <= "ゖ" and behind not in _LITTLE_WORDS else [run]
        pieces = _PIECES.findall(runs[-1])
        parts += [*runs, *pieces, *map("".join, pairwise(pieces))]
        parts += [half for piece in pieces if len(piece) == 4 and _HAN.match(piece) for half in (piece[:2], piece[2:])]
    return [part for part in dict.fromkeys(parts) if len(part) > 1 and part != word]
