"""Engagement against the follower trend, as an estimate with an interval; and whether its numbers are plausible.

Per post y = ln((likes + comments + 0.5) / followers), a prior mean that falls with ln(followers), and the estimate
(Σy + κμ)/(n + κ) with κ = within²/between² ≈ 1.5 posts. Formats (still, video) have their own trend each.
"""

from collections.abc import Mapping
from math import log

import narwhals as nw

from scoring.brief import Brief
from scoring.signals.signal import Reading, Signal, follow_line, only_where, reading, share_read
from scoring.trends import (
    BEYOND,
    COMMENT_PER_LIKE,
    COMMENTS_EXPLAIN,
    FORMATS,
    PERCENTILES,
    PUBLISHED,
    UNTOLD,
    USUAL,
    Trends,
    trend_of,
)

INTERVAL = 1.2816  # standard deviations: four of five accounts like this lie within low and high
KAPPA = (USUAL.within / USUAL.between) ** 2
_PARTS = ("level", "slope", "between")


def trend_columns(trends: Trends) -> dict[str, nw.Expr]:
    """``_<part>_<format>``: the numbers of the trend table for each row's network."""
    networks = sorted({*PUBLISHED, *(network for network, _ in trends)})
    return {
        f"_{part}_{form}": _by_network({name: getattr(trend_of(name, form, trends), part) for name in networks}, part)
        for form in FORMATS
        for part in _PARTS
    }


def _by_network(numbers: Mapping[str, float], part: str) -> nw.Expr:
    other = float(getattr(UNTOLD, part))
    expression = nw.lit(other)
    for number in sorted({*numbers.values()} - {other}):
        alike = [network for network, its in numbers.items() if its == number]
        expression = nw.when(nw.col("network").is_in(alike)).then(nw.lit(float(number))).otherwise(expression)
    return expression


def _usual_log_rate(form: str) -> nw.Expr:
    """ln(rate) of a typical account of that size, network and format."""
    return nw.col(f"_level_{form}") + nw.col(f"_slope_{form}") * nw.col("_size")


# ln(followers), null for unknown or no followers, since a rate of nobody means nothing; and the usual ln(rate) at
# that size.
_SIZE = {"_size": only_where(nw.col("followers") > 0, nw.col("followers").clip(lower_bound=1).log())}
_USUAL = {"_usual_still": _usual_log_rate("still"), "_usual_video": _usual_log_rate("video")}


def _gather_posts() -> dict[str, nw.Expr]:
    """Σ(y − μ) over formats, each against its own trend, and how much of it says something of likes and comments."""
    still, video = nw.col("eng_still_n"), nw.col("eng_video_n")
    hidden = nw.col("eng_mode") == "comments_only"
    # Where only comments are shown, the usual number of comments stands for the usual number of both.
    shift = nw.when(hidden).then(nw.lit(log(COMMENT_PER_LIKE))).otherwise(nw.lit(0.0))
    base = nw.col("_size") + shift
    off_still = nw.col("eng_still_log") - still * (base + nw.col("_usual_still"))
    off_video = nw.col("eng_video_log") - video * (base + nw.col("_usual_video"))
    n = still + video
    usual = (nw.col("_usual_still") * still + nw.col("_usual_video") * video) / n
    recovered = nw.when(hidden).then(nw.lit(COMMENTS_EXPLAIN)).otherwise(nw.lit(1.0))
    known = (n > 0) & (nw.col("eng_mode") != "none") & ~nw.col("_size").is_null()
    return {
        "_eng_n": only_where(known, n * 1.0),
        "_eng_off": only_where(known, (off_still + off_video) / (n + KAPPA) * recovered),
        "_eng_share": only_where(known, share_read(n, KAPPA) * recovered),
        "_eng_usual": only_where(known, usual),
        "_eng_between": only_where(known, (nw.col("_between_still") * still + nw.col("_between_video") * video) / n),
    }


# What is left unknown of the account's own level, in log units.
_UNKNOWN = {"_eng_unknown": nw.col("_eng_between") * (1.0 - nw.col("_eng_share")).clip(0.0, 1.0).sqrt()}
GIVEN_ALONE = 3
_GIVEN = nw.col("left_giveaway").fill_null(0)
_RATIO = (nw.col("paired_comments") + 0.5) / (nw.col("paired_likes") + 25.0)
# Comments a like, smoothed: nine of ten accounts are between the usual ones, few have less or more than few and many.
FEW_COMMENTS, MANY_COMMENTS = 0.002, 0.098
USUAL_COMMENTS = (0.004, 0.066)
EVEN = 0.07  # standard deviation of ln(likes) below which they are said to be all alike
# Likes that hardly differ from post to post were ordered: those of people differ by a third of themselves and more.
# Those that differ by next to nothing may have been made up by whoever wrote them down.
_EVEN = {
    "_likes_even": follow_line(
        nw.col("likes_spread"), (0.005, 1.0), (0.015, 0.3), (0.045, 0.2), (0.06, 0.35), (0.08, 1.0)
    ).fill_null(1.0)
}
# Bursts of likes without a word more: the larger their share of the posts, the less the likes are believed.
_BURST = nw.col("left_burst").fill_null(0)
_BURSTS = {
    "_likes_burst": follow_line(
        _BURST / (nw.col("likes_n") + _BURST).clip(lower_bound=1), (0.0, 1.0), (0.15, 0.8), (0.3, 0.5)
    ).fill_null(1.0)
}
# How much the reactions are worth (0–1), by the days since the newest post, by how few comments go with the likes, by
# the share of giveaways among the posts.
_WORTH = {
    "_eng_stale": follow_line(nw.col("newest_post_days"), (60.0, 1.0), (150.0, 0.4), (365.0, 0.1)).fill_null(1.0),
    "_eng_bought": follow_line(
        _RATIO, (0.0, 0.2), (0.001, 0.3), (FEW_COMMENTS, 0.6), (USUAL_COMMENTS[0], 1.0)
    ).fill_null(1.0),
    "_eng_given": follow_line(
        _GIVEN / (nw.col("eng_still_n") + nw.col("eng_video_n") + _GIVEN).clip(lower_bound=1),
        (0.34, 1.0), (0.7, 0.3), (1.0, 0.1),
    ).fill_null(1.0),
}  # fmt: skip
# By the share of comments that is by people who stand under nearly every post, where most is empty praise: what a pod
# gives is not the followers' reaction.
_POD_COMMENTS, _POD_EMPTY = 12, 0.7
_PRAISE = (nw.col("comments_generic") + 1.0) / (nw.col("comments_worded") + 4.0)
_PODS = {
    "_eng_pod": follow_line(
        only_where(
            (nw.col("comments_read") >= _POD_COMMENTS) & (_PRAISE >= _POD_EMPTY), nw.col("comments_regular")
        ),
        (0.5, 1.0), (0.9, 0.4),
    ).fill_null(1.0)
}  # fmt: skip
_UNIFORM = 0.2887  # standard deviation of a percentile of which nothing is known


def read_engagement(_: Brief) -> Reading:
    """The percentile of an account's engagement among accounts of its size, network and format; far beyond what is
    honest it falls to nothing again.

    ``rate``, ``low``, ``high``: its typical (likes + comments)/followers and the interval that holds it 4 times of 5;
    null where it would be more than one reaction a follower, since such counts do not belong together.
    Where only comments are shown (2 % of likes is usual) they recover 22 % of what is to know: estimate and interval
    say so, and so does ``read``. Null where no post counts or the followers are unknown.

    A percentile is worth less the older the newest post is (``stale``), where no comments go with many likes
    (``bought``), where all posts have the same likes (``even``), where the same people praise every post in words that
    would fit under any (``pod``), and where giveaways drew the reactions (``given``): nothing else said of them tells
    what a post gets from its own people today. Three giveaways and no other post are
    worth .1.
    """
    estimate, unknown, between = nw.col("_eng_off"), nw.col("_eng_unknown"), nw.col("_eng_between")
    level = nw.col("_eng_usual") + estimate
    worth = (
        nw.col("_eng_stale") * nw.col("_eng_bought") * nw.col("_eng_given") * nw.col("_likes_even") * nw.col("_eng_pod")
    )
    drawn = (nw.col("eng_mode") == "none") & (_GIVEN >= GIVEN_ALONE)
    return reading(
        nw.when(drawn).then(nw.lit(0.1)).otherwise(follow_line(estimate / between, *PERCENTILES, *BEYOND) * worth),
        nw.when(drawn).then(nw.lit(0.5)).otherwise(nw.col("_eng_share").fill_null(0.0)),
        (_UNIFORM * unknown / between).fill_null(0.0),
        rate=nw.when(level <= 0.0).then(level.exp()),
        low=nw.when(level <= 0.0).then((level - INTERVAL * unknown).exp()),
        high=nw.when(level <= 0.0).then((level + INTERVAL * unknown).exp()),
        usual=nw.col("_eng_usual").exp(),
        n=nw.col("_eng_n"),
        stale=nw.col("_eng_stale"),
        bought=nw.col("_eng_bought"),
        given=nw.col("_eng_given"),
        pod=nw.col("_eng_pod"),
        even=nw.col("_likes_even"),
    )


FEW_LIKES, MANY_LIKES = 0.28, 4.0  # times the trend: what lies between is plausible
# By ln(times the trend).
LIKES_ODD: tuple[tuple[float, float], ...] = (
    (-2.4, 0.0), (-1.75, 0.35), (log(FEW_LIKES), 0.8), (-1.0, 1.0), (log(MANY_LIKES), 1.0), (2.2, 0.5), (3.2, 0.0),
)  # fmt: skip


def read_like_rate(_: Brief) -> Reading:
    """Whether the likes are plausible for so many followers: 1 from .37 to 4 times the trend, falling outside.

    One honest account of forty has less than .28 of the trend, one of a hundred and fifty less than .2.

    Far too few speak of bought followers, far too many of bought likes. The few-post estimate is drawn to the trend.
    Where the trend itself is less sure than Instagram's, as much farther off is still plausible (``odd`` is held
    against the limits, ``times`` is told). Likes that are the same under every post are less plausible, whatever their
    number: ``even``, 1 where they differ; so are those beside bursts of likes under which no more is said. A flag,
    never a rejection by itself. Null where no likes are shown.
    """
    n, off = nw.col("likes_n"), nw.col("_likes_off")
    odd = off * (USUAL.between / _BETWEEN_LIKES).clip(upper_bound=1.0)
    value = follow_line(odd, *LIKES_ODD) * nw.col("_likes_even") * nw.col("_likes_burst")
    known = (n > 0) & ~off.is_null()
    share = share_read(n, KAPPA)
    return reading(
        only_where(known, value),
        only_where(known, share).fill_null(0.0),
        0.2 * (1.0 - share),
        times=only_where(known, off.exp()),
        odd=only_where(known, odd.exp()),
        even=nw.col("_likes_even"),
    )


# Likes are summed over both formats: held against the trend of both, by how many posts of each count.
_VIDEOS = nw.col("eng_video_n") / (nw.col("eng_still_n") + nw.col("eng_video_n")).clip(lower_bound=1)
_BETWEEN_LIKES = nw.col("_between_still") * (1.0 - _VIDEOS) + nw.col("_between_video") * _VIDEOS
_LIKES = {
    "_likes_off": (
        nw.col("likes_log")
        - nw.col("likes_n")
        * (nw.col("_size") + nw.col("_usual_still") * (1.0 - _VIDEOS) + nw.col("_usual_video") * _VIDEOS)
    )
    / (nw.col("likes_n") + KAPPA)
}


OF_PICTURES = ("instagram", "tiktok")  # elsewhere posts are there to be answered: no number of comments is too many


def read_comment_ratio(_: Brief) -> Reading:
    """Whether comments go with likes: 1 from .4 to 6.6 comments a hundred likes (5–95 % of accounts), falling outside.

    Steeply below, since likes that nobody says a word under are what is sold; gently above, since a small account that
    talks with its people has many comments, and not at all on networks of talk. Null where either is not shown.
    """
    likes, n = nw.col("paired_likes"), nw.col("paired_n")
    talks = ~nw.col("network").is_in(OF_PICTURES)
    value = follow_line(
        nw.when(talks).then(_RATIO.clip(upper_bound=USUAL_COMMENTS[1])).otherwise(_RATIO),
        (0.0, 0.1),
        (0.001, 0.3),
        (FEW_COMMENTS, 0.6),
        (USUAL_COMMENTS[0], 1.0),
        (USUAL_COMMENTS[1], 1.0),
        (MANY_COMMENTS, 0.85),
        (0.25, 0.5),
        (0.7, 0.1),
    )
    share = share_read(n, KAPPA)
    known = (n > 0) & ~likes.is_null()
    return reading(
        only_where(known, value),
        only_where(known, share).fill_null(0.0),
        0.2 * (1.0 - share),
        ratio=only_where(known, _RATIO),
    )


ENGAGEMENT = (
    Signal(
        "engagement",
        read_engagement,
        prepare=({**_SIZE, **_EVEN, **_WORTH, **_PODS}, _USUAL, _gather_posts(), _UNKNOWN),
    ),
)
PLAUSIBLE = (
    Signal("like_rate", read_like_rate, prepare=({**_SIZE, **_EVEN, **_BURSTS}, _USUAL, _LIKES)),
    Signal("comment_ratio", read_comment_ratio),
)
