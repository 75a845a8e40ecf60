"""Replay: which answer a visit gets, in which order, and what is a miss."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.networks.network import Ask, Target
from crawler.page import Page
from crawler.sources.recording import Recording
from crawler.sources.replay import Replay
from tests.test_sources_har import SITE, entry, save_har

HTML = "<html></html>"


def urls(pages: list[Page]) -> list[str]:
    return [page.url.removeprefix(SITE) for page in pages]


def page_ask(url: str) -> Ask:
    return Ask(url=url, kind="page")


@pytest.fixture
def session(tmp_path: Path) -> Replay:
    """A browsing session: a tag page, a click to a profile without loading anew, that profile loaded, and again."""
    har = save_har(
        tmp_path,
        entry("/tags/tea/", HTML, mime="text/html", pageref="p1", _resourceType="document"),
        entry("/api/tag", pageref="p1", _resourceType="xhr", asked={"Referer": f"{SITE}/tags/tea/"}),
        entry("/api/noor", pageref="p1", _resourceType="xhr", asked={"Referer": f"{SITE}/noor/"}),
        entry(
            "/mira/",
            HTML,
            mime="text/html",
            pageref="p2",
            _resourceType="document",
            asked={"Referer": f"{SITE}/tags/tea/"},
        ),
        entry("/api/mira1", pageref="p2", _resourceType="xhr"),
        entry("/mira/", "<html>2</html>", mime="text/html", pageref="p3", _resourceType="document"),
        entry("/api/mira2", pageref="p3", _resourceType="xhr", asked={"Referer": f"{SITE}/mira/"}),
    )
    return Replay([har])


def test_a_visit_gets_the_document_and_what_belongs_to_it(session: Replay) -> None:
    assert urls(session.answer(page_ask(f"{SITE}/tags/tea/"))) == ["/tags/tea/", "/api/tag", "/api/noor"]


def test_a_second_visit_gets_the_second_answer_and_a_third_nothing(session: Replay) -> None:
    ask = page_ask("http://www.photos.example/mira?utm_source=x&igsh=abc#top")
    assert urls(session.answer(ask)) == ["/mira/", "/api/mira1"]
    assert urls(session.answer(ask)) == ["/mira/", "/api/mira2"]
    assert session.answer(ask) == []


def test_a_page_without_a_document_is_answered_by_its_parts(session: Replay) -> None:
    assert urls(session.answer(page_ask(f"{SITE}/noor/"))) == ["/api/noor"]
    assert session.answer(page_ask(f"{SITE}/ines/")) == []


def test_redirects_lead_to_the_page_that_they_led_to(tmp_path: Path) -> None:
    har = save_har(
        tmp_path,
        entry("/mira", "", pageref="p1", status=301, redirect="/mira/", _resourceType="document"),
        entry("/mira/", "", pageref="p1", status=302, redirect="/login/?next=/mira/", _resourceType="document"),
        entry("/login/?next=/mira/", HTML, mime="text/html", pageref="p1", _resourceType="document"),
    )
    replay = Replay([har])
    assert urls(replay.answer(page_ask(f"{SITE}/mira/"))) == ["/login/?next=/mira/"]
    assert urls(replay.pages()) == ["/login/?next=/mira/"]


def test_api_requests_match_on_method_address_and_body(tmp_path: Path) -> None:
    har = save_har(
        tmp_path,
        entry("/api?b=2&a=1", '{"n": 1}'),
        entry("/api?a=1&b=2", '{"n": 2}', status=429),
        entry("/api?a=1&b=2", '{"n": 3}', method="POST", posted='{"x": 1, "y": 2}'),
        entry("/graph?access_token=gone&id=1", '{"n": 4}'),
    )
    replay = Replay([har])
    first = replay.answer(Ask(url=f"{SITE}/api?a=1&b=2"))
    second = replay.answer(Ask(url=f"{SITE}/api?a=1&b=2"))
    assert [page.json["n"] for page in first + second] == [1, 2]
    assert [page.status for page in first + second] == [200, 429]
    assert replay.answer(Ask(url=f"{SITE}/api?a=1&b=2")) == []
    assert replay.answer(Ask(url=f"{SITE}/api?a=1&b=2", method="POST", body=b'{"x": 9}')) == []
    (posted,) = replay.answer(Ask(url=f"{SITE}/api?b=2&a=1", method="POST", body=b'{"y":2,"x":1}'))
    assert posted.json == {"n": 3}
    assert replay.answer(Ask(url=f"{SITE}/graph?id=1&access_token=mine"))[0].json == {"n": 4}
    assert replay.answer(Ask(url=f"{SITE}/api/")) == []


def test_a_recording_is_replayed_visit_by_visit(tmp_path: Path) -> None:
    mira, tag = Target("mastodon", "account", "mira@a.example"), Target("mastodon", "hashtag", "tea")
    path = tmp_path / "run.warc"

    def answer_at(second: int) -> Page:
        when = datetime(2026, 11, 20, 10, 0, second, tzinfo=UTC)
        return Page(url="https://a.example/api/v1/accounts/1", body=b"{}", time=when)

    with Recording(path, seeds=["#tea"]) as recording:
        recording.write(Page(url="https://a.example/api/v1/timelines/tag/tea", body=b"[]"), target=tag, visit="1")
        recording.write(answer_at(1), target=tag, visit="2")
        recording.write(answer_at(2), target=mira, visit="3", asked="https://a.example/api/v1/accounts/one")
        recording.write(answer_at(3), target=mira, visit="4")
    replay = Replay([path])
    assert replay.seeds == ["#tea"]
    assert replay.recorded_targets() == [tag, tag, mira, mira]
    ask = Ask(url="https://a.example/api/v1/accounts/1")

    def second_of(target: Target | None) -> int | None:
        pages = replay.answer(ask, target)
        return pages[0].time.second if pages and pages[0].time else None

    assert replay.begin(mira)
    assert second_of(mira) == 2
    assert replay.begin(mira)
    assert second_of(mira) == 3
    assert not replay.begin(mira)
    assert second_of(tag) == 1
    assert second_of(tag) is None
    assert replay.answer(Ask(url="https://a.example/api/v1/accounts/one")) == []


def test_a_recorded_redirect_is_found_by_what_was_asked(tmp_path: Path) -> None:
    path = tmp_path / "run.warc"
    target = Target("instagram", "account", "mira")
    with Recording(path) as recording:
        login = Page(url=f"{SITE}/login/", body=b"<html></html>", source="browser")
        recording.write(login, target=target, visit="1", asked=f"{SITE}/mira/")
        part = Page(url=f"{SITE}/api/x", body=b"{}", source="browser", document=f"{SITE}/login/")
        recording.write(part, target=target, visit="1")
    assert Replay([path]).answer(page_ask(f"{SITE}/mira/"), target) == [login, part]


def test_several_files_are_one_replay(tmp_path: Path) -> None:
    saved = tmp_path / "mira.html"
    saved.write_text(f'<html><link rel="canonical" href="{SITE}/mira/"></html>')
    har = save_har(tmp_path, entry("/api/1"), entry("/api/2", None))
    replay = Replay([saved, har])
    assert len(replay.answer(page_ask(f"{SITE}/mira/"))) == 1
    assert len(replay.answer(Ask(url=f"{SITE}/api/1"))) == 1
    assert len(replay.notes) == 1
