"""What kind of account it is, with the words that say so."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scoring.evidence import Evidence
from scoring.features.bots import signs_of_bots
from scoring.features.categories import kind_of_category
from scoring.features.firms import (
    Sign,
    signs_of_credits,
    signs_of_firms,
    signs_of_pages,
    signs_of_selling,
)
from scoring.features.institutions import signs_of_institutions
from scoring.features.minors import signs_of_minor
from scoring.features.name_kinds import is_of_a_visitor, signs_of_names
from scoring.features.offering import signs_of_offers
from scoring.features.organisations import signs_of_organisations
from scoring.features.said_by_people import SAID_BY_PEOPLE
from scoring.features.words import is_of_name
from scoring.lexicon import WEIGHTS, Cue, fold_text, word_set
from scoring.lists import AccountKind
from scoring.patterns import late
from scoring.quoting import as_written

_DAYS = (
    r"(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|lun|mar|mer|mier|mie|jue|vie|sab|dom|jeu|ven|sam|dim|seg|"
    r"ter|qua|qui|sex|"
    r"mo|di|mi|do|fr|sa|so|gio|ma|wo|vr|za|zo|pn|pon|wt|sr|czw|pt|sob|nd|nie|pzt|sal|car|per|cum|cmt|paz|sen|"
    r"sel|rab|kam|jum|ming|"
    r"пн|вт|ср|чт|пт|сб|вс|월|화|수|목|금|토|일|月|火|水|木|金|土|日)"
)
_BIO_PATTERNS: tuple[tuple[AccountKind, re.Pattern[str], float, str], ...] = (
    ("shop", late(
        rf"(?<!\w){_DAYS}[a-z]{{0,6}}\.?\s?[-–—~/a]\s?{_DAYS}[a-z]{{0,6}}\.?[\s:,]{{0,3}}\d{{1,2}}|"
        r"(?<![\d.:])(?:0?[6-9]|1[0-2])(?:[:.h]\d{2}|h|시|時)?\s?(?:uhr|am|hs|ص)?\s?[-–—~〜]\s?(?:1[2-9]|2[0-4]|00(?=[:.h])|"
        r"[1-9](?=\s?pm))(?:[:.h]\d{2}|h|시|時)?(?![\d.:/])(?!\s?(?:km|k\b|eur|€|cm|kg|m\b|%|ans|jahre|anos|лет|살|歳))|"
        r"\d{1,2}\s?시\s?[~-]|من\s?\d{1,2}\s?ص"),
        0.5, "bio tells opening hours"),
    ("shop", late(r"[⏰🕐-🕧][^📍]{0,200}📍|📍[^⏰🕐-🕧]{0,200}[⏰🕐-🕧]"), 0.5, "bio shows a clock and a pin"),
    ("aggregator", late(
        r"(?:\b(?:use|tag|usa|usad|etiqueta|marca|marque|utilise|utilisez|nutzt|nutze|taggt|verwende|gebruik|"
        r"tag|uzyj|uzywaj|oznacz|kullan|pakai|gunakan|"
        r"includi|tagga|etichetta)|отмечаите|ставь\w*|используи\w*|हैशटैग|هاشتاق|هاشتاج|بهاشتاق)\s(?:our |"
        r"nuestro |notre |nosso |unseren |ons |nostro |el |le |o |den |"
        r"hashtag |hasztag |#?хештег )*#\w|#\w{3,60}\s?(?:to be featured|for a|for feature|etiket|etiketle|"
        r"kullan|로 |태그|をつけ|で投稿|タグ|zum mitmachen|fur ein|um geteilt|para (?:aparecer|salir|una? |ser |repost|"
        r"que te)|pour (?:etre|une? |apparaitre)|per (?:essere|un |una )|voor een|zeby |aby |buat|untuk|icin|для)"),
        0.9, "bio asks for a tag"),
    ("aggregator", late(r"[📸📷][^\n]{0,60}\n?[^\n]{0,40}#\w{4,}"), 0.4, "bio names a tag for photos"),
    ("private", late(r"[🔒🔐🔏]"), 0.5, "bio shows a lock"),
    ("shop", late(
        r"\b(?:orders?|ordering|pesan|pesanan|pemesanan|reseller|pedidos?|encomendas?|commandes?|bestell\w{0,8}|"
        r"ordini|siparis\w{0,4}|zamowienia|заказ\w{0,3})\b[^\n]{0,24}?"
        r"\b(?:wa|whats ?app|wpp|zap|tel|telp|hp)\b[\s.:()/+-]{0,5}(?:api\.|me/)?\+?\d{2}"),
        0.8, "bio takes orders by phone"),
)  # fmt: skip
# From when to when, each with its minutes or "h": no "6-12 months" and no "10-15 minutes".
_HOURS = late(
    r"(?<![\d.:])\d{1,2}(?:[:.]\d{2}|h|시|時)\s?(?:uhr|am|pm|hs|h|wib)?\s?"
    r"(?:[-–—~〜/]|a|to|till|until|bis|as|hasta|ate|alle|tot|do|s/?d|sampai|до|から|부터|الي|حتي)\s?"
    r"\d{1,2}(?:[:.]\d{2}|h|시|時|(?=\s?(?:uhr|am|pm|hs|wib)))(?![\d:])"
)
_ON_AIR = late(
    r"(?<!\w)(?:live|lives|streams?|streaming|twitch|radio|podcast\w*|on air|diretta|en directo|en direct|ao vivo|"
    r"canli|yayin\w*|стрим\w*|эфир\w*|بث)(?!\w)|配信|생방송|라이브"
)
_PHONE = late(
    r"[☎📞📱📲]\ufe0f?\s?:?\s?\+?\(?\d[\d ()./-]{5,20}|"
    r"\b(?:tel|telp|telf|phone|ph|hp|wa|whatsapp|тел|전화)\b[\s.:]{0,3}\+?\(?\d[\d ()./-]{5,20}"
)
_PARTS_OF_HANDLE = late(r"[._]+")
_SPECIFIC = ("fan_page", "meme_page")
_FIRMS: tuple[AccountKind, ...] = ("shop", "brand")
# The more specific first.
_KIND_ORDER: tuple[AccountKind, ...] = ("private", "fan_page", "meme_page", "shop", "aggregator", "brand")
_WEIGHTS: dict[str, float] = {
    "private": 1.0,
    "shop": 1.0,
    "brand": 0.8,
    "aggregator": 1.2,
    "fan_page": 1.5,
    "meme_page": 1.2,
    "service": 0.6,
    "automated": 1.5,
}
# What a label of the lexicon stands for.
_STANDS_FOR: dict[str, AccountKind] = {kind: kind for kind in _KIND_ORDER}
_STANDS_FOR |= {"service": "shop", "automated": "aggregator"}
# One word alone is often said by a person, too; these say it all the same.
_STRONG_WORDS = word_set(
    "meme memes memy memepage мемы мемчики ミーム fanpage fanaccount fanclub fanklub fanbase 팬계정 팬페이지 팬클럽 "
    "webshop webwinkel onlineshop eshop"
)
_ONE_WORD = 0.6
_SELLS_FOLLOWERS = 2.0  # however much it speaks as a person
_STARTS_AT = 1.0
_HALF = 0.5


@dataclass(frozen=True)
class KindFound:
    """The kind of an account, how strongly it was said (about 1 for one clear sign), and the words that said it."""

    kind: AccountKind
    weight: float
    reasons: tuple[str, ...]


def judge_kind(
    evidence: Evidence, bio_cues: Sequence[Cue], language: str | None = None, posts: Sequence[Sequence[Cue]] = ()
) -> KindFound:
    """The account's kind from its flags, category, bio and name; creator where nothing speaks against it.

    A suspected minor comes before all else, then private; both with the words. Words of the bio only: captions
    of others' minors (a parent's) say nothing about the account's owner. Of captions (``posts``: their cues) it counts
    whose pictures they are, and whether they speak as a shop.
    """
    profile = evidence.profile
    bio = (profile.bio if profile else None) or ""
    name = (profile.display_name if profile else None) or ""
    minor = signs_of_minor(f"{name}\n{bio}", bio_cues, evidence.now, evidence.handle.partition("@")[0])
    if minor:
        return KindFound("suspected_minor", float(len(minor)), _quote(minor, name, bio))
    if profile is not None and profile.is_private:
        return KindFound("private", 1.0, ("the profile is private",))
    points: dict[AccountKind, float] = {}
    reasons: dict[AccountKind, list[str]] = {}
    for kind, weight, reason in _signs(evidence, bio_cues, language, posts):
        if reason not in reasons.setdefault(kind, []):
            points[kind] = points.get(kind, 0.0) + weight
            reasons[kind].append(reason)
    # Who names a job sells by it, too; a page about gamers is none of one.
    has_job = any(cue.label[:6] == "niche:" and cue.weight == _JOB for cue in bio_cues)
    found = _strongest(points, works=0.3 if has_job else 0.0)
    return KindFound(found, points.get(found, 0.0), _quote(reasons.get(found, ()), name, bio))


_SAYS = re.compile('(.*)bio says "(.*)"')


def _quote(reasons: Iterable[str], name: str, bio: str) -> tuple[str, ...]:
    """Reasons with the words as bio or display name write them, and which of the two does."""
    told = []
    for reason in reasons:
        match = _SAYS.fullmatch(reason)
        if match is not None:
            for where, text in (("bio", bio), ("name", name)):
                words = as_written(text, match[2])
                if words:
                    reason = f'{match[1]}{where} says "{words}"'
                    break
        told.append(reason)
    return tuple(dict.fromkeys(told))


def _signs(
    evidence: Evidence, bio_cues: Sequence[Cue], language: str | None, posts: Sequence[Sequence[Cue]]
) -> Iterator[Sign]:
    """All that speaks for a kind: which, how much, and why in words."""
    profile = evidence.profile
    bio = (profile.bio if profile else None) or ""
    name = (profile.display_name if profile else None) or ""
    category = (profile.category if profile else None) or None
    handle, folded = evidence.handle.lower().partition("@")[0], fold_text(bio)
    own = frozenset(_PARTS_OF_HANDLE.split(handle))
    cues = [cue for cue in bio_cues if cue.label != "brand" or cue.seen not in own]  # "IG: ana.official": said once
    visits = is_of_a_visitor(fold_text(name))
    cues = [cue for cue in cues if not (visits and cue.label == "shop" and is_of_name(cue))]
    yield from _signs_of_words(cues, bio, folded, language)
    if category is not None and (said := kind_of_category(category)) is not None:
        yield Sign(said[0], said[1], f'category "{category}"')
    for kind, pattern, weight, reason in _BIO_PATTERNS:
        if pattern.search(folded):
            yield Sign(kind, weight, reason)
    yield from _signs_of_a_table(cues, folded, language)
    yield from signs_of_names(handle, name, language)
    yield from signs_of_firms(folded, language)
    yield from signs_of_organisations(folded, name)
    if not _speaks_as_one(folded, language):
        yield from signs_of_offers(handle, name, bio)
        yield from signs_of_institutions(handle, name, bio)
    yield from signs_of_pages(handle, folded)
    yield from signs_of_credits(evidence)
    yield from signs_of_selling(posts)
    yield from signs_of_bots(handle, profile)
    if profile is not None and profile.account_type in ("creator", "personal"):
        yield Sign("creator", 0.5, f"account of type {profile.account_type}")
    if _speaks_as_one(folded, language):
        yield Sign("creator", 0.4, "bio speaks as one person")


def _signs_of_a_table(cues: Sequence[Cue], folded: str, language: str | None) -> Iterator[Sign]:
    """Hours beside dishes, and little else, or a telephone: a shop, though it has no word for itself. Not where one
    person speaks, or goes on air."""
    if _HOURS.search(folded) is None or _ON_AIR.search(folded) or _speaks_as_one(folded, language):
        return
    of_fields = {(cue.label[:11] == "niche:food/", cue.seen) for cue in cues if _is_plain_word(cue)}
    if 2 * sum(of_food for of_food, _ in of_fields) > len(of_fields):
        yield Sign("shop", 1.0, "bio tells hours and dishes")
    elif _PHONE.search(folded):
        yield Sign("shop", 0.6, "bio tells hours and a telephone")


def _is_plain_word(cue: Cue) -> bool:
    return cue.label[:6] == "niche:" and cue.weight >= WEIGHTS["niches"]


def _signs_of_words(bio_cues: Sequence[Cue], bio: str, folded: str, language: str | None) -> Iterator[Sign]:
    for cue in _widest(bio_cues):
        if cue.label == "sells_followers":
            yield Sign("shop", _SELLS_FOLLOWERS, f'bio says "{cue.seen}"')
        kind = _STANDS_FOR.get(cue.label)
        if kind is None or (kind == "meme_page" and (_is_even(cue, bio) or _is_liked(folded, cue))):
            continue  # "lover of memes": a person says so
        if kind == "fan_page" and _IS_MEMBER.search(folded):
            continue
        weight = _WEIGHTS[cue.label] * _plainness(cue)
        if cue.language not in (language, "en", "") and language is not None:
            weight *= _ELSEWHERE
        automated = "automated: " if cue.label == "automated" else ""
        yield Sign(kind, weight, f'{automated}bio says "{cue.seen}"')


def _strongest(points: dict[AccountKind, float], *, works: float) -> AccountKind:
    """The kind that its signs make sure of, creator where none is; ``works`` speaks against firms as a person does."""
    firms = [kind for kind in _FIRMS if points.get(kind, 0.0) >= _HALF]
    if len(firms) == 2:  # half a shop and half a brand are a firm
        points[max(firms, key=lambda kind: points[kind])] = sum(points[kind] for kind in firms)
    person = points.get("creator", 0.0)
    sure: list[AccountKind] = []
    for kind in _KIND_ORDER:
        against = 0.0 if kind == "private" else 0.8 * (person + (works if kind in _FIRMS else 0.0))
        if kind in points and points[kind] - against >= _STARTS_AT:
            sure.append(kind)
    # A meme page gives credit and takes orders of T-shirts, too: the more specific kind says what it is.
    return min(sure, key=lambda kind: (kind not in _SPECIFIC, -points[kind]), default="creator")


# Words of one person, by language: "i" is "and" in Polish, "me" is "in" in Hindi.
_FIRST_PERSON: dict[str, re.Pattern[str]] = {
    language: late(pattern)
    for language, pattern in {
        "en": r"\b(?:i|i'm|i’m|im|my|me|myself|mom of|mum of|dad of)\b",
        "es": r"\b(?:yo|soy|mi|mis|me|conmigo|mama de|papa de|tengo|vivo|hago|leo|cocino|ensayo|enseno|entreno)\b",
        "fr": r"\b(?:je|j'|j’|mon|ma|mes|moi|maman de|papa de)\b|\bj['’]",
        "pt": r"\b(?:eu|sou|meu|minha|meus|minhas|mim|mae de|pai de|faco|moro|tenho)\b",
        "de": r"\b(?:ich|mein|meine|meinen|meiner|mich|mir|mama von|papa von|bin)\b",
        "it": r"\b(?:io|sono|mio|mia|miei|mie|me|mamma di|papa di|faccio|vivo|ho)\b",
        "nl": r"\b(?:ik|mijn|mezelf|mama van|papa van|ben)\b",
        "pl": r"\b(?:ja|jestem|moj|moja|moje|mnie|mam|mama|tata|robie|pisze|szyje|gotuje)\b",
        "tr": r"\b(?:ben|benim|bana|annesi|babasi)\b|(?<=\w\w\w)(?:iyorum|uyorum|yorum|dayim|deyim)\b",
        "id": r"\b(?:aku|saya|gue|gw|ku|ibu dari|ibu|mama)\b",
        "ru": r"(?<!\w)(?:я|моя|мое|мои|мне|меня|мама|папа|пеку|рисую|вяжу|пишу|шью|готовлю|снимаю|живу|"
        r"учу)(?!\w)",
        "ja": r"作家|私|僕|わたし|ママ|パパ|主婦|会社員|歳",
        "ko": r"저는|나의|내 |제가|엄마|아빠|육아|살",
        "ar": r"(?<!\w)(?:انا|ام|ماما|احب|امي|حياتي|يومياتي)(?!\w)",
        "hi": r"मैं|मेरा|मेरी|मेरे|हूँ|हूं|\b(?:main|mera|meri|mere|hoon)\b|माँ",
    }.items()
}


# Where "i", "me" or "im" are words of the language, as in others that stand in no list here ("Løb i Aarhus").
_I_IS_A_WORD = ("pl", "hi", "de", "it")
_SURELY_ENGLISH = late(r"\b(?:i'm|i’m|my|myself|mom of|mum of|dad of)\b")


# "wa.me" speaks of nobody.
_LINKS = late(
    r"https?://\S+|(?<![\w.-])[\w-]{1,60}(?:\.[\w-]{1,60}){0,3}\.[a-z]{2,6}/\S*|\b(?:wa|t|m|paypal|about)\.me\b"
)


def _speaks_as_one(folded: str, language: str | None) -> bool:
    folded = _LINKS.sub(" ", folded)
    if language is None:
        return any(_FIRST_PERSON[one].search(folded) for one in ("en", "es", "fr", "de", "it"))
    own = _FIRST_PERSON.get(language)
    english = _FIRST_PERSON["en"] if own is not None and language not in _I_IS_A_WORD else _SURELY_ENGLISH
    return english.search(folded) is not None or (own is not None and own.search(folded) is not None)


def _is_even(cue: Cue, bio: str) -> bool:
    """Whether a "meme" is a French "même", which is folded to it."""
    folded = bio.casefold()
    return "meme" in cue.seen and "même" in folded and "mème" not in folded


# Before "memes" or after it: a person who likes them, and "cats and memes".
_LIKES = late(
    r"\b(?:love|loves|loving|lover|like|likes|enjoy|enjoys|enjoyer|addict|fan|fans? of|amatrice|amateur|accro|"
    r"j'adore|adore|adoro|adora|amo|ama|amante|"
    r"encanta\w?|gusta\w?|viciad[oa]|apaixonad[oa]|liebe|lieb|mag|sammle|verschicke|gek op|gek van|liefhebber|"
    r"dol op|verslaafd|kocham|lubie|uwielbiam|suka|doyan|"
    r"pecinta|seviyorum|sever|bayilirim|hastasi|bagimlisi|pasand|shauk\w*|deewan\w|dealer|queen|king|nerd|"
    r"collector|connoisseur|sender|send|sends|sending|share|"
    r"sharing|too many|bad|good|malos|malas|ruins|schlechte|schlechten|nuls|pessimi|brutti|slechte|slabe|"
    r"slabych|receh2)\b"
    r"|(?:люблю|любител\w{1,4}|обожаю|шлю|собираю|плохие|коплю)|احب|بحب|محب|عاش[قك]|مدمن|पसंद|शौक|दीवान|좋아|덕후|"
    r"수집|매니아|러버|好き|愛|大好物|収集"
)
_JOINS = late(r"(?:\w\s(?:and|y|e|et|und|en|i|ve|dan|и|aur|und|&|\+|/)\s|(?:와|과|랑|と|،|\s?و|और|,)\s?)$")


def _is_liked(folded: str, cue: Cue) -> bool:
    """Whether a person tells a liking for memes: in the same piece of the bio, or as one thing among others."""
    place = max(0, folded.find(cue.seen.split(" ")[0]))
    before = re.split(r"[\n|•·.;]", folded[max(0, place - 40) : place])[-1]
    after = re.split(r"[\n|•·.;,]", folded[place : place + 40])[0]
    return _LIKES.search(before) is not None or _LIKES.search(after) is not None or _JOINS.search(before) is not None


# Who belongs to a club of fans, or has one, is no page of fans.
_IS_MEMBER = late(
    r"\b(?:fan ?club|fan[- ]clube|club de fans|fanklub\w?) (?:member|miembro|membre|membro|mitglied|lid\b|czlonk)|"
    r"\b(?:member|miembro|membre|membro|mitglied|lid|czlonek) (?:of|del?|du|do|im|van|in) [^.!?\n]{0,30}"
    r"(?:fan ?club|fan[- ]clube|club de fans|fanklub)|\bmy fan ?club\b|ファンクラブ(?:会員|加入)|팬클럽 ?(?:회원|가입)|"
    r"(?:член|состою в) фан-?клуб"
)
_ELSEWHERE = 0.6  # what a word of another language than the account's counts
_JOB = WEIGHTS["strong"]


def _plainness(cue: Cue) -> float:
    """How much a cue tells: one word or a common phrase less than words of the kind's own; that orders or bookings are
    taken less, too, since many a person does."""
    if cue.words in _STRONG_WORDS:
        return 1.0
    if cue.label == "service":
        return 1.0
    if cue.label == "shop" and _ORDERS.search(fold_text(cue.words)):
        return _ONE_WORD
    unspaced = "\u3040" <= cue.words[0] <= "\u9fff" or "\uac00" <= cue.words[0] <= "\ud7af"
    one = " " not in cue.words and (not unspaced or len(cue.words) < 4)
    # A page takes such a phrase for its name ("Lo mejor de Jaén"); in a bio many a person says it.
    its_name = cue.label == "aggregator" and is_of_name(cue)
    return _ONE_WORD if one or (cue.words in SAID_BY_PEOPLE and not its_name) else 1.0


_ORDERS = late(
    r"order|book|appoint|commission|pedid|encomend|encargo|cita\b|agend|reserv|command|rdv|rendez|devis|"
    r"bestell|termin|ordin|prenot|"
    r"appuntament|afspra|boek|zamow|zapis|wizyt|rezerw|siparis|randevu|rezerv|pesan|заказ|запис|注文|予約|オーダー|受注|"
    r"주문|예약|상담|"
    r"طلب|حجز|ऑर्डर|बुकिंग|minne|creema|委託|etsy|dm to|via dm|price|preis|prez|preco|prix|my shop|メルカリ|studio|atelier"
)


def _widest(cues: Sequence[Cue]) -> list[Cue]:
    """Cues without those whose words are part of another's at the same place: "official" in "official account"."""
    # By the places that each takes up: held against all others, four thousand emoji would take seconds.
    over: dict[tuple[str, int], set[str]] = {}
    for cue in cues:
        for place in range(cue.place, cue.place + 1 + cue.seen.count(" ")):
            over.setdefault((cue.label, place), set()).add(cue.seen)
    return [
        cue
        for cue in cues
        if not any(len(seen) > len(cue.seen) and cue.seen in seen for seen in over[cue.label, cue.place])
    ]
