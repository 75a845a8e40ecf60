"""Words of fifteen languages that say that parents run an account, or watch over it."""

import re
from collections.abc import Iterator

from scoring.patterns import late

# That parents run an account, in folded letters by language: who does it, and what is done.
_RUN: dict[str, str] = {
    "en": (
        r"\b(?:run|managed|monitored|supervised|handled|operated|controlled|overseen|moderated|watched|posted|"
        r"maintained)"
        r"(?: (?:&|and) \w{2,12})?(?: \w{1,8})? ?by (?:my |his |her |their |our |the )?(?:mom|mum|mama|momma|"
        r"mummy|mommy|mother|"
        r"dad|daddy|father|parents?|mumma|mumsy|guardians?)\b(?! (?:of|to)\b| ?(?:&|and) (?!dad|papa|mom|mum|me\b))"
        r"|\b(?:mom|mum|mama|mummy|mommy|parents?|dad)[- ](?:run|managed|monitored|supervised|approved|controlled)\b"
        r"(?! (?:\w+ ){0,2}(?:business(?:es)?|biz|shop|store|brand|boutique|company|bakery|studio|label|cafe|farm|"
        r"salon|school|nursery|charity)\b)"  # a mother's own
        r"|\b(?:mom|mum|mama|mummy|mommy|dad|parents?|mother) (?:runs?|manages?|monitors?|handles?|controls?|"
        r"supervises?|checks?|moderates?|approves?|answers?|watch(?:es)?) "
        r"(?:this|my|the|all|every|acc|comment|dm|message|post)\w{0,10}\b"
    ),
    "es": (
        r"\b(?:llevad|gestionad|manejad|administrad|supervisad|controlad|monitorizad|monitoread|dirigid|"
        r"vigilad|cuidad)[oa]s? "
        r"(?:\w+ ){0,1}?(?:por|con) (?:mi |mis |su |sus |la |el |los )?(?:mama|madre|mami|papa|padre|papi|padres|"
        r"papas|tutor\w{0,3})\b"
        r"|\b(?:mi|su) (?:mama|madre|mami|papa|padre) (?:maneja|lleva|administra|gestiona|supervisa|controla|"
        r"revisa|cuida)\b"
        r"|\b(?:bajo|con) (?:la )?(?:supervision|permiso|control) (?:de )?(?:mis? |sus? )?(?:padres|mama|"
        r"madre|papas|parental)\b"
    ),
    "fr": (
        r"\b(?:gere|tenu|supervise|surveille|suivi|administre|controle|anime|accompagne|"
        r"dirige)e?s? (?:\w+ )?(?:par|avec) (?:ma |mon |mes |sa |ses |son |la |les )?"
        r"(?:maman|papa|mere|pere|parents)\b(?! (?:de|d')\b)"
        r"|\b(?:maman|papa|mes parents|ma mere|mon pere) (?:gere|gerent|surveille|surveillent|tient|tiennent|"
        r"supervise)\w{0,3}\b"
        r"|\bsous (?:la |l')?(?:surveillance|controle|autorisation) (?:parentale?|de (?:ma |mes |"
        r"mon )?(?:maman|parents|mere|papa))\b"
    ),
    "pt": (
        r"\b(?:gerid|administrad|monitorad|monitorizad|gerenciad|supervisionad|controlad|cuidad|acompanhad|"
        r"comandad|vigiad)[oa]s? "
        r"(?:\w+ )?(?:pel[oa]s?|por|com) (?:minha |meus |meu |sua |a |os )?(?:mamae|mae|mama|pai|papai|pais|"
        r"responsave\w{1,2})\b"
        r"|\b(?:mamae|mae|meus pais|papai) (?:administra|cuida|monitora|gerencia|controla|supervisiona)m?\b"
    ),
    "de": (
        r"\b(?:von|durch|mit) (?:meiner |meinem |meinen |der |den |ihrer |seiner |ihren |seinen )?(?:mama|mami|"
        r"mutter|mutti|papa|papi|vater|eltern)"
        r"(?: (?:& |und )?\w{2,14}){0,2}? (?:gefuhrt|verwaltet|betreut|geleitet|begleitet|uberwacht|betrieben|"
        r"kontrolliert|gemanagt|moderiert|beaufsichtigt)\b"
        r"|\b(?:mama|mami|papa|eltern|mutter) (?:fuhrt|fuhren|verwaltet|verwalten|betreut|betreuen|passt auf|"
        r"passen auf|liest mit|lesen mit|schaut mit|schauen mit)\b"
        r"|\b(?:elterngefuhrt|elternaccount|unter aufsicht (?:meiner|der) eltern)\w{0,2}\b"
    ),
    "it": (
        r"\b(?:gestit|seguit|curat|controllat|monitorat|supervisionat|amministrat)[oaie] (?:\w+ )?(?:da|dai|con|"
        r"dal|dalla) (?:mia |mio |miei |sua |suoi )?"
        r"(?:mamma|mami|papa|madre|padre|genitor[ei]|babbo)\b(?! di\b)"
        r"|\b(?:mamma|papa|i miei genitori) (?:gestisce|gestiscono|controlla|controllano|segue)\b"
    ),
    "nl": (
        r"\b(?:beheerd|gerund|gemanaged|begeleid|bijgehouden|gecontroleerd|gerunt|toezicht) (?:\w+ )?(?:door|"
        r"van|samen met) (?:mijn |haar |zijn |de |m'n )?"
        r"(?:mama|mam|papa|pap|moeder|vader|ouders)\b(?! van\b)"
        r"|\b(?:mama|papa|mijn ouders|ouders|moeder) (?:beheert|beheren|kijkt mee|kijken mee|leest mee|"
        r"lezen mee|runt)\b"
    ),
    "pl": (
        r"\b(?:prowadz\w{1,6}|zarzadz\w{1,5}|nadzor\w{1,6}|kontrol\w{1,6}|pilnuj\w{0,3}|"
        r"opiek\w{1,6}) (?:\w+ )?(?:mama|mame|mamy|rodzice|rodzicow|rodzic\w{0,3}|tata|tate|taty)\b"
        r"|\b(?:mama|rodzice|tata) (?:prowadz\w{1,3}|nadzoruj\w{1,3}|pilnuj\w{1,2}|kontroluj\w{1,2}|zarzadz\w{1,3})\b"
        r"|\bpod (?:nadzorem|opieka|kontrola|okiem) (?:mamy|rodzicow|taty)\b"
    ),
    "tr": (
        r"\b(?:annem|annesi|annemin|babam|babasi|ailem|ailesi|ebeveyn\w{0,6}|anne baba\w{0,4}|anne|"
        r"veli)(?: \w{2,10})?? "
        r"(?:yonet\w{1,8}|kontrol\w{1,8}|idare\w{0,3}|denetim\w{0,6}|tarafindan|gozetim\w{0,6})\b"
    ),
    "id": (
        r"\b(?:dipegang|dikelola|diurus|diawasi|dipantau|dijalankan|pegang|dikontrol|dihandle|admin|"
        r"dibawah pengawasan)(?: oleh| sama| by)? ?:? ?"
        r"(?:bunda|mama|mami|mamah|ibu|umi|ummi|ayah|papa|orang ?tua|ortu|mimi|emak)(?:ku|nya)?\b"
    ),
    "ru": (
        r"(?:ведет|ведут|под присмотром|контролиру\w{1,4}|под контролем|управля\w{1,4}|администриру\w{1,4}|"
        r"под надзором|следит|следят) (?:\w+ )?"
        r"(?:мама|мамы|мамои|мамочка|родители|родителеи|родителями|папа|папы|папои)(?!\w)"
        r"|(?:мама|родители|папа) (?:ведет|ведут|контролиру\w{1,4}|следит|следят|управля\w{1,4})(?!\w)"
    ),
    "ja": r"(?:ママ|母親?|パパ|父親?|両?親|保護者|お母さん|お父さん)"
    r"(?:が|の|と|による)?(?:一緒に|代わりに)?(?:管理|運営|監視|見守|代理|投稿して)",
    "ko": r"(?:엄마|아빠|부모님?|보호자|맘)(?:가|이|와|랑|께서)? ?(?:함께|대신|같이)? ?(?:관리|운영|지켜)",
    "ar": (
        r"(?:باداره|اداره|تحت اشراف|باشراف|اشراف|تديره|يديره|تديرها|تدير الحساب|يدير الحساب|تشرف عليه|"
        r"تحت ادارة|تحت اداره|تتابعه) ?(?:\w+ )??"
        r"(?:ماما|مامتي|امي|الام|والدتي|والدي|والدتها|والدته|الاهل|اهلي|بابا|امها|امه|ابي|الوالد\w{0,3}|"
        r"والديها|والديه)(?!\w)"
    ),
    "hi": (
        r"(?:मम्मी|मम्मा|माँ|मां|पापा|माता-? ?पिता|पेरेंट्स|\b(?:mummy|mumma|mammi|maa|papa|"
        r"parents))(?: \S{1,10}){0,2}? ?"
        r"(?:चलाती|चलाते|संभालती|सँभालती|सम्भालती|संभालते|द्वारा|देखती|chalati|chalate|sambhalti|sambhalte|"
        r"dekhti|manage|handle)"
    ),
}  # fmt: skip
# My parents look at what is written here, in folded letters.
_CHECKED = (
    r"\bmi[as]? (?:mama|madre|papa|padre|padres|papas) (?:modera|comprueba|aprueba|vigila|mira|ve|leen?)n? (?:los |"
    r"mis |"
    r"esta |este |todo|la |el )\w*"
    r"|\b(?:ma|mon|mes) (?:maman|mere|papa|pere|parents) (?:modere|verifie|controle|valide|regarde|lit|lisent)(?:nt)? "
    r"(?:les |mes |tout|ce )\w*"
    r"|\b(?:minha|meu|meus|os meus|a minha|o meu) (?:mae|mamae|pai|papai|pais) (?:modera|verifica|confere|aprova|ve|"
    r"le|leem|veem)m? (?:os |as |meus |tudo|esta |este )\w*"
    r"|\bmeine? (?:mama|mutter|papa|vater|eltern) (?:kontrollier|pruf|checkt?|moderier|liest|lesen|sieht|sehen)\w* "
    r"(?:die |alle |meine |hier|mit|das )\w*"
    r"|\b(?:mia|mio|i miei) (?:mamma|madre|papa|padre|genitori) (?:modera|verifica|approva|guarda|legge|leggono|"
    r"controlla)(?:no)? (?:i |tutti|tutto|questo |quest)\w*"
    r"|\bmijn (?:mama|moeder|papa|vader|ouders) (?:modere|check|controle|lees|lezen|kijk)\w* (?:de |alle|alles|mee|"
    r"mijn )\w*"
    r"|\b(?:moja|moj|moi) (?:mama|tata|rodzice) (?:sprawdza|czyta|moderuj|oglada)\w*"
    r"|\b(?:annem|babam|ailem) (?:\w+ )?(?:okuyor|bakiyor|onayliyor|takip ediyor)\w*"
    r"|\b(?:mama|ibu|ayah|papa|ortu|orang ?tua)(?:ku| saya| aku)? (?:yang )?(?:cek|pantau|awasi|baca|periksa|"
    r"moderasi)\b"
    r"|(?<!\w)(?:моя|мои) (?:мама|папа|родители) (?:чита|проверя|модерир|смотр)\w+"
    r"|(?:ママ|母|パパ|父|親)が(?:コメント|DM|dm|全部)?(?:を)?(?:チェック|確認)"
    r"|(?:엄마|아빠|부모님)(?:가|이|께서)? ?(?:댓글|디엠|dm)?(?:을|를)? ?(?:확인|체크)"
    r"|(?<!\w)(?:ماما|امي|بابا|ابي|والدي|والدتي|اهلي) (?:يراقب|تراقب|يتابع|تتابع|يقرا|تقرا|يشرف|تشرف)\w*"
    r"|(?:मम्मी|पापा|माँ|\b(?:mummy|mumma|papa)) (?:\S+ )?(?:चेक|पढ़त|check|padhte|padhti)"
)
_RUN_BY = late("|".join(f"(?:{pattern})" for pattern in (*_RUN.values(), _CHECKED)))


def find_run_by(folded: str) -> Iterator[re.Match[str]]:
    """Where a folded text says that parents run the account."""
    return _RUN_BY.finditer(folded)
