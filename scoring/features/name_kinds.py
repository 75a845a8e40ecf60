"""What an account calls itself: kinds that its handle and its display name tell."""

import re
from collections.abc import Iterator

from scoring.features.firms import Sign
from scoring.lexicon import fold_text
from scoring.lists import AccountKind
from scoring.patterns import late

_NAME_KINDS: tuple[tuple[AccountKind, re.Pattern[str]], ...] = (
    ("fan_page", late(r"fanpage|fanclub|fanaccount|(?:^|[._])fanedits(?:[._]|$)|[._]fans$")),
    ("meme_page", late(r"meme|shitpost|lmao|funnyvid")),
    ("shop",
        late(r"(?:^|[._])(?:shop|store|boutique|tienda|loja|toko|butik|sklep|magazin|negozio|winkel|"
            r"laden)(?:[._]|$)|(?:onlineshop|olshop|boutique)$")),
    ("aggregator",
        late(r"(?:^|[._])(?:features?|daily|hub|community|inspo|inspirations?)(?:[._]|$)|(?:ofinstagram|"
            r"ofig|_of_ig|daily|features)$|(?:^|[._])news(?:[._]|$)|[a-z]{3}news$")),
    ("private",
        late(r"(?:^|[._])(?:priv|private|privat|prive|privee|privado|privada|privato|privata|prywatne|"
            r"pryw|gizli|ozel|kapali|zakryt\w{0,3}|kagi)(?:[._]*$)")),
    ("brand", late(r"(?:^|[._])(?:official|hq|inc|llc|ltd|gmbh|agency|agentur|agence|agencia|agenzia|agencja|ajansi?|"
        r"mgmt)(?:[._]|$)")),
)  # fmt: skip
# "coffee.fan" and "leeds.fc.mum" are people, so these need a word beside them.
_FAN_IN_HANDLE = late(r"(?:^|[._])(?:fans(?!$)|fan|fc|stan|updates)(?:[._]|$)")
_PERHAPS_FANS = 0.7
# What is in a handle was chosen to be read as the account's own name of itself.
_DISPLAY_NAME_KINDS: tuple[tuple[AccountKind, re.Pattern[str], float], ...] = (
    ("fan_page", late(r"\bfan(?:s|page|base|club|klub)?\b(?! of)|\bfc\b|ファン|応援|팬|فانز|محبي|معجب|фан(?:ы|"
        r"аты|клуб)?\b|फैन|फ़ैन|hayran"), 0.7),
    ("aggregator",
        late(r"\bmagazine?\b|\bmagazin\b|\brevista\b|\brivista\b|\bdergisi\b|\bnews\b|マガジン|매거진"), 0.6),
    ("meme_page", late(r"\bmemes?\b|\bmemy\b|мем(?:ы|асы|чики)?\b|ミーム|ネタ帳|밈|짤|ميمز|मीम|\bcaps\b|"
        r"\breceh\b|shitpost"), 0.7),
    ("shop", late(
        r"\b(?:shop|store|boutique|bakery|bakehouse|salon|lettings|estates?|realty|barbers?|florist|"
        r"restaurante?|ristorante|restoran|bistro|trattoria|osteria|pizzeria|taberna|hotel|hostel|hostal|roasters|roastery|"
        r"mail order|wholesale|rentals?|catering|daycare|nail studio|"
        r"tienda|panaderia|pasteleria|peluqueria|inmobiliaria|joyeria|floristeria|boulangerie|patisserie|"
        r"fleuriste|immo|immobilier|fromagerie|"
        r"loja|padaria|confeitaria|salao|imobiliaria|imoveis|floricultura|\w{0,16}laden|\w{0,12}backerei|"
        r"konditorei|immobilien|friseur\w{0,6}|nagelstudio|"
        r"negozio|panificio|pasticceria|parrucchiere|immobiliare|gelateria|bottega|\w{0,14}winkel|bakkerij|"
        r"kapsalon|bloemenatelier|bloemist|makelaardij|"
        r"sklep|piekarnia|cukiernia|kwiaciarnia|nieruchomosci|butik|firin|pastane\w{0,2}|kuafor|emlak|"
        r"cicekci\w{0,2}|magaza\w{0,2}|"
        r"toko|properti|warung|kedai|bakery)\b|(?<!\w)(?:магазин|пекарня|кондитерская|салон|цветы|"
        r"недвижимость|бутик|пиццерия|кофеиня)(?!\w)|"
        r"ショップ|サロン|salon|古着屋|パン屋|美容室|食堂|商店|不動産|花屋|ベーカリー|빵집|마켓|스토어|미용실|네일샵|부동산|꽃집|상회|샵|"
        r"(?<!\w)(?:صالون|متجر|مخبز|عقارات|حلويات|بوتيك|محل|مطعم)(?!\w)|बेकरी|स्टोर|दुकान|सैलून|ज्वेलर्स|"
        r"प्रॉपर्टी"), 0.6),
    ("brand", late(  # the form of a firm at the end of a name, or before it
        r"[ ,](?:ltd|gmbh|llc|inc|plc|pty|pvt|srl|ltda|s\.r\.l\.|s\.l\.u?\.?|s\.a\.s?\.?|b\.v\.|a\.s\.|ltd\.? sti|"
        r"sp\. ?z ?o\.? ?o)\.?$|^(?:ооо|ип) |株式会社|有限会社|合同会社|주식회사|[(]주[)]"), 1.1),
    ("brand", late(r"\b(?:official|oficial|officiel|offiziell|ufficiale|cosmetics|cosmetici|cosmeticos|"
        r"kosmetik|kosmetyki|cosmetique|kozmetik|inc|ltd|gmbh|srl|co\.)\b|公式|코스메틱|косметика|الرسمي"), 0.5),
)  # fmt: skip
# Associations, publishers and institutions by a word that no person is called by, nor a hobby ("the library of Ana").
_BODIES = late(
    r"(?<!\w)(?:publishing|publishers|garden cent(?:re|er)|veterinary|dog school|riding school|rescue cent(?:re|er)|"
    r"asociacion|associacao|associazione|fundacion|fundacao|fondazione|fondation|clinica|clinique|klinik|klinika|"
    r"poliklinik|protectora|criadero|canil|allevamento|casa editrice|vivero|vivaio|viveiro|pepinieres?|autoescuela|"
    r"\w*verein|\w*verlag|\w*stiftung|\w*genossenschaft|(?:hunde|tanz|musik|fahr|reit|grund)schule|tierheim|gartnerei|"
    r"(?:boulder|kletter|tennis|schwimm|turn|eis)halle|kletterzentrum|fitness ?studios?|klimhal|boulderhal|"
    r"(?:climbing|bouldering) (?:gym|cent(?:re|er)|hall)|rocodrom[os]?|sala d['’]escalada|"
    r"salle d['’]escalade|palestra di arrampicata|"
    r"scianka wspinaczkowa|centrum wspinaczkowe|tirmanis salonu|скалодром|"
    r"uitgeverij|vereniging|stichting|dierenasiel|hondenschool|kwekerij|kinderopvang|"
    r"wydawnictwo|stowarzyszenie|fundacja|schronisko|przedszkole|kawiarnia|"
    r"yayinevi|yayinlari|yayincilik|dernegi|vakfi|barinagi|fidanlik|penerbit|yayasan|"
    r"(?:influencer|creators?|talents?|model|casting) ?"
    r"(?:agency|agentur|agence|agencja|bureau|ajansi|agensi|management)|agencia de (?:influencers|creadores|talentos)|"
    r"agenzia di (?:influencer|creator|talenti)|\w+agentur|"
    r"uthyrning|udlejning|\w{3,}verleih|\w{3,}vermietung|\w{3,}verhuur|wypozyczalnia|autonoleggio|noleggio|"
    r"rent ?a ?car|"
    r"издательство|питомник|приют|ассоциация|благотворительныи фонд|"
    r"جمعيه|مؤسسه|دار نشر|دار النشر|عياده|مستشفي)(?!\w)|"
    r"(?<!\w)e\. ?v\.?(?!\w)|ボルダリングジム|クライミングジム|클라이밍장|"
    r"協会|財団|出版社|保育園|幼稚園|クリニック|歯科|動物病院|협회|재단|출판사|병원|의원|"
    r"학원|유치원|संस्था|फाउंडेशन|प्रकाशन|ट्रस्ट|क्लिनिक|अस्पताल|विद्यालय|समिति"
)
# Who works or goes there: "Frau K. | Grundschule", "歯科衛生士みく", "빵집투어".
_WORKS_THERE = late(
    r"(?<!\w)(?:frau|herr|mrs?|miss|dr|juf|meester|profe|prof|maitresse|maestr[ao]|pani|guru|ibu|bunda|mama|mum|mom|dad|"
    r"papa|nurse|teacher|vet|volunteer|vom|aus dem|медсестра|учитель\w*|врач|воспитатель|معلم\w*|ممرض\w*)(?!\w)|"
    r"\w*(?:lehrer|erzieher|pfleger)(?:in)?(?!\w)|衛生士|看護師|保育士|助手|先生|教師|職員|勤務|ママ|パパ|간호사|강사|쌤|선생|교사|"
    r"엄마|맘|직원|의사|टीचर|डॉक्टर|नर्स|शिक्षि"
)
_GOES_THERE = late(
    r"(?<!\w)(?:hop(?:per|ping)?|tours?|nerd|lovers?|hunt(?:er|ing)?|addict|reviews?|critic|diar(?:y|ies)|girl|boy|guy|"
    r"gezgini|avcisi|pecinta|pemburu|cazador\w?|chasseu\w{1,3}|jager\w{0,2}|охотни\w{1,3})(?!\w)|"
    r"巡り|めぐり|好き|투어|탐방|덕후|러버|리뷰"
)
_BODY = 1.35  # more than a word of one person or of a job takes away
# The same by words that people play with, too.
_PERHAPS_BODIES = late(
    r"(?<!\w)(?:clubs?|klub|clube|kulubu|society|association|foundation|academy|akademie|academia|accademia|akademi|"
    r"akademisi|institute?o?|clinic|kennels?|zwinger|elevage|hodowla|rescue|shelter|refugio|refuge|labor|\w{3,}labor|"
    r"agency|ajans|ajansi|agencia|agence|agentur|agenzia|agencja|agensi|agentschap|talents?|management|verleih|vermietung|"
    r"verhuur|alquileres|locations|alugueis|kiralama|penyewaan|games|records|publications|"
    r"агентство|прокат|аренда|وكاله|تاجير|"
    r"museum|museo|musee|editorial|editions|editora|nursery|cafe|kafe|escuela|escola|ecole|scuola|szkola|sekolah|okulu|"
    r"клуб|школа|академия|кафе|مدرسه|اكاديميه|مقهي)(?!\w)|教室|研究所|カフェ|エージェンシー|レンタル|에이전시|렌탈|클럽|아카데미|카페|अकादमी|स्कूल|कैफे|एजेंसी"
)
_PERHAPS = 0.5


_NAME_WEIGHTS: dict[str, float] = {
    "fan_page": 1.0,
    "meme_page": 1.0,
    "shop": 0.6,
    "aggregator": 0.6,
    "brand": 0.6,
    "private": 0.5,
}
_LAST = 0.3  # more where a handle ends so: "soap.shop"
_AND_IN_HANDLE = late(
    r"(?:^|[._])memes?[._]?(?:and|et|und|y|e|en|i|n|ve|dan|with|mit|con|com|avec)[._]|[._](?:and|et|und|y|e|"
    r"en|i|n|ve|dan)[._]?memes?(?:[._]|$)"
)


def signs_of_names(handle: str, name: str, language: str | None) -> Iterator[Sign]:
    """Signs of a kind in a handle (in lower case, without its server) and a display name."""
    for kind, pattern in _NAME_KINDS:
        match = pattern.search(handle)
        if match and not (kind == "meme_page" and _AND_IN_HANDLE.search(handle)):
            last = _LAST if kind == "shop" and match.start() > 0 and match.end() == len(handle) else 0.0
            yield Sign(kind, _NAME_WEIGHTS[kind] + last, f'"{match.group().strip("._")}" in the handle')
    match = _FAN_IN_HANDLE.search(handle)
    if match:
        yield Sign("fan_page", _PERHAPS_FANS, f'"{match.group().strip("._")}" in the handle')
    folded = fold_text(name)
    works_there, goes_there = _WORKS_THERE.search(folded) is not None, is_of_a_visitor(folded)
    for kind, pattern, weight in (
        *_DISPLAY_NAME_KINDS,
        ("brand", _BODIES, _BODY),
        ("brand", _PERHAPS_BODIES, _PERHAPS),
    ):
        if (works_there and weight in (_BODY, _PERHAPS)) or (goes_there and kind == "shop"):
            continue
        match = pattern.search(folded)
        if match and not (kind == "meme_page" and "mêm" in name.casefold() and language not in (None, "fr")):
            yield Sign(kind, weight, f'"{match.group().strip()}" in the name')


def is_of_a_visitor(folded_name: str) -> bool:
    """Whether a name (folded) tells of somebody who goes to shops and cafés, and runs none: "Cafe Hopper Lin"."""
    return _GOES_THERE.search(folded_name) is not None
