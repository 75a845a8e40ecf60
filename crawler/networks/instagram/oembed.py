"""Answers of oEmbed about one post: who wrote it, and its code in the markup to show; before 2020 also its caption.

Shape: https://developers.facebook.com/docs/instagram/oembed
"""

import re
from typing import Any

from crawler.networks.instagram.posts import code_in
from crawler.networks.instagram.values import code_of_id

Values = dict[str, Any]
_ADDRESS = re.compile(r"https?://(?:www\.)?instagram\.com/(?:[\w.]{1,30}/)?(?:p|reels?|tv)/[\w-]{1,60}")
_MEDIA_ID = re.compile(r"(\d{5,19})(?:_\d{1,20})?")
_TIME = re.compile(r'<time\b[^<>]{0,500}datetime="([^"<>]{10,40})"')


def post(values: Values) -> Values | None:
    """The post of an answer of Instagram's; ``None`` for any other object, and where none is named."""
    if values["provider_name"] != "Instagram":
        return None
    html = values["html"] if values.get("html").__class__ is str else ""
    address, time = _ADDRESS.search(html), _TIME.search(html)
    code = code_in(address.group()) if address else None
    if code is None and (whose := _MEDIA_ID.fullmatch(str(values.get("media_id")))) is not None:
        code = code_of_id(whose.group(1))
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
