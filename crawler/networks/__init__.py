"""The networks: one file or one small folder each, found by looking, so that adding one changes nothing here."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from crawler.networks.addresses import asked_host
from crawler.networks.network import Network, Options, Target
from storage.errors import UnknownNetwork

if TYPE_CHECKING:
    from storage.frontier import HostOf

_NOT_NETWORKS = frozenset(
    {
        "addresses",
        "bridged",
        "connected",
        "embeds",
        "feeds",
        "gathering",
        "link_only",
        "markup",
        "modash",
        "network",
        "picture_hosts",
        "printed_counts",
        "public_pages",
        "text",
        "values",
    }
)
_NOT_ASKED = Options()  # of a network that a run does not ask: its targets wait for one that does


@cache
def network_names() -> tuple[str, ...]:
    """The names of all networks, in order; importing none of them."""
    return tuple(sorted(module.name for module in iter_modules(__path__) if module.name not in _NOT_NETWORKS))


@cache
def load_network(name: str) -> Network:
    """A network by its name; raises UnknownNetwork with the nearest name."""
    if name not in network_names():
        import difflib

        close = difflib.get_close_matches(name.lower(), network_names(), n=1)
        hint = f"did you mean {close[0]}?" if close else f"known are {', '.join(network_names())}"
        raise UnknownNetwork(f"No network is called {name}; {hint}")
    network: Network = import_module(f"{__name__}.{name}").NETWORK
    return network


def host_asked(target: Target, options: Options) -> str:
    """The host (with its port) that a visit of this target cannot do without: the first, or the last resort of it.

    A host that can be gone without keeps nobody waiting. Where nothing can be asked, it is the network's name: why not
    is told when the target's turn comes.
    """
    try:
        asks = load_network(target.network).ask(target, options)
        if not asks:
            return target.network
        ask = asks[0]
        while ask.otherwise is not None:
            ask = ask.otherwise
        return asked_host(ask.url)
    except Exception:  # raised, one odd name would end the run at the page that tells of it
        return target.network


def hosts_asked(options: Mapping[str, Options]) -> "HostOf":
    """Which host a target's visit asks first, by its network, kind and key, under these settings."""
    return lambda network, kind, key: host_asked(Target(network, kind, key), options.get(network, _NOT_ASKED))


def all_networks() -> list[Network]:
    """Every network, in order of name."""
    return [load_network(name) for name in network_names()]
