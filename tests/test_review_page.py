"""The review page in a real browser: filter, open, accept, undo, export, keyboard, two tabs, without JavaScript."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.commands import nanoscout
from tests.many_accounts import make_many
from tests.replayed import Replayed
from tests.review_server import BRIEF, Review, run_review

pytestmark = pytest.mark.needs_chromium
HARD_TO_SHOW = [  # handle, name, bio
    ("bidi.bakes", "\u202eannA\u202c \u2066evil\u2069", "\u202eruns backwards from here on"),
    ("long.words", "W" * 300, "w" * 40_000),
    ("emoji.only", "🍞🥐🥖👩‍🍳", "🍞" * 600),
    ("piled.marks", "z" + "\u0335\u0322\u0328" * 40, ("b" + "\u0337" * 30) * 50),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from crawler.engine.browser import launch_options, start_browser

    hosts = ["127.0.0.1"]
    path, _ = start_browser(hosts)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(**launch_options(path, hosts))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def known(replayed: Replayed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented network, and people whose words are hard to show."""
    file = replayed.copy(tmp_path_factory.mktemp("review") / "known.db")
    people = file.with_name("people.json")
    people.write_text(json.dumps([_hard(*one) for one in HARD_TO_SHOW]))
    nanoscout("--database", file, "ingest", people, "--network", "instagram")
    return file


def _hard(handle: str, name: str, bio: str) -> dict[str, object]:
    counts = {"edge_followed_by": {"count": 4_000}, "edge_follow": {"count": 300}}
    return {"username": handle, "full_name": name, "biography": bio, "is_private": False, **counts}


@pytest.fixture(scope="module")
def served(known: Path) -> Iterator[Review]:
    with run_review(known, "--brief", str(BRIEF), "--by", "ada") as running:
        yield running


@pytest.fixture
def review(served: Review, known: Path) -> Iterator[Review]:
    """One page for all tests; each begins without answers."""
    yield served
    with closing(sqlite3.connect(known, isolation_level=None)) as connection:
        for table in ("verdict", "outreach"):
            connection.execute(f"DELETE FROM {table}")


@pytest.fixture
def tab(browser: Browser, review: Review) -> Iterator[Page]:
    """A tab that fails its test where anything went wrong in it, or was asked of another host."""
    with closing(browser.new_context(viewport={"width": 1200, "height": 900})) as context:
        page = context.new_page()
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.on("dialog", lambda dialog: troubles.append(dialog.message))
        page.on("request", lambda asked: None if asked.url.startswith(review.url) else troubles.append(asked.url))
        page.goto(review.entrance)
        yield page
        assert not troubles


def rows(page: Page) -> list[str]:
    return page.locator("li.row .look").all_inner_texts()


def test_keys_move_answer_and_take_back(tab: Page) -> None:
    first, second = rows(tab)[:2]
    tab.keyboard.press("j")
    expect(tab.locator("li.row.here .look")).to_have_text(first)
    tab.keyboard.press("a")
    expect(tab.locator("#count-accept")).to_have_text("1")
    expect(tab.locator("li.row.accept .look")).to_have_text(first)
    expect(tab.locator("li.row.here .look")).to_have_text(second)
    tab.keyboard.press("r")
    expect(tab.locator("#count-reject")).to_have_text("1")
    tab.keyboard.press("u")
    expect(tab.locator("#count-reject")).to_have_text("0")
    tab.keyboard.press("u")
    expect(tab.locator("#count-accept")).to_have_text("0")
    tab.keyboard.press("k")
    tab.keyboard.press("s")
    expect(tab.locator("#count-later")).to_have_text("1")
    tab.keyboard.press("/")
    expect(tab.get_by_role("searchbox")).to_be_focused()
    tab.keyboard.type("a")
    expect(tab.locator("#count-accept")).to_have_text("0")
    tab.keyboard.press("Escape")
    tab.keyboard.press("?")
    expect(tab.get_by_role("dialog")).to_be_visible()


def test_filter_open_answer_with_words_and_export(tab: Page) -> None:
    tab.get_by_role("searchbox").fill("sourdough")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    found = rows(tab)
    assert 0 < len(found) < 20
    tab.goto(tab.url.partition("?")[0] + "?country=GB&from=4000&to=9000&contact=email&engagement=2")
    followers = [
        int(text.split()[0].replace(",", ""))
        for text in tab.locator("li.row .facts span:first-child").all_inner_texts()
    ]
    assert followers
    assert all(4_000 <= count <= 9_000 for count in followers)
    chosen = rows(tab)[0]
    tab.get_by_role("link", name=chosen).click()
    expect(tab.get_by_role("heading", level=1)).to_have_text(chosen)
    expect(tab.locator("svg.ties a").first).to_be_visible()
    tab.get_by_text("Answer with words").click()
    tab.locator("input[name=reason]").fill("bakes what we mill")
    tab.locator("section.talk button.yes").click()
    expect(tab.locator("p.said").first).to_contain_text("by ada: bakes what we mill")
    tab.locator("select[name=status]").select_option("contacted")
    tab.get_by_role("button", name="Keep").click()
    expect(tab.locator("p.warn.big")).to_contain_text("Contacted already by ada")
    tab.get_by_role("link", name="Back to the list").click()
    with tab.expect_download() as download:
        tab.get_by_role("link", name="Accepted as CSV").click()
    lines = download.value.path().read_text().splitlines()
    assert len(lines) == 2
    assert chosen in lines[1]
    assert lines[0].startswith("email,")


def test_two_tabs_keep_the_last_answer_and_undo_the_one_before(tab: Page, review: Review) -> None:
    other = tab.context.new_page()
    other.goto(f"{review.url}/who/instagram/marnie.oatwhistle")
    tab.goto(f"{review.url}/who/instagram/marnie.oatwhistle")
    tab.keyboard.press("a")
    expect(tab.locator(".card.accept")).to_be_visible()
    other.keyboard.press("r")
    expect(other.locator(".card.reject")).to_be_visible()
    tab.reload()
    expect(tab.locator(".card.reject")).to_be_visible()
    tab.keyboard.press("u")
    expect(tab.locator(".card.accept")).to_be_visible()
    other.reload()
    expect(other.locator(".card.accept")).to_be_visible()


def test_marked_ones_stand_side_by_side(tab: Page) -> None:
    for number in range(2):
        tab.keyboard.press("j")
        tab.keyboard.press("c")
        assert tab.locator("#comparing").is_visible() is (number == 1)
    names = rows(tab)[:2]
    tab.get_by_role("button", name="Compare").click()
    assert tab.locator("table.compare thead a").all_inner_texts() == names


def test_it_reads_and_answers_without_javascript(browser: Browser, review: Review) -> None:
    with closing(browser.new_context(java_script_enabled=False)) as context:
        page = context.new_page()
        page.goto(review.entrance)
        first = rows(page)[0]
        page.locator("li.row").first.get_by_role("button", name="Accept").click()
        page.goto(f"{review.url}/?verdict=accept")
        assert rows(page) == [first]
        page.get_by_role("button", name="Undo").click()
        page.goto(f"{review.url}/?verdict=accept")
        assert page.get_by_text("Nobody fits these filters.").is_visible()


def test_keys_that_come_fast_answer_one_each_in_their_order(tab: Page) -> None:
    names = rows(tab)[:3]
    tab.keyboard.press("a")  # nobody is chosen yet
    expect(tab.locator("#told")).to_have_text("Choose somebody first: j")
    tab.keyboard.type("jara")
    expect(tab.locator("#count-accept")).to_have_text("2")
    assert tab.locator("li.row.accept .look").all_inner_texts() == [names[0], names[2]]
    assert tab.locator("li.row.reject .look").all_inner_texts() == [names[1]]
    tab.keyboard.type("uuuu")
    for answer in ("accept", "reject"):
        expect(tab.locator(f"#count-{answer}")).to_have_text("0")


def test_keys_go_on_from_where_the_mouse_was_and_rest_in_fields(tab: Page) -> None:
    names = rows(tab)
    tab.locator("li.row").nth(2).get_by_role("button", name="Later").click()
    expect(tab.locator("#count-later")).to_have_text("1")
    tab.locator("li.row").nth(3).get_by_role("checkbox").check()
    tab.keyboard.press("j")
    expect(tab.locator("li.row.here .look")).to_have_text(names[4])
    tab.locator("li.row").nth(2).get_by_role("button", name="Undo").click()
    expect(tab.locator("#count-later")).to_have_text("0")
    tab.get_by_label("Town, region or quarter").press_sequentially("jar")
    expect(tab.get_by_label("Town, region or quarter")).to_have_value("jar")
    tab.get_by_label("Country").focus()
    tab.keyboard.press("a")
    assert tab.locator("li.row.accept").count() == 0


def test_keys_lead_over_pages_and_through_cards_and_back(tab: Page) -> None:
    first = rows(tab)
    tab.locator("a.look").last.focus()
    tab.keyboard.press("j")  # the last one of the page: what comes next is the next page
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    second = rows(tab)
    assert second[0] not in first
    tab.keyboard.press("j")
    expect(tab.locator("li.row.here .look")).to_have_text(second[0])
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    tab.keyboard.press("a")
    expect(tab.locator("p.said.answered")).to_have_text("Accepted just now")
    with tab.expect_navigation():
        tab.keyboard.press("j")
    expect(tab.get_by_role("heading", level=1)).to_have_text(second[1])
    with tab.expect_navigation():
        tab.keyboard.press("k")
    expect(tab.locator("p.said.answered")).to_contain_text("by ada")
    with tab.expect_navigation():
        tab.get_by_role("link", name="Back to the list").click()
    assert rows(tab) == second
    expect(tab.locator("li.row.here .look")).to_have_text(second[0])


def test_marks_hold_over_pages_and_four_are_most(tab: Page) -> None:
    first = rows(tab)
    for number in range(3):
        tab.locator("li.row").nth(number).get_by_role("checkbox").check()
    with tab.expect_navigation():
        tab.get_by_role("link", name="More").click()
    for number in range(2):
        tab.keyboard.press("j")
        tab.keyboard.press("c")
        expect(tab.locator("#comparing b")).to_have_text("4")
        assert tab.locator("li.row").nth(number).get_by_role("checkbox").is_checked() is (number == 0)
    second = rows(tab)
    with tab.expect_navigation():
        tab.get_by_role("button", name="Compare").click()
    assert set(tab.locator("table.compare thead a").all_inner_texts()) == {*first[:3], second[0]}
    tab.keyboard.press("a")  # nobody is chosen here: nobody is answered
    expect(tab.locator("#told")).to_have_text("Choose somebody first: j")
    tab.keyboard.type("jja")
    expect(tab.locator("td.row.accept")).to_have_count(1)
    with tab.expect_navigation():
        tab.go_back()
    tab.get_by_role("button", name="Unmark all").click()
    expect(tab.locator("#comparing")).to_be_hidden()


def test_what_is_not_kept_is_said_with_the_reason(browser: Browser, review: Review) -> None:
    with closing(browser.new_context()) as context:
        page = context.new_page()
        page.goto(review.entrance)
        page.evaluate("document.querySelector('li.row').dataset.handle = 'no.such.baker'")
        page.keyboard.type("ja")
        expect(page.locator("#told")).to_contain_text("Not kept: No account no.such.baker")
        expect(page.locator("li.row").first).to_have_class(re.compile("here"))
        context.set_offline(True)
        page.keyboard.type("ja")
        expect(page.locator("#told")).to_contain_text("Not kept: nanoscout does not answer")
        expect(page.locator("#count-accept")).to_have_text("0")


def test_a_tab_that_is_open_over_a_migration_says_what_to_do(browser: Browser, review: Review, known: Path) -> None:
    with (
        closing(browser.new_context()) as context,
        closing(sqlite3.connect(known, isolation_level=None)) as connection,
    ):
        page = context.new_page()
        page.goto(review.entrance)
        (schema,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        try:
            page.keyboard.type("ja")
            expect(page.locator("#told")).to_contain_text("changed by another nanoscout meanwhile; end this one")
            page.reload()
            expect(page.get_by_role("heading", level=1)).to_contain_text("end this one and start it again")
        finally:
            connection.execute("UPDATE alembic_version SET version_num = ?", (schema,))
        assert connection.execute("SELECT count(*) FROM verdict").fetchone() == (0,)
        page.reload()
        expect(page.locator("li.row").first).to_be_visible()


def test_words_that_run_backwards_do_not_turn_their_neighbours(tab: Page, review: Review) -> None:
    tab.goto(f"{review.url}/?q=bidi.bakes")
    assert rows(tab) == ["bidi.bakes"]
    assert tab.locator("li.row .facts").inner_text().startswith("4,000 followers")
    for place in ("li.row .look", "li.row .name", "li.row .bio"):
        assert tab.locator(place).evaluate("node => node.querySelector('bdi') !== null"), place


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


def test_a_hundred_thousand_accounts_are_paged(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "many.db"
    make_many(file, 100_000)
    with run_review(file) as review, closing(browser.new_context()) as context:
        page = context.new_page()
        page.goto(review.entrance)
        expect(page.get_by_role("heading", level=1)).to_have_text("92,308 creators")
        seen = rows(page)
        for _ in range(3):
            page.get_by_role("link", name="More").click()
            seen += rows(page)
        assert len(seen) == len(set(seen)) == 160
        page.get_by_role("link", name="Better ones").click()
        assert rows(page) == seen[80:120]
        page.goto(f"{review.url}/?q=maker77777")
        assert rows(page) == ["maker77777"]
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM score").fetchone()[0] == 100_000


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


# Whatever can be pressed or filled in, and tells a screen reader no name.
_NAMELESS = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, img")]
  .filter((node) => !(node.labels && [...node.labels].some((label) => label.textContent.trim()))
    && !node.textContent.trim() && !node.getAttribute("aria-label") && node.getAttribute("alt") === null
    && !node.querySelector("title"))
  .map((node) => node.outerHTML)"""
