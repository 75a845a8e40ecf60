"""Posts as Bluesky writes them, to facts: records with facets, whose places are counted in bytes of UTF-8."""

from collections.abc import Iterator, Mapping
from typing import Any

from crawler.networks.bluesky.address import SITE, is_did
from crawler.networks.text import hashtags_in
from crawler.networks.values import count_of, items_of, mapping, text_in, time_in
from crawler.page import Page
from storage.facts import Post, PostKind

NETWORK = "bluesky"
_POST = "/app.bsky.feed.post/"


def is_post(value: Mapping[str, Any]) -> bool:
    """Whether an object is a post as shown (its record under ``record``, or ``value`` where it is quoted)."""
    uri = value.get("uri")
    return (
        isinstance(uri, str)
        and uri.startswith("at://")
        and _POST in uri
        and isinstance(value.get("author"), dict)
        and (isinstance(value.get("record"), dict) or isinstance(value.get("value"), dict))
    )


def is_record(value: Mapping[str, Any]) -> bool:
    """Whether an object is a post as its author's server keeps it: nobody has counted anything there."""
    uri, record = value.get("uri"), value.get("value")
    return (
        isinstance(uri, str)
        and uri.startswith("at://")
        and _POST in uri
        and isinstance(record, dict)
        and record.get("$type", "app.bsky.feed.post") == "app.bsky.feed.post"
        and "author" not in value
    )


def is_row(value: Mapping[str, Any]) -> bool:
    """Whether an object is a post whose record stands beside its address, as data sets hold them."""
    uri = value.get("uri")
    return (
        isinstance(uri, str)
        and uri.startswith("at://")
        and _POST in uri
        and isinstance(value.get("text"), str)
        and "createdAt" in value
        and not {"record", "value"} & value.keys()
        and not isinstance(value.get("author"), dict)
    )


def record_of(post: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the author wrote."""
    return mapping(post.get("record") or post.get("value"))


def handle_in(account: Mapping[str, Any]) -> str:
    """The handle of an account; its DID where the handle does not hold any more (``handle.invalid``)."""
    handle = account.get("handle")
    name = handle.strip().lower().lstrip("@") if isinstance(handle, str) else ""
    return name if name and name != "handle.invalid" else str(account["did"])


def post_of(value: Mapping[str, Any], page: Page) -> Post:
    """The post that an object shows; counts are ``None`` where the answer has none (Jetstream, quotes)."""
    author, record = mapping(value.get("author")), record_of(value)
    uri = str(value["uri"])
    code = uri.rpartition("/")[2]
    text = record.get("text") if isinstance(record.get("text"), str) else None
    did = author.get("did") if is_did(author.get("did")) else uri.removeprefix("at://").partition("/")[0]
    handle = handle_in({**author, "did": did}) if author.get("handle") else None
    embeds = items_of(value.get("embeds"))
    embed = _media_of(mapping(value.get("embed")) or (embeds[0] if embeds else mapping(record.get("embed"))))
    images = items_of(embed.get("images"))
    told = (time_in(record.get("createdAt")), time_in(value.get("indexedAt")))
    shares, quotes = count_of(value.get("repostCount")), count_of(value.get("quoteCount"))
    return Post(
        network=NETWORK,
        page=page.url,
        observed_at=page.time,
        native_id=uri,
        code=code,
        url=f"{SITE}/profile/{handle or did}/post/{code}",
        author_handle=handle,
        author_native_id=did,
        # What an author's program says stands, unless it says later than the post was seen: so the network sorts too.
        posted_at=min((at for at in told if at is not None), default=None),
        text=text,
        kind=_kind_of(embed, images),
        likes=count_of(value.get("likeCount", value.get("upvoteCount"))),  # so called until spring 2023
        comments=count_of(value.get("replyCount")),
        shares=shares + quotes if shares is not None and quotes is not None else shares,
        hashtags=_tags_of(record, text) if text is not None else None,
        mentions=list(dict.fromkeys(name for name, _ in mentions_of(value) if name)) if text is not None else None,
        alt_text=text_in(images[0].get("alt")) if images else text_in(embed.get("alt")),
        image_url=(text_in(images[0].get("thumb")) if images else None) or text_in(embed.get("thumbnail")),
    )


def mentions_of(post: Mapping[str, Any]) -> Iterator[tuple[str | None, str]]:
    """(handle as written, DID) of everybody whom a post mentions, in order."""
    record = record_of(post)
    text = record.get("text")
    encoded = text.encode("utf-8", errors="surrogatepass") if isinstance(text, str) else b""
    for facet in items_of(record.get("facets")):
        for feature in items_of(facet.get("features")):
            did = feature.get("did")
            if str(feature.get("$type", "")).endswith("#mention") and isinstance(did, str) and is_did(did):
                written = _slice(encoded, mapping(facet.get("index"))).lstrip("@").lower()
                yield (written if "." in written and " " not in written else None), did


def _slice(encoded: bytes, index: Mapping[str, Any]) -> str:
    start, end = count_of(index.get("byteStart")), count_of(index.get("byteEnd"))
    if start is None or end is None or not start < end <= len(encoded):
        return ""
    return encoded[start:end].decode("utf-8", errors="replace").strip()


def _tags_of(record: Mapping[str, Any], text: str) -> list[str]:
    """Hashtags of the facets, of the record's own list, and of the text, which old posts have only."""
    found = [
        feature["tag"]
        for facet in items_of(record.get("facets"))
        for feature in items_of(facet.get("features"))
        if isinstance(feature.get("tag"), str)
    ]
    listed = record.get("tags")
    found += [tag for tag in listed if isinstance(tag, str)] if isinstance(listed, list) else []
    found = [tag.strip().lstrip("#").lower() for tag in found]
    return list(dict.fromkeys([tag for tag in found if tag] + hashtags_in(text)))


def _media_of(embed: Mapping[str, Any]) -> Mapping[str, Any]:
    """The picture or video of an embed; a quote with media keeps it one level deeper."""
    media = embed.get("media")
    return media if isinstance(media, dict) else embed


def _kind_of(embed: Mapping[str, Any], images: list[Mapping[str, Any]]) -> PostKind:
    if images:
        return "carousel" if len(images) > 1 else "photo"
    return "video" if "app.bsky.embed.video" in str(embed.get("$type", "")) else "text"
