"""What the posts tell in numbers: which of them count for engagement, and their sums in log units."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import log
from statistics import median, stdev

from scoring.evidence import Evidence
from scoring.lists import EngagementMode
from storage.facts import Post

NEWEST = 12  # posts that count
OLDEST = timedelta(days=180)
YOUNGEST = timedelta(hours=48)
_CLOCKS_APART = timedelta(days=1)  # a later time is no clock's fault
# A network that hides likes may say 3, or 0 beside real comments. For a small account such a number may be true.
HIDDEN_LIKES = (0, 3)
HIDES_FROM_FOLLOWERS = 500
_SPREAD_OF = 6  # posts from which the spread of likes tells something
# A paid burst: so many times the likes that this account's posts usually get, and no more said about it.
_BURST_LIKES, _BURST_COMMENTS = 5.0, 1.5
_BURST_OF, _BURSTS_FROM = 4, 2  # posts of a kind that tell what is usual; one such post may be luck
_TALK_OF_BURST = 3  # fewer comments double by chance
_LIKES_OF_SPREAD = 200  # fewer differ by 7 % and more by chance alone
MOST = 10**9  # more people than use any network


@dataclass
class CountedPosts:
    """The posts that count for engagement and why the others do not (counts by reason)."""

    posts: list[Post] = field(default_factory=list)
    likes: list[int | None] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    mode: EngagementMode = "none"
    all_zero: bool = False


def count_posts(evidence: Evidence, giveaways: Sequence[bool]) -> CountedPosts:
    """The last ``NEWEST`` posts up to 180 days old that say something about an ordinary day.

    Left out and counted: younger than 48 hours, older, pinned, co-authored, giveaways (``giveaways`` aligned with the
    posts), and posts without any count. Posts without a time count after those that have one. Where no page told its
    time none is called young, and old is what is so beside the newest.
    """
    counted = CountedPosts()
    followers = evidence.profile.followers if evidence.profile else None
    for seen, giveaway in zip(evidence.posts, giveaways, strict=True):
        post = seen
        if post.comments is not None and plausible(post.comments) is None:
            post = post.model_copy(update={"comments": None})
        reason = _why_not(post, giveaway, evidence)
        likes = shown_likes(post, followers)
        if reason is None and likes is None and post.comments is None:
            reason = "no_counts"
        if reason is not None:
            counted.left_out[reason] = counted.left_out.get(reason, 0) + 1
        elif len(counted.posts) < NEWEST:
            counted.posts.append(post)
            counted.likes.append(likes)
    _choose_mode(counted, followers)
    _leave_bursts(counted)
    return counted


def shown_likes(post: Post, followers: int | None) -> int | None:
    """A post's likes, ``None`` where they are hidden: missing, or 3 (or 0 beside comments) on an account too large
    for that."""
    if post.likes is not None and plausible(post.likes) is None:
        return None
    if post.likes not in HIDDEN_LIKES or (followers is not None and followers < HIDES_FROM_FOLLOWERS):
        return post.likes
    if post.likes == 0 and not post.comments:
        return post.likes
    return None


def plausible(count: int | None) -> int | None:
    """A count, ``None`` where it is more than there are people and machines to make it: such a number was misread."""
    return None if count is None or count > MOST else count


def _why_not(post: Post, giveaway: bool, evidence: Evidence) -> str | None:
    if post.pinned:
        return "pinned"
    if post.coauthors:
        return "coauthored"
    if post.posted_at is not None and evidence.now is not None:
        age = evidence.now - post.posted_at
        if age < YOUNGEST and evidence.seen_at is not None:
            return "young"
        if age > OLDEST:
            return "old"
    return "giveaway" if giveaway else None


def _choose_mode(counted: CountedPosts, followers: int | None) -> None:
    if not counted.posts:
        return
    full = [i for i, post in enumerate(counted.posts) if counted.likes[i] is not None and post.comments is not None]
    liked = [i for i, likes in enumerate(counted.likes) if likes is not None]
    told = [i for i, post in enumerate(counted.posts) if post.comments is not None]
    # The mode that keeps most posts, a full one even if it keeps half as many.
    if full and 2 * len(full) >= max(len(liked), len(told)):
        counted.mode, kept = "full", full
    elif len(liked) >= len(told):
        counted.mode, kept = "likes_only", liked
    else:
        counted.mode, kept = "comments_only", told
    hidden = len(counted.posts) - len(kept)
    if hidden:
        counted.left_out["hidden"] = hidden
    counted.posts, counted.likes = [counted.posts[i] for i in kept], [counted.likes[i] for i in kept]
    many = followers is not None and followers >= HIDES_FROM_FOLLOWERS and len(kept) >= 3
    if many and not any(counted.likes) and not any(post.comments for post in counted.posts):
        counted.mode, counted.all_zero = "none", True  # counts that are all 0 are counts that were not shown


def _leave_bursts(counted: CountedPosts) -> None:
    """Two posts and more with many times the usual likes and no more comments than usual say nothing of an ordinary
    day: likes were bought for them, or strangers passed by. Usual is what posts of the same format get."""
    if counted.mode != "full":
        return
    bursts: set[int] = set()
    for video in (False, True):
        mine = [i for i, post in enumerate(counted.posts) if (post.kind == "video") == video]
        pairs = [(counted.likes[i] or 0, counted.posts[i].comments or 0) for i in mine]
        if len(mine) < _BURST_OF:
            continue
        likes, comments = median(one for one, _ in pairs), median(other for _, other in pairs)
        if likes > 0 and comments >= _TALK_OF_BURST:
            bursts |= {
                i
                for i, (liked, said) in zip(mine, pairs, strict=True)
                if liked >= _BURST_LIKES * likes and said <= _BURST_COMMENTS * comments
            }
    if len(bursts) >= _BURSTS_FROM:
        counted.left_out["burst"] = len(bursts)
        kept = [i for i in range(len(counted.posts)) if i not in bursts]
        counted.posts, counted.likes = [counted.posts[i] for i in kept], [counted.likes[i] for i in kept]


def engagement_columns(counted: CountedPosts, evidence: Evidence) -> dict[str, int | float | str | None]:
    """Sums of ln(likes + comments + 0.5) by format, and of what only part of the posts show. Nulls where nothing
    counts."""
    followers = evidence.profile.followers if evidence.profile else None
    sums: dict[str, list[float]] = {"still": [], "video": []}
    reactions: list[float] = []
    for post, likes in zip(counted.posts, counted.likes, strict=True):
        count = _reactions(post, likes, counted.mode)
        if count is not None:
            reactions.append(count)
            sums["video" if post.kind == "video" else "still"].append(log(count + 0.5))
    pairs = [
        (likes, post.comments)
        for post, likes in zip(counted.posts, counted.likes, strict=True)
        if likes is not None and post.comments is not None and counted.mode != "none"
    ]
    liked = [likes for likes in counted.likes if likes is not None and counted.mode != "none"]
    told = [post.comments for post in counted.posts if post.comments is not None and counted.mode != "none"]
    return {
        "eng_mode": counted.mode,
        "eng_still_n": len(sums["still"]),
        "eng_still_log": sum(sums["still"]),
        "eng_video_n": len(sums["video"]),
        "eng_video_log": sum(sums["video"]),
        "eng_raw_median": median(reactions) / followers if reactions and followers else None,
        "likes_n": len(liked),
        "likes_log": sum(log(likes + 0.5) for likes in liked),
        "likes_spread": _spread_of(liked),
        "paired_likes": sum(likes for likes, _ in pairs) if pairs else None,
        "paired_comments": sum(comments for _, comments in pairs) if pairs else None,
        "paired_n": len(pairs),
        "comments_median": float(median(told)) if told else None,
        **{f"left_{why}": counted.left_out.get(why, 0) for why in LEFT_OUT},
        "counts_all_zero": counted.all_zero,
    }


def _spread_of(liked: Sequence[int]) -> float | None:
    """Standard deviation of ln(likes) over the posts; ``None`` for fewer than six, where likes are so few that their
    chance alone is wide, and where they are in full hundreds, in equal steps or the same number again and again: those
    were rounded ("1.2K" under every post) or made up."""
    if len(liked) < _SPREAD_OF or median(liked) < _LIKES_OF_SPREAD or not any(likes % 100 for likes in liked):
        return None
    if 2 * len(set(liked)) <= len(liked):
        return None
    steps = {above - below for below, above in itertools.pairwise(sorted(set(liked)))}
    return round(stdev(log(likes + 0.5) for likes in liked), 4) if len(steps) > 1 else None


LEFT_OUT = ("young", "old", "pinned", "coauthored", "giveaway", "hidden", "no_counts", "burst")


def _reactions(post: Post, likes: int | None, mode: EngagementMode) -> float | None:
    if mode == "full" and likes is not None and post.comments is not None:
        return likes + post.comments
    if mode == "likes_only" and likes is not None:
        return float(likes)
    if mode == "comments_only" and post.comments is not None:
        return float(post.comments)
    return None


def _dated(post: Post, now: datetime | None) -> datetime | None:
    """When a post was made; ``None`` where nobody told, and where it would be later than the page that shows it."""
    later = post.posted_at is not None and now is not None and post.posted_at > now + _CLOCKS_APART
    return None if later else post.posted_at


def activity_columns(evidence: Evidence) -> dict[str, int | float | None]:
    """How often and how lately an account posts: days since the newest, median days between posts, posts in 90 days.

    Where no page told its time, how lately is not known: the newest post may be years old.
    """
    now = evidence.seen_at
    times = sorted((at for post in evidence.posts if not post.pinned and (at := _dated(post, now))), reverse=True)
    ages = [max(0.0, (now - time).total_seconds() / 86_400) for time in times] if now is not None else []
    recent = times[:25]
    gaps = [(later - earlier).total_seconds() / 86_400 for later, earlier in itertools.pairwise(recent)]
    return {
        "posts_seen": len(evidence.posts),
        "posts_dated": len(times),
        "newest_post_days": ages[0] if ages else None,
        "gap_days": float(median(gaps)) if gaps else None,
        "longest_gap_days": max(gaps) if gaps else None,
        "posts_90d": sum(age <= 90 for age in ages) if ages else None,
    }
