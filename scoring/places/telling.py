"""What a bio says of a place: that somebody lives there, comes from there, or that it is no home at all."""

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from scoring.patterns import late


class Role(IntEnum):
    """How much a clause says of a home, the least first: birth, study and former homes; nothing; living there."""

    ORIGIN = 0
    PLAIN = 1
    HOME = 2


class Clause(NamedTuple):
    """A piece of a text, and whether the only arrow of the text stands behind it: "NYC ➡️ LDN"."""

    text: str
    left: bool = False

    @property
    def role(self) -> Role:
        """What it says of the places in it."""
        role = _role_of(self.text)
        return Role.ORIGIN if self.left and role is Role.PLAIN else role


# What parts a bio into pieces: a name alone in one is said as a place.
_PARTS = late(
    r"[|•·,/\n;:~–—()\[\]{}<>→➡«»\"“”&+*=✦✧、。・｜（）「」『』！？：；，،؛।॥]|\s-\s|(?<!\d\.\d\d)(?<!\b[JjSs][lt])(?<!\b[Uu]l)(?<!\b[AaRr][vd])[.!?](?=\s|$)|"
    r"(?<=\s)(?=(?:living|based|lives?|currently|now) (?:and \w{1,12} )?(?:in|near|from)\b|now \w{2,12}ing in\b)|"
    r"(?<=\s)(?=(?:wohnhaft|wohne|lebe|zuhause|daheim) in\b|(?:viviendo|vivo|vive|instalad[ao]|afincad[ao]) en\b|"
    r"(?:vivant|installée?|basée?|expatriée?|vis|vit|habite) [àa]\b|"
    r"(?:morando|vivendo|moro|radicad[ao]) em\b|a viver em\b|"
    r"(?:che vive|trapiantat[ao]|vivo|abito|residente) a\b|(?:wonend|woonachtig|woon|wonen|woont) in\b|"
    r"(?:mieszkam|mieszkająca|mieszkający) w|(?:живу|живущая|живущий|осела|осел) в|"
    r"(?:tinggal|menetap|domisili|berdomisili|merantau) (?:di|ke)\b|(?:ab|now|filhal|abhi) \w{3,15} m(?:ein|e)\b|"
    r"(?:अब|फिलहाल) |(?:عايش|مقيم|ساكن)[ةه]? )|"
    r"(?<=在住)(?=の)|(?<=住みの)|(?<=に住む)|(?<=で暮らす)|(?<=doğumlu)(?=\s)|(?<=asıllı)(?=\s)|"
    r"(?<=출신)(?=\s)|(?<=사람)(?=\s)|(?<=사는)(?=\s)|(?<=生まれ)|(?<=出身)|(?<=育ち)",
    re.IGNORECASE,
)
_ARROW = late(r"[→➡]")
# Behind an arrow: a second place, no new home ("Osaka → sometimes Kyoto").
_AT_TIMES = late(
    r"\W{0,4}(?:(?:some|often)times|often|(?:on |some )?weekends?|a veces|a menudo|fines de semana|parfois|souvent|"
    r"(?:le )?week-?ends?|às vezes|as vezes|fins de semana|manchmal|oft|gelegentlich|am wochenende|wochenends|"
    r"a volte|ogni tanto|spesso|nel weekend|soms|vaak|in het weekend|czasem|czasami|często|w weekendy|bazen|"
    r"hafta sonu|kadang|kadang-kadang|sering|akhir pekan|иногда|часто|по выходным|kabhi|أحيانا|احيانا)\b|"
    r"\W{0,4}(?:たまに|ときどき|時々|よく|週末|가끔|종종|주말|कभी)",
    re.IGNORECASE,
)
_HOME = late(
    r"\b(?:liv(?:e|es|ing?'?) (?:\w{1,12} ){0,2}(?:in|near|on|at)|based (?:in|out of|near)|(?:now|"
    r"currently) (?:\w{1,12} )?"
    r"(?:in|based|living|calling|residing)|resid(?:e|ing|ent) (?:in|of)|mov(?:ed|ing) to|relocated to|settled in|"
    r"home is|made (?:\w{1,8} )?home in|call(?:ing)? (?:\w{2,20} ){1,3}home|adopted \w{3,15}|transplanted to|"
    r"by choice|"
    r"expat in|"
    r"vivo en|viviendo en|vive en|vivimos en|radicad[ao] en|residente en|afincad[ao] en|instalad[ao] en|ahora en|"
    r"actualmente en|hoy en|mud[eé] a|de adopci[oó]n|adoptiv[ao]|"
    r"j'?habite|habitant|je vis|vis (?:à|a|en)|vit (?:à|a|en)|vivant|install[eé]e?s? (?:à|a|en|au)|"
    r"bas[eé]e?s? (?:à|a|"
    r"en|au)|maintenant (?:à|a|en)|aujourd'?hui (?:à|a|en)|désormais|expatri[eé]e? (?:à|a|en|au)|d['’]adoption|"
    r"moro|morando|mora|vivo (?:em|no|na)|vivendo (?:em|no|na)|a viver|resido|radicad[ao] (?:em|no|na)|"
    r"agora (?:em|no|"
    r"na)|atualmente|hoje (?:em|no|na)|deu-me casa|me adotou|de coração|"
    r"wohn(?:e|t|haft|en) (?:\w{1,12} ){0,2}in|leb(?:e|t|en|end) (?:\w{1,12} ){0,2}in|zuhause in|daheim in|"
    r"zu hause in|"
    r"jetzt in|heute in|inzwischen in|mittlerweile in|gelandet in|hängengeblieben|wahl-?\w+|zugezogen|"
    r"vivo a|vive a|vivo in|abito (?:a|in)|che vive|residente (?:a|in)|trapiantat[ao]|adesso (?:a|in)|ora (?:a|in)|"
    r"oggi (?:a|in)|di adozione|d['’]adozione|"
    r"woon(?:t|achtig)? (?:\w{1,12} ){0,2}in|wonend|leef in|nu in|tegenwoordig in|inmiddels in|neergestreken|"
    r"mieszkam|mieszka|mieszkając[ya]|mieszkamy|teraz w|obecnie w|dziś w|żyję w|osiadł[ay]|osiedlił[ay]|"
    r"z wyboru|zamieszkał[ay]|"
    r"yaşıyor\w*|yaşayan|yaşarım|ikamet|oturuyorum|yerleş\w+|şimdi|artık|"
    r"tinggal|menetap|domisili|berdomisili|sekarang|bermukim|merantau (?:di|ke)|stay di|"
    r"живу|живет|живёт|живущ\w+|живем|живём|сейчас в|теперь в|обитаю|осел[аи]?|переехал[аи]? в|"
    r"rehti|rehta|rehte|rahti|rahta|ab|abhi|filhal|settled|basi|base(?:d)?)\b|"
    r"[\U0001f1e6-\U0001f1ff]{2}\s?[🏠🏡]|在住|住み|[にで]住|暮らし|で暮ら|現在は?|今は|拠点|移住|거주|살아|살고|사는|살이|삽니다|현재|지금은?|정착|"
    r"\b(?:[اأ]عيش|[اأ]سكن|اقيم|أقيم|مقيم[ةه]?|ساكن[ةه]?|عايش[ةه]?|الآن في|الان في|حالي[اً]+|نعيش|مستقر[ةه]?|"
    r"استقريت)\b|"
    r"अब|फिलहाल|फ़िलहाल|रहती|रहता|रहते|निवासी|बसी|बसा|इन दिनों|आजकल",
    re.IGNORECASE,
)
_ORIGIN = late(
    r"[\U0001f1e6-\U0001f1ff]{2}\s?[👶🐣]|"
    r"\b(?:from(?! (?:our|my|the|a|an|his|her|their|your|home|scratch|start|within|here)\b)|"
    r"some ?times|born|raised|native|originally|hails?|grad|graduate[ds]?|alum(?:na|nus|ni)?|studied|studying at|"
    r"uni(?:versity)? of|formerly|ex-\w+|used to live|left|heritage|roots|"
    r"nac(?:í|i|id[ao])|criad[ao]|oriund[ao]|natural de|originari[ao]|egresad[ao]|estudi[eé]|graduad[ao]|ra[ií]ces|"
    r"licenciad[ao]|exiliad[ao]|antes en|antes em|a veces|me mudé de(?:sde)?|nos mudamos de(?:sde)?|"
    r"n[eé]e? (?:à|a|en|au)|originaire|dipl[oô]m[eé]e?|étud(?:es|ié)|grandie? (?:à|a|en)|racines|ancienne?|"
    r"parfois|quitté|"
    r"nascid[ao]|nasci|cresci|formad[ao]|estudei|fez-me|me formei|ra[ií]zes|"
    r"às vezes|saí de|mudei de|mudámos de|mudamos de|"
    r"gebor(?:en|tig)|aufgewachsen|gebürtige?r?|stamm(?:e|t)|ursprünglich|studiert|abgeschlossen|absolvent(?:in)?|"
    r"früher in|ehemals|wurzeln|manchmal|weggezogen|"
    r"nat[ao] (?:a|in)|cresciut[ao]|originari[ao]|laureat[ao]|radici|studi a|a volte|trasferit[aoei] da|"
    r"geboren|getogen|opgegroeid|afgestudeerd|gestudeerd|studeerde|afkomstig|oorspronkelijk|vroeger|roots in|"
    r"soms|verhuisd uit|"
    r"urodzon[ay]|urodził[ae]m|pochodzę|rodem|rodowit[ay]|po studiach|studiował[ae]m|absolwent(?:ka)?|ukończył[ae]m|"
    r"wychowan[ay]|kiedyś|czasem|czasami|przeprowadzi\w+ się z|wyprowadzi\w+ się z|"
    r"doğumlu|doğdum|asıllı|büyüdüm|kökenli|mezunu|mezun|memleket\w*|okudum|eskiden|bazen|"
    r"asal|kelahiran|lahir|lulusan|alumni|alumnus|kuliah di|besar di|anak (?=\w{4,})|orang (?=\w{4,})|dulu|"
    r"kadang|pindah dari|"
    r"родил(?:ась|ся)|родом|уроженк\w+|уроженец|выпускни\w+|выросла?|училась|учился|окончила?|раньше|когда-то|"
    r"иногда|(?:пере|у|вы)ехал[аи]? из|сбежал[аи]? из|"
    r"wali ladki|wala ladka|wale|janm|paida|pehle|se hoon|se hun|padhai)\b|"
    r"出身|生まれ|育ち|卒|大学|産まれ|出て|출신|사람|태생|태어|고향|졸업|나온|자란|대학|"
    r"مولود|من مواليد|ولدت|مواليد|خريج|درست|[اأ]صل[يه]|أصولي|جذوري|سابق|كنت|"
    r"जन्म|मूल|पैदा|पढ़ाई|पहले|से हूँ|से हूं|पली-बढ़ी|जन्मी|जन्मा|बचपन|स्नातक",
    re.IGNORECASE,
)
# At the head of a clause and right before a name: "Früher Hamburg, jetzt München".
_ONCE_FIRST = late(r"(?:früher|antes|prima|avant|vroeger|dawniej|kiedyś|раньше|dulu|önce) [^\W\d_]", re.IGNORECASE)
_NOW_FIRST = late(
    r"(?:jetzt|ahora|ora|adesso|agora|maintenant|nu|teraz|сейчас|теперь|sekarang|şimdi) [^\W\d_]", re.IGNORECASE
)
# A clause that begins with "from": in several languages a word that stands everywhere else too.
_FROM_FIRST = late(r"(?:de|d['’]|du|da|do|dal|dalla|di|aus|uit|van|z|ze|из|родом|من)\s[^\W\d_]", re.IGNORECASE)


def clauses_of(text: str) -> Iterator[Clause]:
    """The pieces of a text in order, parted at strokes, stops and before words of living somewhere."""
    arrows = _ARROW.findall(text)
    begin = 0
    for part in _PARTS.finditer(text):
        if part.start() > begin:
            moved = len(arrows) == 1 and part[0] in "→➡" and part[0] != "" and not _AT_TIMES.match(text, part.end())
            yield Clause(text[begin : part.start()], moved)
        begin = part.end()
    if begin < len(text):
        yield Clause(text[begin:])


@lru_cache(maxsize=1_000)
def _role_of(piece: str) -> Role:
    begins = piece.lstrip()
    if _HOME.search(piece) or _NOW_FIRST.match(begins):
        return Role.HOME
    once = _ORIGIN.search(piece) or _FROM_FIRST.match(begins) or _ONCE_FIRST.match(begins)
    return Role.ORIGIN if once else Role.PLAIN
