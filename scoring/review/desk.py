"""What the review page does, without the web: the list, a candidate, answers, where the talk stands, what goes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from scoring.brief import Brief
from scoring.evidence import Evidence
from scoring.features import COLUMNS
from scoring.judging import explained, rank_database, rank_few, with_learned
from scoring.outreach.handing_over import rows_to_hand
from scoring.outreach.rows import worded_routes
from scoring.ranking.candidates import RankingCache
from scoring.review.listing import LISTED, Filters, Listing, ListPage
from storage.accounts import find_account
from storage.clock import now_millis
from storage.database import Database
from storage.derived import position_of
from storage.errors import NoSuchAccount
from storage.facts import AccountKey, Post
from storage.files.cells import Cell
from storage.files.export_log import log_export
from storage.outreach import Talk, set_status, talks_in, talks_of, warning_of
from storage.persons import Member, persons_of
from storage.pictures import picture_body, with_picture
from storage.review_list import names_of_listed
from storage.rights.privacy import suppressed_among
from storage.search import find_words
from storage.statuses import Status
from storage.ties import Tie, ties_of
from storage.verdicts import Answer, Verdict, count_verdicts, current_verdicts, give_verdict, undo_verdict

_BEST_POSTS = 3


@dataclass(frozen=True)
class Candidate:
    """Everything that the card of one account shows. ``item`` is the object of ``show --json``."""

    item: dict[str, Any]
    evidence: Evidence
    position: int | None
    ties: list[Tie]
    routes: list[str]
    posts: list[Post]
    verdict: Verdict | None
    talks: list[Talk]
    warning: str | None
    others: list[Member]  # accounts of the same person
    pictured: frozenset[str]  # keys of the pictures that are kept

    @property
    def account(self) -> AccountKey:
        """Network and handle."""
        return self.item["network"], self.item["handle"]


class Desk:
    """One brief and one database on a table. ``who`` answers here; ``campaign`` is whose talk is kept."""

    def __init__(
        self, database: Database, brief: Brief, *, who: str | None = None, campaign: str | None = None
    ) -> None:
        self.database = database
        self.own_brief = brief
        self.who = who
        self.campaign = campaign or brief.key
        self.brief = brief
        self._answers = 0
        self._held = RankingCache()
        self.rank()

    @property
    def brief_title(self) -> str:
        """What the page calls the brief that it shows."""
        without = "Default brief" if self.own_brief.hash == Brief().hash else "Brief without a name"
        return self.own_brief.name or without

    def rank(self) -> int:
        """Ranks everyone anew, with what the answers taught; returns how many are in the shortlist."""
        self.brief = with_learned(self.database, self.own_brief)
        ranked = rank_database(self.database, self.brief, columns=LISTED, held=self._held)
        self._listing = Listing(ranked)
        self._answers = sum(self.counts().values())
        return int(ranked["excluded"].is_null().sum())

    def new_answers(self, counts: Mapping[str, int]) -> int:
        """How many answers were given (or taken back) since the last ranking, of how many there are of each now."""
        return abs(sum(counts.values()) - self._answers)

    def counts(self) -> dict[str, int]:
        """How many of each answer."""
        with self.database.read() as connection:
            return count_verdicts(current_verdicts(connection, self.brief.key))

    def choices(self) -> dict[str, list[str]]:
        """What the filters may choose from; it changes with a ranking only."""
        return self._listing.choices

    def page(self, filters: Filters, *, after: int | None, before: int | None, limit: int) -> ListPage:
        """A page of the list, each row with its answer and a warning where somebody talks to them already."""
        with self.database.read() as connection:
            verdicts = {who: verdict.answer for who, verdict in current_verdicts(connection, self.brief.key).items()}
            find = partial(find_words, connection, filters.words) if filters.words.strip() else None
            talks = talks_in(connection, self.campaign) if filters.talk else None
            page = self._listing.page(filters, verdicts, find, talks=talks, after=after, before=before, limit=limit)
            accounts = [(row["network"], row["handle"]) for row in page.rows]
            names = names_of_listed(connection, COLUMNS, accounts)
            known = talks_of(connection, accounts)
            pictured = with_picture(connection, accounts)
        rows = []
        for account, row in zip(accounts, page.rows, strict=True):
            if account in names:
                row["display_name"], row["bio"] = names[account]
                row["pictured"] = account in pictured
                row["warning"] = warning_of(known.get(account, ()), self.campaign)
                rows.append(row)
        return replace(page, rows=rows)

    def candidate(self, network: str, handle: str) -> Candidate:
        """The card of one account; raises NoSuchAccount where it was never visited, or is suppressed."""
        return self.candidates([(network, handle)])[0]

    def candidates(self, accounts: Sequence[AccountKey]) -> list[Candidate]:
        """The cards of a few accounts, in their order; raises NoSuchAccount as ``candidate`` does."""
        with self.database.read() as connection:
            accounts = [find_account(connection, handle, network) for network, handle in accounts]
        ranked = rank_few(self.database, self.brief, accounts)
        known = {(one.network, one.handle): (one, item) for one, item in explained(self.database, ranked, self.brief)}
        found = []
        with self.database.read() as connection:
            verdicts = current_verdicts(connection, self.brief.key)
            talks = talks_of(connection, accounts)
            others = persons_of(connection, accounts)
            for network, handle in accounts:
                if (network, handle) not in known:
                    raise NoSuchAccount(f"{handle}@{network} was met but never visited: there is nothing to show yet")
                evidence, item = known[network, handle]
                said = talks.get((network, handle), [])
                found.append(
                    Candidate(
                        item=item,
                        evidence=evidence,
                        position=position_of(connection, self.brief.hash, network, handle),
                        ties=ties_of(connection, network, handle),
                        routes=worded_routes(evidence),
                        posts=_best_posts(evidence),
                        verdict=verdicts.get((network, handle)),
                        talks=said,
                        warning=warning_of(said, self.campaign),
                        others=others.get((network, handle), []),
                        pictured=frozenset(picture.key for picture in evidence.pictures),
                    )
                )
        return found

    def picture(self, network: str, handle: str, key: str) -> bytes | None:
        """The copy of an account's picture (``key`` is empty) or of a post's, as JPEG; ``None`` where none is kept."""
        with self.database.read() as connection:
            if suppressed_among(connection, [(network, handle)]):
                return None
            return picture_body(connection, network, handle, key)

    def answer(self, network: str, handle: str, answer: Answer, *, reason: str | None, note: str | None) -> None:
        """Keeps an answer; raises NoSuchAccount for unknown and suppressed people."""
        with self.database.write() as connection:
            network, handle = find_account(connection, handle, network)
            give_verdict(
                connection,
                network,
                handle,
                answer,
                brief=self.brief.key,
                now=now_millis(),
                reason=reason,
                note=note,
                who=self.who,
                campaign=self.campaign,
            )

    def undo(self, network: str, handle: str) -> Verdict | None:
        """Takes the newest answer to an account back; what holds now, ``None`` where nothing does."""
        with self.database.write() as connection:
            _, holds = undo_verdict(connection, network, handle, brief=self.brief.key, now=now_millis(), who=self.who)
        return holds

    def set_status(self, network: str, handle: str, status: Status, note: str | None) -> None:
        """Where the talk with a creator stands in this campaign; raises NoSuchAccount for unknown people."""
        with self.database.write() as connection:
            network, handle = find_account(connection, handle, network)
            set_status(connection, network, handle, self.campaign, status, now=now_millis(), owner=self.who, note=note)

    def accepted_rows(self) -> list[dict[str, Cell]]:
        """The outreach rows of everyone accepted, best first, noted in the database as an export."""
        rows = rows_to_hand(self.database, self.brief, accepted=True, campaign=self.campaign, held=self._held)
        with self.database.write() as connection:
            accounts = [(row["network"], row["handle"]) for row in rows]
            log_export(connection, "review page: accepted.csv", "outreach", self.brief.key, accounts, now=now_millis())
        return rows


def _best_posts(evidence: Evidence) -> list[Post]:
    """The posts with most likes and comments; the newest where counts are not shown."""

    def strength(post: Post) -> tuple[int, float]:
        when = post.posted_at.timestamp() if post.posted_at else 0.0
        return (post.likes or 0) + (post.comments or 0), when

    return sorted(evidence.posts, key=strength, reverse=True)[:_BEST_POSTS]
