"""Entries of blogs' feeds: whose they are, where they stand, and what is no post; invented feeds of real shapes."""

from typing import Any

import orjson
import pytest

from crawler.networks.blog import NETWORK
from crawler.page import Page
from storage.facts import Comment, Contact, Fact, Post, Profile

PLACE = "https://letters.example/feed/"
SPACES = (
    'xmlns:thr="http://purl.org/syndication/thread/1.0" xmlns:media="http://search.yahoo.com/mrss/"'
    ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)


def rss(items: str, head: str = "<link>https://letters.example/</link>") -> bytes:
    return f'<rss version="2.0" {SPACES}><channel><title>Letters</title>{head}{items}</channel></rss>'.encode()


def atom(inside: str) -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {SPACES}><title>Letters</title>{inside}</feed>'.encode()


def json_feed(**said: Any) -> bytes:
    return orjson.dumps({"version": "http://jsonfeed.org/version/1", "title": "Letters", "items": [], **said})


def read(body: bytes, url: str = PLACE) -> list[Fact]:
    page = Page(url, body)
    assert NETWORK.recognises(page)
    return NETWORK.read(page)


def post(body: bytes, url: str = PLACE) -> Post:
    (found,) = (fact for fact in read(body, url) if isinstance(fact, Post))
    return found


@pytest.mark.parametrize("name", ["letters.xml", "feed.json", "saved.atom", "/tmp/my.feed/letters.rss"])
@pytest.mark.parametrize(
    "body",
    [
        rss("<item><guid>https://ink.example/1</guid><title>Ink</title></item>", head=""),
        atom("<entry><id>urn:x:1</id><title>Ink</title></entry>"),
        json_feed(items=[{"id": "https://ink.example/1", "title": "Ink"}]),
        atom('<link href="entries.html"/><entry><id>urn:x:1</id><title>Ink</title></entry>'),
    ],
)
def test_the_name_of_a_file_is_no_site(body: bytes, name: str) -> None:
    (found,) = read(body, name)
    assert isinstance(found, Post)
    assert found.author_handle is None


def test_answers_of_wordpress_in_a_file_are_no_posts_of_the_file() -> None:
    one = {"id": 7, "slug": "ink", "link": "", "title": {"rendered": "Ink"}, "content": {"rendered": "x"}}
    found = post(orjson.dumps([one]), "posts.json")
    assert (found.author_handle, found.native_id) == (None, "7")


def test_a_feed_that_tells_its_own_address_alone_is_of_that_site() -> None:
    entry = "<entry><id>urn:x:1</id><title>Ink</title><link href='/2026/ink'/></entry>"
    body = atom(f'<link rel="self" href="https://www.letters.example/atom.xml"/>{entry}')
    assert post(body, "saved.atom").author_handle == "letters.example"
    assert post(body, "saved.atom").url == "https://www.letters.example/2026/ink"
    feed = json_feed(feed_url="https://letters.example/feed.json", items=[{"id": "urn:x:1", "title": "Ink"}])
    assert post(feed, "saved.json").author_handle == "letters.example"


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("/2026/ink/", "https://letters.example/2026/ink/"),
        ("ink.html", "https://letters.example/ink.html"),
        ("tag:letters.example,2026:1", None),
        ("urn:uuid:d5ffaea2", None),
        ("https://elsewhere.example/ink", "https://elsewhere.example/ink"),
    ],
)
def test_the_address_of_an_entry_is_whole(link: str, url: str | None) -> None:
    assert post(rss(f"<item><title>Ink</title><link>{link}</link></item>")).url == url


@pytest.mark.parametrize(
    ("said", "native_id"),
    [
        ("12", "letters.example/12"),
        ("hello-world", "letters.example/hello-world"),
        ("https://letters.example/?p=12", "https://letters.example/?p=12"),
        ("tag:letters.example,2026:12", "tag:letters.example,2026:12"),
        ("cc973b648d6fb41e4e5ef7e4b4ee7604", "cc973b648d6fb41e4e5ef7e4b4ee7604"),
    ],
)
def test_an_id_that_other_feeds_may_have_is_told_with_its_site(said: str, native_id: str) -> None:
    assert post(rss(f'<item><title>Ink</title><guid isPermaLink="false">{said}</guid></item>')).native_id == native_id
    feed = json_feed(home_page_url="https://letters.example", items=[{"id": said, "title": "Ink"}])
    assert post(feed).native_id == native_id


def test_comments_are_no_posts_of_the_site() -> None:
    item = (
        "<item><title>By: Bo Nib</title><link>https://letters.example/ink/#comment-77</link>"
        "<pubDate>Wed, 18 Nov 2026 10:00:00 +0100</pubDate><description>Lovely!</description></item>"
    )
    whose, said = read(rss(item, "<link>https://letters.example/ink/</link><description>Pens</description>"))
    assert isinstance(whose, Profile)
    assert (whose.handle, whose.display_name, whose.bio) == ("letters.example", None, "Pens")
    assert isinstance(said, Comment)
    assert (said.native_id, said.post, said.text, said.author_handle) == ("letters.example/77", None, "Lovely!", None)
    assert str(said.posted_at) == "2026-11-18 09:00:00+00:00"
    blogger = atom(
        '<link href="https://letters.example/"/><entry><id>tag:blogger.com,1999:blog-1.post-9</id><title>Lovely</title>'
        "<link href='https://letters.example/ink.html?showComment=1#c9'/>"
        "<thr:in-reply-to ref='tag:blogger.com,1999:blog-1.post-2'/></entry>"
    )
    (answer,) = (fact for fact in read(blogger) if not isinstance(fact, Profile))
    assert isinstance(answer, Comment)
    assert answer.native_id == "tag:blogger.com,1999:blog-1.post-9"
    assert answer.post == "tag:blogger.com,1999:blog-1.post-2"


@pytest.mark.parametrize(
    ("source", "site"),
    [
        ('<source url="https://ink.example/feed">Ink</source>', "ink.example"),
        ('<source url="https://www.letters.example/feed">Letters</source>', "letters.example"),
        ('<source url="https://www.youtube.com/feeds/x">Mira</source>', None),
        ("<source>Ink</source>", "letters.example"),
        ("", "letters.example"),
    ],
)
def test_a_feed_that_gathers_others_posts_does_not_make_them_its_own(source: str, site: str | None) -> None:
    assert post(rss(f"<item><title>Ink</title>{source}</item>")).author_handle == site


def test_a_host_of_many_people_is_nobodys_blog_below_it_either() -> None:
    item = "<item><title>Ink</title></item>"
    (found,) = read(rss(item, head=""), "https://feeds.feedburner.com/Letters")
    assert isinstance(found, Post)
    assert found.author_handle is None
    assert post(rss(item, "<link>https://mira.substack.com</link>")).author_handle == "mira.substack.com"


@pytest.mark.parametrize(
    ("link", "site"),
    [
        ("https://photos.example/@mira", None),
        ("https://books.example/user/mira", None),
        ("https://www.uni.example/~mira/blog/", None),
        ("https://social.example/profile/mira", None),
        ("https://write.as/mira/", None),
        ("https://mira.dreamwidth.org/", "mira.dreamwidth.org"),
        ("https://letters.example/blog/", "letters.example"),
        ("https://letters.example/unpacking/", "letters.example"),
    ],
)
def test_where_each_of_many_has_a_page_the_host_is_nobodys(link: str, site: str | None) -> None:
    assert post(rss("<item><title>Ink</title></item>", f"<link>{link}</link>")).author_handle == site


@pytest.mark.parametrize("host", ["feeds.pods.example", "rss.pods.example", "feeds.feedburner.com"])
def test_a_host_that_sends_feeds_is_not_whose_they_are(host: str) -> None:
    item = "<item><title>Ink</title></item>"
    own = f'<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="https://{host}/mira"/>'
    assert post(rss(item, head=own), f"https://{host}/mira").author_handle is None


def test_several_tags_in_one() -> None:
    body = rss("<item><title>Ink</title><category>Slow craft, Pens,#ink</category></item>")
    assert post(body).hashtags == ["slowcraft", "pens", "ink"]


def test_a_feed_whose_names_have_a_prefix() -> None:
    body = (
        b'<?xml version="1.0"?><a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:link href="https://letters.example/"/>'
        b"<a:title>Letters</a:title><a:entry><a:id>urn:x:1</a:id><a:title>Ink</a:title></a:entry></a:feed>"
    )
    assert post(body).author_handle == "letters.example"


def test_words_of_a_json_feed_are_told_without_their_markup() -> None:
    said = {"title": "Ink &amp; paper", "description": "<p>Pens <b>and</b> letters</p>", "home_page_url": PLACE}
    (whose,) = read(json_feed(**said))
    assert isinstance(whose, Profile)
    assert (whose.display_name, whose.bio) == ("Ink & paper", "Pens and letters")
    (plain,) = read(json_feed(description="I <3 ink, a<b", home_page_url=PLACE))
    assert isinstance(plain, Profile)
    assert plain.bio == "I <3 ink, a<b"


@pytest.mark.parametrize(
    ("inside", "picture"),
    [
        ('<media:content url="https://p.example/1.jpg" medium="image"/>', "https://p.example/1.jpg"),
        ('<media:content url="https://p.example/1.mp4" type="video/mp4"/>', None),
        ('<media:thumbnail url="/1.jpg"/>', "https://letters.example/1.jpg"),
        ('<enclosure url="https://p.example/1.png" type="image/png" length="9"/>', "https://p.example/1.png"),
        ('<enclosure url="https://p.example/1.mp3" type="audio/mpeg" length="9"/>', None),
        ('<itunes:image href="https://p.example/2.jpg"/>', "https://p.example/2.jpg"),
    ],
)
def test_the_picture_of_an_entry(inside: str, picture: str | None) -> None:
    assert post(rss(f"<item><title>Ink</title>{inside}</item>")).image_url == picture


def test_comments_counted_by_the_thread() -> None:
    assert post(rss("<item><title>Ink</title><thr:total>5</thr:total></item>")).comments == 5
    assert post(rss("<item><title>Ink</title></item>")).comments is None


@pytest.mark.parametrize(
    ("head", "emails"),
    [
        ("<managingEditor>Mira@Letters.example (Mira Lind)</managingEditor>", ["mira@letters.example"]),
        ("<itunes:owner><itunes:email>pod@letters.example</itunes:email></itunes:owner>", ["pod@letters.example"]),
        ("<managingEditor>noreply@blogger.com (Mira Lind)</managingEditor>", []),
        ("<managingEditor>Mira Lind</managingEditor>", []),
    ],
)
def test_how_a_feed_says_its_publisher_is_reached(head: str, emails: list[str]) -> None:
    facts = read(rss("", f"<link>https://letters.example/</link>{head}"))
    found = [fact for fact in facts if isinstance(fact, Contact)]
    assert [fact.value for fact in found] == emails
    assert all((fact.handle, fact.kind, fact.where) == ("letters.example", "email", "feed") for fact in found)


@pytest.mark.parametrize("said", ["Thu, 01 Jan 1970 00:00:00 +0000", "Mon, 01 Jan 0001 00:00:00 GMT", "soon"])
def test_an_entry_whose_time_is_not_known(said: str) -> None:
    assert post(rss(f"<item><title>Ink</title><pubDate>{said}</pubDate></item>")).posted_at is None


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("<pubDate>mer, 16 nov 2022 00:38:15 +0100</pubDate>", "2022-11-15 23:38:15+00:00"),
        ("<pubDate>Thu, 01 Jan 1970 00:00:00 +0000</pubDate><atom:updated>2022-11-16T00:00:00Z</atom:updated>",
         "2022-11-16 00:00:00+00:00"),
    ],
)  # fmt: skip
def test_days_of_other_languages_and_a_time_that_is_none(said: str, at: str) -> None:
    body = rss(f"<item><title>Ink</title>{said}</item>").replace(
        b"<rss ", b'<rss xmlns:atom="http://www.w3.org/2005/Atom" '
    )
    assert str(post(body).posted_at) == at
