"""How the review page looks: words can be read, whatever strangers wrote, and it needs neither eyes nor a mouse."""

import json
import re
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from storage.database import Database
from storage.facts import Contact, Fact, Sighting
from storage.landing import PageRecord, land_page
from tests.commands import nanoscout
from tests.replayed import Replayed
from tests.review.conftest import rows_of
from tests.review_server import Review

pytestmark = [pytest.mark.needs_chromium, pytest.mark.long]
HARD_TO_SHOW = [  # handle, name, bio
    ("bidi.bakes", "\u202eannA\u202c \u2066evil\u2069", "\u202eruns backwards from here on"),
    ("long.words", "W" * 300, "w" * 40_000),
    ("emoji.only", "🍞🥐🥖👩‍🍳", "🍞" * 600),
    ("two.ways", "رانيا", "خبز نباتي، وصفات نباتية، baking"),
    ("piled.marks", "z" + "\u0335\u0322\u0328" * 40, ("b" + "\u0337" * 30) * 50),
]


@pytest.fixture(scope="module")
def known(replayed: Replayed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented network, and people whose words are hard to show."""
    file = replayed.copy(tmp_path_factory.mktemp("review") / "known.db")
    people = file.with_name("people.json")
    people.write_text(json.dumps([_hard(*one) for one in HARD_TO_SHOW]))
    nanoscout("--database", file, "ingest", people, "--network", "instagram")
    _meet_by_long_words(file)
    return file


def _meet_by_long_words(file: Path) -> None:
    page = "https://www.instagram.com/explore/tags/w/"
    common: dict[str, Any] = {"network": "instagram", "page": page, "handle": "long.words"}
    facts: list[Fact] = [
        Sighting(**common, route="hashtag_top", via="w" * 300),
        Contact(**common, kind="email", value="long@words.example", where=f"fields.\u202e{'w' * 300}", source_url=page),
    ]
    database = Database(str(file))
    with database.write() as connection:
        land_page(connection, 1, PageRecord("instagram", page, 1_800_000_000_000, 200, "0", "file", "facts"), facts)
    database.close()


def _hard(handle: str, name: str, bio: str) -> dict[str, object]:
    counts = {"edge_followed_by": {"count": 4_000}, "edge_follow": {"count": 300}}
    return {"username": handle, "full_name": name, "biography": bio, "is_private": False, **counts}


def test_words_that_run_backwards_do_not_turn_their_neighbours(tab: Page, review: Review) -> None:
    tab.goto(f"{review.url}/?q=bidi.bakes")
    assert rows_of(tab) == ["bidi.bakes"]
    assert tab.locator("li.row .facts").inner_text().startswith("4,000 followers")
    for place in ("li.row .look", "li.row .name", "li.row .bio"):
        assert tab.locator(place).evaluate("node => node.querySelector('bdi') !== null"), place


def test_quotations_in_a_reason_stand_in_the_order_of_its_sentence(tab: Page, review: Review) -> None:
    tab.goto(f"{review.url}/who/instagram/two.ways")
    quotations = tab.locator(".evidence bdi", has_text=re.compile("[\u0600-\u06ff]"))
    assert quotations.count() >= 2
    boxes = [quotations.nth(place).bounding_box() or {"x": 0, "y": 0} for place in (0, 1)]
    first, second = ((box["y"], box["x"]) for box in boxes)
    assert first < second


def test_no_stranger_s_marks_turn_or_cover_what_stands_around(tab: Page, review: Review) -> None:
    for path in ("/?q=bidi.bakes", "/?q=piled.marks", *(f"/who/instagram/{handle}" for handle, _, _ in HARD_TO_SHOW)):
        tab.goto(review.url + path)
        text = tab.inner_text("main")
        assert not re.search("[\u202a-\u202e\u2066-\u2069]|[\u0300-\u036f]{5}", text), path
        assert "emoji" not in path or "👩‍🍳" in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read_and_nothing_runs_off_the_screen(browser: Browser, review: Review, scheme: Any) -> None:
    two = "who=instagram/marnie.oatwhistle&who=instagram/tamsin.fennimould"
    pages = ("/", "/?excluded=1", "/?q=zzzz", "/who/instagram/marnie.oatwhistle", "/who/instagram/nobody")
    with closing(browser.new_context(color_scheme=scheme)) as context:
        page = context.new_page()
        page.goto(review.entrance)
        page.locator("li.row").first.get_by_role("button", name="Reject").click()
        hard = [f"/who/instagram/{handle}" for handle, _, _ in HARD_TO_SHOW]
        for path in (*pages, f"/compare?{two}", "/?after=40", *hard):
            page.goto(review.url + path)
            weak = page.evaluate(_CONTRAST)
            assert not weak, (path, weak)
            for width in (1200, 640, 390, 320):  # 640 is 1,280 at a zoom of 200 %
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
                assert page.evaluate(_CUT_OFF) == [], (path, width)


def test_it_is_usable_without_eyes_or_mouse(tab: Page, review: Review) -> None:
    for path in ("/", "/who/instagram/marnie.oatwhistle"):
        tab.goto(review.url + path)
        assert tab.evaluate(_NAMELESS) == []
        assert len(tab.locator("h1").all()) == 1
        tab.keyboard.press("Tab")
        expect(tab.get_by_role("link", name="To the content")).to_be_focused()
        for _ in range(12):
            tab.keyboard.press("Tab")
            assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert tab.locator("svg.ties a").first.evaluate("node => node.closest('[role=img]')") is None
    tab.emulate_media(reduced_motion="reduce")
    tab.evaluate("document.body.classList.add('loading')")
    assert tab.evaluate("getComputedStyle(document.body, '::before').animationName") == "none"
    assert tab.evaluate("getComputedStyle(document.getElementById('told')).transitionDuration") == "0s"


# The contrast of each text against what it stands on, by WCAG 2; AA asks for 4.5, for large text 3.
_CONTRAST = """() => {
  const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const colour = parse(getComputedStyle(node).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return matchMedia("(prefers-color-scheme: dark)").matches ? [0, 0, 0] : [255, 255, 255];
  };
  const weak = [];
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
    const style = getComputedStyle(node);
    const field = node.matches("input:not([type=hidden]), select, button, .button");
    if (!node.checkVisibility() || node.closest("svg, #told, .skip")) continue;
    if (field && !node.matches("[type=checkbox]")) {
      const edge = [parse(style.borderTopColor), ground(node.parentElement)].map(light).sort((x, y) => y - x);
      const shows = (edge[0] + 0.05) / (edge[1] + 0.05);
      if (shows < 3) weak.push(`edge of ${node.tagName}.${node.className} ${shows.toFixed(2)}`);
    }
    const hint = node.placeholder && parse(getComputedStyle(node, "::placeholder").color);
    if (!own && !hint) continue;
    if (+style.opacity < 1) weak.push(`${node.tagName}.${node.className} is see-through`);
    const [a, b] = [light(hint || parse(style.color)), light(ground(node))].sort((x, y) => y - x);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < (large ? 3 : 4.5)) weak.push(`${node.tagName}.${node.className} ${ratio.toFixed(2)}`);
  }
  return [...new Set(weak)];
}"""


# Whatever ends beyond the right edge, where nobody can scroll to it.
_CUT_OFF = """() => [...document.querySelectorAll("main *")]
  .filter((node) => !node.closest(".scroll") && node.getBoundingClientRect().right > innerWidth + 1)
  .map((node) => `${node.tagName}.${node.className}`)"""


# Whatever can be pressed or filled in, and tells a screen reader no name.
_NAMELESS = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, img")]
  .filter((node) => !(node.labels && [...node.labels].some((label) => label.textContent.trim()))
    && !node.textContent.trim() && !node.getAttribute("aria-label") && node.getAttribute("alt") === null
    && !node.querySelector("title"))
  .map((node) => node.outerHTML)"""
