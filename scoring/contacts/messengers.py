"""Messengers in a text: links, numbers that a word calls WhatsApp's, names after "Telegram", "LINE", "카톡", "微信".

Each as an address: https://wa.me/<digits>, https://t.me/<name>, https://line.me/R/ti/p/~<id> (``@`` for an official
account), a link of Kakao or ``kakaotalk:<id>``, ``wechat:<id>``; these two have no address for a mere name.
"""

import re
from collections.abc import Iterable, Sequence

from scoring.contacts.phones import FoundPhone
from scoring.lexicon import word_set
from scoring.patterns import late

MAX_TEXT = 8_000
_LINK = late(
    r"(?<![\w.@])(?:https?://)?(?:www\.)?((?:wa\.me|t\.me|telegram\.me|telegram\.dog|m\.me|line\.me|"
    r"api\.whatsapp\.com|"
    r"page\.line\.me|signal\.me|lin\.ee|wa\.link|zalo\.me|open\.kakao\.com|pf\.kakao\.com|qr\.kakao\.com|"
    r"u\.wechat\.com)/"
    r"[\w+@/?=&.%~#-]{2,120})",
    re.IGNORECASE,
)
_NO_CONTACT = late(r"^(?:t\.me/(?:share|joinchat|addstickers|proxy)|wa\.me/?$)", re.IGNORECASE)
_WHATSAPP_NUMBER = late(
    r"^(?:wa\.me/(?:c/)?|api\.whatsapp\.com/send/?\?(?:[^#]{0,80}&)?phone=)(?:\+|%2b)?(\d{7,15})", re.IGNORECASE
)

_WHATSAPP = (
    r"whats?\s?'?\s?app?s?|what'?s\s?up|whatsup|whats|whts|whtsp|whatsp|watsap{1,2}|wats|w\.?apps?|wapp|"
    r"wasap{1,2}|wassap{1,2}|guasap|wasá|wazap|"
    r"zap\s?zap|zap{1,2}|wpp|wp|wtsp?|wsp|wsapp|wha|вотс\s?ап{1,2}|ватс\s?ап{1,2}|вацап{1,2}|уотсап{1,2}|"
    r"вотсаппе?|ватсапе?|вотсапе?|вотсапу|"
    r"واتس\s?[أا]?ب|واتساب|وتساب|واتسآب|واتس|وتس|واتسب|व्हाट्स\s?[एऐअ]?प|व्हाट्सएप|व्हाट्सऐप|व्हाट्सअप|"
    r"वॉट्स\s?[एऐअ]?प|वॉट्सएप|"
    r"वाट्स\s?[एऐअ]?प|व्हाट्सएप्प|व्हाट्स|왓츠앱|와츠앱|왓츠엡|왓쓰앱|ワッツアップ|ワッツ"
)
_IS_WHATSAPP = late(rf"(?<![a-z\u0400-\u04ff])(?:{_WHATSAPP})(?![a-z\u0400-\u04ff])", re.IGNORECASE)
_WA = late(r"(?<![A-Za-z])W\.?[Aa]\.?(?![a-z])|(?<![A-Za-z])wa(?=\s?[:.]|\s?\+?\d|\s?$|\s?only)")
_NO_WHATSAPP = late(
    r"(?:\bno|\bnot|\bnot on|\bsin|\bsem|\bkein|\bohne|\bpas de|\bnon|\bniente|\bgeen|\bbez|\btanpa|\bне|"
    r"\bбез|بدون|لا يوجد|ليس)\s?(?:un\s)?$",
    re.IGNORECASE,
)  # fmt: skip
_NO_AFTER = late(r"^\s?(?:yok|değil|nahi|नहीं|不可|お断り|なし|안|x\b|нет|ないです|closed)", re.IGNORECASE)
_NO_IS_IN = frozenset({"BR", "PT", "AO", "MZ", "CV"})  # "no WhatsApp": on WhatsApp
_WA_IS_A_STATE = frozenset({"US", "AU"})

# After the messenger's word: what parts it from the name.
_PART = (
    r"(?:[\s/・-]?(?:(?:id|ıd|user(?:name)?|nick(?:name)?|kanal[ıi]?|channel|canal|account|usuario|usuário|"
    r"akun|cuenta|profil)(?![a-z])|"
    r"ник|аккаунт|каналу?|к(?=[:\s])|아이디|채널|문의|상담|예약|주문|추가|号|號|公式|アカウント|から|にて|で|に|へ|の|ご?予約|ご?注文|お?問い?合わせ|"
    r"お?友(?:だち|達)追加|登録|追加|は|حساب|على|आईडी|微信)){0,4}"
    r"\s{0,2}[:：=→➡➜▶▷►👉👇⬇~–—|」】\])【「(\[／/'‘’\"“”\U0001f18e-\U0001f19a\U0001f300-\U0001faff-]{0,3}\s{0,2}"
)
_TELEGRAM = (
    r"telegram(?:m|a|ie|da|ma)?|telegrama|tele gram|tlgrm|tg|телеграм{1,2}е?|телега|телеге|телегу|тгк?|تيلي|"
    r"تي?ل[يى]?[غجق]رام|تيليجرام|تلي?[غجق]رام|"
    r"टेलीग्राम|टेलिग्राम|텔레그램|텔레|テレグラム"
)
_LINE = r"LINE(?:\s?@(?=\s?[:a-z0-9]))?|Line|line(?=\s?(?:id|@|:\s?@|:))|ライン|라인|公式LINE|公式ライン|ไลน์"
_KAKAO = (
    r"kakao\s?talk|kakao|카카오\s?톡|카카오\s?채널|카톡\s?채널|카톡|"
    r"카카오|플친|플러스\s?친구|ㅋㅌ|カカオトーク|カカオ|カカオID"
)
_WECHAT = (
    r"we\s?chat|weixin|wx|vx|v信|微信号?|微信號|威信|薇信|"
    r"加v|加微|위챗|ウィーチャット|ウィチャット|вичат|ويتشات|وي\s?تشات|वीचैट"
)
_LATIN_BEFORE = r"(?<![A-Za-z\u00c0-\u024f\u0400-\u04ff_.@/])"
_TELEGRAM_NAME = late(
    rf"{_LATIN_BEFORE}(?:{_TELEGRAM})(?![a-z\u0400-\u04ff]){_PART}(@\s?)?([a-z][a-z0-9_]{{3,31}})(?![A-Za-z0-9_@]|\.\w)",
    re.IGNORECASE,
)
_NAME_BEFORE = late(
    rf"(?<![\w.@])@([a-z][a-z0-9_]{{4,31}})\s?[\s(\[,:\-–—]{{1,3}}(?:on|auf|no|na|en|su|op|di|sur|в|via|per|"
    rf"por|at|my|'da|على|par)?\s?(?:{_TELEGRAM})(?![a-z\u0400-\u04ff])",
    re.IGNORECASE,
)
_LINE_NAME = late(
    rf"(?<![A-Za-z_.@/])(?:{_LINE})(?:(?<![a-z])|(?![a-z])){_PART}([@＠]\s?|~)?([a-z0-9][a-z0-9._-]{{2,19}})(?![A-Za-z0-9_@])",
    re.IGNORECASE,
)
_KAKAO_NAME = late(
    rf"{_LATIN_BEFORE}(?:{_KAKAO})(?:(?<![a-z])|(?![a-z])){_PART}(@\s?)?([a-z0-9][a-z0-9._-]{{2,19}}|(?<=@)[가-힣][a-z0-9가-힣._-]{{1,19}})(?![A-Za-z0-9_@])",
    re.IGNORECASE,
)
_WECHAT_NAME = late(
    rf"{_LATIN_BEFORE}(?:{_WECHAT})(?:(?<![a-z])|(?![a-z])){_PART}()([a-z][a-z0-9_-]{{4,19}})(?![A-Za-z0-9_@]|\.\w)",
    re.IGNORECASE,
)
_LINE_AS_A_WORD = late(r"[A-Za-z][^\S\n]$")
# What follows a messenger's word and is no name.
_NO_NAMES = word_set(
    "channel canal kanal group grupo groupe gruppe grupa grup link links below bio only chat here there group "
    "grupp join email mail gmail instagram insta tiktok youtube discord facebook whatsapp viber signal telegram "
    "line kakao wechat and und oder for para pour per fur dm dms order orders booking call text contact open "
    "friend friends stickers sticker premium online news free daily vip pay bot id nick username stories store "
    "shop wishlist kakaopay naver edit studio art drawing work play up dance dancing ok okay yes me please welcome "
    "hello consult consulting inquiry reservation booking bookings updates moments story mini pay marketing brand"
)


def find_links(texts: Iterable[str]) -> list[str]:
    """Messaging links in texts or link addresses, each once, with https."""
    found = (_address_of(match.group(1)) for text in texts for match in _LINK.finditer(text[:MAX_TEXT]))
    return list(dict.fromkeys(link for link in found if link is not None))


def without_links(plain: str) -> str:
    """A text with its messaging links blanked, places kept: the number in one is no phone beside it."""
    return _LINK.sub(lambda match: " " * len(match.group()), plain)


def _address_of(link: str) -> str | None:
    link = link.rstrip(".,")
    if _NO_CONTACT.match(link):
        return None
    number = _WHATSAPP_NUMBER.match(link)
    if number is not None:
        return f"https://wa.me/{number.group(1)}"
    return f"https://{re.sub(r'^telegram.(?:me|dog)/', 't.me/', link, flags=re.IGNORECASE)}"


def whatsapp_number(phone: str) -> str:
    """The digits of a phone (E.164) as WhatsApp has them: mobiles of Argentina with the 9 that is not dialled at
    home."""
    return f"549{phone[3:]}" if phone.startswith("+54") and not phone.startswith("+549") else phone[1:]


def is_whatsapp(plain: str, phone: FoundPhone, others: Sequence[FoundPhone], region: str | None) -> bool:
    """Whether a word beside a number says that it is one of WhatsApp: before it in its line (or at the end of the line
    above), else right after it."""
    before = max((one.end for one in others if one.end <= phone.start), default=0)
    after = min((one.start for one in others if one.start >= phone.end), default=len(plain))
    head = plain[max(before, phone.start - 60) : phone.start]
    above, _, beside = head.rpartition("\n")
    if _says_whatsapp(beside, region):
        return True
    if not re.search(r"[^\W\d]{3}", beside) and _says_whatsapp(above.rpartition("\n")[2], region):
        return True
    tail = plain[phone.end : min(after, phone.end + 40)]
    tail = tail if after > phone.end + 40 or after == len(plain) else tail.partition("\n")[0]
    said = re.match(r"^[\s(\[\-–—,/|:•·.]{0,4}(?:\S{1,12}\s){0,4}", tail)
    return any(_says_whatsapp(part, region) for part in ([tail[: (said.end() if said else 0) + 14]])) and not (
        after < len(plain) and "\n" not in plain[phone.end : after] and _is_label_of_next(plain[phone.end : after])
    )


def _is_label_of_next(between: str) -> bool:
    """Whether what stands between two numbers speaks of the second: "030 1234, WhatsApp: 0152 …"."""
    match = _IS_WHATSAPP.search(between)
    return match is not None and not re.match(r"^\s?[(\[]", between)


def _says_whatsapp(text: str, region: str | None) -> bool:
    for match in _IS_WHATSAPP.finditer(text):
        no = _NO_WHATSAPP.search(text[: match.start()])
        no = None if no and no.group().strip().lower() == "no" and region in _NO_IS_IN else no
        if no is None and not _NO_AFTER.match(text[match.end() :]):
            return True
    for match in _WA.finditer(text):
        if region not in _WA_IS_A_STATE or re.match(r"\s?:", text[match.end() :]):
            return not _NO_WHATSAPP.search(text[: match.start()])
    return False


def find_names(plain: str, own: Iterable[str] = ()) -> list[str]:
    """Names of messengers in a text, as addresses, each once. ``own`` are the account's handle and name: a name like
    them needs no sign before it."""
    own = [re.sub(r"[\W\d_]", "", name.lower()) for name in own]
    plain = without_links(plain)
    found: list[str] = []
    found += [
        f"https://t.me/{match.group(2)}" for match in _TELEGRAM_NAME.finditer(plain) if _is_name(plain, match, own)
    ]
    found += [f"https://t.me/{match.group(1)}" for match in _NAME_BEFORE.finditer(plain)]
    for match in _LINE_NAME.finditer(plain):
        told = match.group()
        if _LINE_AS_A_WORD.search(plain[max(0, match.start() - 2) : match.start()]) and "id" not in told.lower()[4:9]:
            continue  # "clothing line @brand"
        if _is_name(plain, match, own):
            official = "@" in told
            found.append(f"https://line.me/R/ti/p/{'@' if official else '~'}{match.group(2)}")
    for match in _KAKAO_NAME.finditer(plain):
        if _is_name(plain, match, own):
            found.append(f"kakaotalk:{match.group(2)}")
    for match in _WECHAT_NAME.finditer(plain):
        if _is_name(plain, match, own):
            found.append(f"wechat:{match.group(2)}")
    return list(dict.fromkeys(found))


def _is_name(plain: str, match: re.Match[str], own: Sequence[str]) -> bool:
    """Whether what follows a messenger's word is a name: with an @, a digit or a stroke, else alone after a colon or
    the like, or as the last word of its clause (``_ends_as_name``)."""
    name = match.group(2).lower()
    if name in _NO_NAMES or not (match.group(1) or re.search(r"[a-z0-9]", name)):
        return False
    if match.group(1) or re.search(r"[\d_]", name):
        return not (name.isdigit() and len(name) < 5)
    told = plain[match.start() : match.start(2)]
    rest = plain[match.end() :]
    if told[:2] in ("TG", "ТГ"):
        return not re.match(r"[ \t]{1,2}[a-z]{2}", rest, re.IGNORECASE)
    if re.match(r"[ \t]{1,2}[a-z]{2}", rest, re.IGNORECASE):
        return False
    if _PARTED.search(told[2:]):
        return True
    return _CLAUSE_ENDS.match(rest) is not None and _ends_as_name(told, match.group(2), own)


_PARTED = late(r"[:：=→➡➜▶▷►👉👇⬇~\-–—は」】【「(\])／/🔍💬📲📩🆔💚]|\bid\b|아이디|号|號|ID", re.IGNORECASE)
_CLAUSE_ENDS = late(r"\A\s*(?:$|[\n|•·｜,;/)\]、。・~]|[\u2190-\u21ff\u2600-\u27bf\U0001f1e6-\U0001faff])")
# In these scripts a word in Latin letters behind the messenger's stands out as a name; cacao and lines are words there.
_OTHER_SCRIPT = late(r"[\u0400-\u06ff\u0900-\u097f\u3040-\u9fff\uac00-\ud7af]")
_A_WORD_TOO = late(r"(?:카카오|カカオ)\s|ライン|라인|телег[аеу]", re.IGNORECASE)
_LEAST_NAME = 4


def _ends_as_name(told: str, name: str, own: Sequence[str]) -> bool:
    """Whether a word of letters alone behind a messenger's is a name although no sign says so ("카톡 annaknit"): in
    another script than the messenger's word, or like the account's own name. "LINE" counts in capitals only, since
    people dance in lines."""
    if len(name) < _LEAST_NAME or (told[:4].lower() == "line" and (told[:4] != "LINE" or name.isupper())):
        return False
    if _OTHER_SCRIPT.search(told) and not _A_WORD_TOO.match(told):
        return True
    letters = name.lower()
    return any(
        min(len(letters), len(one)) >= _LEAST_NAME and (letters in one or one in letters or letters[:5] == one[:5])
        for one in own
    )
