"""Whether a bio names an account as somebody else's: a parent's, a child's, a partner's, a manager's.

Such accounts link to each other as one person's do, and share an address as often.
"""

import re
from functools import cache

from storage.facts import AccountKey
from storage.same_names import are_alike, letters_of, name_of

_PARENTS = """
    mum mom mam mummy mommy mother mama mamma dad daddy father papa parent parents mutter vater mami papi eltern maman
    mère père mamá papá madre padre padres papà genitori mãe pai pais moeder vader ouders tata mamę mamą mamy tatę
    rodzice rodziców anne annem annesi anneyim baba babam babası мама мамой мамы мамочка папа папой родители родителями
    ibu bunda ayah orangtua pappa förälder föräldrar والدة ماما بابا أم माँ मम्मी पापा
"""
_KIN = """
    wife hubby husband partner girlfriend boyfriend fiance fiancé fiancée sister sis brother bro son daughter child kid
    twin cousin aunt uncle niece nephew grandma granny friend bestie frau ehefrau mann ehemann freundin freund schwester
    bruder sohn tochter femme mari copine copain soeur sœur frère fils fille esposa esposo marido hermana hermano hijo
    hija novia novio mujer moglie marito sorella fratello figlio figlia fidanzata irmã irmão filho filha namorada
    namorado vrouw zus broer zoon dochter vriendin żona żoną mąż mężem siostra brat syn córka córki syna eşi eşim
    kardeşim oğlum kızım ablam жена муж сестра брат сын дочь дочка дочки сына istri suami kakak adik anak putri hustru
    make syster bror dotter زوجة زوجي زوجتي ابنتي ابني أختي أخي पत्नी पति बेटी बेटा बहन भाई
"""
_MANAGERS = """
    manager managers management mgmt mgt agent agency booking bookings represented repped managed agentur agence
    agencia agenzia agência gemanagt menajer menajerlik менеджер
"""
_UNSPACED = (
    "ママ|パパ|の母|の父|妻|旦那|息子|の娘|マネージャー|엄마|아빠|아내|남편|매니저|妈妈|爸爸|老婆|老公|女儿|儿子|经纪人"
)
_PARENTS_UNSPACED = "ママ|パパ|の母|の父|엄마|아빠|妈妈|爸爸"
_KEPT = (
    r"geführt|verwaltet|betreut|géré|gérée|gestionad[ao]|administrad[ao]|manejad[ao]|llevad[ao]|gestit[ao]|gerid[ao]|"
    r"beheerd|prowadzon[aey]|prowadzi|yönet\w+|ведёт|ведет|ведут|управля\w+|dikelola|sköts|drivs|يديره|بإدارة"
)
_KEPT_UNSPACED = "運営|管理|운영|관리"
_MINE = (
    r"my|our|her|his|their|the|by|meine|meiner|mein|meinem|von|ma|mon|mes|par|mi|mis|mia|mio|por|minha|meu|mijn|door|"
    r"moja|mój|przez|моя|мой|min"
)
# What parts one thing that a bio says from the next; the pictures of families stay.
_BETWEEN = re.compile(
    r"[\n|•·,;!?…()\[\]✨⬇👇]|\.(?=\s|$)|\s[-–—/]\s|(?![👨👩👧👦👪\U0001f3fb-\U0001f3ff])[\U0001f300-\U0001faff☀-➿]"
)
_FAMILY = re.compile(r"[👨👩👧👦]\u200d|👪")
_NAMES = re.compile(r"(?:https?://|www\.)?[\w.-]+\.[a-z]{2,}/\S+|@[\w.@-]+|[\w.+-]+@[\w.-]+", re.IGNORECASE)


def are_said_apart(one: AccountKey, one_bio: str, other: AccountKey, other_bio: str) -> bool:
    """Whether the bios of two accounts tell that they are two people's, whatever links them."""
    if are_alike(one, other):
        return False
    if names_another(one_bio, one, other) or names_another(other_bio, other, one):
        return True
    return is_kept_by_parents(one_bio) != is_kept_by_parents(other_bio)


def names_another(bio: str, who: AccountKey, other: AccountKey) -> bool:
    """Whether a bio names another account, or its name, beside a word for a relative or a manager."""
    return any(_is_relation(part) and _is_named(part, who, other) for part in _parts(bio))


def speaks_for_another(bio: str, words: str) -> bool:
    """Whether these words of a bio (an address) stand beside a relative or a manager, or the bio is kept by parents."""
    spoken = words.lower()
    return is_kept_by_parents(bio) or any(spoken in part.lower() and _is_relation(part) for part in _parts(bio))


def is_kept_by_parents(bio: str) -> bool:
    """Whether parents keep the account: "run by my mum", "parent-run"."""
    return any(_kept().search(part) is not None for part in _parts(bio))


def is_a_parent(bio: str) -> bool:
    """Whether somebody calls themselves a parent: "mum of two", and not "my mum: @…" or "run by mum"."""
    return any(_as_parent().search(part) and not _kept().search(part) for part in _parts(bio))


def _parts(bio: str) -> list[str]:
    return [part for part in _BETWEEN.split(bio) if part.strip()]


def _is_relation(part: str) -> bool:
    left = _NAMES.sub(" ", part)
    return _relation().search(left) is not None or _FAMILY.search(left) is not None


def _is_named(part: str, who: AccountKey, other: AccountKey) -> bool:
    if re.search(rf"(?<![\w.]){re.escape(other[1])}(?![\w-]|\.\w)", part, re.IGNORECASE):
        return True
    mine, theirs, name = letters_of(who), letters_of(other), name_of(other).lower()
    pieces = set(re.split(r"[\W_\d]+", name))
    words = (word for word in re.findall(r"[^\W\d_]{3,}", _NAMES.sub(" ", part)) if word[0].lower() != word[0])
    return any(
        word.lower() not in mine
        and not _relation().fullmatch(word)
        and (word.lower() in pieces or (len(word) > 3 and theirs.startswith(word.lower())))
        for word in words
    )


def _either(*words: str) -> str:
    return "|".join(sorted((re.escape(word) for one in words for word in one.split()), key=len, reverse=True))


@cache
def _relation() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_either(_PARENTS, _KIN, _MANAGERS)})(?!\w)|{_UNSPACED}", re.IGNORECASE)


@cache
def _kept() -> re.Pattern[str]:
    parents = rf"(?:(?<!\w)(?:{_either(_PARENTS)})(?!\w)|{_PARENTS_UNSPACED})"
    by = r"(?:run|managed|monitored|moderated|supervised|operated|handled|kept) by (?:my |her |his |their |our |the )?"
    verbs = rf"(?:(?<!\w)(?:{_KEPT})(?!\w)|{_KEPT_UNSPACED})"
    return re.compile(
        rf"{by}{parents}|{parents}[ -](?:run|managed|monitored|moderated|operated)(?!\w)|"
        rf"{verbs}.{{0,30}}?{parents}|{parents}.{{0,30}}?{verbs}",
        re.IGNORECASE,
    )


@cache
def _as_parent() -> re.Pattern[str]:
    own = rf"(?<!\w)(?<!@)(?:{_either(_PARENTS)})(?!\w)(?!\s*[:：@])|(?:{_PARENTS_UNSPACED})(?!\s*[:：@])"
    return re.compile(rf"^(?!.*(?<!\w)(?:{_MINE})\s+(?:{_either(_PARENTS)})(?!\w)).*(?:{own})", re.IGNORECASE)
