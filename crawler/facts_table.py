"""Profiles out of a CSV that somebody kept: handle, followers, following, posts_count, bio, … by the columns' names."""

import re
from collections.abc import Iterator
from typing import Any

from crawler.lists.profile import location_of
from crawler.networks.printed_counts import NUMBER, rounded_count
from crawler.sources.columns import COUNTRY_WORDS, LOCATION_WORDS, network_named, role_of
from crawler.sources.table import cells_of_text
from storage.errors import UnknownFormat
from storage.facts import Contact, Fact, Link, Profile

_HEADER_WITHIN = 15
_LOOKED_AT = 100_000  # bytes in which they stand
_OBJECT = re.compile(rb"\s*\{\s*\"")
_HANDLE = re.compile(r"(?=[.@-]*\w)[\w.@-]+")  # of any network; a name with a space in it is nobody's
_NETWORK = "instagram"  # of a list that names none
_ONE_COUNT = re.compile(rf"[^\d−-]{{0,10}}(?:{NUMBER})[^\d]*")

# Names of columns, letters and digits only. What a list of people is known by stands in crawler/sources/columns.py.
_FIELDS: dict[str, str] = {
    name: field
    for field, names in {
        "handle": "handle username user userhandle account screenname",
        "followers": "followers follower followercount followerscount userfollowercount numfollowers nfollowers fans "
        "subscribers edgefollowedby followersnumber",
        "following": "following follows followings followees followingcount followscount followingscount "
        "userfollowingcount numfollowing nfollowing edgefollow friends friendscount gefolgt abonnements siguiendo "
        "seguindo seguiti volgend obserwowani takipedilen mengikuti подписки フォロー フォロー中 팔로잉 المتابعون",
        "posts_count": "posts post postcount postscount mediacount usermediacount numposts nposts numberofposts media "
        "statusescount tweets publications publicaciones publicacoes beitrage berichten posty gonderi посты "
        "投稿 投稿数 게시물 المنشورات uploads",
        "bio": "bio biography biographie biografia description desc about aboutme bios signature profilebio biotext "
        "beschreibung descripcion descricao opis aciklama deskripsi описание プロフィール 자기소개 소개 نبذة",
        "display_name": "name fullname displayname userfullname profilename",
        "avatar_url": "avatar avatarurl picture pic profilepic profilepicture profilepicurl hasprofilepic haspicture "
        "hasavatar userhasprofilpic userhasprofilepic photo image profileimage",
        "is_private": "private isprivate privateaccount userisprivate protected",
        "is_verified": "verified isverified",
        "category": "category businesscategory categoryname",
        "links": "website externalurl externallink bioiolink linkinbio biolink site homepage url link haslink",
        "highlights_count": "highlights highlightscount highlightcount highlightreelcount",
        "account_type": "accounttype type",
    }.items()
    for name in names.split()
} | dict.fromkeys(LOCATION_WORDS, "location") | dict.fromkeys(COUNTRY_WORDS, "country")  # fmt: skip
_COUNTS = frozenset({"followers", "following", "posts_count", "highlights_count"})
_FLAGS = frozenset({"is_private", "is_verified"})
_YES = frozenset({"1", "1.0", "true", "yes", "y", "t", "x", "ja", "si", "sí", "oui", "sim"})
_NO = frozenset({"0", "0.0", "false", "no", "n", "f", "nein", "non", "não", "nao", "none", "null", "nan"})
_NOTHING = frozenset({"", "nan", "none", "null", "n/a", "na", "-", "–"})


def is_table(content: bytes) -> bool:
    """Whether a file is rather a list than JSON Lines: none of its first lines begins as an object does."""
    if content.lstrip()[:1] in (b"{", b"[", b""):
        return False
    return not any(_OBJECT.match(line) for line in content[:_LOOKED_AT].splitlines()[:_HEADER_WITHIN])


def profiles_of_table(content: bytes, shown: str) -> Iterator[Fact | str]:
    """A Profile for each row with a handle (and Contacts where columns hold them), in words why there is none for
    another row that says something; an empty or senseless cell is null.

    Raises UnknownFormat where no column holds handles, UnreadableFile for what is no CSV.
    """
    rows = iter(cells_of_text(content, shown))
    columns: dict[str, int] = {}
    seen: list[str] = []
    for _, cells in rows:
        columns = _columns_of(cells)
        if "handle" in columns or len(seen) >= _HEADER_WITHIN:
            break
        seen.append(", ".join(cells[:12]))
    if "handle" not in columns:
        raise UnknownFormat(
            f"{shown} is neither JSON Lines nor a list with a column of handles: name one “handle” or “username” "
            f"(its first line: {(seen or ['nothing'])[0][:120]})"
        )
    for number, cells in rows:
        row = {field: cells[place] for field, place in columns.items() if place < len(cells)}
        handle = _handle_of(row.get("handle", ""))
        if not handle:
            if any(cell.strip() for cell in cells):
                yield f"{shown}, row {number} names no handle"
            continue
        if not _HANDLE.fullmatch(handle):
            yield f"{shown}, row {number}: “{row['handle'][:40]}” is no handle: it holds letters, digits, . _ - alone"
            continue
        yield from _facts_of(row, f"{shown}#row={number}")


def _columns_of(header: list[str]) -> dict[str, int]:
    """The place of each field; the first column of a name wins, a known name over one that is only understood."""
    found: dict[str, int] = {}
    for place, cell in enumerate(header):
        field = _FIELDS.get(re.sub(r"[\W_]", "", cell.casefold()))
        if field is not None:
            found.setdefault(field, place)
    taken = set(found.values())
    understood = {"account": "handle", "name": "display_name", "followers": "followers"}
    for place, cell in enumerate(header):
        column = role_of(cell) if place not in taken else None
        if column is not None:
            found.setdefault(understood.get(column.role, column.role), place)
    return found


def _facts_of(row: dict[str, str], page: str) -> Iterator[Fact]:
    handle = _handle_of(row.pop("handle"))
    network = (network_named(row["network"]) if row.get("network") else None) or _NETWORK
    base: dict[str, Any] = {"network": network, "page": page, "handle": handle}
    values: dict[str, Any] = {}
    for field, cell in row.items():
        if field in _COUNTS:
            values |= _count_of(field, cell)
        elif field in _FLAGS:
            values[field] = _flag_of(cell)
        elif field == "avatar_url":
            flag = _flag_of(cell)
            values[field] = "" if flag is False else (f"{page}&picture" if flag else cell or None)
        elif field == "links":
            told = _flag_of(cell)
            values[field] = [Link(url=cell)] if told is None and cell.lower() not in _NOTHING else None
            values[field] = [] if told is False else values[field]
        elif field in ("bio", "display_name", "category"):
            values[field] = cell if cell.lower() not in _NOTHING or not cell else None
    if "display_name" not in values and (row.get("first_name") or row.get("last_name")):
        values["display_name"] = " ".join(part for part in (row.get("first_name"), row.get("last_name")) if part)
    values["location"] = location_of(row)
    kind = row.get("account_type", "").lower()
    if kind in ("personal", "creator", "business"):
        values["account_type"] = kind
    yield Profile(**base, **values)
    for field in ("email", "phone"):
        if row.get(field, "").lower() not in _NOTHING:
            yield Contact(**base, kind=field, value=row[field], where=f"column {field}", source_url=page)


def _handle_of(cell: str) -> str:
    """The handle of a cell that holds a handle, an @handle or a profile's address; "" for none."""
    if "/" in cell:
        path = re.sub(r"^[a-z]+://", "", cell.strip().lower()).partition("?")[0].strip("/").split("/")
        cell = path[1] if len(path) > 1 else ""
    return cell.strip().removeprefix("@").strip().lower()[:100]


def _count_of(field: str, cell: str) -> dict[str, int | None]:
    """A count and how rounded it is; null for what is no count."""
    read = count_in(cell)
    if read is None:
        return {field: None}
    found: dict[str, int | None] = {field: read[0]}
    return found | {"followers_within": read[1]} if field == "followers" else found


def count_in(cell: str) -> tuple[int, int] | None:
    """The one count of a cell, and how rounded it is (±): "10.2K" is (10200, 50); ``None`` for what is no count
    (negative, words, several numbers, more than there can be)."""
    text = re.sub(r"^(\d+)\.0+$", r"\1", cell.strip())
    if len(text) > 30 or _ONE_COUNT.fullmatch(text) is None:
        return None
    read = rounded_count(text)
    return read if read is not None and read[0] < 2**62 else None


def _flag_of(cell: str) -> bool | None:
    word = cell.strip().lower()
    return True if word in _YES else (False if word in _NO else None)
