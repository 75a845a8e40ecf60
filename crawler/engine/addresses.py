"""Which addresses may be asked: public ones, and hosts that the user named. Never one out of a page."""

import ipaddress
import socket
import unicodedata
from collections.abc import Collection
from urllib.parse import unquote, urlsplit

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# Python's own is_global is wrong for several of these; all are taken from IANA's special-purpose registries.
_NOT_PUBLIC_4 = [
    ipaddress.IPv4Network(net)
    for net in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
]  # fmt: skip
LONGEST_ADDRESS = 3_500  # no server takes much longer ones; what leads to them is a trap or a mistake
_USUAL_PORTS = (None, 80, 443)
_PUBLIC_6 = ipaddress.IPv6Network("2000::/3")
_NOT_PUBLIC_6 = [
    ipaddress.IPv6Network(net)
    for net in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20", "5f00::/16")
]


def is_public(address: IPAddress) -> bool:
    """Whether an address belongs to the public internet; every range that carries another address in it does not."""
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in net for net in _NOT_PUBLIC_4)
    return address in _PUBLIC_6 and not any(address in net for net in _NOT_PUBLIC_6)


def is_this_machine(host: str) -> bool:
    """Whether a host name spells a loopback address, or is localhost."""
    spelled = literal_address(host)
    return host == "localhost" if spelled is None else spelled.is_loopback


def literal_address(host: str) -> IPAddress | None:
    """The address that a host name spells, in any of the spellings that resolvers accept (0x7f.1, 2130706433, …)."""
    # Some resolvers also take percent signs, full-width or circled digits, and a dot at the end.
    bare = unicodedata.normalize("NFKC", unquote(host)).strip("[]").partition("%")[0].rstrip(".。")
    try:
        return ipaddress.ip_address(bare)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(bare))
    except (OSError, UnicodeEncodeError, ipaddress.AddressValueError):
        return None


def names_host(named_hosts: Collection[str], host: str, port: int | None) -> bool:
    """Whether the user named this host: with this port, or without one and the port is that of http or https."""
    host = f"[{host}]" if ":" in host else host
    return f"{host}:{port}" in named_hosts or (host in named_hosts and port in _USUAL_PORTS)


def refuse_address(url: str, named_hosts: Collection[str]) -> str | None:
    """Why this address may not be asked, in words; ``None`` where it may (its name must still resolve to a public one).

    ``named_hosts``: host or host:port, as the user gave them; those may be private.
    """
    if len(url) > LONGEST_ADDRESS:
        return f"is longer than {LONGEST_ADDRESS:,} letters"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "is no address"
    if parts.scheme not in {"http", "https"}:
        return f"has the scheme {parts.scheme or '?'}; only http and https are asked"
    if names_host(named_hosts, host, port):
        return None
    spelled = literal_address(host)
    if spelled is not None:
        return None if is_public(spelled) else f"leads to {spelled}, which is no public address"
    if "." not in host.strip(".") or host.rstrip(".").endswith((".localhost", ".local", ".internal", ".home.arpa")):
        return "is a name of a local network"
    return None
