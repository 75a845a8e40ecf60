"""The estimate of ``discover --dry-run`` on the terminal."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from crawler.cli.common import plain, print_json, say, tell

if TYPE_CHECKING:
    from crawler.crawling.estimate import Estimate

_SHOWN = 6


def print_estimate(estimate: "Estimate", *, json_wanted: bool) -> None:
    """Says what would be asked, how long it would take, and what it would use of allowances."""
    from scoring.wording import plural

    if json_wanted:
        print_json(asdict(estimate))
        return
    for hint in estimate.not_ready:
        say(hint)
    for one in estimate.networks:
        tell(f"{one.network}: a request to a host every {one.seconds:g} s; first")
        for url in one.first[:_SHOWN]:
            tell(f"  {plain(url)}")
        if len(one.first) > _SHOWN:
            tell(f"  and {len(one.first) - _SHOWN:,} more")
        if not one.first:
            tell("  what ingest and earlier runs left waiting")
        for words in one.allowances:
            tell(f"  {words.partition(': ')[2] or words}")
    requests = (
        "no limit of requests" if estimate.requests is None else f"at most {plural(estimate.requests, 'request')}"
    )
    minutes = "" if estimate.minutes is None else f", about {plural(round(estimate.minutes), 'minute')}"
    accounts = "" if estimate.accounts is None else f", about {plural(estimate.accounts, 'account')} visited"
    tell(f"{requests[:1].upper()}{requests[1:]}{minutes}{accounts}")
    if estimate.nanos is not None:
        measured = f"measured on {plural(estimate.measured_on, 'request')}"
        tell(f"Earlier runs here found {plural(estimate.nanos, 'nano')} for so many ({measured})")
    tell("Nothing was asked (--dry-run)")
