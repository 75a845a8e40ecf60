"""Every reader on broken answers: its own fixtures with parts exchanged, cut and torn. Only PageError may come of it."""

# ruff: noqa: E501  # tables of words
import json
import os
import random
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.claims import with_claims
from crawler.networks import all_networks, load_network
from crawler.networks.network import Network, Options, Target
from crawler.networks.text import text_of_html
from crawler.networks.values import markup_of
from crawler.page import Page
from storage.errors import PageError
from storage.facts import Profile
from tests.fixture_pages import case_folders, load_page

TIMES = 400  # a network
EXAMPLES = int(os.environ.get("NANOSCOUT_FUZZ_EXAMPLES", "60"))  # of Hypothesis, a network
JUNK: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**63, -(2**63), 1.5, 1e300, "", " ", "x", "0", "-5", "1.2K", "null", "9" * 30, "a" * 70_000,
    "\u202e", "\x00", "<b>x</b>", "https://", "http://[", "//x", "@", "#", "@a@b", "2026-13-45T99:99:99Z", "1795000000",
    "²", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "Thu, 01 Jan 1970 00:00:00 -9999", [], {},
    [None], [[]], [{}], {"": None}, {"id": {}}, [1, "a", None], {"data": []}, {"edges": [{"node": None}]}, {"text": 5},
)  # fmt: skip


def _broken(value: Any, dice: random.Random) -> Any:
    """The value with one part of it exchanged for junk, or left out."""
    places: list[tuple[Any, Any]] = []
    stack = [value]
    while stack and len(places) < 4_000:
        one = stack.pop()
        keys = list(one) if isinstance(one, dict) else range(len(one)) if isinstance(one, list) else ()
        places += [(one, key) for key in keys]
        stack += [one[key] for key in keys]
    for inside, key in dice.sample(places, min(len(places), dice.choice((1, 1, 2, 5)))):
        if isinstance(inside, dict) and dice.random() < 0.25:
            inside.pop(key, None)
        elif isinstance(inside, dict) or key < len(inside):
            inside[key] = dice.choice(JUNK)
    return value


def _torn(body: bytes, dice: random.Random) -> bytes:
    """The body cut, doubled, or with bytes of chance in it."""
    if not body:
        return body
    at, length = dice.randrange(len(body)), dice.choice((1, 5, 200))
    return dice.choice(
        (
            body[:at],
            body[at:],
            body[:at] + body[at + length :],
            body[:at] + dice.randbytes(length) + body[at:],
            body + body,
        )
    )


def _pages(network: Network, dice: random.Random) -> Page:
    page = load_page(dice.choice(case_folders(network.name)))
    try:
        value = page.json if dice.random() < 0.8 and not page.is_html else None
    except PageError:
        value = None
    body = _torn(page.body, dice) if value is None else orjson.dumps(_broken(value, dice))
    return Page(
        page.url, body, page.status, page.headers, page.time, document=page.document, request_body=page.request_body
    )


@pytest.mark.parametrize("network", all_networks(), ids=lambda network: network.name)
def test_a_reader_reads_or_says_why_not(network: Network) -> None:
    dice = random.Random(network.name)
    options = Options(instances=["https://ink.example"], said={"sites": "https://ink.example", "user_id": "17"})
    targets = [Target(network.name, kind, "ink") for kind in ("hashtag", "account")]
    asks = [(target, ask) for target in targets for ask in network.ask(target, options)]
    for number in range(TIMES):
        page = _pages(network, dice)
        network.recognises(page)
        network.limit(page)
        try:
            facts = with_claims(network.read(page))
        except PageError:
            continue
        except Exception as error:
            raise AssertionError(f"{network.name}, number {number}, {page.url}: {page.body[:600]!r}") from error
        for target, ask in asks:
            network.follow(target, ask, page, facts, options)


def _keys_of(network: Network) -> list[str]:
    """Every key of the JSON in a network's fixtures: what its reader may look for."""
    found: dict[str, None] = {}
    for folder in case_folders(network.name):
        try:
            stack = [load_page(folder).json]
        except PageError:
            continue
        while stack:
            one = stack.pop()
            found |= dict.fromkeys(one) if isinstance(one, dict) else {}
            stack += one.values() if isinstance(one, dict) else one if isinstance(one, list) else []
    return list(found)[:400] or ["id"]


@pytest.mark.parametrize("network", all_networks(), ids=lambda network: network.name)
def test_a_reader_stands_any_json_with_its_keys(network: Network) -> None:
    """Hypothesis builds answers of any shape out of the keys that the reader knows, and shrinks what breaks it."""
    leaves = (
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False)
        | st.text(st.characters(), max_size=30)
        | st.sampled_from(JUNK)
    )
    keys = st.sampled_from(_keys_of(network))
    answers = st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=8), max_leaves=40
    )
    like = load_page(case_folders(network.name)[0])

    @settings(
        max_examples=EXAMPLES, derandomize=True, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(answers)
    def read(answer: object) -> None:
        body = json.dumps(answer).encode()  # also numbers beyond 64 bits, and half characters as escapes
        page = Page(like.url, body, 200, {"content-type": "application/json"}, like.time, document=like.document)
        network.recognises(page)
        try:
            with_claims(network.read(page))
        except PageError:
            return

    read()


@pytest.mark.parametrize(
    "torn", ["<![ html>", "<![", "<![x", "<![CDATA[ a > b ]]>", "<!", "<!x<![ >", "<?", "</", "<!--"]
)
def test_torn_markup_is_read_as_browsers_do(torn: str) -> None:
    """Found by ``make torture``: the standard library raises AssertionError on some of these."""
    assert "kept" in text_of_html(f"<p>kept</p>{torn}<b>x</b>")
    body = f"<title>kept</title>{torn}<p>".encode()
    page = Page("https://www.tiktok.com/@ada", body, 200, {"content-type": "text/html"})
    assert markup_of(page)[1]["title"] == "kept"


def test_what_bytes_of_chance_found() -> None:
    """Answers that ``make torture`` found to break a reader: a null in an encoding's name, a channel without its id, a
    tag with a broken attribute."""
    feed = b'<?xml version="1.0" encoding="utf\x00-8"?><rss version="2.0"><channel><title>x</title></channel></rss>'
    with pytest.raises(PageError):
        load_network("blog").read(Page("https://ink.example/feed", feed, 200, {"content-type": "application/rss+xml"}))
    channel = (
        b'{"kind": "youtube#channelListResponse", "items": [{"kind": "youtube#channel", "snippet": {"title": "x"}}]}'
    )
    asked = "https://www.googleapis.com/youtube/v3/channels?id=1"
    with pytest.raises(PageError, match="without handle and id"):
        load_network("youtube").read(Page(asked, channel, 200, {"content-type": "application/json"}))
    odd = b"<html><title>kept</title><a href='https://ink.example/' {x:y}=1 \xff<:=2>ink</a></html>"
    site = load_network("site").read(Page("https://ink.example/", odd, 200, {"content-type": "text/html"}))
    assert [fact.display_name for fact in site if isinstance(fact, Profile)] == ["kept"]
