"""What networks share that are read by their public pages only: asking for the page, naming what stands in front."""

import re
from collections.abc import Callable, Sequence

from crawler.networks.network import Ask, Options, Readiness, Target
from crawler.networks.values import block
from crawler.page import Page
from storage.facts import Block, BlockKind, Fact

_STATUS: dict[int, BlockKind] = {
    401: "login_wall",
    404: "gone",
    410: "gone",
    429: "rate_limit",
    403: "refused",
    999: "refused",
}
_LOGIN = re.compile(r"/(?:accounts/)?log_?in(?:[/?#.]|$)")
_CHALLENGE = ("captcha", "challenge-platform", "verify to continue", "px-captcha", "are you a robot", "slardar_us_waf")


def asker(
    profile: Callable[[str], str], tag: Callable[[str], str] | None = None
) -> Callable[[Target, Options], list[Ask]]:
    """An ``ask`` for the public page of an account (or of a hashtag, where the network has one for everybody)."""

    def ask(target: Target, options: Options) -> list[Ask]:  # noqa: ARG001  (a Network's functions share one form)
        if target.kind == "account":
            return [Ask(profile(target.key), kind="page", purpose="profile")]
        if target.kind == "hashtag" and tag is not None:
            return [Ask(tag(target.key), kind="page", purpose="hashtag")]
        return []

    return ask


def follow_nothing(
    target: Target,  # noqa: ARG001  (a Network's functions share one form)
    asked: Ask,  # noqa: ARG001
    page: Page,  # noqa: ARG001
    facts: Sequence[Fact],  # noqa: ARG001
    options: Options,  # noqa: ARG001
) -> list[Ask]:
    """Nothing comes after a public page: it brings its parts along."""
    return []


def no_limit(page: Page) -> None:  # noqa: ARG001
    """Nothing is announced."""
    return


def wall_of(network: str, title: str, page: Page) -> Block | None:
    """What stands in front of a page: a login, a challenge, a refusal; ``None`` where nothing does."""
    head = page.text[:200_000].lower() if page.is_html or page.status >= 400 else ""
    kind = _STATUS.get(page.status)
    if any(sign in head for sign in _CHALLENGE):
        return block(network, page, "challenge", f"{title} asks whether we are a person")
    if _LOGIN.search(page.url):
        return block(network, page, "login_wall", f"{title} led to its log-in")
    if kind is not None:
        words = {"gone": "no such page", "rate_limit": "too many requests", "login_wall": "only for who is logged in"}
        return block(network, page, kind, f"{title}: {words.get(kind, f'HTTP {page.status}')}")
    if page.status >= 400:
        return block(network, page, "error" if page.status >= 500 else "refused", f"{title}: HTTP {page.status}")
    return None


def readiness(name: str, why_not: str, *, browser: bool = True) -> Callable[[Options], Readiness]:
    """A ``ready`` for a network that is asked only where the settings say ``live = "yes"``; ``why_not`` says why."""

    def ready(options: Options) -> Readiness:
        if options.said.get("live", "").lower() in ("yes", "true", "on"):
            how = "in a browser, slowly" if browser else "slowly"
            return Readiness(True, f"public profile pages, {how}, as far as robots.txt allows", browser=browser)
        hint = f"reads files, HARs and replays; {why_not}: to ask for public pages set networks.{name}.live to yes"
        return Readiness(False, hint)

    return ready
