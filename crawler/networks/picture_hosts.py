"""Where the networks keep the pictures of their accounts: an address of one tells whose the account beside it is."""

import re

_HOSTS = re.compile(
    r"https?://(?:[\w-]{1,60}\.){0,4}?(?:(?P<tiktok>tiktokcdn(?:-\w{2,4})?\.com|ibyteimg\.com)|(?P<x>pbs\.twimg\.com)"
    r"|(?P<youtube>yt3\.ggpht\.com|yt3\.googleusercontent\.com|ytimg\.com)|(?P<pinterest>pinimg\.com)"
    r"|(?P<snapchat>sc-cdn\.net)|(?P<bluesky>cdn\.bsky\.app)|(?P<tumblr>media\.tumblr\.com))[/:]"
)


def network_of_picture(address: object) -> str | None:
    """The network on whose host a picture lies; ``None`` for hosts that several share, and for what is no address."""
    found = _HOSTS.match(address) if isinstance(address, str) else None
    return found.lastgroup if found is not None else None
