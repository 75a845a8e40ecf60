"""Every spelling of an address that is not public is refused before it is asked; what is public is not."""

# ruff: noqa: E501  # tables of spellings
import pytest

from crawler.engine.addresses import refuse_address
from crawler.networks.addresses import asked_host
from storage.database import parse_url
from storage.errors import DatabaseUnusable

INSIDE = [
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "0.0.0.0", "0", "10.1.2.3",
    "172.16.0.1", "192.168.1.1", "169.254.169.254", "2852039166", "100.64.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255",
    "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:a9fe:a9fe]", "[fe80::1]", "[fc00::1]", "[fd12:3456::1]", "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]", "[ff02::1]", "localhost", "LOCALHOST", "localhost.", "x.localhost", "127.0.0.1.", "127.1.", "0x7f.1.",
    "169.254.169.254.", "127.0.0.1..", "127.0.0.1。", "%31%32%37.0.0.1", "①②⑦.⓪.⓪.①", "１２７.0.0.1", "user@127.0.0.1", "a:b@[::1]",
]  # fmt: skip


@pytest.mark.parametrize("host", INSIDE)
@pytest.mark.parametrize("address", ["http://{}/", "https://{}:8443/x?y"])
def test_no_spelling_of_an_inner_address_is_asked(host: str, address: str) -> None:
    assert refuse_address(address.format(host), ()) is not None


@pytest.mark.parametrize(
    "host", ["8.8.8.8", "[2606:4700::1111]", "ink.example.com", "127.0.0.1.ink.example.com", "a@ink.example.com"]
)
def test_public_hosts_may_be_asked(host: str) -> None:
    assert refuse_address(f"https://{host}/", ()) is None


@pytest.mark.parametrize("end", ["localhost:port/x", "h:99999999/x", "[::1/x"])
def test_a_password_in_an_address_that_is_none_is_never_told(end: str) -> None:
    with pytest.raises(DatabaseUnusable) as told:
        parse_url(f"postgresql://u:ge@heim@{end}")
    assert "heim" not in str(told.value)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://Ink.Example/x", "ink.example"), ("https://ink.example.:443/", "ink.example"),
        ("http://ink.example:80", "ink.example"), ("https://me@ink.example:8443/", "ink.example:8443"),
        ("https://bücher.example/", "xn--bcher-kva.example"), ("https://XN--bcher-kva.example/", "xn--bcher-kva.example"),
        ("http://[2001:DB8::1]:80/", "[2001:db8::1]"), ("http://[2001:db8::1]:8080/", "[2001:db8::1]:8080"),
        ("http://ink.example:99999/", "ink.example:99999"), ("mastodon", ""),
    ],
)  # fmt: skip
def test_the_pace_of_a_host_is_kept_under_one_spelling(address: str, host: str) -> None:
    assert asked_host(address) == host
