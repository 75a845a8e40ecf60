"""Signs of firms and of pages of others' works, beside the words of the lexicon."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scoring.evidence import Evidence
from scoring.lexicon import Cue
from scoring.lists import AccountKind
from scoring.patterns import late

_FEED_HANDLE = late(r"(?:^|[._])(?:feed|feeds|reposts?)$")

# The best of others every day, by language, in folded letters; in either order.
_BEST_DAILY = tuple(
    (rf"(?<!\w)(?:{best})(?!\w)", rf"(?<!\w)(?:{daily})(?!\w)")
    for best, daily in (
        ("best|top|finest|coolest|cutest|greatest", "daily|every ?day|each day|of the day|24/7"),
        ("l[oa]s? mejor(?:es)?|las mas bonitas", "cada dia|a diario|diari[oa]s?|todos los dias|del dia"),
        ("l[ae]s? meilleure?s?|plus belles?|plus beaux", "chaque jour|tous les jours|quotidien\\w*|du jour"),
        ("[oa]s? melhor(?:es)?|mais bonit[oa]s", "todos os dias|diari\\w+|todo dia|cada dia|do dia"),
        ("d(?:ie|as) (?:beste\\w?|schonste\\w?|coolste\\w?)", "taglich|jeden tag|des tages"),
        ("(?:il|i|le|la) migliori?e?|piu bell[ie]", "ogni giorno|tutti i giorni|al giorno|del giorno"),
        ("(?:de|het) (?:beste|mooiste|leukste)", "elke dag|dagelijks|iedere dag|van de dag"),
        ("najleps\\w+|najpiekniejsz\\w+|najladniejsz\\w+", "codziennie|co dzien|kazdego dnia|dnia"),
        ("en (?:iyi|guzel|yeni)", "her gun|gunluk|gunun"),
        ("terbaik|tercantik|terkeren", "setiap hari|tiap hari|harian"),
        ("лучш\\w+|самы[еи] красив\\w+", "каждыи день|ежедневно|дня"),
        ("افضل|اجمل|احلي", "يوميا|كل يوم|اليوم"),
        ("बेहतरीन|सबसे अच्छ\\w+|best", "रोज|रोज़|हर दिन|roz|har din|daily"),
    )
)
_NEAR = r"[^\n|•·.!?]{0,40}"
_OF_THE_DAY = late(
    "|".join(f"{best}{_NEAR}{daily}|{daily}{_NEAR}{best}" for best, daily in _BEST_DAILY)
    + r"|(?:毎日|日々)[^\n]{0,20}(?:紹介|お届け|厳選|まとめ)|매일[^\n]{0,20}(?:소개|모음|추천)"
)
# Bargains as they come, by language: where they are, and that they come at once, every day or on a channel.
_BARGAINS = tuple(
    (rf"(?<!\w)(?:{bargains})(?!\w)", rf"(?<!\w)(?:{flowing}|telegram|whatsapp (?:channel|grub\w*|grup\w*))(?!\w)")
    for bargains, flowing in (
        ("deals?|bargains|discounts|coupons|promo codes", "daily|every ?day|instant|24/7|as they drop"),
        ("ofertas|chollos|descuentos|cupones", "cada dia|a diario|diari[oa]s?|al instante|canal de"),
        ("bons plans|promos|reductions|codes promo", "chaque jour|tous les jours|quotidien\\w*|en direct"),
        ("ofertas|promocoes|cupons|descontos", "todos os dias|todo dia|diari\\w+|em tempo real|canal d[eo]"),
        ("schnappchen|rabatte|deals|gutscheine", "taglich|jeden tag|tagesaktuell\\w*|sofort"),
        ("offerte|sconti|codici sconto|coupon", "ogni giorno|tutti i giorni|in tempo reale|canale"),
        ("aanbiedingen|kortingen|kortingscodes|koopjes", "elke dag|dagelijks|iedere dag"),
        ("okazje|promocje|rabaty|kupony", "codziennie|co dzien|na biezaco|kanal"),
        ("indirim\\w*|firsat\\w*|kupon\\w*", "her gun|gunluk|gunun|anlik|aninda|kanal\\w*"),
        ("promo|diskon|kupon", "setiap hari|tiap hari|harian"),
        ("скидк\\w+|промокод\\w*|акци[ия]|распродаж\\w+", "каждыи день|ежедневно|канал\\w*"),
        ("عروض|خصومات|كوبونات|تخفيضات", "يوميا|كل يوم|اول باول|لحظه بلحظه|قناه|قناتنا"),
        ("deals?|loot|offers|discount|डील|ऑफर", "roz|har din|रोज|हर दिन"),
    )
)
_BARGAIN_PAGE = late(
    "|".join(rf"{bargains}[^.!?]{{0,60}}{flow}|{flow}[^.!?]{{0,60}}{bargains}" for bargains, flow in _BARGAINS)
)
# Room for advertising is sold on it.
_SELLS_PLACE = late(
    r"(?<!\w)(?:(?:paid )?promo(?:tion|te|s)?|shout ?outs?|paid ads?|publicidad|publi|publicite|pub|publicidade|"
    r"werbung|anzeigen|pubblicita|advertenties|reklam\w?|iklan|реклама|اعلانات?|विज्ञापन)"
    r"[ :—–-]{0,3}(?:via |por |per |in |w |в |by )?(?:dms?|direct|pm|inbox|директ\w*|лс|خاص)(?!\w)|"
    r"(?<!\w)dms? for (?:ads|paid promos?|shout ?outs?)(?!\w)"
)

# Numbers that firms must show: of licences, registers and taxes.
_REGISTERED = late(
    r"(?<!\w)(?:rnaat|rnavt|rnet|rnt|cadastur|cnpj|cif|nif|nipc|siret|siren|rcs|im\d{9}|p\.? ?iva|partita iva|cin|cir|"
    r"vat(?: no\.?| number| reg)?|abta|atol|kvk|btw|ust-?id(?:-?nr)?\.?|hrb|steuernr\.?|gisa|nip|regon|krs|"
    r"tursab|turs?ab (?:belge )?no|mersis|ruhsat no|belge no|nib|siup|pirt|p-?irt|nomor izin|no izin|"
    r"инн|огрн(?:ип)?|рто|лицензия(?: №| no)?|gst(?:in)?|fssai|reg(?:istration)? no\.?|"
    r"licen[cs]e (?:no\.?|number|#)|lic\.? ?(?:no\.?|#)|licencia (?:no\.?|n[o°]\.?)|licenca (?:no\.?|n[o°]\.?)|"
    r"سجل تجاري|ترخيص(?: رقم)?|رخصه(?: رقم)?|س\.ت|लाइसेंस|पंजीकरण|pendaftaran no)"
    r"\W{0,3}(?:[a-z]{0,5}[-./ ]?)\d{3,}|(?<![\w/])\d{3,7}/al(?!\w)|"
    r"(?:登録|許可|認可|届出)番?号?第?[^\n]{0,8}\d{3,}|観光庁長官登録|知事登録|公安委員会許可|"
    r"사업자(?:등록)? ?번호|통신판매|관광사업"
)

# Who makes offers for work that is measured first is a firm, or works as one.
_QUOTES = late(
    r"(?<!\w)(?:free (?:quotes?|estimates?|quotations?)|no[- ]obligation quotes?|"
    r"presupuestos? (?:sin compromiso|gratis|gratuitos?)|devis (?:gratuits?|offerts?|sur demande)|"
    r"orcamentos? (?:gratis|gratuitos?|sem compromisso)|"
    r"(?:kostenlos|unverbindlich|gratis)\w* (?:und unverbindlich\w* )?(?:angebote?|kostenvoranschlage?)|"
    r"preventiv[oi] (?:gratuit[oi]|senza impegno)|(?:gratis|vrijblijvende?) offertes?|"
    r"(?:darmowa|bezplatna) wycena|ucretsiz (?:kesif|teklif)|(?:gratis|free) survei?y?|"
    r"бесплатн\w+ (?:замер|расчет|смета)\w*|عرض سعر|تسعير مجاني|معاينه مجانيه)(?!\w)|"
    r"見積(?:も?り)?無料|無料(?:お)?見積|무료 ?견적|견적 ?무료|मुफ्त कोटेशन"
)

# A street with a number, by the languages' ways to write one; folded. People do not tell where they live.
_ADDRESS = late(
    r"(?<![\w.])\d{1,3}(?:-\d{1,4})?[0-9]{0,3}[a-z]? (?:[\w'’.-]{2,20} ){1,3}"
    r"(?:st|street|ave|avenue|rd|road|blvd|boulevard|ln|lane|dr|drive|pl|place|pkwy|hwy)\b(?!\w)|"
    r"(?<!\w)(?:jl|jln|jalan)\b\.? ?[\w. ]{2,30}?(?: no\b\.? ?\d| [ivx]+/\d| \d)|"
    r"(?<!\w)(?:calle|c/|avda|avenida|rua|via|viale|corso|piazza|plaza|praca|carrer|ul|ул|улица|cad|caddesi|sok|sokak)"
    r"\b\.? ?(?:[\w'’.-]{2,20} ){0,3}[\w'’.-]{2,20},? ?(?:n\W{0,2}|no\W{0,2}|nr\W{0,2})?\d{1,4}\b(?! ?(?:km|k\b|%))|"
    r"(?<!\w)\d{1,4},? (?:bis )?(?:rue|quai|cours|bd|bld|allee|chaussee) (?:d[eu] |des |la |l['’])?\w{3,}|"
    r"(?<!\w)\w{3,20}(?:str\.|strasse|straat|gasse|laan|gracht|weg) ?\d{1,4}[a-z]?\b"
)

# Several people speak, by language; folded. What these words say to whom speaks another is left out.
_WE: dict[str, re.Pattern[str]] = {
    language: late(pattern)
    for language, pattern in {
        "en": r"\b(?:we|we're|we’re|our|ours|us)\b",
        "es": r"\b(?:nosotr[oa]s|nuestr[oa]s?|somos|hacemos|ofrecemos|tenemos|te esperamos)\b",
        "fr": r"\b(?:nous|notre|nos)\b",
        "pt": r"\b(?:noss[oa]s?|somos|fazemos|oferecemos|temos)\b",
        "de": r"\b(?:wir|unsere?[mnrs]?|uns)\b",
        "it": r"\b(?:noi|nostr[oaie]|siamo|facciamo|offriamo)\b",
        "nl": r"\b(?:wij|we|onze|ons)\b",
        "pl": r"\b(?:nasz\w{0,3}|jestesmy|robimy|oferujemy|zapraszamy)\b",
        "tr": r"\b(?:biz|bizim|bizi|bize)\b|(?<=\w\w\w)(?:iyoruz|uyoruz|imiz|umuz|lerimiz|larimiz)\b",
        "id": r"\b(?:kami)\b",
        "ru": r"(?<!\w)(?:мы|наш\w{0,3}|нас|нам)(?!\w)",
        "ja": r"当社|弊社|当店|当院|私たち|私達|わたしたち",
        "ko": r"저희|우리",
        "ar": r"(?<!\w)(?:نحن|لدينا|عندنا|فريقنا|خدماتنا)(?!\w)",
        "hi": r"हम|हमार[ेाी]|\b(?:hum|hamar[aei])\b",
    }.items()
}


class Sign(NamedTuple):
    """What speaks for a kind, how strongly, and the words of the reason."""

    kind: AccountKind
    weight: float
    reason: str


def signs_of_firms(folded: str, language: str | None) -> Iterator[Sign]:
    """Signs of a firm in a folded bio: a number of a licence or a register, offers free of charge, and that several
    people speak."""
    match = _REGISTERED.search(folded)
    if match:
        yield Sign("shop", 0.7, f'bio shows a registration "{match.group().strip()}"')
    match = _ADDRESS.search(folded)
    if match:
        yield Sign("shop", 0.5, f'bio shows an address "{match.group().strip()}"')
    match = _QUOTES.search(folded)
    if match:
        yield Sign("shop", 0.5, f'bio offers quotes "{match.group()}"')
    we = _WE.get(language or "en")
    if we is not None and we.search(folded):
        yield Sign("shop", 0.2, "bio speaks as several people")


def signs_of_pages(handle: str, folded: str) -> Iterator[Sign]:
    """Signs of a page that shows the works of others: the best every day, room for advertising, a feed."""
    if _OF_THE_DAY.search(folded):
        yield Sign("aggregator", 0.7, "bio promises the best of every day")
    if _BARGAIN_PAGE.search(folded):
        yield Sign("aggregator", 1.0, "bio promises bargains as they come")
    match = _SELLS_PLACE.search(folded)
    if match:
        yield Sign("aggregator", 0.3, f'bio sells room for advertising "{match.group().strip()}"')
    match = _FEED_HANDLE.search(handle)
    if match:
        yield Sign("aggregator", 0.4, f'"{match.group().strip("._")}" in the handle')


# "📸 @name", "credit: @name", "via @name": whose picture it is.
_CREDIT = late(
    r"(?:[📸📷🎥🎬📹]\ufe0f?|(?<!\w)(?:credits?|cr[ée]dit[os]*|crediti|credito|repost(?:ed)?|regram|rp|via|"
    r"(?:photo|foto|fotos|pic|picture|video|clip|shot|zdj[ęe]cie|фото|видео|صور[ةه]) ?"
    r"(?:by|von|par|por|di|door|de|od|от)?))"
    r"[\s:.\-–—]{0,4}@(?P<who>[\w.]{2,30})", re.IGNORECASE,
)  # fmt: skip
_SELLING_AT_LEAST, _SELLING_OF = 0.3, 5  # share of the posts that speak as a shop does; posts
_CREDITS_LOOKED_AT = 30  # newest posts
_CREDITED_AT_LEAST, _OTHERS_AT_LEAST = 0.6, 5  # share of the posts; different accounts


def signs_of_credits(evidence: Evidence) -> Iterator[Sign]:
    """That most pictures are somebody else's, each another's: who models for one photographer credits that one."""
    posts = [post.text for post in evidence.posts[:_CREDITS_LOOKED_AT] if post.text]
    credited = [match["who"].lower() for text in posts if (match := _CREDIT.search(text[:500]))]
    others = {who for who in credited if who != evidence.handle.lower()}
    if len(others) >= _OTHERS_AT_LEAST and len(credited) >= _CREDITED_AT_LEAST * len(posts):
        yield Sign("aggregator", 0.6, f"{len(credited)} of {len(posts)} captions credit others, {len(others)} of them")


def signs_of_selling(posts: Sequence[Sequence[Cue]]) -> Iterator[Sign]:
    """That the captions speak as a shop's do: what is in stock, how to order, when it is open."""
    selling = sum(any(cue.label in ("shop", "service") and " " in cue.words for cue in cues) for cues in posts)
    if len(posts) >= _SELLING_OF and selling >= _SELLING_AT_LEAST * len(posts):
        yield Sign("shop", 0.6, f"{selling} of {len(posts)} captions speak as a shop")
