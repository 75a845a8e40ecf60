"""Whether a cell of a list says yes or no: to being kept and written to, or to being left alone."""

import re
from collections.abc import Sequence

from crawler.sources.columns import tokens_of, words_of

_YES = words_of(
    """
    yes yep y true 1 x ok okay ja wahr oui vrai si verdadero vero sim verdadeiro tak evet hai да はい 예 네 是 نعم
    """
)
_AGREED = words_of(
    """
    agree agreed accept accepted given granted consent consented optin zugestimmt einverstanden akzeptiert erteilt
    accepte accord acepto accetto aceito 同意
    """
)
_NO = words_of("no nope n non nein nao nie nej hayir false 0 falsch faux falso нет いいえ 아니요 아니오 否 لا")
_NOT = words_of(
    """
    not never nicht kein keine keiner keinen keinem niemals pas aucun aucune jamais ningun ninguno ninguna nunca
    sin nessun nessuno mai nenhum nenhuma niet geen nooit brak inte ingen ikke hic не никогда
    """
)
# That somebody has gone, or never wanted it: under "opt-out" a yes, under "consent" a no.
_GONE = words_of(
    """
    optout optedout optingout unsubscribed withdrawn withdrew revoked objected objection declined refused denied
    rejected cancelled canceled widerrufen widerspruch widersprochen zuruckgezogen abgemeldet abbestellt abgelehnt
    ausgetragen retire refuse revoque desinscrit desinscrite desabonne desabonnee dadodebaja dadadebaja retirado
    retirada revocado revocada rechazado rechazada denegado baja cancelado revocato revocata ritirato rifiutato
    rifiuto rechazo disiscritto recusado negado uitgeschreven ingetrokken geweigerd wycofana wycofano wypisany
    wypisana odmowa отписан отозвано отказ
    """
)
# The same as one says it now; in a long sentence it tells what one may do ("I can unsubscribe at any time").
_GOING = words_of("object stop remove delete unsubscribe disagree decline widerrufe widerspreche verweigere")
_ANY_TIME = words_of(
    """
    can could any anytime until unless kann konnen jederzeit bis tout pouvez peux momento puedo puede posso kan
    """
)
_SHORT = 4  # words
# What may stand between a no and the word that it denies ("not yet been withdrawn"), or alone behind a no.
_FILLERS = words_of(
    """
    yet been ever was is se ha so far de noch bisher je encore toujours aun todavia ancora nog i have has and date no
    not never nein nicht nie non checked confirmed asked since as of on at angabe datum
    """
)
_HELPERS = words_of("has have had did does is was hat ist wurde a ha est heeft er she he they i we")
_BUT = words_of("but however aber jedoch mais pero ma maar")
_STILL_IN = words_of(
    """
    subscribed active optin optedin aktiv abonniert angemeldet abonne abonnee inscrit inscrite actif suscrito
    suscrita activo iscritto attivo inscrito ativo ingeschreven actief zapisany aktywny подписан
    """
)
_LEFT_OPEN = frozenset({"", "none", "null", "nan", "n/a", "na", "keine angabe", "not asked", "unset", "empty", "off"})
# Under any heading ("status", "notes") a cell that is nothing but this.
_LEAVE_ME = words_of(
    """
    unsubscribed optout optedout donotcontact donotemail donotmail dontcontact dontemail dnc removeme pleaseremove
    pleaseremoveme deleteme pleasedeleteme abgemeldet widersprochen hatwidersprochen nichtkontaktieren
    nichtanschreiben bittenichtkontaktieren desinscrit desinscrite desabonne desabonnee nepascontacter nocontactar
    dadodebaja disiscritto noncontattare uitgeschreven nietcontacteren niekontaktowac wypisany consentwithdrawn
    """
)
_LONGEST = 60  # letters of such a cell
# One of these is in each: whole columns of strangers' words are looked through.
_CUE = re.compile(
    r"subsc|opt|conta[ct]t|mail|dnc|remove|delete|abgem|widersp|kontakt|schrie?[be]|sinscri|sabonn|baja|iscritt|"
    r"geschrev|wypis|withdr|désinscri|désabonn",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\b(?:opt(?:ed|ing)? (?:in|out)|dad[oa] de baja)\b")  # is one word
_SIGNS = str.maketrans({"✓": " yes ", "✔": " yes ", "☑": " yes ", "✅": " yes ", "✗": " no ", "✘": " no ", "❌": " no ",
                        "✖": " no ", "☐": " no ", "⬜": " no ", "☒": " yes "})  # fmt: skip


def answer_in(cell: str) -> str | None:
    """yes or no as the first word that says so ("Yes, I agree", "I agree to…"), and no wherever somebody withdrew it;
    ``None`` where neither is said."""
    clauses = _clauses_of(cell)
    words = [word for clause in clauses for word in clause]
    gone = [_is_denied(clause, place) for clause in clauses for place in _gone_in(clause, words)]
    if not all(gone):
        return "no"
    if words[:1] and words[0] in _YES:
        if not gone and len(words) < _SHORT and not (_NOT | _NO).isdisjoint(words):
            return None  # "yes / no": nothing was chosen
        return "no" if not _NOT.isdisjoint(words) and {"interested", "longer", "anymore"} & set(words) else "yes"
    if gone:
        return None  # "no objection"
    if not _NOT.isdisjoint(words[:_SHORT]):
        return "no"
    for word in words[:3]:
        if word in _NO:
            return "no"
        if word in _YES or word in _AGREED:
            return "yes"
    return None


def opts_out(cell: str) -> bool:
    """Whether a cell under "opt-out" or "unsubscribed" holds anything but a no: yes, a day, the words themselves."""
    clauses = _clauses_of(cell)
    words = [word for clause in clauses for word in clause]
    if not words:
        return re.fullmatch(r"[-–—_./\s]*", cell) is None
    if " ".join(words) in _LEFT_OPEN or cell.strip().lower() in _LEFT_OPEN or set("".join(words)) == {"0"}:
        return False
    gone = [_is_denied(clause, place) for clause in clauses for place in _gone_in(clause, ())]
    if gone:
        return not all(gone) or not _BUT.isdisjoint(words)
    denied = next((place for place, word in enumerate(words[:_SHORT]) if _denies(word, place)), None)
    if denied is None:
        return _STILL_IN.isdisjoint(words[:2])
    if not _HELPERS.issuperset(words[:denied]):
        return True  # "asked for no mails"
    return not all(word in _FILLERS or word.isdigit() or _denies(word, 0) for word in words[denied + 1 :])


def asks_to_be_left_alone(cell: str) -> bool:
    """Whether a cell, whatever stands above it, is nothing but "unsubscribed", "do not contact" or the like."""
    return (
        len(cell) < _LONGEST
        and _CUE.search(cell) is not None
        and "".join(word for one in _clauses_of(cell) for word in one) in _LEAVE_ME
    )


def _gone_in(clause: Sequence[str], words: Sequence[str]) -> list[int]:
    """Where a clause says that somebody has gone; in a long cell of ``words`` not what one may do at any time."""
    if not _ANY_TIME.isdisjoint(words):
        return []
    going = _GOING if len(words) <= _SHORT else frozenset()
    return [place for place, word in enumerate(clause) if word in _GONE or word in going]


def _denies(word: str, place: int) -> bool:
    """Whether a word is a no; a number is one only where the cell begins ("1.0", "2026-0-1")."""
    return word in _NOT or word == "none" or (word in _NO and (place == 0 or not word.isdigit()))


def _is_denied(clause: Sequence[str], place: int) -> bool:
    for word in reversed(clause[:place]):
        if word in _NOT or word in _NO:
            return True
        if word not in _FILLERS:
            break
    return False


def _clauses_of(cell: str) -> list[list[str]]:
    told = re.sub(r"n['’]t\b", " not", cell.translate(_SIGNS), flags=re.IGNORECASE)
    parts = re.split(r"[,;:()|]|\s[-–—/]\s|\.\s", told)
    return [_WHOLE.sub(lambda seen: seen.group().replace(" ", ""), " ".join(tokens_of(part))).split() for part in parts]
