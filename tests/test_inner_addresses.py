"""No way leads a crawl inside: not a redirect in any spelling, not a name, not a name that changes its address."""

import ipaddress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from twisted.internet.error import DNSLookupError

from crawler.engine.addresses import IPAddress, is_public
from crawler.engine.middlewares import GuardedResolver
from tests.crawls import QUICK, Crawls, Ended
from tests.fault_server import TAG, FaultServer, Reply, Request, run_server, said, small_world
from tests.test_addresses import INSIDE

pytestmark = pytest.mark.timed

# What a name may resolve to: every kind of address that is not public, of both families.
RESOLVED = (
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1",
    "172.31.255.1", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1",
    "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:0:127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b:1::7f00:1",
    "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "2002:a9fe:a9fe::", "3fff::1", "5f00::1", "fc00::1",
    "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "ff0e::1",
)  # fmt: skip
FRONT = "127.0.0.5"  # stands for a public address where one must answer


def led_to(crawls: Crawls, database: Path, addresses: list[str], **more: Any) -> Ended:
    """The end of a crawl in which each person's page leads elsewhere; nothing else of it may fail."""
    people = [f"p{number}" for number in range(len(addresses))]

    def answer(request: Request) -> Reply:
        name = request.path.rpartition("acct=")[2]
        if name in people:
            return Reply(302, b"", (("Location", addresses[people.index(name)]),))
        return small_world((*people, "zoe"), lambda: server.url)(request)

    with run_server(answer) as server:
        end = crawls.run(database, f"#{TAG}", instances=[server.url], **more)
    assert end.state == "finished", end
    return end


def untouched() -> Any:
    return run_server(lambda _: said({"secret": 1}))


@pytest.mark.parametrize("encoded", [False, True])
def test_no_redirect_in_any_spelling_leads_inside(crawls: Crawls, tmp_path: Path, encoded: bool) -> None:
    with untouched() as secret:
        spelled = [quote(host, safe="%[]:@") if encoded else host for host in INSIDE]
        end = led_to(crawls, tmp_path / "x.db", [f"http://{host}:{secret.port}/secret" for host in spelled])
        assert secret.log == []
    assert end.progress["blocks"] == {"refused on mastodon": len(INSIDE)}


def test_no_name_leads_inside(crawls: Crawls, tmp_path: Path) -> None:
    names = {f"n{number}.ink.example": address for number, address in enumerate(RESOLVED)}
    with untouched() as secret:
        end = led_to(crawls, tmp_path / "x.db", [f"http://{name}:{secret.port}/secret" for name in names], names=names)
        assert secret.log == []
    assert end.progress["blocks"] == {"refused on mastodon": len(RESOLVED)}
    assert "no public address" in end.words


@pytest.mark.parametrize("address", RESOLVED)
def test_the_resolver_hands_out_no_inner_address(address: str) -> None:
    with pytest.raises(DNSLookupError, match="no public address"):
        GuardedResolver._refuse_private(address, "ink.example")


def _front_is_public(address: IPAddress) -> bool:
    return address == ipaddress.ip_address(FRONT) or is_public(address)


def test_a_name_that_changes_its_address_is_connected_where_it_was_checked(crawls: Crawls, tmp_path: Path) -> None:
    """The first look-up is public, every later one is not: whatever is sent goes to the first."""
    patches = {
        **QUICK,
        "crawler.engine.middlewares:is_public": _front_is_public,
        "crawler.engine.settings:DNSCACHE_ENABLED": False,
    }
    with run_server(lambda _: said([]), host=FRONT) as front, inside_of(front) as secret:
        addresses = [f"http://turns.ink.example:{front.port}/{number}" for number in range(3)]
        names = {"turns.ink.example": (FRONT, "127.0.0.1")}
        end = led_to(crawls, tmp_path / "x.db", addresses, names=names, patches=patches)
        assert front.log
        assert secret.log == []
    assert "turns.ink.example leads to 127.0.0.1" in end.words


def inside_of(front: FaultServer) -> Any:
    return run_server(lambda _: said({"secret": 1}), port=front.port)
