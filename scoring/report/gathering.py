"""What a report says: the shortlist, the funnel that led to it, where it was found, and what it may cost and reach."""

from base64 import b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from scoring.brief import Brief
from scoring.country_names import word_home
from scoring.coverage import Coverage, coverage_of
from scoring.evidence import Evidence
from scoring.explaining.arguments import best_reasons
from scoring.explaining.benchmarks import BENCHMARKS
from scoring.judging import as_answered, evidence_of, losses_of, objects_of, rank_database
from scoring.outreach.personal_line import personal_line
from storage.clock import from_millis, now_millis
from storage.database import Database
from storage.facts import AccountKey
from storage.files.export_log import noted_export
from storage.funnel import Funnel, funnel_of, ways_to
from storage.pictures import OF_ACCOUNT, picture_body
from storage.rights.notices import forbids_transfer

if TYPE_CHECKING:
    pass


# Adding up audiences counts whoever follows two of them twice. What was measured on real follower lists: by so much.
OVERLAP = (1.06, 1.45)
_BENCHMARKS_SHOWN = ("HypeAuditor", "measured sample", "UK accounts of 1–5k")
_WAYS_SHOWN = 12


@dataclass(frozen=True)
class Line:
    """A figure of somebody else's, drawn beside the creators' own: a share of followers."""

    name: str
    figure: float
    definition: str


@dataclass(frozen=True)
class Creator:
    """One creator of the list. ``item`` is the object of ``show --json``, ``why`` the strongest reasons."""

    place: int
    item: Mapping[str, Any]
    why: Sequence[str]
    quote: str | None
    quoted_from: str | None
    picture: str | None  # as an address that holds it


@dataclass(frozen=True)
class Report:
    """Everything that the page says. ``losses`` are reasons with how many were left out for each, most first.

    ``followers`` is the sum over creators whose count is known; ``reach`` how many different people that may be.
    ``price`` is the sum over stories and over videos in whole dollars, ``None`` where no table has a price.
    """

    title: str
    made_at: datetime
    brief: Brief
    creators: Sequence[Creator]
    funnel: Funnel
    judged: int
    fitting: int
    losses: Sequence[tuple[str, int]]
    ways: Sequence[tuple[str, str, int]]
    coverage: Coverage
    lines: Sequence[Line]
    places: Sequence[tuple[str, int]]
    cities: Sequence[str]
    networks: Sequence[tuple[str, int]]
    niches: Sequence[tuple[str, int]]
    followers: int
    followers_known: int
    reach: tuple[int, int] | None
    price: tuple[int, int] | None
    unpriced: int
    price_source: str | None
    only_accepted: bool = field(default=False)


def gather_report(database: Database, brief: Brief, *, limit: int, accepted: bool, title: str | None = None) -> Report:
    """The report about the best ``limit`` of the shortlist whom nobody rejected (of those accepted, where asked)."""
    ranked = rank_database(database, brief, columns=())
    inside = ranked.filter(ranked["excluded"].is_null())
    chosen = as_answered(database, brief, inside, accepted=accepted).head(limit)
    keys: list[AccountKey] = list(zip(chosen["network"].to_list(), chosen["handle"].to_list(), strict=True))
    evidence = {(one.network, one.handle): one for one in evidence_of(database, keys)}
    passed_on = [not _keeps_back(evidence.get(key)) for key in keys]
    items = list(objects_of(database, chosen.filter(passed_on), brief))
    accounts: list[AccountKey] = [(item["network"], item["handle"]) for item in items]
    portraits = _portraits(database, accounts)
    creators = []
    for place, item in enumerate(items, start=1):
        known = evidence[item["network"], item["handle"]]
        line, url = personal_line(known.posts, item["language"], known.now)
        creators.append(
            Creator(place, item, best_reasons(item), line, url, portraits.get((known.network, known.handle)))
        )
    with database.read() as connection:
        losses = losses_of(connection, ranked)
        funnel = funnel_of(connection, (brief.low, brief.high))
        ways = ways_to(connection, accounts)[:_WAYS_SHOWN]
        coverage = coverage_of(connection, (brief.low, min(brief.high, 2**62)))
    counts = [item["followers"] for item in items if item["followers"] is not None]
    total = sum(counts)
    priced = [item["price"] for item in items if item["price"]["low"] is not None]
    made = from_millis(now_millis())
    assert made is not None
    return Report(
        title=title or brief.name or "Shortlist",
        made_at=made,
        brief=brief,
        creators=creators,
        funnel=funnel,
        judged=len(inside) + sum(number for _, number in losses),
        fitting=len(inside),
        losses=losses,
        ways=ways,
        coverage=coverage,
        lines=_lines(items),
        places=Counter(word_home(item, "country") or "not told" for item in items).most_common(),
        cities=sorted({str(item["city"]) for item in items if item["city"]}),
        networks=Counter(str(item["network"]) for item in items).most_common(),
        niches=Counter(item["niches"][0]["name"] for item in items if item["niches"]).most_common(8),
        followers=total,
        followers_known=len(counts),
        reach=_reach(counts),
        price=(sum(one["low"] for one in priced), sum(one["high"] for one in priced)) if priced else None,
        unpriced=len(items) - len(priced),
        price_source=next((str(one["source"]).partition(":")[0] for one in priced), None),
        only_accepted=accepted,
    )


def _portraits(database: Database, accounts: Sequence[AccountKey]) -> dict[AccountKey, str]:
    """The accounts' pictures, of those that are kept, as data: addresses."""
    with database.read() as connection:
        bodies = {account: picture_body(connection, *account, OF_ACCOUNT) for account in accounts}
    return {who: f"data:image/jpeg;base64,{b64encode(body).decode()}" for who, body in bodies.items() if body}


def _keeps_back(evidence: Evidence | None) -> bool:
    """Whether somebody forbids passing their data on: a report is for others."""
    profile = evidence.profile if evidence is not None else None
    return profile is not None and forbids_transfer(profile.bio or "")


def noted_report(database: Database, report: Report, file: str) -> AbstractContextManager[None]:
    """Writes down whom the report holds, as of every file that goes out, before it is written."""
    accounts = [(one.item["network"], one.item["handle"]) for one in report.creators]
    return noted_export(database.write, file, "report", report.brief.key, accounts)


def _lines(items: Sequence[Mapping[str, Any]]) -> list[Line]:
    """The benchmarks that speak of at least one of these accounts, each source once."""
    told = {(mark["name"], mark["year"]) for item in items for mark in item["benchmarks"] if mark["own"] is not None}
    found: dict[str, Line] = {}
    for mark in BENCHMARKS:
        if (mark.name, mark.year) in told and mark.name in _BENCHMARKS_SHOWN:
            name = f"{mark.name} {mark.year}" if mark.year else mark.name
            found.setdefault(mark.name, Line(name, mark.figure, mark.definition))
    return list(found.values())


def _reach(counts: Sequence[int]) -> tuple[int, int] | None:
    if not counts:
        return None
    if len(counts) == 1:
        return counts[0], counts[0]
    total, largest = sum(counts), max(counts)
    return max(largest, round(total / OVERLAP[1])), round(total / OVERLAP[0])
