"""Instagram's live sources: the Graph API with the user's own token, or the public web where a permission is stated.

Which one is asked follows from the settings alone; a replay has none of them and asks for the pages as a browser did.
"""

from collections.abc import Sequence
from dataclasses import replace

from crawler.networks.instagram import graph, visits
from crawler.networks.network import Ask, Limit, Options, Readiness, Target
from crawler.page import Page
from crawler.secrets import how_to_set
from storage.facts import Fact

_SITE = "https://www.instagram.com"


def ready(options: Options) -> Readiness:
    """Live with a token and a user id, or in a browser by a stated permission; files and replays always work."""
    if _on_web(options):
        robots = "" if _covers_robots(options) else ", as far as robots.txt allows"
        hint = f"the public web in a browser, slowly, by the permission that you stated{robots}"
        return Readiness(ready=True, hint=hint, browser=True)
    if graph.is_set_up(options):
        return Readiness(ready=True, hint="Graph API: hashtags, and professional accounts by their names")
    steps = [] if options.said.get("user_id") else ["set networks.instagram.user_id"]
    steps += [] if "token" in options.secrets else [how_to_set("instagram", "token")]
    hint = "reads files and replays; live: your own files (HAR, pages, export) or the Graph API (your own token)"
    return Readiness(ready=False, hint=f"{hint}: {', and '.join(steps)} (docs/guides/graph-api.md)")


def ask(target: Target, options: Options) -> list[Ask]:
    """The first request of a visit, to the source that is set up; raises BadSeed for a target that has no page."""
    if graph.is_set_up(options) and not _on_web(options):
        return graph.ask(target, options)
    asks = visits.ask(target, options)
    if not _on_web(options):
        return asks
    base = options.said.get("web", _SITE).rstrip("/")
    return [
        replace(
            one, url=one.url.replace(_SITE, base, 1), document=one.url, permitted=_covers_robots(options)
        )
        for one in asks
        if one.url.startswith(_SITE)
    ]  # fmt: skip


def follow(target: Target, asked: Ask, page: Page, facts: Sequence[Fact], options: Options) -> list[Ask]:
    """What comes after an answer of the Graph API; nothing after a page, which brings its parts along."""
    return [] if asked.kind == "page" else graph.follow(target, asked, page, facts, options)


def limit(page: Page) -> Limit | None:
    """What the Graph API announces; Instagram's web announces no limits."""
    return graph.limit(page)


def _on_web(options: Options) -> bool:
    permitted = bool(options.said.get("permission", "").strip())
    return permitted and (options.said.get("source") == "web" or not graph.is_set_up(options))


def _covers_robots(options: Options) -> bool:
    return "robots.txt" in options.said.get("permission_covers", "")
