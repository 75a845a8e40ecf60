"""Fitting the follower trend of a network and format on what a database holds, once it holds enough.

A table is fitted once and stays as it is (``freeze_trends``) until somebody asks for a new fit, so that the same
database gives the same scores; every fit has a version of its own, which stands in each score's version.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from math import sqrt
from typing import Any

from scoring.features import COLUMNS
from scoring.trends import FORMATS, USUAL, Format, Trend, Trends
from storage.database import Database
from storage.derived import read_meta, read_rates, write_meta

ENOUGH = 200  # accounts of a network with three and more posts of the format
LEAST_POSTS = 3
_KEPT_AS = "trends"
_STEEPEST = -1.0
_LEAST_SPREAD = 0.3  # of ln(followers): below it no slope can be told
_ROUNDING = 1e-9  # accounts on the very line differ by this at most: none of them is left out
_FAR = 3.0  # standard deviations beyond which an account is left out of the second pass


def fit_trend(followers: Sequence[int], posts: Sequence[int], logs: Sequence[float]) -> Trend | None:
    """The trend of accounts by their followers, number of posts and Σ ln(likes + comments + 0.5) over these.

    Least squares of the mean ln(rate) on ln(followers), twice, the second time without accounts beyond three standard
    deviations. ``between`` is what remains after the posts' own scatter (``within``, measured, over n) is taken off;
    the slope lies in −1 to 0 and is the usual one where sizes hardly differ. ``None`` below ``ENOUGH`` accounts.
    """
    import numpy as np

    if len(followers) < ENOUGH:
        return None
    size, n = np.log(np.array(followers, dtype=np.float64)), np.array(posts, dtype=np.float64)
    rate = np.array(logs, dtype=np.float64) / n - size
    kept = np.ones(len(size), dtype=np.bool_)
    level = slope = spread = 0.0
    for _ in range(2):
        x, y = size[kept], rate[kept]
        slope = USUAL.slope
        if float(x.std()) >= _LEAST_SPREAD:
            slope = float(np.cov(x, y)[0, 1] / np.var(x, ddof=1))
        slope = min(0.0, max(_STEEPEST, slope))
        level = float((y - slope * x).mean())
        rest = rate - level - slope * size
        spread = float(rest[kept].std())
        kept = np.abs(rest) <= max(_FAR * spread, _ROUNDING)
    scatter = float((USUAL.within**2 / n[kept]).mean())
    between = sqrt(max(0.2**2, spread**2 - scatter))
    return Trend(round(level, 4), round(slope, 4), USUAL.within, round(between, 4), int(kept.sum()))


def kept_trends(database: Database) -> Trends:
    """The tables that were fitted on this database; empty where it did not hold enough yet, or they were reset."""
    return {(one["network"], one["format"]): Trend(**one["trend"]) for one in _read(database) or ()}


def freeze_trends(database: Database, *, again: bool = False) -> Trends:
    """Fits the tables that the database holds enough for and that were not fitted yet (``again``: all), and keeps
    them; returns all that are kept. After a reset only ``again`` fits."""
    kept = {} if again else dict(kept_trends(database))
    if not again and _read(database) is None:
        return {}
    found = dict(_fit_all(database, but=kept))
    if found or again:
        _keep(database, kept | found)
    return kept | found


def forget_trends(database: Database) -> None:
    """Back to the tables that come with the software, until somebody asks for a new fit."""
    _keep(database, None)


def _fit_all(database: Database, *, but: Trends) -> Iterable[tuple[tuple[str, Format], Trend]]:
    for form in FORMATS:
        known = [network for network, of in but if of == form]
        with database.read() as connection:
            rows = read_rates(connection, COLUMNS, form, least_posts=LEAST_POSTS, but=known)
        networks: dict[str, list[tuple[int, int, float]]] = {}
        for network, followers_of, posts_of, log_of in rows:
            networks.setdefault(network, []).append((followers_of, posts_of, log_of))
        for network, accounts in networks.items():
            followers, posts, logs = zip(*accounts, strict=True)
            trend = fit_trend(followers, posts, logs)
            if trend is not None:
                yield (network, form), trend


def _read(database: Database) -> list[dict[str, Any]] | None:
    """What was kept, [] before anything was, ``None`` after a reset."""
    with database.read() as connection:
        text = read_meta(connection, _KEPT_AS)
    rows: list[dict[str, Any]] | None = json.loads(text) if text else []
    return rows


def _keep(database: Database, trends: Trends | None) -> None:
    rows = (
        None
        if trends is None
        else [
            {"network": network, "format": form, "trend": asdict(trend)}
            for (network, form), trend in sorted(trends.items())
        ]
    )
    with database.write() as connection:
        write_meta(connection, _KEPT_AS, json.dumps(rows))
