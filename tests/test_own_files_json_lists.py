"""Lists of people as JSON: whose handles they hold stands in the rows or in the names of their keys."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from crawler.lists.rows import GivenBasis
from storage.errors import UnknownNetwork
from storage.facts import Contact, Fact, Profile, Sighting
from tests.own_files import reading_of, save

_MIRA = {"id": 1779, "username": "@Mira.Lind", "platform": "instagram", "niche": "clay", "followers": "4.6K"}
_TOMAS = {
    "id": 1780,
    "username": "tomas.rides",
    "platform": "TikTok",
    "followers": 1204,
    "email": "tomas@rides.example",
}


def _read(folder: Path, value: Any) -> list[Fact]:
    return list(reading_of(save(folder / "people.json", orjson.dumps(value))).facts())


def _met(facts: list[Fact]) -> list[tuple[str, str | None]]:
    return [(fact.network, fact.handle) for fact in facts if isinstance(fact, Sighting)]


@pytest.mark.parametrize(
    "wrap", [lambda rows: rows, lambda rows: {"settings": {"most": 5}, "data": {"a": {"b": {"c": {"people": rows}}}}}]
)
def test_rows_that_name_their_network_are_people(tmp_path: Path, wrap: Any) -> None:
    facts = _read(tmp_path, wrap([_MIRA, _TOMAS]))
    assert _met(facts) == [("instagram", "mira.lind"), ("tiktok", "tomas.rides")]
    told = {fact.handle: (fact.followers, fact.followers_within) for fact in facts if isinstance(fact, Profile)}
    assert told == {"mira.lind": (4600, 50), "tomas.rides": (1204, 0)}
    assert [fact.value for fact in facts if isinstance(fact, Contact)] == ["tomas@rides.example"]


def test_accounts_each_under_its_own_name_with_its_address(tmp_path: Path) -> None:
    address = "https://www.instagram.com/mira.lind/"
    people = {"mira.lind": {"username": "mira.lind", "profile_url": address, "followers": 4600, "posts": 12}}
    assert _met(_read(tmp_path, people)) == [("instagram", "mira.lind")]


def test_keys_that_are_networks_hold_handles(tmp_path: Path) -> None:
    rows = [
        {"id": 1, "name": "Mira", "social": {"instagram": "https://www.instagram.com/mira.lind/", "tiktok": "@mira"}},
        {"id": 2, "name": "Tomas", "social": {"instagram": "tomas.rides", "tiktok": ""}},
    ]
    facts = _read(tmp_path, {"influencers": rows})
    assert _met(facts) == [("instagram", "mira.lind"), ("instagram", "tomas.rides"), ("tiktok", "mira")]


def test_accounts_of_several_networks_are_read_each_as_its_own(tmp_path: Path) -> None:
    """Their names are those that Instagram uses: its reader alone would leave the others out."""
    counted = {"follower_count": 1204, "biography": "clay"}
    facts = _read(tmp_path, [_MIRA | counted, _TOMAS | counted])
    assert _met(facts) == [("instagram", "mira.lind"), ("tiktok", "tomas.rides")]


def test_a_json_of_one_network_is_left_to_it(tmp_path: Path) -> None:
    account = {
        "username": "mira.lind",
        "platform": "instagram",
        "follower_count": 1204,
        "biography": "clay",
        "pk": "77",
    }
    (profile,) = _read(tmp_path, [account])
    assert isinstance(profile, Profile)
    assert (profile.native_id, profile.followers) == ("77", 1204)


@pytest.mark.parametrize(
    "value",
    [
        [{"username": "mira.lind", "followers": 1204}],
        [{"id": 7, "name": "Mira", "platform": "instagram"}],
        [{"platform": "instagram", "username": "mira.lind", "caption": "clay", "likes_count": 4, "postId": "7"}],
        [{"username": "mira.lind", "platform": "desktop"}],
        {"instagram": "mira.lind"},
        [{"title": "a game", "realInstalls": "1000000000", "developerEmail": "a@b.example"}],
        [{"username": 1779, "platform": "instagram"}],
        [{"username": "mira.lind", "platform": ""}],
        [{"fact": "post", "network": "instagram", "author_handle": "mira.lind", "handle": "mira.lind"}],
    ],
)
def test_what_names_nobody_for_sure_is_no_list(tmp_path: Path, value: Any) -> None:
    reading = reading_of(save(tmp_path / "people.json", orjson.dumps(value)))
    assert [fact for fact in reading.facts() if isinstance(fact, Sighting)] == []


def test_a_basis_is_kept_for_people_in_a_json(tmp_path: Path) -> None:
    path = save(tmp_path / "people.json", orjson.dumps([_MIRA]))
    (read,) = reading_of(path, given=GivenBasis("consent", "the form")).read_pages()
    assert [(basis.handle, basis.basis) for basis in read.bases] == [("mira.lind", "consent")]


def test_accounts_in_a_list_of_each_row_are_each_of_their_own_network(tmp_path: Path) -> None:
    accounts = [
        {"platform": "Tiktok", "username": "mira.lind", "followers": 38670, "rate_cards": [{"price": 3}]},
        {"platform": "Instagram", "profile_url": "https://www.instagram.com/mira.ink", "followers": "1.2K"},
        {"platform": "a shop", "username": "mira"},
    ]
    facts = _read(tmp_path, [{"full_name": "Mira Lind", "social_platforms": accounts, "tags": ["clay"]}])
    assert _met(facts) == [("tiktok", "mira.lind"), ("instagram", "mira.ink")]
    assert [fact.followers for fact in facts if isinstance(fact, Profile)] == [38670, 1200]


def test_followers_as_people_write_them_count_beside_numbers_of_posts(tmp_path: Path) -> None:
    row = {"username": "mira.lind", "platform": "instagram", "followers": "3K", "posts_count": 524, "bio": "clay"}
    (profile,) = (fact for fact in _read(tmp_path, [row]) if isinstance(fact, Profile))
    assert (profile.followers, profile.followers_within, profile.posts_count) == (3000, 500, 524)


def test_a_zero_under_a_short_name_of_a_network_is_no_handle(tmp_path: Path) -> None:
    rows = [{"title": f"Glaze {number}", "seconds": "426", "tt": "0", "up": 0} for number in range(3)]
    reading = reading_of(save(tmp_path / "videos.json", orjson.dumps(rows)))
    assert list(reading.facts()) == []
    with pytest.raises(UnknownNetwork):
        reading.check()


def test_pictures_of_an_account_tell_its_network(tmp_path: Path) -> None:
    picture = "https://p16-sign-va.tiktokcdn.com/tos/a.jpeg"
    row = {"username": "mira.lind", "avatar_link": picture, "followers_count": 4600, "following_count": 9}
    assert _met(_read(tmp_path, [row])) == [("tiktok", "mira.lind")]
    alone = {"username": "mira_lind", "profile_image_url": "https://pbs.twimg.com/p/a.jpg", "tweets_count": 7}
    assert _met(_read(tmp_path, alone)) == [("x", "mira_lind")]


@pytest.mark.parametrize("part", [{"twitter:card": "app", "al:ios:url": "a://b", "x": "y"}, _TOMAS, [_TOMAS]])
def test_a_small_part_of_an_answer_is_no_list_of_people(tmp_path: Path, part: Any) -> None:
    user = {"uniqueId": "mira.lind", "id": "7", "secUid": "M", "nickname": "Mira", "signature": "clay " * 400}
    answer = {"SEOState": {"meta": part}, "userInfo": {"user": user, "stats": {"followerCount": 4600, "videoCount": 2}}}
    (profile,) = _read(tmp_path, answer)
    assert isinstance(profile, Profile)
    assert (profile.network, profile.handle, profile.followers) == ("tiktok", "mira.lind", 4600)
