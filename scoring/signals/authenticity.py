"""Signals of the group authenticity that look at the account itself. Each a flag with its numbers, none a verdict."""

from collections.abc import Sequence

import narwhals as nw

from scoring.brief import Brief
from scoring.signals.signal import Reading, Signal, as_number, follow_line, known_as_one, only_where, reading


def read_follow_ratio(_: Brief) -> Reading:
    """Whether an account follows like a person: fewer than follow it, not thousands, and not many who posts next to
    nothing.

    Above 1,500 followed accounts it is called a mass follower (HypeAuditor). Null where either count is unknown.
    """
    followers, following = nw.col("followers"), nw.col("following")
    ratio = following / followers.clip(lower_bound=1)
    by_ratio = follow_line(
        ratio, (0.0, 1.0), (0.2, 0.99), (0.8, 0.92), (1.2, 0.75), (2.0, 0.55), (5.0, 0.3), (20.0, 0.0)
    )
    by_count = follow_line(
        following * 1.0, (0.0, 1.0), (500.0, 0.99), (1_000.0, 0.95), (1_500.0, 0.7), (4_000.0, 0.25), (7_500.0, 0.1)
    )
    few_posts = 1.0 - follow_line(nw.col("posts_count") * 1.0, (0.0, 0.0), (10.0, 0.6), (100.0, 1.0)).fill_null(1.0)
    follows_on = follow_line(following * 1.0, (200.0, 0.0), (1_200.0, 1.0))
    silent = 1.0 - 0.8 * few_posts * follows_on
    # Following almost nobody is rare for a person, too, but no sign of fraud.
    return reading(only_where(~followers.is_null() & ~following.is_null(), by_ratio * by_count * silent), ratio=ratio)


def read_profile_made(_: Brief) -> Reading:
    """Whether the profile was made with care: a bio of some length, name, picture, link, posts, and posts that go with
    so many followers (one for a hundred and more; thousands of followers of next to nothing were seldom won).

    The mean of the parts that are known, each rising only; null without a profile.
    """
    posts = nw.col("posts_count") * 1.0
    per_follower = 100.0 * posts / nw.col("followers").clip(lower_bound=100)
    parts = (
        (follow_line(nw.col("bio_length") * 1.0, (0.0, 0.0), (1.0, 0.5), (25.0, 0.85), (80.0, 1.0)), 2.0),
        (as_number("has_name"), 1.0),
        (as_number("has_avatar"), 1.0),
        (as_number("has_link", 1.0, 0.5), 0.7),
        (follow_line(posts, (0.0, 0.0), (3.0, 0.25), (12.0, 0.6), (40.0, 0.85), (150.0, 1.0)), 2.5),
        (follow_line(per_follower, (0.0, 0.0), (0.1, 0.3), (0.5, 0.8), (1.5, 1.0)), 0.8),
    )
    value, known, whole = _mean_of_known(parts)
    seen = nw.col("has_profile") & (known > 1.0)
    return reading(only_where(seen, value), only_where(seen, known / whole).fill_null(0.0))


def read_naming(_: Brief) -> Reading:
    """Whether the account is named like a person's: few digits in the handle, and words of its name in it.

    Digits count by number and by share of the handle. Null without a profile.
    """
    digits = nw.col("digits_in_handle") * 1.0
    share = digits / nw.col("handle_length").clip(lower_bound=1)
    by_number = follow_line(digits, (0.0, 1.0), (2.0, 0.95), (4.0, 0.6), (7.0, 0.0))
    by_share = follow_line(share, (0.0, 1.0), (0.15, 0.95), (0.35, 0.5), (0.6, 0.0))
    agrees = follow_line(nw.col("name_agrees"), (0.0, 0.6), (1.0, 1.0))
    value, known, whole = _mean_of_known(((by_number, 1.5), (by_share, 1.5), (agrees, 1.0)))
    seen = nw.col("has_profile") & (known > 0.0)
    return reading(only_where(seen, value), only_where(seen, known / whole).fill_null(0.0))


def _mean_of_known(parts: Sequence[tuple[nw.Expr, float]]) -> tuple[nw.Expr, nw.Expr, float]:
    """The weighted mean of the parts that are known, the weight known, and the whole weight."""
    total, known = nw.lit(0.0), nw.lit(0.0)
    for part, weight in parts:
        total = total + part.fill_null(0.0) * weight
        known = known + known_as_one(part) * weight
    return total / known, known, sum(weight for _, weight in parts)


ACCOUNT = (
    Signal("follow_ratio", read_follow_ratio),
    Signal("profile_made", read_profile_made),
    Signal("naming", read_naming),
)
