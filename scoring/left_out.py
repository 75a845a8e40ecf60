"""Who is out of a shortlist, and why, in words: for whoever answers to somebody, or waits for them in a file."""

from collections.abc import Sequence

from scoring.brief import Brief
from scoring.judging import judge_changed, objects_of, rank_few
from storage.database import Database
from storage.facts import AccountKey
from storage.verdicts import current_verdicts

NEVER_SEEN = "their page was never visited, so there is nothing to judge"


def why_left_out(database: Database, brief: Brief, accounts: Sequence[AccountKey]) -> dict[AccountKey, str]:
    """Why each of these accounts is out of the shortlist; who is in it is left out of the answer."""
    judge_changed(database)
    told = {
        (item["network"], item["handle"]): item["excluded"]
        for item in objects_of(database, rank_few(database, brief, accounts), brief)
    }
    return {who: _in_words(told.get(who, NEVER_SEEN)) for who in accounts if told.get(who, NEVER_SEEN) is not None}


def accepted_but_out(database: Database, brief: Brief) -> dict[AccountKey, str]:
    """Whom somebody accepted for the brief although the brief leaves them out, each with the reason."""
    with database.read() as connection:
        verdicts = current_verdicts(connection, brief.key)
    accepted = sorted(who for who, verdict in verdicts.items() if verdict.answer == "accept")
    return why_left_out(database, brief, accepted) if accepted else {}


def _in_words(excluded: str) -> str:
    word, colon, rest = excluded.partition(":")
    return f"{word.replace('_', ' ')}{colon}{rest}"
