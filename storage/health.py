"""Whether pages still yield what they used to: each field's share in a run against that of the runs before.

A network changes its pages without telling; a reader that then finds nothing is silent. So every run is its own canary.
Shares are compared within one shape of page (its address without names and numbers), since each tells other fields.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, Table, select

from storage import tables
from storage.rows import table_of

FEWEST, FEWEST_PAGES = 20, 10  # rows and pages of a shape: below, a share says nothing
DROP = 0.20  # points of a share by which a field may fall
_ERRORS = 2.0  # standard errors that a fall must exceed as well: what people hide differs from page to page
_RUNS = 5  # earlier runs that are compared with
_MOST = 4_000  # rows of a run that are looked at, the newest

_PAGE, _RUN = table_of(tables.Page), table_of(tables.Run)
_FIELDS: tuple[tuple[Table, str, tuple[str, ...]], ...] = (
    (table_of(tables.Observation), "profile", ("followers", "following", "posts_count", "display_name", "bio",
                                               "avatar_url", "links")),
    (table_of(tables.Post), "post", ("likes", "comments", "views", "text", "posted_at", "author_handle", "hashtags")),
    (table_of(tables.Comment), "comment", ("text", "author_handle", "posted_at", "likes")),
)  # fmt: skip


_Key = tuple[str, str, str]  # network, shape, field


@dataclass(frozen=True)
class Yield:
    """How often a field was told on pages of one shape: ``share`` of ``rows`` in this run, ``usual`` before (median).

    ``rows`` stood on so many ``pages``. ``usual`` is ``None`` where no earlier run had enough. ``example`` is a page of
    this run that did not tell it.
    """

    network: str
    shape: str
    field: str
    rows: int
    pages: int
    share: float
    usual: float | None
    example: str | None

    @property
    def fell(self) -> bool:
        """Whether the field fell off a cliff: by more than 20 points, and by more than so few pages may by chance."""
        if self.usual is None:
            return False
        chance = _ERRORS * sqrt(self.usual * (1 - self.usual) / self.pages)
        return self.share < self.usual - max(DROP, chance)


def health_of(connection: Connection, run_id: int) -> list[Yield]:
    """Every field's yield in a run, the deepest fall first; [] for a run with too few pages of any shape."""
    earlier = connection.execute(
        select(_RUN.c.id).where(_RUN.c.id < run_id).order_by(_RUN.c.id.desc()).limit(4 * _RUNS)
    ).scalars()
    before: dict[_Key, list[float]] = defaultdict(list)
    for number in earlier:
        for key, one in _yields(connection, number):
            if one.is_enough and len(before[key]) < _RUNS:
                before[key].append(one.share)
    found = [
        Yield(*key, one.rows, one.pages, round(one.share, 4), _middle(before[key]), one.example)
        for key, one in _yields(connection, run_id)
        if one.is_enough
    ]
    return sorted(found, key=lambda one: (1.0 if one.usual is None else one.share - one.usual, one.network, one.shape))


def _middle(shares: Sequence[float]) -> float | None:
    return round(median(shares), 4) if shares else None


def word_drift(fallen: Sequence[Yield]) -> str:
    """The falls as a sentence, with a page to look at."""
    first = fallen[0]
    words = (
        f"{first.network}: {first.field} is told on {first.share:.0%} of {first.rows:,} {first.shape}, usually on "
        f"{first.usual:.0%}; look at {first.example}"
    )
    others = f"; and {len(fallen) - 1:,} more fields (nanoscout runs --health)" if len(fallen) > 1 else ""
    return f"The pages have probably changed: {words}{others}"


@dataclass(frozen=True)
class _Told:
    """A field in one run: of so many rows on so many pages so many tell it; a page that does not."""

    rows: int
    pages: int
    told: int
    example: str | None

    @property
    def share(self) -> float:
        return self.told / self.rows

    @property
    def is_enough(self) -> bool:
        return self.rows >= FEWEST and self.pages >= FEWEST_PAGES


def _yields(connection: Connection, run_id: int) -> Iterator[tuple[_Key, _Told]]:
    for table, kind, fields in _FIELDS:
        query = (
            select(table.c.network, _PAGE.c.id, _PAGE.c.url, _PAGE.c.document, *(table.c[name] for name in fields))
            .join(_PAGE, _PAGE.c.id == table.c.page_id)
            .where(_PAGE.c.run_id == run_id)
            .order_by(table.c.page_id.desc())
            .limit(_MOST)
        )
        groups: dict[tuple[str, str], list[Any]] = defaultdict(list)
        for row in connection.execute(query):
            groups[row.network, shape_of(row.url, row.document)].append(row)
        for (network, shape), rows in groups.items():
            pages = len({row.id for row in rows})
            for name in fields:
                silent = [row.url for row in rows if getattr(row, name) is None]
                example = silent[0] if silent else None
                yield (network, f"{kind}s of {shape}", name), _Told(len(rows), pages, len(rows) - len(silent), example)


def shape_of(url: str, document: str | None) -> str:
    """An address without its host, names and numbers; of one that serves everything, with the page that asked."""
    path = _bare(url)
    serves_all = path.rstrip("/").endswith(("graphql", "graphql/query", "api/graphql", "…"))
    return f"{path} for {_bare(document)}" if serves_all and document else path


def _bare(url: str) -> str:
    try:
        parts = [part for part in urlsplit(url).path.split("/") if part]
    except ValueError:
        return "?"
    return "/" + "/".join(part if _WORD.fullmatch(part) else "…" for part in parts[:8])


# Words of an interface: letters and dots, a version. What holds digits, capitals inside, or an @ is somebody's name.
_WORD = re.compile(r"(?:v\d{1,2}|[a-z_-]{2,24}(?:\.[a-zA-Z]{2,30}){0,5})")
