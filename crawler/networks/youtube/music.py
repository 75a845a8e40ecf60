"""Answers of YouTube Music (youtubei of music.youtube.com): songs, videos and artists in lists, the head of an artist.

Artists are channels. What an artist's line counts is a monthly audience, which is no number of followers.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from crawler.networks.values import items_of, mapping, shown_count, text_in
from crawler.networks.youtube.address import is_channel_id
from crawler.networks.youtube.watch import post
from crawler.networks.youtube.words import channel_at, last_picture, words
from crawler.page import Page
from storage.facts import Fact, Profile, Sighting

PARTS = ("musicResponsiveListItemRenderer", "musicImmersiveHeaderRenderer", "musicVisualHeaderRenderer")
_NETWORK = "youtube"
_EPISODE = "MUSIC_PAGE_TYPE_NON_MUSIC_AUDIO_TRACK_PAGE"
_PEOPLE = frozenset({"MUSIC_PAGE_TYPE_ARTIST", "MUSIC_PAGE_TYPE_USER_CHANNEL"})


def music_in(one: Mapping[str, Any], page: Page) -> Iterator[Fact]:
    """What one object of an answer of YouTube Music says; nothing for any other object."""
    item = mapping(one.get(PARTS[0]))
    if item:
        yield from _item(item, page)
    for name in PARTS[1:]:
        header = mapping(one.get(name))
        button = mapping(mapping(header.get("subscriptionButton")).get("subscribeButtonRenderer"))
        if is_channel_id(button.get("channelId")):
            yield _artist(header, button, page)


def _item(item: Mapping[str, Any], page: Page) -> Iterator[Fact]:
    """A line of a list: a video with its channel, or a channel."""
    columns = [
        items_of(mapping(mapping(column.get("musicResponsiveListItemFlexColumnRenderer")).get("text")).get("runs"))
        for column in items_of(item.get("flexColumns"))
    ]
    first, rest = (columns[0] if columns else []), [run for column in columns[1:] for run in column]
    title = words({"runs": list(first)})
    links = [mapping(run.get("navigationEndpoint")) for run in first]
    code = text_in(mapping(item.get("playlistItemData")).get("videoId")) or next(
        (text_in(mapping(link.get("watchEndpoint")).get("videoId")) for link in links), None
    )
    author = next((run for run in rest if _is_person(run.get("navigationEndpoint"))), {})
    if code is None:  # an artist, else an album or a playlist of one
        about = {"text": title, "navigationEndpoint": item.get("navigationEndpoint")}
        person = about if _is_person(about["navigationEndpoint"]) else author
        if person:
            yield _met(person["navigationEndpoint"], text_in(person.get("text")), page)
        return
    handle, native = channel_at(author.get("navigationEndpoint"))
    counted = next((text for run in rest if (text := _counted(run)) is not None), None)
    if any(_kind_of(link) == _EPISODE for link in links):  # shows the day it came out ("1 Mar 2023") in that place
        counted = None
    picture = mapping(mapping(item.get("thumbnail")).get("musicThumbnailRenderer")).get("thumbnail")
    yield post(page, code, title, None, handle=handle, author_native_id=native, image_url=last_picture(picture),
               views=shown_count(counted)[0] if counted else None)  # fmt: skip
    if native is not None:
        yield _met(author.get("navigationEndpoint"), text_in(author.get("text")), page)


def _counted(run: Mapping[str, Any]) -> str | None:
    """A number with a word behind it ("333k plays"), which is neither a length (2:51) nor a year."""
    text = words(run.get("text")) or ""
    plain = "navigationEndpoint" not in run and text[:1].isdigit() and ":" not in text
    return text if plain and len(text.split()) > 1 else None


def _is_person(endpoint: object) -> bool:
    said = mapping(mapping(endpoint).get("browseEndpoint"))
    return _kind_of(endpoint) in _PEOPLE and is_channel_id(said.get("browseId"))


def _kind_of(endpoint: object) -> str | None:
    """Which kind of page an address leads to, in YouTube Music's own word."""
    said = mapping(mapping(endpoint).get("browseEndpoint"))
    config = mapping(mapping(said.get("browseEndpointContextSupportedConfigs")).get("browseEndpointContextMusicConfig"))
    return text_in(config.get("pageType"))


def _met(endpoint: object, name: str | None, page: Page) -> Sighting:
    handle, native = channel_at(endpoint)
    return Sighting(
        network=_NETWORK,
        page=page.url,
        observed_at=page.time,
        handle=handle,
        native_id=native,
        display_name=name,
        route="list",
    )


def _artist(header: Mapping[str, Any], button: Mapping[str, Any], page: Page) -> Profile:
    """The channel whose page this is, with the subscribers that its button shows."""
    followers, within = shown_count(words(button.get("subscriberCountText")))
    picture = mapping(mapping(header.get("thumbnail")).get("musicThumbnailRenderer")).get("thumbnail")
    return Profile(
        network=_NETWORK,
        page=page.url,
        observed_at=page.time,
        native_id=button["channelId"],
        handle=button["channelId"],
        display_name=words(header.get("title")),
        bio=words(header.get("description")),
        followers=followers,
        followers_within=within,
        avatar_url=last_picture(picture),
    )
