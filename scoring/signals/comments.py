"""Are the comments those of an honest public? A flag with its numbers, never a verdict."""

import narwhals as nw

from scoring.brief import Brief
from scoring.signals.signal import Reading, Signal, follow_line, only_where, reading, share_read

ENOUGH, ENOUGH_POSTS = 60, 6  # fewer comments, or under fewer posts, tell too little to praise
# Shares from which nearly all is said to be empty. Half of short praise is what friends write under each other's posts.
MANY_GENERIC, MANY_REPEATED = 0.65, 0.5
ALARM, ALARM_POSTS = 8, 2  # from so few on, comments that are nearly all empty are said to be so

_N = nw.col("comments_read")
# Beta(1,3): one comment of four fits under any post before anything was seen; Beta(1,9) for long texts that recur.
GENERIC = (nw.col("comments_generic") + 1.0) / (nw.col("comments_worded") + 4.0)
REPEATED = (nw.col("comments_repeated") + 1.0) / (_N + 10.0)
_PREPARED = {
    "_com_generic": GENERIC,
    "_com_repeated": REPEATED,
    # Few comments come from few people: Σp² is drawn to .03 with the weight of ten.
    "_com_few": (nw.col("comments_concentration").fill_null(0.03) * _N + 0.3) / (_N + 10.0),
}


def read_comments(_: Brief) -> Reading:
    """Whether comments are various, about the post, and by many people: 1, falling with each share that is odd.

    Generic share (Beta(1,3)) above .6 (half of short praise is taken as usual under a small account's posts, a
    judgement for which there is no data), long texts that recur (Beta(1,9)) above .15, concentration Σp² above .1; the
    factors multiply, and people alone take no more than half. Null below 60 comments under 6 posts, except where 8 or
    more under 2 posts are an alarm: .65 or more generic, or half repeated where the five busiest wrote four of five.
    Twelve honest comments would all be generic once in a thousand times.
    """
    generic = follow_line(nw.col("_com_generic"), (0.6, 1.0), (0.7, 0.65), (0.8, 0.25), (0.92, 0.0))
    repeated = follow_line(nw.col("_com_repeated"), (0.15, 1.0), (0.3, 0.6), (0.6, 0.1), (0.9, 0.0))
    few = follow_line(nw.col("_com_few"), (0.1, 1.0), (0.25, 0.7), (0.6, 0.5))
    enough = (_N >= ENOUGH) & (nw.col("comments_posts") >= ENOUGH_POSTS)
    few_wrote = nw.col("comments_top5") >= 0.8
    empty = (nw.col("_com_generic") >= MANY_GENERIC) | ((nw.col("_com_repeated") >= MANY_REPEATED) & few_wrote)
    alarm = (_N >= ALARM) & (nw.col("comments_posts") >= ALARM_POSTS) & empty
    known = enough | alarm.fill_null(False)
    share = share_read(_N * 1.0, 15.0)
    return reading(
        only_where(known, generic * repeated * few),
        only_where(known, share).fill_null(0.0),
        (0.25 * (1.0 - share)).fill_null(0.0),
        generic=only_where(_N > 0, nw.col("_com_generic")),
        repeated=only_where(_N > 0, nw.col("_com_repeated")),
        alarm=nw.when(alarm.fill_null(False)).then(nw.lit(1.0)).otherwise(nw.lit(0.0)),
    )


COMMENTS = (Signal("comments", read_comments, prepare=(_PREPARED,)),)
