"""Whether a cell of a list says yes or no: to being kept and written to, or to being left alone."""

import re

_YES_WORDS = """
    yes y true 1 x ✓ ✔ ☑ ok okay agree agreed accept accepted given granted consent consented optin ja wahr zugestimmt
    einverstanden akzeptiert erteilt oui vrai accepte sí si verdadero acepto sì vero accetto sim verdadeiro aceito
    tak evet hai да はい 同意 예 네 是 نعم
"""
_NO_WORDS = """
    no n false 0 refused declined denied withdrawn revoked optout nein falsch abgelehnt widerrufen non faux refuse
    falso rechazo rifiuto não nao nie hayır hayir nej нет いいえ 아니요 否 لا
"""
# Of these what says that somebody has gone: under "opt-out" it is a yes.
_GONE_WORDS = "refused declined denied withdrawn revoked optout abgelehnt widerrufen refuse"
_YES, _NO = frozenset(_YES_WORDS.split()), frozenset(_NO_WORDS.split())
_PLAIN_NO = _NO.difference(_GONE_WORDS.split())
_LEFT_OPEN = frozenset({"", "none", "null", "nan", "n/a", "na", "-", "–", "—", "subscribed", "active", "opted in"})


def answer_in(cell: str) -> str | None:
    """yes or no as the first word that says so ("Yes, I agree", "I agree to…"); ``None`` where neither is said."""
    words = _words_of(cell)
    if "not" in words[:4] or "nicht" in words[:4]:
        return "no"
    for word in words[:3]:
        if word in _NO:
            return "no"
        if word in _YES:
            return "yes"
    return None


def opts_out(cell: str) -> bool:
    """Whether a cell under "opt-out" or "unsubscribed" holds anything but a no: yes, a day, the words themselves."""
    if cell.strip().lower() in _LEFT_OPEN:
        return False
    return next(iter(_words_of(cell)), "") not in _PLAIN_NO


def _words_of(cell: str) -> list[str]:
    return re.findall(r"[^\s,.;:!()'’\"-]+", cell.lower())
