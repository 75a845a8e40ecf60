"""The values of sixteen signals once more, as a person would write them for one library alone: in Polars, in pandas.

They are measured against the signals themselves (``bench_formulas``), which hold to what every engine can do; a test
compares the numbers. Under the trends that come with the software, for a brief with languages and a band.
"""

from itertools import pairwise
from math import log
from typing import Any

import numpy as np
import polars as pl

from scoring.brief import Brief
from scoring.signals.engagement import KAPPA
from scoring.trends import BEYOND, COMMENT_PER_LIKE, COMMENTS_EXPLAIN, PERCENTILES, PUBLISHED, UNTOLD, USUAL

Knots = tuple[tuple[float, float], ...]

LIKES: Knots = (
    (-2.4, 0.0), (-1.75, 0.35), (log(0.28), 0.8), (-1.0, 1.0), (log(4.0), 1.0), (2.2, 0.5), (3.2, 0.0),
)  # fmt: skip
COMMENT_RATIO: Knots = (
    (0.0, 0.1), (0.001, 0.3), (0.002, 0.6), (0.004, 1.0), (0.066, 1.0), (0.098, 0.85), (0.25, 0.5), (0.7, 0.1),
)  # fmt: skip
STALE: Knots = ((60.0, 1.0), (150.0, 0.4), (365.0, 0.1))
BOUGHT: Knots = ((0.0, 0.2), (0.001, 0.3), (0.002, 0.6), (0.004, 1.0))
GIVEN: Knots = ((0.34, 1.0), (0.7, 0.3), (1.0, 0.1))
BURSTS: Knots = ((0.0, 1.0), (0.15, 0.8), (0.3, 0.5))
EVEN: Knots = ((0.005, 1.0), (0.015, 0.3), (0.045, 0.2), (0.06, 0.35), (0.08, 1.0))
PODS: Knots = ((0.5, 1.0), (0.9, 0.4))
GENERIC: Knots = ((0.6, 1.0), (0.7, 0.65), (0.8, 0.25), (0.92, 0.0))
REPEATED: Knots = ((0.15, 1.0), (0.3, 0.6), (0.6, 0.1), (0.9, 0.0))
FOR_BRANDS: Knots = ((0.12, 1.0), (0.2, 0.85), (0.33, 0.55), (0.66, 0.1))
FEW: Knots = ((0.1, 1.0), (0.25, 0.7), (0.6, 0.5))
FOLLOW_RATIO: Knots = ((0.0, 1.0), (0.2, 0.99), (0.8, 0.92), (1.2, 0.75), (2.0, 0.55), (5.0, 0.3), (20.0, 0.0))
FOLLOWING: Knots = (
    (0.0, 1.0), (500.0, 0.99), (1_000.0, 0.95), (1_500.0, 0.7), (4_000.0, 0.25), (7_500.0, 0.1),
)  # fmt: skip
FEW_POSTS: Knots = ((0.0, 0.0), (10.0, 0.6), (100.0, 1.0))
FOLLOWS_ON: Knots = ((200.0, 0.0), (1_200.0, 1.0))
BIO: Knots = ((0.0, 0.0), (1.0, 0.5), (25.0, 0.85), (80.0, 1.0))
POSTS: Knots = ((0.0, 0.0), (3.0, 0.25), (12.0, 0.6), (40.0, 0.85), (150.0, 1.0))
PER_FOLLOWER: Knots = ((0.0, 0.0), (0.1, 0.3), (0.5, 0.8), (1.5, 1.0))
DIGITS: Knots = ((0.0, 1.0), (2.0, 0.95), (4.0, 0.6), (7.0, 0.0))
DIGITS_SHARE: Knots = ((0.0, 1.0), (0.15, 0.95), (0.35, 0.5), (0.6, 0.0))
AGREES: Knots = ((0.0, 0.6), (1.0, 1.0))
PERSON: Knots = ((0.0, 0.9), (0.5, 1.0))
REPLIES: Knots = ((0.0, 0.0), (0.03, 0.2), (0.06, 0.37), (0.12, 0.46), (0.25, 0.6), (0.5, 0.85), (0.7, 1.0))
OFTEN: Knots = (
    (0.0, 0.7), (0.4, 0.95), (1.0, 1.0), (4.0, 1.0), (7.0, 0.85), (14.0, 0.6), (30.0, 0.3), (90.0, 0.0),
)  # fmt: skip
VOUCHED: Knots = ((1.0, 0.7), (2.0, 0.8), (4.0, 0.9), (10.0, 1.0))
ALIKE: Knots = ((0.45, 0.0), (0.92, 1.0))
LEVELS = {network: trend.level for network, trend in PUBLISHED.items()}
BETWEENS = {network: trend.between for network, trend in PUBLISHED.items()}
WEIGHTS_MADE, WEIGHTS_NAMED = (2.0, 1.0, 1.0, 0.7, 2.5, 0.8), (1.5, 1.5, 1.0)


def _lately(window: float) -> Knots:
    return (
        (0.0, 1.0), (0.08 * window, 1.0), (0.16 * window, 0.9), (window / 3, 0.6), (window, 0.15), (2 * window, 0.0),
    )  # fmt: skip


def in_polars(features: pl.LazyFrame, brief: Brief) -> pl.LazyFrame:
    """The values, a column a signal."""
    c = pl.col

    def line(x: pl.Expr, knots: Knots) -> pl.Expr:
        steps = [
            (x.clip(left, right) - left) * ((above - below) / (right - left))
            for (left, below), (right, above) in pairwise(knots)
            if above != below
        ]
        return pl.sum_horizontal(steps, ignore_nulls=False) + knots[0][1]

    def mean_known(parts: list[str], weights: tuple[float, ...]) -> pl.Expr:
        total = pl.sum_horizontal(c(part) * weight for part, weight in zip(parts, weights, strict=True))
        return total / pl.sum_horizontal(c(p).is_not_null() * w for p, w in zip(parts, weights, strict=True))

    size = pl.when(c("followers") > 0).then(c("followers").log())
    read = c("comments_read")
    few_of = (c("comments_concentration").fill_null(0.03) * read + 0.3) / (read + 10.0)
    posts = c("posts_count")
    made = {
        "m0": line(c("bio_length"), BIO), "m1": c("has_name").cast(pl.Float64), "m2": c("has_avatar").cast(pl.Float64),
        "m3": c("has_link").cast(pl.Float64) * 0.5 + 0.5, "m4": line(posts, POSTS),
        "m5": line(100.0 * posts / c("followers").clip(100), PER_FOLLOWER),
        "n0": line(c("digits_in_handle"), DIGITS),
        "n1": line(c("digits_in_handle") / c("handle_length").clip(1), DIGITS_SHARE),
        "n2": line(c("name_agrees"), AGREES),
    }  # fmt: skip
    frame = features.with_columns(
        size=size,
        usual=c("network").replace_strict(LEVELS, default=UNTOLD.level) + USUAL.slope * size,
        between=c("network").replace_strict(BETWEENS, default=UNTOLD.between),
        n=c("eng_still_n") + c("eng_video_n"),
        generic=(c("comments_generic") + 1.0) / (c("comments_worded") + 4.0),
        repeated=(c("comments_repeated") + 1.0) / (read + 10.0),
        few=few_of,
        lately=line(c("newest_post_days"), _lately(brief.posts_window_days)),
        within=c("followers_within").fill_null(0),
        **made,
    )
    hidden = c("eng_mode") == "comments_only"
    shift = pl.when(hidden).then(log(COMMENT_PER_LIKE)).otherwise(0.0)
    known = (c("n") > 0) & (c("eng_mode") != "none")
    off = (c("eng_still_log") + c("eng_video_log") - c("n") * (c("size") + shift + c("usual"))) / (c("n") + KAPPA)
    off = off * pl.when(hidden).then(COMMENTS_EXPLAIN).otherwise(1.0)
    likes_off = (c("likes_log") - c("likes_n") * (c("size") + c("usual"))) / (c("likes_n") + KAPPA)
    likes_off = likes_off * (USUAL.between / c("between")).clip(None, 1.0)
    ratio = (c("paired_comments") + 0.5) / (c("paired_likes") + 25.0)
    empty = (c("generic") >= 0.65) | ((c("repeated") >= 0.5) & (c("comments_top5") >= 0.8))
    alarm = (read >= 8) & (c("comments_posts") >= 2) & empty
    told = pl.when(c("network").is_in(["instagram", "tiktok"])).then(ratio).otherwise(ratio.clip(None, 0.066))
    giveaways, bursts = c("left_giveaway").fill_null(0), c("left_burst").fill_null(0)
    worth = line(c("newest_post_days"), STALE).fill_null(1.0) * line(ratio, BOUGHT).fill_null(1.0)
    even = line(c("likes_spread"), EVEN).fill_null(1.0)
    calm = line(bursts / (c("likes_n") + bursts).clip(1), BURSTS).fill_null(1.0)
    worth = worth * line(giveaways / (c("n") + giveaways).clip(1), GIVEN).fill_null(1.0) * even
    worth = worth * line(pl.when((read >= 12) & (c("generic") >= 0.7)).then(c("comments_regular")), PODS).fill_null(1.0)
    silent = 1.0 - 0.8 * (1.0 - line(posts, FEW_POSTS).fill_null(1.0)) * line(c("following"), FOLLOWS_ON)
    follow = line(c("following") / c("followers").clip(1), FOLLOW_RATIO) * line(c("following"), FOLLOWING) * silent
    gap = c("gap_days")
    least, most = (c("followers") - c("within")).clip(brief.low), (c("followers") + c("within")).clip(None, brief.high)
    inside = ((most - least + 1).clip(0) / (2 * c("within") + 1)).clip(0.0, 1.0)
    ln = c("followers").clip(1).log()
    beyond = (log(max(1, brief.low)) - ln).clip(0.0) + (ln - log(max(1, brief.high))).clip(0.0)
    direct = (c("emails") > 0) | (c("phones") > 0) | (c("messaging") > 0)
    dm = c("says_dm") | c("says_manager")
    best = (
        pl.when(c("emails") > 0).then(0.9).when(direct).then(0.75).when(dm).then(0.7).when(c("says_contact")).then(0.45)
    )
    reach = best.otherwise((c("has_link") * 0.25).fill_null(0.0)) + pl.when(direct & dm).then(0.1).otherwise(0.0)
    reach = pl.when(c("declines")).then(reach.clip(None, 0.1)).otherwise(reach)
    heard = c("talk_answered") + c("talk_questions_answered").fill_null(0) + 0.5
    asked = c("talk_others") + c("talk_questions").fill_null(0) + 4
    collab, interest = c("highlights_collab") > 0, c("highlights_interest") > 0
    both = pl.when(c("highlights_count") == 0).then(0.1).when(collab & interest).then(1.0)
    shown = both.when(collab).then(0.85).when(interest).then(0.6).otherwise(0.4)
    creator = pl.when(c("account_kind") == "creator").then(line(c("account_kind_weight"), PERSON)).otherwise(0.0)
    profile = c("has_profile")
    once = gap.is_null()
    rhythm = 0.6 * c("lately") + 0.4 * line(gap, OFTEN) * line(c("lately"), ((0.0, 0.0), (0.6, 1.0)))
    values = {
        "like_rate": pl.when(c("likes_n") > 0).then(line(likes_off, LIKES) * even * calm),
        "comment_ratio": pl.when(c("paired_n") > 0).then(line(told, COMMENT_RATIO)),
        "comments": pl.when(((read >= 60) & (c("comments_posts") >= 6)) | alarm.fill_null(False)).then(
            line(c("generic"), GENERIC) * line(c("repeated"), REPEATED) * line(c("few"), FEW)
        ),
        "follow_ratio": follow,
        "profile_made": pl.when(profile).then(mean_known([f"m{n}" for n in range(6)], WEIGHTS_MADE)),
        "naming": pl.when(profile).then(mean_known([f"n{n}" for n in range(3)], WEIGHTS_NAMED)),
        "creator": pl.when(profile).then(creator),
        "engagement": pl.when((c("eng_mode") == "none") & (giveaways >= 3))
        .then(0.1)
        .when(known)
        .then(line(off / c("between"), (*PERCENTILES, *BEYOND)) * worth),
        "conversation": line(heard / asked, REPLIES),
        "activity": pl.when(once).then(c("lately")).otherwise(rhythm),
        "contactable": pl.when(c("has_bio").is_not_null() | direct).then(reach),
        "restraint": pl.when(c("sponsored_of") >= 4).then(
            line((c("sponsored_n") + c("undisclosed_n").fill_null(0) + 0.3) / (c("sponsored_of") + 3.0), FOR_BRANDS)
        ),
        "vouched": pl.when(c("vouchers") > 0).then(line(c("vouchers"), VOUCHED)),
        "highlights": pl.when(c("highlights_count").is_not_null()).then(shown),
        "photography": pl.when(c("photos_n") >= 3).then(
            c("photo_quality") * 0.6 + line(c("photo_consistency"), ALIKE) * 0.4
        ),
        "tier": inside + (1.0 - inside) * (0.5 * (1.0 - beyond / log(1.5))).clip(0.0, 0.5),
        "language": pl.when(c("language").is_not_null()).then(c("language").is_in(brief.languages).cast(pl.Float64)),
    }
    return frame.select(value.clip(0.0, 1.0).alias(name) for name, value in values.items())


def in_pandas(features: Any, brief: Brief) -> Any:
    """The same of a pandas frame whose numbers and truths are floats, NaN where unknown; texts are objects."""
    import pandas as pd

    f = features

    def line(x: Any, knots: Knots) -> Any:
        xs, ys = zip(*knots, strict=True)
        return pd.Series(np.interp(x.to_numpy(), xs, ys), index=x.index).where(x.notna())

    def mean_known(parts: list[Any], weights: tuple[float, ...]) -> Any:
        known = sum(part.notna() * weight for part, weight in zip(parts, weights, strict=True))
        return sum(part.fillna(0.0) * weight for part, weight in zip(parts, weights, strict=True)) / known

    followers, posts, read = f["followers"], f["posts_count"], f["comments_read"]
    size = np.log(followers.where(followers > 0))
    usual = f["network"].map(LEVELS).fillna(UNTOLD.level) + USUAL.slope * size
    between = f["network"].map(BETWEENS).fillna(UNTOLD.between)
    n = f["eng_still_n"] + f["eng_video_n"]
    hidden = f["eng_mode"] == "comments_only"
    off = f["eng_still_log"] + f["eng_video_log"] - n * (size + hidden * log(COMMENT_PER_LIKE) + usual)
    off = off / (n + KAPPA) * np.where(hidden, COMMENTS_EXPLAIN, 1.0)
    generic = (f["comments_generic"] + 1.0) / (f["comments_worded"] + 4.0)
    repeated = (f["comments_repeated"] + 1.0) / (read + 10.0)
    few = (f["comments_concentration"].fillna(0.03) * read + 0.3) / (read + 10.0)
    empty = (generic >= 0.65) | ((repeated >= 0.5) & (f["comments_top5"] >= 0.8))
    alarm = (read >= 8) & (f["comments_posts"] >= 2) & empty
    giveaways, bursts = f["left_giveaway"].fillna(0), f["left_burst"].fillna(0)
    ratio = (f["paired_comments"] + 0.5) / (f["paired_likes"] + 25.0)
    told = ratio.where(f["network"].isin(["instagram", "tiktok"]), ratio.clip(upper=0.066))
    worth = line(f["newest_post_days"], STALE).fillna(1.0) * line(ratio, BOUGHT).fillna(1.0)
    even = line(f["likes_spread"], EVEN).fillna(1.0)
    calm = line(bursts / (f["likes_n"] + bursts).clip(lower=1), BURSTS).fillna(1.0)
    worth = worth * line(giveaways / (n + giveaways).clip(lower=1), GIVEN).fillna(1.0) * even
    worth = worth * line(f["comments_regular"].where((read >= 12) & (generic >= 0.7)), PODS).fillna(1.0)
    drawn = (f["eng_mode"] == "none") & (giveaways >= 3)
    enough = (read >= 60) & (f["comments_posts"] >= 6)
    following = f["following"]
    silent = 1.0 - 0.8 * (1.0 - line(posts, FEW_POSTS).fillna(1.0)) * line(following, FOLLOWS_ON)
    made = [
        line(f["bio_length"], BIO), f["has_name"], f["has_avatar"], f["has_link"] * 0.5 + 0.5, line(posts, POSTS),
        line(100.0 * posts / followers.clip(lower=100), PER_FOLLOWER),
    ]  # fmt: skip
    digits = f["digits_in_handle"]
    named = [
        line(digits, DIGITS),
        line(digits / f["handle_length"].clip(lower=1), DIGITS_SHARE),
        line(f["name_agrees"], AGREES),
    ]
    lately, gap = line(f["newest_post_days"], _lately(brief.posts_window_days)), f["gap_days"]
    rhythm = 0.6 * lately + 0.4 * line(gap, OFTEN) * line(lately, ((0.0, 0.0), (0.6, 1.0)))
    within = f["followers_within"].fillna(0)
    least, most = (followers - within).clip(lower=brief.low), (followers + within).clip(upper=brief.high)
    inside = ((most - least + 1).clip(lower=0) / (2 * within + 1)).clip(0.0, 1.0)
    ln = np.log(followers.clip(lower=1))
    beyond = (log(max(1, brief.low)) - ln).clip(lower=0.0) + (ln - log(max(1, brief.high))).clip(lower=0.0)
    near = (0.5 * (1.0 - beyond / log(1.5))).clip(0.0, 0.5)
    direct = (f["emails"] > 0) | (f["phones"] > 0) | (f["messaging"] > 0)
    dm = (f["says_dm"] == 1) | (f["says_manager"] == 1)
    linked = f["has_link"].fillna(0.0) * 0.25
    reach = np.select([f["emails"] > 0, direct, dm, f["says_contact"] == 1], [0.9, 0.75, 0.7, 0.45], linked)
    reach = reach + 0.1 * (direct & dm)
    reach = np.where(f["declines"] == 1, np.minimum(reach, 0.1), reach)
    heard = f["talk_answered"] + f["talk_questions_answered"].fillna(0) + 0.5
    asked = f["talk_others"] + f["talk_questions"].fillna(0) + 4
    count, collab, interest = f["highlights_count"], f["highlights_collab"] > 0, f["highlights_interest"] > 0
    shown = np.select([count == 0, collab & interest, collab, interest], [0.1, 1.0, 0.85, 0.6], 0.4)
    profile = f["has_profile"] == 1
    creator = line(f["account_kind_weight"], PERSON).where(f["account_kind"] == "creator", 0.0)
    likes_off = (f["likes_log"] - f["likes_n"] * (size + usual)) / (f["likes_n"] + KAPPA)
    likes_off = likes_off * (USUAL.between / between).clip(upper=1.0)
    values = {
        "like_rate": (line(likes_off, LIKES) * even * calm).where(f["likes_n"] > 0),
        "comment_ratio": line(told, COMMENT_RATIO).where(f["paired_n"] > 0),
        "comments": (line(generic, GENERIC) * line(repeated, REPEATED) * line(few, FEW)).where(enough | alarm),
        "follow_ratio": line(following / followers.clip(lower=1), FOLLOW_RATIO) * line(following, FOLLOWING) * silent,
        "profile_made": mean_known(made, WEIGHTS_MADE).where(profile),
        "naming": mean_known(named, WEIGHTS_NAMED).where(profile),
        "creator": creator.where(profile),
        "engagement": (line(off / between, (*PERCENTILES, *BEYOND)) * worth)
        .where((n > 0) & (f["eng_mode"] != "none"))
        .where(~drawn, 0.1),
        "conversation": line(heard / asked, REPLIES),
        "activity": rhythm.where(gap.notna(), lately),
        "contactable": pd.Series(reach, index=f.index).where(f["has_bio"].notna() | direct),
        "restraint": line(
            (f["sponsored_n"] + f["undisclosed_n"].fillna(0) + 0.3) / (f["sponsored_of"] + 3.0), FOR_BRANDS
        ).where(f["sponsored_of"] >= 4),
        "vouched": line(f["vouchers"], VOUCHED).where(f["vouchers"] > 0),
        "highlights": pd.Series(shown, index=f.index).where(count.notna()),
        "photography": (f["photo_quality"] * 0.6 + line(f["photo_consistency"], ALIKE) * 0.4).where(f["photos_n"] >= 3),
        "tier": (inside + (1.0 - inside) * near).where(followers.notna()),
        "language": f["language"].isin(brief.languages).astype(float).where(f["language"].notna()),
    }
    return pd.DataFrame({name: value.clip(0.0, 1.0) for name, value in values.items()})
