"""Pages that would keep a real Chromium for ever: given up by name, and the run goes on."""

import time
from pathlib import Path

import pytest

from tests.browsing import discover, settings
from tests.crawls import Crawls
from tests.databases import rows_in
from tests.instagram_site import Site, run_site

pytestmark = [pytest.mark.needs_chromium, pytest.mark.timed]


@pytest.mark.long
def test_an_answer_that_never_ends_keeps_nobody_waiting(tmp_path: Path) -> None:
    with run_site(Site()) as site:
        settings(tmp_path, site)
        began = time.monotonic()
        end = discover(tmp_path, "@to.endless", "@wren.paints", "--max-depth", "0")
    assert end["state"] == "finished"
    assert [one["handle"] for one in end["shortlist"]] == ["wren.paints"]
    assert time.monotonic() - began < 60


@pytest.mark.long
def test_a_page_that_never_stops_asking_is_cut_off(tmp_path: Path) -> None:
    with run_site(Site()) as site:
        settings(tmp_path, site)
        end = discover(tmp_path, "@to.flood", "--max-depth", "0")
    assert end["state"] == "finished"
    assert 100 < len(site.log) <= 310


@pytest.mark.long
def test_a_page_that_holds_the_browser_is_given_up_by_name_and_the_run_goes_on(crawls: Crawls, tmp_path: Path) -> None:
    """Tried three times, and held against its host, one such page ended the run for everybody else on it."""
    patches = {"crawler.engine.browser:_NAVIGATION_MS": 4_000, "crawler.engine.browser:_LAST_ANSWERS_S": 1}
    with run_site(Site()) as site:
        networks = {"instagram": {"web": site.url, "permission": "granted in writing"}}
        seeds = ("@to.loop", "@to.itself", "@to.bulk", "@to.growing", "@wren.paints")
        file = tmp_path / "x.db"
        settings = {"instances": [], "networks": networks, "named": "instagram", "max_depth": 0}
        end = crawls.run(file, *seeds, patches=patches, **settings)
    assert (end.state, end.progress["blocks"]) == ("finished", {"error on instagram": 4})
    told = dict(rows_in(file, "SELECT url, detail FROM page WHERE outcome = 'block'"))
    assert "never came to rest" in told[f"{site.url}/to.loop/"]
    assert "was given up: it led on" in told[f"{site.url}/to.itself/"]
    assert "is larger than 8 MB" in told[f"{site.url}/to.bulk/"]
    assert "is larger than 8 MB" in told[f"{site.url}/to.growing/"], "it says no length"
    assert site.sent < 60_000_000
    asked = [path.strip("/") for path in site.asked()]
    assert [asked.count(name) for name in ("to.loop", "to.bulk", "to.growing")] == [1, 1, 1]
    assert asked.count("to.itself") <= 11
    assert rows_in(file, "SELECT handle FROM account WHERE followers IS NOT NULL") == [("wren.paints",)]
    assert rows_in(file, "SELECT count(*) FROM host WHERE reason IS NOT NULL") == [(0,)], "a host was blamed"
