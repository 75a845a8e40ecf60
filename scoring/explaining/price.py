"""What a post may cost: the one dated table of the source documents, scaled by followers; a range, never a quote.

Source document 0: prices asked of 2,500 and more influencers in 2019, in US dollars, for a story, a post and a video,
by the bands 1,000–10,000, 10,000–50,000 and 500,000 and more. Each average is taken to hold in the geometric middle of
its band; within and between the first two bands prices go as a power of followers. The document's "200X" between nano
and macro is wrong (about 21 times) and is not used.
"""

from math import log, sqrt
from typing import Any

from scoring.wording import rounded_count

_NAMES = ("story", "post", "video")
_NANO, _MICRO, _MACRO = (43, 100, 114), (73, 172, 219), (721, 2_085, 3_138)
_FROM, _NANO_END, _MICRO_END, _MACRO_FROM = 1_000, 10_000, 50_000, 500_000
_MIDDLE_NANO, _MIDDLE_MICRO = sqrt(_FROM * _NANO_END), sqrt(_NANO_END * _MICRO_END)


def price_range(followers: int | None, within: int | None = None) -> dict[str, Any]:
    """From the price of a story (``low``) to that of a video (``high``) in whole dollars, and what the source says.

    ``within`` is how rounded the count is, for the words only.
    All null for unknown followers and where the table has no band: below 1,000, and from 50,000 to 500,000.
    """
    prices = _prices_at(followers)
    if followers is None or prices is None:
        return {"low": None, "high": None, "currency": None, "source": None}
    each = ", ".join(f"{name} {price:,}" for name, price in zip(_NAMES, prices, strict=True))
    scaled = (
        f"scaled to {rounded_count(followers, within)} followers"
        if followers <= _MICRO_END
        else "average of 500,000 followers and more"
    )
    return {
        "low": min(prices),
        "high": max(prices),
        "currency": "USD",
        "source": f"Mediakix 2019, asked of 2,500+: {each} each ({scaled})",
    }


def price_of_post(followers: int | None) -> int | None:
    """What a post may cost in whole dollars by the same table; ``None`` where it has no band."""
    prices = _prices_at(followers)
    return None if prices is None else prices[_NAMES.index("post")]


def _prices_at(followers: int | None) -> tuple[int, ...] | None:
    if followers is None or followers < _FROM or _MICRO_END < followers < _MACRO_FROM:
        return None
    if followers >= _MACRO_FROM:
        return _MACRO  # the band has no end, so no middle either
    far = log(followers / _MIDDLE_NANO) / log(_MIDDLE_MICRO / _MIDDLE_NANO)
    return tuple(round(nano * (micro / nano) ** far) for nano, micro in zip(_NANO, _MICRO, strict=True))
