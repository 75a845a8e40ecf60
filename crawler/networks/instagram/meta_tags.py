"""What a page's head and an embed's markup say, where JSON is missing: rounded counts, kept as rounded as they are."""

import re
from html import unescape

from crawler.networks.addresses import host_and_path
from crawler.networks.instagram.embedded import Document
from crawler.networks.instagram.findings import Findings, Record
from crawler.networks.instagram.posts import code_in
from crawler.networks.instagram.values import NOBODY, Who, handle, id_of_code, identifier, web_address
from crawler.networks.instagram.visits import handle_of
from crawler.networks.printed_counts import plain_digits, rounded_count
from crawler.networks.text import hashtags_in, mentions_in, text_of_html

_BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PARTS = re.compile(r"(?:, |、|，|، |; )")
_NUMBER = re.compile(r"\d[\d.,\u00a0\u202f' ]{0,20}")
_TWO_COUNTS = re.compile(r"^[\d.,KkMm]{1,12} likes?, [\d.,KkMm]{1,12} comments? - ")
_TITLE_HANDLE = re.compile(r"\(@([A-Za-z0-9._]{1,30})\)")
_POSTED_BY = re.compile(r" - ([A-Za-z0-9._]{1,30}) (?:on|am|le|el|em|il) ")
_BEHIND_COUNTS = re.compile(r"^[^-]{1,40} - ([A-Za-z0-9._]{1,30}) ")  # before the day, in any language
_QUOTED = re.compile(r'[:：] ["“„«](.{0,10000})["”“»]\.?\s{0,3}$', re.DOTALL)
_TURKISH = "takip"  # where B is a thousand, told by a word that only it has
_KNOWN_NOUNS = (
    "follow", "seguidor", "seguit", "abonn", "takip", "подпис", "obserw", "pengikut", "フォロ", "팔로",
    "粉丝", "粉絲", "位", "متابع", "người", "volger", "gevolgd", "følge", "följ", "sledujíc", "post",
    "publica", "beitr", "gönderi", "投稿", "게시", "帖", "seguid", "gefolgt", "suivi", "a seguir",
    "seguindo", "siguiendo", "kirim", "mengikuti", "подписк", "публикац", "messag", "bericht",
    "innlegg", "inlägg", "opslag", "फ़", "फ", "ফ",
    "篇", "則", "me gusta", "j’aime", "j'aime", "mi piace", "suka", "lượt", "vind", "gilla", "赞", "讚", "次",
    "件", "人", "名", "個", "개", "명", "d’abonn", "d'abonn", "di ",
)  # fmt: skip


def read_head(document: Document, page_url: str, found: Findings) -> None:
    """The profile or the post that a page's og: tags describe; where they give no address, the page's own counts."""
    about = _clean(document.metas.get("og:description") or document.metas.get("description") or "")
    address = document.metas.get("og:url") or ""
    if not (host_and_path(address)[0] or "instagram.com").endswith("instagram.com"):
        return  # newsletters (Substack) have posts at /p/ too
    code = code_in(address) or (code_in(page_url) if _TWO_COUNTS.search(about[:60]) else None)
    if code is not None:
        found.add_post(_post_of_head(code, about, document), only_fill=True)
        return
    counts = _three_counts(about)
    name = handle_of(address) or _handle_in(document) or handle_of(page_url)
    if name is not None and counts is not None:
        found.add_profile(_profile_of_head(name, counts, document), only_fill=True)


def _clean(value: str) -> str:
    return _BIDI.sub("", unescape(value))


def _handle_in(document: Document) -> str | None:
    if "instagram" not in " ".join((document.title or "", *document.metas.values())).lower():
        return None
    for key in ("og:title", "og:description", "description"):
        match = _TITLE_HANDLE.search(_clean(document.metas.get(key, ""))[:2_000])
        if match:
            return handle(match.group(1))
    return None


def _three_counts(about: str) -> list[tuple[int, int] | None] | None:
    """Followers, following and posts out of "11K Followers, 47 Following, 1,006 Posts - …", in any language."""
    about = plain_digits(about[:300])
    parts = _PARTS.split(about, maxsplit=3)
    if len(parts) < 3:
        return None
    counts = [_one_count(part, about) for part in parts[:3]]
    return counts if all(_NUMBER.search(part[:60]) for part in parts[:3]) else None


def _one_count(part: str, about: str) -> tuple[int, int] | None:
    """One count with its suffix; ``None`` where the word behind the number is neither a suffix nor a noun we know."""
    part = part[:60]
    if _TURKISH in about[:200].lower():
        part = re.sub(r"(\d)\s?B\b", r"\1K", part)
    match = _NUMBER.search(part)
    if match is None:
        return None
    rest = part[match.end() :].strip().lower()
    suffix = re.match(r"(?:[^\W\d_]{1,4}\.?|[^\W\d_]{5,8}\.)(?![^\W\d_]|[\u0900-\u0dff])", rest)
    if suffix is not None and not rest.startswith(_KNOWN_NOUNS) and rounded_count(f"1 {rest}") == (1, 0):
        return None
    return rounded_count(part)


def _profile_of_head(name: str, counts: list[tuple[int, int] | None], document: Document) -> Record:
    followers, following, posts_count = counts
    title = _clean(document.metas.get("og:title", ""))
    place = title.find("(@")
    record: Record = dict.fromkeys((
        "native_id", "bio", "is_private", "is_verified", "account_type", "category", "pronouns", "links",
        "highlights_count",
    ))  # fmt: skip
    return record | {
        "handle": name,
        "display_name": title[:place].strip() or None if place > 0 else None,
        "followers": followers[0] if followers else None,
        "followers_within": followers[1] if followers else None,
        "following": following[0] if following and following[1] == 0 else None,
        "posts_count": posts_count[0] if posts_count and posts_count[1] == 0 else None,
        "avatar_url": document.metas.get("og:image"),
        "+contacts": [],
        "+mentioned": [],
    }


def _post_of_head(code: str, about: str, document: Document) -> Record:
    record = _empty_post(code)
    parts = _PARTS.split(about[:200], maxsplit=1)
    if len(parts) == 2 and all(_NUMBER.match(part) for part in parts):
        likes, comments = _one_count(parts[0], about), _one_count(parts[1].partition(" - ")[0], about)
        record["likes"] = likes[0] if likes and likes[1] == 0 else None
        record["comments"] = comments[0] if comments and comments[1] == 0 else None
    match = _TITLE_HANDLE.search(about[:400]) or _POSTED_BY.search(about[:400])
    if match is None and record["comments"] is not None:
        match = _BEHIND_COUNTS.search(parts[1][:100])
    record["author_handle"] = handle(match.group(1)) if match else None
    record["author_native_id"] = identifier(document.metas.get("instapp:owner_user_id"))
    quoted = _QUOTED.search(_clean(document.metas.get("og:title", ""))) or _QUOTED.search(about)
    if quoted:
        _say(record, quoted.group(1))
    record["image_url"] = document.metas.get("og:image")
    return record


def _empty_post(code: str) -> Record:
    record: Record = dict.fromkeys((
        "author_handle", "author_native_id", "posted_at", "text", "kind", "likes", "comments", "views", "shares",
        "hashtags", "mentions", "tagged", "coauthors", "place", "paid_partnership", "sponsors", "pinned", "alt_text",
        "image_url",
    ))  # fmt: skip
    return record | {
        "native_id": id_of_code(code),
        "code": code,
        "url": f"https://www.instagram.com/p/{code}/",
        "+tagged": [],
        "+coauthors": [],
        "+sponsors": [],
        "+routes": [],
    }


def _say(record: Record, words: str) -> None:
    record["text"] = words
    record["hashtags"] = hashtags_in(words)
    record["mentions"] = mentions_in(words)


def read_embed(document: Document, page_url: str, found: Findings) -> None:
    """A post's embed in plain markup: its author, caption and likes."""
    markup = document.markup or ""
    start = markup.find('class="UsernameText"')
    permalink = (
        _between(markup, 'data-instgrm-permalink="', '"') or _between(markup, 'data-permalink="', '"') or page_url
    )
    code = code_in(permalink)
    if start < 0 or code is None:
        return
    record = _empty_post(code)
    author = handle((_between(markup[start : start + 400], ">", "<") or "").strip())
    owner_id = identifier(_between(markup, 'data-owner-id="', '"'))
    record["author_handle"], record["author_native_id"] = author, owner_id
    found.learn(Who(author, owner_id) if author else NOBODY)
    media_id = identifier(_between(markup, 'data-media-id="', '"'))
    record["native_id"] = record["native_id"] or media_id
    caption = _between(markup, 'class="Caption"', 'class="CaptionComments"') or _between(
        markup, 'class="Caption"', "</div>"
    )
    if caption:
        body = (
            caption.partition("</a>")[2].rpartition("<")[0]
            if "CaptionUsername" in caption
            else caption.partition(">")[2]
        )
        _say(record, text_of_html(body))
    proof = _between(markup, 'class="SocialProof"', "</div>")
    if proof:
        likes = rounded_count(_BIDI.sub("", text_of_html(proof.partition(">")[2])))
        record["likes"] = likes[0] if likes and likes[1] == 0 else None
    record["image_url"] = web_address(unescape(_attribute_near(markup, 'class="EmbeddedMediaImage"', "src") or ""))
    found.add_post(record, only_fill=True)


def _attribute_near(markup: str, mark: str, name: str) -> str | None:
    """An attribute of the tag that holds a mark."""
    place = markup.find(mark)
    start = markup.rfind("<", 0, place) if place >= 0 else -1
    return _between(markup[start : start + 8_000].partition(">")[0], f' {name}="', '"') if start >= 0 else None


def _between(markup: str, start: str, end: str) -> str | None:
    """What stands between two marks, at most 40,000 characters of it."""
    place = markup.find(start)
    if place < 0:
        return None
    place += len(start)
    stop = markup.find(end, place, place + 40_000)
    return markup[place:stop] if stop >= 0 else None
