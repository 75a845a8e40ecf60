"""Whether a bio invites to work together, and whether it may be written to: words for it and words that refuse it.

A word of collaborations alone says yes ("Collabs 👉"), a word of business only beside an address or a request ("brands:
DM"). A word that refuses takes back what stands next to it: "no collabs", "DMs closed", "협찬 사절". Words come from
``[invites]`` of the lexicon.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from scoring.lexicon import fold_text, languages, word_set
from scoring.patterns import late

_BREAK = late(r"[\n,.;|•·()（）、。，！？!?–—»«\u060c\u061b\u0964]|\s[-/]\s")  # a point within a name is no end
_NAME = late(
    r"[@#]\w[\w.]{0,60}|[a-z0-9_.+-]{1,64}@[a-z0-9.-]{1,64}|[a-z0-9][a-z0-9.-]{0,60}\.(?:com|example)\b[^\s,|]{0,60}"
)
_JOINED = late(
    r"^\W*(?:and|or|nor|y|e|o|u|et|ou|ni|nem|und|oder|noch|en|of|i|lub|ani|oraz|ve|veya|dan|atau|и|или|ни|و|"
    r"او|ولا|और|या|か|や|와|과|및|ne|né)?\W*$"
)
_PURPOSE = late(r"(?<!\w)(?:for|para|pra|pour|per|für|fur|voor|dla|untuk|для|по|ل|के लिए|ke liye|unless|except)(?!\w)")
_NUMBER_AFTER = late(r"^\W{0,3}\d")  # "10k PR 45:10" is a runner's record
_JOB_AFTER = late(
    r"^\s(?:manager|girl|agent|agency|agentur|agencia|agence|pro|specialist|consultant|student|pracownik|"
    r"maneger|uzman\w*|"
    r"менеджер|специалист|executive|by day|beraterin|berater|managerin|analyst|degree)\b"
)
_RECORD_BEFORE = late(r"\d\s?(?:k|km|m|h|hm)?\s$")
_REACH = 34  # characters between a word that refuses and what it refuses
_SIGN = late(r"[🚫❌⛔🙅✖]")


# Advertisements that are told of something else than the account, or that it is none: folded.
_ADS = (
    r"(?:no ads?|ad[- ]free|without ads|sin anuncios|sin publicidad|pas de pubs?|sans pubs?|sans publicite|"
    r"sem anuncios|sem publicidade|keine werbung|werbefrei\w*|ohne werbung|senza pubblicita|geen reclame|"
    r"reclamevrij\w*|bez reklam|reklamsiz|tanpa iklan|без рекламы)"
)
_ITS_WORK = (
    r"(?:newsletters?|podcasts?|apps?|boletin|infolettre|rundbrief|nieuwsbrief|bulten\w*|biuletyn\w*|рассыл\w+|подкаст\w*|"
    r"приложени\w+)"
)
_NO_REFUSAL = late(
    rf"(?<!\w){_ADS}[ :,]{{1,2}}(?:[\w'’]+ ){{0,2}}{_ITS_WORK}(?!\w)|(?<!\w){_ITS_WORK}[ :,–-]{{1,3}}{_ADS}(?!\w)|"
    r"(?<!\w)(?:not an? ads?|no es (?:publi|publicidad)|pas une pub|nao e publi\w*|non e pubblicita|ist keine werbung|"
    r"is geen reclame|to nie reklama|reklam degil\w*|bukan iklan|не реклама)(?!\w)|"
    r"広告ではありません|광고 ?아님|ليس اعلان\w*"
)


@dataclass(frozen=True)
class Invitation:
    """Whether an account wants to work with brands (``collabs``) and to be written to (``messages``): yes, no, or
    ``None`` where it does not say; with the words that say so."""

    collabs: bool | None = None
    messages: bool | None = None
    invites: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ()

    @property
    def declines(self) -> bool:
        """Whether it says that it does not want to work with brands."""
        return self.collabs is False


@lru_cache(maxsize=32)
def _words(kind: str, but: str | None = None) -> re.Pattern[str]:
    """One pattern of all languages' words of a kind; those of English left out where ``but`` is a language that
    means something else by them."""
    words: set[str] = set()
    if kind in ("titles", "=titles"):
        told = {word for language in languages() for word in language.invites.get("titles", ())}
        words = {word.lstrip("=") for word in told if (word[0] == "=") == (kind[0] == "=")}
    for language in languages() if not words else ():
        if but is not None and language.code != but and kind == "no":
            words |= {word for word in language.invites.get(kind, ()) if word not in _OTHERWISE.get(but, ())}
        else:
            words |= set(language.invites.get(kind, ()))
    alike: dict[tuple[str, str], list[str]] = {}  # what stands around a word costs most to compile: once for all alike
    for folded in sorted(map(fold_text, words), key=lambda word: (-len(word), word)):
        alike.setdefault(_around(folded), []).append(re.escape(folded.rstrip("*")).replace(r"\ ", r"\s{1,2}"))
    return re.compile("|".join(f"{before}(?:{'|'.join(among)}){after}" for (before, after), among in alike.items()))


# Little words that refuse in one language and mean something else in another: "no direct" is "in direct messages".
_OTHERWISE: dict[str, tuple[str, ...]] = {
    "pt": ("no", "ne", "pas", "ni"), "pl": ("no", "sin"), "de": ("non", "no more"), "tr": ("ne", "sin", "no"),
    "fr": ("nie", "sin"), "nl": ("nie", "ne"), "id": ("pas", "ni", "nie"), "it": ("sin",), "es": ("nie", "ne"),
    "en": ("nie", "ne", "sin", "pas", "ni", "mai", "ani", "ga", "stop", "noch", "sem", "hayir", "lutfen"),
}  # fmt: skip


def _around(folded: str) -> tuple[str, str]:
    """The patterns before and after a word: whole, and in scripts without spaces wherever it stands."""
    first, last = folded[0], folded.rstrip("*")[-1]
    before, after = _letters_beside(first), _letters_beside(last)
    prefix = r"(?:ال|وال|لل|بال|[وبفل])?" if "\u0600" <= first <= "\u06ff" else ""
    ending = (rf"[{after}]{{0,14}}" if folded.endswith("*") else rf"(?![{after}])") if after else ""
    return (rf"(?<![{before}])" if before else "") + prefix, ending


def _letters_beside(letter: str) -> str:
    """The letters (of a class of a pattern) that a word which begins or ends so may not touch: those of its
    script."""
    if letter < "\u0250":
        return "a-z0-9_\u00c0-\u024f" if letter.isalnum() else ""
    for script in ("\u0400-\u04ff", "\u0600-\u06ff", "\u0900-\u0963"):
        if script[0] <= letter <= script[2]:
            return script
    return ""


def says(kind: str, text: str) -> bool:
    """Whether a text holds a word of that kind: offers, business, asks, trade or letters."""
    return _words(kind).search(_without_past(fold_text(text))) is not None


_OFF = late(r"(?<!\d)(?:[5-9]|[1-7]\d)\s?[%٪]|%\s?\d")


def is_title_of_work(title: str) -> bool:
    """Whether a highlight's title shows work for brands: some words say so anywhere in it, some ("brands", "codes")
    only where they are all of it."""
    if _OFF.search(title):
        return True  # "-10%"
    folded = " ".join(re.sub(r"[^\w\u0900-\u0963%/&.+-]", " ", fold_text(title)).split())
    return _words("titles").search(folded) is not None or _words("=titles").fullmatch(folded) is not None


def _without_past(folded: str) -> str:
    return _words("past").sub(" ", _NAME.sub(" ", folded))


def read_invitation(text: str, language: str | None, emails: Sequence[str] = (), reachable: bool = False) -> Invitation:
    """What a bio says about working together. ``language`` is the account's, ``emails`` are those of the bio: one for
    collaborations invites by its name. ``reachable``: an address stands in it, so that a word of business beside it
    asks for letters."""
    folded = _NO_REFUSAL.sub(" ", fold_text(text[:2_000]))
    wanted: dict[str, list[str]] = {"collabs": [], "messages": []}
    refused: dict[str, list[str]] = {"collabs": [], "messages": []}
    has_address = reachable or bool(emails)
    asked = has_address or _words("letters").search(folded) is not None
    for email in emails:
        local = set(re.split(r"[._+-]", email.partition("@")[0]))
        wanted["collabs"] += sorted(local & _ADDRESSED)
    for match in _words("refusals").finditer(folded):
        if not _OF_A_YEAR.match(folded, match.end()):
            refused["collabs"].append(match.group().strip())
    for line in folded.split("\n"):
        reached = (has_address and ("@" in line or ":" in line)) or _words("letters").search(line) is not None
        reached = reached or _words("asks").search(line) is not None
        reached = reached or (asked and _words("ugc").search(line) is not None)
        for clause in _clauses(_without_past(line)):
            for kind, word, no in _read_clause(clause, language, reached):
                (refused if no else wanted)[kind].append(word)
    collabs = False if refused["collabs"] else (True if wanted["collabs"] else None)
    if collabs is False and any(word for word in wanted["collabs"] if word in _PAID):
        collabs = True
    messages = False if refused["messages"] else (True if wanted["messages"] else None)
    return Invitation(collabs, messages, _once(wanted.values()), _once(refused.values()))


# In the name of an address.
_ADDRESSED = word_set(
    "collab collabs collaboration collaborations colab colabs pr prs ugc brands partnership partnerships sponsor "
    "sponsors sponsorship kooperation kooperationen koop parcerias parceria colaboraciones collaborazioni "
    "partenariats partenariat wspolpraca isbirligi reklam reklama werbung kerjasama endorse samenwerking "
    "samenwerken ads advertising publi business biz marketing"
)
_PAID = ("paid promote", "paid post")


# "No sponsored post in 2026" tells what was, not what is wished.
_OF_A_YEAR = late(r"\W{0,3}(?:(?:en|in|em|im|nel|w|su|pada|tahun|в|عام|في) )?20[12]\d(?!\d)")


def _once(found: Iterable[list[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for words in found for word in words))


def _clauses(line: str) -> list[str]:
    return [clause for clause in _BREAK.split(line) if clause and clause.strip()]


def _read_clause(clause: str, language: str | None, reached: bool) -> list[tuple[str, str, bool]]:
    """(what, the words, whether they are refused) of each word of collaborations or messages in a clause."""
    spoken: list[tuple[int, int, str]] = [(*m.span(), "messages") for m in _words("letters").finditer(clause)]
    spoken += [(*m.span(), "collabs") for m in _words("offers").finditer(clause)]
    spoken += [(*m.span(), "business") for m in _words("business").finditer(clause) if _is_meant(clause, m)]
    if not spoken:
        return []
    nos = [m.span() for m in _words("no", language).finditer(clause)]
    closed = [m.span() for m in _words("closed").finditer(clause)]
    found: list[tuple[str, str, bool]] = []
    before: tuple[int, bool] | None = None  # the end of the word before and whether it was refused
    for start, end, kind in _apart(spoken):
        if _OF_A_YEAR.match(clause, end) and any(no[1] <= start for no in nos):
            continue
        no = _is_refused(clause, start, end, nos, closed, before)
        before = (end, no is not None)
        what = "messages" if kind == "messages" else "collabs"
        if no is None and kind == "business" and not (reached or any(k == "collabs" for _, _, k in spoken)):
            continue
        said = clause[start:end] if no is None else clause[min(start, no[0]) : max(end, no[1])]
        found.append((what, " ".join(said.split()), no is not None))
    return found


def _apart(spoken: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """In order, without what lies within another."""
    kept: list[tuple[int, int, str]] = []
    for one in sorted(spoken, key=lambda span: (span[0], -span[1], span[2])):
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    return kept


def _is_meant(clause: str, match: re.Match[str]) -> bool:
    """ "PR" is neither a runner's record nor a job."""
    after = clause[match.end() :]
    return not (_NUMBER_AFTER.match(after) or _JOB_AFTER.match(after) or _RECORD_BEFORE.search(clause[: match.start()]))


def _is_refused(
    clause: str,
    start: int,
    end: int,
    nos: list[tuple[int, int]],
    closed: list[tuple[int, int]],
    before: tuple[int, bool] | None,
) -> tuple[int, int] | None:
    """The place of what refuses a word, ``None`` where nothing does."""
    for no in closed:
        if no[1] - no[0] <= 3 and clause[no[0]].isascii() and clause[no[1] :].strip(" !.🙏"):
            continue  # "zu", "uit", "off" close at the end only
        if no[0] >= end and no[0] - end <= _REACH and not _says_more(clause[end : no[0]]):
            return None if _SIGN.match(clause[no[0] :]) and no[0] - end > 4 else no
    for no in reversed(nos):
        if no[1] > start or start - no[1] > _REACH:
            continue
        between = clause[no[1] : start]
        if _words("unpaid").search(between) or (_SIGN.match(clause[no[0] :]) and start - no[1] > 4):
            return None
        if before is not None and before[0] > no[0]:
            return no if before[1] and _JOINED.match(clause[before[0] : start]) else None
        return None if _PURPOSE.search(between) and before is not None else no
    return None


def _says_more(between: str) -> bool:
    """Whether another word of collaborations or letters stands between."""
    return _words("offers").search(between) is not None or _words("letters").search(between) is not None
