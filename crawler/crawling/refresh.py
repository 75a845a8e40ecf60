"""Visiting known accounts again: those nearest a decision first."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from crawler.crawling.discover import choose_networks
from crawler.crawling.plan import Plan, budget_of, make_plan, options_of
from crawler.crawling.workers import this_worker
from crawler.networks import host_asked, load_network, network_names
from crawler.networks.network import Network, Target
from crawler.settings import Settings
from crawler.sources.replay import Replay
from scoring.wording import plural
from storage import frontier, runs
from storage.clock import now_millis
from storage.database import Database
from storage.errors import BadSettings, NothingReady
from storage.facts import AccountKey
from storage.observations import accounts_on_list, accounts_seen_before
from storage.verdicts import current_verdicts

if TYPE_CHECKING:
    from scoring.brief import Brief
    from storage.verdicts import Verdict

_UNITS = {"h": 3_600_000, "d": 86_400_000, "w": 7 * 86_400_000}
_NEAR_BAND = 1.5  # who lies so near to the band (as a factor) may have come into it
_STEP = 1_000.0  # of promise between two places: what the visits add by naming each other never changes the order
_ANSWERED, _SHORTLISTED, _NEARLY, _UNKNOWN = range(4)


def parse_age(words: str) -> int:
    """Milliseconds of an age such as 7d, 12h or 2w; raises BadSettings."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([hdw]?)", words.strip().lower())
    if match is None:
        raise BadSettings(f'An age is written like 7d, 12h or 2w, not "{words}"')
    return round(float(match.group(1)) * _UNITS[match.group(2) or "d"])


def order_by_decision(
    rows: Iterable[Mapping[str, Any]], verdicts: "Mapping[AccountKey, Verdict]", band: tuple[int, int]
) -> list[AccountKey]:
    """Whom to look at again, nearest a decision first.

    First whom somebody accepted or put off (what is known of them is about to be used), then the shortlist in its
    order, then who lies just outside the band, nearest first, then those whose followers are unknown. Who was rejected,
    or is out for another reason, is not visited again. ``rows`` are ranked rows.
    """
    found: list[tuple[int, float, str, str]] = []
    for row in rows:
        network, handle = row["network"], row["handle"]
        verdict = verdicts.get((network, handle))
        followers = row["followers"]
        if verdict is not None and verdict.answer == "reject":
            continue
        if verdict is not None:
            found.append((_ANSWERED, row["rank"], network, handle))
        elif row["excluded"] is None:
            found.append((_SHORTLISTED, row["rank"], network, handle))
        elif row["excluded"] in ("below_band", "above_band") and followers:
            beyond = max(band[0] / followers, followers / max(1, band[1]))
            if beyond <= _NEAR_BAND:
                found.append((_NEARLY, beyond, network, handle))
        elif row["excluded"] == "followers_unknown":
            found.append((_UNKNOWN, row["rank"], network, handle))
    return [(network, handle) for _, _, network, handle in sorted(found)]


class Refresh(NamedTuple):
    """A run that looks again at ``due`` accounts; ``unasked`` says of further ones that are due why they are not."""

    run_id: int
    plan: Plan
    due: int
    unasked: list[str]


class Due(NamedTuple):
    """Who is to be looked at again on ``networks``, nearest a decision first; ``unasked`` as in Refresh."""

    networks: list[Network]
    accounts: list[AccountKey]
    unasked: list[str]


def find_due(
    database: Database,
    settings: Settings,
    brief: "Brief",
    older_than: int,
    *,
    named: Sequence[str] = (),
    list_name: str | None = None,
    replay: Replay | None = None,
) -> Due:
    """Who was last seen longer ago than ``older_than`` (milliseconds). Asks nobody, queues nobody.

    Raises NothingReady where everybody who is due is on networks that cannot be asked.
    """
    from scoring.judging import rank_database

    networks, _ = choose_networks(settings, named, [], replay)
    names = [network.name for network in networks]
    ranked = rank_database(database, brief, columns=("followers",))
    with database.read() as connection:
        due = accounts_seen_before(connection, now_millis() - older_than, [*named] or network_names())
        listed = accounts_on_list(connection, list_name) if list_name is not None else None
        verdicts = current_verdicts(connection, brief.key)
    wished = [
        account
        for account in order_by_decision(ranked.iter_rows(named=True), verdicts, (brief.low, brief.high))
        if account in due and (listed is None or account in listed)
    ]
    order = [account for account in wished if account[0] in names]
    unasked = _word_unasked(settings, Counter(network for network, _ in wished if network not in names), replay)
    if unasked and not order:
        raise NothingReady(". ".join(unasked))
    return Due(list(networks), order, unasked)


def start_refresh(
    database: Database,
    settings: Settings,
    brief: "Brief",
    older_than: int,
    *,
    named: Sequence[str] = (),
    list_name: str | None = None,
    replay_files: Sequence[Path] = (),
    replay: Replay | None = None,
    brief_file: Path | None = None,
    record: Path | None = None,
) -> Refresh:
    """Queues who was last seen longer ago than ``older_than`` (milliseconds); raises as ``find_due`` does."""
    due = find_due(database, settings, brief, older_than, named=named, list_name=list_name, replay=replay)
    plan = make_plan(
        settings,
        due.networks,
        # Whom the visits meet anew waits for a discover.
        budget=replace(budget_of(settings, live=replay is None), depth=0),
        replay=replay,
        replay_files=replay_files,
        brief=brief_file,
        record=record,
    )
    options = options_of(settings, plan)
    with database.write() as connection:
        run_id = runs.start_run(connection, "refresh", [], asdict(plan), owner=this_worker(), now=now_millis())
        targets = [Target(network, "account", handle) for network, handle in due.accounts]
        wanted = [
            frontier.Wanted(
                target.network,
                "account",
                target.key,
                host_asked(target, options[target.network]),
                (len(targets) - place) * _STEP,
                0,
            )
            for place, target in enumerate(targets)
        ]
        frontier.want_targets(connection, run_id, wanted, seeds=True)
    return Refresh(run_id, plan, len(due.accounts), due.unasked)


def _word_unasked(settings: Settings, waiting: Mapping[str, int], replay: Replay | None) -> list[str]:
    """A sentence for each network that is not asked although people on it are due: how many, and what it needs."""
    told = []
    for name, number in sorted(waiting.items()):
        network = load_network(name)
        why = network.ready(settings.options(network)).hint if replay is None else "the replayed files hold none of it"
        told.append(f"{plural(number, 'account')} on {name} {'is' if number == 1 else 'are'} due and not asked: {why}")
    return told
