"""Whether an account looks genuine by its profile alone: each number moves it one way; lists are read as facts."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from crawler.facts_file import read_facts
from scoring.brief import Brief
from scoring.facts_ranking import rank_facts
from storage.facts import Profile
from tests.benchmarks.evaluate import (
    Labelled,
    average_precision,
    best_threshold,
    f1_at,
    genuineness,
    once_each,
    read_sources,
)
from tests.scoring.invent import account, one

USUAL: dict[str, Any] = {
    "network": "instagram", "handle": "ana.ink", "has_profile": True, "followers": 4_000, "following": 700,
    "posts_count": 60, "bio_length": 60, "has_bio": True, "has_name": True, "has_avatar": True, "has_link": False,
    "digits_in_handle": 1, "handle_length": 9, "name_agrees": 1.0, "is_private": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("following", [7_500, 4_000, 2_000, 900, 300, 40]), ("posts_count", [0, 2, 9, 30, 120, 500]),
        ("bio_length", [0, 3, 20, 60, 140]), ("digits_in_handle", [9, 6, 4, 3, 0]), ("has_avatar", [False, True]),
        ("has_name", [False, True]), ("has_link", [False, True]), ("name_agrees", [0.0, 1.0]),
    ],
)  # fmt: skip
def test_each_number_moves_it_one_way(column: str, values: list[Any]) -> None:
    found = genuineness([{**USUAL, column: value} for value in values])
    assert np.all(np.diff(found) >= 0), found
    assert found[-1] > found[0]


def test_an_empty_mass_follower_is_far_below_a_made_profile() -> None:
    empty = {**USUAL, "following": 6_900, "posts_count": 1, "bio_length": 0, "has_bio": False, "has_avatar": False,
             "digits_in_handle": 6, "name_agrees": 0.0}  # fmt: skip
    good, bad = genuineness([USUAL, empty])
    assert good > 0.85
    assert bad < 0.45
    unknown = {"network": "instagram", "handle": "x", "has_profile": True}
    assert bad < genuineness([unknown])[0] < good


@pytest.mark.parametrize(
    ("handle", "name", "agrees"),
    [
        ("ana.ink", "Ana Lima", 1.0), ("user839", "Ana Lima", 0.0), ("lima_paper", "Ana Lima", 1.0),
        ("ana", None, None), ("ana", "花子", None), ("ana", "", None), ("anali", "A. Nalima", 1.0),
    ],
)  # fmt: skip
def test_name_and_handle(handle: str, name: str | None, agrees: float | None) -> None:
    from scoring.features.naming import naming_columns

    assert naming_columns(handle, name)["name_agrees"] == agrees


def test_flags_name_what_is_odd() -> None:
    odd = one(account("user83920174", following=12_000, posts_count=0, bio="", display_name=""), handle="user83920174")
    assert {"mass_follower", "follows_more_than_followed", "digits_in_handle", "profile_empty"} <= set(odd["flags"])
    assert "8 digits in a handle of 12" in odd["signals"]["naming"]["evidence"]
    assert not {"digits_in_handle", "profile_empty"} & set(one(account())["flags"])


def test_average_precision_and_thresholds() -> None:
    fake = np.array([True, False, True, False])
    assert average_precision(fake, np.array([0.9, 0.8, 0.7, 0.1])) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision(fake, np.zeros(4)) == pytest.approx(0.5)
    suspicion = np.array([0.9, 0.2, 0.8, 0.1])
    assert f1_at(fake, suspicion, best_threshold(fake, suspicion)) == 1.0


def _listed(tmp_path: Path, text: str) -> list[Profile]:
    file = tmp_path / "list.csv"
    file.write_text(text, "utf-8")
    return [fact for fact in read_facts(str(file)) if isinstance(fact, Profile)]


def test_a_csv_is_read_by_the_names_of_its_columns(tmp_path: Path) -> None:
    first, second = _listed(
        tmp_path,
        "Username;Followers;#follows;media_count;Biography;full_name;profile_pic;is_private;website\n"
        '@Ana.Ink;"5,230";640;210;"Fountain pens;\nPorto";Ana Lima;1;0;https://ana.example\n'
        "https://www.instagram.com/bo.bakes/;10.2K;-3;nan;;;0;no;\n",
    )
    assert (first.handle, first.followers, first.following, first.posts_count) == ("ana.ink", 5_230, 640, 210)
    assert (first.bio, first.display_name, first.is_private) == ("Fountain pens;\nPorto", "Ana Lima", False)
    assert [link.url for link in first.links or ()] == ["https://ana.example"]
    assert first.avatar_url
    assert (second.handle, second.followers, second.followers_within) == ("bo.bakes", 10_200, 50)
    assert (second.following, second.posts_count, second.avatar_url) == (None, None, "")


def test_a_list_ranks_like_facts(tmp_path: Path) -> None:
    profiles = _listed(tmp_path, "handle,followers,following,posts_count,bio\nana,5000,400,90,baker in Porto\n")
    (found,) = rank_facts(profiles, Brief())
    assert (found["country"], found["tier"], found["niches"][0]["name"]) == ("PT", "nano", "food")
    assert found["engagement"] == {"rate": None, "low": None, "high": None, "n": 0, "mode": "none"}


def test_an_account_that_stands_in_a_list_twice_counts_once() -> None:
    """From some size on; of the small, many are alike by chance. Another label makes another row."""
    known, small = {**USUAL, "handle": "a"}, {**USUAL, "followers": 12, "handle": "b"}
    rows = [known, {**known, "handle": "c"}, {**known, "handle": "d"}, small, {**small, "handle": "e"}]
    kept, fake = once_each(rows, [False, False, True, True, True])
    assert [row["handle"] for row in kept] == ["a", "d", "b", "e"]
    assert fake == [False, True, True, True]


def test_any_labelled_list_can_be_evaluated(tmp_path: Path) -> None:
    """Columns by their names; lines without label or count are left out; files that are no such list are named."""
    (tmp_path / "a.csv").write_text(
        "Username,Number.of.posts,Number.of.people.they.follow,Number.of.followers,rating\n"
        "ada.writes,300,410,2500,FALSE\nxx8841923,1,6900,1200,TRUE\nbo,,3,4,FALSE\ncy,1,2,3,NA\n"
    )
    (tmp_path / "b.csv").write_text("Followers,Labels\n3,Bot\n")
    (source,) = read_sources(tmp_path)
    assert isinstance(source, Labelled)
    assert source.fake.tolist() == [False, True]
    assert source.genuine[0] > source.genuine[1] + 0.2


def test_what_a_list_measured_of_names_and_bios_counts(tmp_path: Path) -> None:
    """Lists that name nobody tell the share of digits, the words of the name, the length of the bio."""
    (tmp_path / "a.csv").write_text(
        "Profile Pic,Nums/Length Username,Full Name Words,Bio Length,External Url,#Posts,#Followers,#Following,Fake\n"
        "1,0,2,60,1,90,2500,700,0\n1,0.5,0,0,0,90,2500,700,1\n"
    )
    (source,) = read_sources(tmp_path)
    assert isinstance(source, Labelled)
    assert source.genuine[0] > source.genuine[1] + 0.1
