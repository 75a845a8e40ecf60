"""Small copies of pictures: which are kept, which are missing, and the copies themselves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy import Connection, delete, func, insert, select, tuple_

from storage import tables
from storage.accounts import mark_stale
from storage.facts import AccountKey
from storage.rows import table_of

PICTURE = table_of(tables.Picture)
_ACCOUNT = table_of(tables.Account)
_POST = table_of(tables.Post)
_BATCH = 400
OF_ACCOUNT = ""  # the key of the account's own picture


@dataclass(frozen=True)
class Wanted:
    """A picture that a profile or a post names and of which there is no copy."""

    network: str
    handle: str
    key: str
    url: str


@dataclass(frozen=True)
class Kept:
    """What is known of a kept picture without its body; the measures are those of ``scoring.photos``."""

    key: str
    sharpness: float
    exposure: float
    noise: float
    colourfulness: float
    palette: str


def missing_pictures(connection: Connection, accounts: Iterable[AccountKey], *, posts: int, best: int) -> list[Wanted]:
    """The pictures of these accounts, in their order, and of each one's newest ``posts`` and ``best`` most liked posts.

    What is kept already is not wanted again, unless an account has put up another picture of itself.
    """
    found = []
    for network, handle in accounts:
        mine = PICTURE.c.network == network, PICTURE.c.handle == handle
        kept = {row.key: row.url for row in connection.execute(select(PICTURE.c.key, PICTURE.c.url).where(*mine))}
        own = _ACCOUNT.c.network == network, _ACCOUNT.c.handle == handle
        avatar = connection.execute(select(_ACCOUNT.c.avatar_url).where(*own)).scalar()
        if avatar and _is_web(avatar) and kept.get(OF_ACCOUNT) != without_query(avatar):
            found.append(Wanted(network, handle, OF_ACCOUNT, avatar))
        theirs = _POST.c.network == network, _POST.c.author_handle == handle, _POST.c.image_url.is_not(None)
        shown = select(_POST.c.key, _POST.c.image_url).where(*theirs)
        newest = connection.execute(shown.order_by(_POST.c.posted_at.desc().nulls_last(), _POST.c.key).limit(posts))
        strength = func.coalesce(_POST.c.likes, 0) + func.coalesce(_POST.c.comments, 0)
        liked = connection.execute(shown.order_by(strength.desc(), _POST.c.key).limit(best))
        looked_at = dict([*map(tuple, newest), *map(tuple, liked)])
        found += [
            Wanted(network, handle, key, url) for key, url in looked_at.items() if _is_web(url) and key not in kept
        ]
    return found


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://"))


def without_query(url: str) -> str:
    """The address without what is signed anew for every visitor."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{parts.path}"


def keep_picture(connection: Connection, wanted: Wanted, kept: Kept, body: bytes, *, now: int) -> None:
    """Keeps a copy, in place of an older one; the account's features are to be made anew."""
    own = PICTURE.c.network == wanted.network, PICTURE.c.handle == wanted.handle, PICTURE.c.key == wanted.key
    connection.execute(delete(PICTURE).where(*own))
    row = {"network": wanted.network, "handle": wanted.handle, "url": without_query(wanted.url), "fetched_at": now}
    connection.execute(insert(PICTURE).values(**row, **kept.__dict__, size=len(body), body=body))
    mark_stale(connection, [(wanted.network, wanted.handle)])


def bytes_kept(connection: Connection) -> int:
    """How much all copies take."""
    total: int = connection.execute(select(func.coalesce(func.sum(PICTURE.c.size), 0))).scalar_one()
    return total


def pictures_of(connection: Connection, network: str, handles: Sequence[str]) -> Mapping[str, list[Kept]]:
    """By handle what is kept of these accounts, in the order of the keys; accounts without pictures are left out."""
    found: dict[str, list[Kept]] = {}
    columns = [PICTURE.c[name] for name in Kept.__dataclass_fields__]
    for start in range(0, len(handles), _BATCH):
        theirs = PICTURE.c.network == network, PICTURE.c.handle.in_(handles[start : start + _BATCH])
        query = select(PICTURE.c.handle, *columns).where(*theirs).order_by(PICTURE.c.handle, PICTURE.c.key)
        for handle, *values in connection.execute(query):
            found.setdefault(handle, []).append(Kept(*values))
    return found


def picture_body(connection: Connection, network: str, handle: str, key: str) -> bytes | None:
    """The copy as JPEG; ``None`` where none is kept."""
    own = PICTURE.c.network == network, PICTURE.c.handle == handle, PICTURE.c.key == key
    body: bytes | None = connection.execute(select(PICTURE.c.body).where(*own)).scalar()
    return body


def with_picture(connection: Connection, accounts: Sequence[AccountKey]) -> set[AccountKey]:
    """Those of these accounts of whose own picture there is a copy."""
    theirs = tuple_(PICTURE.c.network, PICTURE.c.handle).in_(accounts), PICTURE.c.key == OF_ACCOUNT
    return {(row[0], row[1]) for row in connection.execute(select(PICTURE.c.network, PICTURE.c.handle).where(*theirs))}
