"""A table that a tool wrote out of JSON: each row the object that it was, for the networks to read.

Such a table has a column for each path into the object ("authorMeta/name", "hashtags/0/name", "owner.username"), and
nothing but cells of text. Only tables of posts are taken: a list of people is read as a list.
"""

import ast
import re
import warnings
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

import orjson

from crawler.page import Page
from crawler.sources.columns import role_of, words_of
from crawler.sources.table import MAX_ROWS, cells_of_text
from storage.errors import UnreadableFile

_PATH = re.compile(r"[A-Za-z_@]\w{0,60}(?:[/.]\w{1,60}){0,8}")
_WHOLE = re.compile(r"(0|[1-9]\d{0,15})(?:\.0)?")
# Last words of a path whose digits are a name or an id, and no number.
_WRITTEN = re.compile(
    r"(?:id|pk|name|handle|text|caption|desc|description|title|bio|biography|signature|code|url)$", re.IGNORECASE
)
_CUT = re.compile(r"\d(?:\.\d{1,4})?[Ee]\+\d{2}")  # what Excel leaves of an id
_OF_POSTS = words_of(
    "caption captiontext shortcode likescount likecount diggcount playcount viewcount commentscount commentcount "
    "sharecount retweetcount favoritecount favouritecount replycount quotecount repostcount takenat takenattimestamp "
    "createtime createtimeiso webvideourl awemeid postid videoid tweetid posturl videoplaycount videoviewcount "
    "publishedat dateposted tiktokurl plays unixtimestamp numlikes numcomments videodiggcount videosharecount "
    "videocommentcount videodescription userposted commentlikecount childcommentcount likedbycount previewlikecount"
)
# A table of posts that somebody kept: what was posted, and how it was received.
_CAPTIONS = words_of("caption captions captiontext posttext postcaption")
_RECEIVED = words_of("likes like likescount likecount numberoflikes views plays reach shares saves comments")
_PLAIN_POSTS = (
    words_of("text content tweet"), words_of("likes likecount likescount favorites"),
    words_of("date posted postedat postdate createdat publishedat published time timestamp"),
)  # fmt: skip
# Columns that accounts have in the tables of one tool for research alone, of X and of Bluesky, and in X's older API.
_OF_ACCOUNTS = (
    frozenset({"screen_name", "tweets", "followers", "friends"}), frozenset({"did", "handle", "follows", "feedgens"}),
    frozenset({"screen_name", "followers_count", "friends_count"}),
)  # fmt: skip
# A table of comments: their words, who wrote them, and what a list of people with remarks has no column for.
_OF_COMMENTS = (
    words_of("comment commenttext commentcontent text content message body"),
    words_of("author authorname username user commenter commentauthor commenterusername authordisplayname"),
    words_of("commentid likes likecount commentlikes videoid postid posturl videourl replies replycount parentid"),
)
_OF_PEOPLE = frozenset({"email", "phone", "followers", "consent", "consent_date", "basis"})
# Of any table of posts: where each is, and what it got. Whether the addresses are of posts, the cells tell.
_LINKS = words_of("url link permalink posturl postlink tweeturl tweetlink videourl videolink")
_COUNTED = words_of("likes likecount comments commentcount views viewcount shares retweets favorites replies plays")
_LINK = re.compile(
    r"https?://[\w.-]{1,60}/(?:[\w.@%-]{1,64}/){0,2}(?:p|reels?|tv|video|photo|status|pin|post|shorts)/\w"
    r"|/watch\?v=|youtu\.be/\w"
)
_LOOKED_AT = 20
_OF_CONTACTS = frozenset({"email", "phone", "consent", "consent_date", "basis"})
_OF_BASES = frozenset({"consent", "consent_date", "basis"})
_SAID = {"true": True, "false": False}
_NOTHING = frozenset({"", "nan", "null", "none", "undefined"})


def records_of_text(body: bytes, name: str) -> Page | None:
    """The rows of a CSV as a JSON array of the objects that they were; ``None`` where it is no table of posts."""
    try:
        return records_of_rows(cells_of_text(body, name), name)
    except UnreadableFile:
        return None


def records_of_rows(rows: Iterator[tuple[int, list[str]]], name: str) -> Page | None:
    """The rows of a sheet, likewise."""
    _, header = next(rows, (0, []))
    if not is_of_posts(header):
        place = _linking(header)
        first = list(islice(rows, _LOOKED_AT)) if place is not None else []
        links = (
            sum(_LINK.search(" ".join(cells[place : place + 1])) is not None for _, cells in first)
            if place is not None
            else 0
        )
        if not first or 2 * links <= len(first):
            return None
        rows = chain(first, rows)
    header = [_without_spaces(cell) for cell in header]
    paths = [re.split(r"[/.]", cell) if cell else [] for cell in header]
    found = [_record(paths, cells) for _, cells in islice(rows, MAX_ROWS)]
    return Page(url=name, body=orjson.dumps([one for one in found if one]), source="file") if any(found) else None


def _linking(header: list[str]) -> int | None:
    """The column with the addresses of posts, in a table that counts what they got; ``None`` for any other table."""
    columns = [column for cell in header if (column := role_of(cell)) is not None]
    if any(column.role in _OF_CONTACTS or (column.role == "account" and column.network) for column in columns):
        return None  # people, with a post of theirs
    names = [re.sub(r"[\W_]", "", cell.casefold()) for cell in header]
    counted = len(_COUNTED.intersection(name.removeprefix("total") for name in names)) > 1
    return next((place for place, name in enumerate(names) if name in _LINKS), None) if counted else None


def is_of_posts(header: list[str]) -> bool:
    """Whether the names of columns are paths into objects that are posts, or accounts as tools alone write them."""
    cells = [cell for cell in header if cell]
    if len(cells) < 3 or not all(_PATH.fullmatch(_without_spaces(cell)) for cell in cells):
        return False
    if _is_of_kept_posts(cells):
        return True
    if not all(_PATH.fullmatch(cell) for cell in cells):
        return False  # people write spaces in the names of columns, programs do not
    if any((column := role_of(cell)) is not None and column.role in _OF_BASES for cell in cells):
        return False  # who says on which basis they are kept applied
    if any(names <= set(cells) for names in _OF_ACCOUNTS) or _is_of_comments(cells):
        return True
    words = {re.split(r"[/.]", cell)[-1].replace("_", "").lower() for cell in cells}
    return len(words & _OF_POSTS) >= 2


def _is_of_kept_posts(cells: list[str]) -> bool:
    """Whether each row is a post as somebody wrote it down: its words, its counts, and nothing about a person."""
    if any((column := role_of(cell)) is not None and column.role in _OF_PEOPLE for cell in cells):
        return False
    names = {re.sub(r"[\W_]", "", cell.casefold()) for cell in cells}
    return bool(names & _CAPTIONS and names & _RECEIVED) or all(names & words for words in _PLAIN_POSTS)


def _without_spaces(cell: str) -> str:
    return re.sub(r"\s+", "_", cell)


def _is_of_comments(cells: list[str]) -> bool:
    roles = {column.role for cell in cells if (column := role_of(cell)) is not None}
    names = {cell.replace("_", "").lower() for cell in cells}
    commented = any("comment" in name for name in names) or "isreplyto" in names
    return commented and not roles & _OF_PEOPLE and all(names & words for words in _OF_COMMENTS)


def _record(paths: list[list[str]], cells: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for path, cell in zip(paths, cells, strict=False):
        if not path or cell.lower() in _NOTHING or (_CUT.fullmatch(cell) and _WRITTEN.search(path[-1])):
            continue
        held = found
        for step in path[:-1]:
            inner = held.setdefault(step, {})
            if not isinstance(inner, dict):
                break
            held = inner
        else:
            held[path[-1]] = _value(path[-1], cell)
    return {key: _with_lists(value) for key, value in found.items()}


def _value(key: str, cell: str) -> Any:
    if cell.lower() in _SAID:
        return _SAID[cell.lower()]
    whole = _WHOLE.fullmatch(cell)
    if whole is not None:
        return whole.group(1) if _WRITTEN.search(key) else int(whole.group(1))
    if cell[0] in '[{"' and cell[-1] in ']}"':
        return _nested(cell)
    return cell


def _nested(cell: str) -> Any:
    """A list, an object or a quoted text in a cell, as JSON or Python writes it; the cell where it is neither."""
    try:
        return orjson.loads(cell)
    except orjson.JSONDecodeError:
        pass
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd escapes in what strangers wrote
            value = ast.literal_eval(cell)
        return orjson.loads(orjson.dumps(value))
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return cell


def _with_lists(value: Any) -> Any:
    """Objects whose keys are places (0, 1, 2 …) as the lists that they were."""
    if not isinstance(value, dict):
        return value
    inner = {key: _with_lists(one) for key, one in value.items()}
    if inner and all(key.isdigit() for key in inner):
        return [inner[key] for key in sorted(inner, key=int)]
    return inner
