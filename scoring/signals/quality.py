"""Signals of the group quality besides engagement: how good is it to work with this account?"""

from math import log

import narwhals as nw

from scoring.brief import Brief
from scoring.graph import NEARNESS
from scoring.prior import PRIOR
from scoring.signals.signal import Reading, Signal, as_number, follow_line, only_where, reading, share_read

_DECLINES = 0.1  # at most, where an account says that it works with no brand


def read_conversation(_: Brief) -> Reading:
    """How often the owner answers: (answered + ½)/(others' top-level comments + 4), questions counted twice. Null where
    replies were not observed.

    One of twenty is about what is expected of whom nothing is known (``scoring.prior``): who answers some is
    not placed behind who was never seen to, and who was seen to answer nobody of many is.
    """
    others = nw.col("talk_others")
    asked, said = nw.col("talk_questions").fill_null(0), nw.col("talk_questions_answered").fill_null(0)
    rate = (nw.col("talk_answered") + 0.5) / (others + 4)
    heard = (nw.col("talk_answered") + said + 0.5) / (others + asked + 4)
    value = follow_line(
        heard, (0.0, 0.0), (0.03, 0.2), (0.06, 0.37), (0.12, 0.46), (0.25, 0.6), (0.5, 0.85), (0.7, 1.0)
    )
    share = share_read(others, 4.0)
    return reading(
        only_where(~others.is_null(), value),
        only_where(~others.is_null(), share).fill_null(0.0),
        (0.3 * (1.0 - share)).fill_null(0.0),
        rate=rate,
    )


def read_activity(brief: Brief) -> Reading:
    """How lately (.6) and how often (.4) the account posts. Nothing is left when its newest post is twice the window
    old.

    Null where no post has a time. A single post tells how lately only.
    """
    window = float(brief.posts_window_days)
    newest, often = nw.col("newest_post_days"), nw.col("_often")
    lately = follow_line(
        newest,
        (0.0, 1.0),
        (0.08 * window, 1.0),
        (0.16 * window, 0.9),
        (window / 3, 0.6),
        (window, 0.15),
        (2 * window, 0.0),
    )
    value = nw.when(often.is_null()).then(lately).otherwise(0.6 * lately + 0.4 * often * _half_if_silent(lately))
    share = nw.when(often.is_null()).then(nw.lit(0.6)).otherwise(nw.lit(1.0))
    return reading(only_where(~newest.is_null(), value), only_where(~newest.is_null(), share).fill_null(0.0))


def _half_if_silent(lately: nw.Expr) -> nw.Expr:
    """A rhythm that has stopped is worth little."""
    return follow_line(lately, (0.0, 0.0), (0.6, 1.0))


def read_contactable(_: Brief) -> Reading:
    """How openly the account can be reached: an email .9, a phone or messaging link .75, "DM for collabs" .7, words of
    contact .45, a link .25, nothing 0; the best counts, and an invitation beside it adds .1. Who says that it works
    with no brand gets .1 at most, however it can be reached.

    Null where neither the bio nor a contact was seen.
    """
    emails, phones, messaging = nw.col("emails"), nw.col("phones"), nw.col("messaging")
    dm = nw.col("says_dm") | nw.col("says_manager")
    link = as_number("has_link", 0.25, 0.0).fill_null(0.0)
    best = (
        nw.when(emails > 0)
        .then(nw.lit(0.9))
        .when((phones > 0) | (messaging > 0))
        .then(nw.lit(0.75))
        .when(dm)
        .then(nw.lit(0.7))
        .when(nw.col("says_contact"))
        .then(nw.lit(0.45))
        .otherwise(link)
    )
    direct = (emails > 0) | (phones > 0) | (messaging > 0)
    invited = nw.when(direct & dm).then(nw.lit(0.1)).otherwise(nw.lit(0.0))
    value = best + invited
    value = nw.when(nw.col("declines").fill_null(False)).then(value.clip(upper_bound=_DECLINES)).otherwise(value)
    seen = ~nw.col("has_bio").is_null() | direct
    return reading(only_where(seen, value))


def read_vouched(_: Brief) -> Reading:
    """How many confirmed nanos follow, name or work with the account: .7 for one, nearing 1. Null where none is
    known to:
    not being named yet says nothing."""
    vouchers = nw.col("vouchers")
    value = follow_line(vouchers * 1.0, (1.0, 0.7), (2.0, 0.8), (4.0, 0.9), (10.0, 1.0))
    return reading(only_where(vouchers > 0, value), vouchers=vouchers)


def read_affinity(_: Brief) -> Reading:
    """How near the account stands to those the brief names and to accepted creators (``nearness``, times chance,
    prepared from the graph): .5 at 5 times, 1 at 250 times, never less than what is expected of whom nothing is known:
    in a small graph chance itself is near. Null where no tie leads there."""
    times = nw.col("nearness")
    low, high = map(log, NEARNESS)
    value = ((only_where(times > 0, times).log() - low) / (high - low)).clip(PRIOR["affinity"].mean, 1.0)
    return reading(value, times=times)


def read_highlights(_: Brief) -> Reading:
    """What the highlights show: some .4, an interest .6, past collaborations .85, both 1; none at all .1.

    Null where it is unknown whether there are any; without their titles only half is read.
    """
    count, titled = nw.col("highlights_count"), nw.col("highlights_titled")
    collab, interest = nw.col("highlights_collab") > 0, nw.col("highlights_interest") > 0
    value = (
        nw.when(count == 0)
        .then(nw.lit(0.1))
        .when(collab & interest)
        .then(nw.lit(1.0))
        .when(collab)
        .then(nw.lit(0.85))
        .when(interest)
        .then(nw.lit(0.6))
        .otherwise(nw.lit(0.4))
    )
    share = nw.when((count > 0) & (titled == 0)).then(nw.lit(0.5)).otherwise(nw.lit(1.0))
    return reading(only_where(~count.is_null(), value), only_where(~count.is_null(), share).fill_null(0.0))


def read_photography(_: Brief) -> Reading:
    """Technical quality and consistency of the pictures: .6 of the one, .4 of the other (0 where the colours of two
    pictures agree no more than those of any two, .45; 1 at .92, as parts of one do).

    Null below three pictures; of n only n / (n + 3) is read.
    """
    n, alike = nw.col("photos_n"), follow_line(nw.col("photo_consistency"), (0.45, 0.0), (0.92, 1.0))
    value = only_where(n >= 3, nw.col("photo_quality") * 0.6 + alike * 0.4)
    return reading(value, only_where(n >= 3, share_read(n * 1.0, 3.0)).fill_null(0.0))


LEAST_POSTS = 4  # fewer do not tell how many are for brands
# What is not said to be work counts twice: a brand is asked about it, too.
_WORKS = nw.col("sponsored_n") + nw.col("undisclosed_n").fill_null(0)
_FOR_BRANDS = (_WORKS + 0.3) / (nw.col("sponsored_of") + 3.0)


def read_restraint(_: Brief) -> Reading:
    """How few of the posts are work for brands: 1 up to an eighth of them, .55 at a third, .1 from two thirds on.

    Work without a label counts twice. (n + .3)/(of + 3): the share is drawn to a tenth with the weight of three posts.
    A judgement that three scouts who graded lists share (docs/evaluation.md). Null below four posts.
    """
    of = nw.col("sponsored_of")
    value = follow_line(_FOR_BRANDS, (0.12, 1.0), (0.2, 0.85), (0.33, 0.55), (0.66, 0.1))
    share = share_read(of * 1.0, 3.0)
    return reading(
        only_where(of >= LEAST_POSTS, value),
        only_where(of >= LEAST_POSTS, share).fill_null(0.0),
        0.1 * (1.0 - share),
        share=_FOR_BRANDS,
    )


# How often, by the days between posts; null where a rhythm cannot be told.
_OFTEN = follow_line(
    nw.col("gap_days"),
    (0.0, 0.7),
    (0.4, 0.95),
    (1.0, 1.0),
    (4.0, 1.0),
    (7.0, 0.85),
    (14.0, 0.6),
    (30.0, 0.3),
    (90.0, 0.0),
)
QUALITY = (
    Signal("conversation", read_conversation),
    Signal("activity", read_activity, prepare=({"_often": _OFTEN},), by_brief=True),
    Signal("contactable", read_contactable),
    Signal("vouched", read_vouched),
    Signal("affinity", read_affinity, lambda brief: bool(brief.like), by_brief=True),
    Signal("restraint", read_restraint),
    Signal("highlights", read_highlights),
    Signal("photography", read_photography),
)
