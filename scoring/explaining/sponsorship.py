"""How much of an account is work for brands, for whom, and how its posts for them do beside the others.

Work for a competitor of the brief takes up to half of what an account fits (``scoring.ranking.match``). Nothing else
of it enters the score: a gift that is named, a label and past collaborations are what a scout looks for, an account
that is mostly advertisements is not, and where the one becomes the other is the brand's to say. So it is told and
flagged.
"""

from math import exp, log
from typing import Any, Literal

from scoring.explaining.shown import Shown
from scoring.features.commercial import letters_of
from scoring.wording import clean_line, plural

Saturation = Literal["none", "some", "often", "mostly"]
_ENOUGH = 6  # posts below which a share says nothing
OFTEN, MOSTLY = 0.3, 0.5
_HABIT = 3  # posts below which nothing is done often: two of six may be chance
LESS = 0.6  # of the reactions of other posts
_PAGES = 12


def sponsorship_of(shown: Shown) -> dict[str, Any]:
    """The shown object's ``sponsored``: shares, brands, codes, competitors of the brief, and the posts that say so."""
    commercial = shown.read.commercial
    posts = len(commercial.sponsored)
    share = posts / commercial.of if commercial.of else None
    ratio, rivals = _against_organic(shown), _competitors(shown)
    return {
        "share": None if share is None else round(share, 4),
        "of": commercial.of,
        "saturation": _saturation(posts, commercial.of),
        "brands": commercial.brands,
        "competitors": rivals,
        "codes": commercial.codes,
        "undisclosed": len(commercial.undisclosed) if commercial.of else None,
        "engagement_ratio": ratio,
        "evidence": clean_line(_words(shown, ratio, rivals)),
        "pages": list(dict.fromkeys(post.url or post.page for post, _ in commercial.sponsored))[:_PAGES],
    }


def flags_of_sponsorship(sponsored: dict[str, Any]) -> dict[str, bool]:
    """Which flags stand, by name; what they stand on is the object's ``sponsored.evidence``."""
    ratio = sponsored["engagement_ratio"]
    return {
        "sponsored_often": sponsored["saturation"] in ("often", "mostly"),
        "sponsored_mostly": sponsored["saturation"] == "mostly",
        "sponsored_gets_less": ratio is not None and ratio < LESS,
        "sponsored_without_label": (sponsored["undisclosed"] or 0) >= 2,
        "works_for_competitor": bool(sponsored["competitors"]),
    }


def _saturation(posts: int, of: int) -> Saturation | None:
    if of < _ENOUGH:
        return None
    if posts > MOSTLY * of:
        return "mostly"
    return "often" if posts >= _HABIT and posts > OFTEN * of else ("some" if posts else "none")


def _against_organic(shown: Shown) -> float | None:
    """Reactions to posts for brands as a multiple of those to the others (geometric means); null below two of each."""
    sponsored = {id(post) for post, _ in shown.read.commercial.sponsored}
    counted = shown.read.counted
    found: dict[bool, list[float]] = {True: [], False: []}
    names = {post.native_id for post, _ in shown.read.commercial.sponsored if post.native_id}
    for post, likes in zip(counted.posts, counted.likes, strict=True):
        if likes is not None and post.comments is not None:
            found[id(post) in sponsored or post.native_id in names].append(log(likes + post.comments + 0.5))
    if min(map(len, found.values())) < 2:
        return None
    means = {key: sum(values) / len(values) for key, values in found.items()}
    return round(exp(means[True] - means[False]), 3)


def _competitors(shown: Shown) -> list[str]:
    """The brands that it worked for and that the brief calls competitors."""
    wanted = {letters_of(name) for name in shown.brief.competitors}
    return [brand for brand in shown.read.commercial.brands if letters_of(brand) in wanted]


def _words(shown: Shown, ratio: float | None, rivals: list[str]) -> str:
    commercial = shown.read.commercial
    if not commercial.of:
        return "no posts were seen"
    if not commercial.sponsored:
        return f"none of {plural(commercial.of, 'post')} looks like work for a brand"
    said = [f"{len(commercial.sponsored)} of {plural(commercial.of, 'post')} for brands"]
    if commercial.brands:
        said.append("named: " + ", ".join(f"@{brand}" for brand in commercial.brands[:5]))
    if rivals:
        said.append("a competitor of the brief: " + ", ".join(f"@{brand}" for brand in rivals))
    if commercial.undisclosed:
        said.append(f"{plural(len(commercial.undisclosed), 'post')} without a label")
    if ratio is not None:
        said.append(f"they get {ratio:.2g} times the reactions of the others")
    return "; ".join(said)
