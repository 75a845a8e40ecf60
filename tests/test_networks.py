"""Every network is whole: fixtures, a docs page, a row in the README, its blocks tried, a test of its own."""

import json
import re
from types import SimpleNamespace

import pytest

from crawler.door import scrub_url
from crawler.networks import all_networks, network_names
from crawler.networks.network import Network, Options, Target
from crawler.page import Page
from scoring.explaining.explain import profile_url_of
from storage.errors import BadSeed
from tests.fixture_pages import FIXTURES, case_folders

ROOT = FIXTURES.parent


@pytest.fixture(params=network_names())
def network(request: pytest.FixtureRequest) -> Network:
    return next(one for one in all_networks() if one.name == request.param)


def test_it_has_fixtures_a_page_in_the_docs_and_a_row_in_the_readme(network: Network) -> None:
    assert case_folders(network.name), "no fixtures"
    page = ROOT / "docs" / "networks" / f"{network.name}.md"
    assert page.exists()
    assert "|" in page.read_text(encoding="utf-8"), "no table of fields"
    assert network.title in (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"`{network.name}`" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_it_has_a_test_of_its_own(network: Network) -> None:
    tests = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("test_*.py")]
    named = (f"crawler.networks.{network.name} ", f'"{network.name}"')
    assert any(name in text for text in tests for name in named)


def test_every_block_that_the_docs_name_has_a_fixture(network: Network) -> None:
    tried = set()
    for folder in case_folders(network.name):
        facts = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
        tried |= {fact["kind"] for fact in facts if fact["fact"] == "block"}
    text = (ROOT / "docs" / "networks" / f"{network.name}.md").read_text(encoding="utf-8")
    kinds = ("challenge", "login_wall", "gated", "private", "hidden", "shell", "gone", "closed", "rate_limit")
    table = text.partition("| Answer |")[2]
    assert {kind for kind in kinds if f"`{kind}`" in table} <= tried | _TRIED_ELSEWHERE.get(network.name, set())


# Statuses that all public pages share are tried in tests/test_public_pages.py and tests/test_site.py.
_TRIED_ELSEWHERE = {
    "tiktok": {"rate_limit", "gated"},
    "pinterest": {"rate_limit"},
    "blog": {"login_wall"},
    "site": {"login_wall", "rate_limit"},
}


def test_it_reads_the_settings_that_it_names_and_no_others(network: Network) -> None:
    folder = ROOT / "crawler" / "networks"
    files = [folder / f"{network.name}.py", *(folder / network.name).glob("*.py")]
    text = "".join(file.read_text(encoding="utf-8") for file in files if file.exists())
    read = set(re.findall(r"""options\.said(?:\.get\(|\[)["'](\w+)""", text))
    assert read | ({"live"} if "ready=readiness(" in text else set()) == set(network.settings)


def test_its_module_is_small(network: Network) -> None:
    folder = ROOT / "crawler" / "networks"
    files = [folder / f"{network.name}.py", *(folder / network.name).glob("*.py")]
    assert all(len(file.read_text(encoding="utf-8").splitlines()) <= 400 for file in files if file.exists())


def test_a_target_that_it_does_not_know_is_no_error(network: Network) -> None:
    for kind in ("hashtag", "account", "post", "site"):
        for options in (Options(), Options(live=False)):
            target = Target(network.name, kind, "ink")
            try:
                asks = network.ask(target, options)
            except BadSeed:
                continue
            assert all(ask.url for ask in asks)


def test_it_says_what_is_missing(network: Network) -> None:
    state = network.ready(Options())
    assert state.hint
    for name in network.secrets:
        assert state.ready or name.upper() in state.hint.upper()


def test_pages_of_nobody_are_not_its_own(network: Network) -> None:
    for body in (b"", b"{}", b"[]", b"null", b"<html></html>", b"\xff\xfe", b'{"a": [1, {"b": null}]}'):
        assert not network.recognises(Page("https://other.example/x", body))


def test_no_key_stands_in_an_address(network: Network) -> None:
    options = Options(
        secrets={name: f"secret-{name}" for name in network.secrets}, said={"user_id": "1", "sites": "a.example"}
    )
    for kind in ("hashtag", "account"):
        for ask in network.ask(Target(network.name, kind, "ink"), options):
            if network.name in _KEY_IN_ADDRESS:
                assert "secret-" not in scrub_url(ask.url)
            else:
                assert "secret-" not in ask.url + repr(ask)


# Where an API takes its key in the address alone, the door takes it out; tests/test_tumblr.py finds it kept nowhere.
_KEY_IN_ADDRESS = frozenset({"tumblr"})


@pytest.mark.parametrize("handle", ["miralind", "UC" + "a" * 22, "mira.bsky.example", "mira@photos.example"])
def test_the_shortlist_links_to_the_same_address(network: Network, handle: str) -> None:
    try:
        handle = network.clean_handle(handle)
    except ValueError:
        return
    if network.name == "mastodon" and "@" not in handle:
        return  # whose server is not told
    shown = profile_url_of(SimpleNamespace(network=network.name, handle=handle))  # type: ignore[arg-type]
    assert shown == network.profile_url(handle)
