"""Ranking facts without a database: what ``nanoscout rank --facts FILE.jsonl --json`` prints."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from scoring.brief import Brief
from scoring.evidence import Evidence, gather
from scoring.features import read_account, row_of, terms_of
from scoring.renames import with_newest_handles
from storage.facts import Contact, Fact

_WITNESSES = 3  # accounts whose posts tell when a page was read at the earliest
_SILENT = timedelta(days=90)


def rank_facts(facts: Iterable[Fact], brief: Brief) -> list[dict[str, Any]]:
    """One object an account (see ``explain``), best first, the excluded last; who was renamed is one account.

    Candidates are accounts with a profile or at least a post; bare sightings are none. Raises nothing for odd facts.
    """
    candidates = [evidence for evidence in gather(_contacts_last(with_newest_handles(facts))) if evidence.is_candidate]
    _tell_the_silent(candidates)
    return rank_evidence(candidates, brief)


def _contacts_last(facts: Iterable[Fact]) -> Iterator[Fact]:
    """The facts with the contacts among them behind the others, in an order of their own: of a file nobody knows which
    the page offered first, and the same lines in another order are to give the same bytes."""
    contacts = []
    for fact in facts:
        if isinstance(fact, Contact):
            contacts.append(fact)
        else:
            yield fact
    yield from sorted(contacts, key=lambda one: (one.kind, one.value, one.where, one.source_url))


def _tell_the_silent(candidates: list[Evidence]) -> None:
    """Gives those a time whom a page without one shows as silent beside others: it was read when the newest posts on it
    were written or later. For all others that would say too little: a page of one account's posts is always fresh.

    The third newest account is taken, so that one wrong clock makes nobody silent.
    """
    newest_on: dict[str, list[datetime]] = {}
    for evidence in candidates:
        times = _newest_by_page(evidence)
        for page, at in times.items():
            newest_on.setdefault(page, []).append(at)
    read_at = {page: sorted(times)[-_WITNESSES] for page, times in newest_on.items() if len(times) >= _WITNESSES}
    for evidence in candidates:
        times = _newest_by_page(evidence) if evidence.seen_at is None else {}
        read = [read_at[page] for page in times if page in read_at]
        if read and max(read) - max(times.values()) > _SILENT:
            evidence.seen_at = evidence.now = max(read)


def _newest_by_page(evidence: Evidence) -> dict[str, datetime]:
    """When the newest post of an account was written that each page shows."""
    newest: dict[str, datetime] = {}
    for post in evidence.posts:
        if post.posted_at is not None:
            newest[post.page] = max(post.posted_at, newest.get(post.page, post.posted_at))
    return newest


def rank_evidence(candidates: list[Evidence], brief: Brief) -> list[dict[str, Any]]:
    """The same for evidence that is gathered already."""
    import polars as pl

    from scoring.explaining.explain import explain
    from scoring.ranking.rank import TERMS_SCHEMA, frame_of, rank

    by_account = {(evidence.network, evidence.handle): evidence for evidence in candidates}
    rows, terms = [], {}
    for account, evidence in by_account.items():
        read = read_account(evidence)
        rows.append(row_of(read))
        terms[account] = terms_of(read)
    if brief.model is not None:
        from scoring.ranking.reaching import reach_further

        brief = reach_further(brief, words_by_holders(chain.from_iterable(terms.values())))
    near = _nearness(candidates, brief) if brief.like else {}
    weighed = [(*account, *term) for account, own in terms.items() for term in own.items()]
    ordered = rank(frame_of(rows), brief, pl.DataFrame(weighed, schema=TERMS_SCHEMA, orient="row"), near)
    accounts = zip(ordered["network"].to_list(), ordered["handle"].to_list(), strict=True)
    return [
        explain(row, by_account[account], terms[account], brief)
        for account, row in zip(accounts, ordered.iter_rows(named=True), strict=True)
    ]


def words_by_holders(terms: Iterable[str]) -> list[str]:
    """The words among terms of accounts that two of them and more hold, those that most hold first."""
    times = Counter(term for term in terms if ":" not in term)
    return sorted((term for term, held in times.items() if held >= 2), key=lambda term: (-times[term], term))


def _nearness(candidates: list[Evidence], brief: Brief) -> dict[tuple[str, str], float]:
    from scoring.graph import graph_of, named_accounts, nearness_to

    edges = (edge for evidence in candidates for edge in evidence.edges if edge.source != edge.target)
    graph = graph_of((edge.network, edge.source, edge.target, edge.kind) for edge in edges)
    return nearness_to(graph, named_accounts(brief.like, graph))
