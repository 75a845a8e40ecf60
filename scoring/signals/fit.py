"""Signals of the group fit: does the account suit the brief?"""

from math import log

import narwhals as nw

from scoring.brief import Brief
from scoring.places import places_in
from scoring.places.regions import is_landscape
from scoring.signals.signal import Reading, Signal, follow_line, only_where, reading, share_read

_BESIDE_PLACES = 0.5  # what a country of the brief is worth where the brief names places too
_ROUND_A_LANDSCAPE = 0.6  # a town of the region that a landscape lies in: which towns lie in it is not known
_HOME_ELSEWHERE = 0.5  # how often somebody guessed to be elsewhere, and wrongly, is where a brief wants it
_DECLINES = 0.5  # what is left of a match with somebody who wants to work with no brand
_BEYOND = log(1.5)  # this far outside the band (as a factor) nothing of the fit is left


def read_tier(brief: Brief) -> Reading:
    """How surely the followers lie in the brief's band: the share of a rounded count's range that does.

    Outside the band it falls from .5 at the edge to 0 at half as much again, and so much the rest of the range counts:
    no count is worth less than one farther from the band. Null where the followers are unknown.
    """
    least, most = nw.col("_followers_least"), nw.col("_followers_most")
    shared = most.clip(upper_bound=brief.high) - least.clip(lower_bound=brief.low) + 1
    inside = shared.clip(lower_bound=0) / (most - least + 1)
    size = nw.col("_log_followers")
    short = (log(max(1, brief.low)) - size).clip(lower_bound=0.0)
    over = (size - log(max(1, brief.high))).clip(lower_bound=0.0)
    near = (0.5 * (1.0 - (short + over) / _BEYOND)).clip(0.0, 0.5)
    return reading(only_where(~size.is_null(), inside + (1.0 - inside) * near), inside=inside)


def read_interests(_: Brief) -> Reading:
    """How well bio, highlights, captions and hashtags meet the brief's words (``match``, 0–1, prepared from the terms);
    half of it where the bio says that it works with no brand, as where it works for another one.

    Null where no text was read; a single text tells half as much as many.
    """
    read = nw.col("words_read")
    willing = nw.when(nw.col("declines").fill_null(False)).then(nw.lit(_DECLINES)).otherwise(nw.lit(1.0))
    value = only_where(read > 0, nw.col("match").fill_null(0.0) * willing)
    share = share_read(read, 1.0)
    return reading(value, only_where(read > 0, share).fill_null(0.0), 0.25 * (1.0 - share), match=nw.col("match"))


def read_language(brief: Brief) -> Reading:
    """Whether the account writes in a language of the brief; of one that it writes beside another twice its share of
    the texts. Null where no language could be told."""
    language, wanted = nw.col("language"), list(brief.languages)
    beside = (2.0 * nw.col("language_also_share")).clip(0.0, 1.0)
    also = nw.when(nw.col("language_also").is_in(wanted).fill_null(False)).then(beside.fill_null(0.0))
    value = nw.when(language.is_in(wanted)).then(nw.lit(1.0)).otherwise(also.otherwise(nw.lit(0.0)))
    known = ~language.is_null()
    return reading(only_where(known, value), only_where(known, nw.col("language_sure")).fill_null(0.0))


def read_place(brief: Brief) -> Reading:
    """Whether the account is at home where the brief wants it. Null where its country is unknown; of one that
    was guessed the value is what is to be expected where such guesses are right as often as they are.

    Countries count whole where the brief names no places, and .5 beside them. Of places the narrowest part decides: the
    quarter itself 1, elsewhere in its city .3; a city 1 (.8 for a named quarter of it), elsewhere in its region .4,
    elsewhere in the country .2. Of a landscape within a region (Yorkshire) only the region is known: any town there .6.
    """
    country = nw.col("country")
    value = nw.lit(0.0)
    for name in brief.places:
        for place in places_in(name)[:1]:
            same_country = country == place.country
            here = (
                nw.when(same_country)
                .then(nw.lit(1.0 if not (place.region or place.city) else 0.2))
                .otherwise(nw.lit(0.0))
            )
            if place.region:
                same = same_country & (nw.col("region") == place.region).fill_null(False)
                here = nw.when(same).then(nw.lit(0.4 if place.city else 1.0)).otherwise(here)
                if not place.city and is_landscape(place.country or "", place.region, name):
                    elsewhere = same & ~nw.col("city").is_null()
                    here = nw.when(elsewhere).then(nw.lit(_ROUND_A_LANDSCAPE)).otherwise(here)
            if place.city:
                same = same_country & (nw.col("city") == place.city).fill_null(False)
                quarter = nw.col("quarter")
                if place.quarter:
                    in_city = (
                        nw.when((quarter == place.quarter).fill_null(False)).then(nw.lit(1.0)).otherwise(nw.lit(0.3))
                    )
                else:
                    in_city = nw.when(quarter.is_null()).then(nw.lit(1.0)).otherwise(nw.lit(0.8))
                here = nw.when(same).then(in_city).otherwise(here)
            value = nw.when(here > value).then(here).otherwise(value)
    if brief.countries:
        least = nw.lit(_BESIDE_PLACES if brief.places else 1.0)
        value = nw.when(country.is_in(list(brief.countries)) & (value < least)).then(least).otherwise(value)
    known, sure = ~country.is_null(), nw.col("country_sure")
    expected = value * sure + (1.0 - value) * (1.0 - sure) * _HOME_ELSEWHERE
    return reading(only_where(known, expected), only_where(known, sure).fill_null(0.0))


def read_creator(_: Brief) -> Reading:
    """Whether a person stands behind the account: 1 for a creator with a sign of it, .9 without, 0 for shops, brands
    and pages.

    Null without a profile.
    """
    person = follow_line(nw.col("account_kind_weight"), (0.0, 0.9), (0.5, 1.0))
    value = nw.when(nw.col("account_kind") == "creator").then(person).otherwise(nw.lit(0.0))
    return reading(only_where(nw.col("has_profile"), value))


_WITHIN = nw.col("followers_within").fill_null(0)
_SIZE = {
    "_log_followers": nw.col("followers").clip(lower_bound=1).log(),
    "_followers_least": nw.col("followers") - _WITHIN,
    "_followers_most": nw.col("followers") + _WITHIN,
}
FIT = (
    Signal("tier", read_tier, prepare=(_SIZE,), by_brief=True),
    Signal("interests", read_interests, lambda brief: bool(brief.words or brief.niches), by_brief=True),
    Signal("language", read_language, lambda brief: bool(brief.languages), by_brief=True),
    Signal("place", read_place, lambda brief: bool(brief.countries or brief.places), by_brief=True),
    Signal("creator", read_creator),
)
