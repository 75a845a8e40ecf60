"""Places of a bio that are no home: where somebody goes or went, clubs, dishes, the country of a language taught, and
names of people."""

import re
from typing import NamedTuple

from scoring.lexicon import fold_text, word_set
from scoring.patterns import late
from scoring.places.clubs import without_clubs
from scoring.places.table import place_names
from scoring.places.towns import towns

FLAG = late(r"[\U0001f1e6-\U0001f1ff]{2}")
MANY_FLAGS = 4  # so many different ones are travels
# Where somebody was last or goes next is no home; where one is "now" may be. A word that also begins other sentences
# ("soon a mum of two") needs a sign after it.
_ON_THE_WAY = late(
    r"(?:\b(?:last seen|(?:next|upcoming|last|latest) (?:stop|up|trip|travel|destination|adventure|flight|holiday)|"
    r"heading to|off to|just back from|back from|bucket list|dreaming of|countdown to|flying to|"
    r"(?:visto|vista) por última vez|último (?:viaje|destino)|última parada|de viaje (?:a|por|en)|viajando a|"
    r"próxim[oa]s? (?:viajes?|aventura|destino|parada|vuelo|escapada|viagem|viagens|voo)|rumbo a|rumo a|soñando con|"
    r"(?:última|visto) (?:viagem|vez)|de partida para|a caminho de|"
    r"prochaine?s? (?:étape|arrêt|destination|voyage|départ|escale|vol)|dernière (?:étape|fois)|dernier voyage|"
    r"bientôt en route|direction|cap sur|"
    r"nächste[rsn]? (?:stopp|ziel|reise|halt|trip|reiseziel|urlaub)|zuletzt (?:gesehen|in)|als nächstes|demnächst in|"
    r"unterwegs nach|auf dem weg nach|bald geht'?s nach|letzte reise|"
    r"prossim[oaie]+ (?:tappa|meta|viaggio|viaggi|volo|fermata|destinazione)|ultim[oa] (?:tappa|viaggio)|"
    r"in partenza per|"
    r"avvistat[ao]|vist[ao] l'ultima volta|"
    r"(?:volgende|eerstvolgende|laatste) (?:stop|reis|bestemming|trip|halte|vlucht|vakantie)|laatst gezien|"
    r"op weg naar|"
    r"onderweg naar|binnenkort naar|"
    r"(?:następn[yae]|kolejn[yae]|najbliższ[yae]|ostatni[ae]?) (?:przystanek|wyjazd|podróż|wyprawa|cel|kierunek|lot|"
    r"wycieczka|stacja)|ostatnio widzian[ya]|w drodze do|lecę do|"
    r"(?:sıradaki|sonraki|bir sonraki|gelecek|yeni|son) (?:durak|durağım|rota|rotam|seyahat|seyahatim|gezi|"
    r"tatil|uçuş)|"
    r"son görüldüğü yer|yolculuk nereye|"
    r"(?:tujuan|destinasi|perjalanan|trip|liburan|perhentian|next trip) (?:berikutnya|selanjutnya|ke)|otw ke|menuju|"
    r"terakhir (?:terlihat|di)|"
    r"следующ\w+ (?:остановка|поездка|поездку|путешествие|страна|точка|пункт|направление|отпуск|рейс)|"
    r"ближайш\w+ (?:поездка|путешествие)|последн\w+ (?:поездка|раз)|(?:лечу|еду|собираюсь|скоро) в|"
    r"agla (?:safar|stop|trip|padav|pathaw)|agli (?:yatra|manzil|trip|udaan))\b|"
    r"次の?(?:旅行?先?|目的地|行き先|渡航|フライト)|次回の旅|今度の旅|前回の旅|最後に目撃|다음 ?(?:여행지?|"
    r"목적지|행선지|비행|휴가)|마지막 (?:여행|목격)|"
    r"(?:الوجه[ةه]|الرحل[ةه]|المحط[ةه]|السفر[ةه]?|وجهتي|رحلتي) (?:القادم[ةه]|الجاي[ةه]?|التالي[ةه])|"
    r"آخر (?:رحل[ةه]|ظهور)|"
    r"(?:अगला|अगली|अगले) (?:सफ़र|सफर|पड़ाव|यात्रा|मंज़िल|मंजिल|स्टॉप|ट्रिप|उड़ान)|आख़िरी बार|"
    r"(?:\b(?:next|soon|próxim[oa]|pronto|bientôt|zuletzt|bald|demnächst|presto|binnenkort|wkrótce|sırada|"
    r"selanjutnya|"
    r"berikutnya|скоро|далее|em breve|prossimamente|agla|agli)|次は|次|다음|곧|قريبا|قريبًا|अगला|अगली)"
    r"\s*(?:[:：→➡]️?|->|=>))\s*[:：>→➡-]*\s*(?:[^\n|•·｜,;.!?。、☀-➿🌀-🫿]|,\s?(?=[A-ZÀ-Þ])){0,40}"
    r"(?:\s?[🇦-🇿]{2})*",
    re.IGNORECASE,
)
_LINES = late(r"([\n|•·｜]|[.!?。](?=\s|$))")

_TEACHES = late(
    r"\b(?:teach\w*|lessons?|learn\w*|tutor\w*|course\w*|class(?:es)?|enseñ\w+|aprend\w+|clases?|profe(?:sora?)?|"
    r"apprend\w+|cours|prof|ensin\w+|aulas?|professora?|lern\w*|lehr\w*|unterricht\w*|bringe|kurse?|nachhilfe|"
    r"lektion\w*|"
    r"inseg\w+|impar\w+|lezion\w+|corso|leer\w*|les|lessen|docent\w*|"
    r"ucz[ęey]\w*|nauk\w+|nauczyciel\w*|lekcj\w+|korepetyc\w+|kurs\w*|öğret\w+|öğren\w+|ders\w*|"
    r"belajar|ajar\w*|ngajar|mengajar|kelas|les|guru|kursus|учу|учим|обуч\w+|преподаю|урок\w*|репетитор\w*|курс\w*|"
    r"sikh\w+|seekh\w*|padhat\w*|batch)\b|"
    r"教え|レッスン|講師|先生|学べ|教室|학원|가르|배우|선생|수업|과외|강사|클래스|"
    r"[أا]?علّ?م|تعلّ?م|تعليم|دروس|معلم|مدرس|درس|كورس|सिखा|सीख|पढ़ात|कक्षा|क्लास",
    re.IGNORECASE,
)
_LANGUAGE_NAMED = late(
    r"\b(?:english|japanese|korean|chinese|mandarin|spanish|french|german|italian|portuguese|arabic|russian|turkish|"
    r"hindi|dutch|polish|indonesian|thai|vietnamese|swedish|greek|hebrew|"
    r"inglés|japonés|coreano|chino|mandarín|español|francés|alemán|italiano|portugués|árabe|ruso|turco|"
    r"neerlandés|polaco|"
    r"anglais|japonais|coréen|chinois|espagnol|français|allemand|italien|portugais|arabe|russe|turc|néerlandais|"
    r"polonais|inglês|japonês|chinês|espanhol|francês|alemão|russo|holandês|polonês|polaco|"
    r"englisch|japanisch|koreanisch|chinesisch|spanisch|französisch|deutsch|italienisch|portugiesisch|arabisch|"
    r"russisch|türkisch|schwi?i?zerdütsch|schweizerdeutsch|niederländisch|polnisch|"
    r"inglese|giapponese|cinese|spagnolo|francese|tedesco|portoghese|arabo|olandese|polacco|"
    r"engels|japans|koreaans|chinees|spaans|frans|duits|italiaans|portugees|turks|nederlands|pools|"
    r"angielski\w*|japoński\w*|koreański\w*|chiński\w*|hiszpański\w*|francuski\w*|niemiecki\w*|włoski\w*|"
    r"portugalski\w*|arabski\w*|rosyjski\w*|turecki\w*|"
    r"ingilizce|japonca|korece|çince|ispanyolca|fransızca|almanca|italyanca|portekizce|arapça|rusça|türkçe|"
    r"(?:bahasa )?(?:inggris|jepang|korea|mandarin|spanyol|prancis|jerman|italia|arab|rusia|turki|belanda)|"
    r"английск\w+|японск\w+|корейск\w+|китайск\w+|испанск\w+|французск\w+|немецк\w+|итальянск\w+|"
    r"португальск\w+|арабск\w+|турецк\w+|русск\w+|польск\w+)\b|"
    r"英語|日本語|韓国語|中国語|スペイン語|フランス語|ドイツ語|イタリア語|ポルトガル語|アラビア語|ロシア語|"
    r"トルコ語|タイ語|"
    r"영어|일본어|한국어|중국어|스페인어|프랑스어|독일어|이탈리아어|포르투갈어|아랍어|러시아어|터키어|"
    r"튀르키예어|불어|"
    r"الإنجليزية|الانجليزية|اليابانية|الكورية|الصينية|الإسبانية|الاسبانية|الفرنسية|الألمانية|الالمانية|"
    r"الإيطالية|التركية|الروسية|العربية|"
    r"ياباني|كوري|صيني|[إا]سباني|فرنساوي|فرنسي|[أا]لماني|[إا]يطالي|تركي|روسي|[إا]نجليزي|अंग्रेज़ी|अंग्रेजी|जापानी|कोरियाई|कोरियन|चीनी|स्पेनिश|फ़्रेंच|फ्रेंच|जर्मन|इटालियन|अरबी|रूसी",
    re.IGNORECASE,
)

_DISH_WORDS = (
    r"kebab|kebap|kebabı|kebabi|köfte|köftesi|dondurma|dondurması|ciğer|ciğeri|baklava|baklavası|tantuni|"
    r"pide|pidesi|lahmacun|mantı|mantısı|çorba|çorbası|tatlısı|helva|helvası|lokum|lokumu|künefe|börek|"
    r"böreği|hot ?dogs?|cheesesteaks?|sausage|biryani|bhaji|laddu|laddoo|peda|petha|halwa|bhujia|chaat|"
    r"dosa|misal|vada|soto|bika|pempek|nasi|sate|bakmi|gudeg|rendang|bakso|rawon|rujak|bakpia|kiełbasa|"
    r"rogal\w*|pierniki?|obwarzanki?|schnitzel|würstchen|kranz|lebkuchen|stollen|printen|marzipan|"
    r"bratwurst|rostbratwurst|rogale|moutarde|bêtises|tripes|saucisses?|nougat|calissons|quiche|andouille|"
    r"pralines?|gaufres?|paella|tarta|turrón|mazapán|yemas|chorizo|jamón|morcilla|alfajor\w*|pastéis|"
    r"francesinha|risotto|ragù|bistecca|cotoletta|panettone|torrone|prosciutto|ribollita|cassata|pandoro|"
    r"panforte|tortellini|goudse|stamppot|hopjes|торт|плов|пирог\w*|пряник\w*|котлет\w+|кебаб|чебурек\w*|"
    r"булочк\w+|كنافة|كنافه|حلاوة|كباب|بسبوسة|كسكس|مقلوبة|पेठा|पेड़ा|भुजिया|लड्डू|बिरयानी|चाट|पेडा|कचौड़ी|"
    r"कचौरी|पराठा|जलेबी|रबड़ी|लिट्टी|रसगुल्ला|मिठाई|हलवा"
)
_NAME = r"[A-ZÀ-ÞĞİŞĆŁŃŚŹŻА-ЯЁ][\w'’-]{2,20}|[\u0900-\u0963]{2,15}|[\u0621-\u064a]{3,12}"
_DISH = late(
    rf"(?:\b(?:{_DISH_WORDS})\s(?:(?:de|di|du|da|del|della|van|von|aus|à la|alla|do|z|из|"
    rf"من)\s)?[«\"“„]?(?i:\w{{3,20}}))[»\"”]?|"
    rf"(?:{_NAME})\s(?:(?:का|की|के|ka|ki|ke)\s)?(?:[\w’']{{3,12}}\s)?(?:{_DISH_WORDS})(?!\w)",
)
_DISH_WITHIN = late(
    r"[\u3400-\u9fff]{2}(?:牛タン|牛(?![\u3400-\u9fff])|和牛|たこ焼き|お好み焼き|ラーメン|うどん|そば|餃子|焼きそば|ちゃんぽん|"
    r"カステラ|明太子|もつ鍋|味噌|コーチン|りんご|みかん|漬け|茶(?!房|屋|会|人)|風(?=[\u3040-\u9fff]))|"
    r"[가-힣]{2}\s?(?:비빔밥|닭갈비|찜닭|왕갈비|어묵|곰탕|부대찌개|냉면|꿀빵|호두과자|경주빵|닭강정|순두부|돼지국밥|밀면|막창|육전|간고등어|"
    r"떡갈비|한정식|초당순두부)"
)
# "J. F. Kennedy", and an Arabic kindergarten ("gardens of children"), which bear the names of towns.
_NAMESAKE = late(
    r"(?<!\w)(?!(?:U\.S|U\.K|L\.A|N\.Y|D\.C|S\.F|P\.R|E\.U)\.)(?:[A-Z]\.\s?){2}[A-Z][\w'’-]{2,20}|رياض (?:ال)?[اأ]طفال"
)
_PASTRY = late(
    r"\b(?:Berliner|Amerikaner|Frankfurter|Wiener|Hamburger|Krakauer|Nürnberger|Thüringer|Linzer Torte|Linzer|"
    r"Paris-Brest|"
    r"Bordeaux-?wein|Champagner|Dresdner|Königsberger|Leipziger Lerche|Leipziger Allerlei|Aachener|Lübecker)"
    r"(?= |,|$)(?:\s(?:Würstchen|Kranz|Schnitzel|Klopse|Stollen|Printen|Torte|Lerche|Allerlei|Art|Bratwurst|"
    r"Marzipan))?"
)
_BAKES = late(r"back|küche|koch|rezept|brot|kuchen|torte|teig|🍩|🥐|🍞|🧁|🎂|🥨|🍰|lecker|süß", re.IGNORECASE)
# Names of people that are larger towns or countries too.
GIVEN_NAMES = word_set(
    "adelaide alexandria asia asya atlanta aurora austin berlin boston brooklyn burgos camden carmen carolina "
    "chelsea "
    "chester china cordoba dakota dallas denver devon diego egypt ege eugene florence florencia france frances "
    "geneva ginevra ginebra "
    "georgia hamilton houston hudson india indiana irlanda israel italia jackson jakarta jordan kenya kingston "
    "lincoln "
    "london londra loreto lorraine lourdes lucca luna lyon madison malaga marsala medina memphis mercedes "
    "mexico milan "
    "milano nairobi nevada odessa orlando oslo oxford paris persia petra phoenix preston regina riga rio roma "
    "romania "
    "salvador samara santiago savannah sevilla siena sienna sydney sidney tania toledo trinidad tulsa valencia "
    "vanessa "
    "venezia verona victoria vienna vigo virginia wien владимир рим милан вена петра россия инди азия софия суздаль"
)
_SOMEONE = late(
    r"\b(?:mum|mom|mama|mamma|maman|mami|mamá|mãe|mutter|moeder|mamy|annesi|bunda|ibu|dad|papa|papà|papá|pai|"
    r"vater|papi|"
    r"tata|wife|husband|frau|dog|cat|perr[ao]|gat[ao]|chien(?:ne)?|chat|hund|hond|kat|pies|kot|kedim|köpeğim|"
    r"named|called|llamad[ao]|nommée?|namens|genaamd|chiamat[ao]|adlı|bernama|imieniem|мама|папа|по имени)"
    r"(?: (?:of|to|de|di|da|do|von|van|et|от|dari|a))?(?: (?:little|mini|baby|petite?|kleine))? "
    r"[A-ZÀ-ÞĞİŞĆŁŃŚŹŻА-ЯЁ][\w'’-]{2,20}(?: (?:&|and|y|e|et|und|en|i|ve|dan|и) [A-ZÀ-ÞĞİŞĆŁŃŚŹŻА-ЯЁ][\w'’-]{2,20})?"
)
_MOVED = late(
    r"([\U0001f1e6-\U0001f1ff]{2})\s?(?:[^\W\d_]{3,20}\s?(?=[➡→✈🛫🛬]))?"
    r"(?:[➡→✈🛫🛬⏩▶🔁🔄🔀]️?|->|>+|=>|~|in|en|à|a|em|na|no|au|w|в|to)\s?"
    r"(?:(?<=[➡→✈🛫🛬\ufe0f\s])[^\W\d_]{3,20}\s?)?([\U0001f1e6-\U0001f1ff]{2})"
)
# "Moved from Delhi to Dublin".
_FROM_TO = late(
    r"\b(?:from|von|de|da|van|dari|из|z) [A-ZÀ-ÞŁŚŻА-ЯЁ][\w'’-]{2,20} "
    r"(?:to|nach|à|a|para|naar|ke|в|do) (?=[A-ZÀ-ÞŁŚŻА-ЯЁ])"
)

# "Mexican American": of two countries the second is home.
_OF_TWO = late(
    r"\b(?!Latin)[A-Z][a-z]{0,9}(?:ian|ean|can|ban|ese|ish|ino|ina|ani|rab|eek|ench)[- ]"
    r"(?=(?:American|Canadian|British|Australian)\b)"
)
# "在日韓国人": who lives in Japan; the lands in the letters that Japanese shortens them to. No "現在日本語勉強中".
_RESIDENT = late(
    r"(?<![現存所滞自不実])在([日米英独仏伊加豪韓中台])(?=[\u30a0-\u30ff\u4e00-\u9fff]{1,8}人(?!気|生|物|間))"
)
_SHORT_LANDS = {"日": "日本", "米": "アメリカ", "英": "イギリス", "独": "ドイツ", "仏": "フランス", "伊": "イタリア",
                "加": "カナダ", "豪": "オーストラリア", "韓": "韓国", "中": "中国", "台": "台湾"}  # fmt: skip


class Homes(NamedTuple):
    """A bio without places that are no homes, and whether it showed that it tells of no home at all."""

    text: str
    silent: bool


def homes_of(bio: str) -> Homes:
    """The text with what is no home taken out: "last seen: Hanoi 🇻🇳", "Forza Napoli", "Adana kebap", the flag beside a
    language taught, and the first of two flags with an arrow between them. It is silent where such journeys and
    lessons, or many flags, stand in it."""
    bio = _OF_TWO.sub("", _NAMESAKE.sub(" ", bio[:8_000]))
    bio = _RESIDENT.sub(lambda found: f"{_SHORT_LANDS[found[1]]}在住の", bio)
    kept, silent = [], False
    for line in _LINES.split(bio):
        stays = _ON_THE_WAY.sub("", line)
        silent = silent or stays != line
        if _TEACHES.search(stays) and _LANGUAGE_NAMED.search(stays):
            silent, stays = True, FLAG.sub(" ", _LANGUAGE_NAMED.sub(" ", stays))
        kept.append(_without_names(stays))
    text = _FROM_TO.sub(", now in ", "".join(kept))
    flags = set(FLAG.findall(text))
    if len(flags) == 2:
        text = _MOVED.sub(r"\2", text)
    return Homes(text, silent or len(flags) >= MANY_FLAGS)


def _without_names(line: str) -> str:
    """A line without clubs, dishes and the names of people and pets."""
    if _PASTRY.search(line) and _BAKES.search(line):
        line = _PASTRY.sub(" ", line)
    return without_clubs(_SOMEONE.sub(_kept_place, _DISH_WITHIN.sub(" ", _DISH.sub(" ", line))))


def _kept_place(match: re.Match[str]) -> str:
    """What stands behind "mum of", "dog" and the like, if no place is called so that is a name or word as well."""
    last = fold_text(match[0]).split()[-1]
    known = last in GIVEN_NAMES or last in place_names().words or last in towns().words
    return " " if known else match[0]
