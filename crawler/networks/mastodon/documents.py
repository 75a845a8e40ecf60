"""ActivityPub documents (actors, notes, activities, collections) as entities of the Mastodon API, which are read then.

Servers of every kind answer these to whoever asks for ``application/activity+json``: Mastodon, Pleroma, Misskey,
Pixelfed, PeerTube, Lemmy, WordPress and more. An id is an address there. Shapes: https://www.w3.org/TR/activitypub/,
https://www.w3.org/TR/activitystreams-vocabulary/, https://docs.joinmastodon.org/spec/activitypub/
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from crawler.networks.mastodon.address import host_of
from crawler.networks.values import count_of, items_of, mapping, text_in

_VOCABULARY = "www.w3.org/ns/activitystreams"
_PUBLIC = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
_ACTORS = frozenset({"Person", "Service", "Organization", "Group"})
_POSTS = frozenset({
    "Note", "Article", "Page", "Video", "Audio", "Image", "Question",
    "Comment", "Quotation", "Review",  # BookWyrm's, on books
})  # fmt: skip
_TITLED = _POSTS - {"Note", "Question"}
_COLLECTIONS = frozenset({"Collection", "OrderedCollection", "CollectionPage", "OrderedCollectionPage"})
_OWN_KEYS = frozenset({"attributedTo", "preferredUsername", "orderedItems"})
_COUNTED = {"followers": "followers_count", "following": "following_count", "outbox": "statuses_count"}
_KINDS = {"image": "image", "video": "video", "audio": "audio"}
_ACTOR_PATH = re.compile(r"/(?:@|users/|u/|c/|accounts/|video-channels/|profile/)(\w(?:[\w.-]{0,62}\w)?)/?")
_STATUS_PATH = re.compile(r"(/users/[^/]{1,64})/statuses/\d{1,30}(?:/activity)?")
_NAME = re.compile(r"@?(\w(?:[\w.-]{0,62}\w)?)(?:@([\w\u00a1-\uffff.:-]{1,260}))?")
# Misskey and its kin put an account's number where others put its name; what may be one is not taken for a name.
_NUMBER = re.compile(r"\d{1,64}|(?=\D{0,25}\d)(?:[0-9a]\w{9}|[0-9a]\w{15}|\w{24}|\w{26})")
_MOST = 2_000  # entities of one document; a page of an outbox has 20
_DEEPEST = 8


def is_document(value: object) -> bool:
    """Whether a JSON value is a document of ActivityPub: it names the vocabulary, or has a key that only they have."""
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        return False
    if value["type"] in _ACTORS | _POSTS | _COLLECTIONS and not value.keys().isdisjoint(_OWN_KEYS):
        return True
    context = value.get("@context")
    said = context if isinstance(context, list) else [context]
    return any(isinstance(one, str) and _VOCABULARY in one for one in said)


def entities_of(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The accounts, posts and ties of a document, as the API writes them; ``is_gone``: nothing is there any more.

    A post that names no author we can be sure of has an account with an empty ``acct``. Posts that are not for
    everybody are left out, and so is what changes nothing that is seen (follows, likes, deletions).
    """
    stack: list[tuple[Any, int]] = [(document, 0)]
    left = _MOST
    while stack and left:
        value, depth = stack.pop()
        left -= 1
        if not isinstance(value, dict) or depth > _DEEPEST:
            continue
        kind = _kind(value)
        if kind in _ACTORS:
            if (account := _account(value)) is not None:
                yield account
        elif kind in _POSTS:
            if (status := _status(value)) is not None:
                yield status
        elif kind == "Announce":
            if (boost := _boost(value)) is not None:
                yield boost
        elif kind in ("Create", "Update"):
            stack.append((value.get("object"), depth + 1))
        elif kind in _COLLECTIONS:
            if (account := _counted(value)) is not None:
                yield account
            yield from _tied(value)
            stack += [(one, depth + 1) for one in reversed(_listed(value))]
        elif kind == "Tombstone":
            yield {"is_gone": True}


def _account(actor: Mapping[str, Any]) -> dict[str, Any] | None:
    """An actor as an account; a count is known where the document holds the collection itself, not its address."""
    address, name = text_in(actor.get("id")), text_in(actor.get("preferredUsername"))
    host = host_of(address)
    if name is None or host is None or _NAME.fullmatch(name) is None:
        return None
    known = text_in(actor.get("webfinger")) or ""
    account: dict[str, Any] = {
        "id": address,
        "acct": known if re.fullmatch(r"[^@\s]{1,64}@[^@\s]{3,260}", known) else f"{name}@{host}",
        "username": name,
        "display_name": text_in(actor.get("name")),
        "note": actor.get("summary") if isinstance(actor.get("summary"), str) else None,
        "url": _address(actor.get("url")) or address,
        "avatar": _address(actor.get("icon")),
        "created_at": actor.get("published"),
        "locked": actor.get("manuallyApprovesFollowers"),
        "bot": actor.get("type") == "Service",
        "group": actor.get("type") == "Group",
        "suspended": actor.get("suspended"),
        "memorial": actor.get("memorial"),
        "location": actor.get("vcard:Address"),
        "fields": [one for one in items_of(actor.get("attachment")) if one.get("type") == "PropertyValue"],
    }
    for key, count in _COUNTED.items():
        account[count] = _total(actor.get(key))
    return account


def _status(note: Mapping[str, Any]) -> dict[str, Any] | None:
    """A post; ``None`` where it is not for everybody, or says nothing (a vote in a poll)."""
    kind = note["type"]
    words = note.get("content")
    if not isinstance(words, str):
        words = next((one for one in mapping(note.get("contentMap")).values() if isinstance(one, str)), None)
    title = text_in(note.get("name" if kind in _TITLED else "summary"))
    address, author = text_in(note.get("id")), _author(note.get("attributedTo"))
    attached = _attached(note)
    if address is None or author is None or not _is_public(note) or not (title or attached or words is not None):
        return None
    answered = _id(note.get("inReplyTo"))
    shown = _address(note.get("url"))  # Friendica and Lemmy may give what the post links to
    return {
        "id": address,
        "url": shown if shown and host_of(shown) == host_of(address) else address,
        "created_at": note.get("published"),
        "content": words or "",
        "spoiler_text": title,
        "account": author,
        "in_reply_to_id": answered,
        "in_reply_to_account_id": author["id"] if answered and answered.startswith(f"{author['id']}/") else None,
        "media_attachments": attached,
        "tags": [tag for tag in _tags(note, "Hashtag") if isinstance(tag.get("name"), str)],
        "mentions": [who for tag in _tags(note, "Mention") if (who := _mentioned(tag)) is not None],
        "favourites_count": _total(note.get("likes"), zero=True),
        "reblogs_count": _total(note.get("shares"), zero=True),
        "replies_count": _total(note.get("replies"), zero=True),
        "views_count": note.get("views"),
        "place": next((one for one in items_of(_many(note.get("location"))) if text_in(one.get("name"))), None),
    }


def _boost(activity: Mapping[str, Any]) -> dict[str, Any] | None:
    """Somebody passes a post on: the post, where it is there whole, else its author, where its address names them."""
    actor, shared = _author(activity.get("actor")), activity.get("object")
    inner: dict[str, Any] | None = None
    if _kind(shared) in ("Create", "Update"):
        shared = mapping(shared).get("object")
    if isinstance(shared, dict) and _kind(shared) in _POSTS:
        inner = _status(shared)
    elif (address := _id(shared)) is not None:
        match = _STATUS_PATH.fullmatch(urlsplit(address).path)
        author = _author(f"https://{host_of(address)}{match.group(1)}") if match and host_of(address) else None
        inner = {"account": author} if author is not None and author["acct"] else None
    return None if actor is None or inner is None else {"boosted_by": actor, "reblog": inner}


def _counted(collection: Mapping[str, Any]) -> dict[str, Any] | None:
    """Whose followers, followed accounts or posts a collection counts; 0 is also how a hidden count is written."""
    address, total = text_in(collection.get("id")), count_of(collection.get("totalItems"))
    owner, _, name = (address or "").rpartition("/")
    author = _author(owner) if name in _COUNTED and total else None
    if author is None or not author["acct"]:
        return None
    return {**author, "followers_count": None, _COUNTED[name]: total}


def _tied(collection: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Who follows whom, where a collection of followers or followed accounts lists their bare addresses."""
    for address in (text_in(collection.get("partOf")), text_in(collection.get("id"))):
        owner, _, name = (address or "").partition("?")[0].rpartition("/")
        author = _author(owner) if name in ("followers", "following") else None
        if author is not None and author["acct"]:
            others = (_author(one) for one in _listed(collection) if isinstance(one, str))
            yield from (
                {"tied_to": author, "tie": name, "account": other} for other in others if other and other["acct"]
            )
            return


def _listed(collection: Mapping[str, Any]) -> list[Any]:
    for key in ("orderedItems", "items"):
        if isinstance(collection.get(key), list):
            return list(collection[key])
    first = collection.get("first")
    return [first] if isinstance(first, dict) else []


def _author(value: object) -> dict[str, Any] | None:
    """The account behind an actor's address; ``acct`` is empty where the address does not give its name."""
    entries = _many(value)
    people = [one for one in items_of(entries) if one.get("type") == "Person"]
    address = _id((people or entries or [None])[0])
    host = host_of(address)
    if address is None or host is None:
        return None
    match = _ACTOR_PATH.fullmatch(unquote(urlsplit(address).path))
    name = match.group(1) if match and _NUMBER.fullmatch(match.group(1)) is None else None
    return {"id": address, "acct": f"{name}@{host}" if name else "", "username": name or "", "url": address}


def _mentioned(tag: Mapping[str, Any]) -> dict[str, Any] | None:
    match = _NAME.fullmatch(text_in(tag.get("name")) or "")
    address = _id(tag.get("href"))
    host = (match.group(2) if match else None) or host_of(address)
    if match is None or host is None:
        return None
    return {"id": address, "acct": f"{match.group(1)}@{host}", "username": match.group(1), "url": address}


def _attached(note: Mapping[str, Any]) -> list[dict[str, Any]]:
    if note["type"] == "Article":
        return [{"type": "article", "preview_url": _address(note.get("image"))}]
    if note["type"] == "Video":
        return [{"type": "video", "preview_url": _address(note.get("icon"))}]
    found = []
    for one in items_of(_many(note.get("attachment"))):
        media, kind = text_in(one.get("mediaType")) or "", one.get("type")
        name = _KINDS.get(media.partition("/")[0]) or _KINDS.get(str(kind).lower())
        if name is not None:
            address = _address(one.get("url")) if name == "image" else None
            found.append({"type": name, "description": text_in(one.get("name")), "url": address})
    return found


def _is_public(note: Mapping[str, Any]) -> bool:
    """Whether a post is for everybody, or does not say for whom."""
    audience = [*_many(note.get("to")), *_many(note.get("cc"))]
    return not audience or any(isinstance(one, str) and one in _PUBLIC for one in audience)


def _tags(note: Mapping[str, Any], kind: str) -> list[Mapping[str, Any]]:
    return [one for one in items_of(_many(note.get("tag"))) if one.get("type") == kind]


def _kind(value: object) -> str:
    """The type of an object, empty where it has none."""
    kind = mapping(value).get("type")
    return kind if isinstance(kind, str) else ""


def _total(value: object, *, zero: bool = False) -> int | None:
    found = count_of(mapping(value).get("totalItems"))
    return found if found or zero else None


def _many(value: object) -> list[Any]:
    """One or several, as the vocabulary allows everywhere."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _id(value: object) -> str | None:
    """The address of an object that stands there as its address or whole."""
    found = mapping(value).get("id") if isinstance(value, dict) else value
    return found if isinstance(found, str) and found.startswith(("https://", "http://")) else None


def _kind_of_link(value: object) -> str:
    link = mapping(value)
    return str(link.get("mediaType") or link.get("mimeType") or "").lower()


def _address(value: object) -> str | None:
    """The first web address of one or several links, or of a picture; of a video's many links the page's.

    Files are no pages; older servers wrote their kind as mimeType.
    """
    links = [one for one in _many(value) if not _kind_of_link(one).startswith(("video/", "audio/", "application/x-"))]
    pages = [one for one in items_of(links) if _kind_of_link(one) == "text/html"]
    for one in pages or links:
        found = one
        for key in ("href", "url"):
            if isinstance(found, dict) and key in found:
                found = found[key]
        if isinstance(found, list):
            found = _address(found[:1])
        if isinstance(found, str) and found.startswith(("https://", "http://")):
            return found
    return None
