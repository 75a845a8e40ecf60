"""The follower trend of engagement: one frozen table per network and format. Refitting makes a new version.

ln(rate) of a typical account falls with its followers: level + slope · ln(followers). Accounts differ from the trend by
``between`` (a standard deviation in log units), an account's posts among themselves by ``within``. A percentile is
taken against the trend, so no step stands where a tier ends.

Slopes and deviations: measured on Instagram (slope −0.287) and TikTok (−0.288), within .79, between .64. Instagram's
level is the geometric mean of seven published or measured nano medians from 2018 to 2026 (6.3, 1.37, 4.59, 5.15, 4.6,
2.19 and 1.78 %), 3.2 % at 3,162 followers. Of other networks only averages are published (PUBLISHED), of some nothing
that counts by followers (UNTOLD): what is not known of the level widens their spread, so that less is made of it. A
database that holds enough fits its own (``scoring.ranking.fitting``).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log

TRENDS_VERSION = 2
MIDDLE = 3162  # the geometric middle of 1,000–10,000 followers
_LEVEL = log(0.032) + 0.29 * log(MIDDLE)


@dataclass(frozen=True)
class Trend:
    """How ln(rate per post) goes with ln(followers); ``within`` and ``between`` are standard deviations of ln(rate).

    ``accounts``: on how many of the database's own it was fitted; 0 for the tables that come with the software.
    """

    level: float = _LEVEL
    slope: float = -0.29
    within: float = 0.79
    between: float = 0.64
    accounts: int = 0

    def usual(self, followers: int) -> float:
        """The typical rate of an account of that size, as a share of its followers."""
        return exp(self.level + self.slope * log(followers))


Format = str  # "still" (photo, carousel, text, article) or "video"
FORMATS: tuple[Format, ...] = ("still", "video")
Trends = Mapping[tuple[str, Format], Trend]  # by network and format

# Medians of photos and reels tie (reels own the tail), so all begin with one row; a fit parts them.
USUAL = Trend()


def _published(rate: float) -> Trend:
    """A trend of that level in the middle of the band. Averages of one network differ two- to threefold between their
    publishers: a deviation of .7 beside the accounts' own."""
    return Trend(level=log(rate) + 0.29 * log(MIDDLE), between=0.95)


UNTOLD = Trend(between=1.2)  # threefold either way beside the accounts' own deviation
# (Likes + comments)/followers. X: .8 % (Microposter 2026) and 2.18 % (SociaVault 2026, nanos). Threads: 1.95 times X
# (Buffer 2025). Bluesky and Mastodon: Microposter 2026. Pinterest: SociaVault 2026, nanos. YouTube: Influencer Hero
# 2024, 1.24–2.11 % to 5,000 subscribers, .56–.79 % to 10,000.
PUBLISHED: dict[str, Trend] = {
    "instagram": USUAL,
    "tiktok": USUAL,
    "x": _published(0.013),
    "threads": _published(0.026),
    "bluesky": _published(0.012),
    "mastodon": _published(0.015),
    "pinterest": _published(0.032),
    "youtube": _published(0.012),
}

# Percentile of an account by how many standard deviations it lies from the trend: knots of a straight-line table.
PERCENTILES: tuple[tuple[float, float], ...] = (
    (-3.0, 0.0), (-2.3263, 0.01), (-1.6449, 0.05), (-1.2816, 0.10), (-0.8416, 0.20), (-0.5244, 0.30),
    (-0.2533, 0.40), (0.0, 0.50), (0.2533, 0.60), (0.5244, 0.70), (0.8416, 0.80), (1.2816, 0.90),
    (1.6449, 0.95), (2.3263, 0.99), (3.0, 1.0),
)  # fmt: skip

# Beyond some thirteen times the usual no percentile is a merit: reactions that many were bought, or misread.
BEYOND: tuple[tuple[float, float], ...] = ((4.0, 1.0), (5.0, 0.5), (6.0, 0.0))

COMMENT_PER_LIKE = 0.02  # median comment:like ratio; 5–95 % 0.4–6.6 %, 1–99 % 0–9.8 %
COMMENTS_EXPLAIN = 0.22  # share of the variance of engagement that comments alone recover


def trend_of(network: str, form: Format, trends: Trends | None = None) -> Trend:
    """The trend of a network and format: the fitted one, else the published, else UNTOLD."""
    return (trends or {}).get((network, form)) or PUBLISHED.get(network, UNTOLD)


def name_trends(trends: Trends) -> str:
    """What names the tables in a score's version: the version of those that come with the software, and a hash of
    those that were fitted."""
    if not trends:
        return str(TRENDS_VERSION)
    text = repr(sorted(trends.items()))
    return f"{TRENDS_VERSION}-{hashlib.sha256(text.encode()).hexdigest()[:6]}"
