"""Posts and comments that a program of somebody's own wrote down, under names that no network uses for them.

Whose they are is told by the post's address that a row holds, by the row's own word for its network, or by the caller;
counts that are rounded for people are left out. Lists of people are read elsewhere (crawler/lists/rows.py).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from crawler.networks import all_networks
from crawler.networks.network import Network, PostAddress
from crawler.networks.text import hashtags_in, mentions_in
from crawler.networks.values import (
    count_of,
    flag,
    id_in,
    mail_time_in,
    mapping,
    objects_in,
    shown_count,
    text_in,
    time_in,
)
from crawler.page import Page
from crawler.sources.columns import network_named, words_of
from storage.errors import UnreadablePage
from storage.facts import Comment, Fact, Post, PostKind, Profile, Sighting

_MOST_ROWS = 100_000
_MOST_LISTED = 100
_PLACED = frozenset({"instagram", "tiktok"})  # elsewhere a row's location is its author's
_FEW = 2
# Compared without case and punctuation; of several the first that is filled counts.
_ADDRESS = ("posturl", "tweeturl", "videourl", "reelurl", "snapurl", "permalink", "postlink", "tweetlink", "videolink",
            "shareurl", "weburl", "url", "link", "pageurl")  # fmt: skip
_LED_TO = ("link", "pageurl")  # as often where a post leads to, of whatever network
_HANDLE = ("username", "handle", "screenname", "authorusername", "authorhandle", "ownerusername", "userhandle",
           "uniqueid", "authoruniqueid", "channelhandle", "creatorusername", "accountusername")  # fmt: skip
# Addresses of an author's account; of the first a comment's row may hold the post's owner.
_OF_OWNER = ("creatorprofileurl", "profileurl", "ownerurl", "uploaderurl", "channelurl")
_AT_HOME = ("authorurl", "authorprofileurl", "authorchannelurl", "userurl")
_AUTHOR = (*_HANDLE, "author", "user", "owner", "account")  # as often the name that is shown
_OWN_WORDS = ("caption", "fulltext", "posttext", "tweettext", "tweet")
_TEXT = (*_OWN_WORDS, "text", "content", "description", "body", "desc", "message", "title")
_POST_ID = ("postid", "tweetid", "videoid", "mediaid", "id")
_LIKES = ("likes", "likecount", "likescount", "numlikes", "numberoflikes", "diggcount", "favoritecount", "favorites",
          "hearts")  # fmt: skip
_COMMENTS = ("comments", "commentcount", "commentscount", "numcomments", "numberofcomments", "replies", "replycount",
             "repliescount")  # fmt: skip
_VIEWS = ("views", "viewcount", "viewscount", "playcount", "plays", "videoviews", "impressions", "impressioncount")
_SHARES = ("shares", "sharecount", "sharescount", "retweets", "retweetcount", "retweetscount", "reposts", "repostcount",
           "repostscount")  # fmt: skip
# "timestamp" last: beside any of the others it is when a program looked.
_TIME = ("postedat", "publishedat", "pubdate", "publishdate", "publisheddate", "posteddate", "postdate", "dateposted",
         "uploaddate", "uploadedat", "takenat", "createdat", "createtime", "createtimeiso", "created", "date",
         "datetime", "published", "time", "timestamp")  # fmt: skip
_COMMENTED = ("commentdate", "commentedat", "commenttime", "commentcreatedat", "commentpublishedat", "commenttimestamp")
_FOLLOWERS = ("followers", "followercount", "followerscount", "subscribers", "subscribercount")
_LISTED_TAGS, _LISTED_NAMES = ("hashtags", "hashtag"), ("mentions", "mentionedusers")
_KIND = ("mediatype", "posttype", "contenttype", "type")
_KINDS: dict[str, PostKind] = {
    "image": "photo", "photo": "photo", "picture": "photo", "video": "video", "reel": "video", "reels": "video",
    "clip": "video", "clips": "video", "short": "video", "carousel": "carousel", "sidecar": "carousel",
    "album": "carousel", "carouselalbum": "carousel", "igtv": "video",
}  # fmt: skip
_WHOSE = ("platform", "network", "socialnetwork", "source", "sourcetype")
# Parts of a row that hold its counts, or its author.
_COUNTED = words_of("metrics stats statistics engagement counts publicmetrics")
_WRITER = words_of("author user owner account channel creator profile authormeta authorinfo userinfo")
_ABOUT = "@about"  # what a row says of its author beside the handle
_PERSON = words_of("followers followercount followerscount subscribers email emails phone bio biography")  # of people
_COMMENT = ("commenttext", "comment", "commentcontent", "commentbody")
_COMMENTER = ("commenter", "commenterusername", "commentauthor", "commentusername", *_AUTHOR)
_COMMENT_MARKS = words_of("commentid commentauthor commenter commenterusername parentcommentid")
_COMMENT_ID = ("commentid", "cid", "id")
_BOTH_IDS = re.compile(r"(\d{10,25})_(\d{2,25})")  # a post's and its author's, as Instagram's app writes them
_CHANNEL = re.compile(r"UC[\w-]{22}")
_ZONES = {"EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00",
          "PST": "-08:00", "PDT": "-07:00", "UTC": "+00:00", "GMT": "+00:00"}  # fmt: skip
_ZONED = re.compile(rf"(\d{{4}}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?) ({'|'.join(_ZONES)})")
_BEFORE = ("video", "post", "tweet", "reel")
_NOT_ALONE = words_of("id url link")  # what they mean, the whole name tells
_SHARED = ("isretweet", "isrepost", "isreshare")


def collected(page: Page, chosen: Network | None) -> dict[str, list[Fact]]:
    """What the rows of a page say, by network: posts, comments, who commented; {} where they are none of these."""
    if page.is_html:
        return {}
    try:
        value = page.json
    except UnreadablePage:
        return {}
    found: dict[str, dict[object, Fact]] = {}
    rows = [_plain(row) for row in islice(objects_in(value), _MOST_ROWS)]
    times = Counter(str(row["timestamp"]) for row in rows if "timestamp" in row)
    if times.total() > _FEW and len(times) == 1:  # when they were collected
        rows = [{name: said for name, said in row.items() if name != "timestamp"} for row in rows]
    for row in rows:
        for fact in _facts_of(page, row, chosen):
            told = found.setdefault(fact.network, {})
            mark = fact.native_id if isinstance(fact, Post | Comment) and fact.native_id else fact.model_dump_json()
            told.setdefault((fact.fact, mark), fact)
    return {network: list(facts.values()) for network, facts in found.items()}


def rows_of_nobody(page: Page) -> int:
    """How many rows are a post or a comment, of a network that neither an address nor their own words tell."""
    rows = [_plain(row) for row in islice(objects_in(page.json), _MOST_ROWS)]
    return sum(_PERSON.isdisjoint(row) and _says_enough(row) and _whose(row, None) is None for row in rows)


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row by plain names, its counts and its author beside the rest."""
    found: dict[str, Any] = {}
    for key, value in row.items():
        name = re.sub(r"[^a-z]", "", str(key).lower())
        inner = mapping(value)
        if inner and name in _COUNTED:
            for part, one in inner.items():
                found.setdefault(re.sub(r"[^a-z]", "", str(part).lower()), one)
        elif inner and name in _WRITER:
            named = {re.sub(r"[^a-z]", "", str(part).lower()): one for part, one in inner.items()}
            if (handle := _first(named, *_AUTHOR)) is not None:
                found.setdefault("username", handle)
                found.setdefault(_ABOUT, named)
        elif inner and name in ("location", "place"):
            found.setdefault("locationname", inner.get("name"))
        elif not isinstance(value, dict):
            found[name] = value
    if "videolink" in found:  # TikTok's own: "Total likes" of a video
        found = {**{name.removeprefix("total"): said for name, said in found.items()}, **found}
    for name in [name for name in found if name.startswith(_BEFORE)]:  # video_playCount, reel_text
        rest = re.sub(rf"^(?:{'|'.join(_BEFORE)})", "", name)
        if rest not in _NOT_ALONE:
            found.setdefault(rest, found[name])
    return found


def _first(row: Mapping[str, Any], *names: str) -> str | None:
    return next((said.strip() for name in names if (said := text_in(row.get(name))) is not None), None)


def _count(row: Mapping[str, Any], *names: str) -> int | None:
    for name in names:
        value = row.get(name)
        said = count_of(value.replace(",", "") if isinstance(value, str) else value)
        if said is not None:
            return said
    return None


def _facts_of(page: Page, row: Mapping[str, Any], chosen: Network | None) -> Iterator[Fact]:
    whose = _whose(row, chosen)
    if whose is None or not _PERSON.isdisjoint(row):
        return
    network, address, url = whose
    comment = _first(row, *_COMMENT)
    if comment is None and not _COMMENT_MARKS.isdisjoint(row):
        comment = _first(row, *_TEXT)
    common: dict[str, Any] = {"network": network.name, "page": page.url, "observed_at": page.time}
    if comment is not None:
        yield from _comment(common, row, network, address, comment)
    elif not any(row.get(name) is True for name in _SHARED):
        yield from _post(common, row, network, address, url)


def _whose(row: Mapping[str, Any], chosen: Network | None) -> tuple[Network, PostAddress | None, str | None] | None:
    """(the network of a row, what the address of its post spells, that address); ``None`` where nothing tells it."""
    own: str | None = None  # whose page the row is, where its own address says so
    for name in _ADDRESS:
        url = text_in(row.get(name)) or ""
        host = _host(url)
        for network in all_networks() if host else ():
            if any(host == one or host.endswith(f".{one}") for one in network.hosts):
                spelled = network.post_at(url)
                elsewhere = name in _LED_TO and own not in (None, network.name)
                if spelled is not None and not elsewhere and chosen in (None, network):
                    return network, spelled, url
                own = own or network.name
    named = next((said for name in _WHOSE if (said := network_named(str(row.get(name) or "")))), None)
    if named is None and _is_channel(row):
        named = "youtube"
    if named is None and "tweetid" in row:
        named = "x"
    told = chosen or next((one for one in all_networks() if one.name == named and one.bare_handles), None)
    if told is None or named not in (None, told.name):
        return None
    return (told, None, None) if _says_enough(row) else None


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "") if url.startswith(("https://", "http://")) else ""
    except ValueError:
        return ""


def _says_enough(row: Mapping[str, Any]) -> bool:
    """Whether a row without an address is a post or a comment: its words, and a count or whom it is by."""
    if _first(row, *_COMMENT) is not None or not _COMMENT_MARKS.isdisjoint(row):
        return True
    counts = sum(_count(row, *names) is not None for names in (_LIKES, _COMMENTS, _VIEWS, _SHARES))
    if counts > 1 and _is_channel(row) and text_in(row.get("videoid")):
        return True
    words = _first(row, *(name for name in _TEXT if counts > 1 or name not in ("title", "description")))
    return words is not None and counts > 0 and _first(row, *_AUTHOR) is not None


def _is_channel(row: Mapping[str, Any]) -> bool:
    return _CHANNEL.fullmatch(str(row.get("channelid"))) is not None


def _handle(network: Network, said: str | None) -> str | None:
    """A handle as kept; ``None`` for a name that is shown: on YouTube only @names and ids are none of these."""
    if said is None or (network.name == "youtube" and not said.startswith(("@", "UC"))):
        return None
    try:
        return network.clean_handle(said)
    except ValueError:
        return None


def _author_at(network: Network, url: str | None) -> str | None:
    """The author whom a post's address names before the post."""
    parts = urlsplit(url or "")
    path = [part for part in parts.path.split("/") if part]
    tried = (f"https://{parts.hostname}/{'/'.join(path[:n])}" for n in (1, 2) if len(path) > n)
    return next((handle for one in tried if (handle := network.handle_of(one)) is not None), None)


def _moment(row: Mapping[str, Any], names: tuple[str, ...] = _TIME) -> Any:
    for name in names:
        value = row.get(name)
        at = time_in(value) or mail_time_in(value)
        if at is None and isinstance(value, str) and (zoned := _ZONED.fullmatch(value.strip())):  # CrowdTangle's
            at = time_in(zoned[1] + _ZONES[zoned[2]])
        if at is not None:
            return at
    return None


def _post(
    common: dict[str, Any], row: Mapping[str, Any], network: Network, address: PostAddress | None, url: str | None
) -> Iterator[Fact]:
    counts = {
        "likes": _count(row, *_LIKES), "comments": _count(row, *_COMMENTS),
        "views": _count(row, *_VIEWS), "shares": _count(row, *_SHARES),
    }  # fmt: skip
    if counts["views"] == 0 and counts["likes"]:
        counts["views"] = None  # where a picture has none, programs write 0
    text = _text(row, network)
    at = _moment(row if text is not None else {**row, "timestamp": None})  # beside counts alone: when they were counted
    counted = any(count is not None for count in counts.values())
    if not counted and _first(row, *_OWN_WORDS) is None and (at is None or _first(row, "text") is None):
        return  # a link with its words, as articles have them among their sources
    names = _AUTHOR if counted else _HANDLE
    handle = _author_at(network, url) or _named(network, row, names, (*_AT_HOME, *_OF_OWNER))
    own_id = next((said for name in _POST_ID if (said := id_in(row.get(name)))), None)
    channel = row["channelid"] if network.name == "youtube" and _is_channel(row) else None
    both = _BOTH_IDS.fullmatch(own_id or "") if network.name == "instagram" else None
    yield Post(
        **common,
        **counts,
        native_id=address.native_id if address is not None else both[1] if both else own_id,
        code=address.code if address is not None else None,
        url=url,
        author_handle=handle,
        author_native_id=both[2] if both else channel,
        posted_at=at,
        text=text,
        kind=_KINDS.get(re.sub(r"^ig\s|[^a-z]", "", (_first(row, *_KIND) or "").lower())),
        hashtags=_listed(row, _LISTED_TAGS, "#", hashtags_in(text) if text else None),
        mentions=_listed(row, _LISTED_NAMES, "@", mentions_in(text) if text else None),
        place=_first(row, "locationname", "location") if network.name in _PLACED else None,
    )
    yield from _author(common, row, network, handle)


def _text(row: Mapping[str, Any], network: Network) -> str | None:
    """The words of a post; of a video on YouTube its title, then what is said of it."""
    title, more = _first(row, "title"), _first(row, "description")
    if network.name == "youtube" and title and more and title != more:
        return f"{title}\n\n{more}"
    return _first(row, *_TEXT)


def _listed(row: Mapping[str, Any], names: tuple[str, ...], mark: str, said: list[str] | None) -> list[str] | None:
    """What stands in a text, and what the row lists beside it: programs cut texts short."""
    told: list[Any] = next((row[name] for name in names if isinstance(row.get(name), list)), [])
    words = [one.strip().lstrip(mark).lower() for one in told[:_MOST_LISTED] if isinstance(one, str)]
    found = list(dict.fromkeys([*(said or []), *(word for word in words if word and not re.search(r"[\s/#@]", word))]))
    return found if found or said is not None else None


def _named(network: Network, row: Mapping[str, Any], names: Sequence[str], places: Sequence[str]) -> str | None:
    """Whom a row names by a handle, or by the address of an account."""
    if (handle := _handle(network, _first(row, *names))) is not None:
        return handle
    return next((one for name in places if (one := network.handle_of(_first(row, name) or "")) is not None), None)


def _author(common: dict[str, Any], row: Mapping[str, Any], network: Network, handle: str | None) -> Iterator[Fact]:
    """The account that a row tells of beside its post: how many follow it, in an object of its own."""
    about = mapping(row.get(_ABOUT))
    followers, within = shown_count(next((about[name] for name in _FOLLOWERS if about.get(name) is not None), None))
    if handle is None or followers is None or _handle(network, _first(about, *_AUTHOR)) != handle:
        return
    yield Profile(
        **common,
        handle=handle,
        display_name=_first(about, "fullname", "displayname"),
        bio=_first(about, "biography", "bio"),
        followers=followers,
        followers_within=within,
        following=_count(about, "following", "followingcount", "followscount"),
        posts_count=_count(about, "postscount", "postcount", "tweetscount"),
        is_private=flag(about.get("isprivate")),
        is_verified=flag(about.get("isverified", about.get("verified"))),
    )


def _comment(
    common: dict[str, Any], row: Mapping[str, Any], network: Network, address: PostAddress | None, text: str
) -> Iterator[Fact]:
    post_ids = [name for name in _POST_ID if name != "id"]
    said = next((one for name in post_ids if (one := id_in(row.get(name)))), None)
    handle = _named(network, row, _COMMENTER, _AT_HOME)
    channel = str(row.get("authorchannelid"))
    yield Comment(
        **common,
        native_id=next((one for name in _COMMENT_ID if (one := id_in(row.get(name)))), None),
        post=address.native_id if address is not None else said,
        author_handle=handle,
        author_native_id=channel if network.name == "youtube" and _CHANNEL.fullmatch(channel) else None,
        text=text,
        posted_at=_moment(row, (*_COMMENTED, *_TIME)),
        likes=_count(row, "commentlikes", "commentlikecount", *_LIKES),
        reply_to=id_in(row.get("parentcommentid")),
    )
    if handle is not None:
        yield Sighting(**common, handle=handle, route="commenter")
