"""Personal sites and pages that gather links: what people say about themselves outside of the networks.

Reached only from the links of an account in the band. At most three plain requests a site, robots.txt obeyed, no forms.
"""

from collections.abc import Sequence

from crawler.networks.network import Ask, Network, Options, Readiness, Target
from crawler.networks.public_pages import no_limit
from crawler.networks.site.address import clean_handle, handle_of, is_hub, profile_url
from crawler.networks.site.read import NAME, pages_to_ask, read_page, recognises_page
from crawler.page import Page
from storage.facts import Block, Fact

_MORE_PAGES = 2  # beside the first one


def ask(target: Target, options: Options) -> list[Ask]:  # noqa: ARG001  (a Network's functions share one form)
    """The page itself; nothing for a hashtag."""
    if target.kind not in ("account", "site"):
        return []
    return [Ask(profile_url(target.key), purpose="home")]


def follow(
    target: Target,
    asked: Ask,
    page: Page,
    facts: Sequence[Fact],
    options: Options,  # noqa: ARG001
) -> list[Ask]:
    """After a site's first page those of its own that say how to reach its owner; after a hub nothing."""
    if asked.purpose != "home" or is_hub(target.key) or not page.is_html or any(isinstance(f, Block) for f in facts):
        return []
    return [Ask(address, purpose="more") for address in pages_to_ask(page, target.key, most=_MORE_PAGES)]


def ready(options: Options) -> Readiness:
    """Ready unless the settings say no: nobody is asked but whom an account in the band links to."""
    if options.said.get("live", "yes").lower() in ("no", "false", "off"):
        return Readiness(False, "reads saved pages; to follow the links of bios set networks.site.live to yes")
    return Readiness(True, "reads the pages that bios link to for contacts and other accounts, three requests at most")


NETWORK = Network(
    name=NAME,
    title="Personal sites",
    hosts=(),
    read=read_page,
    recognises=recognises_page,
    ask=ask,
    follow=follow,
    profile_url=profile_url,
    handle_of=handle_of,
    clean_handle=clean_handle,
    ready=ready,
    limit=no_limit,
    seconds_between_requests=2.0,
    settings=("live",),
    bare_handles=False,
)
