"""Facts of every odd kind through the public path of ``rank --facts``: a value or null, in bounded time, no crash."""

import json
import time
from math import isfinite
from pathlib import Path
from typing import Any

import pytest

from crawler.facts_file import read_facts
from scoring.brief import Brief
from scoring.facts_ranking import rank_facts
from tests.commands import run

PROFILE = {"fact": "profile", "network": "instagram", "page": "https://insta.example/a", "handle": "a"}
POST = {"fact": "post", "network": "instagram", "page": "https://insta.example/p", "author_handle": "a"}

ODD: dict[str, list[dict[str, Any]]] = {
    "negative counts": [{"followers": -5, "following": -1, "posts_count": -3}],
    "absurd counts": [{"followers": 10**30, "following": 10**18, "posts_count": 1e300}],
    "words for counts": [{"followers": "many", "following": "12", "posts_count": 12.5}],
    "missing counts": [{}],
    "nobody follows": [{"followers": 0, "following": 0, "posts_count": 0, "bio": ""}],
    "one post": [{"followers": 5_000}, {**POST, "native_id": "1", "likes": 3, "comments": None}],
    "negative likes": [{"followers": 5_000}, {**POST, "native_id": "1", "likes": -1, "comments": -1}],
    "times without a zone": [{"followers": 5_000}, {**POST, "native_id": "1", "posted_at": "2026-10-01T10:00:00"},
                             {**POST, "native_id": "2", "posted_at": "2026-10-02T10:00:00+02:00"}],
    "ten thousand posts": [{"followers": 5_000}, *(
        {**POST, "native_id": str(n), "likes": 100, "comments": 3, "text": "Bread #food",
         "posted_at": f"2026-10-{1 + n % 28:02}T10:00:00Z"} for n in range(10_000))],
    "times of no network": [{"followers": 5_000, "observed_at": "1970-01-01T00:00:00Z"}, *(
        {**POST, "native_id": str(year), "likes": 100, "posted_at": f"{year}-01-01T00:00:00Z"} for year in (1970, 9999)
    )],
    "more likes than followers": [{"followers": 3_000}, *(
        {**POST, "native_id": str(n), "likes": 30_000 + 900 * n, "comments": 2_000} for n in range(8))],
    "no number": [{"followers": 5_000}, {"fact": "contact", "network": "instagram", "page": "p", "handle": "a",
                   "kind": "phone", "value": "12", "where": "bio", "source_url": "p"}],
    "a bio of emoji": [{"followers": 5_000, "bio": "🔥" * 500}],
    "two scripts": [{"followers": 5_000, "bio": "東京 coffee кофе مطبخ"}],
    "right to left": [{"followers": 5_000, "bio": "\u202eأم لثلاثة أطفال\u202c hello 📩 a@b.example"}],
    "control characters": [{"followers": 5_000, "bio": "a\u0000b\u001b[31m\ufffe", "display_name": "\u200b"}],
}  # fmt: skip
LONG = {
    "words": "lorem ipsum @ ", "dots": "a.", "at": " at ", "digits": "1", "numbers": "12 ", "pins": "📍",
    "kanji": "京都",
    "states": "Nice, AL ", "(at)": "(at)", "phones": "+49 30 1234567 ", "signs": "@", "half addresses": "a@b.",
    "tags": "#", "emoji": "🔥🎂", "joined emoji": "👩‍👩‍👧‍👦❤️", "flags": "🇩🇪🇫🇷", "letters": "a b c d ", "one word": "x",
    "right to left": "أم لثلاثة أطفال ", "one word right to left": "أ", "zalgo": "Z̷̢a̸l̵g̴o̶ ", "names": "@ana.lima ",
    "addresses of pages": "https://a.example/b ", "emails": "a.b@c.example ", "Japanese": "東京 カフェ ",
    "Korean": "서울카페",
    "Hindi": "मुंबई ", "Thai": "กรุงเทพ", "fancy letters": "𝓐𝓫", "lines": "\n", "blanks": " ", "dashes": "a-",
    "towns": "Berlin, Paris, London ", "ages": "14 years old ", "offers": "DM for collabs ", "refusals": "no collabs ",
    "mothers": "mum of Anna ", "journeys": "next: ", "messengers": "telegram: ", "strokes": "a | ",
}  # fmt: skip


def _rank(tmp_path: Path, facts: list[dict[str, Any]]) -> dict[str, Any]:
    file = tmp_path / "facts.jsonl"
    rows = [fact if "fact" in fact else {**PROFILE, **fact} for fact in facts]
    file.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    (found,) = rank_facts(read_facts(str(file)), Brief())
    return found


@pytest.mark.parametrize("name", ODD)
def test_odd_facts_give_a_value_or_null(tmp_path: Path, name: str) -> None:
    found = _rank(tmp_path, ODD[name])
    assert 0 <= found["low"] <= found["score"] <= 100
    for signal in found["signals"].values():
        assert signal["value"] is None or (isfinite(signal["value"]) and 0 <= signal["value"] <= 1)
    rate = found["engagement"]["rate"]
    assert rate is None or (isfinite(rate) and 0 < rate <= 1)
    assert abs(sum(signal["contribution"] for signal in found["signals"].values()) - found["score"]) < 0.1
    assert "silent" not in found["flags"]
    assert found["contacts"] == [] or name == "right to left"
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    if name not in ("ten thousand posts",):
        assert found["confidence"] < 0.8, "little was read, and it says so"


@pytest.mark.parametrize("kind", LONG)
def test_ten_times_the_bio_takes_no_ten_times_as_long(tmp_path: Path, kind: str) -> None:
    """No pattern tries one letter against all others, and no more is read than any network allows."""
    took, piece = [], LONG[kind]
    for length in (4_000, 40_000):
        bio = (piece * length)[:length]
        began = time.process_time()
        found = _rank(tmp_path, [{"followers": 5_000, "bio": bio}])
        took.append(time.process_time() - began)
        assert found["contacts"] == [] or kind in ("phones", "emails")
    assert took[1] < 3 * took[0] + 0.3
    assert took[1] < 2.0


def test_a_bio_is_read_up_to_a_length(tmp_path: Path) -> None:
    for before, found in ((4_900, True), (5_100, False)):
        read = _rank(tmp_path, [{"followers": 5_000, "bio": "x " * (before // 2) + "mail ana@ink.example"}])
        assert bool(read["contacts"]) is found


def test_more_likes_than_followers_are_said_to_belong_to_nothing(tmp_path: Path) -> None:
    found = _rank(tmp_path, ODD["more likes than followers"])
    assert found["engagement"]["rate"] is found["engagement"]["high"] is found["cost_per_engagement"]["low"] is None
    assert "do not belong together" in found["signals"]["engagement"]["evidence"]
    assert {mark["own"] for mark in found["benchmarks"]} == {None}
    assert found["signals"]["engagement"]["value"] == 0


def test_clocks_that_were_not_set_make_nobody_silent(tmp_path: Path) -> None:
    file = tmp_path / "facts.jsonl"
    rows = [{**PROFILE, "handle": name, "followers": 3_000} for name in "uvwxyz"]
    times = {"u": "9999-01-01T00:00:00Z", "v": "9999-01-01T00:00:00Z", "w": "9999-01-02T00:00:00Z"}
    rows += [
        {**POST, "author_handle": name, "native_id": name, "posted_at": times.get(name, "2026-10-03T00:00:00Z")}
        for name in "uvwxyz"
    ]
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert all("silent" not in item["flags"] for item in rank_facts(read_facts(str(file)), Brief()))


def test_the_order_of_lines_changes_nothing(tmp_path: Path) -> None:
    """Two pages contradict each other without a time, two addresses and two texts of one comment."""
    rows: list[dict[str, Any]] = [
        {**PROFILE, "followers": 3_000, "bio": "ink"}, {**PROFILE, "followers": 9_000, "bio": "bread"},
        *({**POST, "native_id": "1", "likes": likes, "comments": 3, "posted_at": "2026-10-03T00:00:00Z"}
          for likes in (100, 900)),
        *({"fact": "comment", "network": "instagram", "page": "p", "native_id": "c", "post": "1", "author_handle": "bo",
           "text": text} for text in ("Which nib is it?", "Lovely")),
        *({"fact": "contact", "network": "instagram", "page": page, "handle": "a", "kind": "email", "value": value,
           "where": "bio", "source_url": page} for page, value in
          (("p", "b@ink.example"), ("q", "b@ink.example"), ("p", "a@ink.example"))),
    ]  # fmt: skip
    file = tmp_path / "facts.jsonl"
    found = []
    for lines in (rows, rows[::-1]):
        file.write_text("\n".join(map(json.dumps, lines)), "utf-8")
        found.append(json.dumps(rank_facts(read_facts(str(file)), Brief())))
    assert found[0] == found[1]


def test_the_command_takes_them_too(tmp_path: Path) -> None:
    file = tmp_path / "facts.jsonl"
    file.write_text("\n".join(json.dumps({**PROFILE, **facts[0], "handle": f"h{n}"})
                              for n, facts in enumerate(ODD.values())), "utf-8")  # fmt: skip
    done = run("rank", "--facts", file, "--json")
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == len(ODD)
    outs = [item["excluded"] is not None for item in found]
    assert outs == sorted(outs), "excluded accounts come last"
