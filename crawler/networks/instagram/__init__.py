"""Instagram: reads every generation of its payloads by shape, from files, replays and browsers alike."""

import re
from typing import Any, cast

from crawler.networks.bridged import with_bridged_feeds
from crawler.networks.instagram import blocks, export, graph, live, meta_tags, visits, walk
from crawler.networks.instagram.embedded import Document, looks_like_json, open_document
from crawler.networks.instagram.findings import NAME, Findings, Role
from crawler.networks.instagram.posts import code_in
from crawler.networks.instagram.values import Who, filled, id_of_code
from crawler.networks.network import Network
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import Block, Fact, Route

# Words that only Instagram's own HTML holds (a blog that links there holds none of them).
_MARKS = (
    blocks.ROUTE,
    "xig_user_by_username", "xig_polaris_media", "xig_logged_out_", "xdt_api__v1", "window._sharedData", "gql_data",
    'property="og:site_name" content="Instagram"', 'property="al:ios:app_name" content="Instagram"',
)  # fmt: skip

# Threads answers in Instagram's shapes, and says so in every post and account; Pinterest wraps accounts like these;
# documents of ActivityPub have tags with a name.
_ELSEWHERE = re.compile(
    rb'"text_post_app_(?:info"\s{0,5}:\s{0,5}\{|is_private")|"media_product_type"\s{0,5}:\s{0,5}"THREADS"'
    rb'|"resource_response"\s{0,5}:|"https://www\.w3\.org/ns/activitystreams'
    rb'|"userData"\s{0,5}:\s{0,20}\{\s{0,20}"user"\s{0,5}:\s{0,5}\{'
    rb'|"xdt_api__v1__users__search_connection"|"likers"\s{0,5}:\s{0,20}\{\s{0,20}"users"\s{0,5}:'
)


def read(page: Page) -> list[Fact]:
    """The facts of a page in page order, and the block that it is or carries; raises UnreadablePage with the reason."""
    if not page.body.strip():
        refusal = blocks.refusal_of(page, Document())
        return [_block(page, refusal)] if refusal else []
    try:
        document = open_document(page)
        found = _gather(page, document)
    except UnreadablePage:
        refusal = blocks.refusal_of(page, Document())
        if refusal is None:
            raise
        return [_block(page, refusal)]
    facts = graph.name_tag(page, found.facts(), found.tag)
    refusal = blocks.refusal_of(page, document)
    if refusal is not None and facts and refusal[0] in ("shell", "hidden", "gone"):
        refusal = None
    if document.markup is not None and (refusal is None or refusal[0] == "shell"):
        refusal = _embedded_refusal(document, bool(facts)) or refusal
    if not facts and (refusal is None or refusal[0] == "shell"):
        refusal = blocks.by_route(document.markup or "") or refusal
    if refusal is not None:
        facts.append(_block(page, refusal))
    if not facts and document.broken is not None:
        raise UnreadablePage(f"{page.url}: {document.broken}")
    return facts


def _block(page: Page, refusal: blocks.Refusal) -> Block:
    kind, detail = refusal
    return Block(network=NAME, page=page.url, observed_at=page.time, kind=kind, url=page.url, detail=detail)


def _gather(page: Page, document: Document) -> Findings:
    found = Findings(page.url, page.time)
    found.asked = visits.asked_handle(page)
    found.addressed = visits.handle_of(page.url)
    name, native_id = visits.subject_handle(page), visits.subject_id(page)
    if name is not None or native_id is not None:
        found.subject = Who(name, native_id)
    if export.read_lists(page, document, found):
        return found
    found.post_id = visits.post_id(page)
    tag, own = visits.tag_of(page)
    found.tag = tag
    route = cast("Route | None", visits.tag_tab(page)) if own else None
    role = cast("Role | None", visits.list_role(page))
    for root in document.roots:
        walk.read_values(root, found, route, role)
    if document.markup is not None:
        meta_tags.read_head(document, page.url, found)
        meta_tags.read_embed(document, page.url, found)
    return found


def _embedded_refusal(document: Document, has_facts: bool) -> blocks.Refusal | None:
    """A gated post, or a profile that is withheld, somewhere in the nested arrays of an HTML page."""
    stack: list[Any] = list(reversed(document.roots))
    while stack:
        value = stack.pop()
        if value.__class__ is dict:
            media = value.get("xig_polaris_media")
            if media.__class__ is dict:
                refusal = blocks.gated_media(media)
                if refusal is not None:
                    return refusal
            if not has_facts and "xig_user_by_username" in value and value["xig_user_by_username"] is None:
                return blocks.NULLS["xig_user_by_username"]
            stack.extend(reversed(value.values()))
        elif value.__class__ is list:
            stack.extend(reversed(value))
    return None


def recognises(page: Page) -> bool:
    """Whether a page holds something of Instagram's, by its shape alone."""
    if _ELSEWHERE.search(page.body):
        return False
    if page.is_html:
        return any(mark in page.text for mark in _MARKS) or _reads(page)
    return looks_like_json(page) and (_reads(page) or _refuses(page))


def _refuses(page: Page) -> bool:
    """Whether an answer is a refusal in words that are Instagram's own."""
    try:
        answer = page.json
    except UnreadablePage:
        return False
    if answer.__class__ is not dict:
        return False
    error = answer.get("error")
    if error.__class__ is dict and "fbtrace_id" in error:
        return error.get("type") != "THApiException"  # Threads' API refuses in the same words
    if answer.get("status") != "fail":
        return False
    return "checkpoint_url" in answer or "require_login" in answer or filled(answer.get("message")) in blocks.OWN_WORDS


def _reads(page: Page) -> bool:
    try:
        return any(not isinstance(fact, Block) for fact in read(page))
    except UnreadablePage:
        return False


def _post_at(address: str) -> str | None:
    code = code_in(address)
    return id_of_code(code) if code else None


NETWORK = with_bridged_feeds(
    Network(
        name=NAME,
        title="Instagram",
        hosts=visits.HOSTS,
        read=read,
        recognises=recognises,
        ask=live.ask,
        follow=live.follow,
        profile_url=visits.profile_url,
        handle_of=visits.handle_of,
        clean_handle=visits.clean_handle,
        ready=live.ready,
        limit=live.limit,
        seconds_between_requests=1.0,
        settings=("user_id", "source", "permission", "permission_covers", "api", "web"),
        secrets=("token",),
        allowances=graph.ALLOWANCES,
        browser_hosts=("instagram.com", "cdninstagram.com", "fbcdn.net"),
    ),
    _post_at,
)
