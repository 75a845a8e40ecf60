"""A signal's evidence in words with numbers, and the pages behind it; worded only for rows that are shown."""

from collections.abc import Callable, Iterable

from scoring.country_names import GUESSED_BY, country_name
from scoring.explaining.shown import Reason, Shown, Worded
from scoring.explaining.subjects import word_wishes
from scoring.language_names import language_name
from scoring.quoting import as_written
from scoring.signals.authenticity import MASS_FOLLOWING
from scoring.signals.comments import ENOUGH, ENOUGH_POSTS
from scoring.signals.engagement import FEW_LIKES, MANY_LIKES, OF_PICTURES, USUAL_COMMENTS
from scoring.signals.quality import LEAST_POSTS
from scoring.wording import ago, clean_line, every, joined, percent, percent_between, plural, quoted, rounded_count
from storage.rows import post_key

_LONGEST_PLACE = 60  # letters of where a contact stood: labels of fields are strangers' words, of any length


def word_signal(name: str, shown: Shown) -> Reason:
    """The reason behind a signal's value; where the value is null, why it could not be read."""
    evidence, pages = _WORDS[name](shown)
    return Reason(clean_line(evidence), tuple(dict.fromkeys(page for page in pages if page)))


_WORTH_LESS = 0.8  # of a percentile of engagement
_NO_NEARER, _NEARER = 0.8, 1.5  # times chance: what is said of whoever the liked hardly lead to


def _of_posts(shown: Shown) -> list[str]:
    return [post.page for post in shown.read.counted.posts]


def _followers(shown: Shown) -> str:
    followers, within = shown.row["followers"], shown.row["followers_within"]
    return "unknown followers" if followers is None else f"{rounded_count(followers, within)} followers"


def _left_out(shown: Shown) -> str:
    names = {"young": "younger than 48 hours", "old": "older than 180 days", "pinned": "pinned",
        "coauthored": "co-authored", "hidden": "with hidden counts", "no_counts": "without counts",
        "burst": "with many times the usual likes and no more comments"}  # fmt: skip
    left_out = shown.read.counted.left_out
    parts = [plural(n, "giveaway") if why == "giveaway" else f"{n} {names[why]}" for why, n in left_out.items()]
    return f"; left out: {', '.join(parts)}" if parts else ""


def _engagement(shown: Shown) -> Worded:
    counted = shown.read.counted
    n = len(counted.posts)
    if counted.all_zero:
        return f"every count of {plural(n, 'post')} reads 0, so they were probably not shown", _of_posts(shown)
    if shown.row["followers"] in (None, 0):
        return "no rate without a number of followers", shown.pages_of("followers")
    if counted.mode == "none":
        return f"no post counts for engagement{_left_out(shown)}", [p.page for p in shown.read.evidence.posts[:12]]
    rate, low, high, usual = (shown.note("engagement", name) for name in ("rate", "low", "high", "usual"))
    if rate is None:
        words = f"{plural(n, 'post')} with more likes and comments than followers: such counts do not belong together"
        return words + _left_out(shown), [*_of_posts(shown), *shown.pages_of("followers")]
    words = f"{plural(n, 'post')}, typically {percent(rate)} ({percent_between(low, high)})"
    if counted.mode == "full":
        median = shown.full_row["eng_raw_median"]
        words += f", raw median {percent(median)}" if median is not None else ""
    elif counted.mode == "comments_only":
        words += ", estimated from comments alone since likes are hidden"
    else:
        words += ", from likes alone since comments are not shown"
    words += f"; accounts of this size usually have {percent(usual)}{_left_out(shown)}"
    return words + _worth_less(shown), [*_of_posts(shown), *shown.pages_of("followers")]


def _worth_less(shown: Shown) -> str:
    """Why the rate is not worth its percentile."""
    why = {"bought": "hardly a comment goes with so many likes", "given": "many posts are giveaways",
           "even": "all posts have nearly the same likes",
           "pod": "the same few people praise every post",
           "stale": f"the newest post is {ago(shown.full_row['newest_post_days'] or 0)}"}  # fmt: skip
    found = [words for name, words in why.items() if (shown.note("engagement", name) or 0.0) < _WORTH_LESS]
    return f"; counts less, since {joined(found)}" if found else ""


def _like_rate(shown: Shown) -> Worded:
    times = shown.note("like_rate", "times")
    if times is None:
        return "likes are not shown, or the followers are unknown", _of_posts(shown)
    odd = shown.note("like_rate", "odd")
    verdict = "few for so many followers" if odd < FEW_LIKES else "plausible"
    verdict = "unusually many" if odd > MANY_LIKES else verdict
    told = f"likes are {times:.2g} times what accounts with {_followers(shown)} usually get: {verdict}"
    bursts = shown.read.counted.left_out.get("burst")
    if bursts:
        told += f"; {bursts} more with many times as many and no more comments"
    if (shown.note("like_rate", "even") or 0.0) < _WORTH_LESS:
        told += f"; they differ by some {percent(shown.full_row['likes_spread'])} from post to post"
    return told, _of_posts(shown)


def _comment_ratio(shown: Shown) -> Worded:
    ratio = shown.note("comment_ratio", "ratio")
    likes, comments = shown.full_row["paired_likes"], shown.full_row["paired_comments"]
    if ratio is None or comments is None:
        return "likes and comments are not both shown", _of_posts(shown)
    least, most = USUAL_COMMENTS
    usual = f"{100 * least:.2g} to {100 * most:.2g}"
    if shown.row["network"] in OF_PICTURES:
        verdict = f"usual is {usual}" if least <= ratio <= most else f"outside the usual {usual}"
    else:
        verdict = f"from {100 * least:.2g} on is usual" if ratio >= least else f"usual is {100 * least:.2g} and more"
    per_100 = 100 * comments / likes if likes else None
    told = f"{per_100:.1f} comments on 100 likes" if per_100 is not None else f"{comments:,} comments and no likes"
    return f"{told} ({verdict})", _of_posts(shown)


def _follow_ratio(shown: Shown) -> Worded:
    following = shown.row["following"]
    pages = shown.pages_of("followers", "following")
    if following is None or shown.row["followers"] is None:
        return "followers or followed accounts are unknown", pages
    mass = f"; more than {MASS_FOLLOWING:,} looks like mass following" if following > MASS_FOLLOWING else ""
    posts = shown.row["posts_count"]
    little = f"; with {posts} posts of its own" if posts is not None and posts < 10 and following > 1_000 else ""
    return f"follows {following:,}, has {_followers(shown)}{mass}{little}", pages


def _profile_made(shown: Shown) -> Worded:
    row = shown.full_row
    names = {"has_bio": "a bio", "has_name": "a name", "has_avatar": "a picture", "has_link": "a link"}
    if not row["has_profile"]:
        return "the profile was not seen", ()
    has = [name for key, name in names.items() if row[key]]
    lacks = [name for key, name in names.items() if row[key] is False]
    filled = f"has {', '.join(has)}" if has else "has nothing filled in" if lacks else "what it has was not seen"
    words = filled + (f"; lacks {', '.join(lacks)}" if lacks else "")
    if row["posts_count"] is not None:
        words += f"; {plural(row['posts_count'], 'post')}"
    return words, shown.pages_of("bio", "display_name", "posts_count")


def _naming(shown: Shown) -> Worded:
    row = shown.full_row
    if not row["has_profile"]:
        return "the profile was not seen", ()
    words = f"{plural(row['digits_in_handle'], 'digit')} in a handle of {row['handle_length']}"
    if row["name_agrees"] is not None:
        words += "; name and handle agree" if row["name_agrees"] else "; nothing of the name stands in the handle"
    return words, shown.pages_of("display_name")


def _tier(shown: Shown) -> Worded:
    brief, row = shown.brief, shown.row
    high = f"{brief.high:,}" if brief.high < 2**60 else "any number"
    band = f"{brief.low:,} to {high} followers ({'/'.join(brief.tiers)}, {brief.tier_scheme})"
    pages = shown.pages_of("followers")
    if row["followers"] is None:
        return f"followers unknown, so it does not count as {'/'.join(brief.tiers)}", pages
    inside = shown.note("tier", "inside")
    if inside is not None and 0 < inside < 1:
        return f"{_followers(shown)}, rounded at the edge of the band {band}", pages
    return f"{_followers(shown)}, {'within' if inside else 'outside'} {band}", pages


def _interests(shown: Shown) -> Worded:
    if shown.row.get("value_interests") is None:
        return "no text was read", shown.pages_of("bio")
    words, pages = word_wishes(shown.read, shown.brief, dict(shown.terms))
    if shown.read.invitation.declines:
        words += "; declines to work with brands, which halves it"
    return words, [*shown.pages_of("bio"), *pages]


def _comments(shown: Shown) -> Worded:
    read = shown.read.comments
    pages = [comment.page for comment in shown.read.evidence.comments]
    if read is None:
        return "no comments of others were seen", _of_posts(shown)
    people = f"{plural(read.read, 'comment')} by {plural(read.people, 'person', 'people')}"
    people += f" under {plural(read.posts, 'post')}"
    if shown.row.get("value_comments") is None:
        return f"{people}: too few to judge (from {ENOUGH} under {ENOUGH_POSTS} posts on)", pages
    words = f"{people}: {percent(read.generic / max(1, read.worded))} would fit under any post"
    if read.repeated:
        words += f", {percent(read.repeated / read.read)} are long texts that recur"
    if read.top5 is not None:
        words += f", the five busiest wrote {percent(read.top5)}"
    odd = (shown.row.get("value_comments") or 0.0) < 0.5 or shown.note("comments", "alarm")
    if odd and read.examples:
        words += f" (such as {quoted(example[:60] for example in read.examples)})"
    if read.regular_share is not None and read.regular_share >= 0.5 and read.regular_people >= 3:
        words += f"; the same {read.regular_people} people write under nearly every post, which friends do, and pods"
    return words, pages


def _language(shown: Shown) -> Worded:
    language = shown.read.language
    pages = [*shown.pages_of("bio"), *(post.page for post in shown.read.evidence.posts[:3])]
    if language is None:
        return "too little text to tell the language", pages
    also = f", {language_name(shown.read.languages.also)} beside it" if shown.read.languages.also else ""
    return (
        f"writes {language_name(language)}{also} (wanted: {', '.join(map(language_name, shown.brief.languages))})",
        pages,
    )


def _place(shown: Shown) -> Worded:
    place = shown.read.place
    if place.country is None:
        return "nothing says where the account is at home", shown.pages_of("bio")
    country = country_name(place.country)
    where = ", ".join(dict.fromkeys(p for p in (place.quarter, place.city, place.region, country) if p))
    guess = "a guess " if place.source in GUESSED_BY else ""
    by = f" ({guess}by {place.source})" if place.source else ""
    return f"at home in {where}{by}", shown.pages_of("bio")


def _creator(shown: Shown) -> Worded:
    kind = shown.read.kind
    pages = shown.pages_of("bio", "category", "is_private")
    if not shown.row["has_profile"]:
        return "the profile was not seen", ()
    because = f": {'; '.join(kind.reasons[:4])}" if kind.reasons else ""
    if kind.kind == "creator":
        return f"a person{because}" if because else "nothing speaks of a shop, a brand or a page", pages
    return f"{kind.kind.replace('_', ' ')}{because}", pages


def _conversation(shown: Shown) -> Worded:
    talk = shown.read.conversation
    comments = [comment.page for comment in shown.read.evidence.comments]
    if talk is None:
        return "not observed: no replies were seen", comments
    words = f"answered {talk.answered} of {plural(talk.others, 'comment')} on {plural(talk.posts, 'post')}"
    if talk.latency_hours is not None and talk.answered:
        words += f", typically within {talk.latency_hours:g} hours"
    if talk.questions:
        words += f"; {talk.questions_answered} of {plural(talk.questions, 'question')} answered"
    return words, comments


def _activity(shown: Shown) -> Worded:
    row = shown.full_row
    if row["newest_post_days"] is None:
        if not row["posts_dated"]:
            return "no post with a time was seen", shown.pages_of("posts_count")
        posts = [post for post in shown.read.evidence.posts if post.posted_at is not None and not post.pinned]
        newest = posts[0].posted_at.date().isoformat() if posts and posts[0].posted_at else "unknown"
        return f"newest post of {newest}; when it was seen is not known", [post.page for post in posts[:12]]
    words = f"newest post {ago(row['newest_post_days'])}"
    if row["gap_days"] is not None:
        words += f", {every(row['gap_days'])}"
    words += f"; {plural(row['posts_90d'], 'post')} in 90 days among those seen"
    return words, [post.page for post in shown.read.evidence.posts[:12]]


def _where(told: str) -> str:
    """Where a contact stood; of a list not its file, since a reason goes to clients too."""
    words = "a list" if told.startswith("list: ") else told.replace("_", " ")
    return words if len(words) <= _LONGEST_PLACE else f"{words[: _LONGEST_PLACE - 1]}…"


def _contactable(shown: Shown) -> Worded:
    """What the value was read from, and only that: a street is no way to write, closed messages invite nobody."""
    read, row, offer = shown.read, shown.full_row, shown.read.invitation
    pages = [*(contact.source_url for contact in read.contacts), *shown.pages_of("bio")]
    if shown.row.get("value_contactable") is None:
        return "neither bio nor contacts were seen", pages
    ways = [one for one in read.contacts if one.kind != "address"]
    told = list(dict.fromkeys(f"{one.kind} in {_where(one.where)} ({one.classed})" for one in ways))[:4]
    counted = {name for name in ("dm", "manager", "contact") if row[f"says_{name}"]}
    says = [cue.seen for cue in read.words.bio if cue.label in counted]
    says += [words for words in offer.invites if words not in says and "dm" in counted]
    says = [words for words in dict.fromkeys(says) if not any(words != other and words in other for other in says)]
    says = [words for words in says if not any(words in no for no in offer.refuses)]
    if says:
        told.append(f"bio says {quoted(_as_bio_writes(says, shown), 2)}")
    if not told:
        told.append("no address and no invitation" + (", only a link" if row["has_link"] else ""))
    if offer.refuses:
        told.append(f"bio declines: {quoted(_as_bio_writes(offer.refuses, shown), 2)}")
    if any(contact.kind == "address" for contact in read.contacts):
        told.append("a postal address, which counts nothing")
    return "; ".join(told), pages


def _as_bio_writes(said: Iterable[str], shown: Shown) -> list[str]:
    profile = shown.read.evidence.profile
    bio = (profile.bio if profile else None) or ""
    return [as_written(bio, words) or words for words in said]


def _vouched(shown: Shown) -> Worded:
    evidence = shown.read.evidence
    if not evidence.vouchers:
        return "no confirmed nano is known to follow or name it", ()
    names = ", ".join(f"@{handle}" for handle in evidence.vouchers[:3])
    by_source = sorted(evidence.edges, key=lambda edge: edge.source)
    pages = [edge.page for edge in by_source if edge.source in evidence.vouchers]
    return f"followed or named by {plural(len(evidence.vouchers), 'confirmed nano')}: {names}", pages


def _affinity(shown: Shown) -> Worded:
    times = shown.note("affinity", "times")
    liked = {name.removeprefix("@").partition("@")[0] for name in shown.brief.like}
    tied = [edge for edge in shown.read.evidence.edges if edge.source.partition("@")[0] in liked]
    if times is None:
        return "no known tie leads to the creators that are liked", ()
    names = ", ".join(f"@{handle}" for handle in sorted({edge.source for edge in tied})[:3])
    words = _nearness_in_words(times, len(liked))
    return words + (f"; named or followed by {names}" if names else ""), [edge.page for edge in tied]


def _nearness_in_words(times: float, liked: int) -> str:
    """How much nearer than anybody a walk along ties from the liked meets an account; chance is 1."""
    whom = "the creator that is liked" if liked == 1 else f"the {liked} creators that are liked"
    if times < _NEARER:
        return f"{'no' if times < _NO_NEARER else 'hardly'} nearer to {whom} than an account picked at random"
    return f"about {times:,.0f} times nearer to {whom} than an account picked at random, by who follows or names whom"


def _restraint(shown: Shown) -> Worded:
    paid, of = shown.full_row["sponsored_n"] or 0, shown.full_row["sponsored_of"] or 0
    if of < LEAST_POSTS:
        return f"{plural(of, 'post')} {'was' if of == 1 else 'were'} seen: too few to tell how many are for brands", ()
    hidden = shown.full_row["undisclosed_n"] or 0
    without = f", {hidden} of them without a label, which counts twice" if hidden else ""
    return f"{paid} of the last {of} posts {'is' if paid == 1 else 'are'} work for brands{without}", _of_posts(shown)


def _highlights(shown: Shown) -> Worded:
    evidence, commercial = shown.read.evidence, shown.read.commercial
    pages = [*(h.page for h in evidence.highlights), *shown.pages_of("highlights_count")]
    count = shown.row["highlights_count"]
    if count is None:
        return "highlights were not seen", pages
    if count == 0:
        return "no highlights", pages
    words = plural(count, "highlight")
    if commercial.collab_highlights:
        words += f"; collaborations {quoted(map(clean_line, commercial.collab_highlights))}"
    if commercial.interest_highlights:
        words += f"; interests {quoted(map(clean_line, commercial.interest_highlights))}"
    if not evidence.highlights:
        words += "; their titles were not seen"
    return words, pages


def _photography(shown: Shown) -> Worded:
    row = shown.full_row
    n, colours = row["photos_n"], row["photo_colourfulness"]
    posts = {post_key(post): post.page for post in shown.read.evidence.posts}
    pages = [posts[picture.key] for picture in shown.read.evidence.pictures if picture.key in posts]
    if not n:
        return "pictures were not fetched", ()
    if n < 3:
        return f"{plural(n, 'picture')}: too few to tell", pages
    taken = "well" if row["photo_quality"] >= 0.8 else ("fairly well" if row["photo_quality"] >= 0.6 else "poorly")
    alike = row["photo_consistency"]
    look = "one look" if alike >= 0.75 else ("related colours" if alike >= 0.55 else "many different looks")
    vivid = "vivid" if colours >= 60 else ("natural" if colours >= 25 else "muted")
    return f"{n} pictures, technically {taken} taken, {look} ({percent(alike)} alike), {vivid} colours", pages


_WORDS: dict[str, Callable[[Shown], Worded]] = {
    "like_rate": _like_rate, "comment_ratio": _comment_ratio, "follow_ratio": _follow_ratio,
    "comments": _comments, "profile_made": _profile_made, "naming": _naming, "tier": _tier, "interests": _interests,
    "language": _language, "place": _place, "creator": _creator,
    "engagement": _engagement, "conversation": _conversation, "activity": _activity, "contactable": _contactable,
    "vouched": _vouched, "affinity": _affinity, "restraint": _restraint, "highlights": _highlights,
    "photography": _photography,
}  # fmt: skip
