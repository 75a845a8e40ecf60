"""Blogs: asking, paging, the end of a list; their reading is tested by fixtures/blog."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.networks.blog import NETWORK
from crawler.networks.blog.entries import site_of
from crawler.networks.network import Ask, Options, Target
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import Sighting
from tests.fixture_pages import FIXTURES, load_page

SITES = Options(said={"sites": "miralind.example, http://127.0.0.1:8080"})
TAG = Target("blog", "hashtag", "ink")
SITE = Target("blog", "account", "miralind.example")


def after(target: Target, ask: Ask, case: str, options: Options = SITES) -> list[Ask]:
    page = replace(load_page(FIXTURES / "blog" / case), url=ask.url, document=ask.document)
    return NETWORK.follow(target, ask, page, NETWORK.read(page), options)


def test_a_tag_is_asked_of_every_site_by_its_number() -> None:
    asks = NETWORK.ask(TAG, SITES)
    assert [urlsplit(ask.url).netloc for ask in asks] == ["miralind.example", "127.0.0.1:8080"]
    assert asks[1].url.startswith("http://127.0.0.1:8080/wp-json/wp/v2/tags?slug=ink")
    (posts,) = NETWORK.follow(TAG, asks[0], Page(asks[0].url, b'[{"id": 12, "slug": "ink"}]'), [], SITES)
    assert parse_qs(urlsplit(posts.url).query)["tags"] == ["12"]
    page = replace(load_page(FIXTURES / "blog" / "wp-posts"), url=posts.url, document=posts.document)
    met = [fact for fact in NETWORK.read(page) if isinstance(fact, Sighting)]
    assert {(fact.handle, fact.route, fact.via) for fact in met} == {("miralind.example", "hashtag_recent", "ink")}
    assert NETWORK.follow(TAG, asks[0], Page(asks[0].url, b"[]"), [], SITES) == []
    assert NETWORK.ask(TAG, Options()) == []


def test_posts_are_paged_and_commented() -> None:
    (root,) = NETWORK.ask(SITE, SITES)
    (posts,) = after(SITE, root, "wp-root")
    comments, more = after(SITE, posts, "wp-posts")
    assert parse_qs(urlsplit(comments.url).query)["post"] == ["41,40"]
    assert parse_qs(urlsplit(more.url).query)["page"] == ["2"]
    assert after(SITE, more, "end-of-pages") == []
    assert len(after(SITE, posts, "wp-posts", Options(posts_per_account=20))) == 1


def test_where_there_is_no_wordpress_the_usual_feeds_are_tried() -> None:
    asks, seen = NETWORK.ask(SITE, SITES), []
    while asks:
        seen.append(urlsplit(asks[0].url).path)
        asks = after(SITE, asks[0], "block-no-route")
    assert seen == ["/wp-json/", "/feed/", "/rss.xml", "/atom.xml", "/index.xml"]
    assert after(SITE, Ask("https://miralind.example/feed/", purpose="feed 0"), "rss") == []


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("https://WWW.Miralind.example/about", "miralind.example"),
        ("miralind.example", "miralind.example"),
        ("http://127.0.0.1:8080/", "127.0.0.1:8080"),
        ("mira", None),
        ("http://[::1", None),
        ("", None),
    ],
)
def test_sites(text: str, site: str | None) -> None:
    assert site_of(text) == site
    if site is None:
        with pytest.raises(ValueError, match="no site"):
            NETWORK.clean_handle(text)
    else:
        assert NETWORK.clean_handle(text) == site


def test_readiness_and_other_pages() -> None:
    assert NETWORK.ready(Options()).ready
    assert "networks.blog.sites" in NETWORK.ready(Options()).hint
    assert NETWORK.ready(SITES).ready
    assert NETWORK.handle_of("https://miralind.example/") is None
    for body in (b"<html></html>", b"[]", b"{}", b'[{"account": {"acct": "mira"}}]', b"x"):
        assert not NETWORK.recognises(Page("x", body))
    with pytest.raises(UnreadablePage):
        NETWORK.read(Page("https://miralind.example/feed/", b"<rss><channel>"))


def test_a_site_that_is_named_keeps_its_scheme() -> None:
    target = Target("blog", "account", "miralind.example")
    (plain,) = NETWORK.ask(target, Options(said={"sites": "http://miralind.example"}))
    (other,) = NETWORK.ask(target, Options(said={"sites": "http://letters.example"}))
    assert plain.url.startswith("http://miralind.example/wp-json/")
    assert other.url.startswith("https://miralind.example/wp-json/")
