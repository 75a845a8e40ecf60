"""What a person should look at before they write to somebody: short names, none of which excludes by itself."""

from typing import Any

from scoring.explaining.shown import Shown
from scoring.explaining.sponsorship import flags_of_sponsorship
from scoring.signals.authenticity import MASS_FOLLOWING
from scoring.signals.comments import ALARM, ALARM_POSTS, MANY_GENERIC, MANY_REPEATED
from scoring.signals.engagement import EVEN, FEW_COMMENTS, FEW_LIKES, MANY_COMMENTS, MANY_LIKES, OF_PICTURES

FEW_POSTS = 4  # below it a rate is hardly one
_MANY_DIGITS = 5  # in a handle
_EMPTY_PROFILE = 0.3  # of profile_made
_SILENT_DAYS = 90
_TOP_FIVE, _REGULARS, _REGULAR_SHARE = 0.8, 3, 0.5  # of the comments: by five people; by those who always come


def flags_of(shown: Shown, sponsored: dict[str, Any]) -> list[str]:
    """The flags that stand; ``sponsored`` is what ``sponsorship_of`` says of the account."""
    row, counted = shown.row, shown.read.counted
    inside = shown.note("tier", "inside")
    odd, ratio = shown.note("like_rate", "odd"), shown.note("comment_ratio", "ratio")
    paired = shown.full_row["paired_n"] or 0
    checks = {
        "followers_unknown": row["followers"] is None,
        "followers_rounded": bool(row["followers_within"]),
        "followers_rounded_at_edge": inside is not None and 0 < inside < 1,
        "likes_hidden": counted.mode == "comments_only",
        "comments_not_shown": counted.mode == "likes_only",
        "counts_all_zero": counted.all_zero,
        "few_posts": 0 < len(counted.posts) < FEW_POSTS,
        "likes_below_trend": odd is not None and odd < FEW_LIKES,
        "likes_above_trend": odd is not None and odd > MANY_LIKES,
        "likes_even": (shown.full_row["likes_spread"] or 1.0) < EVEN,
        "likes_in_bursts": counted.left_out.get("burst", 0) > 0,
        "comments_few_for_likes": ratio is not None and ratio < FEW_COMMENTS and paired >= FEW_POSTS,
        "comments_many_for_likes": ratio is not None and ratio > MANY_COMMENTS and row["network"] in OF_PICTURES,
        "comments_alike": _comments_alike(shown),
        "scam_comments": _scam_comments(shown),
        "same_commenters": _same_commenters(shown),
        "mass_follower": (row["following"] or 0) > MASS_FOLLOWING,
        "follows_more_than_followed": (row["following"] or 0) > 2 * max(1, row["followers"] or 0)
        and row["followers"] is not None,
        "digits_in_handle": (row["digits_in_handle"] or 0) >= _MANY_DIGITS,
        "profile_empty": row.get("value_profile_made") is not None and row["value_profile_made"] < _EMPTY_PROFILE,
        **flags_of_sponsorship(sponsored),
        "declines_work": shown.read.invitation.declines,
        "declines_messages": shown.read.invitation.messages is False,
        "giveaways": counted.left_out.get("giveaway", 0) > 0,
        "silent": (row["newest_post_days"] or 0) > _SILENT_DAYS,
    }
    return [name for name, holds in checks.items() if holds]


def _comments_alike(shown: Shown) -> bool:
    """Most comments fit under any post, or half of them recur, where there are enough to judge."""
    generic, repeated = shown.note("comments", "generic") or 0.0, shown.note("comments", "repeated") or 0.0
    return shown.row.get("value_comments") is not None and (generic >= MANY_GENERIC or repeated >= MANY_REPEATED)


def _scam_comments(shown: Shown) -> bool:
    """A fifth or more of the newest comments fish under the posts, of ten and more: nobody takes them away."""
    scams, looked_at = shown.scams
    return looked_at >= ALARM and 5 * scams >= looked_at


def _same_commenters(shown: Shown) -> bool:
    """The same few people wrote most comments, of ten and more: friends, or a pod."""
    read = shown.read.comments
    if read is None or read.read < ALARM or read.posts < ALARM_POSTS:
        return False
    return (read.top5 or 0.0) >= _TOP_FIVE or (
        read.regular_people >= _REGULARS and (read.regular_share or 0.0) >= _REGULAR_SHARE
    )
