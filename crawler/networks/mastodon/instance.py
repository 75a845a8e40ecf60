"""What an instance says about itself, to facts: /api/v2/instance, and /api/v1/instance of older software.

Shapes: https://docs.joinmastodon.org/entities/Instance/ (``timelines_access`` since Mastodon 4.5)
"""

from collections.abc import Mapping
from typing import Any, Literal, TypeGuard


def is_instance(value: object) -> TypeGuard[Mapping[str, Any]]:
    """Whether a JSON value is an instance's page about itself."""
    return (
        isinstance(value, dict)
        and ("uri" in value or "domain" in value)
        and "version" in value
        and any(key in value for key in ("stats", "usage", "configuration", "registrations"))
    )


def open_feeds(instance: object) -> Literal["both", "local", "remote", "none"]:
    """Whose posts a hashtag's timeline shows to the public: of this instance, of the others; "both" where unsaid.

    An instance that shows one of the two refuses a request for both.
    """
    feeds = _hashtag_feeds(instance)
    if not feeds:
        return "both"
    local, remote = (feeds.get(name, "public") == "public" for name in ("local", "remote"))
    if local and remote:
        return "both"
    return "local" if local else "remote" if remote else "none"


def closed_timelines(instance: Mapping[str, Any]) -> str | None:
    """Why hashtag timelines need an account here (Mastodon 4.5's timelines_access), ``None`` where they do not."""
    if open_feeds(instance) != "none":
        return None
    said = ", ".join(f"{name}: {value}" for name, value in _hashtag_feeds(instance).items())
    host = instance.get("domain") or instance.get("uri")
    return f"{host} does not show hashtag timelines to the public ({said})"


def _hashtag_feeds(instance: object) -> Mapping[str, Any]:
    value = instance
    for key in ("configuration", "timelines_access", "hashtag_feeds"):
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}
