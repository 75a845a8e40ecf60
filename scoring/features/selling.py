"""Whether a post is work for a brand, by its words: a label, a gift, a share of sales, a code, a call to buy.

Disclosed is what says so itself: the network's label, a tagged sponsor, a word or tag for advertising, that the thing
was given, or that links earn a share. A discount code or a call to buy at somebody else's are signs alone.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from scoring.contacts.invitations import read_invitation
from scoring.lexicon import Cue, find_cues, fold_text, is_unspaced, languages, tokens_of, word_set
from scoring.patterns import late
from scoring.quoting import as_written
from storage.facts import Post

MOST_TEXT = 4_000  # characters of a caption that are looked through
_NEAR = 10  # tokens between a word for a gift, or for work together, and the name of whose it is
_NEAR_LETTERS = 30  # the same in scripts that write words together, in letters
_NAME = late(r"(?<![\w.])@\w")  # no email's
_CODE_NEAR = 70  # characters around a code in which its discount stands
_PITCH = 2  # of a price, a call to buy and a way there, in a caption that names somebody
_SAID: tuple[tuple[str, str], ...] = (  # (kind of cue, kind of sign), the plainest first
    ("ad_tag", "label"), ("ad", "label"), ("gift_tag", "gift"), ("gifted", "gift"), ("affiliate", "affiliate"),
)  # fmt: skip
_ALONE = {"ad_label": "label", "given_label": "gift"}  # words that say so only where they stand by themselves
_REFUSED = ("ad", "gifted")  # words that stand in sentences, also in those that refuse
# A word for advertising is a label where it stands by itself: in brackets, or before a stop at the beginning of a line.
_BEFORE = r"(?:^|[\n(\[{*|•·/«【《〈<~_:–—-]|[.!?…。]\s)[\s*\"'“„]{0,3}"
_AFTER = r"\s{0,2}(?:$|[\n)\]}*|•·/»】》〉>~_:;.…–—@#-])"
_IN_BRACKETS = r"[(\[{{【][^()\[\]{{}}【】]{{0,24}}(?<!\w){}(?!\w)[^()\[\]{{}}【】]{{0,24}}[)\]}}】]"
_CAPITAL = "A-ZÀ-ÖØ-ÞĄĆĘŁŃŚŹŻĞİŞА-ЯЁ"
_IN_WORDS = "a-zß-öø-ÿąćęłńśźżğışа-яё"  # a code may stand against a letter of a script without capitals
# Compiled at once: matches are asked below whether they are its.
_CODE = re.compile(
    rf"(?<![\d_@#./&-])(?<![{_CAPITAL}{_IN_WORDS}])[{_CAPITAL}][{_CAPITAL}\d_-]{{2,19}}(?![{_CAPITAL}{_IN_WORDS}\d_@])(?!\.[a-z]|://|['’]\w)"
)
# In a script without capitals a word with a number is one, where it is called so.
_UNCASED = late(r"(?<![^\W_])(?<![@#])[\u0600-\u097f\uac00-\ud7af]{2,12}\d{1,3}(?!\w)")
_PRICE = late(
    r"(?<!\d)(?!100\s?[%٪％])\d{1,3}\s?[%٪％]|[%٪％]\s?\d|[-–−]\s?\d+\s?(?:%|€|\$|£|zł|₺|tl|kr|р|₽)|[€$£₺₽₹¥]\s?\d|\d\s?(?:[€$£₺₽₹¥]|eur|euros?|zł|zl|tl|lira|"
    r"rs|rupees|rupaye|руб|р\b|円|원|만원|천원|ريال|درهم|جنيه|دينار|रुपये|रु|ribu|rb\b|dollars?|bucks?|reais)",
    re.I,
)
_SCRIPTS = {
    "ja": late(r"[\u3040-\u30ff\u3400-\u9fff]"), "ko": late(r"[\uac00-\ud7af]"),
    "ru": late(r"[\u0400-\u04ff]"), "ar": late(r"[\u0600-\u06ff]"),
}  # fmt: skip
_CAPITALS = 4  # words in capitals from which a caption shouts, and a word in capitals is no code by itself
_NAME_AND_NUMBER = late(r"^[^\W\d_]{3,}\d{1,3}$")
_STOP = late(r"[.!?…\n。！？](?:\s|$)|\n")
_WORDS_NEAR = 40  # characters beside a code in which a word for codes is looked for
# Words that stand in capitals by themselves, and are no codes.
_NO_CODES = word_set(
    "SALE SALES OFF FREE NEW LINK BIO SOLDES SALDI RABATT REBAJAS PROMO PROMOS GRATIS ETSY IKEA HTML DIY USA "
    "OOTD GRWM SPF XXL FAQ TOP HOT NOW BUY SHOP CODE KOD KODE CODICE CUPOM CODIGO DEAL DEALS BLACK FRIDAY WEEK "
    "VIP LIVE VIDEO GIVEAWAY SORTEO SORTEIO CONCOURS WERBUNG ANZEIGE REKLAM REKLAMA PUBLI ADV PR AD ADS UGC "
    "INDIRIM DISKON SKIDKA СКИДКА СКИДКИ АКЦИЯ РЕКЛАМА РОЗЫГРЫШ NEU NEUE LIMITED EDITION ONLY TODAY LAST "
    "CHANCE WEEKEND SUNDAY OMG WOW YES KONKURS ROZDANIE WINACTIE ÇEKİLİŞ ONLINE STORE APP ASOS ZARA HEMA LIDL "
    "ALDI BMW KFC "
    # What stands around codes where somebody shouts, and plain words of what is sold.
    "COUPON COUPONS CODES USE USING DISCOUNT DISCOUNTS SAVE GET SHIPPING ORDER ORDERS CHECKOUT LINKS EXTRA ENTER MADE "
    "FOR AND THE ALL ANY YOUR OUR YOU WITH OVER FROM THIS THAT WHEN NOT ARE MORE MOST REST WORLD DELIVERY "
    "PARA CON POR TODO TODOS LES DES POUR AVEC TOUT UND MIT FUR FÜR DER DIE DAS AUF ALLES PER TUTTO VOOR MET NA COM "
    "TÜM İLE UNTUK DENGAN НА ДЛЯ USB HDMI LED PS4 PS5 UTF8 XBOX IPHONE EUR USD GBP AUD ASAP LIKE THANK THANKS PVC PDF "
    "HTML JSON API"
)
_LINK = late(r"(?:https?://|www\.)\S+", re.IGNORECASE)


class Sign(NamedTuple):
    """What tells that a post is work for a brand: ``kind`` (label, gift, affiliate, code, pitch, ambassador), the words
    that say it, whether they say it openly, and the words for a gift where a label stands over what was given."""

    kind: str
    words: str
    disclosed: bool
    given: str | None = None


def sign_of(post: Post, text: str, cues: Sequence[Cue]) -> Sign | None:
    """The plainest sign in a post with this text (``text_of_post``) and these cues of it; ``None`` where there is none.

    "Bought it myself" and "not an ad" count against every word, not against the network's own label; "I don't do paid
    partnerships" against words within a sentence.
    """
    if post.paid_partnership:
        return Sign("label", "paid partnership label", True)
    if post.sponsors:
        return Sign("label", f"sponsor tag @{post.sponsors[0]}", True)
    text = text[:MOST_TEXT]
    codes = codes_in(text)
    said = _said(text, cues, codes, named="@" in text or bool(post.mentions))
    if said is None and not codes:
        return None
    if any(cue.label == "unpaid" for cue in find_cues(text, selling=True)):
        return None
    if said is not None and said.kind == "label":
        return said._replace(given=_words_of_gift(text, cues))
    return said or Sign("code", f"code {codes[0]}", False)


def _words_of_gift(text: str, cues: Sequence[Cue]) -> str | None:
    """The words by which a post says that the thing was given: gifts carry labels for advertising, too, by law."""
    for cue in cues:
        if cue.label in ("gift_tag", "gifted") and not _is_refused(cue, text):
            return as_written(text, cue.seen) or cue.seen
    folded = fold_text(text)
    gift = _gift_of_somebody(folded, find_cues(folded, selling=True)) if "@" in text else None
    return None if gift is None else as_written(text, gift.seen) or gift.seen


def _said(text: str, cues: Sequence[Cue], codes: Sequence[str], *, named: bool) -> Sign | None:
    for label, kind in _SAID:
        for cue in cues:
            if cue.label == label and _is_at_home(cue, text) and not (label in _REFUSED and _is_refused(cue, text)):
                return Sign(kind, _quoted(cue, text), True)
    folded = fold_text(text)
    for cue in cues:
        if cue.label in _ALONE and _is_at_home(cue, text) and _stands_alone(cue.seen, folded):
            return Sign(_ALONE[cue.label], _quoted(cue, text), True)
    if named:
        found = _said_of_somebody(folded, text)
        if found is not None and (found.disclosed or not codes):
            return found
        for cue in cues:
            if cue.label == "code" and not codes:
                return Sign("code", _quoted(cue, text), False)
    return None


def _quoted(cue: Cue, text: str) -> str:
    return f'"{as_written(text, cue.seen) or cue.seen}"'


def _is_refused(cue: Cue, text: str) -> bool:
    """Whether a text says no to what a cue names: "I don't do paid partnerships", "no gifted stays"."""
    return any(cue.seen in said for said in read_invitation(text, cue.language).refuses)


def _stands_alone(word: str, folded: str) -> bool:
    return re.search(f"{_BEFORE}{re.escape(word)}{_AFTER}", folded) is not None


def _is_at_home(cue: Cue, text: str) -> bool:
    """Whether words in Latin letters that only a language of other letters uses so stand in a text of such letters:
    "#PR" is advertising in Japanese, and a personal record elsewhere."""
    script = _SCRIPTS.get(cue.language)
    return script is None or not cue.seen.isascii() or script.search(text) is not None


def _said_of_somebody(folded: str, text: str) -> Sign | None:
    """A gift of somebody who is named, work with them, or a call to buy from them."""
    found = find_cues(folded, selling=True)
    gift = _gift_of_somebody(folded, found)
    if gift is not None:
        return Sign("gift", _quoted(gift, text), True)
    together = any(cue.label == "joint" for cue in found)
    names = _places_of_names(folded)
    for cue in found:
        if cue.label == "ad_near" and not together and (cue.seen[0] == "#" or _is_near(cue, names, folded)):
            return Sign("label", _quoted(cue, text), True)
    pitch = {cue.label: cue.seen for cue in found if cue.label in ("order", "link", "discount")}
    if _PRICE.search(folded):
        pitch.setdefault("discount", "a price")
    if len(pitch) >= _PITCH:
        return Sign("pitch", f'"{pitch.get("order") or pitch.get("link")}"', False)
    return None


def _gift_of_somebody(folded: str, found: Sequence[Cue]) -> Cue | None:
    """The words for a gift near a name, or in brackets: "merci @oat.mill pour le sac (cadeau)"."""
    names = _places_of_names(folded)
    for cue in found:
        if cue.label == "gift_from" and _is_near(cue, names, folded):
            return cue
        if cue.label == "gift_label" and re.search(_IN_BRACKETS.format(re.escape(cue.seen)), folded):
            return cue
    return None


def _places_of_names(folded: str) -> list[int]:
    return [place for place, token in enumerate(tokens_of(folded)) if token[0] == "@"]


def _is_near(cue: Cue, names: Iterable[int], folded: str) -> bool:
    if not is_unspaced(cue.seen):
        return any(abs(place - cue.place) <= _NEAR for place in names)
    found = (match.span() for match in re.finditer(re.escape(cue.seen), folded))
    return any(_NAME.search(folded, max(0, start - _NEAR_LETTERS), end + _NEAR_LETTERS) for start, end in found)


def codes_in(text: str) -> list[str]:
    """Discount codes in a caption, as they are written, each once: words in capitals beside a word for codes, or where
    there is none, beside a discount."""
    text = _LINK.sub(lambda match: "." * len(match.group()), text[:MOST_TEXT])  # "…?encoding=UTF8&tag=…"
    capitals = [*_CODE.finditer(text), *_UNCASED.finditer(text)]
    candidates = [match for match in capitals if match.group() not in _NO_CODES]
    if not candidates:
        return []
    named = "@" in text
    spoken = [match for match in candidates if _is_spoken(match, text, named=named)]
    if not spoken and len(capitals) < _CAPITALS:
        spoken = [match for match in candidates if match.re is _CODE and _looks_like_code(match, text)]
    return list(dict.fromkeys(match.group() for match in spoken))


def _is_spoken(match: re.Match[str], text: str, *, named: bool) -> bool:
    """Whether a word for codes stands beside it and something is cheaper. The word alone will do in a caption that
    names somebody, whose code it would be, and for a name with a number."""
    before = tokens_of(fold_text(_STOP.split(text[max(0, match.start() - _WORDS_NEAR) : match.start()])[-1]))
    after = tokens_of(fold_text(_STOP.split(text[match.end() : match.end() + _WORDS_NEAR])[0]))
    beside = [*before[-3:], *after[:3]]
    nouns, words = _code_words()
    if _stands_in(nouns, [*before[-1:], *after[:1]]):
        return named or bool(_NAME_AND_NUMBER.fullmatch(match.group())) or _is_cheaper(match, text)
    if match.re is _CODE and (_stands_in(nouns, beside) or _stands_in(words, beside)):
        return (named and bool(_NAME_AND_NUMBER.fullmatch(match.group()))) or _is_cheaper(match, text)
    return False


def _is_cheaper(match: re.Match[str], text: str) -> bool:
    start, end = match.span()
    around = fold_text(f"{text[max(0, start - _CODE_NEAR) : start]} {text[end : end + _CODE_NEAR]}")
    return _PRICE.search(around) is not None or any(
        cue.label in ("discount", "basket") for cue in find_cues(around, selling=True)
    )


def _looks_like_code(match: re.Match[str], text: str) -> bool:
    """Whether a word in capitals is a code where nobody calls it one: a long one, or a name with a number, in a
    sentence that says how much cheaper it makes something."""
    code = match.group()
    start, end = match.span()
    sentence = (
        f"{_STOP.split(text[max(0, start - _CODE_NEAR) : start])[-1]} {_STOP.split(text[end : end + _CODE_NEAR])[0]}"
    )
    cheaper = any(cue.label == "discount" for cue in find_cues(sentence, selling=True))
    if _PRICE.search(sentence) and any(letter.isdigit() for letter in code):
        return True
    if not any(letter.isdigit() for letter in code):  # a name by itself, not words that are shouted
        shouted = re.search(r"[^\W\d_a-z]{2}\W{1,3}\Z", text[:start]) or re.match(r"\W{1,3}[^\W\d_a-z]{2}", text[end:])
        priced = _PRICE.match(text[end:].lstrip(" =:")) is not None or (cheaper and _PRICE.search(sentence) is not None)
        return len(code) >= 5 and priced and not shouted
    return cheaper and _NAME_AND_NUMBER.fullmatch(code) is not None


def _stands_in(words: tuple[frozenset[str], tuple[str, ...]], tokens: Sequence[str]) -> bool:
    apart, unspaced = words
    return not apart.isdisjoint(tokens) or any(word in token for token in tokens for word in unspaced)


@lru_cache(maxsize=1)
def _code_words() -> tuple[tuple[frozenset[str], tuple[str, ...]], ...]:
    """Nouns for a code, and words beside which one stands; each those apart by spaces and those of scripts without."""
    found = []
    for label in ("code_noun", "code_word"):
        told = [fold_text(word) for language in languages() for word in language.selling.get(label, ())]
        found.append((frozenset(word for word in told if word < "\u3040"), tuple(w for w in told if w >= "\u3040")))
    return tuple(found)
