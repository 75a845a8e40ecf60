"""What an account writes about: niches, focus, tone; and the niches that a brief's words speak of."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from scoring.evidence import Evidence
from scoring.features.given_names import may_be_name
from scoring.lexicon import WEIGHTS, Cue, find_cues, fold_text, languages, tokens_of
from scoring.lists import LANGUAGES, NICHES, AccountMode
from storage.facts import Post

POSTS_READ = 30  # newest posts whose words are read
# A sign of another network before a name or the network's, or behind it: "📸 @anna", "IG 📸: anna" takes no photos.
_POINTER = re.compile(
    r"[📸📷🤳🎥🎬📹🐦🎵🎶🎮📚]\ufe0f?\s*[:：—–-]?\s*"
    r"(?=@|(?:ig|insta(?:gram)?|twitter|tik ?tok|you ?tube|yt|snap(?:chat)?|twitch)\b)|"
    r"(?<=\big\b)\s*[📸📷]|(?<=\binsta)\s*[📸📷]|(?<=\binstagram)\s*[📸📷]|"
    r"\.(?:php|html?|aspx?)\b|"  # of an address
    r"(?:https?://)?\b(?:api\.whatsapp\.com|chat\.whatsapp\.com|wa\.me|t\.co|bit\.ly|goo\.gl|maps\.app\.goo\.gl)/\S*|"
    r"(?<=[a-z]\.[a-z]{2}/)\S+|(?<=[a-z]\.[a-z]{3}/)\S+|"  # a site's pages, not its name
    r"(?<!\w)(?:jl|jln|jalan)\b\.? ?(?:[\w'.-]+ ){0,2}?[\w'.-]+(?= (?:no\b|[ivx]+\b|\d)|[,\n]|$)|"  # "Jl. Ananas no 23"
    r"(?<!\w)(?:calle|avda\.?|av\.|avenida|rua|viale|corso|piazza|praça|rue|ul\.|ул\.) (?:[\w'’-]+ ){0,3}[\w'’-]+,? "
    r"(?:n[º°.] ?)?\d{1,4}\b(?! ?(?:km|k\b|%))",
    re.IGNORECASE,
)
# What somebody else said, in quotation marks: so many words tell of no field.
# Its words hold no space: with spaces in them, a mark that is never closed would be tried in millions of ways.
# A line that is a quotation as a whole may have fewer: "Pluck them, and the flowers live a day".
_QUOTED = re.compile(
    r"[“„«\"] ?(?:[^“”„«»\"\n ,]{1,30}[ ,]{1,3}){5,80}[^“”„«»\"\n ,]{1,30} ?[”“»\"]|"
    r"^[“„«\"] ?(?:[^“”„«»\"\n ,]{1,30}[ ,]{1,3}){3,4}[^“”„«»\"\n ,]{1,30} ?[”“»\"][ .]{0,2}$",
    re.MULTILINE,
)
# What somebody was once: "ex-truck driver".
_FORMER = re.compile(
    r"(?<![\w-])(?:ex[-–]\s?|former |voormalig |ehemalige[rs]? |бывш(?:ий|ая) )[^\W\d_]+",
    re.IGNORECASE,
)
_CHANCE_WORD = 4  # letters
_CHANCE = 0.1  # what a word so short of another language weighs
_LONG_ENDING = 4  # letters behind a beginning of another language: "hamburgersquad" is no Italian "hamburger…"
_MOST_OF_BIO, _BESIDE_POSTS = 4.0, 2.0  # what one sub-niche may weigh in a bio or name, alone and beside posts
_ALL_POSTS = 6.0  # what a sub-niche weighs of which every post speaks: deeds tell more than words about oneself
_BEHIND_NAME = 20_000  # places of cues of the bio come after those of the display name
_BESIDE = 0.5  # what a word of a brief weighs beside a longer one that the lexicon knows
_BY_SIGN = 0.5  # what different emoji must weigh that no word stands by: a clover in a greeting is a decoration
_TOLD_FIRST = 1.25  # how many times the niche counts that the bio tells first
_LEAST_TOTAL = 0.2  # below it no niche is told: less than one faint word
_HALF_OF_ALL, _FAR_AHEAD = 0.5, 2.5  # of the first niche: its share, and how many times the next
_LEAST_NICHE = 0.05  # a niche of a smaller share is a passing word


@dataclass
class WordsRead:
    """Cues of bio, name, category, highlights and of each post; and what follows from them."""

    bio: list[Cue] = field(default_factory=list)
    highlights: list[list[Cue]] = field(default_factory=list)
    posts: list[list[Cue]] = field(default_factory=list)
    niches: list[tuple[str, float]] = field(default_factory=list)
    subs: dict[str, float] = field(default_factory=dict)
    mode: AccountMode | None = None
    focus: float | None = None
    tone: list[str] = field(default_factory=list)


def read_words(evidence: Evidence, language: str | None = None) -> WordsRead:
    """Read every text of an account once. Words of a language that is not the account's weigh less (``_weigher``)."""
    profile = evidence.profile
    words = WordsRead()
    name = find_cues(profile.display_name or "") if profile is not None else []
    told = (_FORMER.sub(" ", _POINTER.sub(" ", profile.bio or "")), profile.category) if profile is not None else ()
    said = find_cues("\n".join(_QUOTED.sub(" ", text) for text in told if text))
    words.highlights = [find_cues(highlight.title or "") for highlight in evidence.highlights]
    words.posts = [find_cues(text_of_post(post)) for post in evidence.posts[:POSTS_READ]]
    handle = find_cues(" ".join(tokens_of(fold_text(evidence.handle.replace(".", " ").replace("_", " ")))))
    spoken_of = {_top_of(cue) for cues in (said, *words.highlights, *words.posts) for cue in cues}
    name, handle = (
        [cue for cue in cues if _top_of(cue) in spoken_of or not may_be_name(cue, language)] for cues in (name, handle)
    )
    words.bio = [*name, *(cue._replace(place=cue.place + _BEHIND_NAME) for cue in said)]

    weigh = _weigher(language)
    subs: dict[str, float] = defaultdict(float)
    most = _BESIDE_POSTS if words.posts else _MOST_OF_BIO
    for cues, weight in ((words.bio, 1.0), (handle, 0.6)):
        for niche, times in _niches_in(cues, weigh).items():
            subs[niche] += weight * min(most, times)
    for cues in words.highlights:
        for niche, times in _niches_in(cues, weigh).items():
            subs[niche] += 0.5 * min(1.0, times)
    shares: dict[str, float] = defaultdict(float)
    for cues in words.posts:
        found = _niches_in(cues, weigh)
        total = max(1.0, sum(found.values()))  # a post that says no more than "coffee" is a quarter of a post
        for niche, times in found.items():
            shares[niche] += times / total
    for niche, share in shares.items():
        subs[niche] += _ALL_POSTS * share / max(4, len(words.posts))
    words.subs = {
        niche: round(weight, 4) for niche, weight in sorted(subs.items(), key=lambda i: (-i[1], i[0])) if weight > 0.05
    }
    written = profile is not None and any(map(str.isalpha, profile.bio or ""))
    if written and not _is_worded([words.bio, handle, *words.highlights, *words.posts]):
        signs = _signs_in([*words.bio, *handle])
        words.subs = {niche: weight for niche, weight in words.subs.items() if signs.get(niche, weight) >= _BY_SIGN}
    if words.posts or _has_many_words(profile.bio or "" if profile else ""):
        said_of = _said_of([*words.bio, *handle, *(cue for cues in words.posts for cue in cues)], weigh)
        said_of[_TITLES] = 0.5 * len(words.highlights)
        words.subs = {} if max(said_of.values()) < _BY_THE_WAY else words.subs
    words.niches, words.focus, words.mode = _summarise(words.subs, _told_in_order(words.bio))
    texts = [profile.bio or "" if profile else "", *(post.text or "" for post in evidence.posts[:POSTS_READ])]
    loud = [_CALLS.search(text) is not None for text in texts]
    words.tone = _tone_of([words.bio, *words.posts], loud, language)
    return words


_CALLS = re.compile("[!！]{2}")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_MANY_WORDS = 4  # of a bio without posts, in which one faint word of a field ("world", "home") is said by the way
_UNSPACED = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
_MANY_LETTERS = 12
_BY_THE_WAY = 0.3
_TITLES = "titles"  # of highlights: nobody names one by the way


def _has_many_words(bio: str) -> bool:
    """Whether a bio says enough for one faint word to be said by the way; Japanese and Chinese by their letters."""
    return len(_WORDS.findall(bio)) >= _MANY_WORDS or len(_UNSPACED.findall(bio)) >= _MANY_LETTERS


def _is_worded(texts: Sequence[Sequence[Cue]]) -> bool:
    """Whether any word speaks for a niche, not emoji alone."""
    return any(cue.label[:6] == "niche:" and any(map(str.isalnum, cue.seen)) for cues in texts for cue in cues)


def _signs_in(cues: Sequence[Cue]) -> dict[str, float]:
    """What different emoji weigh by sub-niche, each once: five hearts are no five words."""
    signs = {(cue.label[6:], cue.seen): cue.weight for cue in cues if cue.label[:6] == "niche:"}
    found: dict[str, float] = defaultdict(float)
    for (niche, _), weight in signs.items():
        found[niche] += weight
    return found


def _said_of(cues: Sequence[Cue], weigh: Callable[[Cue], float]) -> dict[str, float]:
    """What different words and emoji weigh by niche as a whole, each once."""
    said: dict[tuple[str, str], float] = {}
    for cue in cues:
        if cue.label[:6] == "niche:":
            key = (_top_of(cue), cue.seen)
            said[key] = max(weigh(cue), said.get(key, 0.0))
    found: dict[str, float] = defaultdict(float)
    for (top, _), weight in said.items():
        found[top] += weight
    return found


def _top_of(cue: Cue) -> str:
    """The niche as a whole that a cue speaks for; its label where it speaks for none."""
    return cue.label.partition("/")[0]


def interests_of(words: WordsRead) -> list[str]:
    """The sub-niches that an account is about, the strongest first, at most six: "food/vegan".

    One counts that bio, name or highlights name, or that two posts and a sixth of all speak of, if it is at least a
    fifth as strong as the strongest. What people say by the way ("photo", "grandma") names none, and in a post it is
    half a word. A niche as a whole is left out where one of its sub-niches is in.
    """
    told = {name for cues in (words.bio, *words.highlights) for name, plain in _plainly_in(cues).items() if plain}
    spoken: dict[str, float] = defaultdict(float)
    for cues in words.posts:
        for name, plain in _plainly_in(cues).items():
            spoken[name] += 1.0 if plain else 0.5
    least = max(2.0, len(words.posts) / 6)
    strongest = max(words.subs.values(), default=0.0)
    found = [
        name
        for name, weight in words.subs.items()
        if weight >= max(0.25, strongest / 5) and (name in told or spoken[name] >= least)
    ]
    tops = {name.partition("/")[0] for name in found if name.partition("/")[0] != name.partition("/")[2]}
    return [name for name in found if name not in {f"{top}/{top}" for top in tops}][:6]


def _plainly_in(cues: Sequence[Cue]) -> dict[str, bool]:
    """The sub-niches that a text speaks of, and whether by more than faint words."""
    found: dict[str, bool] = {}
    for cue in cues:
        if cue.label[:6] == "niche:":
            found[cue.label[6:]] = found.get(cue.label[6:], False) or cue.weight > WEIGHTS["faint"]
    return found


def text_of_post(post: Post) -> str:
    """Caption, hashtags that the caption does not repeat, and the picture's description."""
    text = post.text or ""
    lower = text.lower()
    tags = " ".join(f"#{tag}" for tag in post.hashtags or () if f"#{tag}" not in lower)
    return "\n".join(part for part in (text, tags) if part)


def _weigher(language: str | None) -> Callable[[Cue], float]:
    """What a cue weighs for an account of this language: its own weight where the word is of this language or of none;
    .9 of it for English, which people mix in everywhere (.6 for words of three letters); half for others. Nothing for
    homonyms: words of this language (of English where none is told) that another has for something else."""
    own = {"", language, *(() if language else LANGUAGES)}
    told = language or "en"  # what is read in no language is most often English of a few words
    homonyms = next((known.homonyms for known in languages() if known.code == told), frozenset())

    def weigh(cue: Cue) -> float:
        if cue.language != told and cue.seen in homonyms:
            return 0.0
        if (
            language is None
            and cue.language not in ("", "en")
            and len(cue.words) < len(cue.seen)
            and cue.seen.isascii()
        ):
            return _CHANCE * cue.weight  # "Los Angeles", in no language, is not the German "angel…"
        if cue.language in own:
            return cue.weight
        if cue.language == "en":
            return (0.9 if len(cue.seen) > 3 else 0.6) * cue.weight
        if len(cue.seen) - len(cue.words) > _LONG_ENDING and cue.seen.isascii():
            return _CHANCE * cue.weight
        # A short word or beginning of another language is more often a word of this one.
        least = _CHANCE_WORD + 1 if len(cue.words) < len(cue.seen) else _CHANCE_WORD
        return (0.5 if len(cue.words) > least or not cue.seen.isascii() else _CHANCE) * cue.weight

    return weigh


def _niches_in(cues: Sequence[Cue], weigh: Callable[[Cue], float]) -> dict[str, float]:
    """Weight by sub-niche; a word that several languages know counts once, in the language that weighs most, and one
    within a longer phrase of another niche not at all ("wedding photographer")."""
    at: dict[tuple[str, int], float] = {}
    counted = counted_cues([cue for cue in cues if weigh(cue) > 0.0])
    known: dict[int, set[str]] = defaultdict(set)
    for cue in counted:
        if not _is_beginning(cue) and weigh(cue) == cue.weight:
            known[cue.place].add(_top_of(cue))
    for cue in counted:
        if _is_beginning(cue) and weigh(cue) < cue.weight and known[cue.place] - {_top_of(cue)}:
            continue  # the Italian "restauro" is known for itself, and no French "restau…"
        key = (cue.label[6:], cue.place)
        at[key] = max(weigh(cue), at.get(key, 0.0))
    found: dict[str, float] = {}
    for (name, _), weight in at.items():
        found[name] = found.get(name, 0.0) + weight
    return found


def counted_cues(cues: Sequence[Cue]) -> list[Cue]:
    """Cues of niches without those within a longer phrase of another niche: no "vintage" fashion in "vintage cars"."""
    told = [cue for cue in cues if cue.label[:6] == "niche:"]
    longest: dict[int, tuple[tuple[int, int], Cue]] = {}
    for cue in told:
        reach = _reach_of(cue)
        for place in range(cue.place, cue.place + 1 + reach[0]):
            before = longest.get(place)
            if before is None or reach >= before[0]:
                longest[place] = reach, cue
    return [cue for cue in told if not _is_covered(cue, longest[cue.place][1])]


def is_of_name(cue: Cue) -> bool:
    """Whether a cue among those of the bio stands in the display name."""
    return cue.place < _BEHIND_NAME


def _is_beginning(cue: Cue) -> bool:
    """Whether the lexicon has only the beginning of the word that stands in the text."""
    return len(cue.words) < len(cue.seen)


def _end_of(cue: Cue) -> int:
    return cue.place + 1 + cue.seen.count(" ")


def _reach_of(cue: Cue) -> tuple[int, int]:
    return cue.seen.count(" "), len(cue.words)


def _is_covered(cue: Cue, over: Cue) -> bool:
    """Whether another niche's cue is the longer phrase around a cue, or the longer beginning of the same word."""
    if cue.label[6:].partition("/")[0] == over.label[6:].partition("/")[0]:
        return False
    if not (over.place <= cue.place and _end_of(cue) <= _end_of(over)):
        return False
    more, letters = _reach_of(over)
    return more > cue.seen.count(" ") or (cue.language == over.language and letters > len(cue.words))


def _told_in_order(cues: Sequence[Cue]) -> list[str]:
    """The niches as a whole that name and bio tell, in their order, those last that faint words alone tell: what people
    are they say first."""
    told = [cue for cue in cues if cue.label[:6] == "niche:"]
    told.sort(key=lambda cue: cue.weight <= WEIGHTS["faint"])
    return list(dict.fromkeys(_top_of(cue)[6:] for cue in told))


def _summarise(
    subs: dict[str, float], told: Sequence[str] = ()
) -> tuple[list[tuple[str, float]], float | None, AccountMode | None]:
    """Niches with shares that sum to 1 (the top five of at least a twentieth; what the bio tells first counts a quarter
    more, and comes before what it tells as strongly), focus (Σ share²), and themed where one has half of all or two and
    a half times the next, else general."""
    tops: dict[str, float] = defaultdict(float)
    for name, weight in subs.items():
        tops[name.partition("/")[0]] += weight
    total = sum(tops.values())
    if total < _LEAST_TOTAL:
        return [], None, None
    for name in told[:1]:
        tops[name] *= _TOLD_FIRST
    total = sum(tops.values())
    kept = {name: weight for name, weight in tops.items() if weight >= _LEAST_NICHE * total}
    total = sum(kept.values())
    place = {name: place for place, name in enumerate(told)}
    shares = sorted(
        ((name, weight / total) for name, weight in kept.items()),
        key=lambda i: (-round(i[1], 3), place.get(i[0], len(place)), i[0]),
    )
    focus = sum(share * share for _, share in shares)
    first, second = shares[0][1], shares[1][1] if len(shares) > 1 else 0.0
    mode: AccountMode = "themed" if first >= _HALF_OF_ALL or first >= _FAR_AHEAD * second else "general"
    return [(name, round(share, 3)) for name, share in shares[:5]], round(focus, 4), mode


def _tone_of(texts: Sequence[Sequence[Cue]], loud: Sequence[bool], language: str | None) -> list[str]:
    """Tones that words of the account's language, of English or emoji show in at least two texts and a tenth of them,
    the most frequent first, at most three. A text that calls out ("!!") is enthusiastic."""
    known = (language, "en", "")
    times: Counter[str] = Counter({"enthusiastic": sum(loud)})
    for cues, calls in zip(texts, loud, strict=True):
        heard = (cue for cue in cues if language is None or cue.language in known)
        told = {cue.label[5:] for cue in heard if cue.label[:5] == "tone:"}
        times.update(told - ({"enthusiastic"} if calls else set()))
    least = max(2, len(texts) // 10) if len(texts) > 1 else 1
    return [tone for tone, seen in sorted(times.items(), key=lambda i: (-i[1], i[0])) if seen >= least][:3]


def niche_terms_of(text: str) -> dict[str, float]:
    """The sub-niches that a brief's words speak of: those the lexicon knows them by, or a niche's own name.

    Of several words the longest that the lexicon knows decide, shorter ones of other fields count half beside them:
    "indie board games" is about board games, not about indie music.
    """
    cues = [cue for cue in find_cues(text) if cue.label.startswith("niche:")]
    longest = max((cue.seen.count(" ") for cue in cues), default=0)
    fields = {cue.label.partition("/")[0] for cue in cues if cue.seen.count(" ") == longest}
    found: dict[str, float] = {}
    for cue in cues:
        weight = 1.0 if cue.label.partition("/")[0] in fields else _BESIDE
        found[cue.label[6:]] = max(weight, found.get(cue.label[6:], 0.0))
    return found | niches_named(text)


def niches_named(text: str) -> dict[str, float]:
    """The sub-niches that a text names by their own names, "yoga" or "food/vegan"; a niche names all of its own."""
    found: dict[str, float] = {}
    folded = fold_text(text).strip().replace(" ", "_")
    for top, subs in NICHES.items():
        if folded in (top, f"{top}/{top}"):
            found |= {f"{top}/{sub}": 1.0 for sub in subs}
        for sub in subs:
            if folded in (sub, f"{top}/{sub}"):
                found[f"{top}/{sub}"] = 1.0
    return found
