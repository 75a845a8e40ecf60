"""Files of facts as strangers make them: odd lines, counts in words, handles in any case, renamed accounts."""

import json
from pathlib import Path
from typing import Any

import pytest

from crawler.facts_file import read_facts
from scoring.brief import Brief
from scoring.facts_ranking import rank_facts
from storage.facts import Post, Profile
from tests.commands import complaint, run

PROFILE = {"fact": "profile", "network": "instagram", "page": "https://insta.example/a", "handle": "a"}
POST = {"fact": "post", "network": "instagram", "page": "https://insta.example/p", "author_handle": "a"}
GOOD = json.dumps({**PROFILE, "followers": 5_000, "bio": "baker"})

ODD_LINES = {
    "broken": ('{"fact": "profile", "netw', "is not JSON"),
    "a word": ("followers: 300", "is not JSON"),
    "a list": ("[1, 2]", "a fact is a JSON object"),
    "no kind": ('{"handle": "a"}', "is no fact"),
    "another kind": ('{"fact": "weather", "network": "x", "page": "y"}', "weather"),
    "a wrong type": (json.dumps({**PROFILE, "bio": 12}), "profile.bio"),
    "an unknown field": (json.dumps({**PROFILE, "colour": "red"}), 'a profile has no "colour"'),
    "nobody": (json.dumps({**PROFILE, "handle": ""}), "handle is empty"),
    "dots alone": (json.dumps({**PROFILE, "handle": ".."}), "is no handle"),
    "a post of a name with a space": (
        json.dumps({"fact": "post", "network": "youtube", "page": "p", "author_handle": "Ada Ink", "text": "a nib"}),
        '"ada ink" is no handle',
    ),
    "no time": (json.dumps({**PROFILE, "observed_at": "last week"}), "profile.observed_at"),
    "half a letter": (GOOD[:-2] + "\udcff" + '"}', "is not JSON"),
}


def _file(tmp_path: Path, *lines: str) -> Path:
    file = tmp_path / "facts.jsonl"
    file.write_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))
    return file


@pytest.mark.parametrize("name", ODD_LINES)
def test_an_odd_line_is_told_and_the_others_are_ranked(tmp_path: Path, name: str) -> None:
    """Wherever it stands, the first line too."""
    line, words = ODD_LINES[name]
    for lines in ([GOOD, line, GOOD.replace('"a"', '"b"')], [line, GOOD, GOOD.replace('"a"', '"b"')]):
        done = run("rank", "--facts", _file(tmp_path, *lines), "--json")
        errors = done.stderr.decode()
        assert done.returncode == 0, errors
        assert {json.loads(item)["handle"] for item in done.stdout.splitlines()} == {"a", "b"}
        assert f"line {lines.index(line) + 1}" in errors
        assert words in errors
        assert "1 line was left out" in errors
        assert words in complaint("rank", "--facts", _file(tmp_path, *lines), "--strict", code=4)


STRANGE = [
    {"observed_at": "0001-01-01T00:00:00+14:00"}, {"observed_at": "9999-12-31T23:59:59-14:00"},
    {"handle": "c" * 40_000},
    {"handle": "x\0y"}, {"network": "mastodon", "page": "http://[::1", "native_id": "3"}, {"network": ""},
    {"handle": "https://www.instagram.com/dee.dee/"}, {"bio": "x" * 1_000_000}, {"followers_within": 10**17},
]  # fmt: skip


@pytest.mark.parametrize("strange", STRANGE, ids=[str(n) for n in range(len(STRANGE))])
def test_what_is_strange_but_a_fact_is_ranked(tmp_path: Path, strange: dict[str, Any]) -> None:
    facts = [{**PROFILE, "followers": 5_000, **strange}, {**POST, "native_id": "1", "likes": 9, **strange}]
    facts[1].pop("bio", None)
    facts[1].pop("handle", None)
    facts[1].pop("followers_within", None)
    assert _ranked(tmp_path, *facts)


def test_a_file_without_any_fact_fails(tmp_path: Path) -> None:
    lines = [line for line, _ in ODD_LINES.values() if line.startswith("{")]
    assert "line 1 is not JSON" in complaint("rank", "--facts", _file(tmp_path, *lines), "--json", code=4)
    assert "is empty" in complaint("rank", "--facts", _file(tmp_path, "", " "), code=3)
    bare = '{"fact": "sighting", "network": "instagram", "page": "p", "handle": "a", "route": "related"}'
    assert "nobody to rank" in complaint("rank", "--facts", _file(tmp_path, bare, "{"), code=4)


def test_a_thousand_odd_lines_are_counted_and_the_first_told(tmp_path: Path) -> None:
    errors = run("rank", "--facts", _file(tmp_path, GOOD, *["{"] * 1_000), "--json").stderr.decode()
    assert "1,000 lines were left out (900 of them not told here)" in errors
    assert errors.count("is not JSON") == 100


def test_rows_of_a_list_without_a_handle_are_told(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("handle,followers\nana,5000\n,300\n,\nbo,4000\n")
    done = run("rank", "--facts", file, "--json")
    assert done.returncode == 0
    assert b"row 3 names no handle" in done.stderr
    assert b"1 line was left out" in done.stderr


def test_what_can_be_no_handle_is_left_out_and_told(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("handle,followers\nada!!,5000\nAda Lovelace,4000\n@ Bo.Nib ,4000\nzoë_ink,4000\n..,4000\n")
    done = run("rank", "--facts", file, "--json")
    assert {json.loads(line)["handle"] for line in done.stdout.splitlines()} == {"bo.nib", "zoë_ink"}
    errors = done.stderr.decode()
    assert "row 2: “ada!!” is no handle" in errors
    assert "row 3: “Ada Lovelace” is no handle" in errors
    assert "3 lines were left out" in errors


@pytest.mark.parametrize(
    ("written", "followers", "within"),
    [
        ("10.2K", 10_200, 50), ("10,2 mil", 10_200, 50), ("1,234", 1_234, None), ("12 345", 12_345, None),
        ("1.234.567", 1_234_567, None), ("12k", 12_000, 500), ("3.4万", 34_000, 500), ("5230", 5_230, None),
        ("5230.0", 5_230, None), (5230.0, 5_230, None), (" 5,230 followers ", 5_230, None), ("-5", None, None),
        ("many", None, None), ("12/2025", None, None), ("12 34", None, None), ("12_000", None, None),
        (True, None, None), ("1e30", None, None), ("9" * 40, None, None), ([5], None, None),
    ],
)  # fmt: skip
def test_counts_are_read_as_a_list_reads_them(
    tmp_path: Path, written: object, followers: int | None, within: int | None
) -> None:
    lines = [json.dumps({**PROFILE, "followers": written}), json.dumps({**POST, "likes": written})]
    profile, post = read_facts(str(_file(tmp_path, *lines)))
    assert isinstance(profile, Profile)
    assert isinstance(post, Post)
    assert (profile.followers, profile.followers_within, post.likes) == (followers, within, followers)
    (listed, *_) = read_facts(str(_list_of(tmp_path, written)))
    assert isinstance(listed, Profile)
    if isinstance(written, str):
        assert (listed.followers, listed.followers_within or None) == (followers, within)


def _list_of(tmp_path: Path, count: object) -> Path:
    file = tmp_path / "list.csv"
    file.write_text(f'handle,followers\na,"{count}"\n')
    return file


def test_how_rounded_a_count_is_may_be_said_beside_it(tmp_path: Path) -> None:
    line = json.dumps({**PROFILE, "followers": "10.2K", "followers_within": 200})
    (profile,) = read_facts(str(_file(tmp_path, line)))
    assert isinstance(profile, Profile)
    assert profile.followers_within == 200


def _ranked(tmp_path: Path, *facts: dict[str, Any]) -> list[dict[str, Any]]:
    return rank_facts(read_facts(str(_file(tmp_path, *map(json.dumps, facts)))), Brief())


OLD, NEW = "2026-01-01T10:00:00Z", "2026-10-01T10:00:00Z"
RENAMED: dict[str, tuple[list[dict[str, Any]], set[str]]] = {
    "the network's letter case": ([{"handle": "ada"}, {"handle": "ada", "network": "Instagram"}], {"ada"}),
    "letter case": ([{"handle": "Ada.Ink"}, {"handle": "ada.ink"}, {"handle": "@ADA.INK"}], {"ada.ink"}),
    "renamed": ([{"handle": "ada", "native_id": "7", "observed_at": NEW},
                 {"handle": "bo", "native_id": "7", "observed_at": OLD}], {"ada"}),
    "renamed, told in the order of time": ([{"handle": "bo", "native_id": "7", "observed_at": OLD},
                                            {"handle": "ada", "native_id": "7", "observed_at": NEW}], {"ada"}),
    "twice renamed": ([{"handle": "bo", "native_id": "7", "observed_at": OLD},
                       {"handle": "cy", "native_id": "7", "observed_at": "2026-05-01T10:00:00Z"},
                       {"handle": "ada", "native_id": "7", "observed_at": NEW}], {"ada"}),
    "a number of another network": ([{"handle": "ada", "native_id": "7"},
                                     {"handle": "bo", "native_id": "7", "network": "tiktok"}], {"ada", "bo"}),
    "servers that count for themselves": ([
        {"handle": "ada@one.example", "network": "mastodon", "native_id": "7", "page": "https://one.example/7"},
        {"handle": "bo@two.example", "network": "mastodon", "native_id": "7", "page": "https://two.example/7"},
    ], {"ada@one.example", "bo@two.example"}),
    "a handle that another took": ([{"handle": "ada", "native_id": "7", "observed_at": OLD},
                                    {"handle": "bo", "native_id": "7", "observed_at": NEW},
                                    {"handle": "ada", "native_id": "8", "observed_at": NEW}], {"ada", "bo"}),
    "ids that tell letters apart": ([{"handle": "UC" + "a" * 22, "network": "youtube"},
                                     {"handle": "UC" + "A" * 22, "network": "youtube"}],
                                    {"UC" + "a" * 22, "UC" + "A" * 22}),
}  # fmt: skip


@pytest.mark.parametrize("name", RENAMED)
def test_an_account_is_one_whatever_it_was_called(tmp_path: Path, name: str) -> None:
    profiles, handles = RENAMED[name]
    found = _ranked(tmp_path, *({**PROFILE, "followers": 5_000, **one} for one in profiles))
    assert sorted(item["handle"] for item in found) == sorted(handles)


def test_what_was_said_under_the_old_handle_is_the_new_ones(tmp_path: Path) -> None:
    posts = [{**POST, "author_handle": "Bo", "native_id": str(n), "likes": 200, "comments": 9, "text": "Sourdough",
              "posted_at": f"2026-09-{n:02}T10:00:00Z"} for n in range(1, 7)]  # fmt: skip
    contact = {"fact": "contact", "network": "instagram", "page": "p", "handle": "bo", "kind": "email",
               "value": "ada@oak.example", "where": "bio", "source_url": "p"}  # fmt: skip
    old = {**PROFILE, "handle": "bo", "native_id": "7", "followers": 4_000, "bio": "bakes bread", "observed_at": OLD}
    new = {**PROFILE, "handle": "ada", "native_id": "7", "followers": 5_000, "observed_at": NEW}
    (found,) = _ranked(tmp_path, old, new, contact, *posts)
    assert (found["handle"], found["followers"], found["engagement"]["n"]) == ("ada", 5_000, 6)
    assert [one["value"] for one in found["contacts"]] == ["ada@oak.example"]
    assert found["niches"][0]["name"] == "food"


CALLED = {
    "its native id": "31",
    "its code": "CxY_1-z",
    "its address": "https://www.instagram.com/p/CxY_1-z/",
    "its address without www and slash": "http://instagram.com/p/CxY_1-z",
    "its address with a query": "https://www.instagram.com/p/CxY_1-z/?igsh=abc",
    "its address without a scheme": "instagram.com/p/CxY_1-z/",
}


KNOWN = [("native_id", "code", "url"), ("native_id", "url"), ("url",)]
# By a native id that nobody told of the post it cannot be found.
CALLS = [(name, known) for name in CALLED for known in KNOWN if name != "its native id" or "native_id" in known]


@pytest.mark.parametrize(("name", "known"), CALLS)
def test_a_comment_finds_its_post_by_any_of_its_names(tmp_path: Path, name: str, known: tuple[str, ...]) -> None:
    names = {"native_id": "31", "code": "CxY_1-z", "url": CALLED["its address"]}
    post = {**POST, **{key: names[key] for key in known}, "likes": 90, "comments": 2}
    other = {**POST, "native_id": "32", "code": "AAA", "url": "https://www.instagram.com/p/AAA/", "likes": 9}
    said = [{"fact": "comment", "network": "instagram", "page": "p", "post": called, "native_id": f"c{n}",
             "author_handle": f"fan{n}", "text": "Which flour?"}
            for n, called in enumerate((CALLED[name], CALLED["its address"]))]  # fmt: skip
    (found,) = _ranked(tmp_path, {**PROFILE, "followers": 5_000}, post, other, *said)
    assert (found["comments"]["read"], found["comments"]["posts"]) == (2, 1)


def test_a_name_of_two_posts_tells_neither(tmp_path: Path) -> None:
    posts = [{**POST, "native_id": str(n), "url": f"https://{n}.example/p/1", "likes": 9} for n in (41, 42)]
    comment = {"fact": "comment", "network": "instagram", "page": "p", "author_handle": "fan", "text": "?"}
    for called in ("1", "http://[1", "", "/", "?v="):
        (found,) = _ranked(tmp_path, {**PROFILE, "followers": 5_000}, *posts, {**comment, "post": called})
        assert found["comments"]["read"] is None


def test_growth_comes_from_what_the_file_saw_over_time(tmp_path: Path) -> None:
    """Rising below the band, a clock above it; seen once, nothing is told."""
    weeks = ["2026-09-01T10:00:00Z", "2026-09-15T10:00:00Z", "2026-10-01T10:00:00Z"]

    def of(handle: str, *counts: int) -> list[dict[str, Any]]:
        return [{**PROFILE, "handle": handle, "followers": count, "observed_at": at}
                for count, at in zip(counts, weeks, strict=False)]  # fmt: skip

    untimed = {**PROFILE, "handle": "untimed", "followers": 4_000}
    facts = [*of("rises", 800, 850, 900), *of("leaves", 8_000, 8_500, 9_000), *of("once", 4_000), untimed]
    found = {item["handle"]: item["growth"] for item in _ranked(tmp_path, *facts)}
    assert found["rises"]["rising"] is True
    assert 1 < found["rises"]["weeks_to_1000"] < 10
    assert found["leaves"]["rising"] is False
    assert 1 < found["leaves"]["weeks_to_10000"] < 10
    assert (found["once"]["weekly"], found["once"]["why"]) == (None, "seen once")
    assert found["untimed"] is None
