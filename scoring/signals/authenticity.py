"""Signals of the group authenticity that look at the account itself. Each a flag with its numbers, none a verdict."""

from collections.abc import Sequence

import narwhals as nw

from scoring.brief import Brief
from scoring.signals.signal import Reading, Signal, as_number, follow_line, known_as_one, only_where, reading

MASS_FOLLOWING = 1_500  # accounts followed, from which on it is called mass following (HypeAuditor)


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
        following * 1.0,
        (0.0, 1.0), (500.0, 0.99), (1_000.0, 0.95), (MASS_FOLLOWING, 0.7), (4_000.0, 0.25), (7_500.0, 0.1),
    )  # fmt: skip
    few_posts = 1.0 - follow_line(nw.col("posts_count") * 1.0, (0.0, 0.0), (10.0, 0.6), (100.0, 1.0)).fill_null(1.0)
    follows_on = follow_line(following * 1.0, (200.0, 0.0), (1_200.0, 1.0))
    silent = 1.0 - 0.8 * few_posts * follows_on
    # Following almost nobody is rare for a person, too, but no sign of fraud.
    return reading(only_where(~followers.is_null() & ~following.is_null(), by_ratio * by_count * silent), ratio=ratio)


_POSTS = nw.col("posts_count") * 1.0
# The parts of a profile, each rising only, and what they weigh.
_MADE = (
    (follow_line(nw.col("bio_length") * 1.0, (0.0, 0.0), (1.0, 0.5), (25.0, 0.85), (80.0, 1.0)), 2.0),
    (as_number("has_name"), 1.0),
    (as_number("has_avatar"), 1.0),
    (as_number("has_link", 1.0, 0.5), 0.7),
    (follow_line(_POSTS, (0.0, 0.0), (3.0, 0.25), (12.0, 0.6), (40.0, 0.85), (150.0, 1.0)), 2.5),
    (
        follow_line(
            100.0 * _POSTS / nw.col("followers").clip(lower_bound=100), (0.0, 0.0), (0.1, 0.3), (0.5, 0.8), (1.5, 1.0)
        ),
        0.8,
    ),
)


def read_profile_made(_: Brief) -> Reading:
    """Whether the profile was made with care: a bio of some length, name, picture, link, posts, and posts that go with
    so many followers (one for a hundred and more; thousands of followers of next to nothing were seldom won).

    The mean of the parts that are known; null without a profile.
    """
    seen = nw.col("has_profile") & (nw.col("_made_known") > 1.0)
    return _mean_read("_made", seen, _MADE)


_DIGITS = nw.col("digits_in_handle") * 1.0
_NAMED = (
    (follow_line(_DIGITS, (0.0, 1.0), (2.0, 0.95), (4.0, 0.6), (7.0, 0.0)), 1.5),
    (
        follow_line(
            _DIGITS / nw.col("handle_length").clip(lower_bound=1), (0.0, 1.0), (0.15, 0.95), (0.35, 0.5), (0.6, 0.0)
        ),
        1.5,
    ),
    (follow_line(nw.col("name_agrees"), (0.0, 0.6), (1.0, 1.0)), 1.0),
)


def read_naming(_: Brief) -> Reading:
    """Whether the account is named like a person's: few digits in the handle, and words of its name in it.

    Digits count by number and by share of the handle. Null without a profile.
    """
    seen = nw.col("has_profile") & (nw.col("_named_known") > 0.0)
    return _mean_read("_named", seen, _NAMED)


Parts = Sequence[tuple[nw.Expr, float]]


def _stages_of(name: str, parts: Parts) -> tuple[dict[str, nw.Expr], dict[str, nw.Expr]]:
    """``<name>_0`` … the parts; then ``<name>``, the weighted sum of the known, and ``<name>_known``, their weight."""
    total, known = nw.lit(0.0), nw.lit(0.0)
    for number, (_, weight) in enumerate(parts):
        part = nw.col(f"{name}_{number}")
        total = total + part.fill_null(0.0) * weight
        known = known + known_as_one(part) * weight
    each = {f"{name}_{number}": part for number, (part, _) in enumerate(parts)}
    return each, {name: total, f"{name}_known": known}


def _mean_read(name: str, seen: nw.Expr, parts: Parts) -> Reading:
    """The weighted mean of the parts that are known, read as far as the known weight goes."""
    known, whole = nw.col(f"{name}_known"), sum(weight for _, weight in parts)
    value, share = nw.col(name) / known, known / whole
    return reading(only_where(seen, value), only_where(seen, share).fill_null(0.0))


ACCOUNT = (
    Signal("follow_ratio", read_follow_ratio),
    Signal("profile_made", read_profile_made, prepare=_stages_of("_made", _MADE)),
    Signal("naming", read_naming, prepare=_stages_of("_named", _NAMED)),
)
