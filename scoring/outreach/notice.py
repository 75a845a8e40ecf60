"""What a person is to be told about their data, in their language: who has it, from where, why, and what they may do.

Source: GDPR Art. 14 (information where data was not obtained from the person) with Art. 15 to 22; the right to object
stands apart from the rest, as Art. 21(4) asks. The sentences are in ``notices.toml``. Who the sender is in full is not
known here: ``TO_ADD`` says what they add.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from string import Template

from scoring.outreach.rows import months_after
from scoring.wording import clean_line

MONTHS_KEPT = 6
TO_ADD = (
    "Add who you are in full (firm, address, data protection officer if you have one), and to which services outside "
    f"the EU or UK the data goes, or a link to your full notice. It promises to delete {MONTHS_KEPT} months after they "
    f"were met: nanoscout purge --older-than {MONTHS_KEPT}m does"
)
# Who it is from, what is kept, why and for how long, objection on its own, the other rights.
_PARAGRAPHS = (("found",), ("kept", "judged"), ("why", "shared", "until"), ("object",), ("rights", "complain"))
_NAME_ENDS = re.compile(r"\s*[|•·/\\(\[{~:;–—✨]|\s-\s")  # what follows tells a trade or a place
_IN_NAMES = frozenset(" .'’&-\u200c\u200d")
_SAID_ALREADY = re.compile(r"(?:our |a )?legitimate interests?\b[\s:;,.–—-]*", re.IGNORECASE)


@dataclass(frozen=True)
class Notice:
    """The text in one language; ``due_by`` (ISO date) is the last day for it: a month after the data was collected."""

    language: str
    text: str
    due_by: str
    mind: str | None = None  # what the sender has to change in the text, since it is not so of this person
    add: str = TO_ADD


def notice_languages() -> tuple[str, ...]:
    """The codes of the languages that there is a notice in."""
    return tuple(_texts())


def notice_for(
    *,
    language: str | None,
    name: str,
    profile_url: str,
    seen: str,
    due_by: str,
    brand: str,
    contact: str,
    basis: str | None,
) -> Notice:
    """The notice in the person's language, in English where there is none in it; ``seen`` and ``due_by`` ISO dates.

    ``basis`` is the sender's own words beside the legitimate interest, which the text names anyway.
    """
    chosen = language if language and language in _texts() else "en"
    said = _texts()[chosen]
    own = own_words(basis)
    values = {"name": name, "brand": brand, "profile": profile_url, "seen": day_in(chosen, seen), "contact": contact,
              "until": day_in(chosen, deleted_by(date.fromisoformat(seen)).isoformat())}  # fmt: skip
    if chosen == "ar":  # a name in Latin letters keeps its @ and full stops where they were
        values |= {"name": _isolated(name), "brand": _isolated(brand), "profile": profile_url.rstrip("/")}
        own = own and _isolated(own)
    values["basis"] = f"{said.get('separator', '; ')}{own}" if own else ""
    parts = [said.get("joiner", " ").join(said[key] for key in keys) for keys in _PARAGRAPHS]
    return Notice(chosen, Template("\n\n".join([said["hello"], *parts])).substitute(values), due_by)


def deleted_by(met: date) -> date:
    """The day by which a notice promises to delete whom somebody met on a day."""
    return months_after(met, MONTHS_KEPT)


def own_words(basis: str | None) -> str | None:
    """What a stated basis says beside "legitimate interest"; ``None`` where that is all."""
    return _SAID_ALREADY.sub("", clean_line(basis or ""), count=1).strip(" .") or None


def day_in(language: str, day: str) -> str:
    """An ISO date as a language writes it in a sentence: "20. November 2026", "1er mars 2026"."""
    said, when = _texts()[language], date.fromisoformat(day)
    months = said.get("months", "").split()
    number = said.get("first_day", "1") if when.day == 1 else str(when.day)
    month = months[when.month - 1] if months else str(when.month)
    return Template(said["day"]).substitute(d=number, month=month, m=str(when.month), y=str(when.year))


def name_to_call(display_name: str, handle: str) -> str:
    """A display name as one is greeted by it: without what stands after a bar, and without emoji; else the handle."""
    head = _NAME_ENDS.split(clean_line(display_name), maxsplit=1)[0]
    letters = (one if one in _IN_NAMES or unicodedata.category(one)[0] in "LMN" else " " for one in head)
    name = " ".join("".join(letters).split()).strip(" .'’&-\u200c\u200d\ufe0f")
    return name if any(letter.isalpha() for letter in name) and len(name) <= 40 else f"@{handle}"


def _isolated(text: str) -> str:
    return f"\u2068{text}\u2069"


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(Path(__file__).with_name("notices.toml").read_text("utf-8"))
