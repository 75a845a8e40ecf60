"""Email addresses that people disguise from machines, written out: "name (at) x dot com", "name arroba x punto com",
"name☆x.com (☆→@)", in the languages of scoring."""

import re

from scoring.patterns import late

# A word that says "at": in brackets in any language, or bare only where a spelled-out dot follows.
_NAMED_AT_WORDS = (
    r"arroba|a commerciale|a comercial|kuyruklu a|et işareti|sobaka|malpka|arobaz|arobase|arobas|klammeraffe|"
    r"affenschwanz|chiocciola|chiocciolina|apenstaartje|apenstaart|apestaartje|apestaart|kukac|"
    r"malpa|małpa|małpka|собака|собачка|アットマーク|アット|あっとまーく|あっと|골뱅이|앳|آت|ات|أت|"
    r"at the rate(?: of)?|एट द रेट|एट|ऐट|आट"
)
_AT_WORDS = rf"at|et|{_NAMED_AT_WORDS}"
_BARE_AT = r"at|et|ät|chez|bei"  # everyday words
_DOT_WORDS = (
    r"dot|d0t|punto|ponto|point|punkt|pkt|kropka|punt|nokta|titik|точка|ドット|どっと|닷|점|쩜|도트|"
    r"نقطة|نقطه|دوت|دات|दॉट|डॉट|बिंदु"
)
_OPEN, _CLOSE = r"[(\[{<（【]\s?", r"\s?[)\]}>）】]"
_BRACKET_AT = late(rf"\s?{_OPEN}(?:{_AT_WORDS}|@|a|à|ä|ät|æt){_CLOSE}\s?", re.IGNORECASE)
_BRACKET_DOT = late(rf"\s?{_OPEN}(?:{_DOT_WORDS}|\.){_CLOSE}\s?", re.IGNORECASE)
# "at" alone is an everyday word: it needs a spelled-out dot after it and a name before it, "arroba" does not.
_PLAIN_WORDS = (
    r"me|us|here|now|shop|order|look|meet|find|found|based|live|works?|is|am|are|available|visit|read|more|online"
)
_SPELLED_AT = late(
    rf"(?<=[\w.+-])\s(?:{_BARE_AT})\s(?=[\w-]{{1,63}}\s(?:{_DOT_WORDS})\s[a-z]{{2,24}}\b)", re.IGNORECASE
)
_PLAIN_BEFORE = late(rf"(?:^|[^\w.+-])(?:{_PLAIN_WORDS})$", re.IGNORECASE)
# "Software engineer at Twitter dot com": a job with a word before it.
_JOB_BEFORE = late(
    r"\b(?!(?:e-?mails?|mails?|contact|write|reach|message|to|or|via|the|our|my)\b)[a-z]{2,}\s"
    r"(?:engineer|developer|designer|manager|director|analyst|architect|producer|consultant|scientist|strategist)$",
    re.IGNORECASE,
)
_NAMED_AT = late(
    rf"(?<=[\w.+-])\s(?:{_NAMED_AT_WORDS})\s(?=[\w-]{{1,63}}(?:\s(?:{_DOT_WORDS})\s|\s?\.\s?)[a-z]{{2,24}}\b)",
    re.IGNORECASE,
)
_SPELLED_DOT = late(rf"(?<=\w)\s(?:{_DOT_WORDS})\s(?=[a-z]{{2,24}}\b)", re.IGNORECASE)
# Said of a name in words: "anna dot ink", "anna underscore ink".
_LOCAL_DOT = r"dot|punto|ponto|point|punkt|pkt|kropka|punt|nokta|titik|точка|ドット|닷|점|쩜|نقطة|نقطه|دوت|डॉट|बिंदु|दॉट"
_LOCAL_STROKE = (
    r"traço baixo|sublinhado|subrayado|alt çizgi|strip bawah|нижний пробел|アンダーライン|밑줄|"
    r"tiret du 8|onderstreepje|"
    r"dolna kreska|شرطة تحتية|underscore|underline|guion bajo|guión bajo|barra baja|underscor|"
    r"tiret bas|tiret du bas|trattino basso|"
    r"unterstrich|"
    r"laag streepje|liggend streepje|podkreślnik|podkreslnik|podłoga|alt tire|alttire|garis bawah|"
    r"нижнее подчеркивание|"
    r"нижнее подчёркивание|подчеркивание|アンダーバー|アンダースコア|언더바|언더스코어|अंडरस्कोर|شرطة سفلية|"
    r"شرطه سفليه|اندر سكور"
)
_LOCAL_DASH = (
    r"tiret du 6|trait d'union|hyphen|dash|guion|guión|guion medio|hífen|hifen|traço|tiret|"
    r"trattino|bindestrich|minus|streepje|"
    r"koppelteken|myślnik|"
    r"myslnik|kısa çizgi|tire|strip|дефис|тире|ハイフン|하이픈|हाइफन|شرطة"
)
_LOCAL_PLUS = r"plus|más|mais|più|плюс|プラス|플러스|artı|tambah|प्लस"
_SPELLED_LOCAL_PLUS = late(rf"\s(?:{_LOCAL_PLUS})\s", re.IGNORECASE)
_SPELLED_LOCAL_DOT = late(rf"\s(?:{_LOCAL_DOT})\s", re.IGNORECASE)
_SPELLED_LOCAL_STROKE = late(rf"\s(?:{_LOCAL_STROKE})\s", re.IGNORECASE)
_SPELLED_LOCAL_DASH = late(rf"\s(?:{_LOCAL_DASH})\s", re.IGNORECASE)
_DOMAIN_SPELLED = late(rf"@[\w-]{{1,63}}(?:\s(?:{_DOT_WORDS})\s[\w-]{{1,63}}){{1,3}}", re.IGNORECASE)
# Words in another script need no spaces: "dana골뱅이mail쩜com".
_GLUED_AT = late(
    r"(?<=[a-z0-9])\s?(?:골뱅이|앳|アットマーク|アット|あっと|собака|ات|آت|एट)\s?(?=[a-z0-9])", re.IGNORECASE
)
_GLUED_DOT = late(
    r"(?<=[a-z0-9])\s?(?:쩜|닷|점|도트|ドット|どっと|точка|نقطة|دوت|डॉट)\s?(?=[a-z]{2,24}\b)", re.IGNORECASE
)
# "tobi dot beats" before a spelled-out at.
_LOCAL_SPELLED = late(
    rf"[\w.-]{{1,40}}(?:\s(?:{_LOCAL_DOT}|{_LOCAL_STROKE}|{_LOCAL_DASH}|{_LOCAL_PLUS})\s[\w.-]{{1,40}}){{1,3}}@",
    re.IGNORECASE,
)
# A host of two words: "lumen dash studio dot example".
_HOST_DASH = late(rf"(?<=\w)\s(?:{_LOCAL_DASH})\s(?=[\w-]{{2,40}}\s(?:{_DOT_WORDS})\s[a-z]{{2,24}}\b)", re.IGNORECASE)
# One space within: "anna@lumen .example".
_APART_ENDING = late(r"(?<=\w)(@[\w-]{2,63})(?:\s\.|\.\s)(com|net|org|example)\b", re.IGNORECASE)
_LOCAL_APART = late(
    r"(?<![\w.])([a-z0-9_-]{1,40})(?:\s\.\s?|\s?\.\s)(?=[\w.-]{1,40}(?:\s?@\s?[\w-]{1,63}\s\.\s|\s@\s))", re.IGNORECASE
)
# Glued by strokes, and in capitals within small letters: "ella_at_crumb_dot_com", "ellaATcrumbDOTcom".
_STROKES = late(
    r"(?<![\w.-])([A-Za-z0-9.][A-Za-z0-9._]{0,38}[A-Za-z0-9.])(?:[_/-]at[_/-]([A-Za-z0-9]{2,63})[_/-]dot[_/-]|"
    r"[~*|]at[~*|]([A-Za-z0-9]{2,63})(?:[~*|]dot[~*|]|\.))([a-z]{2,24})\b"
)
_CAPITALS = late(r"\b([a-z0-9._-]{3,40})AT([a-z0-9-]{3,63})(?:DOT|\.)([a-z]{2,24})\b(?![./])")
# Letters in brackets: "a(t)", "d(o)t".
_DASHED_AT = late(r"\s[-_~*]{1,2}\s?at\s?[-_~*]{1,2}\s(?=[\w.-]{2,63})", re.IGNORECASE)
_DASHED_DOT = late(r"\s[-_~*]{1,2}\s?dot\s?[-_~*]{1,2}\s(?=[a-z]{2,24}\b)", re.IGNORECASE)
_HALF_AT, _HALF_DOT = (
    late(r"\s?\b(?:a\(t\)|\(a\)t)\s?", re.IGNORECASE),
    late(r"\s?\b(?:d\(o\)t|\(d\)ot)\s?", re.IGNORECASE),
)
_APART_SPELLED = late(rf"(?<=[\w.+-])\s?@\s?(?=[\w-]{{1,63}}\s(?:{_DOT_WORDS})\s[a-z]{{2,24}}\b)", re.IGNORECASE)
# Alone in its line, and not "founder @ acme.com".
_APART_ALONE = late(r"(?:^|[\n|•·])\s{0,3}([a-z0-9][\w.+-]{1,62})\s@\s([\w-]{1,63}\.[a-z]{2,24})\s{0,3}(?=$|[\n|•·])")
_JOBS = frozenset(
    re.split(
        r"\s+",
        "founder cofounder co-founder ceo cto coo cmo owner co-owner editor writer author designer engineer dev "
        "developer manager director head lead intern student model photographer artist creator blogger coach "
        "trainer teacher host dj chef barista nurse works working work studying study playing speaker consultant "
        "partner ambassador athlete team member associate analyst architect producer curator stylist influencer me "
        "us live open now here founded fundadora fundador dueña dueño directora director socia dona sócia "
        "gründerin gründer inhaberin inhaber redakteurin fondatrice fondateur gérante rédactrice fondatore "
        "titolare eigenaar oprichter założycielka właścicielka kurucu sahibi pemilik",
    )
)
# Spaces on both sides of the sign: meant where the dot has one as well, or where a word or sign of post stands before.
_APART = late(r"(?<![\w.@])([A-Za-z0-9][\w.+-]{1,62})\s@\s([\w-]{1,63})(?:\s\.\s?|\s?\.\s)([a-z]{2,24})\b(?!/)")
_APART_AFTER = late(
    r"((?:[:📧📩✉💌📮📬📨]\ufe0f?|\be-?mail|\bmail|\bcorreo|\bcourriel|\bkontakt|\bcontact[o]?|\bcontato|"
    r"почта)\s{0,2}:?\s{0,2})"
    r"([A-Za-z0-9][\w.+-]{0,62})\s?@\s([\w-]{1,63}(?:\.[\w-]{1,63}){0,2}\.[a-z]{2,24})\b",
    re.IGNORECASE,
)
# At one of the large hosts of mail: "anna at gmail.com", "anna @gmail.com".
_HOSTS = (
    r"(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|live|gmx|web|proton|protonmail|naver|daum|hanmail|mail|"
    r"yandex|bk|inbox|"
    r"libero|wp|o2|interia|onet|orange|laposte|free|uol|bol|t-online|rediffmail|qq|163)"
)
_AT_A_HOST = late(
    rf"(?<![\w.@+-])([a-z0-9][\w.+-]{{2,62}})(?:\s@\s?|@\s|"
    rf"\sat\s)({_HOSTS}\s?\.\s?[a-z]{{2,3}}(?:\.[a-z]{{2}})?)(?![\w.]*/|\w)",
    re.IGNORECASE,
)
# At such a host a sign before a name is decoration (💌@anna@gmail.com, " /anna@gmail.com"), and its ending may run into
# the next word.
_SIGN_BEFORE = late(rf"(?<![\w.@+:/-])[@/](?=[a-z0-9][\w.+-]{{2,62}}@{_HOSTS}\.[a-z])", re.IGNORECASE)
_RUN_ON = late(rf"(?<=@)({_HOSTS}\.com)(?=[A-Z][a-z])")
# "daifuku☆mochi.example（☆→@）": a sign that the text says to replace.
_STANDS_FOR = late(r"([^\w\s@.:/-])\ufe0f?\s?(?:→|⇒|➡\ufe0f?|=|を|は)\s?@")
_DISGUISE = late(
    rf"{_OPEN}(?:{_AT_WORDS}|a|à|ä|ät|æt){_CLOSE}|\s(?:{_AT_WORDS}|{_BARE_AT})\s|[_~*|/-]at[_~*|/-]|a\(t\)|\(a\)t",
    re.IGNORECASE,
)

# Hosts and endings in letters of other scripts: "네이버 닷컴", "जीमेल डॉट कॉम", "джимейл точка ком".
_HOST_NAMES = {
    "gmail": "지메일|구글메일|जीमेल|джимейл|джимайл|гмейл|гмайл|جيميل|جي ميل|ジーメール|Gメール",
    "naver": "네이버",
    "daum": "다음|다움",
    "hanmail": "한메일",
    "yandex": "яндекс|яндех",
    "mail": "мейл|мэйл|маил",
    "hotmail": "هوتميل|हॉटमेल|хотмейл|핫메일|ホットメール",
    "yahoo": "ياهو|याहू|ヤフー|яху|야후",
    "outlook": "اوتلوك|आउटलुक|аутлук|아웃룩|アウトルック",
    "icloud": "아이클라우드|アイクラウド|айклауд",
}
_ENDINGS = {"com": "컴|コム|ком|कॉम|كوم", "net": "넷|ネット|нет|नेट|نت", "ru": "ру", "in": "इन", "jp": "ジェーピー"}
_DOTTED = r"(?:\s?(?:닷|쩜|점|ドット|どっと|точка|डॉट|दॉट|دوت|نقطة)\s?|\.)"
_IN_SCRIPT = late(
    rf"((?:@|(?:{_NAMED_AT_WORDS})\s?)\s?)({'|'.join(_HOST_NAMES.values())}|"
    rf"[a-z]{{3,14}})({_DOTTED})({'|'.join(_ENDINGS.values())}|[a-z]{{2,4}})(?!\w)",
    re.IGNORECASE,
)


def _latin(match: re.Match[str]) -> str:
    host, ending = match.group(2), match.group(4)
    if host.isascii() and ending.isascii():
        return match.group()
    host = next((name for name, said in _HOST_NAMES.items() if host.lower() in said.lower().split("|")), host)
    ending = next((name for name, said in _ENDINGS.items() if ending.lower() in said.split("|")), ending)
    return f"@\x00{host}.{ending}"


# "m a x @ web . de"
_LETTERS_APART = late(r"(?<!\w)(?<!\w\s)(?:[a-z0-9]\s){2,30}[a-z0-9](?=\s?@\s?\w)", re.IGNORECASE)


def is_disguised(plain: str) -> bool:
    """Whether a text without @ may hold an address all the same."""
    return any(pattern.search(plain) for pattern in (_DISGUISE, _CAPITALS, _GLUED_AT, _DASHED_AT))


def write_out(plain: str) -> str:
    """A text with the addresses that it disguises as addresses."""
    stands = _STANDS_FOR.search(plain)
    if stands is not None:
        plain = plain[: stands.start()].replace(stands.group(1), "@") + " " + plain[stands.end() :]
    plain = _RUN_ON.sub(r"\1 ", _SIGN_BEFORE.sub(" ", plain))
    plain = _LETTERS_APART.sub(lambda match: "".join(match.group().split()), plain)
    plain = re.sub(r"\s?@\x00", "@", _IN_SCRIPT.sub(_latin, plain))
    plain = _DASHED_DOT.sub(".", _DASHED_AT.sub("@", plain))
    plain = _HALF_DOT.sub(".", _HALF_AT.sub("@", plain))
    plain = _BRACKET_DOT.sub(".", _BRACKET_AT.sub("@", plain))
    if _GLUED_AT.search(plain):
        plain = _GLUED_DOT.sub(".", _GLUED_AT.sub("@", plain))
    plain = _HOST_DASH.sub("-", plain)
    plain = _APART_ENDING.sub(r"\1.\2", plain)
    plain = _APART_SPELLED.sub("@", plain)
    plain = _NAMED_AT.sub("@", plain)
    plain = _SPELLED_AT.sub(
        lambda m: m.group() if _is_at_work(plain[max(0, m.start() - 40) : m.start()]) else "@", plain
    )
    plain = _DOMAIN_SPELLED.sub(lambda match: _SPELLED_DOT.sub(".", match.group()), plain)
    plain = _LOCAL_SPELLED.sub(lambda match: _write_signs(match.group()), plain)
    plain = _CAPITALS.sub(r"\1@\2.\3", _STROKES.sub(r"\1@\2\3.\4", plain))
    plain = _LOCAL_APART.sub(r"\1.", plain)
    plain = _AT_A_HOST.sub(
        lambda m: m.group() if _PLAIN_BEFORE.search(m.group(1)) or m.group(1).lower() in _JOBS else _joined(m), plain
    )
    plain = _APART_AFTER.sub(r"\1\2@\3", _APART.sub(r"\1@\2.\3", plain))
    return _APART_ALONE.sub(lambda m: m.group() if m.group(1) in _JOBS else f"\n{m.group(1)}@{m.group(2)}", plain)


def _is_at_work(before: str) -> bool:
    """Whether what stands before "at" is no name: an everyday word, or a job."""
    return _PLAIN_BEFORE.search(before) is not None or _JOB_BEFORE.search(before) is not None


def _write_signs(said: str) -> str:
    for pattern, sign in (
        (_SPELLED_LOCAL_DOT, "."), (_SPELLED_LOCAL_STROKE, "_"), (_SPELLED_LOCAL_DASH, "-"), (_SPELLED_LOCAL_PLUS, "+"),
    ):  # fmt: skip
        said = pattern.sub(sign, said)
    return said


def _joined(match: re.Match[str]) -> str:
    return f"{match.group(1)}@{''.join(match.group(2).split())}"
