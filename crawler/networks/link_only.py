"""A network of which only links are kept: an account that a bio leads to is known by name, and why there is no more."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from crawler.networks.addresses import host_and_path
from crawler.networks.bridged import link_of
from crawler.networks.gathering import any_object
from crawler.networks.network import Ask, Network, Options, Readiness, Target
from crawler.networks.public_pages import follow_nothing, no_limit
from crawler.networks.values import block
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import Fact


def link_only(
    name: str,
    title: str,
    hosts: Sequence[str],
    *,
    pattern: re.Pattern[str],
    shown: str,
    example: str,
    not_names: frozenset[str] = frozenset(),
    why: str,
    short: tuple[str, re.Pattern[str]] | None = None,
    is_answer: Callable[[Mapping[str, Any]], bool] = lambda _: False,
) -> Network:
    """A network whose accounts are recognised by their addresses, and whose pages are never asked for.

    ``pattern`` finds the handle (its first group) in the path of an address; ``shown`` makes an address of a handle.
    ``not_names`` are paths of the network's own. ``why`` says in one line why there is no more; a saved page of it is a
    block of that name. ``short`` is the host of its short addresses, whose codes stand where names do, and the form of
    what is surely a name. ``is_answer`` whether an object is of an answer of its API.
    """

    def handle_of(address: str) -> str | None:
        try:
            parts = urlsplit(address if "://" in address else f"https://{address}")
            host = (parts.hostname or "").lower()
        except ValueError:
            return None
        if not any(host == own or host.endswith(f".{own}") for own in hosts):
            return None
        match = pattern.fullmatch(unquote(parts.path).strip("/"))
        if match is not None and short is not None and host.endswith(short[0]) and not short[1].fullmatch(match[1]):
            return None
        found = match.group(1).lower() if match else None
        return None if found is None or found in not_names else found

    def clean_handle(typed: str) -> str:
        word = typed.strip().lstrip("@")
        found = handle_of(word) if "/" in word else handle_of(shown.format(word))
        if found is None:
            raise ValueError(f"{word[:80]!r} is no name on {title}: write it like {example}")
        return found

    def read(page: Page) -> list[Fact]:
        return [block(name, page, "gated", f"{title}: {why}")]

    def ask(target: Target, options: Options) -> list[Ask]:  # noqa: ARG001  (a Network's functions share one form)
        return []

    def recognises(page: Page) -> bool:
        link = link_of(page)
        if link is not None:
            host, _ = host_and_path(link)
            return any(host == own or host.endswith(f".{own}") for own in hosts)
        try:
            return not page.is_html and any_object(page.json, is_answer)
        except UnreadablePage:
            return False

    def ready(options: Options) -> Readiness:  # noqa: ARG001
        return Readiness(False, f"links are recognised and kept; {why}")

    return Network(
        name=name,
        title=title,
        hosts=hosts,
        read=read,
        recognises=recognises,
        ask=ask,
        follow=follow_nothing,
        profile_url=shown.format,
        handle_of=handle_of,
        clean_handle=clean_handle,
        ready=ready,
        limit=no_limit,
        bare_handles=False,
    )
