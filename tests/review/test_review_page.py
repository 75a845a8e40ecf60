"""The review page in a real browser: filter, open, accept, undo, export, keyboard, two tabs, without JavaScript."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.many_accounts import make_many
from tests.replayed import Replayed
from tests.review.conftest import rows_of
from tests.review_server import Review, run_review

pytestmark = pytest.mark.needs_chromium


@pytest.fixture(scope="module")
def known(replayed: Replayed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented network."""
    return replayed.copy(tmp_path_factory.mktemp("review") / "known.db")


def test_keys_move_answer_and_take_back(tab: Page) -> None:
    first, second = rows_of(tab)[:2]
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


def test_a_double_click_is_one_answer(tab: Page) -> None:
    row = tab.locator("li.row").first
    row.get_by_role("button", name="Accept").dblclick()
    expect(tab.locator("#count-accept")).to_have_text("1")
    tab.keyboard.press("u")
    expect(tab.locator("#told")).to_contain_text("Taken back")
    expect(tab.locator("#count-accept")).to_have_text("0")
    expect(row.get_by_role("button", name="Accept")).to_have_attribute("aria-pressed", "false")


def test_filter_open_answer_with_words_and_export(tab: Page) -> None:
    tab.get_by_role("searchbox").fill("sourdough")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    found = rows_of(tab)
    assert 0 < len(found) < 20
    tab.goto(tab.url.partition("?")[0] + "?country=GB&from=4000&to=9000&contact=email&engagement=2")
    followers = [
        int(text.split()[0].replace(",", ""))
        for text in tab.locator("li.row .facts span:first-child").all_inner_texts()
    ]
    assert followers
    assert all(4_000 <= count <= 9_000 for count in followers)
    chosen = rows_of(tab)[0]
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
    names = rows_of(tab)[:2]
    tab.get_by_role("button", name="Compare").click()
    assert tab.locator("table.compare thead a").all_inner_texts() == names


def test_it_reads_and_answers_without_javascript(browser: Browser, review: Review) -> None:
    with closing(browser.new_context(java_script_enabled=False)) as context:
        page = context.new_page()
        page.goto(review.entrance)
        first = rows_of(page)[0]
        page.locator("li.row").first.get_by_role("button", name="Accept").click()
        page.goto(f"{review.url}/?verdict=accept")
        assert rows_of(page) == [first]
        page.get_by_role("button", name="Undo").click()
        page.goto(f"{review.url}/?verdict=accept")
        assert page.get_by_text("Nobody fits these filters.").is_visible()


def test_keys_that_come_fast_answer_one_each_in_their_order(tab: Page) -> None:
    names = rows_of(tab)[:3]
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
    names = rows_of(tab)
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
    first = rows_of(tab)
    tab.locator("a.look").last.focus()
    tab.keyboard.press("j")  # the last one of the page: what comes next is the next page
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    second = rows_of(tab)
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
    assert rows_of(tab) == second
    expect(tab.locator("li.row.here .look")).to_have_text(second[0])


def test_marks_hold_over_pages_and_four_are_most(tab: Page) -> None:
    first = rows_of(tab)
    for number in range(3):
        tab.locator("li.row").nth(number).get_by_role("checkbox").check()
    with tab.expect_navigation():
        tab.get_by_role("link", name="More").click()
    for number in range(2):
        tab.keyboard.press("j")
        tab.keyboard.press("c")
        expect(tab.locator("#comparing b")).to_have_text("4")
        assert tab.locator("li.row").nth(number).get_by_role("checkbox").is_checked() is (number == 0)
    second = rows_of(tab)
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


@pytest.mark.long
def test_twenty_thousand_accounts_are_paged(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "many.db"
    make_many(file, 20_000)
    with run_review(file) as review, closing(browser.new_context()) as context:
        page = context.new_page()
        page.goto(review.entrance)
        expect(page.get_by_role("heading", level=1)).to_have_text("18,462 creators")
        seen = rows_of(page)
        for _ in range(3):
            with page.expect_navigation():
                page.get_by_role("link", name="More").click()
            seen += rows_of(page)
        assert len(seen) == len(set(seen)) == 160
        with page.expect_navigation():
            page.get_by_role("link", name="Better ones").click()
        assert rows_of(page) == seen[80:120]
        page.goto(f"{review.url}/?q=maker17777")
        assert rows_of(page) == ["maker17777"]
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM score").fetchone()[0] == 20_000
