"""Whose an address is: a manager's, a role's (info@…), one of business, or personal – by itself and the
words beside it."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from scoring.contacts.invitations import says
from scoring.lists import ContactClass

if TYPE_CHECKING:
    from tldextract import TLDExtract

_WORDS = {
    kind: frozenset(words.split())
    for kind, words in tomllib.loads((files(__package__) / "words.toml").read_text("utf-8")).items()
}
_ROLES, _BUSINESS, _MANAGERS, _FREE = (_WORDS[kind] for kind in ("roles", "business", "managers", "free"))
_MANAGER_PARTS = (
    "mgmt", "talent", "management", "agency", "menajer", "agentur", "agencia", "influencermarketing",
)  # fmt: skip
_AT_ANOTHER = re.compile(
    r"(?<!\w)(?:mail|e-?mail|correo|courriel|pochta|почта|메일|이메일|メール|بريد|ईमेल|or|o|ou|oder|и|या|او|veya|atau|"
    r"of|lub|me|via)(?!\w)"
)


@lru_cache(maxsize=1)
def domain_splitter() -> "TLDExtract":
    """tldextract over its bundled suffix list, without network or cache; ``.example`` counts as a suffix."""
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None, extra_suffixes=("example",))


def class_of_contact(
    kind: str, value: str, words_of_manager: bool = False, beside: str = "", trades: bool = False
) -> ContactClass:
    """Whose it is: manager, role (info@…), business (collab@…, a domain of one's own, words of work beside it), else
    personal.

    ``words_of_manager``: the text beside it says "managed by" or the like in some language. ``beside`` is the text that
    it stands in; ``trades``: the account is a shop's or says that it takes orders.
    """
    if kind != "email":
        if words_of_manager:
            return "manager"
        return "business" if kind == "address" or trades or _speaks_of_work(beside) else "personal"
    local, _, domain = value.rpartition("@")
    parts = domain_splitter()(domain)
    own = parts.domain not in _FREE
    words = {word for word in re.split(r"[._+\d-]+", local) if word}
    names = set(re.split(r"[._\d-]+", f"{parts.domain}-{parts.subdomain}"))
    if words & _MANAGERS or names & _MANAGERS or any(word in parts.domain for word in _MANAGER_PARTS):
        return "manager"
    if words_of_manager and own:
        return "manager"
    if words and words <= _ROLES and (own or len(words) == 1):
        return "role"
    if own or words & _BUSINESS or words & {"pr", "press", "booking", "bookings", "info", "contact", "kontakt"}:
        return "business"
    return "manager" if words_of_manager else "business" if trades or _speaks_of_work(beside) else "personal"


def is_of_a_person(email: str, handle: str) -> bool:
    """Whether an address is an individual's, whatever it is used for: one at a host where anybody has a box, or that
    has the name of the account, and neither a role's nor a manager's."""
    local, _, domain = email.rpartition("@")
    name = domain_splitter()(domain).domain
    if class_of_contact("email", email) in ("role", "manager") or set(re.split(r"[._+\d-]+", local)) & _BUSINESS:
        return False
    return name in _FREE or _alike(local, handle) or _alike(name, handle)


def _alike(left: str, right: str) -> bool:
    left, right = (re.sub(r"[\W_\d]", "", text.lower()) for text in (left, right))
    return len(left) >= 4 and len(right) >= 4 and (left in right or right in left)


def _speaks_of_work(text: str) -> bool:
    return bool(text) and any(says(kind, text) for kind in ("offers", "business", "trade"))


_FAR = 200  # characters on either side of an address that are beside it


def beside_in(text: str, seen: re.Pattern[str]) -> str:
    """The line that an address stands in, without the address; with the line above where the line says nothing more
    (and the one below where it points up)."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        match = seen.search(line)
        if match is None:
            continue
        rest = line[max(0, match.start() - _FAR) : match.start()] + " " + line[match.end() : match.end() + _FAR]
        if not re.search(r"[^\W\d_]{2}", _AT_ANOTHER.sub(" ", rest.lower())):
            rest += "\n" + (lines[number - 1] if number else "")
            if number + 1 < len(lines) and re.search(r"[☝👆⬆↑]", lines[number + 1]):
                rest += "\n" + lines[number + 1]
        return rest
    return text[: 2 * _FAR]
