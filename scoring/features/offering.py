"""Signs of who offers something and says no noun for itself: what is offered, to whom, where, and how it is paid.

One of them says little, since many a person bakes to order or lives "behind the station"; so each of a dozen families
counts once, less than one sign of its own would need, and none where one person speaks or is told of.
"""

import re
from collections.abc import Iterator

from scoring.features.firms import Sign
from scoring.features.given_names import is_first_name
from scoring.lexicon import fold_text, word_set
from scoring.lists import AccountKind
from scoring.patterns import late

# Whoever has one of these in the bio is a person, or may be; folded.
_OF_A_PERSON = late(
    r"(?<!\w)(?:mom|mum|mama|mommy|mummy|dad|daddy|wife|husband|father|mother|sister|brother|grand(?:ma|pa|mother|"
    r"father)|daughter|son of|girl|boy|guy|man|woman|lady|gal|dude|student|graduate|teacher|professor|lecturer|"
    r"researcher|scientist|phd|dr|nurse|doctor|lawyer|engineer|developer|journalist|reporter|writer|author|editor|"
    r"blogger|vlogger|youtuber|streamer|influencer|creators?|ugc|artist|illustrator|photographer|designer|stylist|"
    r"singer|songwriter|rapper|musician|producer|dj|actor|actress|comedian|model|dancer|athlete|player|coach|"
    r"trainer|chef|baker|potter|founder|co-?founder|owner|ceo|cto|entrepreneur|freelancer?|manager|consultant|"
    r"pastor|lover|enthusiast|fan|addict|nerd|geek|aspiring|born|based mom|she/her|he/him|they/them|years? old|y/o|"
    r"yo|single|married|reviews?|hauls?|collabs?|ambassador|fluent|madre|padre|mami|papi|esposo|esposa|hij[oa] de|"
    r"amante|estudiante|profesora?|periodista|escritora?|autora?|fotografa?o?|disenadora?|artista|actriz|cantante|"
    r"abogad[oa]|ingenier[oa]|medic[oa]|psicolog[oa]|emprendedora?|enamorad[oa]|apasionad[oa]|sonadora?|creadora?|"
    r"resenas?|mae|pai|esposa|marido|filh[oa] de|professora?|jornalista|"
    r"escritora?|advogad[oa]|engenheir[oa]|apaixonad[oa]|empreendedora?|criadora?|casad[oa]|estudante|resenhas?|"
    r"maman|papa|epouse|mari|etudiante?|professeure?|journaliste|ecrivain\w?|auteure?|autrice|photographe|"
    r"passionnee?s?|createur|creatrice|amoureu(?:x|se)|chercheu(?:r|se)|doctorante?|mutter|vater|ehefrau|studentin|"
    r"lehrer(?:in)?|autor(?:in)?|journalist(?:in)?|kunstler(?:in)?|fotograf(?:in)?|liebhaber(?:in)?|gelernte\w?|"
    r"jahre alt|doktorand(?:in)?|wissenschaftler(?:in)?|historiker(?:in)?|mamma|marito|moglie|studentessa|"
    r"insegnante|giornalista|scrittore|scrittrice|fotografa|appassionat[oa]|moeder|vader|juf|schrijver|schrijfster|"
    r"kunstenaar|liefhebber|docent|zona|maz|nauczyciel(?:ka)?|dziennikark?a?|pisark?a?|fotografka|autorka|"
    r"pasjonatk?a?|anne|baba|annesi|babasi|ogrenci|ogretmen|yazar|gazeteci|oyuncu|istri|suami|ibu|ayah|mahasiswa|"
    r"guru|penulis|pecinta|муж|жена|студент(?:ка)?|учитель(?:ница)?|журналист(?:ка)?|писатель(?:ница)?|автор|"
    r"художни(?:к|ца)|фотограф|стилист|визажист|мастер|люблю|обожаю)(?!\w)|ママ|主婦|会社員|大学生|作家|好き|"
    r"オタク|엄마|맘|대학생|육아|협찬|코덕|맞팔|일상|(?<!\w)(?:ام|زوجه|طالبه?|كاتبه?|صحفيه?|مصوره?|احب)(?!\w)|छात्र|"
    r"शिक्षक|लेखक|पत्रकार|माँ"
)
_ADDRESSES = re.compile(r"https?://\S+|(?<![\w-])[\w-]{1,60}\.[a-z]{2,6}/\S*|@[\w.]+")
_FAMILIES: tuple[tuple[str, AccountKind, float, re.Pattern[str]], ...] = (
    ("speaks as several who work", "shop", 0.5, late(
        r"\bwe(?:'re|’re| are)? (?:\w+ly |also |now |just )?(?:offer|provid|sell|buy|suppl|deliver|ship|stock|"
        r"speciali[sz]|serve|serving|design|creat|produc|publish|manufactur|repair|sourc|connect|recruit|rent|"
        r"install|promot|cover|develop|support|match|help|equip|empower|advocat|protect|celebrat|bring|fund|teach|"
        r"train|host|run|deal|do all)\w{0,4}\b|\b(?:ofrecemos|vendemos|compramos|fabricamos|realizamos|brindamos|"
        r"reparamos|enviamos|promovemos|impulsamos|atendemos|producimos|importamos|trabajamos|protegemos|"
        r"defendemos|apoyamos|acompanamos|ayudamos|conectamos|informamos|contamos|representamos|investigamos|"
        r"custodiamos|capacitamos|asesoramos|desarrollamos|construimos|disenamos|creamos|oferecemos|fazemos|"
        r"realizamos|trabalhamos|atendemos|enviamos|entregamos|criamos|ajudamos|conectamos|produzimos|"
        r"transformamos|desenvolvemos|cuidamos|consertamos|offriamo|proponiamo|realizziamo|produciamo|creiamo|"
        r"vendiamo|aiutiamo|organizziamo|raccontiamo|oferujemy|tworzymy|szyjemy|pomagamy|produkujemy|sprzedajemy|"
        r"organizujemy|wspieramy|dzialamy|projektujemy|sunuyoruz|uretiyoruz|satiyoruz|tasarliyoruz|yapiyoruz|"
        r"calisiyoruz)\b|\bnous (?:proposons|offrons|vendons|creons|fabriquons|accompagnons|aidons|realisons|"
        r"organisons|produisons|livrons)\b|\bwir (?:bieten|verkaufen|fertigen|helfen|beraten|liefern|produzieren|"
        r"gestalten|organisieren|vertreten|fordern)\b|\b(?:wij|we) (?:bieden|verkopen|leveren|ontwerpen|"
        r"organiseren|produceren|begeleiden)\b|\bkami (?:menyediakan|menerima|melayani|menjual|menawarkan|membantu|"
        r"adalah|hadir)\b|(?<!\w)(?:предлагаем|изготавливаем|продаем|доставляем|организуем|помогаем|создаем|"
        r"производим|обучаем|делаем|шьем)(?!\w)|当社|弊社|当店|当院|ご提案|取り揃え|承って|お届けし|ご提供|저희|"
        r"제공합니다|판매합니다|모십니다|진료합니다|(?<!\w)(?:نقدم|نوفر|نصنع|نبيع|نساعد|نصمم)(?!\w)|प्रदान करते|"
        r"बेचते हैं|बनाते हैं")),
    ("speaks to customers", "shop", 0.5, late(
        r"\b(?:customers?|clients?|buyers|resellers|shoppers|distributors?|(?:to|"
        r"for) (?:all )?your (?:[\w-]+ )?(?:needs?|home|space|business|celebrations?|wedding|party|events?|"
        r"occasions?|pets?|skin|car|style|kids|family|project|loved ones)|for every (?:occasion|celebration|body|"
        r"home|need|budget)|your (?:needs|dream|one[- ]stop|go[- ]?to|local|trusted|partner|satisfaction)|"
        r"our priority|tailored to you|just for you|made for you)\b|\b(?:clientes|socios|pacientes|huespedes|"
        r"para (?:tu|su|vos) (?:hogar|casa|negocio|empresa|mascota|evento|celular)|tu (?:iphone|celular|hogar|"
        r"negocio|estilo|evento|mascota|moto|auto)|de confianza|(?:seu|sua) (?:casa|lar|negocio|empresa|festa|"
        r"evento|sorriso|iphone|celular|estilo|pet)|seja (?:um|uma|nosso) parceir\w|clientele|votre (?:maison|"
        r"interieur|projet|entreprise|evenement|mariage|style|bien-etre|sourire|partenaire)|kunden|kundinnen|"
        r"fur (?:dich und dein\w*|ihr\w? (?:zuhause|projekt|unternehmen))|ihren? partner|(?:il|la|i|"
        r"le) vostr[ioae]|clienti|per ogni occasione|la tua (?:casa|festa)|klanten|uw (?:huis|tuin|bedrijf|feest|"
        r"interieur)|voor (?:jouw|je|uw) (?:huis|bedrijf|feest|interieur)|op maat|klient\w*|dla twoje\w+|"
        r"musteri\w*|sizin icin|pelanggan|untuk anda|anda|konsumen)\b|(?<!\w)(?:для вашего|для вашей|для ваших|"
        r"для вас|клиент\w*|покупател\w*|ваш\w{0,2} (?:дом|праздник|мероприятия|бизнес\w*))(?!\w)|お客様|고객|손님|"
        r"여러분의 |عملا[ئء]نا|زبا[ئء]ننا|لكم|ग्राहक|आपके लिए|आपकी")),
    ("asks people to come to several", "shop", 0.5, late(
        r"\b(?:visit|call|contact|reach|message|dm|email|text|meet|join|find|follow|tag|talk to|work with|"
        r"check) us\b|\b(?:sigue|llama|contacta|visita|escribe|encuentra|agrega|conoce|consulta|busca)\w{0,3}nos\b|"
        r"\bven(?:te)? a (?:nuestr|conoc)|\bte esperamos\b|\bunete a nuestr|\b(?:siga|visite|chame|ligue|conheca|"
        r"contate)[- ]?nos\b|\bfale (?:conosco|com a gente)|\b(?:nos siga|nos visite|venha (?:nos|conhecer)|"
        r"peca (?:ja|o seu|a sua)|garanta (?:ja|o seu|a sua))\b|\b(?:suivez|contactez|appelez|visitez|rejoignez|"
        r"retrouvez|ecrivez|decouvrez)[- ]nous\b|\bvenez\b|\b(?:besuch\w*|kontaktier\w*|folg\w*|ruf\w*|schreib\w*|"
        r"find\w*) (?:sie )?uns\b|\b(?:bei|zu) uns\b|\b(?:seguici|contattaci|visitaci|scrivici|chiamaci|"
        r"vieni a trovarci|venite a trovarci|trovaci)\b|\b(?:volg|bezoek|bel|mail|contacteer|app) ons\b|"
        r"\b(?:odwiedz|zadzwon do|napisz do) nas\b|\bbize (?:ulas\w*|yaz\w*)|\b(?:bizi (?:takip|ara)\w*|"
        r"hubungi kami|kunjungi kami|pesan sekarang)\b|(?<!\w)(?:звоните|приходите|заходите|заказывайте|"
        r"записывайтесь|ждем вас|к нам)(?!\w)|お気軽にお(?:問|越)|ご来店|お問い?合わせ|ご予約|ご注文|예약|오세요|"
        r"찾아오|주문|상담|방문|(?<!\w)(?:تواصلوا|زورونا|تابعونا|اتصلوا|احجز|اطلب|للطلب|للحجز)(?!\w)|संपर्क करें|"
        r"हमसे")),
    ("tells goods", "shop", 0.5, late(
        r"\b(?:hand[- ]?made|hand[- ]?crafted|hand[- ]?poured|custom(?:i[sz]ed|[- ]made)?|personali[sz]ed|bespoke|"
        r"premium|affordable|luxury|finest|genuine|(?:high|best|top|superior)[- ]quality|(?:best|competitive|low|"
        r"wholesale|factory) prices?|brand new|(?:new|used) (?:&|and|or) (?:used|second)|second hand|pre-?owned|"
        r"warranty|guaranteed?|certified|new collection|(?:our )?(?:range|selection|collection) of|products?|"
        r"accessories|supplies|spare parts|equipment|apparel|lenses|gift (?:ideas|sets?|shop)|all (?:kinds?|"
        r"types?) of|dairy[- ]free|services|solutions|repairs?|installations?|hecho a mano|artesanal\w*|"
        r"personalizad[oa]s?|a (?:la )?medida|nuevos (?:y|e) usados|(?:semi)?nuev[oa]s|seminovos|lacrados|garantia|"
        r"calidad|importad[oa]s|productos|accesorios|acessorios|repuestos|al mejor precio|mejores precios|"
        r"feitos? a mao|sob medida|produtos|qualidade|fait[es]? main|sur mesure|produits|qualite|handgemacht\w*|"
        r"handgefertigt\w*|personalisiert\w*|massgefertigt\w*|produkte|qualitat|zubehor|fatt[oi] a mano|su misura|"
        r"prodotti|qualita|artigianal\w+|handgemaakt\w*|producten|kwaliteit|op maat gemaakt|recznie robion\w+|"
        r"produkty|jakosc|el yapimi|urunler\w*|kaliteli|produk|original|berkualitas|termurah)\b|"
        r"(?<!\w)(?:ручн\w+ работ\w+|на заказ|в наличии|ассортимент|качеств\w+|товар\w*|продукци\w+)(?!\w)|販売|"
        r"レンタル|取扱|専門店|新作|商品|제품 ?구매|판매|렌탈|대여|전문점|정품|신상품|全館|(?<!\w)(?:منتجات|جوده|"
        r"تشكيله|بيع|اكسسوارات)(?!\w)|फروش|فروش|उत्पाद")),
    ("tells how it is paid or sent", "shop", 0.6, late(
        r"\b(?:ship(?:ping|s|ped)?|deliver(?:y|ies)|wholesale|retail|envios?|entregas?|contra ?entrega|"
        r"al (?:por )?mayor|por mayor|mayorista|detal|cuotas|aceptamos|tarjetas?|boleto|em ate \d+ ?x|"
        r"parcel[ea]\w{0,3}|atacado|varejo|atacarejo|livraison|expedition|versand\w*|lieferung|grosshandel|"
        r"spedizion[ei]|consegn[ae]|ingrosso|verzending|groothandel|wysylka|hurt\w*|dostaw[ay]|kargo|toptan|"
        r"perakende|ongkir|grosir|ecer\w*|cod|reseller|dropship\w*|pre-?order|% off|coupons?|discounts?|"
        r"codes? .{1,12}% off)\b|(?<!\w)(?:доставк\w+|оптом|опт|розниц\w+|предоплат\w+)(?!\w)|送料|免運|取付|通販|"
        r"배송|택배|도매|쿠폰|(?<!\w)(?:توصيل|شحن|بالجمله|جمله|الدفع)(?!\w)|डिलीवरी|थोक")),
    ("tells a place to come to", "shop", 0.6, late(
        r"\blocal(?:es)? ?(?:#|\d|fisico|comercial|n[o°])|\bc\.? ?c\.? (?:las |los |el |la )?\w{4,}|"
        r"\bcentro comercial\b|\b(?:cra?|cll?|kr|carrera|calle|av|avda|avenida)\b\.? ?\d+\w? ?(?:sur|norte|#|no\b|"
        r"n[o°])|\b(?:shop|stall|unit|suite|floor|store|sb) (?:no\.? ?|# ?)?\d|\bnear (?:the )?(?:post|bus|rail\w*|"
        r"metro|police|main|city)\b|\b(?:showroom|show room|ausstellungsraum|walk[- ]ins?)\b|(?<!\d)\d{1,2}층|주차|"
        r"[가-힣]{2,}(?:대로|로|길) ?\d{1,4}|번 ?출구|駐車場|徒歩\d|丁目|(?:市|区|町)[^\s、]{1,10}\d+-\d+|오픈|"
        r"영업")),
    ("tells how to call", "shop", 0.4, late(
        r"wa\.me/|api\.whatsapp|walink|wa\.link|[☎📞📲📱🤙]\ufe0f?\s?:?\s?\+?[(]?\d|카카오톡|카톡|\b(?:call|tel|"
        r"telp|phone|whatsapp|wa|fone|fono)\b[ :.]{0,3}\+?[(]?\d|전화|문의 ?: ?\d|"
        r"(?<!\d)0\d{1,2}[-.) ]\d{3,4}[-. ]\d{4}")),
    ("tells since when", "shop", 0.4, late(
        r"\b(?:since|est\.?|established|founded|desde|fundad[ao] en|depuis|fondee? en|seit|gegrundet|dal|sinds|"
        r"opgericht|od|sedan) (?:1[89]|20)\d\d\b|\b\d{1,3} (?:years|anos|ans|jahren?|anni|jaar|lat|yil\w*|"
        r"tahun) (?:of |de |d['’]|di |en |no |na |in )?(?:experience|tradition|excellence|business|service|"
        r"experiencia|tradicion|trayectoria|mercado|la industria|tradicao|experience|erfahrung|tradition|"
        r"esperienza|tradizione|ervaring|tradycji|doswiadczenia|deneyim|pengalaman)|創業|(?<!\w)с (?:19|20)\d\d|"
        r"\d{1,3}년 ?(?:전통|경력)|[®™]|\b(?:fda|iso \d+|ce certified)\b")),
    ("tells news", "aggregator", 0.6, late(
        r"\b(?:latest|breaking|daily|top|hottest|hot|up[- ]to[- ]date|24/7|leading|official|all the|local|global|"
        r"online|pop culture|entertainment|sports?|political|weekly)\b[^.!?\n]{0,30}\b(?:news|headlines|buzz|"
        r"gossip|gist|updates|forecasts?|reports?|scores|listings|information)\b|\bnews (?:and|&|from|source|about|"
        r",|\+) ?\w|\b(?:noticias|actualidad|informativo|noticiero|medio (?:de comunicacion|digital|informativo)|"
        r"portal (?:de|informativo)|actualites?|infos? (?:et|sur|de)|nachrichten|meldungen|neuigkeiten|notizie|"
        r"attualita|nieuws|wiadomosci|aktualnosci|haber\w{0,6}|gundem|berita|info (?:seputar|terkini|terbaru))\b|"
        r"(?<!\w)новост[иеь]\w*|ニュース|最新情報|뉴스|소식|이슈|매거진|큐레이션|정보|트렌드|유머|(?<!\w)(?:اخبار|"
        r"الاخبار)(?!\w)|खबर|समाचार")),
    ("asks for advertising or for what others send", "aggregator", 0.5, late(
        r"\b(?:submissions?|submit (?:your|yours)|send (?:us|in) |news tips|got (?:a )?tips?|dm for (?:credits?|"
        r"removal|promos?)|publicidad|publicite|publicidade|werbung|reklam\w*|advertis\w+|anunci\w+|"
        r"envia(?:nos)? tu|mandanos)\b|(?<!\w)реклам\w+|제보|(?:광고|홍보|제휴|협업|비즈니스)[^\n]{0,12}문의|"
        r"投稿募集|إعلان|اعلان")),
    ("speaks to readers", "aggregator", 0.5, late(
        r"\byour (?:[#\w&-]+ ){0,3}(?:source|guide|home|hub|destination|news|station|resource|dose)\b|"
        r"\beverything you need\b|\b(?:the|leading) (?:home|source|voice|guide|best) (?:of|for|to|on)\b|"
        r"\bfollow (?:us |along )?for\b|\bkeep(?:ing)? you\b|\b(?:bringing|brings|delivering|giving) you\b|"
        r"\bbrought to you\b|\bstay up to date\b|\btune in\b|\bsubscribe (?:here|to our)\b|\bfrom (?:around|across|"
        r"all over|all parts of) the \w+|\b(?:siguenos|enterate|informate|infor?mando|seguici|suivez[- ]nous)\b|"
        r"다 모았|모아|한번에|매일 ?(?:올라오는|업데이트|업뎃)|팔로우 ?(?:및|하고)|좋아요와|즐거운|まとめ|お届け|"
        r"आपके लिए|لكم")),
)  # fmt: skip
# What an account calls itself, at the end of its handle or as a word of its name.
_CALLED: dict[AccountKind, re.Pattern[str]] = {
    "shop": late(
        r"(?:shop|store|boutique|market|cosmetics?|imports?|rentals?|wholesale|bakery|salon|clinic|optical?|optik|"
        r"jewel(?:le)?ry|furniture|realty|realestate|inmobiliaria|imoveis|properties|electronics|mobiles?|"
        r"celulares|communications?|supplies|lingerie|confeitaria\w?|support|solutions?|group|grp|gmbh|tech|expo|"
        r"studio|home|lens|labs?|pay|app|hq)\d{0,3}$"),
    "aggregator": late(
        r"(?:noticias|news|nieuws|haber|haberler|berita|radio|magazine|revista|rivista|gazette|journal|press|tv|fm|"
        r"mag|media|quotes|facts|buzz|gist|updates|feed|trend|page|jobs|events)(?:\d{0,3}|[._]?[a-z]{2,3})$|"
        r"^(?:noticias|radio|tv|revista|diario|visit)"),
}  # fmt: skip
_NAMED: dict[AccountKind, re.Pattern[str]] = {
    "shop": late(
        r"\b(?:optic\w*|optik\w*|lens(?:es)?|contact lens\w*|celulares|phones?|mobile|imports?|importados|"
        r"productos|accesorios|ropa|moda|indumentaria|muebles|jewelry|cards|electronics|solutions?|services?|"
        r"technolog\w+|tech|home|furniture|supplies|rentals?|group|center|centre|centro|zentrum|instituto?|"
        r"institute|universi\w+|hochschule|bibliothe\w+|library|libraries|museum|department|committee|comite|"
        r"council|federation|expo|festival|conference|church|school|college|labs?|project|team|crew)\b|안경|안과|"
        r"렌즈|병원|치과|점$|원$|전문|医院|店$|屋$|موبایل|عینک"),
    "aggregator": late(
        r"\b(?:noticias|news|tv|radio|magazine?|revista|rivista|diario|quotes|facts|updates|daily|events?)\b|"
        r"매거진|뉴스|이슈|피드|페이지|트렌드|큐레이션|모음|정보|소식|마켓"),
}  # fmt: skip
# Many a person has one of these in handle or name.
_PERHAPS_CALLED = word_set("home tech studio lens lab labs app hq group project team crew tv fm mag media page quotes")
_CALLS_ITSELF, _PERHAPS = 0.5, 0.4
_AT_LEAST = 2  # families (or the name and one of them) from which they are evidence


def signs_of_offers(handle: str, name: str, bio: str) -> Iterator[Sign]:
    """Signs in a bio that something is offered as firms and pages do; nothing where one person is told of, in bio or
    name."""
    folded = fold_text(bio)
    if is_told_of_a_person(folded, name):
        return
    found = [
        Sign(kind, weight, f'{said}: bio says "{match.group().strip()}"')
        for said, kind, weight, pattern in _FAMILIES
        if (match := pattern.search(folded))
    ]
    named = fold_text(name)
    for kind in _CALLED:
        of_kind = [sign for sign in found if sign.kind == kind]
        called = _CALLED[kind].search(handle) or _NAMED[kind].search(named)
        if called:
            word = called.group().strip("._ 0123456789")
            weight = _PERHAPS if word in _PERHAPS_CALLED else _CALLS_ITSELF
            of_kind.append(Sign(kind, weight, f'"{word}" in handle or name'))
        if len(of_kind) >= _AT_LEAST:
            yield from of_kind


def is_told_of_a_person(folded: str, name: str) -> bool:
    """Whether a folded bio has words that people use of themselves, or the display name begins with a first name."""
    words = re.findall(r"[^\W\d_]+", fold_text(name))
    return _OF_A_PERSON.search(_ADDRESSES.sub(" ", folded)) is not None or (
        bool(words) and len(words) <= 4 and is_first_name(words[0])
    )
