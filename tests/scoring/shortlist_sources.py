"""Twelve briefs with graded accounts, written by somebody who knew nothing of the lists.

``strangers/shortlists/NN-topic.txt`` holds, divided by ``---``, a brief (TOML), pools of phrases in each language
(``opening.en`` and ``middle.en`` make one more caption, ``comment.en`` and ``reply.en`` are said under posts;
``common.txt`` has praise that anybody gets, and names) and accounts. The first line of an account is
``@handle|name|network|followers|following|posts|grade|options``; the lines after it are its ``bio``, ``why`` it has its
grade, captions, comments with ``>>`` before what the owner answers, links, and whom it ``follows``. A grade goes from 4
(the first to be asked) to 0 (no match); ``?`` is a number that nobody saw. The options, ``_`` for a space in them:

- ``out`` must be excluded; ``as`` the group that it stands for: competitor (works for one), bought (followers),
  bought_likes, pod, giveaway, silent, weak (engagement), profile_only, minor.
- ``likes`` and ``talk`` are likes, and comments a like, against what is usual; ``noise`` of the likes (0.38);
  ``audience`` where followers are unseen; ``likes_hidden``, ``only_views``.
- ``comments`` are genuine, friends, generic, pod (of the name ``pod``), spam or unseen, under ``seen`` posts (4);
  ``replies`` to all, some, few or none of them; ``praise`` in another language.
- ``posts`` in all, ``gap`` and ``newest`` in days, ``paid`` the share of advertisements that carry the network's own
  label, with the ``sponsor``; ``place``, ``language``.
- Of the profile: ``within`` (how rounded its followers are), ``highlights``, ``category``, ``type``, ``mail``,
  ``phone``, ``private``, ``verified``.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from scoring.brief import Brief, brief_from_toml

FOLDER = Path(__file__).parent / "strangers" / "shortlists"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("[0-9]*.txt")))
Pools = dict[str, list[str]]


@dataclass(frozen=True)
class Account:
    """An account as it was written."""

    handle: str
    name: str
    network: str
    followers: int | None
    following: int | None
    posts: int | None
    grade: int
    options: dict[str, str]
    lines: Pools

    def number(self, option: str, otherwise: float) -> float:
        """An option that is a number."""
        return float(self.options.get(option, otherwise))

    def words(self, option: str) -> str | None:
        """An option that is text."""
        return self.options[option].replace("_", " ") if option in self.options else None


class Source(NamedTuple):
    """A set as it was written."""

    brief: Brief
    pools: Pools
    accounts: list[Account]

    @property
    def language(self) -> str:
        """What most of its accounts write."""
        return next(name for name in self.pools if name.startswith("opening.")).split(".")[1]


def _lines_by_kind(text: str) -> Pools:
    found: Pools = defaultdict(list)
    for line in text.splitlines():
        kind, _, rest = line.partition(" ")
        found[kind].append(rest.replace("\\n", "\n"))
    return found


def _count(text: str) -> int | None:
    return int(text.replace(",", "")) if text not in ("", "?") else None


def _account(text: str) -> Account:
    head, _, rest = text.partition("\n")
    handle, name, network, followers, following, posts, grade, options = head.split("|")
    told = {key: value for key, _, value in (option.partition("=") for option in options.split())}
    counts = (_count(followers), _count(following), _count(posts))
    return Account(handle, name, network, *counts, int(grade), told, _lines_by_kind(rest))


@lru_cache(maxsize=len(NAMES))
def read_source(name: str) -> Source:
    """A set by its name, as it was written."""
    brief, pools, accounts = (FOLDER / f"{name}.txt").read_text("utf-8").split("\n---\n")
    common = _lines_by_kind((FOLDER / "common.txt").read_text("utf-8"))
    written = [_account(text) for text in accounts.removeprefix("@").split("\n@")]
    return Source(brief_from_toml(brief, name), _lines_by_kind(pools) | common, written)
