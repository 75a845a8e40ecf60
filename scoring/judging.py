"""Judging what the database holds: features of what changed, the ranking for a brief, the objects that are shown."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from scoring.audience import sketch_commenters
from scoring.brief import Brief
from scoring.evidence import Evidence, gather
from scoring.features import COLUMNS, FEATURES_VERSION, read_account, row_of, terms_of
from scoring.learning import Learned, apply_learned, learn_weights
from scoring.persons import borrowed_contacts, count_once, refresh_persons
from scoring.ranking.fitting import freeze_trends, kept_trends
from scoring.tiers import NANO_BAND
from scoring.wording import word_losses
from storage.accounts import facts_about, mark_fresh, mark_stale, nanos_pointing_at, stale_accounts
from storage.database import Database
from storage.derived import (
    common_words,
    count_changes,
    count_ranked,
    has_more_rows,
    is_ranking_of,
    position_of,
    prepare_features,
    read_features,
    read_terms_of_few,
    save_features,
    save_scores,
)
from storage.observations import followers_over_time
from storage.persons import all_persons, persons_of
from storage.pictures import pictures_of
from storage.rights.erased import minors_erased
from storage.rights.privacy import suppressed_among
from storage.standings import MOST_KEPT, keep_standings
from storage.ties import all_edges
from storage.verdicts import current_verdicts, learning_begins

if TYPE_CHECKING:
    import polars as pl
    from sqlalchemy import Connection

    from scoring.ranking.candidates import RankingCache

STANDING = ("network", "handle", "score", "low", "confidence", "tier", "excluded")  # what is kept of a ranking
_AT_ONCE = 200
_FEW = 5_000  # so many are ranked with all columns at once: no second plan is put together for those explained
# The words that accounts share, by database, with the number of changes after which they were counted: all terms are
# read for it, and a review page asks at every click.
_VOCABULARIES: "WeakKeyDictionary[Database, tuple[int, list[str]]]" = WeakKeyDictionary()


def refresh_features(database: Database) -> int:
    """Makes the features of every account whose facts changed; returns how many. Killed, it goes on where it was."""
    with database.write() as connection:
        prepare_features(connection, COLUMNS, FEATURES_VERSION)
        mark_stale(connection, refresh_persons(connection))
        waiting = stale_accounts(connection)
    done = 0
    for network, group in groupby(waiting, key=lambda account: account[0]):
        handles = [handle for _, handle in group]
        for start in range(0, len(handles), _AT_ONCE):
            part = handles[start : start + _AT_ONCE]
            # Facts are read in the transaction that marks them fresh: what comes meanwhile is stale again afterwards.
            with database.write() as connection:
                gone = suppressed_among(connection, ((network, handle) for handle in part))
                wanted = {handle for handle in part if (network, handle) not in gone}
                read = [read_account(item) for item in _gather(connection, network, part) if item.handle in wanted]
                save_features(
                    connection,
                    COLUMNS,
                    network,
                    part,
                    [row_of(account) for account in read],
                    {account.evidence.handle: terms_of(account) for account in read},
                    {account.evidence.handle: _searched(account.evidence) for account in read},
                    {
                        account.evidence.handle: sketch
                        for account in read
                        if (sketch := sketch_commenters(account.evidence)) is not None
                    },
                )
                mark_fresh(connection, network, part)
            done += len(part)
            if database.on_reading is not None:
                database.on_reading(done, len(waiting))
    return done


def judge_changed(database: Database) -> None:
    """Makes the features of what changed, and fits the trends that there is enough for since."""
    if refresh_features(database):
        freeze_trends(database)


def _searched(evidence: Evidence) -> str:
    """What people look for in an account: its names, its bio, the titles of its highlights, its hashtags."""
    profile = evidence.profile
    said = [evidence.handle, *((profile.display_name, profile.bio, profile.category) if profile else ())]
    said += [highlight.title for highlight in evidence.highlights]
    said += sorted({tag for post in evidence.posts for tag in post.hashtags or ()})
    return "\n".join(part for part in said if part)


def _gather(connection: "Connection", network: str, handles: list[str]) -> list[Evidence]:
    nanos = nanos_pointing_at(connection, network, handles, NANO_BAND)
    found = gather(facts_about(connection, network, handles), ((network, handle) for handle in sorted(nanos)))
    borrowed = borrowed_contacts(connection, network, handles)
    pictures = pictures_of(connection, network, handles)
    for item in found:
        item.contacts += borrowed.get(item.handle, [])
        item.pictures = pictures.get(item.handle, [])
    return [item for item in found if item.is_candidate]


def learn_from_verdicts(database: Database, brief: Brief) -> Learned:
    """What the verdicts given for this brief teach about its weights; nothing where there are too few."""
    with database.read() as connection:
        verdicts = current_verdicts(connection, brief.key, after=learning_begins(connection, brief.key))
    if not verdicts:
        return Learned(0, 0, 0, {}, {})
    refresh_features(database)
    brief = _widened(database, brief)
    features, terms = _read_few(database, brief, verdicts)
    return learn_weights(_rank(database, features, brief, terms).to_dicts(), verdicts, brief)


def with_learned(database: Database, brief: Brief) -> Brief:
    """The brief as verdicts bent it, with the accepted among those it likes; itself where nobody was answered."""
    with database.read() as connection:
        verdicts = current_verdicts(connection, brief.key, after=learning_begins(connection, brief.key))
    accepted = [f"{handle}@{network}" for (network, handle), one in sorted(verdicts.items()) if one.answer == "accept"]
    return apply_learned(brief, learn_from_verdicts(database, brief), accepted)


def _read_few(
    database: Database, brief: Brief, accounts: Collection[tuple[str, str]]
) -> "tuple[pl.DataFrame, pl.DataFrame]":
    """The wide table's rows of a few accounts, and their terms that the brief asks for."""
    import polars as pl

    from scoring.ranking.match import query_terms
    from scoring.ranking.rank import SCHEMA, TERMS_SCHEMA

    with database.read() as connection:
        rows = read_features(connection, COLUMNS, sorted(accounts))
        terms = read_terms_of_few(connection, accounts, query_terms(brief))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row"), pl.DataFrame(terms, schema=TERMS_SCHEMA, orient="row")


def _rank(database: Database, features: "pl.DataFrame", brief: Brief, terms: "pl.DataFrame") -> "pl.DataFrame":
    from scoring.ranking.rank import rank

    return rank(features, brief.under(kept_trends(database)), terms, _nearness(database, brief))


def _as_judged(database: Database, brief: Brief) -> Brief:
    """The brief under the trends of this database, widened by its sentence model where it has one."""
    return _widened(database, brief).under(kept_trends(database))


def _widened(database: Database, brief: Brief) -> Brief:
    if brief.model is None:
        return brief
    from scoring.ranking.reaching import MOST_VOCABULARY, reach_further

    with database.read() as connection:
        changes = count_changes(connection)
        if _VOCABULARIES.get(database, (None, []))[0] != changes:
            # Half of the words or more are the lexicon's, which need no model.
            _VOCABULARIES[database] = changes, common_words(connection, 4 * MOST_VOCABULARY)
    return reach_further(brief, _VOCABULARIES[database][1])


def _nearness(database: Database, brief: Brief) -> dict[tuple[str, str], float]:
    """How near everyone stands to those whom the brief likes; empty where it likes nobody."""
    if not brief.like:
        return {}
    from scoring.graph import graph_of, named_accounts, nearness_to

    with database.read() as connection:
        graph = graph_of(all_edges(connection))
    return nearness_to(graph, named_accounts(brief.like, graph))


def rank_database(
    database: Database, brief: Brief, *, columns: Sequence[str] | None = None, held: "RankingCache | None" = None
) -> "pl.DataFrame":
    """The ranking of everyone known for this brief, best first, the excluded last; kept under the brief's hash.

    With ``columns`` (of ``scoring.ranking.candidates``) no others are promised, besides what is kept: ``rank``,
    ``same_as`` and those of ``STANDING``. ``held`` is what the caller keeps for another brief over the same candidates.
    """
    import polars as pl

    from scoring.ranking.candidates import RankingCache, hold_ready, rank_ready
    from scoring.ranking.match import match_uses, query_terms
    from scoring.ranking.rank import rank_matched
    from scoring.ranking.score import score_version
    from scoring.ranking.wide import read_uses, scan_blocks, whole_blocks

    judge_changed(database)
    brief = _as_judged(database, brief)
    nearness = _nearness(database, brief)
    with whole_blocks(database) as connection:
        changes = count_changes(connection)
        made_from = _name_inputs(brief, changes)
        person_of = all_persons(connection)
        kept_already = is_ranking_of(connection, brief.hash, made_from)
        if held is None and not has_more_rows(connection, _FEW):
            columns = None
        if columns is not None:
            ready = hold_ready(held or RankingCache(), connection, brief, changes)
        else:
            everyone = scan_blocks(connection).collect()
            match = match_uses(read_uses(connection, query_terms(brief)), brief, len(everyone))
    if columns is not None:
        made = list(dict.fromkeys(["rank", *STANDING, *columns]))
        ranked = rank_ready(ready, brief, nearness, columns=made)
    else:
        ranked = rank_matched(everyone.with_columns(match).with_row_index("_row").lazy(), brief, nearness)
    ranked = count_once(ranked, person_of)
    if not kept_already:
        with database.write() as connection:
            rows = ranked.select(pl.col("rank").alias("position"), *STANDING).sort("network", "handle")
            names, version = rows.columns, score_version(brief)
            save_scores(connection, brief.hash, version, names, rows.iter_rows(), made_from=made_from)
    return ranked


def best_accounts(ranked: "pl.DataFrame", limit: int) -> list[tuple[str, str]]:
    """(network, handle) of the best of a ranking, without the excluded."""
    best = ranked.filter(ranked["excluded"].is_null())
    best = best.head(min(limit, len(best)))  # a number of any size may be asked for
    return list(zip(best["network"].to_list(), best["handle"].to_list(), strict=True))


def rank_one(database: Database, brief: Brief, network: str, handle: str) -> "tuple[pl.DataFrame, int]":
    """The row of one account in the ranking of everyone, empty where it is not in it; and how many are ranked.

    Everyone is ranked for it only where the ranking that is kept is older than the facts, or of other weights.
    """
    import polars as pl

    if refresh_features(database):
        freeze_trends(database)
    with database.read() as connection:
        made_from = _name_inputs(_as_judged(database, brief), count_changes(connection))
        current = is_ranking_of(connection, brief.hash, made_from)
        place = position_of(connection, brief.hash, network, handle) if current else None
        ranked_in_all = count_ranked(connection, brief.hash) if current else 0
    if place is None:
        ranked = rank_database(database, brief, columns=())
        mine, ranked_in_all = ranked.filter(network=network, handle=handle), len(ranked)
        if not len(mine):
            return mine, ranked_in_all
        place = int(mine["rank"][0])
    few = rank_few(database, brief, [(network, handle)])
    return few.with_columns(pl.lit(place, dtype=pl.Int64).alias("rank")), ranked_in_all


def _name_inputs(brief: Brief, changes: int) -> str:
    """Names all that a ranking follows from besides the brief as it was written: weights, trends, whom the brief likes
    by now, and the features (every new tie changes those of its target)."""
    from scoring.ranking.score import score_version

    liked = hashlib.sha256("\n".join(brief.like).encode()).hexdigest()[:12]
    return f"{score_version(brief)} like {liked} after {changes}"


def rank_few(database: Database, brief: Brief, accounts: Sequence[tuple[str, str]]) -> "pl.DataFrame":
    """The same rows as ``rank_database`` gives, for a few accounts whose features are made; only ``rank`` is among
    these few. Nothing is kept."""
    with database.read() as connection:
        others = {one.account for members in persons_of(connection, accounts).values() for one in members}
        person_of = all_persons(connection) if others else {}
    brief = _widened(database, brief)
    features, terms = _read_few(database, brief, {*accounts, *others})
    ranked = count_once(_rank(database, features, brief, terms), person_of)
    asked = set(accounts)
    keys = zip(ranked["network"].to_list(), ranked["handle"].to_list(), strict=True)
    return ranked.filter([key in asked for key in keys]) if others else ranked


def losses_of(connection: "Connection", ranked: "pl.DataFrame") -> list[tuple[str, int]]:
    """The reasons in words why judged accounts are out, each with how many, most first; minors erased are counted."""
    return word_losses(ranked["excluded"].to_list(), minors_erased(connection))


def keep_ranking(database: Database, run_id: int, ranked: "pl.DataFrame", brief: Brief) -> None:
    """Keeps the best of a ranking as it stands at the end of a run, for ``compare``."""
    from scoring.explaining.explain import contributions_of
    from scoring.ranking.score import score_version

    brief = _as_judged(database, brief)
    version = score_version(brief)
    rows = [
        {
            "network": row["network"],
            "handle": row["handle"],
            "position": row["rank"],
            "score": row["score"],
            "version": version,
            "excluded": row["excluded"],
            "points": contributions_of(row, brief),
        }
        for row in _with_signals(database, ranked.head(MOST_KEPT), brief, _nearness(database, brief))
    ]
    with database.write() as connection:
        keep_standings(connection, run_id, rows)


def _with_signals(
    database: Database, ranked: "pl.DataFrame", brief: Brief, nearness: Mapping[tuple[str, str], float]
) -> list[dict[str, Any]]:
    """Ranked rows with all columns; those that a narrow ranking has not are made for these accounts alone."""
    from scoring.ranking.rank import rank

    if "authenticity" in ranked.columns or not len(ranked):
        return ranked.to_dicts()
    accounts = list(zip(ranked["network"].to_list(), ranked["handle"].to_list(), strict=True))
    features, terms = _read_few(database, brief, accounts)
    whole = {(row["network"], row["handle"]): row for row in rank(features, brief, terms, nearness).to_dicts()}
    return [whole[row["network"], row["handle"]] | row for row in ranked.to_dicts()]


def niches_of(database: Database) -> dict[tuple[str, str], str | None]:
    """The strongest niche of everyone whose features were made, ``None`` where none was told."""
    place = list(COLUMNS).index("niche")
    with database.read() as connection:
        return {(str(row[0]), str(row[1])): _text(row[place]) for row in read_features(connection, COLUMNS)}


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def evidence_of(database: Database, accounts: Sequence[tuple[str, str]]) -> Iterator[Evidence]:
    """Everything known about these accounts, in their order; accounts with nothing to judge are left out."""
    found: dict[tuple[str, str], Evidence] = {}
    networks = sorted({network for network, _ in accounts})
    with database.read() as connection:
        for network in networks:
            handles = [handle for name, handle in accounts if name == network]
            for item in _gather(connection, network, handles):
                found[item.network, item.handle] = item
        # The account's row has its newest count alone; how it grew stands in what was observed.
        for start in range(0, len(accounts), _AT_ONCE):
            for account, seen in followers_over_time(connection, accounts=accounts[start : start + _AT_ONCE]).items():
                if account in found:
                    found[account].followers_seen = seen
    for account in accounts:
        if account in found and found[account].is_candidate:
            yield found[account]


def as_answered(database: Database, brief: Brief, inside: "pl.DataFrame", *, accepted: bool) -> "pl.DataFrame":
    """Those of a ranking who may go out: with ``accepted`` whom somebody accepted for the brief, else whom nobody
    rejected. A file that is sent shows nobody to whom the answer was no."""
    with database.read() as connection:
        answers = {who: verdict.answer for who, verdict in current_verdicts(connection, brief.key).items()}
    keys = zip(inside["network"].to_list(), inside["handle"].to_list(), strict=True)
    said = [answers.get(who) for who in keys]
    return inside.filter([answer == "accept" if accepted else answer != "reject" for answer in said])


def objects_of(database: Database, ranked: "pl.DataFrame", brief: Brief) -> Iterator[dict[str, Any]]:
    """The object that is shown of each ranked row, in order; words are made only for the rows given."""
    return (item for _, item in explained(database, ranked, brief))


def explained(database: Database, ranked: "pl.DataFrame", brief: Brief) -> Iterator[tuple[Evidence, dict[str, Any]]]:
    """The evidence of each ranked row, and the object that is shown of it, in order."""
    from scoring.explaining.explain import explain
    from scoring.ranking.match import query_terms

    brief = _as_judged(database, brief)
    nearness = _nearness(database, brief) if len(ranked) else {}
    for slice_ in ranked.iter_slices(_AT_ONCE):
        part = _with_signals(database, slice_, brief, nearness)
        accounts = [(row["network"], row["handle"]) for row in part]
        evidence = {(item.network, item.handle): item for item in evidence_of(database, accounts)}
        terms: dict[tuple[str, str], dict[str, float]] = {account: {} for account in accounts}
        with database.read() as connection:
            for network, handle, term, weight in read_terms_of_few(connection, accounts, query_terms(brief)):
                terms[network, handle][term] = weight
        for account, row in zip(accounts, part, strict=True):
            yield evidence[account], explain(row, evidence[account], terms[account], brief)
