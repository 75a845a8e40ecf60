"""Answers of oEmbed about one post: who wrote it, and its code in the markup to show; before 2020 also its caption.

Shape: https://developers.facebook.com/docs/instagram/oembed
"""

import re
from typing import Any

from crawler.networks.instagram.posts import code_in

Values = dict[str, Any]
_ADDRESS = re.compile(r"https?://(?:www\.)?instagram\.com/(?:[\w.]{1,30}/)?(?:p|reels?|tv)/[\w-]{1,60}")
_TIME = re.compile(r'<time\b[^<>]{0,500}datetime="([^"<>]{10,40})"')


def post(values: Values) -> Values | None:
    """The post of an answer of Instagram's; ``None`` for any other object."""
    html = values.get("html")
    if values["provider_name"] != "Instagram" or html.__class__ is not str:
        return None
    address, time = _ADDRESS.search(html), _TIME.search(html)
    code = code_in(address.group()) if address else None
    if code is None:
        return None
    return {
        "pk": values.get("media_id"),
        "code": code,
        "caption": {"text": values.get("title")},
        "taken_at": time.group(1) if time else None,
        "user": {"pk": values.get("author_id"), "username": values.get("author_name")},
        "display_url": values.get("thumbnail_url"),
    }
