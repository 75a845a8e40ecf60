"""What a post may cost: the one dated table of the source documents, as a range, never as a quote.

Source document 0: prices asked of 2,500 and more influencers in 2019, in US dollars, for a story, a post and a
video. The
document's "200X" between nano and macro is wrong (about 21 times) and is not used.
"""

from typing import Any

SOURCE = "mediakix 2019, 2,500+ asked; story, post and video"
_PRICES: dict[str, tuple[int, int, int]] = {
    "nano": (43, 100, 114),
    "micro": (73, 172, 219),
    "macro": (721, 2_085, 3_138),
}


def price_range(tier: str | None) -> dict[str, Any]:
    """From the price of a story to that of a video, for a tier that the table knows; all null for another."""
    if tier not in _PRICES:
        return {"low": None, "high": None, "currency": None, "source": None}
    prices = _PRICES[tier]
    return {"low": min(prices), "high": max(prices), "currency": "USD", "source": SOURCE}
