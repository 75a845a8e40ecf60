"""What Phyllo (InsightIQ) passes on of accounts that their owners connected: profiles and contents of any network.

https://docs.insightiq.ai: ``work_platform`` names the network. What an owner alone sees (emails, birthday, reach, watch
time, stories) is left out: these are no public facts.
"""

from collections.abc import Mapping
from typing import Any

from crawler.networks.values import mapping

Values = Mapping[str, Any]
_NETWORKS = {"Instagram": "instagram", "TikTok": "tiktok", "YouTube": "youtube", "X": "x", "Twitter": "x"}


def is_profile(value: Values, network: str) -> bool:
    """Whether an object is a connected account of a network, its counts in ``reputation``."""
    return _is_of(value, network) and isinstance(value.get("reputation"), dict)


def is_content(value: Values, network: str) -> bool:
    """Whether an object is a public post of a connected account, its counts in ``engagement``."""
    told = isinstance(value.get("engagement"), dict) and "published_at" in value and value.get("type") != "STORY"
    return told and value.get("visibility") in (None, "PUBLIC") and _is_of(value, network)


def owner_of(value: Values) -> str | None:
    """The handle of a content's account, as it was connected; an address to log in with is no handle."""
    name = mapping(value.get("account")).get("platform_username")
    return name if isinstance(name, str) and "@" not in name else None


def _is_of(value: Values, network: str) -> bool:
    return _NETWORKS.get(str(mapping(value.get("work_platform")).get("name"))) == network
