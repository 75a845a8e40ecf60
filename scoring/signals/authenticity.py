"""Signals of the group authenticity that look at the account itself. Each a flag with its numbers, none a verdict."""

import narwhals as nw

from scoring.brief import Brief
from scoring.signals.signal import Reading, Signal, as_number, follow_line, known_as_one, only_where, reading


def read_follow_ratio(_: Brief) -> Reading:
    """Whether an account follows like a person: fewer than follow it, and not thousands.

    Above 1,500 followed accounts it is called a mass follower (HypeAuditor). Null where either count is unknown.
    """
    followers, following = nw.col("followers"), nw.col("following")
    ratio = following / followers.clip(lower_bound=1)
    by_ratio = follow_line(ratio, (0.0, 1.0), (0.8, 1.0), (1.2, 0.75), (2.0, 0.4), (5.0, 0.1), (20.0, 0.0))
    by_count = follow_line(following * 1.0, (0.0, 1.0), (1_000.0, 1.0), (1_500.0, 0.7), (4_000.0, 0.25), (7_500.0, 0.1))
    # Following almost nobody is rare for a person, too, but no sign of fraud.
    return reading(only_where(~followers.is_null() & ~following.is_null(), by_ratio * by_count), ratio=ratio)


def read_profile_made(_: Brief) -> Reading:
    """Whether the profile was made with care: bio, name, picture, link, a number of posts, few digits in the handle.

    The mean of the parts that are known; null without a profile.
    """
    parts = (
        (as_number("has_bio"), 2.0),
        (as_number("has_name"), 1.0),
        (as_number("has_avatar"), 1.0),
        (as_number("has_link", 1.0, 0.5), 0.5),
        (follow_line(nw.col("posts_count") * 1.0, (0.0, 0.0), (3.0, 0.3), (12.0, 0.8), (40.0, 1.0)), 2.0),
        (follow_line(nw.col("digits_in_handle") * 1.0, (2.0, 1.0), (4.0, 0.7), (7.0, 0.0)), 1.0),
    )
    total = nw.lit(0.0)
    known = nw.lit(0.0)
    for part, weight in parts:
        total = total + part.fill_null(0.0) * weight
        known = known + known_as_one(part) * weight
    whole = sum(weight for _, weight in parts)
    seen = nw.col("has_profile") & (known > 1.0)
    return reading(only_where(seen, total / known), only_where(seen, known / whole).fill_null(0.0))


ACCOUNT = (Signal("follow_ratio", read_follow_ratio), Signal("profile_made", read_profile_made))
