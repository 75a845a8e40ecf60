"""Whether a bio names an account as somebody else's: a parent's, a child's, a partner's, a manager's.

Such accounts link to each other as one person's do, and share an address as often.
"""

import re
from functools import cache

from storage.facts import AccountKey
from storage.same_names import are_alike, letters_of, name_of

_PARENTS = """
    mum mom mummy mommy mother mama mamma dad daddy father papa parent parents mutter vater mami papi eltern maman
    mère père mamá papá madre padre padres papà genitori mãe pai pais moeder vader ouders tata mamę mamą mamy tatę
    rodzice rodziców annem annesi anneyim baba babam babası мама мамой мамы мамочка папа папой родители родителями
    ibu bunda ayah orangtua pappa förälder föräldrar والدة ماما بابا أم माँ मम्मी पापा
"""
_KIN = """
    wife hubby husband partner girlfriend boyfriend fiance fiancé fiancée sister sis brother bro daughter child kid
    twin cousin aunt uncle niece nephew grandma granny friend bestie ehefrau ehemann freundin freund schwester
    bruder sohn tochter copine copain soeur sœur frère fils fille esposa esposo marido hermana hermano hijo
    hija novia novio moglie marito sorella fratello figlio figlia fidanzata irmã irmão filho filha namorada
    namorado zus broer zoon dochter vriendin żona żoną mąż mężem siostra syn córka córki syna eşi eşim
    kardeşim oğlum kızım ablam жена муж сестра брат сын дочь дочка дочки сына istri suami kakak adik anak putri hustru
    syster bror dotter زوجة زوجي زوجتي ابنتي ابني أختي أخي पत्नी पति बेटी बेटा बहन भाई
"""
_MY = (
    "my|our|meine|meiner|mein|meinem|unser|unsere|unserer|ma|mon|mes|mi|mis|mia|mio|minha|meu|mijn|moja|mój|моя|мой|min"
)
_BY = "by|par|von|por|da|door|przez"
_MINE = f"{_MY}|her|his|their|the|{_BY}"
# Each is another word as often ("Frau Holle", "mis cuentas son", the name Anne): only after "my" or before "of".
_DOUBTFUL = "frau mann femme mari mujer vrouw son mam anne make brat"
# A job as often ("travel agent"): somebody else's only at the beginning, after "my", before "of" or a colon.
_WORK = "manager managers agent agents agency agence agentur agencia agenzia agência menajer менеджер"
_MANAGERS = "management mgmt mgt represented repped managed gemanagt menajerlik"
_UNSPACED = (
    "ママ|パパ|の母|の父|妻|旦那|息子|の娘|マネージャー|엄마|아빠|아내|남편|매니저|妈妈|爸爸|老婆|老公|女儿|儿子|经纪人"
)
_PARENTS_UNSPACED = "ママ|パパ|の母|の父|엄마|아빠|妈妈|爸爸"
_KEPT = (
    r"geführt|verwaltet|betreut|géré|gérée|gestionad[ao]|administrad[ao]|manejad[ao]|llevad[ao]|gestit[ao]|gerid[ao]|"
    r"beheerd|prowadzon[aey]|prowadzi|yönet\w+|ведёт|ведет|ведут|управля\w+|dikelola|sköts|drivs|يديره|بإدارة"
)
_KEPT_UNSPACED = "運営|管理|운영|관리"
# What parts one thing that a bio says from the next; the pictures of families stay.
_BETWEEN = re.compile(
    r"[\n|•·,;!?…()\[\]✨⬇👇]|\.(?=\s|$)|\s[-–—/]\s|(?![👨👩👧👦👪\U0001f3fb-\U0001f3ff])[\U0001f300-\U0001faff☀-➿]"
)
_FAMILY = re.compile(r"[👨👩👧👦](?:\u200d[👨👩👧👦❤\ufe0f💋\U0001f3fb-\U0001f3ff]+)+|👪")
_OF = "of|to|for|von|vom|für|de|du|des|del|della|di|da|do|van|voor|dari|av|til|till|för|od|dla"
# After one of these the account is one's own: "mum of two on TikTok @…".
_OWN = re.compile(
    r"(?<!\w)(?:\d+|two|three|four|five|zwei|drei|vier|deux|trois|quatre|dos|tres|cuatro|due|tre|quattro|dois|duas|três|"
    r"twee|drie|iki|üç|dwóch|dwójki|trójki|двух|двоих|троих|dua|tiga|tv[åå]|me|mich|moi|also|auch|aussi|también|anche|"
    r"também|ook|też|også|follow|find|on|auf|sur|tik\s?tok|tt|insta\w*|ig|you\s?tube|yt|twitter|twitch|threads|blog|"
    r"pinterest|snap\w*|facebook|fb|mastodon|bluesky|bsky|тикток|инстаграм|ютуб)(?!\w)",
    re.IGNORECASE,
)
# Whose it is, between the word for a relative and the account: "'s TikTok:", " of our little", ": ", " at ".
_BEFORE = re.compile(
    rf"(?:['’]s(?:\s+(?:account|page|profile|channel|tik\s?tok|insta\w*|ig|you\s?tube|blog))?)?"
    rf"(?:\s+(?:is|at|via|e?-?mail|per|unter|ist|est|es|è|é))?[\s:：=→@]*"
    rf"(?:(?:(?:{_OF})\s|d['’])(?P<told>[^:：]*)|(?P<name>[^\W\d_]{{1,40}})[\s:：]+)?",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"\s*+(?:['’]?s|['’][ıiuü]n|の|의|的|की|का|(?:(?:is|ist|est|es|è|é)\s+)?(?:{_MY}))\s*", re.IGNORECASE
)
_SAME_BEGINNING = 4  # letters: wren.rides and wrenskates
_MOST_WORDS = 4  # between "of" and the account: "mum of our fearless little @…"
_NAMES = re.compile(r"(?a:(?:https?://|www\.)?[\w.-]+\.[a-z]{2,}/\S+|@[\w.@-]+|[\w.+-]+@[\w.-]+)", re.IGNORECASE)


def are_said_apart(one: AccountKey, one_bio: str, other: AccountKey, other_bio: str) -> bool:
    """Whether the bios of two accounts tell that they are two people's, whatever links them."""
    if are_alike(one, other):
        return False
    if names_another(one_bio, one, other) or names_another(other_bio, other, one):
        return True
    if is_kept_by_parents(one_bio) == is_kept_by_parents(other_bio):
        return False
    left, right = letters_of(one), letters_of(other)
    return left[:_SAME_BEGINNING] != right[:_SAME_BEGINNING]  # else the second account of the child, as often


def names_another(bio: str, who: AccountKey, other: AccountKey) -> bool:
    """Whether a bio names another account, or its name, as a relative's or a manager's: "mum of @…", "@…'s wife"."""
    return any(_is_related(part, place) for part in _parts(bio) for place in _places_of(part, who, other))


def speaks_for_another(bio: str, words: str) -> bool:
    """Whether a bio gives these words (an address) as a relative's or a manager's, or is kept by parents."""
    return is_kept_by_parents(bio) or any(
        _is_related(part, seen.span())
        for part in _parts(bio)
        for seen in re.finditer(re.escape(words), part, re.IGNORECASE)
    )


def is_kept_by_parents(bio: str) -> bool:
    """Whether parents keep the account: "run by my mum", "parent-run"."""
    return any(_kept().search(part) is not None for part in _parts(bio))


def is_a_parent(bio: str) -> bool:
    """Whether somebody calls themselves a parent: "mum of two", and not "my mum: @…" or "run by mum"."""
    return any(_as_parent().search(part) and not _kept().search(part) for part in _parts(bio))


def _parts(bio: str) -> list[str]:
    return [part for part in _BETWEEN.split(bio) if part.strip()]


def _is_related(part: str, place: tuple[int, int]) -> bool:
    start, end = place
    masked = _NAMES.sub(lambda seen: " " * len(seen.group()), part)
    words = [*_relation().finditer(masked), *_FAMILY.finditer(masked)]
    return any(
        (word.end() <= start and _leads_on(masked[word.end() : start]))
        or (end <= word.start() and _leads_back(masked[end : word.start()], word.group()))
        for word in words
    )


def _leads_on(between: str) -> bool:
    seen = _BEFORE.fullmatch(between)
    if seen is None:
        return False
    told, name = seen["told"] or "", seen["name"] or ""
    if _OWN.search(told) or _OWN.search(name):
        return False
    return len(re.findall(r"[^\W\d_]+", told)) <= _MOST_WORDS and name[:1] == name[:1].upper()


def _leads_back(between: str, word: str) -> bool:
    return _BEHIND.fullmatch(between) is not None or (not between.strip() and _possesses().fullmatch(word) is not None)


def _places_of(part: str, who: AccountKey, other: AccountKey) -> list[tuple[int, int]]:
    """Where a part names the other account by its handle, or whom it is called after by a name."""
    found = re.finditer(rf"(?<![\w.]){re.escape(other[1])}(?!(?a:[\w-]|\.\w))", part, re.IGNORECASE)
    places = [_whole(part, seen.span()) for seen in found]
    mine, theirs, name = letters_of(who), letters_of(other), name_of(other).lower()
    pieces = set(re.split(r"[\W_\d]+", name))
    masked = _NAMES.sub(lambda seen: " " * len(seen.group()), part)
    for seen in re.finditer(r"[^\W\d_]{3,}", masked):
        word = seen.group().lower()
        if seen.group()[0] == word[0] or word in mine or _relation().fullmatch(word):
            continue
        if word in pieces or (len(word) > 3 and theirs.startswith(word)):
            places.append(seen.span())
    return places


def _whole(part: str, place: tuple[int, int]) -> tuple[int, int]:
    """A handle with the address or the @ that it stands in."""
    return next(
        (seen.span() for seen in _NAMES.finditer(part) if seen.start() <= place[0] and place[1] <= seen.end()), place
    )


def _either(*words: str) -> str:
    return "|".join(sorted((re.escape(word) for one in words for word in one.split()), key=len, reverse=True))


@cache
def _relation() -> re.Pattern[str]:
    doubtful, manager, work = _either(_DOUBTFUL), _either(_MANAGERS), _either(_WORK)
    return re.compile(
        rf"(?<!\w)(?:{_either(_PARENTS, _KIN)}|(?:{manager})(?:\s(?:{_BY}))?|(?:{_MINE})\s(?:{doubtful}|{work})|"
        rf"(?:{doubtful}|{work})(?=\s(?:{_OF})\s|\sd['’])|(?:{work})(?=\s*[:：])|(?<=['’]s\s)(?:{work}))(?!\w)|"
        rf"^\s*(?:{work})(?!\w)|{_UNSPACED}",
        re.IGNORECASE,
    )


@cache
def _possesses() -> re.Pattern[str]:
    return re.compile(rf"annesi|babası|eşi|{_UNSPACED}", re.IGNORECASE)


@cache
def _kept() -> re.Pattern[str]:
    parents = rf"(?:(?<!\w)(?:{_either(_PARENTS)})(?!\w)|{_PARENTS_UNSPACED})"
    by = r"(?:run|managed|monitored|moderated|supervised|operated|handled|kept) by (?:my |her |his |their |our |the )?"
    verbs = rf"(?:(?<!\w)(?:{_KEPT})(?!\w)|{_KEPT_UNSPACED})"
    # "Mum-run shop" is a mother's own: it says more of what is run.
    it = r"(?:\s+(?:account|acct|page|profile|channel|insta\w*|ig|tik\s?tok))?\s*(?:$|[:：@&+]|(?:by|for|with|and)\s)"
    return re.compile(
        rf"{by}{parents}|{parents}[ -](?:run|managed|monitored|moderated|operated){it}|"
        rf"{verbs}.{{0,30}}?{parents}|{parents}.{{0,30}}?{verbs}",
        re.IGNORECASE,
    )


@cache
def _as_parent() -> re.Pattern[str]:
    # "Mum", "mum of two", "mama x3", "mum & baker": not "mummy's girl", "mom jokes".
    then = rf"(?=\s*(?:$|[&+/]|x?\d|(?:{_OF}|and|und|et|y|e|i|en|und|och|ve)\s|d['’]))"
    own = rf"(?<!\w)(?<!@)(?:{_either(_PARENTS)})(?!\w){then}|(?:{_PARENTS_UNSPACED})(?!\s*[:：@])"
    return re.compile(rf"^(?!.*(?<!\w)(?:{_MINE})\s+(?:{_either(_PARENTS)})(?!\w)).*(?:{own})", re.IGNORECASE)
